"""Which tools to call for what the athlete wants."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, Final

from agents.builtin.body import target_args
from agents.builtin.skill import Ask, Call
from agents.builtin.slots import foods_in, mass_in, meal_name_in, sets_in
from agents.builtin.wants import NEEDS_EXERCISE, Intent
from coach.safety.rules.text import folded

_PLAIN: Final[dict[Intent, str]] = {
    Intent.WEIGHT_TREND: "weight_trend",
    Intent.DAY_TOTALS: "day_totals",
    Intent.VOLUME: "weekly_volume",
}
_LOOK_UP = re.compile(
    r"(?:.*\b(?:in|of|does|has|look up|calories|kcal|macros)\b\s+|^)"
    r"(?:(?P<grams>\d+) ?(?:g|grams?|ml)\b (?:of )?|an? |one |two |three |four |\d+ )?"
    r"(?P<food>[a-z][a-z '-]+?)(?: have| has| calories| kcal| macros|\?|$)"
)


_BETTER_WORDS: Final = (
    (r"\b(?:push[ ,/-]pull[ ,/-]legs|ppl|full[- ]body|split)\b",
     "full body or a split: how often to train each muscle a week"),
    (r"\bprotein\b.{0,20}\benough\b|\benough\b.{0,20}\bprotein\b",
     "how many grams of protein should I eat if I lift weights"),
)  # fmt: skip
"""Questions whose own words lead the search astray. Source: read aloud 2026-11."""
_WANTED_REPS = re.compile(
    r"\b\d ?x ?(\d{1,2})\b|\bfor (?:a |sets of )?(\d{1,2})\b(?! ?(?:weeks?|days?|kg|lbs?|%))"
    r"|\b(\d{1,2}) ?(?:reps?|repetitions?|rm)\b"
)
_WANTED_WORDS: Final = {"single": 1, "double": 2, "triple": 3}
_WANTED_RPE = re.compile(r"\brpe ?(\d+(?:\.5)?)\b")


def calls_of(ask: Ask) -> tuple[Call, ...]:
    """Return every call that an intent needs, in order; none when it is answered without."""
    if ask.intent is Intent.LOG_WEIGHT:
        return _weighing(ask)
    if ask.intent is Intent.ONE_REP_MAX and ask.exercise and not sets_in(ask.text):
        return (Call("estimate_one_rep_max", {"exercise": ask.exercise}),)
    first = _first_call(ask)
    return () if first is None else (first,)


def _first_call(ask: Ask) -> Call | None:
    if ask.intent in _PLAIN:
        return Call(_PLAIN[ask.intent])
    if ask.intent is Intent.KNOWLEDGE:
        return _search(ask)
    if ask.intent in NEEDS_EXERCISE and ask.exercise is None:
        return None
    match ask.intent:
        case Intent.NEXT_LOAD:
            return Call("next_load", {"exercise": ask.exercise} | _wanted_set(folded(ask.text)))
        case Intent.PROGRESS:
            return Call("exercise_history", {"exercise": ask.exercise, "sessions": 6})
        case Intent.ONE_REP_MAX:
            return _estimate(ask)
        case Intent.TARGETS:
            return Call("energy_targets", target_args(folded(ask.text)))
        case _:
            return _about_food(ask)


def _search(ask: Ask) -> Call:
    plain = folded(ask.text)
    query = next((words for rule, words in _BETTER_WORDS if re.search(rule, plain)), None)
    return Call("search_knowledge", {"query": query or ask.text[:300], "limit": 3})


def _about_food(ask: Ask) -> Call | None:
    match ask.intent:
        case Intent.LOG_MEAL:
            items = [{"food": food} for food in foods_in(ask.text)]
            return (
                Call("log_meal", {"items": items, "name": meal_name_in(ask.text)})
                if items
                else None
            )
        case Intent.FOOD:
            return _food(ask)
        case _:
            return None


def _estimate(ask: Ask) -> Call | None:
    said = sets_in(ask.text)
    if not said:
        return None
    args: dict[str, Any] = {"load": _json(said[0].load), "reps": said[0].reps}
    args |= {"unit": said[0].unit, "rpe": _json(said[0].rpe), "exercise": ask.exercise}
    return Call("estimate_one_rep_max", _without_none(args))


def _weighing(ask: Ask) -> tuple[Call, ...]:
    """Store the weigh-in, then look at the trend: one alone says little."""
    mass = mass_in(ask.text)
    if mass is None:
        return ()
    args = _without_none({"weight": _json(mass[0]), "unit": mass[1]})
    return (Call("log_body_weight", args), Call("weight_trend"))


def _wanted_set(plain: str) -> dict[str, Any]:
    """Return the repetitions and the RPE a message asks a load for."""
    args: dict[str, Any] = {}
    if reps := _WANTED_REPS.search(plain):
        args["reps"] = int(next(group for group in reps.groups() if group))
    elif word := re.search(r"\b(single|double|triple)\b", plain):
        args["reps"] = _WANTED_WORDS[word[1]]
    if rpe := _WANTED_RPE.search(plain):
        args["rpe"] = _json(Decimal(rpe[1]))
    return args


def _food(ask: Ask) -> Call | None:
    match = _LOOK_UP.match(folded(ask.text))
    if match is None:
        return None
    args: dict[str, Any] = {"query": match["food"].strip()}
    if match["grams"]:
        args["grams"] = int(match["grams"])
    return Call("food_lookup", args)


def _without_none(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if value is not None}


def _json(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: 100, not 100.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
