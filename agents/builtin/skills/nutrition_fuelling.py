"""Races and long sessions: what to eat and drink before, during and after them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agents.builtin import say_fuelling
from agents.builtin.body import about_self
from agents.builtin.endurance_words import Length
from agents.builtin.said_efforts import BEFORE, WORDS, minutes_of
from agents.builtin.said_running import told_in
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.safety.rules.text import folded
from coach.training.rules.durations import seconds_in
from tools.results.fuelling import RaceFuelling

_FUEL = re.compile(
    r"\b(?:carbs?|carbohydrates?|fuel\w*|gels?|eat|eating|food|breakfast|drink|drinking|water"
    r"|sodium|salt|electrolytes?"
    r"|hydrat\w*|carb[- ]?load\w*|nutrition|bananas?|sports drink|isotonic|bonk\w*|hit the wall"
    r"|calories per hour|pockets?|bottles?|carry|fuel|what do i (?:take|have|eat))\b"
)
_EFFORT = re.compile(
    r"\b(?:race|racing|marathon|half(?: marathon)?|hm|10 ?k|5 ?k|ultra|50 ?k|100 ?k|ironman|70\.3"
    r"|triathlon|sportive|gran fondo"
    r"|century|long (?:run|ride|session)|ride|bike|cycling|cycle|run|running|swim|hike|match|game"
    r"|tournament|hyrox|trail|meet|at \d\d ?(?:k|km|miles?)|km \d\d|mile \d\d)\b"
)
_AMOUNT = re.compile(
    r"\b(?:carbs?|carbohydrates?|gels?|fuel\w*|sodium|salt|electrolytes?|drink|water|eat"
    r"|carb[- ]?load\w*|breakfast|hydrat\w*|bonk\w*)\b"
)
_DAILY = re.compile(
    r"\b(?:how (?:many|much)|what)\b.{0,30}\bcarbs?\b.{0,40}\b(?:per kg|a day|per day|daily"
    r"|each day|endurance|running|runner|cyclist"
    r"|cycling|marathon training|training (?:for|day))\b|\bcarbs? (?:per|a) (?:kg|kilo)\b"
    r"|\bg/kg\b.{0,20}\bcarbs?\b"
)
_LITRES = re.compile(
    r"\b(\d(?:[.,]\d{1,2})?) ?(?:l|litres?|liters?) ?(?:/|an?|per) ?(?:h|hr|hour)\b"
)
_GEL = re.compile(
    r"\bgels?\b[^.?!\d]{0,24}(\d{2}(?:[.,]\d)?) ?g\b"
    r"|(\d{2}(?:[.,]\d)?) ?g(?:rams?)?\b.{0,12}\bgels?\b"
)
_ABOUT: Final = (
    ("gut", (r"\b(?:stomach|gut|tummy|sick|nause\w*|puke|vomit\w*|tolerate|can ?t take|toilet"
     r"|trots|upset)\b")),
    ("loading", (r"\b(?:carb[- ]?load\w*|day before|days before|night before|pasta|week before"
     r"|loading|this week)\b")),
    ("after", (r"\bwhen i'?m? ?(?:back|done|home|finish\w*|get (?:back|in|home))\b"
     r"|\b(?:after|afterwards|recover\w*|refuel\w*)\b(?! (?:km|mile|the first))")),
    ("before", r"\b(?:breakfast|before|pre[- ]?race|hours? ahead|empty stomach|fasted)\b"),
    ("gels", r"\b(?:gels?|bananas?|dates|jelly|haribo|sweets|maltodextrin|bars?)\b"),
    ("drink", (r"\b(?:drink\w*|water|hydrat\w*|fluids?|salt\w*|sodium|electrolytes?|isotonic"
     r"|bottles?|thirst\w*|hot|heat|hyponatr\w*)\b")),
)  # fmt: skip
_NAMED: Final = (("5k", 8_000.0), ("10k", 16_000.0), ("half marathon", 30_000.0),
                 ("marathon", 45_000.0))  # fmt: skip
"""Race whose usual time stands for one up to so many metres. Source: own choice."""
_LONG_M: Final = 3_000.0
"""A shorter distance is a repetition, not what is fuelled. Source: own choice."""
_METRES: Final = {"km": 1000.0, "mi": 1609.344, "m": 1.0, "yd": 0.9144}
_FASTEST_S_PER_KM: Final = 130.0
"""Source: world records of World Athletics in 2024 with a margin."""


@dataclass(frozen=True, slots=True)
class Effort:
    """A race or a long session."""

    args: dict[str, Any]
    assumed: bool = False
    daily: bool = False
    text: str = ""


def read_effort(heard: Heard) -> Effort | None:
    """Return the effort a message wants to be fuelled for."""
    plain = heard.plain
    if not _EFFORT.search(plain):
        plain = f"{plain} {folded(heard.whole)}"
    if _DAILY.search(plain):
        return default(heard)
    before = heard.before.slots if heard.before is not None else None
    follows = isinstance(before, Effort) and len(heard.plain.split()) <= SHORT
    if not follows and not (
        _EFFORT.search(plain) and _FUEL.search(plain) and _AMOUNT.search(plain)
    ):
        return None
    if re.search(
        r"\b(?:ate|had|drank|log|burn\w*|watch|left today|as much (?:water|as)|drink as much)\b",
        plain,
    ):
        return None
    if follows and minutes_of(plain)[0] is None and not _AMOUNT.search(plain):
        return None
    return default(heard)


SHORT: Final = 9
"""Words up to which a message goes on from the effort spoken of. Source: own choice."""


def default(heard: Heard) -> Effort:
    """Return the effort of this message, else the race of the thread, with what is asked of it."""
    plain = heard.plain
    whole = plain if _EFFORT.search(plain) else f"{plain} {folded(heard.whole)}"
    before = heard.before.slots if heard.before is not None else None
    args: dict[str, Any] = dict(before.args) if isinstance(before, Effort) else {}
    minutes, assumed = _minutes(heard, whole)
    if minutes is not None and not (assumed and "minutes" in args and not _EFFORT.search(plain)):
        args["minutes"] = minutes
    elif "minutes" not in args:
        minutes, assumed = _earlier(heard)
        args |= {} if minutes is None else {"minutes": minutes}
    if _DAILY.search(whole):
        return Effort({"minutes": args.get("minutes", 75)}, daily=True, assumed=assumed, text=whole)
    if hours := BEFORE.search(plain):
        args["hours_before"] = int(WORDS.get(hours["h"], 0) or int(hours["h"]))
    own = about_self(plain)
    args |= {name: own[name] for name in ("weight", "unit") if name in own}
    if litres := _LITRES.search(plain) or _litres_before(heard):
        args["sweat_l_per_h"] = _num(litres[1])
    if gel := _GEL.search(plain):
        args["gel_g"] = _num(gel[1] or gel[2])
    if "minutes" not in args:
        return Effort({}, text=plain)
    return Effort(args, assumed, text=plain)


def _litres_before(heard: Heard) -> re.Match[str] | None:
    """Return the sweat rate that the coach has just worked out."""
    if heard.before is None or heard.before.name != "sweat_rate":
        return None
    return re.search(r"(\d(?:[.,]\d{1,2})?) litres an hour", heard.replied)


def _minutes(heard: Heard, whole: str) -> tuple[float | int | None, bool]:
    """Return the minutes of the race told here: by its time, else as it usually takes."""
    minutes, assumed = minutes_of(whole)
    if minutes is not None and not assumed:
        return minutes, False
    said = told_in(heard)
    far = said.target
    if said.goal and far is not None and _EFFORT.search(whole):
        km = _metres_of(far) / 1000
        seconds = seconds_in(said.goal, fastest_s=_FASTEST_S_PER_KM * km)
        if seconds:
            return round(seconds / 60), False
    if minutes is None and far is not None and _metres_of(far) >= _LONG_M:
        name = next((n for n, most in _NAMED if _metres_of(far) <= most), "ultra")
        return minutes_of(name)
    return minutes, assumed


def _metres_of(far: Length) -> float:
    return float(far.value) * _METRES[far.unit]


def _earlier(heard: Heard) -> tuple[float | int | None, bool]:
    """Return the length of the effort that was spoken of before."""
    for text in reversed(heard.earlier):
        minutes, assumed = minutes_of(folded(text))
        if minutes is not None and _EFFORT.search(folded(text)):
            return minutes, assumed
    return None, False


def about_in(plain: str) -> str:
    """Return what of the fuelling is asked about; empty for all of it."""
    return next((name for name, rule in _ABOUT if re.search(rule, plain)), "")


def _num(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


AFTERWARDS: Final = "eating after training: recovery, carbohydrate and protein"


def calls_effort(effort: Effort, found: Found) -> Sequence[Call]:
    """Work the fuel out, and read what the literature says beside it."""
    del found
    note = Call("search_knowledge", {"query": AFTERWARDS, "limit": 3})
    more = (note,) if about_in(effort.text) == "after" else ()
    return (Call("race_fuelling", effort.args), *more) if effort.args else more


def say_effort(effort: Effort, found: Found) -> str | None:
    """Say what to eat and drink."""
    about = about_in(effort.text)
    if about == "after" and (after := say_fuelling.afterwards(found)) is not None:
        return after
    if not effort.args:
        return say_fuelling.HOW_LONG
    data = found.read("race_fuelling", RaceFuelling)
    if data is None:
        return None
    if effort.daily:
        return say_fuelling.daily(data)
    return say_fuelling.race(data, assumed=effort.assumed, about=about)


RACE: Final = Skill(
    name="race_fuelling",
    agents=("nutrition",),
    read=read_effort,
    calls=calls_effort,
    say=say_effort,
    default=default,
    tools=frozenset({"race_fuelling", "search_knowledge"}),
    covers=frozenset({"topic", "food_ideas", "log_cardio", "race_plan", "race_prediction"}),
    reason="carbohydrate before and during long sessions",
)
