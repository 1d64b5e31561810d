"""Makes the successor of a programme, and says what changed and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import assert_never

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.training.model import Exercise
from coach.training.rules import layoff
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.checks import full_weeks, restated, volume_in
from coach.training.rules.programme.choices import is_available, is_safe
from coach.training.rules.programme.differences import WhyGone, differences
from coach.training.rules.programme.explain import counted
from coach.training.rules.programme.next_block import one_step_up
from coach.training.rules.programme.plan import (
    LIGHT_PHASES,
    Change,
    Phase,
    PlannedExercise,
    ProgrammePlan,
    Week,
)
from coach.training.rules.programme.request import (
    Injury,
    MuscleSets,
    ProgrammeRequest,
    RecentLog,
)
from coach.training.rules.programme.revisions import (
    Budget,
    Deload,
    Drop,
    Emphasis,
    Include,
    MissedWeek,
    NewInjury,
    NewKit,
    NextBlock,
    Revision,
    ShortWeek,
    Swap,
    Travel,
)
from coach.training.rules.programme.swap import swap_exercise
from coach.training.rules.programme.weeks import light_week, settled, week_numbered
from coach.training.rules.programme.wishes import wished

LONGEST_TRIP_WEEKS = 8
"""Weeks a temporary programme is planned for. Source: coaching practice; longer is no trip."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a programme stands when it is revised."""

    week: int
    """Week it is in, from 1."""
    today: date


def revise_programme(
    plan: ProgrammePlan, revision: Revision, catalogue: Sequence[Exercise], moment: Moment
) -> ProgrammePlan:
    """Return the successor of a programme, with every change and its reason.

    Args:
        plan: The programme before.
        revision: What happened.
        catalogue: The exercises the athlete can see.
        moment: The week the programme is in, and the day.

    Raises:
        InvalidInput: The revision cannot be done; codes as `build_programme`, and
            `not_in_programme`, `not_available`, `contraindicated`, `trip_range`, `weeks_range`.
    """
    at = _At(plan, catalogue, moment)
    successor, cause = _successor(at, revision)
    known = {each.id: each for each in catalogue}
    changes = differences(
        plan,
        week_numbered(plan, moment.week),
        successor,
        cause=cause,
        why_gone=_why_gone(successor.request, known, cause),
    )
    return _told(at, successor, changes, cause)


def resume_programme(
    plan: ProgrammePlan,
    temporary: ProgrammePlan,
    catalogue: Sequence[Exercise],
    moment: Moment,
) -> ProgrammePlan:
    """Return the programme that goes on after a temporary one, with every change and its reason.

    Injuries that were named in between stay named.

    Args:
        plan: The programme before the temporary one.
        temporary: The one that ends.
        catalogue: The exercises the athlete can see.
        moment: The week that `plan` stopped in, and the day.

    Raises:
        InvalidInput: As `build_programme`.
    """
    at = _At(plan, catalogue, moment)
    known = {each.id: each for each in catalogue}
    cause = "The short week or the trip is over, so the programme goes on where it stopped."
    hurt = temporary.request.injuries
    successor = _with_weeks(plan, at.remaining)
    if hurt != plan.request.injuries:
        successor = at.rebuilt(injuries=hurt)
        cause += " What was hurt in between is spared."
    changes = differences(
        temporary,
        temporary.weeks[-1],
        successor,
        cause=cause,
        why_gone=_why_gone(successor.request, known, cause),
    )
    return _told(at, successor, changes, cause)


def _told(
    at: _At, successor: ProgrammePlan, changes: tuple[Change, ...], cause: str
) -> ProgrammePlan:
    known = {each.id: each for each in at.catalogue}
    return replace(
        successor,
        revision=cause,
        changes=changes,
        usual=tuple(MuscleSets(muscle, sets) for muscle, sets in sorted(at.usual.items())),
        volume=restated(successor, known, f"Below its range for now. {cause}"),
    )


