"""Single foods and grams of macronutrients: what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin import say_day, say_nutrition
from agents.builtin.said_foods import FOOD_WORDS, meals_in
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.errors import InvalidInput
from coach.nutrition.rules.meal_text import read_meal
from tools.results.eating import FoodIdeas, MacroEnergy
from tools.results.nutrition import FoodLookup

NUTRIENT = r"(?:calories?|kcals?|cals|protein|prot|macros?|carbs?|carbohydrates?|fats?|fibre|fiber)"
_FOODS_ASKED = re.compile(
    rf"\b{NUTRIENT}\b.{{0,16}}?\b(?:in|of|for|does|has|do)\b (?!my\b|a day|the day|total|one day"
    rf"|today|me\b|the"
    r" (?:program|week|morning|day)|a (?:cut|bulk)|muscle|weight|fat loss|lifting"
    r"|training)(?P<food>.{2,80})"
    r"|\b(?:look ?up|nutrition (?:facts |info |values? )?(?:of|for|in)|what(?:'?s"
    r"| is) in)\b (?P<food2>.{2,80})"
    rf"|^(?P<food3>[a-z0-9][a-z0-9 ,.'%-]{{2,60}}?)(?: has| have)? (?:how (?:many"
    rf"|much) )?{NUTRIENT}\W*$"
    r"|\bhow (?:many|much) (?:calories|kcals?|cals|protein|carbs|fat)(?: do| does"
    r"| would)? (?P<food4>.{2,60}?) (?:has|have|contain|got)\b"
    rf"|^{NUTRIENT}\W+(?P<food5>(?:\d|an? |one |two ).{{2,60}})"
)
_NOT_FOOD = re.compile(
    r"\b(?:my|daily|target|maintenance|new|set|should i|do i need|how many (?:calories"
    r"|kcal) (?:do|should)"
    r"|per day|a day|each meal|burn\w*|deficit|cut\b|bulk|lose|gain|need|kg a week|tdee|left"
    r"|remaining"
    r"|race|marathon|per hour|an hour|before (?:a |the )?(?:race|run|ride)|total\b|in total"
    r"|left over|high in|best|sources?|ideas?|vegan|vegetarian|enough|so far|today|yesterday"
    r"|else)\b|\b(?:for|in) (?:that|this|it)$"
)


@dataclass(frozen=True, slots=True)
class Grams:
    """Grams of macronutrients whose energy is asked for."""

    args: dict[str, int]


@dataclass(frozen=True, slots=True)
class Foods:
    """Foods whose values are asked for, each with its amount; none where none was named."""

    foods: tuple[str, ...]
    text: str = ""
    protein_g: int = 0
    """Grams of protein that an amount of them is wanted for; 0 where only values are."""


_NAMES: Final = (
    ("protein_g", r"(?:protein|proteins|prot|pro|p)"),
    ("carbohydrate_g", r"(?:carbs?|carbohydrates?|kh|cho|c)"),
    ("fat_g", r"(?:fats?|fett|f)"),
)
_GRAMS = r"(\d{1,4})(?:[.,]\d)? ?(?:g|gr|grams?)?"
_SLASHED = re.compile(r"(?<![\d/.])(\d{2,3}) ?/ ?(\d{2,3}) ?/ ?(\d{1,3})(?![\d/%])")
_ENERGY = re.compile(
    r"\b(?:kcals?|calories?|cals?|energy|add (?:\w+ )?up|adds? up|totals?|sum|worth|come to|in "
    r"all|kj)\b"
)
_OF_DAY = re.compile(r"\b(?:log|left|set|targets?|goal|ate|had|today|eaten|lose|gain|save|keep)\b")


def macros_in(plain: str) -> dict[str, int]:
    """Return the grams of macronutrients that a folded message names."""
    args: dict[str, int] = {}
    for key, name in _NAMES:
        found = re.search(
            rf"{_GRAMS}(?: of)? ?{name}\b|\b{name}(?: is| are| at|s)?[:= ]+{_GRAMS}(?![\d%])"
            rf"(?! ?(?:of )?(?:protein|prot|p|carbs?|c|fats?|f)\b)",
            plain,
        )
        if found is not None:
            args[key] = int(found[1] or found[2])
    slashed = _SLASHED.search(plain)
    if slashed is not None and not args:
        return {key: int(slashed[n]) for n, (key, _) in enumerate(_NAMES, 1)}
    return args


def read_grams(heard: Heard) -> Grams | None:
    """Return the grams of macronutrients whose energy a message asks for."""
    plain = heard.plain
    if not _ENERGY.search(plain) or _OF_DAY.search(plain):
        return None
    args = macros_in(plain)
    return Grams(args) if len(args) > 1 else None


def grams_assumed(heard: Heard) -> Grams:
    """Return the grams of any message about the energy of macronutrients."""
    return Grams(macros_in(heard.plain))


def follow_grams(heard: Heard, before: Grams) -> Grams | None:
    """Return the same grams with those that a message changes: "and if fat is 70"."""
    own = macros_in(heard.plain)
    return Grams(before.args | own) if own and heard.exercise is None else None


def calls_grams(grams: Grams, found: Found) -> Sequence[Call]:
    """Work the energy out."""
    del found
    return (Call("macro_energy", grams.args),) if grams.args else ()


def say_grams(grams: Grams, found: Found) -> str | None:
    """Say the energy."""
    if not grams.args:
        return say_day.WHICH_GRAMS
    data = found.read("macro_energy", MacroEnergy)
    return None if data is None else say_day.macro_energy(data)


GRAMS: Final = Skill(
    name="macro_energy",
    agents=("nutrition",),
    read=read_grams,
    calls=calls_grams,
    say=say_grams,
    tools=frozenset({"macro_energy"}),
    default=grams_assumed,
    follow=follow_grams,
    covers=frozenset({"food", "log_meal", "targets"}),
)


_FLUFF = re.compile(
    rf"\b(?:{NUTRIENT}|kcal|energy|calorific|calorie|nutrition\w*|nutritional|values?|content|count"
    r"|grams? of|how (?:many|much|bad|high)|what(?:'?s| is| are| has| does)?|which (?:one "
    r")?(?:has|is)"
    r"|whats|is there|there (?:is|are)|(?:does|do|did|would|will|is|are|was|were|has|have"
    r"|contain\w*|got)"
    r"(?: (?:it|i|have|has|be))?|in (?=\w)|can you|could you|pls|please|check|look ?up|tell me"
    r"|quick q\w*"
    r"|roughly|about|approx\w*|btw|lol|not (?:logging|eating) (?:it|this)?|don'?t log(?: it)?|no "
    r"need to log"
    r"|just (?:curious|asking|wondering)|curious|before i (?:eat|have) it|the (?:damage|kcals?) "
    r"(?:on|of|for)"
    r"|damage|numbers wise|hat|if i (?:eat|have|had|ate)|(?:do|would|will) i get|get|look like"
    r"|like in"
    r"|fewer|less|lower|higher|better|more|most|a lot(?: of)?|high|low|good|bad|healthy|source"
    r"|so|and|then"
    r"|ok|okay|or what|roughly|actually|also|comparing|compare)\b|[?!:]"
)
_VERSUS = re.compile(r"\s+(?:vs?\.?|versus|or|than|compared (?:to|with))\s+")
_PROTEIN_OF = re.compile(r"\b(\d{1,3}) ?g(?:rams?)?(?: of)? prot(?:ein)?\b")
_AMOUNT_ONLY = re.compile(
    r"^(?:and |for |what about |how about |or |if |per |a |ok )*(?P<amount>\d{1,4}(?:[.,]\d)?) ?"
    r"(?P<unit>g|gr|grams?|ml|oz|cups?|scoops?|slices?)?(?: of (?:it|them|that|those))?\W*$"
)
_STATE = re.compile(
    r"^(?:and |or |if |what about |the |is that |its |it'?s |but )*(?P<state>cooked|raw|dry"
    r"|dried|boiled|fried"
    r"|grilled|with skin|without skin|skinless|small|large|big|medium|full fat|low fat|fat free"
    r"|canned"
    r"|drained|the small one|the large one|the big one)(?: one)?\W*$"
)


def foods_in(words: str) -> tuple[str, ...]:
    """Return the foods that words name, each with its amount; none where none is left."""
    cleaned = " ".join(_FLUFF.sub(" ", _VERSUS.sub(", ", words)).split()).strip(" ,.-=")
    cleaned = re.sub(r"^(?:in|of|for|the|this|that|with|on|to|some|my) ", "", cleaned)
    if not re.search(r"[a-z]{3}", cleaned):
        return ()
    try:
        items = read_meal(cleaned).items
    except InvalidInput:
        return ()
    texts = (item.text.strip()[:120] for item in items if not item.problem)
    return tuple(text for text in texts if re.search(r"[a-z]{3}", text))[:6]


def _eaten_before(heard: Heard) -> tuple[str, ...]:
    """Return the foods that were spoken of in the turn before."""
    before = heard.before.slots if heard.before is not None else None
    if isinstance(before, Foods):
        return before.foods
    meals = getattr(before, "meals", ()) or (meals_in(heard.earlier[-1]) if heard.earlier else ())
    return tuple(food for meal in meals for food in meal.foods)[:6]


def read_foods(heard: Heard) -> Foods | None:
    """Return the foods whose values a message asks for."""
    plain = heard.plain.strip(" ?!.")
    found = _FOODS_ASKED.search(plain)
    if found is None or _NOT_FOOD.search(plain):
        return None
    if heard.exercise is not None and not FOOD_WORDS.search(plain):
        return None
    if _PROTEIN_OF.search(plain) or macros_in(plain):
        return None
    words = next(group for group in found.groups() if group)
    items = foods_in(words)
    bare = found["food3"] is not None
    if not items or (bare and not (FOOD_WORDS.search(words) or re.match(r"^\d", words))):
        return None
    return Foods(items, heard.text)


def foods_assumed(heard: Heard) -> Foods:
    """Return the foods of any message about what foods hold."""
    wanted = _PROTEIN_OF.search(heard.plain)
    items = foods_in(_PROTEIN_OF.sub(" ", heard.plain))
    if wanted is not None and items:
        return Foods(items, heard.text, int(wanted[1]))
    pointing = re.search(r"\b(?:that|it|this|those|them|one)\b", heard.plain)
    if pointing and not any(FOOD_WORDS.search(each) for each in items):
        items = _eaten_before(heard) or items
    return Foods(items or _eaten_before(heard), heard.text)


def follow_foods(heard: Heard, before: Foods) -> Foods | None:
    """Return the foods that were spoken of with another amount, cooked, or others instead."""
    plain = heard.plain
    if heard.exercise is not None:
        return None
    last = before.foods[-1] if before.foods else ""
    bare = re.sub(r"^[\d.,/]+ ?(?:g|ml|oz|cups?|scoops?|slices?)?(?: of)? ", "", last)
    amount, state = _AMOUNT_ONLY.match(plain), _STATE.match(plain)
    if amount is not None and bare:
        unit = f" {amount['unit']}" if amount["unit"] else ""
        return Foods((f"{amount['amount']}{unit} {bare}",), heard.text)
    if re.search(r"\bper (?:100|hundred)\b", plain) and bare and not FOOD_WORDS.search(plain):
        return Foods((f"100 g {bare}",), heard.text)
    if state is not None and last:
        return Foods((f"{last} {state['state']}",), heard.text)
    items = foods_in(plain)
    if not items or not any(FOOD_WORDS.search(each) or len(each.split()) < 4 for each in items):
        return Foods(before.foods, heard.text)
    return Foods(items, heard.text)


def calls_foods(foods: Foods, found: Found) -> Sequence[Call]:
    """Look each food up; where grams of protein are wanted, how much of it brings them."""
    del found
    looked = [Call("food_lookup", {"query": each}) for each in foods.foods]
    if foods.protein_g:
        wanted = {"grams": foods.protein_g, "at_hand": ", ".join(foods.foods)[:200]}
        return [*looked, Call("food_ideas", wanted)]
    return looked


def say_foods(foods: Foods, found: Found) -> str | None:
    """Say the values."""
    if not foods.foods:
        return say_day.WHICH_FOOD
    seen = found.every("food_lookup", FoodLookup)
    ideas = found.read("food_ideas", FoodIdeas)
    if ideas is not None and ideas.foods:
        return say_day.ideas(ideas, foods.text)
    if not seen:
        return None
    if len(seen) == 1:
        return say_nutrition.food(seen[0], foods.text)
    return say_nutrition.foods(seen, foods.text.casefold())


FOODS: Final = Skill(
    name="food",
    agents=("nutrition",),
    read=read_foods,
    calls=calls_foods,
    say=say_foods,
    tools=frozenset({"food_lookup"}),
    default=foods_assumed,
    follow=follow_foods,
)
