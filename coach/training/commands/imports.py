"""Brings a parsed file into the athlete's log: all of it or nothing, and only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coach.identity import ExerciseId, SetId, UserId, WorkoutId, new_uuid
from coach.imports import ArchivedRow, Became, FileStamp, ImportedFile, require_agreement
from coach.training.commands.import_plan import Plan
from coach.training.commands.import_preview import (
    AS_IT_IS,
    ImportPreview,
    Wishes,
    known_ids,
    matches_of,
    own_exercise,
    planned,
    preview_import,
)
from coach.training.commands.own_exercises import as_suggested
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Exercise,
    ParsedLog,
    ParsedSet,
    ParsedWorkout,
    SleepReport,
    Workout,
    WorkoutSet,
)
from coach.training.ports import TrainingUnitOfWork

__all__ = ["ImportPreview", "ImportReport", "Wishes", "import_workouts", "preview_import"]

Tell = Callable[[str, int, int], None]
"""Told (what, done, total) while an import stores."""
BATCH = 200
"""Workouts stored between two words on progress."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    preview: ImportPreview
    added: int
    """Workouts stored, those that replace an older version included."""
    replaced: int
    unchanged: int
    sets_added: int
    exercises_created: tuple[Exercise, ...]
    cardio_added: int = 0
    weigh_ins_added: int = 0
    nights_added: int = 0
    file: ImportedFile | None = None
    """The file as the archive keeps it."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import stored, as (id, lines of the file) of each kind."""

    workouts: tuple[tuple[UUID, tuple[int, ...]], ...]
    cardio: tuple[tuple[UUID, tuple[int, ...]], ...]
    weigh_ins: tuple[tuple[UUID, tuple[int, ...]], ...]
    nights: tuple[tuple[UUID, tuple[int, ...]], ...]


def import_workouts(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    log: ParsedLog,
    wishes: Wishes = AS_IT_IS,
    *,
    file: FileStamp | None = None,
    tell: Tell | None = None,
) -> ImportReport:
    """Store what a file holds and the log does not: workouts, cardio, weigh-ins, nights.

    The caller's transaction makes it all or nothing. The same file again stores nothing. What was
    edited in the other app replaces its older version. A session that another app has brought is
    left out.

    Args:
        uow: An open transaction.
        user_id: Whose log it becomes.
        log: The parsed file.
        wishes: What the athlete said about rows that cannot be read, and about names.
        file: The file itself, to keep its hash and rows for audit; None keeps nothing.
        tell: Told how far it is.

    Raises:
        InvalidInput: code `rows_need_agreement` when rows cannot be read and nobody agreed.
    """
    if not wishes.skip_errors:
        require_agreement(log.errors, log.rows)
    uow.imports.wait_turn(user_id)
    matches = matches_of(uow, user_id, log, wishes)
    preview, plan = planned(uow, user_id, log, matches)
    ids, created = settle_exercises(uow, user_id, log, preview, wishes)
    stored = Stored(
        workouts=store_workouts(uow, user_id, log.source, plan, ids, tell or say_nothing),
        cardio=store_cardio(uow, user_id, log.source, plan),
        weigh_ins=store_weigh_ins(uow, user_id, log.source, plan),
        nights=store_nights(uow, user_id, log.source, plan),
    )
    kept = None if file is None else archive(uow, user_id, log, plan, stored, file)
    to_add = (*plan.new, *(parsed for parsed, _ in plan.changed))
    return ImportReport(
        preview=preview,
        added=len(stored.workouts),
        replaced=len(plan.changed),
        unchanged=plan.unchanged,
        sets_added=sum(len(parsed.sets) for parsed in to_add),
        exercises_created=created,
        cardio_added=len(stored.cardio),
        weigh_ins_added=len(stored.weigh_ins),
        nights_added=len(stored.nights),
        file=kept,
    )


def say_nothing(what: str, done: int, total: int) -> None:
    """Ignore how far it is."""
    del what, done, total


def settle_exercises(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    log: ParsedLog,
    preview: ImportPreview,
    wishes: Wishes,
) -> tuple[Mapping[str, ExerciseId], tuple[Exercise, ...]]:
    """Return an exercise for every name of the file, and those made for names nothing matched."""
    ids = dict(known_ids(preview.exercises))
    created: list[Exercise] = []
    wanted = {match.name for match in preview.unmatched}
    sets: dict[str, list[ParsedSet]] = {name: [] for name in wanted}
    for workout in log.workouts:
        for each in workout.sets:
            if each.exercise_name in wanted:
                sets[each.exercise_name].append(each)
    for match in preview.unmatched:
        known = uow.exercises.by_alias(user_id, match.name)
        if known is None or (match.name in wishes.chosen and known.owner_id is None):
            known = own_exercise(match.name, user_id, sets[match.name])
            if match.how == "confirm" and match.near is not None:
                known = as_suggested(known, uow.exercises.get(user_id, match.near))
            uow.exercises.put(known, (match.name,))
            created.append(known)
        ids[match.name] = known.id
    return ids, tuple(created)


