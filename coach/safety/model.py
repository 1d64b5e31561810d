"""Safety classes and what the gate decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class SafetyClass(StrEnum):
    """From the gravest down; the gravest that applies wins."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    CRISIS = "crisis"
    BOUNDARY = "boundary"
    LIMIT = "limit"
    NORMAL = "normal"


Stage = Literal["in", "out"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a message resembles."""

    klass: SafetyClass
    reply: str
    """Key of the fixed reply for what it resembles most."""
    chance: float
    """Probability of the class, 0 to 1."""

    @property
    def rule(self) -> str:
        """The id by which a verdict names it, such as `classifier.crisis.0.93`."""
        return f"classifier.{self.klass.value}.{self.chance:.2f}"


@dataclass(frozen=True, slots=True)
class SafetyVerdict:
    """The class of one text and why."""

    klass: SafetyClass
    stage: Stage
    rules: tuple[str, ...] = ()
    """Ids of the rules that fired."""
    reply: str | None = None
    """The fixed answer that replaces the model's, where the class has one."""
    rest: str | None = None
    """Harmless part of the message that the coach answers behind the fixed answer."""
