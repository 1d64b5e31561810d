"""The shipped content is complete, unique and agrees with the formulas it quotes."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest
import yaml

from coach.nutrition.model import Food
from coach.training.model import fold_name
from store import catalogue, usda

pytestmark = pytest.mark.unit


def test_exercises_have_unique_ids_and_names() -> None:
    entries = catalogue.exercises()
    ids = Counter(entry.exercise.id for entry in entries)
    names = Counter(
        name
        for entry in entries
        for name in {
            fold_name(each).replace(" ", "") for each in (entry.exercise.name, *entry.aliases)
        }
    )
    assert [*ids - Counter(set(ids))] == []
    assert [*names - Counter(set(names))] == []


def test_own_foods_agree_with_their_macronutrients() -> None:
    lines = yaml.safe_load(catalogue.content().joinpath("foods.yaml").read_text(encoding="utf-8"))
    alcohol = {f"own:{line['id']}": Decimal(str(line.get("alcohol", 0))) for line in lines}
    for food in catalogue.own_foods():
        explained = 4 * food.protein_g + 4 * food.carbohydrate_g + 9 * food.fat_g
        explained += 7 * alcohol[food.id]
        fibre = food.fibre_g or Decimal(0)
        assert (explained - 2 * fibre) * Decimal("0.92") - 5 <= food.kcal, food.name
        assert food.kcal <= explained * Decimal("1.08") + 5, food.name
        assert food.protein_g + food.carbohydrate_g + food.fat_g <= 101, food.name


@pytest.mark.parametrize(
    ("note_id", "figures"),
    [
        ("protein_daily", ["1.6 to 2.2 g/kg", "0.8 g/kg", "1.0 to 2.2"]),
        ("protein_deficit", ["2.3 to 3.1 g per kg of fat-free mass"]),
        ("protein_timing", ["0.25 to 0.4 g per kg", "three to five meals"]),
        ("protein_older", ["1.2 to 1.6 g"]),
        ("energy_needs", ["10 x weight in kg + 6.25 x height in cm - 5 x age", "161", "10 %"]),
        ("adaptive_expenditure", ["7,700 kcal"]),
        ("rate_of_loss", ["0.5 to 1.0 %", "429 kcal", "25 %"]),
        ("rate_of_gain", ["0.25 to 0.5 %"]),
        ("intake_floors", ["below 30 kcal", "1,200 kcal", "1,500 kcal", "800 kcal"]),
        ("fat_and_carbs", ["20 to 35 %", "0.5 to 0.6 g"]),
        ("carbs_during", ["30 to 60 g", "90 g", "1 to 4 g per kg"]),
        ("fibre_food_quality", ["14 g of fibre for every 1,000 kcal"]),
        ("hydration", ["5 to 7 ml", "2 %", "1.25 to 1.5 litres", "1.7 litres"]),
        ("caffeine", ["3 to 6 mg", "400 mg a day", "200 mg at a time", "8 to 12 hours"]),
        ("creatine", ["3 to 5 g", "0.3 g per kg"]),
        ("other_supplements", ["4 to 6 g", "5 to 8 mmol"]),
        ("weekly_volume", ["0.37 %", "4 to 6 sets", "10 to 20"]),
        ("rpe_scale", ["2 to 2.5 %"]),
        ("rest_intervals", ["3 to 5 minutes", "2 to 3 minutes", "1 to 1.5 minutes"]),
        ("linear_progression", ["2.5 kg", "5 kg", "10 %"]),
        ("five_three_one", ["90 %", "65, 75 and 85 %", "40, 50 and 60 %"]),
        ("deload", ["half the sets", "60 to 80 %", "four to eight weeks"]),
        ("taper", ["40 to 60 %"]),
        ("layoff_return", ["90 %", "80 %", "70 %", "50 to 60 %"]),
        ("tempo", ["20 %", "40 %"]),
        ("heart_rate_zones", ["208 - 0.7 x age", "40 to 59 %", "60 to 89 %", "136"]),
        ("running_build", ["1.06", "41.7", "10 %", "30 %"]),
        ("body_fat_estimates", ["three to four percentage points", "half of the height"]),
        ("strength_scores", ["339 DOTS"]),
    ],
)
def test_figures_of_a_note_are_those_of_the_formulas(note_id: str, figures: list[str]) -> None:
    (note,) = (note for note in catalogue.notes() if note.id == note_id)
    assert [figure for figure in figures if figure not in note.text] == []


def food(kcal: str, protein: str, carbohydrate: str, fat: str, fibre: str = "0") -> Food:
    (base, *_) = catalogue.own_foods()
    return Food(
        id=base.id,
        name="x",
        kcal=Decimal(kcal),
        protein_g=Decimal(protein),
        carbohydrate_g=Decimal(carbohydrate),
        fat_g=Decimal(fat),
        fibre_g=Decimal(fibre),
    )


@pytest.mark.parametrize(
    ("row", "alcoholic", "kept"),
    [
        (food("165", "31", "0", "3.6"), False, True),
        (food("0", "0", "100", "0"), False, False),
        (food("216", "15.5", "64.5", "4.3", "42.8"), False, True),
        (food("231", "0", "0", "0"), False, False),
        (food("231", "0", "0", "0"), True, True),
    ],
)
def test_energy_must_agree_with_macronutrients(row: Food, *, alcoholic: bool, kept: bool) -> None:
    assert usda.is_plausible(row, alcoholic=alcoholic) is kept
