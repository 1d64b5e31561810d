"""What athletes say of their running: a known result, a goal, a race to come, its weeks, a week."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from agents.builtin.endurance_words import Length, Said, lengths_in, pace_in, speed_in, times_in
from agents.builtin.json_values import json_number
from agents.builtin.skill import Heard
from agents.numbers import measures_in
from coach.safety.rules.text import folded
from coach.training.rules.durations import seconds_in

_A_WEEK: Final = re.compile(
    r"(?<![\d:.])(\d{1,3}(?:[.,]\d)?) ?(k|kms?|kilomet\w+|mi|miles?)? ?"
    r"(?:/ ?|a |per |each |every |p/?)?(?:weekly|week|wk|w\b)(?!s| ?\d)"
    r"|\bweekly (?:mileage|km|volume|distance)?(?: is| of| about|:)* ?(\d{1,3}) ?(k|kms?|mi\w*)?"
    r"|(?<![\d:.])(?<!run )(?<!for )(?<!over )(?<!a )(\d{1,3}) ?(k|kms?|mi|miles)\b"
    r"(?= (?:at the moment|atm|these days|now\b(?!\W*\d\d:)))"
    r"|(?<![\d:.])(\d{1,3}) ?(k|kms?|mi|miles) (?:this|last) (?:week|wk)\b"
)
"""Distance of a usual week: "25k a week", "35km/wk", "weekly 30 km"."""
_GOAL: Final = re.compile(
    r"\b(?:sub|under|below|break\w*|need\w*|pass|shot at|goals?|target\w*|aim\w*"
    r"|want\w*|wanna|hop(?:e|ing)|chas\w+|dream\w*|beat|hit|reach|down to"
    r"|trying|finish(?:ing)? in|possible|realistic|could i|can i"
    r"|would i|will i|should i|gonna|going to|says|predict\w*|reckons)\b"
)
_KNOWN: Final = re.compile(
    r"\b(?:ran|run(?= it)|did|done|current\w*|at|pb|pr|best|was|off|from|with an?"
    r"|based on|if i|i'?m at"
    r"|raced?|finished|clocked|got|now|last|took|takes|recent|just)\b"
)
_GOAL_AFTER: Final = re.compile(
    r"^[\s,]*(?:would be (?:the|a|my|nice|great|amazing|ideal|good)|is (?:the|my) (?:goal|dream|aim"
    r"|target)|goal|target|dream|possible|realistic|doable)\b"
)
_FROM_TO: Final = re.compile(
    r"\bfrom (\d{1,2}(?::\d\d)?)(?: ?min\w*)?(?: in \w+)? to "
    r"(\d{1,2}(?::\d\d)?)(?! ?(?:k|km|mi|miles?|kg)\b)"
)
_CAME: Final = re.compile(r"\b(?:went|gone|improved|dropped|came|got|been)\b[^.?!]{0,20}$")
"""What makes "from 26:10 to 24:50" two results, not a result and a goal."""
_BARE_AFTER: Final = re.compile(
    r"^\W*(?:(?:pb|pr|best|time|race|is|was|in|takes?|took|me|now|currently|at|of|off|about"
    r"|around|roughly|done|today|yesterday|yday|flat|just)\W+)*(\d{2})\b"
    r"(?![:.\d]|\s?(?:k|km|kms|m|mi|miles?|weeks?|wks?|days?|months?|%|reps?|sets?|kgs?|lbs?|x"
    r"|min\w*|s|sec\w*|bpm|years?|yo|h|hrs?|hours?|runs?|times)\b)"
)
_BARE_BEFORE: Final = re.compile(r"(?<![\d:.,])(?<!sub )(?<!sub-)(?<!under )(\d{2}) $")
_CLAUSE: Final = 30
"""Characters that a comma counts for. Source: own choice, a clause."""
_WINDOW: Final = 28
"""Characters before a time in which a word tells what it is. Source: own choice, a clause."""
_FASTEST: Final = 130
_SLOWEST: Final = 900
"""Seconds a kilometre between which a time over a distance is a run's. Source: world records of
World Athletics in 2024 with a margin; 15 min/km is a walk."""
_WEEKS: Final = re.compile(
    r"\b(\d{1,2}|(?<=in )a|a(?= week (?:out|to go|left|away))|one"
    r"|two|three|four|five|six|seven|eight|nine|ten|twelve)[- ]?(weeks?|wks?"
    r"|months?)\b"
)
_NOT_AHEAD: Final = re.compile(
    r"^[- ]*(?:ago|off|back|apart|(?:of|with|without) |now\b|running\b|since|in a row|straight|sick"
    r"|ill|injur\w+|late\b)|^.{0,12}\b(?:already|behind me)\b"
)
_BEHIND: Final = re.compile(
    r"(?:\b(?:missed|lost|last|past|for the|every|took|cost me|first|of the last|skipped|had"
    r"|after|since|week)\W+(?:\w+\W+)?)$"
)
_NUMBERS: Final = {
    name: at
    for at, name in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
} | {"a": 1, "twelve": 12}
_WEEKS_A_MONTH: Final = 4
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                  "dec")  # fmt: skip
_BY_MONTH: Final = re.compile(
    r"\b(?:in|by|next|till|until|for|end of|mid|early|late|this|before) "
    r"(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:uary|ruary|ch|il|e|y|ust|t(?:ember)?"
    r"|ober|ember)?\b"
)
_FEASTS: Final = (
    (r"\b(?:xmas|christmas)\b", 12, 25), (r"\bnew year\w*\b", 1, 1), (r"\beaster\b", 4, 5),
    (r"\b(?:in|by|this|next) (?:the )?spring\b", 4, 15),
    (r"\b(?:in|by|this|next) (?:the )?summer\b", 7, 1),
    (r"\b(?:in|by|this|next) (?:the )?(?:autumn|fall)\b", 10, 1),
)  # fmt: skip
"""Days a race is taken to be on. Source: own choice, the middle of the time named."""
_SOON: Final = re.compile(
    r"\b(?:race week|this (?:sat|sun)\w*|(?:on|next|race|half|marathon|10k|5k) (?:sat|sun)\w*"
    r"|(?:race|marathon|half|10k|5k|it|it'?s|is) (?:is )?next week(?:end)?|this weekend|tomorrow"
    r"|tmrw?|tmw|in (?:\d|a few) days|days? (?:out|to go|before))\b"
)
_DONE_BEFORE: Final = re.compile(r"\b(?:ran|did|raced|was|had|on my|since)\b[^.?!,]{0,30}$")
_FAR_AHEAD: Final = 365 - 70
"""A day this far ahead is taken for the one just past. Source: own choice."""
_LONG_M: Final = 20_000
"""From here on a bare number is hours. Source: own choice, half marathon and beyond."""
LOOKED_BACK: Final = 6
"""Earlier messages in which a result or a race still counts. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Running:
    """What one message, or a thread, says of running."""

    known: dict[str, Any] = field(default_factory=dict[str, Any])
    """Arguments `distance`, `distance_unit` and `time` of a result; empty if none is told."""
    goal: str = ""
    """Time wanted."""
    target: Length | None = None
    """Race to come, or asked about."""
    weeks: int | None = None
    """Weeks until it."""
    week_distance: int | float | None = None
    week_unit: str = ""


