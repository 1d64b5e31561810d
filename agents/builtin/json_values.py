"""Arguments of tool calls as JSON writes them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def json_number(value: Decimal | None) -> int | float | None:
    """Return a decimal as JSON writes it: 100, not 100.0."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def without_none(args: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments that have a value."""
    return {name: value for name, value in args.items() if value is not None}
