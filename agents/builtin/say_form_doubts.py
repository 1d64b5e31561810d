"""Replies to an athlete who doubts a finding or asks for its reason."""

from __future__ import annotations

from agents.builtin.form_topics import BY_NAME
from agents.builtin.form_words import FormWish
from agents.builtin.say_effort import insisted
from agents.builtin.say_form_parts import (
    SAME_PLACE,
    count_line,
    next_step,
    quote,
)
from agents.builtin.say_form_topics import (
    fault_lines,
    topic_line,
    topic_of_fault,
    worst_of,
)
from agents.builtin.wording import paragraph, reply
from tools.results.form import FormFindings
from tools.results.knowledge import KnowledgeFound


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
