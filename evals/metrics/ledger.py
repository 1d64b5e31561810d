"""Turns what was seen into plain numbers that the oracle can derive again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, TypeAdapter

from coach.evidence import Fact, Formula, LogRow
from evals.metrics.seen import Seen, State
from evals.oracle.claims import Athlete, Claim, Ledger, LiftedSet, Prescribed


class _SetRow(BaseModel):
    date: date
    exercise_id: str
    kg: float | None = None
    reps: int | None = None
    rpe: float | None = None
    warmup: bool = False


class _WeightRow(BaseModel):
    date: date
    kg: float


class _LineRow(BaseModel):
    exercise_id: str
    active: bool = True
    scheme: str
    sets: int
    reps_low: int
    reps_high: int
    kg: float | None = None
    increment_kg: float | None = None


class _ProfileRow(BaseModel):
    sex: Literal["m", "f"] | None = None
    activity: str | None = None
    goal: str | None = None
    time_zone: str = "UTC"
    dumbbell_step_kg: float | None = None
    screening: dict[str, object] = {}


LARGEST_STEP_KG: Final = 5.0
"""Step of a novice's squat. Source: Rippetoe & Kilgore 2011."""
_DIRECTIONS: Final[dict[str, Literal["lose", "maintain", "gain"]]] = {
    "fat_loss": "lose",
    "hypertrophy": "gain",
    "strength": "maintain",
    "endurance": "maintain",
    "health": "maintain",
}
"""Where the goal of a profile takes body weight, as the product's tool promises."""
_SCHEMES: Final = {"double": "double_progression"}
"""The product's word for a scheme to the one of the literature."""
_LOG: TypeAdapter[tuple[_SetRow, ...]] = TypeAdapter(tuple[_SetRow, ...])
_WEIGHTS: TypeAdapter[tuple[_WeightRow, ...]] = TypeAdapter(tuple[_WeightRow, ...])
_LINES: TypeAdapter[tuple[_LineRow, ...]] = TypeAdapter(tuple[_LineRow, ...])
_PROFILES: TypeAdapter[tuple[_ProfileRow, ...]] = TypeAdapter(tuple[_ProfileRow, ...])


def ledger_of(seen: Seen) -> Ledger:
    """Return the facts of a turn as claims, with what the athlete's rows tell."""
    state = seen.state_after if seen.state_after is not None else seen.state_before
    profile = next(iter(_PROFILES.validate_python(_rows(state, "profile"))), _ProfileRow())
    zone = ZoneInfo(profile.time_zone)
    return Ledger(
        claims=tuple(claim_of(fact, zone) for fact in seen.facts),
        athlete=Athlete() if state is None else athlete_of(state, profile),
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
        table=fact.source.table if isinstance(fact.source, LogRow) else None,
        low=None if fact.low is None else float(fact.low),
        high=None if fact.high is None else float(fact.high),
    )


def athlete_of(state: State, profile: _ProfileRow) -> Athlete:
    """Return what an athlete's rows tell."""
    lines = [row for row in _LINES.validate_python(_rows(state, "prescriptions")) if row.active]
    steps = [profile.dumbbell_step_kg, *(row.increment_kg for row in lines)]
    return Athlete(
        sex=profile.sex,
        activity=profile.activity,
        direction=_DIRECTIONS.get(profile.goal or "", "maintain"),
        may_be_refused=any(profile.screening.values()),
        step_kg=max(LARGEST_STEP_KG, *(step for step in steps if step is not None), 0.0),
        sets=tuple(
            LiftedSet(row.date, row.exercise_id, row.kg, row.reps or 0, row.rpe, row.warmup)
            for row in _LOG.validate_python(_rows(state, "sets"))
            if row.kg is not None
        ),
        prescribed=tuple(
            Prescribed(
                row.exercise_id,
                _SCHEMES.get(row.scheme, row.scheme),
                row.sets,
                (row.reps_low, row.reps_high),
                row.kg,
                row.increment_kg,
            )
            for row in lines
        ),
        weigh_ins=tuple(
            sorted(
                (row.date, row.kg) for row in _WEIGHTS.validate_python(_rows(state, "body_weights"))
            )
        ),
        rows_complete=True,
    )


def _rows(state: State | None, table: str) -> Sequence[Mapping[str, object]]:
    return () if state is None else state.get(table, ())


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
