"""The weeks of a programme: rise, deload, taper and return."""

from __future__ import annotations

from dataclasses import replace

from coach.training.model import ProgressionScheme
from coach.training.rules import layoff
from coach.training.rules.programme import session_time, targets
from coach.training.rules.programme.dosing import in_phase
from coach.training.rules.programme.fill import Draft, Pick, add_sets
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    Method,
    Phase,
    PlannedExercise,
    ProgrammePlan,
    Tier,
    Week,
)
from coach.training.rules.programme.request import ProgrammeRequest, RecentLog

STEADY_WEEKS = 6
WAVE_WEEKS = (*[Phase.BUILD] * 3, Phase.DELOAD)
UNDULATING_WEEKS = (*[Phase.BUILD] * 5, Phase.DELOAD)
BLOCK_WEEKS = (*[Phase.ACCUMULATION] * 4, *[Phase.INTENSIFICATION] * 3, Phase.DELOAD)
"""Source: 5/3/1 (Wendler 2009); a deload every 4 to 8 weeks in plans by percentage, accumulation 4
to 6 and intensification 3 to 4 weeks (Issurin 2010, coaching practice)."""
SHORT_OF_MEET = 3
"""So few weeks before a taper are all heavy. Source: coaching practice, specific work last."""
LONGEST_WITHOUT_DELOAD = 8
"""Weeks between deloads or before a taper. Source: as above, every 4 to 8 weeks."""
LONGEST_RISE = 6
"""Weeks of accumulation before a planned deload. Source: same."""

REASONS = {
    Phase.BUILD: "Build: sets rise by at most one a muscle, loads follow the progression rule.",
    Phase.ACCUMULATION: "Accumulation: more repetitions at 65 to 75 % of the maximum.",
    Phase.INTENSIFICATION: "Intensification: fewer repetitions at 75 to 90 % of the maximum.",
    Phase.DELOAD: "Deload: half the sets at about 70 % of the load, so that fatigue fades.",
    Phase.TAPER: "Taper: about half the sets, loads kept, so that you are fresh on the day.",
    Phase.RETURN: "Return: half the sets and lighter loads after the break (coaching practice).",
}


def phases_of(request: ProgrammeRequest, methods: frozenset[Method]) -> tuple[Phase, ...]:
    """Return what each week is for."""
    if request.meet_in_weeks is not None:
        ordinary = _to_meet(request.meet_in_weeks)
    elif Method.BLOCK in methods:
        ordinary = BLOCK_WEEKS
    elif Method.WAVE in methods:
        ordinary = WAVE_WEEKS
    elif Method.UNDULATING in methods:
        ordinary = UNDULATING_WEEKS
    else:
        ordinary = (Phase.BUILD,) * STEADY_WEEKS
    back = is_return(request) and ordinary[0] not in LIGHT_PHASES
    return (Phase.RETURN, *ordinary[: -1 if request.meet_in_weeks else None]) if back else ordinary


def is_return(request: ProgrammeRequest) -> bool:
    """Tell whether the athlete comes back after a break."""
    days = request.log.days_since_last
    return days is not None and not request.log.is_back and layoff.return_share(days) is not None


def settled(log: RecentLog) -> RecentLog:
    """Return a log as it counts once the return from its break is under way.

    What was lifted before the break is lowered for good; new sessions say what is possible now.

    Source:
        `layoff.return_share`.
    """
    found = None if log.days_since_last is None else layoff.return_share(log.days_since_last)
    if found is None or log.is_back:
        return log
    lifts = tuple(
        replace(
            lift,
            load_kg=None if lift.load_kg is None else lift.load_kg * found.share,
            one_rep_max_kg=None
            if lift.one_rep_max_kg is None
            else lift.one_rep_max_kg * found.share,
        )
        for lift in log.lifts
    )
    return replace(log, lifts=lifts, is_back=True)


