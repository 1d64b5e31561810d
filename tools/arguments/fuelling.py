"""The arguments of the tools over races, fluids, caffeine and supplements."""

from __future__ import annotations

from decimal import Decimal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Number, Unit


class RaceFuellingArgs(Arguments):
    """Arguments of `race_fuelling`."""

    minutes: Number = Field(
        gt=0, le=2880, description="Expected length of the race or session in minutes."
    )
    hours_before: Number = Field(
        default=Decimal(3), ge=1, le=4, description="Hours between the last meal and the start."
    )
    weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight in `unit`, only if said in this turn."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the weight; leave out for the athlete's own unit."
    )
    sweat_l_per_h: Number | Absent = Field(
        default=None, ge=0, le=4, description="Measured sweat rate in litres an hour, if known."
    )
    gel_g: Number | Absent = Field(
        default=None, ge=5, le=100, description="Carbohydrate of the athlete's own gels in g."
    )


class SweatRateArgs(Arguments):
    """Arguments of `sweat_rate`."""

    before: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight before, in `unit`."
    )
    after: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight after, in `unit`."
    )
    lost: Number | Absent = Field(
        default=None,
        ge=0,
        le=20,
        description="Weight lost over the session in `unit`, where the two weights are not told.",
    )
    minutes: Number = Field(gt=0, le=2880, description="Length of the session in minutes.")
    unit: Unit | Absent = Field(
        default=None, description="Unit of both; leave out for the athlete's own unit."
    )
    fluid_ml: Number = Field(default=Decimal(0), ge=0, le=20000, description="Drunk meanwhile.")
    urine_ml: Number = Field(default=Decimal(0), ge=0, le=10000, description="Passed meanwhile.")


class CaffeineDoseArgs(Arguments):
    """Arguments of `caffeine_dose`."""

    weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight in `unit`, only if said in this turn."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the weight; leave out for the athlete's own unit."
    )
    age: int | Absent = Field(
        default=None, ge=5, le=110, description="Years, only if said in this turn."
    )
    asked_mg: Number | Absent = Field(
        default=None, ge=0, le=10000, description="A dose the athlete asks about, in mg."
    )
    bedtime: str = Field(
        default="", max_length=5, description="Bedtime on a 24 h clock, such as '22:30', if said."
    )
    pregnant: bool | Absent = Field(
        default=None, description="Pregnant or breastfeeding, if the athlete has said so."
    )


class SupplementFactsArgs(Arguments):
    """Arguments of `supplement_facts`."""

    name: str = Field(
        min_length=2, max_length=80, description="Supplement as the athlete named it."
    )
    age: int | Absent = Field(
        default=None, ge=5, le=110, description="Years, only if said in this turn."
    )
