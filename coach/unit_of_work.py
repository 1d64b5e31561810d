"""One transaction a request or job: the boundary that every context's repositories hang on."""

from __future__ import annotations

from typing import Protocol


class UnitOfWork(Protocol):
    """An open transaction.

    Contexts extend this with their repositories (`TrainingUnitOfWork` has `workouts`, ...); the
    store's one class implements them all. Leaving the block commits; an exception rolls back.
    """

    def commit(self) -> None:
        """Make everything so far durable and start a new transaction."""
        ...

    def rollback(self) -> None:
        """Undo everything since the last commit."""
        ...
