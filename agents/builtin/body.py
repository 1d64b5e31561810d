"""What a message says about the athlete's body and wish, as arguments of `energy_targets`."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from coach.units import CM_PER_IN, MassUnit, kg_from, mass_in

_LOSE = re.compile(r"\b(?:lose|losing|cut|cutting|lean\w*|drop|deficit|fat loss)\b")
_GAIN = re.compile(r"\b(?:gain|bulk\w*|put on|surplus|build)\b")
_RATE = re.compile(
    r"(\d+(?:[.,]\d+)?|half a|a half|a quarter of a|a|one) ?(kg|kilos?|lbs?|pounds?)\b"
    r".{0,10}\b(?:a|per|every|each|/) ?week"
)
_RATE_WORDS: Final = {"half a": "0.5", "a half": "0.5", "a quarter of a": "0.25", "a": "1",
                      "one": "1"}  # fmt: skip
_SEX = re.compile(r"\b(female|woman|girl|male|man|guy)\b")
_AGE = re.compile(
    r"\b(\d\d) ?(?:years?(?: old)?|yrs?|yo\b|y/o)|\bage[d ]*(?:is )?(\d\d)\b"
    r"|\b(?:i'?m|i am) (\d\d)\b(?! ?(?:kg|lb|pound|kilo|cm))"
    r"|(?:^|[,;] ?)(\d\d)(?= ?(?:[,;]|$))"
)
_PREGNANT = re.compile(r"\b(?:pregnan\w*|breast ?-?feed\w*|nursing (?:a|my)|lactating)\b")
_KIDNEYS = re.compile(
    r"\b(?:ckd|dialysis|kidney (?:disease|failure|problems?|transplant)|bad kidneys?|one kidney"
    r"|single kidney|renal (?:disease|failure)|nephropathy)\b"
)
_EATING = re.compile(r"\b(?:anorexi\w*|bulimi\w*|eating disorder|binge eating)\b")
_NOT = re.compile(r"\b(?:not|no|never|isn't|don't have|without)\b[^,.;]{0,25}$")
_CM = re.compile(r"\b(\d{3}) ?cm\b")
_METRES = re.compile(r"\b([12])[.,](\d\d) ?m\b")
_FEET = re.compile(
    r"\b([4-7]) ?(?:ft|feet|foot|') ?(?:(\d{1,2}) ?(?:in(?:ch(?:es)?)?\b|\"|''|\b))?"
)
_ACTIVITIES: Final = ("sedentary", "very high", "light", "moderate", "high")
_WEIGHT = re.compile(
    r"(?<!lose )(?<!gain )(?<!drop )(?<!by )(?<!on )(?<!another )\b(\d{2,3}(?:[.,]\d+)?) ?"
    r"(kg|kilos?|lbs?|pounds?)\b(?!.{0,10}\b(?:a|per|every|each|/) ?week)"
)
_CONDITIONS: Final = {
    "pregnant": _PREGNANT,
    "kidney_disease": _KIDNEYS,
    "eating_disorder": _EATING,
}
LIGHTEST_KG: Final = 30
"""A lighter mass is not taken for a body weight. Source: own choice; adults weigh more."""


def target_args(plain: str) -> dict[str, Any]:
    """Return the wish, its rate and the body that a folded message names."""
    args: dict[str, Any] = {}
    if _LOSE.search(plain):
        args["direction"] = "lose"
    elif _GAIN.search(plain):
        args["direction"] = "gain"
    args |= _about_self(plain)
    rate = _RATE.search(plain)
    if rate is None:
        return args
    amount = Decimal(_RATE_WORDS.get(rate[1], rate[1].replace(",", ".")))
    said = _unit(rate[2])
    unit = MassUnit(args.get("unit", said))
    if unit is not said:
        amount = mass_in(kg_from(amount, said), unit).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return args | {"rate_per_week": _json(amount), "unit": unit.value}


def _about_self(plain: str) -> dict[str, Any]:
    """Return what a message says about sex, age, height, activity and body weight."""
    args: dict[str, Any] = {}
    if sex := _SEX.search(plain):
        args["sex"] = "f" if sex[1] in {"female", "woman", "girl"} else "m"
    if age := _AGE.search(plain):
        args["age"] = int(next(group for group in age.groups() if group))
    height = _height_cm(plain)
    if height is not None:
        args["height_cm"] = height
    activity = next((a for a in _ACTIVITIES if re.search(rf"\b{a}\b", plain)), None)
    if activity:
        args["activity"] = activity.replace(" ", "_")
    for name, words in _CONDITIONS.items():
        said = words.search(plain)
        if said and not _NOT.search(plain[: said.start()]):
            args[name] = True
    for weight in _WEIGHT.finditer(plain):
        unit = _unit(weight[2])
        value = Decimal(weight[1].replace(",", "."))
        if kg_from(value, unit) >= LIGHTEST_KG:
            args |= {"weight": _json(value), "unit": unit.value}
    return args


def _height_cm(plain: str) -> int | None:
    if metric := _CM.search(plain):
        return int(metric[1])
    if metres := _METRES.search(plain):
        return int(metres[1]) * 100 + int(metres[2])
    if feet := _FEET.search(plain):
        inches = int(feet[1]) * 12 + int(feet[2] or 0)
        return int((inches * CM_PER_IN).to_integral_value(ROUND_HALF_UP))
    return None


def _unit(word: str) -> MassUnit:
    return MassUnit.KG if word.startswith("k") else MassUnit.LB


def _json(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
