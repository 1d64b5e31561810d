"""Finds something in the place of an exercise, and exchanges it when the athlete has chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.said_self import kit_words
from agents.builtin.say_programme import noted, session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in, exercises_in
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from coach.training.rules.programme.told import regions_in
from tools.results.account import MemoryChanged
from tools.results.programmes import ExercisesFound, FoundExercise, ProgrammeRevised

_WANTS: Final = re.compile(
    r"\b(?:instead(?: of)?|alternatives?|substitut\w*|replace\w*|swap\w*|switch\b|exchange|sub\b"
    r"|in place"
    r" of|something else|other (?:exercise|option)s?|variation|sick of|tired of|bored (?:of|with)"
    r"|fed up|hate\b|can'?t stand|different (?:exercise|one))\b"
)
_REFERS: Final = re.compile(
    r"\b(?:instead|alternatives?|substitut\w*|something else|(?:swap|replace|switch|exchange"
    r"|sub) (?:it"
    r"|that|them|this|those)|in place of (?:it|that|them|this)|sick of (?:it|them)|hate (?:it|them)"
    r"|another one|other options?)\b"
)
_LACKS: Final = re.compile(
    r"\b(?:no|don'?t have|doesn'?t have|hasn'?t got|without|haven'?t got|isn'?t|taken|broken|busy"
    r"|occupied|out of order|removed)\b"
)
_GYM: Final = re.compile(r"\b(?:gym|here|there|hotel|home|place|machine|rack|equipment|today)\b")
_EXERCISE_FOR: Final = re.compile(
    r"\b(?:something|exercises?|movements?|what (?:can|should) i do|options?|how (?:can"
    r"|do) i (?:train"
    r"|work|hit))\b[^.?!]{0,20}\b(?:for|to (?:hit|train|work)|train|work|hit)?\b"
)
_MUSCLE: Final = re.compile(
    r"\b(?:chest|pecs?|upper back|lats?|back|quads?|quadriceps|legs|hamstrings?|hams|glutes?|butt"
    r"|side delts?|rear delts?|shoulders?|delts|biceps?|triceps?|calves|abs|core)\b"
)
_HURT: Final = re.compile(
    r"\b(?:hurts?|hurting|pain\w*|injur\w*|sore|bad|bother\w*|aggravat\w*|crank\w*|dodgy|ach\w+"
    r"|irritat\w*"
    r"|kind(?:er)? (?:to|on)|easier on|friendly|without stress)\b"
)
_NOT: Final = re.compile(
    r"\b(?:weight|kg|lbs?|reps?|meal|food|eat|protein|chicken|rice|drink|coffee|run(?:ning)?"
    r"|programme"
    r" with|whole programme|new programme|grip width|shoes|belt|video|26s|28s|\d+s)\b"
)
_YES: Final = re.compile(
    r"^(?:yes|yep|yeah|sure|ok(?:ay)?|do it|please(?: do)?|go (?:ahead|for it)|sounds good|great"
    r"|y|ja|si"
    r"|perfect|that works|swap (?:it|them)|put it in)\b[^?]{0,40}$"
)
_NTH: Final = re.compile(r"\b(?:the )?(first|second|third|last|1st|2nd|3rd)(?: one| option)?\b")
_PLACES: Final = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1}
_DIRECT: Final = re.compile(
    r"\b(?:swap|replace|switch|exchange|sub)\b(?: out)?[^.?!]{2,50}?\b(?:for|with|to"
    r"|by)\b[^.?!]{3,50}"
)
_ASKS: Final = re.compile(
    r"\?|\b(?:which|what|something else|instead|alternatives?|swap|replace|another)\b"
)
OFFER: Final = "Shall I put"
_OFFERED: Final = re.compile(rf"{OFFER} (?P<into>[^.?]+?) in the place of (?P<out>[^.?]+?)\?")
_OPTIONS: Final = re.compile(r"The best fits are (?P<names>[^:.]+):")


@dataclass(frozen=True, slots=True)
class Slots:
    """What is looked for, or exchanged."""

    find: dict[str, Any] = field(default_factory=dict[str, Any])
    swap: dict[str, Any] = field(default_factory=dict[str, Any])
    keep: dict[str, Any] = field(default_factory=dict[str, Any])
    """What to remember beside it."""
    asks: bool = False
    """Something else is asked for, not only told."""


def read(heard: Heard) -> Slots | None:
    """Return what a message wants exchanged; None where it is about something else."""
    plain = heard.plain
    chosen = _direct(heard.text, plain) or _chosen(heard, plain)
    if chosen is not None:
        return chosen
    if _NOT.search(plain):
        return None
    about = heard.exercise or (heard.exercise_before() if _REFERS.search(plain) else None)
    lacks = bool(_LACKS.search(plain) and heard.exercise and _GYM.search(plain))
    if about and (_WANTS.search(plain) or lacks):
        return _search(heard, plain, about, lacks=lacks)
    muscle = _MUSCLE.search(plain)
    if muscle and heard.exercise is None and _EXERCISE_FOR.search(plain):
        if re.search(r"\b(?:stretch\w*|how (?:much|many|often)|volume|sets|grow)\b", plain):
            return None
        return _search(heard, plain, None, lacks=False)
    return None


def _chosen(heard: Heard, plain: str) -> Slots | None:
    """Return the exchange that an answer to an offer agrees to."""
    offered = _OFFERED.search(heard.replied)
    if offered is None:
        return None
    names = _OPTIONS.search(heard.replied)
    options = re.split(r", | and ", names["names"]) if names else [offered["into"]]
    nth = _NTH.search(plain)
    named = exercise_in(heard.text)
    if nth and len(plain.split()) <= 8:
        return Slots(swap={"out": offered["out"], "into": options[_PLACES[nth[1]]]})
    if named and len(plain.split()) <= 8 and "?" not in plain:
        return Slots(swap={"out": offered["out"], "into": named})
    if _YES.match(plain):
        return Slots(swap={"out": offered["out"], "into": offered["into"]})
    return None


def _direct(text: str, plain: str) -> Slots | None:
    asks = plain.endswith("?") and not plain.startswith(("can", "could"))
    if not _DIRECT.search(plain) or asks:
        return None
    names = exercises_in(text)
    return Slots(swap={"out": names[0], "into": names[1]}) if len(names) == 2 else None


def _search(heard: Heard, plain: str, about: str | None, *, lacks: bool) -> Slots:
    find: dict[str, Any] = {}
    if about:
        find["instead_of"] = about
    elif muscles := _MUSCLE.findall(plain):
        find["muscle"] = muscles[0]
    kit = "" if lacks else kit_words(plain)
    if kit:
        find["equipment"] = kit
    hurts = [region.value for region in regions_in(plain)] if _HURT.search(plain) else []
    if about is None and hurts and re.search(r"\b(?:back|shoulders?)\b", find.get("muscle", "")):
        hurts = [each for each in hurts if each not in {"lower_back", "shoulder"}]
    if hurts:
        find["hurts"] = hurts[:4]
    keep: dict[str, Any] = {}
    disliked = re.search(
        r"\b(?:sick of|hate|can'?t stand|bored (?:of|with)|fed up|tired of)\b", plain
    )
    if about and disliked and heard.exercise:
        keep = {
            "kind": "dislike",
            "text": _clause(heard.text),
            "said": heard.text.strip()[:500],
        }
    elif lacks and not re.search(r"\b(?:taken|busy|occupied|today|hotel|broken)\b", plain):
        keep = {"kind": "equipment", "text": _clause(heard.text), "said": heard.text[:500]}
    elif hurts and re.search(r"\b(?:my|i have|i'?ve got)\b", plain):
        keep = {"kind": "injury", "text": _clause(heard.text), "said": heard.text[:500]}
    return Slots(find=find, keep=keep, asks=bool(_ASKS.search(plain)))


def _clause(text: str) -> str:
    """Return the first sentence of a message, which is what is kept."""
    return re.split(r"[.!?\n]", text.strip())[0].strip()[:300]


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Keep what was said in passing, then look, or exchange."""
    del found
    if slots.swap:
        return (Call("swap_exercise", slots.swap),)
    kept = (Call("remember", slots.keep),) if slots.keep else ()
    return (*kept, Call("find_exercises", slots.find))


