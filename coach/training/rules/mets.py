"""The energy of exercise in metabolic equivalents (MET), with a table of common activities."""

from __future__ import annotations

from typing import NamedTuple

from coach.errors import NotFound
from coach.ranges import within


class Activity(NamedTuple):
    """An activity and its energy as a multiple of rest."""

    code: str
    name: str
    met: float


ACTIVITIES: tuple[Activity, ...] = (
    Activity("01009", "mountain biking", 8.5),
    Activity("01030", "cycling, 19 to 22 km/h", 8.0),
    Activity("01040", "cycling, 22.5 to 25.5 km/h", 10.0),
    Activity("01050", "cycling, 26 to 31 km/h", 12.0),
    Activity("01270", "indoor cycling class", 9.0),
    Activity("02022", "calisthenics, moderate", 3.8),
    Activity("02035", "circuit training, moderate", 5.0),
    Activity("02040", "circuit training, vigorous", 7.5),
    Activity("02048", "elliptical trainer, moderate", 5.0),
    Activity("02050", "resistance training, vigorous", 6.0),
    Activity("02052", "resistance training, squats and deadlifts", 5.0),
    Activity("02054", "resistance training, 8 to 15 repetitions", 3.5),
    Activity("02071", "rowing machine, below 100 W", 5.0),
    Activity("02072", "rowing machine, 100 to 149 W", 7.5),
    Activity("02073", "rowing machine, 150 to 199 W", 11.0),
    Activity("02101", "stretching", 2.3),
    Activity("02105", "pilates", 2.8),
    Activity("02160", "power yoga", 4.0),
    Activity("03030", "ballroom dancing, fast", 5.5),
    Activity("03031", "dancing, vigorous", 9.8),
    Activity("03040", "ballroom dancing, slow", 3.0),
    Activity("05043", "vacuuming", 3.0),
    Activity("12020", "jogging, own pace", 7.5),
    Activity("12028", "running, 6.4 to 6.8 km/h", 6.5),
    Activity("12030", "running, 8 km/h", 8.5),
    Activity("12050", "running, 9.7 km/h", 9.3),
    Activity("12080", "running, 12 km/h", 11.8),
    Activity("12140", "running, cross-country", 9.3),
    Activity("15030", "badminton, social", 5.5),
    Activity("15040", "basketball, game", 8.0),
    Activity("15092", "bowling", 3.8),
    Activity("15110", "boxing, punching bag", 5.8),
    Activity("15120", "boxing, sparring", 7.8),
    Activity("15330", "handball, team", 8.0),
    Activity("15360", "ice hockey", 8.0),
    Activity("15537", "climbing, easy to moderate", 5.8),
    Activity("15605", "football (soccer), competitive", 9.5),
    Activity("15610", "football (soccer), casual", 7.0),
    Activity("15660", "table tennis", 4.0),
    Activity("15675", "tennis, moderate", 6.8),
    Activity("15711", "volleyball, competitive", 6.0),
    Activity("15720", "volleyball, recreational", 3.0),
    Activity("15725", "beach volleyball", 8.0),
    Activity("17080", "hiking, cross-country", 6.0),
    Activity("17082", "hiking on paths, normal pace", 5.3),
    Activity("17133", "climbing stairs, slow", 4.5),
    Activity("17134", "climbing stairs, fast", 9.3),
    Activity("17160", "walking for pleasure", 3.5),
    Activity("17165", "walking the dog", 3.0),
    Activity("17170", "walking, 4 km/h", 3.0),
    Activity("17200", "walking, brisk, 5.6 to 6.3 km/h", 4.8),
    Activity("17220", "walking, very brisk, 6.4 to 7 km/h", 5.5),
    Activity("17302", "Nordic walking, 4 to 5.6 km/h", 4.3),
    Activity("17304", "Nordic walking, 5.8 to 7.1 km/h", 5.3),
    Activity("18100", "kayaking, moderate", 5.0),
    Activity("18224", "stand-up paddling", 6.5),
    Activity("18230", "swimming, crawl, fast", 9.8),
    Activity("18240", "swimming, crawl, slow", 5.8),
    Activity("18255", "swimming, backstroke, recreational", 4.8),
    Activity("18265", "swimming, breaststroke, recreational", 5.3),
    Activity("18310", "swimming, leisurely", 6.0),
    Activity("18355", "water aerobics", 5.5),
    Activity("19030", "ice skating", 7.0),
    Activity("19080", "cross-country skiing, slow", 6.8),
    Activity("19090", "cross-country skiing, moderate", 8.5),
    Activity("19100", "cross-country skiing, fast", 11.3),
    Activity("19150", "downhill skiing, light", 4.3),
    Activity("19160", "downhill skiing, moderate", 6.3),
)
"""Codes and values. Source: 2024 Adult Compendium of Physical Activities (Herrmann 2024, J Sport
Health Sci 13:6), for adults of 19 to 59; names in our own words. One person is easily 20 % off."""


def met_kcal(met: float, weight_kg: float, minutes: float) -> float:
    """Return the gross energy of an activity in kcal; never added to a food target by itself.

    Args:
        met: Metabolic equivalent, 0.9 to 25.
        weight_kg: Body weight, 25 to 400.
        minutes: Duration, 0 to 2,880.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Compendium of Physical Activities 2024: MET x 3.5 x kg / 200 x min; one person is easily
        20 % off.
    """
    within("MET", met, 0.9, 25)
    within("weight", weight_kg, 25, 400, "kg")
    within("duration", minutes, 0, 2880, "min")
    return met * 3.5 * weight_kg / 200 * minutes


def met_kcal_net(met: float, weight_kg: float, minutes: float) -> float:
    """Return the energy of an activity above rest in kcal; never added to a food target by itself.

    Args:
        met: Metabolic equivalent, 1 to 25.
        weight_kg: Body weight, 25 to 400.
        minutes: Duration, 0 to 2,880.

    Raises:
        InvalidInput: A value is out of range.

    Source:
        Compendium of Physical Activities 2024 less 1 MET at rest; one person is easily 20 % off.
    """
    within("MET", met, 1, 25)
    return met_kcal(met, weight_kg, minutes) - met_kcal(1, weight_kg, minutes)


def activity(code: str) -> Activity:
    """Return an activity by its code in the compendium, such as 12050.

    Args:
        code: Five digits; the table holds common activities, not all 1,114.

    Raises:
        NotFound: The code is not in the table.

    Source:
        2024 Adult Compendium of Physical Activities (Herrmann 2024).
    """
    found = next((each for each in ACTIVITIES if each.code == str(code).zfill(5)), None)
    if found is None:
        raise NotFound(
            f"activity {code!r} is not in the table.",
            way_out="Give the MET of the activity instead.",
        )
    return found
