"""Topics of sets, effort, exercises and programmes."""

from __future__ import annotations

from typing import Final

from agents.builtin.topic import NEXT_SESSION, Topic, topic

TOPICS: Final[tuple[Topic, ...]] = (
    topic(
        "rest_intervals",
        "How long to rest between sets",
        r"rest (?:between|times?|periods?|intervals?)|(?:how long|how much|seconds"
        r"|minutes)\b.{0,25}"
        r"\brest\b|rest\b.{0,20}\b(?:between|in between) (?:sets|my sets|exercises)|short rests?"
        r"|how long (?:till?|until|before|to) (?:the |my )?next (?:set|one)",
        "In the next heavy session time the rests, and see whether the last set keeps its "
        "repetitions.",
    ),
    topic(
        "close_to_failure",
        "How close to failure to train",
        r"(?:to|till|until|near|close to|short of|reach\w*|hit(?:ting)?|go(?:ing)? to"
        r"|past) (?:muscular )?"
        r"failure|training to failure|failure training|reps in reserve|leave in the tank",
        "In the next session stop most sets with a little left, go to failure only on the last one "
        "of a light exercise, and log the RPE.",
    ),
    topic(
        "exercise_variety",
        "How often to change exercises: muscle confusion",
        r"muscle confusion|confus\w* (?:the|my|your) muscles|(?:change|switch|swap|rotate)\b.{0,30}"
        r"\b(?:exercises?|routine|program\w*|workouts?) (?:every|often|each|weekly|so)"
        r"|how often\b.{0,30}\b(?:change|switch|rotate)|variety|keep (?:my )?muscles guessing",
        "Keep your main lifts for the coming weeks, and change one that hurts or has stalled.",
    ),
    topic(
        "sets_per_session",
        "Spreading sets over the week: how often to train each muscle, full body or split",
        r"how (?:often|many times|many days)\b.{0,40}\b(?:train|hit|work|muscle|legs|chest|back"
        r"|week|lift"
        r"|gym|work ?out)|(?:training )?frequency|times a week|bro[- ]?split|full[- ]?body (?:or"
        r"|vs)"
        r"|(?:push[ ,/-]pull[ ,/-]legs|ppl|upper[ /-]lower|split)\b.{0,30}\b(?:or|vs|better|best)",
        "Ask me for your weekly volume, and I show how many sets each muscle gets now.",
    ),
    topic(
        "deload",
        "When and how to deload",
        r"deload\w*|easy week|back[- ]?off week|light week",
        "Ask me for the next load of a lift, and I say whether its log asks for one.",
    ),
    topic(
        "progressive_overload",
        "Progressive overload",
        r"progressive overload|overload (?:principle|mean|work)",
        "Ask me for the next load of a lift, and I name the next step from your log.",
    ),
    topic(
        "mind_muscle",
        "Mind-muscle connection",
        r"mind[- ]?muscle|feel\b.{0,25}\b(?:in (?:the|my)|my (?:lats|chest|glutes|back)|working)"
        r"|can'?t feel",
        NEXT_SESSION,
    ),
    topic(
        "muscle_pump",
        "Does the pump build muscle",
        r"(?:the|a|no|good|big|chasing|muscle) pump|pump\b.{0,20}\b(?:grow\w*|mean|matter"
        r"|important)",
        "Judge the next session by load and repetitions in the log.",
    ),
    topic(
        "loads_for_growth",
        "Heavy or light for muscle growth: rep ranges",
        r"(?:rep range|how many reps|heavy or light|light or heavy|light weights|high reps|low reps"
        r"|hypertrophy range)(?! (?:did|do i have left|left))",
        NEXT_SESSION,
    ),
    topic(
        "tempo",
        "How fast to move the weight: tempo and time under tension",
        r"tempo(?! run\w*| pace)|time under tension|tut|slow (?:reps|negatives|eccentrics?)"
        r"|how (?:fast|slow)"
        r"\b.{0,20}\breps",
        NEXT_SESSION,
    ),
    topic(
        "range_of_motion",
        "Full or partial range of motion",
        r"(?:full|partial|half|lengthened) (?:range|reps|rom|partials)|range of motion",
        NEXT_SESSION,
    ),
    topic(
        "free_or_machines",
        "Free weights or machines",
        r"(?:free weights?|barbells?|dumbbells?)\b.{0,15}\b(?:or|vs|versus|better than)\b.{0,15}"
        r"\bmachines?|machines?\b.{0,20}\b(?:or|vs|versus|better|worse|as good)\b",
        "Use what lets you add load without pain, and tell me which one you take: I track it.",
    ),
    topic(
        "time_of_day",
        "Morning or evening training",
        r"(?:morning|evening|time of day|night)\b.{0,30}\b(?:train\w*|workout|lift\w*|gym|better"
        r"|best)"
        r"|best time\b.{0,20}\b(?:train|work ?out|lift|gym)",
        "Choose the hour you can keep for the coming weeks, and train at it each time.",
    ),
    topic(
        "long_term_rate",
        "How fast strength and muscle come",
        r"how (?:long|fast|quick\w*|soon)\b.{0,40}\b(?:results?|muscle|stronger|strength|see|gains?"
        r"|grow)"
        r"|newbie gains|natural limit|genetic\w*",
        "Log the coming weeks here and ask me how a lift is going: that is your own rate.",
    ),
    topic(
        "toning",
        "Toning and getting bulky",
        r"ton(?:e|ed|ing)|(?:too )?bulky",
        "Train for strength in the coming weeks, and let food decide the size.",
    ),
    topic(
        "drop_sets",
        "Drop sets",
        r"drop ?sets?|rest[- ]pause|myo[- ]?reps",
        "Use one on the last set of a light exercise next session, and log it.",
    ),
    topic(
        "supersets",
        "Pairing exercises to save time: supersets",
        r"super ?sets?|pair(?:ing)? exercises|circuit training",
        "Pair opposing muscles in the next session, and see whether the repetitions hold.",
    ),
    topic(
        "belt_use",
        "Lifting belts",
        r"(?:lifting |weight )?belts?",
        "Try it on the top sets only, braced as without it.",
    ),
    topic(
        "lifting_shoes",
        "What to wear on your feet when lifting",
        r"(?:squat|lifting|weightlifting|flat|barefoot|running) shoes?|barefoot|shoes? (?:for"
        r"|to) (?:squat|lift)",
        "Film a set from the side in both pairs, and I compare the depth.",
    ),
    topic(
        "best_programme",
        "Is there a best programme or exercise",
        r"(?:what|which)(?:'s| is| are)? (?:the )?(?:single )?(?:best|optimal|most effective"
        r"|better)\b.{0,40}"
        r"\b(?:program\w*|split|routine|exercises?|workouts?|plan|lift|method|way to (?:train|lift"
        r"|build))"
        r"|(?:best|optimal) (?:program\w*|split|routine|exercises?|workout)|which is (?:best"
        r"|better)",
        "Tell me your days a week, your equipment and your goal, and I build one that fits.",
    ),
)
"""Asked in order; the narrow ones stand first."""
