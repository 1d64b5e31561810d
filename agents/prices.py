"""What the tokens of a turn cost, from a pinned table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

_MILLION: Final = Decimal(1_000_000)


class Price(BaseModel):
    """What one model costs, USD per million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    source: str
    """Who published it, and when."""

    def cost_usd(self, input_tokens: int, output_tokens: int) -> Decimal:
        """Return the price of a number of tokens, in USD."""
        return (self.input * input_tokens + self.output * output_tokens) / _MILLION


class _Prices(BaseModel):
    model_config = ConfigDict(extra="forbid")
    format: Literal[1]
    models: dict[str, Price]


@cache
def prices() -> Mapping[str, Price]:
    """Return the price of each model by its exact name, `<provider>:<model>`."""
    text = files("agents").joinpath("price_table.yaml").read_text(encoding="utf-8")
    return MappingProxyType(_Prices.model_validate(yaml.safe_load(text)).models)
