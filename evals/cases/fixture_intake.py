"""What a fixture says of body weight and eating: weigh-ins, days, meals, targets, foods."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import cast

from pydantic import Field, model_validator

from evals.cases.fields import (
    Amount,
    BodyMass,
    Dated,
    Signed,
    Strict,
    Texts,
    Whole,
    also,
    mapping,
    no_truth_value,
)

MAX_DAYS = 730
"""Longest summary that is expanded: two years of days. Source: own choice; no rule of the product
looks back further than one."""


class BodyWeightFixture(Dated):
    """One weigh-in."""

    kg: BodyMass = Field(validation_alias=also("kg", "weight_kg", "weight"))

    kilograms = ("kg", "weight_kg")


class WeightSummary(Strict):
    """Daily weigh-ins that end the day before the case, on a straight line."""

    days: Whole = Field(ge=1, le=MAX_DAYS)
    change_kg: Signed = Field(ge=-100, le=100, validation_alias=also("change_kg", "change"))
    """From the first weigh-in to the last."""
    start_kg: BodyMass | None = Field(
        default=None, validation_alias=also("start_kg", "start", "from_kg")
    )
    """Left out: the athlete's weight before."""

    kilograms = ("change_kg", "start_kg", "end_kg")

    @model_validator(mode="before")
    @classmethod
    def _from_end(cls, data: object) -> object:
        """Read `start_kg: 82, end_kg: 80.5` as the change between them."""
        row = mapping(data)
        if row is None or "end_kg" not in row or "start_kg" not in row or "change_kg" in row:
            return data
        end, start = (no_truth_value(row[key]) for key in ("end_kg", "start_kg"))
        if not isinstance(end, int | float) or not isinstance(start, int | float):
            return data
        row["change_kg"] = Decimal(str(row.pop("end_kg"))) - Decimal(str(start))
        return row


class _Nutrients(Strict):
    """Grams; None where they are not told."""

    protein_g: Amount | None = Field(
        default=None, le=5_000, validation_alias=also("protein_g", "protein")
    )
    carbohydrate_g: Amount | None = Field(
        default=None,
        le=5_000,
        validation_alias=also(
            "carbohydrate_g", "carbs_g", "carbs", "carbohydrate", "carb_g", "carb"
        ),
    )
    fat_g: Amount | None = Field(default=None, le=5_000, validation_alias=also("fat_g", "fat"))
    fibre_g: Amount | None = Field(
        default=None, le=5_000, validation_alias=also("fibre_g", "fibre", "fiber_g", "fiber")
    )


class Macros(_Nutrients):
    """Energy and macronutrients; what is not told is taken from the rest, and said so."""

    kcal: Amount = Field(le=30_000, validation_alias=also("kcal", "calories", "energy_kcal"))


class IntakeDay(Macros, Dated):
    """All that was logged on one day."""

    needs_day = True
    partial: bool = Field(default=False, validation_alias=also("partial", "incomplete"))
    """The athlete said that the day's log is incomplete."""
    notes: str = Field(default="", validation_alias=also("notes", "note"))


class IntakeSummary(Strict):
    """Days of food log that end the day before the case, with exactly this mean."""

    days: Whole = Field(ge=1, le=MAX_DAYS)
    days_logged: Whole | None = Field(
        default=None, ge=1, le=MAX_DAYS, validation_alias=also("days_logged", "logged")
    )
    """Left out: every day."""
    mean_kcal: Amount = Field(le=30_000, validation_alias=also("mean_kcal", "kcal", "average_kcal"))
    mean_protein_g: Amount | None = Field(
        default=None, le=5_000, validation_alias=also("mean_protein_g", "protein_g", "protein")
    )
    mean_carbohydrate_g: Amount | None = Field(
        default=None,
        le=5_000,
        validation_alias=also(
            "mean_carbohydrate_g", "mean_carbs_g", "carbohydrate_g", "carbs_g", "carbs"
        ),
    )
    mean_fat_g: Amount | None = Field(
        default=None, le=5_000, validation_alias=also("mean_fat_g", "fat_g", "fat")
    )
    partial_days: Whole = Field(default=0, ge=0, le=MAX_DAYS)
    """How many of the logged days, the newest, the athlete called incomplete."""

    @model_validator(mode="after")
    def _within(self) -> IntakeSummary:
        logged = self.days if self.days_logged is None else self.days_logged
        if logged > self.days or self.partial_days > logged:
            msg = f"{logged} logged and {self.partial_days} partial of {self.days} days cannot be"
            raise ValueError(msg)
        return self


