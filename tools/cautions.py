"""What speaks against more load beside the sets: a recent video, and notes kept in mind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from coach.accounts.model import Memory, MemoryKind
from coach.evidence import FindingSource, Formula, LogRow
from coach.form.model import FaultCode, Finding, FindingStatus
from coach.form.queries import AnalysedVideo, analysed_videos
from coach.form.rules import speed_loss
from coach.form.rules.set_series import course_of, series_of
from coach.training.model import Equipment, Exercise
from coach.training.rules import held_back
from coach.training.rules.programme import sparing
from coach.training.rules.programme.told import Note, injuries_in
from tools.minting import WHOLE, About, Measure, Minter, day_of, number, plain, spoken
from tools.results.training import Caution
from tools.spec import Desk, ToolContext

DEPTH = "thigh_angle_at_bottom_deg"
CONCENTRIC = "concentric_s"
_LACKS = re.compile(r"\b(?:no|without|lacks?|don'?t have|doesn'?t have|hasn'?t got)\b([^.;]*)")
_GEAR = {
    Equipment.BARBELL: re.compile(r"\bbarbells?\b|\bracks?\b"),
    Equipment.DUMBBELL: re.compile(r"\bdumbbells?\b|\bdbs?\b"),
    Equipment.KETTLEBELL: re.compile(r"\bkettlebells?\b"),
    Equipment.MACHINE: re.compile(r"\bmachines?\b"),
    Equipment.CABLE: re.compile(r"\bcables?\b"),
}
_WORDS = re.compile(r"[a-z]+(?:-ups?)?")


@dataclass(slots=True)
class Cautions:
    """The cautions of one exercise, and what they mean for its load."""

    signs: held_back.Signs = field(default_factory=held_back.Signs)
    video: AnalysedVideo | None = None
    injuries: list[Memory] = field(default_factory=list[Memory])
    missing: list[Memory] = field(default_factory=list[Memory])


def cautions_for(ctx: ToolContext, desk: Desk, exercise: Exercise) -> Cautions:
    """Read the newest recent video of an exercise, and the notes that concern it."""
    user_id = ctx.principal.user_id
    found = analysed_videos(desk, user_id, exercise=str(exercise.id), limit=1)
    since = ctx.clock.now() - timedelta(days=held_back.VIDEO_DAYS)
    recent = next((each for each in found if each.video.created_at >= since), None)
    memories = desk.memories.list(user_id)
    injuries = [each for each in memories if _hurts(each, exercise)]
    missing = [each for each in memories if _lacks(each, exercise)]
    speed = None if recent is None else _speed(recent)
    return Cautions(
        signs=held_back.Signs(
            depth_lost=recent is not None and _depth_lost(recent),
            near_failure=speed is not None and speed[1].low >= held_back.NEAR_FAILURE_RPE,
            painful=bool(injuries),
        ),
        video=recent,
        injuries=injuries,
        missing=missing,
    )


def mint_cautions(
    ctx: ToolContext, facts: Minter, exercise: Exercise, found: Cautions
) -> list[Caution]:
    """Mint what the cautions say; return them, the video's first."""
    told: list[Caution] = []
    if found.video is not None:
        told += filter(None, (_depth_told(ctx, facts, found.video),
                              _speed_told(ctx, facts, found.video)))  # fmt: skip
    told += [_injury_told(ctx, facts, exercise, each) for each in found.injuries]
    told += [_gear_told(ctx, facts, exercise, each) for each in found.missing]
    return told


def _hurts(memory: Memory, exercise: Exercise) -> bool:
    """Tell whether a note is about a pain that the exercise loads, or names the exercise."""
    if memory.kind is not MemoryKind.INJURY and not injuries_in([Note("injury", memory.text)]):
        return False
    told = injuries_in([Note("injury", memory.text)])
    if not told:
        return False
    if _names(memory.text, exercise):
        return True
    lifts = any(word in memory.text.casefold() for word in (" on ", " when i ", " during "))
    if lifts:
        return any(sparing.provokes(exercise, each.injury.region) for each in told)
    return any(sparing.loads(exercise, each.injury.region) for each in told)


def _names(text: str, exercise: Exercise) -> bool:
    """Tell whether a text names the exercise by its last word: "squats", "lunges"."""
    head = _WORDS.findall(exercise.name.casefold())[-1]
    return any(word.removesuffix("s") == head.removesuffix("s")
               for word in _WORDS.findall(text.casefold()))  # fmt: skip


def _lacks(memory: Memory, exercise: Exercise) -> bool:
    gear = _GEAR.get(exercise.equipment)
    if memory.kind is not MemoryKind.EQUIPMENT or gear is None:
        return False
    return any(gear.search(match[1]) for match in _LACKS.finditer(memory.text.casefold()))


def _depth_lost(video: AnalysedVideo) -> bool:
    """Tell whether a fault says so, or the last repetition is shallower by more than the error."""
    if _fade(video) is not None:
        return True
    runs = [each for each in series_of(video.findings) if each.metric == DEPTH]
    return any(course_of(run)[0] == "rises" for run in runs)


def _fade(video: AnalysedVideo) -> Finding | None:
    return next(
        (
            each
            for each in video.findings
            if each.fault is FaultCode.DEPTH_FADE
            and each.status is FindingStatus.OK
            and each.value is not None
        ),
        None,
    )


