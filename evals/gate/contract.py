"""R1: what must hold in every tool call and every stream of events, without statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from evals.gate.arm import Arm
from evals.gate.origin import versions_of
from evals.gate.outcome import Complaint, named, not_applied, outcome_of
from evals.gate.report import Figure, GateVerdict, RuleOutcome
from evals.gate.surroundings import Surroundings

REGRESSION = GateVerdict.REGRESSION


def contract(candidate: Arm, around: Surroundings) -> RuleOutcome:
    """R1: every call keeps to the schema the model was given, and that schema is the locked one."""
    grid = candidate.grid
    calls, invalid = int(grid.tool_calls.sum()), int(grid.invalid_calls.sum())
    cases = candidate.marked(grid.invalid_calls)
    complaints = list(_lock(candidate, around))
    if invalid:
        reason = f"{invalid} of {calls} tool calls are invalid, in {named(cases)}."
        complaints.append(Complaint("invalid_calls", REGRESSION, reason))
    if candidate.unfinished:
        where = named(candidate.unfinished)
        reason = f"The events of a turn break their schema or have no end: {where}."
        complaints.append(Complaint("events_unfinished", REGRESSION, reason))
    if not calls and not complaints:
        return not_applied("R1", "No tool was called.")
    figures: dict[str, Figure] = {"calls": calls, "invalid": invalid, "cases": cases}
    return outcome_of("R1", complaints, f"All {calls} tool calls are valid.", figures)


def _lock(candidate: Arm, around: Surroundings) -> Iterator[Complaint]:
    locked, found = around.tool_schemas_sha, candidate.header.tool_schemas_sha
    if locked is not None and locked != found:
        reason = f"The tools' declarations {found[:12]} are not the locked ones {locked[:12]}."
        yield Complaint("tools_not_locked", REGRESSION, reason)
    if around.prompt_tools is None:
        return
    told = candidate.header.bundle.get("tools", {})
    shas: Mapping[str, Any] = cast("Mapping[str, Any]", told) if isinstance(told, dict) else {}
    stale = [
        version
        for version in sorted(versions_of(candidate))
        if (known := around.prompt_tools.get(version)) is not None
        and shas.get(version.partition("@")[0], known) != known
    ]
    if stale:
        reason = (
            f"What a model is told of the tools of {named(stale)} is not what prompts.lock holds: "
            "run `fitholic prompts lock`."
        )
        yield Complaint("tools_not_locked", REGRESSION, reason)
