"""Tools over the endurance log: a session told in the chat, and what the weeks hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import Formula
from coach.training.commands.reports import CardioCorrection, CardioEntry, correct_cardio
from coach.training.commands.reports import log_cardio as store_session
from coach.training.model import CardioSession
from coach.training.queries.endurance import (
    DAYS_A_WEEK,
    WeekDistance,
    endurance_sessions,
    mean_pace_s_per_km,
    weeks_of,
)
from coach.training.rules import running
from coach.training.rules.activities import activity_of, fastest_s
from coach.training.rules.efforts import with_rating, without_time
from tools.arguments.endurance import CardioHistoryArgs, LogCardioArgs, LongUnit
from tools.distances import (
    M_PER,
    dated,
    metres_of,
    mint_distance,
    mint_session,
    mint_text,
    pace_text,
    seconds_said,
)
from tools.minting import Measure, Minter, counted, day_of, number, spoken, today, zone_of
from tools.results.endurance import CardioHistory, CardioLine, LoggedCardio, WeekLine
from tools.spec import Desk, ToolContext, ToolResult

MORNING = time(8)
"""Time of a session told with a day only."""
COMPARED_DAYS = 120
ALIKE = Decimal("0.1")
"""Distances this much apart are compared. Source: own choice."""
SESSIONS_TOLD = 5
PACE_TREND = 0.02
"""A smaller change of the mean pace is called about the same. Source: own choice, six seconds at
5 min/km, which terrain and heat move as well."""
UNTIMED_S_PER_KM = 390
"""Stands in the log for a run whose time was not told, and is marked so. Source: own choice."""


def log_cardio(ctx: ToolContext, args: LogCardioArgs) -> ToolResult:
    """Store the endurance session of this turn's message once, or put the last one right."""
    day = args.day or today(ctx)
    if day > today(ctx):
        raise RetryableToolError(
            f"{day.isoformat()} is still to come.", way_out="Give the day it was done on."
        )
    now = ctx.clock.now()
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        try:
            session, already = (
                (_corrected(ctx, desk, args), False) if args.corrects else _stored(ctx, desk, args)
            )
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
        known = endurance_sessions(
            desk, user_id, until=now, days=COMPARED_DAYS, activity=session.activity
        )
    unit: LongUnit = "mi" if args.distance_unit == "mi" else "km"
    facts = Minter(ctx)
    line = mint_session(ctx, facts, session, unit)
    data = LoggedCardio(session=line, already_logged=already, corrected=args.corrects)
    alike = _alike(session, known)
    if alike is not None:
        data = data.model_copy(update={"earlier": mint_session(ctx, facts, alike, unit)})
    if session.distance_m:
        weeks = weeks_of(known, today=today(ctx), zone=zone_of(ctx), weeks=2)
        names = ("week distance", "previous week distance")
        both = [
            mint_distance(
                facts, name, week.metres, unit, dated(today(ctx)), Formula("endurance.sum")
            )
            for name, week in zip(names, weeks, strict=True)
        ]
        update = {"week_distance": both[0], "previous_distance": both[1]}
        data = data.model_copy(update=update)
    return facts.result(data, f"{session.activity} logged for {spoken(line.day)}", "athlete_text")


def _stored(ctx: ToolContext, desk: Desk, args: LogCardioArgs) -> tuple[CardioSession, bool]:
    now = ctx.clock.now()
    started = now if (args.day or today(ctx)) == today(ctx) else _morning(ctx, args)
    return store_session(desk, ctx.principal.user_id, _entry(ctx, args, started), now=now)


def _corrected(ctx: ToolContext, desk: Desk, args: LogCardioArgs) -> CardioSession:
    activity = activity_of(args.activity) or args.activity.casefold().strip()
    metres = None if args.distance is None else metres_of(args.distance, args.distance_unit)
    right = CardioCorrection(
        started_at=None if args.day is None else _morning(ctx, args),
        duration_s=_seconds(args, activity, metres),
        distance_m=metres,
        mean_heart_rate_bpm=args.heart_rate,
        rpe=args.rpe,
    )
    session = correct_cardio(desk, ctx.principal.user_id, right, now=ctx.clock.now())
    if session is None:
        raise RetryableToolError(
            "no session was told in the chat of late.",
            way_out="Ask for the whole session and log it as a new one.",
            code="nothing_to_correct",
        )
    return session


