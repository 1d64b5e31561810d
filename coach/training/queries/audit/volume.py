"""What the audit says about weekly sets of each muscle and the balance between patterns."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from coach.training.model import Pattern
from coach.training.queries.audit.document import (
    Figure,
    Remark,
    Section,
    count,
    plain,
    remark,
    rounded,
    words,
)
from coach.training.queries.audit.reading import Reading
from coach.training.rules import volume as rules

RULE = "volume.fractional_sets"
LANDMARKS = "volume.landmarks"
PUSH = frozenset({Pattern.HORIZONTAL_PUSH, Pattern.VERTICAL_PUSH})
PULL = frozenset({Pattern.HORIZONTAL_PULL, Pattern.VERTICAL_PULL})
KNEE = frozenset({Pattern.SQUAT, Pattern.LUNGE})
HIP = frozenset({Pattern.HINGE, Pattern.OLYMPIC})
ENOUGH_SETS = 12
"""Sets of a pair of patterns from which on their balance is worth a word; one a week. Source:
coaching practice."""
EVEN = Decimal("1.5")
LOPSIDED = Decimal(2)
"""Ratio from which on a pair is called one-sided. Source: coaching practice; common advice is about
one to one, and no trial gives a limit."""


def average_sets(reading: Reading) -> dict[str, Decimal]:
    """Return the mean weekly sets of each muscle over the weeks that were trained, most first."""
    trained = [week for week in reading.weeks if week.hard_sets]
    totals: dict[str, Decimal] = {}
    for week in trained:
        for muscle, sets in week.by_muscle.items():
            totals[muscle] = totals.get(muscle, Decimal(0)) + sets
    means = {muscle: rounded(sets / len(trained)) for muscle, sets in totals.items()}
    return dict(sorted(means.items(), key=lambda item: (-item[1], item[0])))


def volume(reading: Reading) -> Section:
    """Return the mean weekly sets of each muscle, beside what keeps and what grows it."""
    means = average_sets(reading)
    trained = sum(week.hard_sets > 0 for week in reading.weeks)
    told: list[Remark] = []
    if means:
        told.append(
            remark(
                "mean of the {weeks} trained among the last {window} of the log; a set counts "
                "whole for the muscles it is for and half for those that help. About {keep} to "
                "{keep_high} a week keep a muscle, {low} to {high} are the range most muscles grow "
                "on.",
                weeks=count(trained, "week"),
                window=count(len(reading.weeks), "week"),
                keep=_landmark(rules.MAINTAIN),
                keep_high=_landmark(rules.MAINTAIN_HIGH),
                low=_landmark(rules.GROW_LOW),
                high=_landmark(rules.GROW_HIGH),
            )
        )
    for level, says in LEVELS:
        named = {m: sets for m, sets in means.items() if rules.landmark(sets).level == level}
        if named:
            told.append(_muscles(says, named))
    olympic = sets_of(reading, {Pattern.OLYMPIC})
    if olympic and means:
        told.append(
            remark(
                "{sets} of these weeks are Olympic lifts, done for speed and far from failure, so "
                "they build less muscle than their number suggests.",
                sets=count(olympic, "set", "volume.is_hard"),
            )
        )
    return Section("volume", "Weekly sets by muscle", tuple(told))


LEVELS = (
    ("very_high", "above the usual range"),
    ("grows", "in the range most muscles grow on"),
    ("in_between", "more than keeps a muscle, less than most growth takes"),
    ("maintains", "about what keeps a muscle"),
    ("little", "less than keeps a muscle for most"),
)


def _landmark(value: Decimal) -> Figure:
    return plain(value, None, LANDMARKS)


def _muscles(says: str, named: dict[str, Decimal]) -> Remark:
    figures = {f"m{i}": Figure(sets, None, RULE) for i, sets in enumerate(named.values())}
    listed = ", ".join(f"{words(muscle_name(m))} {{m{i}}}" for i, m in enumerate(named))
    return remark(f"{says}: {listed}.", **figures)


def muscle_name(muscle: str) -> str:
    """Return a muscle as it is written in a sentence."""
    return muscle.replace("_", " ")


def balance(reading: Reading) -> Section:
    """Return how pushing and pulling, and knee and hip work compare."""
    pairs = (
        ("pushing", PUSH, "pulling", PULL, "rows and pull-ups"),
        ("squats and lunges", KNEE, "hip hinges and Olympic lifts", HIP, "deadlifts and hinges"),
    )
    told = [_pair(reading, *pair) for pair in pairs]
    return Section("balance", "Balance", tuple(each for each in told if each is not None))


def sets_of(reading: Reading, patterns: Collection[Pattern]) -> int:
    """Return the hard sets of some patterns in the last weeks of the log."""
    known = {each.exercise.id: each.exercise for each in reading.uses}
    return sum(
        sets
        for exercise_id, sets in reading.hard_sets.items()
        if exercise_id in known and known[exercise_id].pattern in patterns
    )


def _pair(
    reading: Reading,
    one: str,
    ones: Collection[Pattern],
    other: str,
    others: Collection[Pattern],
    examples: str,
) -> Remark | None:
    first, second = sets_of(reading, ones), sets_of(reading, others)
    if first + second < ENOUGH_SETS:
        return None
    figures = {
        "first": count(first, "set", "volume.is_hard"),
        "second": plain(second, None, "volume.is_hard"),
        "weeks": count(len(reading.weeks), "week"),
    }
    text = f"{one} against {other}: {{first}} to {{second}} in {{weeks}}"
    less, more = sorted((first, second))
    if less and more / less < EVEN:
        return remark(f"{text}, an even share.", **figures)
    if less and more / less < LOPSIDED:
        return remark(f"{text}, within what coaching practice calls balanced.", **figures)
    short = other if second < first else one
    hint = f" such as {examples}" if second < first else ""
    return remark(
        f"{text}. Coaching practice would add some {short}{hint}; no trial says how much.",
        **figures,
    )
