"""Shapes of what the tools over endurance training return; paces and times are written out."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from tools.arguments.endurance import LongUnit
from tools.arguments.shape import Number
from tools.results.shape import Data


class CardioLine(Data):
    """One endurance session."""

    activity: str
    day: date
    distance: Number | None = None
    unit: LongUnit
    time: str = ""
    """As "52:30"; empty where it was not told."""
    pace: str = ""
    """As "5:15 min/km"; empty without distance or time."""
    heart_rate: int | None = None
    rpe: Number | None = None


class LoggedCardio(Data):
    """Result of `log_cardio`."""

    session: CardioLine
    week_distance: Number | None = None
    """Distance of the same activity in the seven days up to today."""
    previous_distance: Number | None = None
    """The seven days before."""
    earlier: CardioLine | None = None
    """The newest earlier session of about the same distance."""
    already_logged: bool
    corrected: bool = False
    """The session was there before, and was put right."""


class WeekLine(Data):
    """Seven days in a row."""

    start: date
    end: date
    distance: Number
    sessions: int
    longest: Number


class CardioHistory(Data):
    """Result of `cardio_history`, newest first."""

    activity: str
    unit: LongUnit
    sessions: list[CardioLine]
    weeks: list[WeekLine]
    change: Number | None = None
    """The last seven days minus the seven before."""
    change_percent: Number | None = None
    longest: CardioLine | None = None
    recent_pace: str = ""
    """Mean pace of the newer half of the weeks."""
    earlier_pace: str = ""
    """Mean pace of the older half."""
    pace_trend: Literal["faster", "slower", "about the same", "unknown"] = "unknown"
    week_distance: Number | None = None
    """The week the next one is measured by: the one told, else the log's last full one."""
    next_low: Number | None = None
    next_high: Number | None = None
    longest_run: Number | None = None
    """Longest single run that fits such a week."""
    planned: Number | None = None
    planned_percent: Number | None = None
    """How much more the planned week is, in percent."""
    planned_verdict: Literal["too much", "within", "less"] | None = None
    days_since_last: int | None = None
    last_day: date | None = None


class PaceLine(Data):
    """One training pace."""

    name: Literal["easy", "marathon", "threshold", "interval", "repetition"]
    fast: str
    slow: str
    """As `fast` where it is one pace."""
    fast_speed: str = ""
    """`fast` as a speed, for a treadmill."""
    slow_speed: str = ""
    fast_lap: str = ""
    """Time of 400 m at `fast`."""
    slow_lap: str = ""


class RaceResult(Data):
    """The run that fitness is read from."""

    distance: Number
    unit: Literal["km", "m", "mi", "yd"]
    time: str
    day: date | None = None
    """None: told in this message."""


class TrainingPaces(Data):
    """Result of `training_paces`."""

    result: RaceResult
    vdot: Number
    unit: LongUnit
    paces: list[PaceLine]
    assumptions: list[str]
    asked: str = ""
    """The pace that was asked about."""
    asked_verdict: Literal["faster", "within", "slower"] | None = None
    """It beside the pace of its kind."""


class SplitLine(Data):
    """Time at a mark of an even race."""

    at: Number
    time: str


class RacePrediction(Data):
    """Result of `race_prediction`."""

    target: Number
    target_unit: Literal["km", "m", "mi", "yd"]
    unit: LongUnit
    result: RaceResult | None = None
    predicted: str = ""
    predicted_low: str = ""
    predicted_high: str = ""
    by_riegel: str = ""
    by_vdot: str = ""
    predicted_pace: str = ""
    goal: str = ""
    goal_pace: str = ""
    other_pace: str = ""
    """The goal pace for the other unit of distance."""
    key_session: str = ""
    """A session at the goal's pace, to do once a week."""
    splits: list[SplitLine] = Field(default_factory=list[SplitLine])
    verdict: Literal["faster", "within", "slower"] | None = None
    """The goal beside the predicted band."""
    gap_seconds: int | None = None
    """How much faster the goal is than the prediction."""
    gap: str = ""
    assumptions: list[str]


class ConvertedPace(Data):
    """Result of `convert_pace`; without a pace only the distance in the other unit."""

    per_km: str = ""
    per_mile: str = ""
    per_500m: str = ""
    """As rowers count it."""
    per_100m: str = ""
    """As swimmers count it."""
    lap: str = ""
    """Time of 400 m."""
    km_h: Number | None = None
    mph: Number | None = None
    speed: str = ""
    """Both speeds, written out."""
    distance: Number | None = None
    distance_unit: Literal["km", "m", "mi", "yd"] | None = None
    other_distance: Number | None = None
    """The distance in miles where it was told in km, else in km."""
    time: str = ""


class ZoneLine(Data):
    """One of five zones."""

    number: int
    low: int
    high: int


class HeartRateZones(Data):
    """Result of `heart_rate_zones`."""

    use_heart_rate: bool
    """False: a medicine slows the heart, so zones mislead."""
    reason: str = ""
    easy_rpe_low: Number | None = None
    easy_rpe_high: Number | None = None
    hard_rpe: Number | None = None
    first_session: str = ""
    """How long an easy session is to begin with."""
    method: Literal["reserve", "maximum", "threshold"] | None = None
    maximum: int | None = None
    maximum_is_measured: bool = False
    resting: int | None = None
    threshold: int | None = None
    zones: list[ZoneLine] = Field(default_factory=list[ZoneLine])
    low_percent: Number | None = None
    high_percent: Number | None = None
    low: int | None = None
    high: int | None = None
    assumptions: list[str] = Field(default_factory=list[str])


class PlanWeek(Data):
    """One week of a race plan."""

    number: int
    distance: Number
    long_run: Number
    kind: Literal["build", "light", "taper", "race"]


class RacePlan(Data):
    """Result of `race_plan`."""

    race: Number
    race_unit: Literal["km", "m", "mi", "yd"]
    weeks: int
    unit: LongUnit
    start_distance: Number
    """What is run a week now."""
    from_log: bool
    peak_distance: Number
    longest_run: Number
    plan: list[PlanWeek]
    taper_weeks: int
    is_short: bool
    """Fewer weeks than the longest run asks for."""
    assumptions: list[str]
