"""Text as the patterns see it: one case, plain quotes, no invisible characters."""

from __future__ import annotations

import re
import unicodedata

_QUOTES = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
)
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """Return `text` without control and format characters (line breaks and tabs stay)."""
    return "".join(
        char for char in text if char in "\n\t" or unicodedata.category(char) not in {"Cf", "Cc"}
    )


def folded(text: str) -> str:
    """Return `text` in lower case with plain quotes, single spaces and nothing invisible."""
    plain = unicodedata.normalize("NFKC", visible(text)).translate(_QUOTES)
    return _SPACE.sub(" ", plain).strip().casefold()


def near(one: str, other: str, gap: int = 60) -> str:
    """Return a pattern that finds two patterns in either order, at most `gap` characters apart."""
    return rf"(?:{one})[^\n]{{0,{gap}}}?(?:{other})|(?:{other})[^\n]{{0,{gap}}}?(?:{one})"
