"""Logs runs, rides, rows and other endurance sessions that the athlete says they did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.endurance_words import Length, heart_rate_in, lengths_in, pace_in, times_in
from agents.builtin.json_values import json_number, without_none
from agents.builtin.parts import parts_of
from agents.builtin.said_days import past_day_in
from agents.builtin.said_running import minutes_beside
from agents.builtin.say_endurance import distance, named, session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import sets_in
from agents.builtin.wording import day, num, paragraph, reply
from coach.safety.rules.text import folded
from coach.training.rules.activities import activity_of
from tools.results.endurance import LoggedCardio

_PAST: Final = re.compile(
    r"\b(?:ran|jogged|rode|biked|cycled|rowed|swam|walked|hiked|rucked|skied|skipped|did|done|went"
    r"|finished|completed|log(?:ged)?|got in|knocked out|banged out|just|today|this morning|tonight"
    r"|yesterday|last night|earlier|after work|parkrun)\b"
)
_NOT_DONE: Final = re.compile(
    r"\?|\b(?:tomorrow|should|shall|can i|could i|would|want|wanna|goal|aim\w*|target|plan\w*|next"
    r"|going to|gonna|will|if i|predict\w*|sub[- ]?\d|how|what|when|which|why|is it|am i|per week"
    r"|a week|each week|weekly|this week|last week|this month|usually|normally|every|used to|pb"
    r"|pr\b|training for|thinking|faster|splits?|paces|pace and|pacing"
    r"|my (?:best|5k|10k|half)|since|ago (?:i|and))\b"
)
_DAY_FIRST: Final = re.compile(r"^\W*(?:mon|tue|wed|thu|fri|sat|sun)\w*\W+\d")
_ACTIVITY_ALONE: Final = re.compile(
    r"^(?:\W*(?:mon|tue|wed|thu|fri|sat|sun)\w*\b)?(?:\W*(?:easy|long|tempo|recovery|morning|evening|lunch|steady|quick)\W+)?"
    r"\W*(?:\d|easy|long|tempo|recovery|zone ?2|z2|run|ride|bike|row|swim|walk|jog|cardio"
    r"|half an hour)"
)
_KINDS: Final = (
    ("race", r"\b(?:race|raced|parkrun|time trial|tt)\b"),
    ("intervals", r"\b(?:intervals?|repeats|fartlek|hiit|\d+ ?x ?\d{3,4} ?m?)\b"),
    ("tempo", r"\b(?:tempo|threshold)\b"),
    ("long", r"\blong (?:run|ride|one)\b"),
    ("zone 2", r"\b(?:zone ?2|z2)\b"),
    ("easy", r"\b(?:easy|recovery|slow|chill|relaxed)\b"),
)
_RPE: Final = re.compile(r"\brpe\s?(?:of |was )?(\d{1,2}(?:[.,]5)?)\b|\b(\d{1,2})/10\b")
_MOVING_ROW: Final = re.compile(
    r"\b(?:rowed|rower|row machine|rowing|erg|concept ?2|c2|2k row|row \d|\d+ ?k? row)\b"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What was done."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    text: str = ""
    more: tuple[dict[str, Any], ...] = ()
    """Further sessions of the same message."""


def read(heard: Heard) -> Slots | None:
    """Return a session that was done, with a distance or a time."""
    if (more := _goes_on(heard)) is not None:
        return more
    slots = _read_one(heard)
    several = _several(heard)
    if several and not _NOT_DONE.search(heard.plain):
        return Slots(several[0], heard.text, several[1:])
    return slots


def _read_one(heard: Heard) -> Slots | None:
    plain = heard.plain
    if _NOT_DONE.search(plain):
        return None
    lengths, times, pace = lengths_in(plain), times_in(plain), pace_in(plain)
    if not lengths and not times:
        return None
    activity = activity_of(plain)
    if (
        activity is None
        and heard.exercise is None
        and _is_run(lengths, timed=bool(times or pace or _DAY_FIRST.match(plain)))
    ):
        activity = "run"
    if activity is None or (activity == "row" and not _MOVING_ROW.search(plain)):
        return None
    if sets_in(plain) and heard.exercise:
        return None
    if not _PAST.search(plain) and not _ACTIVITY_ALONE.search(plain):
        return None
    return Slots(_args(heard, activity), heard.text)


def _several(heard: Heard) -> tuple[dict[str, Any], ...]:
    """Return the sessions of a message that tells more than one: "sat: 25k bike. sun: swam 1k"."""
    pieces = [piece for piece in _BETWEEN.split(heard.text) if piece and piece.strip()]
    found: list[dict[str, Any]] = []
    for piece in pieces:
        part = replace(heard, text=piece, plain=folded(piece), before=None)
        slots = _read_one(part)
        if slots is not None:
            found.append(slots.args)
    days = {(each.get("day"), each["activity"]) for each in found}
    return tuple(found) if len(found) > 1 and len(days) == len(found) else ()


_BETWEEN: Final = re.compile(
    r"(?<=[a-z\d])[.;]\s+|\n+|,?\s+(?:then|plus|and then|also|and)\s+"
    r"|,\s*(?=(?:mon|tue|wed|thu|fri|sat|sun)\w*\b)",
    re.IGNORECASE,
)


def _args(heard: Heard, activity: str) -> dict[str, Any]:
    """Return what a folded message tells of a session."""
    plain = _SAT.sub("was ", heard.plain)
    lengths, times, pace = lengths_in(plain), times_in(plain), pace_in(plain)
    args: dict[str, Any] = {"activity": activity}
    if lengths:
        args |= lengths[0].args
    elif (far := _BARE_FAR.search(plain)) and activity == "run":
        args |= {"distance": json_number(Decimal(far[1].replace(",", "."))), "distance_unit": "km"}
    if times:
        args["time"] = times[0].text
    elif bare := minutes_beside(plain):
        args["time"] = bare
    elif pace is not None and lengths:
        unit = lengths[0].unit
        own = pace_in(plain, "mi" if unit == "mi" else "km")
        args |= {"pace": pace.text, "pace_unit": own.unit if own else pace.unit}
    when = past_day_in(plain, heard.today)
    if when is not None and (heard.today - when).days == 7 and "last" not in plain:
        when = None
    return args | without_none(
        {
            "heart_rate": heart_rate_in(plain) or _mean_rate(plain),
            "rpe": _rpe(plain),
            "kind": next((kind for kind, rule in _KINDS if re.search(rule, plain)), None),
            "day": None if when is None or "last night" in plain else when.isoformat(),
        }
    )


_SAT: Final = re.compile(r"\bsat (?=(?:about|at|around|down|just|between)\b)")
"""Not the day: "hr sat about 141"."""
_BARE_FAR: Final = re.compile(
    r"\b(?:easy|ran|did|long|steady|slow|jogged|a)\s(\d{1,2}(?:[.,]\d)?)"
    r"(?=\s(?:today|this|tonight|yesterday|yday|easy|in \d|on)\b|\s?,|\W*$)"
)


def _mean_rate(plain: str) -> int | None:
    """Return the "148" of "8k 45 min avg 148"."""
    found = _AVERAGE.search(plain)
    return int(found[1]) if found else None


_AVERAGE: Final = re.compile(r"\b(?:avg|average|averaged|mean)(?: of)? ([89]\d|1\d\d)\b(?! ?w)")
_CORRECTS: Final = re.compile(
    r"\b(?:actually|sorry|wait|no|nah|meant|not \d|should be|wrong|typo|correct\w*|change it"
    r"|was(?:n'?t| not)|it was|took me|it took|make (?:it|that)|instead|oops|my bad|that was)\b"
)
_ADDS: Final = re.compile(r"\b(?:also|another|plus|then|and (?:a|an|\d)|too|as well|after that)\b")
_JUST_EFFORT: Final = re.compile(
    r"^(?:\W|(?:about|around|maybe|prob\w*|like|a|an|id|i'?d|say|felt|it|was|rpe|roughly|solid|hard"
    r"|easy|pretty|quite|call))*(10|[1-9](?:[.,]5)?)(?: ?/ ?10| out of (?:10|ten))?"
    r"(?:\W|maybe|i think|ish|or so|tbh)*$"
)


def _goes_on(heard: Heard) -> Slots | None:
    """Return what these words put right of, or add to, the session that was just logged."""
    before = heard.before
    if before is None or not isinstance(before.slots, Slots) or not before.slots.args:
        return None
    plain = heard.plain
    kept = {"activity": before.slots.args["activity"], "corrects": True}
    effort = _JUST_EFFORT.match(plain)
    if effort is not None and len(plain.split()) <= SHORT:
        rpe = json_number(Decimal(effort[1].replace(",", ".")))
        return Slots(kept | {"rpe": rpe}, heard.text)
    if "?" in heard.text or _ADDS.search(plain) or len(plain.split()) > SHORT:
        return None
    told = _args(heard, str(before.slots.args["activity"]))
    bare = re.search(r"(?<![\d:.,])(\d{1,2}(?:[.,]\d{1,2})?)(?![\d:.,%]|\s?[a-z])", plain)
    known = before.slots.args.get("distance")
    if bare and known and "distance" not in told and _CORRECTS.search(plain):
        value = json_number(Decimal(bare[1].replace(",", ".")))
        if value is not None and abs(value - known) <= known / 2:
            unit = before.slots.args.get("distance_unit", "km")
            told |= {"distance": value, "distance_unit": unit}
    fresh = activity_of(plain) not in {None, told["activity"]}
    only_body = {"heart_rate", "rpe", "time", "pace"} & told.keys() and "distance" not in told
    if fresh or not ({"distance", "day"} & told.keys() or only_body):
        return None
    if not only_body and not _CORRECTS.search(plain):
        return None
    told.pop("kind", None)
    if "distance" not in told and "distance_unit" in before.slots.args:
        told["distance_unit"] = before.slots.args["distance_unit"]
    return Slots(told | kept, heard.text)


SHORT: Final = 9
"""Words up to which a message goes on from a session just logged. Source: own choice."""


def default(heard: Heard) -> Slots:
    """Return the session a message tells; without a distance and a time there is nothing to store.

    "Ran today" is answered by the one question for what is missing.
    """
    before = heard.before.slots if heard.before is not None else None
    activity = activity_of(heard.plain)
    if activity is None and isinstance(before, Slots) and before.args:
        activity = str(before.args["activity"])
    args = _args(heard, activity or "run")
    asks = "?" in heard.text and not _PAST.search(heard.plain)
    told = activity is not None or lengths_in(heard.plain)
    if asks or not told or not {"distance", "time"} & args.keys():
        return Slots({}, heard.text)
    return Slots(args, heard.text)


_NOW: Final = re.compile(r"\b(?:today|this morning|tonight|just|yesterday|last night)\b")


def told_beside(heard: Heard) -> Slots | None:
    """Return a session of today or yesterday told in one part of a message that asks more."""
    for part in parts_of(heard.whole):
        slots = read(replace(heard, text=part, plain=folded(part)))
        if slots is not None and _NOW.search(folded(part)):
            return slots
    return None


def _is_run(lengths: Sequence[Length], *, timed: bool) -> bool:
    """Tell whether a distance with a time can only be a run: "10k 52:30"."""
    return timed and bool(lengths) and lengths[0].unit in {"km", "mi"}


def _rpe(plain: str) -> int | float | None:
    found = _RPE.search(plain)
    if found is None:
        return None
    value = Decimal((found[1] or found[2]).replace(",", "."))
    return json_number(value) if 1 <= value <= 10 else None


def calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Store the session."""
    del found
    each = (slots.args, *slots.more) if slots.args else ()
    return tuple(Call("log_cardio", args) for args in each)


