"""The gate's answer as lines of a terminal, verdict first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evals.gate.report import GateReport, RuleOutcome, SliceLine

FLIPS: Final = 10
"""Cases shown."""


def lines_of(report: GateReport) -> Iterator[str]:
    """Yield what a person reads of an answer."""
    yield f"{report.verdict.upper()}: {report.reason}"
    yield report.evidence
    profile = report.profile
    yield f"Profile {profile.name} {profile.sha[:12]} of {profile.source[:12]}."
    yield from report.notes
    yield ""
    for rule in report.rules:
        yield _rule(rule)
    if report.overall is not None:
        yield ""
        yield _HEAD
        for line in (report.overall, *report.slices):
            yield _slice(line)
    if report.flips:
        yield ""
        worse = [flip for flip in report.flips if flip.difference < 0]
        yield f"{len(worse)} cases are worse, {len(report.flips) - len(worse)} better."
        for flip in worse[:FLIPS]:
            hard = ", hard" if flip.hard else ""
            yield (
                f"  {flip.case_id} ({flip.slice}{hard}): "
                f"{flip.champion:.2f} to {flip.candidate:.2f}"
            )
    if report.left_out:
        yield ""
        yield f"{len(report.left_out)} cases were left out:"
        yield from (f"  {each.case_id}: {each.reason}" for each in report.left_out[:FLIPS])


def _rule(rule: RuleOutcome) -> str:
    state = rule.verdict.value if rule.applied else "not applied"
    fired = f" [{', '.join(rule.fired)}]" if rule.fired else ""
    return f"{rule.rule} {rule.name}: {state}{fired}. {rule.reason}"


_HEAD: Final = (
    f"{'slice':<16}{'n':>5}{'champion':>10}{'candidate':>10}{'change':>9}"
    f"{'lower':>8}{'upper':>8}{'margin':>8}{'detectable':>11}  verdict"
)


def _slice(line: SliceLine) -> str:
    mde = "-" if line.mde is None else f"{line.mde:.3f}"
    verdict = line.verdict.value if line.judged else f"{line.verdict.value}, too small to decide"
    return (
        f"{line.slice[:15]:<16}{line.n:>5}{line.champion:>10.3f}{line.candidate:>10.3f}"
        f"{line.difference:>+9.3f}{line.lower:>+8.3f}{line.upper:>+8.3f}"
        f"{-line.margin:>+8.3f}{mde:>11}  {verdict}"
    )
