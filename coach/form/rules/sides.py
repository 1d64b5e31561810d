"""Whether left and right differ, or only their measurement does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, Literal

from coach.form.model import Finding
from coach.form.rules.metric_kinds import kind_of
from coach.form.rules.set_series import half_band

SideVerdict = Literal["differs", "within_error", "no_band"]
_SIDE: Final = re.compile(r"(?:^|_)(left|right)(?=_|$)")


@dataclass(frozen=True, slots=True)
class SideDifference:
    """Left against right, in one metric of a set."""

    metric: str
    """The metric without its side, or the name of a measured difference."""
    unit: str
    difference: float
    """Larger minus smaller, or the measured difference; never negative."""
    error: float | None
    """Camera's error of one reading; None where no band was given."""
    verdict: SideVerdict
    left: float | None = None
    right: float | None = None
    basis: tuple[Finding, ...] = ()


def side_differences(findings: Iterable[Finding]) -> tuple[SideDifference, ...]:
    """Return every comparison of left and right that the findings of one set allow.

    Two sides count as different when they differ by more than the error of a difference of two
    readings; a measured difference, when it is larger than its own band.

    Source:
        Root of the sum of both squared half-bands (JCGM 100:2008, 5.1.2).
    """
    measured = [each for each in findings if each.value is not None]
    pairs: dict[str, dict[str, list[Finding]]] = {}
    gaps: dict[str, list[Finding]] = {}
    for each in measured:
        side = _SIDE.search(each.metric)
        if side is not None:
            joint = _SIDE.sub("", each.metric).strip("_")
            pairs.setdefault(joint, {}).setdefault(side[1], []).append(each)
        elif kind_of(each.metric) == "asymmetry":
            gaps.setdefault(each.metric, []).append(each)
    told = [_of_gap(metric, column) for metric, column in gaps.items()]
    both = ((joint, sides) for joint, sides in pairs.items() if len(sides) == 2)
    return (*told, *(_of_pair(joint, sides["left"], sides["right"]) for joint, sides in both))


def _of_gap(metric: str, column: Sequence[Finding]) -> SideDifference:
    difference, error = abs(_typical(column)), _band(column)
    return SideDifference(
        metric=metric,
        unit=column[0].unit,
        difference=difference,
        error=error,
        verdict=_verdict(difference, error),
        basis=tuple(column),
    )


def _of_pair(joint: str, left: Sequence[Finding], right: Sequence[Finding]) -> SideDifference:
    one, other = _typical(left), _typical(right)
    bands = (_band(left), _band(right))
    known = [each for each in bands if each is not None]
    both = math.hypot(*known) if len(known) == 2 else None
    return SideDifference(
        metric=joint,
        unit=left[0].unit,
        difference=abs(one - other),
        error=max(known) if len(known) == 2 else None,
        verdict=_verdict(abs(one - other), both),
        left=one,
        right=other,
        basis=(*left, *right),
    )


def _verdict(difference: float, error: float | None) -> SideVerdict:
    if error is None:
        return "no_band"
    return "differs" if difference > error else "within_error"


def _typical(column: Sequence[Finding]) -> float:
    """Return the value of the whole set, else the median of the repetitions."""
    of_set = [each.value for each in column if each.rep is None and each.value is not None]
    return of_set[0] if of_set else median(each.value or 0.0 for each in column)


def _band(column: Sequence[Finding]) -> float | None:
    bands = [band for band in map(half_band, column) if band is not None]
    return max(bands) if bands else None
