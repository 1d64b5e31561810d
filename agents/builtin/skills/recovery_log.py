"""Logs nights and soreness that the athlete tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.json_values import without_none
from agents.builtin.said_days import past_day_in
from agents.builtin.said_night import nights_in
from agents.builtin.say_recovery import about_pain, about_soreness, today_after_sleep, when_sore
from agents.builtin.say_training import target
from agents.builtin.skill import REMEMBERED, Call, Found, Heard, Skill
from agents.builtin.wording import counted, day, listed, lower, num, paragraph, reply
from coach.safety.rules.text import folded
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
_CLOCKED: Final = re.compile(
    r"\b(?:bed|asleep|crashed|knocked out)\b[^.?!]{0,20}\d[^.?!]{0,25}"
    r"\b(?:up|woke|awake|alarm|to|til)\b[^.?!]{0,12}\d"
)
_GENERAL: Final = re.compile(
    r"\b(?:usually|normally|on average|average|every night|per night|a night|most nights|need"
    r"|enough"
    r"|should i (?:sleep|get)|how (?:much|many)|want|if i|this week|lately|these days|all week)\b"
)
_REASON: Final = re.compile(r"^(?:and |but |so |ok |wait )*(?:why|how come|what if|would)\b")
"""Asks about a night of such a length, and tells none."""
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
    """Arguments of the write; none where the one thing it needs was not told."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    lift: str | None = None
    """A lift whose load of today is asked about in the same message."""
    today: bool = False
    """Whether to train is asked too, which is answered before anything is stored."""
    nights: tuple[dict[str, Any], ...] = ()
    """Nights, each as arguments of `log_sleep`."""


def read_sleep(heard: Heard) -> Slots | None:
    """Return the nights that were told."""
    plain = heard.plain
    told = _SLEPT.search(plain) or _WORD_HOURS.search(plain) or _CLOCKED.search(plain)
    if _GENERAL.search(plain) or _REASON.search(plain) or not told:
        return None
    if not _OF_NIGHTS.search(plain) and not _spoke_of_sleep(heard):
        return None
    nights = nights_in(plain, heard.today, loose=True)
    return Slots(nights=nights, lift=_lift_in(heard)) if nights else None


_OF_NIGHTS: Final = re.compile(
    r"\b(?:sle(?:ep|pt)\w*|asleep|nights?|nite|bed|kip|shut ?eye|woke|awake|rest|nap\w*|crashed"
    r"|hours?|hrs?|h)\b|\dh"
)
"""Words without which "got 6" is no night."""


def _spoke_of_sleep(heard: Heard) -> bool:
    before = "" if heard.before is None else heard.before.name
    return before in {"log_sleep", "recovery"} or "sleep" in heard.replied


def assumed_sleep(heard: Heard) -> Slots:
    """Return the nights of a message that is about sleep; none where it tells no length."""
    named = _OF_NIGHTS.search(heard.plain) or _spoke_of_sleep(heard)
    if _REASON.search(heard.plain) or not named:
        return Slots()
    return Slots(nights=nights_in(heard.plain, heard.today, loose=True), lift=_lift_in(heard))


def more_sleep(heard: Heard, before: Slots) -> Slots | None:
    """Return another night, or the same one put right."""
    nights = nights_in(heard.plain, heard.today, loose=True)
    if not nights or _REASON.search(heard.plain):
        return None
    day = before.nights[-1].get("day") if before.nights else None
    puts_right = re.search(r"\b(?:no|not|sorry|it was|actually|make (?:it|that))\b", heard.plain)
    if day and puts_right and "day" not in nights[0] and _says_day(heard.plain):
        return Slots(nights=({**nights[0], "day": day},))
    return Slots(nights=nights)


def _says_day(plain: str) -> bool:
    return re.search(r"day\b|\bnight before\b|\bago\b", plain) is not None


def _lift_in(heard: Heard) -> str | None:
    return heard.exercise if _ASKS_ANYWHERE.search(heard.text) else None


