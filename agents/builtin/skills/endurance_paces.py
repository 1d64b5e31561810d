"""Training paces: easy, threshold, intervals and the rest, from a race or from the log."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin.endurance_words import lengths_in, near, pace_in, times_in, unit_in
from agents.builtin.said_running import told_in
from agents.builtin.say_endurance import length
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills import endurance_log
from agents.builtin.wording import day, listed, lower, num, paragraph, reply
from tools.results.endurance import PaceLine, TrainingPaces

_PACES: Final = re.compile(
    r"\b(?:(?:training|running|my|run|what|target|all) paces"
    r"|(?:easy|recovery|threshold|tempo|interval|long run|marathon|lactate|aerobic|base) ?(?:run )?"
    r"pace|vdot|my zones|how (?:fast|slow)\b.{0,30}\b(?:easy|tempo|threshold|interval|long"
    r"|recovery)\b"
    r"|pace (?:for|should|of|do)\b.{0,30}\b(?:easy|tempo|threshold|interval|long|recovery)"
    r"|(?:what|which) pace\b.{0,40}\b(?:easy|tempo|threshold|interval|long|recovery|train)"
    r"|paces? (?:from|based on)|how slow (?:is|should|do))\b"
)
_KINDS: Final = (
    ("repetition", r"\b(?:repetition|strides?|(?:200|300|400) ?m?s?\b|r pace|lap)"),
    ("interval", (r"\b(?:intervals?|reps?|repeats?|(?:600|800|1000|1200) ?m?s?\b|1k(?:m|s)?\b"
     r"|yasso|speed ?work|vo2 ?max|i pace|fartlek)")),
    ("threshold", r"\b(?:threshold|tempo|lactate|cruise|t pace|comfortably hard)\b"),
    ("marathon", r"\b(?:marathon|race) pace\b|\bm pace\b"),
    ("easy", (r"\b(?:easy|recovery|long(?: run| one)?|aerobic|base|jog\w*|slow|steady|zone ?2|z2"
     r"|conversational|warm ?up)\b")),
)  # fmt: skip
"""Training pace by the words for it. Source: Daniels 2014, whose names they are."""
_ON_TREADMILL: Final = re.compile(r"\b(?:treadmill|belt|km/?h|kmh|kph|mph|speed)\b")
_TRACK: Final = re.compile(r"\b(?:lap|track|[24]00 ?m?s?)\b")
_ASKED_PACE: Final = re.compile(r"(?<![\d:])([3-9]|1[0-4]):([0-5]\d)(?:'?s)?(?![:\d])")


@dataclass(frozen=True, slots=True)
class Slots:
    """Arguments, and what is asked for first."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    first: str = ""
    done: dict[str, Any] | None = None
    """A session told in the same message, to be stored as well."""
    text: str = ""


def read_paces(heard: Heard) -> Slots | None:
    """Return a wish for training paces, with a race if one was told."""
    plain = heard.plain
    if re.search(r"\b(?:heart|hr|bpm)\b", plain) or not _PACES.search(plain):
        return None
    if re.search(r"\b(?:convert|in (?:min/|km/?h|mph)|per mile|per km)\b", plain):
        return None
    if "marathon pace" in plain and times_in(plain) and len(lengths_in(plain)) == 1:
        return None
    return default(heard)


def default(heard: Heard) -> Slots:
    """Return the paces by the newest result told in this thread, else by the log."""
    plain = heard.plain
    before = heard.before.slots if heard.before is not None else None
    first = kind_in(plain) or (before.first if isinstance(before, Slots) else "")
    unit = unit_in(plain, unit_in(" ".join(heard.earlier[-2:]).casefold()))
    args = told_in(heard).known | {"unit": unit}
    beside = endurance_log.told_beside(heard)
    asked = _asked_pace(plain, args.get("time", ""))
    if asked is not None:
        args |= asked | ({"kind": first} if first else {})
    return Slots(args, first, None if beside is None else beside.args, plain)


def kind_in(plain: str) -> str:
    """Return the training pace that words ask for; empty if none."""
    return next((name for name, rule in _KINDS if re.search(rule, plain)), "")


def _asked_pace(plain: str, race_time: str) -> dict[str, Any] | None:
    """Return the pace the athlete runs now, where the words judge it: "too fast at 5:10?"."""
    if not re.search(
        r"\b(?:too|right|ok(?:ay)?|slower|faster|hard|cant|couldn'?t|feels?|am i)\b", plain
    ):
        return None
    pace = pace_in(plain)
    text = pace.text if pace is not None else ""
    if not text:
        bare = next((m for m in _ASKED_PACE.finditer(plain) if m[0] != race_time), None)
        known = {each.text for each in times_in(plain) if each.text == race_time}
        text = f"{bare[1]}:{bare[2]}" if bare is not None and bare[0] not in known else ""
    if not text:
        return None
    return {"asked_pace": text, "asked_unit": pace.unit if pace is not None else "km"}


