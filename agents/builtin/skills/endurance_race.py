"""Races: what time to expect, what a goal asks for, and the weeks that lead there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from agents.builtin.endurance_words import Length, Said, lengths_in, near, times_in, unit_in
from agents.builtin.json_values import json_number
from agents.builtin.say_endurance import length, race
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.wording import counted, day, listed, paragraph, reply
from tools.results.endurance import PlanWeek, RacePlan, RacePrediction

_PREDICTS: Final = re.compile(
    r"\b(?:predict\w*|equivalent|estimate[sd]?"
    r"|what (?:can|could|would|will|should|time|is my|might)"
    r"|how (?:fast|long)|expect\w*|could i run|can i run|am i (?:capable|able|on track)|riegel"
    r"|what(?:'s| is) (?:my|a realistic)|realistic|projected?|potential|translate\w*"
    r"|worth in)\b"
)
_WANTS: Final = re.compile(
    r"\b(?:sub|under|below|break\w*|goal|target|aim\w*|want|wanna|trying|hit|splits?|pace|pacing"
    r"|finish in|run (?:it|a|the) .{0,20}\bin|possible|faster than|bq|qualif\w+)\b"
)
_WEEKS: Final = re.compile(
    r"(?:\b(?:in|have|with|got|over|next|for) )?\b(\d{1,2})[- ]?(?:weeks?|wks?)\b"
    r"|\b(?:in|have|with) (?:a|one) (week)\b|\b(\d) months?\b"
    r"|\b(?:in|have|with) (?:a|one) (month)\b"
)
_PLANS: Final = re.compile(
    r"\b(?:plan|build[- ]?up|train(?:ing)? for|prepar\w+|ready|taper\w*|get (?:to|ready)|couch to"
    r"|race (?:is )?in|signed up|weeks? (?:out|to go|until|till|away|left|before|to)|how do i train"
    r"|what should i do|before (?:my|the) race|build|schedule|program(?:me)?"
    r"|(?:marathon|half|\d+k) in)\b"
)
_TAPER: Final = re.compile(r"\btaper\w*\b|\brace week\b|\bweek before (?:my|the)\b")
WEEKS_A_MONTH: Final = 4
TAPER_ONLY: Final = 3
"""Plans this short hold little but the taper. Source: as race_goals.TAPER."""
WEEKS_TOLD: Final = 8
"""Weeks of a plan that a reply lists. Source: own choice, what a phone screen holds."""


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments, and the words."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    text: str = ""


def read_race(heard: Heard) -> Slots | None:
    """Return a question about a race time: from a known result, or towards a goal."""
    plain = heard.plain
    lengths = lengths_in(plain)
    if heard.exercise is not None or re.search(r"\b(?:heart|hr|bpm|kg|lbs?|kcal|carbs?)\b", plain):
        return None
    if not lengths:
        return _follow_up(heard)
    times = times_in(plain)
    weeks = _WEEKS.search(plain)
    predicts, wants = _PREDICTS.search(plain), _WANTS.search(plain)
    if not predicts and not wants:
        return _other_distance(heard, lengths[0])
    if weeks and not times:
        return None
    if len(lengths) > 1 and times:
        return _from_result(plain, lengths, times)
    if not times and not predicts:
        return None
    if not times and not _is_race(plain, lengths[0]):
        return None
    return _towards(plain, lengths[0], times)


def _is_race(plain: str, said: Length) -> bool:
    """Tell whether a distance without a time is one to race."""
    asks = re.search(
        r"\b(?:predict|race|time|how fast|fast|finish|marathon|half|run a|run my|expect)\b", plain
    )
    return asks is not None and said.value >= 1 and not re.search(r"\bweek\b", plain)


def _from_result(plain: str, lengths: list[Length], times: list[Said]) -> Slots:
    """Take the distance next to a known time as the result, the other one as the race."""
    if len(times) > 1:
        goal = next((t for t in times if re.search(
            r"(?:sub|under|below|break\w*|goal(?: is| of)?|target|want)\W*(?:\w+\W+){0,3}$",
            plain[: t.start])), None)  # fmt: skip
        known = [t for t in times if t is not goal]
        result = min(lengths, key=lambda each: _gap(each, known[0]))
        other = next((each for each in lengths if each is not result), result)
        args = result.args | {"time": known[0].text} | other.target | {"unit": unit_in(plain)}
        return Slots(args | ({"goal_time": goal.text} if goal else {}), plain)
    result = min(lengths, key=lambda each: _gap(each, times[0]))
    other = next(each for each in lengths if each is not result)
    args = result.args | {"time": times[0].text} | other.target | {"unit": unit_in(plain)}
    return Slots(args, plain)


def _gap(one: Length, time: Said) -> int:
    return min(abs(time.start - one.end), abs(one.start - time.end))


def _towards(plain: str, target: Length, times: list[Said]) -> Slots:
    args = target.target | {"unit": unit_in(plain)}
    time = near(target, times)
    if time is not None:
        args["goal_time"] = time.text
    return Slots(args, plain)


def _other_distance(heard: Heard, target: Length) -> Slots | None:
    """Read "and the marathon?" after a prediction."""
    before = heard.before
    elliptic = re.search(r"^(?:and|what about|how about|or|ok(?:ay)?)\b", heard.plain)
    if elliptic is None or before is None or not isinstance(before.slots, Slots):
        return None
    kept = {
        k: v for k, v in before.slots.args.items() if k in {"distance", "distance_unit", "time"}
    }
    return Slots(kept | target.target | {"unit": unit_in(heard.plain)}, heard.plain)


def _follow_up(heard: Heard) -> Slots | None:
    """Read "and for 45 minutes?" or "and in miles" after a race was spoken of."""
    before = heard.before
    if before is None or before.name != "race_prediction" or not isinstance(before.slots, Slots):
        return None
    return race_on(heard, before.slots)


_ITS_PACE: Final = re.compile(
    r"\b(?:splits?|(?:in|per|a|each) (?:mile|miles|mi|km|kms|k|kilomet\w+)|min/mi\w*|min/km"
    r"|(?:what|which|whats|what's)(?: the| is)? pace|pace (?:is|would) that|that pace|pace\?)\b"
)
_OTHER_GOAL: Final = re.compile(
    r"^(?:and|n|so|what about|how about|or|ok(?:ay)?|what if|then)\b"
    r"|\b(?:sub|under|below|break\w*|goal|aim\w*|realistic|possible|doable|reach|instead)\b"
)
_MY_BEST: Final = re.compile(
    r"\b(?:best|pb|pr|ran|did|done|last (?:one|time|race)|current(?:ly)?|so far|recent\w*)\b"
)
_KNOWN: Final = ("distance", "distance_unit", "time")


def race_on(heard: Heard, before: Slots) -> Slots | None:
    """Return the race before with what these words change of it: goal, result or unit."""
    plain, args = heard.plain, before.args
    times, lengths = times_in(plain), lengths_in(plain)
    if lengths:
        kept = {key: args[key] for key in _KNOWN if key in args}
        goal = {"goal_time": times[0].text} if times else {}
        return Slots(kept | lengths[0].target | goal | {"unit": unit_in(plain)}, plain)
    if times and _MY_BEST.search(plain) and "target" in args:
        known = {"distance": args["target"], "distance_unit": args["target_unit"]}
        return Slots(args | known | {"time": times[0].text}, plain)
    if times and _OTHER_GOAL.search(plain):
        return Slots(args | {"goal_time": times[0].text}, plain)
    if _ITS_PACE.search(plain):
        unit = unit_in(plain) or args.get("unit")
        return Slots(args | {"unit": unit}, plain)
    return None


def race_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Predict, and set the goal beside it."""
    del found
    return (Call("race_prediction", slots.args),)


