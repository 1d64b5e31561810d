"""Every repository method is called with another athlete's ids: nothing may be seen or changed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from coach.accounts.model import Consent, ConsentPurpose, Memory, Profile
from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import Conflict, InvalidInput, NotFound
from coach.form.model import VideoStatus
from coach.form.ports import AnalysisResult, FormUnitOfWork
from coach.identity import RunId, ThreadId
from coach.imports import ArchivedRow
from coach.knowledge.ports import KnowledgeUnitOfWork
from coach.nutrition.model import Food
from coach.nutrition.ports import NutritionUnitOfWork
from coach.runs.model import Exposure, Feedback, Run, RunStatus
from coach.runs.ports import RunsUnitOfWork
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.summaries import Wanted
from store.engine import Store
from store.tables import metadata
from tests import builders
from tests.builders import NOW, TODAY, a_user_id, days_ago

CONTEXTS = (
    AccountsUnitOfWork,
    TrainingUnitOfWork,
    NutritionUnitOfWork,
    FormUnitOfWork,
    KnowledgeUnitOfWork,
    RunsUnitOfWork,
)
FOR_ALL_ATHLETES = {"runs.take_over", "videos.expired"}
"""Work of reapers and sweepers: what they return says whose it is."""
FOR_OPERATORS = {"feedback.for_triage", "feedback.others_for_triage", "exposures.outcomes"}
"""Read by commands of the operator; what they return does not say whose it is."""
EVERYBODYS = FOR_ALL_ATHLETES | FOR_OPERATORS
NOBODYS = {"passages"}
"""Shared and read-only for athletes."""
IDS_ACROSS_ATHLETES = {"exercises.put", "foods.put_many"}
"""Ids of catalogues are unique across athletes; an athlete's own are random."""


def _methods() -> Iterator[tuple[str, Callable[..., object]]]:
    for context in CONTEXTS:
        for name, member in inspect.getmembers(context):
            if isinstance(member, property) and name not in NOBODYS:
                port = get_type_hints(member.fget)["return"]
                for method, function in inspect.getmembers(port, inspect.isfunction):
                    if not method.startswith("_") and f"{name}.{method}" not in EVERYBODYS:
                        yield f"{name}.{method}", function


METHODS = dict(_methods())


class Athletes:
    """One athlete who owns a row of every kind, and another who owns nothing."""

    def __init__(self, store: Store, url: str) -> None:
        self.store, self.url = store, url
        self.owner, self.other = a_user_id(), a_user_id()
        self.memory = builders.a_memory(self.owner)
        self.exercise = builders.an_exercise("custom:own", owner_id=self.owner)
        self.food = builders.a_food("custom:own", owner_id=self.owner, name="Own dal")
        item = builders.a_meal_item(food_id=self.food.id)
        sets = (builders.a_set(0, exercise_id=self.exercise.id),)
        entries = (builders.a_prescription(exercise_id=self.exercise.id),)
        self.workout = builders.a_workout(self.owner, sets=sets, source_key="k1")
        self.programme = builders.a_programme(self.owner, prescriptions=entries)
        self.body_weight = builders.a_body_weight(self.owner)
        self.meal = builders.a_meal(self.owner, items=(item,))
        self.target = builders.a_target(self.owner)
        self.video = builders.a_video(self.owner, expires_at=days_ago(-1))
        self.finding = builders.a_finding(self.video.id)
        self.run = builders.a_run(self.owner)
        self.file = builders.an_imported_file(self.owner)
        self.row = builders.an_archived_row(entity_id=self.workout.id)

    def settle(self) -> None:
        owner = self.owner
        with self.store.unit_of_work() as uow:
            uow.accounts.ensure(owner, NOW)
            uow.accounts.ensure(self.other, NOW)
            uow.profiles.put(Profile(owner, diet="vegan"))
            uow.consents.add(builders.a_consent(owner))
            uow.memories.add(self.memory)
            uow.exercises.put(self.exercise, ["own lift"])
            uow.foods.put_many([self.food])
            uow.workouts.add(self.workout)
            uow.imports.keep(self.file, [self.row])
            uow.programmes.put(self.programme)
            uow.body_weights.add(self.body_weight)
            uow.recovery.add_cardio(builders.a_cardio_session(owner))
            uow.recovery.add_sleep(builders.a_sleep_report(owner))
            uow.recovery.add_pain(builders.a_pain_report(owner))
            uow.recovery.add_test(builders.a_strength_test(owner, exercise_id=self.exercise.id))
            uow.meals.add(self.meal)
            uow.targets.add(self.target)
            uow.videos.add(self.video)
            uow.findings.replace(owner, builders.a_result(self.video.id, self.finding))
            uow.threads.ensure(owner, ThreadId("t1"), title="Squat", at=NOW)
            uow.messages.put(builders.a_message(owner))
            uow.runs.start(self.run)
            uow.feedback.put(builders.a_feedback(owner))
            uow.exposures.record(builders.an_exposure(owner))

    def rows(self) -> dict[str, Sequence[object]]:
        """Return all rows of the owner, read past the repositories."""
        found: dict[str, Sequence[object]] = {}
        with psycopg.connect(self.url) as connection:
            for table in metadata.sorted_tables:
                for column in {"user_id", "owner_id"} & set(table.columns.keys()):
                    query = sql.SQL("SELECT t::text FROM {} t WHERE {} = %s ORDER BY 1").format(
                        sql.Identifier(table.name), sql.Identifier(column)
                    )
                    found[table.name] = connection.execute(query, [self.owner]).fetchall()
        return found


