"""Whether two explained numbers that a sentence joins belong together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from agents.derivations import Explained
from agents.direction import changes
from coach.evidence import Fact, FactId, LogRow

_RANGE: Final = re.compile(r"^\s*(?:to|-|\u2013)\s*$")
_STEP: Final = re.compile(
    r"\b(?:from|up|down|by|add|plus|minus|drop|take|another|extra)\s*$", re.IGNORECASE
)
"""Words that make "a to b" a change: up 5 lb to 230 lb."""
_END: Final = re.compile(
    r",?\b(?:lowest|highest|low|high|lower|upper|minimum|maximum|min|max|shortest|longest)\b"
)


def agree(sentence: str, one: Explained, other: Explained, facts: Mapping[FactId, Fact]) -> bool:
    """Tell whether two neighbours may be ends of the same range, or of a change in time.

    "9 to 20 sets" needs a fact with both ends, or two facts of the same name; "from 131 to 137 kg"
    needs the first to be the older one.
    """
    (first, first_ids), (second, second_ids) = one, other
    own = [facts[i] for i in first_ids if i in facts]
    others = [facts[i] for i in second_ids if i in facts]
    if not own or not others:
        return True
    if changes(sentence, first, second):
        return _in_order(own, others)
    is_range = _RANGE.match(sentence[first.end : second.start]) is not None
    if not is_range or first.index or _STEP.search(sentence[: first.start]):
        return True
    if any(not isinstance(fact.value, Decimal) for fact in (*own, *others)):
        return True
    return bool({_name(fact) for fact in own} & {_name(fact) for fact in others})


def _name(fact: Fact) -> str:
    return " ".join(_END.sub("", fact.label).split())


def _in_order(own: list[Fact], others: list[Fact]) -> bool:
    """Tell whether some fact of the first number is no younger than one of the second."""
    if any(not isinstance(fact.source, LogRow) and fact.label.startswith("next") for fact in own):
        return True
    return min(map(_day, own)) <= max(map(_day, others))


def _day(fact: Fact) -> date:
    return fact.as_of.date() if isinstance(fact.as_of, datetime) else fact.as_of
