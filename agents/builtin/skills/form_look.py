"""Answers what a filmed set shows, and what follows from it for the next session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agents.builtin.form_topics import BY_NAME
from agents.builtin.form_words import (
    FormWish,
    looking_ahead,
    looking_at,
    read_ahead,
    read_look,
)
from agents.builtin.json_values import json_number, without_none
from agents.builtin.say_form import said
from agents.builtin.say_form_parts import costs_the_lift
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.form import FormFindings
from tools.results.knowledge import KnowledgeFound
from tools.results.training import NextLoad

_PLANNING: Final = frozenset({"next", "look", "worst", "safe"})
"""Questions whose answer may be another load next time."""


def calls(wish: FormWish, found: Found) -> Sequence[Call]:
    """Ask for the findings, and beside them for what they may bear on."""
    if not found.asked("form_findings"):
        first = [Call("form_findings", _args(wish, wish.exercise))]
        if wish.exercise:
            first.append(Call("form_findings", _args(wish, None)))
        if wish.mood in _PLANNING:
            first.append(Call("next_load", without_none({"exercise": wish.exercise})))
        if wish.mood in {"why", "next"} and wish.topics and BY_NAME[wish.topics[0]].why:
            first.append(_note(BY_NAME[wish.topics[0]].why))
        return first
    return []


def _args(wish: FormWish, exercise: str | None) -> dict[str, Any]:
    return without_none({"exercise": exercise, "rpe": json_number(wish.rpe)})


def _note(query: str) -> Call:
    return Call("search_knowledge", {"query": query, "limit": 1})


def say(wish: FormWish, found: Found) -> str | None:
    """Say the answer; without a video, the usual words for that."""
    data = next(iter(found.every("form_findings", FormFindings)), None)
    if data is None:
        return None
    note = found.read("search_knowledge", KnowledgeFound)
    plans = wish.mood in {"next", "safe"} or costs_the_lift(data) or not wish.topics
    after = found.read("next_load", NextLoad) if plans else None
    return said(data, wish, after, note)


def follow(heard: Heard, before: FormWish) -> FormWish:
    """Return what a message means that goes on from what a video shows."""
    del before
    return looking_at(heard)


def follow_ahead(heard: Heard, before: FormWish) -> FormWish:
    """Return what a message means that goes on from what to do next."""
    del before
    return looking_ahead(heard)


SEEN: Final = Skill(
    name="form",
    agents=("form_critic",),
    read=read_look,
    calls=calls,
    say=say,
    tools=frozenset({"form_findings"}),
    default=looking_at,
    follow=follow,
    covers=frozenset({"note", "knowledge", "training_progress"}),
    reason="cues that work for technique",
)
LOOK: Final = Skill(
    name="form_look",
    agents=("form_critic",),
    read=read_ahead,
    calls=calls,
    say=say,
    tools=frozenset({"form_findings"}),
    default=looking_ahead,
    follow=follow_ahead,
    covers=frozenset({"form", "note", "knowledge", "training_progress"}),
    reason="cues that work for technique",
)