def _speed(video: AnalysedVideo) -> tuple[float, speed_loss.RpeRange] | None:
    """Return the loss of speed and the RPE it points to; None where no study maps it."""
    timed = _timed(video)
    if len(timed) < speed_loss.MIN_REPS or video.analysis is None:
        return None
    loss = speed_loss.speed_loss_pct(timed)
    rated = speed_loss.rpe_from_loss(video.analysis.exercise, loss)
    return None if rated is None else (loss, rated)


def _timed(video: AnalysedVideo) -> list[float]:
    return [
        each.value
        for each in video.findings
        if each.metric == CONCENTRIC and each.status is FindingStatus.OK and each.value
    ]


def _about(ctx: ToolContext, video: AnalysedVideo) -> About:
    return About(f"video:{video.video.id}", day_of(ctx, video.video.created_at))


def _depth_told(ctx: ToolContext, facts: Minter, video: AnalysedVideo) -> Caution | None:
    if not _depth_lost(video):
        return None
    fade = _fade(video)
    about, filmed = _about(ctx, video), day_of(ctx, video.video.created_at)
    facts.mint("filmed on", Measure(filmed), about, LogRow("videos", str(video.video.id)))
    if fade is not None and fade.value is not None:
        change = number(fade.value, WHOLE)
        facts.mint("depth change", Measure(change, "deg"), about, FindingSource(fade.id))
        text = f"In your video of {spoken(filmed)} depth changed by {change}\u00b0 over the set."
    else:
        text = f"In your video of {spoken(filmed)} the late repetitions were shallower."
    ends = _ends(video)
    if ends is not None:
        first, last = ends
        for each in ends:
            rep = About(f"video:{each.video_id}:rep:{each.rep}", filmed)
            facts.mint("rep", Measure(Decimal(each.rep or 0), "rep"), rep, FindingSource(each.id))
            value = Measure(number(each.value or 0, WHOLE), "deg")
            facts.mint("thigh angle at bottom", value, rep, FindingSource(each.id))
        text += f" Rep {first.rep} was {_angle(first)}, rep {last.rep} {_angle(last)}."
    return Caution(kind="depth", text=text, day=filmed)


def _ends(video: AnalysedVideo) -> tuple[Finding, Finding] | None:
    """Return the depth of the first and of the last repetition, if both were measured."""
    depths = sorted(
        (each for each in video.findings if each.metric == DEPTH and each.rep and each.value),
        key=lambda each: each.rep or 0,
    )
    return (depths[0], depths[-1]) if len(depths) > 1 else None


def _angle(finding: Finding) -> str:
    value = number(finding.value or 0, WHOLE)
    return f"{abs(value)}\u00b0 {'below' if value < 0 else 'above'} parallel"


def _speed_told(ctx: ToolContext, facts: Minter, video: AnalysedVideo) -> Caution | None:
    found = _speed(video)
    if found is None:
        return None
    loss, rated = found
    logged = video.video.logged_rpe
    far = logged is not None and speed_loss.disagrees(float(logged), rated)
    if rated.low < held_back.NEAR_FAILURE_RPE and not far:
        return None
    about, filmed = _about(ctx, video), day_of(ctx, video.video.created_at)
    timed = _timed(video)
    rule = Formula("speed_loss.speed_loss_pct")
    mapped = Formula("speed_loss.rpe_from_loss")
    low, high = number(rated.low), number(rated.high)
    facts.mint("filmed on", Measure(filmed), about, LogRow("videos", str(video.video.id)))
    facts.mint("speed loss", Measure(number(loss, WHOLE), "%"), about, rule)
    facts.mint("fastest rep", Measure(number(min(timed), Decimal("0.1")), "s"), about, rule)
    facts.mint("slowest rep", Measure(number(max(timed), Decimal("0.1")), "s"), about, rule)
    facts.mint("RPE from speed low", Measure(low, "RPE"), about, mapped)
    facts.mint("RPE from speed high", Measure(high, "RPE"), about, mapped)
    text = (
        f"In your video of {spoken(filmed)} the bar lost {number(loss, WHOLE)}% of its speed, "
        f"which points to RPE {low} to {high}"
    )
    if logged is not None:
        told = Measure(plain(logged), "RPE")
        facts.mint("logged RPE", told, about, LogRow("videos", str(video.video.id)))
        text += f", while you logged RPE {plain(logged)}"
    return Caution(kind="speed", text=f"{text}.", day=filmed)


def _injury_told(ctx: ToolContext, facts: Minter, exercise: Exercise, memory: Memory) -> Caution:
    """Name the region and the day; the words of a note are not repeated."""
    regions = (each.injury.region for each in injuries_in([Note("injury", memory.text)]))
    region = " and ".join(each.value.replace("_", " ") for each in regions)
    noted = _mint_noted(ctx, facts, memory)
    text = (
        f"On {spoken(noted)} you noted trouble with your {region}, which the "
        f"{exercise.name.lower()} can load. Stop if it hurts, and I swap the lift on request."
    )
    return Caution(kind="injury", text=text, day=noted)


def _gear_told(ctx: ToolContext, facts: Minter, exercise: Exercise, memory: Memory) -> Caution:
    noted = _mint_noted(ctx, facts, memory)
    text = (
        f"On {spoken(noted)} you noted that you lack a {exercise.equipment.value}, which the "
        f"{exercise.name.lower()} needs. Ask me to swap it for what you have."
    )
    return Caution(kind="equipment", text=text, day=noted)


def _mint_noted(ctx: ToolContext, facts: Minter, memory: Memory) -> date:
    noted = day_of(ctx, memory.created_at)
    row = LogRow("memories", str(memory.id))
    facts.mint("remembered on", Measure(noted), About("athlete", noted), row)
    return noted
