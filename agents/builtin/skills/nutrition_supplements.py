"""Caffeine, creatine and other supplements: worth it, how much, when, and for whom not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agents.builtin import say_fuelling
from agents.builtin.body import about_self
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.nutrition.rules.supplement_facts import supplements_named
from coach.nutrition.rules.supplements import AVOID
from coach.safety.rules.text import folded
from tools.results.fuelling import CaffeineDose, SupplementFacts

_CAFFEINE = re.compile(
    r"\bcaffein\w*\b|\bcoffees?\b|\bespressos?\b|\bpre[- ]?workouts?\b.{0,30}\b(?:\d* ?mg|dose"
    r"|scoops?|caffeine|pm|sleep|bed|late|evening)\b|\bred ?bull\b|\bmonster\b|\benergy drinks?\b"
)
_DOSE = re.compile(
    r"\b(?:how much|how many|dose|dosage|dosing|\d* ?mg|when|timing|before|limit|max\w*|safe"
    r"|too much|late|after|sleep|evening|(?:\d ?)?pm|bed\w*|take|ruin|ok to|tolerance|per kg)\b"
)
_CLOCK = re.compile(
    r"\b(?:bed|sleep|asleep|lights out)\w*(?: time)?(?: is| at| around"
    r"| by| about)* ?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?P<pm>am|pm)?"
)
_MG = re.compile(r"\b(\d{2,4}) ?mg\b")
_QUESTION = re.compile(
    r"\b(?:worth|should|work|works|does|do|is|are|need|take|taking|benefit\w*|help\w*|safe"
    r"|any good|how much|dose|when|which|best|good"
    r"|legit|bad|harm\w*|useful|scam|recommend\w*|buy|loading|load|what about|side effects?|bald"
    r"|hair|kidneys?|interact\w*|better|vs|or)\b|\?"
)
_ATE = re.compile(
    r"\b(?:i|just|also) (?:had|ate|drank|took)\b|^(?:had|drank|ate|log|a scoop|one scoop"
    r"|\d+ ?(?:g|scoops?)\b)"
)
_BY_GOAL: Final = (
    (r"\bsleep\w*\b", ("Magnesium", "Melatonin", "Ashwagandha")),
    (r"\b(?:fat|lose|weight loss|cut\w*)\b", ("Fat burners", "Caffeine", "Protein powder")),
    (r"\b(?:endurance|run\w*|race|marathon|10k|cycl\w*)\b",
     ("Caffeine", "Beetroot juice (nitrate)", "Beta-alanine")),
    (r"\bvegan\b", ("Creatine", "Vitamin D", "Protein powder")),
)  # fmt: skip
_FIRST: Final = ("Creatine", "Caffeine", "Protein powder")
"""What is told where none is named. Source: IOC 2018 (Maughan): few have good evidence."""
_LEFT: Final = ("BCAAs", "Fat burners", "Testosterone boosters")
"""What is told to be left out. Source: ISSN 2018 (Kerksick), little or no evidence."""
_ON_IT: Final = re.compile(
    r"\b(?:hair|bald\w*|kidneys?|egfr|creatinine|liver|water|bloat\w*|safe|side effects?|how"
    r"|when|load\w*|most|max\w*|limit|late|sleep|bed|cycle|stop|forever|scoops?|instead|better"
    r"|still|dose|daily|rest days?|worth|itch\w*|tingl\w*|women|pregnan\w*|vegan|forms?|brand|mix"
    r"|food|stomach|it|they|that|them|diarr\w*|cramps?|train|mg|kg|lb|\d\d yo|im \d\d)\b"
)
LOOKED_BACK: Final = 4
"""Earlier messages in which a supplement still counts as the one spoken of. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Pills:
    """Supplements that are asked about, or caffeine."""

    names: tuple[str, ...] = ()
    caffeine: dict[str, Any] | None = None
    text: str = ""
    age: int | None = None
    others: bool = False
    """None was named: these are the ones most worth telling."""


def read_pills(heard: Heard) -> Pills | None:
    """Return the supplements a message asks about."""
    plain = heard.plain
    if _ATE.search(plain) and "?" not in plain:
        return None
    before = heard.before.slots if heard.before is not None else None
    if _CAFFEINE.search(plain) and (_DOSE.search(plain) or about_self(plain).get("pregnant")):
        return Pills(("caffeine",), _caffeine_args(plain), plain)
    named = _named(plain)
    if named == ("Caffeine",) and not _QUESTION.search(plain):
        return None
    if named and (_QUESTION.search(heard.whole.casefold()) or len(plain.split()) <= 3):
        if named == ("Protein powder",) and re.search(
            r"\b(?:calories|kcal|protein) in\b|\bscoop\b", plain
        ):
            return None
        return Pills(named, None, plain, _age(heard))
    follow = re.match(
        r"^(?:and |but |so |ok )*(?:(?:does|do|will|can|is|are) (?:it|they|that)\b|when"
        r"|how (?:much|long)|what about|any side|side effects|do i need to)",
        plain,
    )
    if isinstance(before, Pills) and follow and len(plain.split()) <= 12:
        return default(heard)
    return None


