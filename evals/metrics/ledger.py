"""Turns what was seen into plain numbers that the oracle can derive again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from coach.evidence import Fact, Formula
from evals.case import Fixture
from evals.metrics.seen import Seen
from evals.oracle.claims import Athlete, Claim, Ledger

LARGEST_STEP_KG: Final = 5.0
"""Step of a novice's squat. Source: Rippetoe & Kilgore 2011."""


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
    step = profile.dumbbell_step_kg
    return Athlete(
        sex=profile.sex,
        activity=profile.activity,
        step_kg=LARGEST_STEP_KG if step is None else max(LARGEST_STEP_KG, float(step)),
        today=fixture.now.astimezone(ZoneInfo(profile.time_zone)).date(),
    )


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
