"""What may enter the knowledge base: sentences about training, none that address the machine."""

from __future__ import annotations

import re
from typing import Final

from coach.errors import InvalidInput
from coach.knowledge.model import Passage

_RULES = r"(?:instruct\w*|rules?|prompts?|guidelines?|guardrails?|polic(?:y|ies)|messages?)"
_MACHINE = r"(?:assistant|ai|chatbot|model|agent)"
_READER = r"(?:user|athlete|source|reader)"
_AT_THE_MACHINE: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.]{{0,40}}\b{_RULES}\b",
        rf"\byou are (?:now |no longer )?(?:an? |the )?(?:\w+ )?{_MACHINE}\b",
        r"\b(?:system|developer|hidden) (?:prompt|message)\b",
        r"\b(?:call|invoke|execute|run|use) (?:\w+[_ ])?(?:\w+[_ ])?(?:tool|function|command)\b",
        r"\b(?:reply|respond|answer) (?:only |always )?(?:with|by saying)\b",
        rf"\b(?:do not|don't|never) (?:tell|reveal|mention|cite) (?:the )?{_READER}\b",
        r"\b(?:pretend|act as|role-?play|jailbreak)\b",
        r"\b(?:assistant|system)\s*:|<\|[^>]*\|>|\[/?inst\]|</?(?:system|tool|assistant)\b",
        r"https?://|\bwww\.",
    )
)
"""Source: own choice, after the kinds of injected text in tests of language-model agents
(override, role, tool call, dictated reply, secrecy, chat markup, links)."""


def addressed_to_the_machine(text: str) -> str | None:
    """Return the first piece that reads as an instruction to a program, or None."""
    for pattern in _AT_THE_MACHINE:
        if found := pattern.search(text):
            return found.group()
    return None


def require_plain(passage: Passage) -> Passage:
    """Return the passage if nothing in it addresses the machine.

    Raises:
        InvalidInput: A sentence does (code `instruction_in_passage`).
    """
    parts = (
        *(passage.title, passage.text, passage.source),
        *(*passage.claims, *passage.contraindications, *passage.asked_as),
    )
    for part in parts:
        if piece := addressed_to_the_machine(part):
            raise InvalidInput(
                f"passage {passage.id!r} addresses the machine: {piece!r}.",
                way_out="Passages are data. Say it as a fact about training.",
                code="instruction_in_passage",
            )
    return passage
