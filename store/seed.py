"""Loads the shipped catalogue, foods and knowledge into the database, each part once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select

from coach.clock import Clock, SystemClock
from coach.knowledge.ports import Embedder
from store import catalogue, usda
from store.engine import Store
from store.passages import INDEX_VERSION
from store.rows import upsert
from store.tables import exercises, foods, passages, seed_state
from store.unit_of_work import StoreUnitOfWork

Report = Callable[[str, int, int], None]
"""Told (what, done, total) while a part loads."""
SEED_VERSION = 1
"""Raised when the same content must be loaded differently."""
LOCK_KEY = 5_348_454_801
"""Advisory lock that lets one process seed at a time."""
CHUNK = 500
"""Rows of one statement."""
PASSAGE_CHUNK = 16
"""Passages embedded at a time, so that progress shows."""


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What a seed run did."""

    loaded: tuple[str, ...]
    """Parts that were loaded: `exercises`, `foods`, `knowledge`; empty when all was up to date."""
    exercises: int
    foods: int
    passages: int
    """How many of each the shared catalogue holds now."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    hash: str
    load: Callable[[StoreUnitOfWork, Report], None]


def seed(
    store: Store,
    embedder: Embedder,
    *,
    report: Report | None = None,
    clock: Clock | None = None,
) -> SeedReport:
    """Bring the shared content up to date.

    Each part is one transaction and is skipped when the hash of its content is the stored one.

    Args:
        store: An open store on a migrated database.
        embedder: Makes the vectors of the knowledge notes.
        report: Told how far a part is.
        clock: Dates the seed; the machine's clock if not given.

    Raises:
        SetupError: Shipped content or a packaged data file is missing.
    """
    tell = report or _say_nothing
    now = (clock or SystemClock()).now()
    loaded: list[str] = []
    with store.read_only() as uow:
        parts = [part for part in _parts(embedder) if _stored_hash(uow, part) != part.hash]
    for part in parts:
        with store.unit_of_work() as uow:
            uow.connection.execute(select(func.pg_advisory_xact_lock(LOCK_KEY)))
            if _stored_hash(uow, part) == part.hash:
                continue
            part.load(uow, tell)
            row: dict[str, Any] = {"key": part.name, "hash": part.hash, "seeded_at": now}
            uow.connection.execute(upsert(seed_state, row))
        loaded.append(part.name)
    with store.read_only() as uow:
        return _counted(uow, tuple(loaded))


def _parts(embedder: Embedder) -> tuple[_Part, ...]:
    index = f"{embedder.model_id}:{INDEX_VERSION}"

    def load_knowledge(uow: StoreUnitOfWork, report: Report) -> None:
        _load_knowledge(uow, embedder, report)

    return (
        _Part("exercises", _hash(*catalogue.EXERCISES), _load_exercises),
        _Part("foods", food_hash(), _load_foods),
        _Part("knowledge", _hash("knowledge", extra=index), load_knowledge),
    )


def food_hash() -> str:
    """Return the hash of the foods: our list and the table we read the rest from."""
    return _hash("foods.yaml", extra=f"{usda.SIZE_BYTES}")


def _stored_hash(uow: StoreUnitOfWork, part: _Part) -> str | None:
    return uow.connection.scalar(select(seed_state.c.hash).where(seed_state.c.key == part.name))


def _hash(*names: str, extra: str = "") -> str:
    content = f"{SEED_VERSION}:{extra}:{catalogue.content_hash(*names)}"
    return hashlib.sha256(content.encode()).hexdigest()


def _load_exercises(uow: StoreUnitOfWork, report: Report) -> None:
    entries = catalogue.exercises()
    uow.exercises.replace_shipped(entries)
    report("exercises", len(entries), len(entries))


def _load_foods(uow: StoreUnitOfWork, report: Report) -> None:
    every = [*catalogue.own_foods(), *usda.generic_foods(usda.table_path())]
    for start in range(0, len(every), CHUNK):
        uow.foods.put_many(every[start : start + CHUNK])
        report("foods", min(start + CHUNK, len(every)), len(every))


def _load_knowledge(uow: StoreUnitOfWork, embedder: Embedder, report: Report) -> None:
    notes = catalogue.notes()
    uow.connection.execute(delete(passages).where(passages.c.id.not_in([n.id for n in notes])))
    for start in range(0, len(notes), PASSAGE_CHUNK):
        uow.passages.put_many(notes[start : start + PASSAGE_CHUNK], embedder)
        report("knowledge", min(start + PASSAGE_CHUNK, len(notes)), len(notes))


def _counted(uow: StoreUnitOfWork, loaded: Sequence[str]) -> SeedReport:
    counts = uow.connection.execute(
        select(
            select(func.count(exercises.c.id))
            .where(exercises.c.owner_id.is_(None))
            .scalar_subquery(),
            select(func.count(foods.c.id)).where(foods.c.owner_id.is_(None)).scalar_subquery(),
            select(func.count(passages.c.id)).scalar_subquery(),
        )
    ).one()
    return SeedReport(tuple(loaded), *counts)


def _say_nothing(what: str, done: int, total: int) -> None:
    del what, done, total
