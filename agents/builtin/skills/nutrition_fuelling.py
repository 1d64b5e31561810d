"""Races and long sessions, sweat, caffeine and other supplements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_fuelling
from agents.builtin.answer import excuse
from agents.builtin.body import about_self
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.nutrition.rules.supplement_facts import supplements_named
from coach.nutrition.rules.supplements import AVOID
from tools.results.fuelling import CaffeineDose, RaceFuelling, SupplementFacts, SweatRate

_FUEL = re.compile(
    r"\b(?:carbs?|carbohydrates?|fuel\w*|gels?|eat|eating|food|breakfast|drink|drinking|water"
    r"|sodium|salt|electrolytes?"
    r"|hydrat\w*|carb[- ]?load\w*|nutrition|bananas?|sports drink|isotonic|bonk\w*|hit the wall"
    r"|calories per hour)\b"
)
_EFFORT = re.compile(
    r"\b(?:race|racing|marathon|half(?: marathon)?|hm|10 ?k|5 ?k|ultra|50 ?k|100 ?k|ironman|70\.3"
    r"|triathlon|sportive|gran fondo"
    r"|century|long (?:run|ride|session)|ride|bike|cycling|cycle|run|running|swim|hike|match|game"
    r"|tournament|hyrox|trail|meet)\b"
)
_LENGTHS: Final = (
    (r"\bultra\b|\b(?:50|100) ?k\b", 480), (r"\bironman\b(?!.{0,8}70)", 720),
    (r"\b70\.3\b|\bhalf ironman\b", 330), (r"\bhalf(?: ?-?marathon)?\b|\bhm\b|\b21 ?k\b", 115),
    (r"\bmarathon\b|\b42 ?k\b", 240), (r"\b10 ?k(?:m)?\b", 55), (r"\b5 ?k(?:m)?\b", 27),
    (r"\b(?:sportive|gran fondo|century)\b", 300),
    (r"\btriathlon\b", 150), (r"\bhyrox\b", 80), (r"\blong run\b", 120), (r"\blong ride\b", 180),
    (r"\b(?:match|game|tournament)\b", 90),
)  # fmt: skip
"""Usual minutes of what is named without a time. Source: own choice, recreational times."""
_HOURS = re.compile(
    r"\b(?P<h>\d{1,2}(?:[.,]\d+)?|one|two|three|four|five|six|half an) ?-?(?:h|hrs?"
    r"|hours?)\b(?: ?(?:and )?(?P<m>\d{1,2}) ?(?:min\w*|m\b)?)?"
    r"|\b(?P<sub>sub)?[- ]?(?P<h2>\d):(?P<m2>\d\d)(?::\d\d)?\b|\b(?P<min>\d{2,3}) ?-?(?:min|mins"
    r"|minutes?)\b"
    r"|\b(?P<h3>\d{1,2})h(?P<m3>\d\d)\b|\bsub[- ]?(?P<sub4>\d)\b"
)
_WORDS: Final = {
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "half an": 0.5,
}
_BEFORE = re.compile(
    r"\b(?P<h>[1-4]|one|two|three|four) ?(?:h|hrs?|hours?) (?:before|prior|ahead)\b"
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
_PAIR = re.compile(
    r"(?P<before>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<unit>kgs?|kilos?|lbs?|pounds?)? ?(?:before|pre\b"
    r"|at (?:the )?start|beforehand).{0,40}?"
    r"(?P<after>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<unit2>kgs?|kilos?|lbs?|pounds?)? ?(?:after\w*"
    r"|post\b|at the end)"
    r"|\b(?:before|pre)[: ]*(?P<b2>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<u3>kgs?"
    r"|lbs?)?.{0,40}?\b(?:after\w*|post)[: ]*(?P<a2>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<u4>kgs?|lbs?)?"
    r"|\bfrom (?P<b3>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<u5>kgs?"
    r"|lbs?)? to (?P<a3>\d{2,3}(?:[.,]\d{1,2})?) ?(?P<u6>kgs?|lbs?)?"
)
_SWEAT = re.compile(
    r"\bsweat\w*\b|\bfluid loss\b|\bhow much (?:did i|water did i) (?:lose|sweat)\b"
)
_DRUNK = re.compile(
    r"\b(?:drank|drunk|drinking|had|with|sipped|bottle of)\b.{0,16}?(?P<ml>\d+(?:[.,]\d+)?"
    r"|half an?|an?|one|two) ?(?P<unit>ml|l\b|litres?|liters?|cl|oz|bottles?)"
    r"|(?P<ml2>\d+(?:[.,]\d+)?) ?(?P<unit2>ml|l|litres?|liters?|cl) (?:drunk|of (?:water|fluid"
    r"|drink))"
)
_CAFFEINE = re.compile(
    r"\bcaffein\w*\b|\bcoffees?\b|\bespressos?\b|\bpre[- ]?workout\b.{0,30}\b(?:mg|dose|scoops?"
    r"|caffeine)\b|\bred ?bull\b|\bmonster\b|\benergy drinks?\b"
)
_DOSE = re.compile(
    r"\b(?:how much|how many|dose|dosage|dosing|mg|when|timing|before|limit|max\w*|safe|too much"
    r"|late|after|sleep|evening|pm|bed\w*|take|ruin"
    r"|ok to|tolerance|per kg)\b"
)
_CLOCK = re.compile(
    r"\b(?:bed|sleep|asleep|lights out)\w*(?: time)?(?: is| at| around"
    r"| by)* ?(?P<h>\d{1,2})(?:[:.](?P<m>\d\d))? ?(?P<pm>am|pm)?"
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


_LITRES = re.compile(
    r"\b(\d(?:[.,]\d{1,2})?) ?(?:l|litres?|liters?) ?(?:/|an?|per) ?(?:h|hr"
    r"|hour)\b"
)


@dataclass(frozen=True, slots=True)
class Effort:
    """A race or a long session."""

    args: dict[str, Any]
    assumed: bool = False
    daily: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sweat:
    """Weights around a session; empty where they are not told."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Pills:
    """Supplements that are asked about, or caffeine."""

    names: tuple[str, ...] = ()
    caffeine: dict[str, Any] | None = None
    text: str = ""
    age: int | None = None


