"""Words for two videos of one lift: what changed by more than the camera's error."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from agents.builtin.form_topics import BY_NAME
from agents.builtin.form_trend_words import TrendWish
from agents.builtin.say_form_topics import metric_name
from agents.builtin.wording import day, listed, num, paragraph, reply
from tools.results.form import ChangeLine, FormTrend

_SIGNS: Final = {"deg": "\u00b0", "s": " s", "%": "%"}
_ORDER: Final = ("depth", "range", "lockout", "lean", "hip_rise", "knees_in", "knee_travel",
                 "asymmetry", "lifting", "lowering")  # fmt: skip
SHOWN: Final = 3
"""Values compared in one reply. Source: own choice, a phone screen."""
_BETTER: Final = {
    ("depth", True): "deeper",
    ("depth", False): "shallower",
    ("lean", True): "leaning more",
    ("lean", False): "more upright",
    ("lockout", True): "straighter at lockout",
    ("lockout", False): "shorter at lockout",
    ("lifting", True): "slower on the way up",
    ("lifting", False): "faster on the way up",
    ("lowering", True): "slower on the way down",
    ("lowering", False): "faster on the way down",
}


def trend(data: FormTrend, wish: TrendWish) -> str:
    """Say what changed between two videos, with both days and the error."""
    older = data.older
    if older is None:
        return no_earlier(data)
    days = (day(data.newer.filmed_on), day(older.filmed_on))
    name = data.exercise.replace("_", " ")
    if data.why_not or not data.changes:
        return reply(
            f"I cannot compare your {name} of {days[0]} with that of {days[1]}.",
            data.why_not or "They share no value that was measured in both.",
            "Film the next set from the same place as one of them, from the side at hip height.",
        )
    lines = _chosen(data, wish)
    changed = [line for line in lines if line.verdict in {"more", "less"}]
    if wish.insists:
        lead = (
            "Two videos cannot say whether the work was for nothing: the difference is inside the "
            "camera's error, so it may be there and too small to see."
            if not changed
            else "The figures stand: the change is larger than the camera's error."
        )
    elif changed:
        lead = f"Your {name} is {listed(_verdict(line) for line in changed)} than on {days[1]}."
    else:
        lead = f"I see no change in your {name} that is larger than the camera's error."
    told = [_line(line, days) for line in lines]
    return reply(lead, paragraph(*told), _loads(data), _next(wish, changed=bool(changed)))


def _verdict(line: ChangeLine) -> str:
    larger = line.verdict == "more"
    if line.kind in {"depth", "range"}:
        return _BETTER["depth", larger != line.larger_is_shallower]
    said = _BETTER.get((line.kind, larger))
    return said or f"{'higher' if larger else 'lower'} in {metric_name(line.metric)}"


def _chosen(data: FormTrend, wish: TrendWish) -> list[ChangeLine]:
    kinds = {str(kind) for name in wish.topics for kind in BY_NAME[name].kinds}
    own = [line for line in data.changes if line.kind in kinds]
    usable = own or [line for line in data.changes if line.kind in _ORDER] or list(data.changes)
    ranked = sorted(usable, key=lambda line: _rank(line.kind))
    changed = [line for line in ranked if line.verdict in {"more", "less"}]
    return list({line.metric: line for line in [*changed, *ranked]}.values())[:SHOWN]


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _line(line: ChangeLine, days: tuple[str, str]) -> str:
    name = metric_name(line.metric)
    lead = f"{name[:1].upper()}{name[1:]}"
    newer, older = (_told(line, value) for value in (line.newer, line.older))
    both = f"{lead}: {newer} on {days[0]} against {older} on {days[1]}"
    gap = _unit(abs(line.change), line.unit)
    if line.verdict == "not_comparable" or line.error is None:
        return f"{both}; I have no error band for it, so I would not read much into it."
    error = _unit(line.error, line.unit)
    if line.verdict == "within_error":
        if abs(line.change) > line.error:
            return (
                f"{both}, a difference of {gap}, still within what two readings with an error of "
                f"\u00b1{error} each can differ by."
            )
        return f"{both}, a difference of {gap}, within the camera's error of \u00b1{error}."
    return f"{both}, a difference of {gap}, beyond the camera's error of \u00b1{error}."


def _told(line: ChangeLine, value: Decimal) -> str:
    if line.metric == "thigh_angle_at_bottom_deg":
        if value == 0:
            return "at parallel"
        return f"{num(abs(value))}\u00b0 {'above' if value > 0 else 'below'} parallel"
    return _unit(value, line.unit)


def _unit(value: Decimal, unit: str) -> str:
    return f"{num(value)}{_SIGNS.get(unit, f' {unit}' if unit else '')}"


def _loads(data: FormTrend) -> str | None:
    older = data.older
    if older is None or data.newer.load is None or older.load is None:
        return None
    if data.newer.load == older.load:
        return f"Both sets were at {num(data.newer.load)} {data.unit}, so the comparison is fair."
    return (
        f"The load was {num(data.newer.load)} {data.unit} on {day(data.newer.filmed_on)} and "
        f"{num(older.load)} {data.unit} on {day(older.filmed_on)}, which moves form as well."
    )


def _next(wish: TrendWish, *, changed: bool) -> str:
    if wish.insists:
        return (
            "Keep what you do if it feels right, film the same load from the same place again next "
            "month, and compare several sets."
        )
    if changed:
        return "Next session film one set at the same load from the same place, to see it last."
    return (
        "Keep going, and film one set a week at the same load from the same place: several videos "
        "show a small change that two cannot."
    )


def no_earlier(data: FormTrend) -> str:
    """Say that there is nothing to compare with yet."""
    name = data.exercise.replace("_", " ")
    kept = [line for line in data.newer.metrics if line.value is not None][:1]
    value = (
        f"It stands at {metric_name(kept[0].metric)} {_unit(kept[0].value, kept[0].unit)}, as your "
        "starting point."
        if kept and kept[0].value is not None
        else None
    )
    return reply(
        f"There is only one analysed video of your {name}, that of {day(data.newer.filmed_on)}, so "
        "there is nothing to compare it with yet.",
        value,
        "Film the next set from the same place at the same load, and I compare the two.",
    )
