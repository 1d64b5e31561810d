from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from coach.errors import Conflict, NotFound
from coach.identity import RunId, ThreadId, UserId, VideoId, new_uuid
from coach.runs.model import EvidenceSpan, Role, RunStatus
from tests.builders import NOW, a_feedback, a_message, a_run, a_user_id, days_ago
from tests.fixtures.stores import AnyStore

T1, T2, R1 = ThreadId("t1"), ThreadId("t2"), RunId("r1")
LEASE = timedelta(seconds=10)
LATER = NOW + timedelta(seconds=30)


@pytest.fixture
def runner(either_store: AnyStore, known_athlete: UserId) -> UserId:
    """An athlete with two threads."""
    with either_store.unit_of_work() as uow:
        uow.threads.ensure(known_athlete, T1, title="Squat", at=NOW)
        uow.threads.ensure(known_athlete, T2, title="Food", at=days_ago(1))
    return known_athlete


def test_a_thread_is_made_once_and_knows_when_it_was_used(
    either_store: AnyStore, runner: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        assert [one.id for one in uow.threads.list(runner)] == [T1, T2]
        used = uow.threads.ensure(runner, T2, title="ignored", at=LATER)
        assert (used.title, used.created_at, used.updated_at) == ("Food", days_ago(1), LATER)
        assert uow.threads.ensure(runner, T2, title="x", at=days_ago(99)) == used
        assert uow.threads.get(runner, T2) == used
        assert [one.id for one in uow.threads.list(runner, limit=1)] == [T2]


def test_two_athletes_may_use_the_same_thread_id(either_store: AnyStore, runner: UserId) -> None:
    other = a_user_id()
    with either_store.unit_of_work() as uow:
        uow.accounts.ensure(other, NOW)
        uow.threads.ensure(other, T1, title="Mine", at=NOW)
        uow.runs.start(a_run(runner))
        uow.runs.start(a_run(other))
        uow.threads.delete(other, T1)
        assert uow.threads.get(runner, T1).title == "Squat"
        assert uow.runs.get(runner, R1).user_id == runner


def test_a_thread_can_be_renamed_and_deleted_with_all_it_holds(
    either_store: AnyStore, runner: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.threads.rename(runner, T1, "Heavy squats")
        assert uow.threads.get(runner, T1).title == "Heavy squats"
        uow.runs.start(a_run(runner))
        uow.messages.put(a_message(runner))
        uow.feedback.put(a_feedback(runner))
        uow.threads.delete(runner, T1)
        assert uow.messages.list(runner, T1) == []
        assert uow.feedback.list(runner) == []
        for gone in (
            lambda: uow.threads.get(runner, T1),
            lambda: uow.threads.rename(runner, T1, "x"),
            lambda: uow.threads.delete(runner, T1),
            lambda: uow.runs.get(runner, R1),
        ):
            with pytest.raises(NotFound):
                gone()


def test_messages_come_oldest_first_and_a_replaced_one_keeps_its_place(
    either_store: AnyStore, runner: UserId
) -> None:
    asked = a_message(runner)
    answered = a_message(
        runner,
        role=Role.ASSISTANT,
        text="102.5 kg for 5.",
        evidence=(EvidenceSpan(0, 8, ("call-1.1", "call-1.2")), EvidenceSpan(13, 14, ())),
        facts_json='[{"id": "call-1.1"}]',
        video_ids=(VideoId(new_uuid()),),
    )
    early = a_message(runner, created_at=days_ago(1))
    changed = replace(asked, text="What should I squat?")
    with either_store.unit_of_work() as uow:
        for message in (asked, answered, early, changed):
            uow.messages.put(message)
        assert uow.messages.list(runner, T1) == [early, changed, answered]
        assert uow.messages.list(runner, T2) == []


def test_what_belongs_to_a_thread_needs_the_thread(either_store: AnyStore, runner: UserId) -> None:
    with pytest.raises(NotFound) as caught, either_store.unit_of_work() as uow:
        uow.messages.put(a_message(runner, "no-such"))
    assert caught.value.code == "thread_not_found"
    with pytest.raises(NotFound), either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner, thread_id="no-such"))


def test_the_same_run_starts_once(either_store: AnyStore, runner: UserId) -> None:
    run = a_run(runner)
    with either_store.unit_of_work() as uow:
        assert uow.runs.start(run)
        assert not uow.runs.start(run)
        assert uow.runs.get(runner, R1) == run
        assert uow.runs.active(runner, T1) == run
        assert uow.runs.active(runner, T2) is None


