"""Puts right, or takes out, sets that are in the log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

from agents.builtin.answer import CONFIRM
from agents.builtin.json_values import json_number, without_none
from agents.builtin.said_days import past_day_in
from agents.builtin.skill import Ask, Call, Found, Heard, Skill
from agents.builtin.skills.training_log import NOT_STORED, Report
from agents.builtin.slots import exercises_in
from agents.builtin.wording import counted, day, listed, lower, paragraph, reply, sets_of
from coach.safety.rules.text import folded
from tools.results.training import SetsChanged

Which = Literal["all", "last", "first", "second", "third", "fourth", "fifth"]


@dataclass(frozen=True, slots=True)
class Correction:
    """What of the log an athlete says is wrong."""

    exercise: str | None
    delete: bool = False
    whole: bool = False
    count: int | None = None
    day: date | None = None
    new_day: date | None = None
    which: Which = "all"
    load: Decimal | None = None
    was_load: Decimal | None = None
    unit: str | None = None
    reps: int | None = None
    was_reps: int | None = None
    rpe: Decimal | None = None
    new_exercise: str | None = None
    right_unit: str | None = None
    """The numbers were right, in this unit."""
    reps_each: tuple[int, ...] = ()
    """The right repetitions of every set."""
    sets_total: int | None = None

    @property
    def says_something(self) -> bool:
        """Whether a right value was told."""
        told = (self.load, self.reps, self.rpe, self.new_exercise, self.new_day, self.right_unit,
                self.sets_total)  # fmt: skip
        return bool(self.reps_each) or any(value is not None for value in told)


_DROP = re.compile(
    r"\b(?:delete|remove|scrap|scratch|undo|discard|erase|drop|wipe|take (?:it|that|them|those)"
    r" (?:out|off)|get rid of)\b"
)
_OF_THE_LOG = re.compile(
    r"\b(?:sets?|workouts?|sessions?|reps|log(?:ged)?|entry|entries|yesterday|today|last one"
    r"|that|it|those|them)\b"
)
_NOT_THE_LOG = re.compile(
    r"\b(?:memor\w+|account|data|profile|note|programme|program|plan|meal|breakfast|lunch|dinner"
    r"|food|snack|weigh\w*|run|video|clip|from my (?:plan|programme)|exercise)\b"
)
_WHOLE = re.compile(
    r"\b(?:all|whole|entire|every|session|workout)\b|\b(?:yesterday|today|monday|tuesday|wednesday"
    r"|thursday|friday|saturday|sunday)'?s\b"
)
_LAST_FEW = re.compile(r"\blast (\d|two|three|four|five)\b(?: sets?)?|\b(\d|two|three) sets\b")
_COUNTS: Final = {"two": 2, "three": 3, "four": 4, "five": 5}
_WRONG = re.compile(
    r"\b(?:no|nope|wait|sorry|oops|actually|correction|correct (?:that|it)|my bad|mistake|typo"
    r"|wrong|meant|i mean|should (?:be|have been|say)|fix (?:that|it)|change (?:that|it|the)"
    r"|edit|update|it was|that was|was actually|were actually|not)\b"
    r"|^(?:the |my )?(?:last|first|final) (?:set|one) was\b"
    r"|^(?:the |my )?[a-z -]{3,30} (?:was|were) (?:only )?\d{1,3}(?:[.,]\d{1,2})?(?:s|kg|lbs?)?\W*$"
)
_N = r"(\d{1,4}(?:[.,]\d{1,3})?)"
_U = r"\s?(kgs?|kilos?|lbs?|pounds?)?"
_REPS = r"\s?(?:reps?|repetitions?)"
_LOAD_NOT = re.compile(rf"{_N}{_U},?\s?(?:and )?not\s{_N}{_U}(?!{_REPS})\b")
_NOT_LOAD = re.compile(rf"\bnot\s{_N}{_U}\s?(?:but|,|it was|that was)\s?{_N}{_U}(?!{_REPS})\b")
_FROM_TO = re.compile(rf"\bfrom\s{_N}{_U}\s?(?:to|->)\s?{_N}{_U}\b")
_REPS_NOT = re.compile(rf"(\d{{1,3}}){_REPS}?,?\s?not\s(\d{{1,3}})(?:{_REPS})?\b")
_REPS_ONLY = re.compile(rf"\b(\d{{1,3}}){_REPS}\b|\b(?:got|did|made) (?:only )?(\d{{1,2}})\b")
_RPE = re.compile(r"\brpe\s?(?:was )?(\d{1,2}(?:[.,]5)?)|@\s?(10|[5-9](?:[.,]5)?)\b")
_LOAD_ONLY = re.compile(rf"{_N}\s?(kgs?|kilos?|lbs?|pounds?)\b")
_BARE = re.compile(rf"\b(?:was|were|meant|be|say|mean)\s(?:actually |only |really )?{_N}\b(?!\s?x)")
_WHICH = re.compile(r"\b(last|first|final|second|third|fourth|fifth)\b(?! week)|\bset ([1-5])\b")
_NOT_LIFT = re.compile(r"\bnot\b|\binstead of\b|\brather than\b")
_DAY_WRONG = re.compile(r"\b(?:it|that|this|they|those)\b.{0,20}\b(?:was|were)\b")


def read(heard: Heard) -> Correction | None:
    """Return what of the log is said to be wrong; None if nothing is."""
    plain = heard.plain
    if heard.text.rstrip().endswith("?") or _NOT_THE_LOG.search(plain):
        return None
    if NOT_STORED.search(folded(heard.whole)):
        return None
    if _DROP.search(plain):
        return _deletion(heard)
    return _correction(heard) if _WRONG.search(plain) and _just_logged(heard) else None


_TAKES_BACK = re.compile(
    r"^(?:actually|no|nope|oops|wait|sorry|correction|my bad|hold on)\b.*"
    r"\b(?:was|were|got|did|not)\b"
)


def _just_logged(heard: Heard) -> bool:
    """Tell whether sets are what the athlete and the coach spoke of."""
    before = heard.before.slots if heard.before is not None else None
    if isinstance(before, (Report, Correction)):
        return True
    if _TAKES_BACK.match(heard.plain) and heard.exercise_before() is not None:
        return True
    log = re.search(r"\b(?:logged|log|recorded|wrote)\b", heard.plain)
    return log is not None or "Logged:" in heard.replied


def _deletion(heard: Heard) -> Correction | None:
    plain = heard.plain
    lifts = exercises_in(heard.text)
    sets = re.search(r"\b(?:sets?|workout|session|reps|logged)\b", plain)
    if not (lifts or sets or _just_logged(heard)) or not (_OF_THE_LOG.search(plain) or lifts):
        return None
    few = _LAST_FEW.search(plain)
    count = None
    if few:
        told = few[1] or few[2]
        count = _COUNTS.get(told) or int(told)
    when = past_day_in(plain, heard.today)
    if when is None and re.search(r"\btoday'?s?\b", plain) and heard.today != date.min:
        when = heard.today
    only_last = re.search(r"\b(?:last|that) (?:set|one)\b|\bthe last set\b", plain)
    whole = bool(_WHOLE.search(plain)) or (when is not None and not only_last and count is None)
    plural = bool(lifts) and not only_last and count is None and "set" not in plain
    return Correction(
        lifts[0] if lifts else _lift_before(heard),
        delete=True,
        whole=(whole or plural) and not only_last,
        count=None if whole else count,
        day=when,
    )


_TAKEN_BACK = re.compile(
    r"\b(?:twice|double counted|duplicate|joke|didn'?t happen|never (?:did|happened)|take it back"
    r"|cancel|clear|forget (?:it|that|the)|not? save|(?:wasn'?t|not) me|someone|don'?t save|weird"
    r"|failed rep|shouldn'?t count|(?:was|were|is) (?:a )?warm[- ]?ups?|too many)\b"
)
_DATA_ONLY = re.compile(r"\d")


def default(heard: Heard) -> Correction:
    """Return what of the log a message may want changed; nothing told: the newest sets."""
    plain = heard.plain
    if _DROP.search(plain) or _TAKEN_BACK.search(plain):
        found = _deletion(heard)
        if found is not None:
            return found
        lifts = exercises_in(heard.text)
        when = past_day_in(plain, heard.today)
        return Correction(
            lifts[0] if lifts else _lift_before(heard),
            delete=True,
            whole=when is not None or _WHOLE.search(plain) is not None,
            day=when,
        )
    return _correction(heard) or _loosely(heard)


def _loosely(heard: Heard) -> Correction:
    """Return a correction from bare numbers: "no 95", "8 8 7", "3 reps"."""
    plain = heard.plain
    lifts = exercises_in(heard.text)
    named = lifts[0] if lifts else _lift_before(heard)
    numbers = [_dec(one) for one in re.findall(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,2})?", plain)]
    if not numbers:
        moved = lifts[0] if lifts and _lift_before(heard) not in {None, lifts[0]} else None
        return Correction(_lift_before(heard) if moved else named, new_exercise=moved)
    value, which = numbers[0], _which_in(plain)
    if value >= LEAST_LOAD:
        return Correction(named, which=which, load=value)
    return Correction(named, which="last" if which == "all" else which, reps=int(value))


def _which_in(plain: str) -> Which:
    where = _WHICH.search(plain)
    if where is None:
        return "all"
    if where[2]:
        return _ORDINALS[int(where[2]) - 1]
    return "last" if where[1] in {"last", "final"} else _ORDINALS[_WORDS.index(where[1])]


_WORDS: Final = ("first", "second", "third", "fourth", "fifth")
_ORDINALS: Final[tuple[Which, ...]] = ("first", "second", "third", "fourth", "fifth")
_UNIT_WRONG = re.compile(
    r"\b(kg|kgs|kilos?|lbs?|pounds?)\b,? ?(?:and )?not (?:in )?(?:kg|kgs|kilos?|lbs?|pounds?)\b"
    r"|\b(?:meant|mean|was|were|is|are|should be|supposed to be)(?: (?:all|in|meant to be))* "
    r"(kg|kgs|kilos?|lbs?|pounds?)\b"
)
_REPS_EACH = re.compile(
    r"(?<![\d.,])(\d{1,2}(?:(?: ?[,/] ?| | and | ?- ?)\d{1,2}){1,9})(?![\d.,]|\s?(?:kg|lb|x))"
)
_SETS_TOTAL = re.compile(
    r"\b(\d|one|two|three|four|five|six)"
    r" (?:work(?:ing)? )?sets?\b(?! ?of)|\b(\d) ?(?:x|sets of) ?(\d{1,2})\b"
)
_SET_COUNTS: Final = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def _counts(plain: str) -> dict[str, Any]:
    """Return repetitions told set by set, and how many sets there were."""
    told = re.split(r"\bnot\b", plain)[0] or plain
    if each := _REPS_EACH.search(told):
        reps = tuple(int(one) for one in re.findall(r"\d{1,2}", each[1]))
        if len(reps) >= LEAST_RUN and max(reps) < LEAST_LOAD * 2:
            return {"reps_each": reps}
    total = _SETS_TOTAL.search(told)
    if total is None:
        return {}
    if total[2]:
        return {"sets_total": int(total[2]), "reps": int(total[3])}
    return {"sets_total": _SET_COUNTS.get(total[1]) or int(total[1])}


LEAST_RUN: Final = 2
"""Numbers in a row from which they are the repetitions of each set. Source: own choice."""


def _correction(heard: Heard) -> Correction | None:
    plain = heard.plain
    lifts = exercises_in(heard.text)
    if (unit := _UNIT_WRONG.search(plain)) is not None and not _DATA_ONLY.search(plain):
        right = _unit(unit[1] or unit[2])
        return Correction(lifts[0] if lifts else _lift_before(heard), right_unit=right)
    which = _which_in(plain)
    new_exercise = lifts[0] if lifts and _NOT_LIFT.search(plain) else None
    named = _lift_before(heard) if new_exercise else (lifts[0] if lifts else _lift_before(heard))
    when = past_day_in(plain, heard.today)
    moved = when if _DAY_WRONG.search(plain) and not re.search(r"\d", plain) else None
    values = _values(plain, which)
    found = Correction(named, which=values.pop("which", which), new_exercise=new_exercise,
                       new_day=moved, day=None if moved else when, **values)  # fmt: skip
    return found if found.says_something else None


def _values(plain: str, which: Which) -> dict[str, Any]:
    """Return the right values, and the wrong ones where they were named."""
    found: dict[str, Any] = {}
    if (counts := _counts(plain)) and not _LOAD_NOT.search(plain):
        return counts
    if rpe := _RPE.search(plain):
        found["rpe"] = _dec(rpe[1] or rpe[2])
    pair = _LOAD_NOT.search(plain) or _FROM_TO.search(plain) or _NOT_LOAD.search(plain)
    if pair and not _is_reps(plain, pair):
        right, wrong = (0, 2) if pair.re is _LOAD_NOT else (2, 0)
        groups = pair.groups()
        unit = groups[1] or groups[3]
        return found | {
            "load": _dec(groups[right]), "was_load": _dec(groups[wrong]), "unit": _unit(unit),
        }  # fmt: skip
    if reps := _REPS_NOT.search(plain):
        return found | {"reps": int(reps[1]), "was_reps": int(reps[2])}
    if reps := _REPS_ONLY.search(plain):
        found |= {"reps": int(reps[1] or reps[2]), "which": "last" if which == "all" else which}
    if pair_of := _DUMBBELLS.search(plain):
        return found | {"load": _dec(pair_of[1])}
    if load := _LOAD_ONLY.search(plain):
        found |= {"load": _dec(load[1]), "unit": _unit(load[2])}
    elif not found and (bare := _BARE.search(plain)):
        value = _dec(bare[1])
        found |= {"load": value} if value >= LEAST_LOAD else {"reps": int(value), "which": "last"}
    return found


_DUMBBELLS: Final = re.compile(
    r"\b(?:was|were|meant|be|used|had) (?:actually |only |the )?(\d{1,2}(?:[.,]5)?)s\b"
)
"""Dumbbells called by their mass: "the curls were 12s"."""
LEAST_LOAD: Final = 20
"""From here on a bare number is a load and no count. Source: mass of an empty bar, kg."""


def _is_reps(plain: str, pair: re.Match[str]) -> bool:
    """Tell whether two numbers without a unit are repetitions: both small, or named so."""
    groups = pair.groups()
    if groups[1] or groups[3]:
        return False
    both = (_dec(groups[0]), _dec(groups[2]))
    return max(both) < LEAST_LOAD or bool(re.search(_REPS, plain[pair.start() : pair.end() + 6]))


def _lift_before(heard: Heard) -> str | None:
    before = heard.before
    if isinstance(before, Ask) and isinstance(before.slots, Report) and before.slots.ready:
        return before.slots.ready[-1].exercise
    if isinstance(before, Ask) and isinstance(before.slots, Correction):
        return before.slots.new_exercise or before.slots.exercise
    return heard.exercise_before()


def calls(wish: Correction, found: Found) -> Sequence[Call]:
    """Correct or delete, then look at what it means for the next session."""
    del found
    if not (wish.delete or wish.says_something):
        return ()
    args: dict[str, Any] = {"exercise": wish.exercise, "day": _iso(wish.day)}
    if wish.delete:
        args |= {"whole_session": True if wish.whole else None, "count": wish.count}
        return [Call("delete_sets", without_none(args))]
    if wish.reps_each:
        args["reps_each"] = list(wish.reps_each)
    args |= {
        "right_unit": wish.right_unit,
        "sets_total": wish.sets_total,
        "which": None if wish.which == "all" else wish.which,
        "load": json_number(wish.load),
        "was_load": json_number(wish.was_load),
        "unit": wish.unit,
        "reps": wish.reps,
        "was_reps": wish.was_reps,
        "rpe": json_number(wish.rpe),
        "new_exercise": wish.new_exercise,
        "new_day": _iso(wish.new_day),
    }
    return [Call("correct_sets", without_none(args))]


def say(wish: Correction, found: Found) -> str | None:
    """Say what the log holds now."""
    if not (wish.delete or wish.says_something):
        lift = f" on the {lower(wish.exercise)}" if wish.exercise else ""
        return (
            f"What should it be{lift}? Send the right load, repetitions or day of the sets, such "
            "as \u201cthe last set was 8 reps\u201d, and I put it right. Nothing is changed yet."
        )
    tool = "delete_sets" if wish.delete else "correct_sets"
    data = found.read(tool, SetsChanged)
    if data is None:
        failed = found.error(tool)
        if failed is not None and failed.code == CONFIRM:
            return "That takes more than a slip out of your log, so I ask first."
        if failed is not None and failed.code == "nothing_to_change":
            return (
                "I find no logged set that fits. Tell me the lift and the day, or which number "
                "is wrong and what it should be, and I put it right."
            )
        return None
    name = lower(data.exercise)
    now = listed(sets_of(group) for group in data.groups)
    before = listed(sets_of(group) for group in data.before)
    if wish.delete:
        rest = f"Left of that session: {now}." if data.groups else "Nothing of it is left that day."
        return reply(
            paragraph(f"Deleted: {name}, {before}, of {day(data.day)}.", rest),
            "Tell me the right sets if they were only wrong, or ask me for the next load.",
        )
    return reply(
        f"Corrected: {name} on {day(data.day)} is now {now}.",
        f"I changed {counted(data.changed, 'set')}."
        if wish.right_unit is not None
        else f"I changed {counted(data.changed, 'set')}; before, it was {before}.",
        "Ask me for the next load and I take it from these.",
    )


def _iso(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def _dec(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unit(text: str | None) -> str | None:
    if not text:
        return None
    return "kg" if text.startswith("k") else "lb"


CORRECT: Final = Skill(
    name="training_correct",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    default=default,
    tools=frozenset({"correct_sets", "delete_sets"}),
    covers=frozenset({"training_log"}),
)