def say_race(slots: Slots, found: Found) -> str | None:
    """Say the time or the goal's pace first, then how sure it is, then the next step."""
    del slots
    data = found.read("race_prediction", RacePrediction)
    if data is None:
        failed = found.error("race_prediction")
        if failed is not None and failed.code == "no_result":
            return (
                "I can predict that from one recent hard effort, and your log holds no timed run "
                "of late. Run a few flat kilometres all-out after two easy "
                "days, or tell me your last race: which distance, and what time?"
            )
        return None
    if data.goal:
        return _goal(data)
    return _prediction(data)


def _result(data: RacePrediction) -> str:
    found = data.result
    if found is None:
        return ""
    when = f" on {day(found.day)}" if found.day else ""
    return f"{race(found.distance, found.unit)} in {found.time}{when}"


def _prediction(data: RacePrediction) -> str:
    lead = (
        f"Expect about {data.predicted} for {race(data.target, data.target_unit)}, somewhere "
        f"between {data.predicted_low} and {data.predicted_high}, which is {data.predicted_pace}."
    )
    why = (
        f"It follows from {_result(data)}; Riegel's formula gives {data.by_riegel}, the VDOT "
        f"tables {data.by_vdot}."
    )
    doubt = (
        f"It takes for granted that {listed(data.assumptions)}; from short races most people come "
        "out slower over the long ones."
    )
    return reply(
        lead,
        paragraph(why, doubt),
        "Start at the slower end of that range and speed up in the last third. Tell me your goal "
        "time and I give you the splits.",
    )


