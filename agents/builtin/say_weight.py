"""Replies about a jump on the scale: what it is made of, and what the trend shows."""

from __future__ import annotations

from agents.builtin.say_nutrition import moved
from agents.builtin.wording import day, num, paragraph, reply
from tools.results.nutrition import WeightTrend
from tools.results.training import LoggedBodyWeight


def jump(trend: WeightTrend, logged: LoggedBodyWeight | None, asked: str) -> str:
    """Say that a jump is water and food, not fat, with the trend beside it."""
    down = any(word in asked for word in ("down", "dropped", "lost"))
    lead = (
        "That drop is mostly water and an emptier gut, not fat: bodies do not lose fat that fast."
        if down
        else "That is mostly water, not fat: salt, carbohydrate, a late or big meal and food still "
        "in the gut show on the scale for a few days and then leave."
    )
    stored = None
    if logged is not None:
        stored = f"Logged: {num(logged.weight)} {logged.unit} on {day(logged.day)}."
    return reply(
        paragraph(stored, lead),
        paragraph(_two(trend), moved(trend) or _no_trend(trend)),
        "Weigh in again over the next few mornings, same time, after the toilet, and eat as "
        "planned: no cutting back to make up for it.",
    )


def _two(trend: WeightTrend) -> str | None:
    """Say the newest weigh-in beside the one before."""
    if trend.last_weight is None or trend.last_day is None:
        return None
    last = f"{num(trend.last_weight)} {trend.unit} on {day(trend.last_day)}"
    if trend.previous_weight is None or trend.previous_day is None:
        return f"Your last weigh-in was {last}."
    return (
        f"Your log shows {num(trend.previous_weight)} {trend.unit} on {day(trend.previous_day)} "
        f"and {last}."
    )


def _no_trend(trend: WeightTrend) -> str:
    if trend.weigh_ins == 0:
        return "There is no weigh-in in your log yet, so I cannot set it against a trend."
    return "That is too few weigh-ins for a trend, and one alone says little."