def result_args(plain: str) -> dict[str, Any]:
    """Return distance and time of the race a message tells; nothing without both."""
    lengths, times = lengths_in(plain), times_in(plain)
    for length_said in lengths:
        time = near(length_said, times)
        if time is not None:
            return length_said.args | {"time": time.text}
    return {}


def paces_calls(slots: Slots, found: Found) -> tuple[Call, ...]:
    """Work out the paces."""
    del found
    stored = () if slots.done is None else (Call("log_cardio", slots.done),)
    return (*stored, Call("training_paces", slots.args))


_NO_RESULT: Final = (
    "I need one recent hard effort for that, and your log holds no timed run of late. Until then "
    "run easy at a pace at which you can talk in full sentences. What was your last race or time "
    "trial, with its distance and time?"
)


def say_paces(slots: Slots, found: Found) -> str | None:
    """Say the pace that was asked for first, then the others."""
    data = found.read("training_paces", TrainingPaces)
    if data is None:
        failed = found.error("training_paces")
        return _NO_RESULT if failed is not None and failed.code == "no_result" else None
    order = sorted(data.paces, key=lambda line: line.name != (slots.first or "easy"))
    rest = "; ".join(
        lower(_pace_line(line))
        for line in order[1:]
        if line.name != "repetition" or slots.first == "interval"
    )
    source = data.result
    when = f" of {day(source.day)}" if source.day else ""
    ground = (
        f"They rest on {length(source.distance, source.unit)} in {source.time}{when}, a VDOT of "
        f"{num(data.vdot)}, by the formula of Daniels and Gilbert."
    )
    taken = f"It takes for granted that {listed(data.assumptions)}." if data.assumptions else None
    return reply(
        endurance_log.logged(found),
        paragraph(_judged(data, order[0]), _lead(slots, order[0])),
        f"The others: {rest}.",
        paragraph(ground, taken),
        _how(order[0].name),
    )


def _lead(slots: Slots, line: PaceLine) -> str:
    extra = ""
    if _ON_TREADMILL.search(slots.text):
        extra = f", which is {line.slow_speed} to {line.fast_speed} on the belt"
        if line.fast_speed == line.slow_speed:
            extra = f", which is {line.fast_speed} on the belt"
    elif line.name in {"repetition", "interval"} and _TRACK.search(slots.text):
        both = line.fast_lap != line.slow_lap
        lap = f"{line.fast_lap} to {line.slow_lap}" if both else line.fast_lap
        extra = f", or {lap} for a lap of 400 m"
    return f"{_pace_line(line, lead=True)}{extra}."


def _judged(data: TrainingPaces, line: PaceLine) -> str | None:
    """Say whether the pace that was asked about is right for its kind."""
    if not data.asked or data.asked_verdict is None:
        return None
    name = {"easy": "an easy run", "threshold": "threshold", "interval": "intervals"}.get(
        line.name, line.name
    )
    return {
        "faster": f"Yes, {data.asked} is too fast for {name}: slow down.",
        "within": f"{data.asked} is right for {name}.",
        "slower": f"{data.asked} is slower than it has to be for {name}, which does no harm.",
    }[data.asked_verdict]


def _how(first: str) -> str:
    if first in {"interval", "repetition"}:
        return (
            "Next time run five or six pieces of that with easy jogging between, so that the last "
            "is as quick as the first, and keep an easy day on either side."
        )
    if first == "threshold":
        return (
            "Hold it for about twenty minutes, or in three pieces with a short jog between: hard, "
            "but you could go on. One such run a week is enough beside easy ones."
        )
    return (
        "Run most of the week in the easy range, by talk rather than by watch when it is hot or "
        "hilly, and one or two harder runs at the faster ones. After the next race I update them."
    )


def _pace_line(line: PaceLine, *, lead: bool = False) -> str:
    name = f"{line.name.capitalize()} pace"
    reach = line.fast if line.fast == line.slow else f"{line.fast} to {line.slow}"
    return f"{name}: {reach}" if not lead else f"Your {line.name} pace is {reach}"


PACES = Skill(
    name="training_paces",
    agents=("planner",),
    read=read_paces,
    calls=paces_calls,
    say=say_paces,
    default=default,
    tools=frozenset({"training_paces", "log_cardio"}),
    reason="training paces by VDOT and why easy runs are slow",
    covers=frozenset({"log_cardio", "race_prediction"}),
)
