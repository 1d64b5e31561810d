"""What an experiment on athletes shows: its arms, their difference, and if it can be trusted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from pydantic import BaseModel
from scipy import stats

from coach.runs.model import Arm, ArmOutcome, Share

LEVEL: Final = 0.95
"""Of every interval. Source: convention."""
MISMATCH_P: Final = 0.001
"""Below this the arms' sizes are not the split's. Source: Fabijan et al. 2019, "Diagnosing sample
ratio mismatch in online controlled experiments"; small, because many experiments are looked at."""
LEAST_EXPECTED: Final = 5.0
"""Athletes expected in an arm, below which chi-squared is replaced by the exact test.
Source: Cochran 1954, "Some methods for strengthening the common chi-squared tests"."""
DETECT: Final = 0.03
"""Drop in thumbs up that an experiment should find. Source: own choice, 3 replies in 100."""
PLANNED_RATE: Final = 0.80
"""Taken for the champion's rate until it has `ENOUGH` thumbs. Source: own choice."""
ENOUGH: Final = 30
"""Thumbs from which a rate is taken as measured. Source: own choice; its 95 % interval is then at
most 0.34 wide."""
POWER: Final = 0.80
"""Source: convention, Cohen 1988."""


class Interval(NamedTuple):
    """A share or a difference of two with its bounds."""

    value: float
    low: float
    high: float


class Rate(BaseModel):
    """A share with its Wilson interval."""

    hits: int
    trials: int
    effective: float
    """Independent trials worth as much: five of one athlete say less than one each of five."""
    rate: float | None
    """None without a trial; likewise the bounds."""
    low: float | None
    high: float | None


class ArmReport(BaseModel):
    """One arm."""

    arm: Arm
    bundles: tuple[str, ...]
    athletes: int
    expected: float
    moved: int
    runs: int
    thumbs_up: Rate
    failed: Rate
    abandoned: Rate
    """Of the programmes the coach built or revised at least two weeks ago."""
    edits: int
    p95_s: float | None


class Difference(BaseModel):
    """Challenger minus champion."""

    metric: str
    value: float
    low: float
    high: float


class ExperimentReport(BaseModel):
    """One experiment under one salt."""

    experiment: str
    salt: str
    valid: bool
    """False: the arms' sizes are not the split's, so their difference means nothing."""
    mismatch_p: float
    """Probability of such sizes under the split."""
    needed: int
    """Independent thumbs an arm to find a drop of `DETECT`."""
    enough: bool
    arms: tuple[ArmReport, ...]
    """Champion first."""
    differences: tuple[Difference, ...]


def experiment_reports(outcomes: Sequence[ArmOutcome]) -> tuple[ExperimentReport, ...]:
    """Return a report for each experiment and salt, in the order of `outcomes`.

    Args:
        outcomes: Sorted by experiment and salt, as the store gives them.
    """
    groups = groupby(outcomes, key=lambda one: (one.experiment, one.salt))
    return tuple(_report(experiment, salt, list(arms)) for (experiment, salt), arms in groups)


def needed_each(before: float, after: float, *, power: float = POWER) -> int:
    """Return how many independent answers an arm needs to tell two shares apart, two-sided.

    Args:
        before: The champion's share, in (0, 1).
        after: Another share, in (0, 1).
        power: Chance of finding the difference, in (0, 1).

    Source:
        Fleiss, Levin & Paik 2003, "Statistical methods for rates and proportions", section 4.2,
        without continuity correction.
    """
    alpha, beta = stats.norm.ppf((1 + LEVEL) / 2), stats.norm.ppf(power)
    mean = (before + after) / 2
    pooled = math.sqrt(2 * mean * (1 - mean))
    apart = math.sqrt(before * (1 - before) + after * (1 - after))
    return math.ceil(float((alpha * pooled + beta * apart) / (before - after)) ** 2)


def mismatch_p(observed: Sequence[int], expected: Sequence[float]) -> float:
    """Return the probability of arms at least as far from their expected sizes.

    Weights may have changed while athletes came in: `expected` sums the weights of their moments.
    That makes the test a little too kind, never too strict.

    Args:
        observed: Athletes of each of two arms.
        expected: The same in sum.
    """
    everybody = sum(observed)
    if everybody == 0:
        return 1.0
    if min(expected) < LEAST_EXPECTED:
        share = min(max(expected[0] / everybody, 0.0), 1.0)
        return float(stats.binomtest(observed[0], everybody, share).pvalue)
    squared = sum((o - e) ** 2 / e for o, e in zip(observed, expected, strict=True))
    return float(stats.chi2.sf(squared, df=len(observed) - 1))


