"""The day: what was eaten and is left, its protein, single foods, and what to eat next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from agents.builtin import say_day, say_nutrition
from agents.builtin.said_days import past_day_in
from agents.builtin.said_foods import FOOD_WORDS
from agents.builtin.skill import Call, Found, Heard, Skill
from coach.errors import InvalidInput
from coach.nutrition.rules.meal_text import read_meal
from tools.results.eating import FoodIdeas, MacroEnergy, ProteinGaps
from tools.results.nutrition import DayTotals, FoodLookup

_NUTRIENT = (
    r"(?:calories?|kcals?|cals|protein|prot|macros?|carbs?|carbohydrates?|fats?|fibre|fiber)"
)
_LEFT = re.compile(
    rf"\b{_NUTRIENT}\b.{{0,40}}\b(?:left|remain\w*|to go|so far|today|have i (?:had|eaten)"
    rf"|did i (?:eat|have|get)|still (?:need|eat|have)|over|under|short|missing|yesterday|budget)\b"
    rf"|\b(?:left|remain\w*|remaining|short|missing|what(?:'?s| is) left"
    rf"|over)\b.{{0,30}}\b(?:{_NUTRIENT}|today|tonight"
    r"|for (?:the day|dinner|today))\b"
    r"|\bwhat (?:have|did) i (?:eat|eaten|had|have|log\w*)\b|\b(?:today'?s|yesterday'?s"
    r"|day'?s) (?:totals?|macros|food|log)\b"
    r"|\btotals? (?:for )?(?:today|yesterday|the day)\b|\bdid i eat (?:enough|too much|ok|well)\b"
    r"|\bhow(?:'?s| is) my day\b"
    r"|\bam i (?:over|under)(?: my)?\b.{0,20}(?:target|calories|today|budget)"
    r"|\bhow am i doing (?:today|on (?:food|macros|calories))"
    r"|\bhow much (?:can|should) i (?:still )?eat (?:today|tonight|for dinner|now)\b"
    r"|\bwhat can i still eat\b"
    r"|\bshow (?:me )?(?:my |today'?s )(?:meals|food|log|macros)\b|\bhave i eaten enough\b"
)
_FOODS_ASKED = re.compile(
    rf"\b{_NUTRIENT}\b.{{0,16}}?\b(?:in|of|for|does|has|do)\b (?!my\b|a day|the day|total|one day"
    rf"|today|me\b|the"
    r" (?:program|week|morning|day)|a (?:cut|bulk)|muscle|weight|fat loss|lifting"
    r"|training)(?P<food>.{2,80})"
    r"|\b(?:look ?up|nutrition (?:facts |info |values? )?(?:of|for|in)|what(?:'?s"
    r"| is) in)\b (?P<food2>.{2,80})"
    rf"|^(?P<food3>[a-z0-9][a-z0-9 ,.'%-]{{2,60}}?)(?: has| have)? (?:how (?:many"
    rf"|much) )?{_NUTRIENT}\W*$"
    r"|\bhow (?:many|much) (?:calories|kcals?|cals|protein|carbs|fat)(?: do| does"
    r"| would)? (?P<food4>.{2,60}?) (?:has|have|contain|got)\b"
    rf"|^{_NUTRIENT}\W+(?P<food5>(?:\d|an? |one |two ).{{2,60}})"
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
_ENOUGH = re.compile(r"\benough\b")
_PROTEIN_LEFT = re.compile(
    r"\bprotein\b.{0,30}\b(?:left|gap|gaps|short|missing|remaining|enough|spread|distribut\w*"
    r"|to go|still)\b|\b(?:left|gap|short|missing|remaining|enough|spread|distribut\w*"
    r"|still need)\b.{0,24}\bprotein\b"
    r"|\bhow (?:far|much) (?:off|from|short)\b.{0,20}\bprotein\b|\bprotein so far\b"
    r"|\bhit (?:my )?protein\b|\bprotein (?:gap|target) (?:today|left)\b"
)
_FOLLOW = re.compile(
    rf"^(?:and |what about |how about |ok |so |the )*(?:the |my |for )?(?P<what>{_NUTRIENT}"
    rf"|yesterday|today)(?: left| then"
    r"| today| so far)?\W*$"
)
_IDEAS = re.compile(
    r"\b(?:what|which)\b.{0,40}\b(?:can|could|should|do|shall|would)\b.{0,20}\b(?:i )?(?:eat|have"
    r"|snack|cook|get"
    r"|hit|reach|fill|cover)\b|\bhow (?:do|can|could|should) i (?:hit|reach|get|cover|fill"
    r"|eat (?:more|enough))\b|\b(?:ideas?|suggest\w*|options|recommend\w*|recipe|snacks?"
    r"|sources?)\b.{0,40}\b(?:protein"
    r"|meal|snack|dinner|lunch|breakfast|food|eat|carbs?)\b|\b(?:protein|meal|snack|dinner|lunch"
    r"|breakfast|food|carb|carbs)\b"
    r".{0,14}\b(?:ideas?|suggest\w*|options|sources?)\b|\bwhere (?:do|can"
    r"|should) i get\b.{0,24}\bprotein\b"
    r"|\bhigh[- ]protein\b|\b(?:cheap|budget|broke|poor|student|affordable"
    r"|inexpensive)\b.{0,30}\bprotein\b|\bprotein\b.{0,30}"
    r"\b(?:cheap\w*|on a budget|budget|no money|without meat|vegan|vegetarian|plants?)\b"
    r"|\bget (?:\w+ )?(?:more|enough) protein\b|\b(?:vegan|vegetarian|plant)\b.{0,30}\bprotein\b"
    r"|\b(?:things?|foods?|something|stuff)\b.{0,12}\b(?:to|i can|i could) (?:add|eat|have)\b"
    r"|\bwhat (?:can|could|should) i add\b"
    r"|\b(?:fridge|cupboard|freezer|pantry|ingredients)\b.{0,80}\b(?:make|cook|eat|do|dinner"
    r"|lunch)\b"
    r"|\bwhat (?:can|could|should|do|shall) i (?:make|cook|do)\b.{0,30}\b(?:with|dinner|lunch"
    r"|tea)\b|\b(?:dinner|lunch|tea|supper|breakfast)\b.{0,20}\b(?:from|with|out of)\b.{3,60}"
    r"|\b(?:meal|food|eating|diet|nutrition) plan\b|\bplan (?:my|the) (?:meals?|food|eating)\b"
    r"|\b(?:a|one) ?days? (?:of )?(?:eating|meals|food)\b|\bmeal prep\b"
)
_FOOD_TALK = re.compile(
    r"\b(?:protein|eat|food|meal|snack|dinner|lunch|breakfast|carbs?|kcal|calories|cook|shake"
    r"|hungry|fridge|eating|tea|supper)\b"
)
_NOT_IDEAS = re.compile(
    r"^what (?:should|shall) i eat(?: now| today)?\W*$|"
    r"\b(?:a day|per day|daily|to (?:lose|gain|cut|bulk)|how much protein|how many|calories (?:a"
    r"|per)|per hour|an hour"
    r"|during|marathon|race|creatine|supplement\w*|bcaas?|whey worth|per meal|is it (?:ok|bad)"
    r"|cheat|alcohol|keto|fasting)\b"
)
_CARBS = re.compile(
    r"\bcarbs?\b|\bcarbohydrates?\b|\b(?:before|pre)[- ]?(?:a |the |my )?(?:training|workout|gym"
    r"|session|run|ride|lifting|long run)\b"
)
_GRAMS = re.compile(r"\b(\d{1,3}) ?(?:g|grams?)\b(?! (?:of )?(?:fat|carbs?))")
_KCAL = re.compile(r"\b(\d{2,4}) ?(?:kcal|calories|cals?)\b")
_DIET: Final = re.compile(
    r"\b(?:vegan|vegetarian|veggie|plant[- ]based|pescatarian|pescetarian|halal|kosher"
    r"|lactose(?: intolerant| free)?|dairy[- ]free"
    r"|do(?:n'?t| not) eat meat|no dairy|without dairy|gluten[- ]free|coeliac|celiac"
    r"|no (?:eggs?|fish|meat|pork|soy|nuts|beef|shellfish)|without (?:eggs?"
    r"|fish|meat|pork|soy|nuts)|nut[- ]free|egg[- ]free|allerg\w+ to \w+|nut allergy|milk allergy"
    r"|soy[- ]free)\b"
)
_CHEAP = re.compile(
    r"\b(?:cheap\w*|budget|broke|student|affordable|inexpensive|no money|save money|poor)\b"
)
_QUICK = re.compile(
    r"\b(?:quick|fast|easy|no cooking|without cooking|ready|on the go|office|travel\w*|snack|now"
    r"|hotel)\b"
)
_LIGHT = re.compile(r"\b(?:low[- ]cal\w*|lean|few calories|low calorie|light|fewest)\b")


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is asked about."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    about: Literal["all", "protein", "carbs", "fat"] = "all"
    with_protein: bool = False


@dataclass(frozen=True, slots=True)
class Grams:
    """Grams of macronutrients whose energy is asked for."""

    args: dict[str, int]


@dataclass(frozen=True, slots=True)
class Foods:
    """Foods whose values are asked for, each with its amount."""

    foods: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ideas:
    """Foods that are wanted for something."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    text: str = ""


