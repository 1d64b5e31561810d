"""Turns the words an athlete uses for a food into the words that food tables use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

AMOUNT = re.compile(
    r"\b\d+(?:[.,]\d+)?\s*(?:g|gr|grams?|kg|mg|ml|cl|dl|l|oz|lbs?|cups?|tbsp|tsp|slices?|x)\b"
)
WORD = re.compile(r"\d+(?:[.,]\d+)?(?=\s*%)|[^\W\d_]{2,}")
IGNORED = frozenset(
    [
        *("and", "of", "with", "the", "an", "in", "on", "some", "my", "for", "to", "made", "per"),
        *("bowl", "cup", "glass", "piece", "pieces", "slice", "slices", "serving", "portion"),
        *("small", "medium", "large", "half", "fat", "style", "homemade", "plate", "pot", "spoon"),
    ]
)
"""Words that do not tell foods apart: amounts, sizes and connecting words."""
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
    "aubergine": ("eggplant",),
    "courgette": ("zucchini",),
    "rocket": ("arugula",),
    "beetroot": ("beets",),
    "swede": ("rutabaga",),
    "chickpea": ("garbanzo",),
    "chickpeas": ("garbanzo",),
    "wholemeal": ("whole",),
    "wholewheat": ("whole", "wholemeal"),
    "skimmed": ("nonfat", "skim"),
    "skim": ("nonfat", "skimmed"),
    "nonfat": ("skim", "skimmed"),
    "0": ("nonfat", "skim"),
    "crisps": ("chips",),
    "sweetcorn": ("corn",),
    "coke": ("cola",),
    "whisky": ("whiskey",),
    "grilled": ("cooked", "roasted", "broiled"),
    "roasted": ("cooked", "roast"),
    "roast": ("cooked", "roasted"),
    "baked": ("cooked",),
    "boiled": ("cooked",),
    "fried": ("fry",),
    "cooked": ("boiled", "roasted", "grilled", "baked"),
    "steak": ("beef",),
    "protein": ("whey",),
    "lasagne": ("lasagna",),
    "kebab": ("kabob", "shish"),
    "doughnut": ("donut",),
    "uncooked": ("raw", "dry"),
    "raw": ("uncooked", "dry"),
    "dry": ("uncooked", "raw"),
    "canned": ("tinned",),
    "tinned": ("canned",),
}
"""Other words for the same thing. Source: British and American names of foods; cooking words that
the tables use for the same state."""
AS_BOUGHT = frozenset({"raw", "dry", "uncooked", "dried", "frozen", "powder"})
"""States an athlete names when the weight is that of the uncooked food."""


def search_groups(query: str) -> list[tuple[str, ...]]:
    """Return one group of interchangeable words for each telling word of a query, at most eight."""
    folded = unicodedata.normalize("NFKC", query).casefold()
    found = WORD.findall(AMOUNT.sub(" ", folded))
    telling = list(dict.fromkeys(word for word in found if word not in IGNORED)) or found
    return [(word, *SYNONYMS.get(word, ())) for word in telling[:8]]