def read_effort(heard: Heard) -> Effort | None:
    """Return the effort a message wants to be fuelled for."""
    plain = heard.plain
    if not _EFFORT.search(plain):
        plain = f"{plain} {heard.whole.casefold()}"
    if _DAILY.search(plain):
        minutes, assumed = minutes_of(plain)
        return Effort({"minutes": minutes or 75}, daily=True, assumed=assumed, text=plain)
    before = heard.before.slots if heard.before is not None else None
    follows = isinstance(before, Effort) and len(heard.plain.split()) <= 9
    if not follows and not (
        _EFFORT.search(plain) and _FUEL.search(plain) and _AMOUNT.search(plain)
    ):
        return None
    if re.search(
        r"\b(?:ate|had|drank|log|burn\w*|watch|left today|as much (?:water|as)|drink as much)\b",
        plain,
    ):
        return None
    minutes, assumed = minutes_of(plain)
    if follows and minutes is None and not _AMOUNT.search(plain):
        return None
    args: dict[str, Any] = dict(before.args) if follows and isinstance(before, Effort) else {}
    if minutes is not None:
        args["minutes"] = minutes
    if "minutes" not in args:
        return Effort({}, text=plain)
    if hours := _BEFORE.search(plain):
        args["hours_before"] = int(_WORDS.get(hours["h"], 0) or int(hours["h"]))
    own = about_self(plain)
    args |= {name: own[name] for name in ("weight", "unit") if name in own}
    if litres := _LITRES.search(plain):
        args["sweat_l_per_h"] = _num(litres[1])
    return Effort(args, assumed, text=plain)


def minutes_of(plain: str) -> tuple[float | int | None, bool]:
    """Return the length of the effort, and whether it was assumed from its name."""
    text = _BEFORE.sub(" ", plain)
    for found in _HOURS.finditer(text):
        if re.match(r"\s*(?:per|an|a|each|/)\b|\s*before", text[found.end() :]) or text[
            : found.start()
        ].endswith("per "):
            continue
        if found["min"]:
            return int(found["min"]), False
        hours = found["h"] or found["h2"] or found["h3"] or found["sub4"]
        part = found["m"] or found["m2"] or found["m3"] or "0"
        value = _WORDS[hours] if hours in _WORDS else float(hours.replace(",", "."))
        total = value * 60 + int(part)
        return (int(total) if total.is_integer() else total), False
    for words, minutes in _LENGTHS:
        if re.search(words, plain):
            return minutes, True
    return None, False


def calls_effort(effort: Effort, found: Found) -> Sequence[Call]:
    """Work the fuel out, and read what the literature says beside it."""
    del found
    return (Call("race_fuelling", effort.args),) if effort.args else ()


def say_effort(effort: Effort, found: Found) -> str | None:
    """Say what to eat and drink."""
    if not effort.args:
        return say_fuelling.HOW_LONG
    data = found.read("race_fuelling", RaceFuelling)
    if data is None:
        return None
    if effort.daily:
        return say_fuelling.daily(data)
    return say_fuelling.race(data, assumed=effort.assumed, asked=effort.text)


RACE: Final = Skill(
    name="race_fuelling",
    agents=("nutrition",),
    read=read_effort,
    calls=calls_effort,
    say=say_effort,
    tools=frozenset({"race_fuelling"}),
    covers=frozenset({"topic", "food_ideas", "log_cardio"}),
    reason="carbohydrate before and during long sessions",
)


