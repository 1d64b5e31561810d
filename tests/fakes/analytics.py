"""Aggregates of the log in memory, computed from the rules themselves."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from coach.identity import ExerciseId, UserId
from coach.training.model import PerformedSet, SetKind, Workout
from coach.training.rules import volume
from coach.training.rules.estimates import best_of
from coach.training.rules.one_rep_max import MAX_REPS, median_of_five
from coach.training.rules.summaries import (
    ExerciseUse,
    Gap,
    LogSpan,
    Peak,
    PeriodCount,
    PeriodSets,
    RatedSet,
    RepRecord,
    SessionSummary,
    VolumeRecord,
    Wanted,
)
from coach.training.rules.working_sets import Session, sessions, without_ramp
from tests.fakes.state import State, mine


class FakeTrainingAnalytics:
    def __init__(self, state: State) -> None:
        self._state = state

    def span(self, user_id: UserId, *, until: datetime) -> LogSpan:
        workouts = self._workouts(user_id, until)
        sets = [one for workout in workouts for one in workout.sets]
        starts = [workout.started_at for workout in workouts]
        return LogSpan(
            len(workouts),
            len(sets),
            sum(one.rpe is not None for one in sets),
            sum(one.kind is SetKind.WARMUP for one in sets),
            min(starts, default=None),
            max(starts, default=None),
        )

    def exercises(self, user_id: UserId, *, until: datetime) -> Sequence[ExerciseUse]:
        found = [
            ExerciseUse(
                exercise_id,
                len({one.workout_id for one in sets}),
                len(sets),
                sum(bool(one.reps) for one in sets),
                sum(bool(one.load_kg and one.reps) for one in sets),
                min(one.started_at for one in sets),
                max(one.started_at for one in sets),
            )
            for exercise_id, sets in self._by_exercise(user_id, until).items()
        ]
        return sorted(found, key=lambda use: (-use.workouts, -use.sets, use.exercise_id))

    def peaks(self, user_id: UserId, exercise_id: ExerciseId, *, until: datetime) -> Sequence[Peak]:
        found: list[Peak] = []
        for session in self._sessions(user_id, exercise_id, until):
            loaded = [
                (float(one.load_kg), one)
                for one in session.sets
                if one.load_kg and one.kind is not SetKind.WARMUP
            ]
            if loaded:
                size = max(
                    median_of_five(load, min(max(one.reps or 1, 1), MAX_REPS)).value
                    for load, one in loaded
                )
                heaviest = max(one.load_kg or Decimal(0) for _, one in loaded)
                first = session.sets[0]
                found.append(Peak(first.workout_id, first.started_at, heaviest, size))
        return found

    def sessions(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[SessionSummary]:
        return [_summary(sets) for sets in self._counted(user_id, wanted, until)]

    def rep_records(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> Sequence[RepRecord]:
        best: dict[int, PerformedSet] = {}
        for one in (one for sets in self._counted(user_id, wanted, until) for one in sets):
            held = best.get(one.reps or 0)
            if one.load_kg and (held is None or one.load_kg > (held.load_kg or 0)):
                best[one.reps or 0] = one
        return [
            RepRecord(reps, one.load_kg or Decimal(0), one.set_id, one.started_at)
            for reps, one in sorted(best.items())
        ]

    def best_set(self, user_id: UserId, wanted: Wanted, *, until: datetime) -> RatedSet | None:
        best = best_of(one for sets in self._counted(user_id, wanted, until) for one in sets)
        if best is None:
            return None
        one = best.done
        return RatedSet(
            one.set_id,
            one.workout_id,
            one.started_at,
            one.load_kg or Decimal(0),
            one.reps or 0,
            one.rpe,
        )

    def most_volume(
        self, user_id: UserId, wanted: Wanted, *, until: datetime
    ) -> VolumeRecord | None:
        found = [
            VolumeRecord(
                sets[0].workout_id,
                sets[0].started_at,
                sum(bool(one.load_kg) for one in sets),
                _summary(sets).volume_kg,
            )
            for sets in self._counted(user_id, wanted, until)
            if any(one.load_kg for one in sets)
        ]
        return max(found, key=lambda each: each.volume_kg, default=None)

    def workouts_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodCount]:
        found = [
            (bisect_right(starts, workout.started_at) - 1, len(workout.sets))
            for workout in self._workouts(user_id, until)
        ]
        periods = sorted({period for period, _ in found if period >= 0})
        return [
            PeriodCount(
                period,
                sum(each == period for each, _ in found),
                sum(sets for each, sets in found if each == period),
            )
            for period in periods
        ]

    def hard_sets_by(
        self, user_id: UserId, *, starts: Sequence[datetime], until: datetime
    ) -> Sequence[PeriodSets]:
        counted = Counter(
            (bisect_right(starts, one.started_at) - 1, exercise_id)
            for exercise_id in self._by_exercise(user_id, until)
            for session in self._sessions(user_id, exercise_id, until)
            for one in without_ramp(session.sets)
            if volume.is_hard(one)
        )
        return [
            PeriodSets(period, exercise_id, sets)
            for (period, exercise_id), sets in sorted(counted.items())
            if period >= 0
        ]

    def gaps(self, user_id: UserId, *, until: datetime, days: int) -> Sequence[Gap]:
        starts = [workout.started_at for workout in self._workouts(user_id, until)]
        return [Gap(a, b) for a, b in pairwise(starts) if b - a > timedelta(days=days)]

    def _workouts(self, user_id: UserId, until: datetime) -> list[Workout]:
        kept: list[Workout] = mine(self._state.workouts, user_id)
        wanted = [workout for workout in kept if workout.started_at <= until]
        return sorted(wanted, key=lambda workout: (workout.started_at, workout.id))

    def _performed(self, user_id: UserId, until: datetime) -> Iterable[PerformedSet]:
        for workout in self._workouts(user_id, until):
            for one in workout.sets:
                yield PerformedSet(
                    one.id,
                    workout.id,
                    one.exercise_id,
                    workout.started_at,
                    one.position,
                    one.kind,
                    one.load_kg,
                    one.reps,
                    one.rpe,
                )

    def _by_exercise(
        self, user_id: UserId, until: datetime
    ) -> dict[ExerciseId, list[PerformedSet]]:
        groups: dict[ExerciseId, list[PerformedSet]] = {}
        for one in self._performed(user_id, until):
            groups.setdefault(one.exercise_id, []).append(one)
        return groups

    def _sessions(self, user_id: UserId, exercise_id: ExerciseId, until: datetime) -> list[Session]:
        return sessions(self._by_exercise(user_id, until).get(exercise_id, []))[::-1]

    def _counted(
        self, user_id: UserId, wanted: Wanted, until: datetime
    ) -> list[list[PerformedSet]]:
        kept = [
            one
            for one in self._by_exercise(user_id, until).get(wanted.exercise_id, [])
            if one.set_id not in wanted.left_out
            and (wanted.since is None or one.started_at >= wanted.since)
        ]
        counted = [without_ramp(session.sets) for session in sessions(kept)[::-1]]
        return [sets for sets in counted if sets]


def _summary(sets: Sequence[PerformedSet]) -> SessionSummary:
    best = best_of(sets)
    top = max(sets, key=lambda one: (one.load_kg or Decimal(0), one.reps or 0))
    return SessionSummary(
        workout_id=sets[0].workout_id,
        started_at=sets[0].started_at,
        working_sets=len(sets),
        hard_sets=sum(volume.is_hard(one) for one in sets),
        volume_kg=sum(((one.load_kg or Decimal(0)) * (one.reps or 0) for one in sets), Decimal(0)),
        top_load_kg=max((one.load_kg for one in sets if one.load_kg is not None), default=None),
        top_reps=top.reps or 0,
        best_set_id=None if best is None else best.done.set_id,
        best_load_kg=None if best is None else best.done.load_kg,
        best_reps=None if best is None else best.done.reps,
        best_rpe=None if best is None else best.done.rpe,
    )
