"""Reads single cells: numbers, durations, moments and text that came from outside."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coach.errors import InvalidInput
from coach.imports import RowError
from coach.training.model import MAX_BODY_KG, MAX_LOAD_KG, MIN_BODY_KG
from coach.units import M_PER_MILE, MassUnit, kg_from
from store.formats.spreadsheet import unguarded

MAX_NAME_CHARS = 100
MAX_NOTE_CHARS = 2_000
"""Longer notes are cut, marked by an ellipsis. Source: both apps show far less on a screen."""
MAX_DISTANCE_M = Decimal(1_000_000)
MAX_SECONDS = Decimal(86_400 * 2)
ANY_LOAD = Decimal(1_000_000)
"""What a cell may hold before its unit is known; the limit in kilograms comes after."""
LOAD_PLACES = Decimal("0.0001")
"""Tenth of a gram: 225 lb comes back as 225 lb."""
SHOWN_CHARS = 40

METRES: Mapping[str, Decimal] = {
    "m": Decimal(1),
    "meter": Decimal(1),
    "meters": Decimal(1),
    "km": Decimal(1000),
    "kilometers": Decimal(1000),
    "mi": M_PER_MILE,
    "mile": M_PER_MILE,
    "miles": M_PER_MILE,
    "ft": Decimal("0.3048"),
    "feet": Decimal("0.3048"),
    "yd": Decimal("0.9144"),
    "yards": Decimal("0.9144"),
}
"""Metres in a unit. Source: International Yard and Pound Agreement, 1959 (exact)."""
MASS_UNITS: Mapping[str, MassUnit] = {
    "kg": MassUnit.KG,
    "kgs": MassUnit.KG,
    "lb": MassUnit.LB,
    "lbs": MassUnit.LB,
}
KEPT_CONTROLS = frozenset("\n\t")
HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
CLOCK = re.compile(r"(?P<h>[0-9]{1,6}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2}))?")
PLAIN_SECONDS = re.compile(r"(?P<h>)(?P<m>)(?P<s>[0-9]{1,9})")
DURATION = re.compile(
    r"(?:(?P<h>[0-9]{1,6}) ?h(?:ours?|rs?)?)? ?(?:(?P<m>[0-9]{1,6}) ?m(?:in)?)? ?"
    r"(?:(?P<s>[0-9]{1,9}) ?s(?:ec)?)?"
)
SMALLEST = -9
"""Decimal places beyond which a number is noise; it also keeps 1e-999999999 from filling memory."""


class BadCell(Exception):
    """A cell that cannot be read; the row it stands in becomes a row error."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column} {value!r}: {reason}")
        self.column = column
        self.value = value
        self.reason = reason

    def at(self, line: int) -> RowError:
        """Return the error with the line it stands on."""
        shown = visible(self.value)
        cut = shown if len(shown) <= SHOWN_CHARS else shown[: SHOWN_CHARS - 1] + "…"
        return RowError(line, self.column, cut, self.reason)


class Cell(NamedTuple):
    """One cell and the header of its column."""

    column: str
    text: str


def visible(text: str) -> str:
    """Return `text` without control characters, format characters and hidden selectors.

    Source: Unicode categories Cc, Cf, Co, Cs, Cn and the supplementary variation selectors carry
    nothing an athlete typed and can hide instructions from the reader.
    """
    if text.isascii() and text.isprintable():
        return text
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        char
        for char in unified
        if char in KEPT_CONTROLS
        or (
            unicodedata.category(char) not in HIDDEN_CATEGORIES
            and not "\U000e0100" <= char <= "\U000e01ef"
        )
    )