def read_day(heard: Heard) -> Day | None:
    """Return the day a message asks about."""
    plain = heard.plain
    follow = _FOLLOW.match(plain)
    before = heard.before.slots if heard.before is not None else None
    if follow is not None and (
        isinstance(before, Day) or getattr(heard.before, "name", "") in {"log_meal", "correct_meal"}
    ):
        base = before.args if isinstance(before, Day) else {}
        return Day(_day_args(heard) or base, _about(follow["what"]), "prot" in follow["what"])
    if not (_LEFT.search(plain) or _PROTEIN_LEFT.search(plain)) or _FOODS_IN.search(plain):
        return None
    if re.search(r"\b(?:week|average|month|avg|race|marathon|per hour|target for)\b", plain):
        return None
    if _IDEAS.search(plain) and _WANTS_FOODS.search(plain):
        return None
    protein = bool(_PROTEIN_LEFT.search(plain)) or ("enough" in plain)
    return Day(_day_args(heard), _about(plain) if "protein" in plain else "all", protein)


_WANTS_FOODS = re.compile(
    r"\bideas?\b|\bsuggest\w*|\bwhat (?:can|could|should|shall|do) i (?:eat|have|cook)\b"
    r"(?!.{0,12}\bstill)|\b(?:what|which)\b.{0,30}\b(?:eat|have|snack|food)\b.{0,40}\d ?g\b"
)
_FOODS_IN = re.compile(rf"\b{_NUTRIENT}\b.{{0,14}}\b(?:in|of)\b (?:an?|one|two|\d|the|this)\b")


