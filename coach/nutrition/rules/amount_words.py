"""The words and signs people write amounts of food in, and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from coach.units import KG_PER_LB

GRAMS: Mapping[str, Decimal] = {
    "mg": Decimal("0.001"),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": KG_PER_LB * 1000 / 16,
    "lb": (KG_PER_LB * 1000).normalize(),
}
"""Grams of each unit of mass. Source: International Yard and Pound Agreement, 1959; exact."""
MILLILITRES: Mapping[str, Decimal] = {
    "ml": Decimal(1),
    "cl": Decimal(10),
    "dl": Decimal(100),
    "l": Decimal(1000),
    "fl oz": Decimal("29.57"),
    "pint": Decimal(568),
    "cup": Decimal(240),
    "tablespoon": Decimal(15),
    "dessertspoon": Decimal(10),
    "teaspoon": Decimal(5),
    "glass": Decimal(250),
    "mug": Decimal(260),
}
"""Millilitres of each measure. Source: 21 CFR 101.9 (2016) for spoons, cup and fluid ounce; the
imperial pint; glass and mug as in Crawley, Food Portion Sizes (FSA 2002), rounded."""
UNSURE_VOLUMES: Mapping[str, tuple[Decimal, Decimal]] = {
    "pint": (Decimal(473), Decimal(568)),
    "cup": (Decimal(200), Decimal(250)),
    "glass": (Decimal(150), Decimal(350)),
    "mug": (Decimal(220), Decimal(350)),
}
"""Measures that differ between countries and kitchens, in millilitres. Source: the American and
the imperial pint; the metric cup; glass and mug: coaching practice."""
HOUSEHOLD_GRAMS: Mapping[str, tuple[Decimal, Decimal, Decimal]] = {
    "handful": (Decimal(30), Decimal(20), Decimal(45)),
    "bowl": (Decimal(250), Decimal(150), Decimal(400)),
    "plate": (Decimal(350), Decimal(250), Decimal(500)),
    "scoop": (Decimal(30), Decimal(25), Decimal(40)),
    "slice": (Decimal(35), Decimal(25), Decimal(50)),
    "drizzle": (Decimal(7), Decimal(4), Decimal(14)),
    "knob": (Decimal(10), Decimal(5), Decimal(15)),
    "splash": (Decimal(20), Decimal(10), Decimal(40)),
    "pinch": (Decimal("0.4"), Decimal("0.2"), Decimal(1)),
    "clove": (Decimal(4), Decimal(3), Decimal(6)),
    "rasher": (Decimal(25), Decimal(15), Decimal(35)),
    "fillet": (Decimal(140), Decimal(100), Decimal(200)),
    "can": (Decimal(240), Decimal(110), Decimal(400)),
    "bottle": (Decimal(500), Decimal(330), Decimal(750)),
    "pot": (Decimal(150), Decimal(100), Decimal(250)),
    "shot": (Decimal(30), Decimal(24), Decimal(45)),
    "square": (Decimal(8), Decimal(5), Decimal(12)),
    "bag": (Decimal(30), Decimal(25), Decimal(50)),
    "bar": (Decimal(50), Decimal(35), Decimal(65)),
    "stick": (Decimal(25), Decimal(10), Decimal(40)),
}
"""Usual, low and high grams of measures a food has no portion for. Source: usual values after
Crawley, Food Portion Sizes (FSA 2002); the bands are coaching practice."""
SYNONYMS: Mapping[str, str] = {
    **dict.fromkeys(("gr", "gram", "grams", "gramm", "grammes", "gms", "gm"), "g"),
    **dict.fromkeys(("kilo", "kilos", "kgs", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("milligram", "milligrams"), "mg"),
    **dict.fromkeys(("ounce", "ounces", "ozs"), "oz"),
    **dict.fromkeys(("lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("mls", "millilitre", "millilitres", "milliliter", "milliliters"), "ml"),
    **dict.fromkeys(("litre", "litres", "liter", "liters", "ltr"), "l"),
    **dict.fromkeys(("fl. oz", "floz", "fluid ounce", "fluid ounces"), "fl oz"),
    **dict.fromkeys(
        ("tbsp", "tbsps", "tbs", "tablespoons", "tablespoonful", "tbspn"), "tablespoon"
    ),
    **dict.fromkeys(("tsp", "tsps", "teaspoons", "teaspoonful"), "teaspoon"),
    **dict.fromkeys(("dessertspoons", "dsp"), "dessertspoon"),
    **dict.fromkeys(("tin", "tins", "cans"), "can"),
    **dict.fromkeys(("tub", "tubs", "pots", "container"), "pot"),
    **dict.fromkeys(("packet", "packets", "pack", "packs", "bags"), "bag"),
    **dict.fromkeys(("servings", "portion", "portions", "helping"), "serving"),
    **dict.fromkeys(("spoon", "spoons", "spoonful", "spoonfuls"), "tablespoon"),
    **dict.fromkeys(("dash", "dashes", "glug"), "splash"),
    **dict.fromkeys(("drizzles",), "drizzle"),
    **dict.fromkeys(("handfuls", "fistful"), "handful"),
    **dict.fromkeys(("piece", "pieces"), "piece"),
    **dict.fromkeys(("glasses",), "glass"),
}
PLURALS = (
    *("cup", "pint", "slice", "scoop", "bowl", "plate", "mug", "rasher", "fillet", "bottle"),
    *("square", "bar", "clove", "knob", "stick", "shot"),
)
UNITS: Mapping[str, str] = {
    **{name: name for name in (*GRAMS, *MILLILITRES, *HOUSEHOLD_GRAMS, "serving", "piece")},
    **{f"{name}s": name for name in PLURALS},
    "pinches": "pinch",
    **SYNONYMS,
}
"""Every spelling of a unit, and the unit."""
NUMBER_WORDS: Mapping[str, Decimal] = {
    **{
        word: Decimal(value)
        for value, word in enumerate(
            (
                *("one", "two", "three", "four", "five", "six"),
                *("seven", "eight", "nine", "ten", "eleven", "twelve"),
            ),
            start=1,
        )
    },
    **{
        word: Decimal(value)
        for word, value in (
            *(("fifteen", 15), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)),
            *(("sixty", 60), ("seventy", 70), ("eighty", 80), ("a hundred", 100)),
            *(("one hundred", 100), ("two hundred", 200), ("three hundred", 300)),
            *(("four hundred", 400), ("five hundred", 500)),
        )
    },
    "half a dozen": Decimal(6),
    "a dozen": Decimal(12),
    "dozen": Decimal(12),
    "three quarters of a": Decimal("0.75"),
    "three quarters of an": Decimal("0.75"),
    "a quarter of a": Decimal("0.25"),
    "a quarter of an": Decimal("0.25"),
    "quarter of a": Decimal("0.25"),
    "quarter of an": Decimal("0.25"),
    "a third of a": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
    "one and a half": Decimal("1.5"),
    "two and a half": Decimal("2.5"),
    "half of an": Decimal("0.5"),
    "half of a": Decimal("0.5"),
    "half an": Decimal("0.5"),
    "half a": Decimal("0.5"),
    "a half": Decimal("0.5"),
    "half": Decimal("0.5"),
    "a couple of": Decimal(2),
    "couple of": Decimal(2),
    "a couple": Decimal(2),
    "couple": Decimal(2),
    "a pair of": Decimal(2),
    "a": Decimal(1),
    "an": Decimal(1),
}
LOOSE_NUMBERS: Mapping[str, tuple[Decimal, Decimal, Decimal]] = {
    "a few": (Decimal(3), Decimal(2), Decimal(4)),
    "few": (Decimal(3), Decimal(2), Decimal(4)),
    "several": (Decimal(4), Decimal(3), Decimal(6)),
}
"""Usual, low and high count. Source: coaching practice."""
FRACTIONS: Mapping[str, str] = {
    "½": "1/2",
    "¼": "1/4",
    "¾": "3/4",
    "⅓": "1/3",
    "⅔": "2/3",
    "⅛": "1/8",
}
ABOUT = Decimal("0.10")
"""Band of an amount that was called about right. Source: coaching practice."""
_FIGURE = r"\d+(?:\.\d+)?"
NUMBER = rf"(?!{_FIGURE}\s*%)(?:\d+\s+\d+/\d+|\d+/\d+|{_FIGURE})"
_WORDS = "|".join(
    sorted((re.escape(word) for word in (*NUMBER_WORDS, *LOOSE_NUMBERS)), key=len, reverse=True)
)
_UNITS = "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True))
COUNT = rf"(?:{NUMBER}|(?:{_WORDS})\b)"
AMOUNT = (
    rf"(?P<low>{COUNT})(?:\s*(?:-|to|or)\s*(?P<high>{COUNT}))?"
    rf"(?:\s*(?:x|\*)\s*(?P<each>{NUMBER}))?"
    rf"(?:\s*(?:(?:level|heaped|large|small|big|huge|medium|full|generous|whole|good)\s+)?"
    rf"(?P<unit>{_UNITS})\b\.?)?"
)
"""One amount: a count or a range, perhaps times another, perhaps with a unit."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as it was said: a value with its low and high end, in a unit."""

    value: Decimal
    low: Decimal
    high: Decimal
    unit: str = ""
    """A key of `GRAMS`, `MILLILITRES` or `HOUSEHOLD_GRAMS`, `serving`, `piece`; empty: a count."""
    said: str = ""


