"""Which athlete gets which arm of an experiment: a salted hash of the user id, and nothing else."""

from __future__ import annotations

import hashlib
from typing import Annotated, Final

from pydantic import Field

from coach.identity import UserId
from coach.runs.model import Arm
from prompts.document import Strict

HALF: Final = 0.5
"""Largest share of a challenger. Source: own choice; an equal split finds a difference with the
fewest athletes, so a larger share would expose more of them to the unproven arm for nothing."""


class Split(Strict):
    """How an experiment divides the athletes."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")
    """Names the experiment in exposures and reports."""
    salt: str = Field(min_length=4, max_length=64)
    """New for each experiment, so that nobody is in the challenger's arm every time."""
    weight: Annotated[float, Field(ge=0, le=HALF, allow_inf_nan=False)]
    """Share of athletes who get the challenger; raising it moves nobody back."""

    def arm_of(self, user_id: UserId) -> Arm:
        """Return the arm of one athlete: the same in every process, until the weight passes them.

        Athletes with a bucket below the weight get the challenger, so a larger weight only adds.
        """
        below = bucket(self.id, self.salt, user_id) < self.weight
        return Arm.CHALLENGER if below else Arm.CHAMPION


def bucket(experiment: str, salt: str, user_id: UserId) -> float:
    """Return where in [0, 1) an athlete stands in one experiment; uniform over athletes."""
    digest = hashlib.sha256(f"{experiment}:{salt}:{user_id}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
