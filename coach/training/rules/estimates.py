"""The maximum a set points to: by its RPE where one was rated, else by its repetitions.

Every reader of the log takes its estimates from `best_of`, so that one lift has one figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from coach.training.model import PerformedSet, SetKind
from coach.training.rules import rpe
from coach.training.rules.one_rep_max import MAX_REPS, MAX_REPS_NORMAL, Estimate, median_of_five

MAX_REPS_BY_RPE = 12
"""Repetitions from which on an RPE tells too little. Source: the table of Reactive Training Systems
ends at 12 repetitions (Tuchscherer 2008)."""
MIN_RPE = 6.0
"""A lower rating says that the set was easy, not how easy. Source: Zourdos 2016; below 6 the scale
no longer counts repetitions in reserve."""
RPE_BAND = 1.0
"""Error of a logged RPE in points. Source: Zourdos 2016; about one repetition near failure."""
TEST_NOISE_PCT = Decimal("4.2")
"""A change of a maximum up to this may be day form alone. Source: median coefficient of variation
of repeated one-repetition tests in 32 studies (Grgic et al. 2020, Sports Medicine - Open 6:31)."""

Method = Literal["median_of_five", "rpe_table"]
FORMULA_OF: Mapping[Method, str] = {
    "median_of_five": "one_rep_max.median_of_five",
    "rpe_table": "rpe.one_rep_max",
}
"""Name of the formula behind each method, as docs/reference/formulas.md lists it."""


@dataclass(frozen=True, slots=True)
class BestSet:
    """The set that points to the highest maximum, and what it points to."""

    done: PerformedSet
    estimate: Estimate
    method: Method


def estimated_max(load: float, reps: int, rated: Decimal | None) -> tuple[Estimate, Method]:
    """Return the estimated maximum of a set, and which formula gave it.

    Args:
        load: Any mass unit, above 0.
        reps: 1 to 15; above 10 the confidence is low.
        rated: RPE of the set, 1 to 10, read to the nearest half; None if it was not rated.

    Raises:
        InvalidInput: Load or repetitions are out of range.

    Source:
        RTS table from RPE 6 on, with the band of one point of RPE as far as the table reaches;
        otherwise `median_of_five`.
    """
    told = 0.0 if rated is None else _to_half(rated)
    if told < MIN_RPE or reps > MAX_REPS_BY_RPE or not rpe.is_in_table(reps, told):
        return median_of_five(load, reps), "median_of_five"
    easier = (told - RPE_BAND, told - RPE_BAND / 2, told)
    easiest = next(each for each in easier if each >= MIN_RPE and rpe.is_in_table(reps, each))
    value = rpe.one_rep_max(load, reps, told)
    low = rpe.one_rep_max(load, reps, min(10.0, told + RPE_BAND))
    high = rpe.one_rep_max(load, reps, easiest)
    confidence = "normal" if reps <= MAX_REPS_NORMAL else "low"
    return Estimate(value, low, high, confidence), "rpe_table"


def _to_half(rated: Decimal) -> float:
    return float((rated * 2).to_integral_value(ROUND_HALF_UP) / 2)


def estimate_of(done: PerformedSet) -> BestSet | None:
    """Return what one logged set points to.

    Returns:
        None for a warm-up, without external load, and outside 1 to 15 repetitions.

    Source:
        `estimated_max`.
    """
    if done.kind is SetKind.WARMUP or not done.load_kg or done.load_kg < 0:
        return None
    if not done.reps or not 1 <= done.reps <= MAX_REPS:
        return None
    estimate, method = estimated_max(float(done.load_kg), done.reps, done.rpe)
    return BestSet(done, estimate, method)


RPE_STEPS = 21
"""Columns of `factors`: no rating, then twice the RPE from 1 to 20."""


def factors() -> list[float]:
    """Return what a load is multiplied with for its estimate, by repetitions and rating.

    Returns:
        A table written row by row: 1 to 15 repetitions, each with `RPE_STEPS` columns.

    Source:
        `estimated_max`; each of its formulas is linear in the load.
    """
    ratings = (None, *(Decimal(step) / 2 for step in range(1, RPE_STEPS)))
    return [
        estimated_max(1.0, reps, rated)[0].value
        for reps in range(1, MAX_REPS + 1)
        for rated in ratings
    ]


def best_of(sets: Iterable[PerformedSet]) -> BestSet | None:
    """Return the set with the highest estimated maximum; None where no set allows an estimate.

    A set of 11 to 15 repetitions only counts where no set of 10 or fewer does, because its
    estimate has low confidence. Of equal estimates the earlier set counts.

    Args:
        sets: Sets of one exercise, doubtful ones left out; warm-ups are ignored.

    Source:
        `estimated_max`; Reynolds 2006 (J Strength Cond Res 20:584) for the limit of 10.
    """
    found = [best for best in map(estimate_of, sets) if best is not None]
    return max(
        found,
        key=lambda best: (best.estimate.confidence == "normal", best.estimate.value),
        default=None,
    )
