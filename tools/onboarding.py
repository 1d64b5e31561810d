"""The tool that says where a first conversation stands, and what it comes to."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from coach.accounts.commands import MemoryEntry, remember, save_profile
from coach.accounts.model import MemoryKind, Profile
from coach.accounts.rules.onboarding import QUESTIONS, Progress, Topic, progress_of, skip_text
from coach.errors import InvalidInput, RetryableToolError, ToolUnavailable
from coach.evidence import Formula, LogRow
from coach.safety.rules.screening import ACTIVE, AT_ONCE, answered, rest_question, unanswered
from coach.training.commands.programmes import plan_programme
from coach.training.model import Programme
from coach.training.queries.programmes import Standing, planned_session
from tools.arguments.account import AnswerScreeningArgs, SkipQuestionArgs
from tools.arguments.nutrition import EnergyTargetsArgs
from tools.arguments.shape import NoArgs
from tools.energy import energy_targets
from tools.health_limits import limits_for, limits_in_words
from tools.minting import ATHLETE, About, Measure, Minter, today
from tools.programme_facts import say, session_line
from tools.programme_request import Wanted, considered
from tools.results.account import OnboardingStatus, QuestionSkipped, ScreeningAnswered
from tools.results.nutrition import EnergyTargets
from tools.spec import Desk, ToolContext, ToolResult


def question_of(topic: Topic) -> str:
    """Return the one question about a topic."""
    return AT_ONCE.text if topic is Topic.HEALTH else QUESTIONS[topic]


def onboarding_status(ctx: ToolContext, args: NoArgs) -> ToolResult:
    """Return what is still open with the next question, or the plan and targets to confirm."""
    del args
    user_id, facts = ctx.principal.user_id, Minter(ctx)
    with ctx.readers() as desk:
        profile = desk.profiles.get(user_id)
        progress = progress_of(
            profile,
            desk.memories.list(user_id),
            has_weight=bool(desk.body_weights.list(user_id)),
            screened=bool(profile.screening) and not unanswered(profile.screening),
        )
        data = OnboardingStatus(
            complete=progress.next is None,
            next_topic=progress.next,
            next_question=_question(progress, profile),
            told=list(progress.told),
            skipped=list(progress.skipped),
            open=list(progress.open),
            programme_active=desk.programmes.active(user_id) is not None,
            targets_set=desk.targets.on(user_id, today(ctx)) is not None,
            limits=limits_in_words(limits_for(profile, today(ctx))),
        )
        if data.complete:
            data = data.model_copy(update=_programme(ctx, desk, facts))
    if data.complete:
        data = data.model_copy(update=_targets(replace(ctx, locale=profile), facts, progress))
    summary = f"next: {progress.next}" if progress.next else "ready to confirm"
    return facts.result(data, summary, "athlete_text")


def _question(progress: Progress, profile: Profile) -> str:
    if progress.next is None:
        return ""
    if progress.next is Topic.HEALTH:
        return rest_question(profile.screening)
    return question_of(progress.next)


def skip_question(ctx: ToolContext, args: SkipQuestionArgs) -> ToolResult:
    """Leave a question out; what is left out stands among the memories."""
    entry = MemoryEntry(MemoryKind.OTHER, skip_text(Topic(args.topic)), ctx.idempotency_key)
    with ctx.writers() as desk:
        remember(desk, ctx.principal.user_id, entry, at=ctx.clock.now())
    return Minter(ctx).result(QuestionSkipped(topic=args.topic), f"left out: {args.topic}")


def answer_screening(ctx: ToolContext, args: AnswerScreeningArgs) -> ToolResult:
    """Keep the answers about health, and say what they limit."""
    with ctx.readers() as desk:
        known = desk.profiles.get(ctx.principal.user_id).screening
    found = answered(known, args.answer, asked=args.asked)
    if found is None:
        raise RetryableToolError(
            "the answer does not tell what there is.",
            way_out="Ask which of them it is, or whether it is none.",
            code="which_condition",
        )
    if args.active is not None:
        found |= {ACTIVE: args.active}
    with ctx.writers() as desk:
        before = desk.profiles.get(ctx.principal.user_id)
        profile = replace(before, screening=found)
        save_profile(desk, profile)
    limits = limits_for(profile, today(ctx))
    data = ScreeningAnswered(
        clearance_first=limits.clearance_first,
        limits=limits_in_words(limits),
        reasons=list(limits.reasons),
    )
    return Minter(ctx).result(data, "health answers kept", "athlete_text")


def _programme(ctx: ToolContext, desk: Desk, facts: Minter) -> dict[str, object]:
    """Return the programme that would be built, with the first session; nothing is stored."""
    asked = considered(ctx, desk, Wanted())
    try:
        plan = plan_programme(desk, ctx.principal.user_id, asked.request)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    draft = Programme(
        id=ctx.principal.user_id,
        user_id=ctx.principal.user_id,
        name=plan.name,
        created_at=ctx.clock.now(),
        active=False,
        prescriptions=(),
    )
    first = planned_session(desk, Standing(draft, plan, 1, 1, 0), plan, ctx.clock.now())
    about, row = About(ATHLETE, today(ctx)), LogRow("profiles", str(ctx.principal.user_id))
    days, minutes = plan.request.days, plan.request.minutes
    facts.mint("training days per week", Measure(Decimal(days), "day"), about, row)
    facts.mint("minutes per session", Measure(Decimal(minutes), "min"), about, row)
    names = [day.name for day in plan.days]
    say(ctx, facts, [plan.name, *names, *asked.notes, *asked.assumptions], row)
    return {
        "programme": plan.name,
        "days_per_week": days,
        "minutes": minutes,
        "first_session": session_line(ctx, facts, first),
        "day_names": names,
        "considered": asked.notes,
        "assumptions": asked.assumptions,
    }


def _targets(ctx: ToolContext, facts: Minter, progress: Progress) -> dict[str, object]:
    """Return the daily targets that would be kept; none where data or limits rule it out."""
    if Topic.BODY in progress.skipped:
        return {"no_targets_because": "your age, sex, height, weight or activity is not known"}
    try:
        found = EnergyTargets.model_validate(energy_targets(ctx, EnergyTargetsArgs()).data)
    except (RetryableToolError, ToolUnavailable) as exc:
        return {"no_targets_because": exc.message.rstrip(".")}
    about = About(ATHLETE, today(ctx))
    formula = Formula("energy.energy_target")
    facts.mint("target energy", Measure(found.target_kcal, "kcal"), about, formula)
    update: dict[str, object] = {"target_kcal": found.target_kcal}
    if found.protein_g is not None:
        facts.mint("protein target", Measure(found.protein_g, "g"), about, formula)
        update["target_protein_g"] = found.protein_g
    return update
