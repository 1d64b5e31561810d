"""Tools over the athlete's own data: leave with it, or delete it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

from coach.accounts.commands import save_profile
from coach.accounts.model import Profile
from coach.evidence import LogRow
from tools.arguments.account import DeleteAccountDataArgs, ExportDataArgs
from tools.minting import ATHLETE, About, Measure, Minter, counted, day_of, today
from tools.results.account import DataDeleted, ExportReady
from tools.spec import Desk, ToolContext, ToolResult

MOST = 100_000
"""More rows of a kind than an athlete logs. Source: own choice, 40 a day for seven years."""
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
STAYS = (
    "Runs and other cardio, sleep, soreness, daily targets, videos, conversations and the account "
    "itself stay until you delete the account on your account page."
)
LEFT = f"{STAYS} Over the API that is DELETE /v1/account."


def export_data(ctx: ToolContext, args: ExportDataArgs) -> ToolResult:
    """Return where the export is, and what of the log it holds."""
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    with ctx.readers() as desk:
        workouts = desk.workouts.list(user_id, limit=MOST)
        weights = desk.body_weights.list(user_id)
        memories = desk.memories.list(user_id)
    about, row = About(ATHLETE, today(ctx)), LogRow("accounts", str(user_id))
    counts = (("workout", workouts), ("weigh-in", weights), ("memory", memories))
    for noun, rows in counts:
        facts.mint("rows to export", Measure(Decimal(len(rows)), noun), about, row)
    days = sorted(day_of(ctx, each.started_at) for each in workouts)
    for day in {days[0], days[-1]} if days else ():
        facts.mint("day of a workout", Measure(day), about, row)
    data = ExportReady(
        format=args.format,
        path=f"/v1/exports/{args.format}",
        workouts=len(workouts),
        weigh_ins=len(weights),
        memories=len(memories),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
    )
    return facts.result(data, f"export of {counted(len(workouts), 'workout')}")


def delete_account_data(ctx: ToolContext, args: DeleteAccountDataArgs) -> ToolResult:
    """Delete what the athlete named; the question before it was answered with yes."""
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    wanted = tuple(_DELETERS) if args.what == "everything" else (args.what,)
    with ctx.writers() as desk:
        gone = [(noun, count) for name in wanted for noun, count in (_DELETERS[name](ctx, desk),)]
        if args.what == "everything":
            kept = desk.profiles.get(user_id)
            save_profile(desk, Profile(user_id, kept.mass_unit, kept.country, kept.time_zone))
    about, row = About(ATHLETE, today(ctx)), LogRow("accounts", str(user_id))
    for noun, count in gone:
        facts.mint("rows deleted", Measure(Decimal(count), noun), about, row)
    deleted = [_counted(count, noun) for noun, count in gone if count]
    data = DataDeleted(what=args.what, deleted=deleted, left=LEFT)
    return facts.result(data, f"{args.what} deleted")


def deletes(ctx: ToolContext, args: DeleteAccountDataArgs) -> str | None:
    """Return the question to ask before anything is deleted."""
    del ctx
    what = {
        "everything": "all your workouts, weigh-ins, meals, programmes, memories and your profile",
        "workouts": "all your workouts",
        "weigh_ins": "all your weigh-ins",
        "meals": "all your logged meals",
        "programmes": "all your programmes",
        "memories": "everything I keep in mind about you",
    }[args.what]
    stays = f" {STAYS}" if args.what == "everything" else ""
    return f"This deletes {what}, and it cannot be undone.{stays} Shall I delete it?"


def _counted(count: int, noun: str) -> str:
    plural = {"memory": "memories"}.get(noun, f"{noun}s")
    return f"{count} {noun if count == 1 else plural}"


def _workouts(ctx: ToolContext, desk: Desk) -> tuple[str, int]:
    rows = desk.workouts.list(ctx.principal.user_id, limit=MOST)
    for each in rows:
        desk.workouts.delete(ctx.principal.user_id, each.id)
    return "workout", len(rows)


def _weigh_ins(ctx: ToolContext, desk: Desk) -> tuple[str, int]:
    rows = desk.body_weights.list(ctx.principal.user_id)
    for each in rows:
        desk.body_weights.delete(ctx.principal.user_id, each.id)
    return "weigh-in", len(rows)


def _meals(ctx: ToolContext, desk: Desk) -> tuple[str, int]:
    user_id = ctx.principal.user_id
    rows = desk.meals.list(user_id, since=EARLIEST, until=ctx.clock.now())
    desk.meals.delete_many(user_id, [each.id for each in rows])
    return "meal", len(rows)


def _programmes(ctx: ToolContext, desk: Desk) -> tuple[str, int]:
    rows = desk.programmes.list(ctx.principal.user_id)
    for each in rows:
        desk.programmes.delete(ctx.principal.user_id, each.id)
    return "programme", len(rows)


def _memories(ctx: ToolContext, desk: Desk) -> tuple[str, int]:
    rows = desk.memories.list(ctx.principal.user_id)
    for each in rows:
        desk.memories.delete(ctx.principal.user_id, each.id)
    return "memory", len(rows)


_DELETERS: dict[str, Callable[[ToolContext, Desk], tuple[str, int]]] = {
    "workouts": _workouts,
    "weigh_ins": _weigh_ins,
    "meals": _meals,
    "programmes": _programmes,
    "memories": _memories,
}
