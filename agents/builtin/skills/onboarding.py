"""The first conversation: one question at a time, any order of answers, one confirmation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from agents.builtin.said_start import start_in
from agents.builtin.say_programme import assumed, noted, session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.onboarding_answers import (
    CONFIRM,
    CONFIRM_PLAN,
    NO,
    YES,
    Slots,
    read_answer_to,
    read_rest,
)
from agents.builtin.wording import listed, num, paragraph, pick, reply
from coach.accounts.rules.onboarding import Topic
from tools.onboarding import question_of
from tools.results.account import OnboardingStatus, ProfileChanged, ScreeningAnswered

OFFER: Final = "Shall we set up your training together? It takes a few short questions."
_START: Final = re.compile(
    r"\b(?:start(?:ing)? (?:today|fresh|lifting|to (?:lift|train)|training|out)|want to (?:get fit"
    r"|get going|begin)|(?:get|getting|be) (?:back )?(?:in|into) shape|let'?s (?:start|begin|go"
    r"|get started|do (?:it|this)|set (?:it|this|me) up)"
    r"|get(?: me)? started"
    r"|i'?m new(?: here| to this| to the app)?\b(?! to (?:lift|the gym|weights))|new here|set me up"
    r"|onboard\w*|where do (?:i|we) (?:start|begin)|how do (?:i|we) (?:start|begin)|first time here"
    r"|just (?:signed up|joined|installed|downloaded)|start (?:over|from scratch|the (?:setup"
    r"|set-up))"
    r"|(?:continue|resume|finish|go on with|carry on with) (?:the |with the |my )?(?:set[- ]?up"
    r"|questions"
    r"|onboarding|where we (?:left|stopped))|back to (?:the |our |my )?(?:set[- ]?up|questions"
    r"|onboarding))\b|^start\W*$|^(?:\S+ ){0,8}(?:go on|carry on"
    r"|continue)\W*$"
)
_PLAN: Final = re.compile(
    r"\b(?:make|build|write|give|create|need|want|get)\b[^.?!]{0,16}\b(?:plan|programme?|routine)\b"
)
_LOGGED: Final = re.compile(r"\b\d ?x ?\d{1,3}\b(?! ?min)|\b(?:did|ate|ran|slept|next session)\b")
_HELLO: Final = re.compile(
    r"^(?:hi+|hello+|hey+|hiya|yo|good (?:morning|evening|afternoon)|howdy|sup)\b[\w ,!.']{0,20}$"
)


def read_start(heard: Heard) -> Slots | None:
    """Return that a first conversation begins, goes on, or may be offered."""
    plain = heard.plain
    if OFFER in heard.replied and YES.match(plain):
        return Slots(seed=heard.text)
    if OFFER in heard.replied and NO.match(plain):
        return Slots(declined=True)
    said, begun = start_in(heard.whole), told(heard)
    if OFFER in heard.replied and said.any and "?" not in plain and not _LOGGED.search(plain):
        return begun
    if _START.search(plain) and len(plain.split()) <= 60 and not _LOGGED.search(plain):
        return begun
    if _PLAN.search(plain) and said.health and len(said.told.args) > 1 and not heard.earlier:
        return begun
    return None


def read_greeting(heard: Heard) -> Slots | None:
    """Return that a thread begins with a greeting."""
    hello = not heard.earlier and _HELLO.match(heard.plain) is not None
    return Slots(greeting=True, seed=heard.text) if hello else None


def told(heard: Heard) -> Slots:
    """Return what a message tells that wants to begin, in whatever words."""
    said = start_in(heard.whole)
    return Slots(said.told, "", said.keep, said.health, said.active, seed=heard.text)


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Store what was told, then look where the conversation stands."""
    del found
    if slots.declined or slots.unread:
        return ()
    made: list[Call] = []
    if slots.told.args:
        made.append(Call("update_profile", slots.told.args))
    if slots.told.weight:
        made.append(Call("log_body_weight", slots.told.weight))
    made += [Call("remember", args) for args in slots.keep]
    if slots.health:
        active = {} if slots.active is None else {"active": slots.active}
        asked = {} if slots.health_asked else {"asked": False}
        made.append(Call("answer_screening", {"answer": slots.health} | active | asked))
    if slots.skip:
        made.append(Call("skip_question", {"topic": slots.skip}))
    return (*made, Call("onboarding_status", {}))


def say(slots: Slots, found: Found) -> str | None:
    """Read back what was stored, then ask the next question or propose the plan."""
    if slots.declined:
        return (
            "No problem. Ask me for a next load, tell me your sets or a meal, and say \u201clet's "
            "start\u201d whenever you want a programme and targets."
        )
    if slots.unread:
        topic = Topic(slots.unread)
        return reply(_HINTS.get(topic, "I did not catch that."), question_of(topic))
    data = found.read("onboarding_status", OnboardingStatus)
    if slots.greeting:
        return _greeted(slots, data)
    if data is None:
        return None
    back = _read_back(slots, found)
    if not data.complete:
        lead = back or _opening(data, slots.seed)
        return reply(lead, data.next_question)
    return _proposal(data, back)


