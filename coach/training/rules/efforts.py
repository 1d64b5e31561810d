"""How hard a session was, as its notes tell: the log has no column for it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from coach.training.model import CardioSession

_RPE = re.compile(r"\b(?:session )?s?rpe\s*:?\s*(\d+(?:\.\d+)?)\b", re.IGNORECASE)
_UNTIMED: Final = "time not told"
HIGHEST: Final = 10


def rated(notes: str) -> Decimal | None:
    """Return the exertion of the whole session that notes tell, 0 to 10; None where none does."""
    found = _RPE.search(notes)
    if found is None or Decimal(found[1]) > HIGHEST:
        return None
    return Decimal(found[1])


def with_rating(notes: str, rpe: Decimal | None) -> str:
    """Return notes that tell an exertion, in the form `rated` reads."""
    return "; ".join(part for part in (notes, f"RPE {rpe.normalize():f}" if rpe else "") if part)


def without_time(notes: str) -> str:
    """Return notes that tell that the duration is a guess."""
    return "; ".join(part for part in (notes, _UNTIMED) if part)


def renewed(notes: str, rpe: Decimal | None, *, timed: bool) -> str:
    """Return notes with another exertion, and without the guess of a time that is known now."""
    kept = [
        part
        for part in notes.split("; ")
        if part and not (timed and part == _UNTIMED) and not (rpe and _RPE.search(part))
    ]
    return with_rating("; ".join(kept), rpe)


def is_timed(session: CardioSession) -> bool:
    """Tell whether the duration of a session was measured or told, so that it has a pace."""
    return _UNTIMED not in session.notes and session.duration_s > 0
