"""How many grams of a food an amount is, with the band and the sentence for what was assumed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coach.nutrition.model import Food, Portion
from coach.nutrition.rules.amount_words import (
    GRAMS,
    HOUSEHOLD_GRAMS,
    MILLILITRES,
    UNSURE_VOLUMES,
    Amount,
)

MOST_G = Decimal(10_000)
"""More of one food is a typing error. Source: coaching practice."""
MEASURE_BAND = Decimal("0.15")
"""Error of a spoon, a cup or a piece. Source: coaching practice; sizes of eggs and fruit in the
tables of USDA differ by about as much from the medium one."""
GUESS_BAND = Decimal("0.35")
"""Error of a portion nobody measured. Source: coaching practice; estimates of portions by eye are
off by 30 % and more in many people (Nelson 1994, Br J Nutr 72:649)."""
DENSITY: Mapping[str, Decimal] = {
    "oil": Decimal("0.91"),
    "honey": Decimal("1.42"),
    "syrup": Decimal("1.33"),
    "jam": Decimal("1.33"),
    "ketchup": Decimal("1.14"),
    "peanut butter": Decimal("1.09"),
    "butter": Decimal("0.94"),
    "mayonnaise": Decimal("0.94"),
    "yoghurt": Decimal("1.05"),
    "yogurt": Decimal("1.05"),
    "skyr": Decimal("1.05"),
    "milk": Decimal("1.03"),
    "juice": Decimal("1.04"),
    "cream": Decimal("1.0"),
    "egg white": Decimal("1.03"),
    **dict.fromkeys(
        (
            *("water", "tea", "coffee", "latte", "cappuccino", "cola", "beer", "wine", "drink"),
            *("soup", "shake", "smoothie", "sauce", "cider", "lemonade", "spirits", "vodka", "rum"),
            *("chocolate, with", "mocha", "kefir", "broth", "gin", "whisky", "whiskey"),
        ),
        Decimal("1.0"),
    ),
}
"""Grams of a millilitre. Source: FAO/INFOODS Density Database 2.0 (2012), rounded; drinks and soups
as water."""
WHICH: Mapping[str, str] = {
    "pint": "the imperial pint",
    "cup": "the cup of food labels",
    "glass": "a usual glass",
    "mug": "a usual mug",
}
"""Which of several measures of a name was taken."""
SIZE_OF_PIECE: Mapping[str, Decimal] = {
    "small": Decimal("0.85"),
    **dict.fromkeys(("large", "big", "huge"), Decimal("1.2")),
}
"""Share of the medium piece. Source: sizes of eggs, apples, bananas and potatoes in USDA tables."""
SIZE_OF_MEASURE: Mapping[str, Decimal] = {
    "small": Decimal("0.7"),
    **dict.fromkeys(("large", "big", "huge"), Decimal("1.4")),
    **dict.fromkeys(("heaped", "generous"), Decimal("1.3")),
}
"""Share of the usual glass, bowl, spoon or serving. Source: coaching practice; British wine glasses
are 125, 175 and 250 ml, servings of fries about 75, 110 and 150 g."""
BY_THE_SLICE = re.compile(r"pizza|cake|\bpie\b|tart|quiche|gateau|loaf", re.IGNORECASE)
CUT = (Decimal(100), Decimal(60), Decimal(150))
"""Usual, low and high grams of a slice of what is cut in wedges. Source: Crawley, Food Portion
Sizes (FSA 2002), rounded."""
DRINK_CAN = (Decimal(330), Decimal(250), Decimal(500))
"""Usual, low and high grams of a can of a drink. Source: sizes on sale."""
SEVERAL = Amount(Decimal(2), Decimal(1), Decimal(3))
"""Pieces in "eggs" without a number. Source: coaching practice."""
MOST_PIECE_G = Decimal(100)
"""Heavier pieces are seldom several. Source: coaching practice."""
NOT_LIQUID = re.compile(r"\bpowder|\bdry\b|\bdried\b|chocolate$|cake|biscuit|bar\b", re.IGNORECASE)
SOLID_DENSITY = (Decimal("0.65"), Decimal("0.35"), Decimal("1.0"))
"""Usual, low and high grams of a millilitre of pieces, flakes or leaves. Source: coaching practice,
after the masses of a cup in USDA FNDDS: 0.13 (leaves) to 1.0 (cooked pulses)."""
SERVINGS: tuple[tuple[re.Pattern[str], Decimal], ...] = tuple(
    (re.compile(rf"\b(?:{words})", re.IGNORECASE), Decimal(grams))
    for words, grams in (
        (r"ramen|pho\b|noodle soup", 500),
        (r"soup|broth|chowder", 300),
        (r"burrito bowl|poke|grain bowl|power bowl", 400),
        (r"burrito|kebab|gyro|shawarma|sub\b|submarine|panini|baguette", 250),
        (r"sandwich|burger|wrap|bagel|toastie|taco|quesadilla|hot dog", 180),
        (r"curry|stew|chill?i|casserole|goulash|stroganoff|tikka|korma|bolognese|ragu", 300),
        (r"lasagn|risotto|paella|pasta|spaghetti|macaroni|carbonara", 300),
        (r"noodles|pad thai|stir[- ]?fr", 300),
        (r"fried rice|biryani|jambalaya|pilaf|rice with|and rice|rice,? and", 300),
        (r"pizza", 300),
        (r"sushi", 200),
        (r"salad", 200),
        (r"mash|mashed|potato salad|coleslaw|baked beans|roast potatoes", 150),
        (r"smoothie|shake", 300),
        (r"muffin|cupcake", 90),
        (r"roll|bun\b|scone|croissant|pastry|doughnut|donut|waffle|pancake", 60),
        (r"cake|brownie|pie\b|tart|cheesecake|pudding|crumble", 100),
        (r"ice cream|gelato|sorbet|custard|jelly|mousse", 120),
        (r"cereal|granola|muesli", 50),
        (r"crisps|chips, potato|popcorn|pretzel|nachos|tortilla chips", 40),
        (r"fries|french fr|chips\b|wedges", 150),
        (r"vegetables|veg\b|greens|beans, green|green beans|peas\b|carrots|broccoli|cabbage", 80),
        (r"berries|grapes|fruit|melon|pineapple|mango|cherries", 100),
        (r"jam\b|marmalade|honey|ketchup|mayo|sauce|dressing|gravy|pesto|guacamole", 20),
        (r"cheese\b|feta|halloumi|brie", 30),
        (r"nuts\b|trail mix|seeds|olives|raisins|jerky", 30),
        (r"ham\b|bacon|salami|prosciutto|chorizo", 50),
        (
            r"chicken|turkey|beef|pork|lamb|steak|fish|salmon|cod\b|tuna|prawn|shrimp|tofu|tempeh",
            125,
        ),
        (r"rice|quinoa|couscous|potato|lentils|beans|chickpeas", 180),
    )
)
"""Grams of a usual helping of kinds of food that have no portion of their own, the most telling
word first. Source: Crawley, Food Portion Sizes (FSA 2002), rounded."""
SPOONS = frozenset({"tablespoon", "dessertspoon", "teaspoon"})
NO_COUNT = frozenset(
    [
        *("cup", "tablespoon", "teaspoon", "serving", "portion", "handful", "bowl", "plate"),
        *("glass", "mug", "pint", "half", "scoop", "pot", "tub"),
    ]
)
"""Portions that "3 of it" does not mean when a smaller piece could be meant."""
MOST_SERVINGS = 3
"""Up to so many of a food without pieces are servings ("2 porridge")."""


@dataclass(frozen=True, slots=True)
class Portioned:
    """Grams of a food with their band."""

    grams: Decimal
    low: Decimal
    high: Decimal
    assumption: str = ""


def portioned(
    food: Food, amount: Amount | None, words: str = "", size: str = ""
) -> Portioned | None:
    """Return the grams an amount is, or None when they must be asked for.

    Args:
        food: The food.
        amount: What was said; None for nothing.
        words: The food as it was named: "chicken breasts" tells which portion is counted.
        size: `small`, `large`, ... if it was said; a mass or a volume stays as it is.
    """
    found = _plainly(food, amount, words)
    exact = amount is not None and amount.unit in {*GRAMS, *MILLILITRES} - {
        *UNSURE_VOLUMES,
        *SPOONS,
    }
    if found is None or not size or exact:
        return found
    piece = _default_portion(food, words) if amount is None else _piece(food, words)
    measured = amount is not None and amount.unit
    counted = not measured and piece is not None and piece.name.casefold() not in NO_COUNT
    factor = (SIZE_OF_PIECE if counted else SIZE_OF_MEASURE).get(size, Decimal(1))
    said = f"{found.assumption}; " if found.assumption else ""
    return Portioned(
        found.grams * factor,
        found.low * factor * (1 - MEASURE_BAND),
        found.high * factor * (1 + MEASURE_BAND),
        f"{said}{size} was taken as {plain(factor)} times the usual",
    )


def _plainly(food: Food, amount: Amount | None, words: str) -> Portioned | None:
    if amount is None:
        return _default(food, words)
    if amount.unit in GRAMS:
        return _mass(amount)
    named = _portion_named(food, amount.unit) if amount.unit else None
    if named is not None:
        band = GUESS_BAND if named.name in {"handful", "bowl", "plate", "serving"} else MEASURE_BAND
        return _times(amount, named.grams, band, f"a {named.name} = {plain(named.grams)} g")
    if amount.unit in MILLILITRES:
        return _volume(food, amount)
    if amount.unit in HOUSEHOLD_GRAMS:
        usual, low, high = _household(food, amount.unit)
        said = f"a {amount.unit} was taken as {plain(usual)} g"
        return Portioned(amount.value * usual, amount.low * low, amount.high * high, said)
    return _count(food, amount, words)


def plain(value: Decimal) -> str:
    """Return a number of grams as people write it."""
    return f"{value.quantize(Decimal('0.1')):f}".rstrip("0").rstrip(".")


def _mass(amount: Amount) -> Portioned:
    factor = GRAMS[amount.unit]
    low, grams, high = (value * factor for value in (amount.low, amount.value, amount.high))
    said = ""
    if low != high:
        said = f"{amount.said} was taken as {plain(grams)} g"
    elif amount.unit not in {"g", "kg", "mg"}:
        said = f"{amount.said} = {plain(grams)} g"
    return Portioned(grams, low, high, said)


def _volume(food: Food, amount: Amount) -> Portioned:
    usual = MILLILITRES[amount.unit]
    low, high = UNSURE_VOLUMES.get(amount.unit, (usual, usual))
    density = _density(food.name)
    if density is None:
        middle, least, most = SOLID_DENSITY
        said = f"{amount.said} was taken as {plain(amount.value * usual * middle)} g, a rough value"
        return Portioned(
            amount.value * usual * middle,
            amount.low * low * least,
            amount.high * high * most,
            said,
        )
    grams = amount.value * usual * density
    said = f"{amount.said} = {plain(grams)} g"
    if amount.unit in UNSURE_VOLUMES:
        said = f"{said}, with {WHICH[amount.unit]}"
    return Portioned(grams, amount.low * low * density, amount.high * high * density, said)


def _count(food: Food, amount: Amount, words: str) -> Portioned | None:
    piece = _piece(food, words)
    if piece is not None:
        obvious = piece.name.casefold() in food.name.casefold() and amount.low == amount.high
        said = f"one {piece.name} = {plain(piece.grams)} g"
        return _times(amount, piece.grams, MEASURE_BAND, "" if obvious else said)
    countable = amount.unit == "serving" or 1 <= amount.value <= MOST_SERVINGS
    if not food.portions and countable:
        usual = _helping(food, words)
        return None if usual is None else _times(amount, usual.grams, GUESS_BAND, usual.assumption)
    if not food.portions or not countable:
        return None
    first = food.portions[0]
    said = f"one was taken as a {first.name} of {plain(first.grams)} g"
    return _times(amount, first.grams, GUESS_BAND, said)


def _household(food: Food, unit: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return the usual, low and high grams of a household measure of a food."""
    if unit == "slice" and BY_THE_SLICE.search(food.name):
        return CUT
    if unit == "can" and _density(food.name) is not None:
        return DRINK_CAN
    return HOUSEHOLD_GRAMS[unit]


