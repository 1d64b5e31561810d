"""The tool that plans the next loads of a whole day, such as the leg day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from coach.accounts.model import MemoryKind
from coach.evidence import Formula
from coach.training.model import Exercise, Pattern, Region
from coach.training.rules.programme import sparing
from coach.training.rules.programme.told import Note, injuries_in
from tools.arguments.training import NextLoadArgs, SessionLoadsArgs
from tools.minting import ATHLETE, About, Measure, Minter, counted, today
from tools.programming import next_of
from tools.results.training import SessionLoads
from tools.spec import Desk, ToolContext, ToolResult

RECENT = timedelta(days=42)
"""How far back an exercise counts as one the athlete does. Source: own choice, six weeks."""
MOST = 5
"""Exercises of one day. Source: own choice, what a session of an hour holds."""
_PUSH = frozenset({Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH})
_PULL = frozenset({Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL})
_LEGS = frozenset({Pattern.SQUAT, Pattern.HINGE, Pattern.LUNGE})
_PATTERNS: Mapping[str, frozenset[Pattern]] = {
    "legs": _LEGS, "lower": _LEGS, "push": _PUSH, "pull": _PULL, "upper": _PUSH | _PULL,
    "full": _LEGS | _PUSH | _PULL,
}  # fmt: skip
_LEG_MUSCLES = frozenset({"quadriceps", "hamstrings", "glutes", "calves", "adductors", "abductors"})
_PUSH_MUSCLES = frozenset({"chest", "front_delts", "side_delts", "triceps"})
_PULL_MUSCLES = frozenset({"lats", "upper_back", "rear_delts", "biceps", "traps", "forearms"})
_MUSCLES: Mapping[str, frozenset[str]] = {
    "legs": _LEG_MUSCLES,
    "lower": _LEG_MUSCLES,
    "push": _PUSH_MUSCLES,
    "pull": _PULL_MUSCLES,
    "upper": _PUSH_MUSCLES | _PULL_MUSCLES,
    "full": _LEG_MUSCLES | _PUSH_MUSCLES | _PULL_MUSCLES,
    "chest": frozenset({"chest"}),
    "back": frozenset({"lats", "upper_back", "traps"}),
    "shoulders": frozenset({"front_delts", "side_delts", "rear_delts"}),
    "arms": frozenset({"biceps", "triceps", "forearms"}),
}


def session_loads(ctx: ToolContext, args: SessionLoadsArgs) -> ToolResult:
    """Return the next load of each exercise of a day, and what injuries leave out."""
    facts = Minter(ctx)
    with ctx.readers() as desk:
        known = _known(ctx, desk, args.focus)
        hurt = _regions(ctx, desk)
    out = [each for each in known if any(sparing.provokes(each, region) for region in hurt)]
    chosen = [each for each in known if each not in out][:MOST]
    lifts = [next_of(ctx, facts, each, NextLoadArgs(exercise=each.name)) for each in chosen]
    count = Measure(Decimal(len(lifts)), "exercise")
    about = About(ATHLETE, today(ctx))
    facts.mint("exercises planned", count, about, Formula("volume.fractional_sets"))
    data = SessionLoads(
        focus=args.focus,
        lifts=lifts,
        left_out=[each.name for each in out],
        spared=[each.value.replace("_", " ") for each in hurt],
    )
    return facts.result(data, f"{counted(len(lifts), 'exercise')} of a day", "imported_text")


def _known(ctx: ToolContext, desk: Desk, focus: str) -> list[Exercise]:
    """Return the exercises of a day: of the active programme, else what was done of late."""
    user_id, now = ctx.principal.user_id, ctx.clock.now()
    programme = desk.programmes.active(user_id)
    planned = [] if programme is None else list(programme.prescriptions)
    ids = list(dict.fromkeys(each.exercise_id for each in sorted(
        planned, key=lambda each: (each.day, each.position)
    )))  # fmt: skip
    found = [e for e in (desk.exercises.get(user_id, each) for each in ids) if _fits(e, focus)]
    if found:
        return found
    recent = desk.workouts.sets_between(user_id, since=now - RECENT, until=now)
    done = dict.fromkeys(each.exercise_id for each in reversed(recent))
    return [e for e in (desk.exercises.get(user_id, each) for each in done) if _fits(e, focus)]


def _fits(exercise: Exercise, focus: str) -> bool:
    if exercise.pattern in _PATTERNS.get(focus, frozenset()):
        return True
    return bool(_MUSCLES.get(focus, frozenset()) & set(exercise.primary_muscles))


def _regions(ctx: ToolContext, desk: Desk) -> list[Region]:
    """Return the regions that notes ask to spare."""
    memories = desk.memories.list(ctx.principal.user_id)
    notes = [
        Note("injury", each.text) for each in memories if each.kind is not MemoryKind.EQUIPMENT
    ]
    return [each.injury.region for each in injuries_in(notes)]
