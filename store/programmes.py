"""Programmes with their prescriptions in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from coach.identity import UserId
from coach.training.model import Prescription, Programme
from coach.training.rules.programme.plan import ProgrammePlan
from store.ownership import not_found, of, require_visible
from store.rows import read, upsert, values
from store.tables import exercises, prescriptions, programmes

_PLAN = TypeAdapter(ProgrammePlan)


class PostgresProgrammes:
    """Implements `ProgrammeRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, programme: Programme) -> None:
        """Insert or replace one programme; an active one retires the one before."""
        user_id = programme.user_id
        named = {str(entry.exercise_id) for entry in programme.prescriptions}
        require_visible(self._connection, exercises, user_id, named, "exercise")
        if programme.active:
            self._connection.execute(
                update(programmes)
                .where(of(programmes, user_id, active=True), programmes.c.id != programme.id)
                .values(active=False)
            )
        self._connection.execute(upsert(programmes, values(programmes, programme)))
        self._connection.execute(
            delete(prescriptions).where(of(prescriptions, user_id, programme_id=programme.id))
        )
        if programme.prescriptions:
            keys = {"user_id": user_id, "programme_id": programme.id}
            self._connection.execute(
                insert(prescriptions),
                [values(prescriptions, entry, **keys) for entry in programme.prescriptions],
            )

    def active(self, user_id: UserId) -> Programme | None:
        """Return the active programme."""
        found = self._connection.execute(
            select(programmes).where(of(programmes, user_id, active=True))
        )
        row = found.mappings().one_or_none()
        return None if row is None else self._complete(user_id, [row])[0]

    def get(self, user_id: UserId, programme_id: UUID) -> Programme:
        """Return one programme."""
        found = self._connection.execute(
            select(programmes).where(of(programmes, user_id, id=programme_id))
        )
        row = found.mappings().one_or_none()
        if row is None:
            raise not_found("programme", programme_id)
        return self._complete(user_id, [row])[0]

    def list(self, user_id: UserId) -> Sequence[Programme]:
        """Return all programmes, newest first."""
        rows = self._connection.execute(
            select(programmes)
            .where(of(programmes, user_id))
            .order_by(programmes.c.created_at.desc(), programmes.c.id.desc())
        )
        return self._complete(user_id, rows.mappings().all())

    def keep_plan(self, user_id: UserId, programme_id: UUID, plan: ProgrammePlan) -> None:
        """Keep the whole plan beside the prescriptions of a programme."""
        done = self._connection.execute(
            update(programmes)
            .where(of(programmes, user_id, id=programme_id))
            .values(plan=_PLAN.dump_python(plan, mode="json"))
        )
        if done.rowcount == 0:
            raise not_found("programme", programme_id)

    def plan(self, user_id: UserId, programme_id: UUID) -> ProgrammePlan | None:
        """Return the whole plan of a programme; None for one that was typed in."""
        found = self._connection.execute(
            select(programmes.c.plan).where(of(programmes, user_id, id=programme_id))
        )
        row = found.one_or_none()
        if row is None:
            raise not_found("programme", programme_id)
        return None if row.plan is None else _PLAN.validate_python(row.plan)

    def delete(self, user_id: UserId, programme_id: UUID) -> None:
        """Delete one programme; its prescriptions go by cascade."""
        done = self._connection.execute(
            delete(programmes).where(of(programmes, user_id, id=programme_id))
        )
        if done.rowcount == 0:
            raise not_found("programme", programme_id)

    def _complete(self, user_id: UserId, found: Sequence[RowMapping]) -> Sequence[Programme]:
        entries: dict[UUID, list[Prescription]] = {row["id"]: [] for row in found}
        rows = self._connection.execute(
            select(prescriptions)
            .where(of(prescriptions, user_id), prescriptions.c.programme_id.in_(entries))
            .order_by(prescriptions.c.day, prescriptions.c.position)
        )
        for row in rows.mappings():
            entries[row["programme_id"]].append(read(Prescription, row))
        return [read(Programme, row, prescriptions=entries[row["id"]]) for row in found]
