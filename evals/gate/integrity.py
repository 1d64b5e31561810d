"""R0: whether the two runs can be compared at all, and whether every case was scored."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from evals.gate.arm import Arm, CountGrid
from evals.gate.origin import judge_unchanged, models, prompts, recordings
from evals.gate.outcome import Complaint, named, outcome_of
from evals.gate.pair import Pair
from evals.gate.profile import Profile
from evals.gate.report import Figure, GateVerdict, RuleOutcome
from evals.gate.surroundings import Surroundings

REGRESSION = GateVerdict.REGRESSION
CONFIGURATION = GateVerdict.CONFIGURATION


OUTSIDE = "0.0."
"""Beginning of the version of a file that no lock holds."""


def integrity(
    pair: Pair, profile: Profile, around: Surroundings, against_itself: tuple[str, ...] = ()
) -> RuleOutcome:
    """R0: nothing missing, doubled, crashed, edited or borrowed, in either arm.

    Args:
        pair: The two arms.
        profile: The thresholds.
        around: Locks of the source tree.
        against_itself: Rules that block the candidate compared with itself.
    """
    complaints = list(
        chain(
            _rows(pair, profile),
            _values(pair.champion, "champion"),
            _values(pair.candidate, "candidate"),
            _header(pair),
            _cases(pair),
            _datasets(pair, around),
            _metrics(pair),
            judge_unchanged(pair),
            models(pair),
            prompts(pair, around),
            recordings(pair),
            _profile(profile, around),
            _self_check(against_itself),
        )
    )
    grid = pair.candidate.grid
    scored = int((np.minimum(grid.rows, 1)).sum())
    expected = pair.candidate.header.cases_expected
    figures: dict[str, Figure] = {
        "scored": scored,
        "expected": expected,
        "compared": pair.n,
        "left_out": len(pair.left_out),
        "crashed": int(grid.crashed.sum()),
    }
    otherwise = f"All {expected} case-epochs scored, {pair.n} cases compared"
    if pair.left_out:
        otherwise += f", {len(pair.left_out)} left out"
    return outcome_of("R0", complaints, f"{otherwise}.", figures)


def _rows(pair: Pair, profile: Profile) -> Iterator[Complaint]:
    for arm, side in ((pair.champion, "champion"), (pair.candidate, "candidate")):
        missing = _missing(arm)
        scored = int(np.minimum(arm.grid.rows, 1).sum())
        expected = arm.header.cases_expected
        if missing or scored < expected:
            where = f": {named(missing)}" if missing else ""
            reason = f"The {side} has {scored} of {expected} case-epochs{where}."
            yield Complaint("missing_rows", REGRESSION, reason)
        elif scored > expected:
            reason = f"The {side} has {scored} case-epochs, {expected} were to run."
            yield Complaint("unexpected_rows", CONFIGURATION, reason)
        twice = arm.marked(arm.grid.rows > 1)
        if twice:
            reason = f"The {side} has case-epochs twice: {named(twice)}."
            yield Complaint("duplicate_rows", CONFIGURATION, reason)
        if arm.unknown_cases:
            reason = f"The {side} has rows its header does not name: {named(arm.unknown_cases)}."
            yield Complaint("unknown_case", CONFIGURATION, reason)
    yield from _crashes(pair, profile)


def _missing(arm: Arm) -> list[str]:
    """Return `<case>#<epoch>` of every case-epoch that is absent below the case's last."""
    present = arm.grid.rows > 0
    numbers = np.arange(1, present.shape[1] + 1, dtype=np.int64)
    seen: CountGrid = np.where(present, numbers, 0)
    last = np.maximum(seen.max(axis=1, initial=0), arm.header.epochs)
    cases, epochs = np.nonzero(~present & (numbers <= last[:, None]))
    return [f"{arm.cases[n].id}#{e + 1}" for n, e in zip(cases, epochs, strict=True)]


def _crashes(pair: Pair, profile: Profile) -> Iterator[Complaint]:
    before, after = (_crash_share(arm) for arm in (pair.champion, pair.candidate))
    if before > profile.crashes:
        reason = f"{before:.1%} of the champion's case-epochs crashed: run it again."
        yield Complaint("champion_crashed", GateVerdict.INFRASTRUCTURE, reason)
    is_exact = pair.candidate.header.model in profile.epochs.deterministic_models
    allowed = before if is_exact else before + profile.crashes
    if after > allowed + 1e-9:
        cases = pair.candidate.marked(pair.candidate.grid.crashed)
        reason = (
            f"{after:.1%} of the candidate's case-epochs crashed or ran out of time, "
            f"{before:.1%} of the champion's; each scores 0: {named(cases)}."
        )
        yield Complaint("crashed", REGRESSION, reason)


def _crash_share(arm: Arm) -> float:
    """Return the mean over cases of the share of epochs that crashed, however many each has."""
    if not arm.cases:
        return 0.0
    return float((arm.grid.crashed.sum(axis=1) / np.maximum(arm.epochs, 1)).mean())


