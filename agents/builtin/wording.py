"""How the built-in coach writes numbers, dates, lists and alternatives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from agents.sentences import sentences_of
from tools.results.training import SetGroup


def pick(options: Sequence[str], seed: str) -> str:
    """Return one of several wordings, always the same one for the same message."""
    digest = hashlib.sha256(f"{seed}|{options[0]}".encode()).digest()
    return options[int.from_bytes(digest[:4]) % len(options)]


def num(value: Decimal | int) -> str:
    """Return a number with thousands separators and without trailing zeros."""
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def whole(value: Decimal) -> str:
    """Return a number rounded half up to a whole one."""
    return f"{value.quantize(Decimal(1), rounding=ROUND_HALF_UP):,f}"


def tenth(value: Decimal) -> str:
    """Return a number rounded half up to one decimal, without a trailing zero."""
    return num(value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def counted(amount: int, noun: str) -> str:
    """Return "1 rep", "3 reps"."""
    return f"{amount:,} {noun}" if amount == 1 else f"{amount:,} {noun}s"


def counted_in_words(amount: int, noun: str) -> str:
    """Return "three repetitions"; digits above twelve."""
    return f"{_amount(amount)} {noun}" if amount == 1 else f"{_amount(amount)} {noun}s"


def age(days: int) -> str:
    """Return how long ago something was: "43 days", "more than five years (1,908 days)"."""
    if days < DAYS_SAID_ALONE:
        return counted(days, "day")
    years = Decimal(days) / Decimal("365.25")
    whole_years = int(years)
    after = years - whole_years
    if whole_years and after < Decimal("0.8"):
        lead = "more than a year" if whole_years == 1 else f"more than {_amount(whole_years)} years"
    elif after >= Decimal("0.8"):
        lead = "almost a year" if not whole_years else f"almost {_amount(whole_years + 1)} years"
    else:
        lead = f"more than {_amount(int(days / Decimal('30.44')))} months"
    return f"{lead} ({days:,} days)"


DAYS_SAID_ALONE: Final = 92
"""From here on months or years are said too. Source: own choice, a quarter of a year."""
_AMOUNTS: Final = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def _amount(value: int) -> str:
    return _AMOUNTS[value] if value < len(_AMOUNTS) else str(value)


def day(value: date) -> str:
    """Return a date as "2 Sep 2021"."""
    return f"{value.day} {value:%b %Y}"


def sets_of(group: SetGroup) -> str:
    """Return equal sets as "3 x 5 at 100 kg"."""
    load = "with body weight" if group.load is None else f"at {num(group.load)} {group.unit}"
    rpe = "" if group.rpe is None else f", RPE {num(group.rpe)}"
    if group.rpe is not None and group.rpe_low is not None and group.rpe_low < group.rpe:
        rpe = f", RPE {num(group.rpe_low)} to {num(group.rpe)}"
    return f"{group.sets} x {group.reps} {load}{rpe}"


def listed(items: Iterable[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    known = list(items)
    if len(known) < 2:
        return "".join(known)
    return f"{', '.join(known[:-1])} and {known[-1]}"


def lower(name: str) -> str:
    """Return an exercise's name as it stands within a sentence."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def reply(*paragraphs: str | None) -> str:
    """Join paragraphs by a blank line, leaving out empty ones and sentences said before."""
    said: set[str] = set()
    kept: list[str] = []
    for each in paragraphs:
        new = [s for s in sentences_of(each or "") if s.strip() not in said]
        said.update(s.strip() for s in new)
        kept.append("".join(new).strip())
    return "\n\n".join(p for p in kept if p)


def paragraph(*sentences: str | None) -> str:
    """Join sentences, leaving out those that do not apply."""
    return " ".join(s.strip() for s in sentences if s and s.strip())
