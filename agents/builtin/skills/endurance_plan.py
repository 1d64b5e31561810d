"""The weeks that lead to a race, its taper, and whether its goal is in reach."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from agents.builtin.endurance_words import Length, unit_in
from agents.builtin.json_values import json_number
from agents.builtin.said_running import Running, told_in
from agents.builtin.say_endurance import length, race
from agents.builtin.say_knowledge import cited
from agents.builtin.say_notes import note_of, told
from agents.builtin.say_race import in_reach
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.endurance import PlanWeek, RacePlan, RacePrediction

_PLANS: Final = re.compile(
    r"\b(?:plan|build[- ]?up|train(?:ing)? for|prepar\w+|ready|taper\w*|get (?:to|ready)|couch to"
    r"|race (?:is )?in|signed up|weeks? (?:out|to go|until|till|away|left|before|to)|how do i train"
    r"|what should i do|before (?:my|the) race|build|schedule|program(?:me)?|enough|on track"
    r"|how do i (?:get|build)|race week|(?:marathon|half|\d+k) in)\b"
)
_TAPER: Final = re.compile(r"\btaper\w*\b|\brace week\b|\bweek before (?:my|the)\b")
_SPORTS: Final = (
    ("triathlon", r"\b(?:triathlon|tri|ironman|70\.3|half ironman|swim\W{1,3}bike\W{1,3}run)\b"),
    ("swim", r"\b(?:swim\w*|swam|open water)\b"),
    ("row", r"\b(?:2k row|row (?:2|5|6|10)k|rowing|rower|erg|ergo|row (?:a |the |my )?2k)\b"),
    ("ride", r"\b(?:ride|cycl\w+|bik\w+|sportive|gran fondo|century|rode)\b"),
    ("hyrox", r"\b(?:hyrox|spartan|obstacle|tough mudder|bleep test|beep test)\b"),
)
_RUNS: Final = re.compile(r"\b(?:run\w*|marathon|half|5k|10k|parkrun|jog\w*|miler?)\b")
_MAJORS: Final = re.compile(
    r"\b(?:got|place|into|in|doing|entered|ballot|run(?:ning)?|for)\b.{0,12}"
    r"\b(?:london|boston|berlin|chicago|new york|nyc|tokyo|paris|valencia|edinburgh)\b"
)
"""Marathons called by their city. Source: the largest by finishers, World Marathon Majors."""
_OF_FOOD: Final = re.compile(
    r"\b(?:drink\w*|water|eat\w*|food|gels?|carbs?|breakfast|caffeine|coffee|fuel\w*|salt)\b"
)
_WHAT_TIME: Final = re.compile(
    r"\b(?:target|what time|which time|aim for|how fast|realistic|sensible|fair|finish in)\b"
)
_NEW: Final = re.compile(
    r"\b(?:couch|c25k|beginner|never run|can ?'?t run|cannot run|without (?:walking|stopping)"
    r"|from (?:nothing|zero|scratch)|non ?-?runner)\b"
)
SHORT_KM: Final = 8.0
"""Up to here a beginner's way is running and walking in turns. Source: NHS Couch to 5K."""
TAPER_WEEKS: Final = 3
"""A taper without a date is shown for the last three weeks. Source: as race_goals.TAPER."""
TAPER_ONLY: Final = 3
"""Plans this short hold little but the taper. Source: as race_goals.TAPER."""
WEEKS_TOLD: Final = 8
"""Weeks of a plan that a reply lists. Source: own choice, what a phone screen holds."""
_USUAL_WEEKS: Final = {8: 8, 15: 10, 25: 12, 45: 16, 500: 20}
"""Longest race in km to the weeks taken where none are told. Source: coaching practice (Daniels
2014, Pfitzinger 2019): eight to ten for short races, twelve for a half, sixteen for a marathon."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments of the plan, of the prediction beside it, and what is asked first."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    goal: dict[str, Any] = field(default_factory=dict[str, Any])
    """Arguments of `race_prediction`; empty where no time is wanted."""
    text: str = ""
    sport: str = "run"
    assumed_weeks: bool = False
    is_new: bool = False
    """Somebody who does not run yet wants to run a short race."""


def read_plan(heard: Heard) -> Slots | None:
    """Return a race with the weeks until it, or a taper."""
    plain = heard.plain
    if heard.exercise is not None or _OF_FOOD.search(plain):
        return None
    slots = default(heard)
    own = told_in(Heard(heard.text, plain, None, heard.whole, today=heard.today))
    if own.target is None and sport_in(plain) == "run":
        return None
    if own.weeks is None and not _TAPER.search(plain):
        return None
    if own.weeks is not None and not (_PLANS.search(plain) or "?" in heard.text or own.goal):
        return None
    return slots


def sport_in(plain: str) -> str:
    """Return the sport of an event; running where nothing else is named."""
    sport = next((name for name, rule in _SPORTS if re.search(rule, plain)), "run")
    both = sport in {"swim", "ride", "row"} and _RUNS.search(plain) is not None
    return "run" if both else sport


def default(heard: Heard) -> Slots:
    """Return a plan for the race of this thread; what is not told is taken for granted and said."""
    plain = heard.plain
    sport = next(
        (s for s in map(sport_in, (plain, *reversed(heard.earlier[-2:]))) if s != "run"), "run"
    )
    said = _with_city(told_in(heard), heard)
    unit = unit_in(plain, unit_in(" ".join((*heard.earlier, plain)).casefold()))
    args = _plan_args(said, plain, unit)
    goal: dict[str, Any] = {}
    if said.goal and said.target is not None:
        goal = said.known | said.target.target | {"goal_time": said.goal, "unit": unit}
    elif said.target is not None and _WHAT_TIME.search(plain):
        goal = said.known | said.target.target | {"unit": unit}
    assumed = said.weeks is None and _TAPER.search(plain) is None
    new = _NEW.search(folded(" ".join((*heard.earlier[-2:], heard.whole)))) is not None
    short = said.target is None or float(said.target.value) * KM[said.target.unit] <= SHORT_KM
    return Slots(args, goal, plain, sport, assumed, is_new=new and short)


def _with_city(said: Running, heard: Heard) -> Running:
    """Take a marathon that is called by its city for the race."""
    texts = (heard.plain, *map(folded, reversed(heard.earlier[-3:])))
    if said.target is None and any(map(_MAJORS.search, texts)):
        return replace(said, target=Length(Decimal("42.195"), "km", 0, 0))
    return said


KM: Final = {"km": 1.0, "mi": 1.609, "m": 0.001, "yd": 0.0009}


def _plan_args(said: Running, plain: str, unit: str) -> dict[str, Any]:
    if said.target is None:
        return {}
    km = (
        float(said.target.value)
        * {"km": 1.0, "mi": 1.609, "m": 0.001, "yd": 0.001}[said.target.unit]
    )
    weeks = said.weeks
    if weeks is None:
        usual = next(weeks for most, weeks in _USUAL_WEEKS.items() if km <= most)
        weeks = TAPER_WEEKS if _TAPER.search(plain) else usual
    args: dict[str, Any] = {
        "race": json_number(said.target.value),
        "race_unit": said.target.unit,
        "weeks": weeks,
        "unit": unit,
    }
    if said.week_distance is not None:
        args |= {"week_distance": said.week_distance, "unit": said.week_unit}
    return args


def plan_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Lay out the weeks, and set a goal beside what the running says."""
    del found
    if slots.sport != "run":
        query = f"{slots.sport} event: how to train for it"
        return (Call("search_knowledge", {"query": query, "limit": 3}),)
    if slots.is_new:
        query = "from no running to 5 km: couch to 5k"
        plan = (Call("race_plan", slots.args),) if slots.args else ()
        return (*plan, Call("search_knowledge", {"query": query, "limit": 3}))
    if not slots.args:
        return (Call("cardio_history", {"activity": "run", "weeks": 4}),)
    goal = (Call("race_prediction", slots.goal),) if slots.goal else ()
    return (*goal, Call("race_plan", slots.args))


