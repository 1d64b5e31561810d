"""Tools over analysed videos: what was measured, and how it compares with earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from coach.errors import NotFound, RetryableToolError
from coach.evidence import FindingSource, Formula, LogRow
from coach.form.model import Finding, FindingStatus, Severity
from coach.form.queries import AnalysedVideo, analysed_video, analysed_videos, newest_video
from coach.form.rules import speed_loss
from coach.identity import VideoId
from tools.arguments.form import FormFindingsArgs, FormHistoryArgs
from tools.minting import (
    HUNDREDTH,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    number,
    plain,
    shown,
    spoken,
    unit_of,
)
from tools.results.form import FindingLine, FormFindings, FormHistory, VideoLine
from tools.spec import ToolContext, ToolResult

UNIT_SUFFIXES = ("_deg_per_s", "_deg", "_pct", "_s", "_cm", "_m")
WORST_FIRST = (Severity.MAJOR, Severity.MINOR, Severity.INFO)
CONCENTRIC = "concentric_s"
GRAIN = {"deg": WHOLE, "%": WHOLE, "s": TENTH}
"""Step that values of a unit are told in. Source: error bands of docs/reference/metrics.md, some 7
degrees, one frame and a quarter of a phase: finer steps would be false precision."""


def metric_label(metric: str) -> str:
    """Return a metric's name in words: `thigh_angle_at_bottom_deg` is "thigh angle at bottom"."""
    suffix = next((each for each in UNIT_SUFFIXES if metric.endswith(each)), "")
    return metric.removesuffix(suffix).replace("_", " ")


def form_findings(ctx: ToolContext, args: FormFindingsArgs) -> ToolResult:
    """Return what was measured in one video, and what could not be."""
    found = _chosen(ctx, args)
    facts = Minter(ctx)
    video = found.video
    filmed = day_of(ctx, video.created_at)
    _mint_video(ctx, facts, found)
    data = FormFindings(
        video_id=str(video.id),
        filmed_on=filmed,
        status=video.status.value,
        unit=unit_of(ctx),
        load=None if video.load_kg is None else shown(ctx, video.load_kg),
        logged_rpe=None if video.logged_rpe is None else plain(video.logged_rpe),
        error=video.error_message or "",
    )
    if found.analysis is None:
        return facts.result(data, f"video of {spoken(filmed)}: {video.status.value}")
    lines = [_line(ctx, facts, found, finding) for finding in found.findings]
    data = data.model_copy(
        update={
            "exercise": found.analysis.exercise,
            "view": found.analysis.view.value,
            "reps": found.analysis.reps,
            "findings": lines,
            "faults": sorted(
                (line for line in lines if line.fault and line.status != "not_assessable"),
                key=lambda line: WORST_FIRST.index(Severity(line.severity)),
            ),
            "not_assessable": [line for line in lines if line.status == "not_assessable"],
            **_speed(ctx, facts, found),
        }
    )
    summary = (
        f"{counted(found.analysis.reps, 'rep')} of {found.analysis.exercise}, {spoken(filmed)}"
    )
    return facts.result(data, summary)


def _chosen(ctx: ToolContext, args: FormFindingsArgs) -> AnalysedVideo:
    """Return the video the call means.

    Raises:
        RetryableToolError: There is none (codes `no_video`, `unknown_video`).
    """
    user_id = ctx.principal.user_id
    with ctx.readers() as desk:
        if args.video_id:
            try:
                return analysed_video(desk, user_id, VideoId(UUID(args.video_id)))
            except (ValueError, NotFound) as exc:
                raise RetryableToolError(
                    f"there is no video {args.video_id!r}.",
                    way_out="Leave the id out for the newest video.",
                    code="unknown_video",
                ) from exc
        found = newest_video(desk, user_id, exercise=args.exercise)
    if found is None:
        raise RetryableToolError(
            f"no video{' of ' + args.exercise if args.exercise else ''} is there.",
            way_out="Ask the athlete to attach one, filmed from the side with the whole body.",
            code="no_video",
        )
    return found


def _mint_video(ctx: ToolContext, facts: Minter, found: AnalysedVideo) -> About:
    video = found.video
    filmed = day_of(ctx, video.created_at)
    about = About(f"video:{video.id}", filmed)
    row = LogRow("videos", str(video.id))
    facts.mint("filmed on", Measure(filmed), about, row)
    if video.load_kg is not None:
        facts.mint("load", Measure(shown(ctx, video.load_kg), unit_of(ctx)), about, row)
    if video.logged_rpe is not None:
        facts.mint("logged RPE", Measure(plain(video.logged_rpe), "RPE"), about, row)
    if found.analysis is not None:
        reps = Measure(Decimal(found.analysis.reps), "rep")
        facts.mint("repetitions", reps, about, LogRow("form_analyses", str(video.id)))
    return about