@pytest.fixture
def strangers(store: Store, database_url: str) -> Athletes:
    """The other athlete has an account; the owner has none yet."""
    athletes = Athletes(store, database_url)
    with store.unit_of_work() as uow:
        uow.accounts.ensure(athletes.other, NOW)
    return athletes


@pytest.fixture
def athletes(strangers: Athletes) -> Athletes:
    strangers.settle()
    return strangers


def test_the_owner_has_a_row_in_every_table_of_athletes(athletes: Athletes) -> None:
    assert [name for name, rows in athletes.rows().items() if not rows] == []


@pytest.mark.parametrize("method", METHODS)
def test_whether_the_owner_exists_makes_no_difference_to_another_athlete(
    strangers: Athletes, method: str
) -> None:
    arguments = _arguments(strangers, METHODS[method])
    alone = _outcome(strangers.store, method, arguments, keep=False)
    strangers.settle()
    before = strangers.rows()
    beside = _outcome(strangers.store, method, arguments, keep=True)
    assert strangers.rows() == before
    if method in IDS_ACROSS_ATHLETES:
        assert beside.startswith("Conflict")
    else:
        assert beside == alone


def _outcome(store: Store, method: str, arguments: dict[str, object], *, keep: bool) -> str:
    repository, name = method.split(".")
    try:
        with store.unit_of_work() as uow:
            answer: object = getattr(getattr(uow, repository), name)(**arguments)
            if not keep:
                uow.rollback()
    except (NotFound, InvalidInput, Conflict) as refused:
        return f"{type(refused).__name__}: {refused}"
    return repr(answer)


def _arguments(athletes: Athletes, function: Callable[..., object]) -> dict[str, object]:
    """Name the other athlete as the caller and the owner's rows as what is asked for."""
    hints = get_type_hints(function)
    parameters = list(inspect.signature(function).parameters.values())[1:]
    return {
        parameter.name: _argument(athletes, parameter.name, hints[parameter.name])
        for parameter in parameters
        if parameter.default is parameter.empty or parameter.name in {"thread_id", "exercise"}
    }


