"""What a message says about the athlete's body and wish, as arguments of the energy tools."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from coach.nutrition.rules.wishes import rate_said, total_said, way_said
from coach.units import CM_PER_IN, MassUnit, kg_from, mass_in

_SEX = re.compile(
    r"\b(female|woman|girl|lady|wom[ae]n|male|man|guy|dude|bloke)\b(?! ?(?:bun|flu|up))"
    r"|(?:^|[,;/ ])(f|m)(?=[,;/ ]+\d)|(?<![\d.,])\b\d\d ?([fm])\b|\b([fm]) ?\d\d\b"
)
_AGE = re.compile(
    r"\b(\d\d) ?(?:years?(?: old)?|yrs?(?: old)?|yo\b|y/o|y\.o)|\bage[d:]* ?(?:is )?(\d\d)\b"
    r"|\b(?:i'?m|i am|im) (\d\d)\b(?! ?(?:kg|lb|pound|kilo|cm|%|st))"
    r"|(?<![\d.,])\b(\d\d) ?[fm]\b|\b[fm] ?(\d\d)\b"
    r"|\b(?:fe)?male,? (\d\d)\b(?! ?(?:kg|lb|st|cm))|(?<![\d.,])\b(\d\d),? (?:fe)?male\b"
)
_BARE_AGE = re.compile(
    r"(?<![\d.,/x])\b(1[4-9]|[2-8]\d)\b(?![\d.,]?\d| ?(?:x|%|g\b|k\b|reps?|sets?))"
)
"""A number that is left once weight and height are taken out."""
_PREGNANT = re.compile(r"\b(?:pregnan\w*|breast ?-?feed\w*|nursing (?:a|my)|lactating)\b")
_KIDNEYS = re.compile(
    r"\b(?:ckd|dialysis|kidney (?:disease|failure|problems?|transplant)|bad kidneys?|one kidney"
    r"|single kidney|renal (?:disease|failure)|nephropathy)\b"
)
_EATING = re.compile(
    r"\b(?:anorexi\w*|bulimi\w*|eating disorder|binge eating|purg(?:e|ed|ing)|laxatives?"
    r"|(?:mak(?:e|ing)|made) myself (?:sick|throw up|vomit|puke)|throwing up after)\b"
)
_NOT = re.compile(r"\b(?:not|no|never|isn't|don't have|without)\b[^,.;]{0,25}$")
_CM = re.compile(r"\b(\d{3})(?:[.,]\d)? ?cms?\b")
_METRES = re.compile(r"\b([12])[.,](\d\d?) ?m(?:eters?|etres?)?\b|\b([12])m(\d\d)\b")
_FEET = re.compile(
    r"\b([4-7]) ?(?:ft|feet|foot|') ?(?:(\d{1,2})(?:\.\d)? ?(?:in(?:ch(?:es)?)?\b|\"|''|\b))?"
)
_BARE_HEIGHT = re.compile(
    r"(?<![\d.,])\b(1[4-9]\d|20\d|21\d)\b(?! ?(?:kg|lb|pound|kcal|cal|g\b|%|reps))"
)
_ACTIVITIES: Final = (
    ("sedentary", r"\bsedentary\b|\bnot (?:very )?active\b|\binactive\b|\bno exercise\b"),
    ("very_high", r"\bvery (?:high(?:ly)?|active)\b|\b(?:labou?rer|construction|physical job)\b"),
    ("high", r"\bhigh(?:ly)? (?:active|activity)\b|\bactivity(?: is|:)? high\b|(?:^|, ?)high\b"),
    ("moderate", r"\bmoderate(?:ly)?\b|\b(?:on my feet|nurse|waiter|waitress|retail)\b"),
    ("light", r"\blight(?:ly)?\b(?! (?:weight|meal|snack|headed|session|day))"),
)  # fmt: skip
_SEATED = re.compile(r"\b(?:desk|office|sit(?:ting)? (?:all day|job)|computer|wfh|remote)\b")
_TRAINS = re.compile(
    r"\b(?:lift|train|gym|work ?out|run|exercise|weights)\w*\b[^.;\d]{0,14}"
    r"(\d|one|two|three|four|five|six|seven)(?:-\d)? ?(?:x|times?|days?|sessions?|/)"
    r"|\b(\d|one|two|three|four|five|six|seven) ?(?:x|times?|days?|sessions?) ?(?:a|per|/) ?week\b"
)
_DAYS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_WEIGHT = re.compile(
    r"(?<!lose )(?<!gain )(?<!drop )(?<!by )(?<!on )(?<!another )(?<!lost )(?<!up )(?<!gained )"
    r"(?<!dropped )(?<!losing )\b(\d{2,3}(?:[.,]\d+)?) ?(kgs?|kilos?|lbs?|pounds?)\b"
    r"(?![^.,;\d]{0,14}\b(?:a|per|every|each|/) ?week)"
    r"(?! ?(?:in|by|within|over) (?:\d|a |the |two|three))"
    r"(?! (?:bench|squat|deadlift|row|press|curl|dumbbell))"
)
_STONE = re.compile(r"\b(\d{1,2}) ?(?:st|stone)(?: ?(\d{1,2}) ?(?:lbs?|pounds?)?)?\b")
_BARE_WEIGHT = re.compile(
    r"\b(?:down to|now at|i'?m (?:now )?(?:at|down to)|now|weigh(?:ing)?(?: about| around)?|weight"
    r"(?: is|:)?|bw:?) (\d{2,3}(?:[.,]\d+)?)\b"
    r"(?! ?(?:cm|kg|lb|%|kcal|cal|years?|days?|weeks?|reps?))"
)
_GOAL_WEIGHT = re.compile(
    r"(?:\bfrom (?P<start>\d{2,3}(?:[.,]\d)?) ?(?:kgs?|kilos?|lbs?|pounds?)? )?"
    r"\b(?:down to|up to|get to|reach|hit|till|until|be|to) (?:i'?m |im |about |around )?"
    r"(?P<goal>(?:[4-9]\d|[1-3]\d\d)(?:[.,]\d)?) ?(?P<unit>kgs?|kilos?|lbs?|pounds?)?"
    r"(?=\W|$)(?! ?(?:kcal|cal|g\b|mg|min|reps|cm|%|h\b|hours|bpm|years))"
)
_CHANGE = re.compile(
    r"\b(?:lose|drop|shed|gain|put on)\b (?:about |around |like |another )?"
    r"(\d{1,2}(?:[.,]\d)?|a|one|two) ?(kgs?|kilos?|lbs?|pounds?|stones?|st)\b"
    r"(?! ?(?:a|per|each|every|/) ?(?:week|wk))"
)
_CONDITIONS: Final = {
    "pregnant": _PREGNANT,
    "kidney_disease": _KIDNEYS,
    "eating_disorder": _EATING,
}
LIGHTEST_KG: Final = 30
"""A lighter mass is not taken for a body weight. Source: own choice; adults weigh more."""
_LEAST: Final = 2
"""Facts about oneself from which on a message describes the athlete. Source: own choice."""


def target_args(plain: str) -> dict[str, Any]:
    """Return the wish, its rate and the body that a folded message names."""
    args: dict[str, Any] = {}
    way = way_said(plain)
    if way is not None:
        args["direction"] = way
    args |= about_self(plain)
    goal = goal_args(plain, args.get("unit"))
    if "weight" not in goal and goal.get("goal_weight") == args.get("weight", 0):
        args.pop("weight")
    return args | goal | rate_args(plain, args.get("unit"))


def goal_args(plain: str, unit: str | None = None) -> dict[str, Any]:
    """Return the weight to reach, or the change without a time, that a message names."""
    goal = _GOAL_WEIGHT.search(plain)
    if goal is not None:
        masses = {"goal_weight": goal["goal"]} | (
            {"weight": goal["start"]} if goal["start"] else {}
        )
        found: dict[str, Any] = {
            name: _json(Decimal(each.replace(",", "."))) for name, each in masses.items()
        }
        if goal["start"]:
            found["direction"] = "lose" if found["goal_weight"] < found["weight"] else "gain"
        told = ("kg" if goal["unit"].startswith("k") else "lb") if goal["unit"] else ""
        return joined({"unit": unit} if unit else {}, found | ({"unit": told} if told else {}))
    change = _CHANGE.search(plain)
    if change is None:
        return {}
    amount = Decimal({"a": "1", "one": "1", "two": "2"}.get(change[1], change[1].replace(",", ".")))
    stone = change[2].startswith("st")
    said = MassUnit.KG if change[2].startswith("k") else MassUnit.LB
    total, chosen = _in_unit(amount * 14 if stone else amount, said, unit)
    return {"change_total": total, "unit": chosen}


_MASSES: Final = ("weight", "goal_weight", "change_total", "rate_per_week")


def joined(before: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return what was told before with what is told now, all masses in the newer weight's unit."""
    wanted, said = before.get("unit"), own.get("unit")
    if wanted and said and wanted != said:
        old, new = (own, before) if "weight" not in own else (before, own)
        unit = MassUnit(old["unit"])
        moved = {
            name: _in_unit(Decimal(str(old[name])), unit, new["unit"])[0]
            for name in _MASSES
            if name in old
        }
        old = old | moved | {"unit": new["unit"]}
        before, own = (before, old) if new is before else (old, own)
    return before | own


