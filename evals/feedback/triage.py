"""Which replies athletes complained about become draft cases, and a random control beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from coach.knowledge.ports import Embedder
from coach.runs.model import JudgedReply
from evals.feedback.scrub import scrub

SAME: Final = 0.85
"""Cosine from which two messages ask the same. Source: own measurement with the shipped embedder:
messages that differ in one thing ("log 3x5 squat", "log 3x5 bench") lie at .34 to .79, rewordings
at .64 to .93; the limit joins only what surely is the same."""

Reason = Literal["thumbs_down", "edit", "abandoned", "control"]
URGENCY: Final[dict[Reason, int]] = {"thumbs_down": 0, "edit": 1, "abandoned": 2, "control": 3}
"""Drafts that ask the same stand under the first of their reasons."""


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


def reported(judged: JudgedReply) -> Reported:
    """Return a reply with the gravest thing its athlete did about it; a thumb up is a control."""
    if judged.up is False:
        reason: Reason = "thumbs_down"
    elif judged.edited_text is not None:
        reason = "edit"
    else:
        reason = "abandoned" if judged.abandoned else "control"
    return Reported(
        run_id=judged.run_id,
        bundle_id=judged.bundle_id,
        said=judged.asked,
        reply=judged.replied,
        reason=reason,
        comment=judged.comment,
        wanted=judged.edited_text or "",
    )


def triage(replies: Iterable[Reported], embedder: Embedder, *, seed: int = 0) -> tuple[Draft, ...]:
    """Return drafts: every complaint, as many replies nobody complained about, repeats merged.

    Thumbs are given by few and mostly in anger; the control shows what they leave out.

    Args:
        replies: With and without complaint; the control is drawn from those without.
        embedder: Finds messages that ask the same.
        seed: Of the draw.
    """
    ordered = sorted(replies, key=lambda one: (URGENCY[one.reason], one.run_id))
    wanted = [one for one in ordered if one.reason != "control"]
    pool = ordered[len(wanted) :]
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
