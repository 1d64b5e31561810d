"""The maximum that logged sessions point to, with and without a programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from coach.training.model import Prescription, ProgressionScheme
from coach.training.rules import estimates
from coach.training.rules.working_sets import Work, unbroken

LOOKED_BACK = 4
"""Sessions that a programme's loads by RPE stand on, so that an easy week or one bad day does not
lower them. Source: coaching practice."""


def strongest(
    history: Sequence[Work], prescription: Prescription | None
) -> tuple[Work, estimates.BestSet | None]:
    """Return the session with the highest estimate, and the set it stands on.

    Sets of a programme by RPE that were not rated count as done at the effort it asks for: as sets
    to failure they would lower its loads from session to session although all was done as asked.
    """
    if prescription is None or prescription.scheme is not ProgressionScheme.RPE:
        return history[0], estimates.best_of(history[0].sets)
    found: list[tuple[Work, estimates.BestSet | None]] = []
    for work in unbroken(history, LOOKED_BACK):
        asked = prescription.since is None or work.started_at >= prescription.since
        effort = prescription.target_rpe if asked else None
        rated = (replace(done, rpe=done.rpe or effort) for done in work.sets)
        found.append((work, estimates.best_of(rated)))
    return max(found, key=lambda each: 0.0 if each[1] is None else each[1].estimate.value)


def in_hundredths(best: estimates.BestSet) -> Decimal:
    """Return an estimated maximum as it is stored and shown."""
    return Decimal(str(round(best.estimate.value, 2)))


def best_estimate_kg(work: Work) -> Decimal | None:
    """Return the best estimated maximum of the working sets; None where no set allows one.

    Source:
        `estimates.best_of`, the rule of every reader of the log.
    """
    best = estimates.best_of(work.sets)
    return None if best is None else in_hundredths(best)
