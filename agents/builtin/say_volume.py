"""Words about sets to add: how many, to which exercise, and how to go on."""

from __future__ import annotations

from collections.abc import Sequence

from agents.builtin.wording import counted, day, listed, lower, num, paragraph, reply
from tools.results.training import Addition, WeeklyVolume


def added(data: WeeklyVolume, muscle: str | None) -> str | None:
    """Say which sets to add where; None where no week was trained."""
    week = next((each for each in data.weeks[1:] if each.hard_sets), data.weeks[0])
    if not week.hard_sets:
        return None
    low, high = num(data.growth_sets_low), num(data.growth_sets_high)
    span = f"{low} to {high} sets a week are where most growth is."
    if not data.additions:
        about = f" for {muscle.replace('_', ' ')}" if muscle else ""
        return reply(
            f"I would add nothing{about}: the sets are in the range already.",
            f"In the week of {day(week.start)} you did {counted(week.hard_sets, 'hard set')}; "
            f"{span}",
            "Make the sets better instead: one repetition or one step more than last time.",
        )
    now = {each.muscle: each.sets for each in week.muscles}
    stands = [
        f"{each.muscle.replace('_', ' ')} {num(now[each.muscle])} "
        f"{'set' if now[each.muscle] == 1 else 'sets'}"
        if each.muscle in now
        else f"{each.muscle.replace('_', ' ')} none"
        for each in data.additions
    ]
    return reply(
        added_sets(data.additions),
        paragraph(f"In the week of {day(week.start)} I count {listed(stands)}.", span),
        "Put them behind the main lift of that day, a repetition or two short of failure, and keep "
        "the rest as it is for a few weeks before you add more.",
    )


def added_sets(additions: Sequence[Addition]) -> str:
    """Say each addition in its own sentence, so that a number stands beside its exercise."""
    return paragraph(*(_one(each) for each in additions))


def _one(each: Addition) -> str:
    muscle = each.muscle.replace("_", " ")
    sets = counted(each.sets, "set")
    if each.from_log and each.day is not None:
        return (
            f"Add {sets} a week of {lower(each.exercise)} for {muscle}, to the day you do it "
            "anyway."
        )
    return f"Add {sets} a week of {lower(each.exercise)} for {muscle}; your log has no such lift."
