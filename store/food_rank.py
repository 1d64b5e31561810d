"""Ranks foods by how well their names answer a search: plain foods first, in the state meant."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coach.nutrition.model import Food, FoodMatch
from store.food_words import COOKING_WORDS, STATE_WORDS, FoodQuery, State, name_tokens, stem

# The weights were set on the 229 searches of evals/datasets/foods.yaml.
MATCHED = 14.0
"""For the share of the query's words that a name has."""
LAST = 1.5
"""The last word of a query names the thing ("peanut butter"), so it counts more than the others."""
COOKING = 0.5
"""Ways of cooking count less than what is cooked."""
HEAD_SURPLUS = 1.3
"""Each word before the first comma that was not asked for: another food ("melba toast")."""
HEAD_FOREIGN = 2.0
"""Nothing before the first comma was asked for ("rice, fried, with chicken" for fried chicken)."""
SURPLUS = 0.35
"""Each later word that was not asked for: a more special food."""
NEUTRAL = 0.05
"""Words that every table adds."""
ODD = 2.5
"""Words that make another food of it, or a rare form."""
ODD_OURS = 1.8
"""The same in our own list, whose names are plain: oil is not olives."""
IN_ORDER = 0.8
"""The words follow each other as they were typed ("chocolate milk" is not milk chocolate)."""
BRAND = 3.0
"""A maker's name in capitals that was not asked for."""
OURS = 1.5
"""Our own list and the athlete's foods are plain everyday foods."""
UNSAID = 0.5
"""A food "NFS" (not further specified) is the one meant by a plain word."""
FAT_ADDED = 1.5
"""But pulses and fish "NFS" are cooked with fat: haddock 217 kcal, steamed 87."""
RIGHT_STATE = 1.0
WRONG_STATE = 6.0
AS_BOUGHT_UNASKED = 2.0
"""People log what is on the plate, so raw and dry forms of what is eaten cooked count less."""
COOKED_UNASKED = 0.3
"""Fruit and vegetables are the other way round, a little."""

COOKED_NAMES = frozenset(
    [
        *("cooked", "boiled", "baked", "roasted", "roast", "grilled", "broiled", "braised"),
        *("steamed", "stewed", "poached", "scrambled", "fried", "toasted", "simmered", "heated"),
        *("microwaved", "mashed", "prepared"),
    ]
)
RAW_NAMES = frozenset({"raw", "uncooked", "unprepared", "unheated", "unbaked"})
DRY_NAMES = frozenset({"dry", "dried", "dehydrated", "powder", "uncooked"})
EATEN_COOKED = frozenset(
    [
        *("chicken", "turkey", "beef", "pork", "lamb", "mince", "ground", "steak", "ham", "bacon"),
        *("fish", "salmon", "cod", "tuna", "haddock", "prawn", "shrimp", "egg", "rice", "pasta"),
        *("spaghetti", "macaroni", "noodle", "couscous", "quinoa", "bulgur", "lentil", "chickpea"),
        *("bean", "potato", "sausage", "duck", "veal", "trout", "mackerel", "gammon", "pea"),
        *("barley", "burger", "liver", "squash", "pumpkin", "crustacean", "mollusk", "oatmeal"),
        "porridge",
    ]
)
"""Foods that are on the plate cooked. Source: coaching practice."""
DRY_WHEN_RAW = frozenset(
    [
        *("rice", "pasta", "spaghetti", "macaroni", "noodle", "oat", "lentil", "bean", "chickpea"),
        *("couscous", "quinoa", "bulgur", "barley", "pea"),
    ]
)
"""Foods that are dry before they are cooked; raw prawns are not dried ones."""
FATTENED = frozenset({"bean", "pea", "lentil", "chickpea", "fish", "shrimp"})
"""Foods whose "NFS" row is cooked with fat or fried. Source: USDA FNDDS, recipes of those rows."""
CLASSES = frozenset(
    [
        *("fish", "beef", "pork", "cheese", "nut", "beverage", "coffee", "tea", "seed", "mollusk"),
        *("cereal", "bean", "squash", "pepper", "soft", "drink", "crustacean", "egg"),
        *("alcoholic", "fruit", "vegetable", "candy", "spice", "restaurant", "fast"),
        *("food", "potato", "chicken", "yogurt", "milk", "game", "meat", "poultry"),
    ]
)
"""Words with which the tables open a class of foods ("Fish, salmon")."""
NEUTRAL_WORDS = frozenset(
    [
        *("nf", "ns", "as", "to", "plain", "regular", "raw", "cooked", "fresh", "type", "all"),
        *("variety", "commercial", "commercially", "prepared", "include", "skin", "without"),
        *("with", "salt", "added", "no", "fat", "and", "or", "of", "in", "only", "the"),
        *("drained", "boneless", "skinless", "lean", "natural", "large", "medium", "grade", "a"),
        *("enriched", "unenriched", "drink", "not", "eaten", "from", "form", "fillet", "usda"),
        *("broiler", "fryer", "separable", "trimmed", "boiled", "dry", "heat", "year", "round"),
        *("nonfat", "yogurt", "yoghurt", "ready", "made", "unsweetened", "firm", "white"),
        *("whole", "canned", "water", "brine"),
    ]
)
"""Words that every table adds to plain foods."""
ODD_WORDS = frozenset(
    [
        *("baby", "babyfood", "infant", "toddler", "dehydrated", "powder", "powdered", "flour"),
        *("substitute", "imitation", "meatless", "vegetarian", "pickled", "candied", "juice"),
        *("soup", "sauce", "salad", "pie", "cake", "muffin", "cookie", "casserole", "dip", "bit"),
        *("sandwich", "roll", "chip", "crisp", "snack", "bar", "candy", "oil", "liver", "giblet"),
        *("feet", "dressing", "spread", "creamed", "breaded", "battered", "stuffed", "condensed"),
        *("concentrate", "diet", "light", "lite", "reduced", "free", "low", "green", "leave"),
        *("pudding", "smoothie", "shake", "syrup", "jelly", "ingredient", "school", "lunch"),
        *("flavored", "flavoured", "chocolate", "vanilla", "strawberry", "frozen", "jerky"),
        *("rum", "vodka", "brandy", "whiskey", "gin", "liqueur", "decaffeinated", "instant"),
        *("french", "melba", "shrimp", "duck", "bran", "wild", "evaporated", "rendered"),
        *("goat", "sheep", "human", "seed", "goose", "quail", "restaurant", "gravy", "stew"),
        *("fried", "smoked", "dried", "starch", "cracker", "squash", "melon", "butter", "milk"),
        *("nugget", "patty", "loaf", "topping", "filling", "mix", "pastry", "dessert", "ice"),
    ]
)
BRACKETS = re.compile(r"\([^)]*\)")
BRAND_NAME = re.compile(r"\b(?!NFS\b|NS\b|USDA\b|BBQ\b|KFC\b)[A-Z][A-Z'&-]{2,}\b")


