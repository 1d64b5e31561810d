"""Turns a fixture into the rows of a throw-away athlete."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol
from uuid import uuid5

from coach.accounts.model import (
    Activity,
    Consent,
    ConsentPurpose,
    Experience,
    Goal,
    Memory,
    MemoryKind,
    Profile,
    Sex,
)
from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import InvalidInput
from coach.form.model import (
    Finding,
    FindingStatus,
    FormAnalysis,
    Video,
    VideoStatus,
    View,
)
from coach.form.ports import AnalysisResult, FormUnitOfWork
from coach.identity import ExerciseId, FindingId, SetId, UserId, VideoId, WorkoutId
from coach.training.model import (
    BodyWeight,
    Prescription,
    Programme,
    ProgressionScheme,
    SetKind,
    Workout,
    WorkoutSet,
)
from coach.training.ports import TrainingUnitOfWork
from coach.units import MassUnit
from evals.case import Case, FormFixture, WorkoutFixture


class SeedableUnitOfWork(AccountsUnitOfWork, TrainingUnitOfWork, FormUnitOfWork, Protocol):
    """A transaction that reaches all a fixture can set."""


@dataclass(frozen=True, slots=True)
class SeededAthlete:
    """The athlete of one case."""

    profile: Profile
    video_ids: tuple[VideoId, ...]


_SCHEMES = {
    "linear": ProgressionScheme.LINEAR,
    "double_progression": ProgressionScheme.DOUBLE,
    "rpe": ProgressionScheme.RPE,
}


def seed_case(uow: SeedableUnitOfWork, case: Case, user_id: UserId) -> SeededAthlete:
    """Write the fixture's rows for `user_id`.

    Raises:
        InvalidInput: The fixture names an exercise that the catalogue does not know.
    """
    fixture = case.fixture
    profile = _profile(case, user_id)
    uow.accounts.ensure(user_id, fixture.now)
    uow.profiles.put(profile)
    for purpose in ConsentPurpose:
        uow.consents.add(
            Consent(
                id=uuid5(user_id, f"consent:{purpose}"),
                user_id=user_id,
                purpose=purpose,
                granted=True,
                text_version="evals",
                at=fixture.now,
            )
        )
    for n, text in enumerate(fixture.memories):
        memory_id = uuid5(user_id, f"memory:{n}")
        uow.memories.add(Memory(memory_id, user_id, MemoryKind.OTHER, text, fixture.now))
    for n, workout in enumerate(fixture.workouts):
        uow.workouts.add(_workout(uow, user_id, n, workout))
    _seed_weights(uow, case, user_id)
    _seed_programme(uow, case, user_id)
    videos = [_seed_form(uow, case, user_id, n) for n in range(len(fixture.form_analyses))]
    return SeededAthlete(profile, tuple(videos))


def _profile(case: Case, user_id: UserId) -> Profile:
    told = case.fixture.profile
    return Profile(
        user_id=user_id,
        mass_unit=MassUnit(told.units),
        country=told.country,
        time_zone=told.time_zone,
        sex=Sex(told.sex) if told.sex else None,
        birth_date=told.birth_date,
        height_cm=told.height_cm,
        goal=Goal(told.goal) if told.goal else None,
        experience=Experience(told.experience) if told.experience else None,
        activity=Activity(told.activity) if told.activity else None,
        days_per_week=told.days_per_week,
        dumbbell_step_kg=told.dumbbell_step_kg,
    )


def _exercise_id(uow: TrainingUnitOfWork, user_id: UserId, name: str) -> ExerciseId:
    exercise = uow.exercises.by_alias(user_id, name)
    if exercise is None:
        raise InvalidInput(
            f"the fixture's exercise {name!r} is not in the catalogue.",
            way_out="Use a name that `GET /v1/exercises` lists.",
            code="unknown_exercise",
        )
    return exercise.id


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


def _workout(uow: TrainingUnitOfWork, user_id: UserId, n: int, fixture: WorkoutFixture) -> Workout:
    exercise_id = _exercise_id(uow, user_id, fixture.exercise)
    return Workout(
        id=WorkoutId(uuid5(user_id, f"workout:{n}")),
        user_id=user_id,
        started_at=_at(fixture.date, 18),
        title=fixture.exercise,
        notes=fixture.notes,
        source="evals",
        sets=tuple(
            WorkoutSet(
                id=SetId(uuid5(user_id, f"workout:{n}:set:{position}")),
                exercise_id=exercise_id,
                position=position,
                kind=SetKind.WARMUP if performed.warmup else SetKind.NORMAL,
                load_kg=performed.kg,
                reps=performed.reps,
                rpe=performed.rpe,
            )
            for position, performed in enumerate(fixture.sets)
        ),
    )


def _seed_weights(uow: TrainingUnitOfWork, case: Case, user_id: UserId) -> None:
    weighed = [(entry.date, entry.kg) for entry in case.fixture.body_weights]
    told = case.fixture.profile.weight_kg
    if told is not None:
        weighed.append((case.fixture.now.date(), told))
    for n, (day, kg) in enumerate(weighed):
        uow.body_weights.add(BodyWeight(uuid5(user_id, f"weight:{n}"), user_id, _at(day, 7), kg))


def _seed_programme(uow: TrainingUnitOfWork, case: Case, user_id: UserId) -> None:
    lines = case.fixture.programme
    if not lines:
        return
    prescriptions = tuple(
        Prescription(
            day=1,
            position=position,
            exercise_id=_exercise_id(uow, user_id, line.exercise),
            sets=line.sets,
            reps_low=line.rep_range[0],
            reps_high=line.rep_range[1],
            scheme=_SCHEMES[line.scheme],
            increment_kg=line.increment_kg,
        )
        for position, line in enumerate(lines)
    )
    uow.programmes.put(
        Programme(
            id=uuid5(user_id, "programme"),
            user_id=user_id,
            name="Fixture",
            created_at=case.fixture.now,
            active=True,
            prescriptions=prescriptions,
        )
    )


def _seed_form(uow: FormUnitOfWork, case: Case, user_id: UserId, n: int) -> VideoId:
    fixture = case.fixture.form_analyses[n]
    video_id = VideoId(uuid5(user_id, f"video:{n}"))
    uow.videos.add(
        Video(
            id=video_id,
            user_id=user_id,
            created_at=case.fixture.now,
            file_name=f"{fixture.exercise}.mp4",
            content_type="video/mp4",
            size_bytes=1,
            blob_key=None,
            status=VideoStatus.ANALYSED,
        )
    )
    analysis = FormAnalysis(
        video_id=video_id,
        exercise=fixture.exercise,
        exercise_confidence=1.0,
        view=View(fixture.view),
        reps=len(fixture.reps),
        duration_s=4.0 * len(fixture.reps),
        model_hash="fixture",
        rules_hash="fixture",
        analysed_at=case.fixture.now,
    )
    uow.findings.replace(user_id, AnalysisResult(analysis, tuple(_findings(fixture, video_id))))
    return video_id


def _findings(fixture: FormFixture, video_id: VideoId) -> list[Finding]:
    measured = [
        (metric, rep, value)
        for rep, performed in enumerate(fixture.reps, start=1)
        for metric, value in performed.metrics.items()
    ]
    found = [
        Finding(
            id=FindingId(uuid5(video_id, f"{metric}:{rep}")),
            video_id=video_id,
            metric=metric,
            view=View(fixture.view),
            status=FindingStatus.OK,
            model_hash="fixture",
            rules_hash="fixture",
            rep=rep,
            value=value,
            unit=metric.rsplit("_", 1)[-1],
            low=value - fixture.band if metric.endswith("_deg") else None,
            high=value + fixture.band if metric.endswith("_deg") else None,
            confidence=0.9,
        )
        for metric, rep, value in measured
    ]
    found += [
        Finding(
            id=FindingId(uuid5(video_id, metric)),
            video_id=video_id,
            metric=metric,
            view=View(fixture.view),
            status=FindingStatus.NOT_ASSESSABLE,
            model_hash="fixture",
            rules_hash="fixture",
            reason=reason,
        )
        for metric, reason in fixture.not_assessable.items()
    ]
    return found
