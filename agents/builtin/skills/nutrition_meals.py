"""Meals: told and stored, repeated, and put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_meals, say_nutrition
from agents.builtin.answer import excuse
from agents.builtin.said_days import past_day_in
from agents.builtin.said_foods import FOOD_WORDS, MEAL_NAMES, SaidMeal, meals_in
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_weight import NOT_STORED
from agents.builtin.slots import sets_in
from agents.builtin.wording import reply
from tools.results.nutrition import LoggedMeal

_ATE = re.compile(
    r"\b(?:i|just|also|only|already|then|have|i've|ive|and)\s+(?:just |also |only )?(?:had|ate"
    r"|eaten|drank"
    r"|drunk|chugged|demolished|smashed|polished off)\b(?! (?:to|a (?:bad|good|rough|great|pr)"
    r"|no\b|enough"
    r"|been|lost|some pain|sex))|^(?:\W*(?:oops|ok|so|well|hey|today|yesterday|this morning|lol"
    r"|ugh)\W+)*(?:just |also )?(?:had|ate|drank|eating|having)\b"
    r"|\b(?:log|add|track|record)\b.{0,24}\b(?:breakfast|lunch|dinner|snack|meal|\d+ ?(?:g|ml|oz"
    r"|x)?|an?|some|two|three|half|my)\b"
)
_HEADED = re.compile(
    rf"(?:^|\n)\W*(?:my |for )?(?:{MEAL_NAMES})\s*(?:(?:was|were|:|=|-|i had)\s*\w|\d)"
)
_BARE = re.compile(
    r"^(?:\d|an? |two |three |four |half |some |one |couple |a couple |scoop|bowl|glass|cup|pint"
    r"|slice|handful|piece)"
)
_ASKED = re.compile(
    r"\?|^(?:so |and |ok |but )?(?:what|how|should|shall|can|could|would|is|are|do|does|did|when"
    r"|why|which|will|am i|may i|if)\b|\b(?:calories|kcal|macros|protein|carbs) (?:in|of|for)\b"
    r"|\b(?:going to|gonna"
    r"|want to|wanna|plan(?:ning)? to|craving|thinking of|if i|should i|instead of|never|don'?t eat"
    r"|allergic|usually eat|every day|for the next|remember)\b"
)
_LIFTED = re.compile(
    r"\b(?:sets?|reps?|squats?|bench|deadlifts?|press|curls?|rows?|rpe|1rm|km|miles?|ran|run|pb|pr"
    r"|sleep|slept|hours? of sleep|pain|injur\w*|hurts?|headache|period|surgery|session|workout)\b"
)
_REGRETS = re.compile(
    r"\b(?:ruin\w*|(?:ate|eaten|eating) (?:like (?:crap|shit|garbage|rubbish)|badly|terribl\w+)"
    r"|undo the|make up for|compensate|burn (?:it|them|that) off|work (?:it|them|that) off"
    r"|feel (?:terrible|bad|awful|guilty|like shit|gross)|extra cardio|blew (?:my|the) diet)\b"
)
_ABOUT_FOOD = re.compile(
    r"\b(?:calories|kcals?|macros|carbs?|target|ideas?|options|day|good|bad|vs|or|more|less|plan"
    r"|diet"
    r"|i have|i'?ve got|ive got|i got|there'?s"
    r"|how|what|best|healthy|no|without|like|love|hate|prefer|is|are|ok|allerg\w+|why|next|left"
    r"|and\?|(?:high|low)[- ]|protein(?! (?:shake|bar|powder|pudding|yogh?urt))|breakfast$|lunch$"
    r"|dinner$)\b"
)
_SAME = re.compile(
    r"\b(?:same|repeat|usual|again|copy)\b.{0,30}\b(?:breakfast|brekkie|lunch|dinner|supper|snack"
    r"|meal"
    r"|food|shake)\b|\b(?:breakfast|lunch|dinner|supper|snack)\b.{0,20}\b(?:same as|again|as usual"
    r"|like yesterday|the usual|same)\b|\bsame (?:as|thing) (?:yesterday|last)\b.{0,30}\b(?:ate"
    r"|eat|food|lunch|breakfast|dinner)"
)


@dataclass(frozen=True, slots=True)
class Meals:
    """Meals a message tells of."""

    meals: tuple[SaidMeal, ...]
    day: str = ""


@dataclass(frozen=True, slots=True)
class Again:
    """An earlier meal to be logged again."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])


def read(heard: Heard) -> Meals | None:
    """Return the meals a message says were eaten; None if it asks, plans, or tells of training."""
    plain = heard.plain
    answered = amount_answered(heard)
    if answered is not None:
        return answered
    if NOT_STORED.search(heard.whole.casefold()) or sets_in(plain) or _ASKED.search(plain):
        return None
    if _REGRETS.search(heard.whole.casefold()):
        return None
    told = bool(_ATE.search(plain) or _HEADED.search(plain))
    bare = _is_bare_list(plain)
    if not told and (not bare or _at_hand(heard)):
        return None
    if _LIFTED.search(plain) and not FOOD_WORDS.search(plain):
        return None
    meals = meals_in(heard.text)
    if (
        not meals
        and not _HEADED.search(plain)
        and not re.search(r"\b(?:log|ate|had (?:my )?(?:breakfast|lunch|dinner))\b", plain)
    ):
        return None
    day = past_day_in(plain, heard.today)
    return Meals(meals, day.isoformat() if day and day < heard.today else "")


