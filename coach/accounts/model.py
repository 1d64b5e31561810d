"""The athlete's profile, consents and memories."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from coach.identity import UserId
from coach.units import MassUnit


class Sex(StrEnum):
    """Sex as the energy formulas use it."""

    FEMALE = "f"
    MALE = "m"


class Goal(StrEnum):
    """What the athlete trains for."""

    STRENGTH = "strength"
    HYPERTROPHY = "hypertrophy"
    FAT_LOSS = "fat_loss"
    ENDURANCE = "endurance"
    HEALTH = "health"


class Experience(StrEnum):
    """Training age, as programmes use it."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Activity(StrEnum):
    """Everyday activity, named by its conventional factor on resting energy."""

    SEDENTARY = "sedentary"
    LIGHT = "light"
    MODERATE = "moderate"
    HIGH = "high"
    VERY_HIGH = "very_high"


UNKNOWN_COUNTRY = "ZZ"
"""Not told. Source: Unicode CLDR's code for an unknown region; ISO 3166 leaves it to users."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What an athlete has told about themselves; None means not told."""

    user_id: UserId
    mass_unit: MassUnit = MassUnit.KG
    country: str = UNKNOWN_COUNTRY
    """ISO 3166-1 alpha-2; picks the emergency number and helplines."""
    time_zone: str = "UTC"
    """IANA name; days and weeks are cut in this zone."""
    language: str = "en"
    """BCP 47."""
    sex: Sex | None = None
    birth_date: date | None = None
    height_cm: Decimal | None = None
    goal: Goal | None = None
    experience: Experience | None = None
    activity: Activity | None = None
    days_per_week: int | None = None
    minutes_per_session: int | None = None
    equipment: tuple[str, ...] = ()
    diet: str | None = None
    plate_step_kg: Decimal = Decimal("2.5")
    """Smallest total change a barbell allows (two of the smallest plates)."""
    dumbbell_step_kg: Decimal = Decimal(2)
    """Difference between neighbouring dumbbells."""
    screening: dict[str, bool] = field(default_factory=dict[str, bool])
    """Answers to the pre-exercise questions by question id."""

    @property
    def takes_novice_steps(self) -> bool:
        """Whether loads go up in a novice's steps: also where the training age is not known."""
        return self.experience in {None, Experience.NOVICE}

    def age_on(self, day: date) -> int | None:
        """Return completed years on `day`; None without a birth date."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

    def reports(self, words: Iterable[str]) -> bool:
        """Tell whether a screening question that holds one of these words was answered with yes."""
        asked = [
            re.sub(r"[\W_]+", " ", key.casefold()) for key, yes in self.screening.items() if yes
        ]
        return any(word in question for question in asked for word in words)


class ConsentPurpose(StrEnum):
    """What health data may be used for; each is asked for on its own."""

    TRAINING = "training"
    FORM_VIDEO = "form_video"
    NUTRITION = "nutrition"


@dataclass(frozen=True, slots=True)
class Consent:
    """One entry of the consent ledger; the newest for a purpose counts."""

    id: UUID
    user_id: UserId
    purpose: ConsentPurpose
    granted: bool
    text_version: str
    """Version of the words the athlete agreed to."""
    at: datetime


class MemoryKind(StrEnum):
    """What a memory is about; injuries and equipment change plans."""

    INJURY = "injury"
    EQUIPMENT = "equipment"
    PREFERENCE = "preference"
    DISLIKE = "dislike"
    BARRIER = "barrier"
    """What gets in the way of training."""
    GOAL = "goal"
    SCHEDULE = "schedule"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing the coach keeps in mind; the athlete sees, edits and deletes it."""

    id: UUID
    user_id: UserId
    kind: MemoryKind
    text: str
    created_at: datetime
    said: str | None = None
    """The athlete's words it was taken from; None for one that was typed in."""
    run_id: str | None = None
    """The turn of the conversation it was taken from."""
