"""Where the marks of a report's two drawings go, in the units of their view boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from evals.gate.report import SliceLine
from evals.reports.history import PastRun

WIDTH: Final = 240.0
HEIGHT: Final = 60.0
_ROOM: Final = 1.1


class Bar(NamedTuple):
    """The confidence interval of one slice's difference; 0 stands in the middle."""

    lower: float
    middle: float
    upper: float
    margin: float
    """Where the smallest tolerated difference is."""


def confidence_bars(slices: Sequence[SliceLine]) -> tuple[Bar, ...]:
    """Return one bar a slice, all on one scale, x from 0 to `WIDTH`."""
    ends = [abs(end) for line in slices for end in (line.lower, line.upper, line.margin)]
    reach = max(ends, default=0.0) * _ROOM or 1.0

    def x(value: float) -> float:
        return round(WIDTH / 2 * (1 + value / reach), 1)

    return tuple(
        Bar(x(line.lower), x(line.difference), x(line.upper), x(-line.margin)) for line in slices
    )


def trend_points(trend: Sequence[PastRun]) -> tuple[tuple[float, float], ...]:
    """Return x and y of each run's mean score; y points down and spans scores 0 to 1."""
    step = WIDTH / max(len(trend) - 1, 1)
    return tuple(
        (round(n * step, 1), round(HEIGHT * (1 - run.score), 1)) for n, run in enumerate(trend)
    )
