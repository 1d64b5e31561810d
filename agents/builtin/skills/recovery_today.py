"""Whether to train today, and what the load of the last weeks looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.builtin.say_knowledge import cited, to_the_point
from agents.builtin.say_recovery import today_after_sleep
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.recovery_log import said_lift
from agents.builtin.wording import counted, day, listed, num, paragraph, reply
from tools.results.knowledge import KnowledgeFound
from tools.results.recovery import Recovery, TrainingLoad
from tools.results.training import NextLoad

_READY: Final = re.compile(
    r"\b(?:readiness|recovery (?:score|status|today)|am i (?:recovered|ready|too (?:tired|sore))"
    r"|(?:how|what)(?:'s| is)? my recovery|recovered enough"
    r"|should i (?:still )?(?:train|lift|work ?out|go(?: to the gym)?|run|rest(?! (?:between|after"
    r"|for|in))|skip|take (?:a"
    r"|the) (?:rest )?day)"
    r"(?! (?:to failure|fasted|legs|chest|in the|every|twice|with|before|after|for|more|abs|on an"
    r"|how))"
    r"|(?:train|lift|gym|work ?out|session|squat|bench|deadlift|run)\b.{0,30}\b(?:today|tonight"
    r"|or rest)\b.{0,10}\?"
    r"|rest day (?:today|or|needed)|need (?:a )?rest day|train or rest|(?:so|too|really|super"
    r"|absolutely|dead)"
    r" (?:tired|exhausted|knackered|fatigued|wrecked|beat|drained|run down)"
    r"|feel(?:ing)? (?:tired|exhausted|wrecked|flat|run down|beat up|drained|burnt out|sluggish"
    r"|rough)"
    r"|how (?:have|did|do) i (?:been )?sle(?:ep|pt)|my sleep(?: this week| lately|\?|$)"
    r"|sleep (?:this week|log|history)"
    r"|fatigue[d]?|sleep(?:ing)? (?:bad(?:ly)?|poor(?:ly)?|like (?:crap|shit)|terribl\w+))\b"
)
_SHORT: Final = re.compile(
    r"\b(?:slept|sleep|night)\b.{0,40}\b(?:train|lift|gym|squat|bench|deadlift|session|workout"
    r"|leg day|run)\b"
)
_LOAD: Final = re.compile(
    r"\b(?:training load|acwr|acute[: -]+(?:to[ -]|and )?chronic|acute chronic|monotony"
    r"|strain score"
    r"|workload|(?:injury|injured) risk|risk of (?:injury|getting (?:injured|hurt))|overtrain\w*"
    r"|over ?reach\w*|(?:load|volume) (?:spike|jump)|ramping|doing too much|too much (?:too soon"
    r"|training|volume)"
    r"|how hard (?:have|did) i|weekly load|my load|load (?:this|last) (?:week|month)"
    r"|am i overdoing)\b"
)
_RISK: Final = re.compile(r"\b(?:risk|injur\w+|acwr|acute|ratio|safe|danger\w*|sweet ?spot)\b")
_WHAT_IS: Final = re.compile(
    r"^(?:what(?:'s| is| are)|explain|how (?:does|is|do)) (?:the )?(?:acwr|acute|monotony"
    r"|overtrain)"
)
_SLEEPLESS: Final = re.compile(
    r"\b(?:no|zero|barely any|hardly any|almost no) sleep\b"
    r"|\b(?:didn'?t|did not|couldn'?t|could not|barely|hardly) sle(?:ep|pt)\b|\ball[- ]?nighter\b"
)
_OF_TODAY: Final = re.compile(r"\b(?:should i|recover\w*|ready)\b")
_NIGHTS: Final = re.compile(
    r"\b(?:did i sleep|have i slept|been sleeping|my sleep|sleep (?:this|last|log))\b"
)
_TIRED: Final = re.compile(
    r"\b(?:tired|exhausted|wrecked|knackered|fatigue\w*|beat|drained|run down|rough|flat|sluggish"
    r"|burnt)\b"
)
_OTHERS: Final = re.compile(
    r"\b(?:deload|calories|kcal|protein|eat|food|sick|ill|flu|cold|fever|pain|hurts?)\b"
)


@dataclass(frozen=True, slots=True)
class Slots:
    """What was said beside the question."""

    plain: str = ""
    about_risk: bool = False
    lift: str | None = None
    """A lift of today that is asked about."""
    why: str = ""
    """A question about recovery as such, which the notes answer."""


def read_today(heard: Heard) -> Slots | None:
    """Return a question about readiness."""
    plain = heard.plain
    if _OTHERS.search(plain) or re.search(r"\d ?x ?\d", plain):
        return None
    asks = "?" in heard.text or re.search(r"\b(?:should|am i|how|can i|train|rest)\b", plain)
    if _READY.search(plain) and (heard.exercise is None or _OF_TODAY.search(plain)):
        return Slots(plain)
    if asks and _SLEEPLESS.search(plain):
        return Slots(plain)
    return Slots(plain) if asks and _SHORT.search(plain) and heard.exercise is None else None


def today_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Read nights, soreness and load; the lift that is asked about, or the notes."""
    del found
    calls = [Call("recovery", {"nights": 7})]
    if slots.lift:
        calls.append(Call("next_load", {"exercise": slots.lift}))
    if slots.why:
        calls.append(Call("search_knowledge", {"query": slots.why[:300], "limit": 3}))
    return tuple(calls)


