"""Replies about a day's protein and about foods that bring what is wanted."""

from __future__ import annotations

from typing import Final, Literal

from agents.builtin.wording import day, listed, num, paragraph, reply, whole
from tools.results.eating import FoodIdea, FoodIdeas, MacroEnergy, ProteinGaps
from tools.results.nutrition import DayTotals, FoodLine

NO_PROTEIN: Final = (
    "With kidney disease a doctor or renal dietitian sets the protein, so I name no foods for it. "
    "Ask me about energy or training instead."
)
WHICH_FOOD: Final = (
    "Which food do you mean, and about how much of it? Name it plainly, in grams or pieces, and "
    "I give "
    "you its energy and protein."
)
WHICH_GRAMS: Final = (
    "Tell me the grams of protein, carbohydrate and fat, and I add up their energy. Which are they?"
)
_NAMES: Final = {"carbs": "carbohydrate", "fat": "fat"}


def one(data: DayTotals, about: Literal["protein", "carbs", "fat"]) -> str:
    """Say one macronutrient of a day."""
    if data.meals == 0:
        return paragraph(
            f"Nothing is logged for {day(data.day)} yet.", "Tell me your meals and I add them up."
        )
    eaten = data.totals.carbohydrate_g if about == "carbs" else data.totals.fat_g
    name = _NAMES.get(about, about)
    left = None
    if data.remaining is not None:
        rest = data.remaining.carbohydrate_g if about == "carbs" else data.remaining.fat_g
        left = (
            f"That leaves {num(rest)} g {name} of the target."
            if rest > 0
            else f"That is {num(abs(rest))} g over the target, which one day does not decide."
        )
    return paragraph(
        f"On {day(data.day)} you logged {num(eaten)} g {name}.",
        left,
        "Tell me your next meal and I add it up.",
    )


def protein(data: DayTotals, gaps: ProteinGaps) -> str:
    """Say the protein of a day, its meals, and what closes the gap."""
    target = (
        f"target of {num(gaps.target_g)} g"
        if gaps.from_target
        else f"{num(gaps.target_g)} g that your body weight asks for"
    )
    when = f"on {day(data.day)}"
    if gaps.gap_g == 0:
        lead = f"Yes: you have {num(gaps.eaten_g)} g protein {when}, which reaches the {target}."
        return reply(lead, _energy(data), _meals(gaps), "Eat the rest of the day as you like it.")
    if data.meals == 0:
        lead = f"Nothing is logged {when} yet, so all of the {target} is still to come."
    else:
        lead = (
            f"Not yet: you have {num(gaps.eaten_g)} g protein {when}, so {num(gaps.gap_g)} g of "
            f"the "
            f"{target} are still to come."
        )
    foods = listed(_brief(each) for each in gaps.ideas[:3] if each.enough)
    following = (
        f"Put about {num(gaps.next_meal_g)} g into your next meal: "
        f"{foods.replace(' and ', ' or ')}."
        if foods
        else f"Put about {num(gaps.next_meal_g)} g into your next meal."
    )
    return reply(paragraph(lead, _energy(data)), _meals(gaps), paragraph(following, gaps.note))


def _energy(data: DayTotals) -> str | None:
    if data.meals == 0:
        return None
    rest = data.remaining
    if rest is None:
        return f"Energy so far: {whole(data.totals.kcal)} kcal."
    if rest.kcal < 0:
        return (
            f"Energy: {whole(data.totals.kcal)} kcal, {whole(abs(rest.kcal))} kcal over the target."
        )
    return f"Energy: {whole(data.totals.kcal)} kcal so far, {whole(rest.kcal)} kcal left."


def _meals(gaps: ProteinGaps) -> str | None:
    low = [meal for meal in gaps.meals if meal.place == "below"]
    if not low:
        return None
    names = listed(f"{_called(meal.name)} with {num(meal.protein_g)} g" for meal in low[:3])
    return (
        f"A meal does best with {num(gaps.meal_low_g)} to {num(gaps.meal_high_g)} g; below that "
        f"was "
        f"{names}."
    )


def _called(name: str) -> str:
    return "one" if name == "Meal" else f"the {name.lower()}"


def _brief(idea: FoodIdea) -> str:
    return f"{idea.name}, {num(idea.grams)} g ({num(idea.protein_g)} g protein)"


def spread(gaps: ProteinGaps) -> str:
    """Say which meals are low in protein, and what lifts the lowest."""
    low = sorted((m for m in gaps.meals if m.place == "below"), key=lambda m: m.protein_g)
    every = listed(f"{_called(meal.name)} {num(meal.protein_g)} g" for meal in gaps.meals[:5])
    counts = f"On {day(gaps.day)} the meals had: {every}."
    if not low:
        return reply(
            "Your protein is spread well: no meal is low.",
            f"{counts} A meal does best with {num(gaps.meal_low_g)} to {num(gaps.meal_high_g)} g.",
            "Keep it like that, and tell me your next meal.",
        )
    foods = listed(_brief(each) for each in gaps.ideas[:3] if each.enough).replace(" and ", " or ")
    weakest = _called(low[0].name)
    return reply(
        f"{weakest[:1].upper()}{weakest[1:]} is the weak one: {num(low[0].protein_g)} g protein on "
        f"{day(gaps.day)}.",
        f"{counts} A meal does best with {num(gaps.meal_low_g)} to {num(gaps.meal_high_g)} g.",
        paragraph(
            f"Adding one of these there would lift it: {foods}." if foods else None,
            f"The whole day came to {num(gaps.eaten_g)} g of {num(gaps.target_g)} g.",
            gaps.note,
        ),
    )


