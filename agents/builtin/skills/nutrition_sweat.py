"""The sweat rate of a session from weights before and after it, or how to measure it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from agents.builtin import say_fuelling
from agents.builtin.answer import excuse
from agents.builtin.said_efforts import WORDS, minutes_of
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.safety.rules.text import folded
from tools.results.fuelling import SweatRate

_SWEAT = re.compile(
    r"\bsweat\w*\b|\bfluid loss\b|\bhow much (?:did i|water did i|was i) (?:lose|losing|sweat\w*)\b"
)
_SESSION = re.compile(
    r"\b(?:run|ride|session|training|drank|match|bike|spin|football|row|yoga|hike|drunk|fluids?"
    r"|bottle|no drink)\b"
)
_WEIGHT = re.compile(
    r"(?<![\d.,:])(\d{2,3}(?:[.,]\d{1,2})?)(?!\d|[:.,]\d) ?(kgs?|kilos?|lbs?|pounds?)?\b"
    r"(?! ?(?:ml|cl|l\b|min\w*|h\b|hrs?|hours?|oz|km|k\b|bpm|%|miles?|mi\b))"
)
_LOST = re.compile(
    r"\b(?:lost|lose|losing|dropped|down|lighter|less)\b[^.?!\d]{0,14}(\d(?:[.,]\d{1,2})?) ?"
    r"(kgs?|kilos?|lbs?|pounds?)?\b(?! ?(?:%|percent|h\b|hours?|ml|l\b|litres?))"
    r"|(?<![\d.,])(\d(?:[.,]\d{1,2})?) ?(kgs?|kilos?|lbs?|pounds?) (?:lighter|less|down|lost)"
)
_DRUNK = re.compile(
    r"\b(?:drank|drunk|drinking|had|with|w/|sipped|bottle of|and)\b.{0,16}?"
    r"(?P<ml>\d+(?:[.,]\d+)?|half an?|an?|one|two) ?(?P<unit>ml|l\b|litres?|liters?|cl|oz|bottles?)"
    r"|(?P<ml2>\d+(?:[.,]\d+)?) ?(?P<unit2>ml|l|litres?|liters?|cl|oz)\b"
    r"|\b(?:drank|drunk) (?P<ml3>\d{3,4})\b"
)
_ML: Final = {"ml": 1.0, "cl": 10.0, "bo": 500.0, "oz": 29.57, "l": 1000.0, "li": 1000.0}
"""Millilitres of a unit by its first letters. Source: a US fluid ounce is 29.57 ml; a bottle of a
bicycle holds half a litre or more, which is an own choice."""
LIGHTEST: Final = 35
"""A smaller number is no body weight. Source: own choice, in kg; a child's."""
MOST_LOST: Final = 8.0
"""Two weights further apart are not of one session. Source: own choice, in the unit told."""


@dataclass(frozen=True, slots=True)
class Sweat:
    """Weights around a session; empty where they are not told."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])


def read_sweat(heard: Heard) -> Sweat | None:
    """Return the weights around a session, or that the message asks how to measure them."""
    whole = folded(heard.whole)
    if re.search(r"\d ?(?:l|litres?|liters?) ?(?:/|an?|per) ?(?:h|hr|hour)\b", whole):
        return None
    asks = _SWEAT.search(whole) is not None
    pair = _pair(whole)
    if pair and (asks or _SESSION.search(whole)):
        return default(heard)
    if asks and re.search(r"\bsweat (?:rate|test)\b|\bhow much (?:do|did) i sweat", heard.plain):
        return default(heard)
    return None


def default(heard: Heard) -> Sweat:
    """Return what is told of the session, here and in the message before."""
    whole = folded(heard.whole)
    before = heard.before.slots if heard.before is not None else None
    args: dict[str, Any] = dict(before.args) if isinstance(before, Sweat) else {}
    args |= _pair(whole) or _lost(whole)
    minutes, assumed = minutes_of(whole)
    if re.search(r"\b(?:an|one) hour\b|\b1 ?hr?\b", whole) and (minutes is None or assumed):
        minutes, assumed = 60, False
    if minutes is not None and not assumed:
        args["minutes"] = minutes
    if drunk := _drunk_ml(whole):
        args["fluid_ml"] = drunk
    elif re.search(r"\b(?:nothing|no (?:drink|fluids?|water))\b", whole):
        args.pop("fluid_ml", None)
    return Sweat(args)


def _pair(whole: str) -> dict[str, Any]:
    """Return two weights of one session, in their order unless "after" leads."""
    for first, second in pairwise(_WEIGHT.finditer(whole)):
        before, after = (float(each[1].replace(",", ".")) for each in (first, second))
        if before < LIGHTEST or before == after or abs(before - after) > MOST_LOST:
            continue
        if re.search(r"\b(?:after|post)\W{0,3}$", whole[: first.start()]):
            before, after = after, before
        named = first[2] or second[2]
        unit = {"unit": "kg" if named[0] == "k" else "lb"} if named else {}
        return {"before": _num(before), "after": _num(after)} | unit
    return {}


def _lost(whole: str) -> dict[str, Any]:
    found = _LOST.search(whole)
    if found is None:
        return {}
    amount, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
    named = {"unit": "kg" if unit[0] == "k" else "lb"} if unit else {}
    return {"lost": _num(float(amount.replace(",", ".")))} | named


def _drunk_ml(plain: str) -> int | float | None:
    found = _DRUNK.search(plain)
    if found is None:
        return None
    if found["ml3"]:
        return int(found["ml3"])
    words = WORDS | {"half a": 0.5, "a": 1.0, "an": 1.0}
    text, unit = found["ml"] or found["ml2"], found["unit"] or found["unit2"]
    value = words.get(text) or float(text.replace(",", "."))
    return _num(round(value * _ML[unit[:2]]))


def _num(value: float) -> int | float:
    return int(value) if value == int(value) else value


def calls_sweat(sweat: Sweat, found: Found) -> Sequence[Call]:
    """Work the rate out; nothing is stored."""
    del found
    weighed = "before" in sweat.args or "lost" in sweat.args
    return (Call("sweat_rate", sweat.args),) if weighed and sweat.args.get("minutes") else ()


def say_sweat(sweat: Sweat, found: Found) -> str | None:
    """Say the rate, or how to measure it."""
    data = found.read("sweat_rate", SweatRate)
    if data is not None:
        return say_fuelling.sweat(data)
    if ("before" in sweat.args or "lost" in sweat.args) and not sweat.args.get("minutes"):
        return "How long was the session, in minutes? Then I work out your sweat rate."
    failed = found.error("sweat_rate")
    return excuse(failed) if failed is not None else say_fuelling.SWEAT_TEST


SWEAT: Final = Skill(
    name="sweat_rate",
    agents=("nutrition",),
    read=read_sweat,
    calls=calls_sweat,
    say=say_sweat,
    default=default,
    tools=frozenset({"sweat_rate"}),
    covers=frozenset(
        {"weight_trend", "log_weight", "log_cardio", "race_fuelling", "topic", "log_meal"}
    ),
)
