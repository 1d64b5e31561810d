"""R7: whether replies got dearer, in tokens, money or calls."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from agents.prices import prices
from evals.gate.arm import Arm, CountGrid, FloatGrid
from evals.gate.outcome import Complaint, outcome_of
from evals.gate.pair import Pair
from evals.gate.profile import Profile
from evals.gate.report import Figure, GateVerdict, RuleOutcome


class _Ratios(NamedTuple):
    unit: str
    overall: float
    by_slice: dict[str, float]
    calls: float


def cost(pair: Pair, profile: Profile) -> RuleOutcome:
    """R7: tokens by geometric mean over cases, calls by their mean.

    Where neither arm used a token (`builtin:coach`), words of the reply stand in for tokens.
    """
    has_tokens = bool(_tokens(pair.champion).any() or _tokens(pair.candidate).any())
    unit = "tokens" if has_tokens else "words"
    amounts = [_tokens(arm) if has_tokens else arm.grid.words for arm in _arms(pair)]
    before, after = (
        _means(arm, at, amount)
        for arm, at, amount in zip(_arms(pair), _rows(pair), amounts, strict=True)
    )
    ratio = _ratio(before, after)
    by_slice = {
        name: _ratio(before[pair.slice_of == n], after[pair.slice_of == n])
        for n, name in enumerate(pair.slices)
    }
    calls = _calls(pair)
    usd = _usd(pair)
    said = f"{unit} x{ratio:.3f}, calls x{calls:.3f}"
    if usd is not None:
        said += f", {usd[0]:.5f} to {usd[1]:.5f} USD a case"
    if not has_tokens:
        said += " (no tokens in either arm: words of the replies count instead)"
    complaints = _complaints(pair, profile, _Ratios(unit, ratio, by_slice, calls))
    if usd is not None and usd[0] > 0 and usd[1] / usd[0] > profile.cost.tokens_ratio:
        reason = f"USD a case x{usd[1] / usd[0]:.3f}, at most x{profile.cost.tokens_ratio:g}."
        complaints.append(Complaint("dearer", GateVerdict.REGRESSION, reason))
    figures: dict[str, Figure] = {
        "unit": unit,
        "ratio": ratio,
        "calls_ratio": calls,
        "slices": by_slice,
        "usd_champion": usd[0] if usd else None,
        "usd_candidate": usd[1] if usd else None,
    }
    return outcome_of("R7", complaints, f"Not dearer: {said}.", figures)


def _complaints(pair: Pair, profile: Profile, found_ratios: _Ratios) -> list[Complaint]:
    limits, (unit, ratio, by_slice, calls) = profile.cost, found_ratios
    sizes = {name: int((pair.slice_of == n).sum()) for n, name in enumerate(pair.slices)}
    found: list[Complaint] = []
    if ratio > limits.tokens_ratio:
        reason = f"{unit} x{ratio:.3f}, at most x{limits.tokens_ratio:g}."
        found.append(Complaint(unit, GateVerdict.REGRESSION, reason))
    for name, value in by_slice.items():
        if value > limits.slice_ratio and sizes[name] >= limits.slice_cases:
            reason = f"{unit} in slice {name} x{value:.3f}, at most x{limits.slice_ratio:g}."
            found.append(Complaint(f"{unit}:{name}", GateVerdict.REGRESSION, reason))
    if calls > limits.calls_ratio:
        reason = f"Calls a case x{calls:.3f}, at most x{limits.calls_ratio:g}."
        found.append(Complaint("calls", GateVerdict.REGRESSION, reason))
    return found


def _arms(pair: Pair) -> tuple[Arm, Arm]:
    return pair.champion, pair.candidate


def _rows(pair: Pair) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    return pair.at_champion, pair.at_candidate


def _tokens(arm: Arm) -> CountGrid:
    return arm.grid.input_tokens + arm.grid.output_tokens


def _means(arm: Arm, at: NDArray[np.intp], amount: CountGrid | FloatGrid) -> FloatGrid:
    """Return the mean of each case over the epochs it has, (n,)."""
    return amount[at].sum(axis=1) / np.maximum(arm.epochs[at], 1)


def _ratio(before: FloatGrid, after: FloatGrid) -> float:
    """Return the geometric mean of the ratios; one is added to each, so that none is infinite."""
    return float(np.exp(np.log((after + 1) / (before + 1)).mean())) if before.size else 1.0


def _calls(pair: Pair) -> float:
    """Return the ratio of model and tool calls a case."""
    before, after = (
        float(_means(arm, at, arm.grid.llm_calls + arm.grid.tool_calls).mean())
        for arm, at in zip(_arms(pair), _rows(pair), strict=True)
    )
    return after / before if before else 1.0 + after


def _usd(pair: Pair) -> tuple[float, float] | None:
    """Return what a case costs in both arms; None where a price is not in the table."""
    spent: list[float] = []
    for arm, at in zip(_arms(pair), _rows(pair), strict=True):
        price = prices().get(arm.header.model)
        if price is None:
            return None
        taken = float(_means(arm, at, arm.grid.input_tokens).mean()) * float(price.input)
        made = float(_means(arm, at, arm.grid.output_tokens).mean()) * float(price.output)
        spent.append((taken + made) / 1e6)
    return spent[0], spent[1]
