"""Text of cases and replies for a terminal or a report: readable, and obeyed by neither."""

from __future__ import annotations

import re
from typing import Final

_OBEYED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
"""Control characters but tab and line end, and those that turn the direction of writing."""


def plain(text: str) -> str:
    """Return text with what a terminal would obey, or hide, written as an escape."""
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], text)
