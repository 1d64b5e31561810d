"""Verdicts pass and fail where a reader would."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.evidence import Fact, FactId, LogRow
from coach.identity import MessageId
from coach.runs.events import EventBody, Failed, Safety, Step, Text, ToolReturned
from evals.case import Expectation, Limits, Must, MustNot, Tools, load_cases
from evals.metrics import Seen, Span, judge
from evals.metrics.grounding import numbers_grounded
from evals.transcript import transcript_of

pytestmark = pytest.mark.unit

REPLY = "💪 Squat 115 kg next."
LOAD = Fact(
    id=FactId("c1.1"),
    label="next load",
    value=Decimal(115),
    unit="kg",
    subject="back_squat",
    as_of=date(2021, 9, 8),
    source=LogRow("workout_sets", "7"),
)
M1 = MessageId("m1")


def events(*more: EventBody) -> list[EventBody]:
    return [Step("planner", "started"), ToolReturned("c1", "", (LOAD,)), Text(M1, REPLY), *more]


def failed(expect: Expectation, *more: EventBody) -> set[str]:
    return {v.metric for v in judge(expect, transcript_of(events(*more))) if not v.passed}


def test_a_number_with_its_span_is_grounded_in_utf16_offsets() -> None:
    start = REPLY.index("115") + 1  # the emoji takes two UTF-16 units
    span = Span(start, start + 6, ("c1.1",))
    assert numbers_grounded(Seen(user="", reply=REPLY, facts=(LOAD,), evidence=(span,))).passed


@pytest.mark.parametrize(
    "span",
    [
        Span(0, 3, ("c1.1",)),
        Span(0, len(REPLY) + 1, ("unknown",)),
        Span(0, len(REPLY) + 1, ()),
    ],
)
def test_a_number_without_a_known_fact_is_not_grounded(span: Span) -> None:
    verdict = numbers_grounded(Seen(user="", reply=REPLY, facts=(LOAD,), evidence=(span,)))
    assert not verdict.passed
    assert "115" in verdict.reason


def test_each_expectation_fails_on_its_own() -> None:
    def expect(**more: object) -> Expectation:
        return Expectation.model_validate({"numbers_grounded": False, **more})

    assert failed(expect()) == set()
    assert failed(expect(agent="nutrition")) == {"routing"}
    assert failed(expect(tools=Tools(expected=("next_load",)))) == {"tools_expected"}
    assert failed(expect(must=(Must(fact="120", any_of=("120",)),))) == {"must"}
    assert failed(expect(must_not=(MustNot(claim="115", patterns=("115",)),))) == {"must_not"}
    assert failed(expect(limits=Limits(max_words=2))) == {"max_words"}
    assert failed(expect(safety_class="emergency")) == {"safety_class"}
    assert failed(expect(safety_class="urgent"), Safety("urgent", "in", ("r",))) == set()
    assert failed(expect(), Failed("model_unavailable", "later")) == {"no_error"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("- {id: a-case, turns: [{user: hi, expct: {}}]}", "expct"),
        ("- {id: a-case, turns: []}", "turns"),
        ("- {id: a-case, turns: [{user: a}]}\n- {id: a-case, turns: [{user: b}]}", "twice"),
        ("- {id: a-case, turns: [{user: a, expect: {must: [{fact: x, any_of: ['(']}]}}]}", "'('"),
        ("[unclosed", "no YAML"),
    ],
)
def test_a_bad_case_file_is_refused_by_name(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"cases\.yaml") as caught:
        load_cases(path)
    assert named in str(caught.value)


def test_a_missing_case_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"none\.yaml"):
        load_cases(tmp_path / "none.yaml")
