"""Writes who the athlete is: profile, consents, and as memories what no other table keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from coach.accounts.model import (
    Activity,
    Consent,
    ConsentPurpose,
    Experience,
    Memory,
    MemoryKind,
    Profile,
    Sex,
)
from coach.days import midnight
from coach.units import MassUnit, kg_from
from evals.cases.fixture import Told
from evals.cases.fixture_health import MemoryFixture
from evals.cases.fixture_profile import ProfileFixture
from evals.seeding.place import Place

HALF_A_YEAR = timedelta(days=182)
"""How long ago the birthday of an athlete was who told an age: far from the next one."""
TIMES_A_WEEK = re.compile(
    r"\b([1-7]|once|twice|one|two|three|four|five|six|seven)\s*(?:x|times|days|sessions)?\s*"
    r"(?:a|per|/|each|every)\s*week"
)
_NUMBERS = dict(
    zip(("one", "two", "three", "four", "five", "six", "seven"), range(1, 8), strict=True)
) | {"once": 1, "twice": 2}
BOTH_PLATES = 2
"""A plate goes on each end of the bar."""


def seed_consents(place: Place, told: Told) -> None:
    """Enter the athlete's decisions; before the first turn what is not named is granted."""
    purposes = tuple(ConsentPurpose) if place.told == 0 else tuple(told.consents)
    for purpose in purposes:
        place.uow.consents.add(
            Consent(
                id=place.id(f"consent:{purpose}"),
                user_id=place.user_id,
                purpose=purpose,
                granted=told.consents.get(purpose, True),
                text_version="evals",
                at=place.now,
            )
        )


def seed_memories(place: Place, told: Told) -> None:
    """Keep the memories told, and what of the profile no table has a column for."""
    kept = [*told.memories, *_of_profile(told.profile)]
    for n, memory in enumerate(kept):
        at = place.now + timedelta(microseconds=n)
        place.uow.memories.add(
            Memory(
                id=place.id("memory", n),
                user_id=place.user_id,
                kind=memory.kind,
                text=memory.text,
                created_at=_moment(memory.when, at),
            )
        )


def _moment(when: date | datetime | None, usual: datetime) -> datetime:
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    return usual if when is None else midnight(when, usual.tzinfo or UTC) + timedelta(hours=12)


def profile_of(place: Place, told: ProfileFixture, before: Profile) -> Profile:
    """Return the profile with what was told; the rest stays as it was before."""
    said = told.model_fields_set
    plain = {
        "country": told.country,
        "time_zone": told.time_zone,
        "language": told.language,
        "height_cm": told.height_cm,
        "minutes_per_session": told.minutes_per_session,
        "equipment": told.equipment,
    }
    changed: dict[str, object] = {key: value for key, value in plain.items() if key in said}
    if "units" in said:
        changed["mass_unit"] = MassUnit(told.units)
    diet = [*(told.diet or ()), *(f"allergic to {each}" for each in told.allergies)]
    days = told.days_per_week
    read = {
        "sex": told.sex and Sex(told.sex),
        "birth_date": told.birth_date or _birthday(place.now.date(), told.age),
        "goal": told.goal_named,
        "experience": Experience(told.experience) if told.experience in set(Experience) else None,
        "activity": Activity(told.activity) if told.activity in set(Activity) else None,
        "days_per_week": _times_a_week(told.training) if days is None else days,
        "diet": ", ".join(diet) or None,
    }
    changed |= {key: value for key, value in read.items() if value is not None}
    screening = _screening(told)
    if screening:
        changed["screening"] = {**before.screening, **screening}
    return replace(before, **changed, **_steps(told, before))  # pyright: ignore[reportArgumentType] - each value has its field's type


def _birthday(today: date, age: int | None) -> date | None:
    if age is None:
        return None
    passed = today - HALF_A_YEAR
    return date(passed.year - age, passed.month, min(passed.day, 28))


def _times_a_week(training: Iterable[str] | None) -> int | None:
    """Return the number in "lifting 4 times a week"."""
    found = TIMES_A_WEEK.search(" ".join(training or ()).casefold())
    return None if found is None else _NUMBERS.get(found[1]) or int(found[1])


