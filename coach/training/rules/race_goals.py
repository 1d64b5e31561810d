"""Races: what is to be expected of one, its splits, and the weeks that lead to it."""

from __future__ import annotations

from typing import Final, NamedTuple

from coach.errors import InvalidInput
from coach.ranges import above, within
from coach.training.rules import running

CLOSE: Final = 2.5
"""Up to this ratio of distances a prediction is a close one. Source: own choice, 10 km to half
marathon and 5 to 10 km; Vickers & Vertosick 2016 found the errors beyond."""
CLOSE_ERROR: Final = 0.02
"""Source: own choice, a few per cent when trained for the distance, as Riegel 1981 presumes."""
FAR_SLOWER: Final = 0.06
"""Source: Vickers & Vertosick 2016 (BMC Sports Sci Med Rehabil 8:26): half of recreational runners
were more than 10 minutes slower in the marathon than predicted from shorter races."""
TAPER: Final[dict[float, tuple[float, ...]]] = {
    15_000.0: (0.60,),
    30_000.0: (0.70, 0.50),
    500_000.0: (0.75, 0.60, 0.40),
}
"""Longest race in m to the share of the week's distance in the last weeks, race week last. Source:
Bosquet 2007 (Med Sci Sports Exerc 39:1358): volume down 41 to 60 % over two weeks, intensity kept;
one week for short and three for marathons is coaching practice."""
LIGHT_EVERY: Final = 4
LIGHT_SHARE: Final = 0.80
"""Every fourth week a fifth less. Source: coaching practice."""
LONG_KM: Final[dict[float, float]] = {
    8_000.0: 12.0,
    15_000.0: 16.0,
    30_000.0: 21.0,
    500_000.0: 32.0,
}
"""Longest race in m to the longest run worth building to. Source: coaching practice (Daniels 2014,
Pfitzinger 2019)."""
FEWEST_KM: Final = 10.0
"""Week a plan starts from where less is run. Source: own choice, three runs of 3 to 4 km."""

KEY_SESSIONS: Final[dict[float, str]] = {
    15_000.0: "5 x 1 km at that pace with 2 min easy between",
    30_000.0: "3 x 3 km at that pace with 3 min easy between",
    500_000.0: "10 km at that pace inside a longer easy run",
}
"""Longest race in m to a weekly session at its pace. Source: coaching practice (Daniels 2014)."""


class Prediction(NamedTuple):
    """A race time in minutes with its band."""

    minutes: float
    low: float
    high: float
    riegel: float
    vdot: float


class Week(NamedTuple):
    """One week of a plan."""

    number: int
    km: float
    long_km: float
    kind: str
    """`build`, `light`, `taper` or `race`; the race itself is not counted."""


def predicted(metres: float, minutes: float, target_m: float) -> Prediction:
    """Return the time over another distance in minutes, with a band.

    Args:
        metres: Distance of the known race, 800 to 100,000.
        minutes: Its time, above 0 to 1,440.
        target_m: The other distance, 800 to 100,000.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Mean of Riegel 1981 and Daniels & Gilbert 1979; the band reaches from the faster to the
        slower of both, and 2 % on, or 6 % on the slow side where the race is far longer.
    """
    within("distance", metres, 800, 100_000, "m")
    riegel = running.race_time(minutes, metres, target_m)
    daniels = running.race_minutes(running.vdot(metres, minutes), target_m)
    fast, slow = min(riegel, daniels), max(riegel, daniels)
    slower = CLOSE_ERROR if target_m / metres <= CLOSE else FAR_SLOWER
    return Prediction(riegel, fast * (1 - CLOSE_ERROR), slow * (1 + slower), riegel, daniels)


def pace_needed(metres: float, minutes: float) -> float:
    """Return the even pace of a goal in s/km.

    Args:
        metres: Distance, above 0 to 500,000.
        minutes: Time, above 0 to 10,000.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Arithmetic: time by distance.
    """
    time = above("time", minutes, 0, 10_000, "min")
    return time * 60_000 / above("distance", metres, 0, 500_000, "m")


def key_session(metres: float) -> str:
    """Return a weekly session at the pace of a race, in words.

    Raises:
        InvalidInput: The distance is not above 0 to 500,000 m.

    Source:
        Coaching practice (Daniels 2014).
    """
    above("distance", metres, 0, 500_000, "m")
    return next(words for most, words in KEY_SESSIONS.items() if metres <= most)


def taper_shares(metres: float) -> tuple[float, ...]:
    """Return the share of the usual week in each of the last weeks, the race's week last.

    Raises:
        InvalidInput: The distance is not above 0 to 500,000 m.

    Source:
        Bosquet 2007.
    """
    above("distance", metres, 0, 500_000, "m")
    return next(shares for most, shares in TAPER.items() if metres <= most)


def longest_before(metres: float) -> float:
    """Return the longest run worth building to before a race, in km.

    Raises:
        InvalidInput: The distance is not above 0 to 500,000 m.

    Source:
        Coaching practice.
    """
    above("distance", metres, 0, 500_000, "m")
    return next(km for most, km in LONG_KM.items() if metres <= most)


def build_up(week_km: float, weeks: int, metres: float) -> tuple[Week, ...]:
    """Return the weeks that lead to a race, the race's week last.

    The week grows by a tenth, or 2 km where that is more; every fourth is light; the last ones
    taper. The long run grows with the week, up to a third of it and what the race asks for.

    Args:
        week_km: What is run a week now, 0 to 300.
        weeks: Weeks to the race, 1 to 52.
        metres: Distance of the race.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Coaching practice; Bosquet 2007 for the taper.
    """
    within("distance a week", week_km, 0, 300, "km")
    if not 1 <= weeks <= 52:
        raise InvalidInput(
            f"{weeks} weeks is not 1 to 52.", way_out="Name the weeks left.", code="out_of_range"
        )
    shares = taper_shares(metres)[-weeks:]
    goal = longest_before(metres)
    now = max(week_km, FEWEST_KM)
    plan: list[Week] = []
    for number in range(1, weeks - len(shares) + 1):
        light = number % LIGHT_EVERY == 0
        km = now * LIGHT_SHARE if light else now
        plan.append(Week(number, km, _long(km, goal), "light" if light else "build"))
        if not light:
            now = min(running.next_week_km(now).high_km, now + max(2.0, now / 10), goal * 3)
    usual = max((week.km for week in plan), default=now)
    for at, share in enumerate(shares, start=len(plan) + 1):
        km = usual * share
        kind = "race" if at == weeks else "taper"
        plan.append(Week(at, km, min(_long(km, goal), goal / 2), kind))
    return tuple(plan)


def _long(week_km: float, goal_km: float) -> float:
    return min(goal_km, running.longest_run_km(week_km))
