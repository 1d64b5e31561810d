"""Reads what a message asks about a filmed set: topics, one repetition, a side, what follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from agents.builtin.form_moods import (
    GUESS,
    INSISTS,
    Mood,
    aimed_in,
    asks_for_load,
    counts,
    doubts,
    follows_up,
    mood_of,
    own_count_in,
    rep_in,
    rpe_in,
    wanted_in,
)
from agents.builtin.form_topics import topics_in
from agents.builtin.skill import Heard
from agents.builtin.slots import sets_in


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
    wanted: Decimal | None = None
    """Load the athlete thinks of taking next, in the unit they write in."""
    seed: str = ""


FORM_SKILLS: Final = frozenset({"form", "form_look", "form_trend", "form_filming"})
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
_SHORT: Final = 14
"""Words up to which a message with a topic goes on from a reply about form. Source: own choice."""


_OWN_POSITION: Final = re.compile(
    r"\b(?:did|was|were|do|does|is|are|am) (?:i|my \w+)\b.{0,30}\b(?:low|deep|depth|high|shallow"
    r"|round\w*|caves?|caving|straight|lock\w*|even|lean\w*|forward|upright|parallel|wobbl\w*|tuck\w*)\b"
)
"""Asks how the athlete's own body stood or moved."""


def names_video(plain: str) -> bool:
    """Tell whether a folded message speaks of a video, of its own form or of how a set looked."""
    return any(rule.search(plain) for rule in (VIDEO, MY_FORM, _LOOKS, _OWN_POSITION))


def was_form(heard: Heard) -> bool:
    """Tell whether the message before was answered by a skill about form."""
    return heard.before is not None and heard.before.name in FORM_SKILLS


def read_look(heard: Heard) -> FormWish | None:
    """Return what the words ask about a filmed set; None if nothing."""
    plain, before = heard.plain, was_form(heard)
    topics = topics_in(plain)
    if sets_in(plain) and not VIDEO.search(plain) and not before:
        return None
    if before and heard.before is not None and heard.before.name == "form_trend" and doubts(plain):
        return None
    if not (_opens(heard, topics) or (before and _goes_on(heard, topics))):
        return None
    return asked_of(heard, goes_on=before)


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
    if counts(plain) and (filmed or re.search(r"\b(?:you|u|it) (?:count|see|get)", plain)):
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


_DOUBTED: Final = re.compile(
    r"\b(?:was|is) (?:it|that|this) (?:really |actually |just |only )?an? (?:rpe )?"
    r"(?:10|[5-9](?:[.,]5)?)\b(?! ?(?:kg|lb|reps?|/))"
)
"""Holds a rating up without naming the log: "was it really an 8"."""


def _rates(plain: str) -> bool:
    """Tell whether a logged RPE is held up for judgement."""
    if _DOUBTED.search(plain):
        return True
    if not re.search(r"\brpe\b|\blog\b|\blogged\b|\bcalled it\b|\bdown as\b", plain):
        return False
    return bool(_LOGGED.search(plain)) and bool(
        _AGREES.search(plain) or re.search(r"\bhow (?:fast|slow)|\bslow\w*|[+] ?\d|\bso\b", plain)
    ) and not re.search(r"\d ?x ?\d", plain)  # fmt: skip


def _goes_on(heard: Heard, topics: tuple[str, ...]) -> bool:
    """Tell whether a short message goes on from a reply about form."""
    plain = heard.plain
    if len(plain.split()) > _SHORT and not topics:
        return bool(INSISTS.search(plain) or GUESS.search(plain))
    if heard.exercise and not topics and not follows_up(plain):
        return False
    if re.search(r"\bfor \d+s?\b|\b(?:calories|protein|ate|slept|run)\b|\bweeks? off\b", plain):
        return False
    return bool(topics) or follows_up(plain)


def asked_of(heard: Heard, *, goes_on: bool = True) -> FormWish:
    """Return what any message about a filmed set asks, with what it goes on from.

    Args:
        heard: The message.
        goes_on: Whether it goes on from a reply about form, or is known to be about a video.
    """
    plain = heard.plain
    topics = topics_in(plain)
    rates = _rates(plain)
    if rates and "effort" not in topics:
        topics = ("effort", *topics)
    load = asks_for_load(plain)
    wish = FormWish(
        mood=mood_of(plain, topics, goes_on=goes_on, after=was_form(heard), rates=rates),
        topics=topics,
        exercise=heard.exercise,
        rep=rep_in(plain),
        rpe=rpe_in(plain),
        counted=own_count_in(plain),
        aimed_s=aimed_in(plain),
        load=load,
        wanted=wanted_in(plain),
        seed=heard.text,
    )
    return _carried(wish, heard.before.slots) if was_form(heard) and heard.before else wish


def looking_at(heard: Heard) -> FormWish:
    """Return what a message is taken for that asks what a video shows."""
    return asked_of(heard)


def looking_ahead(heard: Heard) -> FormWish:
    """Return what a message is taken for that asks what follows from a video."""
    return ahead(asked_of(heard))


def read_ahead(heard: Heard) -> FormWish | None:
    """Return what the words ask for next because of a filmed set; None if nothing."""
    wish = read_look(heard)
    return None if wish is None else ahead(wish)


def ahead(wish: FormWish) -> FormWish:
    """Return a question about a set as one about what to do next."""
    return replace(wish, mood="next") if wish.mood in _BACKWARD else wish


_BACKWARD: Final[frozenset[Mood]] = frozenset({"look", "rep", "worst", "count"})
"""Moods that look at the set alone."""


def _carried(wish: FormWish, before: object) -> FormWish:
    """Return a follow-up with what the message before was about."""
    keeps = (
        wish.mood in {"why", "insist", "next", "worst", "rep", "sure", "guess"} and not wish.topics
    )
    topics = getattr(before, "topics", ()) if keeps else wish.topics
    exercise = wish.exercise or getattr(before, "exercise", None)
    rated = before.rpe if isinstance(before, FormWish) else None
    return replace(wish, topics=topics, exercise=exercise, rpe=wish.rpe or rated)
