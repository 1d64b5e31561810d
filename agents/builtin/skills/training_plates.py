"""Says which plates go on a bar, which warm-up sets lead to a load, and loads in the other unit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.json_values import json_number, without_none
from agents.builtin.load_words import WARM, decimal
from agents.builtin.say_loads import lead_up
from agents.builtin.say_training import next_load
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercises_in
from agents.builtin.wording import listed, lower, num, paragraph, reply
from tools.results.training import NextLoad, PlateMath

_N = r"(\d{1,4}(?:[.,]\d{1,2})?)"
_U = r"\s?(kgs?|kilos?|kilograms?|lbs?|pounds?)"


@dataclass(frozen=True, slots=True)
class PlateWish:
    """A load to convert, to put on a bar, or to warm up to."""

    load: Decimal | None
    """None: the next load of `exercise`."""
    unit: str | None
    bar: Decimal | None = None
    convert: bool = False
    warm_up: bool = False
    missing: tuple[Decimal, ...] = ()
    exercise: str | None = None


_CONVERT = re.compile(
    rf"(?:\b(?:what'?s|what is|how (?:much|many) (?:is|are)|convert)\b)?.{{0,12}}?{_N}(?:{_U})?"
    r"(?: \w+){0,2}? (?:in|to|into|as) (?:an? )?(kgs?|kilos?|kilograms?|lbs?|pounds?)\b"
)
_HOW_MANY = re.compile(rf"\bhow many (kgs?|kilos?|lbs?|pounds?) (?:is|are|in) {_N}(?:{_U})\b")
_PLATES = re.compile(
    r"\b(?:which|what) plates\b|\bplates? (?:for|to|on|per|a side|each side|do i)\b"
    r"|\bhow (?:do|should) i load\b|\bload (?:up )?the bar\b|\b(?:plate|bar) math\b"
    r"|\bper side\b|\beach side\b|\ba side\b|\bside for\b"
)
_BAR = re.compile(
    rf"{_N}(?:{_U})? ?(?:bar|barbell)\b|\b(?:bar|barbell) (?:is|of|weighs|only weighs) {_N}"
)
_NO_PLATE = re.compile(
    r"\b(?:no|without|w/o|missing|lack\w*|don'?t have|haven'?t got|out of|lost)\s(?:any |the |a )?"
    r"((?:\d{1,2}(?:[.,]\d{1,2})?(?:\s?kg|\s?lb)?'?s?(?:\s?(?:,|or|and|/)\s?)?)+)"
)
_LOAD = re.compile(rf"(?<![\d.,]){_N}(?:{_U})?")
_COUNT = re.compile(r"\b\d ?x ?\d{1,2}\b(?! ?(?:kg|lb))|\b\d+ (?:reps?|sets?)\b|\brpe ?\d+")
_LIGHTEST: Final = 20
"""Below it a bare number is no load on a bar. Source: mass of an empty bar, kg."""
_OTHER_UNIT = re.compile(
    r"\b(?:in|to|into) (?:an? )?(kgs?|kilos?|lbs?|pounds?)\b|^(?:lbs?|kg|pounds?)\b"
)


def read(heard: Heard) -> PlateWish | None:
    """Return a load to convert, to put on a bar or to warm up to; None if none is asked about."""
    plain = heard.plain
    many = _HOW_MANY.search(plain)
    if many:
        return PlateWish(decimal(many[2]), _unit(many[3]), convert=True)
    found = _CONVERT.search(plain)
    if found and not re.search(r"\b(?:did|logged|got|weigh\w*|lose|gain|drop)\b", plain):
        told = _unit(found[2]) or ("lb" if _unit(found[3]) == "kg" else "kg")
        return PlateWish(decimal(found[1]), told, convert=True)
    warm = WARM.search(plain) is not None and not re.search(r"\brun\w*\b", plain)
    if not (warm or _PLATES.search(plain)):
        return None
    load, unit, bar = _load_in(plain)
    if load is None:
        return None
    return PlateWish(load, unit, bar, warm_up=warm, missing=_missing(plain))


def _load_in(plain: str) -> tuple[Decimal | None, str | None, Decimal | None]:
    """Return load, unit and bar that a message names."""
    bar = _BAR.search(plain)
    rest = plain if bar is None else plain[: bar.start()] + plain[bar.end() :]
    rest = _COUNT.sub(" ", _NO_PLATE.sub(" ", rest))
    loads = [
        (decimal(match[1]), _unit(match[2]))
        for match in _LOAD.finditer(rest)
        if match[2] or decimal(match[1]) >= _LIGHTEST
    ]
    own = None if bar is None else decimal(bar[1] or bar[3])
    return (*loads[0], own) if loads else (None, None, own)


def _missing(plain: str) -> tuple[Decimal, ...]:
    return tuple(
        decimal(one)
        for match in _NO_PLATE.finditer(plain)
        for one in re.findall(r"\d{1,2}(?:[.,]\d{1,2})?", match[1])
    )


def default(heard: Heard) -> PlateWish:
    """Return the load a message names, or the next one of the lift spoken of."""
    plain = heard.plain
    load, unit, bar = _load_in(plain)
    warm = WARM.search(plain) is not None or "ramp" in plain
    lifts = exercises_in(heard.text)
    exercise = lifts[0] if lifts else heard.exercise_before()
    to = _OTHER_UNIT.search(plain)
    if load is None and to is not None:
        load, unit = _spoken_load(heard)
    convert = to is not None and not warm and not _PLATES.search(plain)
    return PlateWish(load, unit, bar, convert, warm, _missing(plain), exercise)


_SAID_LOAD = re.compile(r"(?<![\d.,])(\d{1,4}(?:[.,]\d{1,2})?) (kg|lb)\b")


def _spoken_load(heard: Heard) -> tuple[Decimal | None, str | None]:
    """Return the load that the coach named first in the newest reply."""
    said = _SAID_LOAD.search(heard.replied)
    return (decimal(said[1]), said[2]) if said else (None, None)


def follow(heard: Heard, before: PlateWish) -> PlateWish | None:
    """Return what goes on from a load: "no 1.25s here", "with a 15 bar", "and 120?", "in lb"."""
    plain = heard.plain
    load, unit, bar = _load_in(plain)
    missing = _missing(plain)
    lifts = exercises_in(heard.text)
    if _OTHER_UNIT.search(plain) and load is None:
        return replace(before, convert=True, warm_up=False)
    if lifts:
        return replace(before, exercise=lifts[0], load=load, unit=unit, convert=False)
    warm = before.warm_up or WARM.search(plain) is not None
    if load is None and bar is None and not missing and warm == before.warm_up:
        return None
    return replace(
        before,
        load=before.load if load is None else load,
        unit=before.unit if load is None else unit,
        bar=bar or before.bar,
        missing=(*before.missing, *missing),
        warm_up=warm,
        convert=False,
    )


def calls(wish: PlateWish, found: Found) -> Sequence[Call]:
    """Ask for the plates and the other unit, or for the next load that they are wanted for."""
    del found
    if wish.load is None:
        return [Call("next_load", {"exercise": wish.exercise} if wish.exercise else {})]
    args: dict[str, Any] = {
        "load": json_number(wish.load),
        "unit": wish.unit,
        "bar": json_number(wish.bar),
        "warm_up": True if wish.warm_up else None,
    }
    if wish.missing:
        args["missing"] = [json_number(each) for each in wish.missing]
    return [Call("plate_math", without_none(args))]


def say(wish: PlateWish, found: Found) -> str | None:
    """Say the plates of each side, the warm-up sets, or the load in the other unit."""
    data = found.read("plate_math", PlateMath)
    planned = found.read("next_load", NextLoad)
    if planned is not None:
        return lead_up(planned) if wish.warm_up else next_load(planned, "")
    if data is None:
        return _WHICH if found.asked("next_load") else None
    same = f"{num(data.load)} {data.unit} is {num(data.converted)} {data.other_unit}."
    ask = "Ask me for the next load of a lift, and its plates come with it."
    if wish.convert:
        return reply(same, ask)
    if wish.warm_up:
        return _ramp(data, wish.exercise)
    return reply(paragraph(_side(data), _short(data)), same, ask)


_WHICH: Final = (
    "Which load do you want on the bar? Name it with its unit, such as \u201cplates for 97.5 "
    "kg\u201d, and I say the plates a side and the warm-up sets."
)


def _ramp(data: PlateMath, exercise: str | None) -> str:
    on = f" on the {lower(exercise)}" if exercise else ""
    if not data.warm_up:
        return f"At {num(data.load)} {data.unit}{on} one or two easy sets below it are enough."
    sets = listed(f"{num(each.load)} {data.unit} x {each.reps}" for each in data.warm_up)
    return reply(
        f"Warm up to {num(data.load)} {data.unit}{on} with {sets}.",
        "The repetitions fall as the load climbs, so that nothing is tired before the work. Rest "
        "a minute or two between these, and longer before the first working set.",
        paragraph(_side(data), _short(data)),
        "Warm-ups are no working sets: tell me only the sets at the working load.",
    )


def _side(data: PlateMath) -> str | None:
    side = listed(num(each) for each in data.per_side)
    if data.left_over is not None:
        return None
    if not side:
        return None if data.bar is None else f"That is a {num(data.bar)} {data.unit} bar alone."
    bar = f"a {num(data.bar)} {data.unit} bar" if data.bar is not None else "the bar"
    return f"Put {side} {data.unit} on each side of {bar} for {num(data.load)} {data.unit}."


def _short(data: PlateMath) -> str | None:
    """Say the loads next to one that cannot be made, with their plates."""
    if data.left_over is None:
        return None
    lead = f"{num(data.load)} {data.unit} cannot be made with these plates"
    options = [
        f"{num(each.load)} {data.unit}"
        + (
            f" ({listed(num(p) for p in each.per_side)} {data.unit} on each side)"
            if each.per_side
            else ""
        )
        for each in data.nearest
    ]
    if not options:
        return f"{lead}."
    return paragraph(
        f"{lead}; the nearest are {' and '.join(options)}.",
        "Take the lighter one and add a repetition, or the heavier one only if the last session "
        "left some in reserve.",
    )


def _unit(text: str | None) -> str | None:
    if not text:
        return None
    return "kg" if text.startswith("k") else "lb"


PLATES: Final = Skill(
    name="training_plates",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"plate_math", "next_load"}),
    reason="warming up before heavy sets",
)
