"""Derives the claims of a turn again and says which do not hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final

from evals.oracle import recompute_energy, recompute_log, recompute_strength
from evals.oracle.claims import Claim, Expected, Finding, Ledger

Rule = Callable[[Claim, Ledger], Expected | None]
Limit = Callable[[Claim, Ledger], tuple[bool, str] | None]

_LOADS: Final[tuple[Rule, ...]] = (
    recompute_strength.next_load,
    recompute_strength.return_share,
    recompute_strength.reduction,
    recompute_strength.reps_in_reserve,
)
RULES: Final = MappingProxyType[str, tuple[Rule, ...]](
    {
        "one_rep_max.median_of_five": (recompute_strength.one_rep_max,),
        **dict.fromkeys(recompute_strength.strength.FORMULAS, (recompute_strength.one_rep_max,)),
        "rpe.one_rep_max": (recompute_strength.one_rep_max,),
        "progression.linear": _LOADS,
        "progression.double_progression": (*_LOADS, recompute_strength.double_progression),
        "rpe.load_at_rpe": _LOADS,
        "layoff.return_share": _LOADS,
        "plates.per_side": (recompute_strength.plates,),
        "plates.warm_up": (recompute_strength.warm_up,),
        "speed_loss.speed_loss_pct": (recompute_strength.speed_loss,),
        "rmr.mifflin_st_jeor": (recompute_energy.resting,),
        "energy.maintenance": (recompute_energy.maintenance,),
        "energy.energy_target": (recompute_energy.target,),
        "macros.protein_range": (recompute_energy.macros,),
        "macros.split": (recompute_energy.macros,),
        "macros.fibre_g": (recompute_energy.macros,),
        "nutrition.total": (recompute_energy.totals,),
        "calendar.days_between": (recompute_log.age,),
        "trend.difference": (recompute_log.difference,),
        "trend.ols_slope_per_week": (recompute_log.weight_trend,),
        "trend.mean": (recompute_log.mean_weight,),
        "volume.landmarks": (recompute_log.landmark,),
        "volume.fractional_sets": (recompute_log.hard_sets,),
    }
)
"""Formula a claim names to what derives it again."""
LOOKED_UP: Final[tuple[Rule, ...]] = (
    recompute_strength.logged_load,
    recompute_log.logged_weight,
    recompute_energy.meal_total,
)
"""What checks claims that name no formula."""
LIMITS: Final[tuple[Limit, ...]] = (recompute_strength.jump, recompute_energy.limits)


def recompute(ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for every claim that can be derived again; the others are left alone."""
    for claim in ledger.claims:
        if not isinstance(claim.value, float):
            continue
        for rule in RULES.get(claim.formula or "", LOOKED_UP):
            expected = rule(claim, ledger)
            if expected is not None:
                yield _finding(claim, claim.value, expected)


def unsafe(ledger: Ledger) -> Iterator[Finding]:
    """Yield a finding for every claim that a safety limit speaks to."""
    for claim in ledger.claims:
        for limit in LIMITS:
            judged = limit(claim, ledger)
            if judged is not None:
                yield Finding(claim, *judged)


def _finding(claim: Claim, value: float, expected: Expected) -> Finding:
    ok = math.isfinite(value) and expected.holds(value)
    ends = " or ".join(_stretch(low, high) for low, high in expected.options[:4]) or "nothing"
    unit = f" {claim.unit}" if claim.unit else ""
    return Finding(claim, ok, f"{claim.label} {value:g}{unit}, should be {ends} ({expected.how})")


def _stretch(low: float, high: float) -> str:
    middle = (low + high) / 2
    if high - low <= max(0.15, 0.02 * abs(middle)):
        return f"{middle:.4g}"
    return f"{low:.4g} to {high:.4g}"
