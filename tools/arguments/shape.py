"""The arguments of every tool: typed, with units, and in the part of JSON Schema Gemini takes.

Optional values leave `null` out of the schema (`SkipJsonSchema`), decimals are plain numbers and
dates plain strings, because Gemini refuses unions and string formats other than `date-time`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue, SkipJsonSchema
from pydantic_core import CoreSchema

Absent = SkipJsonSchema[None]
"""None, kept out of the schema the model sees."""


class _AsNumber:
    """Shows a decimal to the model as a number alone, not as a number or a string."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema: dict[str, Any] = handler(core_schema)
        variants: list[JsonSchemaValue] = schema.get("anyOf", [schema])
        return variants[0]


def json_number(value: Decimal) -> int | float:
    """Return a decimal as the JSON number a reader expects: 110, not "110.0"."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal, _AsNumber(), PlainSerializer(json_number, return_type=int | float, when_used="json")
]
"""A decimal that is a plain number in JSON."""
Day = Annotated[date, WithJsonSchema({"type": "string"})]
"""A calendar day in the athlete's time zone, written YYYY-MM-DD."""
Unit = Literal["kg", "lb"]

EXERCISE = "Exercise as the athlete named it, such as 'squat', 'bench press' or 'OHP'."


_LIMITS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}


def _tidy(schema: JsonSchemaValue) -> None:
    """Name limits as JSON Schema does, and drop what tells the model nothing."""
    for prop in schema.get("properties", {}).values():
        prop.pop("title", None)
        if prop.get("default", "") is None:
            del prop["default"]
        for ours, theirs in _LIMITS.items():
            if ours in prop:
                prop[theirs] = prop.pop(ours)


class Arguments(BaseModel):
    """Base of all arguments: unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_tidy)


class NoArgs(Arguments):
    """A tool that needs nothing from the model."""
