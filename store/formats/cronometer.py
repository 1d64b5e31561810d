"""Reads the exports of Cronometer: servings, daily totals, biometrics, and exercise (left out)."""

from __future__ import annotations

from coach.nutrition.model import ParsedFoodLog
from store.formats.cells import MASS_UNITS, BadCell, cut, one_line
from store.formats.columns import cell
from store.formats.content import Content
from store.formats.food_cells import MAX_NAME_CHARS, day_of, food_columns, item, time_of
from store.formats.food_log import NOTHING_EATEN, Entry, Gathering
from store.formats.registry import Reading
from store.formats.sniff import Row, header_of, read_sheet

SOURCE = "cronometer"
SERVINGS = frozenset({"date", "food", "amount", "energy", "protein", "carbohydrate", "fat"})
DAILY = frozenset({"date", "energy", "protein", "carbohydrate", "fat"})
BIOMETRICS = frozenset({"date", "metric", "unit", "amount"})
SAYS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
NO_METRIC = "biometrics other than weight"


def is_servings(head: bytes) -> bool:
    """Tell whether a file lists servings, one food a row."""
    return food_columns(header_of(head)).keys() >= SERVINGS


def is_daily(head: bytes) -> bool:
    """Tell whether a file holds daily totals: `Completed`, or `Net Carbs` beside `Energy`."""
    found = food_columns(header_of(head)).keys()
    own = "completed" in found or "net_carbs" in found
    return found >= DAILY and own and not found & {"food", "meal"}


def is_biometrics(head: bytes) -> bool:
    """Tell whether a file lists biometrics, one measurement a row."""
    return food_columns(header_of(head)).keys() >= BIOMETRICS


def read_servings(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the meals of a servings file: the foods of one day and group.

    Raises:
        InvalidInput: The file cannot be used.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    found = Gathering(SOURCE, "servings", reading)

    def take(row: Row) -> None:
        day = day_of(row, columns, found.latest)
        name = cell(row, columns, "food")
        if not one_line(name.text):
            raise BadCell(name.column, name.text, "is empty")
        eaten = item(row, columns, name.text)
        if eaten is None:
            found.leave_out(NOTHING_EATEN)
            return
        group = cut(one_line(cell(row, columns, "meal").text), MAX_NAME_CHARS) or "Uncategorized"
        found.eaten(Entry(day, group, eaten, row.line, time_of(row, columns)))

    return found.read(sheet, take)


def read_daily(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the totals of each day, and which days are not finished.

    Raises:
        InvalidInput: The file cannot be used.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    found = Gathering(SOURCE, "daily totals", reading)

    def take(row: Row) -> None:
        day = day_of(row, columns, found.latest)
        completed = cell(row, columns, "completed")
        said = completed.text.strip().casefold()
        if said and said not in SAYS:
            raise BadCell(completed.column, completed.text, "is neither true nor false")
        eaten = item(row, columns, "All foods of the day")
        if eaten is None:
            found.leave_out(NOTHING_EATEN)
        else:
            found.eaten(Entry(day, "", eaten, row.line))
        if said:
            (found.finished if SAYS[said] else found.unfinished).add(day)

    return found.read(sheet, take)


def read_biometrics(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the weigh-ins of a biometrics file; each row names its unit.

    Raises:
        InvalidInput: The file cannot be used.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    found = Gathering(SOURCE, "biometrics", reading)

    def take(row: Row) -> None:
        if one_line(cell(row, columns, "metric").text).casefold() not in {"weight", "body weight"}:
            found.leave_out(NO_METRIC)
            return
        named = cell(row, columns, "unit")
        unit = MASS_UNITS.get(named.text.strip().casefold())
        if unit is None:
            raise BadCell(named.column, named.text, "is neither kg nor lbs")
        day = day_of(row, columns, found.latest)
        weight = cell(row, columns, "amount")
        found.weighed(day, weight, unit, row.line, time_of(row, columns))

    return found.read(sheet, take)
