"""Reads what a message asks about a filmed set: topics, one repetition, a side, what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from agents.builtin.form_topics import topics_in
from agents.builtin.skill import Heard
from agents.builtin.slots import sets_in

Mood = Literal["look", "next", "why", "insist", "rep", "worst", "count", "keep", "proper"]


@dataclass(frozen=True, slots=True)
class FormWish:
    """What is asked about a filmed set."""

    mood: Mood = "look"
    topics: tuple[str, ...] = ()
    exercise: str | None = None
    rep: int | None = None
    """From 1; -1 for the last one."""
    rpe: Decimal | None = None
    """RPE the athlete says they logged."""
    counted: int | None = None
    """Repetitions the athlete counted."""
    aimed_s: Decimal | None = None
    """Seconds the athlete aims for."""
    load: bool = False
    """Whether the next load is asked for."""
    seed: str = ""


FORM_SKILLS: Final = frozenset({"form_look", "form_trend", "form_filming"})
VIDEO: Final = re.compile(
    r"\b(?:videos?|vids?|clips?|film(?:ed|ing)?|footage|recordings?|recorded|form ?check\w*"
    r"|camera)\b"
)
MY_FORM = re.compile(
    r"\bmy (?:\w+ ){0,3}(?:form|technique)\b|\b(?:form|technique) (?:any )?(?:good|ok|okay"
    r"|right|bad"
    r"|legit|solid|check)\b|\bhow(?:'?s| is| was)? (?:the|that|this) form\b"
)
_LOOKS = re.compile(
    r"\bhow(?:'?s|s| is| was| do| does| did| are| were)? (?:i|my|it|that|the|this|these|those"
    r"|they)\b"
    r".{0,25}\b(?:look\w*|move\w*)\b|\bdoes (?:it|this|that|my \w+) look (?:ok|okay|right|good"
    r"|fine)"
    r"|\bhow (?:was|is|were) (?:that|this|the) (?:\w+ )?(?:squat|deadlift|bench|press|lift|set"
    r"|pull|push"
    r"|curl|row|one)|\b(?:anything|something|whats?|what's) (?:\w+ )?(?:wrong|off) with\b"
    r"|^(?:any )?(?:cues?|drills?)\b|\bone thing (?:i|to|that)\b"
    r"|^(?:thoughts|rate (?:this|it|my)|(?:any )?feedback|critique|roast|check (?:this|it|my)"
    r"|what(?:'s| is) wrong with (?:my|this)|what (?:do you|did you) (?:think|see))\b"
)
_FIXES = re.compile(r"^how (?:do|can|should|would) i\b|^how to\b")
_GENERAL_QUESTION = re.compile(
    r"^(?:why (?:does|do|is|are|should|would)|what(?:'s| is| are| does)|how (?:deep|low|slow|fast) "
    r"(?:should|do|must)|should (?:i|you|my|knees)|does|is it|are|is (?:knee|butt|a|forward)"
    r"|do (?:you"
    r"|people|knees))\b"
)
_OWN = re.compile(r"\b(?:my|mine|me|did i|was i|am i|do i|were|i)\b")
_OWN_SET = re.compile(
    r"\b(?:did|do|does|was|were|am|is|are|had|have|how|which|rate|check|see|tell|judge|look)\b"
)
_LOGGED = re.compile(
    r"\b(?:log(?:ged)?|call(?:ed)?|rat(?:ed|e)|put|noted|wrote|marked|said|gave|entered|recorded)\b"
    r".{0,24}\b(?:rpe|@)? ?(?:\d+(?:[.,]5)?)\b|\brpe ?\d.{0,30}\b(?:this|that) (?:one|set|lift)\b"
    r"|\b(?:this|that) (?:one|set)\b.{0,20}\brpe ?\d"
)
_AGREES = re.compile(
    r"\b(?:right|accurate|fair|legit|honest|true|agree|correct|off|sound\w*|seem\w*|look\w*|reckon"
    r"|think|believe|wrong|realistic|ok|plausible|spot on|too (?:low|high))\b"
)
_RPE = re.compile(
    r"\brpe ?(?:of |a |was |as |= ?)?(\d+(?:[.,]5)?)\b|\b(\d+(?:[.,]5)?) ?rpe\b|"
    r"\b(?:logged|called|rated|put|marked|gave|noted|was|entered|wrote)\b(?: (?:it|this|that|the"
    r"|set|as|at|a|an|down|them|one|like|only|in)){0,4} (\d+(?:[.,]5)?)\b(?! ?(?:kg|lb|reps?"
    r"|s\b|sec|x|%))"
)
_COUNT = re.compile(
    r"\bhow many\b(?! (?:sets|kg|lbs?|calories|times|weeks|days|videos)\b).{0,24}"
    r"\b(?:reps?|repetitions?|count\w*|did i|of those|squats|push|pull|curls)\b"
    r"|\breps did you count\b"
    r"|\bcount(?:ed|s)?\b.{0,20}\b(?:reps?|wrong|right|all)\b|\bmissed (?:a|one|some) reps?\b"
)
_OWN_COUNT = re.compile(
    r"\b(?:i|we) (?:did|got|counted|had|made|think i did|was sure (?:i did|of)|swear i did"
    r"|am sure i did)"
    r" (\d{1,3})\b(?! ?(?:kg|lb|x|sets?))|\b(?:it was|there were|should be|not \d+ but) (\d{1,3})\b"
)
_PROPER = re.compile(
    r"\bhow many\b.{0,24}\b(?:proper|valid|good|clean|legit|full|count as|(?:should|do|would"
    r"|can) (?:i )?(?:count|log))\b"
)
_WORST = re.compile(
    r"\b(?:worst|ugliest|sloppiest|weakest|messiest|best|cleanest)\b.{0,14}(?:reps?|one"
    r"|repetition)?\b"
    r"|\bwhich (?:rep|one|repetition)s?\b|\bwhere (?:did|does) (?:it|my form) (?:break|fall|go)\b"
    r"|\bany (?:bad|ugly) reps?\b"
)
_REP = re.compile(
    r"\b(?:rep|repetition|number|no\.?) ?#?(\d{1,2})\b|\b(first|second|third|fourth|fifth|sixth"
    r"|last"
    r"|final|1st|2nd|3rd|4th|5th|6th|7th|8th|9th|10th)\b.{0,12}\b(?:rep|one|repetition)\b"
)
_ORDINALS: Final = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "last": -1,
    "final": -1,
}  # fmt: skip
_NEXT = re.compile(
    r"\b(?:what|wat) (?:do|should|can|shall|would) i (?:do|change|fix|work|focus|improve)\b"
    r"|\bso what\b"
    r"|\bwhat now\b|\bnow what\b|\bhow (?:do|can|should|to) (?:i )?(?:fix|improve|change|stop"
    r"|correct"
    r"|get|work|make)\b|\bcues?\b|\bdrills?\b|\btips?\b|\badvice\b|\bfix (?:it|this|that|first)\b"
    r"|\bnext (?:time|session|week|workout|set)\b|\bone thing\b|\b(?:nothing|anything"
    r"|something) to (?:fix|change|do|worry)|\bwork on\b|\bfocus on\b"
)
_LOAD = re.compile(
    r"\b(?:what|which|how much|how heavy|same|more|less|lower|drop the|add|up the"
    r"|keep the) ?(?:\w+ )?"
    r"(?:weight|load|kg|lbs?)\b|\b(?:go|going) (?:up|heavier|lighter|down)\b|\bnext (?:session"
    r"|week)\b"
    r"|[+]\s?\d|\badd \d|\bheavier\b|\blighter\b|\bdeload\b|\bhow heavy\b|\bincrease\b"
)
_KEEP = re.compile(
    r"\b(?:not|n'?t) (?:to )?(?:change|touch|mess|fix)\b|\bwhat (?:is|was|'s|did i do) (?:good"
    r"|right|well)"
    r"|\bwhat should i keep\b|\bleave alone\b|\bkeep doing\b|\banything good\b"
)
WHY = re.compile(
    r"^(?:but |and |ok(?:ay)?,? |so )?(?:why|how come|says who|who says|how do you know"
    r"|how would you"
    r" know|how can you tell|are you sure|you sure|really)\b|\bwho'?s right\b|\bwhy (?:would"
    r"|does|do) "
    r"(?:the|that|it|speed|depth)\b|\bdoes it matter\b|\bso what if\b|\bwhy is that (?:bad"
    r"|a problem)"
)
INSISTS = re.compile(
    r"\b(?:nah|nope|no way|disagree|wrong|don'?t (?:believe|think|agree|buy)|doubt|bs|bullshit"
    r"|rubbish"
    r"|felt (?:easy|fine|good|light|deep|great|ok)|had (?:loads|plenty|more|lots|tons|\d|two|three)"
    r"(?: \w+)? (?:left|in (?:me|the tank))|loads left|leave (?:my|the|it)|(?:keep|change"
    r"|don'?t touch) "
    r"my log|it was (?:a |an )?(?:rpe )?\d|pointless|waste|useless|(?:i'?m|im) (?:pretty "
    r"|quite )?sure"
    r"|definitely (?:was|hit|went)|your camera|camera is wrong)\b"
)
_GUESS = re.compile(r"\b(?:roughly|guess|ballpark|just tell me|best guess|estimate|dark|garage)\b")
_AIMED = re.compile(
    r"\b(?:aim\w*|target\w*|want\w*|trying|try|goal|supposed|meant|should)\b[^.?]{0,24}?"
    r"(\d+(?:[.,]\d)?) ?(?:s|secs?|seconds?)\b"
)
_SHORT: Final = 14
"""Words up to which a message with a topic goes on from a reply about form. Source: own choice."""


def was_form(heard: Heard) -> bool:
    """Tell whether the message before was answered by a skill about form."""
    return heard.before is not None and heard.before.name in FORM_SKILLS


def read_look(heard: Heard) -> FormWish | None:
    """Return what the words ask about a filmed set; None if nothing."""
    plain, before = heard.plain, was_form(heard)
    topics = topics_in(plain)
    if sets_in(plain) and not VIDEO.search(plain) and not before:
        return None
    if not (_opens(heard, topics) or (before and _goes_on(heard, topics))):
        return None
    wish = _detailed(heard, topics)
    if before and heard.before is not None and isinstance(heard.before.slots, FormWish):
        return _carried(wish, heard.before.slots)
    return wish


def _opens(heard: Heard, topics: tuple[str, ...]) -> bool:
    """Tell whether a message is about a filmed set, whatever came before."""
    plain = heard.plain
    if _rates(plain):
        return True
    filmed = VIDEO.search(plain) is not None
    if not filmed and _FIXES.search(plain):
        return False
    if not filmed and _GENERAL_QUESTION.search(plain) and not _OWN.search(plain):
        return False
    if _COUNT.search(plain) and (filmed or re.search(r"\b(?:you|u|it) (?:count|see|get)", plain)):
        return True
    if filmed or MY_FORM.search(plain) or _LOOKS.search(plain):
        return not re.search(r"\b(?:consent|delete|upload|send you|privacy|store|keep)\b", plain)
    strong = set(topics) - {"effort", "lifting", "unseen", "lockout", "elbows"}
    owned = _OWN.search(plain) and (_OWN_SET.search(plain) or "?" in heard.text)
    if strong and owned:
        return not re.search(r"\b(?:hurts?|pain\w*|sore|ache\w*|plate|deep sleep)\b", plain)
    return bool(topics) and bool(
        re.search(r"\b(?:reps?|asymmetr\w*|lock\w* out|in that set)\b", plain)
    ) and bool(owned) and "?" in heard.text and "rpe" not in plain  # fmt: skip


def _rates(plain: str) -> bool:
    """Tell whether a logged RPE is held up for judgement."""
    if not re.search(r"\brpe\b|\blog\b|\blogged\b|\bcalled it\b", plain):
        return False
    return bool(_LOGGED.search(plain)) and bool(
        _AGREES.search(plain) or re.search(r"\bhow (?:fast|slow)|\bslow\w*|[+] ?\d|\bso\b", plain)
    ) and not re.search(r"\d ?x ?\d", plain)  # fmt: skip


def _goes_on(heard: Heard, topics: tuple[str, ...]) -> bool:
    """Tell whether a short message goes on from a reply about form."""
    plain = heard.plain
    if len(plain.split()) > _SHORT and not topics:
        return bool(INSISTS.search(plain) or _GUESS.search(plain))
    if heard.exercise and not topics and not _follows_up(plain):
        return False
    if re.search(r"\bfor \d+s?\b|\b(?:calories|protein|ate|slept|run)\b|\bweeks? off\b", plain):
        return False
    return bool(topics) or _follows_up(plain)


def _follows_up(plain: str) -> bool:
    rules = (_NEXT, _LOAD, _KEEP, WHY, INSISTS, _REP, _WORST, _PROPER, _COUNT, _GUESS, _OWN_COUNT)
    return any(rule.search(plain) for rule in rules)


def _detailed(heard: Heard, topics: tuple[str, ...]) -> FormWish:
    plain = heard.plain
    rpe = _RPE.search(plain) if re.search(r"\brpe\b|\blog\b|\blogged\b|\bcalled\b", plain) else None
    said = next((g for g in rpe.groups() if g), None) if rpe else None
    own = _OWN_COUNT.search(plain)
    aimed = _AIMED.search(plain)
    value = Decimal(said.replace(",", ".")) if said else None
    if _rates(plain) and "effort" not in topics:
        topics = ("effort", *topics)
    return FormWish(
        mood=_mood(heard, topics),
        topics=topics,
        exercise=heard.exercise,
        rep=_rep(plain),
        rpe=value if value is not None and 1 <= value <= 10 else None,
        counted=int(next(g for g in own.groups() if g)) if own else None,
        aimed_s=Decimal(aimed[1].replace(",", ".")) if aimed else None,
        load=bool(_LOAD.search(plain)),
        seed=heard.text,
    )


def _mood(heard: Heard, topics: tuple[str, ...]) -> Mood:
    plain = heard.plain
    before = was_form(heard)
    rules: tuple[tuple[Mood, re.Pattern[str], bool], ...] = (
        ("proper", _PROPER, True),
        ("count", _COUNT, True),
        ("count", _OWN_COUNT, before and not topics),
        ("insist", INSISTS, before),
        ("why", WHY, before),
        ("worst", _WORST, "which" in plain or not topics),
        ("keep", _KEEP, True),
        ("next", _NEXT, not topics or before),
        ("next", _LOAD, before or _rates(plain) or not topics),
    )
    for mood, rule, holds in rules:
        if holds and rule.search(plain):
            return mood
    return "rep" if _rep(plain) is not None and not _compares_reps(plain) else "look"


def _compares_reps(plain: str) -> bool:
    return len(_REP.findall(plain)) > 1 or bool(re.search(r"than (?:the )?(?:first|last)", plain))


def _rep(plain: str) -> int | None:
    match = _REP.search(plain)
    if match is None:
        return None
    if match[1]:
        return int(match[1])
    digits = re.match(r"\d+", match[2])
    return int(digits[0]) if digits else _ORDINALS[match[2]]


def _carried(wish: FormWish, before: FormWish) -> FormWish:
    """Return a follow-up with what the message before was about."""
    keeps = wish.mood in {"why", "insist", "next", "worst", "rep"} and not wish.topics
    return replace(
        wish,
        topics=before.topics if keeps else wish.topics,
        exercise=wish.exercise or before.exercise,
        rpe=wish.rpe or before.rpe,
    )
