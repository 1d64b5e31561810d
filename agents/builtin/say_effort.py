"""What the speed of a filmed set says about its effort, beside the RPE in the log."""

from __future__ import annotations

from decimal import Decimal

from agents.builtin.wording import day, num, paragraph, reply
from tools.results.form import FormFindings


def effort(data: FormFindings, said: Decimal | None) -> str | None:
    """Say both ends of the lifting speed and the RPE they point to; None without them."""
    if data.fastest_rep_s is None or data.slowest_rep_s is None or data.speed_loss_pct is None:
        return None
    lead = (
        f"Your fastest rep took {num(data.fastest_rep_s)} s to lift and your slowest "
        f"{num(data.slowest_rep_s)} s, a speed loss of {num(data.speed_loss_pct)}%."
    )
    logged = data.logged_rpe if data.logged_rpe is not None else said
    if data.rpe_low is None or data.rpe_high is None:
        unmapped = (
            "No study maps that loss to an RPE in this lift, so I cannot confirm or dispute the "
            f"RPE {num(logged)} you logged."
            if logged is not None
            else None
        )
        return paragraph(lead, unmapped)
    points = f"That points to RPE {num(data.rpe_low)} to {num(data.rpe_high)}"
    if logged is None:
        return f"{lead} {points}, give or take 1."
    if data.rpe_disagrees:
        return f"{lead} {points}, not to the RPE {num(logged)} you logged; the log stays yours."
    if not data.rpe_low <= logged <= data.rpe_high:
        return f"{lead} {points}; the RPE {num(logged)} you logged is near that, within the error."
    return f"{lead} {points}, which fits the RPE {num(logged)} you logged."


def insisted(data: FormFindings) -> str:
    """Keep the evidence, leave the log to the athlete, and offer a test."""
    said = effort(data, None)
    if said is None or data.rpe_low is None:
        return reply(
            "Your log stays as it is; I change nothing in it.",
            paragraph(said, "The video cannot settle how it felt."),
            "Next session film the same load and rate it right after the set, so that we compare.",
        )
    return reply(
        "It is your log, so it stays as it is; I change nothing in it.",
        f"The video of {day(data.filmed_on)} still says otherwise. {said}",
        "A test settles it: next session take the same load, do your usual reps and go on until "
        "one rep slows as much as the last one here. If several more come first, your rating was "
        "right; if not, rate such sets higher. Film that set from the same place.",
    )
