"""What a formula accepts: finite numbers inside a stated range, and words of a closed set."""

from __future__ import annotations

import math
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from numbers import Real

from coach.errors import InvalidInput

SHOWN = 60
"""Characters of a refused value that a message shows. Source: one line of a terminal."""
LARGEST_SHOWN = 10**18
"""Integers beyond are not written out. Source: Python refuses to beyond 4,300 digits."""


def within(name: str, value: object, low: float, high: float, unit: str = "") -> float:
    """Return `value` as a float if it is a finite number from `low` to `high`.

    Args:
        name: What the value is, for the message.
        value: A number; truth values and numbers written as text are none.
        low: Smallest value accepted.
        high: Largest value accepted.
        unit: Unit of the three, for the message.

    Raises:
        InvalidInput: It is no number (code `not_a_number`) or outside (code `out_of_range`).
    """
    number = _finite(name, value)
    if not low <= number <= high:
        raise InvalidInput(
            f"{name} is {_short(value)}; it must be {low:g} to {high:g}{_spaced(unit)}.",
            way_out="Check the value and its unit.",
            code="out_of_range",
        )
    return number


def above(name: str, value: object, low: float, high: float, unit: str = "") -> float:
    """Return `value` as a float if it is a finite number above `low` and at most `high`.

    Raises:
        InvalidInput: It is no number (code `not_a_number`) or outside (code `out_of_range`).
    """
    number = _finite(name, value)
    if not low < number <= high:
        raise InvalidInput(
            f"{name} is {_short(value)}; "
            f"it must be above {low:g} and at most {high:g}{_spaced(unit)}.",
            way_out="Check the value and its unit.",
            code="out_of_range",
        )
    return number


def whole(name: str, value: object, low: int, high: int, unit: str = "") -> int:
    """Return `value` as an int if it is a whole number from `low` to `high`; 5.0 counts as 5.

    Raises:
        InvalidInput: It is no number (code `not_a_number`) or outside (code `out_of_range`).
    """
    number = within(name, value, low, high, unit)
    if number != int(number):
        raise InvalidInput(
            f"{name} is {_short(value)}; it must be a whole number.",
            way_out="Give a number without decimals.",
            code="out_of_range",
        )
    return int(number)


def one_of(name: str, value: str, allowed: Iterable[str]) -> str:
    """Return `value` if it is one of `allowed`.

    Raises:
        InvalidInput: It is another word (code `unknown_word`).
    """
    words = tuple(allowed)
    if value not in words:
        raise InvalidInput(
            f"{name} {value!r} is unknown.",
            way_out=f"Use one of {', '.join(words)}.",
            code="unknown_word",
        )
    return value


def _finite(name: str, value: object) -> float:
    number = math.nan
    if not isinstance(value, bool) and isinstance(value, Real | Decimal):
        with suppress(ValueError, OverflowError):  # a signalling NaN, an int beyond any float
            number = float(value)
    if not math.isfinite(number):
        raise InvalidInput(
            f"{name} is {_short(value)}, which is no finite number.",
            way_out="Give a plain number.",
            code="not_a_number",
        )
    return number


def _short(value: object) -> str:
    """Return a value as one line of a message shows it."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_SHOWN:
        return "too large"
    text = str(value) if isinstance(value, Decimal) else repr(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _spaced(unit: str) -> str:
    return f" {unit}" if unit else ""
