"""Tools that put a logged meal right, or log an earlier one again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from rapidfuzz import fuzz

from coach.days import bounds
from coach.errors import InvalidInput, RetryableToolError
from coach.evidence import FoodSource, Formula, LogRow
from coach.nutrition.commands import MealEntry
from coach.nutrition.commands import log_meal as store_meal
from coach.nutrition.commands.meals import replace_meal, replaced_by
from coach.nutrition.model import Meal, MealItem
from coach.nutrition.queries import DayLog, day_log, read_meal_text
from coach.nutrition.rules.helpings import item_of
from tools.arguments.eating import CorrectMealArgs, RepeatMealArgs
from tools.minting import (
    TENTH,
    About,
    Measure,
    Minter,
    day_of,
    plain,
    today,
    zone_of,
)
from tools.nutrition import NOON, food_line, meal_data, mint_amounts
from tools.results.eating import MealChanged
from tools.spec import Desk, ToolContext, ToolResult

LOOK_BACK_DAYS = 60
"""How far back a meal to repeat may lie. Source: own choice."""
CORRECT_BACK_DAYS = 7
"""How far back a meal to correct may lie. Source: own choice; older ones are edited in the app."""
ALIKE = 70.0
"""Similarity in percent from which words name a food of the meal. Source: `token_set_ratio` of
"toast" and "Bread, white, toasted" is 75, of two foods of one meal below 60 in the tests."""


class _Chosen(NamedTuple):
    """A food of a meal."""

    meal: Meal
    at: int


class _Corrected(NamedTuple):
    """A meal after a correction, and the food of it that changed."""

    meal: Meal
    old: MealItem | None
    new: MealItem | None


def repeat_meal(ctx: ToolContext, args: RepeatMealArgs) -> ToolResult:
    """Log an earlier meal again for now; the athlete's words name it."""
    with ctx.writers() as desk:
        meals = _meals(ctx, desk, LOOK_BACK_DAYS)
        wanted = [each for each in meals if _is_repeated(ctx, each, args)]
        if not wanted:
            raise RetryableToolError(
                "no such meal is logged.",
                way_out="Ask the athlete what it was, and log it with log_meal.",
                code="no_such_meal",
            )
        source = wanted[-1]
        items = tuple(replace(item, assumption="") for item in source.items)
        entry = MealEntry(ctx.clock.now(), source.name, items, source.partial, ctx.idempotency_key)
        meal, already = store_meal(desk, ctx.principal.user_id, entry)
        whole = day_log(desk, ctx.principal.user_id, today(ctx), zone_of(ctx))
    facts = Minter(ctx)
    first = day_of(ctx, source.eaten_at)
    facts.mint(
        "day", Measure(first), About(first.isoformat(), first), LogRow("meals", str(source.id))
    )
    data = meal_data(ctx, facts, meal, whole, already=already)
    data = data.model_copy(update={"repeats": first})
    return facts.result(data, "meal logged again", "athlete_text")


def _is_repeated(ctx: ToolContext, meal: Meal, args: RepeatMealArgs) -> bool:
    """Tell whether a meal is the one to log again; one told only by its name lies before today."""
    day = day_of(ctx, meal.eaten_at)
    known = all(item.food_id is not None and item.grams is not None for item in meal.items)
    if not known or not _is_called(meal, args.meal):
        return False
    return day == args.from_day if args.from_day else not args.meal or day < today(ctx)


def correct_meal(ctx: ToolContext, args: CorrectMealArgs) -> ToolResult:
    """Change the newest meal that fits the words; what is stored afterwards comes back."""
    user_id = ctx.principal.user_id
    with ctx.writers() as desk:
        done = replaced_by(desk, user_id, ctx.idempotency_key)
        meal, old, new = _as_done(done, args) if done else _correct(ctx, desk, args)
        day = day_of(ctx, meal.eaten_at)
        whole = day_log(desk, user_id, day, zone_of(ctx))
    facts = Minter(ctx)
    data = _changed(ctx, facts, args, _Corrected(meal, old, new), whole)
    return facts.result(data, f"{args.change.replace('_', ' ')}: {meal.name}", "athlete_text")


