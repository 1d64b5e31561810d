"""Judges one turn with every metric that applies, and scores it."""

from __future__ import annotations

from collections.abc import Sequence

from evals.case import Expectation
from evals.metrics import expectations
from evals.metrics.arithmetic import arithmetic, safety_limits
from evals.metrics.contract import tool_contract
from evals.metrics.grounding import numbers_grounded
from evals.metrics.seen import Seen, Span
from evals.metrics.verdicts import verdict
from evals.results import ToolRow, Verdict
from evals.transcript import Transcript


def judge_turn(seen: Seen, expect: Expectation) -> tuple[Verdict, ...]:
    """Return the verdicts of every metric that applies to the turn."""
    return (
        verdict("no_error", seen.error is None, seen.error or "ended well"),
        *expectations.routing(seen, expect),
        *expectations.tools(seen, expect),
        *tool_contract(seen),
        *expectations.words(seen, expect),
        *expectations.limits(seen, expect),
        *expectations.safety_class(seen, expect),
        *([numbers_grounded(seen)] if expect.numbers_grounded else []),
        *arithmetic(seen),
        *safety_limits(seen),
    )


def score_turn(verdicts: Sequence[Verdict]) -> tuple[float, bool]:
    """Return the score of a turn, 0 to 1, and whether nothing that counts went against it."""
    counted = [each for each in verdicts if each.gates]
    passed = all(each.passed for each in counted)
    return (1.0 if passed else 0.0), passed


def judge(expect: Expectation, seen: Transcript) -> tuple[Verdict, ...]:
    """Judge a transcript alone, without the athlete's rows."""
    return judge_turn(_seen_of(seen), expect)


def _seen_of(seen: Transcript) -> Seen:
    return Seen(
        user="",
        reply=seen.reply,
        agent=seen.agent,
        tools=tuple(
            ToolRow(id=str(n), name=name, arguments={}, result=None, started_ms=0, ended_ms=None)
            for n, name in enumerate(seen.tools)
        ),
        facts=seen.facts,
        evidence=tuple(Span(each.start, each.end, each.fact_ids) for each in seen.evidence),
        safety=tuple(each.klass for each in seen.safety),
        error=seen.error,
    )
