"""Turns the bytes of a delimited file into rows with their line numbers, damaged ones apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coach.errors import InvalidInput
from coach.imports import RowError

MAX_LINE_CHARS = 100_000
"""Longest physical line. Source: the longest of the 1,904 lines of a real Strong export has 109
characters, and both apps cap a note at a few thousand."""
MAX_CONTROL_SHARE = 0.01
"""Control characters in text, tab and line ends aside. Source: none occur in real exports; one in
a hundred leaves room for a damaged note and refuses images and archives."""
MAX_NUL_SHARE = 0.3
"""Share of every second byte that is NUL above which text is UTF-16 without a byte-order mark.
Source: all of them are in English text, none in UTF-8."""
DELIMITERS = (",", ";", "\t")
EXPORT_AGAIN = "Export the log from the app again and import that file unchanged."
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
EXCEL_HINT = re.compile(r"sep=.\s*")
"""First line that tells Excel the delimiter."""
SHOWN_CHARS = 40


@dataclass(frozen=True, slots=True)
class Row:
    """One record of the file."""

    line: int
    """Line it starts on, from 1."""
    cells: tuple[str, ...]
    text: str = ""
    """The record as it was written, line ends included."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A delimited file, read as text."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    """Records that are at least as wide as the header."""
    delimiter: str
    damaged: tuple[tuple[Row, RowError], ...] = ()
    """Records that stop early or whose quotes do not close, with what is wrong with them."""
    headers: tuple[int, ...] = ()
    """Lines on which the header stands again, as in files that were pasted together."""


def read_sheet(data: bytes) -> Sheet:
    """Decode, find the delimiter and split into rows.

    A row wider than the header is kept for the caller to repair or report; a narrower one, and one
    with a quote that does not close, is damaged, and the rows around it are kept.

    Raises:
        InvalidInput: code `empty_file`, `binary_file`, `line_too_long` or `broken_quotes` (in the
            header).
    """
    lines = physical_lines(decode(data))
    delimiter = find_delimiter(lines)
    header: tuple[str, ...] | None = None
    rows: list[Row] = []
    damaged: list[tuple[Row, RowError]] = []
    headers: list[int] = []
    for row in split_rows(lines, delimiter):
        if isinstance(row, tuple):
            if header is None:
                raise broken_header(row[1])
            damaged.append(row)
        elif header is None:
            header = tuple(cell.strip() for cell in row.cells)
        elif len(row.cells) < len(header):
            damaged.append((row, cut_short(row, len(header))))
        elif tuple(cell.strip() for cell in row.cells) == header:
            headers.append(row.line)
        else:
            rows.append(row)
    if header is None:
        raise empty_file()
    return Sheet(header, tuple(rows), delimiter, tuple(damaged), tuple(headers))


def decode(data: bytes) -> str:
    """Return the text of a UTF-8 file (with or without a byte-order mark), UTF-16 or Latin-1 one.

    Raises:
        InvalidInput: code `empty_file` or `binary_file`.
    """
    if data.startswith(UTF16_MARKS):
        text = data.decode("utf-16", "replace")
    elif (byte_order := unmarked_utf16(data)) is not None:
        text = data.decode(byte_order, "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("latin-1")
    if not text.strip():
        raise empty_file()
    if control_share(text) > MAX_CONTROL_SHARE:
        raise InvalidInput(
            "the file is not text: it holds control characters no export has.",
            way_out="Choose the file that the app's export made.",
            code="binary_file",
        )
    return text


def unmarked_utf16(data: bytes) -> str | None:
    """Return which UTF-16 a file without a byte-order mark is written in; None: in none."""
    head = data[:1_000]
    if head[1::2].count(0) > MAX_NUL_SHARE * len(head) and not head[::2].count(0):
        return "utf-16-le"
    if head[::2].count(0) > MAX_NUL_SHARE * len(head) and not head[1::2].count(0):
        return "utf-16-be"
    return None


def empty_file() -> InvalidInput:
    """Return the error for a file that says nothing."""
    return InvalidInput("the file is empty.", way_out=EXPORT_AGAIN, code="empty_file")


def broken_header(error: RowError) -> InvalidInput:
    """Return the error for a file whose very header cannot be read."""
    return InvalidInput(
        f"the header on line {error.line} {error.reason}.",
        way_out=EXPORT_AGAIN,
        code="broken_quotes",
    )


def cut_short(row: Row, width: int) -> RowError:
    """Return the error of a row with fewer cells than the header."""
    reason = f"stops after {len(row.cells)} of {width} columns"
    return RowError(row.line, "", row.cells[-1][:SHOWN_CHARS], reason)


def control_share(text: str) -> float:
    """Return the share of C0 and C1 control characters, tab and line ends aside, in [0, 1]."""
    return len(CONTROL.findall(text)) / len(text)


def physical_lines(text: str) -> list[str]:
    """Return the lines of a text with their ends.

    Raises:
        InvalidInput: code `line_too_long` for a line no export has.
    """
    lines = list(io.StringIO(text, newline=""))
    for number, line in enumerate(lines, start=1):
        if len(line) > MAX_LINE_CHARS:
            raise InvalidInput(
                f"line {number} has {len(line):,} characters; {MAX_LINE_CHARS:,} is the limit.",
                way_out=EXPORT_AGAIN,
                code="line_too_long",
            )
    if lines and EXCEL_HINT.fullmatch(lines[0]):
        lines[0] = "\n"
    return lines


def find_delimiter(lines: Sequence[str]) -> str:
    """Return whichever of comma, semicolon and tab splits the first line into most cells."""
    first = next((line for line in lines if line.strip()), "")
    return max(
        DELIMITERS,
        key=lambda delimiter: len(next(csv.reader([first], delimiter=delimiter), list[str]())),
    )


def header_of(head: bytes) -> tuple[str, ...]:
    """Return the cells of the first line, stripped; empty for a file that is no text."""
    try:
        lines = io.StringIO(decode(head), newline="").readlines()
    except InvalidInput:
        return ()
    if lines and EXCEL_HINT.fullmatch(lines[0]):
        lines = lines[1:]
    first = next((line for line in lines if line.strip(" \t\r\n,;")), "")[:MAX_LINE_CHARS]
    cells = next(csv.reader([first], delimiter=find_delimiter([first])), list[str]())
    return tuple(cell.strip() for cell in cells)


def split_rows(lines: Sequence[str], delimiter: str) -> Iterator[Row | tuple[Row, RowError]]:
    """Yield every record that is not blank; a damaged line costs itself, not the rows behind it."""
    start = 0
    while start < len(lines):
        reader = csv.reader(
            map(lines.__getitem__, range(start, len(lines))), delimiter=delimiter, strict=True
        )
        begun = start
        try:
            for cells in reader:
                end = start + reader.line_num
                if any(cell.strip() for cell in cells):
                    text = lines[begun] if end == begun + 1 else "".join(lines[begun:end])
                    yield Row(begun + 1, tuple(cells), text)
                begun = end
        except csv.Error as exc:
            line = lines[begun]
            row = Row(begun + 1, (line.strip(),), line)
            yield row, RowError(row.line, "", line.strip()[:SHOWN_CHARS], quote_trouble(exc))
            start = begun + 1
        else:
            return


def quote_trouble(exc: csv.Error) -> str:
    """Return in words what the csv module could not read."""
    if "unexpected end" in str(exc):
        return "opens a quote that never closes"
    return "has text behind a closing quote, or a cell that is too long"
