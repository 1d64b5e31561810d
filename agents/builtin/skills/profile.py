"""Keeps what athletes tell about themselves, and reads it back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from agents.builtin.said_self import SaidSelf, goal_in, self_in
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wants import Intent
from agents.builtin.wording import day, listed, num, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.account import Memories, ProfileChanged, ProfileData
from tools.results.training import LoggedBodyWeight

_ASKS: Final = re.compile(
    r"\?|^(?:what|how|should|can|could|would|is|are|do|does|when|why|which|give|set|calculate"
    r"|work out)\b"
    r"|\b(?:calories|kcal|macros|tdee|maintenance|lose|gain|cut|bulk|protein)\b"
    r"|\b\d ?x ?\d|\b(?:did|ran|ate|had|slept|benched|squat(?:ted)?|deadlift(?:ed)?)\b"
)
_UNIT_WISH: Final = re.compile(
    r"\b(?:use|in|switch to|change to|prefer|show)\b[^.?!]{0,20}\b(?:pounds|lbs?|kgs?|kilos?"
    r"|kilograms)"
    r"\b(?![^.?!]*\bfor\b)"
)
_OWN_TIME: Final = re.compile(
    r"\bi (?:can |usually |normally |only |now )?(?:train|lift|go|have|work ?out)\b|\bi'?ve got\b"
    r"|\bmy sessions\b|^(?:my )?home gym|\bmy (?:dumb+ells?|dbs|gym)\b"
)
_GOAL_WISH: Final = re.compile(
    r"\b(?:(?:set|change|switch|update) (?:my )?goal to|my (?:main )?goal is"
    r"|goal:)\s+([^.?!]{3,60})$"
)
_SHOW: Final = re.compile(
    r"\b(?:my profile|what do you have on me|what (?:is|are) my (?:age|height|goal|equipment"
    r"|details)"
    r"|show (?:me )?my (?:profile|details|data|settings)|who am i)\b"
)
_AGAIN: Final = re.compile(r"\b(?:actually|correct\w*|wrong|not \d+|change|update|i meant)\b")
_WORDS: Final = {
    "birth_date": "your age",
    "height_cm": "your height",
    "body_weight": "your body weight",
    "activity": "how active your day is",
    "days_per_week": "your training days a week",
    "experience": "how long you have trained",
    "sex": "your sex",
    "goal": "your goal",
}


def read(heard: Heard) -> SaidSelf | None:
    """Return what a message tells of the athlete, if it is no question and no log entry."""
    plain = heard.plain
    wish = _UNIT_WISH.search(plain)
    goal = _GOAL_WISH.search(plain)
    if goal and (found := goal_in(goal[1])):
        return SaidSelf({"goal": found})
    if (_ASKS.search(plain) or _ASKS.search(folded(heard.whole))) and not wish:
        return None
    before = heard.before
    about_targets = before is not None and (
        before.intent is Intent.TARGETS
        or "target" in before.name
        or re.search(r"\b(?:calories|target)\b", heard.replied) is not None
    )
    if about_targets or heard.exercise not in {None, "bench"}:
        return None
    told = self_in(heard.text)
    if wish and "unit" in told.args:
        return SaidSelf({"unit": told.args["unit"]})
    return told if told.args and _is_about_oneself(plain, told) else None


def assumed(heard: Heard) -> SaidSelf:
    """Return what a message about oneself tells, bare words included."""
    return self_in(heard.text, loose=True)


def _is_about_oneself(plain: str, told: SaidSelf) -> bool:
    """Tell whether a message states facts, not a wish for a programme or an amount of time once."""
    only_time = set(told.args) <= {"days_per_week", "minutes_per_session", "equipment"}
    own = re.search(r"\b(?:i'?m|i am|im|i|my|male|female|years?)\b", plain)
    if only_time:
        return bool(_OWN_TIME.search(plain))
    return bool(own) or len(told.args) > 1 or bool(set(told.args) & {"diet", "unit"})


def calls(told: SaidSelf, found: Found) -> Sequence[Call]:
    """Store the fields and the weight."""
    del found
    if not told.any:
        return ()
    weighed = (Call("log_body_weight", told.weight),) if told.weight else ()
    changed = (Call("update_profile", told.args),) if told.args else ()
    return (*changed, *weighed)


def say(told: SaidSelf, found: Found) -> str | None:
    """Read back what is stored, and what would still help."""
    if not told.any:
        return (
            "Tell me what to change in your profile: age, height, weight, sex, goal, training "
            "days, minutes, equipment, diet or units."
        )
    data = found.read("update_profile", ProfileChanged)
    if data is None:
        return _weighed(found)
    weight = found.read("log_body_weight", LoggedBodyWeight)
    new = [*data.changed]
    if weight is not None:
        new.append(f"body weight {num(weight.weight)} {weight.unit}")
    lead = f"Stored: {listed(new)}." if new else None
    known = f"I had that already: {listed(data.same)}." if data.same else None
    missing = [_WORDS[name] for name in data.profile.missing if name in _WORDS]
    if weight is not None:
        missing = [each for each in missing if each != "your body weight"]
    helps = f"What would still help me: {listed(missing[:3])}." if missing else None
    return reply(
        paragraph(lead, known),
        "Loads, programmes and targets follow it from now on. Tell me when something changes.",
        helps,
    )


def _weighed(found: Found) -> str | None:
    """Say the one thing that was told, a body weight."""
    weight = found.read("log_body_weight", LoggedBodyWeight)
    if weight is None:
        return None
    return f"Stored: body weight {num(weight.weight)} {weight.unit}. Targets follow it from now on."


def read_show(heard: Heard) -> bool | None:
    """Tell whether the profile is asked for."""
    return True if _SHOW.search(heard.plain) and not _AGAIN.search(heard.plain) else None


def show_calls(asked: bool, found: Found) -> Sequence[Call]:  # noqa: FBT001 - the skill's slots
    """Read the profile, and what is kept in mind beside it."""
    del asked, found
    return (Call("get_profile", {}), Call("list_memories", {}))


def say_profile(asked: bool, found: Found) -> str | None:  # noqa: FBT001 - the skill's slots
    """Say what is stored, and what is missing."""
    del asked
    data = found.read("get_profile", ProfileData)
    if data is None:
        return None
    known = [f"{label} {value}" for label, value in _pairs(data) if value]
    if not known:
        return (
            "Your profile is still empty. Tell me your goal, how many days a week you can train "
            "and with what, and I start from there."
        )
    missing = [_WORDS[name] for name in data.missing if name in _WORDS]
    kept = found.read("list_memories", Memories)
    minded = [] if kept is None else [each.text.rstrip(". ") for each in kept.memories[:5]]
    return reply(
        f"Your profile says: {listed(known)}.",
        f"I also keep in mind: {'; '.join(minded)}." if minded else None,
        f"What would still help me: {listed(missing)}." if missing else None,
        "Tell me what is wrong or has changed, and I store it.",
    )


def _pairs(data: ProfileData) -> Sequence[tuple[str, Any]]:
    weighed = f" on {day(data.weighed_on)}" if data.weighed_on else ""
    return (
        ("age", f"{data.age} years" if data.age is not None else None),
        ("sex", {"f": "female", "m": "male"}.get(data.sex or "")),
        ("height", f"{num(data.height_cm)} cm" if data.height_cm is not None else None),
        (
            "body weight",
            f"{num(data.weight)} {data.unit}{weighed}" if data.weight is not None else None,
        ),
        ("goal", (data.goal or "").replace("_", " ")),
        ("experience", data.experience),
        ("everyday activity", (data.activity or "").replace("_", " ")),
        ("training", f"{data.days_per_week} days a week" if data.days_per_week else None),
        ("sessions of", f"{data.minutes_per_session} min" if data.minutes_per_session else None),
        ("equipment", ", ".join(data.equipment).replace("_", " ")),
        ("diet", data.diet),
    )


UPDATE: Final = Skill(
    name="profile_update",
    agents=("planner", "nutrition"),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"update_profile", "log_body_weight"}),
    default=assumed,
)
SHOW: Final = Skill(
    name="profile_show",
    agents=("planner", "nutrition"),
    read=read_show,
    calls=show_calls,
    say=say_profile,
    tools=frozenset({"get_profile", "list_memories"}),
    default=lambda _: True,
)
