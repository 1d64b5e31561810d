"""Tools over what the coach keeps in mind; the athlete sees, edits and deletes every row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from coach.accounts.commands import MemoryEntry, edit_memory, forget
from coach.accounts.commands import remember as keep
from coach.accounts.model import Memory, MemoryKind
from coach.accounts.queries import memories_of
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import LogRow
from coach.training.rules.programme.told import regions_in
from tools.arguments.account import (
    ForgetMemoryArgs,
    ListMemoriesArgs,
    RememberArgs,
    UpdateMemoryArgs,
)
from tools.minting import ATHLETE, About, Measure, Minter, day_of
from tools.results.account import Memories, MemoryChanged, MemoryLine
from tools.spec import Desk, ToolContext, ToolResult

MIN_SIMILARITY = 70.0
"""Similarity in percent from which words name a memory. Source: `token_set_ratio` of a memory
against a part of its own words is 100 and against another memory below 60 in the tests."""

EMPTY_WORDS = frozenset(
    {
        *("the", "and", "that", "thing", "stuff", "note", "memory", "about", "with", "for"),
        *("you", "said", "told", "know", "not", "like", "when", "hurt", "pain", "hate", "thi"),
    }
)
"""Words that name no memory, because they stand in many. Source: own choice."""


def remember(ctx: ToolContext, args: RememberArgs) -> ToolResult:
    """Keep one sentence once, with the words it is taken from; the same is not kept twice."""
    entry = MemoryEntry(
        MemoryKind(args.kind),
        args.text,
        ctx.idempotency_key,
        said=args.said or None,
        run_id=str(ctx.run_id),
    )
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
    """Delete the memory with this id, the one these words name, or all of them."""
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        known = memories_of(desk, user_id)
        gone = list(known) if args.every else [_to_forget(known, args)]
        if not gone:
            raise _unclear(found=False)
        for memory in gone:
            forget(desk, user_id, memory.id)
    return _changed(ctx, gone[0], "forgotten", count=len(gone))


def _to_forget(known: Sequence[Memory], args: ForgetMemoryArgs) -> Memory:
    if args.place is not None and args.place <= len(known):
        return known[args.place - 1]
    return _named(known, args.memory_id, args.about)


def forgets_all(ctx: ToolContext, args: ForgetMemoryArgs) -> str | None:
    """Return the question to ask before everything is forgotten; None for a single memory."""
    if not args.every:
        return None
    with ctx.readers() as desk:
        count = len(memories_of(desk, ctx.principal.user_id))
    if not count:
        return None
    return "This forgets everything I keep in mind about you. Shall I do that?"


def update_memory(ctx: ToolContext, args: UpdateMemoryArgs) -> ToolResult:
    """Change what is kept to what holds now, or end it where it no longer holds."""
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        meant = _meant(memories_of(desk, user_id), args)
        try:
            return _updated(ctx, desk, meant, args.text)
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc


def _updated(ctx: ToolContext, desk: Desk, meant: Sequence[Memory], text: str) -> ToolResult:
    user_id = ctx.principal.user_id
    if not text:
        for memory in meant:
            forget(desk, user_id, memory.id)
        return _changed(ctx, meant[0], "ended", count=len(meant))
    before = meant[0]
    after = edit_memory(desk, user_id, before.id, text)
    return _changed(ctx, after, "changed", before=before.text)


def _meant(known: Sequence[Memory], args: UpdateMemoryArgs) -> Sequence[Memory]:
    """Return the memories that are meant; several only where they end for the same region."""
    of_kind = [each for each in known if args.kind is None or each.kind == args.kind]
    regions = set(regions_in(args.about))
    if args.kind == MemoryKind.INJURY and regions:
        hit = [each for each in of_kind if regions & set(regions_in(each.text))] or [
            each for each in known if regions & set(regions_in(each.text))
        ]
        if hit and not args.text:
            return hit
        of_kind = hit or of_kind
    return [_named(of_kind, args.memory_id, args.about)]


def _named(known: Sequence[Memory], memory_id: str, about: str) -> Memory:
    by_id = [each for each in known if str(each.id) == memory_id]
    if by_id:
        return by_id[0]
    close = [
        each
        for each in known
        if about and fuzz.token_set_ratio(each.text.casefold(), about.casefold()) >= MIN_SIMILARITY
    ]
    if not close and about:
        close = [each for each in known if _words(each.text) & _words(about)]
    if len(close) == 1:
        return close[0]
    raise _unclear(found=bool(close))


def _words(text: str) -> set[str]:
    """Return the words of a text that say what it is about."""
    plain = (word.strip(".,;!?'").casefold().rstrip("s") for word in text.split())
    return {word for word in plain if len(word) > 2 and word not in EMPTY_WORDS}


def _unclear(*, found: bool) -> RetryableToolError:
    return RetryableToolError(
        "it is not clear which memory is meant." if found else "no such memory is kept.",
        way_out="Call list_memories and give the id of one, or ask the athlete.",
        code="which_memory",
    )


def _line(ctx: ToolContext, facts: Minter, memory: Memory) -> MemoryLine:
    since = day_of(ctx, memory.created_at)
    about = About(ATHLETE, since)
    row = LogRow("memories", str(memory.id))
    facts.mint("memory", Measure(memory.text), about, row)
    facts.mint("remembered on", Measure(since), about, row)
    told = memory.said if memory.said and memory.said != memory.text else None
    if told:
        facts.mint("memory", Measure(told), about, row)
    return MemoryLine(id=str(memory.id), kind=memory.kind, text=memory.text, since=since, said=told)


def _changed(
    ctx: ToolContext, memory: Memory, action: str, *, before: str = "", count: int = 1
) -> ToolResult:
    facts = Minter(ctx)
    line = _line(ctx, facts, memory)
    about, row = About(ATHLETE, line.since), LogRow("memories", str(memory.id))
    facts.mint("memories", Measure(Decimal(count)), about, row)
    if before:
        facts.mint("memory", Measure(before), about, row)
    data = MemoryChanged.model_validate(
        {"action": action, "memory": line, "before": before, "count": count}
    )
    result = facts.result(data, f"{action.replace('_', ' ')}: {memory.kind}")
    return result.model_copy(update={"provenance": "athlete_text"})
