"""What an agent is told of the tools over the programme."""

from __future__ import annotations

from tools import labels, programming
from tools.arguments.shape import NoArgs
from tools.results.training import ActiveProgramme
from tools.spec import ToolSpec

ACTIVE_PROGRAMME = ToolSpec(
    name="active_programme",
    description="Return the active programme: exercises, sets, repetitions and loads of each day.",
    args=NoArgs,
    run=programming.active_programme,
    data=ActiveProgramme,
    returns=labels.ACTIVE_PROGRAMME,
)
