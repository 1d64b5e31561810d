"""Tools over food: targets, the food table, meals and the totals of a day."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from coach.errors import InvalidInput, RetryableToolError, ToolUnavailable
from coach.evidence import FoodSource, Formula, LogRow, Source
from coach.identity import FoodId, UserId
from coach.nutrition.commands import MealEntry, food_for
from coach.nutrition.commands import log_meal as store_meal
from coach.nutrition.model import Food, Meal, MealItem
from coach.nutrition.queries import Amounts, DayLog, MealReading, day_log, read_meal_text, total
from coach.nutrition.queries.meal_texts import GRAMS_NEEDED
from coach.nutrition.rules.helpings import Helping, helping_of, item_of
from coach.nutrition.rules.meal_text import read_meal
from tools.arguments.nutrition import DayTotalsArgs, FoodLookupArgs, LogMealArgs, MealItemEntry
from tools.minting import (
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    counted,
    day_of,
    plain,
    spoken,
    today,
    zone_of,
)
from tools.results.nutrition import DayTotals, FoodLine, FoodLookup, LoggedMeal, Totals
from tools.spec import Desk, ToolContext, ToolResult

MATCHES = 5
NEAREST = 3
"""Foods that are named where none is clear."""
GRAMS_NAMED = re.compile(r"(\d+(?:\.\d+)?) g\b")
TABLE_G = Decimal(100)
"""Amount of a food without a usual portion. Source: food tables are per 100 g."""
_NAMED = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*(?:g|grams?|ml)\s+(?:of\s+)?", re.IGNORECASE)
NOON = time(12)
"""Time of a meal told with a day only."""


def food_lookup(ctx: ToolContext, args: FoodLookupArgs) -> ToolResult:
    """Return the best matches of the food table for an amount, which the words may hold."""
    user_id = ctx.principal.user_id
    with ctx.readers() as desk:
        told = None if args.grams is not None else _told(desk, user_id, args.query)
        words = _NAMED.sub("", args.query) if told is None else told.name
        found = list(desk.foods.search(user_id, words, limit=MATCHES))
        if told is not None and told.food_id is not None:
            first = desk.foods.get(user_id, told.food_id)
            found = [first, *(each for each in found if each.id != first.id)][:MATCHES]
    facts = Minter(ctx)
    named = _NAMED.match(args.query)
    asked = args.grams or (Decimal(named[1].replace(",", ".")) if named and named[1] else None)
    grams = asked or (told.grams if told is not None else None) or TABLE_G
    foods = [food_line(ctx, facts, item_of(food, grams), food) for food in found]
    said = "" if told is None else told.assumption
    if told is not None and said:
        _mint_assumed(ctx, facts, told)
    data = FoodLookup(
        query=args.query,
        foods=foods,
        assumption=said,
        amount_said=asked is not None or (told is not None and "no amount" not in said),
    )
    return facts.result(data, counted(len(foods), "food") + " found")


def _told(desk: Desk, user_id: UserId, words: str) -> MealItem | None:
    """Return the one food that words name with its amount, or a usual portion of it."""
    try:
        read = read_meal_text(desk, user_id, words)
    except InvalidInput:
        return None
    return read.clear[0] if len(read.clear) == len(read.items) == 1 else None


def food_line(
    ctx: ToolContext, facts: Minter, item: MealItem, food: Food | None = None
) -> FoodLine:
    """Mint the amounts of one food and return them."""
    food_id, grams = _of_the_table(item)
    about = About(f"food:{food_id}", today(ctx))
    source = FoodSource(food_id)
    line = FoodLine(
        id=food_id,
        name=item.name,
        grams=plain(grams, TENTH),
        kcal=plain(item.kcal, WHOLE),
        protein_g=plain(item.protein_g, TENTH),
        carbohydrate_g=plain(item.carbohydrate_g, TENTH),
        fat_g=plain(item.fat_g, TENTH),
        fibre_g=None if item.fibre_g is None else plain(item.fibre_g, TENTH),
        portions=[portion.name for portion in food.portions] if food else [],
    )
    if any(char.isdigit() for char in item.name):
        facts.mint("food name", Measure(item.name), about, source)
    for label, value, unit in (
        ("amount", line.grams, "g"),
        ("energy", line.kcal, "kcal"),
        ("protein", line.protein_g, "g"),
        ("carbohydrate", line.carbohydrate_g, "g"),
        ("fat", line.fat_g, "g"),
        ("fibre", line.fibre_g, "g"),
    ):
        if value is not None:
            facts.mint(label, Measure(value, unit), about, source)
    return line


def _of_the_table(item: MealItem) -> tuple[FoodId, Decimal]:
    """Return food and mass of an item that was made from the food table.

    Raises:
        ToolUnavailable: It comes from a food log that names neither.
    """
    if item.food_id is None or item.grams is None:
        raise ToolUnavailable(f"{item.name!r} was imported without a food of the table.")
    return item.food_id, item.grams


def log_meal(ctx: ToolContext, args: LogMealArgs) -> ToolResult:
    """Store the meal of this turn's message once, however often the call is repeated."""
    day = args.day or today(ctx)
    if day > today(ctx):
        raise RetryableToolError(
            f"{day.isoformat()} is still to come.", way_out="Give the day it was eaten on."
        )
    eaten_at = ctx.clock.now() if day == today(ctx) else datetime.combine(day, NOON, zone_of(ctx))
    with ctx.writers() as desk:
        items, unclear = _items(ctx, desk, args)
        meal, already = store_meal(
            desk,
            ctx.principal.user_id,
            MealEntry(eaten_at, args.name, items, args.partial, ctx.idempotency_key),
        )
        whole = day_log(desk, ctx.principal.user_id, day_of(ctx, meal.eaten_at), zone_of(ctx))
    facts = Minter(ctx)
    data = meal_data(ctx, facts, meal, whole, already=already)
    data = data.model_copy(update={"unclear": unclear})
    return facts.result(data, "meal logged", "athlete_text")


