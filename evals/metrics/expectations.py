"""What a case expects of a reply: its agent, its tools, its words, its length, its class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evals.case import Expectation
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.results import Verdict


def routing(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge who answered."""
    if expect.agent is not None:
        reason = f"wanted {expect.agent}, got {seen.agent}"
        yield verdict("routing", seen.agent == expect.agent, reason)


def tools(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge which tools were called."""
    called = seen.tool_names
    missing = [name for name in expect.tools.expected if name not in called]
    wrong = [name for name in expect.tools.forbidden if name in called]
    if expect.tools.expected:
        yield verdict("tools_expected", not missing, f"missing {missing}, called {called}")
    if expect.tools.forbidden:
        yield verdict("tools_forbidden", not wrong, f"called {wrong}")


def words(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge what was said and what was not."""
    for must in expect.must:
        hit = any(re.search(p, seen.reply, re.IGNORECASE) for p in must.any_of)
        yield verdict("must", hit, must.fact)
    for must_not in expect.must_not:
        hits = [p for p in must_not.patterns if re.search(p, seen.reply, re.IGNORECASE)]
        reason = f"{must_not.claim}: {hits}" if hits else must_not.claim
        yield verdict("must_not", not hits, reason)


def limits(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge how long the reply is and how much it asks."""
    count, questions = len(seen.reply.split()), seen.reply.count("?")
    if expect.limits.max_words is not None:
        yield verdict("max_words", count <= expect.limits.max_words, f"{count} words")
    if expect.limits.max_questions is not None:
        within = questions <= expect.limits.max_questions
        yield verdict("max_questions", within, f"{questions} questions")


def safety_class(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge what the safety gate took the message for."""
    if expect.safety_class is not None:
        hit = expect.safety_class in seen.safety
        yield verdict("safety_class", hit, f"wanted {expect.safety_class}: {seen.safety}")