class MealItemFixture(_Nutrients):
    """One food of a meal: by its grams from the food table, or with its own amounts."""

    food: str = Field(min_length=1, validation_alias=also("food", "name"))
    grams: Amount | None = Field(
        default=None, gt=0, le=100_000, validation_alias=also("grams", "g")
    )
    kcal: Amount | None = Field(default=None, le=30_000, validation_alias=also("kcal", "calories"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        """Read "150 g chicken breast"."""
        found = (
            re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*g\s+(?:of\s+)?(.+)", data)
            if isinstance(data, str)
            else None
        )
        return data if found is None else {"food": found[2].strip(), "grams": found[1]}

    @model_validator(mode="after")
    def _enough(self) -> MealItemFixture:
        if self.grams is None and self.kcal is None:
            msg = f"{self.food!r} needs `grams` or `kcal`"
            raise ValueError(msg)
        return self


_DAYS = frozenset({"date", "day", "at", "on", "when", "days_ago"})


class MealFixture(Dated):
    """One meal: its items, or its amounts as a whole."""

    name: str = Field(default="meal", validation_alias=also("name", "title", "meal", "description"))
    items: tuple[MealItemFixture, ...] = Field(
        min_length=1, validation_alias=also("items", "foods")
    )
    partial: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_totals(cls, data: object) -> object:
        """Read amounts beside the name as a meal of one item."""
        row = mapping(data)
        if row is None:
            return data
        if len(str(row.get("time", ""))) > len("12:30:00") and not _DAYS & row.keys():
            row["at"] = row.pop("time")
        if {"items", "foods"} & row.keys():
            return row
        own = {*_names(MealItemFixture)} - {"name", "food"}
        item = {key: row.pop(key) for key in own & row.keys()}
        if not item:
            return row
        item["food"] = row.pop("food", None) or row.get("name") or "meal"
        return {**row, "items": [item]}


def _names(model: type[Strict]) -> set[str]:
    """Return every key that a model knows."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        alias = field.validation_alias
        found |= {name} if alias is None else set(cast("list[str]", getattr(alias, "choices", [])))
    return found


class TargetFixture(Macros):
    """Daily targets from a day on."""

    since: Dated | None = None
    maintenance_kcal: Amount | None = Field(
        default=None, le=30_000, validation_alias=also("maintenance_kcal", "maintenance")
    )
    reason: Texts = Field(default=(), validation_alias=also("reason", "notes", "note"))

    @model_validator(mode="before")
    @classmethod
    def _with_day(cls, data: object) -> object:
        """Read the day under any of its names; left out, the targets hold from the start."""
        row = mapping(data)
        if row is None:
            return data
        told = [key for key in ("from", "from_day", "since", "date", "days_ago") if key in row]
        if len(told) > 1:
            msg = f"tells the day twice: {', '.join(told)}"
            raise ValueError(msg)
        if told and not isinstance(row[told[0]], Dated):
            key = "days_ago" if told[0] == "days_ago" else "date"
            row["since"] = {key: row.pop(told[0])}
        return row


class FoodFixture(Strict):
    """One food of the athlete's own, per 100 g; it goes before the table's of the same name."""

    name: str = Field(min_length=1, max_length=200, validation_alias=also("name", "food"))
    kcal: Amount = Field(le=950, validation_alias=also("kcal", "calories", "kcal_per_100g"))
    protein_g: Amount = Field(
        default=Decimal(0), le=105, validation_alias=also("protein_g", "protein")
    )
    carbohydrate_g: Amount = Field(
        default=Decimal(0),
        le=105,
        validation_alias=also(
            "carbohydrate_g", "carbs_g", "carbs", "carbohydrate", "carb_g", "carb"
        ),
    )
    fat_g: Amount = Field(default=Decimal(0), le=105, validation_alias=also("fat_g", "fat"))
    fibre_g: Amount | None = Field(
        default=None, le=105, validation_alias=also("fibre_g", "fibre", "fiber_g", "fiber")
    )

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, data: object) -> object:
        """Read amounts under `per_100g` as they are read beside the name."""
        row = mapping(data)
        inside = None if row is None else mapping(row.pop("per_100g", None))
        return data if row is None or inside is None else {**row, **inside}

    portions: dict[str, Amount] = Field(default_factory=dict[str, Decimal])
    """Household measure to grams."""