def _default(food: Food, words: str) -> Portioned | None:
    """Return one usual portion, or a usual helping of its kind; None for other kinds."""
    portion = _default_portion(food, words)
    if portion is None:
        return _helping(food, words)
    grams = plain(portion.grams)
    plural = re.search(rf"\b{re.escape(portion.name.casefold())}e?s\b", words.casefold())
    if plural and portion.name.casefold() not in NO_COUNT and portion.grams < MOST_PIECE_G:
        usual, low, high = (each * portion.grams for each in _ends(SEVERAL))
        said = f"no number was said; {plain(SEVERAL.value)} of {grams} g were taken"
        return Portioned(usual, low, high, said)
    said = f"no amount was said; one {portion.name} of {grams} g was taken"
    return _times(Amount(Decimal(1), Decimal(1), Decimal(1)), portion.grams, GUESS_BAND, said)


def _helping(food: Food, words: str) -> Portioned | None:
    """Return a usual helping of the kind that the words, or else the name, tell."""
    both = (words, food.name)
    grams = next((g for each in both for kind, g in SERVINGS if kind.search(each)), None)
    if grams is None:
        return None
    said = f"a usual helping of {plain(grams)} g was taken"
    return _times(Amount(Decimal(1), Decimal(1), Decimal(1)), grams, GUESS_BAND, said)


