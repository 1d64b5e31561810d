"""What the audit says about the extent of a log and the regularity of training."""

from __future__ import annotations

from decimal import Decimal

from coach.training.queries.audit.document import (
    Remark,
    Section,
    count,
    day,
    plain,
    remark,
)
from coach.training.queries.audit.reading import Reading
from coach.training.rules.layoff import BREAK_DAYS

DAYS_A_YEAR = Decimal("365.25")


def overview(reading: Reading) -> Section:
    """Return span, age, regularity and pauses."""
    remarks = [*_extent(reading), *_age(reading), *_regularity(reading), *_pauses(reading)]
    return Section("overview", "What is in the log", tuple(remarks))


def _extent(reading: Reading) -> list[Remark]:
    span = reading.span
    found: list[Remark] = []
    if span.first is not None and span.last is not None:
        first, last = map(reading.athlete.day_of, (span.first, span.last))
        template = (
            "the log holds {workouts} with {sets} of {exercises}, from {first} to {last}."
            if first != last
            else "the log holds {workouts} with {sets} of {exercises}, all on {first}."
        )
        found.append(
            remark(
                template,
                workouts=count(span.workouts, "workout"),
                sets=count(span.sets, "set"),
                exercises=count(len(reading.uses), "exercise"),
                first=day(first),
                last=day(last),
            )
        )
    if reading.cardio:
        ends = reading.athlete.day_of(max(reading.cardio))
        sessions = count(len(reading.cardio), "session")
        template = "it also holds {sessions} of endurance training, the newest on {last}."
        if not found:
            template = "the log holds {sessions} of endurance training, the newest on {last}, and no sets yet."  # noqa: E501 - a sentence stands on one line
        found.append(remark(template, sessions=sessions, last=day(ends)))
    return found or [remark("the log is empty, so there is nothing to audit yet.")]


def _age(reading: Reading) -> list[Remark]:
    days = reading.days_old
    if reading.span.last is None or days < BREAK_DAYS:
        return []
    ago = count(days, "day", "calendar.days_between")
    if days < DAYS_A_YEAR:
        return [
            remark(
                "the last workout was {ago} ago, so the figures below are of that time and not of "
                "today.",
                ago=ago,
            )
        ]
    years = plain(Decimal(days) / DAYS_A_YEAR, "year", "calendar.days_between")
    return [
        remark(
            "this is an old log: the last workout was {ago} ago ({years}). Read it as a training "
            "history; it says little about today's strength.",
            ago=ago,
            years=years,
        )
    ]


def _regularity(reading: Reading) -> list[Remark]:
    done = reading.regularity
    if done is None or reading.span.first is None:
        return []
    begun = reading.athlete.day_of(reading.span.first)
    weeks = [week for week in done.weeks if (week.monday - begun).days > -7]
    if len(weeks) < 2:
        return []
    workouts = sum(week.workouts for week in weeks)
    missed = sum(week.workouts == 0 for week in weeks)
    found = [
        remark(
            "in the last {weeks} of the log there are {workouts}, {rate} a week on average"
            + ("; {missed} had none." if missed else "; no week was left out."),
            weeks=count(len(weeks), "week"),
            workouts=count(workouts, "workout"),
            rate=plain(workouts / len(weeks), None, "trend.mean"),
            **({"missed": count(missed, "week")} if missed else {}),
        )
    ]
    planned = [week for week in done.planned_weeks if week in weeks]
    if done.planned and planned:
        found.append(
            remark(
                "the active programme asks for {days} a week; in the {weeks} since it was made, "
                "{done} of {planned} were done.",
                days=count(done.planned, "workout", "programme"),
                weeks=count(len(planned), "week"),
                done=count(sum(week.workouts for week in planned), "workout"),
                planned=plain(done.planned * len(planned), None, "programme"),
            )
        )
    return found


def _pauses(reading: Reading) -> list[Remark]:
    if reading.regularity is None or not reading.regularity.pauses:
        return []
    pauses = reading.regularity.pauses
    longest = max(pauses, key=lambda pause: pause.days)
    return [
        remark(
            "there are {pauses} of more than {limit}; the longest lasted {days}, from {last} to "
            "{next}.",
            pauses=count(len(pauses), "pause"),
            limit=count(BREAK_DAYS, "day", "layoff.return_share"),
            days=count(longest.days, "day", "calendar.days_between"),
            last=day(longest.last),
            next=day(longest.next),
        )
    ]