def weekly_in(plain: str) -> tuple[Decimal, str, int, int] | None:
    """Return the distance of a usual week with its unit and place."""
    for found in _A_WEEK.finditer(plain):
        groups = [(found[at], found[at + 1]) for at in (1, 3, 5, 7)]
        value, unit = next(pair for pair in groups if pair[0])
        if unit is None and not re.search(r"\b(?:km|kms|mileage|miles|run\w*)\b", plain):
            continue
        if unit is None and found[1] and re.match(r"\d+ (?:a|per|each|every|week)", found[0]):
            continue
        named = "mi" if unit and unit.startswith("mi") else "km"
        return Decimal(value.replace(",", ".")), named, found.start(), found.end()
    return None


def races_in(plain: str) -> list[Length]:
    """Return the distances of a folded message without those of a usual week."""
    week = weekly_in(plain)
    found = lengths_in(plain)
    if week is None:
        return found
    return [each for each in found if each.end <= week[2] or each.start >= week[3]]


_HABIT: Final = re.compile(
    r"\b(?:mon|tue|wed|thu|fri|sat|sun)\w*\b[^.?!\d]{0,25}\b(?:and|&|\+|n|,) (?:a |the )?parkrun\b"
)
"""A parkrun among the days of a usual week is no race to come."""


def said_of(plain: str, today: date) -> Running:
    """Return what one folded message says of running."""
    plain = _HABIT.sub(lambda match: " " * len(match[0]), plain)
    lengths = races_in(plain)
    week = weekly_in(plain)
    known: dict[str, Any] = {}
    goal, result, aimed = "", None, None
    for time, length, wanted in _weighed(plain, list(_pairs(plain, lengths))):
        if wanted and not goal:
            goal, aimed = time.text, length
        elif not wanted and not known and length is not None:
            known, result = length.args | {"time": time.text}, length
    others = [each for each in lengths if each is not result and each is not aimed]
    target = aimed or max(others, key=_metres, default=None)
    if goal and others and aimed is result:
        target = max(others, key=_metres)
    return Running(
        known=known,
        goal=goal,
        target=target,
        weeks=weeks_ahead(plain, today),
        week_distance=None if week is None else json_number(week[0]),
        week_unit="" if week is None else week[1],
    )


