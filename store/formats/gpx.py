"""Reads GPX tracks as endurance sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from statistics import fmean
from xml.etree.ElementTree import ParseError

import defusedxml
import gpxpy
from defusedxml import ElementTree
from gpxpy.gpx import GPXException, GPXTrack, GPXTrackPoint

from coach.errors import InvalidInput
from coach.imports import ParsedCardio, RowError, source_row
from coach.training.model import ParsedLog
from store.formats.cells import MAX_DISTANCE_M, MAX_SECONDS, BadCell, Cell, find_zone, not_future
from store.formats.content import Content
from store.formats.health_records import MAX_BPM
from store.formats.registry import Reading
from store.formats.sessions import Sessions
from store.formats.sniff import decode
from store.formats.source_keys import moment_key

ROOT = b"<gpx"
STRAVA_TYPES = {"1": "cycling", "4": "hiking", "9": "running", "10": "walking", "16": "swimming"}
"""Numbers that Strava wrote as the type of a track. Source: its exports until about 2023."""


def is_gpx(head: bytes) -> bool:
    """Tell whether a file has the root element of GPX."""
    return ROOT in head.lower() and b"<html" not in head.lower()


def read_gpx(content: Content, reading: Reading) -> ParsedLog:
    """Read a GPX file; every track is one session.

    Raises:
        InvalidInput: It is no GPX (`broken_xml`, `xml_bomb`), or has no track with times.
    """
    data = content.whole()
    check_xml(data)
    try:
        parsed = gpxpy.parse(decode(data))
    except (GPXException, ValueError, ParseError) as exc:
        raise broken(str(exc)) from exc
    found = Sessions("gpx", "GPX tracks")
    for index, track in enumerate(parsed.tracks, start=1):
        found.rows += 1
        found.raw.append(source_row(index, described(track)))
        try:
            add_track(found, reading, index, track)
        except BadCell as exc:
            found.errors.append(exc.at(index))
    if not parsed.tracks:
        found.errors.append(RowError(1, "trk", "", "is missing: a route was planned, not done"))
    return found.log()


def check_xml(data: bytes) -> None:
    """Refuse XML with entities or a document type; gpxpy itself would expand them.

    Raises:
        InvalidInput: code `xml_bomb` or `broken_xml`.
    """
    try:
        ElementTree.fromstring(data, forbid_dtd=True)
    except defusedxml.DefusedXmlException as exc:
        raise InvalidInput(
            "the file declares XML entities or a document type, which no export does.",
            way_out="Import the file that the app exported, unchanged.",
            code="xml_bomb",
        ) from exc
    except (ParseError, ValueError, LookupError) as exc:
        raise broken(str(exc)) from exc


def broken(why: str) -> InvalidInput:
    """Return the error for a file that is not XML."""
    return InvalidInput(
        f"the file is not well-formed: {why[:200]}.",
        way_out="Export it again and import that file unchanged.",
        code="broken_xml",
    )


def described(track: GPXTrack) -> str:
    """Return what a track says about itself, on one line."""
    bounds = track.get_time_bounds()
    points = track.get_points_no()
    return f"track {track.name!r}, {track.type!r}, {points} points, {bounds}"


def add_track(found: Sessions, reading: Reading, index: int, track: GPXTrack) -> None:
    """Take one track.

    Raises:
        BadCell: It has no times, or times that cannot be.
    """
    kind = (track.type or "").strip()
    activity = found.activity(STRAVA_TYPES.get(kind, kind) or "other")
    if activity is None:
        return
    bounds = track.get_time_bounds()
    if bounds.start_time is None or bounds.end_time is None:
        raise BadCell("time", "", "is missing, so nothing says when it was done")
    start = aware(bounds.start_time, reading)
    seconds = (aware(bounds.end_time, reading) - start).total_seconds()
    source = Cell("time", start.isoformat())
    not_future(source, start, reading.latest)
    if not 0 < seconds <= MAX_SECONDS:
        raise BadCell(source.column, source.text, "does not lie within two days of the end")
    metres = Decimal(str(round(track.length_2d(), 1)))
    rates = list(heart_rates(point for segment in track.segments for point in segment.points))
    found.cardio.append(
        ParsedCardio(
            started_at=start,
            activity=activity,
            duration_s=max(1, int(seconds)),
            source_key=moment_key("gpx", "cardio", start),
            distance_m=metres if 0 < metres <= MAX_DISTANCE_M else None,
            mean_heart_rate_bpm=round(fmean(rates)) if rates else None,
            lines=(index,),
        )
    )


def aware(moment: datetime, reading: Reading) -> datetime:
    """Return a moment with its offset; one without is in the athlete's zone."""
    return (
        moment if moment.tzinfo is not None else moment.replace(tzinfo=find_zone(reading.time_zone))
    )


def heart_rates(points: Iterable[GPXTrackPoint]) -> Iterable[int]:
    """Yield the heart rates of points, where a watch wrote them.

    Source:
        Garmin TrackPointExtension v1 and v2, element `hr`.
    """
    for point in points:
        for extension in point.extensions:
            for element in extension.iter():
                text = (element.text or "").strip()
                name = str(element.tag).rpartition("}")[2]
                if name == "hr" and text.isdecimal() and 0 < int(text[:4]) <= MAX_BPM:
                    yield int(text[:4])
