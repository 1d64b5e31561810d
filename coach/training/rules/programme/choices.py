"""Picks the exercise for a movement, and says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coach.errors import InvalidInput
from coach.identity import ExerciseId
from coach.training.model import Equipment, Exercise, Pattern
from coach.training.rules.programme.dosing import is_limited
from coach.training.rules.programme.movements import (
    COMPETITION,
    MOVEMENTS,
    NEEDS,
    NEVER_UNASKED,
    SKILL,
    TECHNICAL,
    Movement,
    fills,
)
from coach.training.rules.programme.plan import Tier
from coach.training.rules.programme.request import (
    Aim,
    Kit,
    ProgrammeRequest,
    Severity,
    TrainingAge,
)
from coach.training.rules.programme.sparing import loads

UNLISTED = 60
LIMITED = 100
UNREADY = 40
STAND_BY = 20
REPEATED = 12
TOO_TECHNICAL = 8
KEPT = -30
LOGGED = -4
LIKED = -200
"""Places in the order of choice that each circumstance moves an exercise by; lower comes first.
Source: coaching practice."""
MOST_AVOIDED = 4
"""With more injured regions nobody should train by a programme before a clinician has looked.
Source: coaching practice."""
STRENGTH_AIMS = frozenset({Aim.STRENGTH, Aim.POWERLIFTING})
SIMPLE_AIMS = frozenset({Aim.FITNESS, Aim.FAT_LOSS, Aim.ENDURANCE})


@dataclass(frozen=True, slots=True)
class Pool:
    """The exercises an athlete can be given."""

    request: ProgrammeRequest
    by_movement: Mapping[str, tuple[Exercise, ...]]
    """Exercises that can fill each movement, by id."""
    logged: frozenset[ExerciseId] = field(default_factory=frozenset[ExerciseId])


@dataclass(frozen=True, slots=True)
class Choice:
    """An exercise and why it was picked."""

    exercise: Exercise
    why: str


def pool_for(request: ProgrammeRequest, catalogue: Sequence[Exercise]) -> Pool:
    """Return what is possible with the kit, the injuries and the dislikes of a request.

    Raises:
        InvalidInput: code `unknown_exercise`, `nothing_possible` or `nothing_safe`.
    """
    avoided = [each for each in request.injuries if each.severity is Severity.AVOID]
    if len(avoided) > MOST_AVOIDED:
        raise _unsafe(f"{len(avoided)} regions are to be spared")
    known = {each.id: each for each in catalogue}
    named = {*request.liked, *request.disliked}
    unknown = sorted(named - set(known))
    if unknown:
        raise InvalidInput(
            f"no such exercise: {', '.join(unknown)}.",
            way_out="Use an exercise of the catalogue or one of your own.",
            code="unknown_exercise",
        )
    with_kit = {key: each for key, each in known.items() if is_available(each, request.kit)}
    with_kit = {key: each for key, each in with_kit.items() if key not in request.disliked}
    allowed = {key: each for key, each in with_kit.items() if is_safe(each, request)}
    logged = frozenset(lift.exercise_id for lift in request.log.lifts)
    pool = Pool(request, _by_movement(request, allowed), logged)
    if not any(pool.by_movement.values()):
        _refuse(with_kit)
    return pool


def _by_movement(
    request: ProgrammeRequest, allowed: Mapping[ExerciseId, Exercise]
) -> dict[str, tuple[Exercise, ...]]:
    wished = {*request.liked, *request.keep}
    by_pattern: defaultdict[Pattern, list[Exercise]] = defaultdict(list)
    for _, each in sorted(allowed.items()):
        by_pattern[each.pattern].append(each)
    return {
        name: tuple(
            each
            for pattern in sorted(movement.patterns)
            for each in by_pattern[pattern]
            if fills(each, movement)
            and (each.id in movement.choices or each.id in wished or _is_plain(each))
        )
        for name, movement in MOVEMENTS.items()
    }


def _refuse(with_kit: Mapping[ExerciseId, Exercise]) -> None:
    if with_kit:
        raise _unsafe("no exercise spares every injured region")
    raise InvalidInput(
        "no exercise is possible with this equipment.",
        way_out="Name what there is, or body weight at least.",
        code="nothing_possible",
    )


def _unsafe(message: str) -> InvalidInput:
    return InvalidInput(
        f"{message}.",
        way_out="Have the injuries looked at first, or name only what really hurts.",
        code="nothing_safe",
    )


def is_available(exercise: Exercise, kit: Kit) -> bool:
    """Tell whether the kit has what an exercise needs."""
    has = exercise.equipment in {*kit.equipment, Equipment.BODYWEIGHT}
    return has and set(NEEDS.get(exercise.id, ())) <= set(kit.fixtures)


def is_safe(exercise: Exercise, request: ProgrammeRequest) -> bool:
    """Tell whether an exercise leaves every region alone that is to be avoided.

    An athlete's own exercise says nothing about regions, so an injury rules it out.
    """
    avoided = {each.region for each in request.injuries if each.severity is Severity.AVOID}
    if avoided and exercise.owner_id is not None:
        return False
    return not any(loads(exercise, region) for region in avoided)


def _is_plain(exercise: Exercise) -> bool:
    """Tell whether an exercise outside the lists may be taken without being asked for."""
    special = exercise.equipment in {Equipment.BODYWEIGHT, Equipment.OTHER}
    ours = exercise.owner_id is None and not exercise.source
    return ours and not special and exercise.id not in NEVER_UNASKED


def choose(
    pool: Pool, slot: str, tier: Tier, *, today: Sequence[Exercise], week: Sequence[ExerciseId]
) -> Choice | None:
    """Return the exercise for a movement; None where none fits the day.

    Args:
        pool: What is possible.
        slot: Name of the movement.
        tier: How much it matters to the day.
        today: What the day already holds.
        week: What the week already holds.
    """
    movement = MOVEMENTS[slot]
    fresh = [each for each in pool.by_movement[slot] if not _repeats(each, slot, today)]
    if not fresh:
        return None
    ranked = min(fresh, key=lambda each: (_rank(pool, movement, each, tier, week), each.id))
    earlier = _earlier(pool, slot, ranked)
    return Choice(ranked, _why(pool, movement, ranked, earlier, _Held(today, week)))


def _repeats(exercise: Exercise, slot: str, today: Sequence[Exercise]) -> bool:
    """Tell whether the day already holds the exercise, or enough that is nearly the same."""
    same = [each for each in today if each.pattern is exercise.pattern]
    if exercise.id in {each.id for each in today}:
        return True
    if slot in {"horizontal_pull", "row_variation"}:
        return bool([each for each in same if "lats" in each.primary_muscles])
    if slot in {"vertical_pull", "vertical_push", "single_leg", "abs"}:
        return bool(same)
    first = exercise.primary_muscles[:1]
    alike = [each for each in same if each.primary_muscles[:1] == first]
    return len(alike) >= (2 if slot in {"incline_push", "bench_variation", "glutes"} else 1)


def _rank(
    pool: Pool, movement: Movement, exercise: Exercise, tier: Tier, week: Sequence[ExerciseId]
) -> int:
    request = pool.request
    key = exercise.id
    listed = key in movement.choices
    rank = movement.choices.index(key) if listed else UNLISTED
    wanted = key in request.liked
    rank += LIKED if wanted else 0
    rank += KEPT if key in request.keep else 0
    rank += LOGGED if key in pool.logged else 0
    rank += STAND_BY if exercise.equipment is Equipment.BAND else 0
    rank += LIMITED if is_limited(request, exercise) else 0
    if key in week and _varies(request, tier):
        rank += REPEATED
    if request.age is TrainingAge.NOVICE and key not in pool.logged and not wanted:
        rank += UNREADY if key in SKILL else 0
        rank += TOO_TECHNICAL if request.aim in SIMPLE_AIMS and key in TECHNICAL else 0
    if request.aim is Aim.POWERLIFTING and tier is Tier.MAIN and key in COMPETITION:
        rank += KEPT
    return rank


def _varies(request: ProgrammeRequest, tier: Tier) -> bool:
    """Tell whether the week is better with another exercise than with the same again."""
    if request.age is TrainingAge.NOVICE:
        return tier is Tier.ACCESSORY and request.aim is Aim.MUSCLE
    return tier is not Tier.MAIN or request.aim not in STRENGTH_AIMS


class _Held(NamedTuple):
    """What the day and the week already hold."""

    today: Sequence[Exercise]
    week: Sequence[ExerciseId]


def _earlier(pool: Pool, slot: str, exercise: Exercise) -> list[Exercise]:
    """Return the possible exercises that are named before one, first choices first."""
    choices = MOVEMENTS[slot].choices
    place = choices.index(exercise.id) if exercise.id in choices else len(choices)
    possible = {each.id: each for each in pool.by_movement[slot]}
    return [possible[each] for each in choices[:place] if each in possible]


def _why(
    pool: Pool, movement: Movement, exercise: Exercise, earlier: Sequence[Exercise], held: _Held
) -> str:
    request = pool.request
    if exercise.id in request.liked:
        because = "because you like it"
    elif exercise.id in request.keep:
        because = "because you already do it"
    elif exercise.id in pool.logged:
        because = "because your log holds it"
    elif exercise.id in movement.choices[:1]:
        because = "the first choice for it"
    elif not earlier:
        because = "the best that is possible here"
    else:
        because = _instead_of(request, earlier[0], exercise, held)
    spared = (
        " It loads an injured region, so it stays light and stops at pain."
        if is_limited(request, exercise)
        else ""
    )
    return f"It is the {movement.label}, {because}.{spared}"


def _instead_of(request: ProgrammeRequest, first: Exercise, exercise: Exercise, held: _Held) -> str:
    """Return why an exercise was taken although an earlier choice is possible."""
    if is_limited(request, first) and not is_limited(request, exercise):
        return f"in the place of {first.name}, which is more likely to hurt"
    if first.id in held.week:
        return f"for variety, as {first.name} is in the week already"
    if request.age is TrainingAge.NOVICE and first.id in SKILL | TECHNICAL:
        return f"simpler to begin with than {first.name}"
    if any(each.pattern is first.pattern for each in held.today):
        return f"as {first.name} would be too much like what the day holds"
    return "a good choice for it"
