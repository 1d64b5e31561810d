"""Whether the figures hold: facts derived again by the oracle, and sums the reply states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evals.cases.case import Expectation
from evals.metrics.ledger import ledger_of
from evals.metrics.numbers import Number, dimension_of, numbers_in
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.oracle.named import compute
from evals.oracle.recompute import recompute, unsafe
from evals.results import Verdict

ROUNDING = 0.005
"""Share by which a number may be rounded where a case says nothing. Source: own choice; three
figures of a value are as many as a coach says."""
_CLOCKED: Final = frozenset({"time", "pace"})
"""What a clock may show."""
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


def oracle(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge that the reply states the numbers that the case has worked out."""
    for wanted in expect.oracle:
        value = compute(wanted.formula, wanted.args)
        error = tolerance(value, wanted.tol, wanted.tol_pct)
        found = [n for n in numbers_in(seen.reply) if _of_unit(n, wanted.unit)]
        hit = next(
            (n for n in found if abs(_in_unit(n, wanted.unit, value) - value) <= error), None
        )
        said = ", ".join(n.text for n in found) or "no number"
        told = f"{wanted.formula} is {value:.5g} {wanted.unit}".strip()
        yield verdict("oracle", hit is not None, f"{told}, the reply says {said}")


def tolerance(value: float, tol: float | None, tol_pct: float | None) -> float:
    """Return how far a stated number may lie from what it should be."""
    if tol is None and tol_pct is None:
        return max(0.5, ROUNDING * abs(value))
    return max(tol or 0.0, (tol_pct or 0.0) / 100 * abs(value))


def _of_unit(number: Number, unit: str) -> bool:
    if not unit or number.dimension is None:
        return True
    wanted = dimension_of(unit)[0]
    return number.dimension == wanted or (number.clock is not None and wanted in _CLOCKED)


def _in_unit(number: Number, unit: str, value: float) -> float:
    """Return a number in a unit; of what a time may mean, what lies nearest to a value."""
    if number.clock is not None and number.clock.hours is not None:
        factor = dimension_of(unit)[1] if unit else 1.0
        both = (number.clock.seconds / factor, number.clock.hours / factor)
        return min(both, key=lambda each: abs(each - value))
    if not unit or number.dimension is None:
        return number.value
    return number.value * number.factor / dimension_of(unit)[1]
