"""How fast a filmed set was lifted, and whether the effort it points to is the one in the log."""

from __future__ import annotations

from decimal import Decimal

from coach.errors import RetryableToolError
from coach.evidence import Formula, LogRow, Source, Statement
from coach.form.model import Finding, FindingStatus
from coach.form.queries import AnalysedVideo
from coach.form.rules import speed_loss
from coach.form.rules.metric_kinds import kind_of
from coach.training.queries import exercise_sessions
from tools.exercises import exercise_named
from tools.form_facts import about_video, metric_label
from tools.minting import TENTH, WHOLE, Measure, Minter, day_of, number, plain
from tools.spec import Desk, ToolContext


def logged_rpe(
    ctx: ToolContext, desk: Desk, found: AnalysedVideo, said: Decimal | None
) -> tuple[Decimal, Source] | None:
    """Return the RPE of a filmed set and where it stands; None where nobody rated it.

    What was told with the video counts first, then what the athlete says now, then the highest
    rating of that day's sets of the exercise at the video's load.
    """
    video = found.video
    if video.logged_rpe is not None:
        return plain(video.logged_rpe), LogRow("videos", str(video.id))
    if said is not None:
        return plain(said), Statement(ctx.run_id)
    return _rpe_of_day(ctx, desk, found)


def _rpe_of_day(
    ctx: ToolContext, desk: Desk, found: AnalysedVideo
) -> tuple[Decimal, Source] | None:
    if found.analysis is None:
        return None
    name = found.analysis.exercise.replace("_", " ")
    user_id, filmed = ctx.principal.user_id, day_of(ctx, found.video.created_at)
    try:
        exercise = exercise_named(desk.exercises, user_id, name)
    except RetryableToolError:
        return None
    done = [
        each
        for session in exercise_sessions(desk, user_id, exercise.id, until=ctx.clock.now())[:10]
        if day_of(ctx, session.started_at) == filmed
        for each in session.sets
        if each.rpe is not None and found.video.load_kg in {None, each.load_kg}
    ]
    if not done:
        return None
    hardest = max(done, key=lambda each: each.rpe or Decimal(0))
    return plain(hardest.rpe or Decimal(0)), LogRow("workout_sets", str(hardest.set_id))


def effort(
    ctx: ToolContext, facts: Minter, found: AnalysedVideo, rated: tuple[Decimal, Source] | None
) -> dict[str, object]:
    """Mint the loss of speed over the set, and the RPE it points to where a study maps it."""
    update: dict[str, object] = {}
    about = about_video(ctx, found)
    if rated is not None:
        update["logged_rpe"] = rated[0]
        if found.video.logged_rpe is None:
            facts.mint("logged RPE", Measure(rated[0], "RPE"), about, rated[1])
    lifts = _lifts(found)
    timed = [each.value for each in lifts if each.value]
    if len(timed) < speed_loss.MIN_REPS or found.analysis is None:
        return update
    loss = speed_loss.speed_loss_pct(timed)
    label = metric_label(lifts[0].metric)
    inputs = tuple(fact.id for fact in facts.facts if fact.label == label)
    rule = Formula("speed_loss.speed_loss_pct", inputs)
    fastest, slowest = number(min(timed), TENTH), number(max(timed), TENTH)
    update |= {
        "fastest_rep_s": fastest,
        "slowest_rep_s": slowest,
        "speed_loss_pct": number(loss, WHOLE),
    }
    facts.mint("fastest rep", Measure(fastest, "s"), about, rule)
    facts.mint("slowest rep", Measure(slowest, "s"), about, rule)
    facts.mint("speed loss", Measure(number(loss, WHOLE), "%"), about, rule)
    measured = speed_loss.rpe_from_loss(found.analysis.exercise, loss)
    if measured is None:
        return update
    mapped = Formula("speed_loss.rpe_from_loss", inputs)
    low, high = number(measured.low), number(measured.high)
    facts.mint("RPE from speed low", Measure(low, "RPE"), about, mapped)
    facts.mint("RPE from speed high", Measure(high, "RPE"), about, mapped)
    far = rated is not None and speed_loss.disagrees(float(rated[0]), measured)
    return update | {"rpe_low": low, "rpe_high": high, "rpe_disagrees": far}


def _lifts(found: AnalysedVideo) -> list[Finding]:
    """Return the well measured lifts of the repetitions in seconds, of one metric."""
    lifts = [
        each
        for each in found.findings
        if kind_of(each.metric) == "lifting"
        and each.unit == "s"
        and each.rep is not None
        and each.status is FindingStatus.OK
        and each.value
    ]
    return [each for each in lifts if each.metric == lifts[0].metric]
