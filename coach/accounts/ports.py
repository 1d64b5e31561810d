"""What accounts need from a store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from coach.accounts.model import Consent, ConsentPurpose, Memory, Profile
from coach.identity import UserId
from coach.unit_of_work import UnitOfWork


class AccountRepository(Protocol):
    """Accounts; a row exists from the first authenticated request on."""

    def ensure(self, user_id: UserId, at: datetime) -> None:
        """Create the account unless it exists."""
        ...

    def exists(self, user_id: UserId) -> bool:
        """Tell whether the account exists and is not deleted."""
        ...

    def blob_keys(self, user_id: UserId) -> Sequence[str]:
        """Return the keys of all raw files the account owns."""
        ...

    def delete(self, user_id: UserId) -> None:
        """Delete the account and, by cascade, every row it owns.

        Raises:
            NotFound: No such account.
        """
        ...


class RawFiles(Protocol):
    """Where the raw files of an account are."""

    def delete(self, key: str) -> None:
        """Remove a file; a missing one is not an error.

        Raises:
            ExternalFailure: It cannot be removed.
        """
        ...


class ProfileRepository(Protocol):
    """One profile an account."""

    def get(self, user_id: UserId) -> Profile:
        """Return the profile, with defaults where nothing was told."""
        ...

    def put(self, profile: Profile) -> None:
        """Replace the profile of `profile.user_id`."""
        ...


class ConsentRepository(Protocol):
    """The consent ledger: rows are added, never changed."""

    def add(self, consent: Consent) -> None:
        """Append one decision."""
        ...

    def ledger(self, user_id: UserId) -> Sequence[Consent]:
        """Return all decisions, oldest first."""
        ...

    def is_granted(self, user_id: UserId, purpose: ConsentPurpose) -> bool:
        """Tell whether the newest decision for `purpose` grants it (never asked: False)."""
        ...


class MemoryRepository(Protocol):
    """Memories, newest first."""

    def add(self, memory: Memory) -> None:
        """Keep one memory."""
        ...

    def list(self, user_id: UserId) -> Sequence[Memory]:
        """Return all memories of the athlete, newest first."""
        ...

    def edit(self, user_id: UserId, memory_id: UUID, text: str) -> Memory:
        """Change the words of one memory.

        Raises:
            NotFound: The athlete has no such memory.
        """
        ...

    def delete(self, user_id: UserId, memory_id: UUID) -> None:
        """Forget one memory.

        Raises:
            NotFound: The athlete has no such memory.
        """
        ...


class AccountsUnitOfWork(UnitOfWork, Protocol):
    """A transaction that reaches accounts."""

    @property
    def accounts(self) -> AccountRepository:
        """Accounts."""
        ...

    @property
    def profiles(self) -> ProfileRepository:
        """Profiles."""
        ...

    @property
    def consents(self) -> ConsentRepository:
        """Consents."""
        ...

    @property
    def memories(self) -> MemoryRepository:
        """Memories."""
        ...
