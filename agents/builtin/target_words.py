"""What a message says of a daily target: an intake to judge, how fast, and answers to questions."""

from __future__ import annotations

import re
from typing import Any, Final

from agents.builtin.body import about_self, target_args
from coach.units import CM_PER_IN

FASTEST_PCT: Final = 1.0
GENTLE_PCT: Final = 0.5
"""Percent of body weight a week. Source: Helms, Aragon and Fitschen 2014, 0.5 to 1 % a week."""
FASTEST: Final = re.compile(
    r"\b(?:fastest|quickest|most aggressive|max(?:imum)? (?:deficit|rate|cut|loss|speed)"
    r"|as (?:fast|quick(?:ly)?|steep|hard|aggressive) as|biggest deficit|steepest"
    r"|aggressive (?:cut|deficit))\b"
)
FASTER: Final = re.compile(
    r"\b(?:faster|quicker|sooner|too (?:slow|long|high)|ages|speed (?:it|that|things) up"
    r"|more aggressive|harder|steeper|lower(?! carb)|less food)\b"
)
SLOWER: Final = re.compile(
    r"\b(?:slower|gentler|gentle|easier|less aggressive|saner|more food|go slow\w*"
    r"|too (?:low|hard|little|hungry|few|fast|steep)|(?:so|always|really|im|i'?m) (?:hungry"
    r"|starving)"
    r"|no energy|seems low)\b"
)
HOW_LONG: Final = re.compile(
    r"\bhow (?:long|many (?:weeks|wks|months)|much time|soon)\b|\bwhen (?:will|would|am|do|can) i\b"
    r"|\bby when\b|\btill (?:im|i'?m|i am) there\b"
)
LOWEST: Final = re.compile(r"\b(?:lowest|minimum|least|bare min|how low|as low as)\b")
_ASKED = re.compile(
    r"(?<![\d.,])(\d{3,4}|\d[.,]\d{3}|\d(?:[.,]\d)?k) ?(?:kcals?|calories|cals?|cal)\b"
    r"|\b(?:is|eat|eating|on|only|just|of|at|set (?:it|my (?:target|calories)) (?:to|at)) "
    r"(\d{3,4}|\d[.,]\d{3})\b(?! ?(?:g|mg|m|ml|kg|lbs?|steps|metres|meters|reps?)\b)"
)
_BARE_KCAL = re.compile(
    r"(?<![\d.,/])(?:~|around |about )?([1-5]\d{3}|[1-5][.,]\d{3}|[5-9]\d0|[1-5](?:[.,]\d)?k)\b"
    r"(?! ?(?:g|mg|m|ml|kg|kj|lbs?|steps|metres|meters|reps?)\b)"
)
_JUDGE = re.compile(
    r"\b(?:is|are|would|should|can|could|ok|okay|enough|too (?:low|little|few|much)|safe|fine"
    r"|healthy|want to (?:eat|go|do|try)|gonna|going to|plan(?:ning)?|what if|put me on|diet of"
    r"|i'?ll|will|lets|let'?s|thinking|alright|sound|only)\b"
)
_DAILY = re.compile(r"\b(?:a|per|each|every|one) ?day\b|\bdaily\b|\bdiet\b|\beat(?:ing)?\b")


def kcal_said(plain: str, *, bare: bool = False) -> int | None:
    """Return the daily energy that a folded message names.

    Args:
        plain: The message.
        bare: It answers or goes on with a target, so that a number of its size is one.
    """
    found = _ASKED.search(plain) or (_BARE_KCAL.search(plain) if bare else None)
    if found is None:
        return None
    text = next(group for group in found.groups() if group)
    if text.endswith("k"):
        return int(float(text[:-1].replace(",", ".")) * 1000)
    return int(re.sub(r"[.,]", "", text))


def judges_intake(plain: str) -> bool:
    """Tell whether a message asks what to think of an energy a day."""
    kcal = kcal_said(plain)
    if kcal is None or not _JUDGE.search(plain):
        return False
    return bool(_DAILY.search(plain) or re.search(r"\b(?:enough|too (?:low|little|few))", plain))


_BARE_RATE = re.compile(
    r"\b(?:what if|make it|at|do|did|want|go|with|to|like|for|rate of) (?:it |i did |about )?"
    r"(0?[.,]\d{1,2}|[12](?:[.,]\d)?) ?(kgs?|kilos?|lbs?|pounds?|%|percent)?(?=\W|$)"
)


def wish_args(plain: str) -> dict[str, Any]:
    """Return the wish, its rate and the body that a folded message names, speed in words too."""
    args = target_args(plain)
    if FASTEST.search(plain) and not args.keys() & {"rate_per_week", "rate_pct_per_week", "weeks"}:
        args["rate_pct_per_week"] = FASTEST_PCT
        args.setdefault("direction", "lose")
    return args


