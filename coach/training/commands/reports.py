"""Logs short reports told in the chat: endurance sessions, nights, soreness; each at most once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

from coach.errors import InvalidInput
from coach.identity import UserId
from coach.training.commands.log import CLOCK_LEEWAY
from coach.training.model import CardioSession, PainReport, SleepReport
from coach.training.ports import TrainingUnitOfWork
from coach.training.rules.activities import fastest_s
from coach.training.rules.efforts import renewed

NAMESPACE = UUID("0c8f5a34-2f0e-4b53-9a6d-6f0f1c7a5be2")
"""Seed of the ids of reports that carry an idempotency key."""
MOST_HOURS = Decimal(24)
WORST = 10
CORRECTED_DAYS = timedelta(days=8)
"""Sessions of these days can be put right from the chat. Source: own choice, a week back."""


@dataclass(frozen=True, slots=True)
class CardioEntry:
    """One endurance session as the athlete gives it."""

    started_at: datetime
    """Aware."""
    activity: str
    duration_s: int
    key: str
    """Idempotency key: the same key stores one session, however often it is sent."""
    distance_m: Decimal | None = None
    mean_heart_rate_bpm: int | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class CardioCorrection:
    """What was wrong or missing of the session told last; None where it was right."""

    started_at: datetime | None = None
    duration_s: int | None = None
    distance_m: Decimal | None = None
    mean_heart_rate_bpm: int | None = None
    rpe: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PainEntry:
    """Pain or soreness of one place."""

    at: datetime
    site: str
    severity: int
    key: str
    notes: str = ""


def log_cardio(
    uow: TrainingUnitOfWork, user_id: UserId, entry: CardioEntry, *, now: datetime
) -> tuple[CardioSession, bool]:
    """Store one endurance session; return it and whether it was there before.

    The same activity of the same day with the same distance and time is the same session told
    twice.

    Raises:
        InvalidInput: The moment is still to come (code `start_in_future`), or the pace is faster
            than anybody's (code `pace_range`).
    """
    if entry.started_at > now + CLOCK_LEEWAY:
        raise InvalidInput(
            f"the session starts at {entry.started_at.isoformat()}, which is still to come.",
            way_out="Give the day it was done on.",
            code="start_in_future",
        )
    metres = float(entry.distance_m or 0)
    if entry.duration_s < fastest_s(entry.activity, metres):
        raise InvalidInput(
            f"{metres / 1000:g} km in {entry.duration_s} s is faster than any record.",
            way_out="Ask for the distance and the time again.",
            code="pace_range",
        )
    session = CardioSession(
        id=uuid5(NAMESPACE, f"{user_id}:cardio:{entry.key}"),
        user_id=user_id,
        started_at=entry.started_at,
        activity=entry.activity,
        duration_s=entry.duration_s,
        distance_m=entry.distance_m,
        mean_heart_rate_bpm=entry.mean_heart_rate_bpm,
        notes=entry.notes,
        source="chat",
    )
    around = uow.recovery.cardio(user_id, since=entry.started_at - timedelta(days=1))
    same = next((each for each in around if _is_same(each, session)), None)
    if same is not None:
        return same, True
    uow.recovery.put_cardio([session])
    return session, False


def correct_cardio(
    uow: TrainingUnitOfWork, user_id: UserId, entry: CardioCorrection, *, now: datetime
) -> CardioSession | None:
    """Put right the session told last in the chat; None where none was told of late.

    Raises:
        InvalidInput: The pace is faster than anybody's (code `pace_range`).
    """
    told = [
        each
        for each in uow.recovery.cardio(user_id, since=now - CORRECTED_DAYS)
        if each.source == "chat" and each.started_at <= now + CLOCK_LEEWAY
    ]
    if not told:
        return None
    last = told[-1]
    right = replace(
        last,
        started_at=entry.started_at or last.started_at,
        duration_s=entry.duration_s or last.duration_s,
        distance_m=entry.distance_m or last.distance_m,
        mean_heart_rate_bpm=entry.mean_heart_rate_bpm or last.mean_heart_rate_bpm,
        notes=renewed(last.notes, entry.rpe, timed=entry.duration_s is not None),
    )
    if right.duration_s < fastest_s(right.activity, float(right.distance_m or 0)):
        raise InvalidInput(
            "that is faster than any record.",
            way_out="Ask for the distance and the time again.",
            code="pace_range",
        )
    uow.recovery.put_cardio([right])
    return right


def _is_same(one: CardioSession, other: CardioSession) -> bool:
    if one.id == other.id:
        return True
    told = (one.activity, one.duration_s, one.distance_m, one.started_at.date())
    return told == (other.activity, other.duration_s, other.distance_m, other.started_at.date())


def log_night(
    uow: TrainingUnitOfWork, user_id: UserId, day: date, hours: Decimal, quality: int | None = None
) -> tuple[SleepReport, SleepReport | None]:
    """Store the night that ended on `day`; return it and the report it replaces.

    Raises:
        InvalidInput: `hours` is not above 0 to 24 (code `hours_range`).
    """
    if not 0 < hours <= MOST_HOURS:
        raise InvalidInput(
            f"{hours} h is no night.", way_out="Give hours from 0 to 24.", code="hours_range"
        )
    known = uow.recovery.sleep(user_id, since=day)
    before = next((night for night in known if night.day == day), None)
    identity = uuid5(NAMESPACE, f"{user_id}:sleep:{day}") if before is None else before.id
    night = SleepReport(identity, user_id, day, hours, quality, source="chat")
    uow.recovery.add_sleep(night)
    return night, before


def log_pain(uow: TrainingUnitOfWork, user_id: UserId, entry: PainEntry) -> tuple[PainReport, bool]:
    """Store one report of pain or soreness; return it and whether it was there before.

    Raises:
        InvalidInput: The severity is not 0 to 10 (code `severity_range`).
    """
    if not 0 <= entry.severity <= WORST:
        raise InvalidInput(
            f"{entry.severity} is not on the scale 0 to {WORST}.",
            way_out="Ask for a number from 0 to 10.",
            code="severity_range",
        )
    identity = uuid5(NAMESPACE, f"{user_id}:pain:{entry.key}")
    around = uow.recovery.pain(user_id, since=entry.at - timedelta(days=1))
    known = next((each for each in around if each.id == identity), None)
    if known is not None:
        return known, True
    report = PainReport(identity, user_id, entry.at, entry.site, entry.severity, entry.notes)
    uow.recovery.add_pain(report)
    return report, False
