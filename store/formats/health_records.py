"""Sorts the records of a health export into weigh-ins, nights and endurance sessions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from coach.imports import (
    ParsedCardio,
    ParsedNight,
    ParsedWeighIn,
    RowError,
    SourceRow,
    source_row,
)
from coach.units import MassUnit
from store.formats.activities import endurance, is_strength
from store.formats.cells import (
    MAX_SECONDS,
    BadCell,
    Cell,
    body_mass_kg,
    dated,
    distance_m,
    mass_unit,
    not_future,
    number,
)
from store.formats.registry import Reading
from store.formats.source_keys import moment_key

BODY_MASS = "HKQuantityTypeIdentifierBodyMass"
SLEEP = "HKCategoryTypeIdentifierSleepAnalysis"
HEART_RATE = "HKQuantityTypeIdentifierHeartRate"
DISTANCE = "HKQuantityTypeIdentifierDistance"
ASLEEP = "HKCategoryValueSleepAnalysisAsleep"
SECONDS_OF = {"s": 1, "sec": 1, "min": 60, "hr": 3600, "h": 3600}
EVENING = timedelta(hours=6)
"""A night belongs to the day it ends on; what begins from 18:00 on is the next day's. Source:
coaching practice; before six in the evening sleep is a nap of that day."""
MAX_BPM = Decimal(300)
"""Heart rates above are no person's in exercise. Source: plausibility."""
IN_BED = "sleep records of lying in bed or awake"
NO_SETS = "strength sessions, of which a watch knows no sets"
NOT_ENDURANCE = "sessions that are neither endurance nor strength"
TWICE = "records that another app or device wrote as well"


@dataclass(slots=True)
class OpenWorkout:
    """A workout whose statistics are still to come."""

    line: int
    attributes: dict[str, str]
    statistics: list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Sleep:
    """One stretch of sleep."""

    start: datetime
    end: datetime
    line: int


