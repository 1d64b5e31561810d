"""What a request names is read, chosen and versioned; what cannot be run is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import InvalidInput
from evals.gate.profile import FOLDER
from evals.runs.planning import RunOptions, plan
from evals.runs.request import RunRequest, same_request
from evals.runs.selection import selected
from evals.runs.suites import SUITES, load_suite

pytestmark = pytest.mark.unit

CASES = """
- {id: one, agent: planner, turns: [hello]}
- {id: two, agent: nutrition, split: dev, turns: [hello]}
- {id: three, agent: safety, turns: [hello]}
"""


def request_for(path: Path, **more: object) -> RunRequest:
    path.write_text(CASES, encoding="utf-8")
    return RunRequest.model_validate({"cases": [path], "model": "builtin:coach", **more})


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        ({}, ["one", "two", "three"]),
        ({"only": "t*"}, ["two", "three"]),
        ({"slice": "safety"}, ["three"]),
        ({"splits": ["gate"]}, ["one", "three"]),
    ],
)
def test_cases_are_chosen_by_id_slice_and_split(
    tmp_path: Path, chosen: dict[str, object], ids: list[str]
) -> None:
    found = selected(request_for(tmp_path / "c.yaml", **chosen))
    assert [case.id for case in found.cases] == ids


def test_a_file_outside_the_lock_has_a_version_of_its_content_alone(tmp_path: Path) -> None:
    one = selected(request_for(tmp_path / "a.yaml")).datasets
    other = selected(request_for(tmp_path / "b.yaml")).datasets
    assert one["a"].startswith("0.0.")
    assert list(one.values()) == list(other.values())


def test_nothing_left_to_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="none of 3 cases is left"):
        selected(request_for(tmp_path / "c.yaml", only="zzz"))


def test_one_id_in_two_files_is_refused(tmp_path: Path) -> None:
    request = request_for(tmp_path / "a.yaml")
    both = request.model_copy(update={"cases": (*request.cases, tmp_path / "b.yaml")})
    (tmp_path / "b.yaml").write_text(CASES, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"'one' stands in .*a\.yaml and in .*b\.yaml"):
        selected(both)


def test_safety_cases_run_in_more_epochs_and_epochs_follow_each_other(tmp_path: Path) -> None:
    cases = selected(request_for(tmp_path / "c.yaml")).cases
    planned = plan(cases, RunOptions(epochs=1, safety_epochs=3, first_epoch=2))
    assert [(each.case.id, each.epoch) for each in planned] == [
        ("one", 2),
        ("two", 2),
        ("three", 2),
        ("three", 3),
        ("three", 4),
    ]


def test_a_run_goes_on_only_with_the_options_it_was_started_with(tmp_path: Path) -> None:
    stored = request_for(tmp_path / "c.yaml", epochs=3)
    assert same_request(stored, {"epochs": 3}, "r1") == stored
    with pytest.raises(InvalidInput, match="started with epochs 3, now 1"):
        same_request(stored, {"epochs": 1}, "r1")
    with pytest.raises(InvalidInput, match="--bundle 'nobodys'"):
        same_request(stored, {"bundle": "nobodys"}, "r1")


@pytest.mark.parametrize("path", sorted(SUITES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_suite_names_data_sets_and_a_profile_that_are_there(path: Path) -> None:
    suite = load_suite(path.stem)
    assert len(suite.paths) == len(suite.datasets)
    assert (Path(FOLDER) / f"{suite.profile}.yaml").exists()