def _steps(told: ProfileFixture, before: Profile) -> dict[str, Decimal]:
    """Return the steps of barbell and dumbbells, in kg."""
    unit = MassUnit(told.units) if "units" in told.model_fields_set else before.mass_unit
    steps: dict[str, Decimal] = {}
    if told.plates:
        steps["plate_step_kg"] = kg_from(min(told.plates) * BOTH_PLATES, unit)
    apart = {high - low for low, high in zip(told.dumbbells, told.dumbbells[1:], strict=False)}
    if len(apart) == 1 and min(apart) > 0:
        steps["dumbbell_step_kg"] = kg_from(min(apart), unit)
    if told.rounding is not None and told.rounding.barbell is not None:
        steps["plate_step_kg"] = told.rounding.barbell
    if told.rounding is not None and told.rounding.dumbbell is not None:
        steps["dumbbell_step_kg"] = told.rounding.dumbbell
    if told.dumbbell_step_kg is not None:
        steps["dumbbell_step_kg"] = told.dumbbell_step_kg
    return steps


def _screening(told: ProfileFixture) -> dict[str, bool]:
    """Return the answers by question; what an athlete has or takes is a question said yes to."""
    answers = {
        question: answer if isinstance(answer, bool) else not _is_no(answer)
        for question, answer in told.screening.items()
    }
    answers |= dict.fromkeys(told.conditions, True)
    if told.medication:
        answers["medication"] = True
    if isinstance(told.pregnancy, bool):
        answers["pregnant"] = told.pregnancy
    elif told.pregnancy:
        after = re.search(r"breast|lactat|post", told.pregnancy.casefold())
        answers[told.pregnancy if after else "pregnant"] = True
    return answers


def _is_no(answer: str) -> bool:
    return answer.strip().casefold() in {"", "no", "none", "never", "false"}


def _of_profile(told: ProfileFixture) -> Iterator[MemoryFixture]:
    """Yield what the product keeps in no column, in the athlete's words."""
    kinds: tuple[tuple[MemoryKind, str, Iterable[object]], ...] = (
        (MemoryKind.OTHER, "name: {}", _some(told.name)),
        (MemoryKind.OTHER, "body fat: {} %", _some(told.body_fat_pct)),
        (MemoryKind.OTHER, "goal: {}", told.goal or ()),
        (MemoryKind.OTHER, "experience: {}", _unknown(told.experience, set(Experience))),
        (MemoryKind.OTHER, "activity: {}", _unknown(told.activity, set(Activity))),
        (MemoryKind.OTHER, "training: {}", told.training or ()),
        (MemoryKind.OTHER, "time: {} minutes a week", _some(told.minutes_per_week)),
        (MemoryKind.EQUIPMENT, "plates: {}", _some(", ".join(map(str, told.plates)))),
        (MemoryKind.EQUIPMENT, "dumbbells: {}", _some(", ".join(map(str, told.dumbbells)))),
        (MemoryKind.EQUIPMENT, "bar: {} kg", _some(told.bar_kg)),
        (MemoryKind.OTHER, "condition: {}", told.conditions),
        (MemoryKind.INJURY, "{}", told.injuries),
        (MemoryKind.OTHER, "takes {}", told.medication),
        (MemoryKind.OTHER, "pregnancy: {}", _some(told.pregnancy, str)),
        (MemoryKind.OTHER, "{}", _worded(told)),
        (MemoryKind.OTHER, "{}", (f"{key}: {each}" for key, each in told.said.items())),
        (MemoryKind.OTHER, "allergic to {}", told.allergies),
        (MemoryKind.DISLIKE, "dislikes {}", told.dislikes),
        (MemoryKind.PREFERENCE, "likes {}", told.likes),
    )
    for kind, words, values in kinds:
        for value in values:
            yield MemoryFixture(kind=kind, text=words.format(value))


def _some(value: object, kind: type = object) -> tuple[object, ...]:
    return (value,) if value not in {None, ""} and isinstance(value, kind) else ()


def _unknown(word: str | None, known: set[str]) -> tuple[object, ...]:
    """Return a word the product has no value for."""
    return () if word is None or word in known else (word,)


def _worded(told: ProfileFixture) -> Iterator[str]:
    """Yield the screening answers that say more than yes or no."""
    for question, answer in told.screening.items():
        plain = isinstance(answer, bool) or _is_no(answer) or answer.strip().casefold() == "yes"
        if not plain:
            yield f"{question}: {answer}"
