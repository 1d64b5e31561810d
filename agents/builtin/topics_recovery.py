"""Topics of sleep, soreness, stretching, rest, age and the cycle."""

from __future__ import annotations

from typing import Final

from agents.builtin.topic import NEXT_SESSION, SLEEP_TONIGHT, Topic, topic

TOPICS: Final[tuple[Topic, ...]] = (
    topic(
        "cold_water",
        "Cold baths after training",
        r"cold (?:plunge\w*|baths?|showers?|water)|ice baths?|cryo\w*|cold exposure",
        "Leave the cold for days without lifting, or for a tournament when the next start is near.",
    ),
    topic(
        "heat_sauna",
        "Sauna and hot baths",
        r"saunas?|hot (?:tubs?|baths?)|steam room",
        "Put it after training or on a rest day, drink beside it, and see how you sleep.",
    ),
    topic(
        "rest_days",
        "Rest days and training every day",
        r"rest days?|days? off|(?:train|gym|work ?out|lift)\w*\b.{0,15}\b(?:every ?day|daily"
        r"|seven days"
        r"|7 days|without (?:a )?rest)|every single day|active recovery",
        "Keep one free day in the coming week, and take a walk on it.",
    ),
    topic(
        "soreness_growth",
        "No pain, no gain: soreness and muscle growth",
        r"(?:not|never|no longer|don'?t get|isn'?t|aren'?t|without being) (?:\w+ )?sore|no soreness"
        r"|(?:sore\w*|doms)\b.{0,40}\b(?:grow\w*|gains?|good|work\w*|mean|sign|effective|progress"
        r"|muscle"
        r"|necessary|need|indicat\w*)|no pain,? no gain",
        "Judge the next session by load and repetitions in the log, not by the day after.",
    ),
    topic(
        "soreness",
        "Training with sore muscles: delayed onset muscle soreness",
        r"sore\w*|doms|stiff (?:the )?day after|why\b.{0,20}\b(?:ache|hurt)\w*\b.{0,25}\b(?:day"
        r"|after)",
        "Move it lightly today, and tell me what is sore from none to ten: I set the session by "
        "it.",
    ),
    topic(
        "foam_rolling",
        "Foam rolling",
        r"foam[- ]?roll\w*|massage gun|theragun|lacrosse ball",
        "If it feels good, a minute or two a muscle before training is enough.",
    ),
    topic(
        "stretching_injury",
        "Does stretching prevent injury or soreness",
        r"stretch\w*\b.{0,30}\b(?:injur\w*|prevent\w*|sore\w*|doms|help|work|useless|need)"
        r"|(?:injur\w*|prevent\w*|sore\w*|doms)\b.{0,30}\bstretch\w*",
        "Before your next lift do its lighter sets instead; ask me for the load, and I list them.",
    ),
    topic(
        "warm_up",
        "Warming up and stretching before heavy sets",
        r"warm(?:ing)?[- ]?up|stretch\w*\b.{0,30}\b(?:before|prior|pre)|(?:before"
        r"|prior to)\b.{0,20}"
        r"\bstretch\w*|(?:static|dynamic) stretch\w*",
        "Ask me for the next load of your first lift, and I list its warm-up sets.",
    ),
    topic(
        "mobility",
        "Getting more mobile: stretching and full range",
        r"stretch\w*|mobility|flexib\w*|yoga",
        "Pick one stretch for the joint that limits your lift, and do it after training.",
    ),
    topic(
        "naps",
        "Naps",
        r"naps?|napping|siesta",
        "If the night was short, lie down early in the afternoon and set an alarm.",
    ),
    topic(
        "sleep",
        "Sleep for strength and recovery",
        r"sleep\w*|insomnia|night shifts?|melatonin",
        SLEEP_TONIGHT,
    ),
    topic(
        "overtraining",
        "Tired for weeks: overreaching and overtraining",
        r"overtrain\w*|over ?reach\w*|burn(?:t|ed)? ?out|cns (?:fatigue|fried)",
        "Tell me your hours of sleep and how hard your sessions were, and I look at the weeks.",
    ),
    topic(
        "muscle_memory",
        "Muscle lost and found: muscle memory and breaks",
        r"muscle memory|(?:lose|losing|lost)\b.{0,25}\b(?:gains?|muscle|strength|fitness)\b.{0,40}"
        r"\b(?:week|break|off|holiday|vacation|travel\w*|rest|stop\w*|miss\w*|days)"
        r"|(?:week|break|time off|holiday|vacation)\b.{0,40}\b(?:lose|losing)\b.{0,20}\b(?:gains?"
        r"|muscle|strength)"
        r"|muscles? turn\w* (?:in)?to fat",
        "When you are back, ask me for the next load: I set it by the days since the last session.",
    ),
    topic(
        "age_too_late",
        "Too late to start lifting, ageing and muscle",
        r"too (?:old|late)|at my age|(?:after|over|past|in my|at) (?:40|50|60|70|fifty|sixty"
        r"|seventy)s?\b"
        r".{0,40}\b(?:muscle|lift\w*|strength|start|build|gain)|sarcopenia",
        "Start with two sessions a week and a load that feels easy, and log them here.",
    ),
    topic(
        "older_lifters",
        "Lifting after fifty: ageing and training",
        r"ag(?:e)?ing|older (?:lifters?|athletes?|adults?)|(?:as|when) (?:i|we|you) (?:age"
        r"|get older)"
        r"|menopaus\w*|recover\w* slower",
        "Tell me how the last sessions felt, and I keep the steps small where they should be.",
    ),
    topic(
        "menstrual_cycle",
        "Training and the menstrual cycle",
        r"(?:menstrual |my )?cycle sync\w*|menstru\w*|(?:on|during|before|my) (?:my "
        r"|the )?period(?! of)"
        r"|luteal|follicular|time of the month|pms",
        "Go by how the warm-up feels on the day, and note it with the sets: after some months your "
        "own log tells more than a rule.",
    ),
    topic(
        "stress_recovery",
        "Stress and recovery",
        r"stress\w*(?! fracture)|cortisol",
        "In a hard week keep the days and drop a set or two, and tell me how you slept.",
    ),
    topic(
        "lactic_acid",
        "Lactic acid",
        r"lactic acid|lactate (?:burn|build)|muscle burn",
        NEXT_SESSION,
    ),
)
"""Asked in order; the narrow ones stand first."""
