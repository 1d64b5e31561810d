"""Programmes from building to the next session, in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from coach.errors import InvalidInput
from coach.identity import ExerciseId, UserId, new_uuid
from coach.training.commands.log import SetEntry, WorkoutEntry, log_workout
from coach.training.commands.programmes import (
    Kept,
    Order,
    plan_programme,
    resume,
    revise,
    save_programme,
)
from coach.training.model import Equipment, Region
from coach.training.queries.programmes import NextSession, next_session, recent_log
from coach.training.rules.programme.plan import Phase
from coach.training.rules.programme.request import (
    BODY_WEIGHT,
    Aim,
    Injury,
    ProgrammeRequest,
    RecentLog,
    TrainingAge,
)
from coach.training.rules.programme.revisions import (
    Budget,
    Deload,
    MissedWeek,
    NewInjury,
    ShortWeek,
    Swap,
    Travel,
)
from store.catalogue import exercises
from tests.builders import a_user_id
from tests.fakes.unit_of_work import FakeStore

pytestmark = pytest.mark.unit

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
SQUAT = ExerciseId("back_squat")


class Athlete:
    """An athlete who trains by a novice's strength programme."""

    def __init__(self, store: FakeStore) -> None:
        self.store = store
        self.id: UserId = a_user_id()
        self.now = NOW
        with self.store.unit_of_work() as uow:
            uow.accounts.ensure(self.id, NOW)

    def build(self, **changes: object) -> Kept:
        wanted: dict[str, object] = {"days": 3, "minutes": 60} | changes
        request = ProgrammeRequest(Aim.STRENGTH, TrainingAge.NOVICE, **wanted)  # pyright: ignore[reportArgumentType]  # fields of the request
        with self.store.unit_of_work() as uow:
            plan = plan_programme(uow, self.id, request)
            return save_programme(uow, self.id, plan, now=self.now)

    def train(self, *sets: tuple[str, float, int]) -> None:
        self.now += timedelta(days=2)
        entries = tuple(
            SetEntry(ExerciseId(name), reps, Decimal(str(load))) for name, load, reps in sets
        )
        with self.store.unit_of_work() as uow:
            log_workout(uow, self.id, WorkoutEntry(self.now, entries), now=self.now)

    def next(self) -> NextSession:
        with self.store.read_only() as uow:
            found = next_session(uow, self.id, now=self.now)
        assert found is not None
        return found


@pytest.fixture(scope="module")
def store() -> FakeStore:
    """A store with the shipped catalogue."""
    made = FakeStore()
    with made.unit_of_work() as uow:
        for entry in exercises():
            uow.exercises.put(entry.exercise, ())
    return made


@pytest.fixture
def athlete(store: FakeStore) -> Athlete:
    return Athlete(store)


def test_a_first_session_says_how_each_load_is_found(athlete: Athlete) -> None:
    athlete.build()
    found = athlete.next()
    assert (found.week, found.day, found.phase) == (1, 1, Phase.BUILD)
    assert found.exercises[0].exercise_id == SQUAT
    assert all(each.find_load and each.sets for each in found.exercises)


def test_the_day_after_the_one_that_was_done_is_due_and_its_load_follows_the_log(
    athlete: Athlete,
) -> None:
    kept = athlete.build()
    names = [each.exercise_id for each in kept.plan.days[0].exercises]
    athlete.train(*[(name, 60, 5) for name in names for _ in range(3)])
    assert athlete.next().day == 2
    athlete.train(("deadlift", 80, 5), ("overhead_press", 30, 5))
    third = athlete.next()
    squat = next(each for each in third.exercises if each.exercise_id == SQUAT)
    assert (third.day, squat.decision) == (3, "progress")
    assert [each.load_kg for each in squat.sets] == [Decimal(65)] * 3
    assert squat.warm_ups[0].load_kg == 20
    assert squat.plates_per_side == (Decimal(20), Decimal("2.5"))


def test_a_round_of_all_days_is_a_week(athlete: Athlete) -> None:
    kept = athlete.build()
    for day in kept.plan.days:
        athlete.train(*[(each.exercise_id, 40, 5) for each in day.exercises])
    assert (athlete.next().week, athlete.next().day) == (2, 1)


def test_the_log_gives_loads_usual_sets_and_its_age(athlete: Athlete) -> None:
    for _ in range(8):
        athlete.train(("back_squat", 100, 5), ("back_squat", 100, 5), ("bench_press", 70, 5))
    with athlete.store.read_only() as uow:
        log = recent_log(uow, athlete.id, now=athlete.now + timedelta(days=40), zone=UTC)
        empty = recent_log(uow, a_user_id(), now=athlete.now, zone=UTC)
    squat = next(lift for lift in log.lifts if lift.exercise_id == SQUAT)
    usual = {each.muscle: each.sets for each in log.weekly_sets}
    assert (squat.load_kg, squat.reps, log.days_since_last) == (Decimal(100), 5, 40)
    assert squat.one_rep_max_kg is not None
    assert 6 <= usual["quadriceps"] <= 8
    assert empty == RecentLog()