def wilson(rate: float, trials: float) -> Interval:
    """Return a share with its interval.

    Args:
        rate: In [0, 1].
        trials: Independent ones, above 0; need not be whole.

    Source:
        Wilson 1927, "Probable inference, the law of succession, and statistical inference".
    """
    z = float(stats.norm.ppf((1 + LEVEL) / 2))
    middle = rate + z**2 / (2 * trials)
    half = z * math.sqrt(rate * (1 - rate) / trials + z**2 / (4 * trials**2))
    scale = 1 + z**2 / trials
    return Interval(rate, max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def difference(champion: Interval, challenger: Interval) -> Interval:
    """Return challenger minus champion with its interval.

    Source:
        Newcombe 1998, "Interval estimation for the difference between independent proportions",
        method 10.
    """
    value = challenger.value - champion.value
    down = math.hypot(challenger.value - challenger.low, champion.high - champion.value)
    up = math.hypot(challenger.high - challenger.value, champion.value - champion.low)
    return Interval(value, value - down, value + up)


def effective_trials(share: Share) -> float:
    """Return how many independent trials a share is worth, at most its trials.

    Athletes are assigned, and replies to one athlete are alike. The variance is that of a ratio
    over athletes, its quotient by the binomial one the design effect.

    Source:
        Kish 1965, "Survey sampling", section 8.2; Deng, Knoblich & Lu 2018, "Applying the delta
        method in metric analytics".
    """
    if share.trials == 0:
        return 0.0
    rate = share.hits / share.trials
    if share.athletes < 2 or rate in {0.0, 1.0}:
        return float(share.athletes)
    spread = (
        share.hits_squared - 2 * rate * share.hits_times_trials + rate**2 * share.trials_squared
    )
    variance = spread * share.athletes / (share.athletes - 1) / share.trials**2
    binomial = rate * (1 - rate) / share.trials
    return share.trials / max(1.0, variance / binomial)


def rate_of(share: Share) -> Rate:
    """Return a share with the interval of its independent trials."""
    return _rate(share.hits, share.trials, effective_trials(share))


def _rate(hits: int, trials: int, effective: float) -> Rate:
    if trials == 0:
        return Rate(hits=0, trials=0, effective=0.0, rate=None, low=None, high=None)
    rate, low, high = wilson(hits / trials, effective)
    return Rate(hits=hits, trials=trials, effective=effective, rate=rate, low=low, high=high)


def _report(experiment: str, salt: str, outcomes: Sequence[ArmOutcome]) -> ExperimentReport:
    arms = tuple(_arm(arm, outcomes) for arm in Arm)
    p = mismatch_p([arm.athletes for arm in arms], [arm.expected for arm in arms])
    champion, _ = arms
    needed = _needed(champion.thumbs_up)
    return ExperimentReport(
        experiment=experiment,
        salt=salt,
        valid=p >= MISMATCH_P,
        mismatch_p=p,
        needed=needed,
        enough=all(arm.thumbs_up.effective >= needed for arm in arms),
        arms=arms,
        differences=tuple(_differences(arms)),
    )


def _arm(arm: Arm, outcomes: Sequence[ArmOutcome]) -> ArmReport:
    found = next((one for one in outcomes if one.arm is arm), None) or _nobody(arm, outcomes)
    return ArmReport(
        arm=arm,
        bundles=found.bundles,
        athletes=found.athletes,
        expected=found.expected,
        moved=found.moved,
        runs=found.runs,
        thumbs_up=rate_of(found.thumbs_up),
        failed=rate_of(found.failed),
        abandoned=_rate(found.abandoned, found.plans, float(found.plans)),
        edits=found.edits,
        p95_s=found.p95_s,
    )


def _nobody(arm: Arm, outcomes: Sequence[ArmOutcome]) -> ArmOutcome:
    """Return the outcome of an arm that no athlete met: what is expected beyond the other arm."""
    everybody = sum(one.athletes for one in outcomes)
    expected = everybody - sum(one.expected for one in outcomes)
    none = Share(0, 0, 0, 0, 0, 0)
    first = outcomes[0]
    return ArmOutcome(
        experiment=first.experiment,
        salt=first.salt,
        arm=arm,
        bundles=(),
        athletes=0,
        expected=expected,
        moved=0,
        runs=0,
        thumbs_up=none,
        failed=none,
        edits=0,
        p95_s=None,
        plans=0,
        abandoned=0,
    )


def _needed(thumbs_up: Rate) -> int:
    measured = thumbs_up.rate if thumbs_up.effective >= ENOUGH else None
    rate = PLANNED_RATE if measured is None else measured
    # Near the ends a drop of that size has no room; the nearest shares that have are taken.
    before = min(max(rate, 2 * DETECT), 1 - DETECT)
    return needed_each(before, before - DETECT)


def _differences(arms: Sequence[ArmReport]) -> list[Difference]:
    found: list[Difference] = []
    for metric in ("thumbs_up", "failed", "abandoned"):
        bounds = [_interval(getattr(arm, metric)) for arm in arms]
        if bounds[0] is not None and bounds[1] is not None:
            value, low, high = difference(bounds[0], bounds[1])
            found.append(Difference(metric=metric, value=value, low=low, high=high))
    return found


def _interval(rate: Rate) -> Interval | None:
    if rate.rate is None or rate.low is None or rate.high is None:
        return None
    return Interval(rate.rate, rate.low, rate.high)
