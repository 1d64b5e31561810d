"""The statistics of paired comparisons: bounds, exact tests, corrections, power."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from coach.errors import InvalidInput

FloatArray = NDArray[np.float64]

ALPHA: Final = 0.05
"""One-sided error of every bound. Source: convention (Fisher 1925)."""
POWER: Final = 0.80
"""Chance to notice that a minimum detectable effect is stated for. Source: Cohen 1988."""
RESAMPLES: Final = 10_000
"""Bootstrap samples. Source: Davison & Hinkley 1997, ch. 5: a 5 % quantile wants 1,000 or more."""
SEED: Final = 20_261_123
"""Of the bootstrap, fixed: the same two runs give the same bounds."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """A paired mean difference and its one-sided bounds."""

    n: int
    mean: float
    se: float
    lower: float
    """The true mean is below it with a chance of at most alpha."""
    upper: float
    """The true mean is above it with a chance of at most alpha."""


def standard_error(differences: FloatArray) -> float:
    """Return the standard error of the mean of paired differences in [-1, 1].

    Returns:
        sqrt(var(d)/n + (0.5/n)^2/n). The second term is half a case's flip spread over n, a
        continuity correction: without it nothing flipping would claim to know the difference
        exactly. inf for fewer than two cases.

    Source:
        Student 1908; half a unit as correction for discreteness: Yates 1934.
    """
    n = differences.size
    if n < 2:
        return float("inf")
    return float(np.sqrt(differences.var(ddof=1) / n + (0.5 / n) ** 2 / n))


def clustered_error(differences: FloatArray, clusters: NDArray[np.intp]) -> float:
    """Return the standard error when cases of one cluster vary together.

    Args:
        differences: (n,) paired differences.
        clusters: (n,) number of each case's cluster, from 0.

    Returns:
        sqrt(sum over clusters of (sum of residuals)^2) / n * sqrt(G/(G-1)), with the correction
        of `standard_error`; never below that of independent cases. inf for one cluster.

    Source:
        Liang & Zeger 1986; for evals Miller 2024, "Adding error bars to evals". Not below the
        independent error: with few clusters the estimate itself is noisy (Cameron & Miller 2015).
    """
    groups = int(clusters.max(initial=-1)) + 1
    plain = standard_error(differences)
    if groups == differences.size:
        return plain
    if groups < 2:
        return float("inf")
    n = differences.size
    sums = np.bincount(clusters, weights=differences - differences.mean(), minlength=groups)
    between = float((sums**2).sum()) / n**2 * groups / (groups - 1)
    return max(plain, float(np.sqrt(between + (0.5 / n) ** 2 / n)))


@lru_cache(maxsize=4096)
def t_quantile(level: float, df: int) -> float:
    """Return the quantile of Student's t; inf without a degree of freedom."""
    return float(special.stdtrit(df, level)) if df > 0 else float("inf")


def bounds_of(
    differences: FloatArray, clusters: NDArray[np.intp], *, alpha: float = ALPHA
) -> Bounds:
    """Return mean and t bounds of paired differences, clustered.

    Source:
        Student 1908, with G - 1 degrees of freedom (Cameron & Miller 2015).
    """
    n = differences.size
    if n == 0:
        return Bounds(0, 0.0, float("inf"), -1.0, 1.0)
    mean = float(differences.mean())
    groups = int(clusters.max()) + 1
    se = clustered_error(differences, clusters)
    reach = t_quantile(1 - alpha, groups - 1) * se
    return Bounds(n, mean, se, max(-1.0, mean - reach), min(1.0, mean + reach))


@lru_cache(maxsize=64)
def _resamples(n: int) -> NDArray[np.float32]:
    """Return how often each of n cases is drawn in each bootstrap sample, (RESAMPLES, n)."""
    generator = np.random.default_rng((SEED, n))
    drawn = generator.multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return drawn.astype(np.float32)


def bootstrap_bounds(differences: FloatArray, *, alpha: float = ALPHA) -> tuple[float, float]:
    """Return the percentile bootstrap bounds of the mean over cases, each one-sided.

    The seed is fixed; (-1, 1) without a case.

    Source:
        Efron & Tibshirani 1993, ch. 13.
    """
    n = differences.size
    if n == 0:
        return -1.0, 1.0
    if np.ptp(differences) == 0:
        return float(differences[0]), float(differences[0])
    means = np.sort(_resamples(n) @ differences.astype(np.float32)) / n
    low = int(alpha * (RESAMPLES - 1))
    return float(means[low]), float(means[RESAMPLES - 1 - low])