def say(slots: Slots, found: Found) -> str | None:
    """Say the best fits with what the log knows of them, or what was exchanged."""
    if slots.swap:
        return _say_swapped(found)
    data = found.read("find_exercises", ExercisesFound)
    if data is None:
        return None
    kept = found.read("remember", MemoryChanged)
    if not data.exercises:
        return reply(
            "I find nothing that trains the same with what there is and what has to be spared.",
            "Tell me which equipment you have, and I look again.",
        )
    told = kept is not None and kept.memory.kind == "dislike" and not data.in_programme
    if kept is not None and told and not slots.asks:
        return reply(
            f"Noted: {kept.memory.text.rstrip('. ')}. I leave it out of what I plan from now on.",
            "It is not in your active programme. Ask me when you want something in its place.",
        )
    first = data.exercises[0]
    names = [_name(each) for each in data.exercises]
    lead = f"Take {_with_article(names[0])}: {first.why}."
    offer = (
        f"{OFFER} {names[0]} in the place of {lower(data.instead_of)}?"
        if data.in_programme
        else _first_time(first)
    )
    others = f"The best fits are {listed(names)}: any of them does the job." if names[1:] else None
    note = _kept(kept) if kept else None
    return reply(
        paragraph(lead, _history(data.exercises)),
        paragraph(others, noted_of(data, kept)),
        paragraph(note, offer),
    )


