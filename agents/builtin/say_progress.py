"""Replies about strength over time: one comparison, its two values, and whether it is noise."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from agents.builtin.wording import age, day, listed, lower, num, paragraph, reply, sets_of
from agents.numbers import measures_in
from coach.safety.rules.text import folded
from tools.results.training import ExerciseHistory

OLD_LOG_DAYS: Final = 14
"""A log older than this is said to be old. Source: docs/reference/formulas.md, break rule."""


def progress(data: ExerciseHistory, asked: str) -> str:
    """Compare the newest sessions with the athlete's own earlier ones; what was asked leads."""
    name = lower(data.exercise)
    if not data.sessions:
        return (
            f"I have no {name} session in your log yet. Tell me your sets as you do them, or "
            "import your training log, and I will track it from there."
        )
    newest = data.sessions[0]
    wanted = measures_in(asked).dates
    on_day = next((s for s in data.sessions if any(d.names(s.day) for d in wanted)), None)
    if wanted and on_day is None:
        return (
            f"I see no {name} session on that day among your newest ones; the last was on "
            f"{day(newest.day)}."
        )
    if on_day is not None:
        done = listed(sets_of(group) for group in on_day.groups)
        return f"On {day(on_day.day)} you did {done} on the {name}."
    done = listed(sets_of(group) for group in newest.groups[-3:])
    last = f"Your newest {name} session, on {day(newest.day)}, ended with {done}."
    is_old = data.days_since_last is not None and data.days_since_last > OLD_LOG_DAYS
    following = (
        f"That session is {age(data.days_since_last)} old, so it says little about today; ask me "
        "for a load to come back with."
        if is_old and data.days_since_last is not None
        else "Ask me for the next load and I build on it."
    )
    trend, best = _trend(data, name, is_old=is_old), _best(data, name)
    best = paragraph(best, _left_out(data)) or None
    if _LAST_TIME.search(folded(asked)):
        return reply(last, trend, following)
    if _RECORD.search(folded(asked)):
        return reply(best, paragraph(trend, last), following)
    return reply(trend, paragraph(last, best), following)


_LAST_TIME: Final = re.compile(r"\b(?:last (?:time|session|workout)|when did i|what did i)\b")
_RECORD: Final = re.compile(r"\b(?:best|records?|prs?|pbs?)\b")


def _trend(data: ExerciseHistory, name: str, *, is_old: bool) -> str:
    if data.block_change is not None and data.recent_1rm and data.earlier_1rm:
        return paragraph(
            _verdict(data.block_change, data.block_change_in_noise, name, is_old=is_old),
            f"Your best estimated maximum was {num(data.recent_1rm)} {data.unit} in the newest "
            f"four weeks of your log, against {num(data.earlier_1rm)} {data.unit} in the four "
            f"weeks before{_moved(data.block_change, data.unit)}.",
            _noise(data.block_change, in_noise=data.block_change_in_noise),
        )
    rated = [s for s in data.sessions if s.estimated_1rm is not None]
    if data.change is None or len(rated) < 2:
        return f"There is too little {name} in your log for a trend yet."
    new, old = rated[0], rated[-1]
    if new.estimated_1rm is None or old.estimated_1rm is None:
        return f"There is too little {name} in your log for a trend yet."
    return paragraph(
        _verdict(data.change, data.change_in_noise, name, is_old=is_old),
        f"Your estimated maximum was {num(new.estimated_1rm)} {data.unit} on {day(new.day)}, "
        f"against {num(old.estimated_1rm)} {data.unit} on {day(old.day)}"
        f"{_moved(data.change, data.unit)}.",
        _noise(data.change, in_noise=data.change_in_noise),
    )


def _verdict(change: Decimal, in_noise: bool, name: str, *, is_old: bool) -> str:  # noqa: FBT001 - read beside the change it qualifies
    """Say in one sentence where the lift went; of an old log in the past tense."""
    if in_noise:
        went = "held steady" if is_old else "is holding steady"
    elif change > 0:
        went = "was getting stronger" if is_old else "is getting stronger"
    else:
        went = "had come down" if is_old else "has come down"
    return f"Your {name} {went}{' by the end of your log' if is_old else ''}."


def _moved(change: Decimal, unit: str) -> str:
    if change == 0:
        return ", so it did not move"
    return f": {'up' if change > 0 else 'down'} {num(abs(change))} {unit}"


def _noise(change: Decimal, *, in_noise: bool) -> str | None:
    if in_noise:
        return (
            "That is within the day-to-day noise of a maximum, so I read nothing into it."
            if change
            else None
        )
    if change < 0:
        return (
            "Sets that stop short of failure read low, so a lighter block alone is no lost "
            "strength."
        )
    return None


def _left_out(data: ExerciseHistory) -> str | None:
    if not data.left_out:
        return None
    said = listed(f"{num(one.load)} {one.unit} on {day(one.day)}" for one in data.left_out[:3])
    return f"I left {said} out of these estimates, because it looks like a typing error."


def _best(data: ExerciseHistory, name: str) -> str | None:
    if data.best_1rm is None or data.best_1rm_day is None:
        return None
    return (
        f"The best {name} of your whole log points to a maximum of {num(data.best_1rm)} "
        f"{data.unit}, on {day(data.best_1rm_day)}."
    )
