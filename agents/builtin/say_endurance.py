"""How endurance sessions, distances and paces are written in replies."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from agents.builtin.wording import num
from tools.results.endurance import CardioLine

_NAMES: Final = {
    "jump_rope": "rope skipping",
    "stairs": "stair session",
    "cardio": "cardio session",
    "intervals": "interval session",
    "other": "session",
}
_UNITS: Final = {"km": "km", "m": "m", "mi": "miles", "yd": "yards"}
_MARATHON: Final = Decimal("42.2")
_HALF: Final = Decimal("21.1")


def named(activity: str) -> str:
    """Return an activity as it stands in a sentence."""
    return _NAMES.get(activity, activity.replace("_", " "))


def length(value: Decimal, unit: str) -> str:
    """Return "10 km", "5 miles"."""
    word = "mile" if unit == "mi" and value == 1 else _UNITS[unit]
    return f"{num(value)} {word}"


def race(value: Decimal, unit: str) -> str:
    """Return a race by its name where it has one: "the marathon", "10 km"."""
    if unit == "km" and value == _MARATHON:
        return "the marathon"
    if unit == "km" and value == _HALF:
        return "the half marathon"
    return length(value, unit)


def distance(line: CardioLine) -> str:
    """Return the distance of a session, or the activity where it has none."""
    return named(line.activity) if line.distance is None else length(line.distance, line.unit)


def session(line: CardioLine) -> str:
    """Return "10 km run in 52:30, 5:15 min/km, mean heart rate 148 bpm, RPE 4"."""
    lead = named(line.activity)
    if line.distance is not None:
        far = f"{num(line.distance)}-mile" if line.unit == "mi" else length(line.distance, "km")
        lead = f"{far} {lead}"
    if line.time:
        lead += f" in {line.time}" if line.distance is not None else f" of {line.time}"
    if line.pace and line.activity in {"run", "walk", "hike"}:
        lead += f" at {line.pace}"
    parts = [lead]
    if line.heart_rate is not None:
        parts.append(f"mean heart rate {line.heart_rate} bpm")
    if line.rpe is not None:
        parts.append(f"RPE {num(line.rpe)}")
    return ", ".join(parts)
