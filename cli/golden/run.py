"""Runs files of worked examples: an item, a function, its inputs and what must come out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from cli.golden import nutrition, training
from cli.golden.calculation import Calculation, Groups
from cli.golden.inputs import Inputs
from coach.errors import FitholicError, InvalidInput
from coach.ranges import within

ROUNDING = 1e-9
"""Added to every tolerance: what binary fractions lose. Source: IEEE 754, far below any figure."""
MAX_TOLERANCE = 1e12
"""A larger tolerance accepts anything. Source: plausibility."""
MAX_DIGITS = 4_000
"""Digits of a whole number. Source: Python reads up to 4,300 (sys.get_int_max_str_digits)."""


CALCULATIONS: tuple[Calculation, ...] = (*nutrition.CALCULATIONS, *training.CALCULATIONS)
"""Every item and function name that can be run."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example."""

    item: str
    fn: str
    inputs: object
    expected: object
    got: object
    reason: str
    """Empty when it passed."""


def find(item: str, fn: str) -> tuple[Calculation, Groups] | None:
    """Return the calculation of an item and function name, with the numbers in the name."""
    for calculation in CALCULATIONS:
        groups = calculation.groups_of(fn) if calculation.item == item else None
        if groups is not None:
            return calculation, groups
    return None


def read_rows(path: Path) -> list[object]:
    """Return the rows of a file of worked examples, whatever they hold.

    Raises:
        InvalidInput: The file is missing, is no JSON or holds no list (code `golden_file`).
    """
    try:
        rows: object = json.loads(path.read_text(encoding="utf-8-sig"), parse_int=_whole)
    except (OSError, ValueError, RecursionError) as exc:
        raise _not_golden(path) from exc
    if not isinstance(rows, list):
        raise _not_golden(path)
    return cast("list[object]", rows)


def _whole(digits: str) -> float:
    """Return a whole number; one that Python does not read, of thousands of digits, is infinite."""
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)


def _not_golden(path: Path) -> InvalidInput:
    return InvalidInput(
        f"{str(path)!r} is no file of worked examples.",
        way_out="Give a JSON list of objects with item, fn, inputs, expected and tol.",
        code="golden_file",
    )


def run_row(row: object) -> Outcome:
    """Calculate one row and compare; a row that cannot be run is a failure, with the reason."""
    held: Mapping[str, object] = {}
    if isinstance(row, dict):
        held = cast("Mapping[str, object]", row)
    item, fn = str(held.get("item", "")), str(held.get("fn", ""))
    inputs, expected = held.get("inputs"), held.get("expected")

    def outcome(got: object, reason: str) -> Outcome:
        return Outcome(item, fn, inputs, expected, got, reason)

    malformed = _malformed(held)
    if malformed:
        return outcome(None, malformed)
    try:
        tolerance = within("tol", held["tol"], 0, MAX_TOLERANCE)
        got = calculate(item, fn, cast("Mapping[str, Any]", inputs))
    except FitholicError as exc:
        return outcome(None, exc.message)
    except (ArithmeticError, ValueError, RecursionError) as exc:
        return outcome(None, f"not computable: {exc}")
    return outcome(got, "" if agrees(got, expected, tolerance) else "outside the tolerance")


def _malformed(row: Mapping[str, object]) -> str:
    """Return what a row lacks, or an empty string."""
    missing = [name for name in ("item", "fn", "inputs", "expected", "tol") if name not in row]
    if missing:
        return f"malformed: {', '.join(missing)} missing"
    if not isinstance(row["item"], str) or not isinstance(row["fn"], str):
        return "malformed: item and fn must be text"
    if not isinstance(row["inputs"], dict):
        return "malformed: inputs must be an object"
    return ""


def calculate(item: str, fn: str, inputs: Mapping[str, Any]) -> object:
    """Return what an item and function name give for these inputs; unread inputs are ignored.

    Raises:
        InvalidInput: The name is unknown (code `unknown_formula`), an input is missing (code
            `missing_input`) or out of range.
    """
    known = find(item, fn)
    if known is None:
        raise InvalidInput(f"unknown function {item}/{fn}.", code="unknown_formula")
    calculation, groups = known
    return calculation.run(Inputs(inputs), groups)


def agrees(got: object, expected: object, tolerance: float) -> bool:
    """Tell whether two JSON values agree, numbers within an absolute tolerance."""
    if isinstance(expected, bool) or isinstance(got, bool):
        return got is expected
    if isinstance(expected, int | float):
        return isinstance(got, int | float) and _near(got, expected, tolerance)
    if isinstance(expected, list):
        pair = (cast("Sequence[object]", got), cast("Sequence[object]", expected))
        return isinstance(got, list) and _lists_agree(*pair, tolerance)
    if isinstance(expected, dict):
        objects = (cast("Mapping[str, object]", got), cast("Mapping[str, object]", expected))
        return isinstance(got, dict) and _objects_agree(*objects, tolerance)
    return got == expected


def _near(got: float, expected: float, tolerance: float) -> bool:
    try:
        return math.isfinite(got) and abs(got - expected) <= tolerance + ROUNDING
    except OverflowError:  # an expected integer beyond any float
        return False


def _lists_agree(got: Sequence[object], expected: Sequence[object], tolerance: float) -> bool:
    return len(got) == len(expected) and all(
        agrees(one, other, tolerance) for one, other in zip(got, expected, strict=True)
    )


def _objects_agree(
    got: Mapping[str, object], expected: Mapping[str, object], tolerance: float
) -> bool:
    return got.keys() == expected.keys() and all(
        agrees(got[key], value, tolerance) for key, value in expected.items()
    )
