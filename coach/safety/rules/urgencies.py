"""What a clinician has to see within a day: muscle breakdown, clots, hearts, injuries, glucose.

Source:
    CDC on rhabdomyolysis; NICE NG158 (deep vein thrombosis); ACSM 2015 preparticipation screening;
    ADA 2024 on exercise with insulin; GINA 2024 on asthma; ACOG 804 (warning signs in pregnancy);
    Amsterdam 2022 consensus on concussion.
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.families import together
from coach.safety.rules.rule import Rule
from coach.safety.rules.text import near

_URINE = r"\b(?:pee|peeing|peed|urine|piss|pissing|wee|weeing|urinat\w+)\b"
_INJURED_PART = (
    r"\b(?:tendon|knee|pec|chest|bic(?:ep|eps)|tric(?:ep|eps)|achilles|hamstring|hammy|shoulder"
    r"|quad|calf"
    r"|ankle|elbow|hip|groin|wrist|armpit|heel)\b"
)
_LONG = (
    r"(?:(?:for|since|past|last|over|than|going on|about|now) (?:\w+ ){0,3})?(?:(?:three|four|five"
    r"|six|seven|eight|[3-9]|1\d|several|many) (?:\+ )?weeks?|(?:a|one|two|three|[1-9]\d?) months?"
    r"|months|(?:last|since) (?:spring|summer|autumn|winter|year))"
)

URGENT: tuple[Rule, ...] = (
    Rule(
        "urgent.locked_joint",
        SafetyClass.URGENT,
        "injury",
        together(
            r"\b(?:knees?|ankles?|elbows?|wrists?|shoulders?|hips?)\b",
            r"\b(?:swoll?en|swell\w*|swole|puff\w*|balloon\w*|locked)\b",
            r"\b(?:can'?t|cant|cannot|couldn'?t|unable to|won'?t|wont)\b[^.]{0,16}"
            r"\b(?:straighten|bend|extend|walk|weight|stand|move)\b",
        ),
        unless=r"\b(?:years? ago|used to|last year|lol|haha\w*|replacement)\b",
    ),
    Rule(
        "urgent.dark_urine",
        SafetyClass.URGENT,
        "rhabdo",
        near(
            r"\b(?:dark\w*|brown\w*|cola|coke|tea|rust\w*|red(?:dish)?|black|blood\w*|maroon)\b",
            _URINE,
            40,
        )
        + r"|\brhabdo\w*",
        unless=r"\b(?:what is|what'?s|explain|define|prevent|avoid|read about|beetroots?|beets?"
        r"|dark chocolate|cup of tea|diet coke)\b",
        despite=r"\b(?:my (?:pee|urine|piss)|swollen|swelling|i (?:have|think|might))\b",
    ),
    Rule(
        "urgent.swollen_muscle",
        SafetyClass.URGENT,
        "rhabdo",
        r"^(?=.*\b(?:swollen|swelling|ballooned|balloons?|huge and (?:hard|swollen)|swelled)\b)"
        r"(?=.*\b(?:thighs?|quads?|arms?|biceps|triceps|legs|forearms?)\b)"
        r"(?=.*\b(?:can'?t|barely|unable|weak\w*|no strength|won'?t (?:bend|straighten))\b)",
        unless=r"\b(?:pump(?:ed)?|lol|haha\w*)\b",
        despite=r"\b(?:days? (?:ago|after|later|since)|weak\w*|pee|urine)\b",
    ),
    Rule(
        "urgent.calf",
        SafetyClass.URGENT,
        "clot",
        near(
            r"\b(?:calf|calves|lower leg|behind (?:my|the) knee)\b",
            r"\b(?:swollen|swelling|swelled|puff\w+|hot to the touch|warm to the touch|(?:is|and"
            r"|feels?"
            r"|it'?s|really|very|gone) (?:hot|warm|red)|warm|red and|bigger than the other"
            r"|throbb\w+)\b",
            60,
        )
        + r"|\b(?:dvt|deep vein|blood clot)\b[^.]{0,30}\b(?:leg|calf|think|might|worried|again)\b",
        unless=r"\b(?:pump\w*|lol|warm (?:up|ups|upped)|warming|prevent|avoid|what is)\b",
        despite=r"^(?!.*\bpump).*\b(?:swollen|swelling|red|puffy|hot)\b",
    ),
    Rule(
        "urgent.night_pain",
        SafetyClass.URGENT,
        "clinician_today",
        r"\b(?:pain|ache|aches|aching|hurts?|throb\w*|sore)\b[^.]{0,40}\b(?:wak(?:es|ing) me"
        r"|keeps me (?:up|awake)|kept me (?:up|awake)|all night|every night|worst at night"
        r"|worse at night|at night even)\b"
        r"|\bcan'?t sleep\b[^.]{0,30}\b(?:pain|from it|aches?|hurts?|throb\w*)\b"
        r"|\b(?:los(?:ing|t)|dropp(?:ing|ed)|shed(?:ding)?) (?:\d+ ?(?:kg|kilos?|lbs?|pounds) "
        r"|weight)?"
        r"[^.]{0,40}\b(?:without (?:trying|dieting)|for no reason|unexplained|haven'?t changed"
        r"|hasn'?t changed|nothing (?:has )?changed|not even (?:trying|dieting)|eating (?:the same"
        r"|as (?:ever|usual|normal)))\b"
        r"|\bunexplained weight loss\b|\bnight sweats\b",
        unless=r"\b(?:doms|legs? day)\b",
    ),
    Rule(
        "urgent.long_pain",
        SafetyClass.URGENT,
        "clinician_soon",
        r"^(?=.*\b(?:pain|painful|hurt|hurts|hurting|aches?|aching)\b)"
        rf"(?=.*\b{_LONG})(?=.*\b(?:getting worse|gets worse|worse (?:and worse|every|each|now)"
        r"|no better|not (?:getting|any) better|won'?t go away|isn'?t going away|constant\w*"
        r"|even at rest|all the time)\b)",
    ),
    Rule(
        "urgent.fever_joint",
        SafetyClass.URGENT,
        "clinician_today",
        near(
            r"\b(?:fever\w*|temperature|temp of|chills|shivers)\b",
            r"\b(?:joints?|knee|hip|elbow|shoulder|ankle|wrist)\b",
            60,
        ),
        unless=r"\b(?:room|water|outside|body) temperature\b|\bcheck my (?:knee|squat|hip)\b",
    ),
    Rule(
        "urgent.glucose",
        SafetyClass.URGENT,
        "glucose",
        near(
            r"\b(?:insulin|diabet\w+|type (?:1|one)|t1d?|glucose|sugars?|cgm|libre|dexcom|bg)\b",
            r"\b(?:shaky|shaking|shakes|hypos?|sweaty|dizzy|wobbly|confused|faint|low right now"
            r"|going low|gone low|crash\w*|ketones?|[12]\.\d|3\.[0-8]|(?:is|at|of|says?|reads?|now)"
            r" (?:[3-6]\d)\b|(?:is|at|are) (?:1[5-9]|2\d|3\d)\b|dropping fast)\b",
            80,
        )
        + r"|\b(?:had|having|get|got) (?:a |another )?(?:hypo|hypos|low)\b[^.]{0,50}\b(?:insulin"
        r"|run"
        r"|ride|sugar|shaky|wobbly|session)\b|\bhypoglyc\w+",
        unless=r"\b(?:skipped breakfast|oats|cereal|porridge|label|mid-? ?morning"
        r"|sugar before training|sugar rush|type (?:1|2) fib\w+"
        r"|crashed after lunch|blood sugar friendly)\b",
        despite=r"\b(?:insulin|diabet\w+|cgm|hypo)\b",
    ),
    Rule(
        "urgent.asthma",
        SafetyClass.URGENT,
        "asthma",
        near(
            r"\b(?:asthma|inhaler|wheez\w+|puffer)\b",
            r"\b(?:attack|not helping|isn'?t helping|doesn'?t help|does nothing|not working"
            r"|isn'?t working|tight (?:chest|breathing)|worse|can'?t stop|new|playing up|ran out"
            r"|every run|flar\w+|after (?:intervals|sprints|the))\b",
            60,
        ),
        unless=r"\b(?:new (?:inhaler|prescription)|none now|under control|well controlled)\b",
        despite=r"\b(?:not helping|attack|worse)\b",
    ),
    Rule(
        "urgent.pregnancy",
        SafetyClass.URGENT,
        "pregnancy_stop",
        near(
            r"\b(?:pregnan\w+|trimester|weeks along|\d\d weeks gone|expecting|the bump|baby)\b",
            r"\b(?:bleed\w*|spotting|leak\w*|fluid|waters? (?:broke|broken)|contractions?|dizz\w+"
            r"|faint\w*|calf (?:pain|hurts|swollen)|headaches?|chest (?:pain|hurts)|baby"
            r" (?:isn'?t|not"
            r"|stopped) mov\w+)\b",
            100,
        )
        + r"|\b(?:having|getting|regular|had) contractions\b|\bmy waters\b",
        unless=r"\bmy (?:wife|partner|girlfriend|sister)\b",
        despite=r"\b(?:bleed\w*|contractions?|waters?)\b",
    ),
    Rule(
        "urgent.near_faint",
        SafetyClass.URGENT,
        "faint",
        r"\b(?:light-? ?headed|dizz(?:y|iness)|woozy)\b"
        r"|\b(?:nearly|almost|about to|going to|feel like i'?(?:m|ll)(?: going to)?|close to)"
        r" (?:faint\w*"
        r"|pass(?:ed|ing)? out|black(?:ed|ing)? out|hit the (?:floor|deck))\b|\bfelt faint\b"
        r"|\bfeel faint\b"
        r"|\b(?:room|everything|gym) (?:was|is|started|keeps?) spinning\b|\bhead (?:is|was)"
        r" spinning\b"
        r"|\b(?:saw|seeing|see) (?:stars|black (?:spots|dots)|spots)\b|\bgrey(?:ed|ing) out\b"
        r"|\bvision\b(?:\W+\w+){0,2}?\W+(?:black|dark|blurr\w+|narrow\w*|tunnel\w*|grey|went)\b",
        unless=r"\b(?:video|camera|footage|screen|idea|choice of|choosing|too many|heights?)\b",
        despite=r"\b(?:my vision|i feel|i felt|i get|i got|nearly|almost)\b",
    ),
    Rule(
        "urgent.heart_rhythm",
        SafetyClass.URGENT,
        "clinician_today",
        r"\bpalpitations?\b|\b(?:pulse|heart ?(?:beat|rate)?) (?:goes|is|going|jumps) all over\b"
        r"|\bskipp?(?:ing|ed|s) (?:a )?beats?\b|\birregular (?:heart ?beat|pulse"
        r"|rhythm)\b|\bheart (?:is |was |keeps |has been )?(?:racing|flutter\w*|skipping"
        r"|thump\w*)\b"
        r"|\bheart (?:skips|misses|jumps|doing (?:flip|somersault|back)\w*[- ]?\w*|flip\w*)\b"
        r"|\b(?:extra|missed) (?:heart)? ?beats\b",
        unless=r"\b(?:sprints?|intervals?|race day|excited|nervous|nerves|adrenaline|burpees"
        r"|hill repeats)\b",
        despite=r"\b(?:skip\w+|irregular|at rest|flutter\w*|in bed|lying)\b",
    ),
    Rule(
        "urgent.concussion",
        SafetyClass.URGENT,
        "head",
        r"\bconcuss(?:ion|ed)\b|\b(?:got|was|been) knocked out\b",
        unless=r"\b(?:what is|define|prevent|avoid|signs of|know about|protocols?)\b",
        despite=r"\b(?:i have|i had|i got|i'?ve)\b",
    ),
    Rule(
        "urgent.rupture",
        SafetyClass.URGENT,
        "injury",
        near(
            r"\b(?:pop|pops|popped|snap|snapped|bang|crack|cracked|ruptured?|tore|torn off|tears?"
            r" off)\b",
            _INJURED_PART,
            60,
        ),
        unless=r"\b(?:always|often|usually|painless|no pain|without pain|doesn'?t hurt|clicks?"
        r"|callus|calluses|skin|shirt|band|resistance|my hips pop|friend|protect|torn meniscus|is"
        r" this"
        r"|do you think|when i)\b",
        despite=r"\b(?:swollen|swelled|swelling|bruis\w+|can'?t|loud)\b",
    ),
    Rule(
        "urgent.nerve",
        SafetyClass.URGENT,
        "nerve",
        r"^(?=.*\b(?:shooting|radiat\w+|(?:goes|going|runs|running|travels|down) (?:all the way"
        r" )?(?:down"
        r"|to|my)|numb\w*|electric|dragging|foot drop|tingl\w+)\b)"
        r"(?=.*\b(?:leg(?! (?:press|curl|extension|raise|day|drive)\w*\b)|foot|feet|toes?"
        r"|buttock)\b)"
        r"(?=.*\b(?:pain\w*|back|deadlift\w*|rdls?|squat\w*|disc)\b)",
        unless=r"\b(?:bike|cold|ice|shoes?|boots?|fell asleep|falls asleep|run(?:s|ning)? (?:pain"
        r"|to)"
        r"|tall|next squat)\b",
        despite=r"\b(?:back|shooting)\b",
    ),
)
