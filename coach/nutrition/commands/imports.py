"""Brings a parsed food log into the athlete's own: all of it or nothing, and only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, tzinfo
from uuid import UUID

from coach.days import bounds
from coach.identity import UserId
from coach.imports import ArchivedRow, Became, FileStamp, ImportedFile, LeftOut, RowError
from coach.nutrition.commands.meals import meal_id
from coach.nutrition.model import Meal, ParsedFoodLog, ParsedMeal
from coach.nutrition.ports import KeepWeighIns, NutritionUnitOfWork


@dataclass(frozen=True, slots=True)
class FoodLogPreview:
    """What an import would do."""

    source: str
    variant: str
    rows: int
    days: int
    """Days on which the file has something eaten."""
    first: date | None
    last: date | None
    meals: int
    weigh_ins: int
    new: int
    changed: int
    """Meals the app has corrected since, and days marked finished or unfinished since."""
    unchanged: int
    removed: int
    """Meals of the app that are no longer in its log of a day."""
    unfinished_days: int
    """Days the app says are not completely logged; they stay out of adaptive expenditure."""
    days_kept: tuple[date, ...]
    """Days with meals from elsewhere; they stay as they are, and the file's are left out."""
    left_out: tuple[LeftOut, ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True, slots=True)
class FoodLogReport:
    """What an import did."""

    preview: FoodLogPreview
    meals_added: int
    meals_replaced: int
    meals_removed: int
    weigh_ins_added: int
    file: ImportedFile | None = None


@dataclass(frozen=True, slots=True)
class MealPlan:
    """Meals of a file, sorted by what has to be done with them."""

    new: tuple[Meal, ...]
    changed: tuple[Meal, ...]
    unchanged: tuple[Meal, ...]
    removed: tuple[UUID, ...]
    days_kept: tuple[date, ...]
    kept: tuple[ParsedMeal, ...]
    """Meals of the file that are left out, because their day is one of `days_kept`."""


def preview_food_log(
    uow: NutritionUnitOfWork, user_id: UserId, log: ParsedFoodLog, zone: tzinfo
) -> FoodLogPreview:
    """Return what importing a file would do; nothing is stored."""
    return _preview(log, plan_meals(uow, user_id, log, zone))


def import_food_log(
    uow: NutritionUnitOfWork,
    user_id: UserId,
    log: ParsedFoodLog,
    *,
    zone: tzinfo,
    weigh_ins: KeepWeighIns,
    file: FileStamp | None = None,
) -> FoodLogReport:
    """Store what a food log holds and the athlete's does not.

    The caller's transaction makes it all or nothing. The same file again stores nothing. A day
    that the app has corrected replaces what it said before.

    Args:
        uow: An open transaction.
        user_id: Whose log it becomes.
        log: The parsed file; who calls has the athlete's word on its errors.
        zone: The athlete's, whose days are meant.
        weigh_ins: Takes the body weights.
        file: The file itself, to keep its hash and rows for audit; None keeps nothing.
    """
    uow.imports.wait_turn(user_id)
    plan = plan_meals(uow, user_id, log, zone)
    uow.meals.delete_many(user_id, [*plan.removed, *(meal.id for meal in plan.changed)])
    uow.meals.add_many([*plan.new, *plan.changed])
    return FoodLogReport(
        preview=_preview(log, plan),
        meals_added=len(plan.new),
        meals_replaced=len(plan.changed),
        meals_removed=len(plan.removed),
        weigh_ins_added=weigh_ins(log.weigh_ins) if log.weigh_ins else 0,
        file=None if file is None else _archive(uow, user_id, log, plan, file),
    )


def plan_meals(
    uow: NutritionUnitOfWork, user_id: UserId, log: ParsedFoodLog, zone: tzinfo
) -> MealPlan:
    """Return which meals are new, corrected, there already, or gone from the app's log."""
    there = _stored(uow, user_id, log, zone)
    detailed = {meal.day for meal in log.meals if not meal.whole_day}
    wanted: dict[UUID, Meal] = {}
    kept: list[ParsedMeal] = []
    removed: list[UUID] = []
    for day, parsed in _by_day(log).items():
        own = [meal for meal in there.get(day, ()) if meal.source == log.source]
        if len(own) < len(there.get(day, ())):
            kept.extend(parsed)
            continue
        totals = {_id(user_id, each) for each in parsed if each.whole_day}
        totals.add(meal_id(user_id, f"{log.source}:{day.isoformat()}:"))
        meals_known = day in detailed or any(meal.id not in totals for meal in own)
        listed = [each for each in parsed if each.whole_day is not meals_known]
        partial = day in log.unfinished or (
            day not in log.finished and any(meal.partial for meal in own)
        )
        day_meals = {
            _id(user_id, each): _meal(user_id, log, each, partial=partial) for each in listed
        }
        if parsed and (day in detailed or not meals_known):
            removed.extend(meal.id for meal in own if meal.id not in day_meals)
        else:
            day_meals = {meal.id: replace(meal, partial=partial) for meal in own}
        wanted |= day_meals
    return _compared(wanted, there, removed, kept)


