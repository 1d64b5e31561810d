"""Personal records: which of the heaviest loads say something the others do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.training.rules.summaries import RatedSet, RepRecord, VolumeRecord


@dataclass(frozen=True, slots=True)
class PersonalRecords:
    """The records of one exercise; warm-ups and doubtful sets are left out."""

    by_reps: tuple[RepRecord, ...]
    """Heaviest load by repetitions, fewest first; none that a longer set surpasses."""
    best: RatedSet | None
    """The set that points to the highest maximum."""
    volume: VolumeRecord | None
    """The session with the most load times repetitions."""


def standing(records: Sequence[RepRecord]) -> list[RepRecord]:
    """Return the records that no set of more repetitions equals or surpasses.

    Args:
        records: Heaviest load of each number of repetitions, in any order.

    Source:
        Arithmetic; eight repetitions with 100 kg are also five with 100 kg.
    """
    kept: list[RepRecord] = []
    for record in sorted(records, key=lambda each: each.reps, reverse=True):
        if not kept or record.load_kg > max(each.load_kg for each in kept):
            kept.append(record)
    return kept[::-1]