@dataclass(frozen=True, slots=True)
class _At:
    """A programme at the moment of its revision."""

    plan: ProgrammePlan
    catalogue: Sequence[Exercise]
    moment: Moment

    @property
    def usual(self) -> dict[str, Decimal]:
        """Weekly sets that the next week is measured against: those of the last full week done.

        A temporary programme does not lower them, as coming back from it is a return.
        """
        known = {each.id: each for each in self.catalogue}
        full = [
            week
            for week in self.plan.weeks
            if week.number < self.moment.week and week.phase not in LIGHT_PHASES
        ]
        before = {each.muscle: each.sets for each in self.plan.usual}
        if full:
            done = volume_in(self.plan, full[-1], known)
            if self.plan.until is None:
                return done
            return {muscle: max(sets, before.get(muscle, sets)) for muscle, sets in done.items()}
        if before:
            return before
        ahead = full_weeks(self.plan) or [week_numbered(self.plan, self.moment.week)]
        return volume_in(self.plan, ahead[0], known)

    @property
    def ids(self) -> tuple[ExerciseId, ...]:
        """Exercises of the programme, each once."""
        held = {each.exercise_id: None for day in self.plan.days for each in day.exercises}
        return tuple(held)

    @property
    def remaining(self) -> tuple[Week, ...]:
        """Weeks that are left, the running one first."""
        left = self.plan.weeks[self.moment.week - 1 :]
        return left or (week_numbered(self.plan, self.moment.week),)

    def rebuilt(self, **changes: object) -> ProgrammePlan:
        """Build again for a changed request, keeping exercises where they are still right."""
        meet = self.plan.request.meet_in_weeks
        left = None if meet is None else max(1, meet - self.moment.week + 1)
        log = self.plan.request.log
        if self.remaining[0].phase is not Phase.RETURN:  # else the return is still to come
            log = settled(log)
        usual: dict[str, object] = {"meet_in_weeks": left, "keep": self.ids, "log": log}
        request = replace(self.plan.request, **(usual | changes))  # pyright: ignore[reportArgumentType]  # fields of the request
        return build_programme(request, self.catalogue, usual=self.usual)


def _successor(at: _At, revision: Revision) -> tuple[ProgrammePlan, str]:
    match revision:
        case MissedWeek():
            return _missed(at, revision)
        case ShortWeek():
            return _short(at, revision)
        case Travel():
            return _travel(at, revision)
        case NewInjury():
            return _injured(at, revision)
        case Swap():
            return swap_exercise(
                _with_weeks(at.plan, at.remaining), revision, at.catalogue, at.usual
            )
        case Drop() | Include() | Emphasis() | NewKit():
            built, cause = wished(at.plan, revision, at.rebuilt)
            return _as_long(at, built), cause
        case Deload():
            return _deload(at, revision)
        case Budget():
            return _budget(at, revision)
        case NextBlock():
            return _next_block(at, revision)
        case _:
            assert_never(revision)


def _missed(at: _At, revision: MissedWeek) -> tuple[ProgrammePlan, str]:
    if not 1 <= revision.weeks <= 520:
        raise InvalidInput(
            f"{revision.weeks} missed weeks are not 1 to 520.",
            way_out="Say how many weeks were missed.",
            code="weeks_range",
        )
    days = revision.weeks * 7
    missed = counted(revision.weeks, "week")
    if layoff.return_share(days) is None:
        cause = f"{missed} missed: the plan goes on where it stopped; nothing is made up for."
        return _with_weeks(at.plan, at.remaining), cause
    cause = (
        f"{missed} missed: strength is largely kept for 3 to 4 weeks, so one easier week with half "
        "the sets comes first (coaching practice)."
    )
    back = light_week(at.plan, at.remaining[0], Phase.RETURN)
    return _with_weeks(at.plan, (back, *at.remaining)), cause


def _short(at: _At, revision: ShortWeek) -> tuple[ProgrammePlan, str]:
    plain = at.plan.request
    days = plain.days if revision.days is None else revision.days
    if days > plain.days:
        raise InvalidInput(
            f"{days} days are more than the {plain.days} of the programme.",
            way_out="Change the days for good instead.",
            code="days_range",
        )
    minutes = plain.minutes if revision.minutes is None else revision.minutes
    built = at.rebuilt(days=days, minutes=minutes, meet_in_weeks=None)
    sunday = at.moment.today + timedelta(days=6 - at.moment.today.weekday())
    fewer = f"{counted(days, 'day')} this week instead of {plain.days}" if days < plain.days else ""
    shorter = f"up to {minutes} min each" if revision.minutes is not None else ""
    what = ", ".join(filter(None, (fewer, shorter))) or "This week"
    cause = f"{what[0].upper()}{what[1:]}: the main lifts stay, small exercises go first."
    return _temporary(at, built, 1, sunday), cause