def _named(plain: str) -> tuple[str, ...]:
    harmful = (each for each in AVOID if re.search(rf"\b{each}\b", plain))
    known = (each.name for each in supplements_named(plain))
    return tuple(dict.fromkeys((*harmful, *known)))[:3]


def _age(heard: Heard) -> int | None:
    said = about_self(heard.whole.casefold()).get("age")
    return said or next(
        (age for text in reversed(heard.earlier) if (age := about_self(folded(text)).get("age"))),
        None,
    )


def default(heard: Heard) -> Pills:
    """Return what is asked about: named here, else spoken of before, else the few that matter."""
    plain = heard.plain
    before = heard.before.slots if heard.before is not None else None
    named = _named(plain)
    if named and named != ("Caffeine",):
        return Pills(named, None, plain, _age(heard))
    if named or _CAFFEINE.search(plain):
        return Pills(("caffeine",), _caffeine_args(plain), plain)
    general = re.search(r"\b(?:what'?s?|which|any\w*|top|best|supp\w*)\b", plain) is not None
    points = _ON_IT.search(plain) is not None or not general
    wants_others = re.search(r"\b(?:is|are|actually|really) worth\b|\bsupp\w*\b", plain) is not None
    if isinstance(before, Pills) and points and not wants_others:
        if before.caffeine is None:
            return Pills(before.names, None, plain, _age(heard) or before.age)
        return Pills(before.names, before.caffeine | _caffeine_args(plain), plain)
    if re.search(r"\b(?:bin|skip|waste|drop|avoid|useless|rubbish|money)\b", plain) and general:
        return Pills(_LEFT, None, plain, _age(heard), others=True)
    wants_others = wants_others or (general and not points)
    earlier = () if wants_others else heard.earlier[-LOOKED_BACK:]
    past = next((n for n in map(_named, map(folded, reversed(earlier))) if n), ())
    if past:
        return Pills(past, None, plain, _age(heard))
    by_goal = next((names for rule, names in _BY_GOAL if re.search(rule, plain)), _FIRST)
    return Pills(by_goal, None, plain, _age(heard), others=True)


def _caffeine_args(plain: str) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if mg := _MG.search(plain):
        args["asked_mg"] = int(mg[1])
    own = about_self(plain)
    args |= {name: own[name] for name in ("weight", "unit", "age", "pregnant") if name in own}
    if clock := _CLOCK.search(plain):
        hour = int(clock["h"])
        if (clock["pm"] == "pm" and hour < 12) or (clock["pm"] is None and 6 < hour < 12):
            hour += 12
        if hour <= 24:
            args["bedtime"] = f"{hour % 24:02d}:{clock['m'] or '00'}"
    return args


def calls_pills(pills: Pills, found: Found) -> Sequence[Call]:
    """Read the facts, and what the literature says of the question beside them."""
    del found
    note = Call("search_knowledge", {"query": _query(pills), "limit": 2})
    if pills.caffeine is not None:
        return (Call("caffeine_dose", pills.caffeine), note)
    age = {"age": pills.age} if pills.age else {}
    return (*(Call("supplement_facts", {"name": name} | age) for name in pills.names), note)


def _query(pills: Pills) -> str:
    if re.search(r"\b(?:bald|hair|kidneys?|bloat\w*|water weight|face)\b", pills.text):
        return f"{pills.names[0]}: water, hair, kidneys"
    if pills.others:
        return "choosing supplements that are clean"
    return f"{pills.names[0]} {pills.text}"[:300]


def say_pills(pills: Pills, found: Found) -> str | None:
    """Say what is known of them."""
    dose = found.read("caffeine_dose", CaffeineDose)
    if pills.caffeine is not None:
        failed = found.error("caffeine_dose")
        if dose is not None:
            return say_fuelling.caffeine(dose, pills.text)
        pregnant = bool(pills.caffeine.get("pregnant"))
        return say_fuelling.no_caffeine(failed.code if failed else "", found, pregnant=pregnant)
    facts = found.every("supplement_facts", SupplementFacts)
    if not facts:
        return None
    return say_fuelling.supplements(facts, pills.text, found)


PILLS: Final = Skill(
    name="supplements",
    agents=("nutrition",),
    read=read_pills,
    calls=calls_pills,
    say=say_pills,
    default=default,
    tools=frozenset({"supplement_facts", "caffeine_dose", "search_knowledge"}),
    covers=frozenset({"topic", "knowledge", "weight_trend", "profile_update"}),
    reason="choosing supplements that are clean",
)
