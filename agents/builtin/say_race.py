"""Replies about a race: what to expect of it, and what a goal asks for."""

from __future__ import annotations

from collections.abc import Sequence

from agents.builtin.say_endurance import length, race
from agents.builtin.wording import day, listed, paragraph, reply
from tools.results.endurance import RacePrediction

NO_RESULT = (
    "I can predict that from one recent hard effort, and your log holds no timed run of late. Run "
    "a few flat kilometres all-out after two easy days, or tell me your last race: which "
    "distance, and what time?"
)


def ground(data: RacePrediction) -> str:
    """Return the result that a prediction stands on, with its day."""
    found = data.result
    if found is None:
        return ""
    when = f" on {day(found.day)}" if found.day else ""
    return f"{race(found.distance, found.unit)} in {found.time}{when}"


def prediction(data: RacePrediction) -> str:
    """Say the time to expect, where it comes from, and how to run it."""
    lead = (
        f"Expect about {data.predicted} for {race(data.target, data.target_unit)}, somewhere "
        f"between {data.predicted_low} and {data.predicted_high}, which is {data.predicted_pace}."
    )
    why = (
        f"It follows from {ground(data)}; Riegel's formula gives {data.by_riegel}, the VDOT "
        f"tables {data.by_vdot}."
    )
    doubt = (
        f"It takes for granted that {listed(data.assumptions)}; from short races most people come "
        "out slower over the long ones, and heat, hills and wind cost time on top."
    )
    return reply(
        lead,
        paragraph(why, doubt),
        "Start at the slower end of that range and speed up in the last third. Tell me your goal "
        "time and I give you the splits.",
    )


def predictions(many: Sequence[RacePrediction]) -> str:
    """Say what one result is worth over several distances."""
    lines = [
        f"{race(each.target, each.target_unit)} about {each.predicted}, between "
        f"{each.predicted_low} and {each.predicted_high}"
        for each in many
    ]
    return reply(
        f"From {ground(many[0])} you can expect: {'; '.join(lines)}.",
        f"It takes for granted that {listed(many[-1].assumptions)}; the longer the race beside "
        "the one it comes from, the slower most people come out.",
        "Tell me which one you want to run and when, and I lay out the weeks.",
    )


def in_reach(data: RacePrediction | None) -> str | None:
    """Say whether a goal is in reach, or which one is; None without a prediction."""
    if data is None:
        return None
    if not data.goal:
        return (
            f"Expect about {data.predicted} for {race(data.target, data.target_unit)}, somewhere "
            f"between {data.predicted_low} and {data.predicted_high}. That follows from "
            f"{ground(data)}, if you train for the distance."
        )
    goal = f"{data.goal} over {race(data.target, data.target_unit)}"
    if data.result is None:
        return (
            f"{goal} is {data.goal_pace}. Whether that is in reach I cannot say without a recent "
            "result: your log holds no timed run of late."
        )
    band = f"about {data.predicted}, between {data.predicted_low} and {data.predicted_high}"
    asks = f"The goal is {data.goal_pace}, or {data.other_pace}."
    if data.verdict == "faster":
        return (
            f"Not realistic yet: {goal} is {data.gap} faster than your running says. From "
            f"{ground(data)} expect {band}. {asks}"
        )
    if data.verdict == "slower":
        return (
            f"Yes, and you can be bolder: from {ground(data)} expect {band}, which is {data.gap} "
            f"faster than {goal}. {asks}"
        )
    return f"Yes, {goal} is in reach: from {ground(data)} expect {band}. {asks}"


def goal(data: RacePrediction) -> str:
    """Say whether the goal is in reach, its pace and splits, and what to do for it."""
    marks = "; ".join(f"{length(s.at, data.unit)} in {s.time}" for s in data.splits[:5])
    splits = f"Even splits: {marks}." if marks else None
    if data.result is None:
        return reply(
            paragraph(in_reach(data), splits),
            f"Once a week run {data.key_session}; if the last one is hard to hold, the goal is "
            "early. What was your last race, and its time?",
        )
    taken = f"It takes for granted that {listed(data.assumptions)}."
    action = (
        f"Once a week run {data.key_session}, and test again in a month before you race for it; "
        "pushing harder than that in the weeks left brings injuries sooner than minutes."
        if data.verdict == "faster"
        else f"Once a week run {data.key_session}. On the day start the first third at that pace "
        "or a little slower, not faster."
    )
    return reply(in_reach(data), paragraph(splits, taken), action)