def test_a_second_active_run_of_a_thread_is_a_conflict_that_leaves_the_transaction_usable(
    either_store: AnyStore, runner: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner))
        with pytest.raises(Conflict) as caught:
            uow.runs.start(a_run(runner, "r2"))
        assert caught.value.code == "run_active"
        assert uow.runs.start(a_run(runner, "r2", "t2"))
        assert uow.runs.finish(a_run(runner), RunStatus.SUCCEEDED, at=LATER)
        assert uow.runs.start(a_run(runner, "r3"))


def test_a_run_is_found_by_its_thread_or_as_the_newest_of_its_id(
    either_store: AnyStore, runner: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner, created_at=days_ago(1)))
        uow.runs.start(a_run(runner, thread_id="t2"))
        assert uow.runs.get(runner, R1).thread_id == T2
        assert uow.runs.get(runner, R1, thread_id=T1).thread_id == T1
        with pytest.raises(NotFound):
            uow.runs.get(runner, R1, thread_id=ThreadId("t3"))


def test_a_finished_run_keeps_what_it_used_and_ends_once(
    either_store: AnyStore, runner: UserId
) -> None:
    run = a_run(runner)
    used = replace(
        run,
        model="builtin:coach",
        bundle_id="b1",
        input_tokens=7,
        output_tokens=9,
        cost_usd=Decimal("0.0021"),
    )
    with either_store.unit_of_work() as uow:
        uow.runs.start(run)
        assert uow.runs.finish(used, RunStatus.FAILED, at=LATER, error_code="budget_exceeded")
        assert uow.runs.get(runner, R1) == replace(
            used,
            status=RunStatus.FAILED,
            finished_at=LATER,
            lease_until=None,
            error_code="budget_exceeded",
        )
        assert not uow.runs.finish(run, RunStatus.SUCCEEDED, at=LATER)
        assert not uow.runs.renew(run, until=LATER)
        assert uow.runs.get(runner, R1).status is RunStatus.FAILED


def test_an_expired_run_is_taken_over_and_its_old_epoch_is_shut_out(
    either_store: AnyStore, runner: UserId
) -> None:
    run, alive = a_run(runner), a_run(runner, "r2", "t2", lease_until=LATER + LEASE)
    with either_store.unit_of_work() as uow:
        uow.runs.start(run)
        uow.runs.start(alive)
        assert uow.runs.take_over(at=NOW, lease=LEASE) == []
        (taken,) = uow.runs.take_over(at=LATER, lease=LEASE)
        assert taken == replace(run, epoch=2, lease_until=LATER + LEASE)
        assert uow.runs.take_over(at=LATER, lease=LEASE) == []
        assert not uow.runs.renew(run, until=LATER)
        assert not uow.runs.finish(run, RunStatus.SUCCEEDED, at=LATER)
        assert uow.runs.renew(taken, until=LATER + 2 * LEASE)
        assert uow.runs.get(runner, R1).lease_until == LATER + 2 * LEASE
        assert uow.runs.finish(taken, RunStatus.LOST, at=LATER)


def test_runs_are_taken_over_oldest_lease_first(either_store: AnyStore, runner: UserId) -> None:
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner, lease_until=NOW))
        uow.runs.start(a_run(runner, "r2", "t2", lease_until=days_ago(1)))
        (taken,) = uow.runs.take_over(at=LATER, lease=LEASE, limit=1)
        assert taken.id == "r2"


def test_a_run_without_a_lease_never_blocks_its_thread(
    either_store: AnyStore, runner: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner, lease_until=None))
        assert [run.id for run in uow.runs.take_over(at=NOW, lease=LEASE)] == [R1]


def test_runs_are_counted_from_a_moment_on(either_store: AnyStore, runner: UserId) -> None:
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner, created_at=days_ago(2)))
        uow.runs.start(a_run(runner, "r2", "t2"))
        assert uow.runs.started_since(runner, days_ago(1)) == 1
        assert uow.runs.started_since(runner, days_ago(2)) == 2


def test_later_feedback_on_a_run_replaces_the_earlier(
    either_store: AnyStore, runner: UserId
) -> None:
    later = a_feedback(runner, up=False, comment="Too heavy.", created_at=LATER)
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(runner))
        uow.runs.start(a_run(runner, "r2", "t2"))
        uow.feedback.put(a_feedback(runner))
        uow.feedback.put(later)
        other = a_feedback(runner, "r2", "t2")
        uow.feedback.put(other)
        assert uow.feedback.list(runner) == [later, other]
        with pytest.raises(NotFound) as caught:
            uow.feedback.put(a_feedback(runner, "no-such"))
        assert caught.value.code == "run_not_found"
