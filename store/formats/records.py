"""One set as a reader hands it over, and the protocol of readers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from coach.training.model import SetKind
from coach.units import MassUnit
from store.formats.sniff import Row


@dataclass(frozen=True, slots=True)
class SetRecord:
    """One row of an export: a set together with the workout it belongs to."""

    started_at: datetime
    """As the file writes it: naive, unless the file names an offset."""
    title: str
    exercise_name: str
    kind: SetKind
    load_kg: Decimal | None
    unit: MassUnit | None
    """Unit the load was written in."""
    reps: int | None
    rpe: Decimal | None
    distance_m: Decimal | None
    seconds: Decimal | None
    notes: str
    workout_notes: str
    duration_s: int | None = None
    ended_at: datetime | None = None
    """As the file writes it, where it gives an end instead of a duration."""

    @property
    def was_done(self) -> bool:
        """Whether anything was performed."""
        return any((self.load_kg, self.reps, self.distance_m, self.seconds))


class Reader(ABC):
    """Reads the rows of one app's file."""

    __slots__ = ()

    source: str
    variant: str
    unit_origin: str

    @abstractmethod
    def record(self, row: Row) -> SetRecord | None:
        """Return the set of a row; None for a row that holds none.

        Raises:
            BadCell: A cell cannot be read.
        """

    def repaired(self, row: Row, width: int) -> Row | None:
        """Return a row with more cells than the header as one that fits; None: it is damaged."""
        del row, width
        return None
