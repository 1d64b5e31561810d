"""How long an effort takes: as told, or as a race of that name usually does."""

from __future__ import annotations

import re
from typing import Final

_LENGTHS: Final = (
    (r"\bultra\b|\b(?:50|100) ?k\b", 480), (r"\bironman\b(?!.{0,8}70)", 720),
    (r"\b70\.3\b|\bhalf ironman\b", 330),
    (r"\bhalf(?: ?-?marathon)?\b(?! an\b)|\bhm\b|\b21 ?k\b", 115),
    (r"\bmarathon\b|\b42 ?k\b", 240), (r"\b10 ?k(?:m)?\b", 55), (r"\b5 ?k(?:m)?\b", 27),
    (r"\b(?:sportive|gran fondo|century)\b", 300),
    (r"\btriathlon\b", 150), (r"\bhyrox\b", 80), (r"\blong run\b", 120), (r"\blong ride\b", 180),
    (r"\b(?:match|game|tournament)\b", 90),
)  # fmt: skip
"""Usual minutes of what is named without a time. Source: own choice, recreational times."""
_HOURS = re.compile(
    r"\b(?P<h>\d{1,2}(?:[.,]\d+)?|one|two|three|four|five|six|half an) ?-?(?:h|hrs?"
    r"|hours?)\b(?: ?(?:and )?(?P<m>\d{1,2}) ?(?:min\w*|m\b)?)?"
    r"|\b(?P<sub>sub)?[- ]?(?P<h2>\d):(?P<m2>\d\d)(?::\d\d)?\b|\b(?P<min>\d{2,3}) ?-?(?:min|mins"
    r"|minutes?)\b"
    r"|\b(?P<h3>\d{1,2})h(?P<m3>\d\d)\b|\bsub[- ]?(?P<sub4>\d)\b"
)
WORDS: Final = {
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "half an": 0.5,
}
BEFORE = re.compile(
    r"\b(?P<h>[1-4]|one|two|three|four) ?(?:h|hrs?|hours?) (?:before|prior|ahead)\b"
)


def minutes_of(plain: str) -> tuple[float | int | None, bool]:
    """Return the length of the effort, and whether it was assumed from its name."""
    text = BEFORE.sub(" ", plain)
    for found in _HOURS.finditer(text):
        if re.match(r"\s*(?:per|an|a|each|/)\b|\s*before", text[found.end() :]) or text[
            : found.start()
        ].endswith("per "):
            continue
        if found["min"]:
            return int(found["min"]), False
        hours = found["h"] or found["h2"] or found["h3"] or found["sub4"]
        part = found["m"] or found["m2"] or found["m3"] or "0"
        value = WORDS[hours] if hours in WORDS else float(hours.replace(",", "."))
        total = value * 60 + int(part)
        return (int(total) if total.is_integer() else total), False
    for words, minutes in _LENGTHS:
        if re.search(words, plain):
            return minutes, True
    return None, False
