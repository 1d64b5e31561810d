"""What a programme is built from: the athlete's aim, budget, kit, injuries, wishes and log."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.training.model import Equipment, Region
from coach.units import MassUnit, kg_from

MIN_DAYS, MAX_DAYS = 1, 7
MIN_MINUTES, MAX_MINUTES = 15, 240
"""Shorter sessions hold no warmed-up compound set; longer ones are typing errors.

Source: coaching practice; Iversen 2021 (Sports Med 51:2079) plans short sessions from 15 minutes.
"""
MAX_MEET_WEEKS = 20
"""Longer preparations begin with an ordinary block. Source: coaching practice."""


class Aim(StrEnum):
    """What the programme is for."""

    STRENGTH = "strength"
    MUSCLE = "muscle"
    FAT_LOSS = "fat_loss"
    FITNESS = "fitness"
    ENDURANCE = "endurance"
    """Strength work that supports running, riding or swimming."""
    POWERLIFTING = "powerlifting"


class TrainingAge(StrEnum):
    """How long and how well somebody has trained."""

    NOVICE = "novice"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Template(StrEnum):
    """A layout that was asked for."""

    ANY = "any"
    """What fits the days best."""
    FULL_BODY = "full_body"
    UPPER_LOWER = "upper_lower"
    PUSH_PULL_LEGS = "push_pull_legs"
    FIVE_THREE_ONE = "five_three_one"


class Severity(StrEnum):
    """What an injury leaves."""

    LIMIT = "limit"
    """Movements that load the region stay possible, lighter, and are the last choice."""
    AVOID = "avoid"
    """Movements that load the region are left out."""


class Fixture(StrEnum):
    """Furniture that some exercises need beside what is lifted."""

    RACK = "rack"
    BENCH = "bench"
    PULL_UP_BAR = "pull_up_bar"
    DIP_BARS = "dip_bars"


ALL_FIXTURES = tuple(Fixture)


@dataclass(frozen=True, slots=True)
class Injury:
    """A region and what it rules out."""

    region: Region
    severity: Severity = Severity.AVOID


@dataclass(frozen=True, slots=True)
class PlatePair:
    """Plates of one mass that are there in pairs."""

    plate_kg: Decimal
    pairs: int


@dataclass(frozen=True, slots=True)
class Kit:
    """What can be used and loaded; body weight is always there."""

    equipment: tuple[Equipment, ...] = tuple(Equipment)
    fixtures: tuple[Fixture, ...] = ALL_FIXTURES
    bar_kg: Decimal = Decimal(20)
    plate_step_kg: Decimal = Decimal("2.5")
    """Smallest total change of a barbell."""
    plates: tuple[PlatePair, ...] = ()
    """What there is; empty: enough of everything down to half the step."""
    dumbbell_step_kg: Decimal = Decimal(2)
    dumbbell_max_kg: Decimal = Decimal(50)
    kettlebells_kg: tuple[Decimal, ...] = tuple(map(Decimal, (8, 12, 16, 20, 24, 32)))
    """Source: the common sizes of competition kettlebells."""
    stack_step_kg: Decimal = Decimal(5)
    """Plate of a machine's stack, where the exercise does not say another."""
    unit: MassUnit = MassUnit.KG
    """What bars, plates, dumbbells and stacks are marked in; every mass here is in kilograms."""


def gym_in(unit: MassUnit) -> Kit:
    """Return a full gym whose bars, plates, dumbbells and stacks are marked in `unit`.

    Source:
        American gyms: a bar of 45 lb, plates from 2.5 lb, dumbbells to 100 lb and stacks in steps
        of 5 and 10 lb.
    """
    if unit is MassUnit.KG:
        return Kit()
    bar, five, ten, most = (kg_from(Decimal(pounds), unit) for pounds in (45, 5, 10, 100))
    return Kit(
        bar_kg=bar,
        plate_step_kg=five,
        dumbbell_step_kg=five,
        dumbbell_max_kg=most,
        stack_step_kg=ten,
        unit=unit,
    )


