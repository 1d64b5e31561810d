"""Cuts a message where a second wish may begin."""

from __future__ import annotations

import re
from typing import Final

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
