"""Foods that bring what is wanted, with grams: for a meal, a gap, a diet, a budget."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_day
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.eating import FoodIdeas

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
_KCAL = re.compile(
    r"\b(\d{2,4}) ?(?:kcal|calories|cals?)\b|\b(?:under|below|max|for|only|but) (\d{3,4})\b(?! "
    r"?g\b)"
)
_DIET: Final = re.compile(
    r"\b(?:vegan|vegetarian|veggie|plant[- ]based|pescatarian|pescetarian|halal|kosher"
    r"|lactose(?: intolerant| free)?|dairy[- ]free"
    r"|do(?:n'?t| not) eat meat|no dairy|without dairy|gluten[- ]free|coeliac|celiac"
    r"|no (?:eggs?|fish|meat|pork|soy|nuts|beef|shellfish)|without (?:eggs?"
    r"|fish|meat|pork|soy|nuts)|nut[- ]free|egg[- ]free|allerg\w+ to \w+|nut allergy|milk allergy"
    r"|soy[- ]free)\b"
)
_DISLIKES = re.compile(
    r"\b(?:hate|sick of|bored of|tired of|(?:don'?t|do not|dont) (?:like|want|eat|have|fancy)"
    r"|can'?t stand"
    r"|cant stand|not a fan of|allergic to|no more|other than|apart from|besides|without|not|no)\b"
    r"(?: the| any| more| to eat)? (?P<food>[a-z]+(?: (?!and|or|what|so|but|please)[a-z]+)?)"
)
_CHEAP = re.compile(
    r"\b(?:cheap\w*|budget|broke|student|affordable|inexpensive|no money|save money|poor)\b"
)
_QUICK = re.compile(
    r"\b(?:quick|fast|easy|easier|no cooking|without cooking|not cooking|can'?t be bothered|ready"
    r"|on the go|office|desk|travel\w*|snack|now|hotel|hostel|airport|flight|petrol|gas station"
    r"|drive"
    r"|train|no (?:oven|microwave|kitchen|fridge)|at work)\b"
)
_LIGHT = re.compile(
    r"\b(?:low[- ]cal\w*|lean|few calories|low calorie|light|fewest|filling|fill\w* (?:me|you) up"
    r"|hungry|volume|almost no fat|low[- ]fat|cutting|on a cut)\b"
)


@dataclass(frozen=True, slots=True)
class Ideas:
    """Foods that are wanted for something."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    text: str = ""


def read_ideas(heard: Heard) -> Ideas | None:
    """Return what foods a message wants."""
    plain = heard.plain
    if (
        not _IDEAS.search(plain)
        or _NOT_IDEAS.search(plain)
        or not _FOOD_TALK.search(" ".join((plain, *heard.earlier[-1:])).casefold())
    ):
        return None
    return wanted(heard)


def wanted(heard: Heard, before: dict[str, Any] | None = None) -> Ideas:
    """Return the foods that any message about them wants, with what was asked before."""
    plain = heard.plain
    args: dict[str, Any] = {}
    if _CARBS.search(plain) and "prot" not in plain:
        args["nutrient"] = "carbohydrate"
    if grams := _GRAMS.search(plain):
        args["grams"] = int(grams[1])
    if kcal := _KCAL.search(plain):
        args["kcal"] = int(next(each for each in kcal.groups() if each))
    said_lately = " ".join((*heard.earlier, plain)).casefold()
    if _AT_HAND.search(plain):
        args["at_hand"] = plain[:200]
    left_out = [each[0] for each in _DIET.finditer(said_lately)]
    left_out += [f"no {each['food']}" for each in _DISLIKES.finditer(plain)]
    if left_out:
        old = str((before or {}).get("diet", ""))
        args["diet"] = ", ".join(dict.fromkeys(filter(None, [old, *left_out])))[:120]
    for order, words in (("cheap", _CHEAP), ("light", _LIGHT), ("no_cooking", _QUICK)):
        if words.search(plain):
            args["order"] = order
            break
    return Ideas((before or {}) | args, plain)


def diet_said(plain: str) -> str:
    """Return what a folded message says is not eaten, for the tools over protein."""
    return ", ".join(dict.fromkeys(each[0] for each in _DIET.finditer(plain)))[:120]


def follow(heard: Heard, before: Ideas) -> Ideas | None:
    """Return other foods for the same gap."""
    return None if heard.exercise is not None else wanted(heard, before.args)


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
    default=wanted,
    follow=follow,
    reason="protein by foods",
    covers=frozenset({"topic"}),
)
