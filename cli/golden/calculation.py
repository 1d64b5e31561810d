"""How one item and function name of a file of worked examples is calculated.

A name may carry its own numbers, such as `mifflin*1.55`, `riegel_1.06` or `1.6-2.2 g/kg`; they are
read from the name, so that other values of the same kind work as well.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, cast

from cli.golden.inputs import Inputs

Groups = Sequence[str]
"""What the groups of a name's pattern matched, in order; an absent group is an empty text."""
Run = Callable[[Inputs, Groups], object]

NUMBER = r"(\d+(?:\.\d+)?)"
"""Group of a pattern that matches a number."""


class Calculation(NamedTuple):
    """How one item and function name is calculated."""

    item: str
    fn: str
    """As documented; `pattern` matches its variants."""
    inputs: tuple[str, ...]
    formula: str
    """Name in `tools.formulas`, which holds the unit and the error."""
    run: Run
    pattern: str = ""
    """Empty where only `fn` itself is meant."""

    def groups_of(self, fn: str) -> Groups | None:
        """Return the groups of the pattern if `fn` means this calculation, else None."""
        found = re.fullmatch(self.pattern or re.escape(self.fn), " ".join(fn.split()))
        return found.groups(default="") if found else None


def name_of(formula: Callable[..., object]) -> str:
    """Return the name `tools.formulas` lists a formula by."""
    return f"{formula.__module__.rpartition('.')[2]}.{formula.__name__}"


def plain(item: str, fn: str, formula: Callable[..., Any], *inputs: str) -> Calculation:
    """Return a calculation that hands the inputs to a formula in their order."""

    def run(given: Inputs, _: Groups) -> object:
        result: object = formula(*map(given.read, inputs))
        return list(cast("tuple[object, ...]", result)) if isinstance(result, tuple) else result

    return Calculation(item, fn, inputs, name_of(formula), run)


def rounded(item: str, fn: str, formula: Callable[..., float], *inputs: str) -> Calculation:
    """Return a calculation like `plain` whose result is a whole number."""

    def run(given: Inputs, _: Groups) -> object:
        return nearest(formula(*map(given.read, inputs)))

    return Calculation(item, fn, inputs, name_of(formula), run)


def nearest(value: float) -> int:
    """Return the nearest whole number, halves up."""
    return math.floor(value + 0.5)


def nearest_each(values: Sequence[float]) -> list[int]:
    """Return the nearest whole numbers, halves up."""
    return [nearest(value) for value in values]
