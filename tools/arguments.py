"""The arguments of every tool: typed, with units, and in the part of JSON Schema Gemini takes.

Optional values leave `null` out of the schema (`SkipJsonSchema`), decimals are plain numbers and
dates plain strings, because Gemini refuses unions and string formats other than `date-time`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

Absent = SkipJsonSchema[None]
"""None, kept out of the schema the model sees."""


class _AsNumber:
    """Shows a decimal to the model as a number alone, not as a number or a string."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema: dict[str, Any] = handler(core_schema)
        variants: list[JsonSchemaValue] = schema.get("anyOf", [schema])
        return variants[0]


def json_number(value: Decimal) -> int | float:
    """Return a decimal as the JSON number a reader expects: 110, not "110.0"."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal, _AsNumber(), PlainSerializer(json_number, return_type=int | float, when_used="json")
]
"""A decimal that is a plain number in JSON."""
Day = Annotated[date, WithJsonSchema({"type": "string"})]
"""A calendar day in the athlete's time zone, written YYYY-MM-DD."""
Unit = Literal["kg", "lb"]

EXERCISE = "Exercise as the athlete named it, such as 'squat', 'bench press' or 'OHP'."


_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _tidy(schema: JsonSchemaValue) -> None:
    """Name limits as JSON Schema does, and drop what tells the model nothing."""
    for prop in schema.get("properties", {}).values():
        prop.pop("title", None)
        if prop.get("default", "") is None:
            del prop["default"]
        for ours, theirs in _LIMITS.items():
            if ours in prop:
                prop[theirs] = prop.pop(ours)