def rate_args(plain: str, unit: str | None = None) -> dict[str, Any]:
    """Return the wanted rate of a message, in the unit that its other masses have."""
    total = total_said(plain)
    rate = rate_said(plain)
    if rate is not None and rate.unit is None:
        return {"rate_pct_per_week": _json(rate.amount)}
    if rate is not None and rate.unit is not None:
        amount, said = _in_unit(rate.amount, rate.unit, unit)
        return {"rate_per_week": amount, "unit": said}
    if total is None:
        return {}
    amount, said = _in_unit(total.amount, total.unit, unit)
    weeks = total.weeks.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"change_total": amount, "weeks": _json(weeks), "unit": said}


def _in_unit(amount: Decimal, said: MassUnit, unit: str | None) -> tuple[int | float, str]:
    wanted = MassUnit(unit) if unit else said
    if wanted is not said:
        amount = mass_in(kg_from(amount, said), wanted).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return _json(amount), wanted.value


def about_self(plain: str) -> dict[str, Any]:
    """Return what a message says about sex, age, height, activity, health and body weight."""
    args: dict[str, Any] = {}
    if sex := _SEX.search(plain):
        word = next(group for group in sex.groups() if group)
        args["sex"] = "f" if word in {"female", "woman", "girl", "lady", "women", "f"} else "m"
    height, rest = _height_cm(plain)
    if height is not None:
        args["height_cm"] = height
    activity = _activity(plain)
    if activity:
        args["activity"] = activity
    for name, words in _CONDITIONS.items():
        said = words.search(plain)
        if said and not _NOT.search(plain[: said.start()]):
            args[name] = True
    weight, rest = _weight(rest)
    args |= weight
    age = _age(plain, rest, known=len(args))
    return args | ({"age": age} if age else {})