FULL_GYM = Kit()
BODY_WEIGHT = Kit(equipment=(Equipment.BODYWEIGHT,), fixtures=())


@dataclass(frozen=True, slots=True)
class KnownLift:
    """What the log says of one exercise."""

    exercise_id: ExerciseId
    load_kg: Decimal | None
    """Last working load; None for body weight alone."""
    reps: int
    one_rep_max_kg: Decimal | None = None
    """Estimate; None without a load or above 15 repetitions."""


@dataclass(frozen=True, slots=True)
class MuscleSets:
    """Fractional sets of one muscle in one week."""

    muscle: str
    sets: Decimal


@dataclass(frozen=True, slots=True)
class RecentLog:
    """What was trained lately; empty for somebody without a log."""

    lifts: tuple[KnownLift, ...] = ()
    weekly_sets: tuple[MuscleSets, ...] = ()
    """Usual week, fractional sets; empty: nothing is known."""
    days_since_last: int | None = None
    is_back: bool = False
    """True once the return from the break is under way; the loads are then lowered already."""


@dataclass(frozen=True, slots=True)
class ProgrammeRequest:
    """Everything a programme depends on."""

    aim: Aim
    age: TrainingAge
    days: int
    minutes: int
    kit: Kit = FULL_GYM
    injuries: tuple[Injury, ...] = ()
    liked: tuple[ExerciseId, ...] = ()
    disliked: tuple[ExerciseId, ...] = ()
    priorities: tuple[str, ...] = ()
    """Muscles that lag, most wanted first."""
    log: RecentLog = RecentLog()
    meet_in_weeks: int | None = None
    """Weeks until a competition of strength."""
    keep: tuple[ExerciseId, ...] = ()
    """Exercises of the programme before, which go before others of the same slot."""
    template: Template = Template.ANY
    gentle: bool = False
    """True: nothing harder than moderate, three or more repetitions in reserve."""


def check_request(request: ProgrammeRequest) -> None:
    """Refuse a request that no programme can answer.

    Raises:
        InvalidInput: codes `days_range`, `minutes_range`, `meet_range`, `kit_range` and
            `contradiction`.
    """
    _in_range("days", request.days, MIN_DAYS, MAX_DAYS, "days_range")
    _in_range("minutes", request.minutes, MIN_MINUTES, MAX_MINUTES, "minutes_range")
    if request.meet_in_weeks is not None:
        _in_range("meet_in_weeks", request.meet_in_weeks, 1, MAX_MEET_WEEKS, "meet_range")
    _check_kit(request.kit)
    both = sorted(set(request.liked) & set(request.disliked))
    if both:
        raise InvalidInput(
            f"{', '.join(both)} is both liked and disliked.",
            way_out="Name it once.",
            code="contradiction",
        )


def _in_range(name: str, value: int, low: int, high: int, code: str) -> None:
    whole = type(value) is int  # True is an int to isinstance
    if not whole or not low <= value <= high:
        raise InvalidInput(
            f"{name} is {value!r}; it must be a whole number from {low} to {high}.",
            way_out=f"Give {low} to {high}.",
            code=code,
        )


def _check_kit(kit: Kit) -> None:
    amounts = {
        "bar_kg": kit.bar_kg,
        "plate_step_kg": kit.plate_step_kg,
        "dumbbell_step_kg": kit.dumbbell_step_kg,
        "dumbbell_max_kg": kit.dumbbell_max_kg,
        "stack_step_kg": kit.stack_step_kg,
    }
    amounts |= {f"kettlebell {n + 1}": each for n, each in enumerate(kit.kettlebells_kg)}
    amounts |= {f"plate {n + 1}": each.plate_kg for n, each in enumerate(kit.plates)}
    for name, value in amounts.items():
        if not (value.is_finite() and 0 < value <= 200):
            raise InvalidInput(
                f"{name} is {value}; it must be above 0 and at most 200 kg.",
                way_out="Give the mass in kilograms.",
                code="kit_range",
            )
    for each in kit.plates:
        _in_range(f"pairs of {each.plate_kg} kg", each.pairs, 1, 20, "kit_range")
