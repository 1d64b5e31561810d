"""Reads the export of MyFitnessPal: nutrition by meal, measurements, and exercise (left out)."""

from __future__ import annotations

from coach.nutrition.model import ParsedFoodLog
from store.formats.cells import cut, one_line
from store.formats.columns import cell
from store.formats.content import Content
from store.formats.food_cells import (
    MAX_NAME_CHARS,
    day_of,
    food_columns,
    item,
    time_of,
    unit_of,
)
from store.formats.food_log import NOTHING_EATEN, TOTALS, Entry, Gathering, weight_unit
from store.formats.registry import Reading
from store.formats.sniff import Row, header_of, read_sheet

SOURCE = "myfitnesspal"
NUTRITION = frozenset({"date", "meal", "energy", "protein", "carbohydrate", "fat"})
EXERCISE = frozenset({"date", "exercise", "exercise_energy"})
MEASURED = frozenset({"date", "time", "weight", "body fat %", "body fat", "waist", "neck", "hips"})
TOTAL_WORDS = frozenset({"total", "totals", "daily total", "your daily goal", "remaining"})
NO_EXERCISE = "exercise, of which the app exports energy but no sets a programme could use"
SUMMED = "the app exports the sum of this meal, not its foods"


def is_nutrition(head: bytes) -> bool:
    """Tell whether a file is the nutrition summary: meals with amounts, no foods."""
    found = food_columns(header_of(head)).keys()
    return found >= NUTRITION and "food" not in found


def is_measurement(head: bytes) -> bool:
    """Tell whether a file is the measurement summary: body measures by day and nothing else."""
    header = header_of(head)
    names = {one_line(text).casefold().partition(" (")[0] for text in header}
    return names <= MEASURED and food_columns(header).keys() >= {"date", "weight"}


def is_exercise(head: bytes) -> bool:
    """Tell whether a file is the exercise summary."""
    return food_columns(header_of(head)).keys() >= EXERCISE


def read_nutrition(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the meals of a nutrition summary, each as one item.

    Raises:
        InvalidInput: The file cannot be used.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    found = Gathering(SOURCE, "nutrition by meal", reading)

    def take(row: Row) -> None:
        meal = cut(one_line(cell(row, columns, "meal").text), MAX_NAME_CHARS)
        first = one_line(cell(row, columns, "date").text).casefold()
        if {first, meal.casefold()} & TOTAL_WORDS or not first:
            found.leave_out(TOTALS)
            return
        day = day_of(row, columns, found.latest)
        eaten = item(row, columns, cell(row, columns, "note").text.strip() or meal, SUMMED)
        if eaten is None:
            found.leave_out(NOTHING_EATEN)
        else:
            at = time_of(row, columns)
            found.eaten(Entry(day, meal or "Meal", eaten, row.line, at))

    return found.read(sheet, take)


def read_measurement(content: Content, reading: Reading) -> ParsedFoodLog:
    """Return the weigh-ins of a measurement summary.

    Raises:
        InvalidInput: The file cannot be used; code `unit_needed` when nobody says kg or lb.
    """
    sheet = read_sheet(content.whole())
    columns = food_columns(sheet.header)
    unit = weight_unit(unit_of(columns, "weight"), reading)
    found = Gathering(SOURCE, "measurements", reading)

    def take(row: Row) -> None:
        day = day_of(row, columns, found.latest)
        weight = cell(row, columns, "weight")
        found.weighed(day, weight, unit, row.line, time_of(row, columns))

    return found.read(sheet, take)


def read_exercise(content: Content, reading: Reading) -> ParsedFoodLog:
    """Count the rows of an exercise summary; nothing of them is stored.

    Raises:
        InvalidInput: The file cannot be used.
    """
    sheet = read_sheet(content.whole())
    found = Gathering(SOURCE, "exercise", reading)
    return found.read(sheet, lambda _: found.leave_out(NO_EXERCISE))
