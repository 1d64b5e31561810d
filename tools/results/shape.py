"""The base of every result shape."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Data(BaseModel):
    """Base of all results."""

    model_config = ConfigDict(frozen=True, extra="forbid")
