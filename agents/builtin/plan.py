"""Which tool to call next for what the athlete wants; nothing left to call means: answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from agents.builtin.intents import NEEDS_EXERCISE, Ask, Intent
from agents.builtin.slots import SaidFood, foods_in, mass_in, meal_name_in, sets_in
from agents.builtin.transcript import Transcript
from coach.safety.rules.text import folded


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call."""

    tool: str
    args: dict[str, Any] = field(default_factory=dict[str, Any])


_PLAIN: Final[dict[Intent, str]] = {
    Intent.PROGRAMME: "active_programme",
    Intent.WEIGHT_TREND: "weight_trend",
    Intent.DAY_TOTALS: "day_totals",
    Intent.MEMORIES: "list_memories",
    Intent.PROFILE: "get_profile",
    Intent.VOLUME: "weekly_volume",
}
_MEMORY_KINDS: Final = (
    ("injury", r"\b(?:hurt\w*|pain\w*|injur\w*|knee|shoulder|back|elbow|wrist|hip|sore)\b"),
    ("equipment", r"\b(?:gym|barbell|dumbbells?|rack|machine|home|equipment|plates?|bench)\b"),
    ("dislike", r"\b(?:hate|dislike|don'?t like|can'?t stand|avoid)\b"),
    ("preference", r"\b(?:prefer|like|love|want|morning|evening)\b"),
)
_LOSE = re.compile(r"\b(?:lose|losing|cut|cutting|lean\w*|drop|deficit|fat loss)\b")
_GAIN = re.compile(r"\b(?:gain|bulk\w*|put on|surplus|build)\b")
_RATE = re.compile(
    r"(\d+(?:[.,]\d+)?|half a|a half|a quarter of a|a|one) ?(kg|kilos?|lbs?|pounds?)\b"
    r".{0,10}\b(?:a|per|every|each|/) ?week"
)
_RATE_WORDS: Final = {"half a": "0.5", "a half": "0.5", "a quarter of a": "0.25", "a": "1",
                      "one": "1"}  # fmt: skip
_LOOK_UP = re.compile(
    r".*\b(?:in|of|does|has|look up)\b\s+(?:(?P<grams>\d+) ?g(?:rams?)? (?:of )?|an? )?"
    r"(?P<food>[a-z][a-z '-]+?)(?: have| has|\?|$)"
)


def next_call(ask: Ask, seen: Transcript) -> Call | None:
    """Return the next tool call, or None when it is time to answer."""
    if any(result.error for result in seen.results):
        return None
    if ask.intent is Intent.LOG_SETS:
        return _logging(ask, seen)
    if ask.intent is Intent.LOG_WEIGHT:
        return _weighing(ask, seen)
    if ask.intent is Intent.ONE_REP_MAX and ask.exercise and not sets_in(ask.text):
        return _one_of(seen, Call("estimate_one_rep_max", {"exercise": ask.exercise}))
    first = _first_call(ask)
    return None if first is None else _one_of(seen, first)


def _one_of(seen: Transcript, call: Call) -> Call | None:
    return None if seen.called(call.tool) else call


def _first_call(ask: Ask) -> Call | None:
    if ask.intent in _PLAIN:
        return Call(_PLAIN[ask.intent])
    if ask.intent in NEEDS_EXERCISE and ask.exercise is None:
        return None
    match ask.intent:
        case Intent.NEXT_LOAD:
            return Call("next_load", {"exercise": ask.exercise})
        case Intent.PROGRESS:
            return Call("exercise_history", {"exercise": ask.exercise, "sessions": 6})
        case Intent.ONE_REP_MAX:
            return _estimate(ask)
        case Intent.FORM:
            return Call("form_findings", {"exercise": ask.exercise} if ask.exercise else {})
        case Intent.FORM_HISTORY:
            return Call("form_history", {"exercise": ask.exercise} if ask.exercise else {})
        case Intent.TARGETS:
            return Call("energy_targets", _target_args(folded(ask.text)))
        case Intent.KNOWLEDGE:
            return Call("search_knowledge", {"query": ask.text[:300], "limit": 2})
        case _:
            return _about_food_or_memory(ask)


