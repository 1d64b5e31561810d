"""The shape of the graph, read from the compiled graph itself."""

from __future__ import annotations

from agents.stream import CoachGraph


def topology_of(graph: CoachGraph) -> tuple[str, ...]:
    """Return nodes `a` and edges `a -> b`, or `a ?choose-> b` where `choose` decides, sorted."""
    builder = graph.builder
    plain = [f"{start} -> {end}" for start, end in builder.edges]
    decided = [
        f"{start} ?{name}-> {end}"
        for start, branches in builder.branches.items()
        for name, branch in branches.items()
        for end in (branch.ends or {}).values()
    ]
    return tuple(sorted([*builder.nodes, *plain, *decided]))