def noted_of(data: ExercisesFound, kept: MemoryChanged | None) -> str | None:
    """Return what of the memory shaped the choice, unless it was said just now."""
    new = "" if kept is None else kept.memory.text
    told = [each for each in data.considered if each != new]
    found = noted(told)
    return None if found is None else found.replace("I built it around", "I picked them around")


def _kept(kept: MemoryChanged) -> str:
    return {
        "dislike": "I keep in mind that you would rather not do it.",
        "equipment": "I keep in mind that it is not there.",
    }.get(
        kept.memory.kind, "I keep in mind that it hurts; stop anything that brings the pain back."
    )


def _history(found: Sequence[FoundExercise]) -> str | None:
    known = next((each for each in found if each.last_day is not None), None)
    if known is None or known.last_load is None or known.last_day is None:
        return None
    return (
        f"Your last {_name(known)} in the log was {num(known.last_load)} {known.unit} for "
        f"{known.last_reps} reps on {day(known.last_day)}, so go from there."
    )


def _first_time(first: FoundExercise) -> str:
    if first.last_load is not None:
        return f"Ask me for the next load of {_name(first)} when you are there."
    return (
        "Start light, with several repetitions in reserve, and keep the sets and repetitions of "
        "what it replaces. Ask me for the next load once you have logged it."
    )


def _name(each: FoundExercise) -> str:
    plain = re.fullmatch(r"[a-z0-9_]+", each.exercise_id)
    return each.exercise_id.replace("_", " ") if plain else each.exercise.lower()


def _with_article(name: str) -> str:
    return f"the {name}"


def _say_swapped(found: Found) -> str | None:
    data = found.read("swap_exercise", ProgrammeRevised)
    if data is None:
        failed = found.error("swap_exercise")
        return None if failed is None else _PLAIN.get(failed.code)
    holding = next(
        (
            line
            for line in data.days
            if any(_is_new(data, each.exercise) for each in line.exercises)
        ),
        data.days[0],
    )
    return reply(
        f"Done. {data.cause}",
        session(holding),
        paragraph(noted(data.considered), "Tell me the sets you get, and I set the next load."),
    )


def _is_new(data: ProgrammeRevised, name: str) -> bool:
    return any(name == each.new for each in data.changes) or data.cause.startswith(name)


_PLAIN: Final = {
    "no_programme": (
        "No programme is active, so there is nothing to exchange: simply do the other exercise, "
        "and tell me the sets. I set its next load from them."
    ),
    "not_in_programme": (
        "That exercise is not in your programme, so nothing had to change. Do the other one when "
        "you like, and tell me the sets."
    ),
    "already_there": "That one is in your programme already, so I left it as it is.",
    "contraindicated": (
        "That exercise loads a region you told me to spare, so I did not put it in. Ask me for "
        "something kinder in its place."
    ),
    "not_available": (
        "With your equipment and wishes that is not possible, so I left the programme as it is."
    ),
    "too_much_at_once": (
        "That exchange would give a muscle more sets than it may have, or take too long, so I left "
        "it. Name an exercise for the same muscles."
    ),
}

SWAP: Final = Skill(
    name="exercise_swap",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"find_exercises", "swap_exercise"}),
    seeds=(
        "what can I do instead of the leg press",
        "give me an alternative to barbell rows",
        "swap lunges for something else",
    ),
    default=lambda heard: Slots(
        find={"instead_of": heard.exercise} if heard.exercise else {"muscle": heard.plain[:40]}
    ),
    covers=frozenset(
        {"memory_passing", "profile_update", "pain", "knowledge", "next_load", "training_load"}
    ),
    reason="exercise selection and variation",
)
