"""Says what to do next session: one lift or several, wanted repetitions, and loads a gym lacks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

from agents.builtin.answer import excuse
from agents.builtin.intents import by_rule
from agents.builtin.json_values import json_number, without_none
from agents.builtin.say_loads import brief, gap_filled, held_to, lead_up, more_sets, why_load
from agents.builtin.say_training import next_load
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercises_in
from agents.builtin.wants import Intent
from agents.builtin.wording import reply
from coach.safety.rules.text import folded
from tools.results.training import NextLoad

Mode = Literal["plan", "disagree", "why_load", "warm_up", "more_sets"]
MOST_LIFTS: Final = 5
"""Lifts planned in one reply. Source: own choice, a session; more would not fit a phone screen."""


@dataclass(frozen=True, slots=True)
class LoadWish:
    """What an athlete wants to know about the next loads."""

    lifts: tuple[str, ...]
    mode: Mode = "plan"
    reps: int | None = None
    rpe: Decimal | None = None
    available: tuple[Decimal, ...] = ()
    missing: tuple[Decimal, ...] = ()
    seed: str = ""


_N = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_MISSING = re.compile(
    rf"\b(?:no|don'?t have|dont have|doesn'?t have|haven'?t got|hasn'?t got|lacks?|without"
    rf"|there (?:is|are) no|there'?s no|missing|out of|can'?t find)\s(?:any |the |a )?{_N}"
    rf"(?:\s?(?:kg|kgs|lb|lbs|pounders?)|'?s)\b"
)
_HAS = re.compile(
    rf"\b(?:next (?:one |size |pair |step |weight |up )*(?:is|are|they have is|up is)"
    rf"|jumps? (?:straight )?to|goes (?:straight )?(?:from \d+(?:[.,]\d+)? )?to"
    rf"|only (?:have|has|got|goes)|heaviest (?:is|are)"
    rf"|(?:only )?(?:have|has|got) (?:only )?|then it'?s)\s(?:a |the )?{_N}(?:\s?(?:kg|lb)s?|'?s)?"
    rf"(?:\s?(?:and|or|,|/|then)\s?{_N}(?:\s?(?:kg|lb)s?|'?s)?)?"
)
_ONLY_HAS = re.compile(
    r"\bonly (?:have|has|got)(?: \w+){0,2}? (?:up to )?((?:\d{1,3}(?:[.,]\d{1,2})?\s?(?:kg|lb|s)?"
    r"(?:\s?,\s?|\s?and\s?|\s?or\s?|\s?/\s?|\s)?)+)"
)
_STEPS = re.compile(
    rf"\b(?:jumps?|goes|go|steps?)(?: straight)?(?: from)? {_N}'?s?(?: ?(?:kg|lb)s?)?,? ?"
    rf"(?:and |and then |straight )?(?:to|then) {_N}'?s?\b"
)
_DISAGREES = re.compile(
    r"\b(?:too (?:light|easy|low|little)|that'?s (?:light|nothing|easy)|(?:feel|feeling|felt) "
    r"(?:strong|great|good|fresh|amazing)|can (?:do|lift|handle) (?:way )?more|i'?ll just do"
    r"|gonna do|going to do|i'?d rather do|let me do|not enough|sandbag\w*|more than that"
    r"|you'?re (?:too )?(?:conservative|wrong)|why so (?:light|low|little)|push it"
    r"|go (?:heavier|for more)|want to go heavier|jump (?:straight )?to)\b"
)
_WHY_LOAD = re.compile(
    r"\bwhy (?:not |don'?t i |can'?t i |shouldn'?t i )?(?:just )?(?:do |add |keep |stay )*"
    r"(?:more reps|reps|at the same|with the (?:same|\d+)|heavier|lighter|up|down|change)"
    r"|\bwhy (?:not|can'?t i|don'?t i)(?: just)? (?:keep|hammer|stay|try|grind|push|repeat)\w*"
    r"|\bwhy (?:not just|go up|increase|less|so much|that (?:weight|load|much)|the same)\b"
)
_WARM = re.compile(
    r"\bwarm(?:ing|ed)?[- ]?ups?\b(?! \w+ (?:for running|run))|\bramp(?:ing)? up\b|\bwarm up sets\b"
)
_MORE_SETS = re.compile(
    r"\b(?:can|could|should) i (?:do|add|squeeze in)(?: an?| \w+)? ?"
    r"(?:more|extra|another|additional)(?: \d+| one| two)? sets?\b"
    r"|\bi can do (?:\d|one|two|a few|some|more) more sets?\b"
    r"|\b(?:one|two|\d) more sets?\?"
)
_MISSED = re.compile(
    r"\b(?:(?:second|third|2nd|3rd|fourth|4th) time|again|keep|kept|always)\b.{0,25}"
    r"\b(?:miss\w*|fail\w*)|\b(?:miss|missed|failed|failing|fail)\b.{0,40}"
    r"\b(?:what now|now what|again|what (?:do|should)|next|times?)\b"
    r"|\b(?:fail|miss)(?:ed|ing)?\b.{0,40}\b(?:repeat|go up|add|stay|retry|same)\b"
    r"|\bcan'?t (?:get|break|move) past\b|\bstuck (?:at|on) \d"
)
_TEMPLATE = re.compile(
    r"^(?:n|and|what about|how about|what if|if i|also|ok(?:ay)?|so|then|make it|rather|instead|for"
    r"|at rpe|with|let'?s (?:say|do)|i want|i'?d rather)\b|^[&+]"
)
_ITS_PLATES = re.compile(
    r"\b(?:plates?|per side|each side)\b.{0,20}\b(?:that|it|this|those)\b"
    r"|^(?:and )?(?:the |what |which )?plates\b|\bhow (?:do|should) i load (?:it|that)\b"
)
_WANTED_REPS = re.compile(
    r"\b\d ?x ?(\d{1,2})\b|\bfor (?:a |sets of |a set of )?(\d{1,2})\b"
    r"(?! ?(?:weeks?|days?|kg|lbs?|%|min|sets?))|\b(\d{1,2}) ?(?:reps?|repetitions?|rm)\b"
    r"|\b(?:in|do|did) sets of (\d{1,2})\b|\b(\d{1,2})s(?= (?:on|next|instead|tomorrow|today)|\W*$)"
)
_WANTED_WORDS: Final = {"single": 1, "double": 2, "triple": 3}
_WANTED_RPE = re.compile(r"\brpe ?(\d+(?:[.,]5)?)\b|@ ?((?:[5-9](?:[.,]5)?|10))(?! ?(?:kg|lb))\b")
_WANTED_RIR = re.compile(r"\b(\d) ?(?:rir|(?:reps? )?in (?:reserve|the tank))\b|\brir ?(\d)\b")
_DAYS = re.compile(r"\b(?:tomorrow|today|tonight|2moro\w*|tmr\w*|next (?:session|time|workout))\b")
_DOING = re.compile(r"\b(?:what|how|which)\b|\?|\bnext\b|\bweights?\b|\bloads?\b|\bplan\b")


def read(heard: Heard) -> LoadWish | None:
    """Return what the words want of next loads; None if nothing."""
    plain = heard.plain
    lifts = exercises_in(heard.text)[:MOST_LIFTS]
    before = _before(heard)
    gap = _gap(plain)
    known = lifts or before
    if gap and known and (before or lifts):
        return LoadWish(known, missing=gap[0], available=gap[1], seed=heard.text)
    mode = _mode(heard, lifts, before)
    if mode is not None and known:
        reps, rpe = _wish_before(heard) if mode in {"disagree", "why_load"} else (None, None)
        return LoadWish(known, mode, reps, rpe, seed=heard.text)
    if _planned_before(heard) and _ITS_PLATES.search(plain) and known:
        return LoadWish(known[:1], seed=heard.text)
    if _MISSED.search(plain) and known:
        return LoadWish(known[:1], seed=heard.text)
    if _is_plan(heard, lifts) or _is_follow_up(heard, lifts, before):
        reps, rpe = _wanted(plain)
        return LoadWish(known, reps=reps, rpe=rpe, seed=heard.text) if known else None
    return None


def _before(heard: Heard) -> tuple[str, ...]:
    """Return the lifts of the wish before, or the lift spoken of lately."""
    slots = heard.before.slots if heard.before is not None else None
    if isinstance(slots, LoadWish):
        return slots.lifts
    name = heard.exercise_before()
    return (name,) if name else ()


def _wish_before(heard: Heard) -> tuple[int | None, Decimal | None]:
    """Return the repetitions and the RPE that the load before was wanted for."""
    slots = heard.before.slots if heard.before is not None else None
    return (slots.reps, slots.rpe) if isinstance(slots, LoadWish) else (None, None)


def _planned_before(heard: Heard) -> bool:
    """Tell whether the coach has just named a load."""
    if heard.before is not None and isinstance(heard.before.slots, LoadWish):
        return True
    return _A_PLAN.search(heard.replied) is not None


_A_PLAN = re.compile(r"\b\d+ x \d+.{0,14} at \d|\d (?:kg|lb) for \d+ x \d|\bsession:")
_MAXIMUM = re.compile(r"\b(?:max\w*|1 ?rm|e1rm)\b")
_HURTS = re.compile(r"\b(?:hurt\w*|pain\w*|ach(?:e|es|ing)|injur\w*|tweaked|sore)\b")


def _gap(plain: str) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]] | None:
    missing = tuple(_dec(match[1]) for match in _MISSING.finditer(plain))
    next_is = re.search(
        r"\bnext (?:one |size |pair |up )*(?:is|are)\b|\bjumps? (?:from )?\d+(?:[.,]\d+)? to"
        r"|\bgoes (?:from )?\d+(?:[.,]\d+)? (?:then|to|straight)\b",
        plain,
    )
    if steps := _STEPS.search(plain):
        return missing, tuple(_dec(one) for one in steps.groups())
    only = _ONLY_HAS.search(plain)
    if only:
        listed = re.findall(r"\d{1,3}(?:[.,]\d{1,2})?", only[1])
        return (missing, tuple(_dec(one) for one in listed)) if listed else None
    if not missing and not next_is:
        return None
    available = tuple(_dec(one) for m in _HAS.finditer(plain) for one in m.groups() if one)
    named = tuple(each for each in dict.fromkeys(available) if each not in missing)
    return (missing, named) if missing or named else None


def _mode(heard: Heard, lifts: tuple[str, ...], before: tuple[str, ...]) -> Mode | None:
    """Return how the next load is asked about, where it is not simply asked for."""
    plain = heard.plain
    if _WARM.search(plain) and (lifts or before) and not re.search(r"\brun\w*\b", plain):
        return "warm_up"
    if _MORE_SETS.search(plain) and (lifts or before):
        return "more_sets"
    if not _planned_before(heard):
        return None
    if _WHY_LOAD.search(plain):
        return "why_load"
    return "disagree" if _DISAGREES.search(plain) else None


def _is_plan(heard: Heard, lifts: tuple[str, ...]) -> bool:
    """Tell whether the words ask for a load by the rules of the next session."""
    if _HURTS.search(folded(heard.whole)):
        return False
    intent = by_rule(heard.plain, heard.exercise, None)
    if not lifts:
        asked = intent is Intent.NEXT_LOAD and heard.exercise_before() is not None
        return asked and _asks_of_before(heard)
    if intent is Intent.NEXT_LOAD:
        return True
    several = len(lifts) > 1 and (_DAYS.search(heard.plain) or _DOING.search(heard.plain))
    return bool(several) and intent is None


def _asks_of_before(heard: Heard) -> bool:
    """Tell whether a message without a lift still asks for one spoken of."""
    return not re.search(r"\b(?:legs?|chest|back|arms?|push|pull|upper|lower)\b", heard.plain)


def _is_follow_up(heard: Heard, lifts: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Tell whether "and for 3 reps?" or "and bench?" goes on from the wish before."""
    if not _planned_before(heard) or not _TEMPLATE.match(heard.plain):
        return False
    if _MAXIMUM.search(heard.plain):
        return False
    reps, rpe = _wanted(heard.plain)
    short = len(heard.plain.split()) <= 8
    return short and (bool(lifts) or (bool(before) and (reps is not None or rpe is not None)))


