"""Every format that is read, in the order they are tried, and the reading of a file of any."""

from __future__ import annotations

from datetime import UTC, datetime

from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats.content import HeldContent
from store.formats.hevy import is_hevy, read_hevy
from store.formats.registry import Format, Reading, recognise
from store.formats.strong import is_strong, read_strong

TRAINING: tuple[Format[ParsedLog], ...] = (
    Format("hevy", "Hevy", "training", is_hevy, read_hevy),
    Format("strong", "Strong", "training", is_strong, read_strong),
)
"""Training logs and health data. Their readers return a `ParsedLog`."""


def parse_workout_log(
    data: bytes, *, unit: MassUnit | None, time_zone: str, now: datetime | None = None
) -> ParsedLog:
    """Read a training log or a health export that lies in memory.

    Args:
        data: The file.
        unit: Unit of the loads, for files that do not name it; a file's own unit wins.
        time_zone: IANA name of the zone whose wall clock the file's times were read from.
        now: What lies after it is refused as future; the machine's clock if not given.

    Raises:
        InvalidInput: The file as a whole cannot be used; docs/howto/import.md lists the codes.
    """
    found = recognise(HeldContent(data), TRAINING)[0]
    return found.format.read(found.content, Reading(unit, time_zone, now or datetime.now(UTC)))
