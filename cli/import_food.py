"""Imports one file of a food log: preview, one transaction, report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from rich.console import Console
from rich.prompt import Prompt

from cli.import_tables import show_rows
from cli.import_training import ImportRequest, require_yes
from coach.errors import InvalidInput
from coach.identity import UserId
from coach.imports import FileStamp
from coach.nutrition.commands.imports import FoodLogPreview, FoodLogReport, preview_food_log
from coach.nutrition.model import ParsedFoodLog
from coach.units import MassUnit

if TYPE_CHECKING:
    from store.engine import Store
    from store.formats.content import Content


class FoodImportResult(BaseModel):
    """What `--json` prints about one file."""

    file: str
    dry_run: bool
    preview: FoodLogPreview
    meals_added: int = 0
    meals_replaced: int = 0
    meals_removed: int = 0
    weigh_ins_added: int = 0


@dataclass(frozen=True, slots=True)
class FoodFile:
    """A file with a food log in it, or an archive of the files one app exports."""

    content: Content

    def read(self, unit: MassUnit | None, time_zone: str) -> ParsedFoodLog:
        """Return the parsed file.

        Raises:
            InvalidInput: The file cannot be used.
        """
        from store.formats.known_food import read_food_log
        from store.formats.registry import Reading

        try:
            return read_food_log(self.content, Reading(unit, time_zone, datetime.now(UTC)))
        except InvalidInput as exc:
            if exc.code != "unit_needed":
                raise
            raise InvalidInput(
                exc.message, way_out="Add --unit kg or --unit lb.", code=exc.code
            ) from exc


def food_file(content: Content) -> FoodFile | None:
    """Return the file if it is a food log; None for anything else."""
    from store.formats.known_food import is_food_log

    return FoodFile(content) if is_food_log(content) else None


def import_food(
    store: Store, athlete: UserId, file: FoodFile, request: ImportRequest
) -> FoodImportResult:
    """Preview, ask where asking is possible, and store in one transaction.

    Raises:
        InvalidInput: The file cannot be used.
        NotAllowed: Nobody confirmed (code `not_confirmed`).
    """
    from store.food_logs import store_food_log

    name = file.content.name
    with store.read_only() as uow:
        profile = uow.profiles.get(athlete)
    log = read_asking(file, request, profile.time_zone)
    with store.read_only() as uow:
        preview = preview_food_log(uow, athlete, log, ZoneInfo(profile.time_zone))
    if not request.as_json:
        show_rows(name, rows_of(preview), preview.errors)
    if request.dry_run:
        return FoodImportResult(file=name, dry_run=True, preview=preview)
    if not request.yes:
        confirm(request, preview)
    stamp = FileStamp(name, file.content.sha256(), file.content.size, datetime.now(UTC))
    with store.unit_of_work() as uow:
        report = store_food_log(uow, athlete, log, stamp)
    if not request.as_json:
        show_result(name, report)
    return FoodImportResult(
        file=name,
        dry_run=False,
        preview=report.preview,
        meals_added=report.meals_added,
        meals_replaced=report.meals_replaced,
        meals_removed=report.meals_removed,
        weigh_ins_added=report.weigh_ins_added,
    )


def read_asking(file: FoodFile, request: ImportRequest, time_zone: str) -> ParsedFoodLog:
    """Return the parsed file; asks for the unit of body weights when the file does not name it.

    Raises:
        InvalidInput: The file cannot be used.
    """
    try:
        return file.read(request.unit, time_zone)
    except InvalidInput as exc:
        if exc.code != "unit_needed" or not request.asks:
            raise
    sys.stderr.write("This export does not say whether body weights are kilograms or pounds.\n")
    answer = Prompt.ask("Unit", choices=[*MassUnit], console=Console(stderr=True))
    return file.read(MassUnit(answer), time_zone)


def confirm(request: ImportRequest, preview: FoodLogPreview) -> None:
    """Let a person confirm the import.

    Raises:
        NotAllowed: They did not, or nobody is there (code `not_confirmed`).
    """
    meals = preview.new + preview.changed
    if not (meals or preview.removed or preview.weigh_ins):
        return
    left_out = f", leaving out {len(preview.errors)} unreadable rows" if preview.errors else ""
    require_yes(request, f"Import {meals} meals and {preview.weigh_ins} weigh-ins{left_out}?")


def rows_of(preview: FoodLogPreview) -> Iterator[tuple[str, str]]:
    """Yield a label and a text for everything worth saying."""
    yield "app", f"{preview.source.title()}, {preview.variant}"
    if preview.first and preview.last:
        yield "dates", f"{preview.first:%-d %b %Y} to {preview.last:%-d %b %Y}"
    if preview.meals:
        yield "meals", f"{preview.meals} on {preview.days} days, in {preview.rows} rows"
        gone = f"{preview.removed} gone from the app"
        there = f"{preview.unchanged} already there"
        yield "to do", f"{preview.new} new, {preview.changed} changed, {gone}, {there}"
    if preview.weigh_ins:
        yield "weigh-ins", str(preview.weigh_ins)
    if preview.unfinished_days:
        yield "unfinished", f"{preview.unfinished_days} days; they do not count for expenditure"
    if preview.days_kept:
        days = len(preview.days_kept)
        yield "kept", f"{days} days as they are, which have meals from elsewhere"
    for each in preview.left_out:
        yield "left out", f"{each.count} {each.reason}"


def show_result(name: str, report: FoodLogReport) -> None:
    """Print what was stored."""
    sys.stdout.write(
        f"{report.preview.meals} meals in {name}: {report.meals_added} added, "
        f"{report.meals_replaced} replaced, {report.meals_removed} removed, "
        f"{report.preview.unchanged} already there; {report.weigh_ins_added} weigh-ins added.\n"
    )
