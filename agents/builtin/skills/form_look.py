"""Answers what a filmed set shows, and what follows from it for the next session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agents.builtin.form_topics import BY_NAME, topics_in
from agents.builtin.form_words import FormWish, read_look
from agents.builtin.json_values import json_number, without_none
from agents.builtin.say_form import said
from agents.builtin.say_form_parts import costs_the_lift
from agents.builtin.say_form_topics import fault_lines, topic_of_fault, worst_of
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.form import FormFindings
from tools.results.knowledge import KnowledgeFound
from tools.results.training import NextLoad

_ELSEWHERE: Final = frozenset({"no_video_of_exercise"})


def calls(wish: FormWish, found: Found) -> Sequence[Call]:
    """Ask for the findings; then for the next load and a drill where the findings call for them."""
    if not found.asked("form_findings"):
        first = [Call("form_findings", _args(wish, wish.exercise))]
        if wish.mood == "next" and wish.exercise:
            first.append(Call("next_load", {"exercise": wish.exercise}))
        if wish.mood == "why" and wish.topics and BY_NAME[wish.topics[0]].why:
            first.append(_note(BY_NAME[wish.topics[0]].why))
        return first
    failed = found.error("form_findings")
    data = found.read("form_findings", FormFindings)
    if data is None:
        other = failed is not None and failed.code in _ELSEWHERE
        return [Call("form_findings", _args(wish, None))] if other else []
    if data.status != "analysed" or not data.reps or found.asked("next_load"):
        return []
    return _after(wish, data)


def _after(wish: FormWish, data: FormFindings) -> list[Call]:
    """Return what the findings make worth looking up."""
    wanted: list[Call] = []
    plans = wish.mood == "next" or (wish.mood in {"look", "worst"} and costs_the_lift(data))
    if plans and data.exercise != "unknown":
        wanted.append(Call("next_load", {"exercise": data.exercise.replace("_", " ")}))
    main = worst_of(fault_lines(data))
    topic = topic_of_fault(main) if main is not None else None
    if wish.mood == "next" and topic is not None and topic.why:
        wanted.append(_note(topic.why))
    return wanted


def _args(wish: FormWish, exercise: str | None) -> dict[str, Any]:
    return without_none({"exercise": exercise, "rpe": json_number(wish.rpe)})


def _note(query: str) -> Call:
    return Call("search_knowledge", {"query": query, "limit": 1})


def say(wish: FormWish, found: Found) -> str | None:
    """Say the answer; without a video, the usual words for that."""
    data = found.read("form_findings", FormFindings)
    if data is None:
        return None
    note = found.read("search_knowledge", KnowledgeFound)
    return said(data, wish, found.read("next_load", NextLoad), note)


def default(heard: Heard) -> FormWish:
    """Return what a message near the seeds is taken for: a look at the set."""
    return FormWish(topics=topics_in(heard.plain), exercise=heard.exercise, seed=heard.text)


LOOK: Final = Skill(
    name="form_look",
    agents=("form_critic",),
    read=read_look,
    calls=calls,
    say=say,
    tools=frozenset({"form_findings"}),
    seeds=(
        "how was my technique in that set",
        "did I do anything wrong there",
        "check the set I just filmed",
        "which of my reps was the ugliest",
    ),
    default=default,
    covers=frozenset({"form", "note", "knowledge", "training_progress"}),
    reason="cues that work for technique",
)
