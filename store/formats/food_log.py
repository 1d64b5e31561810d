"""Gathers the rows of a food-log file into meals, day totals and weigh-ins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from coach.errors import InvalidInput
from coach.imports import LeftOut, ParsedWeighIn, RowError, source_row
from coach.nutrition.model import MealItem, ParsedFoodLog, ParsedMeal
from coach.training.model import MAX_BODY_KG, MIN_BODY_KG
from coach.units import MassUnit, kg_from
from store.formats.cells import LOAD_PLACES, MASS_UNITS, BadCell, Cell, find_zone, in_zone, plain
from store.formats.food_cells import LEEWAY, NO_HOUR, amount, usual_hour
from store.formats.registry import Reading, unit_needed
from store.formats.sniff import EXPORT_AGAIN, Row, Sheet

NOTHING_EATEN = "entries without energy, such as water"
TOTALS = "totals"
REPEATED = "rows that stand in the file twice"
ERRORS_NAMED = 3
MORNING = time(7)
"""Hour of a weigh-in the file gives no time for. Source: convention; only its day is counted
with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a food log: something eaten, or all of a day."""

    day: date
    meal: str
    """Empty: the totals of the day."""
    item: MealItem
    line: int
    at: time | None = None


class Gathering:
    """What the rows of one file add up to."""

    def __init__(self, source: str, variant: str, reading: Reading) -> None:
        self.source = source
        self.variant = variant
        self.unit = reading.unit
        self.latest = reading.now + LEEWAY
        self.unfinished: set[date] = set()
        self.finished: set[date] = set()
        self._zone = find_zone(reading.time_zone)
        self._entries: list[Entry] = []
        self._totalled: set[date] = set()
        self._weigh_ins: dict[str, ParsedWeighIn] = {}
        self._left_out: Counter[str] = Counter()
        self._errors: list[RowError] = []

    def eaten(self, entry: Entry) -> None:
        """Add something eaten.

        Raises:
            BadCell: A second row with the totals of the same day.
        """
        if not entry.meal:
            if entry.day in self._totalled:
                raise BadCell("Date", entry.day.isoformat(), "stands in the file twice")
            self._totalled.add(entry.day)
        self._entries.append(entry)

    def weighed(self, day: date, weight: Cell, unit: MassUnit, line: int, at: time | None) -> None:
        """Add a weigh-in.

        Raises:
            BadCell: Not a body weight from 20 to 650 kg.
        """
        value = amount(weight, most=MAX_BODY_KG * 3)
        if not value:
            return
        kilograms = plain(kg_from(value, unit).quantize(LOAD_PLACES))
        if not MIN_BODY_KG <= kilograms <= MAX_BODY_KG:
            reason = f"is not a body weight from {MIN_BODY_KG} to {MAX_BODY_KG} kg"
            raise BadCell(weight.column, weight.text, reason)
        moment = self._at(day, at or MORNING)
        key = f"{self.source}:weight:{moment.replace(tzinfo=None).isoformat()}"
        self._weigh_ins[key] = ParsedWeighIn(moment, kilograms, key, (line,))

    def leave_out(self, reason: str, count: int = 1) -> None:
        """Count rows that are read and not stored."""
        self._left_out[reason] += count

    def read(self, sheet: Sheet, take: Callable[[Row], None]) -> ParsedFoodLog:
        """Let `take` add every row; one that cannot be read costs itself only.

        Raises:
            InvalidInput: Nothing in the file can be used (code `no_readable_rows`, `no_entries`).
        """
        self._errors.extend(error for _, error in sheet.damaged)
        self.leave_out(REPEATED, len(sheet.headers))
        for row in self._distinct(sheet):
            try:
                if len(row.cells) > len(sheet.header):
                    raise BadCell("", row.cells[-1], f"is beyond {len(sheet.header)} columns")
                take(row)
            except BadCell as exc:
                self._errors.append(exc.at(row.line))
        total = len(sheet.rows) + len(sheet.damaged) + len(sheet.headers)
        return self._log(sheet, total)

    def _distinct(self, sheet: Sheet) -> Iterable[Row]:
        """Return the rows; where files were pasted together, those of an earlier one count once."""
        if not sheet.headers:
            return sheet.rows
        seen: dict[tuple[str, ...], int] = {}
        distinct: list[Row] = []
        for row in sheet.rows:
            part = sum(line < row.line for line in sheet.headers)
            if seen.setdefault(row.cells, part) == part:
                distinct.append(row)
        self.leave_out(REPEATED, len(sheet.rows) - len(distinct))
        return distinct

    def _log(self, sheet: Sheet, total: int) -> ParsedFoodLog:
        if not total or (self._errors and not self._entries and not self._weigh_ins):
            raise nothing_read(self._errors, total)
        rows = [*sheet.rows, *(row for row, _ in sheet.damaged)]
        return ParsedFoodLog(
            source=self.source,
            variant=self.variant,
            rows=total,
            meals=self._meals(),
            weigh_ins=tuple(sorted(self._weigh_ins.values(), key=lambda each: each.at.timestamp())),
            unfinished=frozenset(self.unfinished),
            finished=frozenset(self.finished),
            left_out=tuple(LeftOut(*each) for each in self._left_out.items() if each[1]),
            errors=tuple(sorted(self._errors, key=lambda error: error.line)),
            raw=tuple(source_row(row.line, row.text) for row in rows),
        )

    def _meals(self) -> tuple[ParsedMeal, ...]:
        together: dict[tuple[date, str], list[Entry]] = {}
        for entry in self._entries:
            together.setdefault((entry.day, entry.meal), []).append(entry)
        meals = (self._meal(entries) for entries in together.values())
        return tuple(sorted(meals, key=lambda meal: (meal.eaten_at.timestamp(), meal.source_key)))

    def _meal(self, entries: list[Entry]) -> ParsedMeal:
        first = entries[0]
        times = [each.at for each in entries if each.at is not None]
        hour = min(times) if times else usual_hour(first.meal) if first.meal else NO_HOUR
        return ParsedMeal(
            eaten_at=self._at(first.day, hour),
            name=first.meal or "Day total",
            items=tuple(each.item for each in entries),
            source_key=f"{self.source}:{first.day.isoformat()}:{first.meal}",
            day=first.day,
            whole_day=not first.meal,
            lines=tuple(each.line for each in entries),
        )

    def _at(self, day: date, hour: time) -> datetime:
        return in_zone(datetime.combine(day, hour), self._zone)


def weight_unit(named: str, reading: Reading) -> MassUnit:
    """Return the unit of body weights: the header's, else the one the athlete chose.

    Raises:
        InvalidInput: Neither names one (code `unit_needed`).
    """
    unit = MASS_UNITS.get(named) or reading.unit
    if unit is None:
        raise unit_needed("this export")
    return unit


def merged(logs: Iterable[ParsedFoodLog]) -> ParsedFoodLog:
    """Return the files of one app's export as one log, its lines numbered through.

    Raises:
        InvalidInput: They are of different apps (code `mixed_archive`).
    """
    parts: list[ParsedFoodLog] = []
    offset = 0
    for log in logs:
        parts.append(renumbered(log, offset))
        offset += max((row.line for row in log.raw), default=0)
    first = parts[0]
    if any(part.source != first.source for part in parts):
        raise InvalidInput(
            "the archive holds exports of different apps.",
            way_out="Import them one by one.",
            code="mixed_archive",
        )
    left_out: Counter[str] = Counter()
    for part in parts:
        left_out.update({each.reason: each.count for each in part.left_out})
    return replace(
        first,
        variant=", ".join(dict.fromkeys(part.variant for part in parts)),
        rows=sum(part.rows for part in parts),
        meals=tuple(meal for part in parts for meal in part.meals),
        weigh_ins=tuple(each for part in parts for each in part.weigh_ins),
        unfinished=frozenset().union(*(part.unfinished for part in parts)),
        finished=frozenset().union(*(part.finished for part in parts)),
        left_out=tuple(LeftOut(*each) for each in left_out.items()),
        errors=tuple(error for part in parts for error in part.errors),
        raw=tuple(row for part in parts for row in part.raw),
    )


def renumbered(log: ParsedFoodLog, offset: int) -> ParsedFoodLog:
    """Return a log whose lines begin behind `offset`."""

    def moved(lines: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(line + offset for line in lines)

    return replace(
        log,
        meals=tuple(replace(each, lines=moved(each.lines)) for each in log.meals),
        weigh_ins=tuple(replace(each, lines=moved(each.lines)) for each in log.weigh_ins),
        errors=tuple(replace(each, line=each.line + offset) for each in log.errors),
        raw=tuple(replace(each, line=each.line + offset) for each in log.raw),
    )


def nothing_read(errors: list[RowError], rows: int) -> InvalidInput:
    """Return the error for a file with no usable row."""
    if not errors:
        return InvalidInput(
            "the file holds no day, only its header.",
            way_out="Export the log again once it has a day.",
            code="no_entries",
        )
    named = "; ".join(
        f"line {error.line}: {error.column} {error.value!r} {error.reason}"
        for error in errors[:ERRORS_NAMED]
    )
    return InvalidInput(
        f"none of {rows} rows can be read ({named}).", way_out=EXPORT_AGAIN, code="no_readable_rows"
    )
