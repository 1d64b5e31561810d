"""What the fakes keep, and the rules of the schema that every fake obeys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from coach.accounts.model import Consent, Memory, Profile
from coach.errors import Conflict, InvalidInput, NotFound
from coach.form.model import Finding, FormAnalysis, Video
from coach.identity import UserId
from coach.imports import ArchivedRow, ImportedFile
from coach.knowledge.model import Passage
from coach.knowledge.ports import FloatArray
from coach.nutrition.model import Food, Meal, Target
from coach.runs.model import Exposure, Feedback, Message, Run, Thread
from coach.training.model import (
    BodyWeight,
    CardioSession,
    Exercise,
    PainReport,
    Programme,
    SleepReport,
    StrengthTest,
    Workout,
)
from coach.training.rules.programme.plan import ProgrammePlan


@dataclass
class State:
    """All rows by key; the athlete leads the key of every row that is theirs."""

    accounts: dict[tuple[UserId], datetime] = field(default_factory=dict)
    profiles: dict[tuple[UserId], Profile] = field(default_factory=dict)
    consents: dict[tuple[UserId, UUID], Consent] = field(default_factory=dict)
    memories: dict[tuple[UserId, UUID], Memory] = field(default_factory=dict)
    workouts: dict[tuple[UserId, UUID], Workout] = field(default_factory=dict)
    programmes: dict[tuple[UserId, UUID], Programme] = field(default_factory=dict)
    plans: dict[tuple[UserId, UUID], ProgrammePlan] = field(default_factory=dict)
    body_weights: dict[tuple[UserId, UUID], BodyWeight] = field(default_factory=dict)
    cardio: dict[tuple[UserId, UUID], CardioSession] = field(default_factory=dict)
    sleep: dict[tuple[UserId, object], SleepReport] = field(default_factory=dict)
    pain: dict[tuple[UserId, UUID], PainReport] = field(default_factory=dict)
    tests: dict[tuple[UserId, UUID], StrengthTest] = field(default_factory=dict)
    meals: dict[tuple[UserId, UUID], Meal] = field(default_factory=dict)
    targets: dict[tuple[UserId, UUID], Target] = field(default_factory=dict)
    videos: dict[tuple[UserId, UUID], Video] = field(default_factory=dict)
    analyses: dict[tuple[UserId, UUID], FormAnalysis] = field(default_factory=dict)
    findings: dict[tuple[UserId, UUID], tuple[Finding, ...]] = field(default_factory=dict)
    threads: dict[tuple[UserId, str], Thread] = field(default_factory=dict)
    messages: dict[tuple[UserId, str, str], Message] = field(default_factory=dict)
    runs: dict[tuple[UserId, str, str], Run] = field(default_factory=dict)
    feedback: dict[tuple[UserId, str, str], Feedback] = field(default_factory=dict)
    exposures: dict[tuple[UserId, str, str], Exposure] = field(default_factory=dict)
    import_files: dict[tuple[UserId, UUID], ImportedFile] = field(default_factory=dict)
    import_rows: dict[tuple[UserId, UUID, int], ArchivedRow] = field(default_factory=dict)
    exercises: dict[str, tuple[Exercise, tuple[str, ...]]] = field(default_factory=dict)
    own_names: dict[tuple[UserId, str], tuple[str, str]] = field(default_factory=dict)
    """What an athlete calls an exercise of the catalogue, by its compact form."""
    foods: dict[str, Food] = field(default_factory=dict)
    passages: dict[str, tuple[Passage, str, FloatArray]] = field(default_factory=dict)

    def copy(self) -> State:
        return State(**{part.name: dict(getattr(self, part.name)) for part in fields(self)})

    def restore(self, earlier: State) -> None:
        for part in fields(self):
            setattr(self, part.name, dict(getattr(earlier, part.name)))

    def drop_account(self, user_id: UserId) -> None:
        for part in fields(self):
            rows: dict[Any, Any] = getattr(self, part.name)
            for key in [key for key in rows if key[0] == user_id]:
                del rows[key]
        self.exercises = {
            key: kept for key, kept in self.exercises.items() if kept[0].owner_id != user_id
        }
        self.foods = {key: food for key, food in self.foods.items() if food.owner_id != user_id}

    def check(self, user_id: UserId | None, entity: object) -> None:
        """Refuse what the schema refuses: unknown owner, text with NUL, naive time."""
        if user_id is not None and (user_id,) not in self.accounts:
            raise NotFound("no such account.", code="account_not_found")
        _check_values(entity)

    def require(self, kind: str, user_id: UserId, ids: Iterable[str]) -> None:
        """Refuse ids of a catalogue that the athlete does not see."""
        owners: Mapping[str, UserId | None] = (
            {key: food.owner_id for key, food in self.foods.items()}
            if kind == "food"
            else {key: kept[0].owner_id for key, kept in self.exercises.items()}
        )
        unknown = [key for key in ids if key not in owners or owners[key] not in {None, user_id}]
        if unknown:
            raise InvalidInput(f"no such {kind}: {unknown}.", code=f"unknown_{kind}")


def add(rows: dict[Any, Any], key: object, row: object) -> None:
    """Insert a row under a new key."""
    if key in rows:
        raise Conflict(f"{key} is taken.", code="already_exists")
    rows[key] = row


def pop(rows: dict[Any, Any], key: tuple[object, ...], name: str) -> None:
    """Delete the row under a key."""
    take(rows, key, name)
    del rows[key]


def take(rows: dict[Any, Any], key: tuple[object, ...], name: str) -> Any:
    """Return the row under a key."""
    if key not in rows:
        raise NotFound(f"no such {name}: {key[-1]}.", code=f"{name}_not_found")
    return rows[key]


def mine(rows: Mapping[Any, Any], user_id: UserId) -> list[Any]:
    """Return an athlete's rows in the order they were stored."""
    return [row for key, row in rows.items() if key[0] == user_id]


def _check_values(value: object) -> None:
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise InvalidInput("a text cannot be stored.", code="invalid_text")
    elif isinstance(value, datetime):
        _check_instant(value)
    elif is_dataclass(value):
        for part in fields(value):
            _check_values(getattr(value, part.name))
    elif isinstance(value, tuple):
        for part in cast("tuple[object, ...]", value):
            _check_values(part)


def _check_instant(value: datetime) -> None:
    try:
        if value.tzinfo is not None and value.astimezone(UTC):
            return
    except OverflowError as exc:
        raise InvalidInput(f"{value} is too far away.", code="not_an_instant") from exc
    raise InvalidInput(f"{value} has no time zone.", code="not_an_instant")
