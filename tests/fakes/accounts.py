"""Accounts in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from coach.accounts.model import Consent, ConsentPurpose, Memory, Profile
from coach.identity import UserId
from tests.fakes.state import State, add, mine, pop, take


class FakeAccounts:
    def __init__(self, state: State) -> None:
        self._state = state

    def ensure(self, user_id: UserId, at: datetime) -> None:
        self._state.check(None, (at,))
        self._state.accounts.setdefault((user_id,), at)

    def exists(self, user_id: UserId) -> bool:
        return (user_id,) in self._state.accounts

    def blob_keys(self, user_id: UserId) -> Sequence[str]:
        return [video.blob_key for video in mine(self._state.videos, user_id) if video.blob_key]

    def delete(self, user_id: UserId) -> None:
        take(self._state.accounts, (user_id,), "account")
        self._state.drop_account(user_id)


class FakeProfiles:
    def __init__(self, state: State) -> None:
        self._state = state

    def get(self, user_id: UserId) -> Profile:
        return self._state.profiles.get((user_id,), Profile(user_id))

    def put(self, profile: Profile) -> None:
        self._state.check(profile.user_id, profile)
        self._state.profiles[profile.user_id,] = profile


class FakeConsents:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, consent: Consent) -> None:
        self._state.check(consent.user_id, consent)
        add(self._state.consents, (consent.user_id, consent.id), consent)

    def ledger(self, user_id: UserId) -> Sequence[Consent]:
        return sorted(mine(self._state.consents, user_id), key=lambda consent: consent.at)

    def is_granted(self, user_id: UserId, purpose: ConsentPurpose) -> bool:
        decisions = [entry for entry in self.ledger(user_id) if entry.purpose == purpose]
        return bool(decisions) and decisions[-1].granted


class FakeMemories:
    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, memory: Memory) -> None:
        self._state.check(memory.user_id, memory)
        add(self._state.memories, (memory.user_id, memory.id), memory)

    def list(self, user_id: UserId) -> Sequence[Memory]:
        kept = mine(self._state.memories, user_id)
        return sorted(kept, key=lambda memory: (memory.created_at, memory.id), reverse=True)

    def edit(self, user_id: UserId, memory_id: UUID, text: str) -> Memory:
        key = (user_id, memory_id)
        self._state.check(None, (text,))
        changed: Memory = replace(take(self._state.memories, key, "memory"), text=text)
        self._state.memories[key] = changed
        return changed

    def delete(self, user_id: UserId, memory_id: UUID) -> None:
        pop(self._state.memories, (user_id, memory_id), "memory")
