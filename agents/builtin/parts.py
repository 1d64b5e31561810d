"""Cuts a message where a second wish may begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

_OPENS: Final = (
    r"(?:then )?(?:what(?:'?s)?|how(?:'?s)?|when|which|why|can|could|should|shall|is|are|do|does"
    r"|did|am|will|would"
    r"|log|set|show|tell|give|build|make|plan|remember|forget|check|ate|had|ran|slept|weighed"
    r"|drank|remind|swap|estimate|benched|squatted|deadlifted|rowed|cycled|rode|swam|jogged|walked"
    r"|i (?:also )?(?:just )?(?:ate|had|did|ran|slept|weigh\w*|drank|want\w*|need\w*"
    r"|have|was|got))\b"
)
"""Words with which a wish of its own begins."""
_CUTS: Final = re.compile(
    r"(?<=[.?!;])\s+(?=\S)|\n+"
    r"|[,;]?\s+(?:and\s+)?(?:also|plus|btw|by the way|oh and)\b[,:]?\s*"
    rf"|(?:\s*[,;])?\s+and\s+(?={_OPENS})|\s*[,;]\s*(?={_OPENS})|\s+(?:&|n|then)\s+(?={_OPENS})",
    re.IGNORECASE,
)
_JOINER: Final = re.compile(r"^(?:and|also|plus|btw|by the way|oh|then)\b[ ,:]*", re.IGNORECASE)
"""What joins a later part to the one before; at the start of a message it refers further back."""
_CLAUSES: Final = re.compile(
    r"(?<=[,;])\s+(?=\S)|(?<![\d,;+])(?<! x)\s*\+\s*(?!\d*kg\b)(?=\S)|\s+(?:-+|\u2013)\s+"
    r"|\s+(?=(?:and|but|then|&|n|plus|also|so|while|tho|though)\s)",
    re.IGNORECASE,
)
"""Where a second wish begins less surely: a comma, a plus, a dash, a joining word."""
_LEADS: Final = re.compile(
    r"^(?:(?:and|but|then|&|n|plus|also|so|while|btw|oh)\b|[&+,;-])\s*", re.IGNORECASE
)
MOST_PARTS: Final = 8
"""Parts looked at; whatever follows stays with the last. Source: own choice, as many sentences as
fit on a phone screen."""


def parts_of(text: str) -> tuple[str, ...]:
    """Return the parts of a message in order; one part if nothing in it is joined."""
    found = [part.strip() for part in _CUTS.split(text) if part and part.strip()]
    found = [found[0], *(_JOINER.sub("", part) or part for part in found[1:])] if found else []
    if len(found) > MOST_PARTS:
        found = [*found[: MOST_PARTS - 1], " ".join(found[MOST_PARTS - 1 :])]
    return tuple(found) or (text,)


class Clause(NamedTuple):
    """A piece of a message that may hold a wish of its own."""

    text: str
    """What it says, without the word that joins it to the piece before."""
    raw: str
    """The same as written."""
    sure: bool
    """Whether a wish of its own is likely to begin here: a sentence, or words that open one."""


def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the pieces of a message, cut finely; joined by spaces their `raw` is the message."""
    found: list[Clause] = []
    at = 0
    for part in parts_of(text):
        start = text.find(part, at)
        start = at if start < 0 else start
        if found and text[at:start].strip():
            found[-1] = found[-1]._replace(raw=f"{found[-1].raw}{text[at:start].rstrip()}")
        at = start + len(part)
        for place, piece in enumerate(each for each in _CLAUSES.split(part) if each.strip()):
            said = _LEADS.sub("", piece).strip(" ,;") or piece
            found.append(Clause(said, piece.strip(), sure=place == 0))
    if len(found) > MOST_CLAUSES:
        rest = " ".join(clause.raw for clause in found[MOST_CLAUSES - 1 :])
        found[MOST_CLAUSES - 1 :] = [Clause(rest, rest, sure=True)]
    return tuple(found)


MOST_CLAUSES: Final = 12
"""Pieces looked at; whatever follows stays with the last. Source: own choice."""


def joined_of(raws: Sequence[str]) -> str:
    """Return pieces as one text, without joining words at its ends."""
    text = " ".join(raws)
    return _TRAILS.sub("", _LEADS.sub("", text)) or text


_TRAILS: Final = re.compile(
    r"[ ,;&+-]+(?:(?:and|but|then|n|plus|also|so|btw|oh|by the way)[ ,;]*)*$|[ ,;&+-]+$",
    re.IGNORECASE,
)
