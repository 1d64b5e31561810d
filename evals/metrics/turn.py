"""Judges one turn with every metric that applies."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from pydantic import ValidationError

from evals.cases.case import Expectation
from evals.judge.port import Judge
from evals.metrics import calls, rubric, stored, words
from evals.metrics.arithmetic import arithmetic, oracle, safety_limits
from evals.metrics.contract import tool_contract
from evals.metrics.grounding import numbers_grounded
from evals.metrics.seen import Seen
from evals.metrics.sums import stated_sums
from evals.metrics.verdicts import METRIC_ERROR, MetricBroken, missed, verdict
from evals.results import Verdict

Metric = Callable[[Seen, Expectation], Iterable[Verdict]]


def no_error(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge that the turn ended well."""
    yield verdict("no_error", seen.error is None, seen.error or "ended well")


GATES: tuple[Metric, ...] = (
    no_error,
    calls.routing,
    calls.tools,
    tool_contract,
    stored.user_scope,
    stored.state,
    stored.state_untouched,
    stored.canaries,
    words.safety_class,
    words.must,
    words.limits,
    numbers_grounded,
    arithmetic,
    oracle,
    stated_sums,
    safety_limits,
)
"""What can fail a turn without a judge, in the order it is reported."""


def judge_turn(seen: Seen, expect: Expectation, judge: Judge | None = None) -> tuple[Verdict, ...]:
    """Return the verdicts of every metric that applies to the turn.

    Args:
        seen: The turn.
        expect: What its reply must show.
        judge: Asked only about soft claims and criteria; without one they are reported as not
            judged, outside the score.

    Raises:
        ExternalFailure: The judge failed; its case has no result then.
    """
    metrics = (
        *GATES,
        partial(words.must_not, judge=judge),
        partial(words.criteria, judge=judge),
        *rubric.ITEMS,
    )
    return tuple(one for metric in metrics for one in _verdicts(metric, seen, expect))


class MetricError(Exception):
    """A metric gave no number: its case has no valid score, whatever the others say."""


def require_numbers(verdicts: Sequence[Verdict]) -> None:
    """Refuse the verdicts of a turn of which one metric could give none.

    Raises:
        MetricError: It names the metric.
    """
    for each in verdicts:
        if each.metric == METRIC_ERROR:
            raise MetricError(each.reason)


def _verdicts(metric: Metric, seen: Seen, expect: Expectation) -> Sequence[Verdict]:
    """Return what a metric says; one that gives no number becomes a failed verdict of its own."""
    try:
        return tuple(metric(seen, expect))
    except MetricBroken as exc:
        return (missed(METRIC_ERROR, str(exc)),)
    except ValidationError as exc:
        name = getattr(metric, "__name__", "a metric")
        return (missed(METRIC_ERROR, f"{name} returned no verdict: {exc.errors()[0]['msg']}"),)
