"""A run meets an experiment when an agent on trial begins to speak, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coach.runs.commands import end_run
from coach.runs.events import Assignment, EventBody, Failed, Finished, RunEvent, Started, Step
from coach.runs.model import Arm, Run
from coach.runs.rules import exposures_of
from tests.builders import NOW, a_run, a_user_id
from tests.fakes.state import State
from tests.fakes.unit_of_work import FakeUnitOfWork

pytestmark = pytest.mark.unit

SIDE = Assignment("shorter", "2026", Arm.CHALLENGER, 0.1, ("planner",))
BEGUN = Started("b2", "builtin:coach", no_language_model=True, assigned=(SIDE,))


def events(*bodies: EventBody) -> list[RunEvent]:
    at = NOW + timedelta(seconds=1)
    return [RunEvent(a_run(a_user_id()).id, 1, n, at, body) for n, body in enumerate(bodies, 1)]


@pytest.fixture
def uow() -> FakeUnitOfWork:
    return FakeUnitOfWork(State())


@pytest.fixture
def run(uow: FakeUnitOfWork) -> Run:
    started = a_run(a_user_id())
    uow.accounts.ensure(started.user_id, NOW)
    uow.threads.ensure(started.user_id, started.thread_id, title="x", at=NOW)
    uow.runs.start(started)
    return started


@pytest.mark.parametrize("end", [Finished("success"), Finished("cancelled"), Failed("x", "y")])
def test_however_the_run_ends_the_exposure_is_kept_with_it(
    uow: FakeUnitOfWork, run: Run, end: Finished | Failed
) -> None:
    assert end_run(uow, run, events(BEGUN, Step("planner", "started")), end, at=NOW)
    (kept,) = uow.exposures.list(run.user_id)
    assert (kept.experiment, kept.arm, kept.weight, kept.bundle_id) == (
        "shorter",
        Arm.CHALLENGER,
        0.1,
        "b2",
    )
    assert kept.first_at == run.created_at
    assert uow.runs.get(run.user_id, run.id).bundle_id == "b2"


def test_a_run_that_is_no_longer_ours_records_nothing(uow: FakeUnitOfWork, run: Run) -> None:
    uow.runs.take_over(at=NOW + timedelta(days=1), lease=timedelta(seconds=9))
    said = events(BEGUN, Step("planner", "started"))
    assert not end_run(uow, run, said, Finished("success"), at=NOW)
    assert uow.exposures.list(run.user_id) == []


@pytest.mark.parametrize(
    "bodies",
    [
        (BEGUN, Step("nutrition", "started"), Step("nutrition", "finished")),
        (BEGUN, Step("safety_in", "started"), Step("safety_out", "started")),
        (Started("b1", "m", no_language_model=True), Step("planner", "started")),
        (),
    ],
)
def test_an_agent_that_is_not_on_trial_exposes_nobody(run: Run, bodies: list[EventBody]) -> None:
    assert exposures_of(run, events(*bodies)) == ()


def test_a_run_that_went_on_elsewhere_counts_for_what_it_used_first(run: Run) -> None:
    elsewhere = Started("b9", "builtin:coach", no_language_model=True)
    said = events(BEGUN, Step("planner", "started"), elsewhere, Step("planner", "started"))
    (exposure,) = exposures_of(run, said)
    assert exposure.bundle_id == "b2"
