"""How long to rest between sets."""

from __future__ import annotations

from typing import Literal, NamedTuple

from coach.ranges import one_of

SetPurpose = Literal["heavy", "compound", "isolation"]

REST_MIN: dict[SetPurpose, tuple[float, float]] = {
    "heavy": (3.0, 5.0),
    "compound": (2.0, 3.0),
    "isolation": (1.0, 1.5),
}
"""Minutes. Source: Grgic 2018 (Sports Med 48:137, strength: 2 to 5 min), Schoenfeld 2016 (growth: 3
beats 1 min on compound lifts); shorter on single-joint lifts is coaching practice."""


class Rest(NamedTuple):
    """A range in seconds."""

    low_s: float
    high_s: float


def rest_between_sets(purpose: SetPurpose) -> Rest:
    """Return the rest between working sets in s.

    Args:
        purpose: `heavy` for up to 5 repetitions of a compound lift, `compound` for more, and
            `isolation`.

    Raises:
        InvalidInput: The word is unknown.

    Source:
        Grgic 2018, Schoenfeld 2016: 3 to 5, 2 to 3 and 1 to 1.5 min.
    """
    one_of("purpose", purpose, REST_MIN)
    low, high = REST_MIN[purpose]
    return Rest(low * 60, high * 60)
