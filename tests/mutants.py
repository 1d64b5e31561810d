"""Plants one error at a time in the formulas and rules and shows that a test fails for each.

Run with `python -m tests.mutants`; it copies the tree, so the working copy is never touched.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("coach", "cli", "tools", "tests/unit", "tests/__init__.py", "pyproject.toml")
TIMEOUT_S = 120.0
PRELOADED = ("hypothesis", "numpy", "pydantic", "scipy.special")
FORK = multiprocessing.get_context("fork")
"""Children start with the heavy libraries loaded and with none of the packages under test."""
FOOD = "coach/nutrition/rules"
TRAINING = "coach/training/rules"


class Mutant(NamedTuple):
    """One planted error: a text that stands once in a module, and what it becomes."""

    module: str
    old: str
    new: str
    tests: str
    """Owning test module, without folder and suffix."""


def _in(folder: str, module: str, tests: str, *changes: tuple[str, str]) -> list[Mutant]:
    path = f"{folder}/{module}.py"
    return [Mutant(path, old, new, tests) for old, new in changes]


FORMULAS: tuple[Mutant, ...] = (
    *_in(
        FOOD,
        "rmr",
        "test_energy_rules",
        ("6.25 * height_cm", "6.52 * height_cm"),
        ("(5 if sex", "(15 if sex"),
        ("88.362 + 13.397", "88.362 + 13.379"),
        ("4.330 * age", "4.303 * age"),
        ("500 + 22 * lean", "500 + 21 * lean"),
        ("(1 - body_fat_pct / 100)", "(body_fat_pct / 100)"),
        ('one_of("sex", sex, ("f", "m"))', 'one_of("sex", sex, ("f", "m", sex))'),
    ),
    *_in(
        FOOD,
        "energy",
        "test_energy_rules",
        ('"moderate": 1.55', '"moderate": 1.5'),
        ("KCAL_PER_KG = 7700.0", "KCAL_PER_KG = 7000.0"),
        ("(1.70, 1.99)", "(1.70, 1.90)"),
        ('"f": 1200.0', '"f": 1100.0'),
        ("return max(found, key", "return min(found, key"),
        ("MAX_DEFICIT_SHARE = 0.25", "MAX_DEFICIT_SHARE = 0.35"),
        ("MAX_GAIN_PCT = 0.5", "MAX_GAIN_PCT = 1.0"),
        ("< MEDICAL_KCAL", "<= MEDICAL_KCAL"),
        ("least = LOW_AVAILABILITY * mass + spent", "least = LOW_AVAILABILITY * mass"),
    ),
    *_in(
        FOOD,
        "energy",
        "test_nutrition_rules",
        ("    if pregnant:\n", "    if False:\n"),
        ("body.age < ADULT_AGE", "body.age < 16"),
        ("body.bmi < MIN_BMI", "body.bmi < 17"),
        ("if rate > MAX_LOSS_PCT:", "if rate < MAX_LOSS_PCT:"),
    ),
    *_in(
        FOOD,
        "availability",
        "test_energy_rules",
        ("value < LOW_AVAILABILITY", "value <= LOW_AVAILABILITY"),
        ("(intake_kcal - exercise_kcal)", "(intake_kcal + exercise_kcal)"),
    ),
    *_in(
        FOOD,
        "expenditure",
        "test_expenditure",
        ("intake - slope.per_week / 7", "intake + slope.per_week / 7"),
        ("MIN_SHARE_LOGGED = 0.70", "MIN_SHARE_LOGGED = 0.65"),
        ("PARTIAL_SHARE = 0.50", "PARTIAL_SHARE = 0.40"),
        (" and not r.partial", ""),
        ("REGRESSION_ALONE_DAYS = 21", "REGRESSION_ALONE_DAYS = 22"),
        ("window.length / MAX_DAYS", "window.length / 21"),
        ("< MIN_WEIGH_INS_A_WEEK:", "<= MIN_WEIGH_INS_A_WEEK:"),
        ("CAP_KCAL = 150.0", "CAP_KCAL = 250.0"),
        ("if previous is not None:", "if previous is None:"),
        ("WATER_DAYS = 7", "WATER_DAYS = 0"),
        ("MAX_DAYS = 28\n", "MAX_DAYS = 35\n"),
        ("PLAUSIBLE[0] * prior <= regressed", "regressed"),
    ),
    *_in(
        FOOD,
        "trend",
        "test_nutrition_rules",
        ("Slope(slope * 7", "Slope(slope * 6"),
        ("stdtrit(freedom, 0.975)", "stdtrit(freedom, 0.95)"),
    ),
    *_in(
        FOOD,
        "trend",
        "test_energy_rules",
        ("alpha * (weight - smooth)", "(1 - alpha) * (weight - smooth)"),
    ),
    *_in(
        FOOD,
        "macros",
        "test_fuel_rules",
        ("PROTEIN_HIGH = 2.2", "PROTEIN_HIGH = 2.0"),
        ("(2.3, 3.1)", "(2.0, 3.1)"),
        ("if fat <= LEAN_BODY_FAT", "if fat < LEAN_BODY_FAT"),
        ("and eater.in_deficit", ""),
        ("REFERENCE_BMI = 25.0", "REFERENCE_BMI = 27.0"),
        ("eater.age >= OLDER_AGE", "eater.age > OLDER_AGE"),
        ("if eater.kidney_disease:", "if False:"),
        ("FAT_MIN_G_PER_KG = 0.6", "FAT_MIN_G_PER_KG = 0.5"),
        ("FIBRE_G_PER_1000_KCAL = 14.0", "FIBRE_G_PER_1000_KCAL = 15.0"),
        ('"moderate": (5, 7)', '"moderate": (5, 8)'),
    ),
    *_in(
        FOOD,
        "caffeine",
        "test_fuel_rules",
        ("\nDAILY_MG = 400.0", "\nDAILY_MG = 500.0"),
        ("else SINGLE_MG", "else DAILY_MG"),
        ("PREGNANT_DAILY_MG = 200.0", "PREGNANT_DAILY_MG = 300.0"),
        ("< ADULT_AGE", "> ADULT_AGE"),
        ("HOURS_BEFORE_BED = (8, 12)", "HOURS_BEFORE_BED = (6, 12)"),
    ),
    *_in(
        FOOD,
        "fluids",
        "test_fuel_rules",
        ("+ fluid_l - urine_l", "+ fluid_l + urine_l"),
        ("REPLACE_L_PER_KG = (1.25, 1.5)", "REPLACE_L_PER_KG = (1.0, 1.5)"),
        ("drunk_l <= sweat_l_per_h", "drunk_l < sweat_l_per_h"),
        ("minutes <= THIRST_MINUTES", "minutes < THIRST_MINUTES"),
    ),
    *_in(
        FOOD,
        "fuelling",
        "test_fuel_rules",
        ("minutes <= MODERATE_UP_TO_MIN", "minutes < MODERATE_UP_TO_MIN"),
        ("minutes < NONE_BELOW_MIN", "minutes <= NONE_BELOW_MIN"),
        ("LONG_G_PER_H = 90.0", "LONG_G_PER_H = 80.0"),
    ),
    *_in(
        FOOD,
        "supplements",
        "test_fuel_rules",
        ("CREATINE_LOADING_G_PER_KG = 0.3", "CREATINE_LOADING_G_PER_KG = 0.2"),
        ("NITRATE_MMOL = (5.0, 8.0)", "NITRATE_MMOL = (6.0, 8.0)"),
    ),
    *_in(
        FOOD,
        "body_composition",
        "test_energy_rules",
        ("0.15456 * math", "0.15465 * math"),
        ("0.35004 * math", "0.35040 * math"),
        ("+ 6.1 *", "+ 6.3 *"),
    ),
    *_in(
        TRAINING,
        "one_rep_max",
        "test_loading_rules",
        ("reps / 30", "reps / 33"),
        ("(37 - reps)", "(36 - reps)"),
        ("reps**0.10", "reps**0.11"),
        ("-0.055 * reps", "-0.050 * reps"),
        ("48.8 + 53.8 *", "48.8 + 58.3 *"),
        ("Estimate(median(values)", "Estimate(max(values)"),
    ),
    *_in(
        TRAINING,
        "one_rep_max",
        "test_strength_rules",
        ("MAX_REPS_NORMAL = 10", "MAX_REPS_NORMAL = 11"),
        ("MAX_REPS = 15", "MAX_REPS = 20"),
    ),
    *_in(
        TRAINING,
        "scores",
        "test_endurance_rules",
        ("-0.00113732", "-0.00113372"),
        ("0.0005158568", "0.0005185568"),
        ("0.0007391293", "0.0007393291"),
        ("1045.59282", "1054.59282"),
        ("return min(high, max(low,", "return max(0, max(low,"),
    ),
    *_in(
        TRAINING,
        "aerobic",
        "test_endurance_rules",
        ("208 - 0.7 *", "220 - 1.0 *"),
        ("fraction * (highest - rest_bpm)", "fraction * highest"),
        ("/ 44.73", "/ 43.73"),
        ("- 3.2649 * time_min", "- 3.6249 * time_min"),
        ("- 0.754 * bmi", "- 0.745 * bmi"),
        ("+ 3.5\n", "+ 5.3\n"),
        ("15.3 * max_bpm", "15.0 * max_bpm"),
    ),
    *_in(
        TRAINING,
        "running",
        "test_endurance_rules",
        ("0.000104 * v**2", "0.000140 * v**2"),
        ("0.1894393 *", "0.1984393 *"),
        ("* ratio**power", "* ratio"),
        ('"threshold": (0.88, 0.88)', '"threshold": (0.90, 0.90)'),
        ("LONG_RUN_SHARE = 0.30", "LONG_RUN_SHARE = 0.50"),
    ),
    *_in(
        TRAINING,
        "mets",
        "test_endurance_rules",
        ("met * 3.5 *", "met * 3.0 *"),
        (" - met_kcal(1, weight_kg, minutes)", ""),
        ('"running, 9.7 km/h", 9.3', '"running, 9.7 km/h", 9.8'),
    ),
    *_in(
        TRAINING,
        "strain",
        "test_endurance_rules",
        ("mean(daily_loads) / stdev(daily_loads)", "stdev(daily_loads) / mean(daily_loads)"),
        ("acute / mean(daily_loads[:21])", "acute / mean(daily_loads[:14])"),
        ("sum(daily_loads) * value", "mean(daily_loads) * value"),
    ),
)
RULES: tuple[Mutant, ...] = (
    *_in(
        TRAINING,
        "rpe",
        "test_loading_rules",
        ("81.1, 79.9", "81.9, 79.9"),
        ("math.floor(2 * rpe + 0.5)", "math.floor(2 * rpe)"),
        ("share = 1 - PERCENT", "share = 1 + PERCENT"),
        ("abs(off) < RPE_TOLERANCE", "abs(off) <= RPE_TOLERANCE"),
    ),
    *_in(
        TRAINING,
        "progression",
        "test_loading_rules",
        ("FAILURES_BEFORE_REDUCTION = 3", "FAILURES_BEFORE_REDUCTION = 2"),
        ('REDUCTION = Decimal("0.90")', 'REDUCTION = Decimal("0.95")'),
        ("done_load >= prescribed.load and len(counted)", "len(counted)"),
        (" and len(counted) == prescribed.sets", ""),
        ("if complete and min(counted) >=", "if complete and max(counted) >="),
        ("reps[: prescribed.sets]", "reps"),
        ("done_load + increment, prescribed.low", "done_load + increment, prescribed.high"),
        ('(Decimal("0.95"), 1)', '(Decimal("0.90"), 1)'),
        ('TRAINING_MAX_SHARE = Decimal("0.90")', 'TRAINING_MAX_SHARE = Decimal("0.85")'),
        ("(lower if lower_body else upper)", "(upper if lower_body else lower)"),
        ("number != LIGHT_WEEK and", ""),
    ),
    *_in(
        TRAINING,
        "progression",
        "test_strength_rules",
        ("or not novice or", "or novice or"),
        ("return max(step, lower if", "return max(step, upper if"),
    ),
    *_in(
        TRAINING,
        "prescriptions",
        "test_prescribed_sessions",
        ("_at_load(work, asked)[: prescription.sets]", "_at_load(work, asked)"),
        ("len(reps) >= sets and min(reps)", "min(reps)"),
        ("and min(reps) >= target else", "and max(reps) >= target else"),
        ("and done.load_kg >= load", ""),
        ('failures = 0 if outcome == "met" or held', 'failures = 0 if outcome == "met"'),
    ),
    *_in(
        TRAINING,
        "next_session",
        "test_strength_rules",
        ("if share is not None:", "if share is None:"),
        ("(work.is_met and len(work.sets) >= sets)", "len(work.sets) >= sets"),
        ("if steps.increment > progression.LARGEST_STEP * load:", "if load < 0:"),
    ),
    *_in(
        TRAINING,
        "plates",
        "test_loading_rules",
        ("0, 50) + 1):", "0, 50) + 2):"),
        ("(abs(mass - side), mass)", "(abs(mass - side), -mass)"),
        ("total <= reach and len(chosen)", "total <= reach and -len(chosen)"),
        ("climbs and each.load < work and", "climbs and"),
        ("    if isolation:\n", "    if not work:\n"),
        ("HEAVY_REPS = 5\n", "HEAVY_REPS = 8\n"),
        ("left -= plate * count", "left -= plate"),
    ),
    *_in(
        TRAINING,
        "layoff",
        "test_strength_rules",
        ("BREAK_DAYS = 14", "BREAK_DAYS = 15"),
        ('(91, ReturnShare(Decimal("0.80")', '(91, ReturnShare(Decimal("0.90")'),
        ("(182, ", "(200, "),
    ),
    *_in(TRAINING, "layoff", "test_loading_rules", ("math.ceil(", "math.floor(")),
    *_in(
        TRAINING,
        "deload",
        "test_loading_rules",
        ("later < earlier", "later <= earlier"),
        ("REGRESSING_WEEKS = 2", "REGRESSING_WEEKS = 1"),
        ("RPE_CREEP = 1.0", "RPE_CREEP = 0.5"),
        ("weeks >= PLANNED_WEEKS[1]", "weeks > PLANNED_WEEKS[1]"),
        ("signs.by_percentage and", ""),
        ("LOAD_SHARE = (0.60, 0.80)", "LOAD_SHARE = (0.60, 0.95)"),
        ("math.ceil(", "math.floor("),
    ),
    *_in(
        TRAINING,
        "schemes",
        "test_loading_rules",
        ("spare -= extra", "spare -= 0"),
        ("* (1 - within(", "* (within("),
        ("len(UNDULATING)) - 1]", "len(UNDULATING)) - 2]"),
    ),
    *_in(TRAINING, "rest", "test_loading_rules", ('"heavy": (3.0, 5.0)', '"heavy": (2.0, 5.0)')),
    *_in(
        TRAINING,
        "volume",
        "test_strength_rules",
        ('SECONDARY = Decimal("0.5")', "SECONDARY = Decimal(1)"),
        ("HARD_RPE = Decimal(6)", "HARD_RPE = Decimal(5)"),
    ),
    *_in(
        TRAINING,
        "volume",
        "test_loading_rules",
        ("weekly_sets <= GROW_HIGH", "weekly_sets < GROW_HIGH"),
        ("weekly_sets < GROW_LOW", "weekly_sets <= GROW_LOW"),
        ("SESSION_HIGH = Decimal(8)", "SESSION_HIGH = Decimal(10)"),
    ),
)
MUTANTS = FORMULAS + RULES


def stale(root: Path, mutants: Sequence[Mutant]) -> list[Mutant]:
    """Return the mutants whose text does not stand exactly once in its module."""
    return [m for m in mutants if (root / m.module).read_text(encoding="utf-8").count(m.old) != 1]


def copy_tree(target: Path) -> None:
    """Copy what the owning tests need."""
    for name in COPIED:
        source, copy = ROOT / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, copy)


def passes(tree: Path, tests: Sequence[str]) -> bool:
    """Tell whether test modules pass in a tree, in a process of its own."""
    child = FORK.Process(target=_run_tests, args=(tree, tests))
    child.start()
    child.join(TIMEOUT_S)
    if child.exitcode is None:
        child.kill()
        child.join()
    return child.exitcode == 0


def _run_tests(tree: Path, tests: Sequence[str]) -> None:
    """Run test modules with the packages of `tree`, silently, and exit with pytest's code."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    sys.dont_write_bytecode = True
    plain = ["-q", "-x", "-n0", "-p", "no:randomly", "-p", "no:cacheprovider", "--noconftest"]
    plain += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # hypothesis is loaded already
    os._exit(pytest.main([*plain, *(f"tests/unit/{name}.py" for name in tests)]))


