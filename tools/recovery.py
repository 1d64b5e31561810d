"""Tools over sleep, soreness and readiness."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from statistics import fmean
from typing import Final

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula, LogRow
from coach.training.commands.reports import PainEntry, log_night, log_pain
from coach.training.model import PainReport, SleepReport
from coach.training.queries.recovery import (
    SessionLoad,
    daily_loads,
    has_weeks_before,
    session_loads,
)
from coach.training.rules import readiness
from tools.arguments.recovery import LogSleepArgs, LogSorenessArgs, RecoveryArgs, SorenessEntry
from tools.distances import dated, seconds_said
from tools.minting import TENTH, Measure, Minter, day_of, number, plain, spoken, today, zone_of
from tools.results.recovery import LoggedSleep, LoggedSoreness, NightLine, Recovery, SoreLine
from tools.spec import ToolContext, ToolResult

QUALITIES: Final = {"bad": 1, "poor": 2, "fair": 3, "good": 4, "great": 5}
DEGREES: Final = {"mild": 2, "moderate": 5, "severe": 8}
"""The middle of each band of the scale. Source: Serlin 1995 (Pain 61:277), 1 to 4, 5 to 6 and 7 to
10, with mild put lower because soreness is told early (own choice)."""
PAIN: Final = "pain"
SORENESS: Final = "soreness"
LASTING_DAYS: Final = 14
"""Pain over a longer time is for a clinician. Source: NHS on joint pain (2023)."""
NOON: Final = time(12)
LOAD_DAYS: Final = 28
SHORTEST_NIGHT_S: Final = 3600
"""A clock below is hours and minutes: "7:30" is no night of minutes. Source: own choice."""


def log_sleep(ctx: ToolContext, args: LogSleepArgs) -> ToolResult:
    """Store the night of this turn's message once; a night told again replaces the first."""
    day = _not_ahead(ctx, args.day)
    hours = hours_between(args.time)
    if hours is None:
        hours = Decimal(seconds_said(_as_hours(args.time), fastest_s=SHORTEST_NIGHT_S)) / 3600
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        try:
            night, before = log_night(desk, user_id, day, hours, QUALITIES.get(args.quality))
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
        known = desk.recovery.sleep(user_id, since=day - timedelta(days=6))
    facts = Minter(ctx)
    week = [each for each in known if each.day <= day]
    data = LoggedSleep(night=_night(facts, night), nights=len(week), mean_hours=None)
    facts.mint("nights", Measure(Decimal(len(week)), "night"), dated(day), Formula("trend.mean"))
    if before is not None and before.hours != night.hours:
        told = plain(before.hours, TENTH)
        facts.mint(
            "hours logged before",
            Measure(told, "h"),
            dated(day),
            LogRow("sleep_reports", str(night.id)),
        )
        data = data.model_copy(update={"replaced_hours": told})
    if len(week) > 1:
        data = data.model_copy(update={"mean_hours": _mean(facts, week, day)})
    return facts.result(data, f"night to {spoken(day)} logged", "athlete_text")


_SPAN: Final = re.compile(r"(\d{1,2})[:.h]?(\d{2})?(am|pm)?(?:-|to)(\d{1,2})[:.h]?(\d{2})?(am|pm)?")
DAY_MIN: Final = 24 * 60
LONGEST_UNSAID_MIN: Final = 14 * 60
"""A longer night between two times without am or pm is told on a clock of twelve hours: "10 to 6"
is eight. Source: own choice."""


def hours_between(text: str) -> Decimal | None:
    """Return the hours between two clock times; None where the text is no such span."""
    match = _SPAN.fullmatch("".join(text.casefold().split()))
    if match is None:
        return None
    begin = _minute(match[1], match[2], match[3])
    length = (_minute(match[4], match[5], match[6]) - begin) % DAY_MIN
    if length > LONGEST_UNSAID_MIN and not (match[3] or match[6]):
        length %= DAY_MIN // 2
    return Decimal(length) / 60


