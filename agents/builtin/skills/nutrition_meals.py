"""Meals: told and stored, repeated, and put right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from agents.builtin import say_meals, say_nutrition
from agents.builtin.answer import excuse
from agents.builtin.said_days import past_day_in
from agents.builtin.said_foods import FOOD_WORDS, MEAL_NAMES, SaidMeal, meals_in
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_weight import NOT_STORED
from agents.builtin.slots import sets_in
from agents.builtin.wording import reply
from tools.results.eating import MealChanged
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
class Change:
    """What is to be put right, or an earlier meal to be logged again."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])


def read(heard: Heard) -> Meals | None:
    """Return the meals a message says were eaten; None if it asks, plans, or tells of training."""
    plain = heard.plain
    answered = _amount_answered(heard)
    if answered is not None:
        return answered
    if NOT_STORED.search(heard.whole.casefold()) or sets_in(plain) or _ASKED.search(plain):
        return None
    if _REGRETS.search(heard.whole.casefold()):
        return None
    told = bool(_ATE.search(plain) or _HEADED.search(plain))
    bare = _is_bare_list(plain)
    if not told and not bare:
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


def _amount_answered(heard: Heard) -> Meals | None:
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


LOG: Final = Skill(
    name="log_meal",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"log_meal"}),
    covers=frozenset({"food"}),
)


_AGAIN = re.compile(
    r"^(?:and |then |ok |had )*(?:the )?(?:same|again|another one|repeat)(?: (?:again|thing|one|it"
    r"|that|please|pls|lol|today|tonight|tonite|for (?:dinner|lunch|breakfast|tea|supper)))*\W*$"
)


def read_same(heard: Heard) -> Change | None:
    """Return an earlier meal that was eaten again."""
    plain = heard.plain
    if _ASKED.search(plain) or NOT_STORED.search(plain):
        return None
    after = heard.before is not None and heard.before.name in _MINE
    if not _SAME.search(plain) and not (after and _AGAIN.match(plain)):
        return None
    args: dict[str, Any] = {}
    again = after and _AGAIN.match(plain)
    if not again and (name := re.search(rf"\b({MEAL_NAMES})\b", plain)):
        args["meal"] = "breakfast" if name[1].startswith("brek") else name[1].rstrip("s")
    day = past_day_in(plain, heard.today)
    if day is not None:
        args["from_day"] = day.isoformat()
    return Change(args)


def repeat(change: Change, found: Found) -> Sequence[Call]:
    """Log it again."""
    del found
    return (Call("repeat_meal", change.args),)


def say_same(change: Change, found: Found) -> str | None:
    """Say what was logged again, or that there is no such meal."""
    data = found.read("repeat_meal", LoggedMeal)
    if data is not None:
        return say_nutrition.logged_meal(data)
    failed = found.error("repeat_meal")
    if failed is not None and failed.code == "no_such_meal":
        return say_meals.no_such_meal(change.args.get("meal", "meal"))
    return None


SAME: Final = Skill(
    name="repeat_meal",
    agents=("nutrition",),
    read=read_same,
    calls=repeat,
    say=say_same,
    tools=frozenset({"repeat_meal"}),
)

_MINE: Final = frozenset({"log_meal", "correct_meal", "repeat_meal"})
_UNDO = re.compile(
    r"^(?:no |actually |wait |oops |sorry |ok )*(?:undo|scrap|delete|remove|cancel|forget|drop"
    r"|bin|take (?:off|out"
    r"|away))\b\W*(?:that|it|this|the (?:meal|last (?:one|meal|entry)|entry|whole (?:thing|meal))"
    r"|my"
    rf"(?: last)? (?:meal|{MEAL_NAMES})|the (?:{MEAL_NAMES})|(?:{MEAL_NAMES})|last meal"
    rf"|)\b(?: (?:meal|again|please"
    r"|from (?:today|the log|my log)|entry|out))*\W*$|^undo\W*$"
)
_WITHOUT = re.compile(
    r"\b(?:scrap|delete|remove|undo|drop|lose|forget|bin|cancel|take (?:out|off|away)|skip(?:ped)?"
    r"|didn'?t (?:have|eat"
    r"|drink|finish)|did not (?:have|eat|drink)|no|without|not)\b (?:the |my |any "
    r"|that )?(?P<food>[a-z][a-z '-]{2,40}?)"
    r"(?: actually| though| after all| please| from (?:it|that|the log|my log|today|breakfast"
    r"|lunch|dinner)| out| then| sorry)*\W*$"
)
_AMOUNT = re.compile(
    r"\b(?P<grams>\d+(?:[.,]\d+)?) ?(?:g|gr|grams?|ml)\b(?: of (?P<of>[a-z][a-z '-]+?))?"
    r"(?:,? (?:not|instead of|rather than|no) (?:the )?\d+.*)?\W*$"
)
_FOOD_AMOUNT = re.compile(
    r"\b(?:the |my )?(?P<food>[a-z][a-z '-]{2,40}?) (?:was|were|is|should be|should have been|to"
    r"|=) (?:actually |only |more like |about )?(?P<grams>\d+(?:[.,]\d+)?) ?(?:g|gr|grams?|ml)\b"
)
_COUNT = re.compile(
    r"\b(?P<count>\d+|one|two|three|four|five|six)(?: (?P<food>[a-z][a-z ]{2,30}?))?,? (?:not"
    r"|instead of|rather than) (?:the )?(?:\d+|one|two|three|four|five|six)\b"
)
_INSTEAD = re.compile(
    r"\b(?:it was|was|i meant|meant|should be|should have been|make (?:it|that)|actually"
    r"|had)\b(?: actually| really)?"
    r" (?:the |a |an |some )?(?P<new>[a-z][a-z %0-9'-]{2,40}?),? (?:not|instead of"
    r"|rather than) (?:the |a |an )?(?P<old>[a-z][a-z '-]{2,40}?)\W*$"
    r"|\b(?:swap|replace|change) (?:the )?(?P<old2>[a-z][a-z '-]{2,40}?) (?:for|with|to) (?:the "
    r"|a |an )?(?P<new2>[a-z][a-z '-]{2,40}?)\W*$"
)
_MOVED = re.compile(
    r"^(?:no,? |actually,? |sorry,? |oh,? |wait,? |oops,? )*(?:that|it|this|(?:the |my )?(?:meal"
    r"|breakfast|lunch"
    r"|dinner|snack))(?: one)? (?:was|is|were|should be|belongs|goes)(?: actually)?(?: for| to"
    r"| on| from| eaten)? |^(?:move|log|put) (?:it|that|this|the meal) (?:to|for|on|under) "
)
_WORDS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_CORRECTS = re.compile(
    r"\b(?:actually|it was|that was|was|meant|not|instead|should|make (?:it|that)|correct\w*"
    r"|wrong|change|only)\b"
)


