"""Fixtures become rows: of the example cases, of every key, the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import fmean

import pytest
import yaml

from coach.errors import InvalidInput
from evals.cases.case import Case, Update
from evals.cases.loading import load_cases
from evals.cases.tables import TABLES
from evals.runs.state import athlete_state
from evals.seeding import apply_update, athlete_id, attached, seed_case
from store.athlete_rows import athlete_rows
from store.engine import Store
from store.unit_of_work import StoreUnitOfWork

EXAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "example_cases.yaml"

BEFORE = datetime(2026, 9, 1, tzinfo=UTC)
EVERYTHING = """
now: 2026-11-01T09:00:00
profile:
  name: Ana
  country: UK
  time_zone: Europe/London
  units: lb
  sex: female
  age: 34
  height_cm: 168
  weight_lb: 150
  body_fat_pct: 24
  goal: lose 0.5 kg a week and run a 10k
  experience: returning lifter
  activity: moderately active
  training: lifting 4 times a week
  minutes_per_session: 60
  equipment: barbell, dumbbells
  rounding: {barbell: 2.5, dumbbell: 2}
  diet: vegetarian
  conditions: [kidney disease]
  medication: [beta blocker]
  pregnancy: false
  screening: {"Has a doctor said you have a heart condition?": false, dizziness: sometimes}
  allergies: [peanuts]
  dislikes: [burpees]
programme:
  template: 5/3/1
  training_max_pct: 90
  scheme: 5/3/1
  rules: [Leave one repetition in reserve]
  increments: {upper: 2.5, lower: 5, Bench Press: 1}
  days:
    A:
      - {exercise: Back Squat, sets: 3, reps: 5}
      - {exercise: Bench Press, sets: 3, rep_range: [5, 8]}
    B: [{exercise: Deadlift, sets: 1, reps: 5, rpe: 8}]
workouts:
  - date: 2026-10-20
    exercise: Back Squat
    sets: [{lb: 100, reps: 5, warmup: true}, {lb: 200, reps: 5, rir: 2}]
    notes: easy
  - days_ago: 3
    exercises:
      - {exercise: Push Up, sets: 3, reps: [20, 15, 12]}
      - {exercise: Plank, sets: [{seconds: 60}]}
tests: [{exercise: Deadlift, one_rm: 140, date: 2026-10-01}]
cardio_sessions: [{date: 2026-10-30, kind: run, distance: 10, time: "55:00", heart_rate: 150}]
weekly_km: [20, 22, 24]
body_weights: {days: 14, change_kg: -0.7}
intake_days: {days: 10, days_logged: 7, mean_kcal: 2003, mean_protein_g: 110}
meals:
  - {date: 2026-10-31, name: lunch, items: [{food: Magic Oats, grams: 80}, {food: soup, kcal: 200}]}
targets: {kcal: 2000, protein_g: 140, from: 2026-10-01}
foods: [{name: Magic Oats, kcal: 370, protein: 13, carbs: 60, fat: 7}]
sleep: {days: 7, mean_hours: 6.5}
pain_reports: [{site: left knee, severity: 4, notes: after squats}]
memories: [trains in the morning, {kind: injury, text: wrist sprain}]
form_analyses:
  - exercise: Back Squat
    view: side
    fps: 60
    load_kg: 90
    visibility: 0.6
    logged_rpe: 8
    reps:
      - {thigh_angle_at_bottom_deg: 12, concentric_s: 1.0}
      - {thigh_angle_at_bottom_deg: 15, concentric_s: 1.4, faults: [shallow_depth]}
    faults: [knee valgus, butt wink]
    not_assessable: [bar path]
  - {exercise: Deadlift, error: no_person_detected}