def _ends(amount: Amount) -> tuple[Decimal, Decimal, Decimal]:
    return amount.value, amount.low, amount.high


def _default_portion(food: Food, words: str) -> Portion | None:
    """Return the piece that was named last ("egg white omelette"), else the first portion."""
    named = _named(food, words)
    return named[-1] if named else next(iter(food.portions), None)


def _times(amount: Amount, grams: Decimal, band: Decimal, said: str) -> Portioned:
    low, high = amount.low * grams * (1 - band), amount.high * grams * (1 + band)
    if said and amount.low != amount.high:
        said = f"{said}; {amount.said} was taken as {plain(amount.value)}"
    return Portioned(amount.value * grams, low, high, said)


def _portion_named(food: Food, unit: str) -> Portion | None:
    wanted = {unit, "tub"} if unit == "pot" else {unit}
    return next((each for each in food.portions if each.name.casefold() in wanted), None)


def _piece(food: Food, words: str) -> Portion | None:
    """Return the portion that a bare count counts: the one that was named, else the first piece."""
    pieces = (each for each in food.portions if each.name.casefold() not in NO_COUNT)
    return next(iter((*_named(food, words), *pieces)), None)


def _named(food: Food, words: str) -> list[Portion]:
    """Return the pieces whose names were said, in the order they were: "3 egg omelette"."""
    said = words.casefold()
    places = [(said.find(each.name.casefold()[:-1]), each) for each in food.portions]
    named = [(at, each) for at, each in places if at >= 0 and each.name.casefold() not in NO_COUNT]
    return [each for _, each in sorted(named, key=lambda one: one[0])]


def _density(name: str) -> Decimal | None:
    if NOT_LIQUID.search(name):
        return None
    folded = name.casefold()
    found = [key for key in DENSITY if re.search(rf"\b{re.escape(key)}", folded)]
    return DENSITY[max(found, key=len)] if found else None
