"""What all tables share: constraint names, the owner column, instants, ranges and closed sets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Column, DateTime, ForeignKey, MetaData, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class NotAnInstant(ValueError):
    """A date and time that names no moment, or one outside the years 1 to 9999."""


class Instant(TypeDecorator[datetime]):
    """A moment: timestamptz; only aware values go in, UTC comes out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC.

        Raises:
            NotAnInstant: It has no zone, and Postgres would read it in the zone of the session;
                or Postgres would store it and Python could not read it back.
        """
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"{value!s} has no time zone"
            raise NotAnInstant(msg)
        try:
            return value.astimezone(UTC)
        except OverflowError as exc:
            msg = f"{value!s} is not within the years 1 to 9999 in UTC"
            raise NotAnInstant(msg) from exc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC, whatever the zone of the session is."""
        del dialect
        return None if value is None else value.astimezone(UTC)


def owner() -> Column[Any]:
    """Return the `user_id` column of a table whose rows belong to an athlete.

    It leads the primary key, so that no id of one athlete can name a row of another, and every
    such row goes with the account in one statement.
    """
    return Column(
        "user_id",
        Uuid,
        ForeignKey("accounts.user_id", ondelete="CASCADE"),
        primary_key=True,
    )


def catalogue_owner() -> Column[Any]:
    """Return the `owner_id` column of a shared catalogue: NULL for the catalogue's own rows."""
    return Column(
        "owner_id", Uuid, ForeignKey("accounts.user_id", ondelete="CASCADE"), nullable=True
    )


def between(column: str, low: str, high: str) -> CheckConstraint:
    """Return a check that a column is in [low, high]; the upper bound also refuses NaN."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def amounts(*columns: str, high: str) -> tuple[CheckConstraint, ...]:
    """Return checks that columns are in [0, high]."""
    return tuple(between(column, "0", high) for column in columns)


def one_of(column: str, values: Iterable[StrEnum]) -> CheckConstraint:
    """Return a check that a column holds a member of a closed set."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def client_id(column: str = "id") -> CheckConstraint:
    """Return a check on an id that a client chose: 1 to 128 characters."""
    return CheckConstraint(f"length({column}) BETWEEN 1 AND 128", name=f"{column}_length")
