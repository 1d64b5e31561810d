"""What a number is about: exercises, muscles, repetitions and days that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from agents.number_words import ORDINALS

EXERCISE_WORDS: Final = frozenset(
    (
        *("squat", "squats", "bench", "deadlift", "deadlifts", "press", "ohp", "row", "rows"),
        *("curl", "curls", "pull-up", "pullup", "pull-ups", "chin-up", "chinup", "chin-ups"),
        *("lunge", "lunges", "dip", "dips", "snatch", "clean", "thruster", "pulldown", "rdl"),
    )
)
"""Words that name a lift even when no fact of the turn is about it."""
_SAME: Final = {
    "squats": "squat", "squatted": "squat", "squatting": "squat", "deadlifts": "deadlift",
    "deadlifted": "deadlift", "rows": "row", "rowed": "row", "rower": "row", "rowing": "row",
    "curls": "curl", "curled": "curl", "benched": "bench", "benching": "bench",
    "pressed": "press", "presses": "press", "pressing": "press", "lunges": "lunge",
    "lunged": "lunge", "dips": "dip", "ran": "run", "running": "run", "rode": "bike",
    "cycling": "bike", "cycled": "bike", "ride": "bike", "swam": "swim", "swimming": "swim",
    "pullup": "pull-up", "pullups": "pull-up", "chinup": "chin-up", "chinups": "chin-up",
    "pushup": "push-up", "pushups": "push-up", "thrusts": "thrust", "raises": "raise",
}  # fmt: skip
"""Forms of a word -> the word of exercise ids."""
_NO_FOODS: Final = frozenset(
    (
        *("cooked", "boiled", "grilled", "fried", "plain", "dried", "whole", "firm", "table"),
        *("protein", "carbohydrate", "fibre", "sugar", "energy", "caffeine", "creatine", "meal"),
    )
)
"""Words of foods' ids that name no food."""
_JOINED: Final = re.compile(r"\b(pull|chin|push|sit|step|muscle)_up\b")
_SPACED: Final = re.compile(r"\b(pull|chin|push|sit|step|muscle) (ups?)\b")
_WORD = re.compile(r"[a-z]+(?:-ups?)?")
_REP = re.compile(
    r"\brep(?:s|etitions?)?\s+(\d+)((?:\s*(?:,|-|\u2013|to|and)\s*\d+(?!\.\d|\s?s\b))*)"
)
_NTH_REP = re.compile(
    rf"\b(?P<nth>{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
    r"(?:\s+rep(?:etition)?\b|(?=[.,;]|$))",
    re.IGNORECASE,
)
_LAST_REP = re.compile(r"\blast rep(?:etition)?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_BINDS_FORWARD = re.compile(
    r"^[^,.;:\d]{0,14}\b(?:on|for|in|of|at|with)\s+(?:the|your|a|that|this)?\s*$", re.IGNORECASE
)
_IN_A_ROW = re.compile(r"\bin a row\b|\bclean bulk\w*|\bclean eating\b|\bpress on\b")
"""Phrases that name no lift."""
_SET_OF = re.compile(
    r"^(?: reps?)? (?:with|at|x|@) \d+(?:\.\d+)?(?: ?(?:kg|lbs?))? (?:on|in|for) (?:the |your )?$",
    re.IGNORECASE,
)
"""What parts the repetitions of a set from its exercise: "3 with 315 on the squat"."""
_COUNTS_IT = re.compile(r"^ (?:sessions?|sets?|reps?|workouts?)\b", re.IGNORECASE)
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
    plain = _IN_A_ROW.sub(lambda match: " " * len(match.group()), sentence.casefold())
    plain = _SPACED.sub(r"\1-\2", plain)
    words = [(m.start(), m.end(), _stem(m.group())) for m in _WORD.finditer(plain)]
    index = 0
    while index < len(words):
        run = _run_from(words, index, tokens)
        if run:
            mentions.append(_mention(words[index : index + run], tokens))
        index += max(run, 1)
    return tuple(_narrowed(sentence, mention, tokens) for mention in mentions)