_HINTS: Final = {
    Topic.HEALTH: (
        "I want to get this one right, so tell me which of them it is, or say none. You can also "
        "skip it."
    ),
    Topic.TIME: "Give me a number of days and minutes, such as three days of 45 minutes.",
    Topic.GOAL: "One or two words are enough; you can also skip it.",
}


def _greeted(slots: Slots, data: OnboardingStatus | None) -> str:
    lead = pick(
        (
            "Hello! I set your next loads, track sets, meals and body weight, and measure videos.",
            "Hi! Ask me for your next loads, tell me your sets or a meal, or attach a video.",
        ),
        slots.seed,
    )
    if data is None or data.told or data.programme_active:
        return paragraph(lead, "What are you training today?")
    return paragraph(lead, OFFER)


def _opening(data: OnboardingStatus, seed: str) -> str:
    if data.told:
        return f"Let us go on where we stopped; I know about {listed(data.told)} already."
    return pick(
        (
            "Good, let us set you up: a few short questions, and you can skip any of them.",
            "Let us start. I ask one thing at a time; say skip where you would rather not answer.",
        ),
        seed,
    )


def _read_back(slots: Slots, found: Found) -> str | None:
    """Return what was stored from this answer."""
    kept: list[str] = []
    changed = found.read("update_profile", ProfileChanged)
    if changed is not None:
        kept += [*changed.changed, *changed.same]
    if slots.told.weight and not found.error("log_body_weight"):
        kept.append(f"body weight {num_of(slots.told.weight)}")
    noted_kinds = [
        args["kind"]
        for args in slots.keep
        if args["kind"] != "goal" and not found.error("remember")
    ]
    if noted_kinds:
        kept.append(f"what you said about your {listed(_KIND_WORDS[each] for each in noted_kinds)}")
    stored = f"Noted: {listed(kept)}." if kept else None
    skipped = "Left out for now; you can tell me any time." if slots.skip else None
    health = found.read("answer_screening", ScreeningAnswered)
    return paragraph(stored, skipped, _limits(health)) or None


_KIND_WORDS: Final = {"barrier": "barriers", "goal": "goal", "injury": "injury"}


def num_of(weight: dict[str, Any]) -> str:
    """Return a weigh-in as the athlete wrote it."""
    return f"{weight['weight']} {weight['unit']}"


def _limits(health: ScreeningAnswered | None) -> str | None:
    if health is None:
        return None
    if not health.limits:
        return "Thank you, nothing there limits your plan."
    return f"Because of {listed(health.reasons)} this holds for now: {listed(health.limits)}."


def _proposal(data: OnboardingStatus, back: str | None) -> str:
    """Propose the programme and the targets, with one question."""
    if data.programme_active and data.targets_set:
        return paragraph(
            back,
            "You are set up: your programme is active and your daily targets are stored.",
            "Ask me what is on next.",
        )
    plan = (
        f"I would start you on {data.days_per_week} days a week, up to {data.minutes} min."
        if data.days_per_week
        else "I would start you on this."
    )
    first = session(data.first_session, most=4) if data.first_session else None
    return reply(
        back,
        paragraph(plan, first),
        _targets(data),
        paragraph(_around(data.considered), assumed(data.assumptions)),
        CONFIRM if data.target_kcal is not None else CONFIRM_PLAN,
    )


def _around(notes: Sequence[str]) -> str | None:
    told = noted(notes)
    return None if told is None else told.replace("I built it", "I would build it")


def _targets(data: OnboardingStatus) -> str:
    if data.target_kcal is None:
        reason = data.no_targets_because or "something they need is not known"
        return f"I leave daily targets open for now, as {_lowered(reason)}."
    protein = f" with {num(data.target_protein_g)} g protein" if data.target_protein_g else ""
    return f"Your daily target would be {num(data.target_kcal)} kcal{protein}."


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


_TOOLS: Final = frozenset({"onboarding_status", "update_profile", "remember"})
_COVERED: Final = frozenset(
    {
        *("profile_update", "memory_passing", "memory_kit", "pain", "recovery", "knowledge"),
        *("log_soreness", "targets", "topic", "next_load", "programme"),
    }
)
"""Wishes that a message of the first conversation holds only because of what it tells."""
START: Final = Skill(
    name="onboarding_start",
    agents=("planner",),
    read=read_start,
    calls=calls,
    say=say,
    tools=_TOOLS,
    covers=_COVERED | {"programme_build"},
    default=told,
)
GREETING: Final = Skill(
    name="greeting",
    agents=("planner", "nutrition", "form_critic"),
    read=read_greeting,
    calls=calls,
    say=say,
    default=lambda heard: Slots(greeting=True, seed=heard.text),
)
ANSWER: Final = Skill(
    name="onboarding_answer",
    answers=True,
    agents=("planner",),
    read=read_answer_to,
    calls=calls,
    say=say,
    tools=_TOOLS,
    covers=_COVERED,
)
UNREAD: Final = Skill(
    name="onboarding_unread",
    agents=("planner",),
    read=read_rest,
    calls=calls,
    say=say,
    tools=_TOOLS,
)
