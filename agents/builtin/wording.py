"""How the built-in coach writes numbers, dates, lists and alternatives."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

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
    """Return a number rounded to a whole one."""
    return f"{round(value):,}"


def day(value: date) -> str:
    """Return a date as "2 Sep 2021"."""
    return f"{value.day} {value:%b %Y}"


def sets_of(group: SetGroup) -> str:
    """Return equal sets as "3 x 5 at 100 kg"."""
    load = "with body weight" if group.load is None else f"at {num(group.load)} {group.unit}"
    rpe = "" if group.rpe is None else f", RPE {num(group.rpe)}"
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


def paragraph(*sentences: str | None) -> str:
    """Join sentences, leaving out those that do not apply."""
    return " ".join(s.strip() for s in sentences if s and s.strip())
