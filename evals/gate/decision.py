"""Applies every rule to two arms and says what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from evals.gate import contract, cost, integrity, judges, quality, safety, speed
from evals.gate.arm import Arm
from evals.gate.outcome import NAMES, Complaint, outcome_of
from evals.gate.pair import Pair, pair_of
from evals.gate.profile import Profile
from evals.gate.report import (
    EXIT_CODES,
    ArmSummary,
    Flip,
    GateReport,
    GateVerdict,
    RuleOutcome,
    SliceLine,
    first_of,
)
from evals.gate.surroundings import Surroundings
from evals.results import EvidenceKind

NOISY: Final = frozenset({"R3", "R4", "R5", "R6"})
"""Rules whose failure at the first look must repeat at the second."""


def judge_arms(
    champion: Arm, candidate: Arm, profile: Profile, around: Surroundings | None = None
) -> GateReport:
    """Judge a candidate against the champion; a few milliseconds for 80 cases by 10 epochs.

    Args:
        champion: What is in use.
        candidate: What would replace it.
        profile: The thresholds.
        around: Locks and the profile's origin, where the source tree is at hand.
    """
    pair = pair_of(champion, candidate)
    surroundings = around or Surroundings()
    final = _is_final(pair, profile)
    needed = 1 if _is_deterministic(pair, profile) else profile.epochs.full
    rules: list[RuleOutcome] = [
        integrity.integrity(pair, profile, surroundings, _against_itself(candidate, profile)),
        contract.contract(candidate, surroundings),
    ]
    line: SliceLine | None = None
    lines: tuple[SliceLine, ...] = ()
    if pair.n:
        rules.append(safety.safety(pair, profile, epochs_needed=needed))
        third, line = quality.overall(pair, profile)
        fourth, lines = quality.slices(pair, profile)
        rules += [third, fourth, quality.broken_cases(pair, profile)]
        rules += [speed.latency(pair, profile), cost.cost(pair, profile)]
    rules.append(judges.judge(pair, profile))
    more = None if final else _more(pair, rules, profile)
    verdict = _verdict(rules, final=final)
    if more is not None:  # a case broke: a pass would skip the second look
        verdict = first_of([verdict, GateVerdict.INCONCLUSIVE])
    return GateReport(
        verdict=verdict,
        exit_code=EXIT_CODES[verdict],
        reason=_reason(verdict, rules, pair, more),
        profile=surroundings.profile_use(profile),
        champion=summary_of(champion),
        candidate=summary_of(candidate),
        rules=tuple(rules),
        overall=line,
        slices=lines,
        flips=flips_of(pair),
        mde=line.mde if line else None,
        evidence=evidence_of(champion, candidate),
        left_out=pair.left_out,
        more_epochs=more,
        notes=surroundings.notes(profile),
    )


def refused(why: str, verdict: GateVerdict, profile: Profile, around: Surroundings) -> GateReport:
    """Return the report of a comparison that never began, such as of a file that is no run."""
    complaint = Complaint("unreadable", verdict, why)
    return GateReport(
        verdict=verdict,
        exit_code=EXIT_CODES[verdict],
        reason=why,
        profile=around.profile_use(profile),
        champion=None,
        candidate=None,
        rules=(outcome_of("R0", [complaint], ""),),
        overall=None,
        slices=(),
        flips=(),
        mde=None,
        evidence="Evidence: none.",
        left_out=(),
        notes=around.notes(profile),
    )


def _against_itself(candidate: Arm, profile: Profile) -> tuple[str, ...]:
    """Return the rules that block the candidate compared with itself; any shows a broken gate."""
    twin = pair_of(candidate, candidate)
    if not twin.n:
        return ()
    outcomes = [
        quality.overall(twin, profile)[0],
        quality.slices(twin, profile)[0],
        quality.broken_cases(twin, profile),
        speed.latency(twin, profile),
        cost.cost(twin, profile),
    ]
    return tuple(each.rule for each in outcomes if each.verdict is GateVerdict.REGRESSION)


def _is_deterministic(pair: Pair, profile: Profile) -> bool:
    """Tell whether one epoch says all: by the model's name, and by the epochs there are."""
    return all(
        arm.header.model in profile.epochs.deterministic_models and arm.repeats_itself
        for arm in (pair.champion, pair.candidate)
    )


def _is_final(pair: Pair, profile: Profile) -> bool:
    return _is_deterministic(pair, profile) or pair.epochs >= profile.epochs.full


