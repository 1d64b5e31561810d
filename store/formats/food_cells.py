"""Reads the cells of food logs: amounts with thousands, days, hours, masses and energy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from coach.nutrition.model import MealItem
from store.formats.cells import BadCell, Cell, cut, dated, number, one_line, plain, unguarded
from store.formats.columns import Column, Columns, cell, map_columns
from store.formats.sniff import Row

KJ_PER_KCAL = Decimal("4.184")
"""Exact. Source: thermochemical calorie, ISO 31-4 (1992)."""
MAX_KCAL = Decimal(20_000)
"""Energy of one row or day above is a typing error. Source: plausibility; riders of the Tour de
France ate up to about 8,000 kcal on a day (Saris et al., 1989)."""
MAX_MACRO_G = Decimal(5_000)
"""Grams of one macronutrient above are a typing error. Source: `MAX_KCAL` as carbohydrate."""
MAX_GRAMS = Decimal(20_000)
MAX_NAME_CHARS = 100
NO_HOUR = time(12)
USUAL_HOURS: Mapping[str, time] = {
    "breakfast": time(8),
    "lunch": time(13),
    "dinner": time(19),
    "supper": time(19),
    "snack": time(16),
    "snacks": time(16),
}
"""Hour of a meal the file gives no time for. Source: convention; only its day is counted with."""
GRAMS: Mapping[str, Decimal] = {
    "g": Decimal(1),
    "gram": Decimal(1),
    "grams": Decimal(1),
    "kg": Decimal(1000),
    "mg": Decimal("0.001"),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
"""Grams in a unit. Source: International Yard and Pound Agreement, 1959 (exact)."""
MASS = re.compile(r"(?P<value>[\d.,]+)\s*(?P<unit>[a-z]+)")
THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
CLOCKS = ("%H:%M", "%H:%M:%S", "%I:%M %p", "%I:%M:%S %p", "%I:%M%p")

FOOD: Mapping[str, str] = {
    "date": "date",
    "day": "date",
    "time": "time",
    "meal": "meal",
    "group": "meal",
    "food name": "food",
    "food": "food",
    "amount": "amount",
    "calories": "energy",
    "energy": "energy",
    "protein": "protein",
    "carbohydrates": "carbohydrate",
    "carbohydrate": "carbohydrate",
    "carbs": "carbohydrate",
    "fat": "fat",
    "fiber": "fibre",
    "fibre": "fibre",
    "weight": "weight",
    "scale weight": "weight",
    "completed": "completed",
    "metric": "metric",
    "unit": "unit",
    "note": "note",
    "net carbs": "net_carbs",
    "exercise": "exercise",
    "exercise calories": "exercise_energy",
    "calories burned": "exercise_energy",
}
"""Header, case folded and without its unit, to the field it holds. `Net Carbs` has its own, so that
it is never taken for carbohydrate."""


def food_columns(header: tuple[str, ...]) -> Columns:
    """Return the columns of a food log that are known, wherever they stand."""
    return map_columns(header, FOOD)


def amount(source: Cell, *, most: Decimal) -> Decimal | None:
    """Return an amount in [0, most]; None for an empty cell. `1,050` is a thousand and fifty.

    Raises:
        BadCell: Not a number, negative, or above `most`.
    """
    text = source.text.strip()
    plain_text = text.replace(",", "") if THOUSANDS.fullmatch(text) else text
    try:
        return number(Cell(source.column, plain_text), most=most)
    except BadCell as exc:
        raise BadCell(source.column, source.text, exc.reason) from exc


def energy_kcal(row: Row, columns: Columns) -> Decimal | None:
    """Return the energy of a row in kcal, converted where its header says kJ.

    Raises:
        BadCell: Not an amount of energy.
    """
    kilojoules = "energy" in columns and columns["energy"].unit == "kj"
    most = MAX_KCAL * KJ_PER_KCAL if kilojoules else MAX_KCAL
    value = amount(cell(row, columns, "energy"), most=most)
    if value is None or not kilojoules:
        return value
    return plain((value / KJ_PER_KCAL).quantize(Decimal("0.01")))


def item(row: Row, columns: Columns, name: str, assumption: str = "") -> MealItem | None:
    """Return a row as a meal item without a food of ours; None for one that says nothing was eaten.

    Raises:
        BadCell: An amount cannot be read, or there is food without energy.
    """
    energy = energy_kcal(row, columns)
    parts = {
        each: amount(cell(row, columns, each), most=MAX_MACRO_G)
        for each in ("protein", "carbohydrate", "fat", "fibre")
    }
    if not energy and not any(parts.values()):
        return None
    if energy is None:
        source = cell(row, columns, "energy")
        raise BadCell(source.column, source.text, "is empty, though the row has nutrients")
    written = one_line(cell(row, columns, "amount").text)
    grams = grams_of(written)
    said = [assumption] if assumption else []
    if written and grams is None:
        said.append(f"the log gives the amount as {cut(written, MAX_NAME_CHARS)}")
    missing = [each for each in ("protein", "carbohydrate", "fat") if parts[each] is None]
    if missing:
        said.append(f"the log gives no {' or '.join(missing)}, counted as 0 g")
    return MealItem(
        food_id=None,
        name=cut(unguarded(one_line(name)), MAX_NAME_CHARS),
        grams=grams,
        kcal=energy,
        protein_g=parts["protein"] or Decimal(0),
        carbohydrate_g=parts["carbohydrate"] or Decimal(0),
        fat_g=parts["fat"] or Decimal(0),
        assumption="; ".join(said),
        fibre_g=parts["fibre"],
    )


def grams_of(written: str) -> Decimal | None:
    """Return the mass of an amount such as `80.00 g`; None for cups, millilitres and pieces."""
    match = MASS.fullmatch(written.casefold())
    factor = GRAMS.get(match["unit"]) if match else None
    if match is None or factor is None:
        return None
    try:
        value = amount(Cell("Amount", match["value"]), most=MAX_GRAMS / factor)
    except BadCell:
        return None
    grams = plain(((value or Decimal(0)) * factor).quantize(Decimal("0.01")))
    return grams or None


def day_of(row: Row, columns: Columns, latest: datetime) -> date:
    """Return the day of a row.

    Raises:
        BadCell: No day, one before 1970, or one that is still to come.
    """
    source = cell(row, columns, "date")
    try:
        found = datetime.fromisoformat(source.text.strip())
    except ValueError as exc:
        raise BadCell(source.column, source.text, "is not a day such as 2026-10-05") from exc
    dated(source, found)
    if found.date() > latest.date():
        raise BadCell(source.column, source.text, "is still to come")
    return found.date()


def time_of(row: Row, columns: Columns) -> time | None:
    """Return the time of a row, `07:30 AM` or `19:05`; None for an empty cell.

    Raises:
        BadCell: Another form.
    """
    source = cell(row, columns, "time")
    text = one_line(source.text).upper()
    if not text:
        return None
    for form in CLOCKS:
        try:
            return datetime.strptime(text, form).time()  # noqa: DTZ007 - the zone comes later
        except ValueError:
            continue
    raise BadCell(source.column, source.text, "is not a time such as 07:30 AM")


def usual_hour(meal: str) -> time:
    """Return the hour a meal of this name is taken to be eaten at."""
    return USUAL_HOURS.get(meal.casefold(), NO_HOUR)


def unit_of(columns: Columns, field: str) -> str:
    """Return the unit the header of a field names, folded; empty for none."""
    column: Column | None = columns.get(field)
    return column.unit if column else ""


LEEWAY = timedelta(hours=26)
"""How far ahead a day may lie: the widest spread of local times on Earth. Source: UTC-12 to
UTC+14."""
