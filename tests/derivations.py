"""Runs second derivations of worked examples against the program, on random plausible inputs.

The derivations are written from the formulas' publications and share no code with the program, so
that a slip in a coefficient, a rounding or a range check shows.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

from cli.golden.run import run_row

CASES = 200
"""Random inputs a signature."""
Example = tuple[dict[str, Any], Any]
"""Inputs and what must come out."""
Derivation = Callable[[random.Random], tuple[str, Example]]
"""Makes the function name and one example."""


def half_up(value: float, step: float = 2.5) -> float:
    """Return the nearest multiple of `step`, halves up."""
    return math.floor(value / step + 0.5 + 1e-9) * step


def named(fn: str, example: Callable[[random.Random], Example]) -> Derivation:
    """Return the derivation of a function whose name never varies."""

    def derived(r: random.Random) -> tuple[str, Example]:
        return fn, example(r)

    return derived


def disagreements(item: str, tol: float, example: Derivation) -> list[Any]:
    """Return the random examples on which the program says something else."""
    r = random.Random(2026)  # noqa: S311 - a fixed series, no secret
    failed: list[Any] = []
    for _ in range(CASES):
        fn, (inputs, expected) = example(r)
        row = {"item": item, "fn": fn, "inputs": inputs, "expected": expected, "tol": tol}
        outcome = run_row(row)
        if outcome.reason:
            failed.append((outcome.reason, fn, inputs, expected, outcome.got))
    return failed
