"""Mints whether a lift stands still, and what an easy week of it would be."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from coach.evidence import Formula
from coach.training.model import Exercise
from coach.training.queries import working_history
from coach.training.rules.deload import deload
from coach.training.rules.standstill import standing_of
from coach.training.rules.working_sets import Session, unbroken
from tools.minting import About, Measure, Minter, plain, shown, today, unit_of
from tools.programming import HISTORY, loading_of
from tools.spec import ToolContext


def mint_standing(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Sequence[Session]
) -> dict[str, object]:
    """Return the sessions without a gain, the signs of a due deload, and an easy week."""
    history = working_history(found, limit=HISTORY)
    if not history:
        return {}
    standing = standing_of(unbroken(history, HISTORY))
    about = About(exercise.id, today(ctx))
    rule = Formula("standstill.standing_of")
    count = Measure(Decimal(standing.without_gain), "session")
    facts.mint("sessions without gain", count, about, rule)
    update: dict[str, object] = {
        "sessions_without_gain": standing.without_gain,
        "stalled": standing.is_still,
        "deload_reasons": list(standing.reasons),
    }
    for name, value in (("rpe_before", standing.rpe_before), ("rpe_now", standing.rpe_now)):
        if value is not None:
            facts.mint("RPE at one load", Measure(plain(value), "RPE"), about, rule)
            update[name] = plain(value)
    last = history[0]
    if last.load is None:
        return update
    loading = loading_of(ctx, exercise)
    easy = deload(len(last.sets), shown(ctx, last.load), last.target, loading.step)
    own = Formula("deload.deload")
    facts.mint("deload sets", Measure(Decimal(easy.sets), "set"), about, own)
    facts.mint("deload load", Measure(plain(easy.load), unit_of(ctx)), about, own)
    facts.mint("deload reps", Measure(Decimal(easy.reps), "rep"), about, own)
    return update | {
        "deload_sets": easy.sets,
        "deload_load": plain(easy.load),
        "deload_reps": easy.reps,
    }