def cut(text: str, most: int) -> str:
    """Return a text of at most `most` characters; an ellipsis stands for what was cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def one_line(text: str) -> str:
    """Return the visible characters of a text on one line, single spaces between words."""
    return " ".join(visible(text).split())


def note(text: str) -> str:
    """Return free text as it was written, visible characters only, at most 2,000 of them."""
    return cut(unguarded(visible(text).strip()), MAX_NOTE_CHARS)


def name(cell: Cell) -> str:
    """Return the name of an exercise on one line.

    Raises:
        BadCell: Nothing visible in it, or longer than 100 characters.
    """
    shown = unguarded(one_line(cell.text))
    if not shown:
        raise BadCell(cell.column, cell.text, "is empty")
    if len(shown) > MAX_NAME_CHARS:
        raise BadCell(cell.column, cell.text, f"is longer than {MAX_NAME_CHARS} characters")
    return shown


def title(text: str) -> str:
    """Return the title of a workout on one line, cut at 100 characters."""
    return cut(unguarded(one_line(text)), MAX_NAME_CHARS)


def number(cell: Cell, *, most: Decimal) -> Decimal | None:
    """Return a number in [0, most]; None for an empty cell. A decimal comma is understood.

    Raises:
        BadCell: Not a number, negative, or above `most`.
    """
    text = cell.text.strip().replace("\u00a0", "")
    if not text:
        return None
    if text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    try:
        value = Decimal(text)
    except InvalidOperation as exc:
        raise BadCell(cell.column, cell.text, "is not a number") from exc
    if not value.is_finite():
        raise BadCell(cell.column, cell.text, "is not a number")
    if value < 0:
        raise BadCell(cell.column, cell.text, "must be zero or more")
    if value > most:
        raise BadCell(cell.column, cell.text, f"is above {most}")
    if value and value.adjusted() < SMALLEST:
        raise BadCell(cell.column, cell.text, "is too close to zero to be meant")
    return plain(value)


def plain(value: Decimal) -> Decimal:
    """Return `value` without trailing zeros and without an exponent: 40.0 and 40 become 40."""
    return Decimal(f"{value.normalize():f}")


def whole(cell: Cell, *, most: int) -> int | None:
    """Return a whole number in [0, most]; None for an empty cell.

    Raises:
        BadCell: Not a whole number in that range.
    """
    value = number(cell, most=Decimal(most))
    if value is None:
        return None
    if value != value.to_integral_value():
        raise BadCell(cell.column, cell.text, "is not a whole number")
    return int(value)


def rpe(cell: Cell) -> Decimal | None:
    """Return a rating of perceived exertion, 1 to 10 in halves; None for empty or zero.

    Raises:
        BadCell: Outside that scale.
    """
    value = number(cell, most=Decimal(10))
    if not value:
        return None
    if value < 1 or value * 2 != (value * 2).to_integral_value():
        raise BadCell(cell.column, cell.text, "is not on the scale 1 to 10 in halves")
    return value


def load_kg(cell: Cell, unit: MassUnit) -> Decimal | None:
    """Return a load in kilograms; None for empty or zero (body weight only).

    Raises:
        BadCell: Not a load a person lifts.
    """
    value = number(cell, most=ANY_LOAD)
    if not value:
        return None
    kilograms = plain(kg_from(value, unit).quantize(LOAD_PLACES))
    if kilograms > MAX_LOAD_KG:
        raise BadCell(cell.column, cell.text, f"is above {MAX_LOAD_KG} kg")
    return kilograms


def mass_unit(cell: Cell) -> MassUnit | None:
    """Return the unit a cell names; None for an empty cell.

    Raises:
        BadCell: Some other unit.
    """
    text = cell.text.strip().casefold()
    if not text:
        return None
    if text not in MASS_UNITS:
        raise BadCell(cell.column, cell.text, "is neither kg nor lbs")
    return MASS_UNITS[text]


def distance_m(cell: Cell, unit: Cell) -> Decimal | None:
    """Return a distance in metres; None for empty or zero.

    Raises:
        BadCell: Not a distance, or an unknown unit.
    """
    value = number(cell, most=MAX_DISTANCE_M)
    if not value:
        return None
    factor = METRES.get(unit.text.strip().casefold())
    if factor is None:
        raise BadCell(unit.column, unit.text, "is not a unit of length")
    metres = value * factor
    if metres > MAX_DISTANCE_M:
        raise BadCell(cell.column, cell.text, "is above 1,000 km")
    return plain(metres.quantize(Decimal("0.01")))


def seconds(cell: Cell) -> Decimal | None:
    """Return a duration in seconds; None for empty or zero.

    Raises:
        BadCell: Not a number of seconds up to two days.
    """
    return number(cell, most=MAX_SECONDS) or None


def duration_s(cell: Cell) -> int | None:
    """Return "2h 38m", "45 min", "1:10:00" or plain seconds as seconds; None for empty.

    Raises:
        BadCell: Another form.
    """
    text = cell.text.strip().casefold()
    if not text:
        return None
    match = PLAIN_SECONDS.fullmatch(text) or CLOCK.fullmatch(text) or DURATION.fullmatch(text)
    if match is None or not any(match.groupdict().values()):
        raise BadCell(cell.column, cell.text, "is not a duration such as 1h 10m")
    hours, minutes, rest = (int(match[key] or 0) for key in ("h", "m", "s"))
    return hours * 3600 + minutes * 60 + rest


def session_s(cell: Cell) -> int | None:
    """Return the length of a session in seconds; None for empty and for above two days.

    A timer that nobody stopped says nothing about the session, and its sets are as good as any.

    Raises:
        BadCell: It is no duration.
    """
    length = duration_s(cell)
    return None if length is None or length > MAX_SECONDS else length


def dated(source: Cell, local: datetime) -> datetime:
    """Return `local` when its year is one a training log can have.

    Raises:
        BadCell: Before 1970 or after 2100.
    """
    if not 1970 <= local.year <= 2100:
        raise BadCell(source.column, source.text, "is not in the years 1970 to 2100")
    return local


def body_mass_kg(cell: Cell, unit: MassUnit) -> Decimal:
    """Return a body weight in kilograms, to the gram.

    Raises:
        BadCell: Nothing there, or no person's weight.
    """
    value = number(cell, most=ANY_LOAD)
    kilograms = plain(kg_from(value or Decimal(0), unit).quantize(Decimal("0.001")))
    if not MIN_BODY_KG <= kilograms <= MAX_BODY_KG:
        raise BadCell(
            cell.column, cell.text, f"is not a body weight of {MIN_BODY_KG} to {MAX_BODY_KG} kg"
        )
    return kilograms


def flag(cell: Cell) -> bool:
    """Return a yes or no; an empty cell is a no.

    Raises:
        BadCell: Another value.
    """
    text = cell.text.strip().casefold()
    if text in {"1", "true", "yes"}:
        return True
    if text in {"", "0", "false", "no"}:
        return False
    raise BadCell(cell.column, cell.text, "is neither yes nor no")


def not_future(source: Cell, moment: datetime, latest: datetime) -> None:
    """Refuse a moment after `latest`.

    Raises:
        BadCell: It did not happen yet.
    """
    if moment > latest:
        raise BadCell(source.column, source.text, "is still to come")


def find_zone(time_zone: str) -> ZoneInfo:
    """Return the zone of an IANA name.

    Raises:
        InvalidInput: code `unknown_time_zone`.
    """
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as exc:
        raise InvalidInput(
            f"there is no time zone {time_zone!r}.",
            way_out="Use an IANA name such as Europe/Berlin.",
            code="unknown_time_zone",
        ) from exc


def in_zone(local: datetime, zone: ZoneInfo) -> datetime:
    """Return a wall-clock time as an aware one.

    A time that the clock showed twice is taken as the first; one that it skipped moves forward by
    the length of the gap.

    Source: PEP 495 (fold).
    """
    if local.tzinfo is not None:
        return local.astimezone(zone)
    aware = local.replace(tzinfo=zone, fold=0)
    skipped = aware.astimezone(ZoneInfo("UTC")).astimezone(zone)
    return skipped if skipped.replace(tzinfo=None) != local else aware


def later_in_zone(local: datetime, start: datetime, zone: ZoneInfo) -> datetime:
    """Return the end of something that began at `start`: on a doubled hour the later reading."""
    end = in_zone(local, zone)
    if end.timestamp() >= start.timestamp():
        return end
    again = end.replace(fold=1)
    return again if again.timestamp() >= start.timestamp() else end


def elapsed_s(start: datetime, end: datetime) -> int | None:
    """Return the seconds between two aware moments; None if they run backwards or over two days."""
    span = timedelta(seconds=end.timestamp() - start.timestamp())
    return int(span.total_seconds()) if timedelta(0) <= span <= timedelta(days=2) else None
