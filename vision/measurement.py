"""One measured value before it becomes a finding, and how its error band is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.form.model import FaultCode, FindingStatus, Severity, View
from vision.features import MIN_VISIBILITY, SIDE_MAX, Kinematics
from vision.track import FloatArray, Joint

SIDE_BAND_DEG = 7.0
TURNED_BAND_DEG = 10.0
"""Half width of the error band of an angle, from an exact side view to the most turned view that
still counts as one. Source: BlazePose knee angle against marker systems -2.3 +- 6.4 degrees
side-on; the error grows with the turn (docs/reference/metrics.md)."""
CLEAR_VISIBILITY = 0.7
"""Below, a landmark is partly hidden and what rests on it has low confidence. Source: half-way
between MediaPipe's threshold for visible (0.5) and what a free joint gets (0.9 and more)."""
AROUND = 2
"""Frames before and after over which visibility is judged: a single frame flickers."""
HOW_TO_FILM = (
    "Film from the side at hip height, two to three metres away, with the whole body and both feet "
    "in the picture from the first to the last repetition."
)


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value of one repetition or of the set, or the reason why there is none."""

    metric: str
    rep: int | None = None
    """From 1; None for the set."""
    value: float | None = None
    band: tuple[float, float] | None = None
    """Lower and upper end of the error band."""
    unit: str = ""
    frames: tuple[int, int] | None = None
    """Indices into the track."""
    confidence: float = 0.0
    status: FindingStatus = FindingStatus.OK
    reason: str = ""
    fault: FaultCode | None = None
    threshold: float | None = None
    severity: Severity = Severity.INFO


def band_deg(body: Kinematics) -> float:
    """Return the half width of an angle's error band in degrees, 7 to 10."""
    share = float(np.clip(body.turn / SIDE_MAX, 0.0, 1.0))
    return SIDE_BAND_DEG + (TURNED_BAND_DEG - SIDE_BAND_DEG) * share


def visibility_at(body: Kinematics, frame: int, joints: tuple[Joint, ...]) -> float:
    """Return how well the least visible of some joints is seen around a frame, 0 to 1."""
    window = body.visibility[max(0, frame - AROUND) : frame + AROUND + 1, list(joints)]
    return float(np.median(window, axis=0).min())


def _turn_reason(view: View, turn: float) -> str:
    if view is View.FRONT:
        seen = "from the front"
    elif view is View.BACK:
        seen = "from behind"
    else:
        degrees = round(float(np.degrees(np.arcsin(min(turn, 1.0)))) / 5) * 5
        seen = f"about {degrees} degrees off the side"
    return f"The camera sees the athlete {seen}, where this angle can be off by 14 degrees or more."


def not_assessable(metric: str, reason: str, rep: int | None = None) -> Measurement:
    """Return the statement that a metric cannot be judged, why, and how to film it."""
    return Measurement(
        metric,
        rep,
        unit="deg" if metric.endswith("_deg") else "",
        status=FindingStatus.NOT_ASSESSABLE,
        reason=f"{reason} {HOW_TO_FILM}",
    )


def wrong_view(body: Kinematics, metric: str) -> Measurement | None:
    """Return why an image-plane angle cannot be judged from this view; None from the side."""
    if body.view is View.SIDE:
        return None
    return not_assessable(metric, _turn_reason(body.view, body.turn))


def angle_at(
    body: Kinematics,
    series: FloatArray,
    frame: int,
    metric: str,
    joints: tuple[Joint, ...],
    rep: int,
) -> Measurement:
    """Return the angle of one repetition with its error band, as far as its joints are visible.

    Args:
        body: The athlete, seen from the side.
        series: (T,) degrees.
        frame: Index at which the angle is read.
        metric: Name of docs/reference/metrics.md.
        joints: What the angle rests on.
        rep: Number of the repetition from 1.
    """
    seen = visibility_at(body, frame, joints)
    if seen < MIN_VISIBILITY:
        hidden = " and ".join(sorted({joint.name.split("_")[1].lower() for joint in joints}))
        return not_assessable(metric, f"The {hidden} are not all visible.", rep)
    clear = seen >= CLEAR_VISIBILITY
    half = band_deg(body) if clear else TURNED_BAND_DEG
    value = float(series[frame])
    return Measurement(
        metric,
        rep,
        value,
        (value - half, value + half),
        "deg",
        (frame, frame),
        round(seen * (1 - body.turn / 2), 3),
        FindingStatus.OK if clear else FindingStatus.LOW_CONFIDENCE,
        "" if clear else "A joint is partly hidden.",
    )
