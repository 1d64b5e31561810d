"""Verdicts on one turn: programs first, a calibrated judge last."""

from evals.metrics.contract import catalogue_contract
from evals.metrics.scoring import score_turn
from evals.metrics.seen import Contract, Seen, Span
from evals.metrics.turn import broken_metric, judge_turn
from evals.results import Verdict

__all__ = [
    "Contract",
    "Seen",
    "Span",
    "Verdict",
    "broken_metric",
    "catalogue_contract",
    "judge_turn",
    "score_turn",
]
