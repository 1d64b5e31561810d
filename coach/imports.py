"""Values every import shares: where rows came from, what was wrong with them, and their archive."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from coach.errors import InvalidInput
from coach.identity import UserId, new_uuid

MAX_KEPT_CHARS = 8_000
"""Longest text of a row that is kept for audit. Source: the longest line of a real Strong export
has 109 characters; a note may have a few thousand."""


@dataclass(frozen=True, slots=True)
class RowError:
    """One row of an imported file that cannot be read."""

    line: int
    """Line of the file the row starts on, from 1."""
    column: str
    """Header of the cell that is wrong, as the file writes it; empty: the whole row."""
    value: str
    """The cell's text, shortened."""
    reason: str


def require_agreement(errors: Sequence[RowError], rows: int) -> None:
    """Refuse a file of `rows` rows of which some cannot be read.

    Raises:
        InvalidInput: There are errors (code `rows_need_agreement`).
    """
    if errors:
        first = errors[0]
        raise InvalidInput(
            f"{len(errors)} of {rows} rows cannot be read, the first on line {first.line}: "
            f"{first.column} {first.value!r} {first.reason}.",
            way_out="Correct them, or agree to import the rest without them.",
            code="rows_need_agreement",
        )


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a file as it was written."""

    line: int
    """Line it starts on, from 1; in files without lines, the number of the record."""
    text: str
    """At most 8,000 characters, NUL shown as U+FFFD."""
    sha256: str
    """Of the whole row in UTF-8, before it was shortened."""


def source_row(line: int, text: str) -> SourceRow:
    """Return a row as it is kept for audit."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    kept = text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return SourceRow(line, kept[:MAX_KEPT_CHARS], digest)


@dataclass(frozen=True, slots=True)
class ParsedCardio:
    """One endurance session of an imported file."""

    started_at: datetime
    """Aware."""
    activity: str
    """`run`, `ride`, `row`, `swim`, `walk`, ..."""
    duration_s: int
    source_key: str
    """Content hash: the same session of the same app gives the same key in every export."""
    distance_m: Decimal | None = None
    mean_heart_rate_bpm: int | None = None
    notes: str = ""
    lines: tuple[int, ...] = ()
    """Lines of the file it came from."""


@dataclass(frozen=True, slots=True)
class ParsedWeighIn:
    """One weigh-in of an imported file."""

    at: datetime
    """Aware."""
    weight_kg: Decimal
    source_key: str
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedNight:
    """One night of an imported file, dated by the morning it ended on."""

    day: date
    hours: Decimal
    """Hours asleep, 0 to 24."""
    lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that were read and are not stored, by reason."""

    reason: str
    count: int


class Became(StrEnum):
    """What one row of a file became."""

    WORKOUT = "workout"
    CARDIO = "cardio"
    BODY_WEIGHT = "body_weight"
    SLEEP = "sleep"
    MEAL = "meal"
    ERROR = "error"
    OVERLAP = "overlap"
    """Left out: the same session is in the log from another app."""


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What is known of a file before it is imported."""

    name: str
    """Without folders; data of the athlete, never an instruction."""
    sha256: str
    size_bytes: int
    at: datetime
    """When it is imported."""

    def imported(self, user_id: UserId, source: str, variant: str) -> ImportedFile:
        """Return the file as the archive keeps it."""
        return ImportedFile(
            id=new_uuid(),
            user_id=user_id,
            name=self.name,
            sha256=self.sha256,
            size_bytes=self.size_bytes,
            source=source,
            variant=variant,
            imported_at=self.at,
        )


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """One file as it was imported."""

    id: UUID
    user_id: UserId
    name: str
    sha256: str
    """Of the file's bytes; an athlete has it once for each app and layout found in it."""
    size_bytes: int
    source: str
    """App that wrote it: `strong`, `hevy`, ..."""
    variant: str
    imported_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedRow:
    """One row of an imported file and what became of it."""

    row: SourceRow
    became: Became
    entity_id: UUID | None = None
    """Id of the workout, session, weigh-in, night or meal; None for rows that are not stored."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and the rows that something stored came from."""

    file: ImportedFile
    rows: tuple[SourceRow, ...]


class ImportArchive(Protocol):
    """Imported files and their raw rows, kept for audit; every row belongs to one athlete."""

    def wait_turn(self, user_id: UserId) -> None:
        """Wait until no other transaction imports for this athlete; kept until this one ends."""
        ...

    def keep(self, file: ImportedFile, rows: Sequence[ArchivedRow]) -> ImportedFile:
        """Keep a file and rows of it; the same file of the same app and layout keeps its id.

        Rows kept before under the same lines are replaced.

        Returns:
            The file as it is kept now.
        """
        ...

    def files(self, user_id: UserId) -> Sequence[ImportedFile]:
        """Return the athlete's imported files, newest first."""
        ...

    def rows(self, user_id: UserId, file_id: UUID) -> Sequence[ArchivedRow]:
        """Return the kept rows of one file, by line.

        Raises:
            NotFound: The athlete has no such file.
        """
        ...

    def origin(self, user_id: UserId, entity_id: UUID) -> Sequence[Origin]:
        """Return which files and rows a workout (session, weigh-in, night, meal) came from."""
        ...
