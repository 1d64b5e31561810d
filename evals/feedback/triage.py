"""Which replies athletes complained about become draft cases, and a random control beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from coach.knowledge.ports import Embedder
from evals.feedback.scrub import scrub

SAME: Final = 0.85
"""Cosine from which two messages ask the same. Source: own measurement with the shipped embedder:
messages that differ in one thing ("log 3x5 squat", "log 3x5 bench") lie at .34 to .79, rewordings
at .64 to .93; the limit joins only what surely is the same."""

Reason = Literal["thumbs_down", "edit", "abandoned", "control"]
URGENCY: Final[dict[Reason, int]] = {"thumbs_down": 0, "edit": 1, "abandoned": 2, "control": 3}
"""A message that came in for several reasons keeps the first of them."""


@dataclass(frozen=True, slots=True)
class Reported:
    """One reply with what its athlete did about it."""

    run_id: str
    bundle_id: str | None
    said: str
    reply: str
    reason: Reason
    comment: str = ""
    wanted: str = ""
    """What the athlete made of the coach's proposal, where they edited it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A conversation to be labelled by a person; nothing in it names its athlete."""

    id: str
    reason: Reason
    times: int
    """Replies to the same question that came in."""
    bundle_id: str | None
    said: str
    reply: str
    comment: str
    wanted: str


def triage(
    complaints: Iterable[Reported],
    others: Sequence[Reported],
    embedder: Embedder,
    *,
    seed: int = 0,
) -> tuple[Draft, ...]:
    """Return drafts: every complaint, as many replies nobody complained about, repeats merged.

    Thumbs are given by few and mostly in anger; the control shows what they leave out.

    Args:
        complaints: Thumbs down, edits, abandoned plans.
        others: Replies without any of those, to draw the control from.
        embedder: Finds messages that ask the same.
        seed: Of the draw.
    """
    wanted = sorted(complaints, key=lambda one: (URGENCY[one.reason], one.run_id))
    pool = sorted(others, key=lambda one: one.run_id)
    size = min(len(wanted), len(pool))
    drawn = np.random.default_rng(seed).choice(len(pool), size=size, replace=False)
    control = [pool[index] for index in sorted(int(one) for one in drawn)]
    return _merged([_draft(one) for one in (*wanted, *control)], embedder)


def _draft(reported: Reported) -> Draft:
    digest = hashlib.sha256(f"{reported.run_id}:{reported.said}".encode()).hexdigest()
    return Draft(
        id=f"feedback-{digest[:10]}",
        reason=reported.reason,
        times=1,
        bundle_id=reported.bundle_id,
        said=scrub(reported.said),
        reply=scrub(reported.reply),
        comment=scrub(reported.comment),
        wanted=scrub(reported.wanted),
    )


def _merged(drafts: Sequence[Draft], embedder: Embedder) -> tuple[Draft, ...]:
    """Join drafts whose messages ask the same; the first of each group stands for it."""
    if not drafts:
        return ()
    vectors = embedder.embed([draft.said for draft in drafts])
    alike = np.asarray(vectors @ vectors.T) >= SAME
    heads: list[int] = []
    times: dict[int, int] = {}
    for index in range(len(drafts)):
        head = next((one for one in heads if bool(alike[index, one])), None)
        if head is None:
            heads.append(index)
            times[index] = 1
        else:
            times[head] += 1
    return tuple(replace(drafts[head], times=times[head]) for head in heads)
