"""Replies about single repetitions: the count, one of them, the worst, how many were full."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from agents.builtin import say_depth
from agents.builtin.form_topics import BY_NAME
from agents.builtin.form_words import FormWish
from agents.builtin.say_form_parts import (
    FILM_AGAIN,
    SAME_PLACE,
    count_line,
    cue_of,
    next_step,
    reasons,
)
from agents.builtin.say_form_topics import (
    amount,
    band,
    fault_lines,
    fault_name,
    measured,
    metric_name,
    topic_line,
    worst_of,
)
from agents.builtin.wording import counted, listed, paragraph, reply
from coach.safety.rules.text import folded
from tools.results.form import FindingLine, FormFindings

_UNCOUNTED: Final = (
    "A rep that is cut off at the start or the end of the clip, or that hardly moves, is not "
    "counted by the analysis, and a re-rack can be taken for one."
)
_WHOLE_CLIP: Final = (
    "Next session start the clip before the first rep and stop it after the bar is racked, then "
    "both counts can be compared."
)


def own_count(data: FormFindings, wish: FormWish) -> str:
    """Say the count, and what to do where the athlete counted otherwise."""
    line = count_line(data)
    if re.search(r"\bmiss", folded(wish.seed)):
        return reply(line, paragraph(_UNCOUNTED, *_reasons_of_count(data)), _WHOLE_CLIP)
    if wish.counted is None or wish.counted == data.reps:
        same = "That is your count as well." if wish.counted is not None else None
        main = worst_of(fault_lines(data))
        return reply(
            paragraph(line, same, *_reasons_of_count(data)),
            measured(data, main) if main is not None else None,
            next_step(data, None, cue_of(main) if main is not None else None),
        )
    return reply(
        f"I counted {counted(data.reps or 0, 'rep')}, you counted {wish.counted}; the log is "
        "yours, so keep your number there if you are sure.",
        paragraph(
            _UNCOUNTED,
            *_reasons_of_count(data),
        ),
        _WHOLE_CLIP,
    )


def proper_reps(data: FormFindings) -> str:
    """Say how many repetitions count: below parallel, or over the range of the fullest one."""
    depths = [f for f in say_depth.judged(data) if f.rep is not None]
    kept, doubtful, short = _by_parallel(depths) if depths else _by_range(data)
    if not kept and not doubtful and not short:
        return reply(count_line(data), "I have no range of single reps, so I would count them all.")
    if not short and not doubtful:
        return reply(
            f"All {counted(len(kept), 'rep')} count: "
            + (
                "each went below parallel by more than the camera's error."
                if depths
                else "they differ by no more than the camera's error."
            ),
            count_line(data),
            SAME_PLACE,
        )
    lead = f"Count {_reps(kept)}." if kept else "Strictly I would count none of them."
    unsure = f"Too close to call: {_reps(doubtful)}." if doubtful else None
    ends = [kept[0], short[-1]] if kept and short else [*kept[:1], *short[-1:]]
    value = listed(f"rep {f.rep} {amount(f, f.value)}" for f in ends)
    missed = (
        f"{_capital(_reps(short))} stopped short by more than the camera can misread: {value}."
        if short
        else None
    )
    return reply(
        paragraph(lead, unsure, missed),
        "Next session end the set at the first rep that gets shorter, and film it from the same "
        "place; that number is the one to beat.",
    )


Sorted = tuple[list[FindingLine], list[FindingLine], list[FindingLine]]
"""Repetitions that count, that are too close to call, and that stopped short."""


def _by_parallel(depths: list[FindingLine]) -> Sorted:
    sides: dict[say_depth.Side, list[FindingLine]] = {"below": [], "level": [], "above": []}
    for each in depths:
        sides[say_depth.side_of(each)].append(each)
    return sides["below"], sides["level"], sides["above"]


def _by_range(data: FormFindings) -> Sorted:
    """Sort by the metric of range in which most repetitions stopped short of the fullest."""
    best: Sorted = ([], [], [])
    for run in data.series:
        if run.kind not in {"depth", "range", "lockout"}:
            continue
        fullest = run.highest
        if run.kind == "depth" and run.first.larger_is_shallower:
            fullest = run.lowest
        limit = 2 * (fullest.error or run.error or Decimal(0))
        reps = sorted(
            (f for f in data.findings if f.metric == run.metric and f.rep and f.value is not None),
            key=lambda f: f.rep or 0,
        )
        faulty = {f.rep for f in data.findings if f.fault == "short_lockout"}
        short = [
            f
            for f in reps
            if abs((f.value or Decimal(0)) - (fullest.value or Decimal(0))) > limit
            or (run.kind == "lockout" and f.rep in faulty)
        ]
        if not best[0] or len(short) > len(best[2]):
            best = ([f for f in reps if f not in short], [], short)
    return best


def _reps(lines: list[FindingLine]) -> str:
    named = listed(str(f.rep) for f in lines)
    return f"reps {named}" if len(lines) > 1 else f"rep {named}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def one_rep(data: FormFindings, wish: FormWish) -> str:
    """Say everything measured on one repetition."""
    rep = data.reps if wish.rep == -1 else wish.rep
    lines = [f for f in data.findings if f.rep == rep and f.value is not None]
    lines.sort(key=lambda f: f.fault is None)
    if rep is None or (data.reps is not None and rep > data.reps):
        return reply(f"There is no such rep: {count_line(data)}", SAME_PLACE)
    if not lines:
        return reply(
            f"Rep {rep} was counted, and nothing on it could be measured.",
            paragraph(count_line(data), *reasons(data)),
            FILM_AGAIN,
        )
    chosen = [f for f in lines if f.kind in _kinds(wish)] or lines
    told = [f"{metric_name(f.metric)} {band(f)}" for f in chosen[:4]]
    faults = [f for f in fault_lines(data) if f.rep == rep]
    runs = [run for run in data.series if run.metric in {f.metric for f in chosen}]
    end = next((run for run in runs if run.kind in {"depth", "lifting"}), None)
    versus = (
        f"For comparison, rep {end.first.rep} had {amount(end.first, end.first.value)} there."
        if end is not None and end.first.rep != rep
        else None
    )
    return reply(
        f"On rep {rep}: {listed(told)}.",
        paragraph(
            versus,
            f"I see {listed(fault_name(f) for f in faults)} on it." if faults else None,
            None if faults else "No fault passed its threshold on it.",
        ),
        next_step(data, None, cue_of(faults[0]) if faults else None),
    )


def _kinds(wish: FormWish) -> set[str]:
    return {str(kind) for name in wish.topics for kind in BY_NAME[name].kinds}


def worst_rep(data: FormFindings, wish: FormWish) -> str:
    """Name the repetition that stands out, and why; of a topic, that topic's."""
    slow = {"lifting", "effort", "lowering"} & set(wish.topics)
    if slow:
        return reply(
            topic_line(data, BY_NAME[min(slow)], wish), count_line(data), next_step(data, None)
        )
    worst = data.worst
    if worst is None:
        return reply(
            "No rep stands out: they differ by no more than the camera's error.",
            paragraph(count_line(data), say_depth.depth(data)),
            SAME_PLACE,
        )
    if re.search(r"\b(?:best|cleanest)\b", folded(wish.seed)):
        run = next((s for s in data.series if s.metric == worst.metric), None)
        if run is not None:
            best = run.lowest if worst.rep == run.highest.rep else run.highest
            lead = f"Rep {best.rep} was the best: {metric_name(best.metric)} {band(best)}."
            return reply(lead, f"Rep {worst.rep} was the worst, with {band(worst)}.", SAME_PLACE)
    why = f"{metric_name(worst.metric)} was {band(worst)}" if worst.value is not None else (
        f"it shows {fault_name(worst)}"
    )  # fmt: skip
    run = next((s for s in data.series if s.metric == worst.metric), None)
    other = (
        f"Rep {run.first.rep} had {amount(run.first, run.first.value)}."
        if run is not None and run.first.rep != worst.rep
        else None
    )
    depth = say_depth.depth(data) if worst.metric == say_depth.DEPTH else None
    return reply(
        f"Rep {worst.rep} was the worst: {why}.",
        paragraph(other if depth is None else depth, count_line(data)),
        next_step(data, None, cue_of(worst)),
    )


def _reasons_of_count(data: FormFindings) -> list[str]:
    lines = [f for f in data.findings if f.metric == "reps" and f.reason]
    return [say_depth.to_athlete(f.reason) for f in lines[:1]]