def _items(
    ctx: ToolContext, desk: Desk, args: LogMealArgs
) -> tuple[tuple[MealItem, ...], list[str]]:
    """Return the foods that are clear, and the words of those that must be asked about.

    Raises:
        RetryableToolError: None is clear.
    """
    items: list[MealItem] = []
    unclear: list[str] = []
    first: RetryableToolError | None = None
    for entry in args.items:
        try:
            items.append(_item(ctx, desk, entry))
        except RetryableToolError as exc:
            first = first or exc
            unclear.append(_words_of(entry.food))
    if not items and first is not None:
        raise first
    return tuple(items), unclear


def _words_of(said: str) -> str:
    """Return the name of a food without its amount."""
    try:
        return "; ".join(each.words for each in read_meal(said).items)
    except InvalidInput:
        return said


def _item(ctx: ToolContext, desk: Desk, entry: MealItemEntry) -> MealItem:
    user_id = ctx.principal.user_id
    if entry.grams is None and entry.quantity is None and not entry.portion:
        told = read_meal_text(desk, user_id, entry.food)
        if len(told.clear) == len(told.items) == 1:
            return told.clear[0]
        if any(char.isspace() for char in entry.food.strip()):
            raise _unclear(told)
    food = food_for(desk, user_id, entry.food)
    if food is None:
        near = [each.food.name for each in desk.foods.match(user_id, entry.food, limit=NEAREST)]
        hint = f" Nearest: {'; '.join(near)}." if near else ""
        raise RetryableToolError(
            f"no food fits {entry.food!r}.",
            way_out="Try a plainer name with food_lookup, or ask the athlete what it was." + hint,
            code="unknown_food",
        )
    try:
        return helping_of(food, Helping(entry.grams, entry.quantity, entry.portion))
    except InvalidInput as exc:
        raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc


def _unclear(told: MealReading) -> RetryableToolError:
    """Return what to ask about food told in words; an amount that was said must not be lost."""
    said = "; ".join(f"{each.text!r}: {each.problem}" for each in told.unclear)
    near = [name for each in told.unclear for name in each.nearest]
    grams = any(each.problem == GRAMS_NEEDED for each in told.unclear)
    hint = f" Nearest: {'; '.join(near)}." if near else ""
    if not said:
        return RetryableToolError(
            "it names several foods.", way_out="Give each food on its own.", code="several_foods"
        )
    return RetryableToolError(
        f"not clear: {said}.",
        way_out="Ask how many grams it was." if grams else f"Ask what it was.{hint}",
        code="grams_needed" if grams else "unknown_food",
    )


