"""Imports one training or health file: preview, questions, one transaction, report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.progress import Progress
from rich.prompt import Prompt

from cli.import_tables import show_preview, show_result
from cli.terminal import Steps
from coach.errors import InvalidInput, NotAllowed
from coach.identity import ExerciseId, UserId
from coach.imports import FileStamp
from coach.training.commands.imports import (
    ImportPreview,
    ImportReport,
    Wishes,
    import_workouts,
    preview_import,
)
from coach.training.model import ParsedLog
from coach.units import MassUnit

if TYPE_CHECKING:
    from store.engine import Store
    from store.formats.content import Content
    from store.formats.registry import Format, Recognised


class ImportResult(BaseModel):
    """What `--json` prints about one file."""

    file: str
    dry_run: bool
    preview: ImportPreview
    unmatched: tuple[str, ...]
    """Names that become exercises of the athlete's own."""
    added: int
    replaced: int
    unchanged: int
    sets_added: int
    cardio_added: int
    weigh_ins_added: int
    nights_added: int
    exercises_created: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """Imports as they were asked for."""

    unit: MassUnit | None
    yes: bool
    as_json: bool
    dry_run: bool = False
    chosen: Mapping[str, ExerciseId | None] = field(default_factory=dict[str, "ExerciseId | None"])

    @property
    def asks(self) -> bool:
        """Whether a person sits there to be asked."""
        return not self.yes and not self.as_json and can_ask()


def can_ask() -> bool:
    """Tell whether a person can answer."""
    return sys.stdin.isatty()


@dataclass(frozen=True, slots=True)
class FileParts:
    """A file and the parts of it that some format knows."""

    content: Content
    parts: tuple[Recognised[ParsedLog], ...]


def format_parts(
    content: Content, formats: Sequence[Format[ParsedLog]], *, required: bool
) -> FileParts | None:
    """Return a file with the parts of it that one of the formats knows.

    Raises:
        InvalidInput: There is none, though one is required (code `unknown_format`).
    """
    from store.formats.registry import recognise

    try:
        return FileParts(content, recognise(content, formats))
    except InvalidInput:
        if required:
            raise
        return None


def import_file(
    store: Store, athlete: UserId, file: FileParts, request: ImportRequest
) -> list[ImportResult]:
    """Preview, ask where asking is possible, and store; one transaction for each app's log.

    Raises:
        InvalidInput: The file cannot be used.
        NotAllowed: Nobody confirmed (code `not_confirmed`).
    """
    content = file.content
    with store.read_only() as uow:
        profile = uow.profiles.get(athlete)
    with Steps(quiet=request.as_json).step(f"reading {content.name}"):
        logs = read_asking(file, request, profile.time_zone)
    stamp = FileStamp(content.name, content.sha256(), content.size, datetime.now(UTC))
    return [import_log(store, athlete, log, stamp, request) for log in logs]


def import_log(
    store: Store, athlete: UserId, log: ParsedLog, stamp: FileStamp, request: ImportRequest
) -> ImportResult:
    """Preview one log, ask where asking is possible, and store it in one transaction.

    Raises:
        NotAllowed: Nobody confirmed (code `not_confirmed`).
    """
    wishes = Wishes(skip_errors=True, chosen=request.chosen)
    with store.read_only() as uow:
        preview = preview_import(uow, athlete, log, wishes)
    if request.asks:
        wishes, preview = ask_about_names(store, athlete, log, wishes, preview)
    if not request.as_json:
        show_preview(stamp.name, preview)
    if request.dry_run:
        return dry_result(stamp.name, preview)
    if not request.yes:
        confirm(request, preview)
    with progress(shown=not request.as_json) as tell, store.unit_of_work() as uow:
        report = import_workouts(uow, athlete, log, wishes, file=stamp, tell=tell)
    if not request.as_json:
        show_result(stamp.name, report)
    return result_of(stamp.name, report)


def read_asking(file: FileParts, request: ImportRequest, time_zone: str) -> tuple[ParsedLog, ...]:
    """Return the parsed file; asks for the unit when the file does not name it.

    Raises:
        InvalidInput: The file cannot be used.
    """
    try:
        return read_file(file, request, time_zone)
    except InvalidInput as exc:
        if exc.code != "unit_needed" or not request.asks:
            raise
    sys.stderr.write("This export does not say whether its weights are kilograms or pounds.\n")
    answer = Prompt.ask("Unit", choices=[*MassUnit], console=Console(stderr=True))
    return read_file(file, replace(request, unit=MassUnit(answer)), time_zone)


