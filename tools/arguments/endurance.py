"""The arguments of the tools over running and other endurance training."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from tools.arguments.shape import Absent, Arguments, Day, Number

LengthUnit = Literal["km", "m", "mi", "yd"]
LongUnit = Literal["km", "mi"]

_TIME = "Time as the athlete wrote it, such as '52:30', '1h05' or '45 min'."


class LogCardioArgs(Arguments):
    """Arguments of `log_cardio`."""

    activity: str = Field(
        min_length=2, max_length=40, description="What was done: run, ride, row, swim, walk, ..."
    )
    distance: Number | Absent = Field(
        default=None, gt=0, le=5000, description="Distance in `distance_unit`; leave out if untold."
    )
    distance_unit: LengthUnit = Field(default="km", description="Unit of `distance`.")
    time: str = Field(default="", max_length=40, description=_TIME + " Leave out if untold.")
    pace: str = Field(
        default="", max_length=20, description="Pace as written, such as '9:10'; instead of `time`."
    )
    pace_unit: LongUnit = Field(default="km", description="What `pace` is for: a km or a mile.")
    heart_rate: int | Absent = Field(
        default=None, ge=30, le=240, description="Mean heart rate in bpm."
    )
    rpe: Number | Absent = Field(
        default=None, ge=1, le=10, description="Exertion of the whole session, 1 to 10."
    )
    kind: Literal["", "easy", "long", "tempo", "intervals", "race", "zone 2"] = Field(
        default="", description="What the session was for, if the athlete said so."
    )
    day: Day | Absent = Field(
        default=None, description="Day it was done, YYYY-MM-DD; leave out for today."
    )
    corrects: bool = Field(
        default=False,
        description="True if the message puts right, or adds to, the session logged last, instead "
        "of telling another one; only what is told changes.",
    )


class CardioHistoryArgs(Arguments):
    """Arguments of `cardio_history`."""

    activity: str = Field(
        default="run", max_length=20, description="run, ride, row, swim, ...; empty for all."
    )
    weeks: int = Field(default=4, ge=2, le=26, description="How many weeks of seven days back.")
    unit: LongUnit = Field(default="km", description="Unit to tell distances in.")
    planned: Number | Absent = Field(
        default=None, gt=0, le=400, description="Distance a week the athlete wants, in `unit`."
    )
    said: Number | Absent = Field(
        default=None, ge=0, le=400, description="Distance of this week the athlete told, in `unit`."
    )


class ResultArgs(Arguments):
    """A race or a hard run that fitness is read from."""

    distance: Number | Absent = Field(
        default=None, gt=0, le=500, description="Distance of a recent race; leave out for the log."
    )
    distance_unit: LengthUnit = Field(default="km", description="Unit of `distance`.")
    time: str = Field(default="", max_length=40, description=_TIME)
    unit: LongUnit = Field(default="km", description="Paces are told for a km or a mile.")


class TrainingPacesArgs(ResultArgs):
    """Arguments of `training_paces`."""

    asked_pace: str = Field(
        default="",
        max_length=10,
        description="Pace the athlete asks about, such as '5:20'; leave out if none.",
    )
    asked_unit: LongUnit = Field(default="km", description="What `asked_pace` is for.")
    kind: Literal["easy", "marathon", "threshold", "interval", "repetition"] = Field(
        default="easy", description="Which training pace `asked_pace` is measured by."
    )


class RacePredictionArgs(ResultArgs):
    """Arguments of `race_prediction`."""

    target: Number = Field(gt=0, le=500, description="Distance of the race to come.")
    target_unit: LengthUnit = Field(default="km", description="Unit of `target`.")
    goal_time: str = Field(
        default="", max_length=40, description="Time the athlete wants; leave out if none."
    )


class ConvertPaceArgs(Arguments):
    """Arguments of `convert_pace`."""

    pace: str = Field(
        default="", max_length=20, description="Pace such as '5:00', or a speed such as '12'."
    )
    given: Literal["min/km", "min/mile", "km/h", "mph", "min/500m", "min/100m"] = Field(
        default="min/km", description="What `pace` is in."
    )
    distance: Number | Absent = Field(
        default=None, gt=0, le=500, description="Distance to hold it for, if one was named."
    )
    distance_unit: LengthUnit = Field(default="km", description="Unit of `distance`.")
    time: str = Field(
        default="",
        max_length=40,
        description="Time over `distance`, to get the pace from; or with `pace`, to get how far.",
    )


class HeartRateZonesArgs(Arguments):
    """Arguments of `heart_rate_zones`."""

    age: int | Absent = Field(
        default=None, ge=10, le=110, description="Years; leave out for the profile."
    )
    resting: int | Absent = Field(default=None, ge=25, le=120, description="Resting rate, bpm.")
    maximum: int | Absent = Field(default=None, ge=100, le=240, description="Measured max, bpm.")
    threshold: int | Absent = Field(
        default=None, ge=80, le=220, description="Heart rate at the lactate threshold, bpm."
    )
    slowed_by_medicine: bool = Field(
        default=False,
        description="True if the athlete names a beta-blocker or another medicine like it.",
    )
    low_percent: Number | Absent = Field(
        default=None, ge=20, le=110, description="Lower end of a range the athlete asked for, %."
    )
    high_percent: Number | Absent = Field(
        default=None, ge=20, le=110, description="Upper end of that range, %."
    )


class RacePlanArgs(Arguments):
    """Arguments of `race_plan`."""

    race: Number = Field(gt=0, le=500, description="Distance of the race.")
    race_unit: LengthUnit = Field(default="km", description="Unit of `race`.")
    weeks: int = Field(ge=1, le=52, description="Weeks until the race.")
    week_distance: Number | Absent = Field(
        default=None, ge=0, le=300, description="Distance run a week now, in `unit`; else the log."
    )
    unit: LongUnit = Field(default="km", description="Unit to tell distances in.")