def say_plan(slots: Slots, found: Found) -> str | None:
    """Say whether the goal is in reach, where the weeks lead, list them, and how they taper."""
    if slots.sport != "run":
        return _other_sport(slots, found)
    if slots.is_new and (first_steps := _from_the_couch(found)) is not None:
        return first_steps
    if not slots.args:
        return (
            "I lay out the weeks once I know the race. Until then run three times a week at a "
            "pace at which you can talk, one of them longer. Which distance is it, and on which "
            "day?"
        )
    data = found.read("race_plan", RacePlan)
    if data is None:
        return None
    goal = race(data.race, data.race_unit)
    first = in_reach(found.read("race_prediction", RacePrediction))
    shown = data.plan if len(data.plan) <= WEEKS_TOLD else [*data.plan[:3], *data.plan[-4:]]
    listed_weeks = "; ".join(_week(each, data) for each in shown)
    taper = (
        "In the taper the distance falls and the speed stays: keep short pieces at race pace, and "
        "no heavy leg day in the last week."
    )
    keep = (
        "If you lift as well, keep one or two short sessions a week, legs not on the day before "
        "the long run or intervals."
    )
    ask = "On which day is the race?" if slots.assumed_weeks else None
    return reply(
        first,
        paragraph(_plan_lead(data, goal), _assumed(slots, data)),
        f"{'Some of the weeks' if len(shown) < len(data.plan) else 'The weeks'}: {listed_weeks}.",
        paragraph(
            taper,
            keep if len(data.plan) > TAPER_ONLY and first is None else None,
            _warning(data),
            ask,
        ),
    )


