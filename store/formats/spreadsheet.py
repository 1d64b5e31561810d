"""Keeps a spreadsheet from running text that an athlete typed, and takes that guard off again."""

from __future__ import annotations

import re

GUARDED = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""Beginnings of a cell that a spreadsheet takes for a formula, behind any number of guards.
Source: OWASP, "CSV Injection": = + - @, tab, carriage return, line feed and the full-width forms.
"""


def guarded(text: str) -> str:
    """Return a text with an apostrophe before it if a spreadsheet would run it."""
    return f"'{text}" if GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """Return a text without the apostrophe that `guarded` put before it."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text
