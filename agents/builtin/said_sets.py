"""Reads the sets of one lift out of the ways in which athletes write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from agents.builtin.set_words import Feel, feel_in
from agents.builtin.slots import LIGHTEST_BARE_LOAD, SaidSet, Unit

LONGEST_REPORT: Final = 1_200
"""Characters read; a longer report is no message about one session. Source: own choice."""
MOST_REPS: Final = 100
"""Repetitions of one set that are read without the word. Source: own choice."""
MOST_SETS: Final = 20
_N = r"(\d{1,3})(?!\d)"
_L = r"(\d{1,4}(?:[.,]\d{1,3})?)(?!\d)"
_U = r"\s?(kg'?s?|kilos?|kilograms?|lb'?s?|lbs|pounds?|plt)?"
_X = r"\s?x\s?"
_OF = r"\s?(?:x|sets? (?:of|x|at)|sets?,?)\s?"
_AT = r"(?:(?:@|at|with|using|on|of|,|:|-|\+|=)\s?|\s)*(?:the |a )?"
_LIST = r"(\d{1,2}(?:(?:\s?[,/]\s?|\s+|\s?-\s?|\s?and\s?)\d{1,2})+)"
_END = r"(?!\w|[.,]\d|\s?%)"
_NO_X = r"(?!\s?x\s?\d)"


@dataclass(frozen=True, slots=True)
class Item:
    """Sets found at one place of a text."""

    start: int
    end: int
    sets: tuple[SaidSet, ...]


def sets_told(text: str) -> tuple[SaidSet, ...]:
    """Return the sets a report of one lift tells, in order, with how hard they were.

    Args:
        text: What is said about one lift, as `plain_report` gives it.
    """
    items = items_in(text[:LONGEST_REPORT])
    if not items:
        return ()
    apart = _load_apart(text, items)
    known = any(one.load is not None or one.plates for item in items for one in item.sets)
    done: list[SaidSet] = []
    for place, item in enumerate(items):
        behind = items[place + 1].start if place + 1 < len(items) else len(text)
        found = [_loaded(one, apart) for one in item.sets]
        feel = feel_in(text[item.end : behind], load_told=known or apart is not None)
        before = feel_in(text[: item.start], load_told=False) if place == 0 else Feel()
        warm = re.search(r"\bwarm(?:ed|ing)?[- ]?up\b[^.;]{0,25}$", text[: item.start])
        found = _felt(found, feel if feel.is_told or len(items) > 1 else before)
        done.extend(replace(one, kind="warmup") if warm else one for one in found)
    return tuple(_last_reps(done, text[items[-1].end :]))


def items_in(text: str) -> list[Item]:
    """Return every place of a text that tells sets, none twice."""
    found: list[Item] = []
    at = 0
    while (start := _DIGIT.search(text, at)) is not None:
        rated = _RATED.match(text, start.start())
        if _RPE_BEFORE.search(text[: start.start()]) and rated:
            at = rated.end()
            continue
        item = next((i for i in (read(text, start.start()) for read in _READERS) if i), None)
        if item is None:
            skip = _RUN.match(text, start.start())
            at = skip.end() if skip else start.start() + 1
        else:
            found.append(item)
            at = item.end
    return found


_DIGIT = re.compile(r"(?<![\w.,])\d|(?<=x)\d")
_RUN = re.compile(r"\d+(?:[.,]\d+)?")
_RPE_BEFORE = re.compile(r"\b(?:rpe|rir)\s?(?:of |was |~|:)?\s?$")
_RATED = re.compile(
    r"\d{1,2}(?:[.,]5)?(?:(?:\s?[,/]\s?|\s)\d{1,2}(?:[.,]5)?(?![\w.]|\s?(?:x|kg|lb)))*"
)
"""Ratings are no sets: one, or one for each set."""
Reader = Callable[[str, int], Item | None]


def _reader(pattern: str, make: Callable[[re.Match[str]], Sequence[SaidSet]]) -> Reader:
    rule = re.compile(pattern)

    def read(text: str, at: int) -> Item | None:
        match = rule.match(text, at)
        sets = tuple(make(match)) if match else ()
        return Item(match.start(), match.end(), sets) if match and sets else None

    return read


def _chain(match: re.Match[str]) -> Sequence[SaidSet]:
    """Return "100x5x3" as load x reps x sets, "3x5x100" as sets x reps x load."""
    first, unit, second, third, last_unit = match.groups()
    if last_unit or (
        unit is None and _dec(first) < LIGHTEST_BARE_LOAD and _dec(third) > _dec(first)
    ):
        return _made(int(_dec(first)), int(second), third, last_unit)
    return _made(int(_dec(third)), int(second), first, unit)


def _run_of_x(match: re.Match[str]) -> Sequence[SaidSet]:
    reps = [int(one) for one in re.findall(r"\d+", match[3])]
    return [one for count in reps for one in _made(1, count, match[1], match[2])]


def _load_first(match: re.Match[str]) -> Sequence[SaidSet]:
    load, unit, sets, reps = match.groups()
    return _made(int(sets), int(reps), load, unit) if _is_load(load, unit) else ()


def _load_last(match: re.Match[str]) -> Sequence[SaidSet]:
    sets, reps, link, load, unit = match.groups()
    told = unit or link.strip(" ,-:") or _dec(load) >= LIGHTEST_BARE_LOAD
    rated = not unit and "@" in link and _dec(load) <= 10
    return _made(int(sets), int(reps), load, unit) if told and not rated else ()


def _load_between(match: re.Match[str]) -> Sequence[SaidSet]:
    sets, load, unit, reps = match.groups()
    return _made(int(sets), int(reps), load, unit) if _is_load(load, unit) else ()


def _load_list(match: re.Match[str]) -> Sequence[SaidSet]:
    load, unit, link, listed = match.groups()
    reps = [int(one) for one in re.findall(r"\d+", listed)]
    if not _is_load(load, unit) or not (link.strip() or unit or len(reps) > 1):
        return ()
    return [one for count in reps for one in _made(1, count, load, unit)]


def _load_reps(match: re.Match[str]) -> Sequence[SaidSet]:
    load, unit, reps = match.groups()
    return _made(1, int(reps), load, unit) if _is_load(load, unit) else ()


def _list_load(match: re.Match[str]) -> Sequence[SaidSet]:
    listed, load, unit = match.groups()
    reps = [int(one) for one in re.findall(r"\d+", listed)]
    return [one for count in reps for one in _made(1, count, load, unit)]


def _reps_load(match: re.Match[str]) -> Sequence[SaidSet]:
    reps, link, load, unit = match.groups()
    if not unit and ("rep" not in link or _dec(load) < LIGHTEST_BARE_LOAD) and "@" not in link:
        return ()
    if not unit and _dec(load) < LIGHTEST_BARE_LOAD:
        return ()
    return _made(1, int(reps), load, unit)


def _pair(match: re.Match[str]) -> Sequence[SaidSet]:
    sets, reps, unit = int(match[1]), int(match[2]), match[3]
    if unit:
        return _made(1, sets, match[2], unit)
    if sets >= LIGHTEST_BARE_LOAD:
        return _made(1, reps, match[1], None)
    return _made(sets, reps, None, None)


def _bare_list(match: re.Match[str]) -> Sequence[SaidSet]:
    return [SaidSet(1, int(one)) for one in re.findall(r"\d+", match[1])]


_READERS: Final[tuple[Reader, ...]] = (
    _reader(rf"{_L}{_U}((?:{_X}\d{{1,2}}){{3,}}){_END}", _run_of_x),
    _reader(rf"{_L}{_U}{_X}{_N}{_X}{_L}{_U}{_END}", _chain),
    _reader(rf"{_L}{_U}(?:s\b)?(?:\s|,|:|-|for|did|\bat\b)*{_N}{_OF}{_N}(?:\s?reps?)?{_END}{_NO_X}",
            _load_first),
    _reader(rf"{_N}{_OF}{_N}(?:\s?reps?)?({_AT}){_L}{_U}(?:s\b)?{_END}(?!\s?(?:x|rir|rpe|sets?"
            r"|reps?|more|left|in the tank|or))", _load_last),
    _reader(rf"{_L}{_U}(?:'?s\b)?((?:\s|:|for|x|,|got|did|hit|went|made)*?){_LIST}{_END}(?!\s?(?:x|kg|lb|sets?|plt)){_NO_X}",
            _load_list),
    _reader(rf"{_LIST}(?:\s?reps?)?\s?(?:@|at|with|\bon\b)\s?(?:the )?{_L}{_U}(?:s\b)?{_END}"
            rf"{_NO_X}", _list_load),
    _reader(rf"{_L}{_U}(\s?(?:x|for|:)\s?)(\d{{1,3}}){_END}(?!\s?(?:kg|lb|sets?|plt)){_NO_X}",
            _load_list),
    _reader(rf"{_L}{_U}\s(\d{{1,3}})\s?reps?\b", _load_reps),
    _reader(rf"{_N}(\s?(?:reps?)?\s?(?:@|at|with|of)\s?(?:the )?){_L}{_U}(?:s\b)?{_END}{_NO_X}",
            _reps_load),
    _reader(rf"{_N}\s?sets?\s?(?:@|at|with|of)?\s?{_L}{_U}\s?(?:for|x|of|,)?\s?{_N}(?:\s?reps?)?{_END}",
            _load_between),
    _reader(rf"{_N}{_OF}{_N}{_U}(?:\s?reps?)?{_END}", _pair),
    _reader(rf"{_LIST}{_END}(?!\s?(?:kg|lb|sets?|plt|x))", _bare_list),
    _reader(rf"{_N}\s?reps?\b(?!\s?(?:short|less|more|left|in))", _bare_list),
)  # fmt: skip


def _is_load(load: str, unit: str | None) -> bool:
    return bool(unit) or _dec(load) >= LIGHTEST_BARE_LOAD


def _made(sets: int, reps: int, load: str | None, unit: str | None) -> Sequence[SaidSet]:
    """Return sets if their counts can be true; none otherwise."""
    if not (1 <= sets <= MOST_SETS and 1 <= reps <= MOST_REPS):
        return ()
    if unit == "plt" and load is not None:
        return (SaidSet(sets, reps, plates=int(_dec(load))),)
    return (SaidSet(sets, reps, None if load is None else _dec(load), _unit(unit)),)


_APART = re.compile(
    rf"(?:@|\b(?:at|with|using|on)\b|\+)\s?(?:the )?{_L}{_U}(?:s\b)?{_END}"
    rf"(?!\s?(?:x|sets?|reps?|rir|left|more|in the tank))|{_L}\s?(kg|kilos?|lbs?|pounds?|plt)\b"
)


def _load_apart(text: str, items: Sequence[Item]) -> SaidSet | None:
    """Return a load told apart from its sets: "3x5 squat at 100 kg"; None if there is none."""
    for match in _APART.finditer(text):
        load, unit = match[1] or match[3], match[2] or match[4]
        inside = any(item.start <= match.start() < item.end for item in items)
        rated = not unit and _dec(load) <= 10 and match[0].startswith("@")
        if not inside and not rated:
            return next(iter(_made(1, 1, load, unit)), None)
    return None


def _loaded(one: SaidSet, apart: SaidSet | None) -> SaidSet:
    if apart is None or one.load is not None or one.plates is not None:
        return one
    return replace(one, load=apart.load, unit=apart.unit, plates=apart.plates)


def _felt(sets: Sequence[SaidSet], feel: Feel) -> list[SaidSet]:
    """Return the sets with their effort; one told of the last set stays with it."""
    if not feel.is_told:
        return list(sets)
    singles = [replace(one, sets=1) for one in sets for _ in range(one.sets)]
    if len(feel.rpe) == len(singles) > 1:
        return [replace(one, rpe=rpe) for one, rpe in zip(singles, feel.rpe, strict=True)]
    rpe = feel.rpe[-1] if feel.rpe else None
    changes = {"rpe": rpe, "rir": feel.rir, "effort": feel.effort}
    if not feel.last_only or len(singles) == 1:
        return [replace(one, **changes) for one in sets]
    return [*singles[:-1], replace(singles[-1], **changes)]


_LAST_REPS = re.compile(
    r"\b(?:only |just )?(?:got |made |managed |hit |did )?(\d{1,2}) (?:reps? )?(?:on|in|for) "
    r"(?:the|my) last(?: (?:one|set))?\b|\blast (?:one|set)(?: was| i)?(?: only| just)?"
    r"(?: got| made| managed| hit)? (\d{1,2})(?: reps?)?\b(?! ?(?:kg|lb|rir))"
)


def _last_reps(sets: list[SaidSet], behind: str) -> list[SaidSet]:
    """Put right the last set where the words behind name its repetitions."""
    match = _LAST_REPS.search(behind)
    if match is None or not sets:
        return sets
    reps = int(match[1] or match[2])
    singles = [replace(one, sets=1) for one in sets for _ in range(one.sets)]
    if len(singles) < 2 or not 1 <= reps < singles[-1].reps:
        return sets
    return [*singles[:-1], replace(singles[-1], reps=reps)]


def _dec(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unit(text: str | None) -> Unit | None:
    if not text:
        return None
    return "kg" if text.startswith("k") else "lb"
