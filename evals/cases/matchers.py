"""Matchers: what a tool's argument or a column of a row has to be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from numbers import Real as RealNumber
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from pydantic import BeforeValidator, Field, model_validator
from rapidfuzz import fuzz, process

from coach.training.rules.exercise_names import normal_name
from evals.cases.fields import Pattern, Real, Strict

WORDS = frozenset({"any", "regex", "between", "in", "approx"})
"""First keys of a matcher; any other mapping is meant as it stands."""
ENDLESS = 1e12
"""End of a range with one end: no argument or column is as large."""
NEAR = 0.01
"""Share of a number that `{approx: x}` may be away from it. Source: own choice; kilograms and
kilocalories are told to three digits."""
SLIP = 80
"""Likeness (100: equal) from which a key is a slip of a matcher's word: "regx" is 89 like "regex",
"region" 55. Source: own choice between the two."""


class AnyValue(Strict):
    """`{any: true}`: there is a value, whatever it is."""

    any: Literal[True]

    def fits(self, value: object) -> bool:
        """Tell whether there is a value."""
        return value is not None


class Regex(Strict):
    """`{regex: ...}`: the text holds the pattern, case-insensitive."""

    regex: Pattern

    def fits(self, value: object) -> bool:
        """Tell whether a text holds the pattern; a number is no text."""
        return isinstance(value, str) and re.search(self.regex, value, re.IGNORECASE) is not None


class Between(Strict):
    """`{between: [low, high]}`: a number from low to high, both included."""

    between: tuple[Real, Real]

    @model_validator(mode="after")
    def _in_order(self) -> Between:
        if self.between[0] > self.between[1]:
            msg = f"the low end {self.between[0]:g} is above the high end {self.between[1]:g}"
            raise ValueError(msg)
        return self

    def fits(self, value: object) -> bool:
        """Tell whether a number lies between the ends."""
        number = number_of(value)
        return number is not None and self.between[0] <= number <= self.between[1]


class Approx(Strict):
    """`{approx: x, tol: y}`: a number at most y away from x."""

    approx: Real
    tol: Real = Field(ge=0)

    def fits(self, value: object) -> bool:
        """Tell whether a number is near enough."""
        number = number_of(value)
        # A hair of room for the last binary digit: 0.1 + 0.2 is 0.3 away from 0 at a tol of 0.3.
        return number is not None and abs(number - self.approx) <= self.tol + 1e-9


class OneOf(Strict):
    """`{in: [...]}`: one of these matchers fits."""

    choices: tuple[Matcher, ...] = Field(alias="in", min_length=1)

    def fits(self, value: object) -> bool:
        """Tell whether one of the choices fits."""
        return any(fits(each, value) for each in self.choices)


class Literally(Strict):
    """The value itself; its type counts: "3" is not 3, true is not 1, but 3.0 is 3.

    Letter case does not: a model may write "Squat" for "squat".
    """

    value: Any

    def fits(self, value: object) -> bool:
        """Tell whether it is this value."""
        return _same(self.value, value)


class Fields(Strict):
    """A mapping with exactly these keys, each by its own matcher."""

    by_key: dict[str, Matcher]

    def fits(self, value: object) -> bool:
        """Tell whether a mapping has these keys and each fits."""
        if not isinstance(value, Mapping):
            return False
        row = cast("Mapping[str, object]", value)
        return set(row) == set(self.by_key) and all(
            fits(matcher, row[key]) for key, matcher in self.by_key.items()
        )


class Items(Strict):
    """A list of this length, each item by its own matcher."""

    items: tuple[Matcher, ...]

    def fits(self, value: object) -> bool:
        """Tell whether the items fit one by one."""
        if not isinstance(value, Sequence) or isinstance(value, str):
            return False
        found = cast("Sequence[object]", value)
        return len(found) == len(self.items) and all(map(fits, self.items, found))


AnyMatcher = AnyValue | Regex | Between | Approx | OneOf | Literally | Fields | Items


def _read(value: object) -> object:
    """Return the matcher that a value of a case file stands for."""
    if isinstance(value, AnyMatcher):
        return value
    if isinstance(value, Mapping):
        row = _in_our_words(cast("Mapping[str, object]", value))
        for word in ("equals", "eq", "value", "is"):
            if set(row) == {word}:
                return _read(row[word])
        for model in (AnyValue, Regex, Between, Approx, OneOf):
            if next(iter(_keys(model))) in row:
                return model.model_validate(row)
        for key in row:
            near = process.extractOne(str(key), sorted(WORDS), scorer=fuzz.ratio, score_cutoff=SLIP)
            if near is not None:
                msg = f"{key!r} is no matcher; {near[0]!r} may be meant"
                raise ValueError(msg)
        return Fields.model_validate({"by_key": row})
    if isinstance(value, list | tuple):
        return Items.model_validate({"items": value})
    return Literally(value=value)


_OTHER_WORDS: Mapping[frozenset[str], str] = {
    frozenset({"matches"}): "regex",
    frozenset({"pattern"}): "regex",
    frozenset({"one_of"}): "in",
    frozenset({"any_of"}): "in",
    frozenset({"approx", "tolerance"}): "approx",
}


def _in_our_words(row: Mapping[str, object]) -> Mapping[str, object]:
    """Read other words for a matcher: `min` and `max`, `one_of`, `matches`, `approx` alone."""
    keys = frozenset(row)
    if (keys and keys <= {"min", "max"}) or (keys and keys <= {"gte", "lte"}):
        low, high = row.get("min", row.get("gte")), row.get("max", row.get("lte"))
        return {"between": [-ENDLESS if low is None else low, ENDLESS if high is None else high]}
    word = _OTHER_WORDS.get(keys)
    if word == "approx":
        return {"approx": row["approx"], "tol": row["tolerance"]}
    if word is not None:
        return {word: next(iter(row.values()))}
    return (
        {**row, "tol": abs(cast("float", row["approx"])) * NEAR} if set(row) == {"approx"} else row
    )


def _keys(model: type[Strict]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


Matcher = Annotated[AnyMatcher, BeforeValidator(_read)]


def fits(matcher: AnyMatcher, value: object) -> bool:
    """Tell whether a value is what the matcher asks for."""
    return matcher.fits(value)


def fits_under(key: str, matcher: AnyMatcher, value: object) -> bool:
    """Tell whether the value of a column or an argument is what the matcher asks for.

    Names of exercises are compared by what they mean: "Goblet Squat" is the "goblet squat" of a
    call and the "Dumbbell Goblet Squat" of the catalogue, but "Bench Press" no "Incline Bench
    Press", and "Dumbbell Row" no "Barbell Row".
    """
    if fits(matcher, value):
        return True
    wanted = matcher.value if isinstance(matcher, Literally) else None
    if key not in _EXERCISES or not isinstance(wanted, str) or not isinstance(value, str):
        return False
    one, other = normal_name(wanted), normal_name(value)
    if one.equipment and other.equipment and one.equipment != other.equipment:
        return False
    return one.core == other.core


_EXERCISES = frozenset({"exercise", "exercise_name", "lift", "title"})


def number_of(value: object) -> float | None:
    """Return a number as a float; None for truth values, texts and everything else."""
    if isinstance(value, bool) or not isinstance(value, RealNumber | Decimal):
        return None
    return float(value)


def _same(wanted: object, value: object) -> bool:
    if isinstance(value, date | UUID):
        return str(wanted) == value.isoformat() if isinstance(value, date) else wanted == str(value)
    if isinstance(wanted, date):
        return isinstance(value, str) and value.startswith(wanted.isoformat())
    numbers = number_of(wanted), number_of(value)
    if None not in numbers:
        return numbers[0] == numbers[1]
    if isinstance(wanted, str) and isinstance(value, str):
        return wanted.strip().casefold() == value.strip().casefold()
    return type(wanted) is type(value) and wanted == value


for _model in (OneOf, Fields, Items):
    _model.model_rebuild()
