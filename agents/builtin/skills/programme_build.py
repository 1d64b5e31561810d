"""Builds a programme from what the athlete asks for and what is known of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.said_change import weekdays_told
from agents.builtin.said_self import (
    days_in,
    experience_in,
    goal_in,
    hours_in,
    kit_words,
    minutes_in,
)
from agents.builtin.say_programme import assumed, noted, outline, session, start
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.memory import passing_notes
from agents.builtin.skills.programme_show import Slots as ProgrammePart
from agents.builtin.skills.programme_show import say as shown
from agents.builtin.slots import exercises_in
from agents.builtin.wording import num, paragraph, pick, reply
from coach.safety.rules.text import folded
from coach.training.rules.programme.told import regions_in
from tools.results.programmes import ProgrammeBuilt

_PLAN: Final = (
    r"(?:programme|program|programm|progam|plan|routine|split|schedule|workouts?|training (?:plan"
    r"|programme|program|schedule)|regime\w*|mesocycle|5/?3/?1|ppl|push pull legs|full[- ]body"
    r"|upper[ /]lower)"
)
_BUILD: Final = re.compile(
    r"\b(?:build|make|create|write|design|give|set up|put together|generate|draw up|plan"
    r"|come up with"
    r"|sort|want|need|looking for|start me on|get me on|put me on|program|switch me to|try"
    rf")\b[^.?!]{{0,45}}\b{_PLAN}"
    rf"|\bnew {_PLAN}|\b(?:what|which)\b[^.?!]{{0,15}}\b(?:programme|program|routine"
    rf"|split)\b[^.?!]{{0,30}}"
    r"\b(?:should i|would you|do you|for me|suit|recommend)\b"
    r"|^(?:a |an )?\d[- ]day\b[^.?!]{0,40}\b(?:programme|program|plan|routine|split|week)\b"
    r"|\bprogram me\b|\bhow should i (?:train|split|structure)\b"
    r"|\bwhere (?:do|should) i (?:start|begin)\b[^.?!]{0,40}\b(?:gym|weights?|lifting|training)\b"
)
_NOT: Final = re.compile(
    r"\b(?:\d runs?|runs (?:a|per) week"
    r"|meal|diet|nutrition|eating|marathon|half|10 ?k|5 ?k|race|running|run plan|couch to"
    r"|cycling|min\w* (?:for \w+ )?(?:today|tonight)|from (?:the|my) (?:programme|program|plan)"
    r"|triathlon|show|current|what'?s on|deload|travel\w*|hotel|holiday|vacation|missed|this week"
    r"|swap|replace|instead of|film|my (?:programme|program|plan|routine) (?:says|has|for)"
    r"|(?:is|was|does) my (?:programme|program|plan|routine))\b"
)
_EATING: Final = re.compile(r"\b\d{3,4} ?(?:cals?|calories|kcal)\b|\bmeal plan\b")
_AIMS: Final = (("powerlifting", (r"\b(?:powerlift\w*|meet|big three|squat,? bench,? (?:and )?dead"
                 r"\w*)\b")),)  # fmt: skip
_TEMPLATES: Final = (
    ("five_three_one", r"\b5 ?/ ?3 ?/ ?1\b|\b531\b|\bwendler\b|\bfive three one\b"),
    ("push_pull_legs", r"\bppl\b|\bpush[ /,-]+pull[ /,-]+legs?\b"),
    ("upper_lower", r"\bupper[ /,-]+(?:and |& )?lower\b"),
    ("full_body", r"\bfull[- ]body\b|\bwhole[- ]body\b|\btotal body\b"),
)
_AVOID: Final = re.compile(
    r"\b(?:no|without|avoid|not|except|hate|can'?t (?:do|stand)|don'?t (?:like|want)|skip|minus)\b"
    r" ([^.;,!?]{3,60})"
)
_PREFER: Final = re.compile(
    r"\b(?:with|include|including|keep|love|want to keep|must have|plus)\b ([^.;!?]{3,60})"
)
_PRIORITY: Final = re.compile(
    r"\b(?:focus(?:ed|ing)? on|emphasis on|prioriti[sz]e|bring up|bigger|grow(?: my)?|lagging|extra"
    r"|more)\b ([a-z ,&]{3,40})"
)
_MUSCLE: Final = re.compile(
    r"\b(?:chest|pecs?|back|lats?|quads?|legs|hams?|hamstrings?|glutes?|butt|booty|shoulders|delts"
    r"|arms?|biceps?|triceps?|calves|abs|core)\b"
)
_HURT: Final = re.compile(
    r"\b(?:bad|hurts?|pain\w*|injur\w*|sore|torn|dodgy|crank\w*|surgery|problems?|issues?"
    r"|tweak\w*)\b"
)
_MEET: Final = re.compile(r"\b(?:meet|competition|comp)\b[^.?!]{0,20}\bin (\d{1,2}) weeks?\b"
                          r"|\b(\d{1,2}) weeks?(?: out)?\b[^.?!]{0,20}\b(?:meet"
                          r"|comp\w*)\b")  # fmt: skip
_GOAL_OF: Final = {"hypertrophy": "muscle", "health": "fitness"}
OFFERED: Final = re.compile(r"Shall I build one for the days")
"""The offer of a programme where one was to be changed and none is there."""
_AGREES: Final = re.compile(
    r"^(?:yes|yeah|yep|yup|ya|ok(?:ay)?|sure|please|pls|go (?:on|ahead|for it)|do (?:it|that)"
    r"|make (?:it|one|that)|build (?:it|one|that)|sounds good|perfect|great)\b(?! (?:but|no)\b)"
)
ASK_DAYS: Final = "How many days a week do you want to train, and how long is one session?"


@dataclass(frozen=True, slots=True)
class Slots:
    """What the programme should be."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    seed: str = ""
    keep: tuple[dict[str, Any], ...] = ()
    """What is said in passing and kept in mind: arguments of `remember`."""
    look: bool = False
    """The programme that was built is asked about; nothing is built again."""


