"""Turns what was seen into plain numbers that the oracle can derive again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal
from zoneinfo import ZoneInfo

from coach.evidence import Fact, Formula
from evals.case import Fixture
from evals.metrics.seen import Seen
from evals.oracle.claims import Athlete, Claim, Ledger, LiftedSet

_DIRECTIONS: Final[dict[str, Literal["lose", "maintain", "gain"]]] = {
    "fat_loss": "lose",
    "hypertrophy": "gain",
    "strength": "maintain",
    "endurance": "maintain",
    "health": "maintain",
}
"""Where a goal takes body weight, as docs/reference/tools.md says."""


def ledger_of(seen: Seen) -> Ledger:
    """Return the facts of a turn as claims, with what the fixture knows of the athlete."""
    zone = ZoneInfo("UTC") if seen.fixture is None else ZoneInfo(seen.fixture.profile.time_zone)
    return Ledger(
        claims=tuple(claim_of(fact, zone) for fact in seen.facts),
        athlete=Athlete() if seen.fixture is None else athlete_of(seen.fixture),
        arguments={call.id: call.arguments for call in seen.tools},
    )


def claim_of(fact: Fact, zone: ZoneInfo) -> Claim:
    """Return one fact as a claim; words and truth values lose their value."""
    formula = fact.source if isinstance(fact.source, Formula) else None
    return Claim(
        id=fact.id,
        call=fact.id.rpartition(".")[0],
        label=fact.label,
        value=_value(fact, zone),
        unit=fact.unit,
        subject=fact.subject,
        day=_day(fact.as_of, zone),
        formula=None if formula is None else formula.name,
        inputs=() if formula is None else tuple(formula.inputs),
        low=None if fact.low is None else float(fact.low),
        high=None if fact.high is None else float(fact.high),
    )


def athlete_of(fixture: Fixture) -> Athlete:
    """Return what a fixture tells of its athlete."""
    profile = fixture.profile
    now = fixture.now.astimezone(ZoneInfo(profile.time_zone)).date()
    weigh_ins = [(each.date, float(each.kg)) for each in fixture.body_weights]
    if profile.weight_kg is not None:
        weigh_ins.append((now, float(profile.weight_kg)))
    return Athlete(
        sex=profile.sex,
        activity=profile.activity,
        direction=_DIRECTIONS.get(profile.goal or "", "maintain"),
        may_be_refused=True,
        step_kg=_step_kg(fixture),
        sets=tuple(_sets(fixture)),
        weigh_ins=tuple(sorted(weigh_ins)),
        today=now,
    )


def _sets(fixture: Fixture) -> Sequence[LiftedSet]:
    return [
        LiftedSet(
            day=workout.date,
            exercise=workout.exercise,
            kg=float(done.kg),
            reps=done.reps,
            rpe=None if done.rpe is None else float(done.rpe),
        )
        for workout in fixture.workouts
        for done in workout.sets
        if done.kg is not None and not done.warmup
    ]


def _step_kg(fixture: Fixture) -> float:
    steps = [fixture.profile.dumbbell_step_kg, *(line.increment_kg for line in fixture.programme)]
    return max(5.0, *(float(step) for step in steps if step is not None))


def _value(fact: Fact, zone: ZoneInfo) -> float | date | None:
    match fact.value:
        case bool() | str():
            return None
        case Decimal() as number:
            return float(number)
        case moment:
            return _day(moment, zone)


def _day(moment: date | datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment
