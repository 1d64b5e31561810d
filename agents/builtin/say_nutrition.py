"""Replies about targets, meals, foods and body weight: only what the tools returned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from agents.builtin import say_targets
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


def targets(data: EnergyTargets, asked: str = "") -> str:
    """Say the daily targets, what they stand on, and that they are a starting point."""
    plain = asked.casefold()
    if data.no_deficit_reason:
        return reply(
            data.no_deficit_reason,
            f"So plan around maintenance, about {num(data.target_kcal)} kcal a day"
            + ("." if data.protein_g is None else f" with {num(data.protein_g)} g protein."),
            data.no_protein_reason,
            "Talk it through with a doctor or dietitian, and ask me about fuelling your training.",
        )
    lead = f"Aim for {num(data.target_kcal)} kcal a day{_split(data)}."
    if data.asked_per_week is not None and data.limits:
        lead = paragraph(
            f"No: that would be {num(data.asked_per_week)} {data.unit} a week, which is too fast "
            "and costs muscle, strength and training.",
            lead,
        )
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
            _RECOMP if "recomp" in plain else None,
        ),
        paragraph(
            "Take it as a starting point: weigh in most mornings, and I correct it from the trend "
            "after a few weeks.",
            None if data.protein_g is None else say_targets.OFFER,
        ),
    )


_RECOMP: Final = (
    "Losing fat and gaining muscle together works best for beginners, after a break and with more "
    "body fat; judge it by the waist and the logbook, since the scale may stand still."
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
    items = listed(item(each) for each in data.items)
    lead = "That meal was in your log already" if data.already_logged else f"Logged as {data.name}"
    if data.repeats is not None:
        lead = f"Logged the {data.name.lower()} of {day(data.repeats)} again"
    total = data.totals
    return reply(
        paragraph(
            f"{lead}: {items}.",
            f"The meal has {whole(total.kcal)} kcal and {whole(total.protein_g)} g protein."
            if len(data.items) > 1
            else None,
            f"Your day on {day(data.day)} now: {amounts(data.day_totals)}.",
        ),
        paragraph(*map(_ended, data.assumptions)),
        not_stored(data.unclear),
        paragraph(
            left(data.remaining),
            "Tell me an amount in grams if one is off."
            if data.assumptions
            else "Tell me your next meal and I add it up.",
        ),
    )


def not_stored(unclear: Sequence[str]) -> str | None:
    """Ask for the foods of a meal that were not clear; a name that holds a number is not said."""
    if not unclear:
        return None
    named = [f"\u201c{each}\u201d" for each in unclear[:3] if not any(c.isdigit() for c in each)]
    what = listed(named) if len(named) == len(unclear) else "one of the foods"
    return f"Not stored yet: {what}. Tell me that in plainer words and grams, and I add it."


def left(remaining: Totals | None) -> str | None:
    """Say what is left of the day's target."""
    if remaining is None:
        return None
    if remaining.kcal < 0:
        return (
            f"That is {whole(abs(remaining.kcal))} kcal over the day's target; no harm in one day."
        )
    protein = f" and {whole(remaining.protein_g)} g protein" if remaining.protein_g > 0 else ""
    return f"That leaves {whole(remaining.kcal)} kcal{protein} of the day's target."


def day_totals(data: DayTotals) -> str:
    """Say what was eaten and what is left of the target."""
    if data.meals == 0:
        lead = f"Nothing is logged for {day(data.day)} yet."
    else:
        lead = f"On {day(data.day)} you logged {amounts(data.totals)}."
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
    assumed = None
    if data.assumption:
        assumed = _ended(data.assumption.partition(": ")[2] or data.assumption)
    elif not data.amount_said and not _AMOUNT.search(asked):
        assumed = f"You named no weight, so this is for {num(best.grams)} g."
    return reply(
        paragraph(food_line(best), assumed, "Values are table averages; a label beats them."),
        f"If you meant another one, the table also has {others}." if others else None,
        "Say that you ate it, with the amount, and I log it.",
    )


def food_line(food: FoodLine) -> str:
    """Say the values of an amount of one food."""
    return (
        f"{food.name}, {num(food.grams)} g: {whole(food.kcal)} kcal, {num(food.protein_g)} g "
        f"protein, {num(food.carbohydrate_g)} g carbohydrate and {num(food.fat_g)} g fat."
    )


def foods(found: Sequence[FoodLookup], asked: str = "") -> str:
    """Say the values of several foods in turn, and which has more where that is asked."""
    best = [each.foods[0] for each in found if each.foods]
    lines = [food_line(each) for each in best]
    unknown = [each.query for each in found if not each.foods]
    return reply(
        _compared(best, asked),
        paragraph(*lines),
        f"I found nothing that fits {listed(unknown)}." if unknown else None,
        "Values are table averages; a label beats them. Say that you ate it, and I log it.",
    )


_COMPARES = re.compile(r"\b(?:vs|versus|or|which|than|fewer|lower|more|less|better)\b")