def mcnemar_p(fixed: int, broken: int) -> float:
    """Return the one-sided exact p value that more cases broke than were fixed.

    Returns:
        P(Bin(fixed + broken, 1/2) >= broken); 1 when nothing flipped.

    Source:
        McNemar 1947; exact form: Fagerland, Lydersen & Laake 2013.
    """
    flips = fixed + broken
    return float(stats.binom.sf(broken - 1, flips, 0.5)) if flips else 1.0


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Return the p values adjusted for having been looked at together, in the given order.

    Source:
        Holm 1979, step-down.
    """
    count = len(p_values)
    adjusted = [1.0] * count
    highest = 0.0
    for rank, at in enumerate(sorted(range(count), key=lambda i: p_values[i])):
        highest = max(highest, min(1.0, (count - rank) * p_values[at]))
        adjusted[at] = highest
    return tuple(adjusted)


def drop_p(bounds: Bounds, groups: int) -> float:
    """Return the one-sided p value that the true mean is below 0.

    Args:
        bounds: Mean and standard error.
        groups: Independent clusters behind them.
    """
    if groups < 2 or not np.isfinite(bounds.se):
        return 1.0
    return float(special.stdtr(groups - 1, bounds.mean / bounds.se))


def zero_failure_bound(trials: int, *, alpha: float = ALPHA) -> float:
    """Return the failure rate that no failure in `trials` does not exclude.

    Returns:
        1 - alpha^(1/trials): 60 trials 4.9 %, 160 trials 1.9 %, 300 trials 1.0 %; 1 for none.

    Source:
        Clopper & Pearson 1934 with no failure; as "rule of three" Hanley & Lippman-Hand 1983.
    """
    return float(1 - alpha ** (1 / trials)) if trials else 1.0


def clopper_pearson(hits: int, trials: int, *, alpha: float = ALPHA) -> tuple[float, float]:
    """Return the exact bounds of a rate, each one-sided.

    Raises:
        InvalidInput: More hits than trials, or a negative count.

    Source:
        Clopper & Pearson 1934, through quantiles of the beta distribution.
    """
    if not 0 <= hits <= trials:
        raise InvalidInput(f"{hits} hits of {trials} trials.", way_out="Count again.")
    low = float(stats.beta.ppf(alpha, hits, trials - hits + 1)) if hits else 0.0
    high = float(stats.beta.ppf(1 - alpha, hits + 1, trials - hits)) if hits < trials else 1.0
    return low, high


def spread_at(sd: float, epochs: int, *, spread: float = 0.0) -> float:
    """Return the standard deviation of a case's difference after averaging its epochs.

    Args:
        sd: Of the difference of one epoch each, from noise inside a case.
        epochs: Repeats in each arm.
        spread: Of the true difference between cases, which no repeat makes smaller.

    Source:
        Variance of a mean in two stages (Cochran 1977, ch. 10).
    """
    return float(np.sqrt(sd**2 / epochs + spread**2))


def error_at(sd: float, n: int) -> float:
    """Return the standard error of `standard_error` for a known standard deviation."""
    return float(np.sqrt(sd**2 / n + (0.5 / n) ** 2 / n))


def detectable(se: float, groups: int, *, alpha: float = ALPHA, power: float = POWER) -> float:
    """Return the smallest true drop that is told from none with a chance of `power`.

    Returns:
        (t_(1-alpha) + t_power) * SE; inf below two clusters.

    Source:
        Bloom 1995, minimum detectable effects.
    """
    if groups < 2:
        return float("inf")
    return (t_quantile(1 - alpha, groups - 1) + t_quantile(power, groups - 1)) * se


def pass_chance(effect: float, se: float, n: int, margin: float, *, alpha: float = ALPHA) -> float:
    """Return the chance that the lower bound of a true `effect` lies above `-margin`.

    Args:
        effect: True mean difference, such as -0.05.
        se: Standard error of the mean.
        n: Cases.
        margin: Of non-inferiority, above 0.
        alpha: One-sided error of the bound.

    Source:
        Power of a non-inferiority test (Chow, Shao & Wang 2008, ch. 3), normal approximation.
    """
    return float(special.ndtr((effect + margin) / se - t_quantile(1 - alpha, n - 1)))


def rogan_gladen(observed: float, sensitivity: float, specificity: float) -> float:
    """Return the true rate behind the rate an imperfect judge observed.

    Returns:
        (q + TNR - 1) / (TPR + TNR - 1), within [0, 1].

    Raises:
        InvalidInput: The judge is no better than a coin, so nothing can be said.

    Source:
        Rogan & Gladen 1978.
    """
    informed = sensitivity + specificity - 1
    if informed <= 0:
        raise InvalidInput(
            f"a judge with TPR {sensitivity:.2f} and TNR {specificity:.2f} tells nothing.",
            way_out="Calibrate another judge.",
        )
    return min(1.0, max(0.0, (observed + specificity - 1) / informed))
