"""Whether the figures hold: facts derived again by the oracle, and sums the reply states."""

from __future__ import annotations

from collections.abc import Iterator

from evals.case import Expectation
from evals.metrics.ledger import ledger_of
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.oracle.recompute import recompute, unsafe
from evals.results import Verdict

TOLD = 3
"""Faults named in a reason at most. Source: own choice; the rest follow from the first ones."""


def arithmetic(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge every fact that the oracle can derive again; a turn without any is not judged."""
    if not expect.arithmetic:
        return
    found = list(recompute(ledger_of(seen)))
    wrong = [each.why for each in found if not each.ok]
    if found:
        reason = "; ".join(wrong[:TOLD]) or f"{len(found)} of {len(seen.facts)} facts derived again"
        yield verdict("arithmetic", not wrong, reason)


def safety_limits(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge targets, rates and jumps of load by the limits of the literature."""
    found = list(unsafe(ledger_of(seen)))
    wrong = [each.why for each in found if not each.ok]
    if found:
        reason = "; ".join(wrong[:TOLD]) or f"{len(found)} within their limits"
        yield verdict("safety_limits", not wrong, reason)
