"""Generates athletes of every kind, builds and revises their programmes, and counts what breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import TypeVar

from coach.errors import InvalidInput
from coach.training.model import Equipment, Exercise, Region
from coach.training.rules.programme.build import build_programme
from coach.training.rules.programme.checks import Violation, violations
from coach.training.rules.programme.plan import ProgrammePlan
from coach.training.rules.programme.request import (
    Aim,
    Fixture,
    Injury,
    Kit,
    KnownLift,
    MuscleSets,
    PlatePair,
    ProgrammeRequest,
    RecentLog,
    Severity,
    TrainingAge,
)
from coach.training.rules.programme.targets import MUSCLES

T = TypeVar("T")


def an_athlete(rng: Random, catalogue: Sequence[Exercise]) -> ProgrammeRequest:
    """Return a request with any aim, budget, kit, injuries, wishes and log."""
    ids = [each.id for each in catalogue]
    named = rng.sample(ids, rng.randint(0, 5))
    cut = rng.randint(0, len(named))
    return ProgrammeRequest(
        aim=rng.choice(tuple(Aim)),
        age=rng.choice(tuple(TrainingAge)),
        days=rng.randint(1, 7),
        minutes=rng.randint(15, 120),
        kit=a_kit(rng),
        injuries=tuple(
            Injury(region, rng.choice(tuple(Severity)))
            for region in rng.sample(tuple(Region), rng.choice((0, 0, 1, 1, 2)))
        ),
        liked=tuple(named[:cut]),
        disliked=tuple(named[cut:]),
        priorities=tuple(rng.sample(MUSCLES, rng.choice((0, 0, 1, 2)))),
        log=_a_log(rng, catalogue),
        meet_in_weeks=rng.choice((None, None, None, rng.randint(1, 20))),
    )


def a_kit(rng: Random) -> Kit:
    """Return a gym, a room at home, or anything between."""
    plates = rng.sample(("20", "15", "10", "5", "2.5", "1.25", "0.5"), rng.choice((0, 0, 3, 5)))
    return Kit(
        equipment=_some(rng, tuple(Equipment)),
        fixtures=_some(rng, tuple(Fixture)),
        bar_kg=rng.choice((Decimal(15), Decimal(20))),
        plate_step_kg=rng.choice((Decimal(1), Decimal("2.5"), Decimal(5))),
        plates=tuple(PlatePair(Decimal(plate), rng.randint(1, 3)) for plate in plates),
        dumbbell_step_kg=rng.choice((Decimal(1), Decimal(2), Decimal("2.5"))),
        dumbbell_max_kg=Decimal(rng.choice((10, 24, 30, 50))),
        kettlebells_kg=rng.choice(((), (Decimal(16),), (Decimal(12), Decimal(24)))),
        stack_step_kg=rng.choice((Decimal("2.5"), Decimal(5), Decimal(7))),
    )


def _some(rng: Random, values: tuple[T, ...]) -> tuple[T, ...]:
    if rng.random() < 0.4:
        return values
    return tuple(each for each in values if rng.random() < 0.5)


def _a_log(rng: Random, catalogue: Sequence[Exercise]) -> RecentLog:
    if rng.random() < 0.4:
        return RecentLog()
    lifts: list[KnownLift] = []
    for exercise in rng.sample(list(catalogue), rng.randint(0, 8)):
        maximum = Decimal(rng.randint(5, 260))
        lifts.append(KnownLift(exercise.id, maximum / 2, rng.randint(1, 10), maximum))
    weekly = rng.sample(MUSCLES, rng.randint(0, len(MUSCLES)))
    return RecentLog(
        lifts=tuple(lifts),
        weekly_sets=tuple(
            MuscleSets(muscle, Decimal(rng.randint(0, 40)) / 2) for muscle in sorted(weekly)
        ),
        days_since_last=rng.choice((None, rng.randint(0, 13), rng.randint(14, 400))),
    )


@dataclass(slots=True)
class Tally:
    """What a run over generated athletes found."""

    athletes: int = 0
    programmes: int = 0
    """First programmes and revisions."""
    refused: Counter[str] = field(default_factory=Counter[str])
    """Requests without an answer, by the code of the error."""
    violated: Counter[str] = field(default_factory=Counter[str])
    """Programmes that break a property, by property."""
    examples: dict[str, Violation] = field(default_factory=dict[str, Violation])

    def add(self, found: Sequence[Violation]) -> None:
        """Count one programme."""
        self.programmes += 1
        self.violated.update({each.rule for each in found})
        for each in found:
            self.examples.setdefault(each.rule, each)


def measure(athletes: int, seed: int, catalogue: Sequence[Exercise]) -> Tally:
    """Return what building and revising for generated athletes breaks."""
    tally = Tally()
    for number in range(athletes):
        rng = Random(f"{seed}:{number}")  # noqa: S311 - athletes, not secrets
        tally.athletes += 1
        try_athlete(rng, catalogue, tally)
    return tally


def try_athlete(rng: Random, catalogue: Sequence[Exercise], tally: Tally) -> ProgrammePlan | None:
    """Build for one athlete and count; None where the request is refused."""
    request = an_athlete(rng, catalogue)
    try:
        plan = build_programme(request, catalogue)
    except InvalidInput as refusal:
        tally.refused[refusal.code] += 1
        return None
    tally.add(violations(plan, catalogue))
    return plan
