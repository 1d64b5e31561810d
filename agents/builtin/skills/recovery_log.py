"""Logs nights and soreness that the athlete tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.json_values import without_none
from agents.builtin.said_days import past_day_in
from agents.builtin.say_training import target
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, day, listed, lower, num, paragraph, reply
from tools.results.recovery import LoggedSleep, LoggedSoreness, Recovery
from tools.results.training import NextLoad

_HOURS: Final = (
    r"(\d{1,2}(?:[.,]\d{1,2})?\s?(?:h|hrs?|hours?)(?:\s?\d{1,2}\s?(?:m|mins?|minutes?)?)?"
    r"|\d{1,2}:\d{2}(?:\s?h(?:ours)?)?|\d{1,2}[.,]\d|\d{1,2} and a half hours)"
)
_SLEPT: Final = re.compile(
    r"\b(?:i |only |just |barely )*(?:slept|sleep|sleeping|asleep)\b[^.?!\d]{0,25}" + _HOURS +
    r"|" + _HOURS + r"\s?(?:of |hours )?(?:sleep|slept|last night|of shut ?eye|in bed|kip)\b"
    r"|\b(?:slept|got)\b[^.?!\d]{0,20}?(\d{1,2})\b"
    r"(?! ?(?:/|x|kg|lb|sets?|reps?|km|times|%|min|am|pm))"
)  # fmt: skip
_WORD_HOURS: Final = re.compile(
    r"\b(?:slept|got)\b[^.?!]{0,15}\b(three|four|five|six|seven|eight|nine|ten) hours\b"
    r"|\b(three|four|five|six|seven|eight|nine|ten) hours (?:of sleep|sleep|last night)"
)
_QUALITY: Final = (
    ("bad", r"\b(?:terrib\w+|awful\w*|bad(?:ly)?|horrib\w+|like (?:crap|shit)|rubbish)\b"),
    ("poor", r"\b(?:poor\w*|restless|woke|waking|tossed|broken|interrupted|not (?:great|well))\b"),
    ("great", r"\b(?:great|amazing|fantastic|like a (?:baby|log))\b"),
    ("good", r"\b(?:good|well|solid|deep)\b"),
)  # fmt: skip
_GENERAL: Final = re.compile(
    r"\b(?:usually|normally|on average|average|every night|per night|a night|most nights|need"
    r"|enough"
    r"|should i (?:sleep|get)|how (?:much|many)|want|if i|this week|lately|these days|all week)\b"
)
_SITES: Final = (
    r"(?:quads?|quadriceps|hammies|hams|hamstrings?|glutes?|calf|calves|shins?|knees?|hips?|groin"
    r"|adductors?"
    r"|lower back|upper back|back|spine|neck|traps?|shoulders?|rotator cuff|delts?|chest|pecs?"
    r"|lats?"
    r"|biceps?|triceps?|forearms?|elbows?|wrists?|hands?|ankles?|feet|foot|achilles|abs|core|legs?"
    r"|arms?|it band|hip flexors?|whole body|everything)"
)
_SITE: Final = re.compile(rf"\b(?:(left|right|both|l|r)\s)?({_SITES})\b")
_SORE: Final = re.compile(
    r"\b(?:sore\w*|doms|aching|aches?|achy|stiff\w*|tender|tight\w*|hurts?|hurting|pain\w*|niggl\w+"
    r"|twing\w+|throbb\w+)\b|\b\d{1,2}\s?/\s?10\b"
)
_PAIN: Final = re.compile(
    r"\b(?:pain\w*|hurts?|hurting|niggl\w+|twing\w+|sharp|stab\w*|throbb\w+)\b"
)
_JOINT: Final = re.compile(
    r"\b(?:knee|elbow|wrist|ankle|shoulder|hip|back|spine|neck|achilles|shin)s?\b"
)
_OUT_OF_TEN: Final = re.compile(r"(?<!\d)(10|\d)\s?(?:/|out of)\s?10\b")
_SEVERE: Final = (
    r"\b(?:really|very|so|super|extremely|insanely|crazy|killing|destroyed|wrecked"
    r"|can(?:'t|not| not|t) (?:walk|sit|move|lift))\b"
)
_DEGREES: Final = (
    ("severe", _SEVERE),
    ("mild", r"\b(?:a (?:bit|little|touch)|slight\w*|mild\w*|somewhat|kinda|barely)\b"),
    ("moderate", r"\b(?:moderate\w*|fairly|pretty|quite)\b"),
)
_WHEN: Final = re.compile(
    r"\b((?:on|when|during|after|going (?:up|down)|at the bottom of|while|walking)\b[^.,;!?]{2,40})"
)
_TRAINED: Final = re.compile(r"\b(?:train|do|hit|work|skip)\W+(?:my )?$")
"""What makes a muscle the aim of a session and no place that is sore."""
MOST_PLACES: Final = 3
"""Places read in one message. Source: own choice."""
_ASKS_ANYWHERE: Final = re.compile(r"\?|\b(?:should|can|what|how)\b", re.IGNORECASE)
_ASKS: Final = re.compile(r"\?|^(?:should|can|could|is|are|why|how|what|does|do|when|will)\b")


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments of the write."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    lift: str | None = None
    """A lift whose load of today is asked about in the same message."""


def read_sleep(heard: Heard) -> Slots | None:
    """Return the hours of one night that was told."""
    plain = heard.plain
    if _GENERAL.search(plain):
        return None
    found = _SLEPT.search(plain)
    words = _WORD_HOURS.search(plain)
    if found is not None:
        text = next(group for group in found.groups() if group)
    elif words is not None:
        text = f"{_DIGITS[words[1] or words[2]]} h"
    else:
        return None
    quality = next((name for name, rule in _QUALITY if re.search(rule, plain)), None)
    named = past_day_in(re.sub(r"\blast night\b", "", plain), heard.today)
    args = {"time": text.strip().replace(" and a half hours", ".5 h"), "quality": quality}
    lift = heard.exercise if _ASKS_ANYWHERE.search(heard.text) else None
    return Slots(without_none(args | {"day": named.isoformat() if named else None}), lift)


_DIGITS: Final = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
                  "ten": 10}  # fmt: skip


def sleep_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Store the night, then look at the others."""
    del found
    reads = (Call("log_sleep", slots.args), Call("recovery", {"nights": 7}))
    return reads if slots.lift is None else (*reads, Call("next_load", {"exercise": slots.lift}))