def say(slots: Slots, found: Found) -> str | None:
    """Say what was stored, beside the last one alike and the week."""
    if not slots.args:
        return (
            "I stored nothing yet, because a session needs a distance or a time. How far was it, "
            "and how long did it take?"
        )
    data = found.read("log_cardio", LoggedCardio)
    if data is None:
        failed = found.error("log_cardio")
        if failed is not None and failed.code in {"unclear_time", "pace_range"}:
            return (
                "I stored nothing, because that time and distance do not go together. What were "
                "the distance and the time?"
            )
        return None
    done = data.session
    every = found.every("log_cardio", LoggedCardio)
    if len(every) > 1:
        lines = (f"{session(one.session)}, on {day(one.session.day)}" for one in every)
        return reply(f"Logged: {'; '.join(lines)}.", _next(slots, data))
    lead = f"Logged: {session(done)}, on {day(done.day)}."
    if data.corrected:
        lead = f"Put right: it stands in your log as a {session(done)}, on {day(done.day)}."
    if data.already_logged:
        lead = f"That one is in your log already: {session(done)}, on {day(done.day)}."
    return reply(paragraph(lead, _compared(data)), _next(slots, data))


def logged(found: Found) -> str | None:
    """Return one sentence about a session that was stored beside something else."""
    data = found.read("log_cardio", LoggedCardio)
    if data is None:
        return None
    return f"Logged: {session(data.session)}, on {day(data.session.day)}."