def rank(query: FoodQuery, foods: Iterable[Food], limit: int) -> list[FoodMatch]:
    """Return the foods that fit best, best first; of equals, the shorter name."""
    scored = [(score(query, food), food) for food in foods]
    scored.sort(key=lambda pair: (-pair[0], len(pair[1].name), pair[1].id))
    return [
        FoodMatch(food, share(query, food), corrected=query.corrected) for _, food in scored[:limit]
    ]


def share(query: FoodQuery, food: Food) -> float:
    """Return the share of the query's words that a name has, 0 to 1; telling words weigh more."""
    tokens = frozenset(name_tokens(food.name))
    weights = _weights(query)
    hit = sum(
        weight
        for group, weight in zip(query.groups, weights, strict=True)
        if any(stem(word) in tokens for word in group)
    )
    return hit / sum(weights)


def score(query: FoodQuery, food: Food) -> float:
    """Return how well a food answers the query; only the order of scores means something."""
    tokens = name_tokens(food.name)
    return (
        share(query, food) * MATCHED
        - _surplus(query, food)
        - (BRAND if _is_branded(query.tokens, food.name) else 0.0)
        + _state_fit(query, frozenset(tokens))
        + (IN_ORDER if _in_order(query, tokens) else 0.0)
        + _unsaid(food.name, frozenset(tokens))
        + (OURS if food.source != "usda" else 0.0)
    )


def _unsaid(name: str, tokens: frozenset[str]) -> float:
    if not name.endswith(" NFS"):
        return 0.0
    return -FAT_ADDED if tokens & FATTENED else UNSAID


def _weights(query: FoodQuery) -> list[float]:
    weights = [COOKING if group[0] in COOKING_WORDS else 1.0 for group in query.groups]
    names = [n for n, group in enumerate(query.groups) if group[0] not in COOKING_WORDS]
    if names:
        weights[names[-1]] *= LAST
    return weights


def _surplus(query: FoodQuery, food: Food) -> float:
    """Return what the words of a name that were not asked for cost, each counted once.

    Our own names carry other names in brackets, and no odd forms.
    """
    ours = food.source != "usda"
    name = BRACKETS.sub("", food.name) if ours else food.name
    head = frozenset(name_tokens(name.partition(",")[0].partition(" with ")[0]))
    asked = query.tokens
    lone = head & CLASSES if len(head) == 1 else frozenset[str]()
    cost = 0.0 if lone or head & asked else HEAD_FOREIGN
    for token in dict.fromkeys(name_tokens(name)):
        if token in asked or token in lone:
            continue
        if token in NEUTRAL_WORDS or (token in STATE_WORDS and query.state is not None):
            cost += NEUTRAL
        elif token in ODD_WORDS and (not ours or token in head):
            cost += ODD_OURS if ours else ODD
        else:
            cost += HEAD_SURPLUS if token in head else SURPLUS
    return cost


def _in_order(query: FoodQuery, tokens: tuple[str, ...]) -> bool:
    typed = tuple(stem(group[0]) for group in query.groups)
    return len(typed) > 1 and any(
        tokens[start : start + len(typed)] == typed for start in range(len(tokens))
    )


def _is_branded(asked: frozenset[str], name: str) -> bool:
    makers = BRAND_NAME.findall(name)
    return bool(makers) and not any(asked.intersection(name_tokens(maker)) for maker in makers)


def _state_fit(query: FoodQuery, tokens: frozenset[str]) -> float:
    cooked, raw = bool(tokens & COOKED_NAMES), bool(tokens & RAW_NAMES)
    dry = bool(tokens & DRY_NAMES)
    if query.state is State.COOKED:
        return RIGHT_STATE if cooked else -WRONG_STATE if raw or dry else 0.0
    if query.state is not None:
        same = tokens & DRY_WHEN_RAW
        meant = (dry if query.state is State.DRY else raw) or (same and (raw or dry))
        return RIGHT_STATE if meant else -WRONG_STATE if cooked or raw or dry else 0.0
    if tokens & EATEN_COOKED:
        return -AS_BOUGHT_UNASKED if (raw or dry) and not cooked else 0.0
    return -COOKED_UNASKED if cooked else -AS_BOUGHT_UNASKED if dry else 0.0
