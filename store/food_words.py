"""Turns the words an athlete uses for a food into the words that food tables use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

AMOUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:g|gr|grams?|kg|mg|ml|cl|dl|l|oz|lbs?|cups?|tbsp|tsp|slices?|x)\b"
)
WORD = re.compile(r"\d+(?:[.,]\d+)?(?=\s*%)|[^\W\d_]{2,}")
NAME_WORD = re.compile(r"\d+|[a-z]+")
MOST_WORDS = 8
"""Words of a query that are looked at; names of foods are shorter."""
IGNORED = frozenset(
    [
        *("and", "of", "with", "the", "an", "in", "on", "some", "my", "for", "to", "made", "per"),
        *("bowl", "cup", "glass", "piece", "pieces", "slice", "slices", "serving", "portion"),
        *("small", "medium", "large", "half", "fat", "style", "homemade", "plate", "pot", "spoon"),
        *("handful", "scoop", "scoops", "tbsp", "tsp", "tablespoon", "teaspoon", "pint", "bottle"),
        *(
            "tablespoons",
            "teaspoons",
            "mug",
            "de",
            "con",
            "au",
            "le",
            "la",
            "fresh",
            "plain",
            "new",
        ),
        *("ripe", "organic"),
    ]
)
"""Words that do not tell foods apart: amounts, sizes and connecting words."""


class State(StrEnum):
    """What the amounts of a food hold for."""

    COOKED = "cooked"
    RAW = "raw"
    DRY = "dry"


STATE_WORDS: Mapping[str, State] = {
    "cooked": State.COOKED,
    "raw": State.RAW,
    "uncooked": State.RAW,
    "dry": State.DRY,
    "dried": State.DRY,
}
"""Words of a query that name a state and nothing else."""
COOKING_WORDS = frozenset(
    [
        *("grilled", "roasted", "roast", "baked", "boiled", "fried", "steamed", "poached"),
        *("scrambled", "mashed", "broiled", "braised", "stewed", "jacket", "toasted"),
    ]
)
"""Words of a query that name a way of cooking: they tell foods apart, and say that it is cooked."""
PHRASES: Mapping[str, str] = {
    "coca cola": "coke",
    "coke zero": "diet cola",
    "zero coke": "diet cola",
    "diet coke": "diet cola",
    "diet pepsi": "diet cola",
    "pepsi max": "diet cola",
    "spag bol": "spaghetti bolognese",
    "mac and cheese": "macaroni cheese",
    "mac n cheese": "macaroni cheese",
    "full fat": "whole",
    "fat free": "nonfat",
    "zero fat": "nonfat",
    "fat-free": "nonfat",
    "black coffee": "coffee black",
    "cream of rice": "cereal cream rice",
    "soya": "soy",
    "lager": "beer",
    "ale": "beer",
    "stout": "beer",
    "oj": "orange juice",
    "mayo": "mayonnaise",
    "philadelphia": "cream cheese",
    "cornflakes": "corn flakes",
    "pb": "peanut butter",
    "evoo": "olive oil",
    "spud": "potato",
    "spuds": "potatoes",
    "bangers": "sausages",
    "brew": "tea",
    "cuppa": "tea with milk",
    "tatties": "potatoes",
    "soldiers": "toast",
    "butty": "sandwich",
    "sarnie": "sandwich",
    "papadum": "poppadom",
    "poppadum": "poppadom",
    "side salad": "salad leaves",
    "lucozade": "sports drink",
    "grenade bar": "protein bar",
    "quest bar": "protein bar",
    "veg": "vegetables",
    "chook": "chicken",
    "baguette": "bread french",
    "ciabatta": "bread italian",
    "satsuma": "tangerine",
    "prosecco": "wine white",
    "champagne": "wine white",
    "guinness": "beer",
    "americano": "coffee black",
    "filter coffee": "coffee black",
    "sparkling water": "water",
    "still water": "water",
    "tap water": "water",
    "bbq": "barbecue",
    "string cheese": "mozzarella cheese",
    "doner": "kebab",
    "döner": "kebab",
    "gyros": "kebab",
    "golden syrup": "syrup table",
    "spring roll": "egg roll",
    "spring rolls": "egg roll",
    "sprite": "lemonade",
    "nutella": "chocolate hazelnut spread",
    "quorn": "vegetarian mince mycoprotein",
    # German
    "haferflocken": "oats",
    "magerquark": "quark",
    "hähnchenbrust": "chicken breast",
    "hähnchen": "chicken",
    "reis": "rice",
    "eier": "egg",
    "milch": "milk",
    "magermilch": "milk skimmed",
    "vollkornbrot": "wholemeal bread",
    "brot": "bread",
    "käse": "cheese",
    "kartoffel": "potato",
    "kartoffeln": "potato",
    "lachs": "salmon",
    "thunfisch": "tuna",
    "rinderhack": "beef mince",
    "erdnussbutter": "peanut butter",
    "apfel": "apple",
    "linsen": "lentils",
    # Spanish
    "pechuga de pollo": "chicken breast",
    "pollo": "chicken",
    "arroz": "rice",
    "huevo": "egg",
    "huevos": "egg",
    "leche desnatada": "milk skimmed",
    "leche": "milk",
    "avena": "oats",
    "queso": "cheese",
    "atún": "tuna",
    "pavo": "turkey",
    "manzana": "apple",
    "plátano": "banana",
    # French
    "poulet": "chicken",
    "riz": "rice",
    "oeuf": "egg",
    "oeufs": "egg",
    "lait": "milk",
    "fromage": "cheese",
    "thon": "tuna",
    "saumon": "salmon",
    "pomme": "apple",
}
"""What is said for a food, and the words of the table. Source: everyday names; the words of three
languages are those of common foods."""
ALONE: Mapping[str, str] = {
    "mince": "beef mince",
    "steak": "beef steak",
    "cheese": "cheddar cheese",
    "chocolate": "milk chocolate",
    "white fish": "cod",
    "brown bread": "wholemeal bread",
    "granary bread": "wholemeal bread",
    "multigrain bread": "wholemeal bread",
    "whole grain bread": "wholemeal bread",
    "wholegrain bread": "wholemeal bread",
    "fries": "french fries",
    "ground meat": "beef mince",
    "protein powder": "whey protein powder",
    "beans": "baked beans",
    "whey": "whey protein powder",
    "protein": "whey protein powder",
    "casein": "casein protein powder",
}
"""What a word means when nothing else was said. Source: coaching practice."""
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "yoghurt": ("yogurt",),
    "yogurt": ("yoghurt",),
    "porridge": ("oatmeal",),
    "oatmeal": ("porridge",),
    "oats": ("oat",),
    "mince": ("ground", "minced"),
    "minced": ("ground", "mince"),
    "ground": ("mince",),
    "prawn": ("shrimp",),
    "prawns": ("shrimp",),
    "shrimp": ("prawn",),
    "rocket": ("arugula",),
    "swede": ("rutabaga",),
    "cilantro": ("coriander",),
    "chickpea": ("garbanzo",),
    "chickpeas": ("garbanzo",),
    "wholemeal": ("whole",),
    "wholewheat": ("whole", "wholemeal"),
    "skimmed": ("nonfat", "skim"),
    "skim": ("nonfat", "skimmed"),
    "nonfat": ("skim", "skimmed", "free"),
    "0": ("nonfat", "skim"),
    "1": ("lowfat",),
    "light": ("lowfat", "reduced"),
    "sweetcorn": ("corn",),
    "whisky": ("whiskey",),
    "grilled": ("cooked", "roasted", "broiled", "baked"),
    "broiled": ("cooked", "roasted", "grilled"),
    "roasted": ("cooked", "roast"),
    "roast": ("cooked", "roasted"),
    "baked": ("cooked", "jacket"),
    "boiled": ("cooked",),
    "steamed": ("cooked",),
    "fried": ("fry",),
    "toasted": ("toast",),
    "toast": ("toasted",),
    "steak": ("beef",),
    "protein": ("whey",),
    "lasagne": ("lasagna",),
    "chilli": ("chili",),
    "kebab": ("kabob", "shish"),
    "omelette": ("omelet",),
    "doughnut": ("donut",),
    "canned": ("tinned",),
    "tinned": ("canned",),
    "can": ("canned",),
}
"""Other words for the same thing. Source: British and American names of foods; cooking words that
the tables use for the same state."""


@dataclass(frozen=True, slots=True)
class FoodQuery:
    """What a search asks for."""

    groups: tuple[tuple[str, ...], ...]
    """For each telling word, at most eight, the words that may stand for it; the first is its own.
    """
    state: State | None = None
    corrected: bool = False
    """A word was taken for another one that it resembles."""

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that may appear in a name."""
        return tuple(dict.fromkeys(word for group in self.groups for word in group))

    @property
    def tokens(self) -> frozenset[str]:
        """The same, reduced to their stems."""
        return frozenset(stem(word) for word in self.words)