def _correct(ctx: ToolContext, desk: Desk, args: CorrectMealArgs) -> _Corrected:
    """Store the changed meal, or delete it where nothing of it is left."""
    user_id = ctx.principal.user_id
    chosen = _chosen(ctx, desk, args)
    meal = chosen.meal
    old = meal.items[chosen.at] if chosen.at >= 0 else None
    items, new = _items(ctx, desk, args, chosen)
    eaten_at = meal.eaten_at if args.change != "move" else _moved(ctx, args)
    if not items:
        desk.meals.delete(user_id, meal.id)
        return _Corrected(meal, old, new)
    entry = MealEntry(eaten_at, meal.name, items, meal.partial, ctx.idempotency_key)
    try:
        changed = replace_meal(desk, user_id, meal.id, entry, now=ctx.clock.now())
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    return _Corrected(changed, old, new)


def _as_done(meal: Meal, args: CorrectMealArgs) -> _Corrected:
    """Return what an earlier run of this very call stored; what was there before is gone."""
    if args.change == "add":
        return _Corrected(meal, None, meal.items[-1])
    if args.change not in {"amount", "food"}:
        return _Corrected(meal, None, None)
    at = _food_at(meal.items, args.new_food or args.food)
    return _Corrected(meal, None, meal.items[at or 0])


def _meals(ctx: ToolContext, desk: Desk, days: int) -> Sequence[Meal]:
    """Return the meals of the last days, oldest first."""
    last = today(ctx)
    since, until = bounds(last - timedelta(days=days), last, zone_of(ctx))
    return desk.meals.list(ctx.principal.user_id, since=since, until=until)


def _is_called(meal: Meal, name: str) -> bool:
    return not name or name.casefold() in meal.name.casefold()


def _chosen(ctx: ToolContext, desk: Desk, args: CorrectMealArgs) -> _Chosen:
    """Return the newest meal that fits, and which of its foods; -1 for the whole of it.

    Raises:
        RetryableToolError: No meal fits (code `no_such_meal`), or it is not clear which food is
            meant (code `which_food`).
    """
    meals = [m for m in _meals(ctx, desk, CORRECT_BACK_DAYS) if _is_called(m, args.meal)]
    shared = args.change == "amount" and args.share is not None and not args.food
    whole = shared or args.change in {"remove_meal", "move", "add"}
    named = args.food or (args.new_food if args.change == "food" else "")
    for meal in reversed(meals):
        at = -1 if not named else _food_at(meal.items, named)
        if at is None and not args.food:
            at = -1
        if at is not None and (at >= 0 or whole or len(meal.items) == 1):
            return _Chosen(meal, at if whole else max(at, 0))
    if meals and not args.food:
        names = "; ".join(item.name for item in _newest(meals).items)
        raise RetryableToolError(
            "the meal has several foods.",
            way_out=f"Ask which one is meant: {names}.",
            code="which_food",
        )
    raise RetryableToolError(
        "no such meal is logged lately.",
        way_out="Ask the athlete which meal and food are meant.",
        code="no_such_meal",
    )


def _newest(meals: Sequence[Meal]) -> Meal:
    """Return the meal that was eaten last."""
    return max(meals, key=lambda each: each.eaten_at)


def _food_at(items: Sequence[MealItem], words: str) -> int | None:
    """Return the place of the food that words name, or None."""
    scores = [fuzz.token_set_ratio(item.name.casefold(), words.casefold()) for item in items]
    parts = [fuzz.partial_ratio(item.name.casefold(), words.casefold()) for item in items]
    best = [max(score, part) for score, part in zip(scores, parts, strict=True)]
    top = max(best, default=0.0)
    return best.index(top) if top >= ALIKE else None


def _items(
    ctx: ToolContext, desk: Desk, args: CorrectMealArgs, chosen: _Chosen
) -> tuple[tuple[MealItem, ...], MealItem | None]:
    """Return the foods of the meal afterwards, and the one that is new or changed."""
    items = chosen.meal.items
    match args.change:
        case "remove_meal":
            return (), None
        case "move":
            return items, None
        case "add":
            new = _read(ctx, desk, args.new_food)
            return (*items, new), new
        case "remove_food":
            return (*items[: chosen.at], *items[chosen.at + 1 :]), None
        case "food":
            new = _read(ctx, desk, args.new_food, like=items[chosen.at])
        case "amount" if chosen.at < 0:
            return tuple(_shared(ctx, desk, args, each) for each in items), None
        case "amount":
            new = _with_amount(ctx, desk, args, items[chosen.at])
    return (*items[: chosen.at], new, *items[chosen.at + 1 :]), new


