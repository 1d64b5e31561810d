"""The workflows that hold a key give it to no code of a pull request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

pytestmark = pytest.mark.unit

FOLDER = Path(__file__).parents[2] / ".github" / "workflows"
KEY = "secrets.GOOGLE_API_KEY"
WRITES = {("record.yml", "commit"): {"contents": "write", "pull-requests": "read"}}
"""All that any job of these workflows may do beyond reading the sources."""
UNTRUSTED = re.compile(r"\$\{\{\s*(?:inputs|github\.event|github\.head_ref|steps)\b")


def workflow(name: str) -> dict[Any, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def steps_of(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for job, told in workflow(name)["jobs"].items():
        for step in told["steps"]:
            yield job, step


@pytest.mark.parametrize("name", ["record.yml", "nightly.yml"])
def test_a_workflow_reads_and_nothing_else_unless_it_is_listed_here(name: str) -> None:
    assert workflow(name)["permissions"] == {"contents": "read"}
    for job, told in workflow(name)["jobs"].items():
        assert told.get("permissions") == WRITES.get((name, job))
        assert told["timeout-minutes"] <= 350


@pytest.mark.parametrize("name", ["record.yml", "nightly.yml"])
def test_the_key_lies_in_an_environment_and_reaches_single_steps(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert "pull_request" not in [str(trigger) for trigger in workflow(name)[True]]
    with_key = {job for job, step in steps_of(name) if KEY in str(step.get("env", {}))}
    for job, told in workflow(name)["jobs"].items():
        assert ("environment" in told) == (job in with_key)
        assert KEY not in str(told.get("env", {}))
    assert text.count(KEY) == sum(KEY in str(step.get("env", {})) for _, step in steps_of(name))


@pytest.mark.parametrize("name", ["record.yml", "nightly.yml"])
def test_no_text_of_a_stranger_becomes_part_of_a_script(name: str) -> None:
    for _, step in steps_of(name):
        assert not UNTRUSTED.search(step.get("run", "")), step
        if "uses" in step:
            assert re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"])


def test_recording_takes_data_of_a_pull_request_and_no_code() -> None:
    (job,) = [told for told in workflow("record.yml")["jobs"].values() if "environment" in told]
    checkout, take = job["steps"][0], job["steps"][3]
    assert "ref" not in checkout["with"], "the code is that of the branch it is started on"
    assert r"grep -E '\.(md|yaml|jsonl|json|lock)$'" in take["run"]
    assert "--literal-pathspecs checkout" in take["run"]
    assert "100(644|755) blob" in take["run"], "a link could point at the key"