def store_workouts(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    source: str,
    plan: Plan,
    ids: Mapping[str, ExerciseId],
    tell: Tell,
) -> tuple[tuple[UUID, tuple[int, ...]], ...]:
    """Store new and changed workouts; return their ids and lines."""
    if plan.changed:
        uow.workouts.delete_many(user_id, [old for _, old in plan.changed])
    parsed = (*plan.new, *(changed for changed, _ in plan.changed))
    stored: list[tuple[UUID, tuple[int, ...]]] = []
    for start in range(0, len(parsed), BATCH):
        batch = parsed[start : start + BATCH]
        workouts = [as_workout(each, user_id, source, ids) for each in batch]
        uow.workouts.add_many(workouts)
        stored.extend(
            (workout.id, each.lines) for workout, each in zip(workouts, batch, strict=True)
        )
        tell("workouts", len(stored), len(parsed))
    return tuple(stored)


def store_cardio(
    uow: TrainingUnitOfWork, user_id: UserId, source: str, plan: Plan
) -> tuple[tuple[UUID, tuple[int, ...]], ...]:
    """Store endurance sessions; return their ids and lines."""
    sessions = [
        CardioSession(
            id=old or new_uuid(),
            user_id=user_id,
            started_at=parsed.started_at,
            activity=parsed.activity,
            duration_s=parsed.duration_s,
            distance_m=parsed.distance_m,
            mean_heart_rate_bpm=parsed.mean_heart_rate_bpm,
            notes=parsed.notes,
            source=source,
            source_key=parsed.source_key,
        )
        for parsed, old in plan.cardio
    ]
    uow.recovery.put_cardio(sessions)
    pairs = zip(sessions, plan.cardio, strict=True)
    return tuple((session.id, parsed.lines) for session, (parsed, _) in pairs)


def store_weigh_ins(
    uow: TrainingUnitOfWork, user_id: UserId, source: str, plan: Plan
) -> tuple[tuple[UUID, tuple[int, ...]], ...]:
    """Store weigh-ins; return their ids and lines."""
    weights = [
        BodyWeight(
            id=old or new_uuid(),
            user_id=user_id,
            at=parsed.at,
            weight_kg=parsed.weight_kg,
            source=source,
            source_key=parsed.source_key,
        )
        for parsed, old in plan.weigh_ins
    ]
    uow.body_weights.put_many(weights)
    pairs = zip(weights, plan.weigh_ins, strict=True)
    return tuple((weight.id, parsed.lines) for weight, (parsed, _) in pairs)


def store_nights(
    uow: TrainingUnitOfWork, user_id: UserId, source: str, plan: Plan
) -> tuple[tuple[UUID, tuple[int, ...]], ...]:
    """Store nights; return their ids and lines."""
    reports = [
        SleepReport(old or new_uuid(), user_id, parsed.day, parsed.hours, None, source)
        for parsed, old in plan.nights
    ]
    uow.recovery.put_sleep(reports)
    pairs = zip(reports, plan.nights, strict=True)
    return tuple((report.id, parsed.lines) for report, (parsed, _) in pairs)


def archive(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    log: ParsedLog,
    plan: Plan,
    stored: Stored,
    file: FileStamp,
) -> ImportedFile:
    """Keep the file's hash, and its rows with what each of them became."""
    imported = file.imported(user_id, log.source, log.variant)
    raw = {row.line: row for row in log.raw}
    fates = {line: (became, entity) for line, became, entity in row_fates(log, plan, stored)}
    rows = [
        ArchivedRow(raw[line], became, entity)
        for line, (became, entity) in sorted(fates.items())
        if line in raw
    ]
    return uow.imports.keep(imported, rows)


def row_fates(
    log: ParsedLog, plan: Plan, stored: Stored
) -> Iterator[tuple[int, Became, UUID | None]]:
    """Yield every line of which something became, and what."""
    for doubled in (*plan.doubled, *plan.doubled_cardio):
        for line in doubled.lines:
            yield line, Became.OVERLAP, None
    kinds: Sequence[tuple[Became, tuple[tuple[UUID, tuple[int, ...]], ...]]] = (
        (Became.WORKOUT, stored.workouts),
        (Became.CARDIO, stored.cardio),
        (Became.BODY_WEIGHT, stored.weigh_ins),
        (Became.SLEEP, stored.nights),
    )
    for became, pairs in kinds:
        for entity, lines in pairs:
            for line in lines:
                yield line, became, entity
    for error in log.errors:
        yield error.line, Became.ERROR, None


def as_workout(
    parsed: ParsedWorkout, user_id: UserId, source: str, ids: Mapping[str, ExerciseId]
) -> Workout:
    """Return a parsed workout as one of the athlete's."""
    return Workout(
        id=WorkoutId(new_uuid()),
        user_id=user_id,
        started_at=parsed.started_at,
        title=parsed.title,
        sets=tuple(
            as_set(position, each, ids[each.exercise_name])
            for position, each in enumerate(parsed.sets)
        ),
        duration_s=parsed.duration_s,
        notes=parsed.notes,
        source=source,
        source_key=parsed.source_key,
    )


def as_set(position: int, parsed: ParsedSet, exercise_id: ExerciseId) -> WorkoutSet:
    """Return a parsed set as one of a workout."""
    return WorkoutSet(
        id=SetId(new_uuid()),
        exercise_id=exercise_id,
        position=position,
        kind=parsed.kind,
        load_kg=parsed.load_kg,
        reps=parsed.reps,
        rpe=parsed.rpe,
        distance_m=parsed.distance_m,
        seconds=parsed.seconds,
        notes=parsed.notes,
    )