def _line(ctx: ToolContext, facts: Minter, found: AnalysedVideo, finding: Finding) -> FindingLine:
    """Mint one finding with its band and threshold, and return it."""
    filmed = day_of(ctx, found.video.created_at)
    subject = f"video:{finding.video_id}"
    if finding.rep is not None:
        subject += f":rep:{finding.rep}"
    about = About(subject, filmed)
    source = FindingSource(finding.id)
    label, unit = metric_label(finding.metric), finding.unit or None
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
        rep=finding.rep,
        fault=None if finding.fault is None else finding.fault.value,
        value=value,
        low=low,
        high=high,
        error=error,
        threshold=threshold,
        unit=finding.unit,
        severity=finding.severity.value,
        status=finding.status.value,
        reason=finding.reason,
    )


def _speed(ctx: ToolContext, facts: Minter, found: AnalysedVideo) -> dict[str, object]:
    """Mint the loss of speed over the set, and the RPE it points to where a study maps it."""
    timed = [
        finding.value
        for finding in found.findings
        if finding.metric == CONCENTRIC and finding.status is FindingStatus.OK and finding.value
    ]
    if len(timed) < speed_loss.MIN_REPS or found.analysis is None:
        return {}
    loss = speed_loss.speed_loss_pct(timed)
    about = About(f"video:{found.video.id}", day_of(ctx, found.video.created_at))
    inputs = tuple(fact.id for fact in facts.facts if fact.label == metric_label(CONCENTRIC))
    rule = Formula("speed_loss.speed_loss_pct", inputs)
    update: dict[str, object] = {
        "fastest_rep_s": number(min(timed), TENTH),
        "slowest_rep_s": number(max(timed), TENTH),
        "speed_loss_pct": number(loss, WHOLE),
    }
    facts.mint("fastest rep", Measure(number(min(timed), TENTH), "s"), about, rule)
    facts.mint("slowest rep", Measure(number(max(timed), TENTH), "s"), about, rule)
    facts.mint("speed loss", Measure(number(loss, WHOLE), "%"), about, rule)
    measured = speed_loss.rpe_from_loss(found.analysis.exercise, loss)
    if measured is None:
        return update
    mapped = Formula("speed_loss.rpe_from_loss", inputs)
    low, high = number(measured.low), number(measured.high)
    facts.mint("RPE from speed low", Measure(low, "RPE"), about, mapped)
    facts.mint("RPE from speed high", Measure(high, "RPE"), about, mapped)
    logged = found.video.logged_rpe
    far = logged is not None and speed_loss.disagrees(float(logged), measured)
    return update | {"rpe_low": low, "rpe_high": high, "rpe_disagrees": far}


def form_history(ctx: ToolContext, args: FormHistoryArgs) -> ToolResult:
    """Return the newest analysed videos with the values of the whole set."""
    with ctx.readers() as desk:
        found = analysed_videos(
            desk, ctx.principal.user_id, exercise=args.exercise, limit=args.videos
        )
    facts = Minter(ctx)
    videos = [_video_line(ctx, facts, each) for each in found]
    data = FormHistory(unit=unit_of(ctx), videos=videos)
    return facts.result(data, counted(len(videos), "analysed video"))


def _video_line(ctx: ToolContext, facts: Minter, found: AnalysedVideo) -> VideoLine:
    _mint_video(ctx, facts, found)
    of_set = [
        finding for finding in found.findings if finding.rep is None and finding.value is not None
    ]
    return VideoLine(
        video_id=str(found.video.id),
        filmed_on=day_of(ctx, found.video.created_at),
        exercise=found.analysis.exercise if found.analysis else "unknown",
        view=found.analysis.view.value if found.analysis else "unknown",
        reps=found.analysis.reps if found.analysis else 0,
        load=None if found.video.load_kg is None else shown(ctx, found.video.load_kg),
        faults=_fault_names(found.findings),
        metrics=[_line(ctx, facts, found, finding) for finding in of_set],
    )


def _fault_names(findings: Sequence[Finding]) -> list[str]:
    return sorted({finding.fault.value for finding in findings if finding.fault is not None})