def _about_food_or_memory(ask: Ask) -> Call | None:
    match ask.intent:
        case Intent.LOG_MEAL:
            items = [_without_none(_item(food)) for food in foods_in(ask.text)]
            return (
                Call("log_meal", {"items": items, "name": meal_name_in(ask.text)})
                if items
                else None
            )
        case Intent.FOOD:
            return _food(ask)
        case Intent.REMEMBER:
            words = re.sub(r"^\W*(?:please )?(?:remember|note|keep in mind)\W*(?:that |this\W*)?",
                           "", ask.text, flags=re.IGNORECASE).strip()  # fmt: skip
            kind = next((k for k, p in _MEMORY_KINDS if re.search(p, folded(words))), "other")
            return Call("remember", {"kind": kind, "text": words}) if len(words) > 2 else None
        case Intent.FORGET:
            words = re.sub(r"^.*?\b(?:forget|delete|remove|erase)\b\W*(?:about|that)?\W*",
                           "", ask.text, flags=re.IGNORECASE)  # fmt: skip
            return Call("forget_memory", {"about": words.strip(" .!?")[:120]})
        case _:
            return None


def _estimate(ask: Ask) -> Call | None:
    said = sets_in(ask.text)
    if not said:
        return None
    args: dict[str, Any] = {"load": _json(said[0].load), "reps": said[0].reps}
    args |= {"unit": said[0].unit, "rpe": _json(said[0].rpe), "exercise": ask.exercise}
    return Call("estimate_one_rep_max", _without_none(args))


def _logging(ask: Ask, seen: Transcript) -> Call | None:
    """Store the sets, then ask what they mean for the next session."""
    if ask.exercise is None:
        return None
    if seen.called("log_sets"):
        return _one_of(seen, Call("next_load", {"exercise": ask.exercise}))
    entries = [
        _without_none({"reps": s.reps, "load": _json(s.load), "unit": s.unit, "rpe": _json(s.rpe)})
        for s in sets_in(ask.text)
        for _ in range(s.sets)
    ]
    return Call("log_sets", {"exercise": ask.exercise, "sets": entries[:40]})


def _weighing(ask: Ask, seen: Transcript) -> Call | None:
    """Store the weigh-in, then look at the trend: one alone says little."""
    if seen.called("log_body_weight"):
        return _one_of(seen, Call("weight_trend"))
    mass = mass_in(ask.text)
    if mass is None:
        return None
    return Call("log_body_weight", _without_none({"weight": _json(mass[0]), "unit": mass[1]}))


def _target_args(plain: str) -> dict[str, Any]:
    args: dict[str, Any] = {}
    if _LOSE.search(plain):
        args["direction"] = "lose"
    elif _GAIN.search(plain):
        args["direction"] = "gain"
    rate = _RATE.search(plain)
    if rate:
        amount = _RATE_WORDS.get(rate[1], rate[1].replace(",", "."))
        args["rate_per_week"] = _json(Decimal(amount))
        args["unit"] = "kg" if rate[2].startswith("k") else "lb"
    return args | _about_self(plain)


_ACTIVITIES: Final = ("sedentary", "very high", "light", "moderate", "high")


def _about_self(plain: str) -> dict[str, Any]:
    """Return what a message says about sex, age, height, activity and body weight."""
    args: dict[str, Any] = {}
    if sex := re.search(r"\b(female|woman|male|man)\b", plain):
        args["sex"] = "f" if sex[1] in {"female", "woman"} else "m"
    if age := re.search(r"\b(\d\d) ?(?:years?(?: old)?|yo|y/o|,|$)|\bage[d ]+(\d\d)\b", plain):
        args["age"] = int(age[1] or age[2])
    if height := re.search(r"\b(\d{3}) ?cm\b", plain):
        args["height_cm"] = int(height[1])
    activity = next((a for a in _ACTIVITIES if re.search(rf"\b{a}\b", plain)), None)
    if activity:
        args["activity"] = activity.replace(" ", "_")
    if weight := re.search(
        r"\b(?:weigh|weight(?: is)?|at|,) ?(\d{2,3}(?:\.\d)?) ?(kg|lbs?)\b", plain
    ):
        args["weight"] = _json(Decimal(weight[1]))
        args["unit"] = "kg" if weight[2] == "kg" else "lb"
    return args


def _food(ask: Ask) -> Call | None:
    match = _LOOK_UP.match(folded(ask.text))
    if match is None:
        return None
    args: dict[str, Any] = {"query": match["food"].strip()}
    if match["grams"]:
        args["grams"] = int(match["grams"])
    return Call("food_lookup", args)


def _item(said: SaidFood) -> dict[str, Any]:
    return {
        "food": said.food,
        "grams": _json(said.grams),
        "quantity": _json(said.quantity),
        "portion": said.portion or None,
    }


def _without_none(args: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in args.items() if value is not None}


def _json(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: 100, not 100.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
