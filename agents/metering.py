"""Counts what each model did in a turn, and prices it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TypedDict

from langchain_core.messages import AIMessage

from agents.prices import prices
from coach.runs.events import ModelUse


class Used(TypedDict):
    """What one model did in the turn under way."""

    model: str
    calls: int
    input_tokens: int
    output_tokens: int


def metered(used: Sequence[Used], model: str, answer: AIMessage) -> list[Used]:
    """Return what the models of a turn used, with one more answer counted."""
    tokens = answer.usage_metadata
    known = {each["model"]: each for each in used}
    before = known.get(model, Used(model=model, calls=0, input_tokens=0, output_tokens=0))
    known[model] = Used(
        model=model,
        calls=before["calls"] + 1,
        input_tokens=before["input_tokens"] + (tokens["input_tokens"] if tokens else 0),
        output_tokens=before["output_tokens"] + (tokens["output_tokens"] if tokens else 0),
    )
    return list(known.values())


def priced(used: Sequence[Used]) -> tuple[ModelUse, ...]:
    """Return what the models of a turn used with its price, as far as the table knows it."""
    return tuple(ModelUse(**each, cost_usd=_cost(each)) for each in used)


def _cost(used: Used) -> Decimal | None:
    price = prices().get(used["model"])
    return None if price is None else price.cost_usd(used["input_tokens"], used["output_tokens"])
