"""Compares a parsed file with the log: what is new, changed, there already or there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from coach.identity import ExerciseId, UserId, WorkoutId
from coach.imports import ParsedCardio, ParsedNight, ParsedWeighIn
from coach.training.model import LoggedSession, ParsedLog, ParsedWorkout
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.overlaps import (
    LONGEST,
    SHARE,
    Calendar,
    Span,
    overlap_in_time,
    same_session,
)

DoneSet = tuple[ExerciseId | None, Decimal | None, int | None]
"""Exercise, load in kilograms, repetitions."""
DAY_ONLY = frozenset({"fitnotes"})
"""Apps whose files hold days without a time."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A session of the file that took place at the time of one from elsewhere."""

    started_at: datetime
    title: str
    other_source: str
    other_started_at: datetime
    stored: bool
    """False: both record the same session, so this one is left out."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything in a file, sorted by what has to be done with it."""

    new: tuple[ParsedWorkout, ...] = ()
    changed: tuple[tuple[ParsedWorkout, WorkoutId], ...] = ()
    unchanged: int = 0
    doubled: tuple[ParsedWorkout, ...] = ()
    """Left out: the log holds the same session from elsewhere."""
    cardio: tuple[tuple[ParsedCardio, UUID | None], ...] = ()
    """To store, with the id of the older version they replace."""
    doubled_cardio: tuple[ParsedCardio, ...] = ()
    weigh_ins: tuple[tuple[ParsedWeighIn, UUID | None], ...] = ()
    nights: tuple[tuple[ParsedNight, UUID | None], ...] = ()
    told_nights: int = 0
    """Left out: the athlete told these nights, or another app brought them."""
    overlaps: tuple[Overlap, ...] = ()


def plan_import(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog, ids: Mapping[str, ExerciseId]
) -> Plan:
    """Return what has to be done with everything in a file.

    Args:
        uow: An open transaction.
        user_id: Whose log it is compared with.
        log: The parsed file.
        ids: The known exercise behind each name of the file; names without one are compared as
            they are.
    """
    there = uow.workouts.sessions(user_id) if log.workouts else ()
    new, changed, unchanged = sort_workouts(log, there)
    wanted = [*new, *(parsed for parsed, _ in changed)]
    met = overlaps_with(log, wanted, there, ids, lambda key: done_in(uow, user_id, key))
    left_out = {key for key, overlap in met.items() if not overlap.stored}
    cardio, doubled_cardio, cardio_overlaps = sort_cardio(uow, user_id, log)
    nights, told = sort_nights(uow, user_id, log)
    return Plan(
        new=tuple(each for each in new if each.source_key not in left_out),
        changed=tuple(pair for pair in changed if pair[0].source_key not in left_out),
        unchanged=unchanged,
        doubled=tuple(each for each in wanted if each.source_key in left_out),
        cardio=cardio,
        doubled_cardio=doubled_cardio,
        weigh_ins=sort_weigh_ins(uow, user_id, log),
        nights=nights,
        told_nights=told,
        overlaps=(*overlaps_within(log), *met.values(), *cardio_overlaps),
    )


def sort_workouts(
    log: ParsedLog, there: Sequence[LoggedSession]
) -> tuple[list[ParsedWorkout], list[tuple[ParsedWorkout, WorkoutId]], int]:
    """Return new workouts, those that replace an older version, and how many are neither."""
    keys = {session.source_key for session in there}
    in_file = {parsed.source_key for parsed in log.workouts}
    starts = {
        session.started_at: session.id
        for session in there
        if session.source == log.source and session.source_key not in in_file
    }
    new: list[ParsedWorkout] = []
    changed: list[tuple[ParsedWorkout, WorkoutId]] = []
    for parsed in log.workouts:
        if parsed.source_key in keys:
            continue
        old = starts.pop(parsed.started_at, None)
        if old is None:
            new.append(parsed)
        else:
            changed.append((parsed, old))
    return new, changed, len(log.workouts) - len(new) - len(changed)


def span_of(parsed: ParsedWorkout, source: str, ids: Mapping[str, ExerciseId]) -> Span:
    """Return a parsed workout as far as it can be compared."""
    what = {str(ids.get(each.exercise_name, each.exercise_name)) for each in parsed.sets}
    return Span(parsed.started_at, parsed.duration_s, what, timed=source not in DAY_ONLY)


def overlaps_with(
    log: ParsedLog,
    wanted: Sequence[ParsedWorkout],
    there: Sequence[LoggedSession],
    ids: Mapping[str, ExerciseId],
    done: Callable[[WorkoutId], Counter[DoneSet]],
) -> dict[str, Overlap]:
    """Return by key the workouts of a file that took place at the time of one from elsewhere."""
    others = [session for session in there if session.source != log.source]
    spans = [
        Span(
            session.started_at,
            session.duration_s,
            frozenset(map(str, session.exercise_ids)),
            timed=session.source not in DAY_ONLY,
        )
        for session in others
    ]
    calendar = Calendar(spans)
    found: dict[str, Overlap] = {}
    for parsed in wanted:
        span = span_of(parsed, log.source, ids)
        met = [at for at in calendar.around(span) if overlap_in_time(span, spans[at])]
        if not met:
            continue
        sets = counted((ids.get(s.exercise_name), s.load_kg, s.reps) for s in parsed.sets)
        same = next(
            (
                at
                for at in met
                if same_session(span, spans[at])
                and ((span.timed and spans[at].timed) or half_shared(sets, done(others[at].id)))
            ),
            None,
        )
        if same is None and not (span.timed and spans[met[0]].timed):
            continue  # two sessions of one day, of which no time is known
        other = others[met[0] if same is None else same]
        found[parsed.source_key] = Overlap(
            parsed.started_at, parsed.title, other.source, other.started_at, stored=same is None
        )
    return found


