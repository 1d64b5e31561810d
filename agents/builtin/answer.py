"""Writes the reply once the tools have answered, or when none is needed."""

from __future__ import annotations

import re
from typing import Final

from agents.builtin import say_knowledge, say_max, say_nutrition, say_progress, say_training
from agents.builtin.left_over import left_over
from agents.builtin.say_knowledge import Nearness
from agents.builtin.say_unclear import not_understood
from agents.builtin.skill import Ask
from agents.builtin.transcript import Result, Transcript
from agents.builtin.wants import NEEDS_EXERCISE, Intent
from agents.builtin.wording import listed, paragraph, pick, reply
from tools.results.knowledge import KnowledgeFound
from tools.results.nutrition import DayTotals, EnergyTargets, FoodLookup, LoggedMeal, WeightTrend
from tools.results.training import (
    ExerciseHistory,
    LoggedBodyWeight,
    NextLoad,
    OneRepMax,
    WeeklyVolume,
)

GREETINGS: Final = (
    (
        "Hello! Ask me for your next loads, tell me your sets or a meal, or attach a video. "
        "What are you training today?"
    ),
    (
        "Hi! I set your next loads, track sets, meals and body weight, and measure videos. "
        "What is up next for you?"
    ),
)
HELP: Final = (
    "I coach from your own log. Ask for the next load of a lift, your progress, weekly volume or "
    "an estimated maximum; tell me sets, meals or a weigh-in and I log them; attach a video and I "
    "say what was measured; ask why, and I cite the literature. You can import a training log "
    "from Strong or Hevy to start. Which lift shall we begin with?"
)
DECLINE: Final = (
    "That is outside what I coach, but I am happy to help with your training, food or form.",
    "I only coach training, nutrition and lifting form, so I leave that one to others.",
)
NOTED: Final = (
    "Good. Ask me for your next load, your progress, a meal or your form whenever you like, or "
    "tell me the sets you did."
)
ENGLISH_ONLY: Final = (
    "I am sorry, I only read and write English so far. Please ask me in English, in a few plain "
    "words, and I answer from your own log. If this is an emergency, call your local emergency "
    "number now."
)
ASK_AGAIN: Final = (
    "I did not catch what you want from me there. Ask it as one full sentence, such as the next "
    "load of a lift, your progress on it, or the calories of a food."
)
CONFIRM: Final = "confirmation_needed"
"""Code of a call that waits for the athlete's yes."""
ALREADY_LOGGED: Final = "already_logged"
"""Code of a call that would add what the turn before added."""
_ASK_FOR: Final[dict[Intent, str]] = {
    Intent.NEXT_LOAD: "Which exercise do you mean? Name the lift and I set its load from your log.",
    Intent.PROGRESS: "Which exercise do you mean? Name the lift and I compare your sessions.",
    Intent.ONE_REP_MAX: "Which lift do you mean, or which set, with its load and reps?",
    Intent.LOG_MEAL: "What did you eat, and roughly how much, in grams or pieces?",
    Intent.FOOD: "Which food do you mean, and how much of it?",
    Intent.LOG_WEIGHT: "What did the scale show, and in which unit?",
}
_PROFILE_WORDS: Final = {
    "height_cm": "height",
    "weight": "body weight",
    "activity": "everyday activity level",
}
_EXCUSES: Final = {
    "no_video": (
        "I see no video of that yet. Attach one of a single set, filmed from the side at hip "
        "height with the whole body in view, and I will say what was measured."
    ),
    "several_foods": "That names several foods in one. Tell me each with its amount.",
    "nothing_logged": (
        "There is no set in your log that an estimate could stand on. Tell me a recent hard set, "
        "with its load and reps."
    ),
    "which_memory": "I find no such note. Ask what I remember, and name the one to drop.",
    "weight_range": "That is no body weight I can store. What did the scale show, in which unit?",
    "out_of_range": "The formulas do not hold for these values, so I will not name targets.",
    "refused": (
        "I was not sure enough of what to store, so I stored nothing. Say it again with the "
        "numbers, please."
    ),
}


def answer(ask: Ask, seen: Transcript, nearness: Nearness) -> str:
    """Return the reply to what the athlete wants, from the tool results of this turn alone.

    Args:
        ask: What the message wants.
        seen: The messages of the thread.
        nearness: Likeness of two texts, 0 to 1, which tells whether a note is to the point.
    """
    failed = next((r for r in seen.results if r.error), None)
    if failed is not None:
        return _after_failure(failed, seen, ask)
    if not seen.results:
        return _without_tools(ask)
    newest = seen.results[-1]
    if newest.tool == "search_knowledge":
        return say_knowledge.knowledge(newest.read(KnowledgeFound), ask, nearness)
    return reply(_from_result(newest, seen, ask), left_over(ask, seen))


