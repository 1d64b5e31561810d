"""Verdicts on one turn: programs first, a calibrated judge last."""

from evals.metrics.contract import catalogue_contract
from evals.metrics.scoring import score_turn
from evals.metrics.seen import Contract, Seen, Span
from evals.metrics.turn import MetricError, judge_turn, require_numbers
from evals.results import Verdict

__all__ = [
    "Contract",
    "MetricError",
    "Seen",
    "Span",
    "Verdict",
    "catalogue_contract",
    "judge_turn",
    "require_numbers",
    "score_turn",
]