def _argument(athletes: Athletes, name: str, hint: object) -> object:
    other = athletes.other
    by_name: dict[str, object] = {
        "user_id": other,
        "exercise_id": athletes.exercise.id,
        "workout_id": athletes.workout.id,
        "workout_ids": [athletes.workout.id],
        "file_id": athletes.file.id,
        "entity_id": athletes.workout.id,
        "programme_id": athletes.programme.id,
        "body_weight_id": athletes.body_weight.id,
        "memory_id": athletes.memory.id,
        "meal_id": athletes.meal.id,
        "food_id": athletes.food.id,
        "video_id": athletes.video.id,
        "thread_id": ThreadId("t1"),
        "run_id": RunId("r1"),
        "alias": "own lift",
        "name": "own lift",
        "own_id": athletes.exercise.id,
        "into_id": "back_squat",
        "aliases": ["own lift"],
        "exercise": "back_squat",
        "query": "own dal",
        "metric": "thigh_angle_at_bottom_deg",
        "since": days_ago(9),
        "until": days_ago(-9),
        "starts": [days_ago(9), days_ago(2)],
        "days": 3,
        "wanted": Wanted(athletes.exercise.id),
        "at": NOW,
        "day": TODAY,
        "title": "changed",
        "text": "changed",
    }
    if name == "exercise" and hint is not str and not _is_optional(hint):
        return builders.an_exercise("custom:own", owner_id=other)
    if name == "since" and hint is not datetime and not _is_optional(hint):
        return TODAY - timedelta(days=9)
    return by_name[name] if name in by_name else _entity(athletes, hint)


def _is_optional(hint: object) -> bool:
    return get_origin(hint) in {Union, UnionType}


def _entity(athletes: Athletes, hint: Any) -> object:
    """Return a row in the other's name that carries the id of the owner's."""
    other = athletes.other
    made: dict[object, object] = {
        ConsentPurpose: ConsentPurpose.TRAINING,
        VideoStatus: VideoStatus.FAILED,
        RunStatus: RunStatus.CANCELLED,
        UUID: athletes.memory.id,
        Profile: Profile(other),
        Consent: builders.a_consent(other),
        Memory: builders.a_memory(other, id=athletes.memory.id),
        AnalysisResult: builders.a_result(athletes.video.id, athletes.finding),
        Run: builders.a_run(other),
        Feedback: builders.a_feedback(other),
        Exposure: builders.an_exposure(other),
    }
    if hint in made:
        return made[hint]
    if get_args(hint) == (Food,):
        return [builders.a_food("custom:own", owner_id=other)]
    if get_args(hint) == (ArchivedRow,):
        return [athletes.row]
    if get_args(hint):
        return [_entity(athletes, get_args(hint)[0])]
    ids = {"Workout": athletes.workout.id, "Meal": athletes.meal.id, "Video": athletes.video.id}
    ids |= {"Programme": athletes.programme.id, "Target": athletes.target.id}
    ids |= {"BodyWeight": athletes.body_weight.id, "ImportedFile": athletes.file.id}
    builder = BUILDERS[hint.__name__]
    if hint.__name__ == "Workout":
        return builder(other, id=ids["Workout"], sets=athletes.workout.sets)
    key = ids.get(hint.__name__)
    return builder(other) if key is None else builder(other, id=key)


BUILDERS: dict[str, Callable[..., object]] = {
    "Workout": builders.a_workout,
    "Programme": builders.a_programme,
    "ProgrammePlan": builders.a_programme_plan,
    "BodyWeight": builders.a_body_weight,
    "CardioSession": builders.a_cardio_session,
    "SleepReport": builders.a_sleep_report,
    "ImportedFile": builders.an_imported_file,
    "PainReport": builders.a_pain_report,
    "StrengthTest": builders.a_strength_test,
    "Meal": builders.a_meal,
    "Target": builders.a_target,
    "Video": builders.a_video,
    "Message": builders.a_message,
}


def test_what_reapers_return_says_whose_it_is(athletes: Athletes) -> None:
    with athletes.store.unit_of_work() as uow:
        (run,) = uow.runs.take_over(at=days_ago(-1), lease=timedelta(seconds=10))
        (video,) = uow.videos.expired(days_ago(-2))
    assert run.user_id == video.user_id == athletes.owner


def test_deleting_one_account_leaves_the_other(athletes: Athletes) -> None:
    before = athletes.rows()
    with athletes.store.unit_of_work() as uow:
        uow.accounts.delete(athletes.other)
    assert athletes.rows() == before


def test_deleting_an_account_leaves_no_row_of_its_owner(athletes: Athletes) -> None:
    with athletes.store.unit_of_work() as uow:
        uow.accounts.delete(athletes.owner)
    assert [name for name, rows in athletes.rows().items() if rows] == []
