"""Makes a bundle the champion: what the gate has to have said, and the two files that change."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import yaml

from coach.errors import ExternalFailure, InvalidInput
from evals.gate.arm import Arm
from evals.gate.baseline import (
    PATH,
    PREVIOUS,
    Baseline,
    Promotion,
    check_size,
    parse_baseline,
    written,
)
from evals.gate.origin import BUILTIN, prompts_in
from evals.gate.report import GateReport, GateVerdict
from evals.results import EvidenceKind
from prompts.lock import locked_entries
from prompts.registry import parse_registry

REGISTRY: Final = "prompts/registry.yaml"
LOCK: Final = "prompts/prompts.lock"
OLDEST: Final = timedelta(days=30)
"""Age of evidence. Source: own choice; providers change a model under its name within weeks."""
SHORTEST_ID: Final = 8
"""Characters of a bundle's id that name it."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why a maintainer promotes what the gate could not decide."""

    reason: str
    by: str


def check_answer(
    report: GateReport, kept: Baseline, bundle: str, now: datetime, waiver: Waiver | None
) -> None:
    """Refuse an answer that does not allow to promote a bundle.

    Args:
        report: The gate's answer.
        kept: Figures of its candidate.
        bundle: Id of the bundle, or its beginning.
        now: Evidence is measured against it.
        waiver: For an answer without a decision.

    Raises:
        InvalidInput: It does not (code `promotion_refused`); the message says why.
    """
    header = kept.header
    if len(bundle) < SHORTEST_ID or not header.bundle_id.startswith(bundle):
        raise _refused(
            f"the gate judged bundle {header.bundle_id[:12]}, not {bundle}.",
            "Run the gate on the bundle that is to be promoted.",
        )
    _check_verdict(report, waiver)
    _check_evidence(report, kept, now)


def check_rival(report: GateReport, root: Path) -> None:
    """Refuse an answer that compared a bundle with something else than the champion.

    Raises:
        InvalidInput: It did, such as with the bundle itself (code `promotion_refused`).
    """
    text = _read(root / PATH)
    champion = parse_baseline(text).header.bundle_id if text is not None else None
    compared = report.champion.bundle_id if report.champion is not None else ""
    if champion not in {None, compared}:
        raise _refused(
            f"the gate compared with bundle {compared[:12]}, and {str(champion)[:12]} is champion.",
            "Run `fitholic evals gate champion worktree`.",
        )


def _check_verdict(report: GateReport, waiver: Waiver | None) -> None:
    if waiver is not None and not (waiver.reason.strip() and waiver.by.strip()):
        raise _refused("a waiver needs a reason and a name.", "Give --waive and --by.")
    if report.verdict is GateVerdict.PASS:
        if waiver is not None:
            raise _refused("the gate passed: nothing is to be waived.", "Leave --waive out.")
        return
    if report.verdict is GateVerdict.INCONCLUSIVE and waiver is not None:
        return
    way_out = "Only an inconclusive answer can be waived, with --waive and --by."
    raise _refused(f"the gate said {report.verdict.value}: {report.reason}", way_out)


def _check_evidence(report: GateReport, kept: Baseline, now: datetime) -> None:
    evidence, header = kept.evidence, kept.header
    sides = [report.champion, report.candidate]
    if any(side is not None and side.evidence.get(EvidenceKind.SYNTHETIC) for side in sides):
        raise _refused("its evidence is synthetic.", "Record answers: `fitholic evals record`.")
    if not _can_be_replayed(header.model, evidence.kinds):
        raise _refused("its answers were not recorded.", "Record them: `fitholic evals record`.")
    oldest = min(filter(None, (evidence.oldest, header.started_at)))
    if now - oldest > OLDEST:
        raise _refused(
            f"its evidence is of {oldest:%Y-%m-%d}, older than {OLDEST.days} days.",
            "Record again and run the gate again.",
        )
    champion = report.champion
    same_model = champion is not None and champion.model == header.model
    versions = set(champion.model_versions) if champion is not None and same_model else set[str]()
    versions |= set(evidence.model_versions)
    if len(versions) > 1:
        raise _refused(
            f"the provider answered as {', '.join(sorted(versions))}.",
            "Record both arms with one version of the model.",
        )
    if EvidenceKind.RECORDED in evidence.kinds and not evidence.model_versions:
        raise _refused("its recordings name no model version.", "Record again.")


def _can_be_replayed(model: str, kinds: Mapping[EvidenceKind, int]) -> bool:
    """Tell whether a later gate can hear the same answers: recorded, or made here."""
    return model.startswith(BUILTIN) or not kinds.get(EvidenceKind.LIVE)


def _refused(why: str, way_out: str) -> InvalidInput:
    return InvalidInput(f"not promoted: {why}", way_out=way_out, code="promotion_refused")


