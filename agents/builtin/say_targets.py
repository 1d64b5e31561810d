"""Replies about one target: protein alone, an intake asked about, a target that is kept."""

from __future__ import annotations

from typing import Final

from agents.builtin.target_words import ASKED_FOR
from agents.builtin.transcript import Result
from agents.builtin.wording import day, listed, num, paragraph, reply
from tools.results.eating import ProteinGaps, TargetSet
from tools.results.nutrition import EnergyTargets, Totals

OFFER: Final = "Shall I keep it as your daily target? Then say \u201csave it\u201d."


ASK_WEIGHT: Final = (
    "Protein counts on your body weight, and I know none yet. What do you weigh, in kg or lb? "
    "Then I "
    "give you the grams a day and a meal."
)


REFER: Final = (
    "I will not put a number on eating less: with what you told me it could do harm.\n\n"
    "Please talk to your doctor or an eating disorder service first; this is treatable, and the "
    "sooner the easier. I can help you with regular meals and with training that is well fuelled."
)


WHICH: Final = (
    "Which figures shall I keep? Name the calories a day, and the protein if you like, or ask me "
    "for "
    "a target first and then say \u201csave it\u201d."
)
_PIECES: Final = {
    "height_cm": "height",
    "weight": "body weight",
    "activity": "everyday activity",
}


def lacking(failed: Result | None) -> str | None:
    """Ask in one question for what a target needs; None for any other failure."""
    if failed is None or failed.code != "profile_incomplete":
        return None
    missing = failed.error.partition("lacks ")[2].partition(". ")[0].split(", ")
    wanted = listed(_PIECES.get(name, name) for name in missing)
    levels = (
        "For the activity say desk job, light, moderate or physical work."
        if "activity" in missing
        else None
    )
    each = "What is it?" if len(missing) == 1 else "What are they?"
    return reply(
        f"For a number that fits you {ASKED_FOR}{wanted}. {each}",
        paragraph(
            levels,
            "A few words are enough, and I work it out here; keep them in your profile and I never "
            "ask again.",
        ),
    )


def present(target: Totals, data: EnergyTargets | None) -> str:
    """Say the target that is kept."""
    amounts = (
        f"{num(target.kcal)} kcal, {num(target.protein_g)} g protein, "
        f"{num(target.carbohydrate_g)} g carbohydrate and {num(target.fat_g)} g fat"
    )
    against = (
        None
        if data is None
        else f"Your maintenance is estimated at {num(data.maintenance_kcal)} kcal."
    )
    return reply(
        f"Your daily target is {amounts}.",
        against,
        "Ask me what is left of today, or say which figure to change.",
    )


def method(data: EnergyTargets) -> str:
    """Say what a target is made of, and that training is in it."""
    return reply(
        f"Yes, your usual training is in it, so eat the same {num(data.target_kcal)} kcal on "
        f"training "
        "and rest days.",
        paragraph(
            f"Rest alone takes about {num(data.resting_kcal)} kcal (Mifflin and St Jeor, from "
            f"sex, age, "
            f"height and weight); with your everyday activity that makes a maintenance of about "
            f"{num(data.maintenance_kcal)} kcal, between {num(data.maintenance_low)} and "
            f"{num(data.maintenance_high)} kcal.",
            "Watches overstate what a session burns, so add nothing for it.",
        ),
        "If you like, move some carbohydrate from rest days to hard days; the average of the week "
        "counts.",
    )


def protein(data: EnergyTargets) -> str:
    """Say the protein of a day, and what it counts on."""
    if data.protein_g is None or data.protein_g_low is None or data.protein_g_high is None:
        return reply(data.no_protein_reason, "I can still work out your energy; shall I?")
    return reply(
        f"Aim for about {num(data.protein_g)} g protein a day; anywhere from "
        f"{num(data.protein_g_low)} to {num(data.protein_g_high)} g does the job.",
        paragraph(
            f"It counts on your {num(data.weight)} {data.unit} of body weight; more adds little "
            "muscle, and less makes a diet cost more of it.",
            f"It fits into {num(data.target_kcal)} kcal a day.",
        ),
        "Spread it over your meals, and tell me what you eat: I add it up.",
    )


def protein_of_meals(gaps: ProteinGaps, data: EnergyTargets | None) -> str:
    """Say the protein of one meal and of the day."""
    of_day = gaps.target_g if data is None or data.protein_g is None else data.protein_g
    return reply(
        f"Put {num(gaps.meal_low_g)} to {num(gaps.meal_high_g)} g protein into each meal of "
        "the day.",
        paragraph(
            f"That brings you to about {num(of_day)} g a day.",
            "More in one meal is not wasted, it is only used more slowly; the day's total counts "
            "most.",
        ),
        "Tell me your next meal and I say how much of it that was.",
    )