def _compared(data: LoggedCardio) -> str | None:
    before = data.earlier
    if before is None or not before.pace or not data.session.pace:
        return None
    return (
        f"Your last {named(before.activity)} of about that distance was {distance(before)} at "
        f"{before.pace} on {day(before.day)}."
    )


def _next(slots: Slots, data: LoggedCardio) -> str:
    done = data.session
    week = None
    if data.week_distance:
        week = f"That makes {num(data.week_distance)} {named_unit(done.unit)} in the last week"
        week += (
            f", after {num(data.previous_distance)} {named_unit(done.unit)} in the week before."
            if data.previous_distance
            else "."
        )
    if done.rpe is None:
        ask = "How hard was it as a whole, as an RPE? With that I can count its training load."
    elif slots.args.get("kind") in {"race", "intervals", "tempo"}:
        ask = "Keep the next one easy, at a pace at which you can talk in full sentences."
    else:
        ask = "Tell me the next one too, and I keep an eye on how fast the week grows."
    return paragraph(week, ask)


def named_unit(unit: str) -> str:
    """Return the unit as it is written behind a number."""
    return "km" if unit == "km" else "miles"


LOG = Skill(
    name="log_cardio",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    tools=frozenset({"log_cardio"}),
    reason="easy running and why most of it should be easy",
)
