"""How far two raters agree, beyond what chance alone would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Pair = tuple[bool, bool]
"""What people said, and what the judge said: True is a pass."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of the four ways two raters can answer."""

    both_pass: int
    missed: int
    """People passed it, the judge did not."""
    let_through: int
    """The judge passed it, people did not."""
    both_fail: int

    @property
    def n(self) -> int:
        """How many answers were rated."""
        return self.both_pass + self.missed + self.let_through + self.both_fail

    @property
    def observed(self) -> float:
        """Share of equal answers; 0 of none."""
        return (self.both_pass + self.both_fail) / self.n if self.n else 0.0

    @property
    def kappa(self) -> float:
        """Agreement beyond chance, -1 to 1; 0 where chance alone explains all.

        Source:
            Cohen 1960, Educ Psychol Meas 20:37: (po - pe) / (1 - pe).
        """
        if not self.n:
            return 0.0
        people = (self.both_pass + self.missed) / self.n
        judge = (self.both_pass + self.let_through) / self.n
        by_chance = people * judge + (1 - people) * (1 - judge)
        return 0.0 if by_chance >= 1 else (self.observed - by_chance) / (1 - by_chance)

    @property
    def tpr(self) -> float:
        """Share of good answers that the judge passed; 0 without good answers."""
        good = self.both_pass + self.missed
        return self.both_pass / good if good else 0.0

    @property
    def tnr(self) -> float:
        """Share of bad answers that the judge failed; 0 without bad answers."""
        bad = self.both_fail + self.let_through
        return self.both_fail / bad if bad else 0.0


def agreement_of(pairs: Sequence[Pair]) -> Agreement:
    """Count how two raters answered."""
    return Agreement(
        both_pass=sum(people and judge for people, judge in pairs),
        missed=sum(people and not judge for people, judge in pairs),
        let_through=sum(judge and not people for people, judge in pairs),
        both_fail=sum(not people and not judge for people, judge in pairs),
    )
