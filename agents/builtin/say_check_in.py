"""Replies about weeks: the mean of the food log, the trend of weight, and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agents.builtin.say_nutrition import STEADY_PCT
from agents.builtin.say_targets import OFFER
from agents.builtin.wording import counted, day, num, paragraph, reply
from tools.results.eating import AdaptiveExpenditure, IntakeSummary, ProteinGaps
from tools.results.nutrition import WeightTrend


@dataclass(frozen=True, slots=True)
class Weeks:
    """What the tools said of the last weeks."""

    intake: IntakeSummary
    trend: WeightTrend | None
    spent: AdaptiveExpenditure | None
    said_kcal: str = ""
    """The energy a day that the athlete named."""
    lacking: str = ""
    """What the profile lacks, as the tool says it."""


def intake(data: IntakeSummary, asked: str, gaps: ProteinGaps | None = None) -> str:
    """Say what was eaten on average, over which days, and how it lies to the target."""
    if data.mean is None:
        return paragraph(
            f"There is no complete day of food in your log from {day(data.first_day)} to "
            f"{day(data.last_day)}, so I can give you no average.",
            "Log everything you eat for a week, drinks and oils too, and ask me again.",
        )
    mean = data.mean
    lead = (
        f"On average you ate {num(mean.kcal)} kcal and {num(mean.protein_g)} g protein a day, with "
        f"{num(mean.carbohydrate_g)} g carbohydrate and {num(mean.fat_g)} g fat."
    )
    why = f"That is the mean of {_days_of(data)}."
    if data.target is not None and data.over_target_kcal is not None:
        protein = data.target.protein_g - mean.protein_g
        short = (
            f"Protein is the gap: your target is {num(data.target.protein_g)} g."
            if protein > 0
            else f"Protein reaches your target of {num(data.target.protein_g)} g."
        )
        against = _against_target(data)
        return reply(paragraph(lead, against), paragraph(why, short), _next_log(data))
    if gaps is not None:
        short = gaps.target_g > mean.protein_g
        return reply(
            lead,
            why,
            f"Your body weight asks for about {num(gaps.target_g)} g protein a day, so "
            + ("more would help." if short else "that is enough."),
            "Ask me for foods to add." if short else _next_log(data),
        )
    enough = (
        "To tell whether that is enough I need a target: ask me to set one."
        if ("enough" in asked)
        else "Ask me to set a target, and I compare it."
    )
    return reply(lead, why, enough)


def _against_target(data: IntakeSummary) -> str:
    over = data.over_target_kcal
    target = "" if data.target is None else f"your target of {num(data.target.kcal)} kcal"
    if over is None or over == 0:
        return f"That meets {target}."
    side = "above" if over > 0 else "below"
    return f"That is {num(abs(over))} kcal {side} {target}."


def _next_log(data: IntakeSummary) -> str:
    if data.days_complete < data.days:
        return (
            "The more complete the log, the better the figure: try to log every day of the coming "
            "week."
        )
    return "Keep logging as you do, and ask me for a check-in to compare it with your weight."


def _days_of(data: IntakeSummary) -> str:
    period = f"from {day(data.first_day)} to {day(data.last_day)}"
    if data.days_complete == data.days:
        return f"all {counted(data.days, 'day')} {period}"
    return f"{counted(data.days_complete, 'complete day')} out of {num(data.days)}, {period}"


def check_in(weeks: Weeks, asked: str, *, spending_first: bool = False) -> str:
    """Say the logged mean, the trend, the measured expenditure and the new target.

    Args:
        weeks: What the tools said.
        asked: The message.
        spending_first: The expenditure is what was asked for, so it leads.
    """
    spent = weeks.spent
    if spent is None or spent.measured_kcal is None:
        return _too_little(weeks)
    if spent.no_deficit_reason:
        return reply(
            spent.no_deficit_reason,
            paragraph(_logged(weeks), _moved(weeks)),
            f"You spend about {num(spent.measured_kcal)} kcal a day: eat around that.",
        )
    decided = paragraph(_decision(spent), _course(spent))
    measured = paragraph(_logged(weeks), _moved(weeks), _spending(spent))
    lead = f"Your measured maintenance is {num(spent.measured_kcal)} kcal a day."
    return reply(
        *((lead, measured, decided) if spending_first else (decided, measured)),
        paragraph(_metabolism(asked), *(_ended(each) for each in spent.limits)),
        paragraph(
            "Log oils, drinks and weekends too, and keep weighing in; I check it again after the "
            "next couple of weeks.",
            OFFER if spent.protein_g is not None else None,
        ),
    )


def _decision(spent: AdaptiveExpenditure) -> str:
    if spent.target_kcal is None:
        return f"You spend about {num(spent.measured_kcal or 0)} kcal a day."
    present = spent.present_target_kcal
    grams = "" if spent.protein_g is None else f" with {num(spent.protein_g)} g protein"
    if spent.course == "on course" and (present is None or abs(present - spent.target_kcal) < 50):
        return f"You are on course, so stay near {num(spent.target_kcal)} kcal a day{grams}."
    return f"Your new target is {num(spent.target_kcal)} kcal a day{grams}."


def _course(spent: AdaptiveExpenditure) -> str | None:
    wanted = spent.wanted_per_week
    if spent.course == "too fast":
        return "Your weight falls too fast: muscle and strength go with it, so this is more food."
    if wanted is None or not wanted:
        return None
    way = "lose" if wanted < 0 else "gain"
    return f"At that you should {way} about {num(abs(wanted))} {spent.unit} a week."


def _logged(weeks: Weeks) -> str | None:
    mean = weeks.intake.mean
    if mean is None:
        return None
    said = f", against the {weeks.said_kcal} you aimed at" if weeks.said_kcal else ""
    return (
        f"Your log averages {num(mean.kcal)} kcal a day{said}: the mean of "
        f"{_days_of(weeks.intake)}."
    )


def _moved(weeks: Weeks) -> str | None:
    trend = weeks.trend
    if trend is None or trend.first_day is None or trend.last_day is None:
        return None
    if not trend.enough or trend.change_per_week is None:
        return None
    period = f"from {day(trend.first_day)} to {day(trend.last_day)}"
    change = trend.change_per_week
    if not change or abs(trend.change_pct_per_week or change) < STEADY_PCT:
        return f"Your weight held steady {period}."
    went = "fell" if change < 0 else "rose"
    return f"Your weight {went} by {num(abs(change))} {trend.unit} a week {period}."


def _spending(spent: AdaptiveExpenditure) -> str:
    low, high = spent.measured_low, spent.measured_high
    known = low is not None and high is not None and low != high
    band = f", between {num(low)} and {num(high)} kcal" if known and low and high else ""
    return (
        f"Together they say that you spend about {num(spent.measured_kcal or 0)} kcal a day{band}."
    )


def _metabolism(asked: str) -> str | None:
    if "metabolism" not in asked and "starvation" not in asked:
        return None
    return "That is no broken metabolism: energy in and weight fit together."


FAST_GAIN_PCT: Final = 0.5
"""Percent of body weight a week. Source: Iraki et al. 2019, 0.25 to 0.5 % for lifters."""


def _too_little(weeks: Weeks) -> str:
    """Say what is known, and what is missing for a measured expenditure."""
    missing = list(weeks.spent.missing) if weeks.spent is not None else []
    if weeks.lacking:
        wanted = weeks.lacking.partition("lacks ")[2].partition(". ")[0]
        words = wanted.replace("height_cm", "height").replace("birth_date", "age")
        missing.append(f"I also need your {words} for it.")
    hold = "Hold your present target until then, and change nothing on a feeling."
    contradiction = any("do not fit together" in each for each in missing)
    lead = (
        "Food log and scale contradict each other, so I change no target on them."
        if contradiction
        else "I cannot tell yet what you really spend, so I change no target on a guess."
    )
    gained = weeks.trend.change_pct_per_week if weeks.trend is not None else None
    if gained is not None and gained > FAST_GAIN_PCT:
        lead = paragraph(
            "That is fast for a gain: more than about half a percent of body weight a week is "
            "mostly fat, so eat a little less than you do now.",
            lead,
        )
    if weeks.trend is not None and weeks.trend.too_fast:
        lead = paragraph(
            "That is too fast: at such a rate muscle and strength go with the fat, so eat more "
            "than you do now.",
            lead,
        )
    return reply(
        lead,
        paragraph(*(_ended(each) for each in missing)),
        paragraph(_logged(weeks), _moved(weeks) or _last(weeks), _by_formula(weeks)),
        paragraph(
            "Next, log every day and weigh in at least every other morning for a fortnight.", hold
        ),
    )


def _by_formula(weeks: Weeks) -> str | None:
    """Say what the formula estimates, which stands until there are data."""
    if weeks.spent is None:
        return None
    return (
        f"Until then the estimate by formula stands: a maintenance of about "
        f"{num(weeks.spent.formula_kcal)} kcal a day."
    )


def _last(weeks: Weeks) -> str | None:
    trend = weeks.trend
    if trend is None or trend.last_weight is None or trend.last_day is None:
        return None
    return f"Your last weigh-in was {num(trend.last_weight)} {trend.unit} on {day(trend.last_day)}."


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
