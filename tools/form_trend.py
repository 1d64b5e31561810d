"""The tool that compares the newest video of an exercise with an earlier one."""

from __future__ import annotations

from datetime import datetime, time

from coach.errors import RetryableToolError
from coach.evidence import FindingSource, Formula
from coach.form.queries import AnalysedVideo, analysed_videos, earlier_video
from coach.form.rules.metric_kinds import kind_of, shallower_when_larger
from coach.form.rules.two_videos import (
    FilmedSet,
    MetricChange,
    metric_changes,
    why_not_comparable,
)
from tools.arguments.form import FormTrendArgs
from tools.form import no_video, video_line
from tools.form_facts import GRAIN, UNITS, about_video, metric_label, mint_count
from tools.minting import HUNDREDTH, Measure, Minter, number, spoken, unit_of, zone_of
from tools.results.form import ChangeLine, FormTrend
from tools.spec import ToolContext, ToolResult


def form_trend(ctx: ToolContext, args: FormTrendArgs) -> ToolResult:
    """Return how every measured value changed between two videos of an exercise.

    Raises:
        RetryableToolError: There is no analysed video (codes `no_video`, `no_video_of_exercise`).
    """
    user_id = ctx.principal.user_id
    since = None if args.since is None else datetime.combine(args.since, time.min, zone_of(ctx))
    with ctx.readers() as desk:
        found = analysed_videos(desk, user_id, exercise=args.exercise, limit=1)
        if not found:
            raise no_video(desk, ctx, args.exercise)
        older, every = earlier_video(desk, user_id, found[0], since=since, oldest=args.oldest)
    newer, facts = found[0], Minter(ctx)
    one = _filmed(newer)
    data = FormTrend(
        exercise=one.analysis.exercise,
        unit=unit_of(ctx),
        newer=video_line(ctx, facts, newer),
        videos=every,
    )
    mint_count(facts, "videos", every, about_video(ctx, newer))
    if older is None:
        return facts.result(data, f"one analysed video of {one.analysis.exercise}")
    other = _filmed(older)
    why_not = why_not_comparable(one, other)
    changes = () if why_not else metric_changes(one, other)
    data = data.model_copy(
        update={
            "older": video_line(ctx, facts, older),
            "why_not": why_not,
            "changes": [_line(ctx, facts, (newer, older), each) for each in changes],
        }
    )
    return facts.result(
        data,
        f"{one.analysis.exercise}: {spoken(data.newer.filmed_on)} against an earlier video",
    )


def _filmed(found: AnalysedVideo) -> FilmedSet:
    """Return an analysed video as the rules compare it.

    Raises:
        RetryableToolError: It has no analysis (code `no_video`).
    """
    if found.analysis is None:
        raise RetryableToolError(
            "this video has no analysis.",
            way_out="Ask the athlete to attach it again.",
            code="no_video",
        )
    return FilmedSet(found.video.created_at, found.analysis, found.findings)


def _line(
    ctx: ToolContext,
    facts: Minter,
    videos: tuple[AnalysedVideo, AnalysedVideo],
    each: MetricChange,
) -> ChangeLine:
    """Mint both values, their difference and the camera's error of one metric."""
    newest, unit = each.change.newest, each.change.newest.unit
    points = (newest, *(p for p in each.change.points if p is not newest))
    older = each.change.oldest or points[-1]
    grain, shown_unit = GRAIN.get(unit, HUNDREDTH), UNITS.get(unit, unit)
    label = metric_label(each.metric)
    values = [number(point.value, grain) for point in (newest, older)]
    for point, value, video in zip((newest, older), values, videos, strict=True):
        source = FindingSource(point.finding_id)
        facts.mint(label, Measure(value, shown_unit or None), about_video(ctx, video), source)
    change = number(newest.value - older.value, grain)
    halves = [
        (point.high - point.low) / 2
        for point in (newest, older)
        if point.low is not None and point.high is not None
    ]
    error = number(max(halves), grain) if len(halves) == 2 else None
    about, rule = about_video(ctx, videos[0]), Formula("form_trend.form_change")
    facts.mint(f"{label} difference", Measure(change, shown_unit or None), about, rule)
    if error is not None:
        facts.mint(f"{label} error", Measure(error, shown_unit or None), about, rule)
    return ChangeLine(
        metric=each.metric,
        kind=kind_of(each.metric),
        unit=shown_unit,
        newer=values[0],
        older=values[1],
        change=change,
        error=error,
        verdict=each.change.verdict,
        larger_is_shallower=shallower_when_larger(each.metric),
    )
