"""Reads the export of Apple Health as a stream: weigh-ins, nights, endurance sessions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import IO
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import defusedxml
from defusedxml.expatreader import create_parser

from coach.errors import InvalidInput
from coach.imports import LeftOut, RowError
from coach.training.model import ParsedLog
from store.formats.content import CHUNK_BYTES, Content
from store.formats.health_records import BODY_MASS, SLEEP, HealthRecords
from store.formats.registry import Reading

ROOT = b"<HealthData"
DTD = re.compile(rb"<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>", re.DOTALL)
ENTITY = b"<!ENTITY"
COUNTED = {
    "HKQuantityTypeIdentifierStepCount": "step counts",
    "HKQuantityTypeIdentifierHeartRate": "heart rates",
    "HKQuantityTypeIdentifierRestingHeartRate": "heart rates",
}
OTHER = "other health records"
TAIL = "ends what can be read: the file is cut short or damaged here"


def is_apple_health(head: bytes) -> bool:
    """Tell whether a file has the root element of an Apple Health export, or its document type."""
    return ROOT in head or b"<!DOCTYPE HealthData" in head


def read_apple_health(content: Content, reading: Reading) -> ParsedLog:
    """Read export.xml as a stream; memory grows with what is stored, not with the file.

    Raises:
        InvalidInput: It is no XML (`broken_xml`), carries entities (`xml_bomb`), or holds nothing
            to store (`no_workouts`).
    """
    records = HealthRecords(reading)
    errors: list[RowError] = []
    parser = create_parser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(HealthHandler(records, parser.getLineNumber))
    try:
        with content.open() as file:
            for chunk in without_dtd(file):
                parser.feed(chunk)
        parser.close()
    except defusedxml.DefusedXmlException as exc:
        raise xml_bomb() from exc
    except SAXParseException as exc:
        if not records.seen:
            raise broken_xml(exc.getMessage()) from exc
        errors.append(RowError(exc.getLineNumber() or 0, "", exc.getMessage(), TAIL))
    except (SAXException, LookupError, ValueError) as exc:
        raise broken_xml(str(exc)) from exc  # ValueError and LookupError: no such encoding
    return parsed(records, errors)


def parsed(records: HealthRecords, errors: list[RowError]) -> ParsedLog:
    """Return what the records of a file amount to.

    Raises:
        InvalidInput: Nothing in them is stored (code `no_workouts`).
    """
    cardio, nights = records.cardio(), records.nights()
    if not (cardio or nights or records.weigh_ins):
        raise InvalidInput(
            "the export holds no weigh-in, no night and no endurance session.",
            way_out="Nothing of it would be stored; log these in the app or the chat.",
            code="no_workouts",
        )
    left_out = tuple(LeftOut(reason, count) for reason, count in records.left_out.items())
    return ParsedLog(
        source="apple_health",
        variant="export.xml",
        unit_origin="file",
        units=frozenset(records.units),
        rows=records.seen,
        skipped=sum(records.left_out.values()),
        workouts=(),
        errors=tuple(sorted([*records.errors, *errors], key=lambda error: error.line)),
        cardio=cardio,
        weigh_ins=tuple(sorted(records.weigh_ins.values(), key=lambda each: each.at)),
        nights=nights,
        left_out=left_out,
        raw=tuple(records.raw.values()),
    )


class HealthHandler(ContentHandler):
    """Hands elements on, one at a time; nothing of the document is kept."""

    def __init__(self, records: HealthRecords, line: Callable[[], int | None]) -> None:
        super().__init__()
        self._records = records
        self._line = line

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - of xml.sax
        """Take one element."""
        if name == "Record":
            kind = attrs.get("type", "")
            if kind not in {BODY_MASS, SLEEP}:
                self._records.count(COUNTED.get(kind, OTHER))
                return
            self._records.record(self._line() or 0, dict(attrs.items()))
        elif name == "Workout":
            self._records.begin_workout(self._line() or 0, dict(attrs.items()))
        elif name == "WorkoutStatistics":
            self._records.statistics(dict(attrs.items()))

    def endElement(self, name: str) -> None:  # noqa: N802 - of xml.sax
        """Close a workout."""
        if name == "Workout":
            self._records.end_workout()


def without_dtd(file: IO[bytes]) -> Iterator[bytes]:
    """Yield a file without its document type, whose line ends stay.

    Apple writes a DTD that no parser needs and that some versions of iOS write wrongly, so that
    strict parsers refuse the file. A DTD that declares entities is refused.

    Raises:
        InvalidInput: It declares entities (code `xml_bomb`).
    """
    head = file.read(CHUNK_BYTES)
    found = DTD.search(head)
    if found is not None:
        if ENTITY in found[0]:
            raise xml_bomb()
        head = head[: found.start()] + b"\n" * found[0].count(b"\n") + head[found.end() :]
    yield head
    while chunk := file.read(CHUNK_BYTES):
        yield chunk


def xml_bomb() -> InvalidInput:
    """Return the error for XML that declares what no export declares."""
    return InvalidInput(
        "the file declares XML entities, which no health export does.",
        way_out="Import the export.xml that the Health app made, unchanged.",
        code="xml_bomb",
    )


def broken_xml(why: str) -> InvalidInput:
    """Return the error for a file that is not XML."""
    return InvalidInput(
        f"the file is not well-formed XML: {why[:200]}.",
        way_out="Export it again and import that file unchanged.",
        code="broken_xml",
    )
