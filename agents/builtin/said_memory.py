"""What an athlete wants forgotten: a note by its words, by its place in the list, or all."""

from __future__ import annotations

import re
from typing import Any, Final

from agents.builtin.skill import Heard

_FORGET: Final = re.compile(
    r"\b(?:forget|delete|remove|erase|drop)\b[^.?!]{0,60}\b(?:that|my|about|memory|memories|note"
    r"|the|what"
    r"|everything)\b"
)
_NOT_MEMORY: Final = re.compile(
    r"\b(?:sets?|session|workout|meal|breakfast|lunch|dinner|snack|weigh|account|data|programme"
    r"|program|plan"
    r"|from my (?:programme|plan)|squats?\b(?= from)|kg|log|logged|yesterday|run|video)\b"
)
_ALL: Final = re.compile(
    r"\b(?:forget|delete|remove|erase)\b[^.?!]{0,16}\b(?:everything"
    r"|all)\b[^.?!]{0,30}\b(?:you (?:know"
    r"|remember|noted|keep)|about me|memor\w+|notes)\b|^(?:please )?forget everything\W*$"
)


def read_forget(heard: Heard) -> dict[str, Any] | None:
    """Return what an athlete wants forgotten."""
    plain = heard.plain
    if _ALL.search(plain) and "account" not in plain:
        return {"every": True}
    if not _FORGET.search(plain) or _NOT_MEMORY.search(plain) or plain.startswith("don"):
        return None
    return _forgotten(heard)


def _forgotten(heard: Heard) -> dict[str, Any] | None:
    words = re.sub(
        r"^.*?\b(?:forget|delete|remove|erase|drop|scrap|bin|lose|clear|undo|cancel|strike)\b\W*"
        r"(?:about|that|the (?:note|memory|thing|bit|stuff)(?: (?:about|on|with|that))*"
        r"|what (?:i|you) (?:said|told you|know|noted) about)?\W*",
        "",
        heard.text,
        flags=re.IGNORECASE,
    )
    about = re.sub(r"\b(?:thing|stuff|note|memory|bit|pls|please)\b", "", words).strip(" .!?")[:120]
    return {"about": about} if len(about) > 2 else None


def assumed_forget(heard: Heard) -> dict[str, Any]:
    """Return what a message about forgetting means: a place in the list, or its words."""
    if _ALL.search(heard.plain) or re.search(r"\b(?:all|everything)\b", heard.plain):
        return {"every": True}
    if nth := _NTH.search(heard.plain):
        return {"place": int(nth[2]) if nth[2] else _PLACES[nth[1]]}
    found = _forgotten(heard)
    if found is None or _POINTS.search(found["about"].casefold()):
        kept = _KEPT.search(heard.replied)
        return {"about": kept[1][:120]} if kept else {}
    return found


_NTH: Final = re.compile(
    r"\b(first|second|third|fourth|1st|2nd|3rd|4th)\b|\b(?:number|no\.?|#) ?(\d)\b"
)
_PLACES: Final = {
    "first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4
}  # fmt: skip
_POINTS: Final = re.compile(r"^(?:it|that|this|again|last|them|actually|no)?(?: \w+)?$")
_KEPT: Final = re.compile(r"\bNoted: ([^.]{3,120})\.")