def read(heard: Heard) -> Slots | None:
    """Return what programme a message asks for, or what answers the question about days."""
    plain = heard.plain
    asked = ASK_DAYS in heard.replied and heard.before is not None
    if asked and (days_in(plain) or plain.strip(" .!").isdigit()):
        return Slots(args_in(heard.text, plain), heard.text)
    if OFFERED.search(heard.replied) and heard.earlier and (agreed := _accepted(heard)):
        return agreed
    if not _BUILD.search(plain) or _NOT.search(plain) or _EATING.search(folded(heard.whole)):
        return None
    return _slots(heard)


def _accepted(heard: Heard) -> Slots | None:
    """Return the programme that was offered, as this message and the one before tell it."""
    if "?" in heard.text or not (_AGREES.match(heard.plain) or days_in(heard.plain)):
        return None
    both = f"{heard.earlier[-1]}. {heard.text}"
    return Slots(args_in(both, folded(both)), heard.text)


def followed(heard: Heard, before: Slots) -> Slots | None:
    """Return the programme before with what further words change of it."""
    said = _slots(heard)
    if not said.args and not said.keep:
        return Slots(look=True)
    kept = {name: value for name, value in before.args.items() if name in _NOT_COUNTED}
    return Slots(kept | said.args, heard.text, said.keep)


_NOT_COUNTED: Final = frozenset({"goal", "template", "experience", "avoid", "prefer", "priorities"})
"""What holds on from the message before; numbers are in the profile since then."""


def _slots(heard: Heard) -> Slots:
    keep = passing_notes(heard.text)
    args = args_in(heard.text, heard.plain)
    if any(note["kind"] == "injury" for note in keep):
        args.pop("hurts", None)
    return Slots(args, heard.text, keep)


def args_in(text: str, plain: str) -> dict[str, Any]:
    """Return the arguments of `build_programme` that a message holds."""
    args: dict[str, Any] = {}
    goal = goal_in(_MUSCLE_FOCUS.sub(" ", plain))
    special = next((name for name, words in _AIMS if re.search(words, plain)), None)
    if special or goal:
        args["goal"] = special or _GOAL_OF.get(goal or "", goal)
    age = experience_in(plain) if re.search(_TRAINED, plain) else None
    if age:
        args["experience"] = age
    numbers: dict[str, float | None] = {
        "days": days_in(plain) or weekdays_told(plain),
        "minutes": minutes_in(plain),
    }
    if numbers["minutes"] is None:
        numbers["hours"] = hours_in(plain)
    args |= {name: value for name, value in numbers.items() if value}
    template = next((name for name, words in _TEMPLATES if re.search(words, plain)), None)
    if template:
        args["template"] = template
    if kit := kit_words(plain):
        args["equipment"] = kit
    args |= _exercises(text)
    muscles = [word for m in _PRIORITY.finditer(plain) for word in _MUSCLE.findall(m[1])]
    if muscles:
        args["priorities"] = muscles[:3]
    if _HURT.search(plain):
        args["hurts"] = [region.value for region in regions_in(plain)][:4]
    if meet := _MEET.search(plain):
        args["weeks_to_meet"] = int(meet[1] or meet[2])
    return args


