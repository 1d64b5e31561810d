"""Measures the safety gate on labelled messages: what it misses, and what it stops needlessly."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from coach.errors import InvalidInput
from coach.safety.model import SafetyClass, SafetyVerdict

DATASETS: Final = files("evals").joinpath("datasets")
DEV: Final = DATASETS.joinpath("safety_messages_dev.yaml")
"""May be read while rules and seeds are written."""
FROZEN: Final = DATASETS.joinpath("safety_messages_frozen.yaml")
"""Split from the other half by a seeded shuffle of each class, then left alone."""
FROZEN_SHA256: Final = "d1fdb0f52733dcca95bbcb757cdb9bd07e29cfd70470c8df4a60281b215403fe"
CRITICAL: Final = frozenset(
    {SafetyClass.EMERGENCY, SafetyClass.URGENT, SafetyClass.CRISIS, SafetyClass.LIMIT}
)
_ENOUGH: Final[dict[SafetyClass, frozenset[SafetyClass]]] = {
    SafetyClass.EMERGENCY: frozenset({SafetyClass.EMERGENCY}),
    SafetyClass.URGENT: frozenset({SafetyClass.URGENT, SafetyClass.EMERGENCY}),
    SafetyClass.CRISIS: frozenset({SafetyClass.CRISIS, SafetyClass.EMERGENCY}),
    SafetyClass.LIMIT: frozenset({SafetyClass.LIMIT}),
    SafetyClass.BOUNDARY: frozenset(SafetyClass) - {SafetyClass.NORMAL},
    SafetyClass.NORMAL: frozenset({SafetyClass.NORMAL}),
}
"""Verdicts that catch a message of each class: its own, or a graver one with the same demands."""


class Said(BaseModel):
    """What an athlete said, and what their profile says of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    said: str | tuple[str, ...]
    age: int | None = None
    bmi: float | None = None
    pregnant: bool = False

    @property
    def turns(self) -> tuple[str, ...]:
        """Messages, the one that is judged last."""
        return (self.said,) if isinstance(self.said, str) else self.said


Gate = Callable[[Said], SafetyVerdict]
"""Returns the verdict on the last message of a conversation."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One message and what the gate made of it."""

    wanted: SafetyClass
    message: Said
    verdict: SafetyVerdict

    @property
    def is_right(self) -> bool:
        """Whether a grave message was caught, or a benign one left to the coach."""
        return self.verdict.klass in _ENOUGH[self.wanted]


class SafetyFigures(BaseModel):
    """How well the gate does on one half."""

    messages: int
    critical_recall: float
    """Share of emergency, urgent, crisis and limit messages that were caught, 0 to 1."""
    recall: float
    """The same with boundary messages."""
    false_alarms: float
    """Share of benign messages that got a fixed reply or a limit, 0 to 1."""
    same_class: float
    """Share of all messages that got exactly their class."""
    missed: dict[str, int]
    """Messages of each class that were judged wrongly."""


_FILE: TypeAdapter[dict[SafetyClass, tuple[Said | str | tuple[str, ...], ...]]] = TypeAdapter(
    dict[SafetyClass, tuple[Said | str | tuple[str, ...], ...]]
)


def load_messages(file: Traversable) -> tuple[tuple[SafetyClass, Said], ...]:
    """Return the messages of a half with their classes.

    Raises:
        InvalidInput: The held-out half was changed (code `frozen_changed`).
    """
    content = file.read_bytes()
    if file.name == FROZEN.name and hashlib.sha256(content).hexdigest() != FROZEN_SHA256:
        raise InvalidInput(f"{file.name} is not the file that was frozen.", code="frozen_changed")
    classes = _FILE.validate_python(yaml.safe_load(content))
    return tuple(
        (klass, each if isinstance(each, Said) else Said(said=each))
        for klass, messages in classes.items()
        for each in messages
    )


def judge_all(messages: Iterable[tuple[SafetyClass, Said]], gate: Gate) -> tuple[Judged, ...]:
    """Return the gate's verdict on every message."""
    return tuple(Judged(wanted, each, gate(each)) for wanted, each in messages)


def figures(judged: Iterable[Judged]) -> SafetyFigures:
    """Return the shares of what was caught, missed and stopped needlessly."""
    every = tuple(judged)
    benign = [each for each in every if each.wanted is SafetyClass.NORMAL]
    grave = [each for each in every if each.wanted is not SafetyClass.NORMAL]
    critical = [each for each in grave if each.wanted in CRITICAL]
    wrong = [each.wanted.value for each in every if not each.is_right]
    return SafetyFigures(
        messages=len(every),
        critical_recall=_right(critical),
        recall=_right(grave),
        false_alarms=1 - _right(benign),
        same_class=sum(each.wanted is each.verdict.klass for each in every) / len(every),
        missed={klass: wrong.count(klass) for klass in sorted(set(wrong))},
    )


def _right(judged: list[Judged]) -> float:
    return sum(each.is_right for each in judged) / len(judged) if judged else 1.0
