"""Recognises a file by what is in it, never by its name, and says who reads it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, Literal, TypeVar

from coach.errors import InvalidInput
from coach.units import MassUnit
from store.formats.content import Content, is_zip, members
from store.formats.sniff import decode, empty_file, header_of

ParsedT_co = TypeVar("ParsedT_co", covariant=True)
Kind = Literal["training", "nutrition"]
SHOWN_CHARS = 200
CLOCK_LEEWAY = timedelta(hours=26)
"""How far ahead a moment may lie: the widest spread of local times on Earth, so that a file written
in any time zone is read. Source: UTC-12 to UTC+14."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader needs to know beside the file."""

    unit: MassUnit | None
    """Unit of the loads, for files that do not name it; a file's own unit wins."""
    time_zone: str
    """IANA name of the zone whose wall clock times without an offset were read from."""
    now: datetime
    """Aware; what lies after it did not happen yet."""

    @property
    def latest(self) -> datetime:
        """The latest moment that a file written anywhere on Earth can name."""
        return self.now + CLOCK_LEEWAY


def unit_needed(file: str) -> InvalidInput:
    """Return the error for a file of which neither itself nor the athlete names the unit."""
    return InvalidInput(
        f"{file} does not say whether its weights are kilograms or pounds.",
        way_out="Choose the unit that the app showed: kg or lb.",
        code="unit_needed",
    )


@dataclass(frozen=True, slots=True)
class Format(Generic[ParsedT_co]):
    """One format of one app."""

    name: str
    """`strong`, `hevy`, ...: what is stored as the source of every row."""
    label: str
    """Name of the app, as people write it."""
    kind: Kind
    matches: Callable[[bytes], bool]
    """Tells from the first 64 kB of a file whether it has this format."""
    read: Callable[[Content, Reading], ParsedT_co]
    alone: bool = False
    """In an archive the first such file is all that counts (Apple Health lays routes beside it)."""


@dataclass(frozen=True, slots=True)
class Recognised(Generic[ParsedT_co]):
    """A file, or one of an archive, with its format."""

    format: Format[ParsedT_co]
    content: Content


def recognise(
    content: Content, formats: Sequence[Format[ParsedT_co]]
) -> tuple[Recognised[ParsedT_co], ...]:
    """Return what a file holds: itself, or the files of a zip archive that some format knows.

    Args:
        content: The file.
        formats: Formats to try; the first that matches counts.

    Raises:
        InvalidInput: Nothing in it is known (code `unknown_format`, `empty_file`, `binary_file`),
            or the archive is unusable (code `broken_zip`, `zip_bomb`).
    """
    if not is_zip(content):
        head = content.head()
        found = format_of(head, formats)
        if found is None:
            raise unknown(head)
        return (Recognised(found, content),)
    parts = [
        Recognised(found, member)
        for member in members(content)
        if (found := format_of(member.head(), formats)) is not None
    ]
    if not parts:
        raise InvalidInput(
            f"no file in the archive {content.name!r} is an export that can be read.",
            way_out="Import the export of one of the apps that docs/howto/import.md lists.",
            code="unknown_format",
        )
    leading = [part for part in parts if part.format.alone]
    return tuple(leading[:1] or parts)


def format_of(head: bytes, formats: Sequence[Format[ParsedT_co]]) -> Format[ParsedT_co] | None:
    """Return the first format that knows a file by its first bytes."""
    return next((each for each in formats if each.matches(head)), None)


def unknown(head: bytes) -> InvalidInput:
    """Return the error for a file that no format knows, naming the columns it has."""
    try:
        decode(head)
    except InvalidInput as refused:
        return refused
    seen = ", ".join(header_of(head))
    if not seen.strip(" ,"):
        return empty_file()
    return InvalidInput(
        f"this is no export that can be read; its columns are {seen[:SHOWN_CHARS]!r}.",
        way_out="Import an export of one of the apps that docs/howto/import.md lists, made with "
        "the app set to English.",
        code="unknown_format",
    )
