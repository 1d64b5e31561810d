"""Logs one weigh-in, checked and at most once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

from coach.errors import InvalidInput
from coach.identity import UserId, new_uuid
from coach.training.commands.log import CLOCK_LEEWAY
from coach.training.model import MAX_BODY_KG, MIN_BODY_KG, BodyWeight
from coach.training.ports import TrainingUnitOfWork

NAMESPACE = UUID("7f0c6e0a-9a43-4a0e-8b54-0f3b1c9d2e77")
"""Seed of the ids of weigh-ins that carry an idempotency key."""


@dataclass(frozen=True, slots=True)
class WeighIn:
    """One weigh-in as the athlete gives it."""

    at: datetime
    """Aware."""
    weight_kg: Decimal
    key: str | None = None
    """Idempotency key: the same key stores one weigh-in, however often it is sent."""


def log_body_weight(
    uow: TrainingUnitOfWork, user_id: UserId, entry: WeighIn, *, now: datetime
) -> BodyWeight:
    """Store one weigh-in; a repeated key returns what was stored the first time.

    Raises:
        InvalidInput: The mass is no person's (code `weight_range`), or the moment is still to come
            (code `weighed_in_future`).
    """
    if not MIN_BODY_KG <= entry.weight_kg <= MAX_BODY_KG:
        raise InvalidInput(
            f"{entry.weight_kg} kg is not a body weight from {MIN_BODY_KG} to {MAX_BODY_KG} kg.",
            way_out="Check the number and its unit.",
            code="weight_range",
        )
    if entry.at > now + CLOCK_LEEWAY:
        raise InvalidInput(
            f"the weigh-in is at {entry.at.isoformat()}, which is still to come.",
            way_out="Give the day it was done on.",
            code="weighed_in_future",
        )
    if entry.key is None:
        weight = BodyWeight(new_uuid(), user_id, entry.at, entry.weight_kg)
    else:
        identity = uuid5(NAMESPACE, f"{user_id}:{entry.key}")
        weight = BodyWeight(identity, user_id, entry.at, entry.weight_kg)
        stored = [each for each in uow.body_weights.list(user_id) if each.id == identity]
        if stored:
            return stored[0]
    uow.body_weights.add(weight)
    return weight
