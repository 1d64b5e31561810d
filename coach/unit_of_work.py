"""One transaction a request or job: the boundary that every context's repositories hang on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar


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


U_co = TypeVar("U_co", bound=UnitOfWork, covariant=True)

OpenUnitOfWork = Callable[[], AbstractContextManager[U_co]]
"""Opens a transaction: `with open_unit_of_work() as uow: uow.workouts.add(...)`."""
