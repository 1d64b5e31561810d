"""Keeps in mind, lists, changes and forgets what an athlete says of injuries, kit and tastes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.memory_words import ACUTE, ASKS, BAD, FINE, REGION, RULES, kind_of
from agents.builtin.said_memory import assumed_forget, read_forget
from agents.builtin.skill import REMEMBERED, Call, Found, Heard, Skill
from agents.builtin.wording import day, paragraph, reply
from coach.safety.rules.text import folded
from coach.training.rules.programme.told import regions_in
from tools.results.account import Memories, MemoryChanged
from tools.results.programmes import ExercisesFound

_ASKED: Final = re.compile(
    r"\?|^(?:does|do|did|is|are|why|could|would|will)\b"
    r"|\b(?:what (?:should|do|can|could|now)|should i|can i|how (?:do|can|should)|is it ok)\b"
)
"""A question beside it is answered; pain that is asked about is not merely kept."""
_EXPLICIT: Final = re.compile(
    r"^\W*(?:please |pls |can you |could you |hey |ok |btw |also )*(?:remember|note(?: down)?"
    r"|keep in mind|make a note|don'?t forget|for the record|fyi)\b\W*(?:that |this\W*"
    r"|of the fact that )?",
)
_LIST: Final = re.compile(
    r"\bwhat (?:do|did|have) you (?:know|remember|note\w*|got|stor\w+|keep|kept"
    r"|save\w*)\b(?![^?]*\b(?:creatine"
    r"|protein|squat form)\b)|\b(?:list|show|see|read)\b[^.?!]{0,20}\b(?:memor\w+|notes)\b"
    r"|\bmy memories\b"
    r"|\bwhat have you (?:noted|remembered|saved|stored)\b|\bwhy do you (?:think|know|remember"
    r"|believe)\b"
    r"|\bwhat(?:'?s| is) (?:in your memory|stored about me)\b|\bdo you (?:still )?remember\b"
)


@dataclass(frozen=True, slots=True)
class Note:
    """What to keep, and what it calls for."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    find: dict[str, Any] | None = None
    """Arguments of `find_exercises` where an exercise hurts."""


def read_explicit(heard: Heard) -> Note | None:
    """Return what an athlete asks to remember."""
    match = _EXPLICIT.match(heard.text.casefold())
    if match is None or heard.text.strip().endswith("?"):
        return None
    words = heard.text[match.end() :].strip()
    if len(words) < 3:
        return None
    return Note(_args(kind_of(words), words, heard.text), _find(heard, words))


_POINTER: Final = re.compile(
    r"^(?:please |pls |can you |ok |so |and |yes |just |do )*(?:remember|note|save|keep|store|write"
    r"|put)?\W*(?:that|this|it|down|in mind|too|as well|for later|for next time|please|pls|me)*"
    r"(?: (?:that|this|it|down|in mind|too|as well|for later|for next time|please|pls))*\W*$"
)
"""What says only that something said before is to be kept."""


def assumed_note(heard: Heard) -> Note:
    """Return what to keep of a message that wants something kept; nothing where it only points."""
    if _POINTER.match(heard.plain):
        return Note()
    match = _EXPLICIT.match(heard.text.casefold())
    words = heard.text[match.end() :].strip() if match else _stripped(heard.text)
    if len(words) < MIN_LETTERS:
        return Note()
    return Note(_args(kind_of(words), words, heard.text), _find(heard, words))


def assumed_kit(heard: Heard) -> Note:
    """Return the equipment that a message tells of."""
    return Note(_args("equipment", _stripped(heard.text), heard.text))


def _stripped(text: str) -> str:
    """Return a message without what only begins it."""
    begun = r"^\W*(?:btw|by the way|also|oh|fyi|and|ok|so|no)\b[\s,:]*"
    return re.sub(begun, "", text.strip(), flags=re.IGNORECASE)


MIN_LETTERS: Final = 3


def read_passing(heard: Heard) -> Note | None:
    """Return what an athlete says in passing that changes plans."""
    plain = heard.plain
    if (
        ASKS.search(plain)
        or _ASKED.search(folded(heard.whole))
        or ACUTE.search(plain)
        or FINE.search(plain)
    ):
        return None
    kind = next((kind for kind, rule in RULES if rule.search(plain)), None)
    if kind is None or (kind in {"dislike", "preference"} and _about_food(plain)):
        return None
    words = _stripped(heard.text)
    return Note(_args(kind, words, heard.text), _find(heard, words) if kind == "injury" else None)


def read_kit(heard: Heard) -> Note | None:
    """Return what an athlete says in passing of the equipment there is."""
    found = read_passing(heard)
    return found if found is not None and found.args["kind"] == "equipment" else None


