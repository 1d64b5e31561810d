"""R3 to R5: whether answers got worse, over all cases, in a slice, or in single cases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals import stats
from evals.gate.outcome import Complaint, named, outcome_of
from evals.gate.pair import Pair
from evals.gate.profile import Profile
from evals.gate.report import GateVerdict, RuleOutcome, SliceLine

SMALL = 30
"""Cases below which a mean is not near normal. Source: convention (Hogg & Tanis 2010, ch. 5)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How one group of cases stands."""

    bounds: stats.Bounds
    p: float
    """One-sided, that the group got worse."""
    mde: float | None
    least: float
    """Lower bound that equal scores would have."""


def standing_of(pair: Pair, mask: NDArray[np.bool_]) -> Standing:
    """Return bounds, p value and detectable effect of the cases in `mask`.

    Below `SMALL` cases the bounds are the wider of Student's and the percentile bootstrap's, and
    of single pass-or-fail answers the p value is McNemar's exact one.
    """
    difference = pair.difference[mask]
    _, clusters = np.unique(pair.clusters[mask], return_inverse=True)
    groups = int(clusters.max(initial=-1)) + 1
    bounds = stats.bounds_of(difference, clusters)
    p = stats.drop_p(bounds, groups)
    if difference.size < SMALL:
        low, high = stats.bootstrap_bounds(difference)
        bounds = stats.Bounds(
            bounds.n,
            bounds.mean,
            bounds.se,
            min(bounds.lower, low),
            max(bounds.upper, high),
        )
        if _is_binary(pair, mask):
            p = stats.mcnemar_p(int((difference > 0).sum()), int((difference < 0).sum()))
    mde = stats.detectable(bounds.se, groups)
    floor = stats.error_at(0.0, max(difference.size, 1))
    least = -stats.t_quantile(1 - stats.ALPHA, groups - 1) * floor
    return Standing(bounds, p, mde if np.isfinite(mde) else None, least)


def _is_binary(pair: Pair, mask: NDArray[np.bool_]) -> bool:
    if pair.epochs != 1:
        return False
    return bool(
        np.isin(pair.before[mask], (0, 1)).all() and np.isin(pair.after[mask], (0, 1)).all()
    )


def _line(pair: Pair, name: str, mask: NDArray[np.bool_], margin: float) -> tuple[SliceLine, float]:
    standing = standing_of(pair, mask)
    bounds = standing.bounds
    line = SliceLine(
        slice=name,
        n=bounds.n,
        champion=float(pair.before[mask].mean()) if bounds.n else 0.0,
        candidate=float(pair.after[mask].mean()) if bounds.n else 0.0,
        difference=bounds.mean,
        lower=bounds.lower,
        upper=bounds.upper,
        margin=margin,
        mde=standing.mde,
        verdict=GateVerdict.PASS if bounds.lower > -margin else GateVerdict.INCONCLUSIVE,
        judged=standing.least > -margin,
    )
    return line, standing.p


def overall(pair: Pair, profile: Profile) -> tuple[RuleOutcome, SliceLine]:
    """R3: all cases together; fails when surely worse, passes when surely within the margin."""
    everything = np.ones(pair.n, dtype=bool)
    line, p = _line(pair, "all", everything, profile.margin(pair.n))
    if p <= profile.quality.fail_alpha and line.upper < 0:
        line = line.model_copy(update={"verdict": GateVerdict.REGRESSION})
    said = _said(line)
    complaints = {
        GateVerdict.REGRESSION: [Complaint("worse", line.verdict, f"Worse overall: {said}.")],
        GateVerdict.INCONCLUSIVE: [
            Complaint("undecided", line.verdict, f"Not decided overall: {said}.")
        ],
    }.get(line.verdict, [])
    figures = {
        "n": line.n,
        "difference": line.difference,
        "lower": line.lower,
        "upper": line.upper,
        "margin": line.margin,
        "p": p,
        "mde": line.mde,
    }
    return outcome_of("R3", complaints, f"No worse overall: {said}.", figures), line


def slices(pair: Pair, profile: Profile) -> tuple[RuleOutcome, tuple[SliceLine, ...]]:
    """R4: every slice alone.

    A slice fails on Holm's corrected p value and a loss worth a block. To pass, all of them must
    stay inside the margin, each at its own 5 %: no correction is due where every test must succeed.

    Source:
        Holm 1979; intersection-union tests: Berger 1982.
    """
    pairs = [
        _line(pair, name, mask, profile.slice_margin(int(mask.sum())))
        for name, mask in ((name, pair.slice_of == n) for n, name in enumerate(pair.slices))
    ]
    adjusted = stats.holm([p for _, p in pairs])
    lines = tuple(
        line.model_copy(update={"verdict": GateVerdict.REGRESSION})
        if p <= profile.quality.fail_alpha
        and line.difference <= -profile.quality.slice_drop
        and line.upper < 0
        else line
        for (line, _), p in zip(pairs, adjusted, strict=True)
    )
    complaints = [
        Complaint(
            f"worse:{line.slice}", line.verdict, f"Slice {line.slice} is worse: {_said(line)}."
        )
        for line in lines
        if line.verdict is GateVerdict.REGRESSION
    ] + [
        Complaint(
            f"undecided:{line.slice}",
            line.verdict,
            f"Slice {line.slice} not decided: {_said(line)}.",
        )
        for line in lines
        if line.verdict is GateVerdict.INCONCLUSIVE and line.judged
    ]
    small = [f"{line.slice} (n = {line.n})" for line in lines if not line.judged]
    otherwise = f"No worse in any of {len(lines)} slices."
    if small:
        otherwise += f" Too small to judge alone: {named(small)}."
    figures = {
        line.slice: {"n": float(line.n), "difference": line.difference, "p_holm": p}
        for line, p in zip(lines, adjusted, strict=True)
    }
    return outcome_of("R4", complaints, otherwise, figures), lines


def broken_cases(pair: Pair, profile: Profile) -> RuleOutcome:
    """R5: single cases that turned from working to not; of hard ones not even one."""
    rule = profile.quality
    broken = pair.difference <= -rule.broken_drop + 1e-9
    allowed = max(float(rule.broken_cases), rule.broken_share * pair.n)
    names = [case.id for case, is_broken in zip(pair.cases, broken, strict=True) if is_broken]
    hard = [
        case.id for case, is_broken in zip(pair.cases, broken & pair.hard, strict=True) if is_broken
    ]
    complaints: list[Complaint] = []
    if hard:
        reason = f"Hard cases broke: {named(hard)}."
        complaints.append(Complaint("hard_case", GateVerdict.REGRESSION, reason))
    if len(names) > allowed:
        reason = f"{len(names)} cases broke, {allowed:g} may: {named(names)}."
        complaints.append(Complaint("broken_cases", GateVerdict.REGRESSION, reason))
    otherwise = f"{len(names)} cases broke, {allowed:g} may."
    figures = {"broken": len(names), "allowed": allowed, "cases": names, "hard": hard}
    return outcome_of("R5", complaints, otherwise, figures)


def _said(line: SliceLine) -> str:
    mde = "none" if line.mde is None else f"{line.mde:.3f}"
    return (
        f"{line.champion:.3f} to {line.candidate:.3f}, difference {line.difference:+.3f} "
        f"[{line.lower:+.3f}, {line.upper:+.3f}], margin -{line.margin:.3f}, "
        f"n = {line.n}, detectable drop {mde}"
    )
