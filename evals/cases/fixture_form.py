"""What a fixture says of filmed sets: what was measured, what was not, or why it failed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from coach.form.model import FaultCode, Severity
from evals.cases.fields import (
    Dated,
    Load,
    Real,
    Rpe,
    Strict,
    Whole,
    also,
    first_word,
    listed,
    mapping,
)

METRIC = re.compile(
    r"[a-z][a-z0-9_]*_(?:deg|deg_per_s|s|ms|pct|cm|mm|m|m_per_s|m_s|px|ratio|score)|reps"
)
"""How a metric is named: what it is, then its unit."""
NAME = re.compile(r"[a-z][a-z0-9_]*")
FAULTS: Mapping[str, str] = {
    **{each.value.replace("_", " "): each.value for each in FaultCode},
    **dict.fromkeys(
        ("depth", "high squat", "above parallel", "insufficient depth", "half squat", "no depth"),
        FaultCode.SHALLOW_DEPTH.value,
    ),
    **dict.fromkeys(
        ("excessive forward lean", "torso lean", "chest drop", "good morning squat"),
        FaultCode.FORWARD_LEAN.value,
    ),
    **dict.fromkeys(
        ("knee valgus", "valgus", "knee cave", "knees cave", "knees caving in", "knee in"),
        FaultCode.KNEES_IN.value,
    ),
    **dict.fromkeys(
        ("heels lift", "heels rising", "heel rise", "heels up"), FaultCode.HEEL_LIFT.value
    ),
    **dict.fromkeys(("hips shoot up", "early hip rise", "hips rise"), FaultCode.HIP_RISE.value),
    **dict.fromkeys(("swinging", "body swing", "elbow drift"), FaultCode.ELBOW_SWING.value),
    **dict.fromkeys(("sagging hips", "hips sag", "sag"), FaultCode.HIP_SAG.value),
    **dict.fromkeys(
        ("no lockout", "incomplete lockout", "short range"), FaultCode.SHORT_LOCKOUT.value
    ),
    **dict.fromkeys(("tempo", "velocity loss", "speed loss"), FaultCode.TEMPO_COLLAPSE.value),
}
"""Words for the faults the product knows; another fault is stored in the words of the fixture."""
_VIEWS = {
    "side": "side", "sagittal": "side", "lateral": "side", "oblique": "oblique", "45": "oblique",
    "three quarter": "oblique", "diagonal": "oblique", "front": "front", "frontal": "front",
    "back": "back", "rear": "back", "behind": "back", "unknown": "unknown",
}  # fmt: skip


_SEVERITIES = {
    **{each.value: each.value for each in Severity},
    **dict.fromkeys(("low", "slight", "mild"), Severity.INFO.value),
    **dict.fromkeys(("medium", "moderate"), Severity.MINOR.value),
    **dict.fromkeys(("high", "severe"), Severity.MAJOR.value),
}


def _view(value: object) -> object:
    return (first_word(value, _VIEWS) or value) if isinstance(value, str) else value


def _fault(value: object) -> object:
    return (first_word(value, dict(FAULTS)) or value) if isinstance(value, str) else value


def _severity(value: object) -> object:
    return (first_word(value, _SEVERITIES) or value) if isinstance(value, str) else value


def _faults(value: object) -> object:
    """Read `{shallow_depth: [2, 3]}` as a fault with its repetitions."""
    if isinstance(value, str):
        return (value,)
    told = mapping(value)
    if told is None:
        return value
    if {"fault", "code", "name"} & told.keys():
        return (told,)
    return tuple(
        {"fault": fault, **(mapping(each) or {"reps": listed(each) or [each]})}
        for fault, each in told.items()
    )


def _metrics(value: object) -> object:
    """Refuse names that are no metric: a misspelt key would be measured for ever."""
    for name in mapping(value) or {}:
        if NAME.fullmatch(str(name)) is None:
            msg = f"{name!r} is no metric: write `concentric_s` or `knee_angle_at_bottom_deg`"
            raise ValueError(msg)
    return value


def _reasons(value: object) -> object:
    """Read a list of metrics as metrics that this view does not show."""
    if isinstance(value, str):
        value = [value]
    named = listed(value)
    pairs = [mapping(each) for each in named or ()]
    if pairs and all(pair is not None and pair.keys() == {"metric", "reason"} for pair in pairs):
        return {str(pair["metric"]): pair["reason"] for pair in pairs if pair is not None}
    if named is not None:
        reason = "It cannot be judged from this video; film it from the side with the whole body."
        return dict.fromkeys(map(str, named), reason)
    return value


Metrics = Annotated[dict[str, Real | None], BeforeValidator(_metrics)]


def _loose(row: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Take numbers under keys that are not `known` out of a row, and return them as metrics."""
    numbers = [
        key
        for key, value in row.items()
        if key not in known
        and NAME.fullmatch(str(key))
        and (isinstance(value, int | float) or (value is None and METRIC.fullmatch(key)))
        and not isinstance(value, bool)
    ]
    return {key: row.pop(key) for key in numbers}


class RepFixture(Strict):
    """The metrics of one repetition, by their names in docs/reference/metrics.md."""

    metrics: Metrics = Field(default_factory=dict[str, float | None])
    """None: it could not be measured in this repetition."""
    faults: Annotated[tuple[FaultFixture, ...], BeforeValidator(_faults)] = ()
    rep: Whole | None = Field(default=None, ge=1, le=1_000)
    """Its number, where it is told."""

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, data: object) -> object:
        """Read metrics that stand beside the other keys."""
        row = mapping(data)
        if row is None:
            return data
        loose = _loose(row, {"metrics", "faults", "rep"})
        if loose and "metrics" in row:
            msg = "give metrics under `metrics` or beside it, not both"
            raise ValueError(msg)
        return {**row, "metrics": loose} if loose else row