def _travel(at: _At, revision: Travel) -> tuple[ProgrammePlan, str]:
    days = (revision.until - at.moment.today).days + 1
    if not 1 <= days <= LONGEST_TRIP_WEEKS * 7:
        raise InvalidInput(
            f"the trip ends on {revision.until}, which is not within {LONGEST_TRIP_WEEKS} weeks.",
            way_out="Give a last day from today on, or build a programme for the new place.",
            code="trip_range",
        )
    plain = at.plan.request
    built = at.rebuilt(
        kit=revision.kit,
        days=plain.days if revision.days is None else revision.days,
        minutes=plain.minutes if revision.minutes is None else revision.minutes,
        meet_in_weeks=None,
    )
    cause = f"Other equipment until {revision.until.isoformat()}; after that the programme goes on."
    return _temporary(at, built, math.ceil(days / 7), revision.until), cause


def _temporary(at: _At, built: ProgrammePlan, weeks: int, until: date) -> ProgrammePlan:
    """Keep as many weeks as are needed; a light week of the old programme stays light."""
    running = at.remaining[0].phase
    full = tuple(week for week in built.weeks if week.phase not in LIGHT_PHASES)
    light = (light_week(built, full[0], running),) if running in LIGHT_PHASES else ()
    lasting = (*light, *full, *[full[-1]] * weeks)
    back = at.moment.week if at.plan.until is None else at.plan.resumes_week
    return replace(_with_weeks(built, lasting[:weeks]), until=until, resumes_week=back)


def _injured(at: _At, revision: NewInjury) -> tuple[ProgrammePlan, str]:
    new: Injury = revision.injury
    others = tuple(each for each in at.plan.request.injuries if each.region is not new.region)
    region = new.region.value.replace("_", " ")
    cause = f"The {region} is to be spared ({new.severity.value})."
    return _as_long(at, at.rebuilt(injuries=(*others, new))), cause


def _as_long(at: _At, built: ProgrammePlan) -> ProgrammePlan:
    """Keep a temporary programme temporary: its weeks, its end and where it goes back to."""
    if at.plan.until is None:
        return built
    full = tuple(week for week in built.weeks if week.phase not in LIGHT_PHASES)
    lasting = (*full, *[full[-1]] * len(at.remaining))[: len(at.remaining)]
    kept = replace(built, until=at.plan.until, resumes_week=at.plan.resumes_week)
    return _with_weeks(kept, lasting)


def _deload(at: _At, revision: Deload) -> tuple[ProgrammePlan, str]:
    easy = light_week(at.plan, at.remaining[0], Phase.DELOAD)
    rest = at.remaining[1:] if at.remaining[0].phase is Phase.DELOAD else at.remaining
    cause = f"An easy week now: half the sets at about 70 % of the load. {revision.cause}"
    return _with_weeks(at.plan, (easy, *rest)), cause


def _budget(at: _At, revision: Budget) -> tuple[ProgrammePlan, str]:
    _not_temporary(at)
    plain = at.plan.request
    days = plain.days if revision.days is None else revision.days
    minutes = plain.minutes if revision.minutes is None else revision.minutes
    cause = (
        f"{counted(days, 'day')} of {minutes} minutes instead of {counted(plain.days, 'day')} of "
        f"{plain.minutes}; sets rise by at most one a muscle or 10 % a week."
    )
    return at.rebuilt(days=days, minutes=minutes), cause


def _not_temporary(at: _At) -> None:
    if at.plan.until is not None:
        raise InvalidInput(
            f"this programme is for the time until {at.plan.until} only.",
            way_out="Go back to the programme before it first.",
            code="temporary_programme",
        )


def _next_block(at: _At, revision: NextBlock) -> tuple[ProgrammePlan, str]:
    _not_temporary(at)
    cause = "A new block begins from the newest loads; sets go on from those of the last week."
    log: RecentLog = revision.log or settled(at.plan.request.log)
    stepped = one_step_up(at.plan, log, at.catalogue)
    return at.rebuilt(log=stepped, meet_in_weeks=None), cause


def _with_weeks(plan: ProgrammePlan, weeks: Sequence[Week]) -> ProgrammePlan:
    numbered = tuple(replace(week, number=n) for n, week in enumerate(weeks, start=1))
    return replace(plan, weeks=numbered, changes=())


def _why_gone(
    request: ProgrammeRequest, known: Mapping[ExerciseId, Exercise], cause: str
) -> WhyGone:
    def why(planned: PlannedExercise) -> str:
        exercise = known.get(planned.exercise_id)
        if exercise is None:
            return "It is no longer among your exercises."
        if not is_safe(exercise, request):
            return f"{cause} {planned.name} loads it."
        if not is_available(exercise, request.kit):
            return f"{cause} {planned.name} needs equipment that is not there."
        return cause

    return why