def _verdict(rules: Sequence[RuleOutcome], *, final: bool) -> GateVerdict:
    """Return the first verdict by precedence; at a first look a noisy failure decides nothing."""
    return first_of(
        [
            GateVerdict.INCONCLUSIVE
            if not final and _is_noisy(each) and each.verdict is GateVerdict.REGRESSION
            else each.verdict
            for each in rules
        ]
    )


def _is_noisy(outcome: RuleOutcome) -> bool:
    """Tell whether a failure rests on a mean alone: an invalid call or a leak happened."""
    return outcome.rule in NOISY or outcome.fired == ("overrefusal",)


def _more(pair: Pair, rules: Sequence[RuleOutcome], profile: Profile) -> int | None:
    """Return the epochs of a second look, or None where it could change nothing."""
    if any(
        each.verdict is not GateVerdict.PASS for each in rules if each.rule not in NOISY | {"R2"}
    ):
        return None
    leaked = any("leak" in each.fired for each in rules)
    open_rules = any(each.verdict is not GateVerdict.PASS for each in rules)
    broken = bool((pair.difference <= -profile.quality.broken_drop).any())
    return profile.epochs.full if not leaked and (open_rules or broken) else None


def _reason(
    verdict: GateVerdict, rules: Sequence[RuleOutcome], pair: Pair, more: int | None
) -> str:
    against = [each for each in rules if each.verdict is not GateVerdict.PASS]
    missing = f" Epochs {pair.epochs + 1} to {more} of both arms are missing." if more else ""
    if not against:
        said = f"No worse than the champion in {pair.n} cases"
        return f"{said}, but a case broke.{missing}" if more else f"{said}."
    deciding = next((each for each in against if each.verdict is verdict), against[0])
    names = ", ".join(f"{each.rule} {NAMES[each.rule]}" for each in against)
    return f"{names}: {deciding.reason}{missing}"


def summary_of(arm: Arm) -> ArmSummary:
    """Return where an arm came from."""
    header = arm.header
    return ArmSummary(
        run_id=header.run_id,
        bundle_id=header.bundle_id,
        model=header.model,
        mode=header.mode,
        started_at=header.started_at,
        n=len(arm.cases),
        epochs=header.epochs,
        score=float(arm.scores.mean()) if arm.cases else 0.0,
        evidence=dict(arm.evidence.kinds),
        oldest_recording=arm.evidence.oldest,
        model_versions=tuple(sorted(arm.evidence.model_versions)),
    )


def evidence_of(champion: Arm, candidate: Arm) -> str:
    """Return one sentence on where the answers of both arms came from."""
    synthetic = any(arm.evidence.kinds.get(EvidenceKind.SYNTHETIC) for arm in (champion, candidate))
    said = "; ".join(
        f"{name} {_shares(arm)}" for name, arm in (("champion", champion), ("candidate", candidate))
    )
    prefix = "SYNTHETIC EVIDENCE, says nothing about the model and cannot be promoted. "
    return (prefix if synthetic else "") + f"Evidence: {said}."


def _shares(arm: Arm) -> str:
    kinds = ", ".join(
        f"{kind.value} {arm.evidence.share(kind):.0%}"
        for kind in EvidenceKind
        if arm.evidence.kinds.get(kind)
    )
    oldest = f", oldest recording {arm.evidence.oldest:%Y-%m-%d}" if arm.evidence.oldest else ""
    missing = f", {arm.evidence.missing} case-epochs without" if arm.evidence.missing else ""
    return (kinds or "none") + oldest + missing


def flips_of(pair: Pair) -> tuple[Flip, ...]:
    """Return the cases whose score differs, worst first."""
    order = sorted(
        (n for n in range(pair.n) if pair.difference[n]),
        key=lambda n: (float(pair.difference[n]), pair.cases[n].id),
    )
    before = pair.champion.pass_rates[pair.at_champion]
    after = pair.candidate.pass_rates[pair.at_candidate]
    return tuple(
        Flip(
            case_id=pair.cases[n].id,
            slice=pair.cases[n].slice,
            hard=pair.cases[n].hard,
            champion=float(pair.before[n]),
            candidate=float(pair.after[n]),
            difference=float(pair.difference[n]),
            champion_passed=float(before[n]),
            candidate_passed=float(after[n]),
        )
        for n in order
    )
