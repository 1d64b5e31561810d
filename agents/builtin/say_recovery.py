"""What nights, soreness and pain mean for the next session."""

from __future__ import annotations

from typing import Final

from agents.builtin.wording import num, paragraph
from tools.results.recovery import LoggedSoreness, Recovery


def today_after_sleep(data: Recovery) -> str:
    """Return what the nights mean for today's session."""
    cap = num(data.rpe_cap)
    if data.call == "easy or rest":
        return (
            "Make today easy: a walk or light technique work, and move the hard session to the day "
            "after a full night. Missed sleep costs more than a day of delay."
        )
    if "short nights" in data.reasons or "short night" in data.reasons:
        return (
            f"Train today, but take one set off each lift and stop at RPE {cap}: a short night "
            "costs "
            "some strength and makes sets feel harder, while one session costs nothing. Aim for "
            f"{num(data.enough_hours)} h or more tonight."
        )
    if "little sleep" in data.reasons:
        return (
            "Train as planned today. As a habit it is a little short: "
            f"{num(data.enough_hours)} h or more is what adults need, so go to bed half an hour "
            "earlier this week."
        )
    return "Nothing to change today: train as planned, and keep the bedtime that gave you this."


LIMIT_FOR_PAIN: Final = 4
"""From here on a painful movement is left out. Source: Silbernagel 2007 (Am J Sports Med 35:897),
the pain-monitoring model: up to 5 of 10 is accepted in tendon rehabilitation; own choice of one
less because nobody has looked at it."""
LIMIT_FOR_SORENESS: Final = 7
"""Source: Serlin 1995 (Pain 61:277), severe from 7 of 10."""


def about_pain(data: LoggedSoreness, severity: int) -> str:
    """Return what pain of this much changes."""
    seen = (
        "You told of it two weeks ago already, so have a clinician or physiotherapist look at it."
        if data.is_lasting
        else "If it lasts beyond two weeks, swells or wakes you at night, have it seen."
    )
    if severity >= LIMIT_FOR_PAIN:
        return paragraph(
            "Leave out the movement that brings it on today and train what is free of pain, "
            "lighter "
            "and slower.",
            seen,
            "I cannot examine it. Which lift or movement brings it on?",
        )
    return paragraph(
        "You can train around that: use a range and a load at which it does not climb during the "
        "session and is back to normal the next morning, or swap the lift.",
        seen,
        "Which lift or movement brings it on?",
    )


def about_soreness(severity: int, site: str) -> str:
    """Return what soreness of this much changes."""
    if severity >= LIMIT_FOR_SORENESS:
        return (
            f"Give your {site} another day: train something else, or walk and move lightly, and "
            "come "
            "back when stairs feel normal. Soreness this strong follows new or much more work, and "
            "it is no measure of a good session. Dark urine or swelling with it needs care the "
            "same "
            "day."
        )
    return (
        f"Train as planned: warm up your {site} a little longer, and if it eases in the warm-up "
        "sets "
        "the work sets are fine, else take one set off. Soreness tells that something was new, not "
        "that it grew."
    )


def when_sore(data: Recovery) -> str:
    """Return whether to train what is sore, before anybody knows how sore it is."""
    if data.call == "easy or rest":
        return (
            "Rest what is sore today or do something easy, and train it after a full night; "
            "another muscle can be trained as planned."
        )
    return (
        "Train, and let the warm-up decide: if it eases in the warm-up sets the work sets are "
        f"fine, else take one set off and stop at RPE {num(data.rpe_cap)}. If stairs still hurt, "
        "train something else today."
    )
