"""What a fixture says beside the profile: what is kept in mind, pain, and nights."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from coach.accounts.model import MemoryKind
from evals.cases.fields import Amount, Dated, Day, Strict, Whole, also, first_word, mapping

_QUALITIES = {
    **dict.fromkeys(("terrible", "very poor", "awful", "very bad"), "1"),
    **dict.fromkeys(("poor", "bad", "restless"), "2"),
    **dict.fromkeys(("ok", "okay", "fair", "average", "normal"), "3"),
    "good": "4",
    **dict.fromkeys(("great", "excellent", "very good"), "5"),
}


def _quality(value: object) -> object:
    return (first_word(value, _QUALITIES) or value) if isinstance(value, str) else value


class MemoryFixture(Strict):
    """One thing the coach keeps in mind."""

    kind: MemoryKind = MemoryKind.OTHER
    text: Annotated[str, Field(min_length=1)] = Field(
        validation_alias=also("text", "content", "memory", "note", "fact")
    )
    when: Day | None = Field(default=None, validation_alias=also("date", "at", "created_at"))

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if isinstance(data, str):
            return {"text": data}
        row = mapping(data)
        if row is None or str(row.get("kind", "other")) in set(MemoryKind):
            return data
        kind = row.pop("kind")
        return {**row, "text": f"{kind}: {row.get('text', '')}"}


class PainFixture(Dated):
    """Pain or soreness as the athlete put it."""

    site: str = Field(validation_alias=also("site", "where", "region", "location", "area"))
    severity: Whole = Field(
        ge=0, le=10, validation_alias=also("severity", "score", "intensity", "pain", "nrs")
    )
    kind: str = Field(default="", validation_alias=also("kind", "type", "quality"))
    side: str = ""
    notes: str = Field(default="", validation_alias=also("notes", "note", "text"))


class NightFixture(Dated):
    """One night, dated by the morning it ended on."""

    hours: Amount = Field(le=24, validation_alias=also("hours", "h", "duration_h"))
    quality: Annotated[Whole | None, BeforeValidator(_quality)] = Field(default=None, ge=1, le=5)


class SleepSummary(Strict):
    """Nights in a row, the last one ending on the day of the case."""

    days: Whole = Field(ge=1, le=730, validation_alias=also("days", "nights"))
    mean_hours: Amount = Field(le=24, validation_alias=also("mean_hours", "hours", "average_hours"))
    quality: Annotated[Whole | None, BeforeValidator(_quality)] = Field(default=None, ge=1, le=5)