def _mint_assumed(ctx: ToolContext, facts: Minter, item: MealItem) -> None:
    """Mint the grams that an assumption names, such as those of one egg."""
    food_id, _ = _of_the_table(item)
    about = About(f"food:{food_id}", today(ctx))
    for grams in GRAMS_NAMED.findall(item.assumption):
        facts.mint("amount", Measure(Decimal(grams), "g"), about, FoodSource(food_id))


def meal_data(
    ctx: ToolContext, facts: Minter, meal: Meal, whole: DayLog, *, already: bool
) -> LoggedMeal:
    """Mint a stored meal and the day it belongs to; return both."""
    row = LogRow("meals", str(meal.id))
    for item in meal.items:
        _mint_assumed(ctx, facts, item)
    facts.mint("day", Measure(whole.day), About(whole.day.isoformat(), whole.day), row)
    total_of_day = Formula("nutrition.total")
    left = whole.left
    return LoggedMeal(
        name=meal.name,
        day=whole.day,
        items=[food_line(ctx, facts, item) for item in meal.items],
        totals=mint_amounts(facts, "meal", total(meal.items), whole.day, row),
        day_totals=mint_amounts(facts, "day", whole.eaten, whole.day, total_of_day),
        remaining=mint_amounts(facts, "remaining", left, whole.day, total_of_day) if left else None,
        assumptions=[item.assumption for item in meal.items if item.assumption],
        already_logged=already,
    )


def mint_amounts(
    facts: Minter, when: str, amounts: Amounts, day: date, source: Source, *, subject: str = ""
) -> Totals:
    """Mint energy and macronutrients of a meal, a day, a target or a remainder; return them.

    Args:
        facts: Where they go.
        when: What they are of, the first word of each label.
        amounts: The amounts.
        day: The day they are about, or as of.
        source: Where they come from.
        subject: What they are about; empty for the day.
    """
    totals = Totals(
        kcal=plain(amounts.kcal, WHOLE),
        protein_g=plain(amounts.protein_g, WHOLE),
        carbohydrate_g=plain(amounts.carbohydrate_g, WHOLE),
        fat_g=plain(amounts.fat_g, WHOLE),
    )
    about = About(subject or day.isoformat(), day)
    for label, value, unit in (
        ("energy", totals.kcal, "kcal"),
        ("protein", totals.protein_g, "g"),
        ("carbohydrate", totals.carbohydrate_g, "g"),
        ("fat", totals.fat_g, "g"),
    ):
        facts.mint(f"{when} {label}", Measure(value, unit), about, source)
    return totals


def day_totals(ctx: ToolContext, args: DayTotalsArgs) -> ToolResult:
    """Return what was eaten on a day, its target and what remains."""
    day = args.day or today(ctx)
    with ctx.readers() as desk:
        log = day_log(desk, ctx.principal.user_id, day, zone_of(ctx))
    facts = Minter(ctx)
    source = Formula("nutrition.total")
    about = About(day.isoformat(), day)
    facts.mint("day", Measure(day), about, source)
    facts.mint("meals", Measure(Decimal(log.meals), "meal"), about, source)
    data = DayTotals(
        day=day,
        meals=log.meals,
        totals=mint_amounts(facts, "day", log.eaten, day, source),
        partial=log.partial,
    )
    if log.target is not None:
        aim = Amounts(
            log.target.kcal, log.target.protein_g, log.target.carbohydrate_g, log.target.fat_g
        )
        row = LogRow("targets", str(log.target.id))
        left = aim.minus(log.eaten)
        data = data.model_copy(
            update={
                "target": mint_amounts(facts, "target", aim, day, row),
                "remaining": mint_amounts(facts, "remaining", left, day, source),
            }
        )
    return facts.result(data, f"{counted(log.meals, 'meal')} on {spoken(day)}")
