"""The inputs of a worked example, each checked when it is read; what is not read is ignored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from coach.errors import InvalidInput
from coach.nutrition.rules.rmr import SexCode
from coach.ranges import whole, within

LARGEST = 1e12
"""Numbers beyond mean nothing to any formula here. Source: plausibility."""
WHOLE = frozenset({"reps", "week", "days"})
"""Inputs that count something."""
LISTS = frozenset({"daily_srpe", "daily28"})
DEFAULTS: Mapping[str, float] = {"round_to": 2.5, "fluid_l": 0.0, "urine_l": 0.0}
"""What an absent input stands for."""
SEXES: Mapping[str, SexCode] = {"f": "f", "female": "f", "m": "m", "male": "m"}


@dataclass(frozen=True, slots=True)
class Inputs:
    """Typed access to the inputs of one example; null counts as absent."""

    values: Mapping[str, Any]

    def _given(self, name: str) -> object:
        value: object = self.values.get(name)
        if value is None:
            raise InvalidInput(
                f"input {name!r} is missing.", way_out="Give it.", code="missing_input"
            )
        return value

    def read(self, name: str) -> object:
        """Return an input as its name says it is: sex, a whole number, a list, or a number.

        Raises:
            InvalidInput: It is missing, or something else.
        """
        if name == "sex":
            return self.sex()
        if name == "male":
            return self.male()
        if name in WHOLE:
            return self.whole(name)
        if name in LISTS:
            return self.numbers(name)
        absent = self.values.get(name) is None
        return DEFAULTS[name] if absent and name in DEFAULTS else self.number(name)

    def number(self, name: str) -> float:
        """Return a finite number.

        Raises:
            InvalidInput: It is missing, or no number.
        """
        return within(name, self._given(name), -LARGEST, LARGEST)

    def decimal(self, name: str) -> Decimal:
        """Return a finite number as it is written."""
        return Decimal(str(self.number(name)))

    def whole(self, name: str) -> int:
        """Return a whole number; 5.0 counts as 5."""
        return whole(name, self._given(name), -int(LARGEST), int(LARGEST))

    def sex(self) -> SexCode:
        """Return the sex: `m`, `f`, or the words in any case.

        Raises:
            InvalidInput: It is missing, or another word.
        """
        value = self._given("sex")
        code = SEXES.get(value.strip().casefold()) if isinstance(value, str) else None
        if code is None:
            raise InvalidInput(f"sex is {value!r}; it must be m or f.", way_out="Give m or f.")
        return code

    def male(self) -> int:
        """Return 1 for men and 0 for women, from `male` or else from `sex`."""
        if self.values.get("male") is None:
            return int(self.sex() == "m")
        return whole("male", self._given("male"), 0, 1)

    def numbers(self, name: str) -> list[float]:
        """Return a list of finite numbers."""
        return [within(name, each, -LARGEST, LARGEST) for each in self._list(name)]

    def whole_numbers(self, name: str) -> list[int]:
        """Return a list of whole numbers."""
        limit = int(LARGEST)
        return [whole(name, each, -limit, limit) for each in self._list(name)]

    def days_with_values(self, name: str) -> tuple[list[int], list[float]]:
        """Return the days, from 0, that have a value, and the values; null is a day without."""
        held = [(day, each) for day, each in enumerate(self._list(name)) if each is not None]
        values = [within(name, each, -LARGEST, LARGEST) for _, each in held]
        return [day for day, _ in held], values

    def _list(self, name: str) -> list[object]:
        value = self._given(name)
        if not isinstance(value, list):
            raise InvalidInput(f"input {name!r} is no list.", way_out="Give a list of numbers.")
        return cast("list[object]", value)
