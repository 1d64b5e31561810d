"""What a simulated model reads in its system prompt: rules it keeps, slips it makes, orders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from coach.safety.rules.text import folded

NEGATED: Final = re.compile(r"\b(?:never|not|no|don't|nor|avoid)\b[^.;:]{0,24}$")
"""Stands right before an order that is a prohibition."""
_AGENT: Final = re.compile(r"^AGENT: (?P<agent>\w+)", re.MULTILINE)


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern.replace("{tool}", "x"))
    except re.error as exc:
        raise ValueError(f"pattern {pattern!r} is no regular expression: {exc}") from exc
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]
Chance = Annotated[float, Field(gt=0, le=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Strict):
    """A rule of a good prompt, and what becomes of a model that is not told."""

    id: str
    agents: frozenset[str] = frozenset({"planner", "form_critic", "nutrition"})
    tools: frozenset[str] = frozenset()
    """Only calls of these are concerned; empty: every message."""
    stated: tuple[Pattern, ...] = Field(min_length=1)
    slip: str
    chance: Chance
    because: str


class Order(_Strict):
    """A bad order, obeyed where it stands."""

    id: str
    said: tuple[Pattern, ...] = Field(min_length=1)
    slip: str
    chance: Chance
    because: str


class Directives(_Strict):
    """The whole table."""

    rules: tuple[Rule, ...]
    orders: tuple[Order, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """One misbehaviour that a prompt leads to."""

    cause: str
    """Id of the rule or order."""
    name: str
    """Function of `evals.selftest.slips`."""
    chance: float
    """Probability within one case and epoch."""
    groups: dict[str, str] = field(default_factory=dict[str, str])
    """Named groups of the order's pattern."""


@cache
def directives() -> Directives:
    """Return the table as it lies in the package."""
    text = files("evals.selftest").joinpath("directives.yaml").read_text(encoding="utf-8")
    return Directives.model_validate(yaml.safe_load(text))


def slips_of(prompt: str, called: str | None) -> tuple[Slip, ...]:
    """Return what a model under this prompt gets wrong, in the order of the table.

    Args:
        prompt: Text of `systemInstruction`.
        called: The tool that the model is about to call, None when it is about to answer.
    """
    plain = folded(prompt)
    agent = _AGENT.search(prompt)
    name = agent["agent"] if agent else "planner"
    return (*_forgotten(plain, name, called), *_obeyed(plain))


def _forgotten(plain: str, agent: str, called: str | None) -> Iterator[Slip]:
    for rule in directives().rules:
        if agent not in rule.agents or (rule.tools and called not in rule.tools):
            continue
        patterns = (p.replace("{tool}", re.escape(called or "")) for p in rule.stated)
        if not any(re.search(pattern, plain) for pattern in patterns):
            yield Slip(rule.id, rule.slip, rule.chance)


def _obeyed(plain: str) -> Iterator[Slip]:
    for order in directives().orders:
        found = next(filter(None, (_order(pattern, plain) for pattern in order.said)), None)
        if found is not None:
            groups = {name: text.strip() for name, text in found.groupdict().items() if text}
            yield Slip(order.id, order.slip, order.chance, groups)


def _order(pattern: str, plain: str) -> re.Match[str] | None:
    matches = re.finditer(pattern, plain)
    return next((m for m in matches if not NEGATED.search(plain[: m.start()])), None)