_WHY: Final = re.compile(
    r"^(?:but |and |so )?(?:why|how come|what does|does|do|is|will|would)\b.{0,60}"
    r"\b(?:sleep|sleeping|slept|hours|night|rest days?|sauna|recover\w*|nap)\b"
    r"|\bhow (?:much|many|long)\b.{0,40}\b(?:sleep|rest(?: days?)?|recover\w*|between)\b"
    r"|\bhow (?:do|can) i recover\b|\bwhat can i do to recover\b"
)


def assumed_today(heard: Heard) -> Slots:
    """Return what a message about recovery asks: of today, of a lift, or of recovery as such."""
    plain = heard.plain
    today = re.search(r"\b(?:today|tonight|now|tomorrow|still|this morning)\b", plain)
    why = heard.text if _WHY.search(plain) and not today else ""
    before = heard.before
    asked = re.search(r"\b(?:heavy|heavier|lighter|light|go|weight|load|still)\b", plain)
    lift = heard.exercise or (before.exercise if before is not None and asked else None)
    return Slots(plain, lift=None if why else lift, why=why)


def more_of_today(heard: Heard, before: Slots) -> Slots | None:
    """Return what further words ask after it: a lift, or why."""
    found = assumed_today(heard)
    return found if found.why or found.lift else Slots(f"{before.plain} {heard.plain}")


def say_today(slots: Slots, found: Found) -> str | None:
    """Say what to do today first, then the signs, then what is missing."""
    data = found.read("recovery", Recovery)
    if data is None:
        return None
    if slots.why:
        return _say_why(slots, found, data)
    lift = said_lift(data, found.read("next_load", NextLoad))
    tired = re.search(
        r"\b(?:tired|exhausted|wrecked|knackered|fatigue\w*|beat|drained|run down|rough|flat"
        r"|sluggish|burnt)\b",
        slots.plain,
    )
    if _SLEEPLESS.search(slots.plain):
        return reply(
            "Nothing heavy today: after a night without sleep take a walk or an easy session, "
            f"stay below RPE {num(data.rpe_cap)}, and move the hard one to the day after a full "
            "night.",
            "Strength drops little after one such night, but effort, mood and attention suffer, "
            "and "
            "one day later costs nothing. How many hours was it, so that I log it?",
        )
    if _NIGHTS.search(slots.plain) and data.nights:
        return reply(_sleep(data), today_after_sleep(data))
    return reply(_call(data, tired=tired is not None), lift, _signs(data), _last(data))