def food_mentions(sentence: str, subjects: Iterable[str]) -> tuple[Mention, ...]:
    """Return the foods a sentence names, of the subjects whose ids are made of words."""
    names: dict[str, set[str]] = {}
    for subject in subjects:
        for word in food_words(subject):
            names.setdefault(word, set()).add(subject)
    return tuple(
        Mention(match.start(), match.end(), frozenset(names[word]))
        for match in _WORD.finditer(sentence.casefold())
        for word in [match.group().removesuffix("s")]
        if word in names
    )


def food_words(subject: str) -> frozenset[str]:
    """Return the words a food's id is made of; none for a number of the food table."""
    if not subject.startswith("food:"):
        return frozenset()
    words = subject.rpartition(":")[2].split("_")
    return frozenset(w for w in words if w.isalpha() and len(w) > 3 and w not in _NO_FOODS)


def lift_words(text: str) -> frozenset[str]:
    """Return the words of an exercise's name in their plain form."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()))


def _narrowed(sentence: str, mention: Mention, tokens: dict[str, frozenset[str]]) -> Mention:
    """Tell exercises apart by a word a little behind: "pressed 60 kg overhead"."""
    if len(mention.keys) < 2:
        return mention
    words = lift_words(sentence[mention.end : mention.end + 25])
    held = frozenset(key for key in mention.keys if tokens[key] & words)
    return replace(mention, keys=held) if held else mention


def rep_mentions(sentence: str, subjects: Iterable[str] = ()) -> tuple[Mention, ...]:
    """Return the repetitions a sentence names; the keys are their numbers.

    Args:
        sentence: The sentence.
        subjects: Those of the facts: the highest repetition among them is the last.
    """
    found: list[Mention] = []
    for match in _REP.finditer(sentence.casefold()):
        numbers = [match[1], *_DIGITS.findall(match[2] or "")]
        found.append(Mention(match.start(), match.end(), frozenset(numbers)))
    for match in _NTH_REP.finditer(sentence):
        nth = match["nth"].casefold()
        number = str(ORDINALS[nth]) if nth in ORDINALS else nth[:-2]
        found.append(Mention(match.start(), match.end(), frozenset({number})))
    counted = [int(n) for s in subjects for n in [s.partition(":rep:")[2]] if n.isdigit()]
    last = frozenset({str(max(counted))}) if counted else None
    if last is not None:
        found += [Mention(m.start(), m.end(), last) for m in _LAST_REP.finditer(sentence)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def binds_forward(between: str) -> bool:
    """Tell whether the words between a number and a name behind it bind the two."""
    return _BINDS_FORWARD.match(between) is not None or _SET_OF.match(between) is not None


def governing(mentions: Sequence[Mention], sentence: str, start: int, end: int) -> Mention | None:
    """Return the mention that the number at [start, end) is about.

    The nearest one before it, unless one right behind binds it ("100 kg on the squat"); else the
    first one behind.
    """
    following = next((m for m in mentions if m.start >= end), None)
    if following and binds_forward(sentence[end : following.start]):
        return following
    if (
        following
        and sentence[end : following.start] == " "
        and _COUNTS_IT.match(sentence[following.end : following.end + 10])
    ):
        return following
    preceding = [m for m in mentions if m.start <= start]
    return preceding[-1] if preceding else following


def _is_muscle(subject: str) -> bool:
    return subject.startswith("muscle:")


def _tokens(subject: str) -> list[str]:
    name = subject.removeprefix("muscle:").replace("-", "_").casefold()
    name = _JOINED.sub(r"\1-up", name)
    return [_stem(token) for token in name.split("_") if token]


def _stem(word: str) -> str:
    if word.endswith(("-ups", "-up")):
        return word.removesuffix("s")
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
