"""Compares two videos of one lift: both days, both values, and the error of the camera."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from agents.builtin.form_trend_words import TrendWish, compared, read_trend
from agents.builtin.json_values import without_none
from agents.builtin.say_form import history
from agents.builtin.say_form_trend import no_earlier, trend
from agents.builtin.skill import Call, Found, Heard, Skill
from tools.results.form import FormHistory, FormTrend


def calls(wish: TrendWish, found: Found) -> Sequence[Call]:
    """Ask for the comparison; of the newest video where there is none of the named lift."""
    if wish.lists:
        return [] if found.asked("form_history") else [Call("form_history", _named(wish))]
    failed = found.error("form_trend")
    if not found.asked("form_trend"):
        return [_call(wish, wish.exercise), Call("form_findings", _named(wish))]
    other = failed is not None and failed.code == "no_video_of_exercise"
    return [_call(wish, None)] if other and found.read("form_trend", FormTrend) is None else []


def _named(wish: TrendWish) -> dict[str, Any]:
    return {"exercise": wish.exercise} if wish.exercise else {}


def _call(wish: TrendWish, exercise: str | None) -> Call:
    since = wish.since.isoformat() if wish.since is not None else None
    args = {"exercise": exercise, "since": since, "oldest": wish.oldest or None}
    return Call("form_trend", without_none(args))


def say(wish: TrendWish, found: Found) -> str | None:
    """Say the comparison, or why there is none."""
    videos = found.read("form_history", FormHistory) if wish.lists else None
    if videos is not None:
        return history(videos)
    data = found.read("form_trend", FormTrend)
    if data is None:
        return None
    return no_earlier(data) if data.older is None else trend(data, wish)


def follow(heard: Heard, before: TrendWish) -> TrendWish:
    """Return what a message means that goes on from a comparison."""
    del before
    return compared(heard)


COMPARE: Final = Skill(
    name="form_trend",
    agents=("form_critic",),
    read=read_trend,
    calls=calls,
    say=say,
    tools=frozenset({"form_trend"}),
    default=compared,
    follow=follow,
    covers=frozenset(
        {"form_look", "form", "form_history", "progress", "training_progress", "note", "knowledge"}
    ),
    reason="filming a lift so that it can be judged",
)
