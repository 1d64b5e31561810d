"""Which sets of a session were the work, read from loads where the log does not say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from coach.training.model import PerformedSet, SetKind
from coach.training.rules.layoff import BREAK_DAYS

RAMP_SHARE = Decimal("0.80")
"""A set before the heaviest one and below this share of it is a warm-up.

Source: coaching practice; warm-up schemes climb in steps of 40, 60 and 80 % (Rippetoe & Kilgore
2011).
"""


@dataclass(frozen=True, slots=True)
class Session:
    """The sets of one exercise in one workout, in order."""

    started_at: datetime
    sets: tuple[PerformedSet, ...]
    left_out: tuple[PerformedSet, ...] = ()
    """Sets whose load looks like a typing error; they are in the log and in no estimate."""


@dataclass(frozen=True, slots=True)
class Work:
    """The working sets of one session."""

    started_at: datetime
    load: Decimal | None
    """Load most working sets used; None for body weight."""
    sets: tuple[PerformedSet, ...]
    """The sets at that load, in order."""
    target: int
    """Repetitions that were aimed for: the most common count, or that of the first set if it is
    higher, because repetitions that fall from set to set are a target missed."""
    counted: tuple[PerformedSet, ...] = ()
    """All sets that are no warm-up and no drop set, at any load, in order."""

    @property
    def reps(self) -> tuple[int, ...]:
        """Repetitions of each working set."""
        return tuple(done.reps or 0 for done in self.sets)

    @property
    def is_met(self) -> bool:
        """True when every working set reached the target."""
        return all(count >= self.target for count in self.reps)


def unbroken(history: Sequence[Work], most: int) -> Sequence[Work]:
    """Return the newest sessions up to the last break, newest first, at most `most`.

    Source:
        `layoff.BREAK_DAYS`; what was lifted before a break is not what can be lifted now.
    """
    kept = list(history[:1])
    for work in history[1:most]:
        if (kept[-1].started_at - work.started_at).days >= BREAK_DAYS:
            break
        kept.append(work)
    return kept


def sessions(sets: Sequence[PerformedSet]) -> list[Session]:
    """Group sets by workout, newest workout first.

    Args:
        sets: Sets of one exercise in any order of workouts.
    """
    by_workout: dict[object, list[PerformedSet]] = {}
    for done in sets:
        by_workout.setdefault(done.workout_id, []).append(done)
    grouped = [
        Session(group[0].started_at, tuple(sorted(group, key=lambda done: done.position)))
        for group in by_workout.values()
    ]
    return sorted(grouped, key=lambda session: session.started_at, reverse=True)


def without_ramp(sets: Sequence[PerformedSet]) -> list[PerformedSet]:
    """Return the sets that count: no warm-ups, marked or read from the climb to the heaviest set.

    Args:
        sets: Sets of one exercise in one workout, in order.

    Source:
        Sets before the heaviest and below 80 % of it are warm-ups (coaching practice).
    """
    counted = [done for done in sets if done.kind is not SetKind.WARMUP and done.reps]
    top = max((done.load_kg or Decimal(0) for done in counted), default=Decimal(0))
    first_top = next((i for i, done in enumerate(counted) if (done.load_kg or 0) == top), 0)
    return [
        done
        for i, done in enumerate(counted)
        if i >= first_top or (done.load_kg or Decimal(0)) >= RAMP_SHARE * top
    ]


def work_of(session: Session) -> Work | None:
    """Return the working sets of a session; None when it holds none.

    The working load is the one most sets used; of a tie the heavier, singles last, because a top
    single tests the day and does not make it.

    Source:
        Definition of this product; coaching practice for ramps and top singles.
    """
    counted = [done for done in without_ramp(session.sets) if done.kind is not SetKind.DROP]
    if not counted:
        return None
    groups = Counter(done.load_kg for done in counted)
    most_reps = {
        load: max(done.reps or 0 for done in counted if done.load_kg == load) for load in groups
    }
    load = max(groups, key=lambda item: (groups[item], most_reps[item] > 1, item or Decimal(0)))
    chosen = tuple(done for done in counted if done.load_kg == load)
    counts = Counter(done.reps or 0 for done in chosen)
    common = max(counts, key=lambda reps: (counts[reps], reps))
    target = max(common, chosen[0].reps or 0)
    return Work(session.started_at, load, chosen, target, tuple(counted))
