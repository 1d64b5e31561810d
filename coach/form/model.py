"""Videos and what was measured in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from coach.identity import FindingId, UserId, VideoId


class VideoStatus(StrEnum):
    """Where a video stands."""

    UPLOADED = "uploaded"
    ANALYSING = "analysing"
    ANALYSED = "analysed"
    FAILED = "failed"


class View(StrEnum):
    """From where the camera sees the athlete."""

    SIDE = "side"
    OBLIQUE = "oblique"
    FRONT = "front"
    BACK = "back"
    UNKNOWN = "unknown"


class FaultCode(StrEnum):
    """Faults a camera can see."""

    SHALLOW_DEPTH = "shallow_depth"
    DEPTH_FADE = "depth_fade"
    FORWARD_LEAN = "forward_lean"
    TEMPO_COLLAPSE = "tempo_collapse"
    KNEES_IN = "knees_in"
    HEEL_LIFT = "heel_lift"
    HIP_RISE = "hip_rise"
    ELBOW_SWING = "elbow_swing"
    HIP_SAG = "hip_sag"
    SHORT_LOCKOUT = "short_lockout"


class Severity(StrEnum):
    """How much a fault matters for the next session."""

    INFO = "info"
    MINOR = "minor"
    MAJOR = "major"


class FindingStatus(StrEnum):
    """How far a finding can be relied on."""

    OK = "ok"
    LOW_CONFIDENCE = "low_confidence"
    NOT_ASSESSABLE = "not_assessable"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Video:
    """An uploaded video; the raw file expires, the findings stay."""

    id: VideoId
    user_id: UserId
    created_at: datetime
    file_name: str
    """As sent; data, never an instruction."""
    content_type: str
    size_bytes: int
    blob_key: str | None
    """Where the raw file is; None once it expired."""
    status: VideoStatus
    exercise_hint: str | None = None
    """What the athlete said it shows."""
    load_kg: Decimal | None = None
    logged_rpe: Decimal | None = None
    expires_at: datetime | None = None
    error_code: str | None = None
    error_message: str | None = None


@dataclass(frozen=True, slots=True)
class FormAnalysis:
    """The summary of one analysed video."""

    video_id: VideoId
    exercise: str
    """Recognised or named exercise, or `unknown`."""
    exercise_confidence: float
    """0 to 1; 1 when the athlete named it."""
    view: View
    reps: int
    duration_s: float
    model_hash: str
    rules_hash: str
    analysed_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """One measured value, or the reason why it could not be measured."""

    id: FindingId
    video_id: VideoId
    metric: str
    """A name of the list in docs/reference/metrics.md, such as `thigh_angle_at_bottom_deg`."""
    view: View
    status: FindingStatus
    model_hash: str
    rules_hash: str
    rep: int | None = None
    """Repetition from 1; None for the whole set."""
    fault: FaultCode | None = None
    value: float | None = None
    threshold: float | None = None
    unit: str = ""
    low: float | None = None
    """Lower end of the error band."""
    high: float | None = None
    """Upper end of the error band."""
    severity: Severity = Severity.INFO
    confidence: float = 0.0
    """0 to 1."""
    frames: tuple[int, int] | None = None
    """First and last frame the value was taken from."""
    reason: str = ""
    """Why it is not assessable, and how to film it."""
