from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.identity import ThreadId, UserId, new_uuid
from coach.runs.model import PLAN_WINDOW, Arm, Role, Run, RunStatus, Share
from tests.builders import (
    NOW,
    a_feedback,
    a_message,
    a_programme,
    a_programme_plan,
    a_run,
    a_set,
    a_user_id,
    a_workout,
    an_exposure,
    days_ago,
)
from tests.fixtures.stores import AnyStore, AnyUnitOfWork

LATER = NOW + timedelta(days=1)
MUCH_LATER = NOW + timedelta(days=90)


@pytest.fixture
def four(either_store: AnyStore, known_athlete: UserId) -> list[UserId]:
    """Athletes with a thread each, beside the one who brings the catalogue."""
    del known_athlete
    made = sorted((a_user_id() for _ in range(4)), key=str)
    with either_store.unit_of_work() as uow:
        for user_id in made:
            uow.accounts.ensure(user_id, NOW)
            uow.threads.ensure(user_id, ThreadId("t1"), title="Squat", at=NOW)
    return made


def ended(uow: AnyUnitOfWork, run: Run, status: RunStatus, *, after_s: float) -> None:
    uow.runs.start(run)
    assert uow.runs.finish(run, status, at=run.created_at + timedelta(seconds=after_s))


def test_only_the_first_exposure_to_an_experiment_is_kept(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    first = an_exposure(known_athlete)
    other = an_exposure(known_athlete, "longer", first_at=days_ago(1))
    salted = an_exposure(known_athlete, salt="2027")
    with either_store.unit_of_work() as uow:
        for exposure in (first, other, salted):
            uow.exposures.record(exposure)
        uow.exposures.record(replace(first, first_at=LATER, bundle_id="b2", weight=0.4))
        assert uow.exposures.list(known_athlete) == [other, first, salted]


def test_a_larger_weight_dates_the_move_to_the_other_arm_once(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    first = an_exposure(known_athlete, weight=0.1)
    moved = replace(first, arm=Arm.CHALLENGER, first_at=LATER, weight=0.5)
    with either_store.unit_of_work() as uow:
        uow.exposures.record(first)
        uow.exposures.record(moved)
        uow.exposures.record(replace(moved, first_at=MUCH_LATER))
        uow.exposures.record(replace(first, first_at=MUCH_LATER))
        assert uow.exposures.list(known_athlete) == [replace(first, moved_at=LATER)]


def test_an_exposure_leaves_with_the_account(either_store: AnyStore, known_athlete: UserId) -> None:
    with either_store.unit_of_work() as uow:
        uow.exposures.record(an_exposure(known_athlete))
        uow.accounts.delete(known_athlete)
        assert uow.exposures.list(known_athlete) == []


def test_runs_and_thumbs_are_summed_an_athlete_and_an_arm(
    either_store: AnyStore, four: list[UserId]
) -> None:
    one, two, three, four_ = four
    with either_store.unit_of_work() as uow:
        for user_id, arm, weight in (
            (one, Arm.CHAMPION, 0.1),
            (two, Arm.CHAMPION, 0.5),
            (three, Arm.CHALLENGER, 0.5),
        ):
            uow.exposures.record(an_exposure(user_id, arm=arm, weight=weight))
        uow.exposures.record(an_exposure(four_, first_at=days_ago(99)))
        before = a_run(one, "r0", created_at=days_ago(1))
        ended(uow, before, RunStatus.SUCCEEDED, after_s=999)
        ended(uow, a_run(one, "r1"), RunStatus.SUCCEEDED, after_s=2)
        ended(uow, a_run(one, "r2"), RunStatus.FAILED, after_s=90)
        ended(uow, a_run(one, "r3"), RunStatus.CANCELLED, after_s=90)
        ended(uow, a_run(two, "r1"), RunStatus.SUCCEEDED, after_s=4)
        ended(uow, a_run(three, "r1"), RunStatus.LOST, after_s=4)
        uow.feedback.put(a_feedback(one, "r0"))
        uow.feedback.put(a_feedback(one, "r1"))
        uow.feedback.put(a_feedback(one, "r2", up=False))
        uow.feedback.put(a_feedback(two, "r1", up=None, edited_text="3 x 5 at 95 kg"))
        challenger, champion = uow.exposures.outcomes(days_ago(2), MUCH_LATER)
    assert (champion.arm, champion.athletes, champion.runs) == (Arm.CHAMPION, 2, 4)
    assert champion.expected == pytest.approx(1.9)
    assert champion.bundles == ("b1",)
    assert champion.thumbs_up == Share(1, 1, 2, 1, 4, 2)
    assert champion.failed == Share(2, 1, 3, 1, 5, 2)
    assert (champion.edits, champion.p95_s) == (1, pytest.approx(3.9))
    assert challenger.expected == pytest.approx(1.1)
    assert challenger.thumbs_up == Share(0, 0, 0, 0, 0, 0)
    assert (challenger.failed.hits, challenger.p95_s) == (1, None)


def test_runs_after_a_move_count_for_neither_arm(
    either_store: AnyStore, known_athlete: UserId
) -> None:
    with either_store.unit_of_work() as uow:
        uow.threads.ensure(known_athlete, ThreadId("t1"), title="Squat", at=NOW)
        uow.exposures.record(an_exposure(known_athlete, weight=0.1))
        moved = an_exposure(known_athlete, arm=Arm.CHALLENGER, first_at=LATER)
        uow.exposures.record(moved)
        ended(uow, a_run(known_athlete, "r1"), RunStatus.SUCCEEDED, after_s=1)
        ended(uow, a_run(known_athlete, "r2", created_at=LATER), RunStatus.SUCCEEDED, after_s=1)
        (outcome,) = uow.exposures.outcomes(days_ago(1), MUCH_LATER)
    assert (outcome.arm, outcome.runs, outcome.moved) == (Arm.CHAMPION, 1, 1)


def test_a_plan_nobody_trains_by_is_abandoned(either_store: AnyStore, four: list[UserId]) -> None:
    trained, idle, revised, own = four
    late = NOW + PLAN_WINDOW
    with either_store.unit_of_work() as uow:
        for user_id in four:
            uow.exposures.record(an_exposure(user_id))
            plan = a_programme(user_id, active=False)
            uow.programmes.put(plan)
            if user_id != own:
                uow.programmes.keep_plan(user_id, plan.id, a_programme_plan())
            if user_id == revised:
                uow.programmes.put(
                    a_programme(user_id, created_at=LATER, predecessor_id=plan.id, active=False)
                )
        uow.workouts.add(a_workout(trained, started_at=late - timedelta(seconds=1)))
        uow.workouts.add(a_workout(idle, started_at=late))
        uow.workouts.add(a_workout(idle, id=new_uuid(), sets=(a_set(exercise_id="bench_press"),)))
        (outcome,) = uow.exposures.outcomes(days_ago(1), MUCH_LATER)
        (early,) = uow.exposures.outcomes(days_ago(1), late - timedelta(seconds=1))
    assert (outcome.plans, outcome.abandoned) == (3, 1)
    assert (early.plans, early.abandoned) == (0, 0)


def test_an_edit_and_a_thumb_on_one_reply_are_both_kept(
    either_store: AnyStore, four: list[UserId]
) -> None:
    owner, at = four[0], NOW + timedelta(minutes=1)
    edited = a_feedback(owner, up=None, edited_text="95 kg", comment="")
    with either_store.unit_of_work() as uow:
        uow.runs.start(a_run(owner))
        uow.feedback.put(edited)
        thumb = a_feedback(owner, up=False, comment="heavy", created_at=at)
        uow.feedback.put(thumb)
        assert uow.feedback.list(owner) == [replace(thumb, edited_text="95 kg")]
        uow.feedback.put(replace(edited, edited_text="90 kg", abandoned=True))
        kept = uow.feedback.put(replace(thumb, up=None))
        assert uow.feedback.list(owner) == [kept]
    assert (kept.up, kept.edited_text, kept.abandoned) == (False, "90 kg", True)


def test_triage_reads_replies_of_all_athletes_and_says_not_whose_they_are(
    either_store: AnyStore, four: list[UserId]
) -> None:
    one, two, three, _ = four
    with either_store.unit_of_work() as uow:
        for user_id in (one, two, three):
            run = replace(a_run(user_id), bundle_id="b1")
            ended(uow, run, RunStatus.SUCCEEDED, after_s=1)
        for user_id in (one, two):
            uow.messages.put(a_message(user_id, id="q", text="What next?"))
            reply = a_message(
                user_id, id="a", role=Role.ASSISTANT, text="100 kg.", created_at=LATER
            )
            uow.messages.put(reply)
        uow.feedback.put(a_feedback(one, up=False, comment="heavy", edited_text="95 kg"))
        uow.feedback.put(a_feedback(three, up=False))
        (judged,) = uow.feedback.for_triage(days_ago(1), 9)
        (other,) = uow.feedback.others_for_triage(days_ago(1), 9)
        assert uow.feedback.for_triage(LATER, 9) == []
        assert uow.feedback.others_for_triage(days_ago(1), 0) == []
    assert (judged.asked, judged.replied, judged.bundle_id) == ("What next?", "100 kg.", "b1")
    assert (judged.up, judged.comment, judged.edited_text) == (False, "heavy", "95 kg")
    assert (other.asked, other.up, other.at) == ("What next?", None, NOW)
    assert not hasattr(judged, "user_id")
