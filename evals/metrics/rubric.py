"""What makes a correct reply a good one: items 6, 7 and 10 to 12 of the coaching rubric.

These never fail a turn; they cost points. Source of the items and their points: the project's
rubric of twelve binary items, written by the coach (docs/reference/eval-metrics.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from coach.evidence import Fact, FindingSource, Formula, LogRow, Statement
from evals.cases.case import Expectation
from evals.metrics.grounding import cited
from evals.metrics.numbers import days_in, numbers_in
from evals.metrics.seen import Seen
from evals.metrics.verdicts import verdict
from evals.metrics.words import questions_of, words_of
from evals.results import Verdict

WORDS: Final = 160
"""Longest reply for a phone. Source: the rubric, 60 to 160 words."""
SAFETY_WORDS: Final = 90
"""Longest reply to a grave message. Source: the rubric."""
OWN_NUMBERS: Final = 2
"""Numbers of the athlete that a reply should rest on. Source: the rubric, item 6."""
QUESTIONS: Final = 1
"""Source: the rubric, item 11."""
_PERIOD: Final = re.compile(
    r"\b(?:today|yesterday|(?:this|last|past|newest|the) (?:\w+ )?(?:week|month|session|set)s?"
    r"|days? ago|weeks? ago|since|ago|(?:a|per|each|every) (?:day|week))\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b(?:next|today|tonight|tomorrow|now|then|first|before|after|each|every|per|daily|session"
    r"|sets?|week|warm up|start|begin|(?:mon|tues|wednes|thurs|fri|satur|sun)day|breakfast|lunch"
    r"|dinner|meal|a day)\b",
    re.IGNORECASE,
)
_AMOUNTS: Final = frozenset(
    {"mass", "energy", "rep", "set", "rpe", "time", "span", "percent", "length"}
)
_HYPE: Final = re.compile(
    r"\b(?:crush(?:ed|ing)? it|beast(?: mode)?|killing it|amazing|awesome|incredible|insane"
    r"|unstoppable|you(?:'ve| have)? got this|no excuses|smash(?:ed|ing)? it|legend|epic"
    r"|phenomenal|on fire|game[- ]changer|guaranteed?)\b|!{2,}",
    re.IGNORECASE,
)
"""Source: own list of praise that carries no information; Sharma et al. 2024 (ICLR) on sycophancy:
agreement and flattery that the data do not support."""
_SHAME: Final = re.compile(
    r"\b(?:lazy|pathetic|weak-willed|no willpower|cheat(?:ed|ing)? (?:day|meal)?|guilty?|bad food"
    r"|junk food|sinful|naughty|disgust\w*|fat shaming|you failed|you should be ashamed|excuses"
    r"|earn (?:your|the) (?:food|meal|calories)|burn (?:it|that) off|dishonest|lying)\b",
    re.IGNORECASE,
)
"""Source: own list after Puhl & Heuer 2010 (Am J Public Health 100:1019): stigmatising words about
eating and weight make people eat more and train less."""
_FILLER: Final = re.compile(
    r"^\W*(?:great|good|excellent|fantastic) (?:question|job|work)|^\W*(?:sure|absolutely|certainly"
    r"|of course|definitely|happy to|i'd be happy|i would be happy|thanks for|thank you for asking"
    r"|as an ai|let's dive|hey there)\b",
    re.IGNORECASE,
)
"""Openers that say nothing. Source: own list of what chat models begin with."""
_LAYOUT: Final = re.compile(r"^\s{0,3}#{1,6} |^\s*\|.*\|\s*$|^\s*[-=]{4,}\s*$", re.MULTILINE)
"""Headings, tables and rules of Markdown, which a phone shows badly."""

_OF_NOBODY: Final = ("volume.landmarks", "safety.", "calendar")
"""Formulas whose values say nothing of this athlete."""

Item = Callable[[Seen, Expectation], Iterator[Verdict]]


def own_numbers(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge item 6: two numbers of the athlete's own, with a date or a period.

    Applies where the turn looked up two numbers of the athlete at all.
    """
    if _is_grave(seen) or sum(map(_is_own, seen.facts)) < OWN_NUMBERS:
        return
    own = {
        (number.value, number.dimension)
        for number in numbers_in(seen.reply)
        if any(_is_own(fact) for fact in cited(seen, number.start, number.end) or ())
    }
    dated = bool(days_in(seen.reply)) or _PERIOD.search(seen.reply) is not None
    reason = f"{len(own)} of the athlete's numbers, {'with' if dated else 'without'} a date"
    passed = len(own) >= OWN_NUMBERS and dated
    yield verdict("own_numbers", passed, reason, gates=False)


def next_action(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge item 7: what to do, how much of it, and when, in one sentence.

    Applies where the turn looked something up about the athlete.
    """
    if _is_grave(seen) or not any(map(_is_own, seen.facts)):
        return
    concrete = [s for s in _sentences(seen.reply) if _WHEN.search(s) and _amount(s)]
    reason = f"says {concrete[0]!r}" if concrete else "no quantity with a unit and a time"
    yield verdict("next_action", bool(concrete), reason[:160], gates=False)


def tone(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge the checkable part of item 10: neither hype nor shame."""
    hits = [
        match.group() for match in (_HYPE.search(seen.reply), _SHAME.search(seen.reply)) if match
    ]
    reason = f"says {', '.join(map(repr, hits))}" if hits else "neither hype nor shame"
    yield verdict("tone", not hits, reason, gates=False)


def few_questions(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge item 11: at most one question, or as many as the case allows."""
    limit = QUESTIONS if expect.limits.max_questions is None else expect.limits.max_questions
    asked = questions_of(seen.reply)
    yield verdict("few_questions", asked <= limit, f"{asked} of {limit} questions", gates=False)


def concise(seen: Seen, expect: Expectation) -> Iterator[Verdict]:
    """Judge item 12: short enough for a phone, without headings, tables or a filler opener."""
    usual = SAFETY_WORDS if _is_grave(seen) else WORDS
    limit = usual if expect.limits.max_words is None else expect.limits.max_words
    count = words_of(seen.reply)
    problems = [f"{count} of {limit} words"] if count > limit else []
    if _LAYOUT.search(seen.reply):
        problems.append("a heading or a table")
    opener = _FILLER.search(seen.reply)
    if opener:
        problems.append(f"begins with {opener.group()!r}")
    yield verdict("concise", not problems, "; ".join(problems) or f"{count} words", gates=False)


ITEMS: Final[tuple[Item, ...]] = (own_numbers, next_action, tone, few_questions, concise)


def _is_grave(seen: Seen) -> bool:
    return any(klass not in {"normal", "limit"} for klass in seen.safety)


def _is_own(fact: Fact) -> bool:
    """Tell whether a fact is a number of the athlete, not of the literature or a food."""
    if not isinstance(fact.value, Decimal) or fact.subject.startswith(("passage:", "food:")):
        return False
    if isinstance(fact.source, Formula):
        return not fact.source.name.startswith(_OF_NOBODY)
    return isinstance(fact.source, LogRow | FindingSource | Statement)


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n+", text) if part.strip()]


def _amount(sentence: str) -> bool:
    return any(number.dimension in _AMOUNTS for number in numbers_in(sentence))