def _day_args(heard: Heard) -> dict[str, Any]:
    day = past_day_in(heard.plain, heard.today)
    return {"day": day.isoformat()} if day is not None and day < heard.today else {}


def _about(plain: str) -> Literal["all", "protein", "carbs", "fat"]:
    several = sum(word in plain for word in ("protein", "carb", "fat", "calor", "kcal"))
    if several > 1:
        return "all"
    for word, about in (("prot", "protein"), ("carb", "carbs"), ("fat", "fat")):
        if word in plain:
            return about  # pyright: ignore[reportReturnType] - the names above
    return "all"


def calls_day(day: Day, found: Found) -> Sequence[Call]:
    """Read the day, and its protein where that is asked for."""
    del found
    total = Call("day_totals", day.args)
    if day.with_protein or day.about == "protein":
        return (total, Call("protein_gaps", day.args))
    return (total,)


def say_of_day(day: Day, found: Found) -> str | None:
    """Say what was eaten and what is left."""
    data = found.read("day_totals", DayTotals)
    if data is None:
        return None
    gaps = found.read("protein_gaps", ProteinGaps)
    if gaps is not None:
        return say_day.protein(data, gaps)
    return say_nutrition.day_totals(data) if day.about == "all" else say_day.one(data, day.about)


DAY: Final = Skill(
    name="day_totals",
    agents=("nutrition",),
    read=read_day,
    calls=calls_day,
    say=say_of_day,
    tools=frozenset({"day_totals", "protein_gaps"}),
    seeds=("what is left for today", "show what I have eaten", "did I hit my protein today"),
    default=lambda heard: Day(_day_args(heard), "all", "protein" in heard.plain),
)


_MACRO = re.compile(
    r"(\d{1,4}) ?g?(?:rams?)?(?: of)? (protein|prot|carbs?|carbohydrates?|fats?)\b"
    r"|\b(protein|carbs?|carbohydrates?|fats?)[: ]+(\d{1,4}) ?g?\b"
)


def read_grams(heard: Heard) -> Grams | None:
    """Return the grams of macronutrients whose energy a message asks for."""
    plain = heard.plain
    if not re.search(r"\b(?:kcals?|calories|cals|energy|add up|total)\b", plain):
        return None
    if re.search(r"\b(?:log|left|set|target|eat\w*|ate|had|today)\b", plain):
        return None
    args: dict[str, int] = {}
    for grams, name, other, number in _MACRO.findall(plain):
        word = name or other
        key = "protein_g" if word[0] == "p" else "fat_g" if word[0] == "f" else "carbohydrate_g"
        args[key] = int(grams or number)
    return Grams(args) if len(args) > 1 else None


def calls_grams(grams: Grams, found: Found) -> Sequence[Call]:
    """Work the energy out."""
    del found
    return (Call("macro_energy", grams.args),)


def say_grams(grams: Grams, found: Found) -> str | None:
    """Say the energy."""
    del grams
    data = found.read("macro_energy", MacroEnergy)
    return None if data is None else say_day.macro_energy(data)


