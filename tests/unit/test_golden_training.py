"""Worked examples of strength and endurance on random inputs, each derived a second time."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from cli.golden.training import CALCULATIONS
from tests.derivations import Derivation, Example, disagreements, half_up, named

pytestmark = pytest.mark.unit


ONE_REP_MAX: dict[str, Callable[[float, int], float]] = {
    "epley": lambda w, n: w if n == 1 else w + w * n / 30,
    "brzycki": lambda w, n: w * 36 / (37 - n),
    "lombardi": lambda w, n: w * n**0.1,
    "mayhew": lambda w, n: 100 * w / (52.2 + 41.9 * math.exp(-0.055 * n)),
    "wathan": lambda w, n: 100 * w / (48.8 + 53.8 * math.exp(-0.075 * n)),
}
RTS = [
    100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85.0, 83.7, 82.4, 81.1, 79.9, 78.6,
    77.4, 76.2, 75.1, 73.9, 72.3, 70.7, 69.4, 68.0, 66.7, 65.3, 64.0, 62.6, 61.3, 59.9, 58.6,
]  # fmt: skip


def one_rep_max(name: str) -> Callable[[random.Random], Example]:
    def example(r: random.Random) -> Example:
        load = r.choice([r.randint(1, 400), r.randint(2, 160) * 2.5])
        reps = r.randint(1, 15)
        return {"weight": load, "reps": reps}, ONE_REP_MAX[name](load, reps)

    return example


def rated(r: random.Random) -> tuple[int, float, float]:
    reps, rpe = r.randint(1, 12), r.choice([6.5, 7, 7.5, 8, 8.5, 9, 9.5, 10])
    return reps, rpe, RTS[2 * (reps - 1) + int(2 * (10 - rpe))]


def e1rm_by_rpe(r: random.Random) -> Example:
    load, (reps, rpe, percent) = r.randint(10, 400), rated(r)
    return {"weight": load, "reps": reps, "rpe": rpe}, load / percent * 100


def load_at_rpe(r: random.Random) -> Example:
    top, (reps, rpe, percent) = r.randint(20, 400), rated(r)
    step = r.choice([0.5, 1, 1.25, 2.5, 5])
    inputs = {"e1rm": top, "reps": reps, "rpe": rpe, "round_to": step}
    return inputs, half_up(top * percent / 100, step)


def week_sets(r: random.Random) -> Example:
    top, week, step = r.randint(20, 320), r.randint(1, 4), r.choice([1, 1.25, 2.5, 5])
    shares = {1: (65, 75, 85), 2: (70, 80, 90), 3: (75, 85, 95), 4: (40, 50, 60)}[week]
    inputs = {"training_max": top, "week": week, "round_to": step}
    return inputs, [half_up(top * share / 100, step) for share in shares]


def per_side(r: random.Random) -> tuple[str, Example]:
    bar, unit = r.choice([(20, "kg"), (15, "kg"), (10, "kg"), (45, "lb"), (35, "lb")])
    stock = {"kg": [25, 20, 15, 10, 5, 2.5, 1.25], "lb": [45, 35, 25, 10, 5, 2.5]}[unit]
    target = r.choice([r.randint(5, 320), bar, bar + r.randint(0, 500) * 0.5])
    left, plates = (target - bar) / 2, list[float]()
    for plate in stock:
        while left >= plate:
            plates.append(plate)
            left -= plate
    name = f"per_side_greedy_{bar}{unit}_bar"
    return name, ({"target": target}, {"per_side": plates, f"unloaded_{unit}": left * 2})


WILKS_1994 = {
    "m": (-216.0475144, 16.2606339, -0.002388645, -0.00113732, 7.01863e-6, -1.291e-8),
    "f": (594.31747775582, -27.23842536447, 0.82112226871, -0.00930733913, 4.731582e-5, -9.054e-8),
}
WILKS_2020 = {
    "m": (47.4617885411949, 8.47206137941125, 0.073694103462609, -1.39583381094385e-3,
          7.07665973070743e-6, -1.20804336482315e-8),
    "f": (-125.425539779509, 13.7121941940668, -0.0330725063103405, -1.0504000506583e-3,
          9.38773881462799e-6, -2.3334613884954e-8),
}  # fmt: skip
DOTS = {
    "m": (-307.75076, 24.0900756, -0.1918759221, 0.0007391293, -0.000001093),
    "f": (-57.96288, 13.6175032, -0.1126655495, 0.0005158568, -0.0000010706),
}


def total(r: random.Random) -> tuple[dict[str, Any], float]:
    sex = r.choice("mf")
    weight = round(r.uniform(40, 200 if sex == "m" else 150), 1)
    return {"total_kg": r.randint(50, 1200), "bodyweight_kg": weight, "sex": sex}, weight


def polynomial(
    terms: Mapping[str, tuple[float, ...]], scale: float
) -> Callable[[random.Random], Example]:
    def example(r: random.Random) -> Example:
        i, weight = total(r)
        below = 0.0
        for term in reversed(terms[i["sex"]]):
            below = below * weight + term
        return i, i["total_kg"] * scale / below

    return example


def good_lift(r: random.Random) -> Example:
    i, weight = total(r)
    a, b, c = {
        "m": (1199.72839, 1025.18162, 0.00921),
        "f": (610.32796, 1045.59282, 0.03048),
    }[i["sex"]]
    return i, i["total_kg"] * 100 / (a - b * math.exp(-c * weight))


def tanaka(r: random.Random) -> Example:
    age = r.randint(15, 95)
    return {"age": age}, 208 - 0.7 * age


def karvonen(r: random.Random) -> Example:
    age, rest, share = r.randint(15, 95), r.randint(35, 95), round(r.uniform(0.3, 0.95), 2)
    expected = rest + share * (208 - 0.7 * age - rest)
    return {"age": age, "rest": rest, "fraction": share}, round(expected)


def cooper(r: random.Random) -> Example:
    metres = r.randint(900, 4500)
    return {"metres": metres}, (metres - 504.9) / 44.73


def rockport(r: random.Random) -> Example:
    lb, age, male = r.randint(90, 350), r.randint(18, 80), r.randint(0, 1)
    minutes, hr = round(r.uniform(9, 25), 1), r.randint(80, 190)
    inputs = {"weight_lb": lb, "age": age, "male": male, "time_min": minutes, "hr": hr}
    expected = 132.853 - 0.0769 * lb - 0.3877 * age + 6.315 * male
    return inputs, expected - 3.2649 * minutes - 0.1565 * hr


def jackson(r: random.Random) -> Example:
    par, age, bmi, male = r.randint(0, 7), r.randint(18, 80), r.randint(17, 45), r.randint(0, 1)
    inputs = {"par": par, "age": age, "bmi": bmi, "male": male}
    return inputs, 56.363 + 1.921 * par - 0.381 * age - 0.754 * bmi + 10.987 * male


def daniels(r: random.Random) -> Example:
    metres = r.choice([1500, 3000, 5000, 10000, 21097, 42195])
    minutes = round(metres / r.uniform(140, 350))
    v = metres / minutes
    cost = 0.000104 * v * v + 0.182258 * v - 4.60
    share = 0.8 + 0.1894393 * math.exp(-0.012778 * minutes)
    share += 0.2989558 * math.exp(-0.1932605 * minutes)
    return {"metres": metres, "minutes": minutes}, cost / share


def pace(r: random.Random) -> Example:
    vdot, share = round(r.uniform(25, 85), 1), round(r.uniform(0.59, 1.1), 2)
    slow, fast = 30.0, 700.0
    for _ in range(60):
        middle = (slow + fast) / 2
        cost = 0.000104 * middle * middle + 0.182258 * middle - 4.60
        slow, fast = (middle, fast) if cost < vdot * share else (slow, middle)
    return {"vdot": vdot, "fraction": share}, round(60000 / slow)


def riegel(r: random.Random) -> tuple[str, Example]:
    power = r.choice(["1.06", "1.08", "1.1", "1.15"])
    i = {"t1_min": r.randint(4, 240), "d1": r.randint(1, 42), "d2": r.randint(1, 100)}
    return f"riegel_{power}", (i, i["t1_min"] * (i["d2"] / i["d1"]) ** float(power))


def met(r: random.Random) -> Example:
    value, kg, minutes = round(r.uniform(1, 20), 1), r.randint(40, 200), r.randint(1, 300)
    return {"met": value, "kg": kg, "minutes": minutes}, round(value * 3.5 * kg / 200 * minutes)


def foster(r: random.Random) -> Example:
    loads = [r.choice([0, r.randint(50, 1200)]) for _ in range(7)]
    loads[0], loads[1] = 0, r.randint(50, 1200)
    mean = sum(loads) / 7
    spread = math.sqrt(sum((each - mean) ** 2 for each in loads) / 6)
    return {"daily_srpe": loads}, [mean / spread, sum(loads) * mean / spread]


def acwr(r: random.Random) -> Example:
    loads = [r.choice([0, r.randint(50, 900)]) for _ in range(28)]
    loads[3] = 100
    last = sum(loads[21:]) / 7
    return {"daily28": loads}, [last / (sum(loads) / 28), last / (sum(loads[:21]) / 21)]


def double_progression(r: random.Random) -> Example:
    prescribed, inc, sets = r.randint(5, 200), r.choice([1, 1.25, 2, 2.5, 5]), r.randint(1, 6)
    load = prescribed + r.choice([0, 0, 0, -2.5, 2.5])
    low = r.randint(3, 12)
    high = low + r.randint(0, 6)
    at_top = r.random() < 0.6
    reps = [high if at_top else r.randint(max(1, low - 2), high + 2) for _ in range(sets)]
    if r.random() < 0.2:
        reps = reps[:-1]
    i = {"load": load, "prescribed": prescribed, "reps": reps, "lo": low, "hi": high}
    earned = load >= prescribed and len(reps) >= sets and all(n >= high for n in reps)
    expected = [load + inc, low] if earned else [prescribed, "keep, add reps"]
    return {**i, "n_sets": sets, "inc": inc}, expected


def linear(r: random.Random) -> Example:
    load, fails, inc = r.randint(20, 300), r.randint(0, 5), r.choice([1, 1.25, 2.5, 5])
    after = load + inc if fails == 0 else load if fails < 3 else half_up(load * 0.9)
    return {"load": load, "consecutive_fails": fails, "inc": inc}, after


def warm_up(r: random.Random) -> Example:
    work = r.choice([r.randint(20, 300), r.randint(8, 120) * 2.5])
    ramp = [[half_up(work * share / 100), n] for share, n in ((40, 8), (60, 5), (80, 3), (90, 1))]
    return {"work_kg": work}, [[20, 10], *ramp]


SIGNATURES: list[tuple[str, float, Derivation]] = [
    *(("1rm", 0.1, named(name, one_rep_max(name))) for name in ONE_REP_MAX),
    ("rpe", 0.2, named("e1rm_from_rts_table", e1rm_by_rpe)),
    ("rpe", 0.01, named("load_for_reps_at_rpe", load_at_rpe)),
    ("531", 0.01, named("week_sets", week_sets)),
    ("plates", 0.001, per_side),
    ("score", 0.05, named("wilks_1994", polynomial(WILKS_1994, 500))),
    ("score", 0.05, named("wilks_2020", polynomial(WILKS_2020, 600))),
    ("score", 0.05, named("dots", polynomial(DOTS, 500))),
    ("score", 0.05, named("ipf_gl_classic", good_lift)),
    ("hr", 0.1, named("tanaka", tanaka)),
    ("hr", 1, named("karvonen", karvonen)),
    ("vo2max", 0.1, named("cooper_12min", cooper)),
    ("vo2max", 0.1, named("rockport", rockport)),
    ("vo2max", 0.1, named("jackson_1990_bmi", jackson)),
    ("vdot", 0.1, named("daniels", daniels)),
    ("pace", 1, named("sec_per_km_at_fraction", pace)),
    ("race", 0.05, riegel),
    ("met", 1, named("kcal=MET*3.5*kg/200*min", met)),
    ("load", 1, named("foster_monotony_strain(sample sd)", foster)),
    ("load", 0.01, named("acwr_coupled/uncoupled (descriptive only)", acwr)),
    (
        "double_progression",
        0,
        named("load>=prescribed AND all n sets at top -> +inc, reset", double_progression),
    ),
    ("linear", 0.01, named("success +inc; 1-2 fails repeat; 3 fails -10%", linear)),
    ("warmup", 0.01, named("bar x10, 40x8, 60x5, 80x3, 90x1", warm_up)),
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
