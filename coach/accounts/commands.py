"""Changes what an athlete told, agreed to and wants kept in mind; ends an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5
from zoneinfo import available_timezones

from coach.accounts.model import Consent, ConsentPurpose, Memory, MemoryKind, Profile
from coach.accounts.ports import AccountsUnitOfWork, RawFiles
from coach.errors import InvalidInput
from coach.identity import UserId, new_uuid

MAX_MEMORY_CHARS = 500
"""Longest memory. Source: every memory is read to the model on every turn; 500 characters are
about 125 tokens at the usual 4 characters a token."""
MAX_MEMORIES = 200
"""Most memories an athlete has. Source: 200 of ordinary length are about 4,000 tokens."""
MAX_ZONE_CHARS = 64
"""Of a wrong name that is shown. Source: own choice; IANA's longest has 32."""

NAMESPACE = UUID("b3a5c0de-2f5b-4d1f-8a6e-61c9a7d0f402")
"""Seed of the ids of memories that carry an idempotency key."""


@dataclass(frozen=True, slots=True)
class MemoryEntry:
    """One thing to keep in mind, as the athlete put it."""

    kind: MemoryKind
    text: str
    key: str | None = None
    """Idempotency key: the same key keeps one memory, however often it is sent."""
    said: str | None = None
    """The athlete's words it was taken from."""
    run_id: str | None = None
    """The turn it was taken from."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an athlete answered when asked for a consent."""

    purpose: ConsentPurpose
    granted: bool
    text_version: str
    """Version of the words the athlete read."""


def save_profile(uow: AccountsUnitOfWork, profile: Profile) -> None:
    """Replace the athlete's profile.

    Raises:
        InvalidInput: The time zone is none of IANA's, or a value is out of range.
    """
    require_time_zone(profile.time_zone)
    uow.profiles.put(profile)


def require_time_zone(name: str) -> None:
    """Check the name of a time zone; without one no day of the athlete can be told.

    Raises:
        InvalidInput: It is none of IANA's (code `unknown_time_zone`).
    """
    if name not in available_timezones():
        raise InvalidInput(
            f"time zone {name[:MAX_ZONE_CHARS]!r} does not exist.",
            way_out="Use an IANA name such as Europe/Berlin.",
            code="unknown_time_zone",
        )


def record_consent(
    uow: AccountsUnitOfWork, user_id: UserId, decision: Decision, *, at: datetime
) -> Consent:
    """Append a decision to the consent ledger; earlier ones stay."""
    consent = Consent(
        id=new_uuid(),
        user_id=user_id,
        purpose=decision.purpose,
        granted=decision.granted,
        text_version=decision.text_version,
        at=at,
    )
    uow.consents.add(consent)
    return consent


def remember(
    uow: AccountsUnitOfWork, user_id: UserId, entry: MemoryEntry, *, at: datetime
) -> tuple[Memory, bool]:
    """Keep one thing in mind; what is already kept in these words is returned as it is.

    Returns:
        The memory, and whether it had been kept already.

    Raises:
        InvalidInput: The text is empty or too long (code `memory_length`), or there are too many
            memories (code `too_many_memories`).
    """
    words = _memory_text(entry.text)
    identity = new_uuid() if entry.key is None else uuid5(NAMESPACE, f"{user_id}:{entry.key}")
    kept = uow.memories.list(user_id)
    for memory in kept:
        if memory.id == identity or _bare(memory.text) == _bare(words):
            return memory, True
    if len(kept) >= MAX_MEMORIES:
        raise InvalidInput(
            f"{MAX_MEMORIES} memories are kept already.",
            way_out="Forget one that no longer holds.",
            code="too_many_memories",
        )
    memory = Memory(
        id=identity,
        user_id=user_id,
        kind=entry.kind,
        text=words,
        created_at=at,
        said=None if entry.said is None else " ".join(entry.said.split())[:MAX_MEMORY_CHARS],
        run_id=entry.run_id,
    )
    uow.memories.add(memory)
    return memory, False


def edit_memory(uow: AccountsUnitOfWork, user_id: UserId, memory_id: UUID, text: str) -> Memory:
    """Change the words of one memory.

    Raises:
        InvalidInput: The text is empty or too long.
        NotFound: The athlete has no such memory.
    """
    return uow.memories.edit(user_id, memory_id, _memory_text(text))


def forget(uow: AccountsUnitOfWork, user_id: UserId, memory_id: UUID) -> None:
    """Forget one memory.

    Raises:
        NotFound: The athlete has no such memory.
    """
    uow.memories.delete(user_id, memory_id)


def delete_account(uow: AccountsUnitOfWork, files: RawFiles, user_id: UserId) -> None:
    """Delete the account with every row and every raw file it owns.

    Files go first: if something fails between, the rows still name what is left to delete, and
    asking again finishes the work.

    Raises:
        NotFound: No such account.
    """
    for key in uow.accounts.blob_keys(user_id):
        files.delete(key)
    uow.accounts.delete(user_id)


def _memory_text(text: str) -> str:
    words = " ".join(text.split())
    if not 1 <= len(words) <= MAX_MEMORY_CHARS:
        raise InvalidInput(
            f"a memory has 1 to {MAX_MEMORY_CHARS} characters, this one {len(words)}.",
            way_out="Say it in one or two sentences.",
            code="memory_length",
        )
    return words


def _bare(text: str) -> str:
    """Return a text as memories are compared: case and the mark at its end do not matter."""
    return text.casefold().rstrip(".! ")
