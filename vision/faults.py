"""Which measurements are faults: value against threshold, each with its source.

Lumbar rounding is never judged: BlazePose has no landmark on the spine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from coach.form.model import FaultCode, Severity, View
from vision.measurement import Measurement
from vision.metrics import SetView
from vision.recognise import Exercise

PARALLEL_DEG = 0.0
"""Thigh angle from which a squat is deep. Source: hip crease below the top of the knee, the depth
rule of the IPF technical rules, 2024; the hip and knee joint centres stand in for both."""
VERY_SHALLOW_DEG = 30.0
"""Thigh angle of a quarter to half squat. Source: half squat = 45 degrees less knee flexion than a
full one (Schoenfeld, Squatting kinematics and kinetics, 2010)."""
LEAN_OVER_SHIN_DEG = 20.0
"""How far the trunk may lean beyond the shin at the deepest lean. Source: trunk parallel to the
shin (Myer et al., The back squat, 2014), widened by the 5 to 10 degrees that a low bar adds
(Glassbrook et al., 2017) and the error band of the angle."""
DEPTH_FADE_DEG = 10.0
"""Depth that must be lost from the first to the last third of a set. Source: error band of one
angle, docs/reference/metrics.md; smaller changes are within measurement error."""
REPEAT_ERROR_DEG = 9.0
"""Error of the difference of two angles of one clip: 6.4 degrees (side-on) times root two."""
MIN_REPS_FOR_FADE = 3
SPEED_LOSS_LIMIT_PCT: Mapping[Exercise, float] = {Exercise.SQUAT: 40.0}
DEFAULT_SPEED_LOSS_LIMIT_PCT = 50.0
"""Speed loss near failure. Source: squat about 40 % (velocity-loss studies since Sanchez-Medina and
Gonzalez-Badillo, 2011); pressing and pulling exercises tolerate 50 to 60 % (same studies)."""


def judge(view: SetView, found: Sequence[Measurement]) -> list[Measurement]:
    """Return the measurements with faults marked, and the set-level faults added.

    Args:
        view: The set.
        found: What was measured, per repetition and for the set.
    """
    judged = [_tempo_collapse(view, m) if m.metric == "speed_loss_pct" else m for m in found]
    if view.exercise is not Exercise.SQUAT or view.body.view is not View.SIDE:
        return judged
    judged = [_shallow(m) if m.metric == "thigh_angle_at_bottom_deg" else m for m in judged]
    judged = [_forward_lean(view, m) if m.metric == "trunk_lean_max_deg" else m for m in judged]
    fade = _depth_change(judged)
    return judged if fade is None else [*judged, fade]


def _exceeds(found: Measurement, threshold: float) -> bool:
    """Tell whether the whole error band lies beyond the threshold."""
    return found.band is not None and found.band[0] > threshold


def _shallow(found: Measurement) -> Measurement:
    if found.value is None:
        return found
    marked = replace(found, threshold=PARALLEL_DEG)
    if not _exceeds(found, PARALLEL_DEG):
        return marked
    severity = Severity.MAJOR if _exceeds(found, VERY_SHALLOW_DEG) else Severity.MINOR
    return replace(marked, fault=FaultCode.SHALLOW_DEPTH, severity=severity)


def _forward_lean(view: SetView, found: Measurement) -> Measurement:
    if found.value is None or found.frames is None:
        return found
    first, last = found.frames
    shin = float(np.median(view.body.shin_lean_deg[first : last + 1]))
    if found.rep is None:
        bottoms = [phases.bent for phases in view.phases]
        shin = float(np.median(view.body.shin_lean_deg[bottoms]))
    threshold = round(shin + LEAN_OVER_SHIN_DEG, 1)
    marked = replace(found, threshold=threshold)
    if not _exceeds(found, threshold):
        return marked
    return replace(marked, fault=FaultCode.FORWARD_LEAN, severity=Severity.MINOR)


def _tempo_collapse(view: SetView, found: Measurement) -> Measurement:
    limit = SPEED_LOSS_LIMIT_PCT.get(view.exercise, DEFAULT_SPEED_LOSS_LIMIT_PCT)
    marked = replace(found, threshold=limit)
    if not _exceeds(found, limit):
        return marked
    return replace(marked, fault=FaultCode.TEMPO_COLLAPSE, severity=Severity.MINOR)


def _depth_change(found: Sequence[Measurement]) -> Measurement | None:
    """Return how much shallower the last third of the repetitions is than the first third."""
    depths = [
        m
        for m in found
        if m.metric == "thigh_angle_at_bottom_deg" and m.rep and m.value is not None
    ]
    if len(depths) < MIN_REPS_FOR_FADE:
        return None
    third = len(depths) // 3
    values = [m.value for m in depths if m.value is not None]
    change = float(np.mean(values[-third:]) - np.mean(values[:third]))
    half = REPEAT_ERROR_DEG / float(np.sqrt(third))
    faded = change > DEPTH_FADE_DEG and change - half > 0
    spans = [m.frames for m in depths if m.frames]
    return Measurement(
        "depth_change_deg",
        None,
        change,
        (change - half, change + half),
        "deg",
        (spans[0][0], spans[-1][1]),
        round(min(m.confidence for m in depths), 3),
        threshold=DEPTH_FADE_DEG,
        fault=FaultCode.DEPTH_FADE if faded else None,
        severity=Severity.MINOR if faded else Severity.INFO,
    )
