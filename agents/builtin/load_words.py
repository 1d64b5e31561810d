"""Reads words about next loads: gaps of a gym, wanted repetitions, doubts, and reasons to ease."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

Mode = Literal["plan", "disagree", "why_load", "warm_up", "more_sets", "missed", "met"]
Ease = Literal["tired", "deload"]
_N = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_MISSING = re.compile(
    rf"\b(?:no|don'?t have|dont have|doesn'?t have|haven'?t got|hasn'?t got|lacks?|without"
    rf"|there (?:is|are) no|there'?s no|missing|out of|can'?t find|got rid of|never see)\s"
    rf"(?:any |the |a )?{_N}(?:\s?(?:kg|kgs|lb|lbs|pounders?)|'?s)\b"
)
_HAS = re.compile(
    rf"\b(?:next (?:one |size |pair |step |weight |up )*(?:is|are|they have is|up is)"
    rf"|jumps? (?:straight )?to|goes (?:straight )?(?:from \d+(?:[.,]\d+)? )?to"
    rf"|only (?:have|has|got|goes)|heaviest (?:is|are)|biggest (?:is|are)|either"
    rf"|(?:only )?(?:have|has|got) (?:only )?|then it'?s)\s(?:a |the )?{_N}(?:\s?(?:kg|lb)s?|'?s)?"
    rf"(?:\s?(?:and|or|,|/|then)\s?{_N}(?:\s?(?:kg|lb)s?|'?s)?)?"
)
_ONLY_HAS = re.compile(
    r"\bonly (?:have|has|got)(?: \w+){0,2}? (?:up to )?((?:\d{1,3}(?:[.,]\d{1,2})?\s?(?:kg|lb|s)?"
    r"(?:\s?,\s?|\s?and\s?|\s?or\s?|\s?/\s?|\s)?)+)"
)
_STEPS = re.compile(
    rf"\b(?:jumps?|goes|go|steps?)(?: straight)?(?: from)? {_N}'?s?(?: ?(?:kg|lb)s?)?,? ?"
    rf"(?:and |and then |straight )?(?:to|then) {_N}'?s?\b"
)
_NEXT_IS = re.compile(
    r"\bnext (?:one |size |pair |up )*(?:is|are)\b|\bjumps? (?:from )?\d+(?:[.,]\d+)? to"
    r"|\bgoes (?:from )?\d+(?:[.,]\d+)? (?:then|to|straight)\b"
)
_EITHER = re.compile(
    rf"\b(?:either|only|there is|there's) {_N}'?s?(?: ?(?:kg|lb)s?)? (?:or|and|then) {_N}"
)
Gap = tuple[tuple[Decimal, ...], tuple[Decimal, ...]]
"""Loads that are missing, and loads that exist."""


def gap_in(plain: str) -> Gap | None:
    """Return the loads a gym lacks and has; None where the words tell of none."""
    missing = tuple(decimal(match[1]) for match in _MISSING.finditer(plain))
    if steps := _STEPS.search(plain) or _EITHER.search(plain):
        return missing, tuple(decimal(one) for one in steps.groups())
    only = _ONLY_HAS.search(plain)
    if only:
        listed = re.findall(r"\d{1,3}(?:[.,]\d{1,2})?", only[1])
        return (missing, tuple(decimal(one) for one in listed)) if listed else None
    if not missing and not _NEXT_IS.search(plain):
        return None
    available = tuple(decimal(one) for m in _HAS.finditer(plain) for one in m.groups() if one)
    named = tuple(each for each in dict.fromkeys(available) if each not in missing)
    return (missing, named) if missing or named else None


_WANTED_REPS = re.compile(
    r"\b\d ?(?:x|sets? of) ?(\d{1,2})\b|\bfor (?:a |sets of |a set of )?(\d{1,2})s?\b"
    r"(?! ?(?:weeks?|days?|kg|lbs?|%|min|sets?|sessions?|months?))"
    r"|\b(\d{1,2}) ?(?:reps?|repetitions?|rm)\b"
    r"|\b(?:in|do|did|about|of) (?:sets of )?(\d{1,2})s?\b(?! ?(?:weeks?|days?|kg|lbs?|%|min))"
    r"|\b(\d{1,2})s(?= (?:on|next|instead|tomorrow|today)|\W*$)"
)
_WANTED_WORDS: Final = {"single": 1, "double": 2, "triple": 3}
_WANTED_RPE = re.compile(r"\brpe ?(\d+(?:[.,]5)?)\b|@ ?((?:[5-9](?:[.,]5)?|10))(?! ?(?:kg|lb))\b")
_WANTED_RIR = re.compile(r"\b(\d) ?(?:rir|(?:reps? )?in (?:reserve|the tank))\b|\brir ?(\d)\b")
_TOLD = re.compile(
    r"\b(?:got|did|hit|made|managed|missed|failed|was|were|last (?:time|week|session)|stuck|can"
    r" only|only get|i'?m at|past|keep getting|easily|easy now|felt|moved|finished|done)\b"
)
_MOST_REPS: Final = 30


def wanted_in(plain: str, *, told_too: bool = True) -> tuple[int | None, Decimal | None]:
    """Return the repetitions and the RPE that a load is wanted for.

    Args:
        plain: The folded message.
        told_too: False leaves out numbers of a message that tells how sets went.
    """
    if not told_too and _TOLD.search(plain):
        return None, None
    reps: int | None = None
    if match := _WANTED_REPS.search(plain):
        reps = int(next(group for group in match.groups() if group))
    elif word := re.search(r"\b(single|double|triple)s?\b", plain):
        reps = _WANTED_WORDS[word[1]]
    rpe: Decimal | None = None
    if match := _WANTED_RPE.search(plain):
        rpe = decimal(match[1] or match[2])
    elif match := _WANTED_RIR.search(plain):
        rpe = Decimal(10) - int(match[1] or match[2])
    return (reps if reps and reps <= _MOST_REPS else None), rpe


DISAGREES = re.compile(
    r"\b(?:too (?:light|easy|low|little|small|heavy|much|high)|that'?s (?:light|nothing|easy)"
    r"|(?:feel|feeling|felt) "
    r"(?:strong|great|good|fresh|amazing)|can (?:do|lift|handle) (?:way )?more|i'?ll just do"
    r"|gonna do|going to do|i'?d rather do|let me do|not enough|sandbag\w*|more than that"
    r"|you'?re (?:too )?(?:conservative|wrong)|why so (?:light|low|little)|push it"
    r"|go (?:heavier|for more)|going heavier|want to go heavier|jump (?:straight )?to|bad idea)\b"
    r"|\bcan i (?:just )?(?:do|go|try|use|take|add|put)\b.{0,20}\d|\bwhy not \d"
)
WHY_LOAD = re.compile(
    r"\bwhy (?:not |don'?t i |can'?t i |shouldn'?t i )?(?:just )?(?:do |add |keep |stay )*"
    r"(?:more reps|reps|at the same|with the (?:same|\d+)|heavier|lighter|up|down|change)"
    r"|\bwhy (?:not|can'?t i|don'?t i)(?: just)? (?:keep|hammer|stay|try|grind|push|repeat)\w*"
    r"|\bwhy (?:not just|go up|increase|less|so much|that (?:weight|load|much)|the same)\b"
    r"|\b(?:why|how come)\b.{0,40}\b(?:stay|not going up|same weight|going up|repeat|lower|less)\b"
)
WARM = re.compile(
    r"\bwarm(?:ing|ed)?[- ]?ups?\b(?! \w+ (?:for running|run))|\bramp(?:ing)? up\b|\bwarm up sets\b"
)
MORE_SETS = re.compile(
    r"\b(?:can|could|should) i (?:do|add|squeeze in)(?: an?| \w+)? ?"
    r"(?:more|extra|another|additional)(?: \d+| one| two)? sets?\b"
    r"|\bi can do (?:\d|one|two|a few|some|more) more sets?\b"
    r"|\b(?:one|two|\d) more sets?\?"
    r"|\bor (?:another|an extra|more) sets?\b"
)
MISSED = re.compile(
    r"\b(?:(?:second|third|2nd|3rd|fourth|4th) time|again|keep|kept|always)\b.{0,25}"
    r"\b(?:miss\w*|fail\w*)|\b(?:miss|missed|failed|failing|fail)\b.{0,40}"
    r"\b(?:what now|now what|again|what (?:do|should)|next|times?)\b"
    r"|\b(?:fail|miss)(?:ed|ing)?\b.{0,40}\b(?:repeat|go up|add|stay|retry|same)\b"
    r"|\bcan'?t (?:get|break|move) past\b|\bstuck (?:at|on) \d"
)
_IF = r"\b(?:what )?(?:if|when|say|suppose)\b (?:i|it|that|one|the)\b.{0,40}"
_IF_MISSED = re.compile(
    rf"{_IF}\b(?:fail\w*|miss\w*|can'?t|cannot|don'?t (?:get|make|hit)|fall short|only (?:get|got"
    r"|hit|manage|do|make)\w*)\b"
)
_IF_MET = re.compile(
    rf"{_IF}\b(?:get|got|hit|make|manage|do|nail|is|feels?)\b.{{0,15}}\b(?:all|every|them|it|easy)\b"
    r"|\b(?:and )?(?:the )?(?:week|session|one|time) after(?: that)?\b|^(?:and |so )*after that\b"
    r"|\bhow (?:do|should|would|can) i (?:go up|progress|build|add|increase|continue|carry on)\b"
    r"|\bfrom (?:there|then)(?: on)?\b"
)


_BEHIND = re.compile(r"\b(?:logged|just did|i did|done|finished)\b")
"""The session spoken of is over, so the one after it is simply the next."""


def if_mode(plain: str) -> Mode | None:
    """Return what is asked of a session that is still to come: that it fails, or goes well."""
    if _IF_MISSED.search(plain):
        return "missed"
    return "met" if _IF_MET.search(plain) and not _BEHIND.search(plain) else None


_TIRED = re.compile(
    r"\b(?:sle(?:pt|ep)\w*|tired|exhausted|knackered|shattered|wrecked|run ?down|hung ?over"
    r"|no energy|low energy|feel(?:ing)? (?:like )?(?:crap|shit|rubbish|awful|rough|drained|bad)"
    r"|rough night|bad night|stress\w*|sore|still (?:a bit )?(?:weak|tired)|jet ?lag\w*|drained)\b"
)
_DELOAD = re.compile(r"\bdeload\w*|\b(?:easy|light|lighter|recovery|back[- ]?off) (?:week|wk)\b")
_LIGHTER = re.compile(
    r"\b(?:how|what|which|by how)\b.{0,25}\b(?:light(?:er)?|less|(?:take|taking) off|drop|lower"
    r"|reduce|cut|back off)\b|\b(?:take|drop|lower|reduce|cut)\b.{0,25}\b(?:off|by|to what)\b"
    r"|\b(?:drop|lower|reduce|cut|lighten) (?:it|the|my|this|that)\b|^(?:so |ok |and )*lighter\b"
    r"|\blight exactly\b|\bgo light(?:er)?\b"
)
_EASY_SAID = re.compile(r"\beasy week\b|\bdeload|\bhalf the sets\b", re.IGNORECASE)


def ease_in(plain: str, replied: str) -> Ease | None:
    """Return why a lighter load is asked for; None where none is.

    Args:
        plain: The folded message.
        replied: The coach's newest reply, which may have advised an easy week.
    """
    if _DELOAD.search(plain):
        return "deload"
    lighter = _LIGHTER.search(plain) is not None
    if lighter and _EASY_SAID.search(replied):
        return "deload"
    return "tired" if lighter or _TIRED.search(plain) else None


def decimal(text: str) -> Decimal:
    """Return a number as it was written, with a point or a comma."""
    return Decimal(text.replace(",", "."))
