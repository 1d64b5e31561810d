"""Reads a report of training: its lifts, the sets of each, the day, and what is unclear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from agents.builtin.said_days import past_day_in
from agents.builtin.said_sets import sets_told
from agents.builtin.set_words import plain_report
from agents.builtin.slots import SaidSet, exercise_spans, spelt
from coach.safety.rules.text import folded

Unclear = Literal["", "load", "sets", "failed"]


@dataclass(frozen=True, slots=True)
class SaidLift:
    """What a message tells of one lift."""

    exercise: str | None
    sets: tuple[SaidSet, ...] = ()
    same_as_last: bool = False
    again: bool = False
    unclear: Unclear = ""
    """What has to be asked before anything is stored."""


@dataclass(frozen=True, slots=True)
class SaidWork:
    """What a message tells of a session."""

    lifts: tuple[SaidLift, ...]
    day: date | None = None
    """None: today."""

    @property
    def unclear(self) -> SaidLift | None:
        """The first lift that something has to be asked of."""
        return next((lift for lift in self.lifts if lift.unclear), None)


_SEPARATOR = re.compile(
    r"\n|;|\.(?=\s|$)|,(?=\s)|\bthen\b|\band\b|\s\+\s(?!\d)|\bplus\b|\bfollowed by\b|\binto\b|&"
    r"|\bsuper ?setted?(?: with)?\b|\bsuperset(?: with)?\b|/(?=\s?[a-z])"
)
_SAME = re.compile(
    r"\b(?:same|exact same|same thing|same (?:weights?|sets?|numbers?|load)?) ?(?:as|like) "
    r"(?:last|the last|my last|previous|before)\b|\brepeated (?:last|the last)\b"
)
_AGAIN = re.compile(r"\b(?:another|one more|again|more sets?|extra|also did|and then another)\b")
_FAILED = re.compile(
    r"\b(?:failed|missed|couldn'?t (?:get|lock|finish)|didn'?t (?:get|finish|make))\b"
    r"(?: \w+){0,3} (?:last|final|rep|reps|one|set)\b"
)
_UNLOADED = re.compile(
    r"pull[- ]?ups?|chin[- ]?ups?|push[- ]?ups?|dips?|sit[- ]?ups?|muscle[- ]?ups?|planks?|burpees?"
    r"|crunch|lunge|step[- ]?up|body ?weight|nordic|bridge|raise|extension|air squat|box jump"
    r"|band(?:ed)? |clams?|pistol|inverted row|back extension|split squat"
)
_BODY_WEIGHT = re.compile(r"\b(?:body ?weight|bw|no weight|unweighted|no added weight)\b")
_DID_REPS = re.compile(r"(?<![\d.,x])(\d{1,3})\s+(?:strict |more |full )?$")


def work_in(text: str, today: date) -> SaidWork:
    """Return the lifts and sets that a message tells, in order.

    Args:
        text: The message as written.
        today: The athlete's calendar day, which "yesterday" counts from.
    """
    plain = folded(spelt(text))
    spans = exercise_spans(text)
    day = past_day_in(plain, today)
    shared = _ALL_AT.search(plain)
    if shared and len(spans) > 1:
        rest = work_in(text[: -len(shared[0])], today)
        return replace(rest, lifts=tuple(_at(lift, shared) for lift in rest.lifts), day=day)
    if not spans:
        return SaidWork((_lift(None, plain),), day)
    lifts: dict[str, SaidLift] = {}
    for name, piece in _pieces(plain, spans):
        lift = _lift(name, piece)
        known = lifts.get(name)
        lifts[name] = lift if known is None else _joined(known, lift)
    return SaidWork(_counted_sets(tuple(lifts.values())), day)


_ALL_AT = re.compile(
    r",? (?:all|both)(?: of (?:them|it))? (?:with|at|on|using)(?: the| my)? "
    r"(\d{1,3}(?:[.,]\d{1,2})?) ?(?:(kgs?|kilos?|lbs?|pounds?)|s)?\W*$"
)
"""One load for every lift of a message: "all with the 12s"."""


def _at(lift: SaidLift, shared: re.Match[str]) -> SaidLift:
    load = Decimal(shared[1].replace(",", "."))
    unit = None if not shared[2] else "kg" if shared[2].startswith("k") else "lb"
    sets = tuple(
        one if one.load is not None or one.plates else replace(one, load=load, unit=unit)
        for one in lift.sets
    )
    return replace(lift, sets=sets, unclear="" if lift.unclear == "load" else lift.unclear)


def _counted_sets(lifts: tuple[SaidLift, ...]) -> tuple[SaidLift, ...]:
    """Return the lifts; where one does not tell its sets they are as many as those before it."""
    done: list[SaidLift] = []
    for lift in lifts:
        before = sum(one.sets for one in done[-1].sets) if done else 0
        told = tuple(replace(one, sets=one.sets or before) for one in lift.sets)
        open_ = any(not one.sets for one in told)
        done.append(replace(lift, sets=told, unclear="sets" if open_ else lift.unclear))
    return tuple(done)


def _pieces(plain: str, spans: Sequence[tuple[str, int, int]]) -> list[tuple[str, str]]:
    """Cut a message into one piece for each lift named, at the last separator before it."""
    cuts = [0]
    for (_, _, end), (_, start, _) in pairwise(spans):
        separators = list(_SEPARATOR.finditer(plain, end, start))
        cuts.append(separators[-1].end() if separators else start)
    cuts.append(len(plain))
    return [(span[0], plain[cuts[i] : cuts[i + 1]]) for i, span in enumerate(spans)]


def _lift(name: str | None, piece: str) -> SaidLift:
    held = _held(name, piece)
    if held:
        return SaidLift(name, held, again=bool(_AGAIN.search(piece)))
    report = plain_report(piece)
    sets = sets_told(report)
    apart = _SETS_APART.search(report)
    if apart and len(sets) == 1 and sets[0].sets == 1:
        sets = (replace(sets[0], sets=int(apart[1])),)
    if name is not None and not sets:
        counted = _counted(name, report)
        sets = (SaidSet(1, counted),) if counted else ()
    if not sets and (all_of := _ALL_OF.search(piece)):
        sets = _as_many(all_of)
    same = bool(_SAME.search(piece)) and not sets
    unclear: Unclear = ""
    if not sets and not same:
        unclear = "sets"
    elif any(one.load is None and not one.plates for one in sets) and not _may_be_bare(name, piece):
        unclear = "load"
    elif _FAILED.search(piece) and len({one.reps for one in sets}) == 1:
        unclear = "failed"
    return SaidLift(name, sets, same, bool(_AGAIN.search(piece)), unclear)


_TIMED = re.compile(
    r"\bplanks?\b|\bhangs?\b|\bwall sits?\b|\bl[- ]?sits?\b|\bhollow holds?\b|\bhold\b"
)
_HOLD = re.compile(
    r"\b(\d{1,2}):(\d\d)\b|\b(\d{1,2}) ?min(?:ute)?s?(?: ?(\d{1,2}) ?(?:s|secs?|seconds?))?\b"
    r"|\b(\d{1,3}) ?(?:s|secs?|seconds?)\b"
)
_TIMES_OF = re.compile(r"\b(\d{1,2}) ?(?:x|times|sets? of|rounds? of) ?$")
_TIMES_AFTER = re.compile(r"^ ?(?:x ?(\d)\b|(twice)|(?:for )?(\d) (?:sets|times|rounds))")


def _held(name: str | None, piece: str) -> tuple[SaidSet, ...]:
    """Return the sets of "plank 60s 60s 45s" or "wall sit 90s twice"; none of a counted lift."""
    if name is None or not (_TIMED.search(name.casefold()) or _TIMED.search(piece)):
        return ()
    sets: list[SaidSet] = []
    for match in _HOLD.finditer(piece):
        clock, rest, minutes, more, bare = match.groups()
        seconds = int(bare) if bare else 60 * int(clock or minutes) + int(rest or more or 0)
        before = _TIMES_OF.search(piece[: match.start()])
        after = _TIMES_AFTER.match(piece[match.end() :])
        times = int(before[1]) if before else 1
        if after and not before:
            times = 2 if after[2] else int(after[1] or after[3])
        sets.append(SaidSet(times, 1, seconds=seconds))
    return tuple(sets)


_ALL_OF = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?) ?(kg|lbs?)? all (?:the )?(\d{1,2})(?:'?s| reps)\b"
)
"""A load and the repetitions of sets whose number is not told: "25 all 5s"."""


def _as_many(found: re.Match[str]) -> tuple[SaidSet, ...]:
    load = Decimal(found[1].replace(",", "."))
    unit = None if not found[2] else "kg" if found[2] == "kg" else "lb"
    return (SaidSet(UNTOLD, int(found[3]), load, unit),)


UNTOLD = 0
"""Stands for a number of sets that was not told."""
_SETS_APART = re.compile(
    r"(?<![\d.,x])([2-9]|10) (?:work(?:ing)? |hard |more |extra )?sets?\b(?! ?(?:of|x|at|@)? ?\d)"
)
"""How many sets, told apart from load and repetitions: "2 sets of rows, 60 kg for 10"."""


def _counted(name: str, report: str) -> int:
    """Return the repetitions of "did 20 push-ups"; 0 if none are told."""
    at = report.find(name.casefold())
    match = _DID_REPS.search(report[:at]) if at > 0 and _UNLOADED.search(name.casefold()) else None
    return int(match[1]) if match else 0


def _may_be_bare(name: str | None, piece: str) -> bool:
    """Tell whether sets of a lift make sense without a load."""
    return name is None or bool(_UNLOADED.search(name.casefold()) or _BODY_WEIGHT.search(piece))


def of_lift(lift: SaidLift, name: str) -> SaidLift:
    """Return sets told without a lift as those of `name`; a load that is missing is asked for."""
    bare = any(one.load is None and not one.plates for one in lift.sets)
    unclear = "load" if bare and not _UNLOADED.search(name.casefold()) else lift.unclear
    return replace(lift, exercise=name, unclear=unclear)


def _joined(one: SaidLift, other: SaidLift) -> SaidLift:
    """Return one lift of two places of a message that name it."""
    if not other.sets:
        return one
    if not one.sets:
        return other
    return SaidLift(one.exercise, (*one.sets, *other.sets), again=one.again or other.again)
