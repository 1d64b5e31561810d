"""Reads what an athlete told and agreed to."""

from __future__ import annotations

from collections.abc import Sequence

from coach.accounts.model import Consent, ConsentPurpose, Memory, Profile
from coach.accounts.ports import AccountsUnitOfWork
from coach.errors import ConsentMissing
from coach.identity import UserId


def profile_of(uow: AccountsUnitOfWork, user_id: UserId) -> Profile:
    """Return the profile, with defaults where nothing was told."""
    return uow.profiles.get(user_id)


def memories_of(uow: AccountsUnitOfWork, user_id: UserId) -> Sequence[Memory]:
    """Return what is kept in mind, newest first."""
    return uow.memories.list(user_id)


def consent_ledger(uow: AccountsUnitOfWork, user_id: UserId) -> Sequence[Consent]:
    """Return every decision, oldest first."""
    return uow.consents.ledger(user_id)


def granted_purposes(uow: AccountsUnitOfWork, user_id: UserId) -> frozenset[ConsentPurpose]:
    """Return the purposes whose newest decision grants them."""
    newest = {entry.purpose: entry.granted for entry in uow.consents.ledger(user_id)}
    return frozenset(purpose for purpose, granted in newest.items() if granted)


def require_consent(uow: AccountsUnitOfWork, user_id: UserId, purpose: ConsentPurpose) -> None:
    """Check that the athlete agreed to a use of their data.

    Raises:
        ConsentMissing: Never asked, refused or withdrawn.
    """
    if not uow.consents.is_granted(user_id, purpose):
        raise ConsentMissing(
            f"there is no consent to use your data for {purpose.value!r}.",
            way_out=f"Give the consent {purpose.value!r} first (POST /v1/consents).",
        )