class FaultFixture(Strict):
    """A fault, in one repetition or in the whole set."""

    fault: Annotated[str, BeforeValidator(_fault)] = Field(
        validation_alias=also("fault", "code", "name")
    )
    rep: Whole | None = Field(default=None, ge=1, le=1_000)
    reps: tuple[Whole, ...] = ()
    metric: str | None = None
    value: Real | None = None
    threshold: Real | None = None
    severity: Annotated[Severity, BeforeValidator(_severity)] = Severity.MINOR
    confidence: Real | None = Field(default=None, ge=0, le=1)
    notes: str = Field(default="", validation_alias=also("notes", "note", "reason", "text"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        """Read a bare name, and a value told under its unit or beside it."""
        row = {"fault": data} if isinstance(data, str) else mapping(data)
        if row is None:
            return data
        unit = str(row.pop("unit", "")).strip()
        for key in ("degrees", "deg", "pct", "cm"):
            if key in row and "value" not in row:
                row["value"], unit = row.pop(key), key
        if unit and "metric" not in row and "value" in row:
            row["notes"] = f"{row['value']} {unit}" if "notes" not in row else row["notes"]
        return row


class AnalysisError(Strict):
    """Why a video could not be analysed."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    message: str = Field(default="", validation_alias=also("message", "reason", "text"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        code = re.sub(r"[^a-z0-9]+", "_", data.casefold()).strip("_")
        known = code in ERRORS
        return {"code": code if known else "video_corrupt", "message": "" if known else data}


ERRORS: Mapping[str, str] = {
    "empty_file": "The file is empty.",
    "not_a_video": "The file is no video.",
    "video_corrupt": "The video cannot be read to its end.",
    "video_too_long": "The video is too long.",
    "too_many_pixels": "The picture is too large.",
    "payload_too_large": "The file is too large.",
    "no_person_detected": "Nobody can be seen in the video.",
}
"""Codes the analysis fails with, and what the athlete reads."""


KEYS = frozenset({"angle_error_deg", "error_deg", "duration_s", "reps", "band"})
"""Keys of an analysis that are named like a metric."""


class FormFixture(Dated):
    """One analysed video."""

    exercise: str = Field(validation_alias=also("exercise", "lift"))
    view: Annotated[
        Literal["side", "oblique", "front", "back", "unknown"], BeforeValidator(_view)
    ] = Field(default="side", validation_alias=also("view", "camera", "camera_view"))
    fps: Real = Field(default=30.0, gt=0, le=1000)
    load_kg: Load | None = Field(default=None, validation_alias=also("load_kg", "kg", "load"))
    logged_rpe: Rpe | None = Field(default=None, validation_alias=also("logged_rpe", "rpe"))
    visibility: Real = Field(
        default=0.9,
        ge=0,
        le=1,
        validation_alias=also("visibility", "mean_visibility", "confidence"),
    )
    """Of the joints; below .7 a value is of low confidence, below .5 an angle is not assessable."""
    band: Real = Field(
        default=8.0, ge=0, le=90, validation_alias=also("band", "angle_error_deg", "error_deg")
    )
    """Half width of the error band of every angle in degrees, as the analysis would state it."""
    duration_s: Real | None = Field(default=None, ge=0, le=604_800)
    reps: tuple[RepFixture, ...] = ()
    rep_count: Whole | None = Field(default=None, ge=0, le=1_000)
    """Where repetitions were counted and not measured."""
    metrics: Metrics = Field(
        default_factory=dict[str, float | None], validation_alias=also("metrics", "set_metrics")
    )
    """Of the whole set; left out, the median of the repetitions."""
    faults: Annotated[tuple[FaultFixture, ...], BeforeValidator(_faults)] = ()
    not_assessable: Annotated[dict[str, str], BeforeValidator(_reasons)] = Field(
        default_factory=dict[str, str]
    )
    """Metric, or what it shows, to reason."""
    error: AnalysisError | None = None
    """The analysis failed; the video has no values."""

    kilograms = ("load_kg", "kg")

    @model_validator(mode="before")
    @classmethod
    def _counted(cls, data: object) -> object:
        """Read `reps: 5` as their number."""
        row = mapping(data)
        if row is None:
            return data
        if isinstance(row.get("reps"), int):
            row.setdefault("rep_count", row.pop("reps"))
        if {"metric", "value"} <= row.keys() and isinstance(row["metric"], str):
            row["metrics"] = {row.pop("metric"): row.pop("value")}
        loose = {
            key: row.pop(key) for key in list(row) if key not in KEYS and METRIC.fullmatch(key)
        }
        return (
            {**row, "metrics": {**(mapping(row.get("metrics")) or {}), **loose}} if loose else row
        )

    @model_validator(mode="after")
    def _fits_together(self) -> FormFixture:
        measured = self.reps or self.metrics or self.faults or self.not_assessable
        if self.error is not None and (measured or self.rep_count):
            msg = "an analysis that failed has measured nothing: leave out `error` or the values"
            raise ValueError(msg)
        if self.reps and self.rep_count not in {None, len(self.reps)}:
            msg = f"`rep_count` is {self.rep_count} with {len(self.reps)} repetitions under `reps`"
            raise ValueError(msg)
        return self


RepFixture.model_rebuild()