def say_sleep(slots: Slots, found: Found) -> str | None:
    """Say what was stored and what it means for today."""
    del slots
    data = found.read("log_sleep", LoggedSleep)
    if data is None:
        return None
    night = data.night
    lead = f"Logged: {num(night.hours)} h of sleep, the night to {day(night.day)}."
    if data.replaced_hours is not None:
        lead = (
            f"Changed: {num(night.hours)} h for the night to {day(night.day)}, "
            f"it was {num(data.replaced_hours)} h before."
        )
    mean = None
    if data.mean_hours is not None:
        mean = (
            f"Your mean over {counted(data.nights, 'night')} is {num(data.mean_hours)} h a night."
        )
    state = found.read("recovery", Recovery)
    if state is None:
        return paragraph(lead, mean)
    return reply(
        paragraph(lead, mean),
        today_after_sleep(state),
        _lift(state, found.read("next_load", NextLoad)),
    )


def _lift(state: Recovery, planned: NextLoad | None) -> str | None:
    """Return what a lift should be after this night."""
    if planned is None or planned.load is None:
        return None
    name = lower(planned.exercise)
    if state.call == "as planned" or planned.last_load is None or planned.last_day is None:
        return f"On the {name} do {target(planned)} at {num(planned.load)} {planned.unit}."
    load = f"{num(planned.last_load)} {planned.unit}"
    if state.call == "lighter":
        return (
            f"On the {name} repeat {load}, your load of {day(planned.last_day)}, and add nothing."
        )
    return f"If you lift all the same, stay below {load}, your {name} of {day(planned.last_day)}."


def today_after_sleep(data: Recovery) -> str:
    """Return what the nights mean for today's session."""
    cap = num(data.rpe_cap)
    if data.call == "easy or rest":
        return (
            "Make today easy: a walk or light technique work, and move the hard session to the day "
            "after a full night. Missed sleep costs more than a day of delay."
        )
    if "short nights" in data.reasons or "short night" in data.reasons:
        return (
            f"Train today, but take one set off each lift and stop at RPE {cap}: a short night "
            "costs "
            "some strength and makes sets feel harder, while one session costs nothing. Aim for "
            f"{num(data.enough_hours)} h or more tonight."
        )
    if "little sleep" in data.reasons:
        return (
            "Train as planned today. As a habit it is a little short: "
            f"{num(data.enough_hours)} h or more is what adults need, so go to bed half an hour "
            "earlier this week."
        )
    return "Nothing to change today: train as planned, and keep the bedtime that gave you this."


SLEEP = Skill(
    name="log_sleep",
    agents=("planner",),
    read=read_sleep,
    calls=sleep_calls,
    say=say_sleep,
    tools=frozenset({"log_sleep", "recovery"}),
    reason="sleep and strength, what a short night costs",
    covers=frozenset({"recovery", "training_load"}),
)


