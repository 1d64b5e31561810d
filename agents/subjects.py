"""What a number is about: exercises, muscles, repetitions and days that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

EXERCISE_WORDS: Final = frozenset(
    (
        *("squat", "squats", "bench", "deadlift", "deadlifts", "press", "ohp", "row", "rows"),
        *("curl", "curls", "pull-up", "pullup", "pull-ups", "chin-up", "chinup", "chin-ups"),
        *("lunge", "lunges", "dip", "dips", "snatch", "clean", "thruster", "pulldown", "rdl"),
    )
)
"""Words that name a lift even when no fact of the turn is about it."""
_SAME: Final = {"squats": "squat", "deadlifts": "deadlift", "rows": "row", "curls": "curl"}
_WORD = re.compile(r"[a-z]+(?:-ups?)?")
_REP = re.compile(
    r"\brep(?:s|etitions?)?\s+(\d+)((?:\s*(?:,|-|\u2013|to|and)\s*\d+(?!\.\d|\s?s\b))*)"
)
_DIGITS = re.compile(r"\d+")
_BINDS_FORWARD = re.compile(
    r"^[^,.;:\d]{0,14}\b(?:on|for|in|of|at|with)\s+(?:the|your|a|that|this)?\s*$", re.IGNORECASE
)
_ISO_DAY = re.compile(r"^\d{4}-\d\d-\d\d$")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a sentence says what it is about."""

    start: int
    end: int
    keys: frozenset[str]
    """Subjects that fit; empty for an exercise that no fact is about."""


def is_exercise(subject: str) -> bool:
    """Tell whether a fact's subject is an exercise of the catalogue."""
    return subject != "athlete" and ":" not in subject and not _ISO_DAY.match(subject)


def exercise_mentions(sentence: str, subjects: Iterable[str]) -> tuple[Mention, ...]:
    """Return the exercises and muscles a sentence names, resolved to `subjects`."""
    tokens = {s: frozenset(_tokens(s)) for s in subjects if is_exercise(s) or _is_muscle(s)}
    mentions: list[Mention] = []
    words = [(m.start(), m.end(), _stem(m.group())) for m in _WORD.finditer(sentence.casefold())]
    index = 0
    while index < len(words):
        run = _run_from(words, index, tokens)
        if run:
            mentions.append(_mention(words[index : index + run], tokens))
        index += max(run, 1)
    return tuple(mentions)


def rep_mentions(sentence: str) -> tuple[Mention, ...]:
    """Return the repetitions a sentence names; the keys are their numbers."""
    found: list[Mention] = []
    for match in _REP.finditer(sentence.casefold()):
        numbers = [match[1], *_DIGITS.findall(match[2] or "")]
        found.append(Mention(match.start(), match.end(), frozenset(numbers)))
    return tuple(found)


def governing(mentions: Sequence[Mention], sentence: str, start: int, end: int) -> Mention | None:
    """Return the mention that the number at [start, end) is about.

    The nearest one before it, unless one right behind binds it ("100 kg on the squat"); else the
    first one behind.
    """
    following = next((m for m in mentions if m.start >= end), None)
    if following and _BINDS_FORWARD.match(sentence[end : following.start]):
        return following
    preceding = [m for m in mentions if m.start <= start]
    return preceding[-1] if preceding else following


def _is_muscle(subject: str) -> bool:
    return subject.startswith("muscle:")


def _tokens(subject: str) -> list[str]:
    name = subject.removeprefix("muscle:").replace("-", "_").casefold()
    return [_stem(token) for token in name.split("_") if token]


def _stem(word: str) -> str:
    return _SAME.get(word, word)


def _run_from(
    words: list[tuple[int, int, str]], index: int, tokens: dict[str, frozenset[str]]
) -> int:
    """Return how many words from `index` on belong to one name."""
    known = frozenset[str]().union(*tokens.values()) | EXERCISE_WORDS
    run = 0
    while index + run < len(words) and words[index + run][2] in known:
        run += 1
        if run > 1 and words[index + run - 1][0] - words[index + run - 2][1] > 1:
            return run - 1
    named = frozenset(word for _, _, word in words[index : index + run])
    heads = EXERCISE_WORDS | frozenset(t for s, ts in tokens.items() if _is_muscle(s) for t in ts)
    return run if named & heads or any(named == ts for ts in tokens.values()) else 0


def _mention(words: list[tuple[int, int, str]], tokens: dict[str, frozenset[str]]) -> Mention:
    """Resolve one name to the subjects that hold most of its words."""
    named = {word for _, _, word in words}
    best = max((len(named & ts) for ts in tokens.values()), default=0)
    heads = named & EXERCISE_WORDS
    keys = frozenset(
        s for s, ts in tokens.items() if best and len(named & ts) == best and (heads <= ts)
    )
    return Mention(words[0][0], words[-1][1], keys)
