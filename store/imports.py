"""Imported files and their raw rows in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from coach.identity import UserId
from coach.imports import ArchivedRow, Became, ImportedFile, Origin, SourceRow
from store.batches import batches, copy_rows
from store.ownership import not_found, of
from store.rows import read, read_all, values
from store.tables import accounts, import_files, import_rows


class PostgresImports:
    """Implements `ImportArchive`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def wait_turn(self, user_id: UserId) -> None:
        """Lock the athlete's account against other imports, and against nothing else."""
        self._connection.execute(
            select(accounts.c.user_id)
            .where(accounts.c.user_id == user_id)
            .with_for_update(key_share=True)
        )

    def keep(self, file: ImportedFile, rows: Sequence[ArchivedRow]) -> ImportedFile:
        """Keep a file and rows of it; rows kept before under the same lines are replaced."""
        statement = insert(import_files).values(values(import_files, file))
        kept = self._connection.execute(
            statement.on_conflict_do_update(
                index_elements=["user_id", "sha256", "source", "variant"],
                set_={"imported_at": file.imported_at},
            ).returning(import_files)
        )
        stored = read(ImportedFile, kept.mappings().one())
        if stored.id != file.id:
            self._forget(stored, [each.row.line for each in rows])
        copy_rows(
            self._connection,
            import_rows,
            (
                {
                    "user_id": file.user_id,
                    "file_id": stored.id,
                    "line": each.row.line,
                    "text": each.row.text,
                    "sha256": each.row.sha256,
                    "became": each.became,
                    "entity_id": each.entity_id,
                }
                for each in rows
            ),
        )
        return stored

    def _forget(self, file: ImportedFile, lines: Sequence[int]) -> None:
        for some in batches(lines):
            self._connection.execute(
                delete(import_rows).where(
                    of(import_rows, file.user_id, file_id=file.id),
                    import_rows.c.line.in_(some),
                )
            )

    def files(self, user_id: UserId) -> Sequence[ImportedFile]:
        """Return the athlete's imported files, newest first."""
        rows = self._connection.execute(
            select(import_files)
            .where(of(import_files, user_id))
            .order_by(import_files.c.imported_at.desc(), import_files.c.id.desc())
        )
        return read_all(ImportedFile, rows.mappings())

    def rows(self, user_id: UserId, file_id: UUID) -> Sequence[ArchivedRow]:
        """Return the kept rows of one file, by line."""
        known = self._connection.execute(
            select(import_files.c.id).where(of(import_files, user_id, id=file_id))
        )
        if known.one_or_none() is None:
            raise not_found("import_file", file_id)
        found = self._connection.execute(
            select(import_rows)
            .where(of(import_rows, user_id, file_id=file_id))
            .order_by(import_rows.c.line)
        )
        return [
            ArchivedRow(read(SourceRow, row), Became(row["became"]), row["entity_id"])
            for row in found.mappings()
        ]

    def origin(self, user_id: UserId, entity_id: UUID) -> Sequence[Origin]:
        """Return which files and rows something stored came from."""
        found = self._connection.execute(
            select(import_rows)
            .where(of(import_rows, user_id, entity_id=entity_id))
            .order_by(import_rows.c.file_id, import_rows.c.line)
        )
        rows: dict[UUID, list[SourceRow]] = {}
        for row in found.mappings():
            rows.setdefault(row["file_id"], []).append(read(SourceRow, row))
        return [
            Origin(file, tuple(rows[file.id])) for file in self.files(user_id) if file.id in rows
        ]
