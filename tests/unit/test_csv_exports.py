"""Random training logs leave as Strong and Hevy files and come back set by set."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.identity import ExerciseId, SetId, UserId, WorkoutId
from coach.training.commands.matching import match_names
from coach.training.model import ParsedWorkout, SetKind, Workout, WorkoutSet
from coach.units import KG_PER_LB, MassUnit
from store.catalogue import exercises
from store.formats import parse_workout_log
from store.formats.export_csv import Told, was_done
from store.formats.export_hevy import hevy_export
from store.formats.export_strong import strong_export
from store.formats.exports import names_elsewhere
from store.formats.spreadsheet import guarded, unguarded

pytestmark = pytest.mark.unit

App = Literal["strong", "hevy"]
APPS: tuple[App, ...] = ("strong", "hevy")
ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EXERCISES = {
    "a": "Squat (Barbell)",
    "b": '=HYPERLINK("x"), "quoted"',
    "c": "Übung № 3 \u2013 日本語",
    "d": "'@home; row",
}
TEXT = st.text(st.sampled_from([*"aé日🙂 ,;\"'=+-@\n\t\r\uff1d\u200b\u202e\ufeff"]), max_size=12)
LOADS = st.one_of(
    st.none(),
    st.just(Decimal(0)),
    st.decimals(Decimal("0.25"), 1_000, places=2),
    st.integers(5, 900).map(lambda lb: (lb * KG_PER_LB).quantize(Decimal("0.0001"))),
    st.decimals(Decimal("0.0001"), 1_000, places=8),
)
SETS = st.builds(
    WorkoutSet,
    id=st.just(SetId(UUID(int=1))),
    exercise_id=st.sampled_from(sorted(EXERCISES)).map(ExerciseId),
    position=st.just(0),
    kind=st.sampled_from(SetKind),
    load_kg=LOADS,
    reps=st.none() | st.integers(0, 60),
    rpe=st.none() | st.integers(2, 20).map(lambda half: Decimal(half) / 2),
    distance_m=st.none() | st.decimals(Decimal("0.01"), 50_000, places=2),
    seconds=st.none() | st.integers(1, 9_000).map(Decimal),
    notes=TEXT,
)


@st.composite
def logs(draw: st.DrawFn) -> list[Workout]:
    """Return up to four workouts, some of the same start and title."""
    moment = datetime(2026, 1, 1, 7, tzinfo=UTC)
    workouts: list[Workout] = []
    for number in range(draw(st.integers(1, 4))):
        moment += timedelta(seconds=draw(st.sampled_from([0, 30, 3_600, 90_061])))
        sets = draw(st.lists(SETS, max_size=5))
        workouts.append(
            Workout(
                id=WorkoutId(UUID(int=number)),
                user_id=UserId(UUID(int=9)),
                started_at=moment,
                title=draw(TEXT),
                sets=tuple(sets),
                duration_s=draw(st.none() | st.integers(0, 9_000)),
                notes=draw(TEXT),
            )
        )
    return workouts


def exported(app: App, workouts: Sequence[Workout], told: Told) -> str:
    if app == "strong":
        return "".join(strong_export(workouts, told))
    return "".join(hevy_export(list(reversed(workouts)), told))


def parsed(text: str) -> list[ParsedWorkout]:
    log = parse_workout_log(text.encode(), unit=None, time_zone=ZONE.key, now=NOW)
    assert log.errors == ()
    return list(log.workouts)


def read_back(workouts: Sequence[ParsedWorkout], told: Told) -> tuple[list[Workout], Told]:
    """Return parsed workouts as an athlete would have them, exercises under their names."""
    names = {each.exercise_name: each.exercise_name for one in workouts for each in one.sets}
    stored = [
        Workout(
            id=WorkoutId(UUID(int=number)),
            user_id=UserId(UUID(int=9)),
            started_at=one.started_at,
            title=one.title,
            duration_s=one.duration_s,
            notes=one.notes,
            sets=tuple(
                WorkoutSet(
                    SetId(UUID(int=1)),
                    ExerciseId(each.exercise_name),
                    position,
                    each.kind,
                    each.load_kg,
                    each.reps,
                    each.rpe,
                    each.distance_m,
                    each.seconds,
                    each.notes,
                )
                for position, each in enumerate(one.sets)
            ),
        )
        for number, one in enumerate(workouts)
    ]
    return stored, Told(names, told.unit, told.zone)


def rounded(value: Decimal | None, places: str) -> Decimal | None:
    return (value.quantize(Decimal(places)).normalize() or None) if value else None


def content(each: WorkoutSet, name: str) -> tuple[object, ...]:
    return (
        name,
        each.kind,
        rounded(each.load_kg, "0.0001"),
        each.reps or None,
        each.rpe,
        rounded(each.distance_m, "0.01"),
        each.seconds,
    )


@pytest.mark.parametrize("app", APPS)
@settings(max_examples=40, deadline=None)
@given(workouts=logs(), unit=st.sampled_from(MassUnit))
def test_a_log_comes_back_set_by_set_and_leaves_again_as_the_same_bytes(
    app: App, workouts: list[Workout], unit: MassUnit
) -> None:
    told = Told(EXERCISES, unit, ZONE)
    text = exported(app, workouts, told)
    done = [
        (each.started_at, [one for one in each.sets if was_done(one)])
        for each in workouts
        if any(map(was_done, each.sets))
    ]
    if not done:
        assert text.count("\n") == 1
        return
    stored, names = read_back(parsed(text), told)
    step = 1 if app == "strong" else 60
    starts = [int(moment.timestamp()) // step for moment, _ in done]
    assert sorted(starts) == [int(one.started_at.timestamp()) // step for one in stored]
    if all(earlier != later for earlier, later in pairwise(starts)):
        there = [[content(one, EXERCISES[one.exercise_id]) for one in sets] for _, sets in done]
        back = [[content(one, one.exercise_id) for one in each.sets] for each in stored]
        assert back == there
    assert exported(app, stored, names) == text


@given(text=TEXT)
@settings(max_examples=50, deadline=None)
def test_the_guard_of_a_cell_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def a_log(**changes: object) -> list[Workout]:
    performed = WorkoutSet(
        SetId(UUID(int=1)), ExerciseId("a"), 0, load_kg=Decimal("102.0583"), reps=5
    )
    moment = datetime(2026, 10, 5, 16, tzinfo=UTC)
    workout = Workout(
        WorkoutId(UUID(int=1)), UserId(UUID(int=9)), moment, "=cmd|'/C calc'!A0", (performed,)
    )
    return [replace(workout, **changes)]  # pyright: ignore[reportArgumentType] - names of fields


@pytest.mark.parametrize(("app", "column"), [("strong", "Weight"), ("hevy", "weight_lbs")])
def test_pounds_are_written_as_the_athlete_loaded_them(app: App, column: str) -> None:
    text = exported(app, a_log(), Told(EXERCISES, MassUnit.LB, ZONE))
    assert [row[column] for row in csv.DictReader(io.StringIO(text))] == ["225"]


@pytest.mark.parametrize("app", APPS)
def test_a_formula_is_text_in_a_spreadsheet_and_a_title_again_on_import(app: App) -> None:
    text = exported(app, a_log(), Told(EXERCISES, MassUnit.KG, ZONE))
    assert "'=cmd|" in text
    assert parsed(text)[0].title == "=cmd|'/C calc'!A0"


def test_a_workout_over_the_end_of_summer_time_keeps_its_length() -> None:
    start = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    text = exported(
        "hevy", a_log(started_at=start, duration_s=7_200), Told(EXERCISES, MassUnit.KG, ZONE)
    )
    assert '"25 Oct 2026, 02:30","25 Oct 2026, 03:30"' in text
    assert parsed(text)[0].duration_s == 7_200


def test_every_exercise_of_the_catalogue_leaves_under_a_name_that_comes_back_as_itself() -> None:
    entries = exercises()
    known = [
        (name, entry.exercise.id)
        for entry in entries
        for name in (*entry.aliases, entry.exercise.name)
    ]
    names: dict[str, str] = {entry.exercise.id: entry.exercise.name for entry in entries}
    names.update(names_elsewhere())
    found = match_names(names.values(), known)
    assert [match.exercise_id for match in found] == list(names)
