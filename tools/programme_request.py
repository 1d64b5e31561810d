"""What a programme is built from: the profile, what is kept in mind, and what was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import MappingProxyType
from zoneinfo import ZoneInfo

from coach.accounts.model import Experience, Goal, Memory, MemoryKind, Profile
from coach.errors import RetryableToolError
from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise
from coach.training.queries.programmes import recent_log
from coach.training.rules.plates import smallest_step
from coach.training.rules.programme.choices import is_available
from coach.training.rules.programme.request import (
    Aim,
    Fixture,
    Injury,
    Kit,
    ProgrammeRequest,
    Severity,
    Template,
    TrainingAge,
    gym_in,
)
from coach.training.rules.programme.told import Note, exercises_in, injuries_in, kit_in
from coach.units import kg_from
from tools.health_limits import limits_for
from tools.minting import today
from tools.spec import Desk, ToolContext

AIMS: Mapping[Goal, Aim] = MappingProxyType(
    {
        Goal.STRENGTH: Aim.STRENGTH,
        Goal.HYPERTROPHY: Aim.MUSCLE,
        Goal.FAT_LOSS: Aim.FAT_LOSS,
        Goal.ENDURANCE: Aim.ENDURANCE,
        Goal.HEALTH: Aim.FITNESS,
    }
)
AGES: Mapping[Experience, TrainingAge] = MappingProxyType(
    {
        Experience.NOVICE: TrainingAge.NOVICE,
        Experience.INTERMEDIATE: TrainingAge.INTERMEDIATE,
        Experience.ADVANCED: TrainingAge.ADVANCED,
    }
)
USUAL_MINUTES = 60
"""Length of a session that nobody named. Source: coaching practice."""
USUAL_DAYS = 3
"""Days taken to read a typed programme that will say its own. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for; None or nothing leaves it to the profile and to what is kept in mind."""

    aim: Aim | None = None
    age: TrainingAge | None = None
    days: int | None = None
    minutes: int | None = None
    kit_text: str = ""
    """Words about the equipment."""
    hurts: tuple[Injury, ...] = ()
    avoid: tuple[str, ...] = ()
    """Exercises named as unwanted."""
    prefer: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    meet_in_weeks: int | None = None
    template: Template = Template.ANY


@dataclass(slots=True)
class Considered:
    """A request, and in words what of the athlete shaped it."""

    request: ProgrammeRequest
    notes: list[str] = field(default_factory=list[str])
    """What is kept in mind and changed the programme, in the athlete's words."""
    assumptions: list[str] = field(default_factory=list[str])
    """What nobody told and was taken for granted."""
    days_known: bool = True


def considered(ctx: ToolContext, desk: Desk, wanted: Wanted) -> Considered:
    """Join what was asked for, the profile, the memories and the log to one request."""
    profile = desk.profiles.get(ctx.principal.user_id)
    memories = desk.memories.list(ctx.principal.user_id)
    catalogue = desk.exercises.list(ctx.principal.user_id)
    aliases = desk.exercises.aliases(ctx.principal.user_id)
    told = _Told(memories, catalogue, aliases)
    result = Considered(_plain_request(profile, wanted))
    result.days_known = wanted.days is not None or profile.days_per_week is not None
    _assume(result, profile, wanted)
    kit = _kit(profile, wanted, told, result)
    unwanted = told.disliked(wanted.avoid, result)
    injuries = _injuries(wanted, told, result)
    liked = [each for each in told.named(wanted.prefer) if each not in unwanted]
    limits = limits_for(profile, today(ctx))
    if limits.clearance_first:
        raise RetryableToolError(
            f"with {', '.join(limits.reasons)} a clinician has to agree before a programme.",
            way_out="Say so, offer easy walking meanwhile, and ask to be told of the clearance.",
            code="clearance_first",
        )
    log = recent_log(desk, profile.user_id, now=ctx.clock.now(), zone=ZoneInfo(profile.time_zone))
    result.request = replace(
        result.request,
        kit=kit,
        injuries=injuries,
        liked=tuple(dict.fromkeys(liked)),
        disliked=tuple(sorted(unwanted)),
        log=log,
        gentle=limits.no_vigorous,
    )
    if limits.no_vigorous:
        result.notes.append(f"because of {', '.join(limits.reasons)} every set stays moderate")
    return result


def _plain_request(profile: Profile, wanted: Wanted) -> ProgrammeRequest:
    return ProgrammeRequest(
        aim=wanted.aim or (Aim.FITNESS if profile.goal is None else AIMS[profile.goal]),
        age=wanted.age or AGES[profile.experience or Experience.NOVICE],
        days=wanted.days or profile.days_per_week or USUAL_DAYS,
        minutes=wanted.minutes or profile.minutes_per_session or USUAL_MINUTES,
        priorities=wanted.priorities,
        meet_in_weeks=wanted.meet_in_weeks,
        template=wanted.template,
    )