def _minute(hour: str, minute: str | None, half: str | None) -> int:
    """Return the minute of the day of a clock time."""
    of_half = int(hour) % 12 + (12 if half == "pm" else 0) if half else int(hour)
    return of_half * 60 + int(minute or 0)


def _as_hours(text: str) -> str:
    """Return "5" and "5.5" as hours: nobody sleeps five minutes."""
    bare = text.strip().replace(",", ".")
    return f"{bare} h" if bare.replace(".", "", 1).isdecimal() else text


def _not_ahead(ctx: ToolContext, day: date | None) -> date:
    wanted = day or today(ctx)
    if wanted > today(ctx):
        raise RetryableToolError(
            f"{wanted.isoformat()} is still to come.", way_out="Give the day it was."
        )
    return wanted


def _night(facts: Minter, night: SleepReport) -> NightLine:
    row = LogRow("sleep_reports", str(night.id))
    hours = plain(night.hours, TENTH)
    facts.mint("night", Measure(night.day), dated(night.day), row)
    facts.mint("hours slept", Measure(hours, "h"), dated(night.day), row)
    return NightLine(day=night.day, hours=hours)


def _mean(facts: Minter, nights: Sequence[SleepReport], day: date) -> Decimal:
    mean = number(fmean(float(night.hours) for night in nights), TENTH)
    facts.mint("mean hours slept", Measure(mean, "h"), dated(day), Formula("trend.mean"))
    return mean


