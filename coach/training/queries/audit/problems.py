"""What the audit says about gaps and errors in the data themselves."""

from __future__ import annotations

from coach.training.queries.audit.document import (
    Figure,
    Remark,
    Section,
    count,
    day,
    masses,
    remark,
    words,
)
from coach.training.queries.audit.reading import Reading, Use

SHOWN = 5
"""Sets and names that a sentence lists; the rest is counted."""
FEW_RATED = 0.1
"""Share of rated sets below which effort is as good as unknown. Source: coaching practice."""


def problems(reading: Reading) -> Section:
    """Return what is missing or doubtful in the log."""
    told = [*_typing_errors(reading), *_names(reading), *_ratings(reading), *_warm_ups(reading)]
    if reading.span.workouts and not reading.weigh_ins:
        told.append(
            remark(
                "no body weight is logged, so strength cannot be read relative to it, and energy "
                "needs cannot be worked out."
            )
        )
    return Section("problems", "What the data lack", tuple(told))


def _typing_errors(reading: Reading) -> list[Remark]:
    if not reading.doubtful:
        return []
    mass = masses(reading.athlete.unit)
    figures: dict[str, Figure] = {}
    parts: list[str] = []
    for number, (exercise, done) in enumerate(reading.doubtful[:SHOWN]):
        row = (f"workout_sets:{done.set_id}",)
        figures[f"load{number}"] = mass(done.load_kg or 0, "doubtful.doubtful_sets", row)
        figures[f"day{number}"] = day(reading.athlete.day_of(done.started_at), rows=row)
        parts.append(f"{words(exercise.name)} {{load{number}}} on {{day{number}}}")
    figures["all"] = count(len(reading.doubtful), "set", "doubtful.doubtful_sets")
    return [
        remark(
            f"{{all}} with a load that looks like a typing error: {'; '.join(parts)}. They stay in "
            "the log and are left out of estimates and records.",
            **figures,
        )
    ]


def unplaced(reading: Reading) -> list[Use]:
    """Return the exercises counted in repetitions that name no muscle, most sets first."""
    found = [
        each for each in reading.uses if not each.exercise.primary_muscles and each.use.counted_sets
    ]
    return sorted(found, key=lambda each: -each.use.counted_sets)


def _names(reading: Reading) -> list[Remark]:
    found = unplaced(reading)
    if not found:
        return []
    verb = "matches" if len(found) == 1 else "match"
    listed = ", ".join(words(each.exercise.name) for each in found[:SHOWN])
    return [
        remark(
            f"{{names}} in the log {verb} no exercise of the catalogue ({listed}"
            f"{', ...' if len(found) > SHOWN else ''}), so {{sets}} count for no muscle.",
            names=count(len(found), "name"),
            sets=count(sum(each.use.counted_sets for each in found), "set"),
        )
    ]


def has_few_ratings(reading: Reading) -> bool:
    """Tell whether the effort of the sets is as good as unknown."""
    return bool(reading.span.sets) and reading.span.rated_sets < FEW_RATED * reading.span.sets


def _ratings(reading: Reading) -> list[Remark]:
    if not has_few_ratings(reading):
        return []
    return [
        remark(
            ("{rated} of {sets} have" if reading.span.rated_sets else "none of the {sets} has")
            + " an RPE, so maxima are estimated as if each set had been close "
            "to failure; from easier sets they read too low.",
            sets=count(reading.span.sets, "set"),
            **({"rated": count(reading.span.rated_sets, "set")} if reading.span.rated_sets else {}),
        )
    ]


def _warm_ups(reading: Reading) -> list[Remark]:
    if reading.span.warm_ups or not reading.lifts or reading.regularity is None:
        return []
    sets = sum(week.sets for week in reading.regularity.weeks)
    hard = sum(week.hard_sets for week in reading.weeks)
    if sets == hard:
        return []
    return [
        remark(
            "no set is marked as a warm-up. Sets on the way up to the heaviest of a session are "
            "taken as warm-ups: {hard} of {sets} in the last {weeks} count as work.",
            hard=count(hard, "set", "working_sets.without_ramp"),
            sets=Figure(count(sets, "set").value, None, "count"),
            weeks=count(len(reading.weeks), "week"),
        )
    ]