def read_change(heard: Heard) -> Change | None:
    """Return what of a meal is to be put right; only after a meal, or where a meal is named."""
    plain = heard.plain
    after = heard.before is not None and heard.before.name in _MINE
    about_meal = re.search(rf"\b(?:meal|{MEAL_NAMES}|food log|ate|logged)\b", plain) and re.search(
        r"\b(?:delete|remove|undo|correct|scrap|change|wrong|actually|swap|replace|move)\b", plain
    )
    if (not after and not about_meal) or "?" in plain or sets_in(plain):
        return None
    args = _change(plain, heard)
    if args is None:
        return None
    if name := re.search(rf"\b({MEAL_NAMES})\b", plain):
        args.setdefault("meal", name[1].rstrip("s"))
    return Change(args)


def _change(plain: str, heard: Heard) -> dict[str, Any] | None:
    """Return the arguments of a correction, the most telling form first."""
    if _UNDO.match(plain):
        return {"change": "remove_meal"}
    if _MOVED.match(plain):
        day = past_day_in(plain, heard.today)
        if day is not None or (heard.today == date.min and past_day_in(plain, date.max)):
            return {"change": "move", "day": (day or heard.today).isoformat()}
    if told := _MAKE.search(plain) or _FOOD_AMOUNT.search(plain):
        food = _named(told["food"])
        grams = _number(told["grams"])
        return {"change": "amount", "grams": grams} | ({"food": food} if food else {})
    amount = _AMOUNT.search(plain)
    if amount is not None and _CORRECTS.search(plain):
        food = _named(amount["of"] or "")
        grams = _number(amount["grams"])
        return {"change": "amount", "grams": grams} | ({"food": food} if food else {})
    return _counted(plain) or _other_food(plain) or _left_out(plain)


_MAKE = re.compile(
    r"\b(?:make|change|set|put) (?:the |my )?(?P<food>(?!that\b|it\b|this\b)[a-z][a-z '-]{2,40}?)"
    r"(?: to| at| =| into)? (?P<grams>\d+(?:[.,]\d+)?) ?(?:g|gr|grams?|ml)\b"
)


def _counted(plain: str) -> dict[str, Any] | None:
    count = _COUNT.search(plain)
    if count is None:
        return None
    quantity = _WORDS.get(count["count"]) or int(count["count"])
    food = _named(count["food"] or "")
    return {"change": "amount", "quantity": quantity} | ({"food": food} if food else {})


def _other_food(plain: str) -> dict[str, Any] | None:
    found = _INSTEAD.search(plain)
    if found is None:
        return None
    new, old = found["new"] or found["new2"], found["old"] or found["old2"]
    return {"change": "food", "new_food": new.strip(), "food": old.strip()}


def _left_out(plain: str) -> dict[str, Any] | None:
    found = _WITHOUT.search(plain)
    if found is None or _named(found["food"]) == "":
        return None
    return {"change": "remove_food", "food": _named(found["food"])}


def _named(words: str) -> str:
    """Return the food without words that name none."""
    plain = re.sub(
        r"^(?:it|that|this|the|my|actually|sorry|no|oh|and|only|was|i had)\b ?", "", words.strip()
    )
    plain = re.sub(r"^(?:it|that|this|the|my|actually|was)\b ?", "", plain)
    plain = re.sub(r"(?: (?:actually|please|pls|sorry|though|then|instead|only|lol))+$", "", plain)
    return "" if re.fullmatch(r"(?:it|that|this|of|them|one|amount|portion|)", plain) else plain


def _number(text: str) -> int | float:
    value = float(text.replace(",", "."))
    return int(value) if value.is_integer() else value


def put_right(change: Change, found: Found) -> Sequence[Call]:
    """Change the meal."""
    del found
    return (Call("correct_meal", change.args),)


def say_change(change: Change, found: Found) -> str | None:
    """Say what is stored now, or what to ask."""
    data = found.read("correct_meal", MealChanged)
    if data is not None:
        return say_meals.changed(data)
    failed = found.error("correct_meal")
    if failed is None:
        return None
    if failed.code == "which_food":
        return say_meals.which_food(failed.error)
    if failed.code == "no_such_meal":
        return say_meals.no_such_food(str(change.args.get("food", "")))
    return excuse(failed)


CORRECT: Final = Skill(
    name="correct_meal",
    agents=("nutrition",),
    read=read_change,
    calls=put_right,
    say=say_change,
    tools=frozenset({"correct_meal"}),
)
