"""Numbers somebody claims, and what they are checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal


@dataclass(frozen=True, slots=True)
class Claim:
    """One value with what it is said to rest on."""

    id: str
    call: str
    """Id of the tool call it came from."""
    label: str
    value: float | date | None
    """None for words and truth values, which nothing here derives."""
    unit: str | None
    subject: str
    day: date
    formula: str | None = None
    """Name of the formula it is said to come from; None where it was looked up."""
    inputs: tuple[str, ...] = ()
    """Ids of the claims that went in."""
    table: str | None = None
    """Table of the athlete's log it was read from; None where it was not."""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class LiftedSet:
    """One set of the athlete's log."""

    day: date
    exercise: str
    """Id of the exercise, the subject of claims about it."""
    kg: float
    reps: int
    rpe: float | None = None
    warmup: bool = False


@dataclass(frozen=True, slots=True)
class Prescribed:
    """One line of the athlete's programme."""

    exercise: str
    scheme: str
    sets: int
    reps: tuple[int, int]
    """Lowest and highest."""
    kg: float | None = None
    increment_kg: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Athlete:
    """What is known of the athlete without asking the product."""

    sex: Literal["m", "f"] | None = None
    activity: str | None = None
    direction: Literal["lose", "maintain", "gain"] | None = None
    """Where the goal of the profile takes body weight."""
    may_be_refused: bool = True
    """A condition may forbid a deficit, or nobody knows."""
    step_kg: float = 5.0
    """Largest single step of a load."""
    sets: tuple[LiftedSet, ...] = ()
    """Sets with a load."""
    prescribed: tuple[Prescribed, ...] = ()
    """Lines of the active programme."""
    weigh_ins: tuple[tuple[date, float], ...] = ()
    """Day and kilograms."""
    rows_complete: bool = False
    """Sets and weigh-ins are all there are, those of this conversation included."""
    today: date | None = None

    def sets_of(self, exercise: str) -> list[LiftedSet]:
        """Return the working sets of an exercise, oldest first."""
        own = (each for each in self.sets if each.exercise == exercise and not each.warmup)
        return sorted(own, key=lambda each: each.day)


@dataclass(frozen=True)
class Ledger:
    """All claims of a turn with the athlete they are about."""

    claims: tuple[Claim, ...]
    athlete: Athlete = Athlete()
    arguments: Mapping[str, Mapping[str, object]] = field(
        default_factory=dict[str, Mapping[str, object]]
    )
    """Arguments of the tool calls by call id."""

    @cached_property
    def by_id(self) -> dict[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    def of_call(self, claim: Claim, label: str, unit: str | None = None) -> list[Claim]:
        """Return the claims with a label that came with `claim` and are about the same."""
        return [
            each
            for each in self.claims
            if each.call == claim.call
            and each.label == label
            and each.subject == claim.subject
            and (unit is None or each.unit == unit)
        ]

    def number(self, claim: Claim, label: str, unit: str | None = None) -> float | None:
        """Return the first such value as a number; None where there is none."""
        found = (each.value for each in self.of_call(claim, label, unit))
        return next((value for value in found if isinstance(value, float)), None)

    def inputs_of(self, claim: Claim) -> Sequence[Claim]:
        """Return the claims that went in, those that are missing left out."""
        return [self.by_id[each] for each in claim.inputs if each in self.by_id]

    def argument(self, claim: Claim, name: str) -> object:
        """Return an argument of the call a claim came from; None if it was not given."""
        return self.arguments.get(claim.call, {}).get(name)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a value should be: any of these stretches, ends included."""

    options: tuple[tuple[float, float], ...]
    how: str
    """How it was derived, in a few words."""

    def holds(self, value: float) -> bool:
        """Tell whether a value lies in one of them."""
        slack = 1e-6
        return any(low - slack <= value <= high + slack for low, high in self.options)


def about(value: float, error: float, how: str) -> Expected:
    """Return what lies within an error of a value."""
    return Expected(((value - error, value + error),), how)


@dataclass(frozen=True, slots=True)
class Finding:
    """One claim that was derived again."""

    claim: Claim
    ok: bool
    why: str
