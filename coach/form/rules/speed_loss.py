"""What slowing repetitions say about how close a set came to failure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.ranges import above, within

MIN_REPS = 3
"""Fewer repetitions do not show a trend. Source: Sanchez-Medina & Gonzalez-Badillo 2011 measured
sets of 3 and more."""
DISAGREEMENT = 1.5
"""Distance between a logged and a measured RPE that is worth a word. Source: margin of both
(Zourdos 2016: 1 point; speed: 1 point), combined."""


class RpeRange(NamedTuple):
    """RPE a speed loss points to."""

    low: float
    high: float


_BANDS: dict[str, tuple[tuple[float, RpeRange], ...]] = {
    "bench": ((55.0, RpeRange(9, 10)), (40.0, RpeRange(8, 9))),
    "squat": ((40.0, RpeRange(9, 10)), (20.0, RpeRange(5, 8))),
}
"""From this loss in percent on, this RPE. Source: Sanchez-Medina 2011; Rodriguez-Rosell 2020:
squat 20 % is half of the possible repetitions and 40 % close to failure; bench 40 % is two or fewer
left and 55 to 60 % is RPE 9 to 10."""


def speed_loss_pct(concentric_s: Sequence[float]) -> float:
    """Return the loss of speed in a set, in percent.

    Args:
        concentric_s: Duration of each upward phase in s, above 0 to 600, at least two; equal range
            of motion is assumed.

    Raises:
        InvalidInput: Fewer than two durations, or one out of range.

    Source:
        1 - fastest time / slowest time (Sanchez-Medina & Gonzalez-Badillo 2011, for equal paths).
    """
    for each in concentric_s:
        above("duration", each, 0, 600, "s")
    if len(concentric_s) < 2:
        raise InvalidInput("a speed loss needs two or more durations above 0 s.")
    return (1 - min(concentric_s) / max(concentric_s)) * 100


def rpe_from_loss(exercise: str, loss_pct: float) -> RpeRange | None:
    """Return the RPE a speed loss points to; None where no study maps it.

    Args:
        exercise: Slug of the exercise; squats and bench presses are mapped.
        loss_pct: 0 to 100.

    Raises:
        InvalidInput: The loss is out of range.

    Source:
        Sanchez-Medina & Gonzalez-Badillo 2011; Rodriguez-Rosell 2020; +/- 1 RPE.
    """
    within("speed loss", loss_pct, 0, 100, "%")
    bands = next((bands for word, bands in _BANDS.items() if word in exercise), ())
    return next((rpe for limit, rpe in bands if loss_pct >= limit), None)


def disagrees(logged_rpe: float, measured: RpeRange) -> bool:
    """Tell whether a logged RPE lies more than 1.5 outside the measured range.

    Source:
        Combined error of both ratings.
    """
    return logged_rpe < measured.low - DISAGREEMENT or logged_rpe > measured.high + DISAGREEMENT
