"""What readers of recorded sessions (FIT, GPX, TCX) share: from sessions to a parsed log."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from coach.errors import InvalidInput
from coach.imports import LeftOut, ParsedCardio, ParsedWeighIn, RowError, SourceRow
from coach.training.model import ParsedLog, ParsedWorkout
from coach.units import MassUnit
from store.formats.activities import endurance, is_strength
from store.formats.health_records import NO_SETS, NOT_ENDURANCE


@dataclass(slots=True)
class Sessions:
    """What a file of recorded sessions holds."""

    source: str
    variant: str
    cardio: list[ParsedCardio] = field(default_factory=list[ParsedCardio])
    workouts: list[ParsedWorkout] = field(default_factory=list[ParsedWorkout])
    weigh_ins: list[ParsedWeighIn] = field(default_factory=list[ParsedWeighIn])
    errors: list[RowError] = field(default_factory=list[RowError])
    raw: list[SourceRow] = field(default_factory=list[SourceRow])
    left_out: Counter[str] = field(default_factory=Counter[str])
    rows: int = 0

    def activity(self, *names: str) -> str | None:
        """Return what the log calls an activity; None, and counted, when it has no place there."""
        found = next((ours for name in names if (ours := endurance(name)) is not None), None)
        if found is None or any(is_strength(name) for name in names):
            strength = any(is_strength(name) for name in names)
            self.left_out[NO_SETS if strength else NOT_ENDURANCE] += 1
            return None
        return found

    def log(self) -> ParsedLog:
        """Return all of it.

        Raises:
            InvalidInput: There is nothing to store (code `no_workouts`, `no_readable_rows`).
        """
        if not (self.cardio or self.workouts or self.weigh_ins):
            why = "; ".join([*(error.reason for error in self.errors[:3]), *self.left_out])
            raise InvalidInput(
                f"the file holds nothing that would be stored{f': {why}' if why else ''}.",
                way_out="Export the session again once it is finished, or log it by hand.",
                code="no_readable_rows" if self.errors else "no_workouts",
            )
        loaded = any(each.load_kg for workout in self.workouts for each in workout.sets)
        return ParsedLog(
            source=self.source,
            variant=self.variant,
            unit_origin="file",
            units=frozenset({MassUnit.KG} if loaded or self.weigh_ins else ()),
            rows=self.rows,
            skipped=sum(self.left_out.values()),
            workouts=tuple(sorted(self.workouts, key=lambda each: each.started_at)),
            errors=tuple(self.errors),
            cardio=tuple(sorted(self.cardio, key=lambda each: each.started_at)),
            weigh_ins=tuple(sorted(self.weigh_ins, key=lambda each: each.at)),
            left_out=tuple(LeftOut(reason, count) for reason, count in self.left_out.items()),
            raw=tuple(self.raw),
        )
