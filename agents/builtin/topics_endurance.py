"""Topics of running, heat, illness, and endurance beside lifting."""

from __future__ import annotations

from typing import Final

from agents.builtin.topic import Topic, topic

TOPICS: Final[tuple[Topic, ...]] = (
    topic(
        "heat_training",
        "Training in the heat",
        r"(?:hot|heat|humid\w*|heatwave|summer)\b.{0,30}\b(?:run\w*|train\w*|pace|race|workout"
        r"|lift\w*)"
        r"|(?:run\w*|train\w*|pace|race|workout|lift\w*)\b.{0,30}\b(?:in the heat"
        r"|in (?:the )?hot\w*|heat\b"
        r"|humid\w*|heatwave)",
        "On the next hot day start slower than your usual pace and go by breath, not by the watch.",
    ),
    topic(
        "cardio_order",
        "Cardio before or after lifting, the order in one session",
        r"(?:cardio|run\w*|treadmill|bike|rowing)\b.{0,25}\b(?:before or after|first or|or after|or"
        r" before)\b|(?:before or after|first)\b.{0,30}\b(?:cardio|run\w*)"
        r"|(?:cardio|run\w*) (?:first|before|after) (?:or )?(?:the )?(?:weights|lifting|leg|gym)"
        r"|(?:weights|lift\w*) or (?:cardio|run\w*) first|order\b.{0,20}\bcardio",
        "On your next shared day lift first, then keep the cardio easy and short.",
    ),
    topic(
        "hiit_or_steady",
        "HIIT or steady cardio for fat loss",
        r"hiit|liss|steady[- ]state|afterburn|epoc",
        "Pick the one you will repeat, and keep it off the day before heavy legs.",
    ),
    topic(
        "cardio_kills_gains",
        "Does cardio kill gains: interference of endurance and muscle growth",
        r"(?:cardio|run\w*|endurance|cycling|swim\w*|jog\w*)\b.{0,40}\b(?:gains?|muscle|interfer\w*"
        r"|kill\w*"
        r"|strength|grow\w*|bulk\w*|hypertrophy|lose|hurt\w*|bad for)"
        r"|(?:gains?|muscle|interfer\w*|strength|hypertrophy)\b.{0,30}\b(?:cardio|running|endurance"
        r"|jog\w*)"
        r"|interference effect|concurrent training",
        "Put the hard run a day away from heavy legs, and tell me both here: I watch whether the "
        "lifts still go up.",
    ),
    topic(
        "cardio_and_lifting",
        "Lifting and endurance in the same week",
        r"(?:combin\w*|mix\w*|both|balance|fit|same week|same day|alongside|together"
        r"|hybrid)\b.{0,40}"
        r"\b(?:cardio|run\w*|endurance|marathon)|(?:cardio|run\w*|endurance|marathon)\b.{0,40}\b(?:combin\w*"
        r"|alongside|same"
        r" (?:day|week)|and (?:lift\w*|weights)|with (?:lift\w*|weights|strength))"
        r"|(?:lift\w*|weights|strength)\b.{0,30}\bwhile (?:marathon|training for a|running)"
        r"|hybrid athlete"
        r"|(?:lift|train|gym|squat|legs?)\w*\b.{0,20}\b(?:day|night|days) before\b.{0,25}"
        r"\b(?:race|marathon|half|10 ?k|5 ?k|run)",
        "Plan the two hardest days of the week far apart, and log both, so that I see how they go.",
    ),
    topic(
        "training_load_ratio",
        "Acute and chronic load: ratio and injury risk",
        r"acwr|acute[ :/-]+(?:to[ -]|and )?chronic|monotony|load ratio|workload ratio",
        "Ask me for your training load, and I show how your last week differs.",
    ),
    topic(
        "illness_return",
        "Training with a cold and after illness",
        r"(?:have|got|had|with|after|getting over|recover\w* from|a) (?:a |the |my )?(?:bad "
        r"|head )?(?:cold|flu"
        r"|covid|virus|fever|infection)|sick|ill\b|runny nose|sore throat|unwell",
        "Come back with one easy session, and tell me how it went: I set the next one by it.",
    ),
    topic(
        "running_return",
        "Running again after a break",
        r"(?:back (?:in)?to|return\w* to|start\w* again|restart\w*|resum\w*)\b.{0,30}\brun\w*"
        r"|(?:haven'?t|have not|not|stopped|no) (?:been )?run\w*\b.{0,30}\b(?:weeks?|months?"
        r"|years?)"
        r"|(?:off|break|layoff|injur\w*|months? off|weeks? off)\b.{0,30}\brunning",
        "Run every other day at a pace at which you can talk, and log each one: I watch the weeks.",
    ),
    topic(
        "cadence_injury",
        "Running form and sore shins and knees: cadence",
        r"cadence|shins?(?: splints?)?|running form|overstrid\w*|heel strik\w*",
        "Try slightly quicker, shorter steps on the next easy run, for a few minutes at a time.",
    ),
    topic(
        "side_stitch",
        "Side stitch when running",
        r"(?:side )?stitch(?:es)?|cramp\b.{0,20}\b(?:side|ribs)",
        "Before the next run leave a gap after the last large drink, and begin slowly.",
    ),
    topic(
        "running_build",
        "Building running volume: the ten per cent rule",
        r"(?:10|ten) ?(?:%|percent|per cent) rule|how (?:fast|quick\w*|much)\b.{0,30}\b(?:increase"
        r"|build|add)"
        r"\b.{0,20}\b(?:mileage|running|distance)",
        "Ask me how much to run next week, and I work it out from your log.",
    ),
    topic(
        "easy_running",
        "Run easy days easily: why slow running makes faster",
        r"(?:why|should)\b.{0,30}\b(?:easy|slow\w*|zone ?2)\b.{0,30}\b(?:run\w*|pace|cardio"
        r"|train\w*)?|80[/ ]20"
        r"|polari[sz]ed|zone ?2\b.{0,30}\b(?:why|benefit\w*|good|work|for|point|worth|overrated)"
        r"|(?:benefits?|point) of (?:zone ?2|easy)",
        "Do the next run at a pace at which you can talk in full sentences, and log it.",
    ),
    topic(
        "threshold_running",
        "Threshold and tempo running",
        r"(?:threshold|tempo) (?:runs?|running|session|training|work)|lactate threshold",
        "Tell me a recent race, and I name your threshold pace.",
    ),
    topic(
        "intervals",
        "Intervals and VO2max",
        r"vo2 ?max|intervals?|norwegian|4 ?x ?4|how\b.{0,20}\bget faster|run (?:a )?faster",
        "Add one interval session to the coming week, with an easy day on either side.",
    ),
    topic(
        "missed_runs",
        "A missed or skipped run",
        r"(?:miss\w*|skip\w*|no time for|(?:can'?t|cannot) (?:do|make)|leave out|left out|make up"
        r" for)\b.{0,25}\bruns?",
        "Run 45 easy minutes on another day of this week, and tell me when it is done.",
    ),
    topic(
        "long_run",
        "The long run",
        r"long runs?",
        "Ask me how long yours should be, and I take it from your log.",
    ),
    topic(
        "vdot_paces",
        "VDOT and training paces",
        r"vdot|jack daniels|training paces (?:work|mean|come)",
        "Tell me a recent race, and I work your paces out.",
    ),
    topic(
        "taper",
        "Tapering before a meet or test",
        r"taper\w*|peak(?:ing)? (?:for|week)",
        "Tell me the event and the weeks left, and I lay the taper out.",
    ),
)
"""Asked in order; the narrow ones stand first."""