_ASKED_GRAMS = re.compile("usual portion of \u201c([^\u201d]+)\u201d")
_BARE_AMOUNT = re.compile(
    r"^(?:it was |about |around |roughly |like |maybe |~|ca\.? ?)*(\d{1,4}(?:[.,]\d+)?) ?(?:g|gr"
    r"|grams?|ml)?\W*$"
)


def amount_answered(heard: Heard) -> Meals | None:
    """Return the meal of the message before with the grams that were asked for."""
    asked = _ASKED_GRAMS.search(heard.replied)
    amount = _BARE_AMOUNT.match(heard.plain)
    before = heard.before.slots if heard.before is not None else None
    if asked is None or amount is None or not isinstance(before, Meals):
        return None
    told = tuple(
        SaidMeal(
            tuple(f"{amount[1]} g {asked[1]}" if asked[1] in food else food for food in meal.foods),
            meal.name,
        )
        for meal in before.meals
        if any(asked[1] in food for food in meal.foods)
    )
    return Meals(told, before.day) if told else None


def _at_hand(heard: Heard) -> bool:
    """Tell whether foods are what a meal may be made from, not what was eaten."""
    return heard.within and heard.before is not None and heard.before.name == "food_ideas"


def _is_bare_list(plain: str) -> bool:
    """Tell whether a message without a verb is nothing but food."""
    if not FOOD_WORDS.search(plain) or _ABOUT_FOOD.search(plain):
        return False
    words = len(plain.split())
    if len(FOOD_WORDS.findall(plain)) > 1 and words <= 8:
        return True
    return words <= 4 or (words <= 14 and bool(_BARE.match(plain)))


def calls(said: Meals, found: Found) -> Sequence[Call]:
    """Store each meal."""
    del found
    stored: list[Call] = []
    for meal in said.meals:
        args: dict[str, Any] = {"items": [{"food": food} for food in meal.foods], "name": meal.name}
        stored.append(Call("log_meal", args | ({"day": said.day} if said.day else {})))
    return stored


def say(said: Meals, found: Found) -> str | None:
    """Say what was stored, and what was not."""
    if not said.meals:
        return "What did you eat, and roughly how much, in grams or pieces?"
    meals = found.every("log_meal", LoggedMeal)
    failed = found.error("log_meal")
    if not meals:
        return excuse(failed)
    told = say_nutrition.logged_meal(meals[0]) if len(meals) == 1 else say_meals.several(meals)
    return reply(told, say_meals.one_is_missing(excuse(failed)) if failed else None)


def assumed(heard: Heard) -> Meals:
    """Return the meals of any message that tells of eating; none where no food is named."""
    day = past_day_in(heard.plain, heard.today)
    pointed = _POINTS.search(heard.plain)
    meals = () if pointed and not FOOD_WORDS.search(heard.plain) else meals_in(heard.text)
    if not meals and pointed:
        before = heard.before.slots if heard.before is not None else None
        foods = tuple(getattr(before, "foods", ()))
        meals = (SaidMeal(foods),) if foods else ()
    return Meals(meals, day.isoformat() if day and day < heard.today else "")


_POINTS = re.compile(r"\b(?:that|it|this|them|those|one|\d of (?:them|those))\b")
"""Means foods that were spoken of: "ok i had one, log it"."""


LOG: Final = Skill(
    name="log_meal",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"log_meal"}),
    default=assumed,
    covers=frozenset({"food"}),
)


_AGAIN = re.compile(
    r"^(?:and |then |ok |had )*(?:the )?(?:same|again|another one|repeat)(?: (?:again|thing|one|it"
    r"|that|please|pls|lol|today|tonight|tonite|for (?:dinner|lunch|breakfast|tea|supper)))*\W*$"
)


def read_same(heard: Heard) -> Again | None:
    """Return an earlier meal that was eaten again."""
    plain = heard.plain
    if _ASKED.search(plain) or NOT_STORED.search(plain):
        return None
    after = heard.before is not None and heard.before.name in MINE
    if not _SAME.search(plain) and not (after and _AGAIN.match(plain)):
        return None
    return _again(heard, after=after)


def _again(heard: Heard, *, after: bool) -> Again:
    plain = heard.plain
    args: dict[str, Any] = {}
    newest = after and _AGAIN.match(plain)
    if not newest and (name := re.search(rf"\b({MEAL_NAMES})\b", plain)):
        args["meal"] = "breakfast" if name[1].startswith("brek") else name[1].rstrip("s")
    day = past_day_in(plain, heard.today)
    if day is not None:
        args["from_day"] = day.isoformat()
    return Again(args)


def repeat(again: Again, found: Found) -> Sequence[Call]:
    """Log it again."""
    del found
    return (Call("repeat_meal", again.args),)


def say_same(again: Again, found: Found) -> str | None:
    """Say what was logged again, or that there is no such meal."""
    data = found.read("repeat_meal", LoggedMeal)
    if data is not None:
        return say_nutrition.logged_meal(data)
    failed = found.error("repeat_meal")
    if failed is not None and failed.code == "no_such_meal":
        return say_meals.no_such_meal(again.args.get("meal", "meal"))
    return None


def same_assumed(heard: Heard) -> Again:
    """Return the earlier meal that any message about eating it again means."""
    return _again(heard, after=heard.before is not None and heard.before.name in MINE)


SAME: Final = Skill(
    name="repeat_meal",
    agents=("nutrition",),
    read=read_same,
    calls=repeat,
    say=say_same,
    tools=frozenset({"repeat_meal"}),
    default=same_assumed,
)

MINE: Final = frozenset({"log_meal", "correct_meal", "repeat_meal"})
"""Skills after which a message may mean the meal that was spoken of."""
