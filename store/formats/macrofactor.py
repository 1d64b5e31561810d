"""Reads the quick export of MacroFactor: one row a day with totals and the scale weight."""

from __future__ import annotations

from coach.nutrition.model import ParsedFoodLog
from store.formats.columns import cell
from store.formats.content import Content
from store.formats.food_cells import day_of, food_columns, item, unit_of
from store.formats.food_log import NOTHING_EATEN, Entry, Gathering, weight_unit
from store.formats.registry import Reading
from store.formats.sniff import Row, header_of, read_sheet

SOURCE = "macrofactor"
REQUIRED = frozenset({"date", "energy", "protein", "carbohydrate", "fat"})
OTHERS = frozenset({"food", "meal", "completed", "net_carbs", "exercise"})


def is_macrofactor(head: bytes) -> bool:
    """Tell whether a file has a row a day with energy and macronutrients and no meals."""
    found = food_columns(header_of(head)).keys()
    return found >= REQUIRED and not found & OTHERS


def read_macrofactor(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the totals of each day and the weigh-ins.

    Raises:
        InvalidInput: The file cannot be used; code `unit_needed` when nobody says kg or lb.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    unit = weight_unit(unit_of(columns, "weight"), reading) if "weight" in columns else None
    found = Gathering(SOURCE, "daily totals", reading)

    def take(row: Row) -> None:
        day = day_of(row, columns, found.latest)
        if unit is not None:
            found.weighed(day, cell(row, columns, "weight"), unit, row.line, None)
        eaten = item(row, columns, "All foods of the day")
        if eaten is None:
            found.leave_out(NOTHING_EATEN)
        else:
            found.eaten(Entry(day, "", eaten, row.line))

    return found.read(sheet, take)