def done_in(uow: TrainingUnitOfWork, user_id: UserId, workout_id: WorkoutId) -> Counter[DoneSet]:
    """Return the sets of a stored workout as they are compared."""
    stored = uow.workouts.get(user_id, workout_id)
    return counted((each.exercise_id, each.load_kg, each.reps) for each in stored.sets)


def counted(sets: Iterable[DoneSet]) -> Counter[DoneSet]:
    """Return how often each set was done, loads to the tenth of a kilogram."""
    return Counter(
        (exercise, None if load is None else round(load, 1), reps) for exercise, load, reps in sets
    )


def half_shared(one: Counter[DoneSet], other: Counter[DoneSet]) -> bool:
    """Tell whether two sessions share half of the sets of the one with fewer."""
    fewer = min(one.total(), other.total())
    return fewer > 0 and (one & other).total() >= fewer * SHARE


def overlaps_within(log: ParsedLog) -> list[Overlap]:
    """Return the workouts of a file that took place at the time of the one before; all are kept."""
    if log.source in DAY_ONLY:
        return []
    found: list[Overlap] = []
    spans = [Span(each.started_at, each.duration_s, frozenset()) for each in log.workouts]
    for before, after, parsed in zip(spans, spans[1:], log.workouts[1:], strict=False):
        if before.duration_s is not None and overlap_in_time(before, after):
            start = parsed.started_at
            found.append(Overlap(start, parsed.title, log.source, before.started_at, stored=True))
    return found


def sort_cardio(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog
) -> tuple[
    tuple[tuple[ParsedCardio, UUID | None], ...], tuple[ParsedCardio, ...], tuple[Overlap, ...]
]:
    """Return endurance sessions to store with the ids they replace, those there twice, overlaps."""
    if not log.cardio:
        return (), (), ()
    there = uow.recovery.cardio(user_id, since=log.cardio[0].started_at - LONGEST)
    known = {each.source_key: each for each in there if each.source_key is not None}
    others = [each for each in there if each.source != log.source]
    spans = [Span(each.started_at, each.duration_s, {each.activity}) for each in others]
    calendar = Calendar(spans)
    wanted: list[tuple[ParsedCardio, UUID | None]] = []
    doubled: list[ParsedCardio] = []
    overlaps: list[Overlap] = []
    for parsed in log.cardio:
        old = known.get(parsed.source_key)
        if old is not None:
            if not says_the_same(parsed, old.duration_s, old.distance_m, old.mean_heart_rate_bpm):
                wanted.append((parsed, old.id))
            continue
        span = Span(parsed.started_at, parsed.duration_s, {parsed.activity})
        met = next((at for at in calendar.around(span) if same_session(span, spans[at])), None)
        if met is None:
            wanted.append((parsed, None))
            continue
        doubled.append(parsed)
        other = others[met]
        overlaps.append(
            Overlap(
                parsed.started_at, parsed.activity, other.source, other.started_at, stored=False
            )
        )
    return tuple(wanted), tuple(doubled), tuple(overlaps)


def says_the_same(parsed: ParsedCardio, *stored: object) -> bool:
    """Tell whether a stored session has the length, distance and heart rate of a parsed one."""
    return stored == (parsed.duration_s, parsed.distance_m, parsed.mean_heart_rate_bpm)


def sort_weigh_ins(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog
) -> tuple[tuple[ParsedWeighIn, UUID | None], ...]:
    """Return weigh-ins to store, with the ids of those they correct."""
    if not log.weigh_ins:
        return ()
    there = uow.body_weights.list(user_id)
    known = {each.source_key: each for each in there if each.source_key is not None}
    wanted: list[tuple[ParsedWeighIn, UUID | None]] = []
    for parsed in log.weigh_ins:
        old = known.get(parsed.source_key)
        if old is None:
            wanted.append((parsed, None))
        elif old.weight_kg != parsed.weight_kg:
            wanted.append((parsed, old.id))
    return tuple(wanted)


def sort_nights(
    uow: TrainingUnitOfWork, user_id: UserId, log: ParsedLog
) -> tuple[tuple[tuple[ParsedNight, UUID | None], ...], int]:
    """Return nights to store with the ids they replace, and how many the log has from elsewhere."""
    if not log.nights:
        return (), 0
    there = uow.recovery.sleep(user_id, since=min(each.day for each in log.nights))
    known = {each.day: each for each in there}
    wanted: list[tuple[ParsedNight, UUID | None]] = []
    told = 0
    for parsed in log.nights:
        old = known.get(parsed.day)
        if old is None:
            wanted.append((parsed, None))
        elif old.source != log.source:
            told += 1
        elif old.hours != parsed.hours:
            wanted.append((parsed, old.id))
    return tuple(wanted), told
