from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from coach.accounts.model import Activity, ConsentPurpose, Experience, Goal, Profile, Sex
from coach.errors import Conflict, InvalidInput, NotAllowed, NotFound
from coach.identity import ThreadId, UserId
from coach.units import MassUnit
from tests.builders import (
    NOW,
    a_consent,
    a_memory,
    a_user_id,
    a_video,
    a_workout,
    an_exercise,
    days_ago,
)
from tests.fixtures.stores import AnyStore


def test_an_account_is_made_once(either_store: AnyStore) -> None:
    user_id = a_user_id()
    with either_store.unit_of_work() as uow:
        assert not uow.accounts.exists(user_id)
        uow.accounts.ensure(user_id, NOW)
        uow.accounts.ensure(user_id, NOW + timedelta(days=1))
    with either_store.read_only() as uow:
        assert uow.accounts.exists(user_id)


def test_deleting_an_account_takes_everything_it_owns(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    own = an_exercise("custom:1", name="Yoke Squat", owner_id=known_athlete)
    with either_store.unit_of_work() as uow:
        uow.profiles.put(Profile(known_athlete, goal=Goal.STRENGTH))
        uow.consents.add(a_consent(known_athlete))
        uow.memories.add(a_memory(known_athlete))
        uow.exercises.put(own, [])
        workout = a_workout(known_athlete)
        sets = (*workout.sets[:1], replace(workout.sets[1], exercise_id=own.id))
        uow.workouts.add(replace(workout, sets=sets))
        uow.threads.ensure(known_athlete, ThreadId("t1"), title="Squat", at=NOW)
    with either_store.unit_of_work() as uow:
        uow.accounts.delete(known_athlete)
    with either_store.unit_of_work() as uow:
        assert not uow.accounts.exists(known_athlete)
        uow.accounts.ensure(known_athlete, NOW)
        assert uow.profiles.get(known_athlete) == Profile(known_athlete)
        assert uow.consents.ledger(known_athlete) == []
        assert uow.memories.list(known_athlete) == []
        assert uow.workouts.count(known_athlete) == 0
        assert uow.threads.list(known_athlete) == []
        assert uow.exercises.by_alias(known_athlete, "yoke squat") is None


def test_an_unknown_account_cannot_be_deleted(either_store: AnyStore) -> None:
    with either_store.unit_of_work() as uow, pytest.raises(NotFound) as caught:
        uow.accounts.delete(a_user_id())
    assert caught.value.code == "account_not_found"


def test_the_keys_of_raw_files_are_the_accounts_own(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    other = a_user_id()
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.videos.add(a_video(known_athlete, blob_key="a.mp4"))
        uow.videos.add(a_video(known_athlete, blob_key=None))
        uow.videos.add(a_video(other, blob_key="b.mp4"))
        assert uow.accounts.blob_keys(known_athlete) == ["a.mp4"]


def test_an_untold_profile_has_defaults(either_store: AnyStore, known_athlete: UserId) -> None:
    with either_store.read_only() as uow:
        assert uow.profiles.get(known_athlete) == Profile(known_athlete)


def test_a_profile_comes_back_as_it_was_put(either_store: AnyStore, known_athlete: UserId) -> None:
    told = Profile(
        known_athlete,
        mass_unit=MassUnit.LB,
        country="DE",
        time_zone="Europe/Berlin",
        language="de",
        sex=Sex.FEMALE,
        birth_date=date(1994, 5, 17),
        height_cm=Decimal("171.5"),
        goal=Goal.HYPERTROPHY,
        experience=Experience.INTERMEDIATE,
        activity=Activity.LIGHT,
        days_per_week=3,
        minutes_per_session=60,
        equipment=("barbell", "rack"),
        diet="vegan",
        plate_step_kg=Decimal("1.25"),
        screening={"chest_pain": False},
    )
    with either_store.unit_of_work() as uow:
        uow.profiles.put(Profile(known_athlete))
        uow.profiles.put(told)
    with either_store.read_only() as uow:
        assert uow.profiles.get(known_athlete) == told


def test_a_profile_needs_an_account(either_store: AnyStore) -> None:
    with pytest.raises(NotFound) as caught, either_store.unit_of_work() as uow:
        uow.profiles.put(Profile(a_user_id()))
    assert caught.value.code == "account_not_found"


def test_the_newest_decision_on_a_purpose_counts(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        assert not uow.consents.is_granted(known_athlete, ConsentPurpose.TRAINING)
        uow.consents.add(a_consent(known_athlete, at=days_ago(0), granted=False))
        uow.consents.add(a_consent(known_athlete, at=days_ago(2), granted=True))
        uow.consents.add(a_consent(known_athlete, purpose=ConsentPurpose.NUTRITION, at=days_ago(1)))
        assert not uow.consents.is_granted(known_athlete, ConsentPurpose.TRAINING)
        assert uow.consents.is_granted(known_athlete, ConsentPurpose.NUTRITION)
        ats = [entry.at for entry in uow.consents.ledger(known_athlete)]
    assert ats == sorted(ats)


def test_of_two_decisions_at_one_moment_the_later_stored_counts(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.consents.add(a_consent(known_athlete, granted=True))
        uow.consents.add(a_consent(known_athlete, granted=False))
        assert not uow.consents.is_granted(known_athlete, ConsentPurpose.TRAINING)


def test_memories_come_newest_first_and_can_be_edited_and_forgotten(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    old = a_memory(known_athlete, created_at=days_ago(3))
    new = a_memory(known_athlete, text="Trains at home.")
    with either_store.unit_of_work() as uow:
        uow.memories.add(new)
        uow.memories.add(old)
        assert uow.memories.list(known_athlete) == [new, old]
        edited = uow.memories.edit(known_athlete, old.id, "The knee is fine.")
        assert edited == replace(old, text="The knee is fine.")
        uow.memories.delete(known_athlete, new.id)
        assert uow.memories.list(known_athlete) == [edited]
        with pytest.raises(NotFound):
            uow.memories.delete(known_athlete, new.id)
        with pytest.raises(NotFound):
            uow.memories.edit(known_athlete, new.id, "again")


def test_an_id_is_taken_once(either_store: AnyStore, known_athlete: UserId) -> None:
    memory = a_memory(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.memories.add(memory)
    with pytest.raises(Conflict) as caught, either_store.unit_of_work() as uow:
        uow.memories.add(memory)
    assert caught.value.code == "already_exists"


@pytest.mark.parametrize("text", ["a\0b", "half \ud800 pair"])
def test_text_that_cannot_be_stored_is_invalid_input(
    either_store: AnyStore, known_athlete: UserId, text: str
) -> None:
    with pytest.raises(InvalidInput) as caught, either_store.unit_of_work() as uow:
        uow.memories.add(a_memory(known_athlete, text=text))
    assert caught.value.code == "invalid_text"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 3, 2, 18, 30),  # noqa: DTZ001  # the point of the test
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12))),
    ],
    ids=["no zone", "before year 1", "after year 9999"],
)
def test_a_time_that_names_no_moment_is_invalid_input(
    either_store: AnyStore, known_athlete: UserId, moment: datetime
) -> None:
    with pytest.raises(InvalidInput) as caught, either_store.unit_of_work() as uow:
        uow.memories.add(a_memory(known_athlete, created_at=moment))
    assert caught.value.code == "not_an_instant"


def test_an_exception_undoes_the_transaction(either_store: AnyStore, known_athlete: UserId) -> None:
    def add_and_fail() -> None:
        with either_store.unit_of_work() as uow:
            uow.memories.add(a_memory(known_athlete))
            msg = "something else went wrong"
            raise RuntimeError(msg)

    with pytest.raises(RuntimeError):
        add_and_fail()
    with either_store.read_only() as uow:
        assert uow.memories.list(known_athlete) == []


def test_commit_keeps_and_rollback_undoes_within_a_transaction(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    kept, undone = a_memory(known_athlete), a_memory(known_athlete)
    with either_store.unit_of_work() as uow:
        uow.memories.add(kept)
        uow.commit()
        uow.memories.add(undone)
        uow.rollback()
    with either_store.read_only() as uow:
        assert uow.memories.list(known_athlete) == [kept]


def test_a_read_only_transaction_refuses_to_write(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with pytest.raises(NotAllowed) as caught, either_store.read_only() as uow:
        uow.memories.add(a_memory(known_athlete))
    assert caught.value.code == "read_only"
    with either_store.read_only() as uow:
        assert uow.memories.list(known_athlete) == []
