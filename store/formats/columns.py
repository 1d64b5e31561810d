"""Finds columns by the names apps give them, in English and German, units included."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from store.formats.cells import Cell
from store.formats.sniff import Row

UNIT_IN_HEADER = re.compile(r"^(?P<name>.*?)\s*\((?P<unit>[^)]*)\)$")

STRONG: Mapping[str, str] = {
    "date": "date",
    "workout name": "workout_name",
    "duration": "duration",
    "workout duration": "duration",
    "exercise name": "exercise",
    "set order": "set_order",
    "weight": "weight",
    "weight unit": "weight_unit",
    "reps": "reps",
    "rpe": "rpe",
    "distance": "distance",
    "distance unit": "distance_unit",
    "seconds": "seconds",
    "notes": "notes",
    "workout notes": "workout_notes",
    "workout #": "workout_number",
    "datum": "date",
    "workout-name": "workout_name",
    "dauer": "duration",
    "name der übung": "exercise",
    "reihenfolge festlegen": "set_order",
    "satz-reihenfolge": "set_order",
    "gewicht": "weight",
    "gewichtseinheit": "weight_unit",
    "wiederh.": "reps",
    "entfernung": "distance",
    "entfernungseinheit": "distance_unit",
    "sekunden": "seconds",
    "notizen": "notes",
    "workout-notizen": "workout_notes",
    "workout-nr.": "workout_number",
}
"""Header, case folded and without its unit, to the field it holds."""

HEVY: Mapping[str, str] = {
    "title": "workout_name",
    "start_time": "date",
    "end_time": "end",
    "description": "workout_notes",
    "exercise_title": "exercise",
    "superset_id": "superset",
    "exercise_notes": "notes",
    "set_index": "set_index",
    "set_type": "set_type",
    "weight_kg": "weight",
    "weight_lbs": "weight",
    "weight_lb": "weight",
    "reps": "reps",
    "distance_km": "distance",
    "distance_miles": "distance",
    "distance_meters": "distance",
    "duration_seconds": "seconds",
    "rpe": "rpe",
}


@dataclass(frozen=True, slots=True)
class Column:
    """Where one field stands."""

    index: int
    header: str
    unit: str
    """Unit the header names; empty when it names none."""


Columns = Mapping[str, Column]


def map_columns(header: tuple[str, ...], aliases: Mapping[str, str]) -> dict[str, Column]:
    """Return the known fields of a header; the first of two columns with one meaning counts."""
    found: dict[str, Column] = {}
    for index, text in enumerate(header):
        folded = " ".join(text.strip().casefold().split())
        match = UNIT_IN_HEADER.match(folded)
        plain, unit = (match["name"], match["unit"]) if match else (folded, "")
        field = aliases.get(plain)
        if field is not None:
            found.setdefault(field, Column(index, text, unit or unit_suffix(plain)))
    return found


def unit_suffix(header: str) -> str:
    """Return the unit behind the last underscore of `weight_kg` or `distance_miles`."""
    return header.rpartition("_")[2] if header.startswith(("weight_", "distance_")) else ""


def cell(row: Row, columns: Columns, field: str) -> Cell:
    """Return the cell of a field; empty when the file has no such column."""
    column = columns.get(field)
    return Cell(field, "") if column is None else Cell(column.header, row.cells[column.index])
