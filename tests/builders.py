"""Builds domain objects for tests: every field has a plausible default, any can be given."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from coach.accounts.model import Consent, ConsentPurpose, Memory, MemoryKind
from coach.form.model import (
    Finding,
    FindingStatus,
    FormAnalysis,
    Video,
    VideoStatus,
    View,
)
from coach.form.ports import AnalysisResult
from coach.identity import (
    ExerciseId,
    FindingId,
    FoodId,
    MessageId,
    PassageId,
    RunId,
    SetId,
    ThreadId,
    UserId,
    VideoId,
    WorkoutId,
    new_uuid,
)
from coach.imports import ArchivedRow, Became, ImportedFile, source_row
from coach.knowledge.model import Grade, Passage
from coach.nutrition.model import Food, Meal, MealItem, Portion, Target
from coach.runs.model import Arm, Exposure, Feedback, Message, Role, Run, RunStatus
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Equipment,
    Exercise,
    PainReport,
    Pattern,
    Prescription,
    Programme,
    ProgressionScheme,
    SleepReport,
    StrengthTest,
    Workout,
    WorkoutSet,
)
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import Aim, ProgrammeRequest, TrainingAge

NOW = datetime(2026, 3, 2, 18, 30, tzinfo=UTC)
TODAY = NOW.date()


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def a_user_id() -> UserId:
    return UserId(uuid4())


def a_consent(user_id: UserId, **changes: Any) -> Consent:
    plain = Consent(
        new_uuid(), user_id, ConsentPurpose.TRAINING, granted=True, text_version="1", at=NOW
    )
    return replace(plain, **changes)


def a_memory(user_id: UserId, **changes: Any) -> Memory:
    plain = Memory(new_uuid(), user_id, MemoryKind.INJURY, "Left knee hurts on deep lunges.", NOW)
    return replace(plain, **changes)


def an_exercise(exercise_id: str = "back_squat", **changes: Any) -> Exercise:
    plain = Exercise(
        id=ExerciseId(exercise_id),
        name=exercise_id.replace("_", " ").title(),
        pattern=Pattern.SQUAT,
        equipment=Equipment.BARBELL,
        primary_muscles=("quadriceps", "glutes"),
        secondary_muscles=("hamstrings",),
    )
    return replace(plain, **changes)


def a_set(position: int = 0, **changes: Any) -> WorkoutSet:
    plain = WorkoutSet(
        id=SetId(new_uuid()),
        exercise_id=ExerciseId("back_squat"),
        position=position,
        load_kg=Decimal("102.5"),
        reps=5,
        rpe=Decimal("8.5"),
    )
    return replace(plain, **changes)


def a_workout(user_id: UserId, **changes: Any) -> Workout:
    plain = Workout(
        id=WorkoutId(new_uuid()),
        user_id=user_id,
        started_at=NOW,
        title="Lower body",
        sets=(a_set(0), a_set(1)),
        duration_s=3600,
    )
    return replace(plain, **changes)


def a_body_weight(user_id: UserId, **changes: Any) -> BodyWeight:
    return replace(BodyWeight(new_uuid(), user_id, NOW, Decimal("81.4")), **changes)


def a_cardio_session(user_id: UserId, **changes: Any) -> CardioSession:
    plain = CardioSession(new_uuid(), user_id, NOW, "run", 1800, Decimal("5012.5"), 148)
    return replace(plain, **changes)


def an_imported_file(user_id: UserId, **changes: Any) -> ImportedFile:
    values: dict[str, Any] = {"id": new_uuid(), "name": "strong.csv", "sha256": "a" * 64}
    values |= {"size_bytes": 800, "source": "strong", "variant": "iOS classic", "imported_at": NOW}
    return ImportedFile(user_id=user_id, **(values | changes))


def an_archived_row(line: int = 2, **changes: Any) -> ArchivedRow:
    values: dict[str, Any] = {
        "row": source_row(line, "2026-10-05,Squat,100"),
        "became": Became.WORKOUT,
    }
    return ArchivedRow(**(values | changes))


def a_sleep_report(user_id: UserId, **changes: Any) -> SleepReport:
    return replace(SleepReport(new_uuid(), user_id, TODAY, Decimal("7.5"), 4), **changes)


def a_pain_report(user_id: UserId, **changes: Any) -> PainReport:
    return replace(PainReport(new_uuid(), user_id, NOW, "left knee", 3), **changes)


def a_strength_test(user_id: UserId, **changes: Any) -> StrengthTest:
    plain = StrengthTest(new_uuid(), user_id, TODAY, ExerciseId("back_squat"), Decimal(140))
    return replace(plain, **changes)


def a_prescription(day: int = 1, position: int = 0, **changes: Any) -> Prescription:
    plain = Prescription(
        day=day,
        position=position,
        exercise_id=ExerciseId("back_squat"),
        sets=3,
        reps_low=5,
        reps_high=8,
        scheme=ProgressionScheme.DOUBLE,
        load_kg=Decimal(100),
        target_rpe=Decimal(8),
        increment_kg=Decimal("2.5"),
        rest_s=180,
    )
    return replace(plain, **changes)


def a_programme(user_id: UserId, **changes: Any) -> Programme:
    plain = Programme(
        id=new_uuid(),
        user_id=user_id,
        name="Three days, full body",
        created_at=NOW,
        active=True,
        prescriptions=(a_prescription(1), a_prescription(3)),
        reason="First plan.",
    )
    return replace(plain, **changes)


def a_programme_plan(user_id: UserId | None = None, **changes: Any) -> ProgrammePlan:
    """A plan as it is kept beside a programme; it names no athlete."""
    del user_id
    request = ProgrammeRequest(Aim.STRENGTH, TrainingAge.NOVICE, days=2, minutes=45)
    exercises = (
        an_exercise(),
        an_exercise("bench_press", pattern=Pattern.HORIZONTAL_PUSH, primary_muscles=("chest",)),
    )
    return replace(build_programme(request, exercises), **changes)


def a_food(food_id: str = "usda:172421", **changes: Any) -> Food:
    plain = Food(
        id=FoodId(food_id),
        name="Lentils, cooked, boiled",
        kcal=Decimal(116),
        protein_g=Decimal("9.02"),
        carbohydrate_g=Decimal("20.13"),
        fat_g=Decimal("0.38"),
        fibre_g=Decimal("7.9"),
        portions=(Portion("cup", Decimal(198)),),
    )
    return replace(plain, **changes)


def a_meal_item(**changes: Any) -> MealItem:
    plain = MealItem(
        food_id=FoodId("usda:172421"),
        name="Lentils",
        grams=Decimal(198),
        kcal=Decimal("229.68"),
        protein_g=Decimal("17.86"),
        carbohydrate_g=Decimal("39.86"),
        fat_g=Decimal("0.75"),
        assumption="one cup",
    )
    return replace(plain, **changes)


def a_meal(user_id: UserId, **changes: Any) -> Meal:
    return replace(Meal(new_uuid(), user_id, NOW, "Lunch", (a_meal_item(),)), **changes)


def a_target(user_id: UserId, from_day: date = TODAY, **changes: Any) -> Target:
    plain = Target(
        id=new_uuid(),
        user_id=user_id,
        from_day=from_day,
        kcal=Decimal(2400),
        protein_g=Decimal(150),
        carbohydrate_g=Decimal(280),
        fat_g=Decimal(75),
        reason="maintenance",
    )
    return replace(plain, **changes)


def a_video(user_id: UserId, **changes: Any) -> Video:
    video_id = VideoId(new_uuid())
    plain = Video(
        id=video_id,
        user_id=user_id,
        created_at=NOW,
        file_name="squat.mp4",
        content_type="video/mp4",
        size_bytes=1_200_000,
        blob_key=f"{user_id}/{video_id}.mp4",
        status=VideoStatus.UPLOADED,
        load_kg=Decimal(100),
        logged_rpe=Decimal(8),
    )
    return replace(plain, **changes)


def an_analysis(video_id: VideoId, **changes: Any) -> FormAnalysis:
    plain = FormAnalysis(
        video_id=video_id,
        exercise="back_squat",
        exercise_confidence=0.93,
        view=View.SIDE,
        reps=3,
        duration_s=11.4,
        model_hash="pose-1",
        rules_hash="rules-1",
        analysed_at=NOW,
    )
    return replace(plain, **changes)


def a_finding(video_id: VideoId, **changes: Any) -> Finding:
    plain = Finding(
        id=FindingId(new_uuid()),
        video_id=video_id,
        metric="thigh_angle_at_bottom_deg",
        view=View.SIDE,
        status=FindingStatus.OK,
        model_hash="pose-1",
        rules_hash="rules-1",
        rep=1,
        value=-4.25,
        threshold=0.0,
        unit="deg",
        low=-9.0,
        high=0.5,
        confidence=0.8,
        frames=(31, 47),
    )
    return replace(plain, **changes)


def a_result(video_id: VideoId, *findings: Finding, **changes: Any) -> AnalysisResult:
    return AnalysisResult(an_analysis(video_id, **changes), findings)


def a_passage(passage_id: str = "protein-daily-amount", **changes: Any) -> Passage:
    plain = Passage(
        id=PassageId(passage_id),
        title="How much protein a day",
        text="About 1.6 g of protein per kg of body mass a day is enough for most who lift.",
        source="Morton et al., 2018, Br J Sports Med 52:376",
        year=2018,
        grade=Grade.A,
        topics=("protein",),
    )
    return replace(plain, **changes)


def a_message(user_id: UserId, thread_id: str = "t1", **changes: Any) -> Message:
    plain = Message(
        id=MessageId(str(new_uuid())),
        thread_id=ThreadId(thread_id),
        user_id=user_id,
        run_id=RunId("r1"),
        role=Role.USER,
        text="What should I squat next session?",
        created_at=NOW,
    )
    return replace(plain, **changes)


def a_run(user_id: UserId, run_id: str = "r1", thread_id: str = "t1", **changes: Any) -> Run:
    plain = Run(
        id=RunId(run_id),
        thread_id=ThreadId(thread_id),
        user_id=user_id,
        status=RunStatus.RUNNING,
        created_at=NOW,
        lease_until=NOW + timedelta(seconds=10),
        request_json='{"threadId": "t1"}',
    )
    return replace(plain, **changes)


def an_exposure(user_id: UserId, experiment: str = "shorter", **changes: Any) -> Exposure:
    plain = Exposure(user_id, experiment, "2026", Arm.CHAMPION, 0.5, "b1", NOW)
    return replace(plain, **changes)


def a_feedback(
    user_id: UserId, run_id: str = "r1", thread_id: str = "t1", **changes: Any
) -> Feedback:
    plain = Feedback(
        id=new_uuid(),
        user_id=user_id,
        run_id=RunId(run_id),
        thread_id=ThreadId(thread_id),
        up=True,
        comment="Right load.",
        created_at=NOW,
    )
    return replace(plain, **changes)
