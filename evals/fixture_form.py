"""What a fixture says of filmed sets: what was measured, what was not, or why it failed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from coach.form.model import FaultCode, Severity
from evals.fields import Dated, Load, Real, Rpe, Strict, Whole, also, first_word, listed, mapping

METRIC = re.compile(
    r"[a-z][a-z0-9_]*_(?:deg|deg_per_s|s|ms|pct|cm|mm|m|m_per_s|m_s|px|ratio|score)|reps"
)
"""How a metric is named: what it is, then its unit."""
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


def _view(value: object) -> object:
    return (first_word(value, _VIEWS) or value) if isinstance(value, str) else value


def _fault(value: object) -> object:
    return (first_word(value, dict(FAULTS)) or value) if isinstance(value, str) else value


def _metrics(value: object) -> object:
    """Refuse names that are no metric: a misspelt key would be measured for ever."""
    for name in mapping(value) or {}:
        if METRIC.fullmatch(str(name)) is None:
            msg = (
                f"{name!r} is no metric: it has to end in its unit, such as `concentric_s` or "
                "`knee_angle_at_bottom_deg`"
            )
            raise ValueError(msg)
    return value


def _reasons(value: object) -> object:
    """Read a list of metrics as metrics that this view does not show."""
    if isinstance(value, str):
        value = [value]
    named = listed(value)
    if named is not None:
        reason = "It cannot be judged from this video; film it from the side with the whole body."
        return dict.fromkeys(map(str, named), reason)
    return value


Metrics = Annotated[dict[str, Real | None], BeforeValidator(_metrics)]


class RepFixture(Strict):
    """The metrics of one repetition, by their names in docs/reference/metrics.md."""

    metrics: Metrics = Field(default_factory=dict[str, float | None])
    """None: it could not be measured in this repetition."""
    faults: tuple[FaultFixture, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _flat(cls, data: object) -> object:
        """Read metrics that stand beside the other keys."""
        row = mapping(data)
        if row is None:
            return data
        loose = {key: row.pop(key) for key in list(row) if METRIC.fullmatch(str(key))}
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
    severity: Severity = Severity.MINOR
    confidence: Real | None = Field(default=None, ge=0, le=1)
    notes: str = Field(default="", validation_alias=also("notes", "note", "reason", "text"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"fault": data} if isinstance(data, str) else data


class AnalysisError(Strict):
    """Why a video could not be analysed."""

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    message: str = ""

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
        default=0.9, ge=0, le=1, validation_alias=also("visibility", "confidence")
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
    faults: tuple[FaultFixture, ...] = ()
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
        if row is not None and isinstance(row.get("reps"), int):
            row.setdefault("rep_count", row.pop("reps"))
        return data if row is None else row

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