def _morning(ctx: ToolContext, args: LogCardioArgs) -> datetime:
    return datetime.combine(args.day or today(ctx), MORNING, zone_of(ctx))


def _entry(ctx: ToolContext, args: LogCardioArgs, started: datetime) -> CardioEntry:
    activity = activity_of(args.activity) or args.activity.casefold().strip()
    metres = None if args.distance is None else metres_of(args.distance, args.distance_unit)
    seconds = _seconds(args, activity, metres)
    notes = with_rating(args.kind, args.rpe)
    if seconds is None:
        if metres is None:
            raise RetryableToolError(
                "neither a distance nor a time was told.",
                way_out="Ask how far or how long it was.",
                code="nothing_measured",
            )
        seconds = int(metres * UNTIMED_S_PER_KM / 1000)
        notes = without_time(notes)
    return CardioEntry(
        started_at=started,
        activity=activity,
        duration_s=seconds,
        key=ctx.idempotency_key,
        distance_m=metres,
        mean_heart_rate_bpm=args.heart_rate,
        notes=notes,
    )


def _seconds(args: LogCardioArgs, activity: str, metres: Decimal | None) -> int | None:
    """Return the duration that was told, or that follows from pace and distance."""
    if args.time:
        return seconds_said(args.time, fastest_s=fastest_s(activity, float(metres or 0)))
    if args.pace and metres is not None:
        return round(seconds_said(args.pace) * metres / M_PER[args.pace_unit])
    return None


def _alike(session: CardioSession, known: Sequence[CardioSession]) -> CardioSession | None:
    """Return the newest earlier session of about the same distance."""
    if not session.distance_m:
        return None
    near = ALIKE * session.distance_m
    earlier = [
        each
        for each in known
        if each.started_at < session.started_at
        and each.id != session.id
        and each.distance_m is not None
        and abs(each.distance_m - session.distance_m) <= near
    ]
    return earlier[-1] if earlier else None


def cardio_history(ctx: ToolContext, args: CardioHistoryArgs) -> ToolResult:
    """Return the newest sessions, the distance of weeks, the pace trend and the next week."""
    activity = activity_of(args.activity) or args.activity.casefold().strip()
    days = max(args.weeks, 4) * DAYS_A_WEEK
    now = ctx.clock.now()
    with ctx.readers() as desk:
        known = endurance_sessions(
            desk, ctx.principal.user_id, until=now, days=365, activity=activity
        )
    facts = Minter(ctx)
    first = now.timestamp() - days * 86_400
    recent = [each for each in known if each.started_at.timestamp() >= first]
    weeks = weeks_of(recent, today=today(ctx), zone=zone_of(ctx), weeks=args.weeks)
    data = CardioHistory(
        activity=activity,
        unit=args.unit,
        sessions=[
            mint_session(ctx, facts, each, args.unit)
            for each in list(reversed(known))[:SESSIONS_TOLD]
        ],
        weeks=[_week(facts, week, args.unit) for week in weeks],
    )
    data = _with_change(ctx, facts, data)
    data = _with_longest(ctx, facts, data, recent)
    data = _with_pace(ctx, facts, data, recent, weeks)
    data = _with_next(ctx, facts, data, args)
    return facts.result(data, f"{counted(len(recent), 'session')} in {args.weeks} weeks")


def _week(facts: Minter, week: WeekDistance, unit: LongUnit) -> WeekLine:
    about, source = dated(week.end), Formula("endurance.sum")
    facts.mint("week start", Measure(week.start), about, source)
    facts.mint("week end", Measure(week.end), about, source)
    facts.mint("sessions", Measure(Decimal(week.sessions), "session"), about, source)
    return WeekLine(
        start=week.start,
        end=week.end,
        distance=mint_distance(facts, "week distance", week.metres, unit, about, source),
        sessions=week.sessions,
        longest=mint_distance(facts, "longest session", week.longest_m, unit, about, source),
    )


