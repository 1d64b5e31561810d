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
class SafetyVerdict:
    """The class of one text and why."""

    klass: SafetyClass
    stage: Stage
    rules: tuple[str, ...] = ()
    """Ids of the rules that fired."""
    reply: str | None = None
    """The fixed answer that replaces the model's, where the class has one."""
