"""Tools over protein and foods that bring it: what a day still lacks, and what to eat for it."""

from __future__ import annotations

from decimal import Decimal

from coach.errors import InvalidInput, NotFound, RetryableToolError, ToolUnavailable
from coach.evidence import FoodSource, Formula, LogRow, Statement
from coach.identity import FoodId
from coach.nutrition.model import Food
from coach.nutrition.queries import DayLog
from coach.nutrition.rules import food_ideas as rules
from coach.nutrition.rules.diets import Diet, diet_of
from coach.nutrition.rules.helpings import item_of
from coach.nutrition.rules.macros import KCAL_PER_G, protein_per_meal, reference_weight_kg
from coach.nutrition.rules.protein_gaps import ProteinGap, Suggestion
from tools.arguments.eating import FoodIdeasArgs, MacroEnergyArgs, ProteinGapsArgs
from tools.check_in import Eating, day_and_protein, eats, newest_kg
from tools.energy import KIDNEYS, NO_PROTEIN
from tools.minting import (
    ATHLETE,
    TENTH,
    WHOLE,
    About,
    Measure,
    Minter,
    counted,
    number,
    plain,
    spoken,
    stored,
    today,
)
from tools.results.eating import FoodIdea, FoodIdeas, MacroEnergy, MealProteinLine, ProteinGaps
from tools.spec import Desk, ToolContext, ToolResult

USUAL_MEAL_G = 30.0
"""Protein of a meal where no body weight is known. Source: ISSN 2017, 20 to 40 g a meal."""
USUAL_CARBOHYDRATE_G = 60.0
"""Carbohydrate of a meal before training where nothing was said. Source: ACSM/AND/DC 2016, about
1 g/kg an hour before."""


def protein_gaps(ctx: ToolContext, args: ProteinGapsArgs) -> ToolResult:
    """Return a day's protein against its target, meal by meal, and foods that close the gap."""
    user_id = ctx.principal.user_id
    _refuse_ill_kidneys(ctx)
    with ctx.readers() as desk:
        try:
            log, gap = day_and_protein(
                desk,
                user_id,
                args.day,
                now=ctx.clock.now(),
                meals_left=args.meals_left,
                of=Eating(_diet(ctx, args.diet), _said_kg(ctx, args)),
            )
        except InvalidInput as exc:
            raise RetryableToolError(exc.message, way_out=exc.way_out, code=exc.code) from exc
    if gap is None:
        raise RetryableToolError(
            "the profile lacks weight.",
            way_out="Ask the athlete for the body weight, or log a weigh-in.",
            code="profile_incomplete",
        )
    facts = Minter(ctx)
    data = _gap_data(ctx, facts, log, gap)
    return facts.result(data, f"{data.gap_g} g protein lacking on {spoken(log.day)}")


def _said_kg(ctx: ToolContext, args: ProteinGapsArgs) -> float | None:
    return None if args.weight is None else float(stored(ctx, args.weight, args.unit))


def _refuse_ill_kidneys(ctx: ToolContext) -> None:
    if ctx.locale.reports(KIDNEYS):
        raise ToolUnavailable(NO_PROTEIN, way_out="Say so, and name no amount.", code="refer")


def _diet(ctx: ToolContext, said: str) -> Diet:
    """Return the diet of the profile, with what was said in this turn."""
    kept = eats(ctx.locale)
    if not said:
        return kept
    new = "" if said.casefold() in kept.words.casefold() else said
    return diet_of(", ".join(filter(None, [kept.words, new])))


