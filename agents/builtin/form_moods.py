"""Reads how a filmed set is asked about: its count, one repetition, its worth, what follows."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal

Mood = Literal[
    "look",
    "next",
    "why",
    "insist",
    "rep",
    "worst",
    "count",
    "keep",
    "proper",
    "sure",
    "safe",
    "guess",
    "blind",
]

_COUNT: Final = re.compile(
    r"\bhow many\b(?! (?:sets|kg|lbs?|calories|times|weeks|days|videos)\b)"
    r"(?!.*\b(?:left|tank|reserve)\b).{0,24}"
    r"\b(?:reps?|repetitions?|count\w*|did i|did (?:you|u) see|of those|squats|push|pull|curls)\b"
    r"|^how many\W*$|^how many\?"
    r"|\breps did you count\b|\brecount\b|\bnumber of reps\b"
    r"|\bcount(?:ed|s)?\b.{0,20}\b(?:reps?|wrong|right|all)\b|\bmissed (?:a|one|some) reps?\b"
    r"|\b(?:you|u) counted\b|\bmiss(?:ed)? (?:a|one|some|any|reps?|them)\b"
)
_OWN_COUNT: Final = re.compile(
    r"\b(?:i|we) (?:did|got|get|count|counted|had|made|think i did|was sure (?:i did|of)"
    r"|swear i did|am sure i did) (?:like |about )?(\d{1,3})\b(?! ?(?:kg|lb|x|sets?|left|more))"
    r"|\b(?:it was|there were|should be|not \d+ but) (\d{1,3})\b"
    r"|\b(\d{1,2}),? not \d|^(?:\w+ )?counted (\d{1,2})\b"
)
_PROPER: Final = re.compile(
    r"\bhow many\b.{0,24}\b(?:proper|valid|good|clean|legit|full|count as|count\b"
    r"|(?:should|do|would|can) (?:i |you |u )?(?:count|log|give)|of (?:those|them) count)\b"
    r"|\b(?:white lights?|red lights?|no[- ]?reps?)\b|\b(?:they|those|these|reps) (?:\w+ )?legit\b"
    r"|\bcut (?:any|the last|some)\b"
    r"|\bwhich (?:ones )?count"
    r"|\b(?:do|does|would|did) (?:they|those|these|it|that|the last\b.{0,12}) (?:all )?count\b"
    r"|\b(?:log|count) \d+ or \d+\b"
)
_WORST: Final = re.compile(
    r"\b(?:worst|ugliest|sloppiest|weakest|messiest|best(?! guess)|cleanest)\b.{0,14}(?:reps?|one"
    r"|repetition)?\b"
    r"|\bwhich (?:rep|one|repetition)s?\b|\bwhich (?:was|of them|of those)\b"
    r"|\bwhere (?:did|does) (?:it|my form|the form|the set) (?:break|fall|go|went)\b"
    r"|\bany (?:bad|ugly) reps?\b"
)
_REP: Final = re.compile(
    r"\b(?:rep|repetition|number|no\.?) ?#?(\d{1,2})\b|\b(first|second|third|fourth|fifth|sixth"
    r"|last"
    r"|final|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th)\b.{0,12}\b(?:rep|one|repetition)\b"
)
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1,
    "final": -1,
}  # fmt: skip
_NEXT: Final = re.compile(
    r"\b(?:what|wat) (?:do|should|can|shall|would) i (?:do|change|fix|work|focus|improve)\b"
    r"|\bso what\b|\bwhat would (?:you|u) (?:do|change|fix)\b"
    r"|\bwhat now\b|\bnow what\b|\bhow (?:do|can|should|to) (?:i )?(?:fix|improve|change|stop"
    r"|correct"
    r"|get|work|make)\b|\bcues?\b|\bdrills?\b|\btips?\b|\badvice\b|\bfix (?:it|this|that|first)\b"
    r"|\bnext (?:time|session|week|workout|set)\b|\bone thing\b|\b(?:nothing|anything"
    r"|something) to (?:fix|change|do|worry)|\bwork on\b|\bfocus on\b"
    r"|\b(?:extra|more|some) (?:single[- ]?leg|one[- ]?leg\w*|unilateral|sets? (?:for|on) the)"
)
_LOAD: Final = re.compile(
    r"\b(?:what|which|how much|how heavy|same|more|less|lower|drop the|add|up the"
    r"|keep the) ?(?:\w+ )?"
    r"(?:weight|load|kg|lbs?)\b|\b(?:go|going) (?:up|heavier|lighter|down)\b|\bnext (?:session"
    r"|week)\b"
    r"|[+]\s?\d|\badd \d|\bheavier\b|\blighter\b|\bdeload\b|\bhow heavy\b|\bincrease\b"
)
_KEEP: Final = re.compile(
    r"\b(?:not|n'?t) (?:to )?(?:change|touch|mess|fix)\b|\bwhat (?:is|was|'s|did i do) (?:good"
    r"|right|well)|\b(?:doing|did) (?:well|right)\b"
    r"|\bwhat should i keep\b|\bleave alone\b|\bkeep doing\b|\banything good\b"
)
WHY: Final = re.compile(
    r"^(?:but |and |ok(?:ay)?,? |so )?(?:why|how come|says who|who says|how would you"
    r" know)\b|\bwho'?s right\b|\bwhy (?:would"
    r"|does|do) "
    r"(?:the|that|it|speed|depth)\b|\bdoes (?:it|that|this) (?:even |really )?matter\b"
    r"|\bso what if\b|\bwhy is that (?:bad"
    r"|a problem)"
)
SURE: Final = re.compile(
    r"\bhow (?:sure|certain|confident|exact|accurate|precise|reliable|much (?:can|do) (?:i|you)"
    r" trust)\b|^(?:but |and )?(?:are |r )?(?:you|u) (?:sure|certain|positive)\b"
    r"|^really\b|^sure\W*$"
    r"|\bhow (?:do|can) (?:you|u) (?:know|tell)\b|\bmargin of error\b|\berror (?:bar|margin|band)"
    r"|\bwhats? the error\b|\buncertain|\b(?:not|un|less) ?sure (?:about|of)\b"
    r"|\b(?:measuring|measured)\b.{0,12}\bguess|\bguess\w* (?:that|this|it)\b"
    r"|\b(?:is|was|could|couldn'?t|might|maybe|prob\w*|just)\b.{0,25}\b(?:camera|angle of the phone"
    r"|perspective)\b"
)
SAFE: Final = re.compile(
    r"\b(?:un)?safe\b|\bdanger\w*|\brisky?\b|\binjur\w*|\bhurt myself\b|\bsnap\w*|\bbad for my\b"
    r"|\bwreck\w*|\bkeep (?:squatting|benching|deadlifting|lifting|training|going) like\b"
)
INSISTS: Final = re.compile(
    r"\b(?:(?<!or )(?:nah|nope)|no way|disagree|(?:you(?: are|'re|re)?|u r|that'?s|it'?s"
    r"|camera) wrong"
    r"|don'?t (?:believe|think|agree|buy)|doubt|bs|bullshit"
    r"|rubbish"
    r"|felt (?:\w+ )?(?:easy|fine|good|light|deep|great|ok)|had (?:loads|plenty|more|lots|tons|\d"
    r"|two|three)"
    r"(?: \w+)? (?:left|in (?:me|the tank))|loads left|leave (?:my|the|it)|(?:keep|change"
    r"|don'?t touch) "
    r"my log|it was (?:a |an )?(?:rpe )?\d|pointless|waste|useless|(?:i'?m|im) (?:pretty "
    r"|quite )?sure"
    r"|definitely (?:was|hit|went)|your camera|camera is wrong|(?:i )?was(?:nt|n'?t) even)\b"
)
_REAL: Final = re.compile(r"\b(?:real|noise|coincidence|significant|meaningful|imagining)\b")
GUESS: Final = re.compile(
    r"\b(?:roughly|guess|ballpark|just tell me|best guess|estimate|dark|garage"
    r"|must (?:see|have seen)|come on|cmon)\b"
)
_BLIND: Final = re.compile(
    r"\b(?:could|can|did|do)(?:n'?t| ?not) (?:you |u |it )?(?:see|judge|measure|tell|assess)\b"
    r"|\bnot (?:see|judge|measure|assess)\w*\b|\bgr[ea]y\w*\b|\bmissing\b"
)
_BARE_LOAD: Final = re.compile(
    r"^(?:so |ok(?:ay)?,? |then |and |what about )*(?:try )?(\d{2,3}(?:[.,]\d+)?)"
    r" ?(?:kg|kilos?|lbs?|pounds)?(?: (?:on|next|for|then|tomorrow|this|ok|instead)\b.{0,24})?\W*$"
)
_RPE: Final = re.compile(
    r"\brpe ?(?:of |a |was |as |= ?)?(\d+(?:[.,]5)?)\b|\b(\d+(?:[.,]5)?) ?rpe\b|"
    r"\b(?:logged|called|rated|put|marked|gave|noted|was|entered|wrote|had|down)\b(?: (?:it|this"
    r"|that|the|set|as|at|a|an|down|them|one|like|only|in)){0,4} (\d+(?:[.,]5)?)\b(?! ?(?:kg|lb"
    r"|reps?|s\b|sec|x|%|left|more))"
)
_RATES: Final = re.compile(r"\brpe\b|\blog\b|\blogged\b|\bcalled\b|\brated\b|\bdown as\b")
_AIMED: Final = re.compile(
    r"\b(?:aim\w*|target\w*|want\w*|trying|try|goal|supposed|meant|should|prescribed)\b[^.?]{0,24}?"
    r"(\d+(?:[.,]\d)?) ?(?:s|secs?|seconds?)\b"
)
_WANTED: Final = re.compile(
    r"\b(?:up to|to|for|at|with|about|so|then|do|try|take|hit|load|ready for) "
    r"(\d{2,3}(?:[.,]\d+)?)\b(?! ?(?:reps?|s\b|sec|x|%|percent|deg|\u00b0))"
)
_LONGEST_SURE: Final = 12


def mood_of(
    plain: str, topics: tuple[str, ...], *, goes_on: bool, after: bool, rates: bool
) -> Mood:
    """Return how a folded message asks.

    Args:
        plain: The folded message.
        topics: What of the set it names.
        goes_on: Whether it goes on from a reply about form, or is known to be about a video.
        after: Whether the reply before was about form.
        rates: Whether it holds up a logged RPE for judgement.
    """
    short = len(plain.split()) <= _LONGEST_SURE
    rules: tuple[tuple[Mood, re.Pattern[str], bool], ...] = (
        ("proper", _PROPER, True),
        ("count", _COUNT, True),
        ("next", _BARE_LOAD, after),
        ("count", _OWN_COUNT, goes_on and not topics),
        ("guess", GUESS, after and short),
        ("blind", _BLIND, short and not topics),
        ("sure", SURE, goes_on and short and not rates),
        ("safe", SAFE, goes_on or not topics),
        ("insist", INSISTS, after and "?" not in plain[-3:]),
        ("why", WHY, after),
        ("worst", _WORST, "which" in plain or not topics),
        ("keep", _KEEP, True),
        ("next", _NEXT, not topics or goes_on),
        ("next", _LOAD, goes_on or rates or not topics),
    )
    for mood, rule, holds in rules:
        if holds and rule.search(plain):
            return mood
    return "rep" if rep_in(plain) is not None and not _compares_reps(plain) else "look"


def follows_up(plain: str) -> bool:
    """Tell whether words go on from a reply about form."""
    rules = (_NEXT, _LOAD, _KEEP, WHY, INSISTS, _REP, _WORST, _PROPER, _COUNT, GUESS, _OWN_COUNT,
             SURE, SAFE, _BLIND, _BARE_LOAD)  # fmt: skip
    return any(rule.search(plain) for rule in rules)


def doubts(plain: str) -> bool:
    """Tell whether the words question what was said before."""
    return any(rule.search(plain) for rule in (INSISTS, WHY, SURE, _REAL))


def counts(plain: str) -> bool:
    """Tell whether the number of repetitions is asked for."""
    return _COUNT.search(plain) is not None


def rep_in(plain: str) -> int | None:
    """Return the repetition that is named, from 1; -1 for the last one."""
    match = _REP.search(plain)
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    digits = re.match(r"\d+", match[2])
    return int(digits[0]) if digits else _ORDINALS[match[2]]


def _compares_reps(plain: str) -> bool:
    return len(_REP.findall(plain)) > 1 or bool(re.search(r"than (?:the )?(?:first|last)", plain))


def rpe_in(plain: str) -> Decimal | None:
    """Return the RPE the athlete says they logged."""
    match = _RPE.search(plain) if _RATES.search(plain) else None
    value = _number(next((g for g in match.groups() if g), None)) if match else None
    return value if value is not None and 1 <= value <= 10 else None


def own_count_in(plain: str) -> int | None:
    """Return the repetitions the athlete counted."""
    match = _OWN_COUNT.search(plain)
    return int(next(g for g in match.groups() if g)) if match else None


def aimed_in(plain: str) -> Decimal | None:
    """Return the seconds a repetition is meant to take."""
    match = _AIMED.search(plain)
    return _number(match[1]) if match else None


def wanted_in(plain: str) -> Decimal | None:
    """Return the load the athlete thinks of taking next."""
    match = _BARE_LOAD.search(plain) or _WANTED.search(plain)
    return _number(match[1]) if match else None


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", "."))


def asks_for_load(plain: str) -> bool:
    """Tell whether the next load is asked for."""
    return _LOAD.search(plain) is not None
