"""Worked examples of energy, body and food on random inputs, each derived a second time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from cli.golden.nutrition import CALCULATIONS
from tests.derivations import Derivation, Example, disagreements, named

pytestmark = pytest.mark.unit


def body(r: random.Random) -> dict[str, Any]:
    return {
        "weight_kg": r.choice([r.randint(40, 200), round(r.uniform(40, 200), 1)]),
        "height_cm": r.randint(140, 210),
        "age": r.randint(18, 90),
        "sex": r.choice("mf"),
        "body_fat_pct": r.randint(5, 50),
    }


def mifflin(i: Mapping[str, Any]) -> float:
    offset = 5 if i["sex"] == "m" else -161
    return 10 * i["weight_kg"] + 6.25 * i["height_cm"] - 5 * i["age"] + offset


def harris_benedict(i: Mapping[str, Any]) -> float:
    w, h, a = i["weight_kg"], i["height_cm"], i["age"]
    if i["sex"] == "m":
        return 88.362 + 13.397 * w + 4.799 * h - 5.677 * a
    return 447.593 + 9.247 * w + 3.098 * h - 4.330 * a


def lean(i: Mapping[str, Any]) -> float:
    return i["weight_kg"] * (100 - i["body_fat_pct"]) / 100


RESTING: dict[str, Callable[[Mapping[str, Any]], float]] = {
    "mifflin_st_jeor": mifflin,
    "harris_benedict_revised": harris_benedict,
    "katch_mcardle": lambda i: 370 + 21.6 * lean(i),
    "cunningham_1980": lambda i: 500 + 22 * lean(i),
    "cunningham_1991": lambda i: 370 + 21.6 * lean(i),
}


def resting(name: str) -> Derivation:
    def example(r: random.Random) -> tuple[str, Example]:
        i = body(r)
        return name, (i, RESTING[name](i))

    return example


def tdee(r: random.Random) -> tuple[str, Example]:
    i = body(r)
    factor = r.choice(["1.2", "1.375", "1.55", "1.725", "1.9"])
    return f"mifflin*{factor}", (i, round(mifflin(i) * float(factor)))


def weights(r: random.Random) -> list[float]:
    start, slope = r.uniform(45, 180), r.uniform(-0.15, 0.1)
    return [round(start + slope * n + r.gauss(0, 0.4), 1) for n in range(r.randint(7, 60))]


def slope_per_day(series: list[float]) -> float:
    n = len(series)
    day, level = (n - 1) / 2, sum(series) / n
    over = sum((x - day) * (y - level) for x, y in enumerate(series))
    return over / sum((x - day) ** 2 for x in range(n))


def ewma(r: random.Random) -> tuple[str, Example]:
    alpha, series = r.choice([0.1, 0.2, 0.25, 0.5]), weights(r)
    smooth = series[0]
    for each in series[1:]:
        smooth = alpha * each + (1 - alpha) * smooth
    return f"ewma_alpha_{alpha}_last", ({"daily_weights": series}, smooth)


def adaptive_change(r: random.Random) -> Example:
    intake, change, days = r.randint(1200, 4500), round(r.uniform(-3, 2), 1), r.randint(7, 42)
    inputs = {"mean_intake": intake, "trend_change_kg": change, "days": days}
    return inputs, round(intake - change * 7700 / days)


def adaptive_slope(r: random.Random) -> Example:
    intake, series = r.randint(1200, 4500), weights(r)
    return (
        {"mean_intake": intake, "daily_weights": series},
        round(intake - 7700 * slope_per_day(series)),
    )


def availability(r: random.Random) -> Example:
    i = {
        "intake": r.randint(800, 4500),
        "exercise": r.randint(0, 1500),
        "ffm_kg": r.randint(30, 100),
    }
    return i, (i["intake"] - i["exercise"]) / i["ffm_kg"]


def navy(r: random.Random) -> Example:
    sex, height = r.choice("mf"), r.randint(145, 210)
    waist, neck, hip = r.randint(60, 140), r.randint(28, 46), r.randint(80, 140)
    i: dict[str, Any] = {"sex": sex, "height": height, "waist": waist, "neck": neck}
    if sex == "f" or r.random() < 0.3:
        i["hip"] = hip if sex == "f" else r.choice([hip, None, 0])
    log = math.log10
    if sex == "m":
        below = 1.0324 - 0.19077 * log(waist - neck) + 0.15456 * log(height)
    else:
        below = 1.29579 - 0.35004 * log(waist + hip - neck) + 0.22100 * log(height)
    return i, 495 / below - 450


def protein(r: random.Random) -> tuple[str, Example]:
    low, high = r.choice([("1.6", "2.2"), ("1.2", "2.0"), ("0.8", "1.2"), ("2.3", "3.1")])
    kg = r.randint(40, 200)
    expected = [kg * float(low), kg * float(high)]
    return f"{low}-{high} g/kg", ({"weight_kg": kg}, [round(each) for each in expected])


def caffeine(r: random.Random) -> Example:
    kg = r.randint(40, 200)
    return {"weight_kg": kg}, [3 * kg, min(6 * kg, 400)]


def rate_of_loss(r: random.Random) -> Example:
    kg, share = r.randint(40, 200), r.choice([0.25, 0.5, 0.7, 0.75, 1.0, 1.5])
    return {"weight_kg": kg, "pct_per_week": share}, round(kg * share / 100 * 7700 / 7)


def sweat(r: random.Random) -> Example:
    pre, lost, urine = r.randint(45, 130), r.uniform(0.5, 2.5), round(r.uniform(0, 0.4), 1)
    post, fluid, hours = round(pre - lost, 1), round(r.uniform(0, 2), 1), r.choice([0.5, 1, 1.5, 3])
    i = {"pre": pre, "post": post, "fluid_l": fluid, "urine_l": urine, "hours": hours}
    return i, (pre - post + fluid - urine) / hours


def carbs(r: random.Random) -> Example:
    minutes = r.choice([r.randint(20, 400), 150, 151])
    i: dict[str, Any] = {"minutes": minutes}
    if r.random() < 0.8:
        i["weight_kg"] = r.randint(40, 200)
    rate = 60 if minutes <= 150 else 90
    return i, [round(30 * minutes / 60), round(rate * minutes / 60)]


SIGNATURES: list[tuple[str, float, Derivation]] = [
    *(("rmr", 0.5, resting(name)) for name in RESTING),
    ("tdee", 1, tdee),
    ("adaptive_tdee", 1, named("intake - dtrend*7700/days", adaptive_change)),
    ("adaptive_tdee", 5, named("intake - ols_slope*7700", adaptive_slope)),
    (
        "weight_trend",
        0.01,
        named(
            "ols_slope_kg_per_week",
            lambda r: ({"daily_weights": (s := weights(r))}, slope_per_day(s) * 7),
        ),
    ),
    ("weight_trend", 0.02, ewma),
    ("energy_availability", 0.1, named("(EI-EEE)/FFM", availability)),
    ("bodyfat", 0.1, named("us_navy_cm", navy)),
    ("protein", 1, protein),
    ("caffeine", 1, named("3-6 mg/kg, capped 400/day (single 200 EFSA)", caffeine)),
    ("rate_of_loss", 1, named("kcal/day = w*pct*7700/7", rate_of_loss)),
    ("hydration", 0.01, named("sweat L/h=(pre-post+fluid-urine)/h", sweat)),
    ("carbs", 1, named("during 30-60 g/h (>150 min: up to 90)", carbs)),
]


@pytest.mark.parametrize(
    ("item", "tol", "example"), SIGNATURES, ids=[f"{n}-{s[0]}" for n, s in enumerate(SIGNATURES)]
)
def test_random_plausible_inputs_agree_with_a_second_derivation(
    item: str, tol: float, example: Derivation
) -> None:
    assert disagreements(item, tol, example) == []


def test_every_item_that_can_be_run_is_derived_here() -> None:
    assert {each.item for each in CALCULATIONS} == {item for item, _, _ in SIGNATURES}