def _with_change(ctx: ToolContext, facts: Minter, data: CardioHistory) -> CardioHistory:
    if len(data.weeks) < 2 or not data.weeks[1].distance:
        return data
    new, old = data.weeks[0].distance, data.weeks[1].distance
    about, source = dated(today(ctx)), Formula("trend.difference")
    change = new - old
    percent = number(float(change / old) * 100, Decimal(1))
    unit = "km" if data.unit == "km" else "mile"
    facts.mint("weekly distance change", Measure(change, unit), about, source)
    facts.mint("weekly distance change", Measure(percent, "%"), about, source)
    return data.model_copy(update={"change": change, "change_percent": percent})


def _with_longest(
    ctx: ToolContext, facts: Minter, data: CardioHistory, recent: Sequence[CardioSession]
) -> CardioHistory:
    far = max(recent, key=lambda each: each.distance_m or Decimal(0), default=None)
    if far is None or not far.distance_m:
        longest: CardioLine | None = None
    else:
        longest = mint_session(ctx, facts, far, data.unit)
    if not data.sessions:
        return data.model_copy(update={"longest": longest})
    last = data.sessions[0].day
    days = (today(ctx) - last).days
    facts.mint(
        "days since last session",
        Measure(Decimal(days), "day"),
        dated(today(ctx)),
        Formula("calendar.days_between"),
    )
    return data.model_copy(update={"longest": longest, "days_since_last": days, "last_day": last})


def _with_pace(
    ctx: ToolContext,
    facts: Minter,
    data: CardioHistory,
    recent: Sequence[CardioSession],
    weeks: Sequence[WeekDistance],
) -> CardioHistory:
    """Compare the mean pace of the newer half of the weeks with that of the older half."""
    border = weeks[len(weeks) // 2 - 1].start
    newer = mean_pace_s_per_km(r for r in recent if day_of(ctx, r.started_at) >= border)
    older = mean_pace_s_per_km(r for r in recent if day_of(ctx, r.started_at) < border)
    update: dict[str, object] = {}
    for name, pace, day in (
        ("recent_pace", newer, today(ctx)),
        ("earlier_pace", older, border),
    ):
        if pace is not None:
            text = pace_text(pace, data.unit)
            label = name.replace("_", " ")
            update[name] = mint_text(facts, label, text, dated(day), Formula("trend.mean"))
    if newer is not None and older is not None:
        change = newer / older - 1
        update["pace_trend"] = (
            "faster" if change < -PACE_TREND else "slower" if change > PACE_TREND
            else "about the same"
        )  # fmt: skip
    return data.model_copy(update=update)


def _with_next(
    ctx: ToolContext, facts: Minter, data: CardioHistory, args: CardioHistoryArgs
) -> CardioHistory:
    """Say how far the next week may go, and judge the one the athlete has in mind."""
    week = args.said if args.said is not None else max(w.distance for w in data.weeks[:2])
    if not week:
        return data
    about, unit = dated(today(ctx)), "km" if data.unit == "km" else "mile"
    per_km = M_PER[data.unit] / 1000
    grows = running.next_week_km(float(week * per_km))
    rule, long_rule = Formula("running.next_week_km"), Formula("running.longest_run_km")
    low = number(grows.low_km / float(per_km), Decimal("0.1"))
    high = number(grows.high_km / float(per_km), Decimal("0.1"))
    longest = number(running.longest_run_km(float(high)), Decimal("0.1"))
    facts.mint("measured week", Measure(week, unit), about, rule)
    facts.mint("next week, low", Measure(low, unit), about, rule)
    facts.mint("next week, high", Measure(high, unit), about, rule)
    facts.mint("growth a week", Measure(Decimal(10), "%"), about, rule)
    facts.mint("longest single run", Measure(longest, unit), about, long_rule)
    update: dict[str, object] = {"week_distance": week, "next_low": low, "next_high": high}
    update["longest_run"] = longest
    if args.planned is not None:
        percent = number(float(args.planned / week - 1) * 100, Decimal(1))
        facts.mint("planned week", Measure(args.planned, unit), about, rule)
        facts.mint("planned change", Measure(percent, "%"), about, Formula("trend.difference"))
        verdict = "too much" if args.planned > high else "less" if args.planned < low else "within"
        update |= {"planned": args.planned, "planned_percent": percent, "planned_verdict": verdict}
    return data.model_copy(update=update)