def _wanted(plain: str) -> tuple[int | None, Decimal | None]:
    """Return the repetitions and the RPE that a load is wanted for."""
    reps: int | None = None
    if match := _WANTED_REPS.search(plain):
        reps = int(next(group for group in match.groups() if group))
    elif word := re.search(r"\b(single|double|triple)s?\b", plain):
        reps = _WANTED_WORDS[word[1]]
    rpe: Decimal | None = None
    if match := _WANTED_RPE.search(plain):
        rpe = _dec(match[1] or match[2])
    elif match := _WANTED_RIR.search(plain):
        rpe = Decimal(10) - int(match[1] or match[2])
    return reps, rpe


_AGAIN = re.compile(
    r"\b(?:if|when) (?:i|it|that)\b|\bnext (?:week|time|session|one)\b|\bsame (?:weight|load)\b"
    r"|\b(?:what|how) (?:then|next|much|heavy|many|number)\b|\bwhat number\b"
    r"|^(?:so |ok |and )*next\b"
    r"|\b(?:triple|single|double)\b|\bfor (?:\d+s?|reps)\b"
)


def follow(heard: Heard, before: LoadWish) -> LoadWish | None:
    """Return the load before as these words go on from it: "same weight next week?"."""
    plain, lifts = heard.plain, exercises_in(heard.text)[:MOST_LIFTS]
    if _HURTS.search(plain):
        return None
    gap = _gap(plain)
    if gap:
        return replace(before, missing=gap[0], available=gap[1], seed=heard.text)
    reps, rpe = _wanted(plain)
    if "why" in plain.split():
        return replace(before, mode="why_load", seed=heard.text)
    if lifts and len(plain.split()) <= SHORT:
        return LoadWish(lifts, reps=reps, rpe=rpe, seed=heard.text)
    if reps is None and rpe is None and not _AGAIN.search(plain):
        return None
    return replace(
        before, mode="plan", reps=reps or before.reps, rpe=rpe or before.rpe, seed=heard.text
    )


