"""Body weight: weigh-ins told, the trend, and jumps from one day to the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from agents.builtin import say_nutrition, say_training, say_weight
from agents.builtin.json_values import json_number
from agents.builtin.said_days import past_day_in
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.nutrition import WeightTrend
from tools.results.training import LoggedBodyWeight

NOT_STORED: Final = re.compile(
    r"\b(?:don'?t|do not|dont|no need to|without) (?:log|sav|stor|record|track)\w*\b"
    r"|\bnot (?:logging|for the log|to log)\b|\bjust (?:asking|wondering|curious)\b|\bhypothetical"
)
_MASS = r"(\d{2,3}(?:[.,]\d{1,2})?) ?(kgs?|kilos?|lbs?|pounds?)?"
_WEIGHED = re.compile(
    rf"\b(?:weighed(?: in)?(?: at)?|weigh[- ]?in(?: today| this morning)?[: ]*(?:at|was|is|of)?"
    rf"|scale (?:says?|said|show(?:s|ed)?|read(?:s)?)|(?:body ?)?weight (?:today|this morning"
    rf"|now)?[: ]*"
    rf"(?:is|was|:|=)|log (?:my |a )?(?:body ?)?(?:weight|weigh-in)(?: as| of| at|:)?"
    rf"|(?:morning|today'?s|current) (?:body ?)?weight(?: is| was|:)?|bw(?: is| was|:)?"
    rf"|i (?:was|am|'m)|i'?m|stepped on the scale(?: and it said)?[:,]?|tipped the scales? at) ?"
    rf"(?:about |around |exactly )?{_MASS}(?![\d%])"
)
_DATED = re.compile(
    rf"^(?:my )?(?:body ?)?weight:? {_MASS}\W*$|^(\d{{2,3}}[.,]\d) ?(kgs?|lbs?)\W*$"
    rf"|^{_MASS} (?:this (?:morning|am)|this a\.m|am\b|today|yesterday|on the scale"
    rf"|(?:body ?)?weight|bw|fasted|weigh)"
    rf"|^(?:this morning|today|yesterday)[:,]? {_MASS}\W*$"
)
_I_WEIGH = re.compile(rf"\bi weigh(?: in at)? (?:about |around )?{_MASS}(?![\d%])")
_WHEN = re.compile(
    r"\b(?:today|this morning|yesterday|now|on the scale|tonight|fasted|log|on (?:mon|tues"
    r"|wednes|thurs|fri|satur|sun)day)\b"
)
_ASKS = re.compile(
    r"\b(?:calories|kcal|macros|protein|creatine|caffeine|tdee|maintenance|bmi|how (?:much|many"
    r"|tall)"
    r"|what should|carbs|squat|bench|deadlift|press|lift|strong|male|female|cm|ft|height|race"
    r"|before|after|sweat|goal|want to|years? old|year-old|dose|mg)\b"
)
_TREND = re.compile(
    r"\bweight (?:trend|change|curve|history|loss (?:so far|progress|trend))\b|\b(?:am i"
    r"|is my) .{0,20}"
    r"(?:losing|gaining) (?:any )?(?:weight|fat|muscle)\b|\bbody ?weight (?:trend|change|over)"
    r"|\bhow(?:'?s| is| has) my (?:body ?)?weight\b|\bweight (?:has|is|been) (?:not )?(?:chang"
    r"|stall|mov|do|go)"
    r"\w*|\bmy weight (?:doing|going|trend\w*)\b|\bhow (?:much|many (?:kg|kilos?|lbs?|pounds?))"
    r"(?: weight)? (?:have|did|has) i? ?(?:i )?(?:lost|lose|gained|gain|dropped)\b|\bis my weight\b"
    r"|\bweight (?:going|trending) (?:up|down)\b|\bam i (?:losing|gaining)\b|\bwhat (?:do"
    r"|did) i weigh\b"
    r"|\b(?:show|what(?:'?s| is)) my (?:body ?)?weight\b|\bhow fast am i (?:losing|gaining)\b"
)
_JUMP = re.compile(
    r"\b(?:up|gained|gain|put on|jumped|heavier|more|spike[ds]?|\+)\b ?(?:by )?(?:about |almost "
    r"|like )?"
    r"(?:\d+(?:[.,]\d+)?|a|one|two|three|half a|a couple of?) ?(?:kgs?|kilos?|lbs?"
    r"|pounds?)\b.{0,40}"
    r"\b(?:overnight|since yesterday|in (?:a|one|1) (?:day|night)|from yesterday|than yesterday"
    r"|today"
    r"|this morning|in (?:two|2) days|after|over(?:night)?|weekend)\b"
    r"|\b(?:overnight|since yesterday|in (?:a|one) day|from yesterday)\b.{0,40}\b(?:up|gain\w*"
    r"|jump\w*|heavier)\b"
    r"|\b(?:scale|weight)\b.{0,20}\b(?:jump\w*|spik\w*|shot up|went up|is up|up)\b.{0,30}"
    r"\b(?:overnight|yesterday|after|salty|sushi|pizza|carbs|cheat|this morning|\d)"
    r"|\b(?:dropped|lost|down|minus) (?:\d+(?:[.,]\d+)?) ?(?:kgs?|lbs?|kilos?|pounds?) (?:overnight"
    r"|since yesterday)"
    r"|\bwhy (?:am i|is my weight|does my weight) .{0,20}(?:heavier|up|jump\w*|fluctuat\w*"
    r"|bounc\w*|all over)"
    r"|^(?:and |but |wtf )*(?:i'?m |im )?(?:up|down|heavier|lighter) (?:from|since|on|than)"
    r" (?:yesterday|last week|the day before)\b"
    r"|(?:^|\s)[-+]\d+(?:[.,]\d+)? ?(?:kgs?|lbs?|kilos?|pounds?)?\b.{0,30}\b(?:since yesterday"
    r"|overnight|this morning|today|after)\b"
    r"|\b(?:says?|shows?|scale)\b.{0,12} \+\d"
    r"|\bweight (?:fluctuat\w*|swings?|jumps)\b|\bdid i (?:really )?(?:gain|put on) .{0,30}"
    r"(?:overnight|yesterday|in a day|one night|weekend|from one)"
)
WINDOW: Final = 28


@dataclass(frozen=True, slots=True)
class Weight:
    """What a message tells or asks of body weight."""

    kind: Literal["log", "trend", "jump"]
    args: dict[str, Any] | None = None
    text: str = ""


def read(heard: Heard) -> Weight | None:
    """Return the weigh-in or the question about weight; None if there is none."""
    plain = heard.plain
    stored = NOT_STORED.search(heard.whole.casefold()) is None
    args = _weigh_in(heard) if stored else None
    if heard.exercise is None and (_JUMP.search(plain) or (args and _JUMPED.search(plain))):
        return Weight("jump", args, plain)
    if _TREND.search(plain) and heard.exercise is None:
        return Weight("trend", text=plain)
    again = re.match(r"^(?:and )?(?:now|is (?:that|it) (?:fat|muscle|water))\W*$", plain)
    if again and isinstance(heard.before and heard.before.slots, Weight):
        return Weight("jump" if "is" in plain else "trend", text=plain)
    return None


def read_weighed(heard: Heard) -> Weight | None:
    """Return the weigh-in that a message tells, beside whatever else it wants."""
    if heard.exercise is not None or NOT_STORED.search(heard.whole.casefold()):
        return None
    args = _weigh_in(heard)
    if args is None or _JUMP.search(heard.plain) or _JUMPED.search(heard.plain):
        return None
    return Weight("log", args, heard.plain)


def follow(heard: Heard, before: Weight) -> Weight | None:
    """Return the trend again for another question to it."""
    del before
    return None if heard.exercise is not None else assumed(heard)


def assumed(heard: Heard) -> Weight:
    """Return what any message about body weight tells or asks."""
    plain = heard.plain
    stored = NOT_STORED.search(heard.whole.casefold()) is None
    args = _weigh_in(heard) if stored else None
    if args is None and stored and (bare := _BARE.match(plain)):
        args = {"weight": json_number(Decimal(bare[1].replace(",", ".")))}
        args |= {"unit": "kg" if bare[2][0] == "k" else "lb"} if bare[2] else {}
    if _JUMPED.search(plain):
        return Weight("jump", args, plain)
    return Weight("trend" if args is None else "log", args, plain)


_JUMPED = re.compile(
    r"\b(?:jump\w*|overnight|water|salt\w*|yesterday|fat|muscle|glycogen|bloat\w*|up (?:by )?\d"
    r"|\d.{0,8} up"
    r"|heavier|lighter|spike\w*|fluctuat\w*|swing|pizza|takeaway|creatine|carbs|sushi|night|woke"
    r"|after (?:a|the|one)|all over the place)\b|\+ ?\d"
)
_BARE = re.compile(
    r"^(?:today|now|this morning|fasted|weight|just|scale says|btw|its?|and|ok|so|:|\W)*"
    r"(\d{2,3}[.,]\d{1,2}|[4-9]\d|[12]\d\d) ?(kgs?|kilos?|lbs?|pounds?)?"
    r"(?: (?:today|this morning|this am|now|fasted|btw|on the scale|down|up|already|then))*\W*$"
)


_FROM_TO = re.compile(
    r"\b(?:was|started (?:at|on)|from|began at) \d{2,3}(?:[.,]\d)? ?"
    r"(?:kgs?|kilos?|lbs?|pounds?)?,? "
    r"(?:and |but )?(?:i'?m |im )?now (?:at |on |down to |up to )?"
    r"(\d{2,3}(?:[.,]\d{1,2})?) ?(kgs?|kilos?|lbs?|pounds?)"
)
"""Says what the weight was and what it is now."""


def _weigh_in(heard: Heard) -> dict[str, Any] | None:
    plain = heard.plain
    if _I_WEIGH.search(plain) and _ASKS.search(heard.whole.casefold()):
        return None
    if _ASKS.search(plain) or (
        re.search(r"\?\s*$", plain) and not re.search(r"\d.{0,40}[,.;!]", plain)
    ):
        return None
    said = _I_WEIGH.search(plain)
    if said is not None and not (_WHEN.search(plain) or len(plain.split()) <= 6):
        said = None
    said = said or _DATED.search(plain) or _WEIGHED.search(plain) or _FROM_TO.search(plain)
    if said is None:
        return None
    groups = [group for group in said.groups() if group]
    value = Decimal(groups[0].replace(",", "."))
    unit = groups[1][0] if len(groups) > 1 else None
    bare_i = re.search(r"\bi(?:'m| am| was|m) ?(?:about |around )?\d", plain)
    to_a_tenth = value != value.to_integral_value()
    if bare_i and (not (unit or to_a_tenth) or not _WHEN.search(plain)):
        return None
    args: dict[str, Any] = {"weight": json_number(value)}
    if unit is not None:
        args["unit"] = "kg" if unit == "k" else "lb"
    day = (
        past_day_in(plain, heard.today)
        if re.search(r"\byest|\bago\b|\bon (?:mon|tue|wed|thu|fri|sat|sun)", plain)
        else None
    )
    if day is not None and re.search(r"\b(?:up|down|gain|more|from|than|since)\b", plain) is None:
        args["day"] = day.isoformat()
    return args


def calls(weight: Weight, found: Found) -> Sequence[Call]:
    """Store a weigh-in first, then read the trend: one alone says little."""
    del found
    trend = Call("weight_trend", {"days": WINDOW})
    if weight.args is None:
        return (trend,)
    return (Call("log_body_weight", weight.args), trend)


def say(weight: Weight, found: Found) -> str | None:
    """Say what was stored and what the trend shows."""
    logged = found.read("log_body_weight", LoggedBodyWeight)
    trend = found.read("weight_trend", WeightTrend)
    if weight.args is not None and logged is None:
        return None
    if weight.kind == "jump" and trend is not None:
        return say_weight.jump(trend, logged, weight.text)
    if logged is not None:
        after = "" if trend is None else say_nutrition.weight_trend(trend)
        return say_training.logged_weight(logged, after)
    return None if trend is None else say_nutrition.weight_trend(trend)


WEIGHT: Final = Skill(
    name="weight_trend",
    agents=("nutrition", "planner"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"weight_trend", "log_body_weight"}),
    default=assumed,
    follow=follow,
    reason="daily weight fluctuation and trend",
)

WEIGHED: Final = Skill(
    name="log_weight",
    agents=("nutrition", "planner"),
    read=read_weighed,
    calls=calls,
    say=say,
    tools=frozenset({"weight_trend", "log_body_weight"}),
    follow=follow,
    covers=frozenset({"weight_trend"}),
    reason="daily weight fluctuation and trend",
)
"""Apart from the trend, which a target answers as well: a weigh-in must be kept beside it."""