def test_a_known_maximum_gives_a_load_with_plates_and_warm_ups(athlete: Athlete) -> None:
    athlete.train(*[("back_squat", 100, 5)] * 3)
    with athlete.store.read_only() as uow:
        log = recent_log(uow, athlete.id, now=athlete.now, zone=UTC)
    first = athlete.build(log=log).plan.days[0].exercises[0]
    assert first.load_kg == Decimal("92.5")
    assert 20 + 2 * sum(first.plates_per_side) == first.load_kg


def test_a_revision_keeps_the_programme_before_it(athlete: Athlete) -> None:
    kept = athlete.build()
    with athlete.store.unit_of_work() as uow:
        second = revise(
            uow, athlete.id, kept.programme.id, Order(Deload(), 1, "k"), now=athlete.now
        )
        again = revise(uow, athlete.id, kept.programme.id, Order(Deload(), 1, "k"), now=athlete.now)
        active = uow.programmes.active(athlete.id)
    assert again == second
    assert active is not None
    assert (active.id, active.predecessor_id) == (second.programme.id, kept.programme.id)
    assert athlete.next().phase is Phase.DELOAD
    assert all(change.reason for change in second.plan.changes)


def test_an_injury_on_a_trip_is_still_spared_at_home(athlete: Athlete) -> None:
    kept = athlete.build()
    until = (athlete.now + timedelta(days=10)).date()
    with athlete.store.unit_of_work() as uow:
        away = revise(
            uow,
            athlete.id,
            kept.programme.id,
            Order(Travel(BODY_WEIGHT, until), 1),
            now=athlete.now,
        )
        knee = NewInjury(Injury(Region.KNEE))
        hurt = revise(uow, athlete.id, away.programme.id, Order(knee, 1), now=athlete.now)
        home = resume(uow, athlete.id, hurt.programme.id, now=athlete.now)
        known = {each.id: each for each in uow.exercises.list(athlete.id)}
    away_ids = {each.exercise_id for day in away.plan.days for each in day.exercises}
    assert {known[each].equipment for each in away_ids} == {Equipment.BODYWEIGHT}
    assert (hurt.plan.until, home.plan.until) == (until, None)
    home_ids = {each.exercise_id for day in home.plan.days for each in day.exercises}
    assert not any(Region.KNEE in known[each].avoid_with for each in home_ids)
    assert home.plan.request.kit == kept.plan.request.kit


def test_revisions_that_cannot_be_done_are_refused(athlete: Athlete) -> None:
    kept = athlete.build()
    wrong = {
        Swap(ExerciseId("leg_extension")): "not_in_programme",
        Swap(SQUAT, ExerciseId("nothing")): "unknown_exercise",
        Swap(SQUAT, ExerciseId("bench_press")): "already_there",
        ShortWeek(5): "days_range",
        Budget(days=0): "days_range",
        Budget(minutes=5): "minutes_range",
        MissedWeek(0): "weeks_range",
        Travel(BODY_WEIGHT, NOW.date() - timedelta(days=1)): "trip_range",
    }
    with athlete.store.unit_of_work() as uow:
        for revision, code in wrong.items():
            with pytest.raises(InvalidInput) as refused:
                revise(uow, athlete.id, kept.programme.id, Order(revision, 1), now=athlete.now)
            assert refused.value.code == code
        with pytest.raises(InvalidInput) as refused:
            resume(uow, athlete.id, kept.programme.id, now=athlete.now)
    assert refused.value.code == "not_temporary"


def test_a_swap_names_both_exercises_and_spares_the_rest(athlete: Athlete) -> None:
    kept = athlete.build()
    with athlete.store.unit_of_work() as uow:
        swap = Swap(SQUAT, ExerciseId("front_squat"))
        new = revise(uow, athlete.id, kept.programme.id, Order(swap, 1), now=athlete.now)
    replaced = [change for change in new.plan.changes if change.kind == "exercise_replaced"]
    assert [(change.old, change.new) for change in replaced] == [("Back squat", "Front squat")]


def test_an_exercise_that_was_merged_since_is_followed_and_revised(athlete: Athlete) -> None:
    own = ExerciseId(f"custom:{new_uuid()}")
    with athlete.store.unit_of_work() as uow:
        squat = uow.exercises.get(athlete.id, SQUAT)
        uow.exercises.put(replace(squat, id=own, name="My squat", owner_id=athlete.id), ())
    kept = athlete.build(liked=(own,), disliked=(SQUAT,))
    with athlete.store.unit_of_work() as uow:
        uow.exercises.merge(athlete.id, own, SQUAT)
    assert athlete.next().exercises[0].exercise_id == SQUAT
    with athlete.store.unit_of_work() as uow:
        new = revise(uow, athlete.id, kept.programme.id, Order(Deload(), 1), now=athlete.now)
    assert SQUAT in {each.exercise_id for each in new.programme.prescriptions}


def test_saving_with_a_key_stores_once(athlete: Athlete) -> None:
    request = ProgrammeRequest(Aim.FITNESS, TrainingAge.NOVICE, 2, 30)
    key = str(new_uuid())
    with athlete.store.unit_of_work() as uow:
        plan = plan_programme(uow, athlete.id, request)
        first = save_programme(uow, athlete.id, plan, now=athlete.now, key=key)
        second = save_programme(uow, athlete.id, plan, now=athlete.now, key=key)
        assert first == second
        assert len(uow.programmes.list(athlete.id)) == 1
