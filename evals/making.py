"""What a process says of the coach it has built."""

from __future__ import annotations

import hashlib
import json

from agents.binding import tool_schemas
from agents.stream import Coach
from evals.header import Made
from tools.catalog import ALL_TOOLS


def made_of(coach: Coach) -> Made:
    """Describe a coach."""
    return Made(
        bundle_id=coach.bundle_id,
        bundle={"prompts": list(coach.deps.prompts.locks), "model": coach.model_name},
        model=coach.model_name,
        tool_schemas_sha=tool_schemas_sha(),
    )


def tool_schemas_sha() -> str:
    """Return sha256 over the declarations of all tools as a model is told them."""
    canonical = json.dumps(tool_schemas(ALL_TOOLS), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
