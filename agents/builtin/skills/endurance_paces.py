"""Training paces, and conversions of pace and speed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.endurance_words import (
    heart_rate_in,
    lengths_in,
    near,
    pace_in,
    speed_in,
    times_in,
    unit_in,
)
from agents.builtin.say_endurance import length
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills import endurance_log
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from tools.results.endurance import ConvertedPace, PaceLine, TrainingPaces

_PACES: Final = re.compile(
    r"\b(?:(?:training|running|my|run|what|target|all) paces"
    r"|(?:easy|recovery|threshold|tempo|interval|long run|marathon|lactate|aerobic|base) ?(?:run )?"
    r"pace|vdot|my zones|how (?:fast|slow)\b.{0,30}\b(?:easy|tempo|threshold|interval|long"
    r"|recovery)\b"
    r"|pace (?:for|should|of|do)\b.{0,30}\b(?:easy|tempo|threshold|interval|long|recovery)"
    r"|(?:what|which) pace\b.{0,40}\b(?:easy|tempo|threshold|interval|long|recovery|train)"
    r"|paces? (?:from|based on)|how slow (?:is|should|do))\b"
)
_CONVERTS: Final = re.compile(
    r"\b(?:convert|in (?:min(?:utes)?(?: ?/ ?| per )(?:km|mi)\w*|km/?h|kmh|kph|mph|miles?|km)\b"
    r"|(?:per|to|a|each) (?:mile|km|kilomet\w+)|to (?:min|km/?h|mph|miles?|km)"
    r"|what(?:'s| is)? (?:that|the)? ?pace|(?:what|which) pace (?:is|do|for|to)|average pace"
    r"|pace (?:is|for|do i need|to)|is what pace|how fast is|treadmill)\b"
)
_AND: Final = re.compile(r"^(?:and|what about|how about|so|ok)\b")


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments, and what is asked for first."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    first: str = ""
    done: dict[str, Any] | None = None
    """A session told in the same message, to be stored as well."""


def read_paces(heard: Heard) -> Slots | None:
    """Return a wish for training paces, with a race if one was told."""
    plain = heard.plain
    if re.search(r"\b(?:heart|hr|bpm)\b", plain):
        return None
    if not _PACES.search(plain) and not _asks_another_pace(heard):
        return None
    if _CONVERTS.search(plain) and pace_in(plain) is not None:
        return None
    if "marathon pace" in plain and times_in(plain) and len(lengths_in(plain)) == 1:
        return None
    first = next(
        (
            name
            for name, rule in (
                ("threshold", r"\b(?:threshold|tempo|lactate)\b"),
                ("interval", r"\binterval"),
                ("easy", r"\b(?:easy|recovery|long run|aerobic|base)\b"),
                ("marathon", r"\bmarathon pace\b"),
            )
            if re.search(rule, plain)
        ),
        "",
    )
    beside = endurance_log.told_beside(heard)
    done = None if beside is None else beside.args
    known = _result_before(heard) | result_args(plain)
    return Slots(known | {"unit": unit_in(plain)}, first, done)


_OF_RUNNING: Final = frozenset({"training_paces", "race_prediction", "convert_pace"})
_KIND: Final = re.compile(r"\b(?:easy|recovery|threshold|tempo|intervals?|long runs?|marathon)\b")
_NOT_A_PACE: Final = re.compile(r"\b(?:log|ran|did|week|how (?:long|far|many|often)|plan)\b")
SHORT: Final = 8
"""Words up to which "and threshold" goes on from a pace. Source: own choice."""


def _asks_another_pace(heard: Heard) -> bool:
    """Tell whether "and threshold" or "what should my intervals be" goes on from a pace."""
    if heard.before is None or heard.before.name not in _OF_RUNNING:
        return False
    plain = heard.plain
    short = len(plain.split()) <= SHORT and not lengths_in(plain)
    return short and bool(_KIND.search(plain)) and not _NOT_A_PACE.search(plain)


def _result_before(heard: Heard) -> dict[str, Any]:
    """Return the race that the wish before stood on, where the athlete told it."""
    before = heard.before
    if before is None or before.name not in {"training_paces", "race_prediction"}:
        return {}
    args: dict[str, Any] = before.slots.args
    return {key: args[key] for key in ("distance", "distance_unit", "time") if "time" in args}


def result_args(plain: str) -> dict[str, Any]:
    """Return distance and time of the race a message tells; nothing without both."""
    lengths, times = lengths_in(plain), times_in(plain)
    for length_said in lengths:
        time = near(length_said, times)
        if time is not None:
            return length_said.args | {"time": time.text}
    return {}


def paces_on(heard: Heard, before: Slots) -> Slots | None:
    """Return the same paces in the other unit, or from another result."""
    told = result_args(heard.plain)
    if told or _THAT_PACE.search(heard.plain):
        return Slots(before.args | told | {"unit": unit_in(heard.plain)}, before.first)
    return None


def paces_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Work out the paces."""
    del found
    stored = () if slots.done is None else (Call("log_cardio", slots.done),)
    return (*stored, Call("training_paces", slots.args))


