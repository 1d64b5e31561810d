"""The days a sentence names, and which of them a number beside it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from agents.numbers import DateMention, Quantity
from agents.subjects import binds_forward

_RELATIVE: Final = re.compile(
    r"\b(?:(?P<yesterday>yesterday|last night)|(?P<today>today|tonight|so far))\b", re.IGNORECASE
)
_RANGE: Final = frozenset({"to", "and", "until", "-", "\u2013", "through", "till"})
_ON: Final = re.compile(
    r"^[^,.;:\d]{0,36}\b(?:on|of|at|up to|until|till|by)(?: the)?(?: week of)?\s*$", re.IGNORECASE
)
_ENDS: Final = re.compile(r";|\bnow\b|\bnext time\b|\btoday\b", re.IGNORECASE)
_SINCE: Final = re.compile(r"\bsince\s*$", re.IGNORECASE)
_COMPARES: Final = re.compile(
    r"[;]|\b(?:than|against|from|is|are|to|versus|vs|instead|and|but|while|now|above|below)\b",
    re.IGNORECASE,
)
_BREAKS: Final = re.compile(r";|,? \b(?:and|but|while|so|now)\b|, that|, which", re.IGNORECASE)


def relative_days(sentence: str, today: date) -> tuple[DateMention, ...]:
    """Return where a sentence says today or yesterday, as dates."""
    return tuple(
        DateMention(match.start(), match.end(), day.day, day.month, day.year)
        for match in _RELATIVE.finditer(sentence)
        for day in [today - timedelta(days=1) if match["yesterday"] else today]
    )


def _is_right_behind(between: str) -> bool:
    """Tell whether the words between a number and a day behind it give it that day."""
    return between == " " or binds_forward(between) or _ON.match(between) is not None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one sentence, in order."""

    sentence: str
    dates: tuple[DateMention, ...]
    quantities: tuple[Quantity, ...]

    def of(self, quantity: Quantity) -> tuple[DateMention, ...]:
        """Return the day that governs a number, or both ends of the range that does.

        A day right behind the number ("91 on 5 Oct") is its own and no other's; else the one
        before it holds, unless that is another number's; else the first one behind.
        """
        behind = next((d for d in self.dates if d.start >= quantity.end), None)
        if behind is not None and _is_right_behind(self.sentence[quantity.end : behind.start]):
            return self._with_range(behind)
        before = [d for d in self.dates if d.end <= quantity.start]
        if before:
            ended = self._has_ended(before[-1], quantity)
            return () if ended else self._with_range(before[-1])
        if behind is None or _COMPARES.search(self.sentence[quantity.end : behind.start]):
            return ()
        return self._with_range(behind)

    def _has_ended(self, day: DateMention, quantity: Quantity) -> bool:
        """Tell whether a day before a number no longer holds there."""
        told = self.sentence[day.end : quantity.start]
        since = _SINCE.search(self.sentence[max(0, day.start - 8) : day.start])
        return bool(_ENDS.search(told) or since) or self._is_anothers(day, quantity)

    def _is_anothers(self, day: DateMention, quantity: Quantity) -> bool:
        """Tell whether a day stands right behind an earlier number, in a clause of its own."""
        owners = [q for q in self.quantities if q.end <= day.start]
        if not owners or not _is_right_behind(self.sentence[owners[-1].end : day.start]):
            return False
        return _BREAKS.search(self.sentence[day.end : quantity.start]) is not None

    def _with_range(self, day: DateMention) -> tuple[DateMention, ...]:
        at = self.dates.index(day)
        for first in (at - 1, at):
            if first >= 0 and first + 1 < len(self.dates):
                left, right = self.dates[first], self.dates[first + 1]
                if self.sentence[left.end : right.start].strip(" ,") in _RANGE:
                    return (left, right)
        return (day,)


def resolve(mention: DateMention, near: date) -> date:
    """Return the day a mention names; a missing year is that of `near`.

    Raises:
        ValueError: There is no such day.
    """
    return date(mention.year or near.year, mention.month, mention.day)


def within(day: date, governing: Sequence[DateMention]) -> bool:
    """Tell whether a day is the one named, or lies in the range of both."""
    if len(governing) == 1:
        return governing[0].names(day)
    try:
        first, last = (resolve(mention, day) for mention in (governing[0], governing[-1]))
    except ValueError:
        return False
    return min(first, last) <= day <= max(first, last)