def log_soreness(ctx: ToolContext, args: LogSorenessArgs) -> ToolResult:
    """Store what is sore or hurts, and look for earlier reports of the same places."""
    day = _not_ahead(ctx, args.day)
    now = ctx.clock.now()
    at = now if day == today(ctx) else datetime.combine(day, NOON, zone_of(ctx))
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        since = at - timedelta(days=2 * LASTING_DAYS)
        before = [each for each in desk.recovery.pain(user_id, since=since) if each.at < at]
        stored = [
            log_pain(desk, user_id, _entry(each, at, f"{ctx.idempotency_key}:{position}"))
            for position, each in enumerate(args.places)
        ]
    facts = Minter(ctx)
    sites = {report.site for report, _ in stored}
    alike = [each for each in reversed(before) if each.site in sites]
    lines = [_sore(ctx, facts, report) for report, _ in stored]
    facts.mint(
        "lasting pain",
        Measure(Decimal(LASTING_DAYS // 7), "week"),
        dated(day),
        Formula("readiness.readiness"),
    )
    data = LoggedSoreness(
        places=lines,
        earlier=[_sore(ctx, facts, each) for each in alike[:4]],
        is_lasting=any(
            line.kind == PAIN and (at - each.at).days >= LASTING_DAYS
            for line in lines
            for each in alike
            if each.site == line.site
        ),
        already_logged=all(known for _, known in stored),
    )
    return facts.result(data, f"{len(lines)} places noted", "athlete_text")


def _entry(told: SorenessEntry, at: datetime, key: str) -> PainEntry:
    severity = told.severity if told.severity is not None else DEGREES.get(told.degree)
    if severity is None:
        raise RetryableToolError(
            f"how bad the {told.site} is was not told.",
            way_out="Ask for a number from 0 to 10.",
            code="severity_missing",
        )
    site = " ".join(part for part in (told.side, told.site.casefold()) if part and part != "both")
    return PainEntry(at, site, severity, key, "; ".join(filter(None, (told.kind, told.when))))


def _sore(ctx: ToolContext, facts: Minter, report: PainReport) -> SoreLine:
    day = day_of(ctx, report.at)
    row = LogRow("pain_reports", str(report.id))
    facts.mint("day of the report", Measure(day), dated(day), row)
    facts.mint("severity", Measure(Decimal(report.severity)), dated(day), row)
    facts.mint("scale", Measure(Decimal(readiness.SCALE)), dated(day), row)
    kind, _, when = report.notes.partition("; ")
    return SoreLine(
        site=report.site,
        severity=report.severity,
        kind="pain" if PAIN in report.notes.casefold() else SORENESS,
        day=day,
        when=when if kind in {PAIN, SORENESS} else "",
    )


def recovery(ctx: ToolContext, args: RecoveryArgs) -> ToolResult:
    """Return the last nights, soreness and load, and what they mean for today."""
    now, day, user_id = ctx.clock.now(), today(ctx), ctx.principal.user_id
    with ctx.readers() as desk:
        known = desk.recovery.sleep(user_id, since=day - timedelta(days=args.nights - 1))
        nights = [each for each in reversed(known) if each.day <= day]
        reports = [
            each
            for each in reversed(desk.recovery.pain(user_id, since=now - timedelta(days=7)))
            if each.at <= now
        ]
        done = session_loads(desk, user_id, until=now, zone=zone_of(ctx), days=LOAD_DAYS)
    facts = Minter(ctx)
    sore = [_sore(ctx, facts, each) for each in reports[:6]]
    loads = daily_loads(done, today=day, days=LOAD_DAYS)
    ratio = _ratio(loads) if has_weeks_before(done, day) else None
    short = sum(
        each.hours <= Decimal(str(readiness.SHORT_NIGHT_H))
        for each in nights
        if (day - each.day).days < 3
    )
    fresh = [each.severity for each in sore if (day - each.day).days <= 1]
    mean = _mean(facts, nights, day) if nights else None
    last = nights[0] if nights and (day - nights[0].day).days <= 1 else None
    found = readiness.readiness(
        readiness.Signs(
            last_night_h=None if last is None else float(last.hours),
            short_nights=short,
            mean_night_h=None if mean is None else float(mean),
            worst_soreness=max(fresh, default=None),
            load_ratio=ratio,
        )
    )
    week = [each for each in done if (day - each.day).days < 7]
    data = Recovery.model_validate(
        {
            "call": found.call,
            "reasons": list(found.reasons),
            "nights": [_night(facts, each) for each in nights],
            "mean_hours": mean,
            "short_nights": short,
            "enough_hours": Decimal(str(readiness.ENOUGH_H)),
            "sore": sore,
            "sessions_week": len(week),
            "rpe_cap": readiness.RPE_CAP,
            "missing": [
                name
                for name, there in (("sleep", nights), ("soreness", sore), ("load", loads))
                if not there
            ],
        }
    )
    facts.mint("nights", Measure(Decimal(len(nights)), "night"), dated(day), Formula("trend.mean"))
    _mint_rest(facts, data, day)
    return facts.result(_with_sessions(facts, data, done, ratio, day), "recovery read")


def _ratio(loads: Sequence[float] | None) -> float | None:
    """Return the last seven days over the weekly mean of the three weeks before."""
    if loads is None or not any(loads[:21]):
        return None
    return sum(loads[-7:]) / (sum(loads[:21]) / 3)


def _mint_rest(facts: Minter, data: Recovery, day: date) -> None:
    about, source = dated(day), Formula("readiness.readiness")
    facts.mint("short nights", Measure(Decimal(data.short_nights), "night"), about, source)
    facts.mint("enough sleep", Measure(data.enough_hours, "h"), about, source)
    facts.mint("effort of a lighter day", Measure(data.rpe_cap, "RPE"), about, source)
    facts.mint(
        "sessions in seven days",
        Measure(Decimal(data.sessions_week), "session"),
        about,
        Formula("endurance.sum"),
    )


def _with_sessions(
    facts: Minter,
    data: Recovery,
    done: Sequence[SessionLoad],
    ratio: float | None,
    day: date,
) -> Recovery:
    days = [each.day for each in done]
    update: dict[str, object] = {}
    if days:
        last = max(days)
        age = (day - last).days
        source = Formula("calendar.days_between")
        facts.mint("last session", Measure(last), dated(last), source)
        facts.mint("days since last session", Measure(Decimal(age), "day"), dated(day), source)
        update = {"last_session": last, "days_since_session": age}
    if ratio is not None:
        percent = number((ratio - 1) * 100, Decimal(1))
        facts.mint(
            "load change", Measure(percent, "%"), dated(day), Formula("strain.acute_to_chronic")
        )
        update["load_change_percent"] = percent
    return data.model_copy(update=update)
