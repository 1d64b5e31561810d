"""The labels of the facts each tool mints: the words a reader and the grounding check rely on."""

from __future__ import annotations

from tools.spec import FactLabel

EXERCISE = "exercise id"
DAY = "day"
ATHLETE = "athlete"
FOOD = "food:<id>"
MUSCLE = "muscle:<name>"
VIDEO = "video:<id>"
REP = "video:<id>:rep:<n>"

SET_LABELS = (
    FactLabel("set count", "set", EXERCISE, "equal sets done in a row, dated by as_of"),
    FactLabel("set reps", "rep", EXERCISE, "repetitions of each of these sets"),
    FactLabel("set load", "mass", EXERCISE, "external load of each of these sets"),
    FactLabel("set RPE", "RPE", EXERCISE, "logged exertion of these sets"),
    FactLabel("session day", None, EXERCISE, "day of the session, a date"),
)
LOG_AGE_LABELS = (
    FactLabel("days since last session", "day", EXERCISE, "age of the newest session"),
    FactLabel("weeks since last session", "week", EXERCISE, "whole weeks, from two on"),
    FactLabel("years since last session", "year", EXERCISE, "in tenths, from one on"),
)

PROFILE = (
    FactLabel("age", "year", ATHLETE, "completed years today"),
    FactLabel("height", "cm", ATHLETE, "body height"),
    FactLabel("body weight", "mass", ATHLETE, "newest weigh-in, dated by as_of"),
    FactLabel("training days per week", "day", ATHLETE, "days the athlete trains"),
    FactLabel("minutes per session", "min", ATHLETE, "time for one session"),
    FactLabel("plate step", "mass", ATHLETE, "smallest change on a barbell"),
    FactLabel("dumbbell step", "mass", ATHLETE, "difference between dumbbells"),
    FactLabel("weighed on", None, ATHLETE, "day of the weigh-in"),
)
LOG_SETS = (*SET_LABELS, FactLabel("sets logged", "set", EXERCISE, "sets stored by this call"))
LOG_BODY_WEIGHT = (
    FactLabel("body weight", "mass", ATHLETE, "the weigh-in just stored"),
    FactLabel("previous body weight", "mass", ATHLETE, "the weigh-in before it"),
    FactLabel("weighed on", None, ATHLETE, "day of a weigh-in"),
)
EXERCISE_HISTORY = (
    *SET_LABELS,
    *LOG_AGE_LABELS,
    FactLabel("estimated 1RM", "mass", EXERCISE, "best estimate of one session, dated by as_of"),
    FactLabel("best estimated 1RM", "mass", EXERCISE, "highest estimate of the whole log"),
    FactLabel(
        "recent best 1RM", "mass", EXERCISE, "best estimate of the four weeks up to the last"
    ),
    FactLabel("earlier best 1RM", "mass", EXERCISE, "best estimate of the four weeks before those"),
    FactLabel("estimated 1RM change", "mass", EXERCISE, "newest minus oldest returned session"),
    FactLabel("estimated 1RM change", "%", EXERCISE, "the same in percent of the oldest"),
    FactLabel("best 1RM change", "mass", EXERCISE, "recent best minus earlier best"),
    FactLabel("best 1RM change", "%", EXERCISE, "the same in percent of the earlier best"),
    FactLabel("length of a block", "week", EXERCISE, "weeks that recent and earlier best cover"),
    FactLabel("doubtful load", "mass", EXERCISE, "looks like a typing error; in no estimate"),
    FactLabel("doubtful reps", "rep", EXERCISE, "repetitions of that set"),
)
NEXT_LOAD = (
    *SET_LABELS,
    *LOG_AGE_LABELS,
    FactLabel("next load", "mass", EXERCISE, "load to use next session"),
    FactLabel("next sets", "set", EXERCISE, "working sets to do"),
    FactLabel("next reps", "rep", EXERCISE, "repetitions a set, lower end of a range"),
    FactLabel("next reps high", "rep", EXERCISE, "upper end of the range"),
    FactLabel("target RPE", "RPE", EXERCISE, "exertion the sets should feel like"),
    FactLabel("reps in reserve", "rep", EXERCISE, "the same as repetitions left"),
    FactLabel("last working load", "mass", EXERCISE, "working load of the last session"),
    FactLabel("return share", "%", EXERCISE, "share of the last working load after a break"),
    FactLabel("increment", "mass", EXERCISE, "step that was added"),
    FactLabel("reduction", "%", EXERCISE, "share that was taken off"),
    FactLabel("consecutive failures", "session", EXERCISE, "sessions in a row below prescription"),
    FactLabel("estimated 1RM", "mass", EXERCISE, "estimate an RPE target stands on"),
    FactLabel("bar", "mass", EXERCISE, "mass of the empty bar"),
    FactLabel("plate per side", "mass", EXERCISE, "one plate on each side, in loading order"),
    FactLabel("warm-up load", "mass", EXERCISE, "load of one warm-up set"),
    FactLabel("warm-up reps", "rep", EXERCISE, "repetitions of that warm-up set"),
)
ONE_REP_MAX = (
    *SET_LABELS,
    FactLabel("estimated 1RM", "mass", EXERCISE, "with low and high; subject athlete if unnamed"),
    FactLabel("estimated 1RM low", "mass", EXERCISE, "lowest of the formulas"),
    FactLabel("estimated 1RM high", "mass", EXERCISE, "highest of the formulas"),
    FactLabel("tested 1RM", "mass", EXERCISE, "a tested maximum of the log"),
)
WEEKLY_VOLUME = (
    FactLabel("weekly sets", "set", MUSCLE, "fractional sets; as_of is the week's Monday"),
    FactLabel("hard sets", "set", ATHLETE, "working sets of the week, all exercises"),
    FactLabel("sets without muscle", "set", ATHLETE, "hard sets of exercises that name no muscle"),
    FactLabel("week start", None, ATHLETE, "Monday of the week"),
    FactLabel("week end", None, ATHLETE, "Sunday of the week"),
    FactLabel("sets to maintain", "set", ATHLETE, "weekly sets a muscle needs to be kept"),
    FactLabel("sets to grow, low", "set", ATHLETE, "lower end of the range for growth"),
    FactLabel("sets to grow, high", "set", ATHLETE, "upper end of the range for growth"),
    FactLabel("last workout day", None, ATHLETE, "day of the newest workout"),
    FactLabel("days since last workout", "day", ATHLETE, "age of the newest workout"),
)
ACTIVE_PROGRAMME = (
    FactLabel("prescribed sets", "set", EXERCISE, "sets of one training day"),
    FactLabel("prescribed reps", "rep", EXERCISE, "lower end of the range"),
    FactLabel("prescribed reps high", "rep", EXERCISE, "upper end of the range"),
    FactLabel("prescribed load", "mass", EXERCISE, "load, if the programme names one"),
    FactLabel("target RPE", "RPE", EXERCISE, "exertion, if the programme names one"),
    FactLabel("rest", "s", EXERCISE, "rest between sets"),
    FactLabel("training day", None, EXERCISE, "number of the day in the programme's week"),
    FactLabel("programme since", None, ATHLETE, "day it became active"),
)
FOOD_NAME = FactLabel("food name", None, FOOD, "a name that holds figures, such as 2 % fat")
MACRO_LABELS = (
    FactLabel("energy", "kcal", FOOD, "energy"),
    FactLabel("protein", "g", FOOD, "protein"),
    FactLabel("carbohydrate", "g", FOOD, "carbohydrate"),
    FactLabel("fat", "g", FOOD, "fat"),
)
ENERGY_TARGETS = (
    FactLabel("body weight", "mass", ATHLETE, "weight the figures stand on"),
    FactLabel("weighed on", None, ATHLETE, "day of that weigh-in"),
    FactLabel("age", "year", ATHLETE, "age the figures stand on"),
    FactLabel("height", "cm", ATHLETE, "height the figures stand on"),
    FactLabel("resting energy", "kcal", ATHLETE, "Mifflin-St Jeor, per day"),
    FactLabel("activity factor", None, ATHLETE, "convention, not measured"),
    FactLabel("maintenance energy", "kcal", ATHLETE, "per day, with its band"),
    FactLabel("maintenance energy low", "kcal", ATHLETE, "10 % below"),
    FactLabel("maintenance energy high", "kcal", ATHLETE, "10 % above"),
    FactLabel("target energy", "kcal", ATHLETE, "per day"),
    FactLabel("energy change", "kcal", ATHLETE, "target minus maintenance, per day"),
    FactLabel("rate", "%", ATHLETE, "expected change of body weight a week"),
    FactLabel("rate", "mass", ATHLETE, "the same as a mass a week"),
    FactLabel("protein target", "g", ATHLETE, "grams a day to aim for"),
    FactLabel("protein target low", "g", ATHLETE, "lower end of the range"),
    FactLabel("protein target high", "g", ATHLETE, "upper end of the range"),
    FactLabel("fat target", "g", ATHLETE, "grams a day"),
    FactLabel("carbohydrate target", "g", ATHLETE, "grams a day, the remainder"),
    FactLabel("fibre target", "g", ATHLETE, "grams a day"),
    FactLabel("rate asked for", "mass", ATHLETE, "what a change within a time comes to a week"),
    FactLabel("intake asked about", "kcal", ATHLETE, "a day, in the athlete's words"),
    FactLabel("weeks needed", "week", ATHLETE, "what a change takes at the rate of the target"),
    FactLabel("lowest energy", "kcal", ATHLETE, "a day without a clinician"),
    FactLabel("limit", "any", ATHLETE, "a limit named in `limits` or `no_deficit_reason`"),
)
FOOD_LOOKUP = (
    FOOD_NAME,
    FactLabel("amount", "g", FOOD, "mass the values are given for"),
    *MACRO_LABELS,
    FactLabel("fibre", "g", FOOD, "fibre"),
)
TOTAL_LABELS = tuple(
    FactLabel(f"{when} {macro.label}", macro.unit, DAY, f"{macro.label} {meaning}")
    for when, meaning in (
        ("day", "of the whole day"),
        ("target", "of the day's target"),
        ("remaining", "left of the day's target; below zero when over"),
    )
    for macro in MACRO_LABELS
)
DAY_LABELS = (FactLabel("day", None, DAY, "the day the amounts are about"),)
LOG_MEAL = (
    *DAY_LABELS,
    *FOOD_LOOKUP,
    *(
        FactLabel(f"meal {macro.label}", macro.unit, DAY, f"{macro.label} of the meal")
        for macro in MACRO_LABELS
    ),
    *TOTAL_LABELS,
)
DAY_TOTALS = (
    *DAY_LABELS,
    *TOTAL_LABELS,
    FactLabel("meals", "meal", DAY, "meals logged on the day"),
)
WEIGHT_TREND = (
    FactLabel("weigh-ins", "weigh-in", ATHLETE, "weigh-ins in the window"),
    FactLabel("window", "day", ATHLETE, "length of the window"),
    FactLabel("body weight", "mass", ATHLETE, "newest weigh-in"),
    FactLabel("weighed on", None, ATHLETE, "first or last day of the window's weigh-ins"),
    FactLabel("mean body weight", "mass", ATHLETE, "mean of the last 7 days with a weigh-in"),
    FactLabel("weight change per week", "mass", ATHLETE, "least-squares slope with its band"),
    FactLabel("weight change per week low", "mass", ATHLETE, "lower end of the 95 % band"),
    FactLabel("weight change per week high", "mass", ATHLETE, "upper end of the 95 % band"),
    FactLabel("weight change per week", "%", ATHLETE, "the same in percent of body weight"),
    FactLabel("limit", "any", ATHLETE, "how much data a trend needs"),
    FactLabel("previous body weight", "mass", ATHLETE, "the weigh-in before the newest"),
    FactLabel("weight difference", "mass", ATHLETE, "newest minus previous weigh-in"),
)
SEARCH_KNOWLEDGE = (
    FactLabel("passage", None, "passage:<id>", "the whole text; its numbers may be quoted"),
    FactLabel("year", None, "passage:<id>", "year of the source"),
)
MEMORY = (
    FactLabel("memory", None, ATHLETE, "the words of one memory"),
    FactLabel("remembered on", None, ATHLETE, "day it was noted"),
)
