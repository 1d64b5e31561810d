"""Tools over what the coach keeps in mind; the athlete sees, edits and deletes every row."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from coach.accounts.commands import MemoryEntry, forget
from coach.accounts.commands import remember as keep
from coach.accounts.model import Memory, MemoryKind
from coach.accounts.queries import memories_of
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from tools.arguments.account import ForgetMemoryArgs, ListMemoriesArgs, RememberArgs
from tools.minting import ATHLETE, About, Measure, Minter, day_of
from tools.results.account import Memories, MemoryChanged, MemoryLine
from tools.spec import ToolContext, ToolResult

MIN_SIMILARITY = 70.0
"""Similarity in percent from which words name a memory. Source: `token_set_ratio` of a memory
against a part of its own words is 100 and against another memory below 60 in the tests."""


def remember(ctx: ToolContext, args: RememberArgs) -> ToolResult:
    """Keep one sentence once; the same words are not kept twice."""
    entry = MemoryEntry(MemoryKind(args.kind), args.text, ctx.idempotency_key)
    with ctx.writers() as desk:
        try:
            memory, known = keep(desk, ctx.principal.user_id, entry, at=ctx.clock.now())
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    return _changed(ctx, memory, "already_known" if known else "remembered")


def list_memories(ctx: ToolContext, args: ListMemoriesArgs) -> ToolResult:
    """Return the memories, newest first."""
    with ctx.readers() as desk:
        found = memories_of(desk, ctx.principal.user_id)
    kept = [each for each in found if args.kind is None or each.kind == args.kind]
    facts = Minter(ctx)
    data = Memories(memories=[_line(ctx, facts, each) for each in kept])
    return facts.result(data, f"{len(kept)} kept in mind", "athlete_text")


def forget_memory(ctx: ToolContext, args: ForgetMemoryArgs) -> ToolResult:
    """Delete the memory with this id, or the one these words name."""
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        memory = _named(memories_of(desk, user_id), args)
        forget(desk, user_id, memory.id)
    return _changed(ctx, memory, "forgotten")


def _named(known: Sequence[Memory], args: ForgetMemoryArgs) -> Memory:
    by_id = [each for each in known if str(each.id) == args.memory_id]
    if by_id:
        return by_id[0]
    close = [
        each
        for each in known
        if args.about
        and fuzz.token_set_ratio(each.text.casefold(), args.about.casefold()) >= MIN_SIMILARITY
    ]
    if len(close) == 1:
        return close[0]
    raise RetryableToolError(
        "it is not clear which memory is meant." if close else "no such memory is kept.",
        way_out="Call list_memories and give the id of one, or ask the athlete.",
        code="which_memory",
    )


def _line(ctx: ToolContext, facts: Minter, memory: Memory) -> MemoryLine:
    since = day_of(ctx, memory.created_at)
    about = About(ATHLETE, since)
    row = LogRow("memories", str(memory.id))
    facts.mint("memory", Measure(memory.text), about, row)
    facts.mint("remembered on", Measure(since), about, row)
    return MemoryLine(id=str(memory.id), kind=memory.kind, text=memory.text, since=since)


def _changed(ctx: ToolContext, memory: Memory, action: str) -> ToolResult:
    facts = Minter(ctx)
    data = MemoryChanged.model_validate({"action": action, "memory": _line(ctx, facts, memory)})
    result = facts.result(data, f"{action.replace('_', ' ')}: {memory.kind}")
    return result.model_copy(update={"provenance": "athlete_text"})
