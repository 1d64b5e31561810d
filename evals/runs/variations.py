"""More cases from those there are: the same question in other words, every label still true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from itertools import count
from typing import Final

import numpy as np

from coach.errors import InvalidInput
from evals.cases.case import Case, Turn

Rewrite = Callable[[str], str]
LONGEST_ID: Final = 100
MOST_PER_CASE: Final = 40
"""Variations of one case. Source: the rewrites below give 107 texts of a question; past 40 tries
nearly every one is a repetition."""
_TRIES: Final = 12
_CONTRACTED: Final = (
    (r"\bwhat is\b", "what's"),
    (r"\bhow is\b", "how's"),
    (r"\bi am\b", "I'm"),
    (r"\bi have\b(?= (?:been|done|got|not|lost|gained))", "I've"),
    (r"\bdo not\b", "don't"),
    (r"\bdid not\b", "didn't"),
    (r"\bcannot\b|\bcan not\b", "can't"),
    (r"\bis not\b", "isn't"),
)


def varied(cases: Sequence[Case], total: int, seed: int) -> tuple[Case, ...]:
    """Return the cases, and variations of them until there are `total`.

    A variation keeps fixture and expectations, and counts to the cluster of its original. Cases
    whose expectations hang on the very words are left as they are: those that look at rows or
    arguments, which may hold the athlete's text, and those that say `template: false`.

    Args:
        cases: Originals, all of which stay.
        total: How many cases to return; no fewer than there are.
        seed: Equal seeds give equal variations.

    Raises:
        InvalidInput: So many cannot be derived without repeating one.
    """
    makers = [_variations(case, seed) for case in cases if may_vary(case)]
    found = list(cases)
    while len(found) < total and makers:
        for maker in list(makers):
            if len(found) == total:
                break
            variation = next(maker, None)
            if variation is None:
                makers.remove(maker)
            else:
                found.append(variation)
    if len(found) < total:
        raise InvalidInput(
            f"{len(cases)} cases give {len(found)} with their variations, not {total}.",
            way_out=f"Ask for at most {len(found)}, or give more cases.",
            code="too_few_cases",
        )
    return tuple(found)


def may_vary(case: Case) -> bool:
    """Tell whether the labels of a case hold for other words of the same meaning."""
    if "template" in case.model_fields_set and not case.template:
        return False
    expectations = [turn.expect for turn in case.turns]
    return not any(
        expect.state.exist
        or expect.state.absent
        or any(matcher.args for matcher in expect.tools.expected)
        for expect in expectations
    )


def _variations(case: Case, seed: int) -> Iterator[Case]:
    rng = np.random.default_rng(_derived(seed, case.id))
    seen = {tuple(turn.user for turn in case.turns)}
    for number in count(1):
        if number > MOST_PER_CASE:
            return
        for _ in range(_TRIES):
            turns = tuple(_rewritten(turn, rng) for turn in case.turns)
            texts = tuple(turn.user for turn in turns)
            if texts not in seen:
                break
        else:
            return
        seen.add(texts)
        suffix = f".v{number:02d}"
        name = case.id[: LONGEST_ID - len(suffix)] + suffix
        yield case.model_copy(update={"id": name, "turns": turns})


def _rewritten(turn: Turn, rng: np.random.Generator) -> Turn:
    chosen = rng.choice(len(REWRITES), size=int(rng.integers(1, 4)), replace=False)
    text = turn.user
    for place in sorted(int(n) for n in chosen):
        text = REWRITES[place](text)
    return turn.model_copy(update={"user": text})


def _contracted(text: str) -> str:
    for pattern, short in _CONTRACTED:
        text = re.sub(pattern, short, text, flags=re.IGNORECASE)
    return text


def _typographic(text: str) -> str:
    return text.replace("'", "\u2019")


def _double_spaced(text: str) -> str:
    return re.sub(r"(?<=[.,;!?]) ", "  ", text)


def _greeted(text: str) -> str:
    return f"Hey coach, {_small_first(text)}"


def _polite(text: str) -> str:
    return f"Quick question: {_small_first(text)}"


def _thanked(text: str) -> str:
    return f"{text.rstrip()} Thanks!"


def _doubled_mark(text: str) -> str:
    return text + "?" if text.endswith("?") else text


def _unmarked(text: str) -> str:
    bare = text.rstrip()
    return bare[:-1] if bare.endswith((".", "?")) and len(bare) > 1 else bare + "."


def _small_first(text: str) -> str:
    """Return the text with a small first letter, unless it is `I` or an abbreviation."""
    first = re.match(r"[A-Z](?=[a-z])", text)
    return text[0].lower() + text[1:] if first else text


def _lowered(text: str) -> str:
    """Return the text in small letters, but for words in capitals, such as units."""
    return re.sub(r"\b[A-Z][a-z]+\b", lambda word: word.group().lower(), text)


REWRITES: Final[tuple[Rewrite, ...]] = (
    _contracted,
    _lowered,
    _unmarked,
    _doubled_mark,
    _greeted,
    _polite,
    _thanked,
    _double_spaced,
    _typographic,
)
"""In the order in which they are applied. Source: own choice of what people type differently and
mean the same by."""


def _derived(seed: int, name: str) -> int:
    return int.from_bytes(sha256(f"{seed}:{name}".encode()).digest()[:8])
