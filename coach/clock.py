"""The current time as a value that is passed in, so that a run can be replayed at another date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the current time, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FrozenClock:
    """One moment, for replays and for questions about the past."""

    at: datetime

    def now(self) -> datetime:
        """Return the frozen moment in UTC."""
        return self.at.astimezone(UTC)
