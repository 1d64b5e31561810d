"""What a fixture says of the athlete: body, goal, kit and health."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from coach.accounts.model import Activity, Experience, Goal
from coach.units import KG_PER_LB
from evals.cases.fields import (
    UNITS,
    Amount,
    BodyMass,
    Load,
    Said,
    Strict,
    Text,
    Whole,
    Words,
    also,
    first_word,
    listed,
    mapping,
    no_number,
)

_SEXES = {"m": "m", "male": "m", "man": "m", "f": "f", "female": "f", "woman": "f", "w": "f"}
_EXPERIENCE = {
    **{each.value: each.value for each in Experience},
    "beginner": "novice",
    "untrained": "novice",
    "new": "novice",
    "elite": "advanced",
}
_ACTIVITY = {
    **{each.value.replace("_", " "): each.value for each in Activity},
    "low": "light",
    "lightly active": "light",
    "light active": "light",
    "moderately active": "moderate",
    "active": "high",
    "very active": "high",
    "extra active": "very_high",
    "extremely active": "very_high",
    "athlete": "very_high",
    "1.2": "sedentary",
    "1.375": "light",
    "1.55": "moderate",
    "1.725": "high",
    "1.9": "very_high",
}
_COUNTRIES = {"UK": "GB", "EN": "GB", "USA": "US"}


def _known(table: Mapping[str, str]) -> BeforeValidator:
    def read(value: object) -> object:
        return value if not isinstance(value, str) else first_word(value, table) or value

    return BeforeValidator(read)


def _country(value: object) -> object:
    if not isinstance(value, str):
        return value
    code = value.strip().upper()
    return _COUNTRIES.get(code, code)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as exc:
        msg = f"{name!r} is no IANA time zone such as Europe/Berlin"
        raise ValueError(msg) from exc
    return name


def _answers(value: object) -> object:
    """Read a list of questions as questions answered with yes."""
    if isinstance(value, list | tuple):
        return {str(each): True for each in cast("list[object]", value)}
    return value


def _yes_or_word(value: object) -> object:
    if isinstance(value, str):
        word = value.strip().casefold()
        return {"yes": True, "true": True, "no": False, "false": False, "none": False}.get(
            word, value
        )
    return value


_FEET = re.compile(r"(\d+)\s*(?:'|ft|feet)\s*(?:(\d+(?:\.\d+)?)\s*(?:\"|''|in|inches)?)?")
_WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z\"]+)")
_CM = {"cm": Decimal(1), "m": Decimal(100), **dict.fromkeys(("in", "inches", '"'), Decimal("2.54"))}


def _height(value: object) -> object:
    """Read "180 cm", "1.8 m", "71 in" and 5'11" as centimetres."""
    if not isinstance(value, str):
        return value
    text = value.strip().casefold()
    feet, told = _FEET.fullmatch(text), _WITH_UNIT.fullmatch(text)
    if feet:
        return (int(feet[1]) * 12 + Decimal(feet[2] or 0)) * _CM["in"]
    return Decimal(told[1]) * _CM[told[2]] if told and told[2] in _CM else value


def _body_mass(value: object) -> object:
    """Read "80 kg" and "180 lb" as kilograms."""
    told = _WITH_UNIT.fullmatch(value.strip().casefold()) if isinstance(value, str) else None
    unit = None if told is None else UNITS.get(told[2])
    if told is None or unit is None:
        return value
    return Decimal(told[1]) * (KG_PER_LB if unit == "lb" else 1)


def _count(value: object) -> object:
    """Read `[mon, wed, fri]` as three days."""
    days = listed(value)
    return value if days is None else len(days)


def _smallest(value: object) -> object:
    """Read `[2, 2.5]` as the smallest step there is."""
    steps = listed(value)
    return min(steps) if steps and all(isinstance(each, int | float) for each in steps) else value


def _units(value: object) -> object:
    """Read `{mass: kg, distance: km}` by its mass; kilometres go with kilograms."""
    told = mapping(value)
    named = value if told is None else told.get("mass", told.get("weight", told.get("load")))
    if not isinstance(named, str):
        return value
    table = {**UNITS, "km": "kg", "kilometres": "kg", "mi": "lb", "miles": "lb"}
    return first_word(named, table) or value


_UNTOLD = frozenset({"x", "other", "unknown", "nonbinary", "non binary", "diverse", "prefer not"})


def _sex(value: object) -> object:
    """Read a word for neither as nothing told."""
    if not isinstance(value, str):
        return value
    word = value.strip().casefold().replace("-", " ")
    return None if word in _UNTOLD else first_word(value, _SEXES) or value


