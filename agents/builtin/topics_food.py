"""Topics of food, supplements and what burns."""

from __future__ import annotations

from typing import Final

from agents.builtin.topic import FOOD_LOG, Topic, topic

TOPICS: Final[tuple[Topic, ...]] = (
    topic(
        "rhabdo",
        "Dark urine after very hard training: rhabdomyolysis, signs and prevention",
        r"rhabdo\w*",
        "After a break do half of what you did before in the first week, and build up from there.",
    ),
    topic(
        "reverse_dieting",
        "Reverse dieting, adding calories back after a diet",
        r"reverse[- ]?diet\w*|add(?:ing)? (?:calories|food) back|metabolism repair",
        "Weigh in most mornings while you go back to maintenance, and I read the trend with you.",
    ),
    topic(
        "lifting_energy",
        "How many calories lifting burns",
        r"(?:calories|kcal|energy)\b.{0,30}\bburn\w*|burn\w*\b.{0,30}\b(?:calories|kcal)"
        r"|fat loss\b.{0,20}\b(?:run\w*|cardio)\b.{0,8}\b(?:or|vs|versus)\b.{0,12}\b(?:lift\w*"
        r"|weights)"
        r"|fat loss\b.{0,20}\b(?:lift\w*|weights)\b.{0,8}\b(?:or|vs|versus)\b.{0,12}\b(?:run\w*"
        r"|cardio)",
        "Keep your food target as it is and let the weight trend of the next weeks decide.",
    ),
    topic(
        "bcaa",
        "Branched-chain amino acids BCAA and EAA",
        r"bcaas?|eaas?|branched[- ]chain|aminos|leucine|intra[- ]?workout amino\w*",
        "Spend the money on whole protein instead. " + FOOD_LOG,
    ),
    topic(
        "pre_workout_products",
        "Pre-workout powders and fat burners",
        r"fat[- ]?burners?|thermogenic\w*|pre[- ]?workouts?(?! (?:meal|food|snack))|yohimbine|dmaa"
        r"|l[- ]?carnitine|garcinia",
        "If you want one thing before training, coffee does most of what the powder promises.",
    ),
    topic(
        "creatine_myths",
        "Creatine: water, hair, kidneys",
        r"creatine\b.{0,40}\b(?:hair|bald\w*|kidneys?|water|bloat\w*|safe|side effects?|puffy"
        r"|weight)"
        r"|(?:hair|bald\w*|kidneys?|bloat\w*)\b.{0,30}\bcreatine",
        "Take it daily with any meal, and judge it by the log after a month.",
    ),
    topic(
        "creatine",
        "Creatine monohydrate dose and effect",
        r"creatine",
        "Take it daily with any meal, and judge it by the log after a month.",
    ),
    topic(
        "protein_timing",
        "Protein per meal and around training",
        r"(?:anabolic )?window|protein\b.{0,25}\b(?:per|each|one|a|every|single) (?:meal|sitting)"
        r"|protein timing|absorb\b.{0,20}\bprotein|protein\b.{0,20}\babsorb\w*"
        r"|protein (?:before|after|right after|straight after)\b.{0,20}\b(?:train\w*|workout"
        r"|lifting)",
        FOOD_LOG,
    ),
    topic(
        "low_carb",
        "Low-carbohydrate and ketogenic diets",
        r"keto\w*|low[- ]?carb\w*|carnivore|no carbs|atkins",
        "Keep some carbohydrate around hard sessions if the lifts go down. " + FOOD_LOG,
    ),
    topic(
        "fat_burning_zone",
        "The fat-burning zone and fasted cardio",
        r"fasted (?:cardio|training|lifting|workouts?|run\w*|sessions?)|(?:train|lift|run|cardio"
        r"|work ?out)\w*\b.{0,15}\b(?:fasted|empty stomach)|fat[- ]burning zone",
        "Train at the time that suits you, and let the food of the whole day set the deficit.",
    ),
    topic(
        "fasting",
        "Intermittent fasting",
        r"intermittent fast\w*|16[:/]8|omad|time[- ]restricted eating|fasting",
        "Put the meals where you are hungry, and keep the protein of the day. " + FOOD_LOG,
    ),
    topic(
        "caffeine",
        "Caffeine and performance",
        r"caffeine|coffee\b.{0,30}\b(?:train\w*|lift\w*|workout|before|performance|gym)",
        "Try it before one hard session this week, early enough in the day to sleep.",
    ),
    topic(
        "alcohol",
        "Alcohol and training",
        r"alcohol|beers?|drinking (?:and|before|after)|wine|hangover|hungover|booze",
        "Keep it away from the evening before a heavy session, and drink water beside it.",
    ),
    topic(
        "carb_loading",
        "Filling the stores before a race: carb loading",
        r"carb[- ]?load\w*|pasta (?:party|the night)",
        "Try the same breakfast before your next long run, never first on race day.",
    ),
    topic(
        "spot_reduction",
        "Losing fat in one place",
        r"spot[- ]?reduc\w*|(?:lose|burn|get rid of|target)\b.{0,20}\b(?:belly|stomach|arm|thigh"
        r"|back|chest) fat",
        "Ask me for your targets, and I set a steady rate for the whole body.",
    ),
    topic(
        "steroids",
        "Anabolic steroids and other doping: health risks",
        r"(?:why|how) (?:are|do) steroids (?:bad|harm\w*|work)",
        "Ask a doctor about anything you take or took; I stay with training, food and sleep.",
    ),
    topic(
        "painkillers",
        "Painkillers and training",
        r"ibuprofen|nsaids?|painkillers?|paracetamol|advil",
        "If you need one to train, have the reason looked at before the next session.",
    ),
    topic(
        "sweat_detox",
        "Sweat, detox and cleanses",
        r"detox\w*|cleanses?|juic(?:e|ing) (?:cleanse|diet|fast)|sweat\w* (?:out|more|suit)"
        r"|sauna suit",
        "Leave it, and put the effort into sleep and protein this week.",
    ),
    topic(
        "hunger_on_a_diet",
        "Hunger while dieting",
        r"(?:starving|ravenous|hungry|hunger|craving\w*|peckish)\b(?! (?:for (?:more|gains)))",
        "Tell me what you ate today, and I look where protein and food could move to.",
    ),
    topic(
        "vitamin_b12",
        "Vitamin B12",
        r"(?:vitamin )?b[- ]?12|cobalamin",
        "If you eat no animal foods, take one from today on, and ask for a blood test once a year.",
    ),
    topic(
        "other_supplements",
        "Which other supplements do anything",
        r"which supplements|(?:best|what|any|useful|worth\w*) supplements?|ashwagandha|turkesterone"
        r"|zma|hmb"
        r"|glutamine|tribulus|test(?:osterone)? boosters?|magnesium|supplements? (?:work|worth"
        r"|needed|necessary)",
        "Name the one you think of, and I look at its evidence.",
    ),
)
"""Asked in order; the narrow ones stand first."""
