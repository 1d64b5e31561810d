"""Imports our own export: what is in it, one transaction, report."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import BaseModel

from cli.import_training import ImportRequest, require_yes
from coach.accounts.model import ConsentPurpose
from coach.accounts.queries import require_consent
from coach.identity import UserId

if TYPE_CHECKING:
    from store.engine import Store
    from store.formats.content import Content
    from store.formats.own_json import OwnExport
    from store.formats.own_restore import RestoreReport


class OwnImportResult(BaseModel):
    """What `--json` prints about one file."""

    file: str
    dry_run: bool
    rows: dict[str, int]
    """Rows of the file, by section."""
    added: dict[str, int]
    kept: dict[str, int]
    """Rows that were there already and stay as they are."""
    left_out: dict[str, int]
    """Rows of tables that no file may fill."""


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file that begins as our own export does."""

    content: Content

    def read(self) -> OwnExport:
        """Return the checked document.

        Raises:
            InvalidInput: The file cannot be used.
        """
        from store.formats.own_json import read_own_export

        return read_own_export(self.content.whole())


def own_file(content: Content) -> OwnFile | None:
    """Return the file if it is our own export; None for anything else."""
    from store.formats.own_json import is_own_export

    return OwnFile(content) if is_own_export(content.head()) else None


def import_own(
    store: Store, athlete: UserId, file: OwnFile, request: ImportRequest
) -> OwnImportResult:
    """Say what an export holds, ask where asking is possible, and store in one transaction.

    Raises:
        InvalidInput: The file cannot be used.
        NotAllowed: Nobody confirmed (code `not_confirmed`).
        ConsentMissing: It holds meals, and the athlete has not agreed to nutrition.
    """
    from store.formats.own_restore import restore

    name, now = file.content.name, datetime.now(UTC)
    found = file.read()
    rows = {section: len(each) for section, each in found.sections.items() if each}
    if not request.as_json:
        listed = ", ".join(f"{count} {section}" for section, count in rows.items())
        sys.stdout.write(f"{name}: {listed.replace('_', ' ') or 'nothing'}.\n")
    if request.dry_run:
        return OwnImportResult(
            file=name, dry_run=True, rows=rows, added={}, kept={}, left_out=found.left_out
        )
    if not request.yes:
        count = sum(rows.values())
        require_yes(request, f"Add what you do not have of these {count} rows?")
    with store.unit_of_work() as uow:
        if found.holds_nutrition:
            require_consent(uow, athlete, ConsentPurpose.NUTRITION)
        report = restore(uow.connection, athlete, found, now=now)
    if not request.as_json:
        show_result(name, report)
    return OwnImportResult(
        file=name,
        dry_run=False,
        rows=rows,
        added={each.name: each.added for each in report.sections if each.added},
        kept={each.name: each.kept for each in report.sections if each.kept},
        left_out=dict(report.left_out),
    )


def show_result(name: str, report: RestoreReport) -> None:
    """Print what was stored."""
    sys.stdout.write(f"{name}: {report.added} rows added, {report.kept} already there.\n")
    for table, count in report.left_out.items():
        sys.stdout.write(f"  {count} {table.replace('_', ' ')} left out\n")
