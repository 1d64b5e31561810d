from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from coach.accounts.commands import (
    MAX_MEMORIES,
    MAX_MEMORY_CHARS,
    Decision,
    MemoryEntry,
    delete_account,
    edit_memory,
    forget,
    record_consent,
    remember,
    save_profile,
)
from coach.accounts.model import ConsentPurpose, MemoryKind, Profile
from coach.accounts.queries import (
    consent_ledger,
    granted_purposes,
    memories_of,
    profile_of,
    require_consent,
)
from coach.errors import ConsentMissing, ExternalFailure, InvalidInput, NotFound
from coach.identity import UserId
from tests.builders import NOW, a_user_id, a_video
from tests.fakes.unit_of_work import FakeStore

pytestmark = pytest.mark.unit

TRAINING = ConsentPurpose.TRAINING


class DeletedFiles:
    """Notes which raw files were deleted."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def delete(self, key: str) -> None:
        self.keys.append(key)


@pytest.fixture
def memory_store() -> FakeStore:
    return FakeStore()


@pytest.fixture
def account(memory_store: FakeStore) -> UserId:
    user_id = a_user_id()
    with memory_store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
    return user_id


def test_a_profile_is_saved(memory_store: FakeStore, account: UserId) -> None:
    profile = Profile(account, time_zone="Europe/Berlin", country="DE")
    with memory_store.unit_of_work() as uow:
        save_profile(uow, profile)
        assert profile_of(uow, account) == profile


def test_a_time_zone_that_does_not_exist_is_refused(
    memory_store: FakeStore, account: UserId
) -> None:
    with memory_store.unit_of_work() as uow, pytest.raises(InvalidInput) as caught:
        save_profile(uow, Profile(account, time_zone="Mars/Olympus"))
    assert caught.value.code == "unknown_time_zone"


def test_a_withdrawn_consent_is_missing_and_stays_in_the_ledger(
    memory_store: FakeStore, account: UserId
) -> None:
    with memory_store.unit_of_work() as uow:
        record_consent(uow, account, Decision(TRAINING, granted=True, text_version="1"), at=NOW)
        require_consent(uow, account, TRAINING)
        assert granted_purposes(uow, account) == {TRAINING}
        later = NOW + timedelta(days=1)
        record_consent(uow, account, Decision(TRAINING, granted=False, text_version="1"), at=later)
        assert granted_purposes(uow, account) == frozenset()
        assert [entry.granted for entry in consent_ledger(uow, account)] == [True, False]
        with pytest.raises(ConsentMissing):
            require_consent(uow, account, TRAINING)


def test_the_same_words_are_remembered_once(memory_store: FakeStore, account: UserId) -> None:
    with memory_store.unit_of_work() as uow:
        knee = MemoryEntry(MemoryKind.INJURY, "Left  knee hurts.\n")
        first, known_before = remember(uow, account, knee, at=NOW)
        again = MemoryEntry(MemoryKind.OTHER, "left knee hurts")
        assert not known_before
        assert remember(uow, account, again, at=NOW) == (first, True)
        assert memories_of(uow, account) == [first]
        assert first.text == "Left knee hurts."


def test_a_memory_told_again_under_its_key_is_the_edited_one(
    memory_store: FakeStore, account: UserId
) -> None:
    with memory_store.unit_of_work() as uow:
        knee = MemoryEntry(MemoryKind.INJURY, "Left knee hurts.", key="run:call")
        first, _ = remember(uow, account, knee, at=NOW)
        edited = edit_memory(uow, account, first.id, "Both knees hurt.")
        assert remember(uow, account, knee, at=NOW) == (edited, True)


@pytest.mark.parametrize("text", ["", " \n", "x" * (MAX_MEMORY_CHARS + 1)])
def test_an_empty_or_overlong_memory_is_refused(
    memory_store: FakeStore, account: UserId, text: str
) -> None:
    with memory_store.unit_of_work() as uow, pytest.raises(InvalidInput) as caught:
        remember(uow, account, MemoryEntry(MemoryKind.OTHER, text), at=NOW)
    assert caught.value.code == "memory_length"


def test_memories_are_limited(memory_store: FakeStore, account: UserId) -> None:
    with memory_store.unit_of_work() as uow:
        for number in range(MAX_MEMORIES):
            remember(uow, account, MemoryEntry(MemoryKind.OTHER, f"fact {number}"), at=NOW)
        with pytest.raises(InvalidInput) as caught:
            remember(uow, account, MemoryEntry(MemoryKind.OTHER, "one more"), at=NOW)
    assert caught.value.code == "too_many_memories"


def test_a_memory_is_edited_and_forgotten(memory_store: FakeStore, account: UserId) -> None:
    with memory_store.unit_of_work() as uow:
        knee = MemoryEntry(MemoryKind.INJURY, "Knee hurts.")
        memory, _ = remember(uow, account, knee, at=NOW)
        assert edit_memory(uow, account, memory.id, "Knee is fine.").text == "Knee is fine."
        forget(uow, account, memory.id)
        assert memories_of(uow, account) == []
        with pytest.raises(NotFound):
            forget(uow, account, uuid4())


def test_a_deleted_account_takes_its_raw_files(memory_store: FakeStore, account: UserId) -> None:
    files = DeletedFiles()
    with memory_store.unit_of_work() as uow:
        uow.videos.add(a_video(account, blob_key="a.mp4"))
        uow.videos.add(a_video(account, blob_key=None))
        delete_account(uow, files, account)
        assert not uow.accounts.exists(account)
    assert files.keys == ["a.mp4"]


class LockedFiles:
    """Refuses to delete anything."""

    def delete(self, key: str) -> None:
        raise ExternalFailure(f"{key} is locked.")


def test_an_account_whose_files_cannot_be_deleted_still_names_them(
    memory_store: FakeStore, account: UserId
) -> None:
    with memory_store.unit_of_work() as uow:
        uow.videos.add(a_video(account, blob_key="a.mp4"))
    with pytest.raises(ExternalFailure), memory_store.unit_of_work() as uow:
        delete_account(uow, LockedFiles(), account)
    with memory_store.read_only() as uow:
        assert uow.accounts.blob_keys(account) == ["a.mp4"]