def _compared(
    wanted: Mapping[UUID, Meal],
    there: Mapping[date, Sequence[Meal]],
    removed: Sequence[UUID],
    kept: Sequence[ParsedMeal],
) -> MealPlan:
    stored = {meal.id: meal for meals in there.values() for meal in meals}
    new = [meal for key, meal in wanted.items() if key not in stored]
    changed = [meal for key, meal in wanted.items() if key in stored and stored[key] != meal]
    same = [meal for key, meal in wanted.items() if stored.get(key) == meal]
    return MealPlan(
        new=tuple(new),
        changed=tuple(changed),
        unchanged=tuple(same),
        removed=tuple(removed),
        days_kept=tuple(sorted({meal.day for meal in kept})),
        kept=tuple(kept),
    )


def _by_day(log: ParsedFoodLog) -> Mapping[date, list[ParsedMeal]]:
    """Return the meals of each day; a day the app only calls finished or not has none."""
    days: dict[date, list[ParsedMeal]] = {}
    for meal in log.meals:
        days.setdefault(meal.day, []).append(meal)
    for day in sorted(log.finished | log.unfinished):
        days.setdefault(day, [])
    return days


def _stored(
    uow: NutritionUnitOfWork, user_id: UserId, log: ParsedFoodLog, zone: tzinfo
) -> Mapping[date, Sequence[Meal]]:
    """Return what is stored on the days of a file."""
    days = _by_day(log)
    if not days:
        return {}
    since, until = bounds(min(days), max(days), zone)
    found: dict[date, list[Meal]] = {}
    for meal in uow.meals.list(user_id, since=since, until=until):
        found.setdefault(meal.eaten_at.astimezone(zone).date(), []).append(meal)
    return found


def _id(user_id: UserId, parsed: ParsedMeal) -> UUID:
    return meal_id(user_id, parsed.source_key)


def _meal(user_id: UserId, log: ParsedFoodLog, parsed: ParsedMeal, *, partial: bool) -> Meal:
    return Meal(
        id=_id(user_id, parsed),
        user_id=user_id,
        eaten_at=parsed.eaten_at.astimezone(UTC),
        name=parsed.name,
        items=parsed.items,
        partial=partial,
        source=log.source,
    )


def _preview(log: ParsedFoodLog, plan: MealPlan) -> FoodLogPreview:
    days = [meal.day for meal in log.meals]
    return FoodLogPreview(
        source=log.source,
        variant=log.variant,
        rows=log.rows,
        days=len(set(days)),
        first=min(days, default=None),
        last=max(days, default=None),
        meals=len(log.meals),
        weigh_ins=len(log.weigh_ins),
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=len(plan.unchanged),
        removed=len(plan.removed),
        unfinished_days=len(log.unfinished),
        days_kept=plan.days_kept,
        left_out=log.left_out,
        errors=log.errors,
    )


def _archive(
    uow: NutritionUnitOfWork,
    user_id: UserId,
    log: ParsedFoodLog,
    plan: MealPlan,
    file: FileStamp,
) -> ImportedFile:
    """Keep the file's hash, and its rows with the meal each of them became."""
    imported = file.imported(user_id, log.source, log.variant)
    fates = {error.line: (Became.ERROR, None) for error in log.errors}
    left = {meal.source_key for meal in plan.kept}
    for meal in log.meals:
        overlaps = meal.source_key in left
        fate = (Became.OVERLAP, None) if overlaps else (Became.MEAL, _id(user_id, meal))
        fates |= dict.fromkeys(meal.lines, fate)
    rows = [ArchivedRow(row, *fates[row.line]) for row in log.raw if row.line in fates]
    return uow.imports.keep(imported, rows)