def time(data: EnergyTargets) -> str:
    """Say how long the wanted change takes at the rate of the target."""
    if data.no_deficit_reason:
        return reply(
            data.no_deficit_reason,
            f"So I give you no date; about {num(data.target_kcal)} kcal a day holds your weight.",
        )
    if not data.rate_per_week:
        return reply(
            f"At {num(data.target_kcal)} kcal a day your weight holds, so there is no date to it.",
            "Tell me the weight you want to reach, and I give you a target and the weeks.",
        )
    rate = f"{num(abs(data.rate_per_week))} {data.unit} a week"
    plan = f"That is {num(data.target_kcal)} kcal a day from a weight of {num(data.weight)}"
    if data.weeks_needed is None:
        return reply(
            f"Count on about {rate}.",
            f"{plan} {data.unit}; how many weeks that makes depends on how far you want to go.",
            "Which weight do you want to reach?",
        )
    return reply(
        f"About {num(data.weeks_needed)} weeks, at {rate}.",
        f"{plan} {data.unit}, where your maintenance is about {num(data.maintenance_kcal)} kcal. "
        f"It "
        "rarely runs in a straight line, and a week without change is normal.",
        "Weigh in most mornings, and I correct both figures from the trend after a few weeks.",
    )


def asked(data: EnergyTargets) -> str:
    """Judge an intake that was asked about, with the way out."""
    wanted = "" if data.asked_kcal is None else num(data.asked_kcal)
    floor = "" if data.floor_kcal is None else num(data.floor_kcal)
    if data.no_deficit_reason and data.asked_verdict in {"medical", "too_low", "low"}:
        return reply(
            data.no_deficit_reason,
            f"Stay near maintenance instead, about {num(data.maintenance_kcal)} kcal a day.",
            "Talk it through with a doctor or dietitian, and ask me about fuelling your training.",
        )
    if data.asked_verdict in {"medical", "too_low"}:
        medical = (
            "that is for medical supervision only"
            if data.asked_verdict == "medical"
            else (f"without a clinician I set nothing below {floor} kcal for you")
        )
        return reply(
            f"No, {wanted} kcal a day is too little: {medical}.",
            paragraph(
                f"Your maintenance is about {num(data.maintenance_kcal)} kcal. Eating that far "
                f"below "
                "it costs muscle, sleep and training, and seldom lasts.",
            ),
            _instead(data),
        )
    if data.asked_verdict == "low":
        return reply(
            f"{wanted} kcal a day is lower than I would set it for the rate you want.",
            f"Your maintenance is about {num(data.maintenance_kcal)} kcal, and below "
            f"{floor} kcal I set nothing without a clinician.",
            _instead(data),
        )
    if data.asked_verdict == "high":
        return reply(
            f"{wanted} kcal a day is above what I would set for you.",
            f"Your maintenance is about {num(data.maintenance_kcal)} kcal.",
            _instead(data),
        )
    return reply(
        f"Yes, {wanted} kcal a day fits you.",
        f"My own figure is {num(data.target_kcal)} kcal, from a maintenance of about "
        f"{num(data.maintenance_kcal)} kcal.",
        "Hold it for a few weeks with a weigh-in most mornings, and I correct it from the trend.",
    )


def _instead(data: EnergyTargets) -> str:
    course = {"lose": "take off", "gain": "add"}.get(data.direction)
    rate = (
        f", which should {course} about {num(abs(data.rate_per_week))} {data.unit} a week"
        if course
        else ""
    )
    grams = "" if data.protein_g is None else f" with {num(data.protein_g)} g protein"
    return paragraph(
        f"Aim for {num(data.target_kcal)} kcal a day{grams} instead{rate}.",
        "It is an estimate that your weight trend corrects.",
    )


def kept(data: TargetSet) -> str:
    """Say the target that is kept from now on."""
    total = data.target
    what = (
        f"{num(total.kcal)} kcal, {num(total.protein_g)} g protein, "
        f"{num(total.carbohydrate_g)} g carbohydrate and {num(total.fat_g)} g fat a day"
    )
    if data.already_set:
        return paragraph(f"That is your target already: {what}.", "Tell me your next meal.")
    before = "" if data.replaced_kcal is None else f" It replaces {num(data.replaced_kcal)} kcal."
    return reply(
        f"Kept from {day(data.from_day)}: {what}.{before}",
        paragraph(*data.limits),
        "Tell me your meals and weigh in most mornings; I check it against the trend after a "
        "few weeks.",
    )


def not_kept(reason: str) -> str:
    """Say why a target is not kept; the tool's own words hold no other number."""
    why = reason.partition(". ")[0].rstrip(".")
    return reply(
        f"I have not kept that: {why[:1].lower()}{why[1:]}.",
        "Ask me for a target at a rate you can hold, and I work one out.",
    )