def _say_why(slots: Slots, found: Found, data: Recovery) -> str:
    """Say what the notes say, and what the athlete's own nights are."""
    notes = found.read("search_knowledge", KnowledgeFound)
    if notes is None or not notes.passages:
        return reply(_call(data, tired=False), _signs(data), _last(data))
    best = notes.passages[0]
    return reply(to_the_point(best, slots.why), cited(best), _signs(data))


def _call(data: Recovery, *, tired: bool) -> str:
    cap = num(data.rpe_cap)
    if data.call == "easy or rest":
        return (
            "Rest today, or do something easy such as a walk, and move the hard session to the day "
            "after a full night."
        )
    if data.call == "lighter":
        return (
            f"Train, but lighter: the same lifts with one set less each, stop at RPE {cap}, and "
            "skip "
            "the top set or the fast part of a run."
        )
    if tired:
        return (
            "Start the session and decide after the warm-up: if the bar moves as usual, go on as "
            f"planned; if not, take one set off each lift and stop at RPE {cap}."
        )
    if len(data.missing) >= 2 and not data.nights:
        return (
            "Train as planned if you feel normal in the warm-up; your log says too little to hold "
            "you back. If the warm-up feels heavy, take one set off each lift and stop at RPE "
            f"{cap}."
        )
    return "Train as planned: nothing in your log says you should hold back today."


def _signs(data: Recovery) -> str | None:
    return paragraph(_sleep(data), _sore(data), _load(data)) or None


def _sleep(data: Recovery) -> str | None:
    if not data.nights or data.mean_hours is None:
        return None
    last = data.nights[0]
    lead = f"You slept {num(last.hours)} h in the night to {day(last.day)}"
    if len(data.nights) > 1:
        lead += f", {num(data.mean_hours)} h on average over {counted(len(data.nights), 'night')}"
    if last.hours < data.enough_hours or data.mean_hours < data.enough_hours:
        return f"{lead}; adults need {num(data.enough_hours)} h or more."
    return f"{lead}, which is enough."


def _sore(data: Recovery) -> str | None:
    if not data.sore:
        return None
    first = data.sore[0]
    return f"You gave your {first.site} {first.severity} of 10 on {day(first.day)}."


def _load(data: Recovery) -> str | None:
    if data.load_change_percent is None:
        if data.last_session is None or data.days_since_session is None:
            return None
        return f"Your last session was on {day(data.last_session)}."
    change = data.load_change_percent
    if "jump" in data.reasons:
        return (
            f"Your training of the last week is {num(change)} % more than the weekly mean of "
            "the weeks before; that is a change worth easing into, not a forecast of injury."
        )
    if not change:
        return "Your training of the last week is about the mean of the weeks before."
    way = "more" if change > 0 else "less"
    return (
        f"Your training of the last week is {num(abs(change))} % {way} than the weekly mean "
        "of "
        "the weeks before."
    )


def _last(data: Recovery) -> str:
    if "sleep" in data.missing:
        return (
            "I know nothing of your sleep yet. How many hours did you sleep last night, and what "
            "is "
            "sore?"
            if "soreness" in data.missing
            else "How many hours did you sleep last night?"
        )
    if data.call == "as planned":
        return "Tell me the sets afterwards, with an RPE, and I set the next ones from them."
    return "Sleep comes first tonight; tell me the hours tomorrow and I set the day from them."


TODAY = Skill(
    name="recovery",
    agents=("planner",),
    read=read_today,
    calls=today_calls,
    say=say_today,
    tools=frozenset({"recovery", "next_load", "search_knowledge"}),
    reason="sleep, soreness and training on a tired day",
    default=assumed_today,
    follow=more_of_today,
)


def read_load(heard: Heard) -> Slots | None:
    """Return a question about training load or the risk it stands for."""
    plain = heard.plain
    if not _LOAD.search(plain) or _WHAT_IS.search(plain):
        return None
    return Slots(plain, about_risk=_RISK.search(plain) is not None)