class HealthRecords:
    """Collects what is stored; everything else is only counted."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: OpenWorkout | None = None
        self._cardio: dict[str, ParsedCardio] = {}
        self._sleep: dict[tuple[date, str], list[Sleep]] = {}
        self.weigh_ins: dict[str, ParsedWeighIn] = {}
        self.errors: list[RowError] = []
        self.left_out: Counter[str] = Counter()
        self.raw: dict[int, SourceRow] = {}
        self.units: set[MassUnit] = set()
        self.seen = 0

    def count(self, reason: str) -> None:
        """Count a record that is not stored."""
        self.seen += 1
        self.left_out[reason] += 1

    def record(self, line: int, attributes: dict[str, str]) -> None:
        """Take a weigh-in or a stretch of sleep."""
        self.seen += 1
        try:
            if attributes.get("type") == BODY_MASS:
                self._weigh(line, attributes)
            else:
                self._sleep_stretch(line, attributes)
        except BadCell as exc:
            self.errors.append(exc.at(line))
            self._keep(line, "Record", attributes)

    def _weigh(self, line: int, attributes: Mapping[str, str]) -> None:
        unit = mass_unit(Cell("unit", attributes.get("unit", ""))) or MassUnit.KG
        at = self._moment(attributes, "startDate")
        weight = body_mass_kg(Cell("value", attributes.get("value", "")), unit)
        key = moment_key("apple_health", "weigh_in", at)
        if key in self.weigh_ins:
            self.left_out[TWICE] += 1
            return
        self.units.add(unit)
        self.weigh_ins[key] = ParsedWeighIn(at, weight, key, (line,))
        self._keep(line, "Record", attributes)

    def _sleep_stretch(self, line: int, attributes: Mapping[str, str]) -> None:
        if not attributes.get("value", "").startswith(ASLEEP):
            self.left_out[IN_BED] += 1
            return
        start, end = self._moment(attributes, "startDate"), self._moment(attributes, "endDate")
        if not timedelta(0) <= end - start <= timedelta(days=1):
            raise BadCell("endDate", attributes.get("endDate", ""), "is not within a day of start")
        night = (end + EVENING).date() if end.date() == start.date() else end.date()
        key = (night, attributes.get("sourceName", ""))
        self._sleep.setdefault(key, []).append(Sleep(start, end, line))
        self._keep(line, "Record", attributes)

    def begin_workout(self, line: int, attributes: dict[str, str]) -> None:
        """Take the beginning of a workout; its statistics follow."""
        self.seen += 1
        self._open = OpenWorkout(line, attributes, [])

    def statistics(self, attributes: dict[str, str]) -> None:
        """Take one statistic of the workout that is open."""
        if self._open is not None:
            self._open.statistics.append(attributes)

    def end_workout(self) -> None:
        """Take a workout as a whole."""
        closed, self._open = self._open, None
        if closed is None:
            return
        activity = closed.attributes.get("workoutActivityType", "")
        ours = endurance(activity)
        if ours is None:
            self.left_out[NO_SETS if is_strength(activity) else NOT_ENDURANCE] += 1
            return
        try:
            self._add_cardio(ours, closed)
        except BadCell as exc:
            self.errors.append(exc.at(closed.line))
        self._keep(closed.line, "Workout", closed.attributes, closed.statistics)

    def _add_cardio(self, activity: str, closed: OpenWorkout) -> None:
        attributes = closed.attributes
        at = self._moment(attributes, "startDate")
        key = moment_key("apple_health", "cardio", at, attributes.get("sourceName", ""))
        self._cardio[key] = ParsedCardio(
            started_at=at,
            activity=activity,
            duration_s=self._duration_s(attributes, at),
            source_key=key,
            distance_m=total_distance(closed),
            mean_heart_rate_bpm=mean_heart_rate(closed),
            lines=(closed.line,),
        )

    def _duration_s(self, attributes: Mapping[str, str], start: datetime) -> int:
        """Return how long a workout was; from its end where it names no duration."""
        cell = Cell("duration", attributes.get("duration", ""))
        value = number(cell, most=MAX_SECONDS)
        if value is None:
            value = Decimal((self._moment(attributes, "endDate") - start).total_seconds()) / 60
            cell = Cell("endDate", attributes.get("endDate", ""))
        unit = attributes.get("durationUnit", "min")
        if unit not in SECONDS_OF:
            raise BadCell("durationUnit", unit, "is not a unit of time")
        seconds = value * SECONDS_OF[unit]
        if not 0 < seconds <= MAX_SECONDS:
            raise BadCell(cell.column, cell.text, "is not a duration of up to two days")
        return int(seconds)

    def _moment(self, attributes: Mapping[str, str], name: str) -> datetime:
        """Return `2026-10-05 07:00:00 +0200`.

        Raises:
            BadCell: Missing, another form, or still to come.
        """
        source = Cell(name, attributes.get(name, ""))
        text = source.text.strip()
        if len(text) > 5 and text[-5] in "+-":
            text = f"{text[:-5].rstrip()}{text[-5:-2]}:{text[-2:]}"
        try:
            moment = dated(source, datetime.fromisoformat(text))
        except ValueError as exc:
            raise BadCell(name, source.text, "is not a date with its offset") from exc
        if moment.tzinfo is None:
            raise BadCell(name, source.text, "is not a date with its offset")
        not_future(source, moment, self._reading.latest)
        return moment

    def _keep(
        self,
        line: int,
        tag: str,
        attributes: Mapping[str, str],
        inner: list[dict[str, str]] | None = None,
    ) -> None:
        parts = [element(tag, attributes), *(element("WorkoutStatistics", s) for s in inner or ())]
        self.raw[line] = source_row(line, "".join(parts))

    def cardio(self) -> tuple[ParsedCardio, ...]:
        """Return the endurance sessions, oldest first; the same one of two devices once.

        Of two that overlap by half, the one with more to say counts.
        """
        in_order = sorted(self._cardio.values(), key=lambda each: each.started_at)
        kept: list[ParsedCardio] = []
        for session in in_order:
            if kept and is_same(kept[-1], session):
                self.left_out[TWICE] += 1
                kept[-1] = max(kept[-1], session, key=richness)
            else:
                kept.append(session)
        return tuple(kept)

    def nights(self) -> tuple[ParsedNight, ...]:
        """Return hours asleep for each night, from the source that recorded most stretches."""
        best: dict[date, list[Sleep]] = {}
        for (night, _), stretches in sorted(self._sleep.items()):
            if len(stretches) > len(best.get(night, ())):
                best[night] = stretches
        return tuple(
            ParsedNight(night, asleep_hours(stretches), tuple(each.line for each in stretches))
            for night, stretches in sorted(best.items())
        )


def element(tag: str, attributes: Mapping[str, str]) -> str:
    """Return an element as one line of text."""
    return f"<{tag} " + " ".join(f'{name}="{value}"' for name, value in attributes.items()) + "/>"


def asleep_hours(stretches: list[Sleep]) -> Decimal:
    """Return the hours that stretches cover together, at most 24, to the hundredth."""
    total = timedelta(0)
    until: datetime | None = None
    for each in sorted(stretches, key=lambda one: one.start):
        start = each.start if until is None else max(each.start, until)
        if each.end > start:
            total += each.end - start
        until = each.end if until is None else max(until, each.end)
    hours = Decimal(total.total_seconds()) / 3600
    return min(hours, Decimal(24)).quantize(Decimal("0.01"))


def is_same(one: ParsedCardio, other: ParsedCardio) -> bool:
    """Tell whether two devices recorded one session: same activity, half of the shorter shared."""
    if one.activity != other.activity:
        return False
    shared = min(end_of(one), end_of(other)) - max(one.started_at, other.started_at)
    return shared >= timedelta(seconds=min(one.duration_s, other.duration_s)) / 2


def end_of(session: ParsedCardio) -> datetime:
    """Return when a session ended."""
    return session.started_at + timedelta(seconds=session.duration_s)


def richness(session: ParsedCardio) -> int:
    """Return how much of distance and heart rate a session knows."""
    return (session.distance_m is not None) + (session.mean_heart_rate_bpm is not None)


def total_distance(closed: OpenWorkout) -> Decimal | None:
    """Return the distance of a workout in metres; None where none was measured.

    Raises:
        BadCell: It is no distance.
    """
    for each in closed.statistics:
        if each.get("type", "").startswith(DISTANCE) and "sum" in each:
            return distance_m(Cell("sum", each["sum"]), Cell("unit", each.get("unit", "km")))
    total = closed.attributes.get("totalDistance", "")
    unit = closed.attributes.get("totalDistanceUnit", "km")
    return distance_m(Cell("totalDistance", total), Cell("totalDistanceUnit", unit))


def mean_heart_rate(closed: OpenWorkout) -> int | None:
    """Return the mean heart rate of a workout in beats a minute; None where none was measured.

    Raises:
        BadCell: It is no heart rate.
    """
    for each in closed.statistics:
        if each.get("type") == HEART_RATE and "average" in each:
            value = number(Cell("average", each["average"]), most=MAX_BPM)
            return None if not value else max(1, round(value))
    return None
