"""The tool that searches the knowledge base."""

from __future__ import annotations

from decimal import Decimal

from coach.evidence import PassageSource
from coach.knowledge.queries import find_passages
from tools.arguments.knowledge import SearchKnowledgeArgs
from tools.minting import About, Measure, Minter, counted, today
from tools.results.knowledge import KnowledgeFound, PassageLine
from tools.spec import ToolContext, ToolResult


def search_knowledge(ctx: ToolContext, args: SearchKnowledgeArgs) -> ToolResult:
    """Return passages that fit the question; each is one fact, so that it can be quoted."""
    with ctx.readers() as desk:
        found = find_passages(desk, ctx.embedder, args.query, limit=args.limit)
    facts = Minter(ctx)
    lines: list[PassageLine] = []
    for scored in found:
        passage = scored.passage
        about = About(f"passage:{passage.id}", today(ctx))
        source = PassageSource(passage.id)
        facts.mint("passage", Measure(passage.text), about, source)
        facts.mint("year", Measure(Decimal(passage.year)), about, source)
        lines.append(
            PassageLine(
                id=passage.id,
                title=passage.title,
                text=passage.text,
                source=passage.source,
                year=passage.year,
                grade=passage.grade.value,
            )
        )
    data = KnowledgeFound(query=args.query, passages=lines)
    result = facts.result(data, counted(len(lines), "passage"))
    return result.model_copy(update={"provenance": "passage"})
