"""What the findings of one set say together: runs over repetitions, sides, the worst repetition."""

from __future__ import annotations

from collections.abc import Sequence

from coach.evidence import Formula
from coach.form.model import Finding
from coach.form.queries import AnalysedVideo
from coach.form.rules.metric_kinds import kind_of
from coach.form.rules.set_series import Series, course_of, series_of, worst_rep
from coach.form.rules.sides import SideDifference, side_differences
from tools.form_facts import GRAIN, UNITS, about_video, metric_label
from tools.minting import HUNDREDTH, Measure, Minter, number
from tools.results.form import FindingLine, SeriesLine, SideLine
from tools.spec import ToolContext


def patterns(
    ctx: ToolContext, facts: Minter, found: AnalysedVideo, lines: Sequence[FindingLine]
) -> dict[str, object]:
    """Mint what the findings say together; `lines` are the same findings, already minted."""
    by_id = {line.id: line for line in lines}
    worst = worst_rep(found.findings)
    return {
        "series": [
            _series_line(ctx, facts, found, each, by_id) for each in series_of(found.findings)
        ],
        "sides": [_side_line(ctx, facts, found, each) for each in side_differences(found.findings)],
        "worst": None if worst is None else by_id[str(worst.id)],
    }


def _series_line(
    ctx: ToolContext,
    facts: Minter,
    found: AnalysedVideo,
    series: Series,
    by_id: dict[str, FindingLine],
) -> SeriesLine:
    course, change, error = course_of(series)
    unit = series.first.unit
    grain = GRAIN.get(unit, HUNDREDTH)
    about, rule = about_video(ctx, found), Formula("set_series.course_of")
    label = metric_label(series.metric)
    shown = UNITS.get(unit, unit) or None
    told, doubt = number(change, grain), None if error is None else number(error, grain)
    facts.mint(f"{label} over the set", Measure(told, shown), about, rule)
    if doubt is not None:
        facts.mint(f"{label} error over the set", Measure(doubt, shown), about, rule)

    def line(finding: Finding) -> FindingLine:
        return by_id[str(finding.id)]

    return SeriesLine(
        metric=series.metric,
        kind=kind_of(series.metric),
        unit=UNITS.get(unit, unit),
        first=line(series.first),
        last=line(series.last),
        lowest=line(series.lowest),
        highest=line(series.highest),
        change=told,
        error=doubt,
        course=course,
    )


def _side_line(
    ctx: ToolContext, facts: Minter, found: AnalysedVideo, sides: SideDifference
) -> SideLine:
    grain = GRAIN.get(sides.unit, HUNDREDTH)
    about, rule = about_video(ctx, found), Formula("sides.side_differences")
    label, unit = metric_label(sides.metric), UNITS.get(sides.unit, sides.unit)
    left, right, difference, error = (
        None if each is None else number(each, grain)
        for each in (sides.left, sides.right, sides.difference, sides.error)
    )
    for name, value in (
        (f"{label} left", left),
        (f"{label} right", right),
        (f"{label} between the sides", difference),
        (f"{label} error", error),
    ):
        if value is not None:
            facts.mint(name, Measure(value, unit or None), about, rule)
    return SideLine(
        metric=sides.metric,
        unit=unit,
        difference=difference if difference is not None else number(0),
        error=error,
        verdict=sides.verdict,
        left=left,
        right=right,
    )
