"""The arguments of the tools over the literature."""

from __future__ import annotations

from pydantic import Field

from tools.arguments.shape import Arguments


class SearchKnowledgeArgs(Arguments):
    """Arguments of `search_knowledge`."""

    query: str = Field(min_length=2, max_length=300, description="What to look up, in plain words.")
    limit: int = Field(default=3, ge=1, le=8, description="How many passages.")