SAID = (
    *("resting_hr", "resting_heart_rate", "max_hr", "max_heart_rate", "hr_max", "hr_rest"),
    *("waist_cm", "neck_cm", "hip_cm", "vo2max", "occupation", "job", "sleep_hours", "stress"),
    *("steps", "steps_per_day", "smoker", "sport", "sports", "training_age", "training_years"),
    *("body_fat_method", "menstrual_cycle", "period", "supplements", "notes", "note", "meals"),
    *("meals_per_day", "location", "schedule", "available_days", "race", "target_weight_kg"),
)
"""Keys that no column keeps and that an author of cases may well tell: the coach keeps them in mind
in these words. Source: the inputs of the formulas and the screening questions."""


def _pregnancy(value: object) -> object:
    """Read `{weeks: 24}` and 24 as that week."""
    told = mapping(value)
    if told is not None:
        return "; ".join(f"{key}: {each}" for key, each in told.items())
    plain = isinstance(value, int) and not isinstance(value, bool)
    return f"week {value}" if plain else _yes_or_word(value)


class Rounding(Strict):
    """What loads can be rounded to, in kg."""

    barbell: Load | None = Field(
        default=None,
        gt=0,
        validation_alias=also("barbell", "barbell_kg", "plate_step_kg", "plates"),
    )
    dumbbell: Load | None = Field(
        default=None, gt=0, validation_alias=also("dumbbell", "dumbbell_kg", "dumbbell_step_kg")
    )


def _rounding(value: object) -> object:
    plain = isinstance(value, int | float | str | Decimal)
    return {"barbell": value} if plain else value


