"""Facts of one video: what was told with it and each finding, with band and threshold."""

from __future__ import annotations

from decimal import Decimal

from coach.evidence import FindingSource, Formula, LogRow
from coach.form.model import Finding
from coach.form.queries import AnalysedVideo
from coach.form.rules.metric_kinds import kind_of, shallower_when_larger
from tools.minting import (
    HUNDREDTH,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    day_of,
    number,
    plain,
    shown,
    unit_of,
)
from tools.results.form import FindingLine
from tools.spec import ToolContext

UNIT_SUFFIXES = ("_deg_per_s", "_deg", "_pct", "_m_per_s", "_m_s", "_s", "_cm", "_mm", "_m")
GRAIN = {"deg": WHOLE, "%": WHOLE, "s": TENTH}
"""Step that values of a unit are told in. Source: error bands of docs/reference/metrics.md, some 7
degrees, one frame and a quarter of a phase: finer steps would be false precision."""
UNITS = {"m_s": "m/s", "m_per_s": "m/s"}
"""Units as written, where the analysis names them otherwise."""


def metric_label(metric: str) -> str:
    """Return a metric's name in words: `thigh_angle_at_bottom_deg` is "thigh angle at bottom"."""
    suffix = next((each for each in UNIT_SUFFIXES if metric.endswith(each)), "")
    return metric.removesuffix(suffix).replace("_", " ")


def about_video(ctx: ToolContext, found: AnalysedVideo) -> About:
    """Return a video as the subject of facts, as of the day it was uploaded."""
    return About(f"video:{found.video.id}", day_of(ctx, found.video.created_at))


def mint_video(ctx: ToolContext, facts: Minter, found: AnalysedVideo) -> None:
    """Mint the day, the load, the logged RPE and the number of repetitions of a video."""
    video, about = found.video, about_video(ctx, found)
    row = LogRow("videos", str(video.id))
    facts.mint("filmed on", Measure(day_of(ctx, video.created_at)), about, row)
    if video.load_kg is not None:
        facts.mint("load", Measure(shown(ctx, video.load_kg), unit_of(ctx)), about, row)
    if video.logged_rpe is not None:
        facts.mint("logged RPE", Measure(plain(video.logged_rpe), "RPE"), about, row)
    if found.analysis is not None:
        reps = Measure(Decimal(found.analysis.reps), "rep")
        facts.mint("repetitions", reps, about, LogRow("form_analyses", str(video.id)))


def mint_count(facts: Minter, label: str, videos: int, about: About) -> None:
    """Mint how many videos there are."""
    facts.mint(label, Measure(Decimal(videos)), about, Formula("form.videos_counted"))


def mint_finding(
    ctx: ToolContext, facts: Minter, found: AnalysedVideo, finding: Finding
) -> FindingLine:
    """Mint one finding with its band and threshold, and return it."""
    filmed = day_of(ctx, found.video.created_at)
    subject = f"video:{finding.video_id}"
    if finding.rep is not None:
        subject += f":rep:{finding.rep}"
    about = About(subject, filmed)
    source = FindingSource(finding.id)
    label, unit = metric_label(finding.metric), UNITS.get(finding.unit, finding.unit) or None
    grain = GRAIN.get(finding.unit, HUNDREDTH)
    half = None if finding.low is None or finding.high is None else finding.high - finding.low
    value, low, high, threshold, error = (
        None if each is None else number(each, grain)
        for each in (
            finding.value,
            finding.low,
            finding.high,
            finding.threshold,
            None if half is None or finding.unit != "deg" else half / 2,
        )
    )
    if finding.rep is not None:
        facts.mint("rep", Measure(Decimal(finding.rep), "rep"), about, source)
    if value is not None:
        facts.mint(label, Measure(value, unit, low, high), about, source)
    bounds = (("low", low), ("high", high), ("error", error), ("threshold", threshold))
    for name, bound in bounds:
        if bound is not None:
            facts.mint(f"{label} {name}", Measure(bound, unit), about, source)
    if finding.reason:
        facts.mint(f"{label} reason", Measure(finding.reason), about, source)
    return FindingLine(
        id=str(finding.id),
        metric=finding.metric,
        kind=kind_of(finding.metric),
        larger_is_shallower=shallower_when_larger(finding.metric),
        rep=finding.rep,
        fault=None if finding.fault is None else finding.fault.value,
        value=value,
        low=low,
        high=high,
        error=error,
        threshold=threshold,
        unit=UNITS.get(finding.unit, finding.unit),
        severity=finding.severity.value,
        status=finding.status.value,
        reason=finding.reason,
    )
