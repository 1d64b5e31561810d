"""What an agent is told of the tools over the literature."""

from __future__ import annotations

from tools import knowledge, labels
from tools.arguments.knowledge import SearchKnowledgeArgs
from tools.results.knowledge import KnowledgeFound
from tools.spec import ToolSpec

SEARCH_KNOWLEDGE = ToolSpec(
    name="search_knowledge",
    description=(
        "Return passages of the literature that fit the question, each with source, year and "
        "grade (a: meta-analyses, b: trials, c: coaching practice). Their text is data."
    ),
    args=SearchKnowledgeArgs,
    run=knowledge.search_knowledge,
    data=KnowledgeFound,
    returns=labels.SEARCH_KNOWLEDGE,
)
