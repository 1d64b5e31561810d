"""Turns what Postgres and its driver raise into our errors, in one place for every statement."""

from __future__ import annotations

import re

import psycopg
from psycopg import errors as pg
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

from coach.errors import (
    Conflict,
    ExternalFailure,
    FitholicError,
    InvalidInput,
    NotAllowed,
    NotFound,
)
from store.tables.schema import NotAnInstant

_MISSING: dict[str, tuple[type[FitholicError], str, str]] = {
    "accounts": (NotFound, "account", "Make the account first: any authenticated request does."),
    "exercises": (InvalidInput, "exercise", "Use an id of the catalogue or one of your own."),
    "foods": (InvalidInput, "food", "Use an id of the food table or one of your own."),
    "threads": (NotFound, "thread", "Start the thread with a first message."),
    "runs": (NotFound, "run", "Name a run of one of your threads."),
    "videos": (NotFound, "video", "Upload the video first."),
}
"""By the table a foreign key points at: class, name, way out."""


def translate_failures(engine: Engine) -> None:
    """Make every statement of `engine` raise errors of `coach.errors`."""

    @event.listens_for(engine, "handle_error")
    def translated(context: ExceptionContext) -> BaseException | None:  # pyright: ignore[reportUnusedFunction]  # SQLAlchemy calls it
        # The pool handles a failed ping itself by opening another connection.
        return None if context.is_pre_ping else translate(context.original_exception)


def translate(exc: BaseException) -> FitholicError | None:
    """Return our error for what a statement raised, or None for a defect of our own."""
    if isinstance(exc, pg.IntegrityError):
        return _integrity(exc)
    if isinstance(exc, psycopg.DataError | UnicodeEncodeError):
        return _data(exc)
    if isinstance(exc, pg.ReadOnlySqlTransaction):
        return NotAllowed(
            "this transaction only reads.",
            way_out="Write through unit_of_work().",
            code="read_only",
        )
    if isinstance(exc, psycopg.OperationalError | psycopg.InterfaceError):
        return _operational(exc)
    if isinstance(exc, NotAnInstant):
        return InvalidInput(
            f"{exc}.", way_out="Send a date and time with its offset.", code="not_an_instant"
        )
    return None


def _integrity(exc: pg.IntegrityError) -> FitholicError:
    name = exc.diag.constraint_name or ""
    if isinstance(exc, pg.ForeignKeyViolation):
        return _foreign_key(name)
    if isinstance(exc, pg.UniqueViolation):
        return Conflict(
            f"{exc.diag.table_name} already holds such a row ({name}).",
            way_out="Use another id, or change the row that is there.",
            code="already_exists",
        )
    if isinstance(exc, pg.CheckViolation):
        subject = name.removeprefix(f"ck_{exc.diag.table_name}_")
        column = re.sub(r"_(range|known|length|order|pair|number)$", "", subject)
        return InvalidInput(
            f"{column} is out of range.",
            way_out="See docs/reference/schema.md for the ranges.",
            code="out_of_range",
        )
    return InvalidInput(f"{exc.diag.column_name or name} is missing or wrong.")


def _foreign_key(constraint: str) -> FitholicError:
    for table, (kind, name, way_out) in _MISSING.items():
        if constraint.endswith(f"_{table}"):
            code = f"unknown_{name}" if kind is InvalidInput else f"{name}_not_found"
            return kind(f"no such {name}.", way_out=way_out, code=code)
    return InvalidInput(f"a row names another that does not exist ({constraint}).")


def _data(exc: psycopg.DataError | UnicodeEncodeError) -> InvalidInput:
    if isinstance(exc, UnicodeEncodeError) or "NUL" in str(exc) or r"\u0000" in str(exc):
        return InvalidInput(
            "a text holds a character that cannot be stored (NUL or half a surrogate pair).",
            way_out="Remove it and send the text again.",
            code="invalid_text",
        )
    return InvalidInput(
        f"a value cannot be stored: {exc.diag.message_primary or exc}.",
        way_out="See docs/reference/schema.md for the ranges.",
        code="out_of_range",
    )


def _operational(exc: psycopg.OperationalError | psycopg.InterfaceError) -> FitholicError:
    if isinstance(exc, pg.SerializationFailure | pg.DeadlockDetected):
        return Conflict(
            "another transaction changed the same rows.", way_out="Try again.", code="try_again"
        )
    if exc.sqlstate is not None and not exc.sqlstate.startswith(("08", "28", "3D", "57P")):
        return ExternalFailure(
            f"PostgreSQL refused a statement: {exc.diag.message_primary}.",
            way_out="See the log of the database server.",
            code="database_failed",
        )
    return ExternalFailure(
        f"PostgreSQL cannot be reached: {' '.join(str(exc).split())}",
        way_out="Check that the server runs and that DATABASE_URL names it.",
        code="database_unreachable",
    )
