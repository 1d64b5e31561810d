"""What can happen to a programme, as the athlete tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.identity import ExerciseId
from coach.training.rules.programme.request import Injury, Kit, RecentLog


@dataclass(frozen=True, slots=True)
class MissedWeek:
    """Nothing, or next to nothing, was trained."""

    weeks: int = 1


@dataclass(frozen=True, slots=True)
class ShortWeek:
    """This week has fewer days or shorter sessions; None leaves one as it is."""

    days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Travel:
    """Other equipment until a day, that day included."""

    kit: Kit
    until: date
    days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NewInjury:
    """A region hurts; one that is named already gets the new severity."""

    injury: Injury


@dataclass(frozen=True, slots=True)
class Swap:
    """Another exercise for one of the programme; None picks the best substitute."""

    out: ExerciseId
    into: ExerciseId | None = None


@dataclass(frozen=True, slots=True)
class Drop:
    """An exercise is not to be done any more; what it trained is trained otherwise."""

    out: ExerciseId


@dataclass(frozen=True, slots=True)
class Include:
    """An exercise that is to be in the programme from now on."""

    exercise: ExerciseId


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Muscles that are to get more from now on."""

    muscles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewKit:
    """Other equipment for good."""

    kit: Kit


@dataclass(frozen=True, slots=True)
class Deload:
    """An easy week now."""

    cause: str = "It was asked for."


@dataclass(frozen=True, slots=True)
class Budget:
    """Other days or minutes from now on; None leaves one as it is."""

    days: int | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NextBlock:
    """The programme is over, or is to begin again from the newest log."""

    log: RecentLog | None = None


Revision = (
    MissedWeek
    | ShortWeek
    | Travel
    | NewInjury
    | Swap
    | Drop
    | Include
    | Emphasis
    | NewKit
    | Deload
    | Budget
    | NextBlock
)
