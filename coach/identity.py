"""Who is asking, and the ids of everything an athlete owns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from uuid_utils.compat import uuid7

UserId = NewType("UserId", UUID)
ThreadId = NewType("ThreadId", str)
"""Chosen by the client, 1 to 128 characters; unique for one user."""
RunId = NewType("RunId", str)
"""Chosen by the client, 1 to 128 characters; unique for one thread."""
MessageId = NewType("MessageId", str)
ExerciseId = NewType("ExerciseId", str)
"""Slug of the catalogue (`back_squat`) or `custom:<uuid>` for an athlete's own."""
WorkoutId = NewType("WorkoutId", UUID)
SetId = NewType("SetId", UUID)
VideoId = NewType("VideoId", UUID)
FindingId = NewType("FindingId", UUID)
PassageId = NewType("PassageId", str)
FoodId = NewType("FoodId", str)
"""`usda:<fdc id>`, `own:<slug>` or `custom:<uuid>`."""


@dataclass(frozen=True, slots=True)
class Principal:
    """The athlete a token stands for; every read and write is done in this name."""

    user_id: UserId


def new_uuid() -> UUID:
    """Return a time-ordered UUIDv7, so that new rows land at the end of an index."""
    return uuid7()
