"""Distances, times and paces of tools: read from words, minted as facts, written for a reply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from coach.errors import RetryableToolError
from coach.evidence import Formula, LogRow, Source
from coach.training.model import CardioSession
from coach.training.queries.endurance import pace_of
from coach.training.rules.durations import clock, seconds_in
from coach.training.rules.efforts import is_timed, rated
from coach.units import M_PER_MILE
from tools.arguments.endurance import LengthUnit, LongUnit
from tools.minting import ATHLETE, HUNDREDTH, TENTH, About, Measure, Minter, day_of, plain
from tools.results.endurance import CardioLine
from tools.spec import ToolContext

M_PER: Final[dict[LengthUnit, Decimal]] = {
    "km": Decimal(1000),
    "m": Decimal(1),
    "mi": M_PER_MILE,
    "yd": Decimal("0.9144"),
}
"""Metres of one unit. Source: International Yard and Pound Agreement 1959."""
FACT_UNITS: Final[dict[LengthUnit, str]] = {"km": "km", "m": "m", "mi": "mile", "yd": "yd"}
"""Unit of a fact; replies write "miles"."""
LONG_KM: Final = Decimal(100)
"""From here on a distance is told without decimals."""


def metres_of(value: Decimal, unit: LengthUnit) -> Decimal:
    """Return a distance in metres."""
    return value * M_PER[unit]


def seconds_said(text: str, *, fastest_s: float = 0) -> int:
    """Return the seconds of a time the athlete wrote.

    Raises:
        RetryableToolError: It is no time (code `unclear_time`).
    """
    seconds = seconds_in(text, fastest_s=fastest_s)
    if seconds is None:
        raise RetryableToolError(
            f"{text!r} is no time.",
            way_out="Write it as 52:30, 1:45:10 or 45 min, or ask the athlete.",
            code="unclear_time",
        )
    return seconds


def pace_text(s_per_km: float, unit: LongUnit) -> str:
    """Return a pace as "5:15 min/km" or "8:27 min/mile"."""
    if unit == "km":
        return f"{clock(s_per_km)} min/km"
    return f"{clock(s_per_km * float(M_PER_MILE) / 1000)} min/mile"


def shown_distance(metres: Decimal, unit: LengthUnit) -> Decimal:
    """Return a distance in a unit, in tenths; short ones in hundredths, long ones whole."""
    value = metres / M_PER[unit]
    if unit in {"m", "yd"}:
        return plain(value, Decimal(1))
    return plain(value, HUNDREDTH if value < 5 else TENTH)


def mint_distance(
    facts: Minter, label: str, metres: Decimal, unit: LengthUnit, about: About, source: Source
) -> Decimal:
    """Mint a distance and return it in its unit."""
    value = shown_distance(metres, unit)
    facts.mint(label, Measure(value, FACT_UNITS[unit]), about, source)
    return value


def mint_text(facts: Minter, label: str, text: str, about: About, source: Source) -> str:
    """Mint a time or a pace as it is written, and return it."""
    facts.mint(label, Measure(text), about, source)
    return text


def mint_session(
    ctx: ToolContext, facts: Minter, session: CardioSession, unit: LongUnit
) -> CardioLine:
    """Mint everything one endurance session says, dated by its day."""
    day = day_of(ctx, session.started_at)
    about = About(ATHLETE, day)
    row = LogRow("cardio_sessions", str(session.id))
    facts.mint("session day", Measure(day), about, row)
    distance = None
    if session.distance_m:
        distance = mint_distance(facts, "distance", session.distance_m, unit, about, row)
    time = ""
    if is_timed(session):
        time = mint_text(facts, "time", _spoken_time(session), about, row)
    pace, found = "", pace_of(session)
    if found is not None:
        pace = mint_text(facts, "pace", pace_text(found, unit), about, Formula("running.pace"))
    bpm = session.mean_heart_rate_bpm
    if bpm is not None:
        facts.mint("mean heart rate", Measure(Decimal(bpm), "bpm"), about, row)
    rpe = rated(session.notes)
    if rpe is not None:
        facts.mint("session RPE", Measure(plain(rpe), "RPE"), about, row)
    return CardioLine(
        activity=session.activity,
        day=day,
        distance=distance,
        unit=unit,
        time=time,
        pace=pace,
        heart_rate=bpm,
        rpe=None if rpe is None else plain(rpe),
    )


def _spoken_time(session: CardioSession) -> str:
    """Return "45 min" for whole minutes told without distance, else "52:30"."""
    if session.distance_m is None and session.duration_s % 60 == 0:
        return f"{session.duration_s // 60} min"
    return clock(session.duration_s)


def dated(day: date) -> About:
    """Return facts about the athlete as of a day."""
    return About(ATHLETE, day)