def _gap_data(ctx: ToolContext, facts: Minter, log: DayLog, gap: ProteinGap) -> ProteinGaps:
    about = About(log.day.isoformat(), log.day)
    row = LogRow("targets", str(log.target.id)) if log.target else Formula("macros.protein_range")
    source = Formula("nutrition.total")
    facts.mint("day", Measure(log.day), about, source)
    values = {
        "target_g": ("protein target", gap.target_g, row),
        "eaten_g": ("day protein", gap.eaten_g, source),
        "gap_g": ("protein lacking", gap.gap_g, source),
        "meal_low_g": ("protein of a meal low", gap.meal_low_g, Formula("macros.protein_per_meal")),
        "meal_high_g": (
            "protein of a meal high",
            gap.meal_high_g,
            Formula("macros.protein_per_meal"),
        ),
        "next_meal_g": ("protein of the next meal", gap.next_meal_g, source),
        "unreachable_g": ("protein out of reach", gap.unreachable_g, source),
    }
    grams: dict[str, Decimal] = {}
    for name, (label, value, where) in values.items():
        grams[name] = number(value, WHOLE)
        facts.mint(label, Measure(grams[name], "g"), about, where)
    meals = [
        MealProteinLine(name=each.name, protein_g=number(each.protein_g, WHOLE), place=each.place)
        for each in gap.meals
    ]
    for meal in meals:
        facts.mint("meal protein", Measure(meal.protein_g, "g"), about, source)
    facts.mint("meals left", Measure(Decimal(gap.meals_left), "meal"), about, source)
    return ProteinGaps(
        day=log.day,
        from_target=log.target is not None,
        meals=meals,
        meals_left=gap.meals_left,
        ideas=[_suggested(ctx, facts, each) for each in gap.suggestions],
        note=gap.note,
        **grams,
    )


def _suggested(ctx: ToolContext, facts: Minter, found: Suggestion) -> FoodIdea:
    with ctx.readers() as desk:
        food = desk.foods.get(ctx.principal.user_id, FoodId(found.food_id))
    return _idea(ctx, facts, rules.Idea(food, found.grams, found.closes))


def macro_energy(ctx: ToolContext, args: MacroEnergyArgs) -> ToolResult:
    """Return the energy of grams of macronutrients."""
    facts = Minter(ctx)
    about = About(ATHLETE, today(ctx))
    said, rule = Statement(ctx.run_id), Formula("macros.split")
    parts: dict[str, Decimal] = {}
    for name, grams in (
        ("protein", args.protein_g),
        ("carbohydrate", args.carbohydrate_g),
        ("fat", args.fat_g),
    ):
        facts.mint(name, Measure(grams, "g"), about, said)
        parts[name] = plain(grams * number(KCAL_PER_G[name]), WHOLE)
        facts.mint(f"energy of {name}", Measure(parts[name], "kcal"), about, rule)
    low, high = number(KCAL_PER_G["protein"]), number(KCAL_PER_G["fat"])
    total = sum(parts.values(), Decimal(0))
    for label, value in (
        ("energy in all", total),
        ("energy of a gram", low),
        ("energy of a gram", high),
    ):
        facts.mint(label, Measure(value, "kcal"), about, rule)
    data = MacroEnergy(
        protein_g=args.protein_g,
        carbohydrate_g=args.carbohydrate_g,
        fat_g=args.fat_g,
        protein_kcal=parts["protein"],
        carbohydrate_kcal=parts["carbohydrate"],
        fat_kcal=parts["fat"],
        kcal=total,
        kcal_per_g_low=low,
        kcal_per_g_high=high,
    )
    return facts.result(data, f"{total} kcal")


