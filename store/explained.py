"""Asks the server how it would run a statement, and how long it took."""

from __future__ import annotations

from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Explain(Executable, ClauseElement):
    """A statement whose plan is asked for.

    Args:
        statement: The statement.
        options: As EXPLAIN takes them, such as `ANALYZE, FORMAT JSON`.
    """

    inherit_cache = False

    def __init__(self, statement: ClauseElement, options: str = "FORMAT TEXT") -> None:
        self.statement = statement
        self.asked_for = options


@compiles(Explain)
def _explain(element: Explain, compiler: SQLCompiler, **passed: object) -> str:
    return f"EXPLAIN ({element.asked_for}) {compiler.process(element.statement, **passed)}"


def plan_of(connection: Connection, statement: ClauseElement) -> str:
    """Return how the server would run a statement, a line a step."""
    return "\n".join(str(row[0]) for row in connection.execute(Explain(statement)))


def server_ms(connection: Connection, statement: ClauseElement) -> float:
    """Run a statement and return the milliseconds the server planned and ran it."""
    timed = Explain(statement, "ANALYZE, TIMING OFF, FORMAT JSON")
    (plan,) = connection.execute(timed).scalar_one()
    return float(plan["Planning Time"]) + float(plan["Execution Time"])
