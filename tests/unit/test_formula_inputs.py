"""Every listed formula, each number it takes: impossible values are refused, none comes out."""

from __future__ import annotations

import inspect
import json
import math
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cli.calc import jsonable
from coach.errors import InvalidInput
from coach.nutrition.rules.energy import Body
from coach.nutrition.rules.expenditure import DayLog
from coach.nutrition.rules.macros import Eater
from coach.training.rules.deload import Signs
from coach.training.rules.in_session import Aim
from coach.training.rules.progression import Range
from coach.units import MassUnit
from tools.formulas import FORMULAS

pytestmark = pytest.mark.unit

DAYS = [DayLog(date(2026, 9, 1) + timedelta(days=n), 2300, 80 - n / 20) for n in range(28)]
SAMPLES: dict[str, Any] = {
    "activity": "moderate", "after_kg": 79, "age": 40, "aim": Aim(5, 8, 8, Decimal("2.5")),
    "alpha": 0.1, "bar": Decimal(20),
    "bedtime": time(23), "before_kg": 80, "bmi": 24, "body": Body(80, 180, 40, "m"),
    "body_fat_pct": 20, "bodyweight_kg": 80, "change_kg": -0.5, "code": "12050",
    "concentric_s": [0.8, 1.0], "cut": 0.5, "daily_loads": [100, 200] * 14,
    "daily_weights_kg": [80, 79.9, 79.8], "day": 1, "days": 21, "diet_started": None,
    "direction": "lose", "distance": 5, "done_load": Decimal(30), "drunk_l": 1,
    "eater": Eater(80, 180, 40, "m"), "effort": 8, "exercise": "back_squat", "exercise_kcal": 300,
    "exponent": 1.06, "factor": 1.55, "failures": 0, "fat_free_mass_kg": 60, "fluid_l": 0.5,
    "fraction": 0.7,
    "height_cm": 180, "high": 2.2, "high_g_per_h": 60, "hip_cm": 98, "hours": 1, "hours_before": 2,
    "hr": 130, "increment": Decimal("2.5"), "intake_kcal": 2300, "isolation": False, "kcal": 2300,
    "last_week_km": 30, "level": "light", "load": Decimal(100), "loads": [Decimal(50), Decimal(55)],
    "loss_pct": 20, "lost_kg": 1,
    "low": 1.6, "low_g_per_h": 30, "lower_body": True, "maintenance_kcal": 2600, "male": 1,
    "mass_kg": 80, "max_bpm": 185, "mean_intake_kcal": 2300, "measured_max_bpm": 185, "met": 9.3,
    "metres": 5000, "mg": 200, "mg_per_kg": 3, "minutes": 25, "name": "DMAA", "neck_cm": 39,
    "novice": True, "one_rep_max": 150, "pairs": {Decimal(20): 1}, "par": 5, "pct_per_week": 0.5,
    "plates": [Decimal(20)], "pregnant": False, "prescribed": Range(Decimal(30), 2, 6, 10),
    "previous_days": 7, "previous_kcal": 2600, "prior_kcal": 2500, "protein": (120, 160),
    "protein_weight_kg": 80,
    "purpose": "heavy", "planned": Decimal(52), "rate_pct": 0.5, "rated": 8.5,
    "reps": 5, "rest_bpm": 60, "resting_kcal": 1700, "rpe": 8,
    "session_sets": Decimal(6), "sets": 4, "sex": "f", "share": 0.7, "signs": Signs(),
    "shares": [(Decimal("0.4"), 8)], "spending": None, "step": Decimal("2.5"), "sweat_l_per_h": 1,
    "target": Decimal(100), "target_distance": 10, "target_rpe": 8, "time_min": 14, "total_kg": 500,
    "training": "light", "training_max": 100, "unit": MassUnit.KG, "urine_l": 0.1, "vdot_value": 50,
    "velocity_m_min": 250, "waist_cm": 80, "week": 1, "week_km": 30, "weekly_sets": Decimal(10),
    "weeks": 10, "weight_kg": 80, "weight_lb": 176, "weights": [80, 79.9, 79.8],
    "work": Decimal(100),
}  # fmt: skip
OWN: dict[str, dict[str, Any]] = {
    "expenditure.adaptive_expenditure": {"days": DAYS},
    "load_choice.around": {"reps": (8, 12)},
    "trend.ols_slope_per_week": {"days": [0, 1, 2]},
    "progression.double_progression": {"reps": [10, 10]},
    "progression.next_training_max": {"training_max": Decimal(100)},
}
IMPOSSIBLE = (math.nan, math.inf, -math.inf, True, "5", -1e15, 1e15, 10**400, Decimal("sNaN"))
NUMBERS = ("float", "int", "Decimal", "float | None")
LISTS = ("Sequence[float]", "Sequence[int]", "Sequence[Decimal]")


def arguments(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each, parameter in inspect.signature(FORMULAS[name]).parameters.items():
        value = OWN.get(name, {}).get(each, SAMPLES[each])
        exact = isinstance(value, Decimal) and parameter.annotation == "float"
        found[each] = float(value) if exact else value
    return found


def test_every_formula_takes_plausible_values_and_gives_finite_ones() -> None:
    for name, formula in FORMULAS.items():
        answer = json.dumps(jsonable(formula(**arguments(name))), default=str)
        assert "nan" not in answer.lower().split('"'), name
        assert "inf" not in answer.lower().split('"'), name


@pytest.mark.parametrize("bad", IMPOSSIBLE, ids=lambda bad: repr(bad)[:12])
def test_no_formula_takes_an_impossible_number(bad: object) -> None:
    taken: list[str] = []
    for name, formula in FORMULAS.items():
        for each, parameter in inspect.signature(formula).parameters.items():
            sound = arguments(name)
            kind = str(parameter.annotation)
            if kind in NUMBERS:
                planted = bad
            elif kind in LISTS:
                planted = [bad, *sound[each][1:]]
            else:
                continue
            try:
                formula(**{**sound, each: planted})
            except InvalidInput:
                continue
            taken.append(f"{name}({each})")
    assert taken == []
