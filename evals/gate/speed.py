"""R6: whether replies got slower."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evals import stats
from evals.gate.arm import Arm, FloatGrid
from evals.gate.outcome import Complaint, not_applied, outcome_of
from evals.gate.pair import Pair
from evals.gate.profile import Profile
from evals.gate.report import GateVerdict, RuleOutcome
from evals.gate.tables import paces


def latency(pair: Pair, profile: Profile) -> RuleOutcome:
    """R6: modelled time of the model's calls, plus measured time where both share a session.

    A single epoch's time is the machine's as much as the coach's: measured times count from the
    first look's number of epochs on.

    Fails when the geometric mean of the cases' ratios passes its limit and is surely above 1, or
    when the 95th percentile passes its own.
    """
    is_measured = _share_a_session(pair) and pair.epochs >= profile.epochs.first
    before = _times_ms(pair.champion, pair.at_champion, is_measured=is_measured)
    after = _times_ms(pair.candidate, pair.at_candidate, is_measured=is_measured)
    if before is None or after is None:
        return not_applied("R6", "A model is missing in the latency table: its time is not known.")
    grids = before, after
    before, after = (median_over_epochs(times) for times in grids)
    timed = (before > 0) & (after > 0)
    if not timed.any():
        return not_applied(
            "R6",
            "The arms were not timed in turn on one machine over "
            f"{profile.epochs.first} epochs, and no model's time can be modelled.",
        )
    ratios = np.log(after[timed] / before[timed])
    mean = float(np.exp(ratios.mean()))
    low = float(np.exp(_lower(ratios, pair.clusters[timed])))
    if is_measured:
        low = min(low, float(np.exp(_lower_over_epochs(grids, timed))))
    tails = [float(np.percentile(times[timed], 95)) for times in (before, after)]
    tail = tails[1] / tails[0]
    how = "modelled and measured" if is_measured else "modelled"
    said = (
        f"{how} time x{mean:.3f} (at least x{low:.3f}), 95th percentile x{tail:.3f} "
        f"({tails[0]:.0f} to {tails[1]:.0f} ms), n = {int(timed.sum())} of {pair.n}"
    )
    complaints: list[Complaint] = []
    if mean > profile.speed.mean_ratio and low > 1:
        complaints.append(Complaint("slower", GateVerdict.REGRESSION, f"Slower: {said}."))
    if tail > profile.speed.p95_ratio and (low > 1 or not is_measured):
        complaints.append(
            Complaint(
                "slow_tail",
                GateVerdict.REGRESSION,
                f"95th percentile x{tail:.3f}, at most x{profile.speed.p95_ratio:g}.",
            )
        )
    figures = {
        "ratio": mean,
        "ratio_lower": low,
        "p95_ratio": tail,
        "p95_champion_ms": tails[0],
        "p95_candidate_ms": tails[1],
        "measured": is_measured,
        "n": int(timed.sum()),
    }
    return outcome_of("R6", complaints, f"Not slower: {said}.", figures)


def _share_a_session(pair: Pair) -> bool:
    before, after = pair.champion.header, pair.candidate.header
    return before.timing_session is not None and before.timing_session == after.timing_session


def _times_ms(arm: Arm, at: NDArray[np.intp], *, is_measured: bool) -> FloatGrid | None:
    """Return the time of each case and epoch, NaN where absent; None if nothing can be known."""
    grid = arm.grid
    present = grid.rows[at] > 0
    times = grid.measured_ms[at] if is_measured else np.zeros(present.shape)
    pace = paces().get(arm.header.model)
    if pace is None and not is_measured:
        return None
    if pace is not None:
        times = times + grid.llm_calls[at] * pace.first_token_ms
        if pace.tokens_per_s is not None:
            times = times + grid.output_tokens[at] / pace.tokens_per_s * 1000
    return np.where(present, times, np.nan)


def median_over_epochs(values: FloatGrid) -> FloatGrid:
    """Return the median of each row without its NaNs, (n,); 0 for a row of NaNs."""
    ordered = np.sort(values, axis=1)
    count = np.count_nonzero(~np.isnan(values), axis=1)
    rows = np.arange(len(values))
    middle = (
        ordered[rows, np.maximum(count - 1, 0) // 2] + ordered[rows, count // 2 % values.shape[1]]
    )
    return np.where(count > 0, middle / 2, 0.0)


def _lower_over_epochs(grids: tuple[FloatGrid, FloatGrid], timed: NDArray[np.bool_]) -> float:
    """Return the lower bound of the mean log ratio, taking each epoch as one observation.

    A busy minute of the machine slows all cases of one run at once, which a bound over cases
    cannot see: on a machine with ten times more work than cores, two runs of one tree differed by
    a factor of 2 with a bound over cases of 1.7.

    Source:
        Student 1908.
    """
    shared = min(grid.shape[1] for grid in grids)
    before, after = (grid[timed, :shared] for grid in grids)
    both = np.isfinite(before) & np.isfinite(after) & (before > 0) & (after > 0)
    ratios = np.log(np.where(both, after, 1.0) / np.where(both, before, 1.0))
    counts = both.sum(axis=0)
    means = ratios.sum(axis=0)[counts > 0] / counts[counts > 0]
    if means.size < 2:
        return float("-inf")
    se = float(means.std(ddof=1)) / float(np.sqrt(means.size))
    return float(means.mean()) - stats.t_quantile(1 - stats.ALPHA, means.size - 1) * se


def _lower(ratios: FloatGrid, clusters: NDArray[np.intp]) -> float:
    """Return the one-sided lower bound of the mean log ratio. Source: Student 1908."""
    _, numbers = np.unique(clusters, return_inverse=True)
    groups = int(numbers.max(initial=-1)) + 1
    if groups < 2:
        return float("-inf")
    n = ratios.size
    sums = np.bincount(numbers, weights=ratios - ratios.mean(), minlength=groups)
    se = float(np.sqrt((sums**2).sum() * groups / (groups - 1))) / n
    return float(ratios.mean()) - stats.t_quantile(1 - stats.ALPHA, groups - 1) * se