def read_file(file: FileParts, request: ImportRequest, time_zone: str) -> tuple[ParsedLog, ...]:
    """Return the parsed file, one log for each app.

    Raises:
        InvalidInput: The file cannot be used.
    """
    from store.formats.archives import read_parts
    from store.formats.registry import Reading

    try:
        return read_parts(file.parts, Reading(request.unit, time_zone, datetime.now(UTC)))
    except InvalidInput as exc:
        if exc.code != "unit_needed":
            raise
        raise InvalidInput(
            exc.message, way_out="Add --unit kg or --unit lb.", code=exc.code
        ) from exc


def ask_about_names(
    store: Store, athlete: UserId, log: ParsedLog, wishes: Wishes, preview: ImportPreview
) -> tuple[Wishes, ImportPreview]:
    """Ask about names that may mean an exercise of the catalogue, and look again."""
    doubtful = [match for match in preview.exercises if match.how == "confirm"]
    if not doubtful:
        return wishes, preview
    chosen = dict(wishes.chosen)
    for match in doubtful:
        question = f"Is {match.name!r} the same as {match.near}?"
        chosen[match.name] = match.near if typer.confirm(question, err=True) else None
    answered = replace(wishes, chosen=chosen)
    with store.read_only() as uow:
        return answered, preview_import(uow, athlete, log, answered)


def confirm(request: ImportRequest, preview: ImportPreview) -> None:
    """Let a person confirm the import.

    Raises:
        NotAllowed: They did not, or nobody is there (code `not_confirmed`).
    """
    if preview.stores_nothing:
        return
    counts = {
        "workouts": preview.new + preview.changed,
        "endurance sessions": preview.cardio.to_store,
        "weigh-ins": preview.weigh_ins.to_store,
        "nights": preview.nights.to_store,
    }
    what = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    left_out = f", leaving out {len(preview.errors)} unreadable rows" if preview.errors else ""
    require_yes(request, f"Import {what}{left_out}?")


def require_yes(request: ImportRequest, question: str) -> None:
    """Ask a person whether to import.

    Raises:
        NotAllowed: They said no, or nobody is there (code `not_confirmed`).
    """
    if not (request.asks and typer.confirm(question, default=True, err=True)):
        raise NotAllowed(
            "nothing was imported.",
            way_out="Add --yes to import without asking.",
            code="not_confirmed",
        )


@contextmanager
def progress(*, shown: bool) -> Generator[Callable[[str, int, int], None]]:
    """Show on standard error, at a terminal, how far storing is."""
    console = Console(stderr=True)
    with Progress(
        console=console, transient=True, disable=not (shown and console.is_terminal)
    ) as bar:
        task = bar.add_task("storing", total=None)

        def tell(what: str, done: int, total: int) -> None:
            bar.update(task, description=f"storing {what}", completed=done, total=total)

        yield tell


def dry_result(name: str, preview: ImportPreview) -> ImportResult:
    """Return what is printed about an import that did not take place."""
    return ImportResult(
        file=name,
        dry_run=True,
        preview=preview,
        unmatched=tuple(match.name for match in preview.unmatched),
        added=0,
        replaced=0,
        unchanged=preview.unchanged,
        sets_added=0,
        cardio_added=0,
        weigh_ins_added=0,
        nights_added=0,
        exercises_created=(),
    )


def result_of(name: str, report: ImportReport) -> ImportResult:
    """Return what is printed about an import."""
    return ImportResult(
        file=name,
        dry_run=False,
        preview=report.preview,
        unmatched=tuple(match.name for match in report.preview.unmatched),
        added=report.added,
        replaced=report.replaced,
        unchanged=report.unchanged,
        sets_added=report.sets_added,
        cardio_added=report.cardio_added,
        weigh_ins_added=report.weigh_ins_added,
        nights_added=report.nights_added,
        exercises_created=tuple(each.name for each in report.exercises_created),
    )