def _to_meet(weeks: int) -> tuple[Phase, ...]:
    """Return the phases up to a competition; the taper is in the last weeks.

    Source:
        Taper of 1 to 2 weeks with 40 to 60 % less volume at kept intensity (Bosquet 2007).
    """
    taper = 2 if weeks >= 6 else 1
    before = weeks - taper
    heavy = before if before <= SHORT_OF_MEET else min(4, before // 2)
    rising = before - heavy
    accumulation = [Phase.ACCUMULATION] * rising
    for place in range(LONGEST_RISE, rising, LONGEST_RISE + 1):
        accumulation[place] = Phase.DELOAD
    since = accumulation[::-1].index(Phase.DELOAD) if Phase.DELOAD in accumulation else rising
    if rising and since + heavy > LONGEST_WITHOUT_DELOAD:
        accumulation[-1] = Phase.DELOAD
    return (*accumulation, *[Phase.INTENSIFICATION] * heavy, *[Phase.TAPER] * taper)


def weeks_of(draft: Draft, phases: tuple[Phase, ...]) -> tuple[Week, ...]:
    """Return the weeks; sets rise until the goals, the time or the limits are reached.

    The draft is left with the sets of the fullest week.
    """
    weeks: list[Week] = []
    started = False
    for number, phase in enumerate(phases, start=1):
        if phase not in LIGHT_PHASES and started and phase is not Phase.INTENSIFICATION:
            _raise(draft)
        started = started or phase not in LIGHT_PHASES
        weeks.append(_week(draft, number, phase))
    return tuple(weeks)


def _raise(draft: Draft) -> None:
    draft.caps = targets.caps_after(draft.volume())
    draft.goals = {muscle: targets.goal_of(draft.request, muscle) for muscle in targets.MUSCLES}
    add_sets(draft)


def _week(draft: Draft, number: int, phase: Phase) -> Week:
    sets = tuple(tuple(_sets_in(pick, phase) for pick in day) for day in draft.days)
    minutes = tuple(
        session_time.minutes_of(
            session_time.session_seconds(
                draft.request,
                (
                    session_time.exercise_seconds(
                        pick.exercise, count, pick.dose, len(pick.warm_ups)
                    )
                    for pick, count in zip(day, counts, strict=True)
                ),
            )
        )
        for day, counts in zip(draft.days, sets, strict=True)
    )
    return Week(number, phase, sets, minutes, REASONS[phase])


def _sets_in(pick: Pick, phase: Phase) -> int:
    wave = pick.dose.scheme is ProgressionScheme.WAVE and phase is Phase.DELOAD
    if phase not in LIGHT_PHASES or wave:  # the wave's own fourth week is light already
        return pick.sets
    return fewer(pick.sets, pick.slot.tier)


def fewer(sets: int, tier: Tier) -> int:
    """Return the sets of a light week: half, rounded up for main lifts, at least one."""
    if tier is Tier.MAIN:
        return layoff.return_sets(sets)
    return max(1, sets // 2)


def light_week(plan: ProgrammePlan, week: Week, phase: Phase) -> Week:
    """Return a week with fewer sets; one that is light already keeps its sets."""
    sets = tuple(
        tuple(
            count if week.phase in LIGHT_PHASES else fewer(count, planned.tier)
            for planned, count in zip(day.exercises, counts, strict=True)
        )
        for day, counts in zip(plan.days, week.sets, strict=True)
    )
    return replace(week, phase=phase, sets=sets, reason=REASONS[phase])


def exercise_in_week(
    plan: ProgrammePlan, day: int, position: int, week: Week
) -> tuple[PlannedExercise, int]:
    """Return one exercise as a week asks for it, and its sets."""
    planned = plan.days[day].exercises[position]
    dose = in_phase(planned.dose, planned.method, week.phase)
    return replace(planned, dose=dose), week.sets[day][position]


def week_numbered(plan: ProgrammePlan, number: int) -> Week:
    """Return a week by number; after the last one, the last that is not light."""
    if number <= len(plan.weeks):
        return plan.weeks[max(number, 1) - 1]
    full = [week for week in plan.weeks if week.phase not in LIGHT_PHASES]
    return (full or list(plan.weeks))[-1]