def _values(arm: Arm, side: str) -> Iterator[Complaint]:
    present = arm.grid.rows > 0
    bad = present & ~((arm.grid.score >= 0) & (arm.grid.score <= 1))
    cases = arm.marked(bad)
    if cases:
        reason = f"The {side} has scores that are no number from 0 to 1: {named(cases)}."
        yield Complaint("score_not_a_number", CONFIGURATION, reason)
    times = arm.grid.measured_ms
    if (present & ~(np.isfinite(times) & (times >= 0))).any():
        yield Complaint("time_not_a_number", CONFIGURATION, f"The {side} has impossible times.")
    if arm.broken_metrics:
        reason = f"In the {side} a metric could not judge: {named(arm.broken_metrics)}."
        yield Complaint("metric_error", CONFIGURATION, reason)


def _header(pair: Pair) -> Iterator[Complaint]:
    for arm, side in ((pair.champion, "champion"), (pair.candidate, "candidate")):
        if arm.header.seed is None:
            yield Complaint("seed", CONFIGURATION, f"The {side} ran without a seed.")
        if arm.header.clock != "frozen":
            reason = f"The {side} ran by the clock {arm.header.clock!r}, not a frozen one."
            yield Complaint("clock", CONFIGURATION, reason)
    suites = {pair.champion.header.suite, pair.candidate.header.suite}
    if len(suites) > 1:
        shown = " and ".join(repr(suite) for suite in sorted(suites))
        yield Complaint("other_suite", CONFIGURATION, f"The runs are of the suites {shown}.")


def _cases(pair: Pair) -> Iterator[Complaint]:
    if not pair.n:
        yield Complaint("no_common_case", CONFIGURATION, "The runs share no case.")
        return
    before = {case.id: case.sha for case in pair.champion.cases}
    after = {case.id: case.sha for case in pair.candidate.cases}
    is_new_major = _has_new_major(pair)
    deleted = sorted(before.keys() - after.keys())
    if deleted and not is_new_major:
        reason = f"Cases were deleted without a new MAJOR of their data set: {named(deleted)}."
        yield Complaint("case_deleted", CONFIGURATION, reason)
    edited = sorted(
        case
        for case in before.keys() & after.keys()
        if before[case] != after[case] and before[case] and after[case]
    )  # a case without a row has no content: it is missing, not edited
    if edited and not is_new_major:
        reason = f"Cases were edited without a new MAJOR of their data set: {named(edited)}."
        yield Complaint("label_edited", CONFIGURATION, reason)
    for arm, side in ((pair.champion, "champion"), (pair.candidate, "candidate")):
        by_sha: dict[str, str] = {}
        twins = [
            f"{case.id} = {by_sha[case.sha]}"
            for case in arm.cases
            if case.sha and by_sha.setdefault(case.sha, case.id) != case.id
        ]
        if twins:
            reason = f"The {side} counts equal cases twice: {named(twins)}."
            yield Complaint("duplicate_content", CONFIGURATION, reason)


def _has_new_major(pair: Pair) -> bool:
    before, after = pair.champion.header.datasets, pair.candidate.header.datasets
    return any(_major(after[name]) > _major(before[name]) for name in before.keys() & after.keys())


def _major(version: str) -> int:
    number = version.partition(".")[0]
    return int(number) if number.isdigit() else 0


def _datasets(pair: Pair, around: Surroundings) -> Iterator[Complaint]:
    for breach in around.breaches:
        reason = f"Data set {breach.dataset}: {breach.reason}."
        yield Complaint(breach.rule, CONFIGURATION, reason)
    if around.datasets is None:
        return
    wrong = [
        f"{name} {version}"
        for name, version in sorted(pair.candidate.header.datasets.items())
        if not version.startswith(OUTSIDE)
        and name in around.datasets
        and around.datasets[name] != version
    ]
    if wrong:
        reason = f"Data sets differ from datasets.lock: {named(wrong)}."
        yield Complaint("dataset_not_locked", CONFIGURATION, reason)


def _metrics(pair: Pair) -> Iterator[Complaint]:
    before, after = pair.champion.metrics, pair.candidate.metrics
    changed = sorted(name for name in before.keys() & after.keys() if before[name] != after[name])
    if changed:
        reason = f"Metrics of other versions judged the two runs: {named(changed)}."
        yield Complaint("metric_versions", CONFIGURATION, reason)


def _profile(profile: Profile, around: Surroundings) -> Iterator[Complaint]:
    if around.profile_use(profile).changed and around.changed_beside_profile:
        reason = (
            f"The gate's profile is edited together with {named(around.changed_beside_profile)}: "
            "land the profile alone, reviewed by its owners."
        )
        yield Complaint("profile_edited", CONFIGURATION, reason)


def _self_check(against_itself: tuple[str, ...]) -> Iterator[Complaint]:
    if against_itself:
        reason = f"The candidate compared with itself fails {named(against_itself)}."
        yield Complaint("self_check", CONFIGURATION, reason)