def passing_notes(text: str) -> tuple[dict[str, Any], ...]:
    """Return what of a message is worth keeping beside its main wish, clause by clause."""
    found: list[dict[str, Any]] = []
    for clause in re.split(r"[,.;!?\n]+|\b(?:and|but|also|btw)\b", text):
        words = clause.strip()
        kind = next((kind for kind, rule in RULES[:3] if rule.search(folded(words))), None)
        if kind and not ACUTE.search(folded(words)):
            found.append(_args(kind, words, text))
    return tuple(found[:3])


def _about_food(plain: str) -> bool:
    return re.search(r"\b(?:your|you|this app|eating|food|taste)\b", plain) is not None


def _args(kind: str, words: str, said: str) -> dict[str, Any]:
    return {"kind": kind, "text": words[:300], "said": said.strip()[:500]}


def _find(heard: Heard, words: str) -> dict[str, Any] | None:
    regions = [region.value for region in regions_in(words)]
    if heard.exercise is None or not regions or not re.search(rf"\b{BAD}\b", folded(words)):
        return None
    return {"instead_of": heard.exercise, "hurts": regions[:4], "limit": 2}


def keep_calls(note: Note, found: Found) -> Sequence[Call]:
    """Keep it, and look for something kinder where an exercise hurts."""
    del found
    if not note.args:
        return ()
    look = (Call("find_exercises", note.find),) if note.find else ()
    return (Call("remember", note.args), *look)


def say_kept(note: Note, found: Found) -> str | None:
    """Say what is kept and what it changes."""
    if not note.args:
        return "What shall I keep in mind? Tell me in one sentence, in your own words."
    data = found.read("remember", MemoryChanged)
    if data is None:
        return None
    text = unquoted(data.memory.text)
    lead = (
        f"I had that noted already: {text}."
        if data.action == "already_known"
        else f"Noted: {text}."
    )
    effect = _EFFECTS.get(data.memory.kind, "I keep it in mind from now on.")
    options = found.read("find_exercises", ExercisesFound)
    return reply(
        paragraph(lead, effect),
        _kinder(options) if options is not None else None,
        "You can see, change or delete what I keep in mind at any time.",
    )


_EFFECTS: Final = {
    "injury": (
        "New and changed programmes spare it, and you stop anything that brings the pain back. If "
        "it lasts or gets worse, have it looked at."
    ),
    "equipment": "What I plan from now on uses what is there.",
    "dislike": "I leave it out of what I plan from now on.",
    "preference": "I choose with it from now on.",
    "schedule": "I plan around it.",
    "barrier": "I plan for it: short sessions count, and nothing missed has to be made up for.",
    "goal": "Plans aim at it from now on.",
}


def _kinder(options: ExercisesFound) -> str | None:
    if not options.exercises:
        return None
    names = " or ".join(each.exercise_id.replace("_", " ") for each in options.exercises)
    return (
        f"Until it is quiet, do {names} in the place of {options.instead_of.lower()}, light and "
        "with several repetitions in reserve."
    )


def unquoted(text: str) -> str:
    """Return a text without the mark at its end."""
    return re.sub(r"[\s.]+$", "", text)


def read_list(heard: Heard) -> str | None:
    """Return which kind of memories is asked for; empty for all."""
    return assumed_list(heard) if _LIST.search(heard.plain) else None


def assumed_list(heard: Heard) -> str:
    """Return which kind of memories a message about them asks for; empty for all."""
    words = (("injury", r"injur\w+|pain|hurts?|restrictions?|limitations?"),
             ("equipment", r"equipment|kit|gym"), ("dislike", r"dislikes?|hate\w*|avoid\w*"),
             ("schedule", r"schedule|days|when i train"))  # fmt: skip
    if regions_in(heard.plain):
        return "injury"
    return next((kind for kind, rule in words if re.search(rf"\b(?:{rule})\b", heard.plain)), "")


def list_calls(kind: str, found: Found) -> Sequence[Call]:
    """Read the memories."""
    del found
    return (Call("list_memories", {"kind": kind} if kind else {}),)


def say_list(kind: str, found: Found) -> str | None:
    """Say what is kept, since when and from which words."""
    data = found.read("list_memories", Memories)
    if data is None:
        return None
    if not data.memories:
        about = {"injury": " about injuries", "equipment": " about equipment"}.get(kind, "")
        return (
            f"I keep nothing in mind{about} yet. Tell me to remember something, or mention an "
            "injury, your equipment or what you dislike, and I plan around it."
        )
    lines = [
        f"{unquoted(each.text)} ({each.kind}, noted on {day(each.since)})"
        for each in data.memories[:8]
    ]
    said = next((each.said for each in data.memories if each.said), None)
    why = f"The newest came from your words \u201c{unquoted(said)}\u201d." if said else None
    return reply(
        f"This is what I keep in mind: {'; '.join(lines)}.",
        paragraph(why, "I keep these because they change what I plan."),
        "Tell me what no longer holds, and I change or forget it.",
    )