_STOOD_ON: Final = re.compile(r"\b(?:off|from|with|w/|based on|given|on) (?:an? |my )?$")
_SPLITS: Final = re.compile(r"\b(?:splits?|pacing|pace band|race plan|even pace)\b")
_DONE: Final = re.compile(r"\b(?:ran|did|done|pb|pr|best|was|finished|raced|just)\b")
_DOUBTS: Final = re.compile(r"\b(?:ambitious|realistic|possible|doable|reach|right|believ\w+)\b")


def _weighed(
    plain: str, pairs: list[tuple[Said, Length | None, bool]]
) -> list[tuple[Said, Length | None, bool]]:
    """Take the other of two times for a goal where one is what it stands on: "3:15 off a 1:36"."""
    known = [pair for pair in pairs if not pair[2]]
    if len(pairs) == 1 and _SPLITS.search(plain) and not _DONE.search(plain):
        return [(time, length, True) for time, length, _ in pairs]
    if len(known) != 2 or not _DOUBTS.search(plain):
        return pairs
    ground = [pair for pair in known if _STOOD_ON.search(plain[: pair[0].start])]
    if len(ground) != 1:
        return pairs
    return [(t, length, wanted or (t, length, wanted) not in ground) for t, length, wanted in pairs]


def _metres(length: Length) -> Decimal:
    return length.value * {"km": 1000, "mi": 1609, "m": 1, "yd": 1}[length.unit]


def _pairs(plain: str, lengths: list[Length]) -> Iterator[tuple[Said, Length | None, bool]]:
    """Yield each time with the distance it belongs to, and whether it is only wanted."""
    if span := _FROM_TO.search(plain):
        length = lengths[0] if lengths else None
        if _CAME.search(plain[: span.start()]):
            yield Said(_minutes(span[2]), span.start(2), span.end(2)), length, False
            return
        yield Said(_minutes(span[1]), span.start(1), span.end(1)), length, False
        yield Said(_minutes(span[2]), span.start(2), span.end(2)), length, True
        return
    times = [each for each in times_in(plain) if not _is_a_span(plain, each)]
    times += _bare(plain, lengths, times)
    taken: list[Length] = []
    for time in sorted(times, key=lambda each: each.start):
        wanted = _is_wanted(plain, time)
        fitting = [each for each in lengths if _is_run(time, each)]
        free = [each for each in fitting if wanted or each not in taken] or fitting
        length = min(free, key=lambda each: _apart(plain, each, time), default=None)
        if length is None and not wanted:
            continue
        if length is not None and not wanted:
            taken.append(length)
        yield time, length, wanted


def _minutes(text: str) -> str:
    return text if ":" in text else f"{text} min"


def _is_a_span(plain: str, time: Said) -> bool:
    """Tell whether "5 hours" is a span of training, not the time of a race."""
    after = plain[time.end : time.end + 14]
    return (
        re.match(r"\s*(?:a|per|each|every|/)\s?(?:week|wk|day)|\s*(?:apart|before|later)", after)
        is not None
    )


def _bare(plain: str, lengths: list[Length], times: list[Said]) -> list[Said]:
    """Return the minutes that stand beside a distance without a unit: "10k pb 51", "a 56 10k"."""
    found: list[Said] = []
    for length in lengths:
        after = _BARE_AFTER.match(plain[length.end :])
        if after is not None:
            start = length.end + after.start(1)
            found.append(Said(f"{after[1]} min", start, start + 2))
        elif before := _BARE_BEFORE.search(plain[: length.start]):
            found.append(Said(f"{before[1]} min", before.start(1), before.end(1)))
    return [
        each
        for each in found
        if not any(t.start <= each.end and each.start <= t.end for t in times)
        and any(_is_run(each, length) for length in lengths)
    ]


def minutes_beside(plain: str) -> str:
    """Return the time that stands beside a distance without a unit: "10k done, 54"."""
    found = _bare(plain, lengths_in(plain), times_in(plain))
    return found[0].text if found else ""


def _is_run(time: Said, length: Length) -> bool:
    """Tell whether anybody runs a distance in a time."""
    km = float(_metres(length)) / 1000
    seconds = seconds_in(time.text, fastest_s=_FASTEST * km)
    return seconds is not None and _FASTEST <= seconds / km <= _SLOWEST


