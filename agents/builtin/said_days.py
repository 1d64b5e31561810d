"""The day a message is about, where it names one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from agents.numbers import measures_in

_WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"\b(?:on |last |this )?(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:days?)?"
    r"(?:'s)?\b"
)
_AGO = re.compile(r"\b(a|one|two|three|four|five|six|\d{1,2}) (day|night|week)s? ago\b")
_AMOUNTS: Final = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_YESTERDAY = re.compile(r"\b(?:yesterday(?:'?s)?|yday|yest|ystd|last nite|last night)\b")
_BEFORE_YESTERDAY = re.compile(r"\b(?:the )?day before yesterday\b")


def past_day_in(plain: str, today: date) -> date | None:
    """Return the day in the past that a folded message names; None if it names none.

    A bare weekday is its last occurrence; a date without a year the last one up to today. The
    smallest date stands for a day that is not known, before which there is none.
    """
    if today == date.min:
        return None
    if _BEFORE_YESTERDAY.search(plain):
        return today - timedelta(days=2)
    if _YESTERDAY.search(plain):
        return today - timedelta(days=1)
    if ago := _AGO.search(plain):
        amount = _AMOUNTS.get(ago[1]) or int(ago[1])
        return today - timedelta(days=amount * (7 if ago[2] == "week" else 1))
    for mention in measures_in(plain).dates:
        year = mention.year or today.year
        try:
            named = date(year, mention.month, mention.day)
            earlier = date(year - 1, mention.month, mention.day)
        except ValueError:
            continue
        return earlier if mention.year is None and named > today else named
    if weekday := _WEEKDAY.search(plain):
        back = (today.weekday() - _WEEKDAYS.index(weekday[1][:3])) % 7
        return today - timedelta(days=back or 7)
    return None