def read_sweat(heard: Heard) -> Sweat | None:
    """Return the weights around a session, or that the message asks how to measure them."""
    plain = heard.plain
    whole = heard.whole.casefold()
    if _LITRES.search(whole):
        return None
    pair = _PAIR.search(whole)
    if not _SWEAT.search(whole) and not (
        pair and re.search(r"\b(?:run|ride|session|training|drank|match|bike)\b", whole)
    ):
        return None
    if pair is None:
        return (
            Sweat()
            if re.search(r"\bsweat (?:rate|test)\b|\bhow much (?:do|did) i sweat", plain)
            else None
        )
    told = {name: value for name, value in pair.groupdict().items() if value}
    before = next(told[name] for name in ("before", "b2", "b3") if name in told)
    after = next(told[name] for name in ("after", "a2", "a3") if name in told)
    minutes, _ = minutes_of(whole)
    one_hour = re.search(r"\b(?:an?|one) hour\b|\b1 ?h\b", whole)
    args: dict[str, Any] = {"before": _num(before), "after": _num(after)}
    args["minutes"] = minutes or (60 if one_hour else 0)
    unit = next(
        (told[name][0] for name in ("unit", "unit2", "u3", "u4", "u5", "u6") if name in told), ""
    )
    if unit:
        args["unit"] = "kg" if unit == "k" else "lb"
    if drunk := _drunk_ml(whole):
        args["fluid_ml"] = drunk
    return Sweat(args)


def _drunk_ml(plain: str) -> int | float | None:
    found = _DRUNK.search(plain)
    if found is None:
        return None
    words = _WORDS | {"half a": 0.5, "a": 1.0, "an": 1.0}
    text, unit = found["ml"] or found["ml2"], found["unit"] or found["unit2"]
    value = words.get(text) or float(text.replace(",", "."))
    factor = (
        1 if unit == "ml" else 10 if unit == "cl" else 500 if unit.startswith("bottle") else 1000
    )
    if unit == "oz":
        factor = 30
    return _num(str(value * factor))


def _num(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def calls_sweat(sweat: Sweat, found: Found) -> Sequence[Call]:
    """Work the rate out; nothing is stored."""
    del found
    return (Call("sweat_rate", sweat.args),) if sweat.args.get("minutes") else ()


def say_sweat(sweat: Sweat, found: Found) -> str | None:
    """Say the rate, or how to measure it."""
    data = found.read("sweat_rate", SweatRate)
    if data is not None:
        return say_fuelling.sweat(data)
    if sweat.args and not sweat.args.get("minutes"):
        return "How long was the session, in minutes? Then I work out your sweat rate."
    return excuse(found.error("sweat_rate")) if sweat.args else say_fuelling.SWEAT_TEST


SWEAT: Final = Skill(
    name="sweat_rate",
    agents=("nutrition",),
    read=read_sweat,
    calls=calls_sweat,
    say=say_sweat,
    tools=frozenset({"sweat_rate"}),
    covers=frozenset({"weight_trend", "log_cardio", "race_fuelling", "topic"}),
)


def read_pills(heard: Heard) -> Pills | None:
    """Return the supplements a message asks about."""
    plain = heard.plain
    if _ATE.search(plain) and "?" not in plain:
        return None
    before = heard.before.slots if heard.before is not None else None
    if _CAFFEINE.search(plain) and (_DOSE.search(plain) or about_self(plain).get("pregnant")):
        return Pills(("caffeine",), _caffeine_args(plain), plain)
    named = tuple(dict.fromkeys(each.name for each in supplements_named(plain)))
    harmful = tuple(each for each in AVOID if re.search(rf"\b{each}\b", plain))
    if named == ("Caffeine",) and not _QUESTION.search(plain):
        return None
    if (named or harmful) and (_QUESTION.search(heard.whole.casefold()) or len(plain.split()) <= 3):
        if named == ("Protein powder",) and re.search(
            r"\b(?:calories|kcal|protein) in\b|\bscoop\b", plain
        ):
            return None
        return Pills(
            (*harmful, *named)[:3], None, plain, about_self(heard.whole.casefold()).get("age")
        )
    follow = re.match(
        r"^(?:and |but |so |ok )*(?:(?:does|do|will|can|is|are) (?:it|they|that)\b|when"
        r"|how (?:much|long)|what about|any side|side effects|do i need to)",
        plain,
    )
    if isinstance(before, Pills) and follow and len(plain.split()) <= 12:
        return Pills(before.names, None, plain)
    return None


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
    tools=frozenset({"supplement_facts", "caffeine_dose", "search_knowledge"}),
    seeds=("is creatine worth taking", "which pills help me build muscle"),
    covers=frozenset({"topic", "knowledge", "weight_trend", "profile_update"}),
    reason="choosing supplements that are clean",
)