SHORT: Final = 8
"""Words up to which a lift alone goes on from a load. Source: own choice."""


def calls(wish: LoadWish, found: Found) -> Sequence[Call]:
    """Ask for the next load of each lift."""
    del found
    return [Call("next_load", _args(wish, lift)) for lift in wish.lifts]


def _args(wish: LoadWish, lift: str) -> dict[str, Any]:
    args: dict[str, Any] = {"exercise": lift, "reps": wish.reps, "rpe": json_number(wish.rpe)}
    if wish.available:
        args["available"] = [json_number(each) for each in wish.available]
    if wish.missing:
        args["not_available"] = [json_number(each) for each in wish.missing]
    return without_none(args)


def say(wish: LoadWish, found: Found) -> str | None:
    """Say the loads, the sets they stand on and what speaks against more."""
    plans = found.every("next_load", NextLoad)
    if not plans:
        return None
    if len(wish.lifts) > 1:
        failed = [r for r in found.results if r.error]
        return reply(*(brief(each) for each in plans), *(excuse(each) for each in failed), _AFTER)
    data = plans[0]
    match wish.mode:
        case "disagree":
            return held_to(data, folded(wish.seed))
        case "why_load":
            return why_load(data)
        case "warm_up":
            return lead_up(data)
        case "more_sets":
            return more_sets(data)
        case "plan":
            missing = data.lower is not None or data.higher is not None
            return gap_filled(data) if missing else next_load(data, wish.seed)


