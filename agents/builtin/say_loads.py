"""Words about next loads beside the plain answer: several lifts, gaps, doubts, warm-ups."""

from __future__ import annotations

from typing import Literal

from agents.builtin.say_training import assumed, basis, target
from agents.builtin.wording import (
    counted,
    day,
    listed,
    lower,
    num,
    paragraph,
    pick,
    reply,
    sets_of,
)
from tools.results.training import LoadOption, NextLoad


def brief(data: NextLoad) -> str:
    """Say the next session of one of several lifts in one paragraph."""
    name = data.exercise
    if data.load is None:
        if data.decision != "start":
            return paragraph(f"{name}: {target(data)}.", data.reason)
        bar = (
            f" Begin with the empty bar, {num(data.bar)} {data.unit}."
            if data.bar is not None
            else ""
        )
        return f"{name}: nothing is in your log yet, so find your level in light steps.{bar}"
    lead = f"{name}: {target(data)} at {num(data.load)} {data.unit}."
    last = data.basis[0] if data.basis else None
    done = (
        f"Last time, on {day(last.day)}, you did "
        f"{listed(sets_of(g) for g in data.basis if g.day == last.day)}."
        if last is not None
        else None
    )
    return paragraph(lead, done, data.reason, *(c.text for c in data.cautions[:1]))


def gap_filled(data: NextLoad) -> str:
    """Say what to do at the loads around one that the gym does not have."""
    options = [each for each in (data.lower, data.higher) if each is not None]
    offered = " or ".join(_option(each, data.unit) for each in options)
    lead = f"Then take {offered} on the {lower(data.exercise)}."
    why = (
        "The lighter one earns the jump by repetitions; take the heavier one once you reach the "
        "top there."
        if data.lower is not None and data.higher is not None
        else "Repetitions make up for the step that is missing."
        if data.lower is not None
        else "The heavier load costs repetitions, so expect fewer and stop before form goes."
    )
    guess = (
        "The repetitions at the heavier load follow from your log and can be off by one or two."
        if data.higher is not None
        else None
    )
    return reply(
        lead,
        paragraph(basis(data.basis), why, guess),
        "Tell me the repetitions you get and I set the next step.",
    )


def _option(option: LoadOption, unit: str) -> str:
    reps = str(option.reps)
    if option.reps_high != option.reps:
        reps = f"{option.reps}-{option.reps_high}"
    return f"{num(option.load)} {unit} for {reps} reps"


def held_to(data: NextLoad, said: str) -> str:
    """Keep a load that the athlete doubts, and offer a way to show that more is right."""
    name = lower(data.exercise)
    if data.load is None:
        return reply(paragraph(basis(data.basis), data.reason), "Tell me your next sets first.")
    load = f"{num(data.load)} {data.unit}"
    lead = pick(
        (
            f"I would still take {load} for {target(data)} on the {name}.",
            f"My answer stays {load} for {target(data)} on the {name}, and the call is yours.",
        ),
        said,
    )
    offer = (
        "If it moves easily, take the last set further, stopping short of failure. "
        "Those extra repetitions prove the next step without a missed set."
    )
    return reply(
        lead,
        paragraph(basis(data.basis), data.reason, *(c.text for c in data.cautions)),
        offer,
        "Tell me the last set with its RPE and I raise the load from that.",
    )


def why_load(data: NextLoad) -> str:
    """Explain why the load moves instead of the repetitions, or the other way round."""
    name = lower(data.exercise)
    if data.decision == "progress" and data.load is not None:
        lead = (
            f"Because the repetitions on the {name} are done: you reached the top of what was "
            "asked, and more of them trains endurance more than strength."
        )
        how = f"A small step to {num(data.load)} {data.unit} keeps the stimulus growing."
    else:
        lead = f"Because the {name} has not earned more load yet. {data.reason}"
        how = "Repetitions come first, then the load goes up."
    return reply(
        lead,
        paragraph(basis(data.basis), how),
        "If you prefer repetitions, add one or two a set first; the load can wait a session.",
    )


