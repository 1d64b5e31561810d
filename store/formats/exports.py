"""Every export there is, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from sqlalchemy import Connection

from coach.identity import UserId
from coach.units import MassUnit
from store.catalogue import exercises
from store.formats.export_csv import Told
from store.formats.export_hevy import hevy_export
from store.formats.export_json import json_export
from store.formats.export_rows import Snapshot
from store.formats.export_strong import strong_export


class ExportFormat(StrEnum):
    """What an athlete may leave with."""

    JSON = "json"
    """Training, food, profile and memories, in our own format; imports bring it back."""
    ACCOUNT = "account"
    """All of that, and consents, conversations and what videos showed."""
    STRONG = "strong"
    """Sets, as Strong's CSV."""
    HEVY = "hevy"
    """Sets, as Hevy's CSV."""

    @property
    def file_name(self) -> str:
        """Name to save it under."""
        if self in {ExportFormat.STRONG, ExportFormat.HEVY}:
            return f"fitholic-{self}.csv"
        return "fitholic.json" if self is ExportFormat.JSON else "fitholic-account.json"

    @property
    def media_type(self) -> str:
        """Content type."""
        return "text/csv" if self.file_name.endswith(".csv") else "application/json"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Which export, and of what."""

    format: ExportFormat
    since: date | None = None
    """First day of what has a day, in the athlete's time zone; None: from the start."""
    unit: MassUnit | None = None
    """Unit of a CSV export's loads; None: the athlete's."""


def export(connection: Connection, user_id: UserId, request: ExportRequest) -> Iterator[bytes]:
    """Yield an export piece by piece, all of it as it was at one moment.

    Args:
        connection: One whose transaction has read nothing yet.
        user_id: Whose rows.
        request: What is wanted.
    """
    snapshot = Snapshot(connection, user_id, request.since)
    for piece in _pieces(snapshot, request):
        yield piece.encode()


def _pieces(snapshot: Snapshot, request: ExportRequest) -> Iterator[str]:
    match request.format:
        case ExportFormat.JSON:
            return json_export(snapshot)
        case ExportFormat.ACCOUNT:
            return json_export(snapshot, with_records=True)
        case ExportFormat.STRONG:
            return strong_export(snapshot.workouts(), _told(snapshot, request))
        case ExportFormat.HEVY:
            newest_first = snapshot.workouts(newest_first=True)
            return hevy_export(newest_first, _told(snapshot, request))


def _told(snapshot: Snapshot, request: ExportRequest) -> Told:
    names = {**snapshot.exercise_names(), **names_elsewhere()}
    return Told(names, request.unit or snapshot.unit, snapshot.zone)


@cache
def names_elsewhere() -> Mapping[str, str]:
    """Return the name that Strong and Hevy know an exercise by, `Squat (Barbell)`, by its id.

    It is the first of the catalogue's other names with the equipment behind it; an exercise
    without one keeps its own name.
    """
    return {
        entry.exercise.id: name
        for entry in exercises()
        if (name := next((each for each in entry.aliases if each.endswith(")")), None))
    }
