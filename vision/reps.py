"""Repetitions of any exercise, found without training in whatever signal repeats best.

Every signal is cut into swings at several sizes; each cut is a candidate list of repetitions. The
candidate wins that covers most of the video with large repetitions that resemble each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from vision.signals import RATE_HZ, Motion, motion_of
from vision.track import FloatArray, PoseTrack

SWING_SHARE = 0.6
"""A swing counts from this share of a typical swing on, so that partial repetitions are kept."""
SWING_PERCENTILES = (15, 30, 45, 60, 75, 90)
MIN_SPAN = 0.25
"""Signals that move less (18 degrees, a tenth of a trunk) are not searched."""
MIN_SWING = 0.35
"""Smallest typical repetition: 25 degrees at one joint pair or a seventh of the trunk length.
Source: a standing body sways under 0.1 and BlazePose jitters under 0.1 in these units (measured on
the idle synthetic athlete); the smallest deliberate partials are near 40 degrees."""
LIKENESS_FLOOR = 0.1
SIZE_WEIGHT = 1.25
NOISE_PENALTY = 10.0
LONGEST_REP_S = 8.0
REST_AT_BOTTOM_PENALTY = 0.85
KEEP_LIKENESS = 0.25
KEEP_SIZE = 0.3
"""Weights of the choice. Source: nested cross-validation on RepCount-pose (Yao et al., PoseRAC,
2023; 80 landmark files): off-by-one .77; see docs/adr/0007. Not tuned on the clips of the tests."""
ONE_WAY_SWING = 2.0
"""Smallest swing that counts as one repetition filmed in one direction only, such as a deadlift
that ends at lockout: 70 degrees at both joints of a pair, or most of a trunk length.
Source: a full deadlift or squat opens hip and knee by 80 to 120 degrees (Escamilla, 2000; 2001)."""
RETURN_SHARE = 0.5
"""Share of the swing that counts as having come back."""
SHAPE_SAMPLES = 6
"""Points of each half of a repetition that are compared with the same points of the others."""
MIN_TO_PRUNE = 3
"""Fewer repetitions have no majority that one could be unlike."""


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition as indices into the track."""

    start: int
    bottom: int
    """The turning point: the deepest or the highest, whatever the exercise makes of it."""
    end: int
    complete: bool = True
    """False when only one direction was filmed; then `bottom` is `start`."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    reps: list[tuple[int, int, int]]
    size: FloatArray
    duration: FloatArray
    likeness: FloatArray
    score: float


def turning_points(signal: FloatArray, swing: float) -> list[tuple[int, int]]:
    """Return alternating extrema, each confirmed by a reversal of more than `swing`.

    Returns:
        Pairs of index and kind: 1 for a maximum, -1 for a minimum.
    """
    points: list[tuple[int, int]] = []
    high = low = way = 0
    for i, value in enumerate(signal.tolist()):
        if value > signal[high]:
            high = i
        if value < signal[low]:
            low = i
        if way >= 0 and signal[high] - value > swing:
            if high > 0:
                points.append((high, 1))
            way, low = -1, i
        elif way <= 0 and value - signal[low] > swing:
            if low > 0:
                points.append((low, -1))
            way, high = 1, i
    return points


def _cut(signal: FloatArray, swing: float, kind: int) -> list[tuple[int, int, int]]:
    """Return repetitions that turn at extrema of one kind and swing far enough on both sides."""
    turns = turning_points(signal, swing)
    facing = kind * signal
    found: list[tuple[int, int, int]] = []
    for j, (at, what) in enumerate(turns):
        if what != kind:
            continue
        before = turns[j - 1][0] if j else int(np.argmin(facing[: at + 1]))
        after = turns[j + 1][0] if j + 1 < len(turns) else at + int(np.argmin(facing[at:]))
        if facing[at] - facing[before] >= swing and facing[at] - facing[after] >= swing:
            found.append((before, at, after))
    return found


def _likeness(
    reps: list[tuple[int, int, int]], body: FloatArray, size: FloatArray, duration: FloatArray
) -> FloatArray:
    """Return for each repetition 0 to 1: how much the closest of its neighbours resembles it."""
    rows = [
        np.concatenate((np.linspace(a, b, SHAPE_SAMPLES), np.linspace(b, c, SHAPE_SAMPLES)))
        for a, b, c in reps
    ]
    shape = np.stack([body[row.astype(np.int64)] for row in rows])
    spread = np.linalg.norm(shape - shape.mean(axis=1, keepdims=True), axis=(1, 2)) + 1e-6
    best = np.zeros(len(reps))
    for step in (1, 2):
        if len(reps) <= step:
            continue
        apart = np.linalg.norm(shape[step:] - shape[:-step], axis=(1, 2))
        alike = np.exp(
            -np.abs(np.log(size[step:] / size[:-step]))
            - 0.7 * np.abs(np.log(duration[step:] / duration[:-step]))
            - 0.5 * apart / np.sqrt(spread[step:] * spread[:-step])
        )
        best[step:] = np.maximum(best[step:], alike)
        best[:-step] = np.maximum(best[:-step], alike)
    return best


def _rate(
    signal: FloatArray, body: FloatArray, reps: list[tuple[int, int, int]], kind: int
) -> _Candidate:
    swings = [(abs(signal[b] - signal[a]), abs(signal[b] - signal[c])) for a, b, c in reps]
    size = np.array([min(pair) for pair in swings])
    duration = np.array([float(c - a) for a, _, c in reps])
    likeness = _likeness(reps, body, size, duration)
    coverage = float((np.maximum(likeness, LIKENESS_FLOOR) * duration).sum()) / len(signal)
    noise = float(np.median(np.abs(np.diff(signal, 2))) / np.median(size))
    seconds = float(np.median(duration)) / RATE_HZ
    depths = [kind * float(signal[b] - signal[a : c + 1].mean()) for a, b, c in reps]
    away = sum(depths) / len(depths)
    # A repetition rests at its ends rather than at its turning point.
    rests_at_ends = away / float(size.mean()) > 0.45
    score = (
        coverage
        * float(np.log1p(np.median(size))) ** SIZE_WEIGHT
        / (1 + NOISE_PENALTY * noise)
        * min(1.0, LONGEST_REP_S / seconds)
        * (1.0 if rests_at_ends else REST_AT_BOTTOM_PENALTY)
    )
    return _Candidate(reps, size, duration, likeness, score)


def _swing_sizes(signal: FloatArray, span: float) -> list[float]:
    turns = [at for at, _ in turning_points(signal, 0.08 * span)]
    swings = np.abs(np.diff(signal[turns]))
    swings = swings[swings > 0.15] if bool((swings > 0.15).any()) else np.array([span])
    return sorted({SWING_SHARE * float(np.percentile(swings, q)) for q in SWING_PERCENTILES})


def _candidates(motion: Motion) -> Iterator[_Candidate]:
    for signal in motion.signals.values():
        span = float(np.percentile(signal, 98) - np.percentile(signal, 2))
        if span < MIN_SPAN:
            continue
        for swing in _swing_sizes(signal, span):
            for kind in (1, -1):
                reps = _cut(signal, swing, kind)
                if reps:
                    candidate = _rate(signal, motion.body, reps, kind)
                    if float(np.median(candidate.size)) >= MIN_SWING:
                        yield candidate


def _weighted_median(values: FloatArray, weights: FloatArray) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _pruned(candidate: _Candidate) -> list[tuple[int, int, int]]:
    """Drop what is unlike the rest: walking in, racking, fidgeting."""
    if len(candidate.reps) < MIN_TO_PRUNE:
        return candidate.reps
    weights = candidate.likeness + 1e-3
    keep = (candidate.size > KEEP_SIZE * _weighted_median(candidate.size, weights)) & (
        candidate.likeness > KEEP_LIKENESS * _weighted_median(candidate.likeness, weights)
    )
    return [rep for rep, good in zip(candidate.reps, keep, strict=True) if good] or candidate.reps


def _one_way(motion: Motion) -> tuple[int, int] | None:
    """Return first and last frame of a large swing that never comes back; None without one."""
    angles = [motion.signals[name] for name in ("hip", "knee", "elbow")]
    signal = max(angles, key=lambda s: float(s.max() - s.min()))
    span = float(signal.max() - signal.min())
    comes_back = any(_cut(signal, span * RETURN_SHARE, kind) for kind in (1, -1))
    if span < ONE_WAY_SWING or comes_back:
        return None
    first, last = sorted((int(np.argmax(signal)), int(np.argmin(signal))))
    return first, last


def find_reps(track: PoseTrack) -> tuple[Rep, ...]:
    """Return the repetitions of a track in order; empty when nothing moves far enough."""
    motion = motion_of(track)
    if motion is None:
        return ()
    best = max(_candidates(motion), key=lambda candidate: candidate.score, default=None)

    def index(at: int) -> int:
        return int(np.argmin(np.abs(track.times_s - motion.times_s[at])))

    if best is None or len(best.reps) == 1:
        swing = _one_way(motion)
        if swing is not None:
            first, last = index(swing[0]), index(swing[1])
            return (Rep(first, first, last, complete=False),)
    if best is None:
        return ()
    return tuple(Rep(index(a), index(b), index(c)) for a, b, c in _pruned(best))