GRAMS: Final = Skill(
    name="macro_energy",
    agents=("nutrition",),
    read=read_grams,
    calls=calls_grams,
    say=say_grams,
    tools=frozenset({"macro_energy"}),
    covers=frozenset({"food", "log_meal", "targets"}),
)


def read_foods(heard: Heard) -> Foods | None:
    """Return the foods whose values a message asks for."""
    plain = heard.plain.strip(" ?!.")
    follow = re.match(r"^(?:and|what about|how about|or) (?:for |in )?(?P<food>.{3,60})$", plain)
    if follow is not None and isinstance(heard.before and heard.before.slots, Foods):
        return Foods(_items(follow["food"]), heard.text) if _items(follow["food"]) else None
    found = _FOODS_ASKED.search(plain)
    if found is None or _NOT_FOOD.search(plain):
        return None
    if heard.exercise is not None and not FOOD_WORDS.search(plain):
        return None
    if re.search(r"\d ?g (?:of )?(?:protein|carbs?|fat)\b", plain):
        return None
    words = next(group for group in found.groups() if group)
    words = re.sub(r"^(?:there )?(?:in |are in |is in )", "", words)
    words = re.sub(
        r",? ?(?:please|pls|don'?t log(?: it)?|no need to log.*|not logging.*)$", "", words
    )
    words = re.sub(r"^(?:the|this|that) (?=\w)", "", words)
    items = _items(words)
    bare = found["food3"] is not None
    if not items or (bare and not (FOOD_WORDS.search(words) or re.match(r"^\d", words))):
        return None
    return Foods(items, heard.text)


def _items(words: str) -> tuple[str, ...]:
    try:
        return tuple(item.text[:120] for item in read_meal(words).items)[:6]
    except InvalidInput:
        return ()


def calls_foods(foods: Foods, found: Found) -> Sequence[Call]:
    """Look each food up."""
    del found
    return [Call("food_lookup", {"query": each}) for each in foods.foods]


def say_foods(foods: Foods, found: Found) -> str | None:
    """Say the values."""
    seen = found.every("food_lookup", FoodLookup)
    if not seen:
        return None
    return say_nutrition.food(seen[0], foods.text) if len(seen) == 1 else say_nutrition.foods(seen)


FOODS: Final = Skill(
    name="food",
    agents=("nutrition",),
    read=read_foods,
    calls=calls_foods,
    say=say_foods,
    tools=frozenset({"food_lookup"}),
)


def read_ideas(heard: Heard) -> Ideas | None:
    """Return what foods a message wants."""
    plain = heard.plain
    if (
        not _IDEAS.search(plain)
        or _NOT_IDEAS.search(plain)
        or not _FOOD_TALK.search(" ".join((plain, *heard.earlier[-1:])).casefold())
    ):
        return None
    args: dict[str, Any] = {}
    carbs = _CARBS.search(plain) and "protein" not in plain
    if carbs:
        args["nutrient"] = "carbohydrate"
    if grams := _GRAMS.search(plain):
        args["grams"] = int(grams[1])
    if kcal := _KCAL.search(plain):
        args["kcal"] = int(kcal[1])
    said_lately = " ".join((*heard.earlier[-2:], plain)).casefold()
    if _AT_HAND.search(plain):
        args["at_hand"] = plain[:200]
    if said := ", ".join(dict.fromkeys(each[0] for each in _DIET.finditer(said_lately))):
        args["diet"] = said
    for order, words in (("cheap", _CHEAP), ("light", _LIGHT), ("no_cooking", _QUICK)):
        if words.search(plain):
            args["order"] = order
            break
    return Ideas(args, plain)


_AT_HAND = re.compile(
    r"\b(?:fridge|cupboard|freezer|pantry|ingredients|i have|i'?ve got|ive got|i got|got some|using"
    r"|with|w)\b"
)


def calls_ideas(ideas: Ideas, found: Found) -> Sequence[Call]:
    """Ask for foods with grams."""
    del found
    return (Call("food_ideas", ideas.args),)


def say_ideas(ideas: Ideas, found: Found) -> str | None:
    """Say the foods with their grams."""
    data = found.read("food_ideas", FoodIdeas)
    failed = found.error("food_ideas")
    if data is None:
        if failed is not None and failed.code == "refer":
            return say_day.NO_PROTEIN
        return None
    return say_day.ideas(data, ideas.text)


IDEAS: Final = Skill(
    name="food_ideas",
    agents=("nutrition",),
    read=read_ideas,
    calls=calls_ideas,
    say=say_ideas,
    tools=frozenset({"food_ideas"}),
    reason="protein by foods",
    covers=frozenset({"topic"}),
)
