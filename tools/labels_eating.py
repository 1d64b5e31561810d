"""The labels of facts about intake, protein, fuelling, caffeine and supplements."""

from __future__ import annotations

from tools.labels import (
    ATHLETE,
    DAY,
    DAY_LABELS,
    FOOD,
    FOOD_NAME,
    LOG_MEAL,
    MACRO_LABELS,
    TOTAL_LABELS,
)
from tools.spec import FactLabel

INTAKE_SUMMARY = (
    *DAY_LABELS,
    FactLabel("window", "day", ATHLETE, "days looked at, up to yesterday"),
    FactLabel("days logged", "day", ATHLETE, "days with a meal"),
    FactLabel("complete days", "day", ATHLETE, "logged days that are not marked incomplete"),
    *(
        FactLabel(f"mean {macro.label}", macro.unit, ATHLETE, f"{macro.label} a day, complete days")
        for macro in MACRO_LABELS
    ),
    *TOTAL_LABELS,
    FactLabel("mean intake minus target", "kcal", ATHLETE, "below zero when under"),
)
ADAPTIVE_EXPENDITURE = (
    FactLabel("maintenance by formula", "kcal", ATHLETE, "resting energy by activity, a day"),
    FactLabel("measured expenditure", "kcal", ATHLETE, "from food log and scale, with its band"),
    FactLabel("measured expenditure low", "kcal", ATHLETE, "lower end of the 95 % band"),
    FactLabel("measured expenditure high", "kcal", ATHLETE, "upper end of it"),
    FactLabel("mean intake", "kcal", ATHLETE, "mean of the complete days"),
    FactLabel("window", "day", ATHLETE, "length of the window"),
    FactLabel("complete days", "day", ATHLETE, "days that count as logged"),
    FactLabel("weigh-ins", "weigh-in", ATHLETE, "days with a weigh-in"),
    FactLabel("weight change per week", "mass", ATHLETE, "least-squares slope of the window"),
    FactLabel("wanted change per week", "mass", ATHLETE, "below zero for a loss"),
    FactLabel("present target energy", "kcal", ATHLETE, "the target that holds today"),
    FactLabel("target energy", "kcal", ATHLETE, "proposed, a day"),
    FactLabel("change of intake", "kcal", ATHLETE, "proposed target minus mean intake"),
    FactLabel("protein target", "g", ATHLETE, "grams a day to aim for"),
    FactLabel("fat target", "g", ATHLETE, "grams a day"),
    FactLabel("carbohydrate target", "g", ATHLETE, "grams a day, the remainder"),
    FactLabel("limit", "any", ATHLETE, "a limit named in `limits` or `no_deficit_reason`"),
    FactLabel("missing", None, ATHLETE, "what the data lack, in words"),
)
SET_TARGETS = (
    *DAY_LABELS,
    *TOTAL_LABELS,
    FactLabel("replaced target energy", "kcal", ATHLETE, "the target that held before"),
    FactLabel("limit", "any", ATHLETE, "a limit named in `limits`"),
)
_IDEA_LABELS = (FOOD_NAME, FactLabel("amount", "g", FOOD, "mass to eat"), *MACRO_LABELS)
PROTEIN_GAPS = (
    *DAY_LABELS,
    *_IDEA_LABELS,
    FactLabel("protein target", "g", DAY, "of the day"),
    FactLabel("day protein", "g", DAY, "eaten so far"),
    FactLabel("protein lacking", "g", DAY, "target minus eaten; 0 when reached"),
    FactLabel("protein of a meal low", "g", DAY, "lower end of the range for one meal"),
    FactLabel("protein of a meal high", "g", DAY, "upper end of it"),
    FactLabel("protein of the next meal", "g", DAY, "share of the next meal"),
    FactLabel("protein out of reach", "g", DAY, "what the meals left do not close"),
    FactLabel("meal protein", "g", DAY, "of one logged meal"),
    FactLabel("meals left", "meal", DAY, "meals still to come"),
)
FOOD_IDEAS = (
    *_IDEA_LABELS,
    FactLabel("wanted protein", "g", DAY, "what the foods are to bring"),
    FactLabel("wanted carbohydrate", "g", DAY, "what the foods are to bring"),
    FactLabel("remaining energy", "kcal", DAY, "left of the day's target; below zero when over"),
)
MACRO_ENERGY = (
    FactLabel("protein", "g", ATHLETE, "as said"),
    FactLabel("carbohydrate", "g", ATHLETE, "as said"),
    FactLabel("fat", "g", ATHLETE, "as said"),
    FactLabel("energy of protein", "kcal", ATHLETE, "4 kcal a gram"),
    FactLabel("energy of carbohydrate", "kcal", ATHLETE, "4 kcal a gram"),
    FactLabel("energy of fat", "kcal", ATHLETE, "9 kcal a gram"),
    FactLabel("energy in all", "kcal", ATHLETE, "their sum"),
    FactLabel("energy of a gram", "kcal", ATHLETE, "Atwater factor"),
)
CORRECT_MEAL = (*LOG_MEAL, FactLabel("amount before", "g", FOOD, "mass before the correction"))
RACE_FUELLING = (
    FactLabel("length", "min", ATHLETE, "expected length"),
    FactLabel("time before", "h", ATHLETE, "last meal to the start"),
    FactLabel("body weight", "mass", ATHLETE, "weight the figures stand on"),
    FactLabel("carbohydrate a day low", "g", ATHLETE, "on a day with such a session"),
    FactLabel("carbohydrate a day high", "g", ATHLETE, "on a day with such a session"),
    FactLabel("carbohydrate an hour low", "g", ATHLETE, "during the effort"),
    FactLabel("carbohydrate an hour high", "g", ATHLETE, "during the effort"),
    FactLabel("carbohydrate in all low", "g", ATHLETE, "over the whole effort"),
    FactLabel("carbohydrate in all high", "g", ATHLETE, "over the whole effort"),
    FactLabel("carbohydrate before", "g", ATHLETE, "in the last meal"),
    FactLabel("gels low", None, ATHLETE, "gels that bring the lower end"),
    FactLabel("gels high", None, ATHLETE, "gels that bring the upper end"),
    FactLabel("carbohydrate of a gel", "g", ATHLETE, "from labels"),
    FactLabel("loading carbohydrate low", "g", ATHLETE, "on each of the two days before"),
    FactLabel("loading carbohydrate high", "g", ATHLETE, "on each of the two days before"),
    FactLabel("fluid before low", "ml", ATHLETE, "drunk at least four hours before"),
    FactLabel("fluid before high", "ml", ATHLETE, "drunk at least four hours before"),
    FactLabel("least fluid an hour", "ml", ATHLETE, "keeps the loss below 2 %"),
    FactLabel("sodium a litre low", "mg", ATHLETE, "of each litre drunk"),
    FactLabel("sodium a litre high", "mg", ATHLETE, "of each litre drunk"),
    FactLabel("advice", None, ATHLETE, "how to eat and drink, in words"),
)
SWEAT_RATE = (
    FactLabel("body weight before", "mass", ATHLETE, "as said"),
    FactLabel("body weight after", "mass", ATHLETE, "as said"),
    FactLabel("length", "min", ATHLETE, "as said"),
    FactLabel("fluid drunk", "ml", ATHLETE, "as said"),
    FactLabel("body mass lost", "mass", ATHLETE, "before minus after"),
    FactLabel("body mass lost", "%", ATHLETE, "the same in percent"),
    FactLabel("loss to stay below", "%", ATHLETE, "of body mass"),
    FactLabel("sweat rate", "L/h", ATHLETE, "litres an hour"),
    FactLabel("fluid to replace low", "ml", ATHLETE, "over the hours after"),
    FactLabel("fluid to replace high", "ml", ATHLETE, "over the hours after"),
)
CAFFEINE_DOSE = (
    FactLabel("body weight", "mass", ATHLETE, "weight the dose stands on"),
    FactLabel("caffeine low", "mg", ATHLETE, "lower end before training"),
    FactLabel("caffeine high", "mg", ATHLETE, "most at once"),
    FactLabel("caffeine studied low", "mg", ATHLETE, "lower dose of studies at this weight"),
    FactLabel("caffeine studied high", "mg", ATHLETE, "upper dose of studies at this weight"),
    FactLabel("caffeine a day", "mg", ATHLETE, "most a day"),
    FactLabel("caffeine asked about", "mg", ATHLETE, "as said"),
    FactLabel("time before", "min", ATHLETE, "before training"),
    FactLabel("time before bed", "h", ATHLETE, "last ordinary dose"),
    FactLabel("time before bed, large dose", "h", ATHLETE, "last large dose"),
    FactLabel("last caffeine at", None, ATHLETE, "time of day"),
    FactLabel("last large dose at", None, ATHLETE, "time of day"),
    FactLabel("dose low", "mg/kg", ATHLETE, "lower end of the dose that works"),
    FactLabel("dose high", "mg/kg", ATHLETE, "upper end of it"),
    FactLabel("warning", None, ATHLETE, "what speaks against the dose, in words"),
)
SUPPLEMENT_FACTS = (
    FactLabel("supplement note", None, ATHLETE, "evidence, use or caution, in words"),
    FactLabel("dose low", "any", ATHLETE, "lower end of the dose"),
    FactLabel("dose high", "any", ATHLETE, "upper end of the dose"),
    FactLabel("own dose low", "mg", ATHLETE, "for the athlete's body weight"),
    FactLabel("own dose high", "mg", ATHLETE, "for the athlete's body weight"),
    FactLabel("loading dose", "g", ATHLETE, "a day while loading"),
    FactLabel("loading days low", "day", ATHLETE, "days of loading"),
    FactLabel("loading days high", "day", ATHLETE, "days of loading"),
)