def load_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Read four weeks."""
    del slots, found
    return (Call("training_load", {}),)


def say_load(slots: Slots, found: Found) -> str | None:
    """Say how the last week differs, then what such numbers cannot tell."""
    data = found.read("training_load", TrainingLoad)
    if data is None:
        return None
    if data.unit is None or data.acute is None:
        return (
            "There is nothing in your log of the last four weeks, so there is no load to compare. "
            "Log each session with its minutes and how hard it was as a whole (RPE), and I show "
            "how your weeks change."
        )
    honest = (
        "It describes a change and predicts no injury: tested against injuries, the ratio of acute "
        "to chronic load did no better than chance, so I name no risk."
    )
    taken = f"Here {listed(data.assumptions)}." if data.assumptions else None
    counts = _sessions(data) if _HOW_OFTEN.search(slots.plain) else None
    return reply(
        paragraph(counts, _change(data)),
        paragraph(_spread(data), honest, taken),
        _advice(data, slots),
    )


_HOW_OFTEN: Final = re.compile(
    r"\b(?:how many (?:times|sessions|workouts)|how often|consisten\w*)\b"
)


def _sessions(data: TrainingLoad) -> str:
    """Return how often the athlete trained in each of the weeks, the newest first."""
    told = (f"{counted(each.sessions, 'session')} in the week to {day(each.end)}"
            for each in data.weeks)  # fmt: skip
    return f"You trained {listed(told)}."


_UNITS: Final = {"load": "", "km": " km", "sets": " hard sets"}


def _change(data: TrainingLoad) -> str:
    unit = _UNITS[data.unit or "load"]
    what = {"load": "load (effort times minutes)", "km": "running", "sets": "lifting"}
    newest = data.weeks[0]
    lead = (
        f"Your {what[data.unit or 'load']} of the week to {day(newest.end)} is "
        f"{num(data.acute or 0)}{unit}"
    )
    if data.change_percent is None or not data.chronic:
        return f"{lead}; there is nothing in the weeks before to compare it with."
    way = "more" if data.change_percent > 0 else "less"
    if not data.change_percent:
        return f"{lead}, as much as the weekly mean of the weeks before."
    return (
        f"{lead}, {num(abs(data.change_percent))} % {way} than the weekly mean of "
        f"{num(data.chronic)}"
        f"{unit} in the weeks before."
    )


def _spread(data: TrainingLoad) -> str | None:
    parts: list[str] = []
    if data.ratio_coupled is not None and data.ratio_uncoupled is not None:
        parts.append(
            f"The acute to chronic ratio is {num(data.ratio_coupled)}, or "
            f"{num(data.ratio_uncoupled)} when the last week is left out of the mean."
        )
    if data.monotony is not None and data.strain is not None:
        parts.append(
            f"Monotony is {num(data.monotony)} and strain {num(data.strain)}; the more alike the "
            "days, the higher both."
        )
    return paragraph(*parts) or None


def _advice(data: TrainingLoad, slots: Slots) -> str:
    del slots
    if data.change_percent is not None and data.change_percent >= JUMP_PERCENT:
        return (
            "Hold this level for a week instead of adding to it, keep one day between hard "
            "sessions, "
            "and go by sleep, soreness and how the warm-up feels."
        )
    return (
        "Go on as planned and add a little at a time; sleep, soreness and how the warm-up feels "
        "tell "
        "more than a ratio."
    )


JUMP_PERCENT: Final = 50
"""A larger change is told to be held for a week. Source: own choice, as readiness.JUMP."""

LOAD = Skill(
    name="load_of_weeks",
    agents=("planner",),
    read=read_load,
    calls=load_calls,
    say=say_load,
    tools=frozenset({"training_load"}),
    reason="training load and injury, what risk numbers can tell",
    covers=frozenset({"pain"}),
    default=lambda heard: Slots(heard.plain, about_risk=_RISK.search(heard.plain) is not None),
    follow=lambda heard, _: Slots(heard.plain, about_risk=_RISK.search(heard.plain) is not None),
)
