"""Finds the wishes in the pieces of one message: which begin a wish, and which belong to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from agents.builtin.choosing import ASKS, Choice, label_of
from agents.builtin.parts import Clause, joined_of
from agents.builtin.skill import Ask
from agents.builtin.skills.small_talk import SMALL
from agents.builtin.wants import Intent
from coach.safety.rules.text import folded

Read = Callable[[str, str, Ask | None], Choice | None]
"""Returns the choice for a text, given what stands before it and the wish told before it."""
LEAST_OF_CLAUSE: Final = 0.75
"""Chance of a wish that begins at a comma or a joining word. Source: measured 2026-11 on mixed
messages and on utterances of one wish, as are the next ones."""
LEAST_OF_REPORT: Final = 0.5
"""Chance of a report that a rule reads, whatever its message looks like: what is told and not
stored is lost. Source: own choice."""
LEAST_BY_RULE: Final = 0.05
"""Chance, in the piece or in its message, of a wish that a rule reads."""
LEAST_IN_WHOLE: Final = 0.01
"""Chance in its whole message below which a piece that no rule reads wants nothing of its own."""
LIKELY: Final = 0.9
CERTAIN: Final = 0.97
"""Chance of a piece from which it is a wish whatever the message as a whole looks like."""
IN_BOTH: Final = 0.03
"""Chance in the whole message that goes with a likely piece."""
WIDEST: Final = 3
"""Pieces of a sentence read together where the first alone has no wish. Source: own choice."""
SURE_OF_WHOLE: Final = 0.9
"""Chance from which a wish of the whole message that no piece shows is all that it wants."""
_POINTS_BACK: Final = re.compile(
    r"^(?:please |pls |plz |can you |could you )*(?:note|log|save|store|record|remember|write|add"
    r"|put|track)(?: (?:it|that|this|them|these|those|both|all|down|in|for me|please|pls|plz|too"
    r"|as well))+\W*$|^(?:please|pls|plz|lol|haha|idk|help|any ideas|thoughts)\W*$"
)
"""A piece that wants nothing of its own: "note it" means what was said before."""
_LONG_AGO: Final = re.compile(
    r"^(?:i |we |my \w+ )?(?:was (?:at|on|doing|lifting|up to)|used to|had been|once)\b"
)
"""A piece that tells how it was, which is no session to store."""
_LOGGED: Final = frozenset({"training_log", "log_cardio", "log_meal", "weight_trend"})
_NOT_ALONE: Final = frozenset({*SMALL, Intent.LANGUAGE.value, Intent.UNCLEAR.value})
_FOR_ITSELF: Final = frozenset(
    {
        *("weight_trend", "training_load", "food_ideas", "programme_build", "targets"),
        *("race_prediction", "race_fuelling", "recovery"),
    }
)
"""What another wish often answers along, yet is answered by itself where it is certain."""
_ONLY_ASKED: Final = frozenset({"training_load", "next_load", "exercise_swap"})
"""What a report of sets answers along, unless the message asks for it."""
_TAKES_ALL: Final = "onboarding"
"""A first conversation stores whatever is told in it."""


@dataclass(slots=True)
class Wish:
    """One wish of a message with the pieces that tell it, as written."""

    ask: Ask
    chance: float
    in_whole: float = 0.0
    pieces: list[str] = field(default_factory=list[str])


def is_small(ask: Ask) -> bool:
    """Tell whether a wish is not answered on its own beside another."""
    return ask.name in _NOT_ALONE


def wishes_in(
    clauses: Sequence[Clause], read: Read, whole: Mapping[str, float]
) -> tuple[Wish, ...]:
    """Return the wishes of a message in order; none where it has to be read as one.

    A piece without a wish of its own belongs to the wish before it; pieces that stand before all
    wishes may mean something together, else they belong to what follows.

    Args:
        clauses: The pieces of the message.
        read: How a piece, or several, are read.
        whole: The chance of each label for the message as a whole.
    """
    wishes: dict[str, Wish] = {}
    current: Wish | None = None
    waiting: list[Clause] = []
    at = 0
    while at < len(clauses):
        found, width = _from(clauses, at, read, current, whole)
        here = clauses[at : at + width]
        at += width
        if found is None and current is not None and _POINTS_BACK.match(folded(here[0].text)):
            continue
        if found is None and current is not None and not waiting:
            current.pieces.extend(each.raw for each in here)
        elif found is None:
            waiting.extend(here)
        else:
            told = _told(waiting, read)
            if told is not None and told.ask.name != found.ask.name:
                _add(wishes, told, waiting)
                waiting = []
            current = _add(wishes, found, [*waiting, *here])
            waiting = []
    likeliest = max(whole, key=lambda label: whole[label])
    shown = {label_of(wish.ask) for wish in wishes.values()}
    if whole[likeliest] >= SURE_OF_WHOLE and likeliest not in shown:
        return ()
    return tuple(w for w in wishes.values() if not _is_covered(w, wishes.values()))


def _add(wishes: dict[str, Wish], found: Wish, clauses: Sequence[Clause]) -> Wish:
    wish = wishes.setdefault(found.ask.name, found)
    wish.pieces.extend(clause.raw for clause in clauses)
    wish.chance = max(wish.chance, found.chance)
    return wish


def _from(
    clauses: Sequence[Clause],
    at: int,
    read: Read,
    current: Wish | None,
    whole: Mapping[str, float],
) -> tuple[Wish | None, int]:
    """Return the wish that begins with a piece, and how many pieces it takes to hear it.

    "rows today - up?" is none in its pieces and one as a sentence.
    """
    first, rest = clauses[at], clauses[at:]
    behind = " ".join(each.raw for each in clauses[:at])
    before = None if current is None else current.ask
    for width in range(1, WIDEST + 1):
        if width > len(rest) or (width > 1 and rest[width - 1].sure):
            break
        text = first.text if width == 1 else joined_of([each.raw for each in rest[:width]])
        found = _own(first._replace(text=text), read(text, behind, before), whole)
        if found is not None:
            return found, width
    return None, 1


def _own(clause: Clause, choice: Choice | None, whole: Mapping[str, float]) -> Wish | None:
    """Return the wish that begins with a piece; None where it adds to another."""
    found = _wish_of(choice)
    if found is None or choice is None or _POINTS_BACK.match(folded(clause.text)):
        return None
    if choice.label in _LOGGED and _LONG_AGO.match(folded(clause.text)):
        return None
    in_whole = found.in_whole = whole.get(choice.label, 0.0)
    by_itself = LEAST_OF_CLAUSE if clause.sure else CERTAIN
    if choice.label in _LOGGED:
        by_itself = LEAST_OF_REPORT
    if in_whole < LEAST_IN_WHOLE and not (choice.by_rule and choice.chance >= by_itself):
        return None
    if choice.by_rule:
        return found if max(choice.chance, in_whole) >= LEAST_BY_RULE else None
    return found if clause.sure or choice.chance >= LEAST_OF_CLAUSE else None


def _told(waiting: Sequence[Clause], read: Read) -> Wish | None:
    """Return the wish of several pieces that have none one by one."""
    if len(waiting) < 2:
        return None
    return _wish_of(read(joined_of([each.raw for each in waiting]), "", None))


def _wish_of(choice: Choice | None) -> Wish | None:
    if choice is None or choice.ask is None or is_small(choice.ask):
        return None
    return Wish(choice.ask, choice.chance)


def _is_covered(wish: Wish, wishes: Iterable[Wish]) -> bool:
    """Tell whether another wish of the message answers this one as well."""
    name = wish.ask.name
    by = [other for other in wishes if other is not wish and name in other.ask.covers]
    if name in _ONLY_ASKED:
        reports = [other for other in by if label_of(other.ask) == "training_log"]
        if reports and not ASKS.search(folded(wish.ask.text)):
            return True
        by = [other for other in by if other not in reports]
    if any(other.ask.name.startswith(_TAKES_ALL) for other in by):
        return True
    sure = wish.chance >= CERTAIN or (wish.chance >= LIKELY and wish.in_whole >= IN_BOTH)
    return bool(by) and not (sure and name in _FOR_ITSELF)
