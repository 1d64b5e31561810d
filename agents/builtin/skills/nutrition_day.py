"""What was eaten on a day or over a span of days, what is left, and how protein is spread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal

from agents.builtin import say_check_in, say_day, say_nutrition
from agents.builtin.said_days import past_day_in
from agents.builtin.said_foods import FOOD_WORDS
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_food import NUTRIENT, foods_in
from agents.builtin.skills.nutrition_ideas import diet_said
from tools.results.eating import IntakeSummary, ProteinGaps
from tools.results.nutrition import DayTotals, FoodLookup

_LEFT = re.compile(
    rf"\b{NUTRIENT}\b.{{0,40}}\b(?:left|remain\w*|to go|so far|today|have i (?:had|eaten)"
    rf"|did i (?:eat|have|get)|still (?:need|eat|have)|over|under|short|missing|yesterday|budget)\b"
    rf"|\b(?:left|remain\w*|remaining|short|missing|what(?:'?s| is) left"
    rf"|over)\b.{{0,30}}\b(?:{NUTRIENT}|today|tonight"
    r"|for (?:the day|dinner|today))\b"
    r"|\bwhat (?:have|did) i (?:eat|eaten|had|have|log\w*)\b|\b(?:today'?s|yesterday'?s"
    r"|day'?s) (?:totals?|macros|food|log)\b"
    r"|\btotals? (?:for )?(?:today|yesterday|the day)\b|\bdid i eat (?:enough|too much|ok|well)\b"
    r"|\bhow(?:'?s| is) my day\b"
    r"|\bam i (?:over|under)(?: my)?\b.{0,20}(?:target|calories|today|budget)"
    r"|\bhow am i doing (?:today|on (?:food|macros|calories))"
    r"|\bhow much (?:can|should) i (?:still )?eat (?:today|tonight|for dinner|now)\b"
    r"|\bwhat can i still eat\b|^(?:so |and |ok )*what(?:'?s| is)? left\W*$"
    r"|\bshow (?:me )?(?:my |today'?s )(?:meals|food|log|macros)\b|\bhave i eaten enough\b"
)
_PROTEIN_LEFT = re.compile(
    r"\bprotein\b.{0,30}\b(?:left|gap|gaps|short|missing|remaining|enough|spread|distribut\w*"
    r"|to go|still)\b|\b(?:left|gap|short|missing|remaining|enough|spread|distribut\w*"
    r"|still need)\b.{0,24}\bprotein\b"
    r"|\bhow (?:far|much) (?:off|from|short)\b.{0,20}\bprotein\b|\bprotein so far\b"
    r"|\bhit (?:my )?protein\b|\bprotein (?:gap|target) (?:today|left)\b"
)
_SPREAD = re.compile(
    r"\b(?:which|what) (?:of my )?meals?\b|\bspread\b|\bdistribut\w*|\bper meal\b|\bmeals? (?:is"
    r"|are)\b"
    r"|\b(?:low|weak|short|little|less) (?:in|on|for) protein\b|\bprotein gaps?\b"
    r"|\bprotein\b.{0,24}\b(?:at|over|for|in the) (?:my )?(?:breakfast|lunch|dinner|morning"
    r"|meals|day)\b"
    r"|\b(?:breakfast|lunch|dinner)\b.{0,24}\bprotein\b"
)
_OVER_DAYS: Final = (
    r"(?:average|avg|mean|usually|typical\w*|on average|normally|consistent\w*|lately|recently"
    r"|(?:this|last|past|the|whole|per|a|over the|week'?s) week|weeks?\b|weekly|weekends?|months?"
    r"|(?:last|past|these) (?:few|couple of|\d+|two|three|four|five|seven|ten) (?:days|weeks))"
)
_AVERAGE = re.compile(
    rf"\b{_OVER_DAYS}\b.{{0,50}}\b(?:{NUTRIENT}|intake|eat\w*|ate|food|log(?:ged)?|diet|target"
    r"|stick|stuck|hit|track\w*|\d{4})\b"
    rf"|\b(?:{NUTRIENT}|intake|eat\w*|ate|eaten|food|log(?:ged)?|diet|target|stick|stuck|hit"
    rf"|track\w*"
    rf"|\d{{4}})\b.{{0,50}}\b{_OVER_DAYS}"
    r"|\bhow (?:complete|good|full) is my (?:food )?(?:log|tracking|diary)\b|\bmy intake\b"
    r"|\bam i (?:eating|getting) enough\b(?!.{0,14}\btoday)|\bhow many days did i (?:log|track)\b"
)
_NOT_AVERAGE = re.compile(
    r"\b(?:a|per|each|every) (?:week|wk|month)\b.{0,20}$|\b(?:lose|losing|lost|gain\w*|cut|bulk"
    r"|deficit"
    r"|scale|weigh\w*|weight|maintenance|burn\w*|tdee|expenditure|adjust|race|marathon|runs?|km"
    r"|sets"
    r"|sessions?|workouts?|plan|prep|ideas?|cook|moved?|budge\w*|train\w*|squat|bench|deadlift"
    r"|should i|tomorrow|creatine|caffeine|beers?|alcohol|cheat|fish|eggs?)\b"
)
_SPAN = re.compile(
    r"\b(?:(\d{1,2}|a|one|two|three|four|five|six|seven|ten|past|last|this|couple of|few)[ -])?"
    r"(day|week|month|wk|weekend)s?\b"
)
_NUMBERS: Final = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
    "couple of": 2,
    "few": 3,
}
LONGEST_DAYS: Final = 28
USUAL_DAYS: Final = 14
WEEK: Final = 7
"""Days of food looked at: at most, where none were named, and for a week. Source: own choice."""
_FOLLOW = re.compile(
    rf"^(?:and |what about |how about |ok |so |the )*(?:the |my |for )?(?P<what>{NUTRIENT}"
    rf"|yesterday|today)(?: left| then"
    r"| today| so far)?\W*$"
)
_WANTS_FOODS = re.compile(
    r"\b(?:ideas?|suggest\w*|what (?:can|could|should|shall|do) i (?:eat|have|cook))\b"
    r"(?!.{0,12}\bstill)|\b(?:what|which)\b.{0,30}\b(?:eat|have|snack|food)\b.{0,40}\d ?g\b"
)
_FOODS_IN = re.compile(rf"\b{NUTRIENT}\b.{{0,14}}\b(?:in|of)\b (?:an?|one|two|\d|the|this)\b")
_FITS = re.compile(
    r"\b(?:fit|room|space|squeeze|afford|allowed|get away|would|could|can i (?:have|eat|drink)"
    r"|have)\b(?: in)?(?: still)?(?: have| eat)?(?: for)? (?P<food>.{3,60}?)"
    r"(?: (?:fit|in|and still|tonight|today|now|then|calorie wise|with).*)?\W*$"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a span of days up to yesterday, that is asked about."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    about: Literal["all", "protein", "carbs", "fat"] = "all"
    with_protein: bool = False
    span: int = 0
    """Days of the mean; 0 for one day."""
    spread: bool = False
    """Asks how protein lies over the meals."""
    before: str = ""
    """The day before, whose meals stand in where the day has none yet."""
    diet: str = ""
    """What is not eaten, as the message says."""
    food: str = ""
    """What would have to fit into what is left."""
    text: str = ""


def read(heard: Heard) -> Day | None:
    """Return the day or days a message asks about."""
    plain = heard.plain
    follow = _FOLLOW.match(plain)
    before = heard.before.slots if heard.before is not None else None
    if follow is not None and (
        isinstance(before, Day) or getattr(heard.before, "name", "") in {"log_meal", "correct_meal"}
    ):
        return _asked(heard, before if isinstance(before, Day) else None)
    if _AVERAGE.search(plain) and not _NOT_AVERAGE.search(plain) and heard.exercise is None:
        return _asked(heard)
    spread = _SPREAD.search(plain) and "prot" in plain and not re.search(r"\bhow much\b", plain)
    if not (_LEFT.search(plain) or _PROTEIN_LEFT.search(plain) or spread):
        return None
    if _FOODS_IN.search(plain):
        return None
    if re.search(r"\b(?:month|race|marathon|per hour|target for)\b", plain):
        return None
    if _WANTS_FOODS.search(plain):
        return None
    return _asked(heard)


def assumed(heard: Heard) -> Day:
    """Return the day that any message about one means: today, unless it names another."""
    return _asked(heard)


def _asked(heard: Heard, before: Day | None = None) -> Day:
    plain = heard.plain
    args = _day_args(heard) or ({} if before is None or "today" in plain else before.args)
    span = _span(plain) if not args else 0
    if not span and before is not None and not args and "today" not in plain:
        span = before.span
    about = _about(plain)
    yesterday = heard.today - timedelta(days=1) if heard.today > date.min else None
    fits = _FITS.search(plain)
    foods = foods_in(fits["food"]) if fits and FOOD_WORDS.search(fits["food"]) else ()
    return Day(
        args,
        about,
        with_protein=about == "protein" or bool(_PROTEIN_LEFT.search(plain)) or "enough" in plain,
        span=span,
        spread=bool(_SPREAD.search(plain)) and not span,
        before=yesterday.isoformat() if yesterday is not None else "",
        diet=diet_said(heard.whole.casefold()),
        food=foods[0] if foods else "",
        text=plain,
    )


def follow(heard: Heard, before: Day) -> Day | None:
    """Return the day that was spoken of, asked about something else."""
    return None if heard.exercise is not None else _asked(heard, before)


def _span(plain: str) -> int:
    """Return the days of the mean that a message asks about; 0 for a single day."""
    if not _AVERAGE.search(plain) and not re.search(rf"\b{_OVER_DAYS}", plain):
        return 0
    span = _SPAN.search(plain)
    if span is None:
        return USUAL_DAYS
    amount = _NUMBERS.get(span[1] or "") or (int(span[1]) if (span[1] or "").isdigit() else 1)
    unit = {"d": 1, "w": WEEK, "m": LONGEST_DAYS}[span[2][0]]
    return max(2, min(LONGEST_DAYS, amount * unit))


def _day_args(heard: Heard) -> dict[str, Any]:
    if re.search(rf"\b{_OVER_DAYS}", heard.plain) and not re.search(r"\byest|\bago\b", heard.plain):
        return {}
    day = past_day_in(heard.plain, heard.today)
    return {"day": day.isoformat()} if day is not None and day < heard.today else {}


def _about(plain: str) -> Literal["all", "protein", "carbs", "fat"]:
    several = sum(word in plain for word in ("prot", "carb", "fat", "cal"))
    if several != 1:
        return "all"
    if "prot" in plain:
        return "protein"
    if "carb" in plain:
        return "carbs"
    return "fat" if re.search(r"\bfats?\b", plain) else "all"


def calls(day: Day, found: Found) -> Sequence[Call]:
    """Read the day, and its protein where that is asked for; or the mean of the days."""
    del found
    if day.span:
        mean = Call("intake_summary", {"days": day.span})
        protein = day.with_protein or day.about == "protein"
        return (mean, Call("protein_gaps")) if protein else (mean,)
    diet = {"diet": day.diet} if day.diet else {}
    asked = [Call("day_totals", day.args)]
    if day.with_protein or day.about == "protein" or day.spread:
        asked.append(Call("protein_gaps", day.args | diet))
    if day.spread and not day.args and day.before:
        asked.append(Call("protein_gaps", {"day": day.before} | diet))
    if day.food:
        asked.append(Call("food_lookup", {"query": day.food}))
    return asked


def say(day: Day, found: Found) -> str | None:
    """Say what was eaten and what is left."""
    gaps = found.every("protein_gaps", ProteinGaps)
    mean = found.read("intake_summary", IntakeSummary)
    if mean is not None:
        return say_check_in.intake(mean, day.text, gaps[0] if gaps else None)
    data = found.read("day_totals", DayTotals)
    if data is None:
        return None
    with_meals = next((each for each in gaps if each.meals), None)
    if day.spread and with_meals is not None:
        return say_day.spread(with_meals)
    looked = found.read("food_lookup", FoodLookup)
    if looked is not None and looked.foods:
        return say_day.fits(data, looked.foods[0])
    if gaps:
        return say_day.protein(data, gaps[0])
    if day.about == "carbs" or day.about == "fat":
        return say_day.one(data, day.about)
    return say_nutrition.day_totals(data)


DAY: Final = Skill(
    name="day_totals",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"day_totals", "protein_gaps"}),
    default=assumed,
    follow=follow,
)
