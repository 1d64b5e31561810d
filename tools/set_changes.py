"""Tools that put logged sets right, or take them out of the log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.identity import ExerciseId, SetId, new_uuid
from coach.training.commands.log import SetEntry, check_set
from coach.training.model import Exercise, PerformedSet, Workout, WorkoutSet
from coach.units import MassUnit, mass_in
from tools.arguments.training import CorrectSetsArgs, DeleteSetsArgs
from tools.exercises import exercise_named, provenance_of
from tools.minting import (
    About,
    Measure,
    Minter,
    counted,
    day_of,
    shown,
    spoken,
    stored,
    zone_of,
)
from tools.results.training import SetsChanged
from tools.set_log import NOON
from tools.spec import Desk, Question, ToolContext, ToolResult
from tools.workouts import mint_groups

LOOKED_AT = 60
"""Newest workouts among which sets are looked for. Source: own choice, some three months."""
ASKED_FROM = 3
"""From this many sets on a deletion asks first. Source: own choice; more than a slip of a line."""


@dataclass(frozen=True, slots=True)
class _Target:
    """The sets of one exercise in one workout."""

    workout: Workout
    exercise: Exercise

    @property
    def own(self) -> tuple[WorkoutSet, ...]:
        """The sets of the exercise, in order."""
        return tuple(s for s in self.workout.sets if s.exercise_id == self.exercise.id)


def correct_sets(ctx: ToolContext, args: CorrectSetsArgs) -> ToolResult:
    """Change sets of the newest session of an exercise to what the athlete says they were."""
    with ctx.writers() as desk:
        target = _target(ctx, desk, args.exercise, args.day)
        chosen = _chosen(ctx, target, args)
        moved = _moved_to(ctx, desk, args)
        changed = {
            done.id: _changed(ctx, done, _of_set(args, place), moved)
            for place, done in enumerate(chosen)
        }
        kept = _with_total(
            tuple(changed.get(done.id, done) for done in target.workout.sets), target, moved, args
        )
        started = target.workout.started_at
        if args.new_day is not None:
            started = datetime.combine(args.new_day, NOON, zone_of(ctx))
        new = replace(target.workout, sets=kept, started_at=started)
        _refuse_future(ctx, started)
        if new != target.workout:
            desk.workouts.delete(target.workout.user_id, target.workout.id)
            desk.workouts.add(new)
        exercise = target.exercise if moved is None else desk.exercises.get(
            ctx.principal.user_id, moved
        )  # fmt: skip
    return _told(ctx, _Target(new, exercise), target, len(chosen), "corrected")


def delete_sets(ctx: ToolContext, args: DeleteSetsArgs) -> ToolResult:
    """Take sets of the newest session of an exercise out of the log."""
    with ctx.writers() as desk:
        target = _target(ctx, desk, args.exercise, args.day)
        gone = _gone(target, args)
        ids = {done.id for done in gone}
        rest = tuple(done for done in target.workout.sets if done.id not in ids)
        renumbered = tuple(replace(done, position=place) for place, done in enumerate(rest))
        new = replace(target.workout, sets=renumbered)
        desk.workouts.delete(target.workout.user_id, target.workout.id)
        if rest:
            desk.workouts.add(new)
    removed = _Target(replace(target.workout, sets=gone), target.exercise)
    return _told(ctx, _Target(new, target.exercise), removed, len(gone), "deleted")


def deletion_question(ctx: ToolContext, args: DeleteSetsArgs) -> Question | None:
    """Return what to ask before much is deleted; None where a slip is put right.

    Raises:
        RetryableToolError: There is nothing to delete (code `nothing_to_change`).
    """
    with ctx.readers() as desk:
        target = _target(ctx, desk, args.exercise, args.day)
    gone = _gone(target, args)
    if len(gone) < ASKED_FROM:
        return None
    day = day_of(ctx, target.workout.started_at)
    facts, about = Minter(ctx), About(target.exercise.id, day)
    row = LogRow("workouts", str(target.workout.id))
    facts.mint("sets logged", Measure(Decimal(len(gone)), "set"), about, row)
    facts.mint("session day", Measure(day), about, row)
    return Question(
        f"Shall I delete {counted(len(gone), 'set')} of {target.exercise.name.lower()} of "
        f"{spoken(day)} for good?",
        facts.facts,
    )


def _gone(target: _Target, args: DeleteSetsArgs) -> tuple[WorkoutSet, ...]:
    if args.whole_session:
        return target.own
    return target.own[-(args.count or 1) :]


def _target(ctx: ToolContext, desk: Desk, name: str, day: date | None) -> _Target:
    """Return the newest sets of an exercise, of a day if one is named.

    Raises:
        RetryableToolError: Nothing fits (code `nothing_to_change`).
    """
    user_id = ctx.principal.user_id
    exercise = exercise_named(desk.exercises, user_id, name) if name else None
    for workout in desk.workouts.list(user_id, limit=LOOKED_AT):
        if workout.started_at > ctx.clock.now():
            continue
        if day is not None and day_of(ctx, workout.started_at) != day:
            continue
        held = [done.exercise_id for done in workout.sets]
        if exercise is not None and exercise.id in held:
            return _Target(workout, exercise)
        if exercise is None and held:
            return _Target(workout, desk.exercises.get(user_id, held[-1]))
    what = f" of {exercise.name}" if exercise else ""
    when = f" on {day.isoformat()}" if day else ""
    raise RetryableToolError(
        f"no set{what} is logged{when}.",
        way_out="Ask the athlete which exercise and day they mean.",
        code="nothing_to_change",
    )


def _chosen(ctx: ToolContext, target: _Target, args: CorrectSetsArgs) -> tuple[WorkoutSet, ...]:
    """Return the sets that the correction is about.

    Raises:
        RetryableToolError: No set has the values that were named as wrong.
    """
    found = [done for done in target.own if _was(ctx, done, args)]
    if not found:
        raise RetryableToolError(
            f"no set of the last {target.exercise.name} session has these values.",
            way_out="Ask the athlete which set they mean, and tell them what is logged.",
            code="nothing_to_change",
        )
    if args.which == "all":
        return tuple(found)
    place = -1 if args.which == "last" else _PLACES.index(args.which)
    if place >= len(found):
        raise RetryableToolError(
            f"the last {target.exercise.name} session has no {args.which} set.",
            way_out="Ask the athlete which set they mean, and tell them what is logged.",
            code="nothing_to_change",
        )
    return (found[place],)


_PLACES = ("first", "second", "third", "fourth", "fifth")


def _of_set(args: CorrectSetsArgs, place: int) -> CorrectSetsArgs:
    """Return the correction of one set, where repetitions were told set by set."""
    if not args.reps_each:
        return args
    reps = args.reps_each[place] if place < len(args.reps_each) else args.reps_each[-1]
    return args.model_copy(update={"reps": reps})


def _with_total(
    sets: tuple[WorkoutSet, ...],
    target: _Target,
    moved: ExerciseId | None,
    args: CorrectSetsArgs,
) -> tuple[WorkoutSet, ...]:
    """Return the sets of a workout with as many of the exercise as there really were."""
    total = args.sets_total or (len(args.reps_each) or None)
    name = moved or target.exercise.id
    own = [done for done in sets if done.exercise_id == name]
    if total is None or total == len(own) or not own:
        return sets
    gone = {done.id for done in own[total:]}
    kept = [done for done in sets if done.id not in gone]
    for place in range(len(own), total):
        reps = args.reps_each[place] if args.reps_each else own[-1].reps
        kept.append(replace(own[-1], id=SetId(new_uuid()), reps=reps))
    return tuple(replace(done, position=place) for place, done in enumerate(kept))


def _was(ctx: ToolContext, done: WorkoutSet, args: CorrectSetsArgs) -> bool:
    if args.was_reps is not None and done.reps != args.was_reps:
        return False
    if args.was_load is None:
        return True
    load = stored(ctx, args.was_load, args.unit)
    return done.load_kg is not None and shown(ctx, done.load_kg) == shown(ctx, load)


def _moved_to(ctx: ToolContext, desk: Desk, args: CorrectSetsArgs) -> ExerciseId | None:
    if not args.new_exercise:
        return None
    return exercise_named(desk.exercises, ctx.principal.user_id, args.new_exercise).id


def _changed(
    ctx: ToolContext, done: WorkoutSet, args: CorrectSetsArgs, moved: ExerciseId | None
) -> WorkoutSet:
    new = replace(
        done,
        exercise_id=moved or done.exercise_id,
        load_kg=_right_load(ctx, done, args),
        reps=done.reps if args.reps is None else args.reps,
        rpe=done.rpe if args.rpe is None else args.rpe,
    )
    try:
        check_set(SetEntry(new.exercise_id, new.reps, new.load_kg, new.rpe, new.kind))
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    return new


def _right_load(ctx: ToolContext, done: WorkoutSet, args: CorrectSetsArgs) -> Decimal | None:
    """Return the load a set should have; of a wrong unit, its number in the right one."""
    if args.load is not None:
        return stored(ctx, args.load, args.right_unit or args.unit)
    if args.right_unit is None or done.load_kg is None:
        return done.load_kg
    right = MassUnit(args.right_unit)
    wrong = MassUnit.LB if right is MassUnit.KG else MassUnit.KG
    number = mass_in(done.load_kg, wrong).quantize(_WRITTEN, rounding=ROUND_HALF_UP)
    return stored(ctx, number, args.right_unit)


_WRITTEN = Decimal("0.1")
"""Grain of a load as people write it. Source: own choice; the store holds more digits."""


def _refuse_future(ctx: ToolContext, started: datetime) -> None:
    if day_of(ctx, started) > day_of(ctx, ctx.clock.now()):
        raise RetryableToolError(
            f"{day_of(ctx, started).isoformat()} is still to come.",
            way_out="Give the day the sets were done on.",
        )


def _told(ctx: ToolContext, now: _Target, before: _Target, amount: int, action: str) -> ToolResult:
    facts = Minter(ctx)
    exercise = now.exercise
    day = day_of(ctx, now.workout.started_at)
    groups = mint_groups(ctx, facts, exercise.id, _performed(now.workout, now.own))
    was = mint_groups(ctx, facts, before.exercise.id, _performed(before.workout, before.own))
    row = LogRow("workouts", str(now.workout.id))
    facts.mint("session day", Measure(day), About(exercise.id, day), row)
    facts.mint("sets changed", Measure(Decimal(amount), "set"), About(exercise.id, day), row)
    data = SetsChanged(
        action="deleted" if action == "deleted" else "corrected",
        exercise=exercise.name,
        exercise_id=exercise.id,
        day=day,
        changed=amount,
        groups=groups,
        before=was,
    )
    summary = f"{counted(amount, 'set')} of {exercise.name} {action}"
    return facts.result(data, summary, provenance_of(exercise))


def _performed(workout: Workout, sets: Sequence[WorkoutSet]) -> list[PerformedSet]:
    return [
        PerformedSet(
            done.id, workout.id, done.exercise_id, workout.started_at, done.position, done.kind,
            done.load_kg, done.reps, done.rpe,
        )
        for done in sets
    ]  # fmt: skip
