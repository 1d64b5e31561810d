"""Words about effort, plates and counts in the report of a set, brought into one form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from agents.numbers import measures_in

Effort = Literal["easy", "grinder", "failure"]
_COUNTS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNT_WORD = re.compile(
    rf"(?<!last )(?<!this )(?<!that )(?<!first )(?<!each )\b({'|'.join(_COUNTS)})\b"
    r"(?![- ](?:arm|leg|hand|more|rep max|board)\b)"
)
_SINGLES: Final = {"single": 1, "double": 2, "triple": 3}
_SINGLE_WORD = re.compile(r"\b(?:a |an? easy )?(single|double|triple)(?= (?:at|@|with)|s?\W*$)")
_FOR_SINGLE = re.compile(r"\bfor (?:a |an easy )?(single|double|triple)\b")
_PLATES = re.compile(
    r"\b(\d)\s?plates?\b(?!\s?(?:of|math))(?:,? ?(?:a|per|each|on each|on either|both) sides?)?"
)
_TIMES = re.compile(r"\s?[\u00d7*]\s?")
_OVER = re.compile(
    r"\b\d{1,2}:\d\d\b|\b\d{1,4}\s?(?:min(?:ute)?s?|seconds?|secs?|hours?|hrs?|h|days?|weeks?"
    r"|months?|years?|am|pm|bpm|cm|%|percent)\b|\d+\s?%|\b(?:ago|rest(?:ed)? \d+)\b"
)
_BODY = re.compile(
    r"\b(?:i )?(?:now )?weigh(?:ed|ing)?(?: in)?(?: at)?\s?\d[\d.,]*\s?(?:kg|lbs?)?"
    r"|\b(?:at |my )?\d[\d.,]*\s?(?:kg|lbs?)\s?(?:body ?weight|bw)\b"
)


def plain_report(text: str) -> str:
    """Return a folded message in which counts are digits, at the same length where possible.

    Dates, times of day, durations, shares and body weights are blanked: none of them is a load.
    """
    chars = list(text)
    for mention in measures_in(text).dates:
        chars[mention.start : mention.end] = " " * (mention.end - mention.start)
    clean = _BODY.sub(" ", "".join(chars))
    clean = _COUNT_WORD.sub(lambda match: str(_COUNTS[match[1]]), clean)
    clean = _FOR_SINGLE.sub(lambda match: f"for {_SINGLES[match[1]]}", clean)
    clean = _SINGLE_WORD.sub(lambda match: f"{_SINGLES[match[1]]} rep", clean)
    clean = re.sub(r"\bbw\s?\+\s?(?=\d)|\bbody ?weight\s?\+\s?(?=\d)", "+", clean)
    clean = re.sub(r"\bw/\s?", "with ", clean).replace("#", " lb")
    clean = _DUMBBELLS.sub(r"\2 at \1", clean)
    clean = _PLATES.sub(lambda match: f"@ {match[1]} plt", clean)
    clean = _OVER.sub(" ", clean)
    return _TIMES.sub("x", clean)


_DUMBBELLS = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]5)?)s,? (?:for )?(\d{1,2} ?x ?\d{1,3})\b")
"""Dumbbells called by their mass: "14s 3x10"."""
_NUMBER = r"(\d{1,2}(?:[.,]5)?)"
_RPE = re.compile(rf"\brpe\s?(?:of |was |is |like |about |~|:)?\s?{_NUMBER}")
_RPE_LIST = re.compile(r"\brpe\s?((?:\d{1,2}(?:[.,]5)?(?:\s?[,/]\s?|\s|\s?and\s?)?){2,8})")
_BARE_RPE = re.compile(r"@\s?(10|[5-9](?:[.,]5)?)(?![\d.,]*\s?(?:kg|kilo|lb|pound|x|plt))\b")
_WAS_A = re.compile(r"\b(?:was|felt like|like|about) an? (10|[5-9](?:[.,]5)?)\b(?! ?(?:kg|lb|rep))")
_RIR = re.compile(
    r"\brir\s?(?:of |was )?(\d)\b|\b(\d)\s?rir\b|\b(\d) (?:or so )?(?:more )?(?:reps? )?"
    r"(?:left|in reserve|in the tank)\b|\b(?:had|with|leaving|left) (\d) (?:more )?(?:reps? )?"
    r"(?:left|in (?:me|the tank|reserve))|\bcould(?:'ve| have|ve)? (?:done|got\w*|hit) (\d) more"
)
_NO_MORE = re.compile(r"\bnothing left\b|\bno reps? left\b")
_EFFORTS: Final[tuple[tuple[Effort, str], ...]] = (
    ("failure", (r"\b(?:to|till|until|at) (?:complete |total )?failure\b|\ball[- ]out\b"
                 r"|\bamrap\b|\bmax(?:ed)? effort\b")),
    ("grinder", (r"\bgrind(?:er|ed|y|ing)?\b|\bground (?:it )?out\b"
                 r"|\bbarely (?:got|made|locked)\b|\bsuper hard\b|\bhard as hell\b")),
    ("easy", (r"\b(?:felt |was |super |so |way too |too |really |pretty )*"
              r"(?:easy|light|a breeze|ez)\b")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Feel:
    """How hard sets were, as told."""

    rpe: tuple[Decimal, ...] = ()
    """One for all sets, or one for each."""
    rir: int | None = None
    effort: Effort | None = None
    last_only: bool = False

    @property
    def is_told(self) -> bool:
        """Whether anything was said."""
        return bool(self.rpe) or self.rir is not None or self.effort is not None


_LAST = re.compile(r"\b(?:last|final|top)\b(?: (?:one|set|rep))?")


def feel_in(text: str, *, load_told: bool) -> Feel:
    """Return how hard the sets were that the words are about.

    Args:
        text: Words behind a set, folded.
        load_told: Whether the load stands elsewhere, so that "@8" is an RPE.
    """
    last = _LAST.search(text)
    listed = _RPE_LIST.search(text)
    if listed:
        rated = tuple(_decimal(one) for one in re.findall(_NUMBER, listed[1]))
        if len(rated) > 1:
            return Feel(rpe=rated)
    told = _RPE.search(text) or (_BARE_RPE.search(text) if load_told else None)
    told = told or _WAS_A.search(text)
    if told:
        only = last is not None and last.start() < told.start()
        return Feel(rpe=(_decimal(told[1]),), last_only=only)
    reserve = _RIR.search(text)
    if reserve:
        left = int(next(group for group in reserve.groups() if group))
        return Feel(rir=left, last_only=last is not None)
    if _NO_MORE.search(text):
        return Feel(effort="failure", last_only=last is not None)
    effort: Effort | None = next((name for name, rule in _EFFORTS if re.search(rule, text)), None)
    return Feel(effort=effort, last_only=last is not None)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