def read_query(text: str) -> FoodQuery:
    """Return what the words of a search ask for; amounts and household measures are left out."""
    folded = _rephrased(AMOUNT.sub(" ", unicodedata.normalize("NFKC", text).casefold()))
    found = list(dict.fromkeys(WORD.findall(folded)))
    state = next((STATE_WORDS[word] for word in found if word in STATE_WORDS), None)
    if state is None and COOKING_WORDS.intersection(found):
        state = State.COOKED
    named = [word for word in found if word not in STATE_WORDS]
    telling = [word for word in named if word not in IGNORED] or named
    return FoodQuery(tuple(group_of(word) for word in telling[:MOST_WORDS]), state)


def group_of(word: str) -> tuple[str, ...]:
    """Return a word and those that may stand for it."""
    if word.isdigit() and 50 > int(word) > 1:
        return (word, str(100 - int(word)))  # 5 % fat is 95 % lean
    return (word, *SYNONYMS.get(word, ()))


def stem(word: str) -> str:
    """Return a word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("oes", "ches", "shes", "sses")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")):
        return word[:-1]
    return word


def name_tokens(name: str) -> tuple[str, ...]:
    """Return the stems of a name's words, accents dropped, in order."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(stem(word) for word in NAME_WORD.findall(kept))


def _rephrased(text: str) -> str:
    for phrase in sorted(PHRASES, key=len, reverse=True):
        if phrase in text:
            text = re.sub(rf"\b{re.escape(phrase)}\b", PHRASES[phrase], text)
    telling = " ".join(word for word in WORD.findall(text) if word not in IGNORED)
    return ALONE.get(telling) or ALONE.get(stem(telling), text)
