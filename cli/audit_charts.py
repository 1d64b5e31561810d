"""Charts of the audit as inline SVG that takes the colours of the page around it."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# matplotlib declares most keyword arguments of drawing functions as unknown.

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any

from coach.training.queries.audit import LiftCurve, WeekColumn

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK = "#010203"
"""Stands for the page's text colour, and is replaced by `currentColor`."""
HUE = "#2f7ec2"
"""Source: WCAG 2.2, 1.4.11; contrast of 4.1 to 1 on white and 5.1 to 1 on black."""
BAND = 0.25
DEEPEST = 0.6
"""Opacity of the fullest cell, under which text stays readable on light and dark."""
WIDTH_IN = 7.0
CONTEXT: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
}

Draw = Callable[["Axes"], None]


def lift_chart(lift: LiftCurve, unit: str, key: str) -> str:
    """Return one lift over time: a dot for each session, the trend and the band of its slope."""

    def draw(axes: Axes) -> None:
        for sure, fill in ((True, HUE), (False, "none")):
            chosen = [
                (day, value)
                for day, value, each in zip(lift.days, lift.values, lift.confident, strict=True)
                if each is sure
            ]
            if chosen:
                days, values = zip(*chosen, strict=True)
                axes.scatter(days, values, s=16, facecolor=fill, edgecolor=HUE)
        if lift.line:
            ends, middle, low, high = zip(*lift.line, strict=True)
            axes.plot(ends, middle, color=HUE)
            axes.fill_between(ends, low, high, color=HUE, alpha=BAND, linewidth=0)
        axes.set_ylabel(unit)
        axes.set_title(f"{lift.exercise}: {lift.measure}", loc="left")
        axes.figure.autofmt_xdate(rotation=0, ha="center")  # pyright: ignore[reportAttributeAccessIssue] - a Figure, not a SubFigure

    low, high = min(lift.values), max(lift.values)
    told = (
        f"{len(lift.days)} sessions from {lift.days[0]} to {lift.days[-1]}, between {low:g} and "
        f"{high:g} {unit}."
    )
    if lift.line:
        told += f" The trend runs from {lift.line[0][1]:g} to {lift.line[-1][1]:g} {unit}."
    return _svg(draw, 2.3, key, f"{lift.exercise}: {lift.measure}", told)


def workouts_chart(weeks: tuple[WeekColumn, ...]) -> str:
    """Return workouts of each week as bars."""

    def draw(axes: Axes) -> None:
        axes.bar(range(len(weeks)), [week.workouts for week in weeks], color=HUE)
        _week_ticks(axes, weeks)
        axes.set_yticks(range(max(week.workouts for week in weeks) + 1))
        axes.set_title("Workouts a week", loc="left")

    counts = ", ".join(f"{week.workouts}" for week in weeks)
    return _svg(draw, 1.8, "workouts", "Workouts a week", f"Oldest week first: {counts}.")


def muscles_chart(weeks: tuple[WeekColumn, ...]) -> str:
    """Return the fractional sets of each muscle in each week as a table of shaded cells."""
    totals: dict[str, float] = {}
    for week in weeks:
        for muscle, sets in week.sets_by_muscle.items():
            totals[muscle] = totals.get(muscle, 0.0) + sets
    muscles = sorted(totals, key=lambda name: -totals[name])
    most = max(sets for week in weeks for sets in week.sets_by_muscle.values())

    def draw(axes: Axes) -> None:
        for column, week in enumerate(weeks):
            for row, muscle in enumerate(muscles):
                sets = week.sets_by_muscle.get(muscle, 0.0)
                if sets:
                    shade = DEEPEST * sets / most
                    axes.barh(row, 1, left=column - 0.5, height=1, color=HUE, alpha=shade)
                    axes.text(column, row, f"{sets:g}", ha="center", va="center", fontsize=8)
        axes.set_yticks(range(len(muscles)), [name.replace("_", " ") for name in muscles])
        axes.set_xlim(-0.5, len(weeks) - 0.5)
        axes.set_ylim(len(muscles) - 0.5, -0.5)
        _week_ticks(axes, weeks)
        axes.set_title("Hard sets by muscle and week", loc="left")

    top = ", ".join(f"{name.replace('_', ' ')} {totals[name]:g}" for name in muscles[:5])
    told = f"Sets of all {len(weeks)} weeks together, the most first: {top}."
    height = 1.0 + 0.26 * len(muscles)
    return _svg(draw, height, "muscles", "Hard sets by muscle and week", told)


def _week_ticks(axes: Axes, weeks: tuple[WeekColumn, ...]) -> None:
    labels = [f"{week.monday.day} {week.monday:%b}" for week in weeks]
    axes.set_xticks(range(len(weeks)), labels, rotation=45, ha="right")


def _svg(draw: Draw, height_in: float, key: str, title: str, description: str) -> str:
    """Return a drawing as SVG with a title and a description; `key` keeps its ids its own."""
    # Lazily: matplotlib takes half a second of every start, for a page that is rarely asked for.
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    buffer = io.StringIO()
    with rc_context({**CONTEXT, "svg.hashsalt": key}), warnings.catch_warnings():
        # Browsers have the letters of every alphabet; the font that measures the text has not.
        warnings.filterwarnings("ignore", message="Glyph")
        figure = Figure(figsize=(WIDTH_IN, height_in), layout="constrained")
        draw(figure.subplots())
        figure.savefig(buffer, format="svg", transparent=True, metadata={"Date": None})
    svg = buffer.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{key}-", svg).replace(INK, "currentColor")
    label = (
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>'
    )
    named = f'<svg role="img" aria-labelledby="{key}-title {key}-desc"'
    return re.sub(r"^<svg([^>]*)>", lambda m: f"{named}{m[1]}>{label}", svg, count=1)
