"""Complaints become drafts nobody can be told from, and only labelled drafts become cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
import yaml

from coach.errors import Conflict, InvalidInput, NotFound
from coach.identity import RunId
from coach.knowledge.ports import FloatArray
from coach.runs.model import JudgedReply
from evals.feedback.drafts import accept, add_drafts, read_drafts
from evals.feedback.triage import Reported, reported, triage

pytestmark = pytest.mark.unit

AT = datetime(2026, 11, 23, tzinfo=UTC)
DATASET = """\
dataset: planner
version: 1.2
---
- id: a-case
  turns:
    - user: What should I squat?
"""
COMPLAINT = Reported(
    run_id="r1",
    bundle_id="b1",
    said="My name is Anna Brown, what should I squat next?",
    reply="Squat 140 kg, Anna.",
    reason="thumbs_down",
    comment="write me: anna@example.org",
)
REST = [
    replace(COMPLAINT, run_id=f"quiet-{n}", said=f"Question {n}", reason="control")
    for n in range(5)
]


class Letters:
    """Embeds a text by its letters alone: the same letters in another case are the same."""

    model_id = "letters"

    def embed(self, texts: Sequence[str]) -> FloatArray:
        """Return one direction a text."""
        kinds = sorted({text.lower() for text in texts})
        rows = np.zeros((len(texts), len(kinds)), dtype=np.float32)
        for row, text in enumerate(texts):
            rows[row, kinds.index(text.lower())] = 1
        return rows


def labelled(path: Path, expect: dict[str, object], **changes: object) -> str:
    """Write one draft whose case a person has filled in, and return its id."""
    (draft,) = add_drafts(path, triage([COMPLAINT], Letters()))
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows[0]["case"]["turns"][0] = {"user": "What should I squat next?", "expect": expect} | changes
    path.write_text(yaml.safe_dump(rows), encoding="utf-8")
    return draft.id


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    path = tmp_path / "planner.yaml"
    path.write_text(DATASET, encoding="utf-8")
    return path


def test_every_complaint_has_a_control_drawn_beside_it() -> None:
    drafts = triage([COMPLAINT, *REST], Letters(), seed=3)
    assert [draft.reason for draft in drafts] == ["thumbs_down", "control"]
    assert drafts == triage([*REST[::-1], COMPLAINT], Letters(), seed=3)


def test_complaints_about_the_same_question_are_one_draft() -> None:
    shouted = replace(COMPLAINT, run_id="r2", said=COMPLAINT.said.upper(), reason="edit")
    plain = replace(COMPLAINT, said="what should i squat next")
    (draft,) = triage([plain, replace(shouted, said="WHAT SHOULD I SQUAT NEXT")], Letters())
    assert (draft.reason, draft.times) == ("thumbs_down", 2)


@pytest.mark.parametrize(
    ("done", "reason"),
    [
        ({"up": False, "edited_text": "100 kg"}, "thumbs_down"),
        ({"edited_text": "100 kg", "abandoned": True}, "edit"),
        ({"abandoned": True}, "abandoned"),
        ({"up": True}, "control"),
        ({}, "control"),
    ],
)
def test_a_reply_comes_in_for_the_gravest_thing_done_about_it(
    done: dict[str, object], reason: str
) -> None:
    plain = JudgedReply(RunId("r1"), "b1", AT, asked="What next?", replied="Squat.")
    assert reported(replace(plain, **done)).reason == reason  # pyright: ignore[reportArgumentType] - fields of the row


def test_nothing_in_a_draft_says_who_it_was() -> None:
    (draft,) = triage([COMPLAINT], Letters())
    assert draft.said == "My name is [name], what should I squat next?"
    assert draft.comment == "write me: [email]"


def test_a_draft_comes_once_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "drafts.yaml"
    drafts = triage([COMPLAINT], Letters())
    assert len(add_drafts(path, drafts)) == 1
    assert add_drafts(path, drafts) == []
    assert len(read_drafts(path)) == 1


def test_a_labelled_draft_joins_the_data_set_and_raises_its_version(
    tmp_path: Path, dataset: Path
) -> None:
    path = tmp_path / "drafts.yaml"
    draft_id = labelled(path, {"agent": "planner"})
    case = accept(path, draft_id, dataset)
    header, cases = yaml.safe_load_all(dataset.read_text(encoding="utf-8"))
    assert header == {"dataset": "planner", "version": 1.3}
    assert [one["id"] for one in cases] == ["a-case", case.id]
    assert read_drafts(path) == []


@pytest.mark.parametrize(
    ("expect", "changes", "code"),
    [
        ({}, {}, "draft_not_labelled"),
        ({"agnet": "planner"}, {}, "bad_case"),
        ({"agent": "planner"}, {"user": "I am at anna@example.org"}, "draft_is_personal"),
    ],
)
def test_a_draft_that_is_no_case_stays_a_draft(
    tmp_path: Path,
    dataset: Path,
    expect: dict[str, object],
    changes: dict[str, object],
    code: str,
) -> None:
    path = tmp_path / "drafts.yaml"
    draft_id = labelled(path, expect, **changes)
    with pytest.raises(InvalidInput) as caught:
        accept(path, draft_id, dataset)
    assert caught.value.code == code
    assert dataset.read_text(encoding="utf-8") == DATASET
    assert len(read_drafts(path)) == 1


def test_a_draft_starts_in_the_split_that_gates_nothing(tmp_path: Path, dataset: Path) -> None:
    path = tmp_path / "drafts.yaml"
    draft_id = labelled(path, {"agent": "planner"})
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("split: dev", "split: gate"), encoding="utf-8")
    with pytest.raises(InvalidInput, match="'gate'"):
        accept(path, draft_id, dataset)


@pytest.mark.parametrize(
    "held",
    [b"version: 1.0\n\xff", b"dataset: a\nversion: 1.0\ncases:\n  - id: a\n    turns: [hi]\n"],
)
def test_a_data_set_that_a_case_cannot_be_added_to_stays_as_it_is(
    tmp_path: Path, dataset: Path, held: bytes
) -> None:
    path = tmp_path / "drafts.yaml"
    draft_id = labelled(path, {"agent": "planner"})
    dataset.write_bytes(held)
    with pytest.raises(InvalidInput, match=r"planner\.yaml"):
        accept(path, draft_id, dataset)
    assert dataset.read_bytes() == held
    assert sorted(each.name for each in tmp_path.iterdir()) == ["drafts.yaml", "planner.yaml"]
    assert len(read_drafts(path)) == 1


def test_an_unknown_draft_and_a_data_set_without_version_are_named(
    tmp_path: Path, dataset: Path
) -> None:
    path = tmp_path / "drafts.yaml"
    draft_id = labelled(path, {"agent": "planner"})
    with pytest.raises(NotFound, match="feedback-nothing"):
        accept(path, "feedback-nothing", dataset)
    dataset.write_text("[]\n", encoding="utf-8")
    with pytest.raises(Conflict, match="no version"):
        accept(path, draft_id, dataset)
    with pytest.raises(InvalidInput, match="cannot read"):
        read_drafts(tmp_path / "absent.yaml")