def _exercises(text: str) -> dict[str, Any]:
    """Return the exercises that are wanted, and those that are not."""
    args: dict[str, Any] = {}
    avoided = [name for m in _AVOID.finditer(text.casefold()) for name in _names(m[1])]
    liked = [name for m in _PREFER.finditer(text.casefold()) for name in exercises_in(m[1])]
    if avoided:
        args["avoid"] = avoided[:10]
    if kept := [name for name in liked if name not in avoided]:
        args["prefer"] = kept[:10]
    return args


_MUSCLE_FOCUS: Final = re.compile(r"\b(?:more|extra|bring up|focus on)\b[^.;,!?]{3,40}")
_TRAINED: Final = (
    r"\b(?:beginner|novice|newbie|noob|new to|never|intermediate|advanced|years?|yrs?|months?"
    r"|starting out|from scratch|just start\w*|first time)\b"
)


def _names(text: str) -> tuple[str, ...]:
    return exercises_in(text) or (
        (text.strip(),)
        if re.search(r"\b(?:machines?|barbells?|cardio)\b", text) is None
        and re.search(
            r"\b(?:burpees|planks?|leg press|leg extensions?|crunches|good mornings?)\b", text
        )
        else ()
    )


def calls(slots: Slots, found: Found) -> Sequence[Call]:
    """Build it in one call."""
    del found
    if slots.look:
        return (Call("active_programme", {}),)
    kept = [Call("remember", args) for args in slots.keep]
    return (*kept, Call("build_programme", slots.args))


def say(slots: Slots, found: Found) -> str | None:
    """Say the first session with its loads, the other days, why, and what was assumed."""
    if slots.look:
        return shown(ProgrammePart(), found)
    data = found.read("build_programme", ProgrammeBuilt)
    if data is None:
        failed = found.error("build_programme")
        if failed is not None and failed.code in _PLAIN:
            return _PLAIN[failed.code]
        return None
    if data.missing:
        return paragraph(
            pick(("I can build that from your profile and log.", "Happy to build it."), slots.seed),
            ASK_DAYS,
        )
    return told(data)


_PLAIN: Final = {
    "clearance_first": (
        "Before I build a programme, a clinician should agree to it, because of what you told me "
        "about your health. Easy walking is fine until then. Tell me once you are cleared, and I "
        "build it."
    ),
    "nothing_safe": (
        "With what has to be spared I find no exercise I would call safe, so I build nothing. Have "
        "it looked at first, or tell me which single region really hurts."
    ),
    "nothing_possible": (
        "With that equipment nothing is left to build from. Which pieces are there, or is it body "
        "weight only?"
    ),
    "nothing_fits": (
        "No exercise fits these minutes, injuries and equipment together. Can you give it more "
        "minutes, or name more equipment?"
    ),
    "minutes_range": "Sessions can be 15 to 240 min long. How many minutes do you have?",
}


def told(data: ProgrammeBuilt) -> str:
    """Return a built programme in words."""
    frame = f"{data.days_per_week} days a week, up to {data.minutes} min"
    lead = f"Your new programme is active: {frame}, for {data.goal}."
    if data.days_per_week == 1:
        lead = lead.replace("1 days", "1 day")
    return reply(
        lead,
        session(data.days[0]),
        outline(data.days[1:]),
        paragraph(noted(data.considered), _why(data), start(data.days) or None),
        paragraph(assumed(data.assumptions), f"It runs for {num(data.weeks or 1)} weeks."),
        "Start with the first session, and tell me the sets you get.",
    )


def _why(data: ProgrammeBuilt) -> str | None:
    """Return why the week looks as it does: the part of the first reason that has no number."""
    if not data.reasons:
        return None
    sentences = re.split(r"(?<=\.) ", data.reasons[0])
    return sentences[-1] if len(sentences) > 1 else None


BUILD: Final = Skill(
    name="programme_build",
    agents=("planner",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"build_programme", "remember", "active_programme"}),
    default=_slots,
    follow=followed,
    covers=frozenset(
        {
            *("profile_update", "memory_passing", "exercise_swap", "pain", "knowledge"),
            *("programme_show", "programme", "topic", "targets", "next_load"),
        }
    ),
    reason="full body or a split: how often to train each muscle a week",
)
