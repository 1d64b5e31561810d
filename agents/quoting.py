"""Numbers of names, memories and passages: they may be quoted, and explain no other number."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from agents.numbers import Quantity, measures_in
from coach.evidence import Fact
from coach.units import KG_PER_LB

_NAMES: Final = frozenset({"food name", "exercise name"})
_TEXTS: Final = frozenset({"memory", "passage"})
_WORD: Final = re.compile(r"[a-z]{3,}")
_COMMON: Final = frozenset(
    ("and", "the", "for", "with", "lbs", "from", "per", "day", "about", "your", "you", "than")
)
"""Words that say nothing of what a number belongs to."""
_NEAR: Final = 40
"""Characters on each side of a number that tell what it belongs to. Source: own choice, about six
words."""
_QUOTED: Final = re.compile(
    r"\byou(?:'ve)? (?:said|told|noted|mentioned|wrote|had me)\b|\b(?:noted|remember(?:ed)?)\b",
    re.IGNORECASE,
)


def may_quote(fact: Fact, quantity: Quantity, sentence: str) -> bool:
    """Tell whether a number of a text may be told: as part of a name, or of what it belongs to.

    A load is never taken from a text that does not say the same thing of it: "Protein 500" is no
    reason to lift 500 kg. Grams, percentages and counts of a passage may be told in other words.
    """
    if not isinstance(fact.value, str) or fact.label not in _NAMES | _TEXTS:
        return True
    is_load = quantity.dimension == "mass" and quantity.factor >= min(Decimal(1), KG_PER_LB)
    if fact.label in _TEXTS and (not is_load or _QUOTED.search(sentence)):
        return True
    here = _words_around(sentence, quantity)
    return any(
        here & _words_around(fact.value, each)
        for each in measures_in(fact.value).quantities
        if each.value == quantity.value or each.base == quantity.base
    )


def _words_around(text: str, quantity: Quantity) -> frozenset[str]:
    before = text[max(0, quantity.start - _NEAR) : quantity.start]
    near = f"{before} {text[quantity.end : quantity.end + _NEAR]}"
    return frozenset(_WORD.findall(near.casefold())) - _COMMON
