"""Every format that is read, in the order they are tried, and the reading of a file of any."""

from __future__ import annotations

from datetime import UTC, datetime

from coach.training.model import ParsedLog
from coach.units import MassUnit
from store.formats.apple_health import is_apple_health, read_apple_health
from store.formats.archives import read_parts
from store.formats.content import HeldContent
from store.formats.fit import is_fit, read_fit
from store.formats.fitbod import is_fitbod, read_fitbod
from store.formats.fitnotes import is_fitnotes, read_fitnotes
from store.formats.gpx import is_gpx, read_gpx
from store.formats.hevy import is_hevy, read_hevy
from store.formats.liftosaur import is_liftosaur, read_liftosaur
from store.formats.registry import Format, Reading, recognise
from store.formats.scale import (
    is_fitnotes_body,
    is_macrofactor_scale,
    read_fitnotes_body,
    read_macrofactor_scale,
)
from store.formats.strong import is_strong, read_strong
from store.formats.tcx import is_tcx, read_tcx

TRAINING: tuple[Format[ParsedLog], ...] = (
    Format(
        "apple_health", "Apple Health", "training", is_apple_health, read_apple_health, alone=True
    ),
    Format("garmin", "Garmin", "training", is_fit, read_fit),
    Format("gpx", "GPX", "training", is_gpx, read_gpx),
    Format("tcx", "TCX", "training", is_tcx, read_tcx),
    Format("hevy", "Hevy", "training", is_hevy, read_hevy),
    Format("strong", "Strong", "training", is_strong, read_strong),
    Format("liftosaur", "Liftosaur", "training", is_liftosaur, read_liftosaur),
    Format("fitbod", "Fitbod", "training", is_fitbod, read_fitbod),
    Format("fitnotes", "FitNotes", "training", is_fitnotes, read_fitnotes),
    Format("fitnotes", "FitNotes", "training", is_fitnotes_body, read_fitnotes_body),
    Format("macrofactor", "MacroFactor", "training", is_macrofactor_scale, read_macrofactor_scale),
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
    parts = recognise(HeldContent(data), TRAINING)
    return read_parts(parts, Reading(unit, time_zone, now or datetime.now(UTC)))[0]
