"""How a request ends whose answer was never recorded, or may not be."""

from __future__ import annotations

from dataclasses import dataclass


class CassetteMiss(AssertionError):
    """No recorded answer fits the request; no other may stand in for it.

    An AssertionError, because every layer above repeats, wraps or answers for the errors of a
    network: one of httpx would be tried again with back-off, and the built-in coach would speak.
    """

    def __init__(self, missed: Missed) -> None:
        super().__init__(missed.report)
        self.missed = missed


@dataclass(frozen=True, slots=True)
class Missed:
    """A request that no cassette answers."""

    scope: str
    """`<case>#<epoch>`."""
    key: str
    """Of the cassette that would."""
    endpoint: str
    """`<method> <path>`."""
    nearest: str | None
    """Key of the nearest cassette of the same case and endpoint."""
    diff: str
    """Unified, from the nearest cassette's request to this one; empty without a nearest."""
    causes: tuple[str, ...]
    """What changed, such as `planner 1.0.0 -> 1.1.0`; the first explains the miss best."""
    characters: int
    """Of the request's JSON, to judge what recording it costs."""

    @property
    def headline(self) -> str:
        """What is missing, what changed, and how to record it, in one line."""
        why = f" ({', '.join(self.causes)})" if self.causes else ""
        lead = f"{self.scope}: no cassette for {self.endpoint}{why}; key {self.key[:12]}."
        return f"{lead} Record it with `fitholic evals record --stale`."

    @property
    def report(self) -> str:
        """The headline, and the difference below it."""
        return "\n".join(filter(None, (self.headline, self.diff)))


class RecordingRefused(AssertionError):
    """An answer that may not be written down; it is not repeated here.

    An AssertionError for the same reason as `CassetteMiss`.
    """
