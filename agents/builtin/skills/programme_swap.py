"""Finds something in the place of an exercise, and exchanges it when the athlete has chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from agents.builtin.said_self import kit_words
from agents.builtin.say_programme import noted, session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in, exercises_in
from agents.builtin.swap_words import (
    ASKS,
    DIRECT,
    DOSE,
    DROPPED,
    EXERCISE_FOR,
    FOR_NOW,
    GYM,
    HURT,
    LACKS,
    MUSCLE,
    NOT,
    NTH,
    OFFER,
    OFFERED,
    OPTIONS,
    OUT_OF_USE,
    PLACES,
    REFERS,
    TODAY,
    WANTS,
    YES,
)
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from coach.training.rules.programme.told import regions_in
from tools.results.account import MemoryChanged
from tools.results.programmes import ExercisesFound, FoundExercise, ProgrammeRevised


@dataclass(frozen=True, slots=True)
class Slots:
    """What is looked for, or exchanged."""

    find: dict[str, Any] = field(default_factory=dict[str, Any])
    swap: dict[str, Any] = field(default_factory=dict[str, Any])
    keep: dict[str, Any] = field(default_factory=dict[str, Any])
    """What to remember beside it."""
    asks: bool = False
    """Something else is asked for, not only told."""
    today: bool = False
    """Only this session is meant; the programme stays."""
    dose: bool = False
    """Sets, repetitions or the load of what was offered are asked for."""
    skip: tuple[str, ...] = ()
    """Names that were offered before and will not do."""
    without: tuple[str, ...] = ()
    """Equipment that is not there."""


def read(heard: Heard) -> Slots | None:
    """Return what a message wants exchanged; None where it is about something else."""
    plain = heard.plain
    chosen = _direct(heard.text, plain) or _chosen(heard, plain)
    if chosen is not None:
        return chosen
    if NOT.search(plain):
        return None
    about = heard.exercise or (heard.exercise_before() if REFERS.search(plain) else None)
    lacks = bool(LACKS.search(plain) and heard.exercise and GYM.search(plain))
    gone = heard.exercise is not None and OUT_OF_USE.search(plain) is not None
    lacks = lacks or gone
    if about and (WANTS.search(plain) or lacks):
        return _search(heard, plain, about, lacks=lacks)
    muscle = MUSCLE.search(plain)
    if muscle and heard.exercise is None and EXERCISE_FOR.search(plain):
        if re.search(r"\b(?:stretch\w*|how (?:much|many|often)|volume|sets|grow)\b", plain):
            return None
        return _search(heard, plain, None, lacks=False)
    return None


def _chosen(heard: Heard, plain: str) -> Slots | None:
    """Return the exchange that an answer to an offer agrees to."""
    offered = OFFERED.search(heard.replied)
    if offered is None:
        return None
    names = OPTIONS.search(heard.replied)
    options = re.split(r", | and ", names["names"]) if names else [offered["into"]]
    nth = NTH.search(plain)
    named = exercise_in(heard.text)
    if nth and len(plain.split()) <= 8:
        return Slots(swap={"out": offered["out"], "into": options[PLACES[nth[1]]]})
    if named and len(plain.split()) <= 8 and "?" not in plain:
        return Slots(swap={"out": offered["out"], "into": named})
    if YES.match(plain):
        return Slots(swap={"out": offered["out"], "into": offered["into"]})
    return None


def _direct(text: str, plain: str) -> Slots | None:
    asks = plain.endswith("?") and not plain.startswith(("can", "could"))
    if not DIRECT.search(plain) or asks:
        return None
    names = exercises_in(text)
    return Slots(swap={"out": names[0], "into": names[1]}) if len(names) == 2 else None


def _search(heard: Heard, plain: str, about: str | None, *, lacks: bool) -> Slots:
    find: dict[str, Any] = {}
    if about:
        find["instead_of"] = about
    elif muscles := MUSCLE.findall(plain):
        find["muscle"] = muscles[0]
    kit = "" if lacks else kit_words(plain)
    if kit:
        find["equipment"] = kit
    hurts = [region.value for region in regions_in(plain)] if HURT.search(plain) else []
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
    return Slots(
        find=find,
        keep=keep,
        asks=bool(ASKS.search(plain)),
        today=bool(TODAY.search(plain)),
        without=without_in(plain),
    )


def assumed_search(heard: Heard) -> Slots:
    """Return what is looked for by a message that is about an exchange."""
    plain = heard.plain
    about = heard.exercise or heard.exercise_before()
    found = _search(heard, plain, about, lacks=bool(LACKS.search(plain)))
    if about is None and "muscle" not in found.find:
        return Slots()
    kept = found.keep if heard.exercise is not None else {}
    return replace(
        found, keep=kept, asks=True, dose=bool(heard.exercise is None and DOSE.search(plain))
    )


def followed(heard: Heard, before: Slots) -> Slots | None:
    """Return what further words mean after an exchange was offered or made."""
    plain = heard.plain
    chosen = _chosen(heard, plain)
    if chosen is not None:
        return chosen
    if not before.find:
        return _after_swap(heard, before)
    offered = offered_in(heard.replied)
    if DOSE.search(plain):
        return replace(before, dose=True, keep={}, today=before.today)
    if FOR_NOW.search(plain):
        return replace(before, today=True, keep={})
    if heard.exercise is not None and DROPPED.search(plain) is None:
        return None
    find = dict(before.find)
    if regions := [each.value for each in regions_in(plain)]:
        find["hurts"] = regions[:4]
    if (kit := kit_words(plain)) and not LACKS.search(plain):
        find["equipment"] = kit
    lacking = without_in(plain)
    skip = () if "equipment" in find and find != before.find else offered[:1]
    if DROPPED.search(plain):
        skip = offered
    return Slots(
        find=find | {"limit": 8}, skip=skip, without=lacking, asks=True, today=before.today
    )


def _after_swap(heard: Heard, before: Slots) -> Slots | None:
    """Return what is asked of an exchange that was made: its sets, or another one."""
    into = before.swap.get("into")
    if not into or not DOSE.search(heard.plain):
        return None
    return Slots(find={"instead_of": before.swap["out"]}, dose=True)


def offered_in(replied: str) -> tuple[str, ...]:
    """Return the names of exercises that a reply offered."""
    names = OPTIONS.search(replied)
    if names:
        return tuple(re.split(r", | and ", names["names"]))
    first = re.search(r"Take the (?P<name>[^:.]+):", replied)
    return (first["name"],) if first else ()


def without_in(plain: str) -> tuple[str, ...]:
    """Return the equipment that a message says is not there."""
    return tuple(
        name
        for name in ("machine", "cable", "barbell", "dumbbell", "band", "kettlebell")
        if re.search(rf"\b(?:no|without|don'?t have|isn'?t|lack\w*)\b[^.,;]{{0,24}}\b{name}", plain)
    )


def _clause(text: str) -> str:
    """Return the first sentence of a message, which is what is kept."""
    return re.split(r"[.!?\n]", text.strip())[0].strip()[:300]


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Keep what was said in passing, then look, or exchange."""
    del found
    if slots.swap:
        return (Call("swap_exercise", slots.swap),)
    if not slots.find:
        return ()
    kept = (Call("remember", slots.keep),) if slots.keep else ()
    return (*kept, Call("find_exercises", slots.find))


