"""Loads beside the planned one: around a gap of the athlete's gym, and of the session after."""

from __future__ import annotations

from decimal import Decimal

from coach.evidence import Formula
from coach.training.rules import load_choice
from coach.training.rules.load_choice import LoadChoice
from tools.arguments.training import NextLoadArgs
from tools.minting import About, Measure, Minter, plain, shown, stored, today, unit_of
from tools.results.training import LoadOption, NextLoad
from tools.spec import ToolContext

_PROGRESSING = frozenset({"progress", "repeat", "hold", "return"})
_WAVE = "progression.wave_sets"


def load_after(ctx: ToolContext, facts: Minter, data: NextLoad, step: Decimal) -> dict[str, object]:
    """Mint the load of the session after the planned one, where a progression sets it.

    Args:
        ctx: Whose turn it is.
        facts: Where the load is minted.
        data: The planned session.
        step: By how much the load goes up after a session that was met, in the athlete's unit.
    """
    if data.load is None or data.decision not in _PROGRESSING or data.rule == _WAVE:
        return {}
    then = plain(data.load + step)
    about = About(data.exercise_id, today(ctx))
    facts.mint("load after that", Measure(then, unit_of(ctx)), about, Formula(data.rule))
    return {"then_load": then}


def around_gap(
    ctx: ToolContext, facts: Minter, data: NextLoad, args: NextLoadArgs
) -> dict[str, object]:
    """Return the loads around a planned one that does not exist, with their repetitions.

    The last working load and the loads the athlete named are what exists; nothing is added where
    the planned load can be taken.
    """
    told = [_own(ctx, each, args) for each in args.available]
    missing = [_own(ctx, each, args) for each in args.not_available]
    if data.load is None or data.reps is None or not (told or missing):
        return {}
    planned = missing[0] if missing and data.load not in missing else data.load
    if planned in told:
        return {}
    loads = {*told, *([data.last_load] if data.last_load is not None else [])} - set(missing)
    reps = (data.reps, data.reps_high or data.reps)
    gap = load_choice.around(planned, reps, sorted(loads), data.estimated_1rm)
    found = {"lower": gap.lower, "higher": gap.higher}
    return {
        name: _minted(ctx, facts, data, choice)
        for name, choice in found.items()
        if choice is not None
    }


def _own(ctx: ToolContext, load: Decimal, args: NextLoadArgs) -> Decimal:
    """Return a load the athlete named in their own unit."""
    return shown(ctx, stored(ctx, load, args.unit))


def _minted(ctx: ToolContext, facts: Minter, data: NextLoad, choice: LoadChoice) -> LoadOption:
    about = About(data.exercise_id, today(ctx))
    rule = Formula("load_choice.around")
    facts.mint("load option", Measure(plain(choice.load), unit_of(ctx)), about, rule)
    for reps in (choice.reps, choice.reps_high):
        facts.mint("option reps", Measure(Decimal(reps), "rep"), about, rule)
    return LoadOption(load=plain(choice.load), reps=choice.reps, reps_high=choice.reps_high)