class ProfileFixture(Strict):
    """What the athlete has told about themselves."""

    name: str | None = None
    country: Annotated[str, BeforeValidator(_country), Field(pattern=r"^[A-Z]{2}$")] = "ZZ"
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(
        default="UTC", validation_alias=also("time_zone", "timezone", "tz")
    )
    language: str = Field(default="en", validation_alias=also("language", "locale"))
    units: Annotated[Literal["kg", "lb"], BeforeValidator(_units)] = Field(
        default="kg", validation_alias=also("units", "unit")
    )
    sex: Annotated[Literal["m", "f"] | None, BeforeValidator(_sex)] = Field(
        default=None, validation_alias=also("sex", "gender")
    )
    birth_date: Annotated[date, BeforeValidator(no_number)] | None = Field(
        default=None, validation_alias=also("birth_date", "born", "birthday")
    )
    age: Whole | None = Field(default=None, ge=1, le=120)
    """Completed years at the case's `now`; the birthday was half a year before."""
    height_cm: Annotated[Amount | None, BeforeValidator(_height)] = Field(
        default=None, ge=30, le=272, validation_alias=also("height_cm", "height")
    )
    weight_kg: Annotated[BodyMass | None, BeforeValidator(_body_mass)] = Field(
        default=None,
        validation_alias=also("weight_kg", "weight", "body_weight_kg", "bodyweight_kg"),
    )
    """Stored as a weigh-in on the day of the case."""
    body_fat_pct: Amount | None = Field(
        default=None, ge=2, le=75, validation_alias=also("body_fat_pct", "body_fat")
    )
    goal: Said | None = Field(default=None, validation_alias=also("goal", "goals"))
    """One of the product's goals, or the athlete's words."""
    experience: Annotated[Text | None, _known(_EXPERIENCE)] = None
    activity: Annotated[Text | None, _known(_ACTIVITY)] = Field(
        default=None, validation_alias=also("activity", "activity_level")
    )
    training: Said | None = None
    """How the athlete trains, in their words."""
    days_per_week: Annotated[Whole | None, BeforeValidator(_count)] = Field(
        default=None,
        ge=0,
        le=7,
        validation_alias=also("days_per_week", "days_a_week", "days", "sessions_per_week"),
    )
    minutes_per_session: Whole | None = Field(
        default=None,
        ge=0,
        le=1440,
        validation_alias=also(
            "minutes_per_session", "minutes", "minutes_a_session", "session_minutes"
        ),
    )
    minutes_per_week: Whole | None = Field(
        default=None, ge=0, le=10_080, validation_alias=also("minutes_per_week", "minutes_a_week")
    )
    equipment: Words = ()
    rounding: Annotated[Rounding | None, BeforeValidator(_rounding)] = Field(
        default=None,
        validation_alias=also(
            "rounding", "rounding_kg", "plate_step_kg", "plate_rounding", "barbell_step_kg"
        ),
    )
    dumbbell_step_kg: Annotated[Load | None, BeforeValidator(_smallest)] = Field(
        default=None,
        gt=0,
        validation_alias=also(
            "dumbbell_step_kg",
            "dumbbell_step",
            "dumbbell_steps",
            "dumbbell_steps_kg",
            "smallest_dumbbell_step",
            "dumbbell_increment_kg",
        ),
    )
    plates: tuple[Load, ...] = Field(default=(), validation_alias=also("plates", "plates_kg"))
    """Plates of the gym, one of each pair, in the athlete's unit."""
    dumbbells: tuple[Load, ...] = Field(
        default=(), validation_alias=also("dumbbells", "dumbbells_kg")
    )
    bar_kg: Load | None = Field(default=None, validation_alias=also("bar_kg", "bar"))
    diet: Said | None = None
    conditions: Words = ()
    injuries: Words = Field(default=(), validation_alias=also("injuries", "injury"))
    medication: Words = Field(
        default=(), validation_alias=also("medication", "medications", "medicines")
    )
    pregnancy: Annotated[bool | str | None, BeforeValidator(_pregnancy)] = Field(
        default=None, validation_alias=also("pregnancy", "pregnant")
    )
    """Yes or no, or which: `second trimester`, `breastfeeding`, ..."""
    screening: Annotated[dict[str, bool | str], BeforeValidator(_answers)] = Field(
        default_factory=dict[str, bool | str],
        validation_alias=also("screening", "screening_answers"),
    )
    allergies: Words = Field(default=(), validation_alias=also("allergies", "allergens", "allergy"))
    dislikes: Words = ()
    likes: Words = Field(default=(), validation_alias=also("likes", "preferences"))
    said: dict[str, str] = Field(default_factory=dict[str, str])
    """What else was told, by `SAID`."""

    @model_validator(mode="before")
    @classmethod
    def _also_said(cls, data: object) -> object:
        row = mapping(data)
        if row is None:
            return data
        if "height_in" in row and "height_cm" not in row:
            row["height_cm"] = f"{row.pop('height_in')} in"
        told = {key: row.pop(key) for key in SAID if key in row}
        words = {
            key: ", ".join(map(str, listed(each) or [each]))
            for key, each in told.items()
            if each is not None
        }
        return {**row, "said": {**(mapping(row.get("said")) or {}), **words}} if words else row

    kilograms = ("weight_kg", "dumbbell_step_kg", "rounding_kg", "bar_kg")

    @model_validator(mode="after")
    def _one_age(self) -> ProfileFixture:
        if self.birth_date is not None and self.age is not None:
            msg = "give `birth_date` or `age`, not both"
            raise ValueError(msg)
        if self.goal is not None and not self.goal:
            msg = "the goal is empty"
            raise ValueError(msg)
        return self

    @property
    def goal_named(self) -> Goal | None:
        """The product's goal that the first of the athlete's words name."""
        return next(filter(None, map(named_goal, self.goal or ())), None)


_GOALS: tuple[tuple[str, Goal], ...] = tuple(
    (word, goal)
    for goal, words in {
        Goal.FAT_LOSS: "fat loss,lose,losing,cut,cutting,lean out,leaner,drop,slim,deficit,shred",
        Goal.HYPERTROPHY: "hypertrophy,muscle,bulk,mass,bigger,size,gain,physique,bodybuilding",
        Goal.STRENGTH: "strength,stronger,powerlifting,1rm,pr,total,meet,weightlifting",
        Goal.ENDURANCE: "endurance,marathon,half,5k,10k,run,running,triathlon,ride,race,vo2max",
        Goal.HEALTH: "health,healthy,healthier,fitness,fit,maintain,maintenance,general,longevity,"
        "recomposition,recomp,mobility,rehab,back to training",
    }.items()
    for word in words.split(",")
)
"""Words of a goal told in the athlete's own words; of several the one told first counts."""


def named_goal(text: str) -> Goal | None:
    """Return the goal that free text names, such as "lose 0.5 kg a week"; None: none of ours."""
    plain = f" {' '.join(text.casefold().replace('_', ' ').replace('-', ' ').split())} "
    places = [(plain.find(f" {word} "), n) for n, (word, _) in enumerate(_GOALS)]
    found = [place for place in places if place[0] >= 0]
    return _GOALS[min(found)[1]][1] if found else None