def say(slots: Slots, found: Found) -> str | None:
    """Say the best fits with what the log knows of them, or what was exchanged."""
    if slots.swap:
        return said_swapped(found)
    if not slots.find:
        return "Which exercise shall I replace, or which muscle do you want to train?"
    data = found.read("find_exercises", ExercisesFound)
    if data is None:
        return None
    kept = found.read("remember", MemoryChanged)
    fits = [each for each in data.exercises if _will_do(each, slots)][:SHOWN]
    if not fits:
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
    return _say_found(slots, data, fits, kept)


SHOWN: Final = 3
"""Exercises that are offered. Source: own choice, as many as a sentence holds."""


def _will_do(each: FoundExercise, slots: Slots) -> bool:
    return _name(each) not in slots.skip and each.equipment not in slots.without


def _say_found(
    slots: Slots, data: ExercisesFound, fits: Sequence[FoundExercise], kept: MemoryChanged | None
) -> str:
    names = [_name(each) for each in fits]
    first = fits[0]
    lead = f"Take the {names[0]}: {first.why}."
    if slots.dose:
        lead = f"Do {dosed(first)}."
    others = f"The best fits are {listed(names)}: any of them does the job." if names[1:] else None
    return reply(
        paragraph(lead, None if slots.dose else f"Do {dosed(first)}.", _history(first)),
        None if slots.dose else paragraph(others, noted_of(data, kept)),
        paragraph(_kept(kept) if kept else None, _ending(slots, data, names[0])),
    )


def _ending(slots: Slots, data: ExercisesFound, name: str) -> str:
    """Offer the exchange where the programme holds the exercise, unless only today is meant."""
    if data.in_programme and slots.today:
        old = lower(data.instead_of)
        return (
            f"That is for today only: your programme stays as it is, with the {old} next time. "
            "Tell me the sets you get."
        )
    if data.in_programme:
        return f"{OFFER} {name} in the place of {lower(data.instead_of)}?"
    return "Tell me the sets you get, and I set its next load from them."


def dosed(each: FoundExercise) -> str:
    """Return "3 x 8-12 on the seated leg curl"."""
    reps = str(each.reps) if each.reps == each.reps_high else f"{each.reps}-{each.reps_high}"
    return f"{each.sets} x {reps} on the {_name(each)}"


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


def _history(first: FoundExercise) -> str | None:
    if first.last_load is None or first.last_day is None:
        return first.start or None
    return (
        f"Your last {_name(first)} in the log was {num(first.last_load)} {first.unit} for "
        f"{first.last_reps} reps on {day(first.last_day)}, so begin with that."
    )


def _name(each: FoundExercise) -> str:
    plain = re.fullmatch(r"[a-z0-9_]+", each.exercise_id)
    return each.exercise_id.replace("_", " ") if plain else each.exercise.lower()


def said_swapped(found: Found) -> str | None:
    """Say what was exchanged, and the session that holds it."""
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
    tools=frozenset({"find_exercises", "swap_exercise", "remember"}),
    default=assumed_search,
    follow=followed,
    covers=frozenset(
        {"memory_passing", "profile_update", "pain", "knowledge", "next_load", "training_load"}
    ),
    reason="exercise selection and variation",
)
