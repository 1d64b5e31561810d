"""Training in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from coach.errors import Conflict, InvalidInput, NotFound
from coach.identity import ExerciseId, UserId, WorkoutId
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Exercise,
    LoggedSession,
    PainReport,
    PerformedSet,
    Prescription,
    Programme,
    SleepReport,
    StrengthTest,
    Workout,
    WorkoutSet,
    fold_name,
)
from coach.training.rules.programme.plan import ProgrammePlan
from tests.fakes.state import State, add, mine, pop, take

Entry = TypeVar("Entry", WorkoutSet, Prescription, StrengthTest)


def _of_exercise(entry: Entry, own_id: ExerciseId, into_id: ExerciseId) -> Entry:
    return replace(entry, exercise_id=into_id) if entry.exercise_id == own_id else entry


class FakeExercises:
    def __init__(self, state: State) -> None:
        self._state = state

    def _visible(self, user_id: UserId) -> list[tuple[Exercise, tuple[str, ...]]]:
        kept = self._state.exercises.values()
        return [pair for pair in kept if pair[0].owner_id in {None, user_id}]

    def get(self, user_id: UserId, exercise_id: ExerciseId) -> Exercise:
        seen = {(pair[0].id,): pair[0] for pair in self._visible(user_id)}
        return take(seen, (exercise_id,), "exercise")

    def by_alias(self, user_id: UserId, alias: str) -> Exercise | None:
        wanted = fold_name(alias).replace(" ", "")
        learnt = self._state.own_names.get((user_id, wanted))
        if learnt is not None:
            return self.get(user_id, ExerciseId(learnt[1]))
        found = [
            exercise
            for exercise, names in self._visible(user_id)
            if wanted in {name.replace(" ", "") for name in names}
        ]
        return min(found, key=lambda exercise: exercise.owner_id is None, default=None)

    def aliases(self, user_id: UserId) -> Sequence[tuple[str, ExerciseId]]:
        learnt = [
            (name, ExerciseId(exercise_id))
            for (owner_id, _), (name, exercise_id) in self._state.own_names.items()
            if owner_id == user_id
        ]
        shared = [
            (name, exercise.id) for exercise, names in self._visible(user_id) for name in names
        ]
        return sorted([*shared, *learnt])

    def list(self, user_id: UserId) -> Sequence[Exercise]:
        seen = [exercise for exercise, _ in self._visible(user_id)]
        return sorted(seen, key=lambda exercise: (exercise.name, exercise.id))

    def put(self, exercise: Exercise, aliases: Sequence[str]) -> None:
        self._state.check(exercise.owner_id, (exercise, tuple(aliases)))
        old = self._state.exercises.get(exercise.id)
        if old is not None and old[0].owner_id != exercise.owner_id:
            raise Conflict(f"{exercise.id} is taken.", code="id_taken")
        names = {fold_name(name).replace(" ", ""): fold_name(name) for name in aliases}
        names[fold_name(exercise.name).replace(" ", "")] = fold_name(exercise.name)
        for other, taken in self._state.exercises.values():
            same_scope = other.owner_id == exercise.owner_id and other.id != exercise.id
            if same_scope and names.keys() & {name.replace(" ", "") for name in taken}:
                raise Conflict(f"a name is taken by {other.id}.", code="already_exists")
        self._state.exercises[exercise.id] = (exercise, tuple(names.values()))

    def learn_name(self, user_id: UserId, name: str, exercise_id: ExerciseId) -> None:
        self._state.check(user_id, name)
        self._state.require("exercise", user_id, [exercise_id])
        compact = fold_name(name).replace(" ", "")
        mine = [pair for pair in self._visible(user_id) if pair[0].owner_id == user_id]
        taken = {
            each.replace(" ", ""): exercise.id for exercise, names in mine for each in names
        } | {key[1]: kept[1] for key, kept in self._state.own_names.items() if key[0] == user_id}
        if taken.get(compact, exercise_id) != exercise_id:
            raise Conflict(f"{name!r} is taken.", code="name_taken")
        if compact not in taken:
            self._state.own_names[user_id, compact] = (fold_name(name), exercise_id)

    def merge(self, user_id: UserId, own_id: ExerciseId, into_id: ExerciseId) -> int:
        if own_id == into_id:
            raise InvalidInput(f"{own_id!r} cannot become itself.", code="same_exercise")
        own, names = self._state.exercises.get(own_id, (None, ()))
        if own is None or own.owner_id != user_id:
            raise NotFound(f"no such exercise: {own_id!r}.", code="exercise_not_found")
        self._state.require("exercise", user_id, [into_id])
        moved = 0
        for workout in mine(self._state.workouts, user_id):
            moved += sum(each.exercise_id == own_id for each in workout.sets)
            sets = tuple(_of_exercise(each, own_id, into_id) for each in workout.sets)
            self._state.workouts[user_id, workout.id] = replace(workout, sets=sets)
        for programme in mine(self._state.programmes, user_id):
            entries = (_of_exercise(each, own_id, into_id) for each in programme.prescriptions)
            self._state.programmes[user_id, programme.id] = replace(
                programme, prescriptions=tuple(entries)
            )
        for test in mine(self._state.tests, user_id):
            self._state.tests[user_id, test.id] = _of_exercise(test, own_id, into_id)
        del self._state.exercises[own_id]
        for name in names:
            self._state.own_names[user_id, name.replace(" ", "")] = (name, into_id)
        for key, (name, exercise_id) in list(self._state.own_names.items()):
            if exercise_id == own_id:
                self._state.own_names[key] = (name, into_id)
        return moved


class FakeWorkouts:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, workout: Workout) -> bool:
        self._state.check(workout.user_id, workout)
        self._state.require("exercise", workout.user_id, [s.exercise_id for s in workout.sets])
        keys = {kept.source_key for kept in mine(self._state.workouts, workout.user_id)}
        if workout.source_key is not None and workout.source_key in keys:
            return False
        in_order = tuple(sorted(workout.sets, key=lambda one: one.position))
        stored = replace(workout, sets=in_order)
        add(self._state.workouts, (workout.user_id, workout.id), stored)
        return True

    def add_many(self, many: Sequence[Workout]) -> None:
        for workout in many:
            if not self.add(workout):
                raise Conflict("such a workout is there.", code="already_exists")

    def delete_many(self, user_id: UserId, workout_ids: Sequence[WorkoutId]) -> None:
        for workout_id in workout_ids:
            self._state.workouts.pop((user_id, workout_id), None)

    def sessions(self, user_id: UserId) -> Sequence[LoggedSession]:
        return [
            LoggedSession(
                workout.id,
                workout.started_at,
                workout.source,
                workout.source_key,
                workout.duration_s,
                tuple(sorted({one.exercise_id for one in workout.sets})),
            )
            for workout in reversed(self._newest_first(user_id))
        ]

    def get(self, user_id: UserId, workout_id: WorkoutId) -> Workout:
        return take(self._state.workouts, (user_id, workout_id), "workout")

    def _newest_first(self, user_id: UserId) -> list[Workout]:
        kept: list[Workout] = mine(self._state.workouts, user_id)
        return sorted(kept, key=lambda workout: (workout.started_at, workout.id), reverse=True)

    def list(
        self, user_id: UserId, *, before: datetime | None = None, limit: int = 50
    ) -> Sequence[Workout]:
        kept = self._newest_first(user_id)
        return [w for w in kept if before is None or w.started_at < before][:limit]

    def delete(self, user_id: UserId, workout_id: WorkoutId) -> None:
        pop(self._state.workouts, (user_id, workout_id), "workout")

    def sets_of(
        self,
        user_id: UserId,
        exercise_id: ExerciseId,
        *,
        until: datetime,
        since: datetime | None = None,
        limit: int = 200,
    ) -> Sequence[PerformedSet]:
        performed = [
            one
            for workout in self._newest_first(user_id)
            if workout.started_at <= until and (since is None or workout.started_at >= since)
            for one in _performed(workout)
        ]
        return [one for one in performed if one.exercise_id == exercise_id][:limit]

    def sets_between(
        self, user_id: UserId, *, since: datetime, until: datetime
    ) -> Sequence[PerformedSet]:
        return [
            one
            for workout in reversed(self._newest_first(user_id))
            if since <= workout.started_at <= until
            for one in _performed(workout)
        ]

    def last_started_at(self, user_id: UserId, *, until: datetime) -> datetime | None:
        starts = [workout.started_at for workout in self._newest_first(user_id)]
        return max((start for start in starts if start <= until), default=None)

    def count(self, user_id: UserId) -> int:
        return len(self._newest_first(user_id))


class FakeProgrammes:
    def __init__(self, state: State) -> None:
        self._state = state

    def put(self, programme: Programme) -> None:
        user_id = programme.user_id
        self._state.check(user_id, programme)
        named = [entry.exercise_id for entry in programme.prescriptions]
        self._state.require("exercise", user_id, named)
        if programme.active:
            for kept in mine(self._state.programmes, user_id):
                self._state.programmes[user_id, kept.id] = replace(kept, active=False)
        entries = sorted(programme.prescriptions, key=lambda entry: (entry.day, entry.position))
        stored = replace(programme, prescriptions=tuple(entries))
        self._state.programmes[user_id, programme.id] = stored

    def active(self, user_id: UserId) -> Programme | None:
        return next((one for one in self.list(user_id) if one.active), None)

    def get(self, user_id: UserId, programme_id: UUID) -> Programme:
        return take(self._state.programmes, (user_id, programme_id), "programme")

    def keep_plan(self, user_id: UserId, programme_id: UUID, plan: ProgrammePlan) -> None:
        self.get(user_id, programme_id)
        self._state.plans[user_id, programme_id] = plan

    def plan(self, user_id: UserId, programme_id: UUID) -> ProgrammePlan | None:
        self.get(user_id, programme_id)
        return self._state.plans.get((user_id, programme_id))

    def list(self, user_id: UserId) -> Sequence[Programme]:
        kept: list[Programme] = mine(self._state.programmes, user_id)
        return sorted(kept, key=lambda one: (one.created_at, one.id), reverse=True)

    def delete(self, user_id: UserId, programme_id: UUID) -> None:
        pop(self._state.programmes, (user_id, programme_id), "programme")


class FakeBodyWeights:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, body_weight: BodyWeight) -> None:
        self._state.check(body_weight.user_id, body_weight)
        add(self._state.body_weights, (body_weight.user_id, body_weight.id), body_weight)

    def put_many(self, weights: Sequence[BodyWeight]) -> None:
        for weight in weights:
            self._state.check(weight.user_id, weight)
            self._state.body_weights[weight.user_id, weight.id] = weight

    def list(
        self, user_id: UserId, *, since: datetime | None = None, until: datetime | None = None
    ) -> Sequence[BodyWeight]:
        kept: list[BodyWeight] = mine(self._state.body_weights, user_id)
        wanted = [
            one
            for one in kept
            if (since is None or one.at >= since) and (until is None or one.at <= until)
        ]
        return sorted(wanted, key=lambda one: (one.at, one.id))

    def delete(self, user_id: UserId, body_weight_id: UUID) -> None:
        pop(self._state.body_weights, (user_id, body_weight_id), "body_weight")


class FakeRecovery:
    def __init__(self, state: State) -> None:
        self._state = state

    def add_cardio(self, session: CardioSession) -> None:
        self._state.check(session.user_id, session)
        add(self._state.cardio, (session.user_id, session.id), session)

    def put_cardio(self, sessions: Sequence[CardioSession]) -> None:
        for session in sessions:
            self._state.check(session.user_id, session)
            self._state.cardio[session.user_id, session.id] = session

    def cardio(self, user_id: UserId, *, since: datetime) -> Sequence[CardioSession]:
        kept = [one for one in mine(self._state.cardio, user_id) if one.started_at >= since]
        return sorted(kept, key=lambda one: (one.started_at, one.id))

    def add_sleep(self, report: SleepReport) -> None:
        self._state.check(report.user_id, report)
        self._state.sleep[report.user_id, report.day] = report

    def put_sleep(self, reports: Sequence[SleepReport]) -> None:
        for report in reports:
            self.add_sleep(report)

    def sleep(self, user_id: UserId, *, since: date) -> Sequence[SleepReport]:
        kept = [one for one in mine(self._state.sleep, user_id) if one.day >= since]
        return sorted(kept, key=lambda one: one.day)

    def add_pain(self, report: PainReport) -> None:
        self._state.check(report.user_id, report)
        add(self._state.pain, (report.user_id, report.id), report)

    def pain(self, user_id: UserId, *, since: datetime) -> Sequence[PainReport]:
        kept = [one for one in mine(self._state.pain, user_id) if one.at >= since]
        return sorted(kept, key=lambda one: (one.at, one.id))

    def add_test(self, test: StrengthTest) -> None:
        self._state.check(test.user_id, test)
        self._state.require("exercise", test.user_id, [test.exercise_id])
        add(self._state.tests, (test.user_id, test.id), test)

    def tests(self, user_id: UserId, exercise_id: ExerciseId) -> Sequence[StrengthTest]:
        kept = [one for one in mine(self._state.tests, user_id) if one.exercise_id == exercise_id]
        return sorted(kept, key=lambda one: (one.day, one.id))


def _performed(workout: Workout) -> list[PerformedSet]:
    return [
        PerformedSet(
            set_id=one.id,
            workout_id=workout.id,
            exercise_id=one.exercise_id,
            started_at=workout.started_at,
            position=one.position,
            kind=one.kind,
            load_kg=one.load_kg,
            reps=one.reps,
            rpe=one.rpe,
        )
        for one in workout.sets
    ]
