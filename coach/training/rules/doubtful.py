"""Sets whose load looks like a typing error: they stay in the log and out of every estimate."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from coach.training.model import Equipment, Exercise, Pattern, PerformedSet, SetKind
from coach.training.rules.one_rep_max import MAX_REPS, median_of_five
from coach.training.rules.working_sets import Session

HEAVIEST_KG: Mapping[Pattern, float] = {
    Pattern.SQUAT: 595.0,
    Pattern.LUNGE: 595.0,
    Pattern.HINGE: 580.0,
    Pattern.OLYMPIC: 510.0,
    Pattern.HORIZONTAL_PUSH: 635.4,
    Pattern.VERTICAL_PUSH: 267.0,
}
"""Heaviest load ever moved with a bar, in kilograms; a heavier entry cannot be true.

Source: equipped squat 595 kg (Baptist 2021) and equipped bench press 635.4 kg (Kolb 2023), of
OpenPowerlifting; partial deadlift 580 kg (Heinla 2022) and deadlift from the floor 510 kg
(Bjornsson 2025), which bounds pulls; clean and jerk 267 kg (Talakhadze 2021, IWF). Machines and
other patterns have no record to compare with.
"""
HALF_WINDOW = 5
THRESHOLD = 3.5
"""How many robust standard deviations above its neighbours a session is an outlier.

Source: Iglewicz & Hoaglin 1993, modified z-score above 3.5; moving window after Hampel 1974.
"""
MAD_TO_SD = 1.4826
"""Source: Hampel 1974; the median absolute deviation of a normal distribution is 0.6745 sd."""
JUMP = 2.0
"""An estimate must also reach this multiple of its neighbours' median.

Source: arithmetic of the slips; pounds taken for kilograms give 2.2, a slipped digit 10, while day
form varies by 4.2 % (Grgic 2020).
"""
MIN_SESSIONS = 5
SHORT_LOG_JUMP = 5.0
MIN_SETS = 3
"""With fewer than five sessions single sets are compared with the next heavier kind of set, and
only a slipped digit stands out. Source: coaching practice; the first working set after the empty
bar reaches up to five times the bar."""
AGREEMENT = 1.25
"""Two sessions whose bests differ by less support each other. Source: coaching practice; a slip is
not made twice alike."""


def doubtful_sets(sessions: Sequence[Session], exercise: Exercise) -> list[PerformedSet]:
    """Return the sets whose load is beyond belief, newest session first.

    A set is doubted when its load exceeds the heaviest ever lifted in its pattern (barbell only),
    or when its session stands far above the sessions around it and no other session confirms it.

    Args:
        sessions: All sessions of one exercise, in order of time, either way round.
        exercise: Tells pattern and equipment.

    Source:
        Human records (`HEAVIEST_KG`); Hampel 1974 moving median on logarithms of the sessions'
        best estimates, with the threshold of Iglewicz & Hoaglin 1993. No stated error; by design
        only loads of twice the usual are doubted.
    """
    limit = record_kg(exercise)
    impossible = {
        done.set_id
        for session in sessions
        for done in session.sets
        if done.load_kg is not None and float(done.load_kg) > limit
    }
    rest = [[done for done in each.sets if done.set_id not in impossible] for each in sessions]
    limits = _limits([[_size(done) for done in each] for each in rest])
    doubted = impossible | {
        done.set_id
        for each, highest in zip(rest, limits, strict=True)
        for done in each
        if _size(done) > highest
    }
    return [done for session in sessions for done in session.sets if done.set_id in doubted]


def stands_out(loads: Sequence[float], sizes: Sequence[float], exercise: Exercise) -> bool:
    """Tell from the heaviest set of each session whether any set of the log is to be doubted.

    Args:
        loads: Heaviest load of each session in kilograms, in order of time.
        sizes: The session's highest maximum by repetitions, in kilograms; same length.
        exercise: Tells pattern and equipment.

    Returns:
        True also where the log is too short to tell without its single sets.

    Source:
        As `doubtful_sets`.
    """
    if any(load > record_kg(exercise) for load in loads):
        return True
    if len(sizes) < MIN_SESSIONS:
        return bool(sizes)
    return any(size > top for size, top in zip(sizes, hampel_limits(sizes), strict=True))


def record_kg(exercise: Exercise) -> float:
    """Return the heaviest load ever lifted in the exercise's pattern; infinite where none is known.

    Source:
        `HEAVIEST_KG`.
    """
    if exercise.equipment is not Equipment.BARBELL:
        return math.inf
    return HEAVIEST_KG.get(exercise.pattern, math.inf)


def _size(done: PerformedSet) -> float:
    """Return the set as an estimated maximum; 0 for a warm-up and for body weight."""
    if done.kind is SetKind.WARMUP or not done.load_kg:
        return 0.0
    return _estimate(float(done.load_kg), min(max(done.reps or 1, 1), MAX_REPS))


@lru_cache(maxsize=10_000)
def _estimate(load_kg: float, reps: int) -> float:
    """Return the median estimate; a log repeats few pairs of load and repetitions."""
    return median_of_five(load_kg, reps).value


def _limits(sizes: Sequence[Sequence[float]]) -> list[float]:
    """Return for each session the size from which on a set of it is doubted."""
    tops = [max(each, default=0.0) for each in sizes]
    loaded = [index for index, top in enumerate(tops) if top > 0]
    if len(loaded) < MIN_SESSIONS:
        return [_short_log_limit([size for each in sizes for size in each if size > 0])] * len(tops)
    found = [math.inf] * len(tops)
    values = [tops[index] for index in loaded]
    for index, limit in zip(loaded, hampel_limits(values), strict=True):
        found[index] = limit
    return found


def _short_log_limit(sizes: Sequence[float]) -> float:
    different = sorted(set(sizes), reverse=True)
    if len(sizes) < MIN_SETS or len(different) < 2:
        return math.inf
    return SHORT_LOG_JUMP * different[1]


def hampel_limits(tops: Sequence[float]) -> list[float]:
    """Return for each session the best estimate above which it is an outlier.

    Args:
        tops: Best estimate of each session in order of time, above 0, at least five.

    Returns:
        Infinite where another session of the window is within a quarter of this one.

    Source:
        Hampel 1974; Iglewicz & Hoaglin 1993.
    """
    logs = np.log(np.asarray(tops, dtype=float))
    width = min(2 * HALF_WINDOW + 1, len(tops))
    windows = np.lib.stride_tricks.sliding_window_view(logs, width)
    middles = np.median(windows, axis=1)
    spreads = MAD_TO_SD * np.median(np.abs(windows - middles[:, None]), axis=1)
    starts = np.clip(np.arange(len(tops)) - width // 2, 0, len(tops) - width)
    margins = np.maximum(THRESHOLD * spreads[starts], math.log(JUMP))
    limits = np.exp(middles[starts] + margins)
    near = np.abs(windows[starts] - logs[:, None]) < math.log(AGREEMENT)
    limits[near.sum(axis=1) > 1] = math.inf
    return [float(limit) for limit in limits]
