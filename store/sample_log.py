"""Writes made-up training logs straight into the tables, for measurements on long ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import Connection, Table, literal, select, text
from sqlalchemy.dialects.postgresql import insert

from coach.form.model import Finding, FindingStatus, FormAnalysis, Video, VideoStatus, View
from coach.identity import ExerciseId, FindingId, UserId, VideoId, new_uuid
from coach.nutrition.model import Food, Meal, MealItem
from coach.training.model import BodyWeight
from store.rows import values
from store.tables import body_weights, findings, form_analyses, meal_items, meals, videos

SETS_OF_EXERCISE = 4
EXERCISES_A_WORKOUT = 5


@dataclass(frozen=True, slots=True)
class SampleLog:
    """How much to write for one athlete: 20 sets a workout and a weigh-in every other day."""

    user_id: UserId
    first: datetime
    years: int
    workouts_a_year: int = 150


_WORKOUTS = text("""
INSERT INTO workouts (user_id, id, started_at, title, notes, source)
SELECT :user_id, gen_random_uuid(),
       :first + number * (make_interval(days => :days) / :count), 'Workout', '', 'app'
FROM generate_series(0, :count - 1) number
""")
_SETS = text("""
INSERT INTO workout_sets
    (user_id, id, workout_id, exercise_id, position, kind, load_kg, reps, rpe, notes)
SELECT :user_id, gen_random_uuid(), w.id,
       (CAST(:exercises AS text[]))[
           1 + CASE WHEN slot = 0 THEN 0 ELSE (w.number + slot) % (:known - 1) + 1 END
       ],
       slot * :sets + nth,
       CASE WHEN nth = 0 THEN 'warmup' ELSE 'normal' END,
       CASE WHEN nth = 0 THEN 40 ELSE 80 + w.number / 40 + 2.5 * ((w.number * 7) % 5) END,
       3 + (w.number * 3 + slot) % 8,
       CASE WHEN nth > 0 AND w.number % 2 = 0 THEN 7 + (w.number % 4) * 0.5 END, ''
FROM (
    SELECT id, row_number() OVER (ORDER BY started_at) AS number
    FROM workouts WHERE user_id = :user_id
) w, generate_series(0, :slots - 1) slot, generate_series(0, :sets - 1) nth
""")


def write_sample(connection: Connection, log: SampleLog, exercises: Sequence[ExerciseId]) -> None:
    """Write one athlete's log; the account and the exercises are there.

    Args:
        connection: In a transaction that the caller commits.
        log: How much.
        exercises: At least two; the first one stands in every workout.
    """
    days = round(log.years * 365.25)
    connection.execute(
        _WORKOUTS,
        {
            "user_id": log.user_id,
            "first": log.first,
            "days": days,
            "count": log.years * log.workouts_a_year,
        },
    )
    connection.execute(
        _SETS,
        {
            "user_id": log.user_id,
            "exercises": list(exercises),
            "known": len(exercises),
            "slots": EXERCISES_A_WORKOUT,
            "sets": SETS_OF_EXERCISE,
        },
    )
    weighed = [
        BodyWeight(
            new_uuid(),
            log.user_id,
            log.first + timedelta(days=day),
            Decimal(80) + Decimal(day) / 1000 + Decimal(day * 7 % 5) / 10,
        )
        for day in range(0, days, 2)
    ]
    connection.execute(insert(body_weights), [values(body_weights, one) for one in weighed])


def write_meals(
    connection: Connection, user_id: UserId, food: Food, first: datetime, days: int
) -> None:
    """Write one meal a day; every tenth day is marked incomplete.

    Args:
        connection: In a transaction that the caller commits.
        user_id: Whose meals.
        food: What is eaten, 100 g of it; it is there.
        first: Time of the first meal.
        days: How many.
    """
    item = MealItem(
        food.id, food.name, Decimal(100), food.kcal, food.protein_g, food.carbohydrate_g, food.fat_g
    )
    eaten = [
        Meal(
            new_uuid(),
            user_id,
            first + timedelta(days=day),
            "Lunch",
            (item,),
            partial=day % 10 == 0,
        )
        for day in range(days)
    ]
    connection.execute(insert(meals), [values(meals, one) for one in eaten])
    connection.execute(
        insert(meal_items),
        [values(meal_items, item, user_id=user_id, meal_id=one.id, position=0) for one in eaten],
    )


def write_videos(connection: Connection, user_id: UserId, first: datetime, weeks: int) -> None:
    """Write one analysed video of a back squat a week, with four metrics of the whole set each.

    Args:
        connection: In a transaction that the caller commits.
        user_id: Whose videos.
        first: Time of the first upload.
        weeks: How many.
    """
    shot = [
        Video(
            VideoId(new_uuid()), user_id, first + timedelta(weeks=week), "squat.mp4", "video/mp4",
            1_000_000, None, VideoStatus.ANALYSED,
        )
        for week in range(weeks)
    ]  # fmt: skip
    analysed = [
        FormAnalysis(
            video.id, "back_squat", 1.0, View.SIDE, 5, 20.0, "pose", "rules", video.created_at
        )
        for video in shot
    ]
    measured = [
        Finding(
            FindingId(new_uuid()), video.id, f"metric_{number}", View.SIDE, FindingStatus.OK,
            "pose", "rules", value=90.0 + number, unit="deg", low=85.0, high=95.0,
        )
        for video in shot
        for number in range(4)
    ]  # fmt: skip
    for table, rows in ((videos, shot), (form_analyses, analysed), (findings, measured)):
        connection.execute(insert(table), [values(table, one, user_id=user_id) for one in rows])


MEALS = (meals, meal_items)
VIDEOS = (videos, form_analyses, findings)


def copy_rows(connection: Connection, tables: Sequence[Table], of: UserId, to: UserId) -> None:
    """Give another athlete, who has none, the same rows."""
    for table in tables:
        kept = [column for column in table.c if column.name != "user_id"]
        copied = select(literal(to, table.c.user_id.type), *kept).where(table.c.user_id == of)
        names = ["user_id", *(column.name for column in kept)]
        connection.execute(insert(table).from_select(names, copied))


def settle_statistics(connection: Connection) -> None:
    """Let the planner know what was written."""
    tables = "workouts, workout_sets, body_weights, meals, meal_items"
    connection.execute(text(f"ANALYZE {tables}, videos, form_analyses, findings"))
