"""A pinned table of how fast models are; what they cost stands in `agents.prices`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    source: str
    """Who measured or published it, and when."""


class Pace(_Row):
    """How fast one model answers."""

    first_token_ms: FiniteFloat = Field(ge=0)
    tokens_per_s: FiniteFloat | None = Field(gt=0)
    """None: it makes no tokens."""


class _Paces(BaseModel):
    model_config = ConfigDict(extra="forbid")
    format: Literal[1]
    models: dict[str, Pace]


@cache
def paces() -> Mapping[str, Pace]:
    """Return the pace of each model by its exact name."""
    return MappingProxyType(_Paces.model_validate(_table("latency_table.yaml")).models)


def _table(name: str) -> object:
    return yaml.safe_load(files("evals.gate").joinpath(name).read_text(encoding="utf-8"))
