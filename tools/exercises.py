"""Finds the exercise behind the athlete's words, or says what it could have been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from coach.errors import RetryableToolError
from coach.identity import UserId
from coach.training.commands.matching import match_names
from coach.training.model import Exercise
from coach.training.ports import ExerciseRepository
from tools.minting import Provenance

LONG_WORD = 8
CANDIDATES = 5
MIN_SIMILARITY = 50.0
"""Similarity in percent from which a name is worth offering. Source: measured on the catalogue's
names; unrelated pairs stay below."""


def exercise_named(exercises: ExerciseRepository, user_id: UserId, name: str) -> Exercise:
    """Return the exercise the athlete means.

    A name or an alias counts as it is; a close spelling and slips of a letter are put right, but
    never into another known word, so that "hack squat" does not become "back squat".

    Raises:
        RetryableToolError: Nothing fits; the hint lists the nearest names (code
            `unknown_exercise`).
    """
    found = exercises.by_alias(user_id, name) or _by_usage(exercises, user_id, name)
    if found is not None:
        return found
    aliases = exercises.aliases(user_id)
    every = exercises.list(user_id)
    match = match_names([name], aliases, exercises=every)[0]
    if match.exercise_id is not None:
        return exercises.get(user_id, match.exercise_id)
    corrected = _corrected(name, (alias for alias, _ in aliases))
    if corrected is not None:
        found = exercises.by_alias(user_id, corrected)
        if found is not None:
            return found
    names = [exercise.name for exercise in every]
    near = process.extract(
        name, names, scorer=fuzz.token_set_ratio, processor=str.casefold, limit=CANDIDATES
    )
    offered = [each[0] for each in near if each[1] >= MIN_SIMILARITY]
    asked = [exercise.name for exercise in every if exercise.id == match.near]
    offered = [*asked, *(each for each in offered if each not in asked)][:CANDIDATES]
    raise RetryableToolError(
        f"no exercise is called {name!r}.",
        way_out=(
            f"Use one of: {'; '.join(offered)}; or ask the athlete which one they mean."
            if offered
            else "Ask the athlete which exercise they mean."
        ),
        code="unknown_exercise",
    )


def _by_usage(exercises: ExerciseRepository, user_id: UserId, name: str) -> Exercise | None:
    """Return what a gym means by a bare name: one of several, or the singular of "chin-ups"."""
    plain = " ".join(name.casefold().split())
    single = plain.removesuffix("s")
    for each in (USUAL.get(plain), USUAL.get(single), single):
        found = exercises.by_alias(user_id, each) if each else None
        if found is not None:
            return found
    return None


USUAL: Mapping[str, str] = {
    "row": "barbell row",
    "shoulder press": "dumbbell shoulder press",
    "chest press": "chest press machine",
    "machine press": "chest press machine",
    "incline press": "incline dumbbell press",
    "fly": "dumbbell fly",
    "flye": "dumbbell fly",
    "pushdown": "triceps pushdown",
    "pull down": "lat pulldown",
    "pull-down": "lat pulldown",
    "shrug": "dumbbell shrug",
    "swing": "kettlebell swing",
    "tricep extension": "overhead triceps extension",
    "triceps extension": "overhead triceps extension",
    "one arm row": "dumbbell row",
    "one-arm row": "dumbbell row",
    "single arm row": "dumbbell row",
    "step up": "step-up",
    "sit up": "sit-up",
    "chin up": "chin-up",
}
"""What a name stands for that fits several exercises. Source: own choice, usage of gyms; the reply
names the exercise, so that the athlete can put it right."""


def provenance_of(exercise: Exercise) -> Provenance:
    """Return where the name comes from: the catalogue, or the athlete's own or imported words."""
    return "system" if exercise.owner_id is None else "imported_text"


def _corrected(name: str, aliases: Iterable[str]) -> str | None:
    """Return `name` with unknown words put right by the only known word a slip away."""
    known = {word for alias in aliases for word in alias.casefold().split()}
    words = name.casefold().split()
    fixed: list[str] = []
    for word in words:
        if word in known:
            fixed.append(word)
            continue
        slips = 2 if len(word) >= LONG_WORD else 1
        near = [
            each for each in known if each[:1] == word[:1] and OSA.distance(word, each) <= slips
        ]
        if len(near) != 1:
            return None
        fixed.append(near[0])
    return " ".join(fixed) if fixed != words else None
