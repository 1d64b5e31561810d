"""Accounts, profiles, consents and memories in Postgres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from coach.accounts.model import Consent, ConsentPurpose, Memory, Profile
from coach.identity import UserId
from store.checkpoint_rows import forget_checkpoints
from store.ownership import not_found, of
from store.rows import read, read_all, upsert, values
from store.tables import accounts, consents, memories, profiles, videos


class PostgresAccounts:
    """Implements `AccountRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def ensure(self, user_id: UserId, at: datetime) -> None:
        """Create the account unless it exists."""
        self._connection.execute(
            insert(accounts).values(user_id=user_id, created_at=at).on_conflict_do_nothing()
        )

    def exists(self, user_id: UserId) -> bool:
        """Tell whether the account exists."""
        found = self._connection.execute(select(accounts.c.user_id).where(of(accounts, user_id)))
        return found.one_or_none() is not None

    def blob_keys(self, user_id: UserId) -> Sequence[str]:
        """Return the keys of all raw files the account owns."""
        return self._connection.scalars(
            select(videos.c.blob_key).where(of(videos, user_id), videos.c.blob_key.is_not(None))
        ).all()

    def delete(self, user_id: UserId) -> None:
        """Delete the account; every row it owns goes by cascade, saved graph states by name."""
        forget_checkpoints(self._connection, user_id)
        done = self._connection.execute(delete(accounts).where(of(accounts, user_id)))
        if done.rowcount == 0:
            raise not_found("account", user_id)


class PostgresProfiles:
    """Implements `ProfileRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, user_id: UserId) -> Profile:
        """Return the profile, with defaults where nothing was told."""
        found = self._connection.execute(select(profiles).where(of(profiles, user_id)))
        row = found.mappings().one_or_none()
        return Profile(user_id) if row is None else read(Profile, row)

    def put(self, profile: Profile) -> None:
        """Replace the profile."""
        self._connection.execute(upsert(profiles, values(profiles, profile)))


class PostgresConsents:
    """Implements `ConsentRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, consent: Consent) -> None:
        """Append one decision."""
        self._connection.execute(insert(consents).values(values(consents, consent)))

    def ledger(self, user_id: UserId) -> Sequence[Consent]:
        """Return all decisions, oldest first."""
        rows = self._connection.execute(
            select(consents).where(of(consents, user_id)).order_by(consents.c.at, consents.c.seq)
        )
        return read_all(Consent, rows.mappings())

    def is_granted(self, user_id: UserId, purpose: ConsentPurpose) -> bool:
        """Tell whether the newest decision for a purpose grants it."""
        newest = self._connection.scalar(
            select(consents.c.granted)
            .where(of(consents, user_id, purpose=purpose))
            .order_by(consents.c.at.desc(), consents.c.seq.desc())
            .limit(1)
        )
        return bool(newest)


class PostgresMemories:
    """Implements `MemoryRepository`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, memory: Memory) -> None:
        """Keep one memory."""
        self._connection.execute(insert(memories).values(values(memories, memory)))

    def list(self, user_id: UserId) -> Sequence[Memory]:
        """Return all memories, newest first."""
        rows = self._connection.execute(
            select(memories)
            .where(of(memories, user_id))
            .order_by(memories.c.created_at.desc(), memories.c.id.desc())
        )
        return read_all(Memory, rows.mappings())

    def edit(self, user_id: UserId, memory_id: UUID, text: str) -> Memory:
        """Change the words of one memory."""
        changed = self._connection.execute(
            update(memories)
            .where(of(memories, user_id, id=memory_id))
            .values(text=text)
            .returning(memories)
        )
        row = changed.mappings().one_or_none()
        if row is None:
            raise not_found("memory", memory_id)
        return read(Memory, row)

    def delete(self, user_id: UserId, memory_id: UUID) -> None:
        """Forget one memory."""
        done = self._connection.execute(delete(memories).where(of(memories, user_id, id=memory_id)))
        if done.rowcount == 0:
            raise not_found("memory", memory_id)