def _compared(best: Sequence[FoodLine], asked: str) -> str | None:
    """Say which of the foods has the more protein, or the less energy, for its grams."""
    if len(best) < 2 or not _COMPARES.search(asked):
        return None
    if "prot" in asked:
        top = max(best, key=lambda each: each.protein_g / each.grams)
        return f"{top.name} has the most protein for its weight."
    top = min(best, key=lambda each: each.kcal / each.grams)
    return f"{top.name} has the least energy for its weight."


def weight_trend(data: WeightTrend) -> str:
    """Say the change a week with its band and days, or what is missing for one."""
    if not data.enough and data.change_per_week is not None:
        return _rough(data)
    if not data.enough or data.change_per_week is None:
        last = (
            f"Your last weigh-in was {num(data.last_weight)} {data.unit} on {day(data.last_day)}."
            if data.last_weight is not None and data.last_day is not None
            else None
        )
        return paragraph(_ended(data.missing), last, "Weigh in most mornings and ask me again.")
    band = (
        f"The band is {tenth(data.change_low)} to {tenth(data.change_high)} {data.unit} a week."
        if data.change_low is not None
        and data.change_high is not None
        and data.change_low != data.change_high
        else None
    )
    mean = (
        f"Your mean of the last week with weigh-ins is {num(data.mean_last_week)} {data.unit}."
        if data.mean_last_week is not None
        else None
    )
    return reply(
        paragraph(moved(data), mean),
        paragraph(band, f"It stands on {counted(data.weigh_ins, 'weigh-in')}.", _fast(data)),
        "Keep weighing in at the same time of day; ask me for a check-in if this is not what you "
        "want.",
    )


def _rough(data: WeightTrend) -> str:
    """Say what few weigh-ins show, and how little that is."""
    change = data.change_per_week or Decimal(0)
    went = "down" if change < 0 else "up"
    low, high = data.change_low, data.change_high
    known = low is not None and high is not None
    sure = known and low is not None and high is not None and (low > 0 or high < 0)
    band = (
        f" The band is wide: {tenth(low)} to {tenth(high)} {data.unit} a week."
        if known and low is not None and high is not None
        else ""
    )
    period = (
        f" from {day(data.first_day)} to {day(data.last_day)}"
        if data.first_day is not None and data.last_day is not None
        else ""
    )
    percent = f" ({num(abs(data.change_pct_per_week))} %)" if data.change_pct_per_week else ""
    lead = "Yes, the weigh-ins show it" if sure else "It looks like it, but it is not certain"
    return reply(
        f"{lead}: {went} about {num(abs(change))} {data.unit} a week{percent}{period}, on "
        f"{counted(data.weigh_ins, 'weigh-in')}.{band}",
        paragraph(
            f"The newest is {num(data.last_weight)} {data.unit}."
            if data.last_weight is not None
            else None,
            _fast(data),
        ),
        "Carry on as you are; a weigh-in most mornings narrows it down within a fortnight.",
    )


STEADY_PCT: Final = Decimal("0.1")
"""Percent of body weight a week below which weight holds steady. Source: own choice; at 80 kg it is
less than 0.1 kg, below the error of any trend of four weeks."""


def moved(data: WeightTrend) -> str | None:
    """Say how weight moved from the first to the last weigh-in; None without a trend."""
    if not data.enough or data.change_per_week is None:
        return None
    period = (
        f" from {day(data.first_day)} to {day(data.last_day)}"
        if data.first_day is not None and data.last_day is not None
        else ""
    )
    change = data.change_per_week
    if not change or abs(data.change_pct_per_week or change) < STEADY_PCT:
        return f"Your weight is holding steady{period}."
    went = "down" if change < 0 else "up"
    percent = f" ({num(abs(data.change_pct_per_week))} %)" if data.change_pct_per_week else ""
    return f"Your weight is going {went} {num(abs(change))} {data.unit} a week{percent}{period}."


def _fast(data: WeightTrend) -> str | None:
    if not data.too_fast:
        return None
    return (
        "That is fast: at such a rate strength and muscle go too, so slow the cut: eat a little "
        "more and keep the protein up."
    )


_AMOUNT = re.compile(r"\d ?(?:g|grams?|ml)\b", re.IGNORECASE)


def item(food: FoodLine) -> str:
    """Say one food of a meal."""
    values = f"{whole(food.kcal)} kcal, {num(food.protein_g)} g protein"
    return f"{food.name}, {num(food.grams)} g ({values})"


def amounts(total: Totals) -> str:
    """Say energy and macronutrients."""
    return (
        f"{whole(total.kcal)} kcal, {whole(total.protein_g)} g protein, "
        f"{whole(total.carbohydrate_g)} g carbohydrate and {whole(total.fat_g)} g fat"
    )


def _ended(text: str) -> str:
    said = f"{text[:1].upper()}{text[1:]}"
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."