def is_killed(tree: Path, mutant: Mutant) -> bool:
    """Tell whether the owning tests fail once the error is planted."""
    path = tree / mutant.module
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(mutant.old, mutant.new), encoding="utf-8")
    try:
        return not passes(tree, [mutant.tests])
    finally:
        path.write_text(sound, encoding="utf-8")


def main() -> int:
    """Print one line a mutant and a total; 1 if a mutant survives or is stale."""
    for name in PRELOADED:
        importlib.import_module(name)
    old = stale(ROOT, MUTANTS)
    for mutant in old:
        print(f"stale     {mutant.module}: {mutant.old!r} does not stand there once")  # noqa: T201
    if old:
        return 1
    survivors = 0
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        copy_tree(tree)
        if not passes(tree, sorted({mutant.tests for mutant in MUTANTS})):
            print("the tests fail without a planted error")  # noqa: T201
            return 1
        for mutant in MUTANTS:
            killed = is_killed(tree, mutant)
            survivors += not killed
            verdict = "killed  " if killed else "SURVIVED"
            print(f"{verdict}  {mutant.module}: {mutant.old!r} -> {mutant.new!r}", flush=True)  # noqa: T201
    killed = len(MUTANTS) - survivors
    print(f"{killed} of {len(MUTANTS)} planted errors fail a test")  # noqa: T201
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