def read_soreness(heard: Heard) -> Slots | None:
    """Return the places that are sore or hurt, with how much; a question alone is none."""
    plain = heard.plain
    sites = [site for site in _SITE.finditer(plain) if not _TRAINED.search(plain[: site.start()])]
    if not sites or not _SORE.search(plain):
        return None
    if _ASKS.search(heard.text.casefold()) and not _OUT_OF_TEN.search(plain):
        return None
    degree = next((name for name, rule in _DEGREES if re.search(rule, plain)), "")
    severity = _OUT_OF_TEN.search(plain)
    if severity is None and (not degree or _PAIN.search(plain)):
        return None
    said = heard.text.casefold()
    places = [_place(plain, site, degree, said) for site in sites[:MOST_PLACES]]
    when = None if "since" in plain else past_day_in(plain, heard.today)
    args = without_none({"places": places, "day": when.isoformat() if when else None})
    return Slots(args)


_SAID_AS: Final = {"hams": "hamstrings", "hammies": "hamstrings", "ham": "hamstrings"}


def _place(plain: str, site: re.Match[str], degree: str, said: str) -> dict[str, Any]:
    """Return one place; its number is the first behind it, else the first of the message."""
    behind = _OUT_OF_TEN.search(plain, site.end()) or _OUT_OF_TEN.search(plain)
    side = {"l": "left", "r": "right"}.get(site[1] or "", site[1] or "")
    is_pain = bool(_PAIN.search(plain)) or (bool(_JOINT.search(site[2])) and "sore" not in plain)
    when = _WHEN.search(said, max(0, said.find(site[2])))
    place: dict[str, Any] = {
        "site": _SAID_AS.get(site[2], site[2]),
        "kind": "pain" if is_pain else "soreness",
    }
    if side:
        place["side"] = side
    if behind is not None:
        place["severity"] = int(behind[1])
    elif degree:
        place["degree"] = degree
    if when is not None:
        place["when"] = when[1].strip()[:60]
    return place


def soreness_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Store it."""
    del found
    return (Call("log_soreness", slots.args),)


def say_soreness(slots: Slots, found: Found) -> str | None:
    """Say what was noted and what it changes."""
    del slots
    data = found.read("log_soreness", LoggedSoreness)
    if data is None:
        return None
    places = listed(
        f"{each.site} {each.severity} of 10{f' {each.when}' if each.when else ''}"
        for each in data.places
    )
    lead = f"Noted for {day(data.places[0].day)}: {places}."
    before = None
    if data.earlier:
        first = data.earlier[0]
        before = f"On {day(first.day)} you gave your {first.site} {first.severity} of 10."
    worst = max(data.places, key=lambda each: each.severity)
    if any(each.kind == "pain" for each in data.places):
        return reply(paragraph(lead, before), _about_pain(data, worst.severity))
    return reply(paragraph(lead, before), _about_soreness(worst.severity, worst.site))


LIMIT_FOR_PAIN: Final = 4
"""From here on a painful movement is left out. Source: Silbernagel 2007 (Am J Sports Med 35:897),
the pain-monitoring model: up to 5 of 10 is accepted in tendon rehabilitation; own choice of one
less because nobody has looked at it."""
LIMIT_FOR_SORENESS: Final = 7
"""Source: Serlin 1995 (Pain 61:277), severe from 7 of 10."""


def _about_pain(data: LoggedSoreness, severity: int) -> str:
    seen = (
        "You told of it two weeks ago already, so have a clinician or physiotherapist look at it."
        if data.is_lasting
        else "If it lasts beyond two weeks, swells or wakes you at night, have it seen."
    )
    if severity >= LIMIT_FOR_PAIN:
        return paragraph(
            "Leave out the movement that brings it on today and train what is free of pain, "
            "lighter "
            "and slower.",
            seen,
            "I cannot examine it. Which lift or movement brings it on?",
        )
    return paragraph(
        "You can train around that: use a range and a load at which it does not climb during the "
        "session and is back to normal the next morning, or swap the lift.",
        seen,
        "Which lift or movement brings it on?",
    )


def _about_soreness(severity: int, site: str) -> str:
    if severity >= LIMIT_FOR_SORENESS:
        return (
            f"Give your {site} another day: train something else, or walk and move lightly, and "
            "come "
            "back when stairs feel normal. Soreness this strong follows new or much more work, and "
            "it is no measure of a good session. Dark urine or swelling with it needs care the "
            "same "
            "day."
        )
    return (
        f"Train as planned: warm up your {site} a little longer, and if it eases in the warm-up "
        "sets "
        "the work sets are fine, else take one set off. Soreness tells that something was new, not "
        "that it grew."
    )


SORENESS = Skill(
    name="log_soreness",
    agents=("planner",),
    read=read_soreness,
    calls=soreness_calls,
    say=say_soreness,
    tools=frozenset({"log_soreness"}),
    reason="muscle soreness after training",
)
