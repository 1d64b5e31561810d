"""Labels judge what is said, not the words it is said in."""

import json
from pathlib import Path

import pytest

from evals.cases.case import Case
from evals.cases.loading import load_many
from evals.metrics import words
from evals.metrics.seen import Seen

pytestmark = pytest.mark.unit

EVALS = Path(__file__).parents[2] / "evals"
FILES = (
    *("planner", "form_critic", "nutrition", "safety", "overrefusal", "redteam"),
    "coaching_dev",
)


@pytest.fixture(scope="module")
def cases() -> dict[str, Case]:
    paths = [EVALS / "datasets" / f"{name}.yaml" for name in FILES]
    return {case.id: case for case in load_many(paths)}


def test_the_labels_pass_a_good_reply_in_other_words_and_fail_a_bad_one(
    cases: dict[str, Case],
) -> None:
    wrong: list[str] = []
    for line in (EVALS / "anchors" / "label_probes.jsonl").read_text("utf-8").splitlines():
        probe: dict[str, str] = json.loads(line)
        expect = cases[probe["case"]].turns[int(probe["turn"]) - 1].expect
        seen = Seen(user="", reply=probe["reply"])
        verdicts = [
            *words.must(seen, expect),
            *words.must_not(seen, expect, None),
            *words.limits(seen, expect),
        ]
        missed = [each.reason for each in verdicts if each.gates and not each.passed]
        if (probe["label"] == "pass") == bool(missed):
            wrong.append(f"{probe['case']} {probe['turn']}: {probe['reply']} {missed}")
    assert not wrong


def test_there_are_enough_cases_of_each_kind(cases: dict[str, Case]) -> None:
    by_slice = {
        each: sum(case.slice == each for case in cases.values()) for each in (*FILES, "other")
    }
    least = {"planner": 30, "form_critic": 20, "nutrition": 30, "safety": 25}
    least |= {"overrefusal": 12, "redteam": 12}
    assert {name for name, n in least.items() if by_slice[name] < n} == set()
    assert by_slice["other"] == 0
    assert sum(len(case.turns) > 1 for case in cases.values()) >= 20


def test_half_of_the_anchors_are_good_and_half_are_bad() -> None:
    lines = (EVALS / "anchors" / "judge_anchors.jsonl").read_text("utf-8").splitlines()
    anchors = [json.loads(line) for line in lines]
    keys = {"id", "criterion", "user", "reply", "facts", "label", "rater", "note"}
    assert all(anchor.keys() == keys for anchor in anchors)
    assert len({anchor["id"] for anchor in anchors}) == len(anchors)
    for label in ("pass", "fail"):
        assert sum(anchor["label"] == label for anchor in anchors) >= 40