def forget_calls(args: dict[str, Any], found: Found) -> Sequence[Call]:
    """Forget it."""
    del found
    return (Call("forget_memory", args),) if args else ()


_OF_THE_LOG: Final = re.compile(r"\b(?:run|jog|ride|swim|walk|cardio|night|weigh-?in|weight)\b")
NOT_FROM_HERE: Final = (
    "I find no note on that, and a single run, night or weigh-in I cannot take out of your log by "
    "chat. Tell me what is right instead, and I correct it."
)


def say_forgotten(args: dict[str, Any], found: Found) -> str | None:
    """Say what is forgotten."""
    if not args:
        return "Which note shall I forget? Name what it is about, and I drop it."
    data = found.read("forget_memory", MemoryChanged)
    if data is None:
        failed = found.error("forget_memory")
        if failed is not None and failed.code == "which_memory":
            if _OF_THE_LOG.search(str(args)):
                return NOT_FROM_HERE
            return "I find no such note. Ask what I remember, and name the one to drop."
        return None
    if args.get("every"):
        return "Forgotten: I keep nothing in mind about you any more. Your log is as it was."
    return paragraph(
        f"Forgotten: {unquoted(data.memory.text)}.",
        "Plans no longer take it into account. You can see what is left at any time.",
    )


def read_ended(heard: Heard) -> dict[str, Any] | None:
    """Return which injury an athlete says is over."""
    plain = heard.plain
    if not FINE.search(plain) or plain.endswith("?"):
        return None
    if re.search(r"\b(?:not fine|isn'?t fine|not ok)\b", plain) or not regions_in(plain):
        return None
    return {"kind": "injury", "about": _about(plain)}


def assumed_ended(heard: Heard) -> dict[str, Any]:
    """Return which injury is over in a message that says so, by the words before if need be."""
    texts = (heard.plain, *map(folded, reversed(heard.earlier[-REMEMBERED:])))
    about = next((_about(text) for text in texts if regions_in(text)), "")
    return {"kind": "injury", "about": about} if about else {}


def _about(plain: str) -> str:
    match = re.search(REGION, plain)
    return match[0] if match else plain[:60]


def end_calls(args: dict[str, Any], found: Found) -> Sequence[Call]:
    """End it."""
    del found
    return (Call("update_memory", args),) if args else ()


def say_ended(args: dict[str, Any], found: Found) -> str | None:
    """Say what is over, and how to load it again."""
    if not args:
        return "Good to hear. Which one is over? Name the place, and I no longer plan around it."
    data = found.read("update_memory", MemoryChanged)
    if data is None:
        failed = found.error("update_memory")
        if failed is None or failed.code != "which_memory":
            return None
        return (
            f"Good to hear. I had nothing noted about your {args['about']}, so no plan has to "
            "change. Load it up in small steps all the same."
        )
    return reply(
        paragraph(
            "Good to hear.",
            f"I no longer keep this in mind: {unquoted(data.memory.text)}, noted on "
            f"{day(data.memory.since)}.",
        ),
        "Bring the exercises you spared back light, with several repetitions in reserve, and go up "
        "in small steps as long as it stays quiet. Your programme stays as it is until you ask me "
        "to build or change it.",
    )


_TOOLS: Final = frozenset({"remember"})
BOTH: Final = ("planner", "nutrition")
REMEMBER: Final = Skill(
    name="memory_keep", agents=BOTH, read=read_explicit, calls=keep_calls, say=say_kept,
    tools=_TOOLS, covers=frozenset({"memory_passing", "memory_kit", "profile_update", "pain"}),
    default=assumed_note,
)  # fmt: skip
PASSING: Final = Skill(
    name="memory_passing", agents=BOTH, read=read_passing, calls=keep_calls, say=say_kept,
    tools=_TOOLS, reason="training around pain",
)  # fmt: skip
KIT: Final = Skill(
    name="memory_kit",
    agents=BOTH,
    read=read_kit,
    calls=keep_calls,
    say=say_kept,
    tools=_TOOLS,
    covers=frozenset({"memory_passing"}),
    default=assumed_kit,
)
LIST: Final = Skill(
    name="memory_list", agents=BOTH, read=read_list, calls=list_calls, say=say_list,
    tools=frozenset({"list_memories"}),
    default=assumed_list,
)  # fmt: skip
FORGET: Final = Skill(
    name="memory_forget", agents=BOTH, read=read_forget, calls=forget_calls, say=say_forgotten,
    tools=frozenset({"forget_memory"}),
    covers=frozenset({"memory_ended", "memory_passing", "pain", "recovery"}),
    default=assumed_forget,
)  # fmt: skip
ENDED: Final = Skill(
    name="memory_ended", agents=BOTH, read=read_ended, calls=end_calls, say=say_ended,
    tools=frozenset({"update_memory"}), covers=frozenset({"memory_passing"}),
    default=assumed_ended,
)  # fmt: skip
