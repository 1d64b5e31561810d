"""Reads TCX activities as endurance sessions."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from defusedxml import ElementTree

from coach.imports import ParsedCardio, source_row
from coach.training.model import ParsedLog
from store.formats.cells import (
    MAX_DISTANCE_M,
    MAX_SECONDS,
    BadCell,
    Cell,
    dated,
    find_zone,
    in_zone,
    not_future,
    number,
    whole,
)
from store.formats.content import Content
from store.formats.gpx import check_xml
from store.formats.health_records import MAX_BPM
from store.formats.registry import Reading
from store.formats.sessions import Sessions
from store.formats.source_keys import moment_key

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ROOT = b"<TrainingCenterDatabase"
ANY = "{*}"


def is_tcx(head: bytes) -> bool:
    """Tell whether a file has the root element of TCX."""
    return ROOT in head


def read_tcx(content: Content, reading: Reading) -> ParsedLog:
    """Read a TCX file; every activity is one session, its laps added up.

    Raises:
        InvalidInput: It is no XML (`broken_xml`, `xml_bomb`), or holds no session.
    """
    data = content.whole()
    check_xml(data)
    root = ElementTree.fromstring(data, forbid_dtd=True)
    found = Sessions("tcx", "TCX activities")
    for index, activity in enumerate(root.findall(f".//{ANY}Activity"), start=1):
        found.rows += 1
        try:
            add_activity(found, reading, index, activity)
        except BadCell as exc:
            found.errors.append(exc.at(index))
    return found.log()


def add_activity(found: Sessions, reading: Reading, index: int, activity: Element) -> None:
    """Take one activity.

    Raises:
        BadCell: A value of it cannot be used.
    """
    sport = activity.get("Sport", "")
    laps = activity.findall(f"{ANY}Lap")
    begun = (activity.findtext(f"{ANY}Id") or "").strip()
    said = [f"{sport} {begun}", *(lap_text(lap) for lap in laps)]
    found.raw.append(source_row(index, "\n".join(said)))
    ours = found.activity(sport)
    if ours is None:
        return
    first = laps[0].get("StartTime", "") if laps else ""
    start = moment(Cell("Id", begun or first), reading)
    seconds = sum((amount(lap, "TotalTimeSeconds", MAX_SECONDS) for lap in laps), Decimal(0))
    if not 0 < seconds <= MAX_SECONDS:
        raise BadCell("TotalTimeSeconds", str(seconds), "is not a duration of up to two days")
    metres = sum((amount(lap, "DistanceMeters", MAX_DISTANCE_M) for lap in laps), Decimal(0))
    found.cardio.append(
        ParsedCardio(
            started_at=start,
            activity=ours,
            duration_s=max(1, int(seconds)),
            source_key=moment_key("tcx", "cardio", start),
            distance_m=metres.quantize(Decimal("0.1")) if 0 < metres <= MAX_DISTANCE_M else None,
            mean_heart_rate_bpm=mean_heart_rate(laps),
            lines=(index,),
        )
    )


def lap_text(lap: Element) -> str:
    """Return a lap without its track, on one line."""
    parts = [f"{str(each.tag).rpartition('}')[2]}={(each.text or '').strip()}" for each in lap]
    return " ".join(
        ["Lap", lap.get("StartTime", ""), *(part for part in parts if "Track" not in part)]
    )


def amount(lap: Element, name: str, most: Decimal) -> Decimal:
    """Return a number of a lap; 0 where it has none.

    Raises:
        BadCell: It is no number in range.
    """
    return number(Cell(name, lap.findtext(f"{ANY}{name}") or ""), most=most) or Decimal(0)


def mean_heart_rate(laps: list[Element]) -> int | None:
    """Return the mean heart rate over laps, weighted by their length; None where none was measured.

    Raises:
        BadCell: A value is no heart rate.
    """
    beats, seconds = Decimal(0), Decimal(0)
    for lap in laps:
        text = lap.findtext(f"{ANY}AverageHeartRateBpm/{ANY}Value") or ""
        rate = whole(Cell("AverageHeartRateBpm", text), most=int(MAX_BPM))
        length = amount(lap, "TotalTimeSeconds", MAX_SECONDS)
        if rate and length:
            beats += rate * length
            seconds += length
    return round(beats / seconds) if seconds else None


def moment(source: Cell, reading: Reading) -> datetime:
    """Return `2026-10-05T07:00:00.000Z`.

    Raises:
        BadCell: Another form, or still to come.
    """
    try:
        written = dated(source, datetime.fromisoformat(source.text.strip()))
    except ValueError as exc:
        raise BadCell(
            source.column, source.text, "is not a time such as 2026-10-05T07:00:00Z"
        ) from exc
    aware = (
        written if written.tzinfo is not None else in_zone(written, find_zone(reading.time_zone))
    )
    not_future(source, aware, reading.latest)
    return aware