_AFTER: Final = "Tell me what you get, with an RPE if you can, and I set the sessions after."


def _dec(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


_DIRECT = re.compile(
    r"\b(?:what's|whats|what is|what goes) (?:going )?on the bar\b|\b(?:repeat|stay) or go up\b|"
    r"\b(?:what|how (?:much|heavy)|which (?:weight|load)).{0,30}\b(?:should|do|can|shall|to)\b"
)
_PROGRAMME = re.compile(
    r"\b(?:stall\w*|stuck|plateau\w*|deload\w*|programme|program|routine|plan|minutes|min"
    r"|exercises?)\b"
)


_SHARE = re.compile(r"%|\bpercent\b|\b5/?3/?1\b|\bwendler\b|\btraining max\b")
_BEGINS = re.compile(
    r"\b(?:where|how|what)\b.{0,30}\b(?:start|begin)\b"
    r"|\b(?:starting|first) (?:\w+ )?(?:weight|load)\b"
    r"|\bfirst time\b.{0,40}\b(?:what|how|where|weight|load)\b|\bnever (?:done|tried|did)\b.{0,40}"
    r"\b(?:what|how|where|weight|load)\b"
)


def read_direct(heard: Heard) -> LoadWish | None:
    """Return a wish that names lift and load so plainly that nothing else is meant by it."""
    if not heard.exercise or _PROGRAMME.search(heard.plain) or _SHARE.search(heard.plain):
        return None
    if _BEGINS.search(heard.plain):
        return LoadWish(exercises_in(heard.text)[:MOST_LIFTS], seed=heard.text)
    if not _DIRECT.search(heard.plain):
        return None
    return read(heard) if by_rule(heard.plain, heard.exercise, None) is Intent.NEXT_LOAD else None


LOAD: Final = Skill(
    name="training_load",
    agents=("planner", "form_critic"),
    read=read,
    calls=calls,
    say=say,
    follow=follow,
    tools=frozenset({"next_load"}),
    reason="progressive overload: when to add load and how big the steps are",
)
DIRECT: Final = replace(LOAD, read=read_direct)
"""The same, asked before the skills that also hear of holidays and days."""