def read_amount(match: re.Match[str], *, about: bool) -> Amount | None:
    """Return what a match of `AMOUNT` says, or None for a division by zero.

    Args:
        match: A match of `AMOUNT`.
        about: The athlete called it a rough value.
    """
    first = _number(match["low"])
    last = _number(match["high"]) if match["high"] else first
    times = _number(match["each"])[0] if match["each"] else Decimal(1)
    values = (*first, *last, times)
    if any(not value.is_finite() for value in values):
        return None
    low, high = min(first[1], last[1]) * times, max(first[2], last[2]) * times
    value = (first[0] + last[0]) / 2 * times
    if about:
        low, high = low * (1 - ABOUT), high * (1 + ABOUT)
    unit = UNITS[match["unit"]] if match["unit"] else ""
    said = " ".join(match.group(0)[match.start("low") - match.start() :].split())
    return Amount(value, low, high, unit, f"about {said}" if about else said)


def read_amount_of(unit: str, *, about: bool) -> Amount:
    """Return one of a unit, as in "glass of milk"."""
    spread = ABOUT if about else Decimal(0)
    return Amount(Decimal(1), 1 - spread, 1 + spread, UNITS[unit], f"a {unit}")


def _number(text: str) -> tuple[Decimal, Decimal, Decimal]:
    """Return the usual, low and high value of one count; not finite when a fraction has none."""
    words = " ".join(text.split())
    if words in LOOSE_NUMBERS:
        return LOOSE_NUMBERS[words]
    if words in NUMBER_WORDS:
        value = NUMBER_WORDS[words]
    else:
        value = sum((_part(part) for part in words.split()), Decimal(0))
    return value, value, value


def _part(text: str) -> Decimal:
    above, slash, below = text.partition("/")
    if not slash:
        return Decimal(above)
    return Decimal(above) / Decimal(below) if Decimal(below) else Decimal("NaN")
