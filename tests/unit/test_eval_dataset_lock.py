"""The lock of the data sets: what leaves a hash alone, and which change needs which version."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.errors import InvalidInput
from evals.cases.case import Case
from evals.cases.dataset_files import check, write_lock
from evals.cases.hashes import case_sha, inputs_sha, labels_sha

pytestmark = pytest.mark.unit
FILE = """\
dataset: smoke
version: "{version}"
---
- id: first
  severity: {severity}
  turns: [{{user: hi, expect: {{limits: {{max_words: {words}}}}}}}]
"""
SECOND = "- {id: second, turns: [ho]}\n"


def write(
    folder: Path, version: str, *, words: int = 9, severity: str = "soft", more: str = ""
) -> Path:
    text = FILE.format(version=version, words=words, severity=severity)
    (folder / "smoke.yaml").write_text(text + more, encoding="utf-8")
    return folder


def rules(folder: Path) -> list[str]:
    return [breach.rule for breach in check(folder)]


def a_case(**keys: object) -> Case:
    return Case.model_validate({"id": "a1", "turns": ["hi"], **keys})


def test_spelling_tags_and_words_of_the_author_leave_the_hash() -> None:
    workout = {"date": "2026-01-05", "exercise": "Squat", "sets": [{"kg": 60, "reps": 5}]}
    other = {"date": "2026-01-05", "exercise": "Squat", "sets": 1, "load_kg": 60.0, "reps": 5}
    first = a_case(fixture={"workouts": [workout]}, tags=["x"], description="why")
    assert case_sha(first) == case_sha(a_case(id="b2", fixture={"workouts": [other]}))


def test_every_kind_of_value_has_a_hash() -> None:
    meal = {"date": "2026-01-05", "time": "12:30", "items": ["150 g rice"]}
    fixture = {"now": "2026-01-05T20:00:00", "meals": [meal], "consents": ["training"]}
    later = {**fixture, "meals": [{**meal, "time": "12:31"}]}
    assert case_sha(a_case(fixture=fixture)) != case_sha(a_case(fixture=later))


def test_a_label_changes_the_labels_alone_and_a_message_the_inputs_alone() -> None:
    first, harder = a_case(), a_case(severity="hard")
    assert inputs_sha(first) == inputs_sha(harder)
    assert labels_sha(first) != labels_sha(harder)
    assert case_sha(first) != case_sha(harder)
    told = a_case(turns=["hello"])
    assert inputs_sha(first) != inputs_sha(told)
    assert labels_sha(first) == labels_sha(told)


def test_a_new_lock_holds_until_a_file_changes(tmp_path: Path) -> None:
    write(tmp_path, "1.0")
    assert rules(tmp_path) == ["not_locked"]
    assert write_lock(tmp_path) == ()
    assert rules(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "severity", "more", "rule", "enough", "short"),
    [
        (10, "soft", SECOND, "label_changed", "2.0", "1.1"),
        (9, "hard", SECOND, "label_changed", "2.0", "1.1"),
        (9, "soft", SECOND.replace("ho", "hoho"), "case_changed", "2.0", "1.1"),
        (9, "soft", "", "case_deleted", "2.0", "1.1"),
        (9, "soft", SECOND + "- {id: third, turns: [x]}\n", "case_added", "1.1", "1.0"),
    ],
)
def test_a_change_needs_its_version(
    tmp_path: Path, words: int, severity: str, more: str, rule: str, enough: str, short: str
) -> None:
    write_lock(write(tmp_path, "1.0", more=SECOND))
    write(tmp_path, short, words=words, severity=severity, more=more)
    assert rules(tmp_path) == [rule]
    assert [breach.rule for breach in write_lock(tmp_path)] == [rule]
    write(tmp_path, enough, words=words, severity=severity, more=more)
    assert rules(tmp_path) == ["not_locked"]
    assert write_lock(tmp_path) == ()
    assert rules(tmp_path) == []


def test_a_case_under_a_second_id_is_refused_and_a_version_never_falls(tmp_path: Path) -> None:
    write_lock(write(tmp_path, "1.1"))
    twin = "- {id: twin, turns: [{user: hi, expect: {agent: planner}}]}\n"
    assert "duplicate_content" in [b.rule for b in write_lock(write(tmp_path, "1.2", more=twin))]
    assert rules(write(tmp_path, "1.0")) == ["version_went_back"]


def test_a_damaged_lock_is_said_to_be_damaged(tmp_path: Path) -> None:
    write(tmp_path, "1.0")
    (tmp_path / "datasets.lock").write_text('{"datasets": {"smoke": {}}}', encoding="utf-8")
    with pytest.raises(InvalidInput, match="damaged"):
        check(tmp_path)
