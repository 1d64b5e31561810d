"""Everyday words and gym slang: what a question says, in the words the notes use."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from store import catalogue

_WORD_START: Final = r"(?<!\w)"
_WORD_END: Final = r"(?!\w)"


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    means: str
    words: tuple[str, ...]


class Meaning(NamedTuple):
    """A pattern of everyday words, and the words of the notes for them."""

    said: re.Pattern[str]
    means: str


_LINES: TypeAdapter[tuple[_Line, ...]] = TypeAdapter(tuple[_Line, ...])


def in_the_words_of_the_notes(question: str) -> str:
    """Return the question, followed by what its everyday words mean; as it is if there are none.

    Raises:
        SetupError: The shipped file is damaged.
    """
    folded = question.casefold()
    meanings = [line.means for line in vocabulary() if line.said.search(folded)]
    return f"{question} ({'; '.join(meanings)})" if meanings else question


@cache
def vocabulary() -> tuple[Meaning, ...]:
    """Return the shipped vocabulary, read once.

    Raises:
        SetupError: The shipped file is damaged.
    """
    text = catalogue.content().joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    lines = _LINES.validate_python(yaml.safe_load(text), strict=False)
    return tuple(Meaning(_pattern(line.words), line.means) for line in lines)


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    any_of = "|".join(re.escape(word.casefold()).replace(r"\*", r"\w*") for word in words)
    return re.compile(f"{_WORD_START}(?:{any_of}){_WORD_END}")
