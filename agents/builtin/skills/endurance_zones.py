"""Heart rate zones: where they lie for an athlete, and by effort where a drug bends them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from agents.builtin.json_values import json_number, without_none
from agents.builtin.said_running import told_in
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import num, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.endurance import HeartRateZones

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
_BARE_AGE: Final = re.compile(r"^(?:\W|im|i'?m|age|so|ok)*([1-8]\d)\b(?!\s?(?:bpm|min|%|k))")
"""What answers "how old are you"."""
_REST: Final = re.compile(
    r"\brest(?:ing)?(?: (?:heart ?rate|hr|pulse|bpm))?(?: (?:is|of|around|about|=))?:? ?(\d{2,3})\b"
    r"|\brhr(?: is| of|:)? ?(\d{2,3})\b|\b(\d{2}) (?:bpm )?(?:resting|at rest)\b"
)
_MAX: Final = re.compile(
    r"\bmax(?:imum|imal)?(?: (?:heart ?rate|hr|pulse))?(?: (?:is|of|was|around|about|=))?:? ?"
    r"(\d{3})\b"
    r"|\bhr ?max(?: is| of|:)? ?(\d{3})\b|\b(\d{3}) (?:bpm )?(?:as (?:my |the )?)?max\b"
    r"|\b(?:saw|hit|seen|peaked at|got (?:up )?to|maxed (?:out )?at|topped out at|set my max hr to"
    r"|use) (1[5-9]\d|2[0-2]\d)\b"
)
_THRESHOLD: Final = re.compile(
    r"\b(?:lthr|(?:lactate )?threshold(?: (?:heart ?rate|hr))?)(?: (?:is|of|was|=))?:? ?(\d{3})\b"
)
_PERCENT: Final = re.compile(
    r"\b(\d{2,3})\s?(?:%|percent)?\s?(?:-|to|\u2013|and)\s?(\d{2,3})\s?(?:%|percent)"
    r"|\b(\d{2,3})\s?(?:%|percent)"
)
_ASKED_ZONE: Final = re.compile(r"\b(?:zone ?|z)([1-5])\b")
_BY_WORD: Final = (
    ("5", r"\b(?:interval\w*|4 ?x ?4s?|vo2 ?max|sprints?|all ?out|hiit)\b"),
    ("4", r"\b(?:threshold|tempo|hard|race|10k|5k)\b"),
    ("3", r"\b(?:steady|marathon|half)\b"),
    ("2", r"\b(?:easy|long|fat[- ]?burn\w*|base|aerobic|moderate|jog\w*)\b"),
    ("1", r"\b(?:recovery|warm ?up|walk\w*)\b"),
)
"""Zone of a kind of session. Source: own choice, after the efforts of five zones."""
_RATE: Final = re.compile(
    r"\b(?:avg|average|averaged|mean|at|is|was|hr|pulse|heart ?rate|under|of|to|goes to|push"
    r"|keep it)\b[^\d.?]{0,14}(1[0-9]\d)\b(?! ?(?:km|k|kg|g|m|lb|min|w)\b)"
    r"|\b(1[0-9]\d)(?:ish)? (?:bpm|avg|average|on|for|at|in)\b"
)
EASY_ZONE: Final = 2
"""Up to this zone a session is easy. Source: Seiler 2010, below the first threshold."""
LOOKED_BACK: Final = 6
"""Earlier messages in which a heart rate or an age still counts. Source: own choice."""
_TALK: Final = (
    "Go by feel and by talk: easy means you can speak in full sentences, hard means a few words at "
    "a time."
)


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments, the zone asked for, and a rate that is asked about."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    first: str = ""
    rate: int | None = None


def read_zones(heard: Heard) -> Slots | None:
    """Return a question about heart rate zones with what was told of heart rates."""
    plain = heard.plain
    if _goes_on(heard):
        return default(heard)
    if not _ZONES.search(plain) and not (_BLOCKER.search(plain) and _HEARTY.search(plain)):
        return None
    if re.search(r"\b(?:why|benefit\w*|worth|overrated|point of|good for)\b", plain):
        return None
    if told_in(heard).known and not re.search(r"\b(?:heart|hr|bpm)\b", plain):
        return None
    if "?" not in heard.text and not re.search(
        r"\b(?:what|which|give|my|zones?|tell|how)\b", plain
    ):
        return None
    if re.search(r"\b(?:slept|ran|did)\b", plain) and "?" not in heard.text:
        return None
    return default(heard)


def _goes_on(heard: Heard) -> bool:
    """Tell whether a heart rate or a kind of session goes on from the zones."""
    if heard.before is None or heard.before.name != "heart_rate_zones":
        return False
    plain = heard.plain
    told = any(rule.search(plain) for rule in (_MAX, _REST, _AGE, _THRESHOLD, _BLOCKER))
    if _ASKED_ZONE.search(plain) and _rate_in(plain) is not None:
        return True
    if _BARE_AGE.search(plain) and "age" not in getattr(heard.before.slots, "args", {}):
        return True
    short = len(plain.split()) <= SHORT and re.search(r"\b(?:pace|min/)", plain) is None
    return told or bool(short and (_zone_in(plain) or _rate_in(plain)))


SHORT: Final = 7
"""Words up to which "n for intervals" goes on from the zones. Source: own choice."""


def default(heard: Heard) -> Slots:
    """Return the zones by the newest heart rates of this thread, and which one is asked for."""
    plain = heard.plain
    low, high = _percents(plain)
    past = [folded(text) for text in reversed(heard.earlier[-LOOKED_BACK:])]
    args = without_none(
        {
            name: next((v for v in (_first(rule, text) for text in (plain, *past)) if v), None)
            for name, rule in (
                ("age", _AGE), ("resting", _REST), ("maximum", _MAX), ("threshold", _THRESHOLD),
            )
        }
        | {"low_percent": low, "high_percent": high}
    )  # fmt: skip
    if "age" not in args and heard.before is not None and (bare := _BARE_AGE.search(plain)):
        args["age"] = int(bare[1])
    said = f"{heard.whole} {' '.join(heard.earlier)}".casefold()
    if _BLOCKER.search(said):
        args["slowed_by_medicine"] = True
    before = heard.before.slots if heard.before is not None else None
    zone = _zone_in(plain) or (before.first if isinstance(before, Slots) else "")
    return Slots(args, zone, _rate_in(plain))


def _zone_in(plain: str) -> str:
    if named := _ASKED_ZONE.search(plain):
        return named[1]
    return next((zone for zone, rule in _BY_WORD if re.search(rule, plain)), "")


def _rate_in(plain: str) -> int | None:
    """Return a rate that is asked about: "is 150 zone 2", "avg 164 for my tempo"."""
    if _MAX.search(plain):
        return None
    found = _RATE.search(plain)
    return int(next(group for group in found.groups() if group)) if found else None


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
    return reply(paragraph(_placed(slots, data), _asked(slots, data)), _five(data), _doubt(data))


def _placed(slots: Slots, data: HeartRateZones) -> str | None:
    """Say which zone the rate that was asked about is in."""
    if slots.rate is None or data.low is not None:
        return None
    inside = next((z for z in reversed(data.zones) if slots.rate >= z.low), None)
    if inside is None:
        return f"{slots.rate} bpm is below your zone 1: as easy as it gets."
    easy = "easy enough" if inside.number <= EASY_ZONE else "too hard for an easy session"
    return f"{slots.rate} bpm is in your zone {inside.number}: {easy}."


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
    default=default,
    tools=frozenset({"heart_rate_zones"}),
    reason="heart rate zones and their error",
    covers=frozenset({"profile_update", "targets", "onboarding_answer"}),
)
