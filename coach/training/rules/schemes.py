"""Block and daily undulating periodisation: shares of the maximum and how volume moves.

Which of them an athlete follows matters less than following it (Williams 2017; Moesgaard 2022).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.ranges import whole, within

BlockPhase = Literal["accumulation", "intensification", "taper"]
DayKind = Literal["hypertrophy", "strength", "power"]


@dataclass(frozen=True, slots=True)
class Block:
    """One phase of a block plan."""

    phase: BlockPhase
    weeks: tuple[int, int]
    """Shortest and longest."""
    percent: tuple[float, float]
    """Of the maximum; what the taper keeps is that of the phase before."""
    volume_cut: tuple[float, float]
    """Share of the sets taken off, 0 to 1."""


@dataclass(frozen=True, slots=True)
class UndulatingDay:
    """One day of a lift trained three times a week."""

    kind: DayKind
    reps: tuple[int, int]
    percent: tuple[float, float]
    """Of the maximum."""


BLOCKS: tuple[Block, ...] = (
    Block("accumulation", (4, 6), (65.0, 75.0), (0.0, 0.0)),
    Block("intensification", (3, 4), (75.0, 90.0), (0.0, 0.0)),
    Block("taper", (1, 2), (75.0, 90.0), (0.4, 0.6)),
)
"""Source: Issurin 2010 (Sports Med 40:189); taper after Bosquet 2007 (Med Sci Sports Exerc 39:1358)
and Travis 2020: volume down by 40 to 60 %, intensity kept."""
UNDULATING: tuple[UndulatingDay, ...] = (
    UndulatingDay("hypertrophy", (8, 12), (65.0, 75.0)),
    UndulatingDay("strength", (3, 6), (80.0, 90.0)),
    UndulatingDay("power", (1, 3), (70.0, 85.0)),
)
"""Order over the week: hypertrophy, then power or strength. Source: Zourdos 2016 (J Strength Cond
Res 30:784) for hypertrophy, power, strength; the exact repetitions are coaching practice."""


def block_plan(weeks: int) -> tuple[BlockPhase, ...]:
    """Return the phase of each week of a block plan that ends in a taper.

    Args:
        weeks: 8 to 12, what the shortest and the longest phases allow.

    Returns:
        One phase a week; spare weeks go to accumulation first, then intensification, then taper.

    Raises:
        InvalidInput: The number is not 8 to 12.

    Source:
        Issurin 2010: accumulation 4 to 6, intensification 3 to 4, taper 1 to 2 weeks.
    """
    shortest = sum(block.weeks[0] for block in BLOCKS)
    longest = sum(block.weeks[1] for block in BLOCKS)
    spare = whole("weeks", weeks, shortest, longest) - shortest
    plan: list[BlockPhase] = []
    for block in BLOCKS:
        extra = min(spare, block.weeks[1] - block.weeks[0])
        spare -= extra
        plan.extend(block.phase for _ in range(block.weeks[0] + extra))
    return tuple(plan)


def taper_sets(sets: int, cut: float = 0.5) -> int:
    """Return the weekly sets of a lift in a taper, rounded half up, at least one.

    Args:
        sets: Weekly sets before it, 1 to 100.
        cut: Share taken off, 0.4 to 0.6.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Bosquet 2007: volume down by 41 to 60 % with intensity kept works best.
    """
    kept = whole("sets", sets, 1, 100) * (1 - within("cut", cut, 0.4, 0.6))
    return max(1, int(kept + 0.5))


def undulating_day(day: int) -> UndulatingDay:
    """Return what a lift trained three times a week is for on one of its days.

    Args:
        day: 1, 2 or 3 of the week: hypertrophy, strength, power.

    Raises:
        InvalidInput: The day is not 1 to 3.

    Source:
        Zourdos 2016 (daily undulation); repetitions are coaching practice.
    """
    return UNDULATING[whole("day", day, 1, len(UNDULATING)) - 1]