def _assume(result: Considered, profile: Profile, wanted: Wanted) -> None:
    if wanted.aim is None and profile.goal is None:
        result.assumptions.append("no goal is known, so it is for general fitness")
    if wanted.age is None and profile.experience is None:
        result.assumptions.append("your training age is not known, so it starts as for a novice")
    if wanted.minutes is None and profile.minutes_per_session is None:
        result.assumptions.append(f"sessions are planned for {USUAL_MINUTES} min")


def _kit(profile: Profile, wanted: Wanted, told: _Told, result: Considered) -> Kit:
    usual = kit_of_profile(profile)
    named = bool(profile.equipment)
    for note in reversed(told.notes):
        if note.kind != MemoryKind.EQUIPMENT:
            continue
        changed = kit_in(note.text, usual)
        if changed is not None:
            usual, named = changed, True
            result.notes.append(note.text)
    asked = kit_in(f"only {wanted.kit_text}", usual) if wanted.kit_text else None
    if asked is not None:
        return asked
    if not named:
        result.assumptions.append("a full gym is taken for granted")
    return usual


def _injuries(wanted: Wanted, told: _Told, result: Considered) -> tuple[Injury, ...]:
    kept = {each.region: each for each in wanted.hurts}
    for note in told.notes:
        for each in injuries_in([note], told.named([note.text])):
            known = kept.get(each.injury.region)
            if known is None or known.severity is Severity.LIMIT:
                kept.setdefault(each.injury.region, each.injury)
                if each.injury.severity is Severity.AVOID:
                    kept[each.injury.region] = each.injury
                result.notes.append(each.text)
    return tuple(kept.values())


class _Told:
    """The memories, and the exercises their words name."""

    def __init__(
        self,
        memories: Sequence[Memory],
        catalogue: Sequence[Exercise],
        aliases: Sequence[tuple[str, ExerciseId]],
    ) -> None:
        self.notes = [Note(each.kind.value, each.text) for each in memories]
        self._catalogue = catalogue
        self._aliases = aliases

    def named(self, texts: Sequence[str]) -> tuple[ExerciseId, ...]:
        """Return the exercises that texts name."""
        found = (exercises_in(text, self._aliases, self._catalogue) for text in texts)
        return tuple(dict.fromkeys(each for ids in found for each in ids))

    def disliked(self, asked: Sequence[str], result: Considered) -> set[ExerciseId]:
        """Return what is not wanted, what hurts and what a gym lacks, by what is kept in mind."""
        unwanted = set(self.named(asked))
        for note in self.notes:
            ids = set(self.named([note.text]))
            lacks = note.kind == MemoryKind.EQUIPMENT and " no " in f" {note.text.casefold()} "
            hurts = note.kind == MemoryKind.INJURY and bool(injuries_in([note], tuple(ids)))
            if ids and (note.kind == MemoryKind.DISLIKE or lacks or hurts):
                unwanted |= ids
                if note.text not in result.notes:
                    result.notes.append(note.text)
        return unwanted


def kit_of_profile(profile: Profile) -> Kit:
    """Return the kit of a profile's equipment; words that name none are passed over."""
    words = {word.casefold().strip().replace(" ", "_").rstrip("s") for word in profile.equipment}
    equipment = tuple(each for each in Equipment if each.value in words)
    fixtures = tuple(each for each in Fixture if each.value.rstrip("s") in words)
    unit, named = profile.mass_unit, bool(equipment or fixtures)
    full = gym_in(unit)
    return replace(
        full,
        equipment=equipment if named else full.equipment,
        fixtures=fixtures if named else full.fixtures,
        plate_step_kg=_step(profile, Equipment.BARBELL),
        dumbbell_step_kg=_step(profile, Equipment.DUMBBELL),
    )


def _step(profile: Profile, equipment: Equipment) -> Decimal:
    """Return the smallest step of a profile as plates and dumbbells of its unit allow."""
    unit = profile.mass_unit
    step = smallest_step(
        equipment,
        unit,
        plate_step_kg=profile.plate_step_kg,
        dumbbell_step_kg=profile.dumbbell_step_kg,
    )
    return kg_from(step, unit)


def possible(request: ProgrammeRequest, exercise: Exercise) -> bool:
    """Tell whether the kit of a request has what an exercise needs."""
    return is_available(exercise, request.kit) and exercise.id not in request.disliked