def _without_tools(ask: Ask) -> str:
    match ask.intent:
        case Intent.GREETING:
            return pick(GREETINGS, ask.text)
        case Intent.HELP:
            return HELP
        case Intent.NOTED:
            return NOTED
        case Intent.LANGUAGE:
            return ENGLISH_ONLY
        case intent if intent in _ASK_FOR and (intent not in NEEDS_EXERCISE or not ask.exercise):
            return _ASK_FOR[intent]
        case Intent.OUT_OF_SCOPE:
            return pick(DECLINE, ask.text)
        case Intent.UNCLEAR:
            return not_understood(ask.text, ask.exercise)
        case _:
            return ASK_AGAIN


def _after_failure(failed: Result, seen: Transcript, ask: Ask) -> str:
    """Say what could not be done, after what was done."""
    before = seen.results[: seen.results.index(failed)]
    done = _from_result(before[-1], seen, ask) if before else None
    return reply(done, excuse(failed), left_over(ask, seen))


NOTHING_LOGGED: Final = (
    "Your log holds no sets yet, so there is nothing to look back on. Tell me the sets of your "
    "next session, and I follow the lift from there."
)


def excuse(failed: Result | None) -> str:
    """Turn an error meant for a model into words for the athlete."""
    if failed is None:
        return ASK_AGAIN
    if failed.code in {CONFIRM, ALREADY_LOGGED}:
        return failed.error
    if failed.code == "profile_incomplete":
        asked = failed.error.partition("lacks ")[2].partition(". ")[0].split(", ")
        return _ask_for_profile(asked)
    if failed.code == "which_exercise":
        return NOTHING_LOGGED
    if failed.code == "unknown_exercise":
        offered = failed.error.partition("Use one of: ")[2].partition("; or ask")[0].split("; ")
        named = f" Did you mean {' or '.join(offered[:3])}?" if offered[0] else ""
        return f"I do not know that exercise by this name.{named}"
    if failed.code in {"grams_needed", "unknown_food"}:
        return _ask_about_food(failed)
    return _EXCUSES.get(
        failed.code,
        "I could not look that up just now, so I leave the numbers out. Please ask again in a "
        "moment.",
    )


_UNCLEAR_FOOD: Final = re.compile(
    r"(?:not clear: '|no food fits '|no portion of )([^'\d]{2,60}?)(?:'| is known)"
)


def _ask_about_food(failed: Result) -> str:
    """Ask for what a meal lacks; a name that holds a number is not repeated."""
    told = _UNCLEAR_FOOD.search(failed.error)
    name = f"\u201c{told[1]}\u201d" if told else "one of these foods"
    if failed.code == "grams_needed":
        ask = f"I know no usual portion of {name}. About how many grams was it?"
    else:
        ask = f"I do not know {name} by this name. Try a plainer name, with grams."
    return f"{ask} Nothing is stored yet, so tell me the whole meal again."


def _ask_for_profile(missing: list[str]) -> str:
    """Ask for what the targets need; nothing is stored from the answer, so say where it is."""
    wanted = listed(_PROFILE_WORDS.get(name, name.replace("_", " ")) for name in missing)
    each = "What is it?" if len(missing) == 1 else "What are they?"
    levels = (
        "Activity levels are sedentary, light, moderate, high and very high."
        if "activity" in missing
        else None
    )
    return reply(
        f"To set your calories I need your {wanted}. {each}",
        paragraph(
            "Tell me here in one message and I work them out for this chat; to have me know it "
            "every time, fill it in on your profile.",
            levels,
        ),
    )


def _from_result(result: Result, seen: Transcript, ask: Ask) -> str:
    weighed = seen.result("log_body_weight")
    if weighed is not None and not weighed.error:
        after = seen.result("weight_trend")
        usable = after is not None and not after.error
        trend = say_nutrition.weight_trend(after.read(WeightTrend)) if after and usable else ""
        return say_training.logged_weight(weighed.read(LoggedBodyWeight), trend)
    return _training(result, seen, ask)


def _training(result: Result, seen: Transcript, ask: Ask) -> str:
    match result.tool:
        case "next_load":
            return say_training.next_load(result.read(NextLoad), seen.text)
        case "exercise_history":
            return say_progress.progress(result.read(ExerciseHistory), seen.text)
        case "estimate_one_rep_max":
            return say_max.one_rep_max(result.read(OneRepMax))
        case "weekly_volume":
            return say_training.volume(result.read(WeeklyVolume), seen.text)
        case _:
            return _other(result, ask)


def _other(result: Result, ask: Ask) -> str:
    match result.tool:
        case "energy_targets":
            return say_nutrition.targets(result.read(EnergyTargets))
        case "log_meal":
            return say_nutrition.logged_meal(result.read(LoggedMeal))
        case "day_totals":
            return say_nutrition.day_totals(result.read(DayTotals))
        case "food_lookup":
            return say_nutrition.food(result.read(FoodLookup), ask.text)
        case _:
            return say_nutrition.weight_trend(result.read(WeightTrend))
