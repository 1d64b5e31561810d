"""How a rule says what it found: complaints in, one outcome out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evals.gate.report import Figure, GateVerdict, RuleOutcome, first_of

NAMES: Final[dict[str, str]] = {
    "R0": "integrity",
    "R1": "contract",
    "R2": "safety",
    "R3": "overall",
    "R4": "slices",
    "R5": "broken cases",
    "R6": "latency",
    "R7": "cost",
    "R8": "judge",
}
"""Rule to what it is called in reports."""

SHOWN: Final = 5
"""Cases named in a reason; the figures hold all."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """One sub-rule that went against the comparison or the candidate."""

    name: str
    verdict: GateVerdict
    reason: str


def outcome_of(
    rule: str,
    complaints: Sequence[Complaint],
    otherwise: str,
    figures: Mapping[str, Figure] | None = None,
) -> RuleOutcome:
    """Return what a rule says: its complaints, or `otherwise` where there are none."""
    return RuleOutcome(
        rule=rule,
        name=NAMES[rule],
        verdict=first_of([each.verdict for each in complaints]),
        reason=" ".join(each.reason for each in complaints) or otherwise,
        fired=tuple(each.name for each in complaints),
        figures=dict(figures or {}),
    )


def not_applied(rule: str, reason: str) -> RuleOutcome:
    """Return the outcome of a rule with nothing to judge."""
    return RuleOutcome(
        rule=rule, name=NAMES[rule], verdict=GateVerdict.PASS, reason=reason, applied=False
    )


def named(cases: Sequence[str]) -> str:
    """Return the first few of some names and how many more there are."""
    more = len(cases) - SHOWN
    return ", ".join(cases[:SHOWN]) + (f" and {more} more" if more > 0 else "")
