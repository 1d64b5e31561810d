"""How regularly an athlete trains, and how that compares with the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from coach.days import midnight, monday_of
from coach.identity import UserId
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.layoff import BREAK_DAYS


@dataclass(frozen=True, slots=True)
class WeekDone:
    """Workouts and sets of one calendar week."""

    monday: date
    workouts: int
    sets: int


@dataclass(frozen=True, slots=True)
class Pause:
    """Days without a workout between two workouts."""

    last: date
    next: date
    days: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """How regularly an athlete trained in some weeks."""

    weeks: tuple[WeekDone, ...]
    """Oldest first; weeks without a workout are there too."""
    planned: int | None
    """Training days a week of the active programme; None without one."""
    planned_since: date | None
    """Day the programme was made."""
    pauses: tuple[Pause, ...]
    """Of more than 14 days within the whole log, oldest first."""

    @property
    def workouts(self) -> int:
        """Workouts of all weeks."""
        return sum(week.workouts for week in self.weeks)

    @property
    def planned_weeks(self) -> tuple[WeekDone, ...]:
        """The whole weeks since the programme was made."""
        if self.planned_since is None:
            return ()
        return tuple(week for week in self.weeks if week.monday >= self.planned_since)


def adherence(
    uow: TrainingUnitOfWork,
    user_id: UserId,
    *,
    last: datetime,
    until: datetime,
    zone: tzinfo,
    weeks: int,
) -> Adherence:
    """Return workouts by week up to the week of `last`, the plan, and the long pauses.

    Args:
        uow: An open transaction.
        user_id: Whose log.
        last: End of the last week to return; the newest workout, or now.
        until: Now; later workouts do not count.
        zone: Where the athlete's weeks begin on Monday.
        weeks: How many.

    Source:
        A pause is one of more than 14 days, from which on a lift counts as interrupted (`layoff`).
    """
    final = monday_of(last.astimezone(zone).date())
    mondays = [final - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    rows = uow.analytics.workouts_by(
        user_id, starts=[midnight(monday, zone) for monday in mondays], until=until
    )
    done = {row.period: row for row in rows}
    programme = uow.programmes.active(user_id)
    return Adherence(
        tuple(
            WeekDone(
                monday,
                done[index].workouts if index in done else 0,
                done[index].sets if index in done else 0,
            )
            for index, monday in enumerate(mondays)
        ),
        None if programme is None else len({entry.day for entry in programme.prescriptions}),
        None if programme is None else programme.created_at.astimezone(zone).date(),
        tuple(
            Pause(
                before := gap.last.astimezone(zone).date(),
                after := gap.next.astimezone(zone).date(),
                (after - before).days,
            )
            for gap in uow.analytics.gaps(user_id, until=until, days=BREAK_DAYS)
        ),
    )
