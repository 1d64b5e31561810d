"""Fills the days: one exercise a slot, then one set at a time, within time and volume."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from coach.identity import ExerciseId
from coach.training.model import Exercise, ProgressionScheme
from coach.training.rules.programme import session_time, targets
from coach.training.rules.programme.choices import Choice, Pool, choose
from coach.training.rules.programme.dosing import dose_of
from coach.training.rules.programme.plan import Dose, Stress, Tier, WarmUpSet
from coach.training.rules.programme.request import Aim, ProgrammeRequest
from coach.training.rules.programme.splits import Slot, Split

FIRST_SETS = {Tier.MAIN: 3, Tier.SECONDARY: 2, Tier.ACCESSORY: 2}
FEWEST_MAIN = 2
MOST_SETS = {Tier.MAIN: 4, Tier.SECONDARY: 4, Tier.ACCESSORY: 4}
"""Working sets an exercise begins with and may grow to. Source: coaching practice."""
MOST_HEAVY_HINGE = 3
"""Sets of a deadlift from the floor, which tires the lower back most. Source: same."""
SETS_ACROSS = 3
"""Sets of five across, and sets of a wave. Source: Rippetoe & Kilgore 2011; Wendler 2009."""
MOST_EXERCISES = 9
"""Exercises of one session. Source: coaching practice."""
STAND_INS = {
    "vertical_pull": ("row_variation",),
    "horizontal_pull": ("vertical_pull",),
    "vertical_push": ("incline_push",),
    "horizontal_push": ("vertical_push",),
    "squat": ("single_leg", "leg_extension"),
    "hinge": ("hinge_variation", "leg_curl"),
    "hinge_variation": ("leg_curl",),
}
"""Movements that take the place of one that nothing can fill."""
TOLERANCE = Decimal("0.5")
"""A muscle this close to its target needs no exercise of its own."""


@dataclass(slots=True)
class Pick:
    """An exercise on its way into a day."""

    slot: Slot
    exercise: Exercise
    dose: Dose
    warm_ups: tuple[WarmUpSet, ...]
    why: str
    sets: int
    shares: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    """What one set counts for each muscle."""

    @property
    def seconds(self) -> int:
        """How long it takes."""
        return session_time.exercise_seconds(
            self.exercise, self.sets, self.dose, len(self.warm_ups)
        )


@dataclass(slots=True)
class Draft:
    """A week that is being filled."""

    request: ProgrammeRequest
    caps: Mapping[str, Decimal]
    """Most weekly sets a muscle may have in this week; empty: only the range limits."""
    goals: Mapping[str, Decimal]
    """Weekly sets to fill up to."""
    days: list[list[Pick]]
    out_of_time: set[str] = field(default_factory=set[str])
    """Muscles that more minutes would have given sets."""

    def volume(self) -> dict[str, Decimal]:
        """Return the weekly sets of each muscle."""
        return _summed(pick for day in self.days for pick in day)

    def seconds(self, day: int) -> int:
        """Return the length of one session."""
        return session_time.session_seconds(self.request, (pick.seconds for pick in self.days[day]))

    def fits_time(self, day: int) -> bool:
        """Tell whether one session is within its minutes."""
        return self.seconds(day) <= self.request.minutes * 60

    def fits_volume(self, day: int) -> bool:
        """Tell whether no muscle has too much, in the session and in the week."""
        today = _summed(self.days[day])
        if any(sets > targets.SESSION_LIMIT for sets in today.values()):
            return False
        return all(sets <= self.most(muscle) for muscle, sets in self.volume().items())

    def most(self, muscle: str) -> Decimal:
        """Return the most weekly sets of one muscle in this week."""
        high = targets.range_of(self.request, muscle).high
        return min(high, self.caps.get(muscle, high))


def _summed(picks: Iterable[Pick]) -> dict[str, Decimal]:
    found = dict.fromkeys(targets.MUSCLES, Decimal(0))
    for pick in picks:
        for muscle, share in pick.shares.items():
            found[muscle] += share * pick.sets
    return found


def fill(pool: Pool, split: Split, caps: Mapping[str, Decimal]) -> Draft:
    """Return the first week of a programme.

    Args:
        pool: What is possible.
        split: The days and their movements.
        caps: Most weekly sets of each muscle, from what was trained last; empty for no limit.
    """
    lows = {muscle: targets.range_of(pool.request, muscle).low for muscle in targets.MUSCLES}
    draft = Draft(pool.request, caps, lows, [[] for _ in split.days])
    depth = max(len(day.slots) for day in split.days)
    for level in range(depth):
        for number, day in enumerate(split.days):
            if level < len(day.slots):
                _place(draft, pool, number, day.slots[level])
    _place_missing(draft, pool)
    add_sets(draft)
    for day in draft.days:
        day.sort(key=_order)
    return draft


def _order(pick: Pick) -> tuple[int, bool]:
    """Heavy lifts first, the trunk last, so that it is not tired when it has to hold a load."""
    return list(Tier).index(pick.slot.tier), pick.slot.movement == "abs"


def _place(draft: Draft, pool: Pool, day: int, slot: Slot) -> None:
    today = draft.days[day]
    if len(today) >= MOST_EXERCISES:
        return
    week = [pick.exercise.id for each in draft.days for pick in each]
    same_day = [pick.exercise for pick in today]
    chosen = _first_possible(pool, slot, same_day, week)
    if chosen is None or not _is_needed(draft, slot, chosen.exercise):
        return
    stress = slot.stress if slot.tier is Tier.MAIN else Stress.VOLUME
    dose = dose_of(pool.request, chosen.exercise, slot.tier, stress, slot.movement)
    ramp = session_time.warm_ups_of(pool.request, chosen.exercise, slot.tier, dose)
    shares = targets.shares(chosen.exercise)
    pick = Pick(slot, chosen.exercise, dose, ramp, chosen.why, 0, shares)
    pick.sets = _first_sets(pool.request, pick)
    today.append(pick)
    if slot.tier is Tier.MAIN:
        _make_room(draft, day, pick)
    while pick.sets and not (draft.fits_time(day) and draft.fits_volume(day)):
        if not draft.fits_time(day):
            draft.out_of_time |= set(pick.shares)
        pick.sets -= 1
    if pick.sets == 0 or (pick.sets == 1 and slot.tier is not Tier.MAIN):
        today.remove(pick)


def _first_possible(
    pool: Pool, slot: Slot, today: list[Exercise], week: list[ExerciseId]
) -> Choice | None:
    """Return an exercise for the slot, or for the movement that stands in for it."""
    for movement in (slot.movement, *STAND_INS.get(slot.movement, ())):
        chosen = choose(pool, movement, slot.tier, today=today, week=week)
        if chosen is not None:
            return chosen
    return None


def most_sets(pick: Pick) -> int:
    """Return the most working sets of one exercise in one session."""
    if pick.slot.tier is Tier.MAIN and "lower_back" in pick.exercise.primary_muscles:
        return MOST_HEAVY_HINGE
    if pick.dose.scheme in {ProgressionScheme.LINEAR, ProgressionScheme.WAVE}:
        return SETS_ACROSS
    return MOST_SETS[pick.slot.tier] + (pick.dose.scheme is ProgressionScheme.RPE)


def _make_room(draft: Draft, day: int, added: Pick) -> None:
    """Take sets from the main lifts of a day until another has two sets, each keeping two."""
    while not draft.fits_time(day):
        longest = max(draft.days[day], key=lambda pick: pick.sets)
        if longest.sets <= FEWEST_MAIN:
            return
        draft.out_of_time |= set(longest.shares)
        (added if added.sets > FEWEST_MAIN else longest).sets -= 1


def _first_sets(request: ProgrammeRequest, pick: Pick) -> int:
    first = FIRST_SETS[pick.slot.tier]
    if pick.dose.scheme is ProgressionScheme.RPE:
        return min(most_sets(pick), first + 1)
    if pick.dose.scheme is ProgressionScheme.WAVE:
        return first
    return min(first, 2) if request.minutes <= 30 or request.aim is Aim.ENDURANCE else first


def _is_needed(draft: Draft, slot: Slot, exercise: Exercise) -> bool:
    """Tell whether a main lift, or an exercise whose muscles are short of sets."""
    if slot.tier is Tier.MAIN:
        return True
    have = draft.volume()
    wanted = [muscle for muscle in exercise.primary_muscles if muscle in targets.MUSCLES]
    if slot.tier is Tier.SECONDARY:
        return any(have[muscle] < targets.goal_of(draft.request, muscle) for muscle in wanted)
    return any(have[muscle] + TOLERANCE < draft.goals[muscle] for muscle in wanted)


EXTRA = {
    "chest": "chest_fly",
    "side_delts": "side_delts",
    "rear_delts": "rear_delts",
    "biceps": "biceps",
    "triceps": "triceps",
    "hamstrings": "leg_curl",
    "quadriceps": "leg_extension",
    "glutes": "glutes",
    "calves": "calves",
    "abs": "abs",
    "lats": "vertical_pull",
    "upper_back": "row_variation",
    "front_delts": "vertical_push",
}
"""Movement that gives a muscle more sets."""


LOWER = frozenset({"quadriceps", "hamstrings", "glutes", "calves"})


def _place_missing(draft: Draft, pool: Pool) -> None:
    """Give muscles that are short an exercise more, lagging ones first, where there is most time.

    It goes to a day that trains the same half of the body; a lagging muscle may go to any day.
    """
    lagging = draft.request.priorities
    for muscle in (*lagging, *(each for each in targets.MUSCLES if each not in lagging)):
        by_room = sorted(range(len(draft.days)), key=lambda day: (draft.seconds(day), day))
        fitting = [day for day in by_room if _trains_half(draft.days[day], muscle)]
        others = [day for day in by_room if muscle in lagging and day not in fitting]
        for day in (*fitting, *others):
            if draft.volume()[muscle] + TOLERANCE >= draft.goals[muscle]:
                break
            _place(draft, pool, day, Slot(EXTRA[muscle], Tier.ACCESSORY))


COMPOUND = {
    "lats": frozenset({"lats", "upper_back"}),
    "upper_back": frozenset({"lats", "upper_back"}),
    "front_delts": frozenset({"chest", "front_delts"}),
}
"""Muscles whose extra exercise is one more pull or press: it goes where there is one already."""


def _trains_half(day: Sequence[Pick], muscle: str) -> bool:
    """Tell whether a day suits a muscle; what was added to it later does not make its kind."""
    if muscle == "abs":
        return bool(day)
    large = [pick for pick in day if pick.slot.tier is not Tier.ACCESSORY] or day
    trained = {
        each
        for pick in large
        for each, share in pick.shares.items()
        if each != "abs" and share == targets.PRIMARY
    }
    if muscle in COMPOUND:
        return bool(trained & COMPOUND[muscle])
    return bool(trained & LOWER if muscle in LOWER else trained - LOWER)


def add_sets(draft: Draft) -> None:
    """Add sets to the muscle furthest below its range until nothing fits."""
    closed: set[tuple[int, ExerciseId]] = set()
    while True:
        have = draft.volume()
        found = _neediest(draft, have, closed)
        if found is None:
            return
        day, pick = found
        pick.sets += 1
        if draft.fits_time(day) and draft.fits_volume(day):
            continue
        if not draft.fits_time(day):
            draft.out_of_time |= set(pick.shares)
        pick.sets -= 1
        closed.add((day, pick.exercise.id))


def _neediest(
    draft: Draft, have: Mapping[str, Decimal], closed: set[tuple[int, ExerciseId]]
) -> tuple[int, Pick] | None:
    best: tuple[Decimal, int, int] | None = None
    chosen: tuple[int, Pick] | None = None
    for day, picks in enumerate(draft.days):
        for pick in picks:
            if (day, pick.exercise.id) in closed or pick.sets >= most_sets(pick):
                continue
            need = _need(draft, have, pick)
            key = (need, -pick.sets, -day)
            if need > 0 and (best is None or key > best):
                best, chosen = key, (day, pick)
    return chosen


def _need(draft: Draft, have: Mapping[str, Decimal], pick: Pick) -> Decimal:
    """Return how many sets the primary muscles of an exercise are short of, lagging ones twice."""
    total = Decimal(0)
    for muscle, share in pick.shares.items():
        if share < targets.PRIMARY:
            continue  # no presses for the sake of a side delt
        short = draft.goals[muscle] - have[muscle]
        weight = 2 if muscle in draft.request.priorities else 1
        total += max(Decimal(0), short) * share * weight
    return total
