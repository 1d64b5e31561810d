"""Whether a lift stands still or falls of late, and whether an easy week is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from coach.training.rules import deload
from coach.training.rules.working_sets import Work
from coach.training.rules.working_strength import best_estimate_kg

STILL_SESSIONS = 3
"""Sessions in a row without progress that are a standstill. Source: Rippetoe & Kilgore 2011, three
attempts before a change; fewer are day form."""
RATED_BACK = 6
"""Sessions whose RPE at one load are compared. Source: own choice, some three weeks of training."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How the newest sessions of a lift compare."""

    without_gain: int
    """Newest sessions in a row with neither more load nor more repetitions than any before."""
    reasons: tuple[deload.Reason, ...]
    """Why an easy week is due; empty if none is."""
    rpe_before: Decimal | None = None
    rpe_now: Decimal | None = None
    """RPE of the same load and target, oldest and newest of those compared."""

    @property
    def is_still(self) -> bool:
        """True from three sessions without a gain on."""
        return self.without_gain >= STILL_SESSIONS


def standing_of(history: Sequence[Work]) -> Standing:
    """Return how the newest sessions of a lift compare.

    Args:
        history: Working sets of each session, newest first.

    Source:
        Rippetoe & Kilgore 2011 for three sessions; Bell 2023 for the signs of a due deload.
    """
    rated = _rated(history)
    bests = [float(each) for each in map(best_estimate_kg, reversed(history[:RATED_BACK])) if each]
    signs = deload.Signs(weekly_best=bests, rpe_at_same_load=[float(each) for each in rated])
    return Standing(
        without_gain=_without_gain(history),
        reasons=deload.reasons(signs),
        rpe_before=rated[0] if rated else None,
        rpe_now=rated[-1] if rated else None,
    )


def _without_gain(history: Sequence[Work]) -> int:
    """Count the newest sessions that did not beat the best of all before them."""
    count = 0
    for place, work in enumerate(history[:-1]):
        before = [_size(each) for each in history[place + 1 :]]
        if _size(work) > max(before):
            break
        count += 1
    return count


def _size(work: Work) -> tuple[Decimal, int]:
    """Return what makes a session more than another: its load, then all its repetitions at it."""
    return work.load or Decimal(0), sum(work.reps)


def _rated(history: Sequence[Work]) -> list[Decimal]:
    """Return the highest RPE of each session at the newest load, oldest first."""
    if not history:
        return []
    load = history[0].load
    found: list[Decimal] = []
    for work in history[:RATED_BACK]:
        rated = [done.rpe for done in work.sets if done.rpe is not None]
        if work.load != load or not rated:
            break
        found.append(max(rated))
    return found[::-1]
