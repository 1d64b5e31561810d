"""Says whose rows a statement touches; every statement on athletes' rows goes through here."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from coach.errors import InvalidInput, NotFound
from coach.identity import UserId


def of(table: Table, user_id: UserId, **keys: object) -> ColumnElement[bool]:
    """Return the condition that a row is this athlete's and its columns equal `keys`."""
    condition: ColumnElement[bool] = table.c.user_id == user_id
    for name, value in keys.items():
        condition &= table.c[name] == value
    return condition


def visible(table: Table, user_id: UserId) -> ColumnElement[bool]:
    """Return the condition that a catalogue row is shared or this athlete's own."""
    return or_(table.c.owner_id.is_(None), table.c.owner_id == user_id)


def require_visible(
    connection: Connection, table: Table, user_id: UserId, ids: set[str], name: str
) -> None:
    """Check that rows of a catalogue exist for the athlete before rows name them.

    Raises:
        InvalidInput: One is missing, or another athlete's (code `unknown_<name>`).
    """
    if not ids:
        return
    found = connection.scalars(
        select(table.c.id).where(table.c.id.in_(ids), visible(table, user_id))
    )
    unknown = sorted(ids - set(found))
    if unknown:
        raise InvalidInput(
            f"no such {name}: {', '.join(map(repr, unknown))}.",
            way_out=f"Use a {name} of the catalogue or one of your own.",
            code=f"unknown_{name}",
        )


def not_found(name: str, key: UUID | str) -> NotFound:
    """Return the error for a row the athlete does not have."""
    return NotFound(
        f"no such {name}: {str(key)!r}.",
        way_out=f"List yours to see which {name} ids there are.",
        code=f"{name}_not_found",
    )
