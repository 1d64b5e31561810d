"""Tools over analysed videos: what was measured, and how it compares with earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from coach.errors import NotFound, RetryableToolError
from coach.form.model import Finding, Severity
from coach.form.queries import (
    AnalysedVideo,
    analysed_video,
    analysed_videos,
    newest_video,
    videos_of_day,
)
from coach.identity import VideoId
from tools.arguments.form import FormFindingsArgs, FormHistoryArgs
from tools.form_effort import effort, logged_rpe
from tools.form_facts import about_video, mint_count, mint_finding, mint_video
from tools.form_patterns import patterns
from tools.minting import Minter, counted, day_of, plain, shown, spoken, unit_of, zone_of
from tools.results.form import FormFindings, FormHistory, VideoLine
from tools.spec import Desk, ToolContext, ToolResult

WORST_FIRST = (Severity.MAJOR, Severity.MINOR, Severity.INFO)
MOST_NAMED = 5
"""Other exercises named where one has no video. Source: own choice, what a sentence can list."""


def form_findings(ctx: ToolContext, args: FormFindingsArgs) -> ToolResult:
    """Return what was measured in one video, and what could not be."""
    with ctx.readers() as desk:
        found = _chosen(ctx, desk, args)
        rated = logged_rpe(ctx, desk, found, args.rpe)
        same_day = videos_of_day(
            desk, ctx.principal.user_id, day_of(ctx, found.video.created_at), zone_of(ctx)
        )
    facts = Minter(ctx)
    video = found.video
    filmed = day_of(ctx, video.created_at)
    mint_video(ctx, facts, found)
    mint_count(facts, "videos of the day", same_day, about_video(ctx, found))
    data = FormFindings(
        video_id=str(video.id),
        filmed_on=filmed,
        status=video.status.value,
        exercise=(video.exercise_hint or "unknown").casefold(),
        unit=unit_of(ctx),
        load=None if video.load_kg is None else shown(ctx, video.load_kg),
        logged_rpe=None if video.logged_rpe is None else plain(video.logged_rpe),
        error=video.error_message or "",
        error_code=video.error_code or "",
        videos_that_day=same_day,
    )
    if found.analysis is None:
        return facts.result(data, f"video of {spoken(filmed)}: {video.status.value}")
    lines = [mint_finding(ctx, facts, found, finding) for finding in found.findings]
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
            **effort(ctx, facts, found, rated),
            **patterns(ctx, facts, found, lines),
        }
    )
    summary = (
        f"{counted(found.analysis.reps, 'rep')} of {found.analysis.exercise}, {spoken(filmed)}"
    )
    return facts.result(data, summary)


def _chosen(ctx: ToolContext, desk: Desk, args: FormFindingsArgs) -> AnalysedVideo:
    """Return the video the call means.

    Raises:
        RetryableToolError: There is none (codes `no_video`, `no_video_of_exercise`,
            `unknown_video`).
    """
    user_id = ctx.principal.user_id
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
    if found is not None:
        return found
    raise no_video(desk, ctx, args.exercise)


def no_video(desk: Desk, ctx: ToolContext, exercise: str) -> RetryableToolError:
    """Return the error that no video fits, naming the exercises there are videos of."""
    filmed = analysed_videos(desk, ctx.principal.user_id, limit=20) if exercise else ()
    named = dict.fromkeys(each.analysis.exercise for each in filmed if each.analysis)
    names = [name.replace("_", " ") for name in named][:MOST_NAMED]
    if names:
        return RetryableToolError(
            f"no video of {exercise} is there.",
            way_out=f"There are videos of: {'; '.join(names)}. Say so, and ask for a new one.",
            code="no_video_of_exercise",
        )
    return RetryableToolError(
        f"no video{' of ' + exercise if exercise else ''} is there.",
        way_out="Ask the athlete to attach one, filmed from the side with the whole body.",
        code="no_video",
    )


def form_history(ctx: ToolContext, args: FormHistoryArgs) -> ToolResult:
    """Return the newest analysed videos with the values of the whole set."""
    with ctx.readers() as desk:
        found = analysed_videos(
            desk, ctx.principal.user_id, exercise=args.exercise, limit=args.videos
        )
    facts = Minter(ctx)
    videos = [video_line(ctx, facts, each) for each in found]
    data = FormHistory(unit=unit_of(ctx), videos=videos)
    return facts.result(data, counted(len(videos), "analysed video"))


def video_line(ctx: ToolContext, facts: Minter, found: AnalysedVideo) -> VideoLine:
    """Mint the values of the whole set of one video, and return them."""
    mint_video(ctx, facts, found)
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
        metrics=[mint_finding(ctx, facts, found, finding) for finding in of_set],
    )


def _fault_names(findings: Sequence[Finding]) -> list[str]:
    return sorted({finding.fault.value for finding in findings if finding.fault is not None})
