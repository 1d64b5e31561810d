"""Shapes of what the tools over races, fluids, caffeine and supplements return."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Number, Unit
from tools.results.shape import Data


class RaceFuelling(Data):
    """Result of `race_fuelling`."""

    minutes: Number
    need: Literal["none", "rinse", "moderate", "high"]
    day_low_g: Number | None = None
    """Carbohydrate of a day with such a session in training."""
    day_high_g: Number | None = None
    per_hour_low_g: Number
    per_hour_high_g: Number
    total_low_g: Number
    total_high_g: Number
    gels_low: int | None = None
    gels_high: int | None = None
    gel_g: Number | None = None
    weight: Number | None = None
    """None: no body weight is known, so nothing that counts on it is given."""
    unit: Unit
    hours_before: Number
    before_g: Number | None = None
    loading_low_g: Number | None = None
    """Carbohydrate of each of the two days before; None where the race is too short."""
    loading_high_g: Number | None = None
    drink_low_ml: Number | None = None
    """Drunk at least four hours before."""
    drink_high_ml: Number | None = None
    least_fluid_ml_per_h: Number | None = None
    sodium_low_mg: Number | None = None
    """Of each litre drunk; None where water is enough."""
    sodium_high_mg: Number | None = None
    advice: str


class SweatRate(Data):
    """Result of `sweat_rate`."""

    unit: Unit
    before: Number
    after: Number
    minutes: Number
    fluid_ml: Number
    litres_per_hour: Number
    loss_pct: Number
    limit_pct: Number
    """Loss of body mass to stay below."""
    replace_low_ml: Number
    replace_high_ml: Number
    advice: str
    warning: str = ""


class CaffeineDose(Data):
    """Result of `caffeine_dose`."""

    weight: Number
    unit: Unit
    low_mg: Number
    high_mg: Number
    """Most at once."""
    studied_low_mg: Number | None = None
    """What studies of performance gave at this body weight, up to the most of a day."""
    studied_high_mg: Number | None = None
    daily_mg: Number
    minutes_before: int
    hours_before_bed: int
    hours_before_bed_large: int
    last_at: str = ""
    """Last ordinary dose on the clock; empty without a bedtime."""
    last_large_at: str = ""
    asked_mg: Number | None = None
    warnings: list[str] = Field(default_factory=list[str])
    age_known: bool
    pregnant: bool


class SupplementFacts(Data):
    """Result of `supplement_facts`."""

    name: str
    grade: Literal["strong", "moderate", "weak", "none", "harmful"]
    verdict: str
    how: str = ""
    low: Number | None = None
    high: Number | None = None
    unit: str = ""
    loading_g: Number | None = None
    loading_days_low: int | None = None
    loading_days_high: int | None = None
    dose_low_mg: Number | None = None
    """For this athlete's body weight, where the dose counts on it."""
    dose_high_mg: Number | None = None
    caution: str
    minors: str
    is_minor: bool
    testing: str
    source: str