def other_rate(plain: str) -> dict[str, Any]:
    """Return the rate that a message goes on with ("what if i did 0.75")."""
    found = _BARE_RATE.search(plain)
    if found is None:
        return {}
    amount = float(found[1].replace(",", "."))
    if found[2] and found[2][0] in "%p" and not found[2].startswith("pound"):
        return {"rate_pct_per_week": amount}
    unit = {"k": "kg", "l": "lb", "p": "lb"}.get((found[2] or " ")[0])
    return {"rate_per_week": amount} | ({"unit": unit} if unit else {})


ASKED_FOR: Final = "I need your "
"""Opens the list of what a reply asks for; `answers_in` reads it."""
_PIECES: Final = {
    "sex": "sex",
    "age": "age",
    "height": "height_cm",
    "activity": "activity",
    "weight": "weight",
}
_SEX = re.compile(
    r"\b(?:(f|female|woman|girl|lady)|(m|male|man|guy|dude|bloke|lad|boy))\b(?! ?(?:tall|\d))"
)
_NUMBER = re.compile(r"(?<![\d.,'])(\d{1,3}(?:[.,]\d{1,2})?)(?![\d'])(?! ?(?:x|times|days|%))")
_FEET = re.compile(r"\b([4-6])(?: ?(?:'|ft|feet|foot|f)? ?|[.,])(\d{1,2})\b(?! ?(?:kg|lbs?|stone))")
_ACTIVE: Final = {
    "sedentary": r"\b(?:desk|office|sit\w*|wfh|from home|not much|nothing|inactive|lazy|driv\w*)\b",
    "high": r"\b(?:very active|physical|warehouse|construction|labou?r\w*|manual|builder|farm)\b",
    "moderate": r"\b(?:on my feet|feet all|nurse|teacher|waiter|waitress|retail|standing|active)\b",
    "light": r"\b(?:some walking|walk\w*|a bit|little bit|somewhat)\b",
}


def pieces_asked(replied: str) -> frozenset[str]:
    """Return the arguments that the coach's newest reply asked for."""
    _, asks, rest = replied.partition(ASKED_FOR)
    if not asks:
        return frozenset()
    listed = rest.partition(".")[0]
    return frozenset(name for word, name in _PIECES.items() if word in listed)


def answers_in(plain: str, asked: frozenset[str]) -> dict[str, Any]:
    """Return what a message answers of the pieces that were asked for, bare numbers too.

    "178, 31, m" has no units: what is tall is a height, what is left is an age or a weight.
    """
    args = about_self(plain)
    open_ = asked - args.keys()
    if "sex" in open_ and (sex := _SEX.search(plain)):
        args["sex"] = "f" if sex[1] else "m"
    if "activity" in open_:
        named = next((name for name, words in _ACTIVE.items() if re.search(words, plain)), None)
        args |= {"activity": named} if named else {}
    return args | _numbers(plain, open_, args)


def _numbers(plain: str, open_: frozenset[str], known: dict[str, Any]) -> dict[str, Any]:
    """Return height, age and weight out of numbers without units."""
    found: dict[str, Any] = {}
    rest = re.sub(
        r"\d+(?:[.,]\d+)? ?(?:kgs?|kilos?|lbs?|pounds?|stones?|st|cms?|m|yo|y)\b", " ", plain
    )
    feet = _FEET.search(rest) if "height_cm" in open_ else None
    if feet is not None and int(feet[2]) < 12:
        found["height_cm"] = round((int(feet[1]) * 12 + int(feet[2])) * CM_PER_IN)
        rest = rest[: feet.start()] + rest[feet.end() :]
    values = [float(each.replace(",", ".")) for each in _NUMBER.findall(rest)]
    values = [each for each in values if each not in known.values()]
    if "height_cm" in open_ - found.keys():
        tall = next((v for v in values if TALL[0] <= v <= TALL[1] or 1.4 <= v <= 2.2), None)
        if tall is not None:
            found["height_cm"] = round(tall * 100) if tall < 3 else int(tall)
            values.remove(tall)
    return found | _age_and_weight(values, open_)


TALL: Final = (140, 219)
"""Centimetres in which a bare number is a height. Source: own choice; adults, not their age."""


def _age_and_weight(values: list[float], open_: frozenset[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    heavy = [v for v in values if 35 <= v <= 400]
    young = [v for v in values if 14 <= v <= 90 and v == int(v)]
    if "weight" in open_ and heavy:
        weight = max(heavy) if "age" in open_ and len(heavy) > 1 else heavy[0]
        if "age" not in open_ or len(values) > 1 or weight > max(young, default=0):
            found["weight"] = int(weight) if weight == int(weight) else weight
            young = [v for v in young if v != weight]
    if "age" in open_ and young:
        found["age"] = int(young[0])
    return found
