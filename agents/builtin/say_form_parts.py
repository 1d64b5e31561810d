"""Parts of every reply about a video: the count, one cue, the next step, a drill."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin import say_depth
from agents.builtin.form_words import FormWish
from agents.builtin.say_form_topics import (
    topic_of_fault,
)
from agents.builtin.say_training import target
from agents.builtin.wording import counted, day, lower, num, paragraph, pick
from agents.sentences import sentences_of
from tools.results.form import FindingLine, FormFindings
from tools.results.knowledge import KnowledgeFound
from tools.results.training import NextLoad

CUES: Final[dict[str, str]] = {
    "shallow_depth": "Sit down until the crease of the hip passes the knee.",
    "depth_fade": "End the set when two reps in a row miss the depth.",
    "forward_lean": "Keep the chest up out of the hole and brace before each rep.",
    "tempo_collapse": "End the set a rep or two earlier, before the bar slows down this much.",
    "knees_in": "Push the knees out over the toes on the way up.",
    "heel_lift": "Keep the whole foot down; try a heel wedge or a narrower stance.",
    "hip_rise": "Drive the upper back into the bar, so that hips and shoulders rise together.",
    "elbow_swing": "Pin the elbows to your side and take less weight.",
    "hip_sag": "Squeeze glutes and abs so that hips and shoulders stay in one line.",
    "short_lockout": "Finish each rep with the joint straight before the next one.",
}
"""One cue a fault. Source: coaching practice."""
VIEWS: Final = {
    "side": "from the side",
    "oblique": "at an angle",
    "front": "from the front",
    "back": "from behind",
}
FILM_AGAIN: Final = (
    "Film the next set from the side at hip height with the whole body in view, and I can say more."
)
SAME_PLACE: Final = "Next session keep the load and film one set from the same place to compare."
UNEVEN: Final = (
    "Film two more sets the same way before you train one side more: one video is too little, and "
    "if the difference stays, start each single-leg or single-arm set with the weaker side."
)
_DRILLS: Final = re.compile(
    r"\b(?:goblet|paus\w*|front squats?|box|band|wall|blocks?|heels?|stretch\w*|slow|thrusts?"
    r"|practis\w*|widen|hands?|lower in|raised?)\b",
    re.IGNORECASE,
)


def is_too_fast(data: FormFindings) -> bool:
    """Tell whether the speed of the set speaks against what was logged."""
    return data.rpe_disagrees


def costs_the_lift(data: FormFindings) -> bool:
    """Tell whether what was found bears on the next load."""
    late = {"depth_fade", "tempo_collapse", "shallow_depth", "hip_rise"}
    return data.rpe_disagrees or depth_lost(data) or any(f.fault in late for f in data.findings)


def depth_lost(data: FormFindings) -> bool:
    """Tell whether the later repetitions got shallower by more than the error."""
    return any(
        run.kind == "depth"
        and run.course != "steady"
        and (run.course == "rises") == run.first.larger_is_shallower
        for run in data.series
    )


def cue_of(finding: FindingLine) -> str | None:
    """Return the one cue for a fault."""
    topic = topic_of_fault(finding)
    return CUES.get(finding.fault or "") or (topic.cue if topic else None) or None


def next_step(
    data: FormFindings, after: NextLoad | None, cue: str | None = None, *, depth: bool = False
) -> str:
    """Say the one thing to do next session, with the load if it is known."""
    load = _load_line(data, after)
    if cue is None and depth and say_depth.judged(data):
        return paragraph(load, say_depth.advice(data)) if load is None else paragraph(
            load, "Film the last set again from the same place."
        )  # fmt: skip
    film = (
        "Then film the last set from the same place, so that we see whether it holds."
        if cue or load
        else None
    )
    if cue is None and load is None:
        return SAME_PLACE if not data.not_assessable else FILM_AGAIN
    return paragraph(load, cue, film)


def at_that_load(data: FormFindings, wish: FormWish, after: NextLoad | None) -> str | None:
    """Say yes or no to the load the athlete thinks of; None where they named none."""
    before = data.load if data.load is not None else after and after.last_load
    if wish.wanted is None or not before or wish.wanted > 2 * before:
        return None
    if wish.wanted <= before:
        return None
    if costs_the_lift(data):
        return f"Not {num(wish.wanted)} {data.unit} yet."
    if after is not None and after.load is not None and wish.wanted > after.load:
        return f"Not {num(wish.wanted)} {data.unit} yet, one step at a time."
    return None


def _load_line(data: FormFindings, after: NextLoad | None) -> str | None:
    """Say the next load; a rise is not passed on where the depth was lost."""
    if after is None or after.load is None:
        if depth_lost(data):
            return _until_it_holds(data)
        if data.rpe_disagrees and data.load is not None:
            return f"Keep {num(data.load)} {data.unit} next session."
        if costs_the_lift(data) and data.load is not None:
            return f"Keep {num(data.load)} {data.unit} next session."
        return "Keep the load next session." if data.rpe_disagrees else None
    name = lower(after.exercise)
    load = f"{num(after.load)} {after.unit}"
    if depth_lost(data) and after.decision not in {"lighter", "reduce", "return"}:
        return (
            f"Take less than {num(after.last_load)} {after.unit} on the {name} next session, until "
            "the depth holds to the last rep."
            if after.last_load is not None
            else _until_it_holds(data)
        )
    if data.rpe_disagrees and after.decision == "progress" and after.last_load is not None:
        return f"Next session keep {num(after.last_load)} {after.unit} on the {name}."
    kind = {"lighter": "a lighter ", "hold": "the same ", "reduce": "a lighter "}
    return (
        f"Next session take {kind.get(after.decision, '')}{load} for {target(after)} on the {name}."
    )


def _until_it_holds(data: FormFindings) -> str:
    """Say how to keep the range, with less load where there is one."""
    if data.load is None:
        return "Next session end the set at the first rep that gets shorter."
    return (
        f"Take less than {num(data.load)} {data.unit} next session, until the range holds to the "
        "last rep."
    )


def count_line(data: FormFindings) -> str:
    """Say how many repetitions were counted, in which video."""
    seen = f", filmed {VIEWS[data.view]}" if data.view in VIEWS else ""
    what = "" if data.exercise == "unknown" else f" of {plain_name(data.exercise)}"
    if not data.reps:
        return f"I found no repetition in the video of {day(data.filmed_on)}{seen}."
    lead = pick(("I counted", "The analysis counted"), data.video_id)
    newest = "newest " if data.videos_that_day > 1 else ""
    return (
        f"{lead} {counted(data.reps, 'rep')}{what} in the {newest}video of "
        f"{day(data.filmed_on)}{seen}."
    )


def reasons(data: FormFindings) -> list[str]:
    """Return why something could not be judged, as the analysis says it."""
    lines = [*data.not_assessable, *(f for f in data.findings if f.metric == "reps")]
    return list(dict.fromkeys(say_depth.to_athlete(f.reason) for f in lines if f.reason))[:1]


def drill(note: KnowledgeFound | None) -> str | None:
    """Return one or two sentences of a note that name something to practise, with the source."""
    if note is None or not note.passages:
        return None
    sentences = [s.strip() for s in sentences_of(note.passages[0].text)]
    drills = [s for s in sentences if _DRILLS.search(s)][:1]
    return paragraph("To practise:", *drills, source_of(note)) if drills else None


def source_of(note: KnowledgeFound) -> str:
    """Name the source of a note."""
    passage = note.passages[0]
    name = re.split(r"[\s,;(]*\d", passage.source)[0].strip(" .,;(")
    if "coaching practice" in name.casefold():
        return "That is coaching practice."
    return f"Source: {name} {passage.year}."


def plain_name(exercise: str) -> str:
    """Return an exercise of a video in words."""
    return exercise.replace("_", " ")


def quote(note: KnowledgeFound | None) -> str | None:
    """Return the first sentences of a note, with the source."""
    if note is None or not note.passages:
        return None
    first = [s.strip() for s in sentences_of(note.passages[0].text)][:2]
    return paragraph(*first, source_of(note))