def check_measured(arm: Arm, answer: GateReport, root: Path) -> str:
    """Refuse a run as the first champion, or as the same champion measured again.

    A champion is measured again when cases or metrics changed and it did not.

    Args:
        arm: The run.
        answer: What the gate says of it against itself.
        root: Of the repository.

    Returns:
        What the history says of it.

    Raises:
        InvalidInput: Another bundle is champion, or the run is not whole (`promotion_refused`).
    """
    text = _read(root / PATH)
    before = parse_baseline(text) if text is not None else None
    champion = before.header.bundle_id if before is not None else None
    if champion not in {None, arm.header.bundle_id}:
        raise _refused(f"bundle {str(champion)[:12]} is champion.", "Give --gate-run.")
    if before is not None:
        _check_whole(arm, before)
    if answer.verdict is not GateVerdict.PASS:
        raise _refused(f"compared with itself it gives: {answer.reason}", "Run the suite again.")
    if arm.evidence.kinds.get(EvidenceKind.SYNTHETIC):
        raise _refused("its evidence is synthetic.", "Record answers: `fitholic evals record`.")
    if not _can_be_replayed(arm.header.model, arm.evidence.kinds):
        raise _refused("its answers were not recorded.", "Record them: `fitholic evals record`.")
    return "first champion" if champion is None else "measured again"


def _check_whole(arm: Arm, before: Baseline) -> None:
    """Refuse a part of the suite in place of figures that every later change is held to."""
    lost = {case.slice for case in before.cases} - {case.slice for case in arm.cases}
    if before.header.suite == arm.header.suite and not lost:
        return
    what = f"it lacks the slices {', '.join(sorted(lost))}" if lost else "it is of another suite"
    raise _refused(f"{what}.", f"Run the whole suite {before.header.suite!r}.")


def crown(kept: Baseline, promotion: Promotion, root: Path) -> None:
    """Make a bundle the champion of a repository: the baseline, the one before it, the registry.

    Raises:
        InvalidInput: Its prompts are not the locked ones, or the baseline is too large.
        ExternalFailure: A file cannot be written; all are as they were.
    """
    before = _read(root / PATH)
    history = parse_baseline(before).history if before is not None else ()
    text = written(kept.model_copy(update={"history": (*history, promotion)}))
    check_size(text)
    files = {
        root / PATH: text,
        root / REGISTRY: _registry(kept, root),
    }
    if before is not None:
        files[root / PREVIOUS] = before
    _replace(files)


def roll_back(root: Path, now: datetime, by: str) -> Baseline:
    """Make the champion before this one the champion again, and return it.

    Raises:
        InvalidInput: There is none (code `promotion_refused`).
        ExternalFailure: A file cannot be written; all are as they were.
    """
    text = _read(root / PREVIOUS)
    if text is None:
        raise _refused("no champion before this one is kept.", "Take one back with git.")
    previous = parse_baseline(text)
    promotion = Promotion(
        at=now,
        bundle_id=previous.header.bundle_id,
        run_id=previous.header.run_id,
        gate_run="",
        verdict="pass",
        by=by,
        note="rolled back",
    )
    crown(previous, promotion, root)
    return previous


def _registry(kept: Baseline, root: Path) -> str:
    """Return the registry with the bundle's prompts as champions, checked against the lock."""
    text = _read(root / REGISTRY) or ""
    locked = locked_entries(_read(root / LOCK) or "")
    champions: dict[str, str] = {}
    for prompt in prompts_in(kept.header):
        key, _, digest = prompt.partition("#")
        if key not in locked or locked[key].sha256 != digest:
            raise _refused(
                f"prompt {key} of the bundle is not the one in {LOCK}.",
                "Promote from the tree that holds the bundle's prompts.",
            )
        agent, _, version = key.partition("@")
        champions[agent] = version
    return registry_with(text, champions)


def registry_with(text: str, champions: Mapping[str, str]) -> str:
    """Return the text of registry.yaml with other champions; a challenger that won is on no trial.

    Args:
        text: As it is; comments above the first agent are kept.
        champions: Agent to version.
    """
    entries: dict[str, dict[str, Any]] = {
        agent: entry.model_dump(mode="json", exclude_none=True)
        for agent, entry in parse_registry(text).items()
    }
    for agent, version in champions.items():
        entry = entries.setdefault(agent, {})
        entry["champion"] = version
        if entry.get("challenger") == version:
            entry.pop("challenger")
            entry.pop("ab", None)
    lines = text.splitlines(keepends=True)
    first = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:first]) + yaml.safe_dump(entries, sort_keys=False)


def _read(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _replace(files: Mapping[Path, str]) -> None:
    """Write all files or none: each beside its place first, then all renamed."""
    before = {path: _read(path) for path in files}
    parts: dict[Path, Path] = {}
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            parts[path] = path.with_name(f".{path.name}.{os.getpid()}")
            parts[path].write_text(text, encoding="utf-8")
        for path, part in parts.items():
            part.replace(path)
    except OSError as exc:
        for path, old in before.items():
            if path in parts:
                parts[path].unlink(missing_ok=True)
            if old is not None:
                path.write_text(old, encoding="utf-8")
        raise ExternalFailure(
            f"the champion cannot be written: {exc.strerror}.",
            way_out="Make the repository writable.",
            code="promotion_failed",
        ) from exc