def _goal(data: RacePrediction) -> str:
    lead = (
        f"{data.goal} over {race(data.target, data.target_unit)} is {data.goal_pace} "
        f"({data.other_pace})."
    )
    marks = "; ".join(f"{length(s.at, data.unit)} in {s.time}" for s in data.splits[:5])
    splits = f"Even splits: {marks}." if marks else None
    if data.result is None:
        return reply(
            paragraph(lead, splits),
            "Whether that is in reach I cannot say without a recent result: your log holds no "
            "timed run of late.",
            f"Once a week run {data.key_session}; if the last one is hard to hold, the goal is "
            "early. What was your last race, and its time?",
        )
    verdict = {
        "faster": f"That is {data.gap} faster than your running says so far: expect about "
        f"{data.predicted}, between {data.predicted_low} and {data.predicted_high}.",
        "within": f"That is in reach: expect about {data.predicted}, between {data.predicted_low} "
        f"and {data.predicted_high}.",
        "slower": f"You can be bolder: expect about {data.predicted}, {data.gap} faster.",
    }[data.verdict or "within"]
    ground = (
        f"It follows from {_result(data)} and takes for granted that {listed(data.assumptions)}."
    )
    action = (
        f"Once a week run {data.key_session}, and test again in a month before you race for it."
        if data.verdict == "faster"
        else f"Once a week run {data.key_session}. On the day start the first third at that pace "
        "or a little slower, not faster."
    )
    return reply(paragraph(lead, splits), paragraph(verdict, ground), action)


RACE = Skill(
    name="race_prediction",
    agents=("planner",),
    read=read_race,
    calls=race_calls,
    say=say_race,
    follow=race_on,
    tools=frozenset({"race_prediction"}),
    reason="predicting race times",
    covers=frozenset({"convert_pace", "log_cardio"}),
)


def read_plan(heard: Heard) -> Slots | None:
    """Return a race with the weeks until it, or a taper."""
    plain = heard.plain
    lengths = [each for each in lengths_in(plain) if each.value >= 1]
    weeks = _weeks_in(plain)
    if not lengths or heard.exercise is not None:
        return None
    if weeks is None and not _TAPER.search(plain):
        return None
    if weeks is not None and not (_PLANS.search(plain) or "?" in heard.text or times_in(plain)):
        return None
    target = max(lengths, key=lambda each: each.value * (1 if each.unit == "km" else 2))
    now = re.search(
        r"(?<![\d:.])(\d{1,3})\s?(?:k|km|kms|miles?|mi)\s?(?:a|per|/|each|every)\s?(?:week|wk)",
        plain,
    )
    args: dict[str, Any] = {
        "race": json_number(target.value),
        "race_unit": target.unit,
        "weeks": weeks if weeks is not None else len(_TAPER_WEEKS),
        "unit": unit_in(plain),
    }
    if now:
        others = [e for e in lengths if not now.start() <= e.start < now.end()] or lengths
        target = max(others, key=lambda each: each.value * (1 if each.unit == "km" else 2))
        args |= {"race": json_number(target.value), "race_unit": target.unit}
        args["week_distance"] = json_number(Decimal(now[1]))
    return Slots(args, plain)


_TAPER_WEEKS: Final = (3, 2, 1)
"""A taper without a date is shown for the last three weeks. Source: as race_goals.TAPER."""


def _weeks_in(plain: str) -> int | None:
    found = _WEEKS.search(plain)
    if found is None:
        return None
    if found[2]:
        return 1
    if found[4]:
        return WEEKS_A_MONTH
    weeks = int(found[1]) if found[1] else int(found[3]) * WEEKS_A_MONTH
    return weeks if 1 <= weeks <= 52 else None


def plan_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Lay out the weeks."""
    del found
    return (Call("race_plan", slots.args),)


def say_plan(slots: Slots, found: Found) -> str | None:
    """Say where the weeks lead, list them, and how they taper."""
    del slots
    data = found.read("race_plan", RacePlan)
    if data is None:
        return None
    goal = race(data.race, data.race_unit)
    lead = _plan_lead(data, goal)
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
    return reply(
        lead,
        f"{'Some of the weeks' if len(shown) < len(data.plan) else 'The weeks'}: {listed_weeks}.",
        paragraph(taper, keep if len(data.plan) > 3 else None, _warning(data)),
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
    tools=frozenset({"race_plan"}),
    reason="tapering before a race",
    covers=frozenset({"race_prediction"}),
)
