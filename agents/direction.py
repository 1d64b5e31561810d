"""Whether a sentence's word for a direction agrees with the two numbers it stands beside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from agents.numbers import Quantity

_UP: Final = re.compile(
    r"\b(?:up|rose|risen|increased|gained|grew|grown|improved|climbed|stronger)\b", re.IGNORECASE
)
_DOWN: Final = re.compile(
    r"\b(?:down|fell|fallen|dropped|decreased|declined|lost|weaker)\b", re.IGNORECASE
)
_NO_CHANGE: Final = re.compile(
    r"\b(?:push|pull|chin|muscle|press|warm\w*|sit\w*|set\w*|step\w*|stand\w*|slow\w*|squat\w*"
    r"|walk\w*|break\w*|way) "
    r"(?:up|down)\b",
    re.IGNORECASE,
)
"""Phrases whose "up" or "down" is a movement of the body."""
_FROM: Final = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO: Final = re.compile(
    r"^\s*(?:(?:on|in|of) \d{1,2} [a-z]{3,9}(?: \d{4})? )?(?:up |down )?to\s*$", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"^[^.;:\d]*\b(?:against|compared (?:with|to)|versus|vs\.?)\s*$", re.IGNORECASE
)
_RANGE: Final = re.compile(
    r"\b(?:band|range|between|anywhere|somewhere|error|interval)\b", re.IGNORECASE
)
"""Words that make "from a to b" a range and not a change."""


def contradicted(sentence: str, quantities: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """Return the two numbers that a word such as "up" or "down" contradicts; mostly nothing.

    Read are "from a to b" (a is the earlier) and "b, against a"; a sentence that says both
    directions, or a range, is left alone.
    """
    plain = _NO_CHANGE.sub("", sentence)
    up, down = _UP.search(plain), _DOWN.search(plain)
    if bool(up) == bool(down) or _RANGE.search(sentence):
        return ()
    for first, second in pairwise(quantities):
        if first.dimension is None or second.dimension not in {first.dimension, None}:
            continue
        between = sentence[first.end : second.start]
        if _FROM.search(sentence[: first.start]) and _TO.match(between):
            change = _signed(second) - _signed(first)
        elif _AGAINST.match(between):
            change = _signed(first) - _signed(second)
        else:
            continue
        if (up and change < 0) or (down and change > 0):
            return (first, second)
    return ()


def changes(sentence: str, first: Quantity, second: Quantity) -> bool:
    """Tell whether two numbers are the ends of a change, "from a to b", and of no range."""
    between = sentence[first.end : second.start]
    return (
        _FROM.search(sentence[: first.start]) is not None
        and _TO.match(between) is not None
        and _RANGE.search(sentence) is None
    )


def _signed(quantity: Quantity) -> float:
    return float(-quantity.base if quantity.negative else quantity.base)