def food_ideas(ctx: ToolContext, args: FoodIdeasArgs) -> ToolResult:
    """Return foods of the table with the grams that bring what is wanted."""
    if args.nutrient == "protein":
        _refuse_ill_kidneys(ctx)
    user_id = ctx.principal.user_id
    diet = _diet(ctx, args.diet)
    with ctx.readers() as desk:
        log, gap = day_and_protein(desk, user_id, None, now=ctx.clock.now(), of=Eating(diet))
        wanted, why = _wanted(ctx, desk, args, gap)
        kcal = log.left.kcal.quantize(WHOLE) if log.left is not None else None
        most = args.kcal or (kcal if kcal is not None and kcal > 0 else None)
        found = rules.ideas(
            args.nutrient,
            float(wanted),
            _foods(desk, ctx, args, diet),
            diet,
            order=args.order,
            most_kcal=None if most is None else float(most),
        )
    facts = Minter(ctx)
    about = About(today(ctx).isoformat(), today(ctx))
    source = Formula("macros.protein_per_meal" if why == "meal" else "nutrition.total")
    facts.mint(f"wanted {args.nutrient}", Measure(wanted, "g"), about, source)
    if kcal is not None:
        facts.mint("remaining energy", Measure(kcal, "kcal"), about, Formula("nutrition.total"))
    data = FoodIdeas(
        nutrient=args.nutrient,
        wanted_g=wanted,
        why=why,
        remaining_kcal=kcal,
        foods=[_idea(ctx, facts, each) for each in found],
        diet=diet.words,
        note=diet.note if args.nutrient == "protein" else "",
    )
    return facts.result(data, counted(len(data.foods), "food"))


def _wanted(
    ctx: ToolContext, desk: Desk, args: FoodIdeasArgs, gap: ProteinGap | None
) -> tuple[Decimal, rules.Why]:
    """Return the grams wanted: those said, what one meal may still close, or a usual meal."""
    if args.grams is not None:
        return args.grams, "asked"
    if args.nutrient == "carbohydrate":
        return number(USUAL_CARBOHYDRATE_G, WHOLE), "meal"
    if gap is not None and gap.eaten_g > 0 and gap.next_meal_g > 0:
        return number(min(gap.gap_g, gap.meal_high_g), WHOLE), "remaining"
    weight_kg = newest_kg(desk, ctx.principal.user_id, now=ctx.clock.now())
    if weight_kg is None:
        return number(USUAL_MEAL_G, WHOLE), "meal"
    height = ctx.locale.height_cm
    counted_kg = weight_kg if height is None else reference_weight_kg(weight_kg, float(height))
    return number(protein_per_meal(counted_kg).high, WHOLE), "meal"


def _foods(desk: Desk, ctx: ToolContext, args: FoodIdeasArgs, diet: Diet) -> dict[str, Food]:
    found: dict[str, Food] = {}
    for source in rules.sources_of(args.nutrient, diet):
        try:
            food_id = FoodId(source.food_id)
            found[source.food_id] = desk.foods.get(ctx.principal.user_id, food_id)
        except NotFound:
            continue
    near = {key: food for key, food in found.items() if _is_named(food, args.at_hand.casefold())}
    return near or found


def _is_named(food: Food, words: str) -> bool:
    """Tell whether words name a food: by a word of its name before the first comma."""
    head = food.name.casefold().partition(",")[0].split()
    return any(len(word) > 3 and word.rstrip("s") in words for word in head)


def _idea(ctx: ToolContext, facts: Minter, idea: rules.Idea) -> FoodIdea:
    item = item_of(idea.food, number(idea.grams, TENTH))
    about = About(f"food:{idea.food.id}", today(ctx))
    source = FoodSource(idea.food.id)
    line = FoodIdea(
        id=idea.food.id,
        name=item.name,
        grams=plain(item.grams or Decimal(0), TENTH),
        protein_g=plain(item.protein_g, WHOLE),
        carbohydrate_g=plain(item.carbohydrate_g, WHOLE),
        kcal=plain(item.kcal, WHOLE),
        enough=idea.enough,
    )
    if any(char.isdigit() for char in item.name):
        facts.mint("food name", Measure(item.name), about, source)
    for label, value, unit in (
        ("amount", line.grams, "g"),
        ("protein", line.protein_g, "g"),
        ("carbohydrate", line.carbohydrate_g, "g"),
        ("energy", line.kcal, "kcal"),
    ):
        facts.mint(label, Measure(value, unit), about, source)
    return line
