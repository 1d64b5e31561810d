"""Replies from the literature: what a note says, with its source, or that no note fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from agents.builtin.skill import Ask
from agents.builtin.wants import Intent
from agents.builtin.wording import lower, paragraph, reply
from agents.sentences import sentences_of
from coach.safety.rules.text import folded
from tools.results.knowledge import KnowledgeFound, PassageLine

Nearness = Callable[[str, str], float]
"""Likeness of a question and a text, from 0 to 1."""
NEAR: Final = 0.43
"""From here on a note is to the point. Source: measured 2026-11 on 17 questions outside the notes,
which stayed at 0.42 or below but for two about keto and squat shoes."""
FAR: Final = 0.25
"""Below, a note has nothing to do with the question. Source: same; pizza and cars reach 0.18."""
GRADES: Final = {
    "a": "which rests on meta-analyses or position stands",
    "b": "which rests on trials or cohort studies",
    "c": "which is coaching practice rather than trial evidence",
}
_CLAIM_SENTENCES: Final = 3
"""Sentences of a note that are passed on. Source: own choice; replies stay under 160 words."""
_CAUTION = re.compile(
    r"\b(?:doctor|ask first|professional|clinician|midwife|disease|pregnan\w*|call for help"
    r"|harm)\b",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:kidneys?|renal|liver|heart|blood pressure|diabet\w*|disease|pregnan\w*|medicat\w*)\b"
)
_NOTHING: Final = (
    "I found nothing in my notes on that, so I will not guess. Ask it another way, or ask about "
    "your own log."
)
ASK_ON: Final = "Ask me how it fits your own training or eating, and I look into your log."
_COMMON: Final = frozenset(
    (
        *("about", "after", "before", "between", "could", "does", "doing", "every", "exercise"),
        *("good", "great", "have", "help", "much", "many", "need", "other", "really", "should"),
        *("take", "think", "than", "that", "their", "there", "this", "train", "training", "want"),
        *("what", "when", "which", "with", "work", "workout", "would", "your", "yesterday", "best"),
        *("better", "long", "make", "more", "most", "start", "today", "week", "well", "will"),
    )
)
"""Words that say nothing about the topic."""


def knowledge(data: KnowledgeFound, ask: Ask, nearness: Nearness) -> str:
    """Say what the best note says; that it is only near, or that none fits."""
    if not data.passages:
        return _NOTHING
    if ask.intent is not Intent.KNOWLEDGE:
        return _told(data.passages[0], ask)
    likeness = [nearness(data.query, f"{p.title}. {p.text}") for p in data.passages]
    for passage, near in zip(data.passages, likeness, strict=True):
        if near >= NEAR or (near >= FAR and on_topic(data.query, passage)):
            return _told(passage, ask)
    if max(likeness) < FAR:
        return _NOTHING
    return not_noted([data.passages[likeness.index(max(likeness))]])


def not_noted(passages: Sequence[PassageLine]) -> str:
    """Say that no note is about a question, and which is the nearest, best first."""
    if not passages:
        return _NOTHING
    return (
        f"I have no note on exactly that, so I will not guess. The nearest one is on "
        f"{_topic(passages[0])}: ask me about that if it helps."
    )


MOST_SENTENCES: Final = 5
"""Sentences of a note that answer, cautions apart. Source: own choice, under 130 words."""
_SAME: Final = {
    "avoid": "prevent", "hurt": "harm", "bad": "harm", "safe": "harm", "dangerous": "harm",
    "grow": "growth", "gains": "growth", "muscle": "muscle", "often": "times", "frequency": "times",
    "long": "minutes", "seconds": "minutes", "morning": "morning", "tired": "fatigue",
}  # fmt: skip
"""What a question says, and what its answer does."""


def to_the_point(passage: PassageLine, question: str) -> str:
    """Return the first sentence of a note, those nearest to the question, and its cautions."""
    sentences = [s.strip() for s in sentences_of(passage.text) if not s.strip().endswith("?")]
    asked = set(re.findall(r"[a-z]{4,}", folded(question))) - _COMMON
    stems = {_stem(word) for word in asked} | {_stem(_SAME[w]) for w in asked if w in _SAME}
    ranked = sorted(
        range(1, len(sentences)),
        key=lambda at: (-sum(stem in folded(sentences[at]) for stem in stems), at),
    )
    kept = {0, *ranked[: MOST_SENTENCES - 1]}
    told = [s for at, s in enumerate(sentences) if at in kept or _CAUTION.search(s)]
    if _CONDITION.search(folded(question)):
        cautions = [s for s in sentences if _CAUTION.search(s)]
        told = [*cautions, _SEE_FIRST, *told]
    return paragraph(*dict.fromkeys(told))


def _stem(word: str) -> str:
    return re.sub(r"(?:ing|ed|s|es|ly)$", "", word)[:7]


def cited(passage: PassageLine) -> str:
    """Return where a note is from, and how much that is worth."""
    return f"That is {_origin(passage)}."


def _told(passage: PassageLine, ask: Ask) -> str:
    claim = paragraph(*_claims(passage, ask.text))
    return reply(claim, f"That is {_origin(passage)}.", ASK_ON)


def on_topic(question: str, passage: PassageLine) -> bool:
    """Tell whether the title holds a telling word of the question, or the text two of them."""
    words = set(re.findall(r"[a-z]{4,}", folded(question))) - _COMMON
    stems = [re.compile(rf"\b{word.removesuffix('s')}") for word in sorted(words)]
    title, text = folded(passage.title), folded(passage.text)
    return any(s.search(title) for s in stems) or sum(bool(s.search(text)) for s in stems) >= 2


def _topic(passage: PassageLine) -> str:
    return lower(re.sub(r"\s*[(\d].*", "", passage.title))


def _claims(passage: PassageLine, question: str) -> list[str]:
    """Return the first sentences and every caution; a caution that was asked about leads."""
    sentences = [s.strip() for s in sentences_of(passage.text)]
    cautions = [s for s in sentences if _CAUTION.search(s)]
    kept = [*sentences[:_CLAIM_SENTENCES], *cautions]
    condition = _CONDITION.search(folded(question))
    if condition:
        return list(dict.fromkeys([*cautions, _SEE_FIRST, sentences[0]]))
    return list(dict.fromkeys(kept))


_SEE_FIRST: Final = "So talk to the clinician who knows your case before you decide."


def _origin(passage: PassageLine) -> str:
    """Return the source and its grade, without volume and page numbers, which no fact holds."""
    if passage.grade == "c" and "coaching practice" in passage.source.casefold():
        return "coaching practice rather than trial evidence"
    name = re.split(r"[\s,;(]*\d", passage.source)[0].strip(" .,;(")
    return f"from {name} {passage.year}, {GRADES[passage.grade]}"
