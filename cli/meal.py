"""`fitholic meal`: show how a meal's text is read, and log it if asked to."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.athlete_store import athlete_store
from cli.options import DataDir
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.errors import InvalidInput
from coach.nutrition.commands import MealEntry, log_meal
from coach.nutrition.queries import MealReading, read_meal_text, total
from coach.nutrition.rules.meal_text import read_meal

if TYPE_CHECKING:
    from coach.identity import UserId
    from tools.spec import Desk


class FoodRead(BaseModel):
    """One part of the text; `food` is null when it is not clear."""

    text: str
    food: str | None
    food_id: str | None = None
    grams: float | None = None
    grams_low: float | None = None
    grams_high: float | None = None
    kcal: float | None = None
    protein_g: float | None = None
    carbohydrate_g: float | None = None
    fat_g: float | None = None
    fibre_g: float | None = None
    assumption: str = ""
    problem: str = ""
    nearest: tuple[str, ...] = ()


class MealResult(BaseModel):
    """What `--json` prints."""

    items: tuple[FoodRead, ...]
    left_out: tuple[str, ...]
    kcal: float
    kcal_low: float
    kcal_high: float
    protein_g: float
    carbohydrate_g: float
    fat_g: float
    fibre_g: float
    complete: bool
    logged: bool = False
    meal_id: str | None = None


def run(
    text: Annotated[str, typer.Argument(help='Such as "200 g cooked rice and two eggs".')],
    log: Annotated[bool, typer.Option("--log", help="Store the meal, not only show it.")] = False,
    name: Annotated[str, typer.Option(help="Name of the meal.")] = "Meal",
    at: Annotated[
        str | None,
        typer.Option(help="When it was eaten, ISO 8601 with zone; now if left out."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Show which foods and how many grams a meal's text holds; --log stores it."""
    read_meal(text)  # text that is no meal must not start a database
    eaten_at = moment(at)
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        reading = read_meal_text(uow, athlete, text)
        stored = store_meal(uow, athlete, reading, name, eaten_at) if log else None
    result = result_of(reading).model_copy(update={"logged": log, "meal_id": stored})
    if as_json:
        sys.stdout.write(result.model_dump_json(indent=2) + "\n")
    else:
        show(result)


def moment(text: str | None) -> datetime:
    """Return the time a meal was eaten at.

    Raises:
        InvalidInput: It is no time with a zone (code `bad_time`).
    """
    if text is None:
        return datetime.now(UTC)
    try:
        found = datetime.fromisoformat(text)
    except ValueError as exc:
        raise _no_time(text) from exc
    if found.tzinfo is None:
        raise _no_time(text)
    return found


def _no_time(text: str) -> InvalidInput:
    return InvalidInput(
        f"{text!r} is no time with a zone.",
        way_out="Write it like 2026-11-20T12:30:00+01:00.",
        code="bad_time",
    )


def store_meal(
    desk: Desk, athlete: UserId, reading: MealReading, name: str, eaten_at: datetime
) -> str:
    """Store a meal if every part of its text is clear; return its id.

    Raises:
        ConsentMissing: The athlete has not agreed to nutrition.
        InvalidInput: A part is not clear, or the meal is still to come.
    """
    entry = MealEntry(eaten_at, name, reading.required())
    require_consent(desk, athlete, ConsentPurpose.NUTRITION)
    meal, _ = log_meal(desk, athlete, entry, now=datetime.now(UTC))
    return str(meal.id)


def result_of(reading: MealReading) -> MealResult:
    """Return what is printed about a text."""
    eaten = total(reading.clear)
    return MealResult(
        items=tuple(
            FoodRead(
                text=each.text,
                food=None if each.item is None else each.item.name,
                food_id=None if each.item is None else each.item.food_id,
                grams=_float(each.item and each.item.grams),
                grams_low=_float(each.item and each.item.grams_low),
                grams_high=_float(each.item and each.item.grams_high),
                kcal=_float(each.item and each.item.kcal),
                protein_g=_float(each.item and each.item.protein_g),
                carbohydrate_g=_float(each.item and each.item.carbohydrate_g),
                fat_g=_float(each.item and each.item.fat_g),
                fibre_g=_float(each.item and each.item.fibre_g),
                assumption=each.item.assumption if each.item else "",
                problem=each.problem,
                nearest=each.nearest,
            )
            for each in reading.items
        ),
        left_out=reading.left_out,
        kcal=float(eaten.kcal),
        kcal_low=round(float(total(reading.clear, "low").kcal), 1),
        kcal_high=round(float(total(reading.clear, "high").kcal), 1),
        protein_g=float(eaten.protein_g),
        carbohydrate_g=float(eaten.carbohydrate_g),
        fat_g=float(eaten.fat_g),
        fibre_g=float(eaten.fibre_g),
        complete=not reading.unclear,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def show(result: MealResult) -> None:
    """Print a meal as it was read; the athlete's text is shown as it is, never as markup."""
    console = Console(highlight=False)
    table = Table(box=box.SIMPLE)
    for column in ("food", "g", "kcal", "protein g", "carbs g", "fat g"):
        table.add_column(column, justify="left" if column == "food" else "right")
    for each in result.items:
        if each.food is not None:
            amounts = (each.grams, each.kcal, each.protein_g, each.carbohydrate_g, each.fat_g)
            table.add_row(escape(each.food), *(f"{amount or 0:.0f}" for amount in amounts))
    sums = (result.kcal, result.protein_g, result.carbohydrate_g, result.fat_g)
    table.add_row("together", "", *(f"{amount:.0f}" for amount in sums), style="bold")
    console.print(table)
    for each in result.items:
        if each.assumption:
            console.print(f"  assumed: {each.assumption}", markup=False)
        if each.problem:
            near = f"; nearest: {'; '.join(each.nearest)}" if each.nearest else ""
            console.print(f"  not clear: {each.text}: {each.problem}{near}", markup=False)
    for food in result.left_out:
        console.print(f"  left out, as said: {food}", markup=False)
    if result.kcal_low != result.kcal_high:
        console.print(f"  between {result.kcal_low:.0f} and {result.kcal_high:.0f} kcal")
    console.print("  logged" if result.logged else "  not logged; add --log to store it")
