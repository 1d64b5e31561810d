"""The transport of each mode in which cases can be run."""

from __future__ import annotations

from collections.abc import Sequence

from agents.transport import HttpTransport
from coach.errors import InvalidInput
from evals.cassettes.reading import open_cassettes
from evals.cassettes.recording import PassthroughTransport
from evals.cassettes.transports import ReplayTransport, ScopedTransport


def transport_for(mode: str, prompts: Sequence[str]) -> ScopedTransport | None:
    """Return what answers a provider's requests in a mode; None in `live`, where it does itself.

    Args:
        mode: `live`, `replay` or `passthrough`.
        prompts: `<agent>@<version>#<sha256>` of the prompts in use.

    Raises:
        InvalidInput: The mode is another, or a cassette cannot be trusted.
    """
    match mode:
        case "live":
            return None
        case "replay":
            return ReplayTransport(open_cassettes(), prompts)
        case "passthrough":
            return PassthroughTransport(HttpTransport(), prompts)
        case _:
            raise InvalidInput(
                f"cases cannot be run in mode {mode!r}.",
                way_out="Choose replay, passthrough or live; `fitholic evals record` records.",
                code="bad_mode",
            )
