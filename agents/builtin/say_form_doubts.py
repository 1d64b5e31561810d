"""Replies to an athlete who doubts a finding or asks for its reason."""

from __future__ import annotations

from agents.builtin import say_depth
from agents.builtin.form_topics import BY_NAME
from agents.builtin.form_words import FormWish
from agents.builtin.say_effort import insisted
from agents.builtin.say_form_parts import (
    FILM_AGAIN,
    SAME_PLACE,
    count_line,
    cue_of,
    next_step,
    quote,
    reasons,
)
from agents.builtin.say_form_topics import (
    band,
    fault_lines,
    fault_name,
    measured,
    metric_name,
    topic_line,
    topic_of_fault,
    worst_of,
)
from agents.builtin.wording import listed, paragraph, reply
from tools.results.form import FindingLine, FormFindings
from tools.results.knowledge import KnowledgeFound
from tools.results.training import NextLoad


def stands(data: FormFindings, wish: FormWish) -> str:
    """Keep what was measured where the athlete doubts it, and leave the verdict to a test."""
    if not wish.topics or {"effort", "lifting"} & set(wish.topics):
        return insisted(data)
    topic = BY_NAME[wish.topics[0]]
    line = topic_line(data, topic, wish)
    return reply(
        "Your call, and a phone camera does err, so I give the figures with their error.",
        line,
        topic.reason,
        "Settle it with a test: film the next set from the side at hip height, and we compare.",
    )


def why(data: FormFindings, wish: FormWish, note: KnowledgeFound | None) -> str:
    """Give the reason behind the last answer, in mechanics and from a note."""
    main = worst_of(fault_lines(data))
    topic = BY_NAME[wish.topics[0]] if wish.topics else main and topic_of_fault(main)
    if not topic:
        return reply(count_line(data), "I say only what was measured.", SAME_PLACE)
    line = topic_line(data, topic, wish)
    return reply(
        topic.reason, paragraph(line), quote(note), next_step(data, None, topic.cue or None)
    )


def how_sure(data: FormFindings) -> str:
    """Say within which error the values hold, and which repetitions are too close to call."""
    sharp = [f for f in data.findings if f.value is not None and f.error and f.rep is not None]
    hidden = sorted({f.rep for f in data.findings if f.status == "low_confidence" and f.rep})
    depths = [f for f in say_depth.judged(data) if f.rep is not None]
    close = [f.rep for f in depths if say_depth.side_of(f) == "level"]
    lead = (
        f"As sure as the camera lets me be: {_example(sharp[0])}."
        if sharp
        else "The count and the times are read frame by frame, so they are close and not exact."
    )
    clear = (
        f"Rep{'s' if len(close) > 1 else ''} {listed(map(str, close))} I cannot call, because "
        "parallel lies inside that error."
        if close
        else "Every rep lies further from parallel than that error, so the verdict holds."
        if depths
        else None
    )
    unsure = (
        f"On rep{'s' if len(hidden) > 1 else ''} {listed(map(str, hidden))} a joint was partly "
        "hidden, so I am less sure there."
        if hidden
        else None
    )
    main = worst_of(fault_lines(data))
    return reply(
        lead,
        paragraph(clear, unsure, None if clear else measured(data, main) if main else None),
        paragraph(count_line(data), *([] if clear or unsure else reasons(data))),
        "To be surer, film the next set from the same place, square from the side with the whole "
        "body in view, and look for the same thing twice.",
    )


def no_guess(data: FormFindings, wish: FormWish) -> str:
    """Refuse to guess what was not measured, and say what was."""
    topics = [BY_NAME[name] for name in wish.topics[:2]]
    lines = [topic_line(data, topic, wish) for topic in topics]
    return reply(
        "I will not guess: a wrong verdict would cost you more than another video.",
        paragraph(*lines) or paragraph(*reasons(data)),
        count_line(data),
        FILM_AGAIN,
    )


def blind(data: FormFindings) -> str:
    """Say what this video does not show, and which view would."""
    names = list(dict.fromkeys(metric_name(f.metric) for f in data.not_assessable))[:3]
    front = data.view in {"front", "back"}
    lead = (
        f"I cannot judge {listed(names)} in this video."
        if names
        else "Depth, lean and joint angles I cannot judge from this view."
        if front
        else "From the side I cannot judge your knees inward, left against right, the curve of "
        "your spine, the path of the bar, grip or breathing."
    )
    film = (
        "Film a set from the side at hip height for depth and lean."
        if front
        else "Film a set straight from the front for knees and for left against right; the spine "
        "and the bar you judge by eye on the clip, or a coach does."
    )
    return reply(
        paragraph(lead, *reasons(data)),
        paragraph(count_line(data), say_depth.depth(data)),
        film,
    )


def _example(finding: FindingLine) -> str:
    where = f" on rep {finding.rep}" if finding.rep is not None else ""
    return f"{metric_name(finding.metric)}{where} was {band(finding)}"


def safe(data: FormFindings, after: NextLoad | None) -> str:
    """Say that no video foretells an injury, what this one shows, and what to do about it."""
    main = worst_of(fault_lines(data))
    lead = (
        "A video does not show whether a lift is safe, and no single fault foretells an injury, so "
        "I would neither stop the lift nor promise you anything."
        if main is not None
        else "I see nothing in this video that speaks against going on, though no video shows "
        "whether a lift is safe."
    )
    seen = paragraph(measured(data, main)) if main is not None else say_depth.depth(data)
    return reply(
        lead,
        seen,
        next_step(data, after, cue_of(main) if main is not None else None, depth=main is None),
        f"If {'it' if main is None else fault_name(main)} comes with pain, stop the set and tell "
        "me where it hurts.",
    )
