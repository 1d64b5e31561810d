"""Where a run's model answers come from: recordings, the provider, or the built-in coach."""

from __future__ import annotations

from agents.transport import HttpTransport, ModelTransport
from coach.errors import InvalidInput
from evals.cassettes.reading import open_cassettes
from evals.cassettes.recording import PassthroughTransport
from evals.cassettes.transports import ReplayTransport
from evals.runs.request import RunRequest
from prompts.registry import PromptRegistry


def open_answers(request: RunRequest, prompts: PromptRegistry) -> ModelTransport | None:
    """Return what answers the provider's requests; None for the built-in coach.

    Raises:
        InvalidInput: A cassette was edited or is missing; or the run would record, which needs more
            than answers (code `bad_option`).
    """
    if request.is_builtin:
        return None
    match request.mode:
        case "replay":
            return ReplayTransport(open_cassettes(), prompts.locks)
        case "live" | "passthrough":
            return PassthroughTransport(HttpTransport(), prompts.locks)
        case "record":
            raise InvalidInput(
                "a run that records also has to check and lock what it recorded.",
                way_out="Use `fitholic evals record`.",
                code="bad_option",
            )
