"""The maximum a set points to: by its RPE where one was rated, else by its repetitions."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from coach.training.rules import rpe
from coach.training.rules.one_rep_max import MAX_REPS_NORMAL, Estimate, median_of_five

MAX_REPS_BY_RPE = 12
"""Repetitions from which on an RPE tells too little. Source: the table of Reactive Training Systems
ends at 12 repetitions (Tuchscherer 2008)."""
MIN_RPE = 6.0
"""A lower rating says that the set was easy, not how easy. Source: Zourdos 2016; below 6 the scale
no longer counts repetitions in reserve."""
RPE_BAND = 1.0
"""Error of a logged RPE in points. Source: Zourdos 2016; about one repetition near failure."""

Method = Literal["median_of_five", "rpe_table"]


def estimated_max(load: float, reps: int, rated: Decimal | None) -> tuple[Estimate, Method]:
    """Return the estimated maximum of a set, and which formula gave it.

    Args:
        load: Any mass unit, above 0.
        reps: 1 to 15; above 10 the confidence is low.
        rated: RPE of the set, 1 to 10; None if it was not rated.

    Raises:
        InvalidInput: Load or repetitions are out of range.

    Source:
        RTS table from RPE 6 on, with the band of one point of RPE as far as the table reaches;
        otherwise `median_of_five`.
    """
    told = 0.0 if rated is None else float(rated)
    if told < MIN_RPE or reps > MAX_REPS_BY_RPE or not rpe.is_in_table(reps, told):
        return median_of_five(load, reps), "median_of_five"
    easier = (told - RPE_BAND, told - RPE_BAND / 2, told)
    easiest = next(each for each in easier if each >= MIN_RPE and rpe.is_in_table(reps, each))
    value = rpe.one_rep_max(load, reps, told)
    low = rpe.one_rep_max(load, reps, min(10.0, told + RPE_BAND))
    high = rpe.one_rep_max(load, reps, easiest)
    confidence = "normal" if reps <= MAX_REPS_NORMAL else "low"
    return Estimate(value, low, high, confidence), "rpe_table"