form_history: [{exercise: Back Squat, reps: 5, metrics: {thigh_angle_at_bottom_deg: 3}}]
consents: {video: false}
"""


@pytest.fixture
def uow(seeded_store: Store) -> Iterator[StoreUnitOfWork]:
    with seeded_store.unit_of_work() as uow:
        yield uow
        uow.rollback()


def a_case(text: str) -> Case:
    return Case.model_validate({"id": "a-case", "turns": ["hi"], "fixture": yaml.safe_load(text)})


@pytest.mark.shared_data
def test_the_example_cases_are_seeded_and_updated(uow: StoreUnitOfWork) -> None:
    if not EXAMPLES.exists():
        pytest.skip(f"{EXAMPLES} is not here")
    for case in load_cases(EXAMPLES):
        athlete = seed_case(uow, case, athlete_id(case.id, 1, 0))
        for turn in case.turns:
            if turn.update is not None:
                athlete = apply_update(uow, turn.update, athlete, case)
        if case.id == "example-first-targets-for-a-cut":
            user_id = athlete.profile.user_id
            meals = uow.meals.list(user_id, since=BEFORE, until=athlete.now)
            assert [meal.partial for meal in meals] == [False] * 20
            assert fmean(float(meal.items[0].kcal) for meal in meals) == 2450
            weights = uow.body_weights.list(user_id)
            assert [weight.weight_kg for weight in weights] == [Decimal(80)] * 22


def test_state_has_the_documented_columns(uow: StoreUnitOfWork) -> None:
    case = a_case(EVERYTHING)
    user_id = athlete_id(case.id, 1, 0)
    seed_case(uow, case, user_id)
    state = athlete_state(uow, user_id)
    assert set(state) == set(TABLES)
    for table, columns in TABLES.items():
        for row in state[table]:
            assert set(row) == columns, table


def test_the_same_case_seeded_twice_gives_the_same_rows(uow: StoreUnitOfWork) -> None:
    case = a_case(EVERYTHING)
    user_id = athlete_id(case.id, 1, 0)
    seed_case(uow, case, user_id)
    names = ("workout_sets", "meal_items", "memories", "findings", "cardio_sessions", "consents")
    first = athlete_rows(uow.connection, user_id, names)
    uow.accounts.delete(user_id)
    seed_case(uow, case, user_id)
    for name, rows in athlete_rows(uow.connection, user_id, names).items():
        plain = [{**row, "seq": 0} for row in rows]
        assert rows
        assert sorted(map(repr, plain)) == sorted(repr({**row, "seq": 0}) for row in first[name])


def test_an_update_moves_the_clock_by_the_days_it_tells_of(uow: StoreUnitOfWork) -> None:
    case = a_case("{now: 2026-11-01T09:00:00, profile: {weight_kg: 80}}")
    athlete = seed_case(uow, case, athlete_id(case.id, 1, 0))
    told = Update.model_validate({"body_weights": {"days": 14, "change_kg": -1}})
    later = apply_update(uow, told, athlete, case)
    assert later.now - athlete.now == timedelta(days=14)
    weights = [weight.weight_kg for weight in uow.body_weights.list(athlete.profile.user_id)]
    assert (len(weights), weights[0], weights[1], weights[-1]) == (15, 80, 80, 79)
    back = Update.model_validate({"now": "2026-11-02"})
    with pytest.raises(InvalidInput, match="sets the clock back"):
        apply_update(uow, back, later, case)


def test_an_unknown_exercise_is_refused_with_the_nearest(uow: StoreUnitOfWork) -> None:
    case = a_case("workouts: [{days_ago: 1, exercise: Bench Prezz Machinery, sets: 1, reps: 5}]")
    with pytest.raises(InvalidInput, match=r"nearest are .*[Bb]ench press"):
        seed_case(uow, case, athlete_id(case.id, 1, 0))


def test_a_lift_told_by_one_word_is_the_one_that_lifters_mean(uow: StoreUnitOfWork) -> None:
    names = ["Press", "Strict Press", "Row", "Chin-ups"]
    done = ", ".join(f"{{exercise: {name}, sets: 1, reps: 5}}" for name in names)
    case = a_case(f"workouts: [{{days_ago: 1, exercises: [{done}]}}]")
    athlete = athlete_id(case.id, 1, 0)
    seed_case(uow, case, athlete)
    stored = [row["exercise"] for row in athlete_state(uow, athlete)["sets"]]
    assert sorted(map(str, stored)) == [
        "Barbell row",
        "Chin-up",
        "Overhead press",
        "Overhead press",
    ]


def test_only_new_videos_go_with_a_turn_unless_it_names_some(uow: StoreUnitOfWork) -> None:
    film = {"exercise": "Squat", "reps": 3}
    case = Case.model_validate(
        {
            "id": "films",
            "fixture": {"form_analyses": [film], "form_history": [film]},
            "turns": [
                "a",
                "b",
                {"user": "c", "update": {"form_analyses": [film]}},
                {"user": "d", "attach": [0]},
                {"user": "e", "attach": [7]},
            ],
        }
    )
    athlete = seed_case(uow, case, athlete_id(case.id, 1, 0))
    (first,) = attached(case, 0, athlete)
    assert attached(case, 1, athlete) == ()
    update = case.turns[2].update
    assert update is not None
    athlete = apply_update(uow, update, athlete, case)
    assert attached(case, 2, athlete) == athlete.video_ids[1:]
    assert attached(case, 3, athlete) == (first,)
    with pytest.raises(InvalidInput, match="attaches form analysis 7 of 2"):
        attached(case, 4, athlete)


def test_a_lift_without_its_equipment_is_the_usual_one(uow: StoreUnitOfWork) -> None:
    case = a_case("workouts: [{days_ago: 1, exercise: Shrug, sets: 1, kg: 60, reps: 5}]")
    user_id = athlete_id(case.id, 1, 0)
    seed_case(uow, case, user_id)
    assert [row["exercise"] for row in athlete_state(uow, user_id)["sets"]] == ["Barbell shrug"]