def sleep_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Store the nights, then look at the others."""
    del found
    if not slots.nights:
        return ()
    stored = tuple(Call("log_sleep", night) for night in slots.nights)
    reads = (*stored, Call("recovery", {"nights": 7}))
    return reads if slots.lift is None else (*reads, Call("next_load", {"exercise": slots.lift}))


def say_sleep(slots: Slots, found: Found) -> str | None:
    """Say what was stored and what it means for today."""
    if not slots.nights:
        return "How many hours did you sleep, or from when to when? Then I log the night."
    logged = found.every("log_sleep", LoggedSleep)
    if not logged:
        return None
    data = logged[-1]
    others = [f"{num(e.night.hours)} h to {day(e.night.day)}" for e in logged[:-1]]
    night = data.night
    lead = f"Logged: {num(night.hours)} h of sleep, the night to {day(night.day)}."
    if data.replaced_hours is not None:
        lead = (
            f"Changed: {num(night.hours)} h for the night to {day(night.day)}, "
            f"it was {num(data.replaced_hours)} h before."
        )
    if others:
        lead = f"{lead} Also logged: {listed(others)}."
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
        said_lift(state, found.read("next_load", NextLoad)),
    )


def said_lift(state: Recovery, planned: NextLoad | None) -> str | None:
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


SLEEP = Skill(
    name="log_sleep",
    agents=("planner",),
    read=read_sleep,
    calls=sleep_calls,
    say=say_sleep,
    tools=frozenset({"log_sleep", "recovery"}),
    reason="sleep and strength, what a short night costs",
    covers=frozenset({"recovery", "training_load"}),
    default=assumed_sleep,
    follow=more_sleep,
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
    return _slots_of(heard, plain, degree)


def _slots_of(heard: Heard, plain: str, degree: str, *, sites_of: str = "") -> Slots:
    """Return the places of a message, or of the one before where this one names none."""
    said = heard.text.casefold()
    sites = [site for site in _SITE.finditer(plain) if not _TRAINED.search(plain[: site.start()])]
    sites = sites or list(_SITE.finditer(sites_of))
    places = [_place(plain, site, degree, said) for site in _worth(sites)]
    when = None if "since" in plain else past_day_in(plain, heard.today)
    args = without_none({"places": places, "day": when.isoformat() if when else None})
    return Slots(args)


def assumed_soreness(heard: Heard) -> Slots:
    """Return the places of a message about soreness; none where how much was not told."""
    plain = heard.plain
    degree = next((name for name, rule in _DEGREES if re.search(rule, plain)), "")
    if _NOTHING_SORE.search(plain):
        return Slots()
    if not degree and not _severity_in(plain) and _SORE.search(plain) and not _PAIN.search(plain):
        degree = "moderate" if _STRONG.search(plain) else ""
    earlier = " ".join(map(folded, heard.earlier[-REMEMBERED:]))
    found = _slots_of(heard, plain, degree, sites_of=earlier)
    known = degree or _severity_in(plain)
    if known and found.args.get("places"):
        return found
    asks = _ASKS.search(heard.whole.casefold()) is not None
    return Slots(lift=_asked_of(plain, earlier), today=asks)


def more_soreness(heard: Heard, before: Slots) -> Slots | None:
    """Return another place, or the same one with another number."""
    del before
    found = assumed_soreness(heard)
    return found if found.args else None


def _severity_in(plain: str) -> bool:
    """Tell whether a number of the scale is told: "6/10", "a 6", "more like 6"."""
    return bool(_OUT_OF_TEN.search(plain) or _BARE_TEN.search(plain))


def _asked_of(plain: str, earlier: str) -> str:
    """Return the place that a number is still asked for, else nothing."""
    site = _SITE.search(plain) or _SITE.search(earlier)
    return site[2] if site else ""


def _worth(sites: list[re.Match[str]]) -> list[re.Match[str]]:
    """Return the places to store; "legs" beside "quads" says nothing more."""
    whole = {"legs", "leg", "everything", "whole body"}
    narrow = [each for each in sites if each[2] not in whole]
    return (narrow or sites)[:MOST_PLACES]


_NOTHING_SORE: Final = re.compile(r"\b(?:no|zero|not|nothing|none|isn'?t) (?:soreness|sore|doms)\b")
_STRONG: Final = re.compile(r"\b(?:on fire|smashed|fried|toast|cooked|doms|sore)\b")
_BARE_TEN: Final = re.compile(
    r"(?<![\d/.])(10|\d)\b(?! ?(?:kg|lbs?|sets?|reps?|days?|weeks?|x|km|min|h|hours?|am|pm))"
)
_SAID_AS: Final = {"hams": "hamstrings", "hammies": "hamstrings", "ham": "hamstrings"}


def _place(plain: str, site: re.Match[str], degree: str, said: str) -> dict[str, Any]:
    """Return one place; its number is the first behind it, else the first of the message."""
    after = site.end() if site.string == plain else 0
    behind = _OUT_OF_TEN.search(plain, after) or _OUT_OF_TEN.search(plain)
    if behind is None and not degree:
        behind = _BARE_TEN.search(plain, after) or _BARE_TEN.search(plain)
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
    if slots.args:
        return (Call("log_soreness", slots.args),)
    return (Call("recovery", {"nights": 7}),) if slots.today else ()


def say_soreness(slots: Slots, found: Found) -> str | None:
    """Say what was noted and what it changes."""
    if not slots.args:
        of = f" are your {slots.lift}" if slots.lift else " is it, and where"
        ask = f"How sore{of}: a little, fairly or very? A number out of ten is best. I note it."
        state = found.read("recovery", Recovery)
        return reply(None if state is None else when_sore(state), ask)
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
        return reply(paragraph(lead, before), about_pain(data, worst.severity))
    return reply(paragraph(lead, before), about_soreness(worst.severity, worst.site))


SORENESS = Skill(
    name="log_soreness",
    agents=("planner",),
    read=read_soreness,
    calls=soreness_calls,
    say=say_soreness,
    tools=frozenset({"log_soreness", "recovery"}),
    reason="muscle soreness after training",
    default=assumed_soreness,
    follow=more_soreness,
)
