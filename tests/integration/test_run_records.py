"""What a run leaves behind in a real API process: its bundle in the log, its arm in the records."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from coach.identity import UserId
from coach.runs.model import Arm, Exposure
from store.engine import open_store
from tests.fixtures.api import ApiProcess, read_run, run_input


def exposures(database_url: str, user_id: UserId) -> list[Exposure]:
    store = open_store(database_url, pool_size=1)
    try:
        with store.read_only() as uow:
            return list(uow.exposures.list(user_id))
    finally:
        store.close()


@pytest.mark.parametrize("ending", ["say:1", "crash"])
def test_an_athlete_on_trial_is_recorded_once_and_told_nothing(
    scripted_api: ApiProcess, scripted_athlete: UserId, served_database_url: str, ending: str
) -> None:
    runs = [str(uuid4()) for _ in range(2)]
    with scripted_api.client(scripted_athlete) as client:
        for run in runs:
            body = run_input(f"trial {ending}", thread=ending, run=run)
            # What a client says of itself is kept out of the split.
            body["forwardedProps"] = {"arm": "champion", "weight": 0}
            frames = read_run(client, body)
            assert "shorter" not in json.dumps([frame.data for frame in frames])
    (kept,) = exposures(served_database_url, scripted_athlete)
    assert (kept.experiment, kept.arm, kept.weight) == ("shorter", Arm.CHALLENGER, 0.1)
    assert kept.bundle_id == "scripted-bundle"
    lines = [
        json.loads(line) for line in scripted_api.log.read_text("utf-8").splitlines() if "{" in line
    ]
    finished = {
        line["run_id"]: line["bundle_id"] for line in lines if line.get("event") == "run_finished"
    }
    assert [finished[run] for run in runs] == ["scripted-bundle"] * 2


def test_an_athlete_on_no_trial_is_not_recorded(
    scripted_api: ApiProcess, scripted_athlete: UserId, served_database_url: str
) -> None:
    with scripted_api.client(scripted_athlete) as client:
        read_run(client, run_input("say:1", thread="t", run=str(uuid4())))
    assert exposures(served_database_url, scripted_athlete) == []
