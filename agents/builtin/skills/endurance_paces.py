"""Training paces, conversions of pace and speed, and heart rate zones."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
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
from agents.builtin.json_values import json_number, without_none
from agents.builtin.say_endurance import length
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills import endurance_log
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from tools.results.endurance import ConvertedPace, HeartRateZones, PaceLine, TrainingPaces

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
_ZONES: Final = re.compile(
    r"\b(?:heart[- ]?rate zones?|hr zones?|zone ?[1-5]|z[1-5]|max(?:imum|imal)? (?:heart ?rate|hr)"
    r"|hr ?max|karvonen|(?:what|which) (?:heart ?rate|hr|bpm)|target (?:heart ?rate|hr)"
    r"|(?:what are |give me )?my zones|heart ?rate (?:for|should|during|when|reserve)"
    r"|training zones?|beta[- ]?blockers?|lthr"
    r"|(?:percent|%) of (?:my )?(?:hr|heart|reserve|max)|hrr|fat[- ]?burn(?:ing)? zone heart)\b"
)
_BLOCKER: Final = re.compile(
    r"\b(?:beta[- ]?blockers?|(?:metopr|bisopr|aten|propran|nebiv|carved|nad|sot)\w*ol|bystolic"
    r"|coreg|lopressor|toprol)\b"
)
_HEARTY: Final = re.compile(r"\b(?:heart|hr|bpm|pulse|zones?|z[1-5]|cardio|run\w*|train\w*)\b")
_AGE: Final = re.compile(
    r"\b(?:i'?m|i am|age[d]?|at)\s?(\d\d)\b(?! ?(?:bpm|kg|km|min|%|lb))"
    r"|\b(\d\d)[ -]?(?:years?|yrs?|yo\b|y/o)"
    r"|\b(\d\d) ?[mf]\b"
)
_REST: Final = re.compile(
    r"\brest(?:ing)?(?: (?:heart ?rate|hr|pulse|bpm))?(?: (?:is|of|around|about|=))?:? ?(\d{2,3})\b"
    r"|\brhr(?: is| of|:)? ?(\d{2,3})\b|\b(\d{2}) (?:bpm )?(?:resting|at rest)\b"
)
_MAX: Final = re.compile(
    r"\bmax(?:imum|imal)?(?: (?:heart ?rate|hr|pulse))?(?: (?:is|of|was|around|about|=))?:? ?"
    r"(\d{3})\b"
    r"|\bhr ?max(?: is| of|:)? ?(\d{3})\b|\b(\d{3}) (?:bpm )?max\b"
)
_THRESHOLD: Final = re.compile(
    r"\b(?:lthr|(?:lactate )?threshold(?: (?:heart ?rate|hr))?)(?: (?:is|of|was|=))?:? ?(\d{3})\b"
)
_PERCENT: Final = re.compile(
    r"\b(\d{2,3})\s?(?:%|percent)?\s?(?:-|to|\u2013|and)\s?(\d{2,3})\s?(?:%|percent)"
    r"|\b(\d{2,3})\s?(?:%|percent)"
)
_AND: Final = re.compile(r"^(?:and|what about|how about|so|ok)\b")
_ASKED_ZONE: Final = re.compile(r"\b(?:zone ?|z)([1-5])\b")
_TALK: Final = (
    "Go by feel and by talk: easy means you can speak in full sentences, hard means a few words at "
    "a time."
)


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
    if not _PACES.search(plain) or re.search(r"\b(?:heart|hr|bpm)\b", plain):
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
    return Slots(result_args(plain) | {"unit": unit_in(plain)}, first, done)


def result_args(plain: str) -> dict[str, Any]:
    """Return distance and time of the race a message tells; nothing without both."""
    lengths, times = lengths_in(plain), times_in(plain)
    for length_said in lengths:
        time = near(length_said, times)
        if time is not None:
            return length_said.args | {"time": time.text}
    return {}


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
    tools=frozenset({"convert_pace"}),
)


def read_zones(heard: Heard) -> Slots | None:
    """Return a question about heart rate zones with what was told of heart rates."""
    plain = heard.plain
    if not _ZONES.search(plain) and not (_BLOCKER.search(plain) and _HEARTY.search(plain)):
        return None
    if re.search(r"\b(?:why|benefit\w*|worth|overrated|point of|good for)\b", plain):
        return None
    if result_args(plain) and not re.search(r"\b(?:heart|hr|bpm)\b", plain):
        return None
    if "?" not in heard.text and not re.search(
        r"\b(?:what|which|give|my|zones?|tell|how)\b", plain
    ):
        return None
    if re.search(r"\b(?:slept|ran|did)\b", plain) and "?" not in heard.text:
        return None
    low, high = _percents(plain)
    args = without_none(
        {
            "age": _first(_AGE, plain),
            "resting": _first(_REST, plain),
            "maximum": _first(_MAX, plain),
            "threshold": _first(_THRESHOLD, plain),
            "low_percent": low,
            "high_percent": high,
        }
    )
    zone = _ASKED_ZONE.search(plain)
    said = f"{heard.whole} {' '.join(heard.earlier)}".casefold()
    if _BLOCKER.search(said):
        args["slowed_by_medicine"] = True
    return Slots(args, zone[1] if zone else "")


def _first(rule: re.Pattern[str], plain: str) -> int | None:
    found = rule.search(plain)
    return int(next(group for group in found.groups() if group)) if found else None


def _percents(plain: str) -> tuple[int | float | None, int | float | None]:
    found = _PERCENT.search(plain)
    if found is None:
        return None, None
    if found[3]:
        return json_number(Decimal(found[3])), None
    return json_number(Decimal(found[1])), json_number(Decimal(found[2]))


def zones_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Work out the zones."""
    del found
    return (Call("heart_rate_zones", slots.args),)