def say_paces(slots: Slots, found: Found) -> str | None:
    """Say the pace that was asked for first, then the others."""
    data = found.read("training_paces", TrainingPaces)
    if data is None:
        failed = found.error("training_paces")
        if failed is not None and failed.code == "no_result":
            return (
                "I need one recent hard effort for that, and your log holds no timed run of late. "
                "Until then run easy at a pace at which you can talk in full "
                "sentences. What was your last race or time trial, with its distance and time?"
            )
        return None
    order = sorted(data.paces, key=lambda line: line.name != slots.first)
    lead = _pace_line(order[0], lead=True)
    rest = "; ".join(lower(_pace_line(line)) for line in order[1:] if line.name != "repetition")
    source = data.result
    when = f" of {day(source.day)}" if source.day else ""
    ground = (
        f"They rest on {length(source.distance, source.unit)} in {source.time}{when}, a VDOT of "
        f"{num(data.vdot)}, by the formula of Daniels and Gilbert."
    )
    taken = f"It takes for granted that {listed(data.assumptions)}." if data.assumptions else None
    return reply(
        endurance_log.logged(found),
        f"{lead}. The others: {rest}.",
        paragraph(ground, taken),
        "Run most of the week in the easy range, by talk rather than by watch when it is hot or "
        "hilly, and one or two harder runs at the faster ones. After the next race I update them.",
    )


def _pace_line(line: PaceLine, *, lead: bool = False) -> str:
    name = f"{line.name.capitalize()} pace"
    reach = line.fast if line.fast == line.slow else f"{line.fast} to {line.slow}"
    return f"{name}: {reach}" if not lead else f"Your {line.name} pace is {reach}"


PACES = Skill(
    name="training_paces",
    agents=("planner",),
    read=read_paces,
    calls=paces_calls,
    say=say_paces,
    follow=paces_on,
    tools=frozenset({"training_paces", "log_cardio"}),
    reason="training paces by VDOT and why easy runs are slow",
    covers=frozenset({"log_cardio", "race_prediction"}),
    seeds=("what pace should I run my easy runs at",),
    default=lambda heard: Slots(result_args(heard.plain) | {"unit": unit_in(heard.plain)}, "easy"),
)


def read_convert(heard: Heard) -> Slots | None:
    """Return a pace or a speed to convert, or the pace of a time over a distance."""
    plain = heard.plain
    before = heard.before
    if (just := _of_logged(heard)) is not None:
        return just
    if before is not None and before.name == "convert_pace" and isinstance(before.slots, Slots):
        longer = [each for each in lengths_in(plain) if each.value != 1]
        if longer and _AND.search(plain):
            return Slots(before.slots.args | longer[0].args)
    if not _CONVERTS.search(plain) or heart_rate_in(plain) is not None:
        return None
    pace, speed, lengths, times = (
        pace_in(plain),
        speed_in(plain),
        lengths_in(plain),
        times_in(plain),
    )
    args: dict[str, Any] = {}
    if speed is not None and (pace is None or plain.find(speed[0]) < pace.start):
        args = {"pace": speed[0], "given": speed[1]}
    elif pace is not None:
        args = {"pace": pace.text, "given": "min/km" if pace.unit == "km" else "min/mile"}
    elif lengths and times and "pace" in plain:
        return Slots(lengths[0].args | {"time": times[0].text})
    else:
        return None
    long = [each for each in lengths if each.value != 1]
    return Slots(args | (long[0].args if long else {}))


_THAT_PACE: Final = re.compile(
    r"\bpace\b|\b(?:per|a|each|in) (?:mile|miles|mi|km|kms|k|kilomet\w+)\b|\bmin/(?:mi\w*|km)\b"
    r"|\bhow fast (?:is|was) (?:that|it)\b"
)


def _of_logged(heard: Heard) -> Slots | None:
    """Return the pace of the session just told: "whats that per km"."""
    before = heard.before
    if before is None or not isinstance(before.slots, endurance_log.Slots):
        return None
    args = {k: before.slots.args.get(k) for k in ("distance", "distance_unit", "time")}
    asks = _THAT_PACE.search(heard.plain) and len(heard.plain.split()) <= SHORT
    told = all(each is not None for each in args.values())
    return Slots(args) if asks and told and not lengths_in(heard.plain) else None


def convert_on(heard: Heard, before: Slots) -> Slots | None:
    """Return the same conversion for "per mile?", or over another distance."""
    longer = [each for each in lengths_in(heard.plain) if each.value != 1]
    if longer and "pace" in before.args:
        return Slots(before.args | longer[0].args)
    return before if _THAT_PACE.search(heard.plain) else None


def convert_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Convert it."""
    del found
    return (Call("convert_pace", slots.args),)


def say_convert(slots: Slots, found: Found) -> str | None:
    """Say the pace in both units, as speed, and the time over the distance."""
    data = found.read("convert_pace", ConvertedPace)
    if data is None:
        return None
    lead = f"That is {data.per_km}, or {data.per_mile}: {data.speed}."
    if "time" in slots.args and data.distance is not None and data.distance_unit is not None:
        lead = (
            f"{length(data.distance, data.distance_unit).capitalize()} in {data.time} is an even "
            f"pace of {data.per_km}, or {data.per_mile} ({data.speed})."
        )
    elif data.time and data.distance is not None and data.distance_unit is not None:
        far = length(data.distance, data.distance_unit)
        lead = paragraph(lead, f"Held over {far} it gives {data.time}.")
    return reply(
        lead,
        "Tell me a recent race with its time and I say whether that is your easy, threshold or "
        "race pace.",
    )


CONVERT = Skill(
    name="convert_pace",
    agents=("planner",),
    read=read_convert,
    calls=convert_calls,
    say=say_convert,
    follow=convert_on,
    tools=frozenset({"convert_pace"}),
)
