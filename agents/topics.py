"""What kind of value a number is, by the words beside it: protein, left knee, maintenance, target.

Two facts of a turn often have the same unit and the same subject. A number bound to one of these
words may only state a fact whose label does not name another word of the same group.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from agents.numbers import Quantity
from agents.subjects import Mention, is_exercise
from coach.evidence import Fact, Statement

Topics = dict[str, frozenset[str]]
"""Group -> the words of it that apply."""
BODY, BAR = "body", "bar"


@dataclass(frozen=True, slots=True)
class Group:
    """Words that exclude each other."""

    words: dict[str, str]
    """Kind -> the words for it in a sentence, a pattern."""
    dimensions: frozenset[str] | None = None
    """Of the numbers it is about; None: of any."""
    labels: dict[str, str] = field(default_factory=dict[str, str])
    """Kind -> the words for it in a label, where they are others."""
    stops: str = "than|with|by|against"
    """Words behind which the kind no longer holds."""
    behind: str = "of|the|your|in|for|from|on|a|total|more|less|you"
    """Words that may part a number from the kind behind it."""
    needed: bool = False
    """Whether something must part them."""


def _of(*names: str) -> frozenset[str]:
    return frozenset(names)


_MASS_OF_FOOD: Final = _of("mass", "mass a kg")
GROUPS: Final[dict[str, Group]] = {
    "nutrient": Group(
        {
            "protein": r"protein",
            "carbohydrate": r"carb(?:s|ohydrates?)?",
            "fat": r"fats?",
            "fibre": r"fib(?:re|er)",
            "sugar": r"sugars?",
            "caffeine": r"caffeine",
            "creatine": r"creatine",
            "sodium": r"sodium|salt",
        },
        _MASS_OF_FOOD,
    ),
    "energy": Group(
        {
            "maintenance": r"maintenance|burn(?:ed|t|s)?|expenditure|tdee",
            "resting": r"rest|resting|basal|bmr",
            "target": r"target|budget|goal",
            "eaten": r"ate|eaten|eating|intake",
            "left": r"left|remain\w*",
        },
        _of("energy"),
        {"maintenance": r"maintenance|expenditure", "eaten": r"day energy|meal energy|intake"},
    ),
    "side": Group(
        {"left": "left", "right": "right"}, behind="on|at|for|in|of|the|your", needed=True
    ),
    "strength": Group(
        {
            "training max": r"training max(?:imum)?|tm",
            "tested": r"tested",
            "estimated": r"estimate[ds]?|(?<!training )max(?:imum)?|1rm|tested",
        },
        _of("mass"),
        {
            "estimated": r"(?<!tested )1rm",
            "tested": r"tested 1rm",
            "load": r"(?:set|next|working|warm-up|prescribed|last working) load",
        },
        stops="than|with|by|against|from|on|at|for",
    ),
    "body": Group(
        {BODY: r"weigh(?:ed|s|ing)?|body ?weight|scales?"},
        _of("mass"),
        {BODY: r"(?:mean |previous |^)body weight|weight change"},
    ),
    "rpe": Group(
        {"plan": r"plan(?:ned)?|target|prescribed|aim", "done": r"logged|called|felt|rated"},
        _of("rpe"),
        {"plan": r"target|prescribed", "done": r"set rpe|logged rpe", "seen": r"rpe from speed"},
    ),
    "cardio": Group(
        {
            "easy": r"easy|recovery",
            "threshold": r"threshold|tempo",
            "interval": r"intervals?",
            "half": r"half[ -]marathon|half ?way",
            "marathon": r"(?<!half )marathon",
            "longest": r"longest|long run",
            "predicted": r"predict\w*",
            "goal": r"goal|target|aim",
            "past": r"took|finished|ran",
        },
        _of("pace", "time", "length"),
        {
            "split": r"split",
            "weekly": r"weekly",
            "past": r"weekly|longest",
            "goal": r"goal",
            "half": r"half[ -]marathon|goal",
            "marathon": r"(?<!half )marathon|goal",
        },
    ),
    "mean": Group(
        {"mean": r"mean|average"},
        _of("mass", "energy", "time"),
        {"single": r"^body weight$|^sleep$|^day (?:protein|energy|fat|carbohydrate)$"},
    ),
    "heart": Group(
        {"max": r"max\w*", "average": r"averag\w*|mean", "resting": r"rest\w*", "zone": r"zone"},
        _of("heart_rate"),
    ),
    "sessions": Group(
        {
            "missed": r"miss\w*|skipp\w*|fail\w*",
            "done": r"did|done|completed?|trained",
            "planned": r"planned",
        },
        _of("session"),
    ),
    "fluid": Group({"drink": r"drink|fluids?|sip", "sweat": r"sweat"}, _of("volume")),
    "sleep": Group({"sleep": r"sle(?:ep|pt)"}, _of("time"), {"sleep": r"sleep", "other": r"rest"}),
}
_WORDS: Final = {
    name: re.compile(
        "|".join(f"(?P<k{at}>\\b(?:{words})\\b)" for at, words in enumerate(group.words.values())),
        re.IGNORECASE,
    )
    for name, group in GROUPS.items()
}
_LABELS: Final = {
    name: {
        kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
        for kind, words in {**group.words, **group.labels}.items()
    }
    for name, group in GROUPS.items()
}
_BEHIND: Final = {
    name: re.compile(
        rf"^[ -]?(?:(?:{group.behind})[ -]){'+' if group.needed else '*'}$", re.IGNORECASE
    )
    for name, group in GROUPS.items()
}
_STOPS: Final = {
    name: re.compile(rf"[,;(]|\b(?:{group.stops})\b", re.IGNORECASE)
    for name, group in GROUPS.items()
}
_JOINED: Final = re.compile(r"^\s*(?:to|and|-|\u2013)\s*$", re.IGNORECASE)
_A_WEEK: Final = re.compile(r"^\s?(?:(?:a|per|each|every) |/)w(?:ee)?k\b", re.IGNORECASE)
_TOTAL: Final = re.compile(r"1rm|set load|last working load", re.IGNORECASE)
_AN_HOUR: Final = re.compile(r"^[^\d,;.]{0,20}\b(?:an|per|each|every) hour\b|^/h\b", re.IGNORECASE)
_LEFT: Final = re.compile(r"^[^\d,;.]{0,20}\b(?:left|remaining|to go)\b", re.IGNORECASE)
_FOOD_MASS: Final = 0.001
_NEEDED: Final = (
    (re.compile(r"^warm-up"), re.compile(r"\b(?:warm\w*|ramp\w*|build up)\b", re.IGNORECASE)),
    (
        re.compile(r" error$"),
        re.compile(
            r"\b(?:errors?|give or take|bands?|within|inside|margin|plus or minus|uncertain\w*"
            r"|noise|exact\w*|accura\w*|camera)\b|\u00b1",
            re.IGNORECASE,
        ),
    ),
)
"""Labels whose values mean nothing unless the sentence says what they are."""


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    kind: str


def topics_in(
    text: str, quantities: Sequence[Quantity], exercises: Sequence[Mention] = ()
) -> tuple[Topics, ...]:
    """Return what each number of a sentence is, group by group; a group may be silent.

    Args:
        text: The sentence.
        quantities: Its numbers, in order.
        exercises: The exercises it names: a mass beside one is no body weight.
    """
    found: list[Topics] = [{} for _ in quantities]
    for name, group in GROUPS.items():
        words = _words_of(name, text)
        if name == "body":
            words += [_Word(each.start, each.end, BAR) for each in exercises]
            words.sort(key=lambda word: word.start)
        if words:
            kinds = _bound(name, words, text, quantities)
            for topics, kind, quantity in zip(found, kinds, quantities, strict=True):
                if kind is not None and _is_about(group, name, quantity):
                    topics[name] = frozenset({kind})
    for topics, quantity in zip(found, quantities, strict=True):
        if quantity.dimension == "mass" and _A_WEEK.match(text[quantity.end : quantity.end + 12]):
            topics["span"] = frozenset({"week"})
        behind = text[quantity.end : quantity.end + 32]
        if quantity.dimension in {"mass", "volume"} and _AN_HOUR.match(behind):
            topics["hour"] = frozenset({"hour"})
        if quantity.dimension in {"mass", "energy"} and _LEFT.match(behind):
            topics["left"] = frozenset({"left"})
    return tuple(found)


def is_named(label: str, sentence: str) -> bool:
    """Tell whether a sentence says what it must of values with such a label."""
    return all(
        needed.search(sentence) is not None for rule, needed in _NEEDED if rule.search(label)
    )


def contradict(topics: Topics, others: Topics) -> bool:
    """Tell whether a group says one thing here and another there."""
    return any(name in others and not kinds & others[name] for name, kinds in topics.items())


def topics_of(fact: Fact) -> Topics:
    """Return what a fact is, by its label, its side and its words."""
    text = f"{fact.label} {fact.value}" if isinstance(fact.value, str) else fact.label
    topics = _of_label(text, fact.subject, isinstance(fact.source, Statement))
    if fact.unit in {"kg", "lb"} and is_exercise(fact.subject):
        topics = {**topics, "body": frozenset({BAR})}
    return topics


@lru_cache(maxsize=1024)
def _of_label(text: str, subject: str, told: bool) -> Topics:  # noqa: FBT001 - part of a key
    topics: Topics = {}
    for name, rules in _LABELS.items():
        kinds = frozenset(kind for kind, rule in rules.items() if rule.search(text))
        if name == "side":
            kinds |= {each for each in ("left", "right") if f":{each}" in subject}
        if kinds:
            topics[name] = kinds
    if told and "rpe" in topics:
        topics["rpe"] |= {"done"}
    if re.search(r"\b(?:remaining|gap|left)\b", text):
        topics["left"] = frozenset({"left"})
    elif re.match(r"(?:day|meal|target) ", text):
        topics["left"] = frozenset({"whole"})
    if text.startswith("total "):
        topics["hour"] = frozenset({"total"})
    if _TOTAL.search(text):
        topics["span"] = frozenset({"total"})
    return topics


def _is_about(group: Group, name: str, quantity: Quantity) -> bool:
    if name == "nutrient" and quantity.dimension == "mass":
        return quantity.factor <= _FOOD_MASS
    if name == "body" and quantity.factor < _FOOD_MASS * 100:
        return False
    return group.dimensions is None or quantity.dimension in group.dimensions


def _words_of(name: str, text: str) -> list[_Word]:
    kinds = list(GROUPS[name].words)
    return [
        _Word(match.start(), match.end(), kinds[int(str(match.lastgroup)[1:])])
        for match in _WORDS[name].finditer(text)
    ]


def _bound(
    name: str, words: Sequence[_Word], text: str, quantities: Sequence[Quantity]
) -> list[str | None]:
    """Return the word that each number is bound to: one right behind, else one before it.

    Both stand between the numbers around it; the ends of a range share theirs.
    """
    kinds: list[str | None] = []
    taken = 0
    for at, here in enumerate(quantities):
        first = quantities[at - 1].end if at else 0
        last = quantities[at + 1].start if at + 1 < len(quantities) else len(text)
        behind = next((w for w in words if here.end <= w.start < last), None)
        if behind is not None and _BEHIND[name].match(text[here.end : behind.start]):
            taken = behind.end
            kinds.append(behind.kind)
            continue
        before = [w for w in words if max(first, taken) <= w.start and w.end <= here.start]
        holds = before and not _STOPS[name].search(text[before[-1].end : here.start])
        kinds.append(before[-1].kind if holds else None)
    for at in range(len(quantities) - 1):
        if _JOINED.match(text[quantities[at].end : quantities[at + 1].start]):
            kinds[at] = kinds[at] or kinds[at + 1]
            kinds[at + 1] = kinds[at + 1] or kinds[at]
    return kinds
