"""Replies about targets, meals, foods and body weight: only what the tools returned."""

from __future__ import annotations

import re

from agents.builtin.wording import counted, day, listed, num, paragraph, reply, tenth, whole
from tools.results.nutrition import (
    DayTotals,
    EnergyTargets,
    FoodLine,
    FoodLookup,
    LoggedMeal,
    Totals,
    WeightTrend,
)


def targets(data: EnergyTargets) -> str:
    """Say the daily targets, what they stand on, and that they are a starting point."""
    if data.no_deficit_reason:
        return reply(
            data.no_deficit_reason,
            f"So plan around maintenance, about {num(data.target_kcal)} kcal a day"
            + ("." if data.protein_g is None else f" with {num(data.protein_g)} g protein."),
            data.no_protein_reason,
            "Talk it through with a doctor or dietitian, and ask me about fuelling your training.",
        )
    lead = f"Aim for {num(data.target_kcal)} kcal a day{_split(data)}."
    why = (
        f"At {num(data.weight)} {data.unit} your maintenance is estimated at "
        f"{num(data.maintenance_kcal)} kcal, between {num(data.maintenance_low)} and "
        f"{num(data.maintenance_high)} kcal."
    )
    rate = abs(data.rate_per_week)
    course = {
        "lose": f"That should take off about {num(rate)} {data.unit} a week.",
        "gain": f"That should add about {num(rate)} {data.unit} a week.",
        "maintain": "That should hold your weight.",
    }[data.direction]
    return reply(
        paragraph(lead, course),
        paragraph(
            why,
            data.no_protein_reason or _protein_range(data),
            *map(_ended, (*data.limits, *data.assumptions[:2])),
        ),
        "Take it as a starting point: weigh in most mornings, and I correct it from the trend "
        "after a few weeks.",
    )


def _split(data: EnergyTargets) -> str:
    if data.protein_g is None or data.fat_g is None or data.carbohydrate_g is None:
        return ""
    return (
        f": {num(data.protein_g)} g protein, {num(data.fat_g)} g fat and "
        f"{num(data.carbohydrate_g)} g carbohydrate"
    )


def _protein_range(data: EnergyTargets) -> str | None:
    if data.protein_g_low is None or data.protein_g_high is None:
        return None
    return f"Anywhere from {num(data.protein_g_low)} to {num(data.protein_g_high)} g protein works."


def logged_meal(data: LoggedMeal) -> str:
    """Say what was stored, what was assumed, and where the day stands."""
    items = listed(_item(item) for item in data.items)
    lead = "That meal was in your log already" if data.already_logged else f"Logged as {data.name}"
    total = data.totals
    return reply(
        paragraph(
            f"{lead}: {items}.",
            f"The meal has {whole(total.kcal)} kcal and {whole(total.protein_g)} g protein."
            if len(data.items) > 1
            else None,
            f"Your day so far: {_amounts(data.day_totals)}.",
        ),
        paragraph(*map(_ended, data.assumptions)),
        "Tell me an amount in grams if one is off.",
    )


def day_totals(data: DayTotals) -> str:
    """Say what was eaten and what is left of the target."""
    if data.meals == 0:
        lead = f"Nothing is logged for {day(data.day)} yet."
    else:
        lead = f"On {day(data.day)} you logged {_amounts(data.totals)}."
    left = data.remaining
    if left is None:
        rest = "You have no daily target yet; ask me to set your calories."
    elif left.kcal < 0:
        rest = (
            f"That is {whole(abs(left.kcal))} kcal over the target, which one day does not decide."
        )
    else:
        protein = f" and {whole(left.protein_g)} g protein" if left.protein_g > 0 else ""
        rest = f"That leaves {whole(left.kcal)} kcal{protein} of the target."
    partial = "The day's log is marked incomplete." if data.partial else None
    return paragraph(lead, rest, partial, "Tell me your next meal and I add it up.")


def food(data: FoodLookup, asked: str) -> str:
    """Say the values of the best match, and for how much of it."""
    if not data.foods:
        return f"I found no food that fits \u201c{data.query}\u201d. Try a plainer name for it."
    best = data.foods[0]
    others = listed(f.name for f in data.foods[1:3])
    return reply(
        paragraph(
            f"{best.name}, {num(best.grams)} g: {whole(best.kcal)} kcal, {num(best.protein_g)} g "
            f"protein, {num(best.carbohydrate_g)} g carbohydrate and {num(best.fat_g)} g fat.",
            None
            if _AMOUNT.search(asked)
            else f"You named no weight, so this is for {num(best.grams)} g.",
            "Values are table averages; a label beats them.",
        ),
        f"If you meant another one, the table also has {others}." if others else None,
        "Say that you ate it, with the amount, and I log it.",
    )


def weight_trend(data: WeightTrend) -> str:
    """Say the change a week with its band, or what is missing for one."""
    if not data.enough or data.change_per_week is None:
        return paragraph(_ended(data.missing), "Weigh in most mornings and ask me again.")
    change = data.change_per_week
    if change == 0:
        lead = "Your weight is holding steady"
    else:
        went = "down" if change < 0 else "up"
        lead = f"Your weight is going {went} {num(abs(change))} {data.unit} a week"
    band = (
        f", with a band from {tenth(data.change_low)} to {tenth(data.change_high)} {data.unit}"
        if data.change_low is not None and data.change_high is not None
        else ""
    )
    mean = (
        f"Your mean of the last week with weigh-ins is {num(data.mean_last_week)} {data.unit}."
        if data.mean_last_week is not None
        else None
    )
    return paragraph(
        f"{lead}{band}.",
        mean,
        f"It stands on {counted(data.weigh_ins, 'weigh-in')}.",
        "Keep weighing in at the same time of day; ask for targets if this is not what you want.",
    )


_AMOUNT = re.compile(r"\d ?(?:g|grams?|ml)\b", re.IGNORECASE)


def _item(item: FoodLine) -> str:
    values = f"{whole(item.kcal)} kcal, {num(item.protein_g)} g protein"
    return f"{num(item.grams)} g {item.name} ({values})"


def _amounts(total: Totals) -> str:
    return (
        f"{whole(total.kcal)} kcal, {whole(total.protein_g)} g protein, "
        f"{whole(total.carbohydrate_g)} g carbohydrate and {whole(total.fat_g)} g fat"
    )


def _ended(text: str) -> str:
    said = f"{text[:1].upper()}{text[1:]}"
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."