def eased(data: NextLoad, why: Literal["tired", "deload"]) -> str:
    """Say a lighter session, for a tired day or an easy week."""
    name = lower(data.exercise)
    if data.decision == "start":
        return reply(
            f"There is no {name} in your log yet, so take a load that leaves several repetitions "
            "in reserve, and stop each set well before it gets hard.",
            "Tell me the sets and I set the next ones from them.",
        )
    load = "" if data.load is None else f" at {num(data.load)} {data.unit}"
    against = (
        f" instead of the {num(data.last_load)} {data.unit} of {day(data.last_day)}"
        if data.load is not None and data.last_load is not None and data.last_day is not None
        else ""
    )
    when = "this easy week" if why == "deload" else "today"
    back = (
        "Next week start again just below the load you stopped at, and build up."
        if why == "deload"
        else "Go back to the planned load once you have slept and feel normal; a lighter day "
        "costs no strength."
    )
    return reply(
        f"On the {name} do {target(data)}{load} {when}{against}.",
        paragraph(data.reason, basis(data.basis), assumed(data)),
        paragraph("Stop a set when a repetition slows down.", back),
        "Tell me how it felt, as an RPE, and I set the session after.",
    )


def if_missed(data: NextLoad) -> str:
    """Say what follows from a session that falls short."""
    name = lower(data.exercise)
    if data.load is None:
        return reply(
            f"Then do the same {name} session again before it gets harder.",
            paragraph(basis(data.basis), data.reason),
            "Tell me the repetitions you get and I set the next one.",
        )
    return reply(
        f"Then repeat {num(data.load)} {data.unit} on the {name} next time, until you get all of "
        f"{target(data)}.",
        paragraph(
            basis(data.basis),
            "One short session is day form; after several in a row I take load off and we build "
            "up again.",
        ),
        "Rest longer before the last set, and end it before form goes. Tell me what you get.",
    )


def if_met(data: NextLoad) -> str:
    """Say what follows from a session that reaches what it is meant to."""
    name = lower(data.exercise)
    if data.load is None:
        return reply(
            f"Build the {name} in small steps: once every set reaches its repetitions with some "
            "in reserve, the next session gets a little heavier.",
            paragraph(basis(data.basis), data.reason),
            _small_step(data),
            "Tell me your sets after each session and I name the next load.",
        )
    first = f"First do {target(data)} at {num(data.load)} {data.unit} on the {name}."
    then = (
        f"Get every repetition and the session after is at {num(data.then_load)} {data.unit}; "
        f"miss some and you repeat {num(data.load)} {data.unit}."
        if data.then_load is not None
        else "Get every repetition and the load goes up by one step; miss some and you repeat it."
    )
    return reply(
        paragraph(first, then),
        paragraph(basis(data.basis), data.reason),
        "Tell me what you get, with an RPE, and I set it.",
    )


def _small_step(data: NextLoad) -> str | None:
    if data.increment is None:
        return None
    return (
        f"On the {lower(data.exercise)} one step is {num(data.increment)} {data.unit}; repeat a "
        "load when a set falls short."
    )


def until_back(data: NextLoad) -> str:
    """Say how a load that was taken off comes back, without a promise of a day."""
    name = lower(data.exercise)
    now = "" if data.load is None else f" from {num(data.load)} {data.unit}"
    return reply(
        f"Usually within some weeks; I cannot promise a day. The {name} climbs{now} by one step "
        "after each session in which all repetitions are done.",
        paragraph(basis(data.basis), "A load you held before comes back faster than a new one."),
        "Repeat the load when a set falls short. Tell me each session and I set the next step.",
    )


def lead_up(data: NextLoad) -> str:
    """Say the warm-up sets before the working sets."""
    name = lower(data.exercise)
    if data.load is None or not data.warm_up:
        load = "" if data.load is None else f" of {num(data.load)} {data.unit}"
        return reply(
            f"For your working sets{load} on the {name} do two or three lighter sets first, each "
            "a little heavier and with fewer repetitions, none of them tiring.",
            basis(data.basis),
            "Start the work when a set feels quick and free of stiffness.",
        )
    ramp = listed(f"{num(s.load)} {data.unit} x {s.reps}" for s in data.warm_up)
    return reply(
        f"Warm up for the {name} with {ramp}, then {target(data)} at {num(data.load)} {data.unit}.",
        paragraph(
            basis(data.basis),
            "The repetitions fall as the load climbs, so nothing is tired before the work.",
        ),
        "Rest a minute or two between these, longer before the first working set.",
    )


def more_sets(data: NextLoad) -> str:
    """Say whether sets beyond the plan are worth it."""
    name = lower(data.exercise)
    if data.sets is None or data.load is None:
        return reply(data.reason, "Tell me the sets you did, and I say whether to add one.")
    return reply(
        f"I would stop at {counted(data.sets, 'set')} on the {name}; one more is fine if the last "
        "one left a couple of repetitions in reserve.",
        paragraph(basis(data.basis), "Sets beyond the plan add fatigue faster than progress."),
        f"Do it at the same {num(data.load)} {data.unit} or less, and end it when a repetition "
        "slows down. How did the last set feel?",
    )
