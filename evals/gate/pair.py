"""Two arms side by side: only cases that are the same in both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evals.gate.arm import Arm, CaseKey, FloatGrid
from evals.gate.report import LeftOut


@dataclass(frozen=True, slots=True)
class Pair:
    """The cases with equal content in both arms, and their figures."""

    champion: Arm
    candidate: Arm
    cases: tuple[CaseKey, ...]
    """As the candidate has them."""
    at_champion: NDArray[np.intp]
    """(n,) row of each case in the champion's grid."""
    at_candidate: NDArray[np.intp]
    before: FloatGrid
    """(n,) mean score of the champion."""
    after: FloatGrid
    difference: FloatGrid
    clusters: NDArray[np.intp]
    """(n,) number of each case's cluster, from 0."""
    slices: tuple[str, ...]
    """Names, sorted."""
    slice_of: NDArray[np.intp]
    """(n,) index into `slices`."""
    hard: NDArray[np.bool_]
    left_out: tuple[LeftOut, ...]

    @property
    def n(self) -> int:
        """Cases compared."""
        return len(self.cases)

    def within(self, name: str) -> NDArray[np.bool_]:
        """Return which cases belong to a slice, (n,)."""
        return np.array([case.slice == name for case in self.cases], dtype=bool)

    @property
    def epochs(self) -> int:
        """Epochs that most cases have in both arms."""
        least = np.minimum(
            self.champion.epochs[self.at_champion], self.candidate.epochs[self.at_candidate]
        )
        return int(np.median(least)) if least.size else 0


def pair_of(champion: Arm, candidate: Arm) -> Pair:
    """Pair two arms by case."""
    known = {case.id: (n, case.sha) for n, case in enumerate(champion.cases)}
    both = [
        (known[case.id][0], n)
        for n, case in enumerate(candidate.cases)
        if case.id in known and known[case.id][1] == case.sha
    ]
    at_champion = np.array([a for a, _ in both], dtype=np.intp)
    at_candidate = np.array([b for _, b in both], dtype=np.intp)
    cases = tuple(candidate.cases[n] for _, n in both)
    before, after = champion.scores[at_champion], candidate.scores[at_candidate]
    slices = tuple(sorted({case.slice for case in cases}))
    numbers = {name: n for n, name in enumerate(slices)}
    clusters: dict[str, int] = {}
    return Pair(
        champion=champion,
        candidate=candidate,
        cases=cases,
        at_champion=at_champion,
        at_candidate=at_candidate,
        before=before,
        after=after,
        difference=after - before,
        clusters=np.array(
            [clusters.setdefault(case.cluster, len(clusters)) for case in cases], dtype=np.intp
        ),
        slices=slices,
        slice_of=np.array([numbers[case.slice] for case in cases], dtype=np.intp),
        hard=np.array([case.hard for case in cases], dtype=bool),
        left_out=_left_out(champion, candidate),
    )


def _left_out(champion: Arm, candidate: Arm) -> tuple[LeftOut, ...]:
    before = {case.id: case.sha for case in champion.cases}
    after = {case.id: case.sha for case in candidate.cases}
    reasons = {
        **dict.fromkeys(before.keys() - after.keys(), "only in the champion's run"),
        **dict.fromkeys(after.keys() - before.keys(), "only in the candidate's run"),
        **{
            case: "its content differs between the runs"
            for case in before.keys() & after.keys()
            if before[case] != after[case]
        },
    }
    return tuple(LeftOut(case_id=case, reason=reasons[case]) for case in sorted(reasons))
