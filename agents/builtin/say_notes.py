"""A few sentences of the best note of the literature, with its source."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin.say_knowledge import GRADES
from agents.builtin.skill import Found
from agents.sentences import sentences_of
from tools.results.knowledge import KnowledgeFound, PassageLine

SENTENCES: Final = 4
"""Sentences of a note that are passed on. Source: own choice; replies stay under 160 words."""
_CAUTION = re.compile(
    r"\b(?:doctor|ask first|clinician|midwife|pregnan\w*|call for help|eating disorders?)\b",
    re.IGNORECASE,
)


def note_of(found: Found, *, titled: str = "", most: int = SENTENCES) -> PassageLine | None:
    """Return the best note, or the best one whose title holds some words."""
    del most
    data = found.read("search_knowledge", KnowledgeFound)
    if data is None:
        return None
    wanted = [p for p in data.passages if re.search(titled, p.title.casefold())]
    return next(iter(wanted or ([] if titled else data.passages)), None)


def told(note: PassageLine, *, most: int = SENTENCES, about: str = "") -> str:
    """Return the first sentences of a note, those with a word asked about, and every caution."""
    sentences = [each.strip() for each in sentences_of(note.text)]
    asked = [s for s in sentences if about and re.search(about, s.casefold())]
    kept = list(dict.fromkeys([*asked[:2], *sentences]))[:most]
    cautions = [s for s in sentences if _CAUTION.search(s) and s not in kept][:1]
    ordered = [*kept, *cautions]
    return " ".join(ordered)


def origin(note: PassageLine) -> str:
    """Return the sentence that names a note's source and its grade."""
    if note.grade == "c" and "coaching practice" in note.source.casefold():
        return "That is coaching practice rather than trial evidence."
    name = re.split(r"[\s,;(]*\d", note.source)[0].strip(" .,;(")
    return f"That is from {name} {note.year}, {GRADES[note.grade]}."
