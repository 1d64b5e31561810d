"""How programmes, sessions and what changed in them are written in replies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from agents.builtin.wording import counted, day, listed, num
from tools.results.programmes import PrescriptionLine, SessionLine

SHOWN: Final = 6
"""Exercises of a session that are named with their sets. Source: own choice, a phone's screen."""
OTHERS: Final = 3
"""Exercises of the other days that are named. Source: as above."""


def named(line: PrescriptionLine) -> str:
    """Return an exercise as it stands in a sentence, in the words its facts are kept under."""
    plain = re.fullmatch(r"[a-z0-9_]+", line.exercise_id)
    return line.exercise_id.replace("_", " ") if plain else line.exercise.lower()


def dose(line: PrescriptionLine, *, effort: bool = True) -> str:
    """Return "3 x 8-12 at 40 kg", or with the effort where no load is known."""
    reps = str(line.reps) if line.reps_high == line.reps else f"{line.reps}-{line.reps_high}"
    if line.load is not None:
        return f"{line.sets} x {reps} at {num(line.load)} {line.unit}"
    rpe = f" (RPE {num(line.target_rpe)})" if effort and line.target_rpe is not None else ""
    return f"{line.sets} x {reps}{rpe}"


def session(line: SessionLine, *, most: int = SHOWN) -> str:
    """Return a session in one sentence: its name, length, exercises, sets and loads."""
    shown = [f"{named(each)} {dose(each)}" for each in line.exercises[:most]]
    rest = len(line.exercises) - most
    more = f", then {listed(named(each) for each in line.exercises[most:])}" if rest > 0 else ""
    length = f" (about {line.minutes} min)" if line.minutes else ""
    return f"{line.name}{length}: {', '.join(shown)}{more}."


def outline(lines: Sequence[SessionLine]) -> str:
    """Return the other days by their first exercises."""
    parts = [
        f"{line.name}: {listed(named(each) for each in line.exercises[:OTHERS])}"
        for line in lines
        if line.exercises
    ]
    return f"Then {'; '.join(parts)}." if parts else ""


def start(lines: Sequence[SessionLine]) -> str:
    """Return how the first load is found, once; empty where every load is known."""
    return next((each.start for line in lines for each in line.exercises if each.start), "")


def efforts(lines: Sequence[PrescriptionLine]) -> str:
    """Return how hard the sets are where the first line has both a load and an effort."""
    first = next((each for each in lines if each.load is not None and each.target_rpe), None)
    if first is None or first.target_rpe is None:
        return ""
    return f"Aim for RPE {num(first.target_rpe)} on the {named(first)}."


def noted(notes: Sequence[str]) -> str | None:
    """Return what of the athlete's words shaped it."""
    if not notes:
        return None
    told = list(dict.fromkeys(each.rstrip(". ") for each in notes))[:3]
    return f"I built it around what I keep in mind: {'; '.join(told)}."


def assumed(assumptions: Sequence[str]) -> str | None:
    """Return what was taken for granted, in one sentence."""
    if not assumptions:
        return None
    return f"Taken for granted: {'; '.join(assumptions[:3])}. Correct me where that is wrong."


def trained(last: date | None, age: int | None) -> str | None:
    """Return when the athlete trained last."""
    if last is None:
        return None
    since = f", {counted(age, 'day')} ago" if age else ""
    return f"Your last logged workout was on {day(last)}{since}."