def _assumed(slots: Slots, data: RacePlan) -> str | None:
    if not slots.assumed_weeks:
        return None
    return f"You named no day, so I took {counted(data.weeks, 'week')}."


def _other_sport(slots: Slots, found: Found) -> str | None:
    titled = "triathlon" if slots.sport == "triathlon" else "obstacle race"
    note = note_of(found, titled=titled)
    if note is None:
        return None
    return reply(
        told(note, most=7),
        cited(note),
        "Log each session here, and I watch how fast the week grows. How many hours a week do "
        "you have, and when is the event?",
    )


def _from_the_couch(found: Found) -> str | None:
    note = note_of(found, titled="no running")
    if note is None:
        return None
    data = found.read("race_plan", RacePlan)
    fits = None
    if data is not None:
        fits = f"You have {counted(data.weeks, 'week')} until {race(data.race, data.race_unit)}."
    return reply(
        fits,
        told(note, most=5),
        cited(note),
        "Do the first one tomorrow, tell me how it went, and I say whether to repeat or go on.",
    )


def _plan_lead(data: RacePlan, goal: str) -> str:
    now = f"{length(data.start_distance, data.unit)} a week"
    ground = "as your log says" if data.from_log else "as you say"
    if not data.start_distance:
        return (
            f"Start with three easy runs or run-walks a week: your log holds no running, so these "
            f"{counted(data.weeks, 'week')} to {goal} begin low."
        )
    if all(week.kind in {"taper", "race"} for week in data.plan[-TAPER_ONLY:]) and (
        len(data.plan) <= TAPER_ONLY
    ):
        last = length(data.plan[-1].distance, data.unit)
        return (
            f"Taper now: from {now}, {ground}, down to {last} in the week of {goal}. Cut the "
            "distance, not the speed."
        )
    return (
        f"From {now}, {ground}, build to about {length(data.peak_distance, data.unit)} a week with "
        f"a long run of {length(data.longest_run, data.unit)}, then taper into {goal}."
    )


def _week(each: PlanWeek, data: RacePlan) -> str:
    kind = {"build": "", "light": ", a light one", "taper": ", taper", "race": " before the race"}
    if each.kind == "race":
        return f"week {each.number}, race week: {length(each.distance, data.unit)}{kind['race']}"
    return (
        f"week {each.number}: {length(each.distance, data.unit)}, long run "
        f"{length(each.long_run, data.unit)}{kind[each.kind]}"
    )


def _warning(data: RacePlan) -> str | None:
    if not data.is_short:
        return None
    return (
        f"{counted(data.weeks, 'week')} is short for that from where you are: run it to finish, "
        "with walk breaks, or pick a later one."
    )


PLAN = Skill(
    name="race_plan",
    agents=("planner",),
    read=read_plan,
    calls=plan_calls,
    say=say_plan,
    default=default,
    tools=frozenset({"race_plan", "race_prediction", "search_knowledge", "cardio_history"}),
    reason="tapering before a race",
    covers=frozenset({"race_prediction", "cardio_history", "programme_build"}),
)