def _is_wanted(plain: str, time: Said) -> bool:
    if _GOAL_AFTER.match(plain[time.end :]):
        return True
    before = plain[max(0, time.start - _WINDOW) : time.start]
    before = re.split(r"[.?!,;]\s", before)[-1]
    wanted = [found.end() for found in _GOAL.finditer(before)]
    known = [found.end() for found in _KNOWN.finditer(before)]
    if wanted and (not known or max(wanted) >= max(known)):
        return re.search(r"\bif i (?:can|could|ran|run)\b", before) is None
    return False


def _apart(plain: str, length: Length, time: Said) -> int:
    """Return the characters between a distance and a time; another clause counts as far."""
    first, last = sorted(((length.start, length.end), (time.start, time.end)))
    between = plain[first[1] : last[0]]
    return len(between) + (_CLAUSE if re.search(r"[,.;?!]", between) else 0)


def weeks_ahead(plain: str, today: date) -> int | None:
    """Return the weeks until the race that a folded message names; None if it names none."""
    week = weekly_in(plain)
    for found in _WEEKS.finditer(plain):
        if week is not None and week[2] <= found.start() < week[3]:
            continue
        after, before = plain[found.end() :], plain[: found.start()]
        if _NOT_AHEAD.match(after) or _BEHIND.search(before):
            continue
        amount = _NUMBERS.get(found[1]) or int(found[1])
        weeks = amount * (_WEEKS_A_MONTH if found[2].startswith("m") else 1)
        if 1 <= weeks <= 52:
            return weeks
    named = _day_ahead(plain, today)
    if named is not None:
        return min(52, max(1, -(-(named - today).days // 7)))
    return 1 if _SOON.search(plain) else None


def _day_ahead(plain: str, today: date) -> date | None:
    if today == date.min:
        return None
    for mention in measures_in(plain).dates:
        if _DONE_BEFORE.search(plain[: mention.start]):
            continue
        if mention.year is not None:
            named = _on(mention.year, mention.month, mention.day)
            return named if named is not None and named > today else None
        ahead = _next(mention.month, mention.day, today)
        return None if ahead is None or _just_past(ahead, today) else ahead
    month = _BY_MONTH.search(plain)
    if month is not None and not _DONE_BEFORE.search(plain[: month.start()]):
        return _next(_MONTHS.index(month[1]) + 1, 15, today)
    feast = next((f for f in _FEASTS if re.search(f[0], plain)), None)
    return None if feast is None else _next(feast[1], feast[2], today)


def _on(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar; None where it has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _just_past(ahead: date, today: date) -> bool:
    """Tell whether a day without a year is rather the last one of its kind: "10k on 4 oct"."""
    return (ahead - today).days > _FAR_AHEAD


def _next(month: int, day: int, today: date) -> date | None:
    """Return the next such day after today; None where the calendar has none."""
    try:
        this_year = date(today.year, month, day)
        return this_year if this_year > today else date(today.year + 1, month, day)
    except ValueError:
        return None


def told_in(heard: Heard) -> Running:
    """Return what this message says of running, and what it leaves out from the ones before."""
    own = said_of(heard.plain, heard.today)
    known, target, weeks, goal = own.known, own.target, own.weeks, own.goal
    distance, unit = own.week_distance, own.week_unit
    for text in list(reversed(heard.earlier))[:LOOKED_BACK]:
        past = said_of(folded(text), heard.today)
        known = known or past.known
        if target is None or (own.goal == "" and not goal and _same(target, past.target)):
            goal = goal or past.goal
        target, weeks = target or past.target, weeks or past.weeks
        if distance is None:
            distance, unit = past.week_distance, past.week_unit
    return Running(known, _in_hours(goal, target), target, weeks, distance, unit)


def _in_hours(goal: str, target: Length | None) -> str:
    """Return "sub 4" of a marathon spoken of before as hours, not minutes."""
    bare = re.fullmatch(r"(\d) min", goal)
    long = target is not None and _metres(target) >= _LONG_M
    return f"{bare[1]} h" if bare and long else goal


def _same(one: Length | None, other: Length | None) -> bool:
    return one is not None and other is not None and one.args == other.args


def pace_before(heard: Heard) -> dict[str, Any]:
    """Return the pace or speed of this message, else of the coach's newest reply, as arguments."""
    for plain in (heard.plain, folded(heard.replied)):
        pace, speed = pace_in(plain), speed_in(plain)
        if speed is not None and (pace is None or plain.find(speed[0]) < pace.start):
            return {"pace": speed[0], "given": speed[1]}
        if pace is not None:
            return {"pace": pace.text, "given": "min/km" if pace.unit == "km" else "min/mile"}
    return {}