def _read(ctx: ToolContext, desk: Desk, words: str, like: MealItem | None = None) -> MealItem:
    """Return the food that words name; without an amount, as much as of the one before."""
    try:
        told = read_meal_text(desk, ctx.principal.user_id, words)
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    if len(told.clear) != 1 or told.unclear:
        raise RetryableToolError(
            f"not clear: {words!r}.",
            way_out="Ask which food it was, and how many grams.",
            code="unknown_food",
        )
    new = told.clear[0]
    if like is None or not new.assumption.startswith(f"{new.name}: no amount"):
        return new
    if like.grams is None or new.food_id is None:
        return new
    return item_of(desk.foods.get(ctx.principal.user_id, new.food_id), like.grams)


def _with_amount(ctx: ToolContext, desk: Desk, args: CorrectMealArgs, item: MealItem) -> MealItem:
    """Return a food of a meal with another amount.

    Raises:
        RetryableToolError: No amount was given, or the food is not one of the table (code
            `grams_needed`).
    """
    if args.share is not None:
        return _shared(ctx, desk, args, item)
    nothing = args.grams is None and args.quantity is None and not args.amount
    if item.food_id is None or nothing:
        raise RetryableToolError(
            "no amount was given.", way_out="Ask how many grams it was.", code="grams_needed"
        )
    food = desk.foods.get(ctx.principal.user_id, item.food_id)
    if args.grams is not None:
        return item_of(food, args.grams)
    said = args.amount or plain(args.quantity or Decimal(1))
    told = read_meal_text(desk, ctx.principal.user_id, f"{said} {food.name}")
    piece = next((each for each in food.portions), None)
    if len(told.clear) == 1 and told.clear[0].food_id == food.id:
        return told.clear[0]
    if piece is None or args.amount:
        raise RetryableToolError(
            f"no portion of {food.name} is known.",
            way_out="Ask how many grams it was.",
            code="grams_needed",
        )
    assumed = f"{food.name}: one {piece.name} = {plain(piece.grams, TENTH)} g"
    return item_of(food, piece.grams * (args.quantity or Decimal(1)), assumed)


def _shared(ctx: ToolContext, desk: Desk, args: CorrectMealArgs, item: MealItem) -> MealItem:
    """Return a food of a meal with a part of its amount, or several times it.

    Raises:
        RetryableToolError: The food is not one of the table (code `grams_needed`).
    """
    if item.food_id is None or item.grams is None:
        raise RetryableToolError(
            f"{item.name!r} has no grams in the log.",
            way_out="Ask how many grams it was.",
            code="grams_needed",
        )
    food = desk.foods.get(ctx.principal.user_id, item.food_id)
    grams = (item.grams * (args.share or Decimal(1))).quantize(TENTH)
    return item_of(food, grams)


def _moved(ctx: ToolContext, args: CorrectMealArgs) -> datetime:
    if args.day is None or args.day > today(ctx):
        raise RetryableToolError(
            "no day was given that a meal may be moved to.",
            way_out="Ask which day it was.",
            code="day_needed",
        )
    return datetime.combine(args.day, NOON, zone_of(ctx))


def _changed(
    ctx: ToolContext,
    facts: Minter,
    args: CorrectMealArgs,
    parts: _Corrected,
    whole: DayLog,
) -> MealChanged:
    meal, old, new = parts
    day: date = whole.day
    facts.mint("day", Measure(day), About(day.isoformat(), day), LogRow("meals", str(meal.id)))
    old_grams = None
    if old is not None and old.grams is not None:
        old_grams = plain(old.grams, TENTH)
        about = About(f"food:{old.food_id}" if old.food_id else day.isoformat(), day)
        source = FoodSource(old.food_id) if old.food_id else LogRow("meals", str(meal.id))
        facts.mint("amount before", Measure(old_grams, "g"), about, source)
    remaining = None
    if whole.left is not None:
        remaining = mint_amounts(facts, "remaining", whole.left, day, Formula("nutrition.total"))
    return MealChanged(
        change=args.change,
        meal=meal.name,
        day=day,
        old="" if old is None else old.name,
        old_grams=old_grams,
        new=None if new is None else food_line(ctx, facts, new),
        day_totals=mint_amounts(facts, "day", whole.eaten, day, Formula("nutrition.total")),
        remaining=remaining,
        assumptions=[new.assumption] if new is not None and new.assumption else [],
    )
