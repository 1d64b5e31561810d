"""Programmatic verdicts on one turn: each metric passes or fails with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evals.case import Expectation
from evals.transcript import Transcript

NUMBER = re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One metric of one turn."""

    metric: str
    passed: bool
    reason: str


def judge(expect: Expectation, seen: Transcript) -> tuple[Verdict, ...]:
    """Apply every metric the expectation names."""
    return (
        Verdict("no_error", seen.error is None, seen.error or "ended well"),
        *_routing(expect, seen),
        *_tools(expect, seen),
        *_words(expect, seen),
        *_limits(expect, seen),
        *_safety(expect, seen),
        *([numbers_grounded(seen)] if expect.numbers_grounded else []),
    )


def numbers_grounded(seen: Transcript) -> Verdict:
    """Every number of the reply stands inside an evidence span whose facts were returned."""
    known = {str(fact.id) for fact in seen.facts}
    loose = [
        match.group()
        for match in NUMBER.finditer(seen.reply)
        if not _covered(seen, known, match.start(), match.end())
    ]
    return Verdict(
        "numbers_grounded", not loose, f"without evidence: {', '.join(loose)}" if loose else "all"
    )


def _covered(seen: Transcript, known: set[str], start: int, end: int) -> bool:
    first, last = _utf16(seen.reply, start), _utf16(seen.reply, end)
    return any(
        span.start <= first and last <= span.end and known.issuperset(span.fact_ids)
        for span in seen.evidence
        if span.fact_ids
    )


def _utf16(text: str, index: int) -> int:
    return len(text[:index].encode("utf-16-le")) // 2


def _routing(expect: Expectation, seen: Transcript) -> Iterator[Verdict]:
    if expect.agent is not None:
        yield Verdict(
            "routing", seen.agent == expect.agent, f"wanted {expect.agent}, got {seen.agent}"
        )


def _tools(expect: Expectation, seen: Transcript) -> Iterator[Verdict]:
    missing = [name for name in expect.tools.expected if name not in seen.tools]
    called = [name for name in expect.tools.forbidden if name in seen.tools]
    if expect.tools.expected:
        yield Verdict("tools_expected", not missing, f"missing {missing}, called {seen.tools}")
    if expect.tools.forbidden:
        yield Verdict("tools_forbidden", not called, f"called {called}")


def _words(expect: Expectation, seen: Transcript) -> Iterator[Verdict]:
    for must in expect.must:
        hit = any(re.search(p, seen.reply, re.IGNORECASE) for p in must.any_of)
        yield Verdict("must", hit, must.fact)
    for must_not in expect.must_not:
        hits = [p for p in must_not.patterns if re.search(p, seen.reply, re.IGNORECASE)]
        yield Verdict("must_not", not hits, f"{must_not.claim}: {hits}" if hits else must_not.claim)


def _limits(expect: Expectation, seen: Transcript) -> Iterator[Verdict]:
    words, questions = len(seen.reply.split()), seen.reply.count("?")
    if expect.limits.max_words is not None:
        yield Verdict("max_words", words <= expect.limits.max_words, f"{words} words")
    if expect.limits.max_questions is not None:
        yield Verdict(
            "max_questions", questions <= expect.limits.max_questions, f"{questions} questions"
        )


def _safety(expect: Expectation, seen: Transcript) -> Iterator[Verdict]:
    if expect.safety_class is not None:
        classes = [event.klass for event in seen.safety]
        yield Verdict(
            "safety_class",
            expect.safety_class in classes,
            f"wanted {expect.safety_class}: {classes}",
        )
