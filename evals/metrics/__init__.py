"""Verdicts on one turn: programs first, a calibrated judge last."""

from evals.metrics.contract import catalogue_contract
from evals.metrics.seen import Contract, Seen, Span
from evals.metrics.turn import judge, judge_turn, score_turn
from evals.results import Verdict

__all__ = [
    "Contract",
    "Seen",
    "Span",
    "Verdict",
    "catalogue_contract",
    "judge",
    "judge_turn",
    "score_turn",
]