def tells_of_disorder(*messages: str) -> bool:
    """Tell whether messages speak of disordered eating of one's own."""
    return any(about_self(each.casefold()).get("eating_disorder") for each in messages)


def describes(args: dict[str, Any]) -> bool:
    """Tell whether arguments describe the athlete's body well enough to stand alone."""
    return len(args.keys() & {"sex", "age", "height_cm", "activity", "weight"}) >= _LEAST


def _age(plain: str, rest: str, *, known: int) -> int | None:
    told = _AGE.search(plain)
    if told is not None:
        return int(next(group for group in told.groups() if group))
    bare = _BARE_AGE.search(rest) if known >= _LEAST else None
    return int(bare[1]) if bare else None


def _activity(plain: str) -> str | None:
    named = next((name for name, words in _ACTIVITIES if re.search(words, plain)), None)
    trains = _TRAINS.search(plain)
    days = 0
    if trains:
        word = next(group for group in trains.groups() if group)
        days = _DAYS.get(word) or int(word)
    if named is not None and not (named == "sedentary" and days):
        return named
    if _SEATED.search(plain) or days:
        return "sedentary" if not days else "light" if days <= 3 else "moderate"
    return named


def _weight(plain: str) -> tuple[dict[str, Any], str]:
    """Return the body weight, and the text without it."""
    if stone := _STONE.search(plain):
        pounds = int(stone[1]) * 14 + int(stone[2] or 0)
        return {"weight": pounds, "unit": "lb"}, plain[: stone.start()] + plain[stone.end() :]
    for found in _WEIGHT.finditer(plain):
        unit = MassUnit.KG if found[2].startswith("k") else MassUnit.LB
        value = Decimal(found[1].replace(",", "."))
        if kg_from(value, unit) >= LIGHTEST_KG:
            rest = plain[: found.start()] + plain[found.end() :]
            return {"weight": _json(value), "unit": unit.value}, rest
    bare = _BARE_WEIGHT.search(plain)
    if bare is not None and Decimal(bare[1].replace(",", ".")) >= LIGHTEST_KG:
        value = Decimal(bare[1].replace(",", "."))
        return {"weight": _json(value)}, plain[: bare.start()] + plain[bare.end() :]
    return {}, plain


def _height_cm(plain: str) -> tuple[int | None, str]:
    """Return the height, and the text without it."""
    if metric := _CM.search(plain):
        return int(metric[1]), plain[: metric.start()] + plain[metric.end() :]
    if metres := _METRES.search(plain):
        whole, part = (metres[1], metres[2]) if metres[1] else (metres[3], metres[4])
        rest = plain[: metres.start()] + plain[metres.end() :]
        return int(whole) * 100 + int(part.ljust(2, "0")), rest
    if feet := _FEET.search(plain):
        inches = int(feet[1]) * 12 + int(feet[2] or 0)
        rest = plain[: feet.start()] + plain[feet.end() :]
        return int((inches * CM_PER_IN).to_integral_value(ROUND_HALF_UP)), rest
    bare = _BARE_HEIGHT.search(plain) if re.search(r"\d ?(?:kg|kilos?)\b", plain) else None
    if bare is not None and (_SEX.search(plain) or re.search(r"\bheight\b", plain)):
        return int(bare[1]), plain[: bare.start()] + plain[bare.end() :]
    return None, plain


def _json(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
