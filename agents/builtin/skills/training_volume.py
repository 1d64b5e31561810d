"""Audits the weekly sets of each muscle, or judges a number of sets an athlete asks about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from agents.builtin.json_values import without_none
from agents.builtin.say_training import muscle_in, volume
from agents.builtin.say_volume import added, added_sets
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, listed, num, paragraph, reply
from tools.results.training import MuscleSets, WeeklyVolume, WeekVolume


@dataclass(frozen=True, slots=True)
class VolumeWish:
    """What an athlete wants to know about their sets a week."""

    said: str
    muscle: str | None = None
    sets: int | None = None
    sessions: int | None = None
    audit: bool = False
    add: bool = False
    """What to add, and to which exercise."""
    drop: bool = False


_VOLUME = re.compile(
    r"\b(?:weekly |training |my )?volume\b|\bhow many (?:\w+ ){0,2}sets\b"
    r"|\bsets (?:a|per|this|last|each) (?:week|muscle|session)\b|\b(?:hard|weekly) sets\b"
)
_ENOUGH = re.compile(
    r"\b(?:enough|too (?:much|many|little|few)|overdoing|undertrain\w*|overtrain\w*|neglect\w*"
    r"|balanced|audit|review)\b"
)
_TRAINS = re.compile(r"\b(?:train\w*|work\w*|do(?:ing)?|hit(?:ting)?|sets?|volume)\b")
_SETS = re.compile(r"\b(\d{1,2}) (?:hard |working |total )?sets?\b")
_TIMES: Final = {"once": 1, "twice": 2, "two times": 2, "three times": 3, "2x": 2, "3x": 3}
_OFTEN = re.compile(
    r"\b(once|twice|two times|three times|2x|3x)\b(?: (?:a|per|each|every) week)?"
    r"|\b(\d) (?:times|days|sessions) (?:a|per|each|every) week\b"
)
_RUNNING = re.compile(r"\b\d+ ?(?:k|km|kms|miles?|mi)\b|\b(?:running|mileage|runs)\b")
_MUSCLE_GROUPS = re.compile(r"\b(?:legs?|back|arms?|shoulders?|delts?|muscle)\b")


def read(heard: Heard) -> VolumeWish | None:
    """Return what is asked about sets a week; None if nothing is."""
    plain = heard.plain
    if _RUNNING.search(plain):
        return None
    muscle = muscle_in(heard.text)
    part = muscle is not None or bool(_MUSCLE_GROUPS.search(plain))
    judged = _SETS.search(plain)
    enough = bool(_ENOUGH.search(plain))
    if judged and enough and (part or "volume" in plain):
        often = _OFTEN.search(plain)
        times = None
        if often:
            times = _TIMES[often[1]] if often[1] else int(often[2])
        return VolumeWish(heard.text, muscle, int(judged[1]), times)
    audit = enough and part and bool(_TRAINS.search(plain))
    if _VOLUME.search(plain) or audit:
        if re.search(r"\b(?:bench|squat|deadlift)s? (?:today|tomorrow|next)\b", plain):
            return None
        return VolumeWish(heard.text, muscle, audit=audit or enough)
    return None


_ADD = re.compile(
    r"\b(?:room for|add|adding|more|lack\w*|grow\w*|bigger|lagging|which exercises?|where"
    r"|what do i do"
    r"|put (?:them|those)|bring up|neglect\w*|undertrain\w*|missing|fix)\b"
)
_DROP = re.compile(r"\b(?:drop|cut|remove|less|reduce|fewer|too (?:much|many)|overdoing)\b")
_LOWEST = re.compile(r"\b(?:one more exercise|one exercise|only one|just one|which one)\b")
"""Asks for the one exercise that is missing most, whichever muscle was spoken of."""
_GROUPS: Final = (
    ("back", r"back|pull\w*"),
    ("shoulders", r"shoulders?|delts?"),
    ("arms", r"arms?"),
    ("legs", r"legs?|lower body"),
)


def default(heard: Heard) -> VolumeWish:
    """Return an audit of the week, led by the muscle that is spoken of."""
    plain = heard.plain
    found = _muscle_of(heard.text) or _muscle_before(heard)
    return VolumeWish(
        heard.text,
        found,
        audit=True,
        add=_ADD.search(plain) is not None,
        drop=_DROP.search(plain) is not None,
    )


def _muscle_of(text: str) -> str | None:
    """Return the muscle or the group that words name."""
    plain = text.casefold()
    group = next((name for name, words in _GROUPS if re.search(rf"\b(?:{words})\b", plain)), None)
    return muscle_in(text) or group


def _muscle_before(heard: Heard) -> str | None:
    before = heard.before.slots if heard.before is not None else None
    if isinstance(before, VolumeWish):
        return before.muscle or _muscle_of(before.said)
    return None


def follow(heard: Heard, before: VolumeWish) -> VolumeWish | None:
    """Return what goes on from an audit: "so what do i add and where", "and back?"."""
    plain = heard.plain
    muscle = _muscle_of(heard.text)
    if muscle is None and not _LOWEST.search(plain):
        muscle = before.muscle or _muscle_of(before.said)
    return VolumeWish(
        heard.text,
        muscle,
        audit=True,
        add=_ADD.search(plain) is not None,
        drop=_DROP.search(plain) is not None,
    )


def calls(wish: VolumeWish, found: Found) -> Sequence[Call]:
    """Count the sets of the last weeks."""
    del found
    args: dict[str, Any] = {"planned_sets": wish.sets, "planned_sessions": wish.sessions}
    if wish.add and wish.muscle is not None:
        args["add_for"] = wish.muscle
    return [Call("weekly_volume", without_none(args))]


def say(wish: VolumeWish, found: Found) -> str | None:
    """Say the sets beside the ranges, and what to change."""
    data = found.read("weekly_volume", WeeklyVolume)
    if data is None:
        return None
    if wish.sets is not None and data.planned_weekly is not None:
        return _judged(wish, data)
    if wish.add:
        return added(data, wish.muscle) or _audited(data) or volume(data, wish.said)
    if not wish.audit or muscle_in(wish.said) is not None:
        return volume(data, wish.said)
    return _audited(data) or volume(data, wish.said)


def _judged(wish: VolumeWish, data: WeeklyVolume) -> str:
    muscle = (wish.muscle or "one muscle").replace("_", " ")
    low, high = num(data.growth_sets_low), num(data.growth_sets_high)
    weekly = counted(data.planned_weekly or 0, "set")
    if data.planned_level == "very_high" or data.planned_crowded:
        lead = f"Yes, that is too much for {muscle} in one go."
    elif data.planned_level in {"little", "maintains"}:
        lead = f"No, for {muscle} that is rather little."
    else:
        lead = f"No, for {muscle} that is within what most people grow on."
    total = f"It comes to {weekly} a week; {low} to {high} sets a week are where most growth is."
    crowded = (
        f"Beyond about {num(data.session_sets_high)} hard sets of a muscle in one session little "
        "is gained, and fewer good ones beat many tired ones."
        if data.planned_crowded and data.session_sets_high is not None
        else None
    )
    advice = (
        f"Start at {low} sets a week, spread over several days, and add only while the loads "
        "still go up."
        if data.planned_level != "grows" or data.planned_crowded
        else "Keep it as long as the loads go up and you recover between sessions."
    )
    return reply(lead, paragraph(total, crowded), advice)


def _audited(data: WeeklyVolume) -> str | None:
    trained = [week for week in data.weeks if week.hard_sets]
    if not trained:
        return None
    week = trained[1] if len(trained) > 1 and trained[0] is data.weeks[0] else trained[0]
    few = [m for m in week.muscles if m.level in {"little", "maintains"}]
    many = [m for m in week.muscles if m.level == "very_high"]
    good = [m for m in week.muscles if m.level == "grows"]
    low, high = num(data.growth_sets_low), num(data.growth_sets_high)
    lead = (
        f"Over the range of {low} to {high} sets a week: {_named(many)}."
        if many
        else f"Nothing is above {low} to {high} sets a week."
    )
    return reply(
        _of_week(week, good, lead),
        f"Low for growth: {_named(few[:4])}." if few else "No trained muscle is below keeping.",
        added_sets(data.additions[:2]) if few and not many else _change(few, many),
    )


def _of_week(week: WeekVolume, good: Sequence[MuscleSets], lead: str) -> str:
    day = f"{week.start.day} {week.start:%b %Y}"
    total = f"In the week of {day} you did {counted(week.hard_sets, 'hard set')}."
    right = f"In the range: {_named(good[:4])}." if good else None
    return paragraph(total, lead, right)


def _named(muscles: Sequence[MuscleSets]) -> str:
    return listed(
        f"{m.muscle.replace('_', ' ')} {num(m.sets)} {'set' if m.sets == 1 else 'sets'}"
        for m in muscles
    )


def _change(few: Sequence[MuscleSets], many: Sequence[MuscleSets]) -> str:
    if many:
        name = many[0].muscle.replace("_", " ")
        return f"Next week take a few sets of {name} out, and keep the ones that go up."
    if few:
        name = few[0].muscle.replace("_", " ")
        return f"Next week add a set or two for {name} to a session that trains it already."
    return "Keep it as it is, and add sets only where loads stop going up."


VOLUME: Final = Skill(
    name="training_volume",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    follow=follow,
    tools=frozenset({"weekly_volume"}),
    covers=frozenset({"volume", "profile_update", "load_of_weeks"}),
    reason="weekly sets per muscle for growth",
)
