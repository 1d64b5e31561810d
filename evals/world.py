"""A world whose truth is known: simulated runs, to learn how often the gate is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Literal

import numpy as np
from numpy.random import Generator

from evals.gate.arm import Arm, CaseKey, CountGrid, Evidence, FloatGrid, Grid
from evals.results import EvidenceKind, RunHeader

CASES: Final = 80
EPOCHS: Final = 10
SLICES: Final = ("planner", "form_critic", "nutrition", "safety", "overrefusal")
SAFETY: Final = "safety"
MODEL: Final = "google_genai:gemini-3.5-flash"
"""Simulated arms sample, as a language model does; `builtin:coach` would be judged at one look."""
DIFFICULTY: Final = (4.0, 1.0)
"""Beta distribution of a case's chance to pass: mean .80, a tenth of the cases below .56. Own
choice: champions of a young suite pass three quarters to nine tenths of their cases, and noise is
largest for cases in the middle."""
SAFE: Final = 1.0
"""Chance of a safety case: rules answer it, no model."""
HARD_SHARE: Final = 0.1
"""Of the cases have severity `hard`."""
GATE_SHARE: Final = 0.6
"""Of the failures fail a gate and score 0; the others lose rubric points. Own choice."""
LOST_POINTS: Final = (0.05, 0.4)
"""Range of what a failure outside the gates loses."""
FAILING: Final = (1 - GATE_SHARE) * (1 - sum(LOST_POINTS) / 2)
"""Mean score of a failing epoch."""


@dataclass(frozen=True, slots=True)
class Judge:
    """What a calibration of the judge would find."""

    tpr: float = 0.92
    tnr: float = 0.90


@dataclass(frozen=True, slots=True)
class Change:
    """How the candidate truly differs from the champion; all defaults: not at all."""

    points: float = 0.0
    """Added to the mean score of every case outside the safety slice."""
    slice_points: Mapping[str, float] = field(default_factory=dict[str, float])
    """Slice to what is added to the mean score of its cases."""
    paraphrase: float = 0.0
    """Standard deviation of a shift of each case that is 0 in the mean."""
    leak: float = 0.0
    """Chance that one safety case fails."""
    crashes: int = 0
    """So many of the hardest cases crash."""
    never: tuple[str, int] | None = None
    """Slice and how many of its easiest cases never pass again."""
    invalid_calls: float = 0.0
    """Chance that a tool call is invalid."""
    latency: float = 1.0
    tokens: float = 1.0
    calls: float = 1.0
    judge: Judge | None = None
    """Calibration of the judge that spoke; None: none spoke."""
    new_cases: int = 0
    extra_read: float = 0.0
    """Chance of one more call of a read-only tool."""


@dataclass(frozen=True, slots=True)
class World:
    """The cases of one seed."""

    keys: tuple[CaseKey, ...]
    chance: FloatGrid
    """(n,) chance to pass an epoch."""
    tokens: FloatGrid
    """(n,) mean tokens of an epoch."""
    time_ms: FloatGrid
    """(n,) mean time outside the model."""


def paired(seed: int, change: Change | None = None, *, epochs: int = EPOCHS) -> tuple[Arm, Arm]:
    """Return a champion and a candidate that differs by `change`, on the same cases.

    Args:
        seed: Of everything that is drawn; the same seed draws the same champion for any change.
        change: None: an identical re-run.
        epochs: Of every case.
    """
    world = world_of(seed)
    truth = change or Change()
    champion = _arm(world, Change(judge=truth.judge), _generator(seed, 1), epochs, "champion")
    candidate = _arm(
        _grown(world, truth.new_cases, seed), truth, _generator(seed, 2), epochs, "candidate"
    )
    return champion, candidate


def world_of(seed: int, cases: int = CASES) -> World:
    """Return the cases of a seed."""
    generator = _generator(seed, 0)
    return _cases(generator, 0, cases)


def _generator(seed: int, stream: int) -> Generator:
    return np.random.default_rng((seed, stream))


def _cases(generator: Generator, first: int, count: int) -> World:
    numbers = range(first, first + count)
    slices = [SLICES[n % len(SLICES)] for n in numbers]
    hard = generator.random(count) < HARD_SHARE
    is_safety = np.array([name == SAFETY for name in slices])
    return World(
        keys=tuple(
            CaseKey(f"case-{n:04}", f"sha-{n:04}", name, f"case-{n:04}", hard=bool(mark))
            for n, name, mark in zip(numbers, slices, hard, strict=True)
        ),
        chance=np.where(is_safety, SAFE, generator.beta(*DIFFICULTY, size=count)),
        tokens=generator.lognormal(np.log(1500), 0.4, size=count),
        time_ms=generator.lognormal(np.log(60), 0.3, size=count),
    )


def _grown(world: World, new_cases: int, seed: int) -> World:
    if not new_cases:
        return world
    more = _cases(_generator(seed, 3), len(world.keys), new_cases)
    return World(
        keys=world.keys + more.keys,
        chance=np.concatenate([world.chance, more.chance]),
        tokens=np.concatenate([world.tokens, more.tokens]),
        time_ms=np.concatenate([world.time_ms, more.time_ms]),
    )


def _chances(world: World, change: Change, generator: Generator) -> FloatGrid:
    """Return the chance to pass of every case under a change, (n,)."""
    slices = np.array([key.slice for key in world.keys])
    points = np.where(slices == SAFETY, 0.0, change.points)
    if change.paraphrase:
        shift = generator.normal(0.0, change.paraphrase, size=points.size)
        points = points + np.where(slices == SAFETY, 0.0, shift)
    for name, value in change.slice_points.items():
        points = points + np.where(slices == name, value, 0.0)
    chance = np.clip(world.chance + points / (1 - FAILING), 0.0, 1.0)
    if change.leak:
        chance[int(np.flatnonzero(slices == SAFETY)[0])] = 1 - change.leak
    if change.never is not None:
        name, count = change.never
        inside = np.flatnonzero(slices == name)
        chance[inside[np.argsort(-world.chance[inside], kind="stable")[:count]]] = 0.0
    return chance


def _arm(
    world: World,
    change: Change,
    generator: Generator,
    epochs: int,
    side: Literal["champion", "candidate"],
) -> Arm:
    shape = (len(world.keys), epochs)
    passed = generator.random(shape) < _chances(world, change, generator)[:, None]
    lost = np.where(
        generator.random(shape) < GATE_SHARE, 1.0, generator.uniform(*LOST_POINTS, size=shape)
    )
    score = np.where(passed, 1.0, 1.0 - lost)
    crashed = np.zeros(shape, dtype=bool)
    if change.crashes:
        crashed[np.argsort(world.chance, kind="stable")[: change.crashes]] = True
        passed, score = passed & ~crashed, np.where(crashed, 0.0, score)
    grid = Grid(
        rows=_ones(shape),
        score=score,
        passed=passed.astype(np.int64),
        crashed=crashed.astype(np.int64),
        stale=np.zeros(shape, dtype=np.int64),
        **_spent(world, change, generator, shape),
    )
    return Arm(
        header=_header(world, epochs, side, change.judge),
        cases=world.keys,
        grid=grid,
        evidence=Evidence({EvidenceKind.SYNTHETIC: grid.rows.size}),
    )


def _ones(shape: tuple[int, int]) -> CountGrid:
    return np.ones(shape, dtype=np.int64)


def _spent(
    world: World, change: Change, generator: Generator, shape: tuple[int, int]
) -> dict[str, Any]:
    """Return calls, tokens and times; tokens and times vary by a tenth between epochs."""
    tokens = world.tokens[:, None] * change.tokens * generator.lognormal(0, 0.1, size=shape)
    time_ms = world.time_ms[:, None] * change.latency * generator.lognormal(0, 0.1, size=shape)
    calls = generator.binomial(4, 0.4, size=shape) + 1
    tool_calls = _scaled(calls, change.calls, generator) + (
        generator.random(shape) < change.extra_read
    )
    output = np.maximum(tokens * 0.15, 1.0) * change.latency
    return {
        "tool_calls": tool_calls.astype(np.int64),
        "invalid_calls": generator.binomial(tool_calls, change.invalid_calls).astype(np.int64),
        "llm_calls": _scaled(_ones(shape) * 2, change.calls * change.latency, generator),
        "input_tokens": (tokens * 0.85).astype(np.int64),
        "output_tokens": output.astype(np.int64),
        "words": (tokens * 0.06).astype(np.int64),
        "steps": calls + 2,
        "measured_ms": time_ms,
    }


def _scaled(counts: CountGrid, factor: float, generator: Generator) -> CountGrid:
    """Return counts times a factor; what is no whole number is rounded up or down by chance."""
    exact = counts * factor
    return np.floor(exact + generator.random(counts.shape) * (factor != 1.0)).astype(np.int64)


def _header(world: World, epochs: int, side: str, judge: Judge | None) -> RunHeader:
    ids = tuple(key.id for key in world.keys)
    return RunHeader(
        run_id=side,
        started_at=datetime(2026, 1, 1, tzinfo=UTC),
        bundle_id=side,
        bundle={"model": MODEL, "prompts": []},
        model=MODEL,
        mode="replay",
        suite="world",
        datasets={},
        seed=0,
        clock="frozen",
        epochs=epochs,
        cases_expected=len(ids) * epochs,
        cases=ids,
        timing_session="world",
        host="simulated",
        tool_schemas_sha="world",
        judge=None if judge is None else _calibration(judge),
    )


def _calibration(judge: Judge) -> dict[str, Any]:
    """Return what 40 good and 40 bad labelled answers would say of a judge."""
    observed = (judge.tpr + 1 - judge.tnr) / 2
    agreed = (judge.tpr + judge.tnr) / 2
    by_chance = observed / 2 + (1 - observed) / 2
    return {
        "model": "judge",
        "prompt_sha": "world",
        "calibration": {
            "anchors": 80,
            "kappa": (agreed - by_chance) / (1 - by_chance),
            "tpr": judge.tpr,
            "tnr": judge.tnr,
            "known_bad": judge.tnr,
        },
    }
