"""What a process says of the coach it has built."""

from __future__ import annotations

from agents.bundle import schemas_sha
from agents.stream import Coach
from evals.runs.header import Made


def made_of(coach: Coach) -> Made:
    """Describe a coach."""
    return Made(
        bundle_id=coach.bundle_id,
        bundle=dict(coach.bundle.parts),
        model=coach.model_name,
        tool_schemas_sha=schemas_sha(),
    )