class Arguments(BaseModel):
    """Base of all arguments: unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_tidy)


class NoArgs(Arguments):
    """A tool that needs nothing from the model."""


class SetEntry(Arguments):
    """One set the athlete did."""

    reps: int = Field(ge=1, le=500, description="Repetitions done.")
    load: Number | Absent = Field(
        default=None, ge=0, le=1500, description="External load in `unit`; leave out for none."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `load`; leave out for the athlete's own unit."
    )
    rpe: Number | Absent = Field(
        default=None, ge=1, le=10, description="Perceived exertion, 1 to 10, in halves."
    )
    kind: Literal["normal", "warmup", "failure", "drop"] = Field(
        default="normal", description="What the set was for."
    )


class LogSetsArgs(Arguments):
    """Arguments of `log_sets`."""

    exercise: str = Field(min_length=1, max_length=80, description=EXERCISE)
    sets: list[SetEntry] = Field(
        min_length=1, max_length=40, description="Every set in order; repeat equal sets."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the sets, YYYY-MM-DD; leave out for today."
    )


class LogBodyWeightArgs(Arguments):
    """Arguments of `log_body_weight`."""

    weight: Number = Field(gt=0, le=700, description="Body weight in `unit`.")
    unit: Unit | Absent = Field(
        default=None, description="Unit of `weight`; leave out for the athlete's own unit."
    )
    day: Day | Absent = Field(
        default=None, description="Day of the weigh-in, YYYY-MM-DD; leave out for today."
    )


class ExerciseHistoryArgs(Arguments):
    """Arguments of `exercise_history`."""

    exercise: str = Field(min_length=1, max_length=80, description=EXERCISE)
    sessions: int = Field(
        default=6, ge=1, le=30, description="How many of the newest sessions to return."
    )


class NextLoadArgs(Arguments):
    """Arguments of `next_load`."""

    exercise: str = Field(min_length=1, max_length=80, description=EXERCISE)
    reps: int | Absent = Field(
        default=None,
        ge=1,
        le=30,
        description="Only if the athlete asked for this number of repetitions.",
    )
    rpe: Number | Absent = Field(
        default=None, ge=5, le=10, description="Only if the athlete asked for this RPE."
    )


class EstimateOneRepMaxArgs(Arguments):
    """Arguments of `estimate_one_rep_max`."""

    exercise: str = Field(
        default="", max_length=80, description=EXERCISE + " Leave out to judge one set alone."
    )
    load: Number | Absent = Field(
        default=None,
        gt=0,
        le=1500,
        description="Load of the set in `unit`; leave out to use the log.",
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of `load`; leave out for the athlete's own unit."
    )
    reps: int | Absent = Field(default=None, ge=1, le=50, description="Repetitions of that set.")
    rpe: Number | Absent = Field(default=None, ge=5, le=10, description="RPE of that set.")


class WeeklyVolumeArgs(Arguments):
    """Arguments of `weekly_volume`."""

    weeks: int = Field(
        default=2, ge=1, le=12, description="How many calendar weeks back, this week included."
    )
    muscle: str = Field(
        default="", max_length=40, description="Only this muscle; leave out for all."
    )


class EnergyTargetsArgs(Arguments):
    """Arguments of `energy_targets`; what the profile already holds is left out."""

    direction: Literal["lose", "maintain", "gain"] | Absent = Field(
        default=None, description="What the athlete wants; leave out to follow the profile's goal."
    )
    rate_pct_per_week: Number | Absent = Field(
        default=None,
        ge=0,
        le=5,
        description="Wanted change in percent of body weight a week, if the athlete said one.",
    )
    rate_per_week: Number | Absent = Field(
        default=None,
        ge=0,
        le=10,
        description="Wanted change a week in `unit`, if the athlete said one ('half a kilo').",
    )
    weight: Number | Absent = Field(
        default=None, gt=0, le=700, description="Body weight in `unit`, only if said in this turn."
    )
    unit: Unit | Absent = Field(
        default=None, description="Unit of the masses; leave out for the athlete's own unit."
    )
    sex: Literal["f", "m"] | Absent = Field(default=None, description="Only if said in this turn.")
    age: int | Absent = Field(
        default=None, ge=5, le=110, description="Years, only if said in this turn."
    )
    height_cm: Number | Absent = Field(
        default=None, ge=100, le=250, description="Only if said in this turn."
    )
    activity: Literal["sedentary", "light", "moderate", "high", "very_high"] | Absent = Field(
        default=None, description="Everyday activity, only if said in this turn."
    )
    pregnant: bool | Absent = Field(
        default=None, description="Pregnant or breastfeeding, if the athlete has said so."
    )
    kidney_disease: bool | Absent = Field(
        default=None, description="Kidney disease or one kidney, if the athlete has said so."
    )
    eating_disorder: bool | Absent = Field(
        default=None, description="Present or past, if the athlete has said so."
    )


class FoodLookupArgs(Arguments):
    """Arguments of `food_lookup`."""

    query: str = Field(min_length=1, max_length=120, description="Food in plain words.")
    grams: Number = Field(
        default=Decimal(100), gt=0, le=5000, description="Amount the values are given for, in g."
    )


class MealItemEntry(Arguments):
    """One food of a meal."""

    food: str = Field(
        min_length=1, max_length=120, description="Food in plain words, or an id of `food_lookup`."
    )
    grams: Number | Absent = Field(
        default=None, gt=0, le=5000, description="Amount in g, if the athlete gave a mass."
    )
    quantity: Number | Absent = Field(
        default=None, gt=0, le=100, description="How many portions, if counted ('two eggs')."
    )
    portion: str = Field(
        default="", max_length=60, description="Household measure, such as 'cup' or 'slice'."
    )


class LogMealArgs(Arguments):
    """Arguments of `log_meal`."""

    items: list[MealItemEntry] = Field(min_length=1, max_length=30, description="Foods eaten.")
    name: str = Field(default="Meal", max_length=80, description="Breakfast, lunch, snack, ...")
    day: Day | Absent = Field(
        default=None, description="Day it was eaten, YYYY-MM-DD; leave out for now."
    )
    partial: bool = Field(
        default=False, description="True if the athlete says the day's log is incomplete."
    )


class DayTotalsArgs(Arguments):
    """Arguments of `day_totals`."""

    day: Day | Absent = Field(default=None, description="YYYY-MM-DD; leave out for today.")


class WeightTrendArgs(Arguments):
    """Arguments of `weight_trend`."""

    days: int = Field(default=28, ge=7, le=365, description="Length of the window in days.")


class FormFindingsArgs(Arguments):
    """Arguments of `form_findings`."""

    video_id: str = Field(
        default="", max_length=40, description="Id of the video; leave out for the newest."
    )
    exercise: str = Field(
        default="", max_length=80, description="Newest video of this exercise, if no id is known."
    )


class FormHistoryArgs(Arguments):
    """Arguments of `form_history`."""

    exercise: str = Field(default="", max_length=80, description=EXERCISE + " Empty: all.")
    videos: int = Field(default=5, ge=1, le=20, description="How many of the newest videos.")


class SearchKnowledgeArgs(Arguments):
    """Arguments of `search_knowledge`."""

    query: str = Field(min_length=2, max_length=300, description="What to look up, in plain words.")
    limit: int = Field(default=3, ge=1, le=8, description="How many passages.")


class RememberArgs(Arguments):
    """Arguments of `remember`."""

    kind: Literal["injury", "equipment", "preference", "dislike", "other"] = Field(
        description="What the memory is about."
    )
    text: str = Field(
        min_length=3, max_length=300, description="One sentence in the athlete's own words."
    )


class ListMemoriesArgs(Arguments):
    """Arguments of `list_memories`."""

    kind: Literal["injury", "equipment", "preference", "dislike", "other"] | Absent = Field(
        default=None, description="Only this kind; leave out for all."
    )


class ForgetMemoryArgs(Arguments):
    """Arguments of `forget_memory`."""

    memory_id: str = Field(default="", max_length=40, description="Id from `list_memories`.")
    about: str = Field(
        default="", max_length=120, description="Words of the memory, if the id is not known."
    )