def say_zones(slots: Slots, found: Found) -> str | None:
    """Say the range asked for, then the zones, then how sure they are."""
    data = found.read("heart_rate_zones", HeartRateZones)
    if data is not None and not data.use_heart_rate:
        return reply(
            "Leave heart rate zones aside: a beta-blocker keeps your heart rate down, so any zone "
            "from a formula would have you working far too hard.",
            paragraph(_TALK, _by_effort(data)),
            "Ask whoever prescribed it before hard intervals, and leave the dose as it is.",
        )
    if data is None:
        failed = found.error("heart_rate_zones")
        if failed is not None and failed.code == "heart_rate_missing":
            return reply(
                "I can set zones from your age, a measured maximum or your threshold heart rate; "
                "none of them is in your profile.",
                _TALK,
                "How old are you, and do you know your resting heart rate?",
            )
        return None
    return reply(_asked(slots, data), _five(data), _doubt(data))


def _by_effort(data: HeartRateZones) -> str | None:
    if data.easy_rpe_low is None or data.easy_rpe_high is None or data.hard_rpe is None:
        return None
    return (
        f"On the scale of effort easy is RPE {num(data.easy_rpe_low)} to {num(data.easy_rpe_high)} "
        f"and hard is RPE {num(data.hard_rpe)} and up: do your next session at the easy end, for "
        f"{data.first_session}."
    )


def _basis(data: HeartRateZones) -> str:
    if data.method == "threshold":
        return f"your threshold of {data.threshold} bpm"
    kind = "a measured" if data.maximum_is_measured else "an estimated"
    if data.method == "reserve":
        return f"{kind} maximum of {data.maximum} bpm and a resting rate of {data.resting} bpm"
    return f"{kind} maximum of {data.maximum} bpm"


def _asked(slots: Slots, data: HeartRateZones) -> str:
    of = {"reserve": "heart rate reserve", "maximum": "maximum", "threshold": "threshold"}
    basis = of[data.method or "maximum"]
    if data.low is not None and data.high is not None:
        return (
            f"Aim for {data.low} to {data.high} bpm: that is {num(data.low_percent or 0)} to "
            f"{num(data.high_percent or 0)} % of your {basis}."
        )
    if data.low is not None:
        return f"{num(data.low_percent or 0)} % of your {basis} is {data.low} bpm."
    number = int(slots.first) if slots.first else 2
    zone = data.zones[number - 1]
    effort = {1: "very easy", 2: "easy, with full sentences", 3: "steady, in short sentences",
              4: "hard, a few words at a time", 5: "all-out"}[number]  # fmt: skip
    return f"Your zone {zone.number} is {zone.low} to {zone.high} bpm: {effort}."


def _five(data: HeartRateZones) -> str:
    zones = ", ".join(f"zone {z.number} {z.low} to {z.high} bpm" for z in data.zones)
    return f"All five: {zones}. They stand on {_basis(data)}."


def _doubt(data: HeartRateZones) -> str:
    sure = (
        "The maximum comes from your age and can be 10 bpm off, so if you can talk in full "
        "sentences you are easy enough, whatever the watch says."
        if data.method != "threshold" and not data.maximum_is_measured
        else "Heart rate drifts up with heat, caffeine and short sleep, so check it by talking."
    )
    more = (
        "Tell me your resting heart rate, taken in bed, and I make them more your own."
        if data.method == "maximum"
        else "Do most of the week in the easy zones."
    )
    return paragraph(sure, more)


ZONES = Skill(
    name="heart_rate_zones",
    agents=("planner",),
    read=read_zones,
    calls=zones_calls,
    say=say_zones,
    tools=frozenset({"heart_rate_zones"}),
    reason="heart rate zones and their error",
    covers=frozenset({"profile_update", "targets", "onboarding_answer"}),
)
