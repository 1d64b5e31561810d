"""The archive of imports in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from coach.identity import UserId
from coach.imports import ArchivedRow, ImportedFile, Origin, SourceRow
from tests.fakes.state import State, mine, take


class FakeImports:
    def __init__(self, state: State) -> None:
        self._state = state

    def wait_turn(self, user_id: UserId) -> None:
        del user_id  # transactions of a fake follow each other

    def keep(self, file: ImportedFile, rows: Sequence[ArchivedRow]) -> ImportedFile:
        self._state.check(file.user_id, file)
        there = list(mine(self._state.import_files, file.user_id))
        same = next((one for one in there if _key(one) == _key(file)), None)
        stored = file if same is None else replace(same, imported_at=file.imported_at)
        self._state.import_files[file.user_id, stored.id] = stored
        for row in rows:
            self._state.check(None, row)
            self._state.import_rows[file.user_id, stored.id, row.row.line] = row
        return stored

    def files(self, user_id: UserId) -> Sequence[ImportedFile]:
        kept = mine(self._state.import_files, user_id)
        return sorted(kept, key=lambda one: (one.imported_at, one.id), reverse=True)

    def rows(self, user_id: UserId, file_id: UUID) -> Sequence[ArchivedRow]:
        take(self._state.import_files, (user_id, file_id), "import_file")
        kept = self._of_file(user_id, file_id)
        return sorted(kept, key=lambda one: one.row.line)

    def origin(self, user_id: UserId, entity_id: UUID) -> Sequence[Origin]:
        found: list[Origin] = []
        for file in self.files(user_id):
            rows = [one for one in self.rows(user_id, file.id) if one.entity_id == entity_id]
            kept: tuple[SourceRow, ...] = tuple(one.row for one in rows)
            if kept:
                found.append(Origin(file, kept))
        return found

    def _of_file(self, user_id: UserId, file_id: UUID) -> list[ArchivedRow]:
        rows = self._state.import_rows
        return [row for key, row in rows.items() if key[:2] == (user_id, file_id)]


def _key(file: ImportedFile) -> tuple[str, str, str]:
    return file.sha256, file.source, file.variant
