"""Replies about one video: what was asked first, with its error, and what follows from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin import say_depth
from agents.builtin.form_topics import BY_NAME, Topic
from agents.builtin.form_words import FormWish
from agents.builtin.say_effort import effort
from agents.builtin.say_form_doubts import blind, how_sure, no_guess, safe, stands, why
from agents.builtin.say_form_failed import not_ready
from agents.builtin.say_form_parts import (
    FILM_AGAIN,
    UNEVEN,
    at_that_load,
    count_line,
    cue_of,
    depth_lost,
    drill,
    is_too_fast,
    next_step,
    plain_name,
    reasons,
)
from agents.builtin.say_form_reps import one_rep, own_count, proper_reps, worst_rep
from agents.builtin.say_form_topics import (
    fault_lines,
    fault_name,
    measured,
    metric_name,
    topic_line,
    usable,
    worst_of,
)
from agents.builtin.wording import counted, day, listed, lower, paragraph, reply
from coach.form.rules.exercise_names import same_exercise
from coach.safety.rules.text import folded
from tools.results.form import FormFindings, FormHistory
from tools.results.knowledge import KnowledgeFound
from tools.results.training import NextLoad

MOST_TOPICS: Final = 3


def said(
    data: FormFindings, wish: FormWish, after: NextLoad | None, note: KnowledgeFound | None
) -> str:
    """Say what a video shows of what was asked, and what to do next session."""
    if data.status != "analysed":
        return not_ready(data, wish)
    if not data.reps:
        return reply(count_line(data), paragraph(*reasons(data)), FILM_AGAIN)
    intro = _other_lift(data, wish)
    return reply(intro, _of_set(data, wish) or _onward(data, wish, after, note))


def _of_set(data: FormFindings, wish: FormWish) -> str | None:
    """Answer what the video alone answers."""
    match wish.mood:
        case "count":
            return own_count(data, wish)
        case "proper":
            return proper_reps(data)
        case "insist":
            return stands(data, wish)
        case "rep":
            return one_rep(data, wish)
        case "worst":
            return worst_rep(data, wish)
        case "sure":
            return how_sure(data)
        case "guess":
            return no_guess(data, wish)
        case "blind":
            return blind(data)
        case _:
            return None


def _onward(
    data: FormFindings, wish: FormWish, after: NextLoad | None, note: KnowledgeFound | None
) -> str:
    """Answer with the next load and what the notes say."""
    match wish.mood:
        case "why":
            return why(data, wish, note)
        case "next":
            return _what_next(data, wish, after, note)
        case "safe":
            return safe(data, after)
        case "keep":
            return reply(_kept(data) or count_line(data), next_step(data, after))
        case _:
            return _look(data, wish, after, note)


def history(data: FormHistory) -> str:
    """List the newest videos."""
    if not data.videos:
        return (
            "There is no analysed video yet. Attach one of a set, filmed from the side at hip "
            "height with the whole body in view, and I will measure it."
        )
    lines = [
        f"On {day(video.filmed_on)} I counted {counted(video.reps, 'rep')} of "
        f"{plain_name(video.exercise)}."
        for video in data.videos[:3]
    ]
    return reply(paragraph(*lines), "Ask me to compare the last two of one lift.")


def _look(
    data: FormFindings, wish: FormWish, after: NextLoad | None, note: KnowledgeFound | None
) -> str:
    topics = [BY_NAME[name] for name in wish.topics[:MOST_TOPICS]]
    if not topics:
        return _general(data, wish, after, note)
    lines = [topic_line(data, topic, wish) for topic in topics]
    seen = any(usable(data, topic) or fault_lines(data, topic) for topic in topics)
    sides = any(topic.name == "asymmetry" for topic in topics) and bool(data.sides)
    if seen or sides:
        cue = next((cue_of(f) for topic in topics for f in fault_lines(data, topic)), None)
        if sides:
            cue = _cue_for(data, wish, BY_NAME["asymmetry"].cue)
        return reply(
            *lines, count_line(data), next_step(data, after, cue, depth=_has_depth(topics))
        )
    main = worst_of(fault_lines(data))
    return reply(
        paragraph(*lines),
        paragraph(count_line(data), measured(data, main) if main else None),
        None if any("ilm" in line for line in lines) else FILM_AGAIN,
    )


def _has_depth(topics: Sequence[Topic]) -> bool:
    return any(topic.name in {"depth", "range"} for topic in topics)


def _general(
    data: FormFindings, wish: FormWish, after: NextLoad | None, note: KnowledgeFound | None
) -> str:
    """Lead with the one thing that matters, then what to leave alone, then one action."""
    faults = fault_lines(data)
    main = worst_of(faults)
    names = [fault_name(f) for f in faults if main is not None and f.fault != main.fault]
    also = f"It also shows {listed(list(dict.fromkeys(names))[:2])}." if names else None
    if main is not None:
        lead = f"The one thing to work on: {fault_name(main)}."
        first = paragraph(lead, measured(data, main), also)
    elif say_depth.is_high(data):
        first = paragraph("The one thing to work on is depth.", say_depth.depth(data))
    else:
        first = paragraph(
            "No fault passed its threshold in what this view can show.", say_depth.depth(data)
        )
    rated = effort(data, wish.rpe) if data.rpe_disagrees else None
    cue = cue_of(main) if main is not None else None
    return reply(
        first,
        paragraph(count_line(data), rated, _kept(data) if main is not None else None),
        drill(note) if main is not None and wish.mood == "next" else None,
        _unseen(data) if main is None else None,
        next_step(data, after, cue, depth=main is None),
    )


def _what_next(
    data: FormFindings, wish: FormWish, after: NextLoad | None, note: KnowledgeFound | None
) -> str:
    """Say what to do next session: the load, one cue, one drill, and a set to film."""
    faults = fault_lines(data)
    asked = [BY_NAME[name] for name in wish.topics[:MOST_TOPICS]]
    main = worst_of([f for topic in asked for f in fault_lines(data, topic)] or faults)
    lead = at_that_load(data, wish, after)
    if main is None and not is_too_fast(data):
        asked = [] if wish.load else asked
        cue = next((topic.cue for topic in asked if topic.cue), None)
        told = [topic_line(data, topic, wish) for topic in asked]
        why = told or [say_depth.depth(data) or effort(data, wish.rpe) or count_line(data)]
        return reply(
            paragraph(lead, next_step(data, after, _cue_for(data, wish, cue), depth=not cue)),
            paragraph(*why),
        )
    rated = effort(data, wish.rpe) if main is None or data.rpe_disagrees else None
    return reply(
        paragraph(lead, next_step(data, after, cue_of(main) if main is not None else None)),
        paragraph("Why:", measured(data, main)) if main is not None else None,
        rated,
        drill(note) if _DRILL.search(folded(wish.seed)) else None,
    )


_DRILL: Final = re.compile(
    r"\bdrills?\b|\bexercis\w*|\bpracti[cs]\w*|\baccessor\w*|\btips?\b|\bfix\b|^how (?:do|can|to)\b"
    r"|\bmobility\b|\bstretch\w*|\bwork on\b"
)


def _cue_for(data: FormFindings, wish: FormWish, cue: str | None) -> str | None:
    """Return the cue, another one where a side differs by more than the error."""
    differs = any(side.verdict == "differs" for side in data.sides)
    return UNEVEN if differs and "asymmetry" in wish.topics else cue


def _kept(data: FormFindings) -> str | None:
    """Say what is fine and needs no change."""
    sides = {say_depth.side_of(f) for f in say_depth.judged(data)}
    if sides == {"below"} and not depth_lost(data):
        return "Your depth is fine, so do not change that."
    if data.speed_loss_pct is not None and data.rpe_high is None and not any(
        f.fault == "tempo_collapse" for f in data.findings
    ):  # fmt: skip
        return "The speed of your reps held up, so leave the tempo as it is."
    return None


def _other_lift(data: FormFindings, wish: FormWish) -> str | None:
    """Say so where the video shows another lift than the one asked about."""
    if (
        wish.exercise is None
        or data.exercise == "unknown"
        or same_exercise(wish.exercise, data.exercise)
    ):
        return None
    return (
        f"I have no video of your {lower(wish.exercise)}; the newest one shows a "
        f"{plain_name(data.exercise)}, so this is about that."
    )


def _unseen(data: FormFindings) -> str | None:
    names = list(dict.fromkeys(metric_name(f.metric) for f in data.not_assessable))[:3]
    if not names:
        return None
    return paragraph(f"I cannot judge {listed(names)} from this view.", *reasons(data))
