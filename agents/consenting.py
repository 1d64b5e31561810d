"""Reads whether a message answers a question with yes or with no, and what it wants besides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from coach.safety.rules.text import folded

_YES: Final = (
    r"y(?:e+s+|es+|ea|eah|eh|ep|up|a|e)?|sure|ok|okay|okey|k|absolutely|definitely|correct|agreed"
    r"|affirmative|aye|confirm(?:ed)?|i (?:do )?(?:confirm|agree)|i(?:'?m| am) sure|do (?:it|that)"
    r"|please do|go ahead|go for it|let'?s (?:go|do it|do that)|make it so|proceed"
    r"|(?:sounds|looks) good|(?:replace|delete|remove|erase|wipe)"
    r"(?: (?:it|them|that|everything|all)(?: of it)?)?"
    r"|ja|jep|jo|klar|genau|best(?:ä|ae)tigt|mach(?:'?s| das)|oui|d'accord|vas-?y|s(?:í|i)|claro"
    r"|vale|confirmo|confirmado|adelante|hazlo|sim|certo|va bene|confermo|tak|da|hai"
    r"|\U0001f44d|\u2705|\U0001f44c|\U0001f197"
)
_NO: Final = (
    r"no way|no+|nope|nah|naw|n|not (?:now|yet|today)|never ?mind|cancel(?: (?:it|that))?|stop|wait"
    r"|do(?:n'?t| not)(?: (?:do (?:it|that)|replace it|delete (?:it|anything)))?"
    r"|leave (?:it|everything|things)(?: (?:as (?:it|they) (?:is|are|was)|as is|alone|be))?"
    r"|keep (?:it|them|the old one|everything|my (?:old|current) (?:one|plan|program(?:me)?))"
    r"|forget it|(?:i'?d )?rather not|better not|(?:absolutely|of course) not"
    r"|i (?:don'?t|do not) (?:want|confirm|agree)(?: (?:that|it|to (?:that|it)))?"
    r"|nein|lass es|abbrechen|non|annuler|cancelar?|n(?:ã|a)o|nee|nej|nie|nicht|\U0001f44e|\u274c"
    r"|\U0001f6ab"
)
_FILLER: Final = (
    r"please|pls|plz|thanks|thank you|thx|ty|now|then|mate|coach|that'?s (?:fine|ok(?:ay)?|right"
    r"|correct|good)|fine|good|great|perfect|of course|for sure|i want (?:that|it|this)|with (?:it"
    r"|that)|(?:the|my) (?:new |old |current )?(?:plan|program(?:me)?|account|data|one)|all of it"
    r"|bitte|danke|por favor|gracias|s'il (?:te|vous) pla(?:î|i)t|merci|for now"
    r"|as (?:it|they) (?:is|are|was)"
)
_GAP: Final = r"[\s,.!;:~-]*"
_END: Final = r"(?!\w)"
_ANY_YES = re.compile(rf"{_GAP}(?:(?P<word>{_YES})|{_FILLER}){_END}")
_ANY_NO = re.compile(rf"{_GAP}(?:(?P<word>{_NO})|{_FILLER}){_END}")
_BESIDES = re.compile(
    r"^(?:\s*[,.!;]+\s*(?:(?:and|also)\b)*|\s*(?:and|also)\b(?: also\b)?)\s*(?=\w)"
)
_UNLESS = re.compile(
    r"\b(?:but|except|only|if|unless|instead|however|without|not|don'?t|wait|no)\b"
)
"""A yes under a condition is no yes to the call as it stands."""

_DAY: Final = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?|weekends?|mornings?"
    r"|evenings?"
)
_ONLY_DAYS = re.compile(
    rf"^[\s,.;:-]*(?:but|just|only|and|except|though)?[\s,]*"
    rf"(?P<rest>(?:i )?(?:not|never|can'?t|no|except)\b(?: do| train| on| in the| any| make)*"
    rf"\s+(?:{_DAY})(?:(?:\s*,\s*|\s+(?:or|and|n)\s+)(?:on )?"
    rf"(?:{_DAY}))*)\W*(?:please|pls|tho|though)?\W*$"
)
"""A day that never fits is no condition on a call: what waits for a yes has no calendar."""

_ABOUT = re.compile(
    r"^(?:(?:wait|hm+|and|so|ok(?:ay)?|but)[\s,.]+)*"
    r"(?:what (?:exactly |all )?(?:would|will|does|do|is|gets|happens|do you mean)\b"
    r"|what'?s? (?:that|it) |why\b|how come|huh\b|can i undo|are you sure|meaning\b"
    r"|can (?:i|it|that) be (?:undone|reversed)|is (?:that|it) (?:final|permanent|reversible))"
    r"(?!.{0,40}\b(?:squat|bench|deadlift|eat|protein|calor|kcal|next)\w*\b)"
)
_WORDS_ABOUT: Final = 12
"""Longest question about the question, in words. Source: own choice."""

Kind = Literal["yes", "no", "about", "other"]
"""`about`: it asks what the question means."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a message says to an open question."""

    kind: Kind
    rest: str = ""
    """What it wants besides, after a yes."""


def read_answer(text: str) -> Answer:
    """Return what a message says to an open question."""
    plain = folded(text)
    rest, refuses = _eaten(plain, _ANY_NO)
    if refuses and not rest:
        return Answer("no")
    rest, agrees = _eaten(plain, _ANY_YES)
    if _ABOUT.search(plain) and len(plain.split()) <= _WORDS_ABOUT:
        return Answer("about")
    if agrees and (kept := _ONLY_DAYS.match(rest)):
        return Answer("yes", kept["rest"])
    if not agrees or _UNLESS.search(rest):
        return Answer("other")
    if not rest:
        return Answer("yes")
    besides = _BESIDES.match(rest)
    return Answer("yes", rest[besides.end() :]) if besides else Answer("other")


def _eaten(plain: str, phrases: re.Pattern[str]) -> tuple[str, bool]:
    """Return what stands behind the phrases that a text begins with, and whether one answered."""
    at, answered = 0, False
    while (match := phrases.match(plain, at)) and match.end() > at:
        at, answered = match.end(), answered or match["word"] is not None
    rest = plain[at:]
    return ("" if not rest.strip(" ,.!?;:~-()\"'") else rest), answered
