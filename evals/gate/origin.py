"""Where two arms came from: prompts, model, tools, judge and recordings, checked for R0."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, cast

from evals.gate.arm import Arm
from evals.gate.outcome import Complaint, named
from evals.gate.pair import Pair
from evals.gate.report import GateVerdict
from evals.gate.surroundings import Surroundings
from evals.results import EvidenceKind, RunHeader

CONFIGURATION = GateVerdict.CONFIGURATION
_ALIAS: Final = re.compile(r"(latest|default|auto|current)$", re.IGNORECASE)
"""Endings of names that mean another model tomorrow."""
BUILTIN: Final = "builtin:"
"""Beginning of the names of models that are code of this repository."""
_LISTS: Final = (list, tuple)


def prompts_in(header: RunHeader) -> tuple[str, ...]:
    """Return `<agent>@<version>#<sha256>` of every prompt in a run's bundle."""
    found: Any = header.bundle.get("prompts", ())
    return tuple(map(str, cast("Iterable[object]", found))) if isinstance(found, _LISTS) else ()


def models(pair: Pair) -> Iterator[Complaint]:
    """Yield complaints about models that are not named exactly."""
    for arm, side in ((pair.champion, "champion"), (pair.candidate, "candidate")):
        pinned = {arm.header.model, str(arm.header.bundle.get("model", arm.header.model))}
        aliases = sorted(name for name in pinned if not _is_exact(name))
        if aliases:
            reason = f"The {side}'s model {named(aliases)} is an alias: name the exact model."
            yield Complaint("model_alias", CONFIGURATION, reason)


def _is_exact(model: str) -> bool:
    if model.startswith(BUILTIN):
        return True
    return not _ALIAS.search(model) and any(character.isdigit() for character in model)


def prompts(pair: Pair, around: Surroundings) -> Iterator[Complaint]:
    """Yield complaints about prompts edited under a version, or not locked."""
    before, after = (versions_of(arm) for arm in (pair.champion, pair.candidate))
    known = [before, *(lock for lock in (around.base_prompts, around.prompts) if lock is not None)]
    edited = sorted(
        version
        for version, digest in after.items()
        if any(version in lock and not _same(lock[version], digest) for lock in known)
    )
    if edited:
        reason = f"Prompts were edited under a version that was in use: {named(edited)}."
        yield Complaint("prompt_edited", CONFIGURATION, reason)
    if around.prompts is not None and around.knows_all_prompts:
        loose = sorted(version for version in after if version not in around.prompts)
        if loose:
            reason = f"Prompts are not in prompts.lock: {named(loose)}."
            yield Complaint("prompt_not_locked", CONFIGURATION, reason)


def versions_of(arm: Arm) -> dict[str, str]:
    """Return `<agent>@<version>` to sha256 of every prompt in the arm's bundle."""
    return {
        key: digest for key, _, digest in (each.partition("#") for each in prompts_in(arm.header))
    }


def _same(one: str, other: str) -> bool:
    """Tell whether two digests agree; one may be cut to its first figures."""
    return bool(one) and bool(other) and (one.startswith(other) or other.startswith(one))


def judge_unchanged(pair: Pair) -> Iterator[Complaint]:
    """Yield a complaint if the arms were judged by different judges."""
    before, after = (
        {key: (arm.header.judge or {}).get(key) for key in ("model", "prompt", "prompt_sha")}
        for arm in (pair.champion, pair.candidate)
    )
    changed = sorted(key for key in before if before[key] != after[key])
    if changed and pair.champion.header.judge and pair.candidate.header.judge:
        reason = f"The arms were judged by different judges: {named(changed)} differs."
        yield Complaint("judge_changed", CONFIGURATION, reason)


def recordings(pair: Pair) -> Iterator[Complaint]:
    """Yield complaints about recorded answers that are missing or belong to other prompts."""
    for arm, side in ((pair.champion, "champion"), (pair.candidate, "candidate")):
        stale = arm.marked(arm.grid.stale)
        if stale:
            reason = (
                f"{len(stale)} of the {side}'s cases lack a recording: {named(stale)}. "
                "Run `fitholic evals record --stale`."
            )
            yield Complaint("stale_cassettes", GateVerdict.STALE, reason)
        own = versions_of(arm)
        foreign = sorted(each for each in arm.evidence.prompts if not _belongs(each, own))
        if foreign or arm.evidence.unnamed:
            which = named(foreign) if foreign else f"{arm.evidence.unnamed} without a name"
            reason = f"The {side} was answered with recordings of other prompts: {which}."
            yield Complaint("foreign_recordings", GateVerdict.STALE, reason)
    synthetic = [
        bool(arm.evidence.kinds.get(EvidenceKind.SYNTHETIC))
        for arm in (pair.champion, pair.candidate)
    ]
    if synthetic[0] != synthetic[1]:
        side = "champion" if synthetic[0] else "candidate"
        reason = f"Only the {side}'s evidence is synthetic: nothing to compare it with."
        yield Complaint("evidence_mixed", CONFIGURATION, reason)


def _belongs(recorded: str, own: dict[str, str]) -> bool:
    version, _, digest = recorded.partition("#")
    return version in own and _same(own[version], digest)
