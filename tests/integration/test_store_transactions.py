from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import text

from coach.accounts.model import Profile
from coach.errors import Conflict, ExternalFailure, InvalidInput
from coach.identity import ThreadId, UserId
from coach.training.model import Workout
from store import engine as store_engine
from store.engine import Store, open_store
from store.unit_of_work import StoreUnitOfWork
from tests.builders import (
    NOW,
    a_body_weight,
    a_food,
    a_meal,
    a_meal_item,
    a_pain_report,
    a_run,
    a_set,
    a_sleep_report,
    a_target,
    a_user_id,
    a_workout,
    an_exercise,
)

LEASE = timedelta(seconds=10)
LATER = NOW + timedelta(seconds=30)
NAN, HUGE = Decimal("NaN"), Decimal("1e9")


@pytest.fixture
def lifter(store: Store) -> UserId:
    user_id = a_user_id()
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        uow.exercises.put(an_exercise(), [])
        uow.foods.put_many([a_food()])
        for number in range(6):
            uow.threads.ensure(user_id, ThreadId(f"t{number}"), title="", at=NOW)
    return user_id


def test_of_many_starts_at_once_on_a_thread_one_wins(store: Store, lifter: UserId) -> None:
    together = Barrier(4)

    def start(number: int) -> str:
        together.wait()
        try:
            with store.unit_of_work() as uow:
                uow.runs.start(a_run(lifter, f"r{number}"))
        except Conflict as conflict:
            return conflict.code
        return "started"

    with ThreadPoolExecutor(4) as pool:
        outcomes = sorted(pool.map(start, range(4)))
    assert outcomes == ["run_active"] * 3 + ["started"]


def test_two_reapers_never_claim_the_same_run(store: Store, lifter: UserId) -> None:
    with store.unit_of_work() as uow:
        for number in range(6):
            uow.runs.start(a_run(lifter, f"r{number}", f"t{number}"))
    with store.unit_of_work() as first, store.unit_of_work() as second:
        mine = first.runs.take_over(at=LATER, lease=LEASE, limit=4)
        theirs = second.runs.take_over(at=LATER, lease=LEASE, limit=4)
    assert len(mine) == 4
    assert len(theirs) == 2
    assert {run.id for run in (*mine, *theirs)} == {f"r{number}" for number in range(6)}
    assert {run.epoch for run in (*mine, *theirs)} == {2}


Attempt = Callable[[StoreUnitOfWork, UserId], object]
OUT_OF_RANGE: dict[str, Attempt] = {
    "rpe above 10": lambda uow, u: uow.workouts.add(_workout(u, rpe=Decimal("10.5"))),
    "rpe 0": lambda uow, u: uow.workouts.add(_workout(u, rpe=Decimal(0))),
    "negative load": lambda uow, u: uow.workouts.add(_workout(u, load_kg=Decimal(-1))),
    "load of no number": lambda uow, u: uow.workouts.add(_workout(u, load_kg=NAN)),
    "infinite load": lambda uow, u: uow.workouts.add(_workout(u, load_kg=Decimal("Infinity"))),
    "negative repetitions": lambda uow, u: uow.workouts.add(_workout(u, reps=-1)),
    "repetitions beyond an integer": lambda uow, u: uow.workouts.add(_workout(u, reps=2**70)),
    "two sets in one place": lambda uow, u: uow.workouts.add(
        a_workout(u, sets=(a_set(0), a_set(0)))
    ),
    "body weight of 0": lambda uow, u: uow.body_weights.add(a_body_weight(u, weight_kg=Decimal(0))),
    "body weight of a tonne": lambda uow, u: uow.body_weights.add(a_body_weight(u, weight_kg=HUGE)),
    "pain of 11": lambda uow, u: uow.recovery.add_pain(a_pain_report(u, severity=11)),
    "a night of 25 hours": lambda uow, u: uow.recovery.add_sleep(
        a_sleep_report(u, hours=Decimal(25))
    ),
    "a meal of 0 g": lambda uow, u: uow.meals.add(
        a_meal(u, items=(a_meal_item(grams=Decimal(0)),))
    ),
    "a negative target": lambda uow, u: uow.targets.add(a_target(u, kcal=Decimal(-1))),
    "eight days a week": lambda uow, u: uow.profiles.put(Profile(u, days_per_week=8)),
    "a thread without a name": lambda uow, u: uow.threads.ensure(u, ThreadId(""), title="", at=NOW),
    "a thread name of 129": lambda uow, u: uow.threads.ensure(
        u, ThreadId("x" * 129), title="", at=NOW
    ),
}


def _workout(user_id: UserId, **changes: object) -> Workout:
    return a_workout(user_id, sets=(a_set(0, **changes),))


@pytest.mark.parametrize("name", OUT_OF_RANGE)
def test_values_out_of_range_are_refused(store: Store, lifter: UserId, name: str) -> None:
    with pytest.raises((InvalidInput, Conflict)) as caught, store.unit_of_work() as uow:
        OUT_OF_RANGE[name](uow, lifter)
    assert caught.value.code in {"out_of_range", "already_exists"}
    assert caught.value.way_out


def test_the_message_names_the_column_that_is_out_of_range(store: Store, lifter: UserId) -> None:
    with pytest.raises(InvalidInput, match=r"^rpe is out of range"), store.unit_of_work() as uow:
        uow.workouts.add(a_workout(lifter, sets=(a_set(0, rpe=Decimal(11)),)))


def test_an_exact_decimal_comes_back_exactly(store: Store, lifter: UserId) -> None:
    load = Decimal("45.359237") * 3  # 300 lb
    workout = a_workout(lifter, sets=(a_set(0, load_kg=load),))
    with store.unit_of_work() as uow:
        uow.workouts.add(workout)
    with store.read_only() as uow:
        assert str(uow.workouts.get(lifter, workout.id).sets[0].load_kg) == str(load)


def test_an_unreachable_server_is_an_external_failure() -> None:
    store = open_store("postgresql://postgres:secret@127.0.0.1:1/none")
    with pytest.raises(ExternalFailure) as caught:
        store.ping()
    assert caught.value.code == "database_unreachable"
    assert "secret" not in str(caught.value)
    store.close()


def test_a_store_whose_connections_are_all_busy_says_so(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_engine, "POOL_TIMEOUT_S", 0.05)
    store = open_store(database_url, pool_size=1)
    with store.read_only(), pytest.raises(ExternalFailure) as caught:
        store.ping()
    assert caught.value.code == "database_busy"
    store.close()


def _backend(uow: StoreUnitOfWork) -> int:
    return uow.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()


def test_a_connection_the_server_dropped_is_replaced_for_the_next_transaction(
    database_url: str,
) -> None:
    store = open_store(database_url, pool_size=1)
    with store.read_only() as uow:
        pid = _backend(uow)
    with psycopg.connect(database_url) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", [pid])
    store.ping()
    store.close()


def test_a_connection_lost_within_a_transaction_is_an_external_failure(
    database_url: str,
) -> None:
    store = open_store(database_url, pool_size=1)

    def lose(uow: StoreUnitOfWork, pid: int) -> None:
        with psycopg.connect(database_url) as connection:
            connection.execute("SELECT pg_terminate_backend(%s)", [pid])
        uow.accounts.exists(a_user_id())

    with pytest.raises(ExternalFailure) as caught, store.unit_of_work() as uow:
        lose(uow, _backend(uow))
    assert caught.value.code == "database_unreachable"
    store.ping()
    store.close()
