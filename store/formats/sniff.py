"""Turns the bytes of a delimited file into rows with their line numbers, or refuses them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from coach.errors import InvalidInput

MAX_LINE_CHARS = 100_000
"""Longest physical line. Source: the longest of the 1,904 lines of a real Strong export has 109
characters, and both apps cap a note at a few thousand."""
MAX_CONTROL_SHARE = 0.01
"""Control characters in text, tab and line ends aside. Source: none occur in real exports; one in
a hundred leaves room for a damaged note and refuses images and archives."""
DELIMITERS = (",", ";", "\t")
EXPORT_AGAIN = "Export the log from the app again and import that file unchanged."


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file."""

    line: int
    """Line it starts on, from 1."""
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A delimited file, read as text."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    delimiter: str


def read_sheet(data: bytes) -> Sheet:
    """Decode, find the delimiter and split into rows of equal width.

    A row wider than the header is kept for the caller to report; a narrower one means that the
    file was cut, so nothing of it can be trusted.

    Raises:
        InvalidInput: code `empty_file`, `utf16_file`, `binary_file`, `line_too_long`,
            `broken_quotes` or `truncated_file`.
    """
    text = decode(data)
    check_lines(text)
    delimiter = find_delimiter(text)
    rows = tuple(split_rows(text, delimiter))
    if not rows:
        raise empty_file()
    header, body = rows[0].cells, rows[1:]
    for row in body:
        if len(row.cells) < len(header):
            raise InvalidInput(
                f"line {row.line} stops after {len(row.cells)} of {len(header)} columns: "
                "the file is cut short.",
                way_out=EXPORT_AGAIN,
                code="truncated_file",
            )
    return Sheet(tuple(cell.strip() for cell in header), body, delimiter)


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file (with or without a byte-order mark) or a Latin-1 one.

    Raises:
        InvalidInput: code `empty_file`, `utf16_file` or `binary_file`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidInput(
            "the file is written in UTF-16.",
            way_out="Save it as 'CSV UTF-8' and import it again.",
            code="utf16_file",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    if not text.strip():
        raise empty_file()
    if "\0" in text or control_share(text) > MAX_CONTROL_SHARE:
        raise InvalidInput(
            "the file is not text: it holds control characters no export has.",
            way_out="Choose the .csv file that the app's export made.",
            code="binary_file",
        )
    return text


def empty_file() -> InvalidInput:
    """Return the error for a file that says nothing."""
    return InvalidInput("the file is empty.", way_out=EXPORT_AGAIN, code="empty_file")


def control_share(text: str) -> float:
    """Return the share of C0 and C1 control characters, tab and line ends aside, in [0, 1]."""
    control = sum(
        1 for char in text if (char < " " and char not in "\t\r\n") or "\x7f" <= char < "\xa0"
    )
    return control / len(text)


def check_lines(text: str) -> None:
    """Refuse a file with a line no export has.

    Raises:
        InvalidInput: code `line_too_long`.
    """
    for number, line in enumerate(io.StringIO(text), start=1):
        if len(line) > MAX_LINE_CHARS:
            raise InvalidInput(
                f"line {number} has {len(line):,} characters; {MAX_LINE_CHARS:,} is the limit.",
                way_out=EXPORT_AGAIN,
                code="line_too_long",
            )


def find_delimiter(text: str) -> str:
    """Return whichever of comma, semicolon and tab splits the first line into most cells."""
    first = text.lstrip().splitlines()[0]
    return max(
        DELIMITERS, key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter)))
    )


def split_rows(text: str, delimiter: str) -> list[Row]:
    """Return every record that is not blank.

    Raises:
        InvalidInput: code `truncated_file` for a quote that never closes, `broken_quotes` for text
            behind a closing quote.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
    except csv.Error as exc:
        cut = "unexpected end" in str(exc)
        raise InvalidInput(
            f"line {line} opens a quote that never closes: the file is cut short."
            if cut
            else f"line {line} has text behind a closing quote.",
            way_out=EXPORT_AGAIN,
            code="truncated_file" if cut else "broken_quotes",
        ) from exc
    return rows
