"""Columns of ragas beside our own scores: reported where it is installed, never gated.

ragas' matchers are looser than ours in some ways and stricter in others ("3" passes for 3, a
repeated read makes an accuracy of 0), so nothing depends on them; they are there for readers who
compare with other systems.
"""

from __future__ import annotations

import asyncio
import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from math import isfinite
from typing import Any, Final, Protocol, cast

from evals.cases.case import Case, ToolMatcher
from evals.cases.matchers import Literally, fits
from evals.cases.roles import stranger, tools_filling
from evals.results import RunResult, ToolRow

METRICS: Final = ("ToolCallAccuracy", "ToolCallF1")
NO_TELEMETRY: Final = "RAGAS_DO_NOT_TRACK"
OTHERWISE: Final = "\u2260"
"""Stands for an argument that no literal value describes and that was not met."""


class Scored(Protocol):
    """What ragas gives back."""

    @property
    def value(self) -> float:
        """The score."""
        ...


class Metric(Protocol):
    """A metric of ragas."""

    async def ascore(self, **sample: object) -> Scored:
        """Score one sample."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """The mean of one metric, and of how many turns it is one."""

    name: str
    mean: float | None
    """None where no turn was scored."""
    scored: int
    expected: int
    """Turns with expected tools; those that crashed are in it."""
    crash: str | None = None
    """What the first crash said."""

    @property
    def text(self) -> str:
        """The column in words; a mean never stands without its count."""
        mean = "no value" if self.mean is None else f"{self.mean:.3f}"
        crash = "" if self.crash is None else f", first crash: {self.crash}"
        return f"{self.name} {mean} ({self.scored} of {self.expected} turns{crash})"


@dataclass(frozen=True, slots=True)
class Columns:
    """What ragas says of a run."""

    columns: tuple[Column, ...] = ()

    @property
    def figures(self) -> dict[str, float]:
        """Means with their counts, as the header of a run keeps them."""
        told: dict[str, float] = {}
        for column in self.columns:
            if column.mean is not None:
                told[f"ragas_{column.name}"] = column.mean
            told[f"ragas_{column.name}_scored"] = float(column.scored)
            told[f"ragas_{column.name}_expected"] = float(column.expected)
        return told


def is_installed() -> bool:
    """Tell whether ragas can be imported; it comes with the dependency group `evals`."""
    return find_spec("ragas") is not None


def ragas_columns(run: RunResult, cases: Sequence[Case]) -> Columns:
    """Return the columns of a run; none where ragas is not installed.

    A turn that makes a metric crash or return no number is left out of its mean and stays in its
    count. Nothing reaches the network: these metrics compare lists.

    Args:
        run: What happened.
        cases: What was expected.
    """
    if not is_installed():
        return Columns()
    os.environ.setdefault(NO_TELEMETRY, "true")
    samples = _samples(run, cases)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one for every turn with another number of calls
        return asyncio.run(_columns(samples))


async def _columns(samples: Sequence[tuple[str, Sequence[ToolRow], Sequence[_Call]]]) -> Columns:
    messages: Any = import_module("ragas.messages")
    metrics: Any = import_module("ragas.metrics.collections")
    rows = [_sample(messages, *sample) for sample in samples]
    return Columns(
        tuple(
            [
                await column_of(cast("Metric", getattr(metrics, name)()), name, rows)
                for name in METRICS
            ]
        )
    )


async def column_of(metric: Metric, name: str, rows: Sequence[Mapping[str, object]]) -> Column:
    """Return the mean of a metric over the rows it could score, with both counts."""
    values: list[float] = []
    crash: str | None = None
    for row in rows:
        try:
            value = float((await metric.ascore(**row)).value)
        except (ValueError, TypeError, KeyError, AttributeError, AssertionError) as exc:
            crash = crash or f"{type(exc).__name__}: {exc}"
            continue
        if isfinite(value):
            values.append(value)
        else:
            crash = crash or f"returned {value}"
    mean = sum(values) / len(values) if values else None
    return Column(_snake(name), mean, len(values), len(rows), crash)


@dataclass(frozen=True, slots=True)
class _Call:
    """One expected call with literal arguments."""

    name: str
    args: Mapping[str, object]


def _samples(
    run: RunResult, cases: Sequence[Case]
) -> list[tuple[str, Sequence[ToolRow], Sequence[_Call]]]:
    """Return the turns whose expectation names tools."""
    by_id = {case.id: case for case in cases}
    return [
        (turn.user, turn.tools, [_literal(each, turn.tools) for each in wanted])
        for row in run.cases
        if row.case_id in by_id
        for turn in row.turns
        if (wanted := by_id[row.case_id].turns[turn.turn - 1].expect.tools.expected)
    ]


def _literal(wanted: ToolMatcher, called: Sequence[ToolRow]) -> _Call:
    """Return an expected call as ragas knows them: one tool, plain values."""
    filling = () if stranger(wanted.name) else tools_filling(wanted.name)
    made = next((call for call in called if call.name in filling), None)
    if made is None:
        return _Call(filling[0] if filling else wanted.name, {})
    args = {
        name: matcher.value
        if isinstance(matcher, Literally)
        else made.arguments.get(name)
        if fits(matcher, made.arguments.get(name))
        else OTHERWISE
        for name, matcher in wanted.args.items()
    }
    return _Call(made.name, args or made.arguments)


def _sample(
    messages: Any,  # noqa: ANN401 - a module that may not be installed
    user: str,
    called: Sequence[ToolRow],
    wanted: Sequence[_Call],
) -> dict[str, object]:
    made = [messages.ToolCall(name=call.name, args=call.arguments) for call in called]
    return {
        "user_input": [
            messages.HumanMessage(content=user),
            messages.AIMessage(content="", tool_calls=made),
        ],
        "reference_tool_calls": [
            messages.ToolCall(name=call.name, args=dict(call.args)) for call in wanted
        ],
    }


def _snake(name: str) -> str:
    return {"ToolCallAccuracy": "tool_call_accuracy", "ToolCallF1": "tool_call_f1"}[name]