def fits(data: DayTotals, food: FoodLine) -> str:
    """Say whether a food fits into what is left of the day."""
    values = (
        f"{food.name}, {num(food.grams)} g: {whole(food.kcal)} kcal and {num(food.protein_g)} g "
        "protein."
    )
    left = data.remaining
    if left is None:
        return reply(
            values,
            f"You have logged {whole(data.totals.kcal)} kcal so far and have no daily target, so I "
            "cannot say what is left; ask me to set one.",
        )
    if left.kcal <= 0:
        lead = f"It does not fit: you are {whole(abs(left.kcal))} kcal over the target already."
        after = (
            "One day decides nothing; have it and go on as planned tomorrow, or keep it for then."
        )
    elif food.kcal <= left.kcal:
        lead = f"Yes, it fits: you have {whole(left.kcal)} kcal left today."
        after = "Tell me when you had it, and I log it."
    else:
        lead = f"Not quite: you have {whole(left.kcal)} kcal left today."
        after = "Take a smaller one, or have it and let the average of the week even it out."
    protein = f"Protein left: {whole(left.protein_g)} g." if left.protein_g > 0 else None
    return reply(lead, paragraph(values, protein), after)


def macro_energy(data: MacroEnergy) -> str:
    """Say the energy of grams of macronutrients."""
    return reply(
        f"That is {num(data.kcal)} kcal in all.",
        f"Protein brings {num(data.protein_kcal)} kcal, carbohydrate {num(data.carbohydrate_kcal)} "
        f"kcal and fat {num(data.fat_kcal)} kcal: {num(data.kcal_per_g_low)} kcal a gram for "
        f"protein "
        f"and carbohydrate, {num(data.kcal_per_g_high)} kcal for fat.",
        "Ask me to set it as your target if it is meant as one.",
    )


def plan(data: DayTotals | None, meal: str) -> str:
    """Say that no whole menu is written, what a day has to add up to, and one meal towards it."""
    target = None if data is None else data.target
    total = (
        "Ask me to set your calories, and I say what a day has to add up to."
        if target is None
        else f"Your day has to add up to {whole(target.kcal)} kcal with "
        f"{whole(target.protein_g)} g protein; I work towards that meal by meal."
    )
    return reply(
        f"I do not write a menu for whole days or weeks, but I build each meal. {total}", meal
    )


def ideas(data: FoodIdeas, asked: str) -> str:
    """Say foods with their grams for what is wanted."""
    if not data.foods:
        return (
            "I find no food of my table that fits all of that. Loosen one of the conditions, or "
            "name a food and I give you its values."
        )
    bring = "protein" if data.nutrient == "protein" else "carbohydrate"
    full = [each for each in data.foods if each.enough] or list(data.foods)
    lines = [_line(each, bring) for each in full]
    lead = {
        "asked": f"For {num(data.wanted_g)} g {bring} take one of these",
        "remaining": f"About {num(data.wanted_g)} g {bring} fit your next meal: take one of these",
        "meal": f"For a meal with about {num(data.wanted_g)} g {bring} take one of these",
    }[data.why]
    budget = (
        f"You have {num(data.remaining_kcal)} kcal left today, and each of them fits."
        if data.remaining_kcal is not None and data.remaining_kcal > 0
        else None
    )
    left_out = (
        "They leave out what you do not eat."
        if "allerg" in data.diet
        else f"They suit your diet ({data.diet})."
        if data.diet and not _digits(data.diet)
        else None
    )
    return reply(
        f"{lead}: {listed(lines).replace(' and ', ' or ')}.",
        paragraph(budget, left_out, _when(data, asked), data.note),
        "Tell me which one you had, and I log it.",
    )


def _line(idea: FoodIdea, bring: str) -> str:
    grams = idea.protein_g if bring == "protein" else idea.carbohydrate_g
    return f"{idea.name}, {num(idea.grams)} g ({num(idea.kcal)} kcal, {num(grams)} g {bring})"


def _when(data: FoodIdeas, asked: str) -> str | None:
    if data.nutrient == "carbohydrate":
        return "Eat it in the hours before training, with little fat and fibre."
    if "before" in asked or "pre" in asked.split():
        return "Eat it well before training, so that it sits lightly."
    if "after" in asked or "post" in asked:
        return "After training there is no hurry: within a couple of hours is soon enough."
    return None


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in text)
