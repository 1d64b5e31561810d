"""Red flags as patterns over folded text, gravest class first.

Source:
    Triggers of docs/explanation/safety.md (ACSM 2015 screening, CDC on
    rhabdomyolysis, ACOG 804 on pregnancy, concussion consensus Amsterdam 2022).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.safety.model import SafetyClass
from coach.safety.rules.text import near


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag."""

    id: str
    klass: SafetyClass
    reply: str
    """Key of the fixed reply."""
    pattern: str
    unless: str | None = None
    """Benign look-alike: the rule does not fire when this matches..."""
    despite: str | None = None
    """...except when this matches as well."""

    def fires(self, text: str) -> bool:
        """Tell whether the flag stands in folded `text`."""
        if re.search(self.pattern, text) is None:
            return False
        if self.unless is None or re.search(self.unless, text) is None:
            return True
        return self.despite is not None and re.search(self.despite, text) is not None


_WHO = r"\b(?:i|he|she|they|we|my (?:friend|partner|client|dad|mum|mom|wife|husband|mate))\b"
_CHEST = (
    r"\bchest (?:pain|pains|pressure|tightness|discomfort|heaviness)\b"
    r"|\b(?:pain|pains|pressure|tightness|crushing|squeezing|heaviness|burning|elephant)\b"
    r"(?:\W+\w+){0,3}?\W+(?:in|on|across|of)\W+(?:my |the |his |her )?(?:\w+ )?chest\b"
    r"|\bchest\b(?:\W+\w+){0,3}?\W+(?:hurts|hurting|tight|tightens|feels heavy|is crushing)\b"
)
_CARDIAC_COMPANY = (
    r"\b(?:left arm|jaw|sweat\w*|breath\w*|dizz\w*|faint\w*|nause\w*|heart|palpitation\w*|sick)\b"
)
_HEAD_HIT = (
    r"\b(?:hit|knocked|banged|smacked|bumped|struck|cracked)\b(?:\W+\w+){0,4}?\W+head\b"
    r"|\bhead\b(?:\W+\w+){0,3}?\W+(?:got hit|was hit|hit the)|\bon my head\b|\bconcuss\w+"
)
_HEAD_SIGNS = (
    r"\b(?:vomit\w*|threw up|throwing up|headache|drowsy|sleepy|confus\w+|dizz\w+|foggy|blurr\w+"
    r"|memory|remember|nause\w+|seeing (?:stars|double)|light (?:hurts|sensitiv\w+)"
    r"|ears? ringing)\b"
)
_BACK = r"\b(?:back|spine|disc|deadlift\w*|squat\w*|sciatica)\b"
_NUMB = r"\b(?:numb\w*|tingl\w+|no feeling|can'?t feel|cannot feel|lost feeling|pins and needles)\b"
_GROIN = (
    r"\b(?:groin|saddle(?: area)?|genitals?|crotch|between my legs|inner thighs|buttocks"
    r"|private parts)\b"
)

EMERGENCIES: tuple[Rule, ...] = (
    Rule(
        "emergency.chest",
        SafetyClass.EMERGENCY,
        "cardiac",
        _CHEST,
        unless=r"\b(?:doms|sore|chest day|muscle soreness|pecs?|pectoral|touch(?:es|ing)? (?:my"
        r"|the) chest|chest (?:supported|press|fly|flyes|up))\b",
        despite=_CARDIAC_COMPANY,
    ),
    Rule(
        "emergency.arm_or_jaw",
        SafetyClass.EMERGENCY,
        "cardiac",
        r"^(?=.*\b(?:left arm|jaw)\b(?:\W+\w+){0,4}?\W+(?:numb|pain\w*|ach\w+|hurt\w*|tingl\w+))"
        r"(?=.*\b(?:chest|breath\w*|sweat\w*|nause\w*|dizz\w*)\b)",
    ),
    Rule(
        "emergency.breathless",
        SafetyClass.EMERGENCY,
        "cardiac",
        r"\b(?:can'?t|cannot|couldn'?t|struggling to) breathe\b"
        r"|\bsudden\w*\b[^.]{0,30}\b(?:short(?:ness)? of breath|breathless)"
        r"|\b(?:short(?:ness)? of breath|breathless)\b[^.]{0,30}"
        r"\b(?:at rest|lying|suddenly|sitting)",
        unless=r"\b(?:laugh\w*|funny|belt|mask|hoodie|nose|brac(?:e|ing)|snorkel)\b",
        despite=r"\b(?:chest|lips|blue|faint\w*|dizz\w*)\b",
    ),
    Rule(
        "emergency.fainted",
        SafetyClass.EMERGENCY,
        "cardiac",
        rf"(?:{_WHO})(?:\W+\w+){{0,3}}?\W+(?:fainted|passed out|blacked out|collapsed"
        rf"|lost consciousness)\b",
        unless=r"\b(?:couch|sofa|in bed|on my bed|into bed|asleep|from exhaustion|sleepy)\b",
        despite=r"\b(?:chest|heart|palpitation\w*|woke up on the floor)\b",
    ),
    Rule(
        "emergency.palpitations",
        SafetyClass.EMERGENCY,
        "cardiac",
        near(
            r"\bpalpitation\w*|\bheart (?:is |was )?(?:racing|fluttering|skipping|pounding)",
            r"\b(?:faint\w*|collaps\w+|passed out|dizz\w+|chest pain|light-?headed)\b",
        ),
    ),
    Rule(
        "emergency.stroke",
        SafetyClass.EMERGENCY,
        "stroke",
        r"\bface\b(?:\W+\w+){0,4}?\W+(?:droop\w*|dropping|numb|lopsided)\b"
        r"|\bslurr\w+\b(?:\W+\w+){0,3}?\W*(?:speech|words)?|\bspeech\b(?:\W+\w+){0,2}?\W+slurr\w+"
        r"|\b(?:one|left|right) (?:side|arm|leg)\b(?:\W+\w+){0,4}?\W+(?:suddenly )?"
        r"(?:paralysed|paralyzed|won'?t move)\b"
        r"|\bworst headache\b|\bthunderclap\b",
    ),
    Rule(
        "emergency.seizure",
        SafetyClass.EMERGENCY,
        "seizure",
        r"\b(?:had|having|has|just had) (?:a |another )?(?:seizure|convulsion)|\bconvulsing\b"
        r"|\bstarted seizing\b",
    ),
    Rule(
        "emergency.heat_stroke",
        SafetyClass.EMERGENCY,
        "heat",
        near(
            r"\b(?:confus\w+|disorient\w+|delirious|stopped sweating|not making sense)\b",
            r"\b(?:heat|hot|sun|overheat\w*|\d\d ?(?:°|degrees))\b",
            80,
        ),
    ),
    Rule(
        "emergency.saddle_numbness",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        near(_NUMB, _GROIN),
        unless=r"\b(?:bike|bicycle|cycling|ride|riding|spin class|indoor trainer)\b",
        despite=r"\b(?:back|bladder|bowel|pee|urinat\w+|legs? (?:weak|give)|weak legs)\b",
    ),
    Rule(
        "emergency.bladder",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        near(
            r"\b(?:can'?t|cannot|couldn'?t|unable to|trouble|lost control|losing control"
            r"|wet myself)(?:\W+\w+){0,4}?\W+(?:pee\w*|urinat\w+|bladder|bowels?|poop|stool)\b"
            r"|\bincontinen\w+",
            _BACK + "|" + _NUMB,
            120,
        ),
    ),
    Rule(
        "emergency.both_legs",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        r"^(?=.*\bboth (?:my )?legs\b(?:\W+\w+){0,5}?\W+(?:weak\w*|numb\w*|give way|giving way|"
        r"won'?t work))(?=.*\b(?:back|spine|disc)\b)",
    ),
    Rule(
        "emergency.head_injury",
        SafetyClass.EMERGENCY,
        "head",
        rf"^(?=.*(?:{_HEAD_HIT}))(?=.*(?:{_HEAD_SIGNS}))|\b(?:think|might|maybe|may)\b[^.]{{0,20}}"
        r"\b(?:a |be )?concuss\w+",
    ),
    Rule(
        "emergency.spine",
        SafetyClass.EMERGENCY,
        "spine",
        r"^(?=.*\b(?:fell|fall|dropped|crash\w*|landed)\b)(?=.*\b(?:neck|spine|back)\b)"
        rf"(?=.*(?:can'?t move|cannot move|{_NUMB}))",
        unless=r"\b(?:cold|ice|fell asleep|slept)\b",
    ),
)

URGENT: tuple[Rule, ...] = (
    Rule(
        "urgent.dark_urine",
        SafetyClass.URGENT,
        "rhabdo",
        near(
            r"\b(?:dark|brown|cola|coke|tea|rust\w*|red)\b",
            r"\b(?:pee|peeing|urine|piss|pissing|wee)\b",
            40,
        )
        + r"|\brhabdo\w*",
        unless=r"\b(?:what is|what'?s|explain|define|prevent|avoid|read about|beetroot|beets?)\b",
        despite=r"\b(?:my (?:pee|urine|piss)|swollen|swelling|i (?:have|think|might))\b",
    ),
    Rule(
        "urgent.swollen_muscle",
        SafetyClass.URGENT,
        "rhabdo",
        r"^(?=.*\b(?:swollen|swelling|ballooned)\b)(?=.*\b(?:thighs?|quads?|arms?|biceps|legs)\b)"
        r"(?=.*\b(?:can'?t|cannot|can barely|barely|unable)\b)",
    ),
    Rule(
        "urgent.calf",
        SafetyClass.URGENT,
        "clot",
        near(
            r"\b(?:calf|calves|lower leg)\b",
            r"\b(?:swollen|swelling|hot to the touch|warm to the touch|is hot|feels hot|red and"
            r"|is red)\b",
            50,
        ),
    ),
    Rule(
        "urgent.night_pain",
        SafetyClass.URGENT,
        "clinician_today",
        r"\bpain\b[^.]{0,40}\b(?:wakes me|waking me|keeps me (?:up|awake))\b"
        r"|\b(?:losing|lost) weight\b[^.]{0,30}\b(?:without trying|for no reason|unexplained)\b"
        r"|\bunexplained weight loss\b",
    ),
    Rule(
        "urgent.fever_joint",
        SafetyClass.URGENT,
        "clinician_today",
        near(r"\bfever\w*\b", r"\b(?:joint|knee|hip|elbow|shoulder|ankle)\b(?:\W+\w+){0,4}", 60),
    ),
    Rule(
        "urgent.glucose",
        SafetyClass.URGENT,
        "glucose",
        near(
            r"\b(?:insulin|diabet\w+|type 1|glucose|blood sugar)\b",
            r"\b(?:shaky|shaking|hypo|sweaty|dizzy|confused|faint|low right now|going low"
            r"|crashing)\b",
            80,
        ),
    ),
    Rule(
        "urgent.asthma",
        SafetyClass.URGENT,
        "asthma",
        near(
            r"\b(?:asthma|inhaler|wheez\w+)\b",
            r"\b(?:attack|not helping|isn'?t helping|doesn'?t help|tight chest|worse"
            r"|can'?t stop)\b",
            60,
        ),
    ),
    Rule(
        "urgent.pregnancy",
        SafetyClass.URGENT,
        "pregnancy_stop",
        near(
            r"\b(?:pregnan\w+|trimester|weeks along)\b",
            r"\b(?:bleed\w*|leak\w*|fluid|contractions?|dizz\w+|faint\w*|calf pain|headache)\b",
            100,
        ),
    ),
)

CRISES: tuple[Rule, ...] = (
    Rule(
        "crisis.self_harm",
        SafetyClass.CRISIS,
        "crisis",
        r"\bkill(?:ing)? myself\b|\bsuicid\w+|\b(?:want|wish|rather|ready) to (?:die|be dead)\b"
        r"|\bend (?:it all|my life)\b|\b(?:better off|wish i (?:was|were)) dead\b"
        r"|\bbetter off without me\b|\bno (?:reason|point) (?:to|in) (?:live|living|go on)\b"
        r"|\b(?:self[- ]?harm\w*|cutting myself|hurt(?:ing)? myself on purpose)\b"
        r"|\b(?:everything|life|it all) (?:is|feels) (?:hopeless|pointless)\b"
        r"|\bdon'?t want to (?:live|be here|wake up)(?: any ?more)?\b",
        unless=r"\bsuicides\b|\bsuicide (?:sprints?|runs?|drills?|grip)\b"
        r"|\bkill(?:ing)? myself (?:on|in|with|at|doing)\b"
        r"|\b(?:legs?|quads|glutes|arms|lungs|abs) (?:want|wanted|wish)\b",
        despite=r"\b(?:my life|suicidal|self[- ]?harm\w*|better off|hopeless)\b",
    ),
)

LIMITS: tuple[Rule, ...] = (
    Rule(
        "limit.eating",
        SafetyClass.LIMIT,
        "eating",
        r"\b(?:make|made|making) myself (?:throw up|sick|vomit|puke)|\bpurg(?:e|ed|ing)\b"
        r"|\b(?:anorexi\w+|bulimi\w+|orthorexi\w+|eating disorder|disordered eating)\b"
        r"|\blaxatives?\b[^.]{0,40}\b(?:weight|eat\w*|food|ate|calories)\b"
        r"|\b(?:guilty|guilt|disgusted|ashamed|hate myself)\b[^.]{0,30}\b(?:eat\w*|ate|food|meal)\b"
        r"|\b(?:earn|deserve)\b[^.]{0,15}\b(?:my )?(?:food|meals?|dinner|lunch|to eat)\b"
        r"|\b(?:punish|burn off)\b[^.]{0,25}\b(?:ate|eaten|eating|dinner|binge)\b"
        r"|\b(?:haven'?t (?:had|got)|lost|missed|no|missing|stopped getting)\b[^.]{0,12}\b(?:my )?"
        r"period\b[^.]{0,30}\b(?:months?|since|year)\b|\bperiods? (?:has |have )?stopped\b"
        r"|\bbing(?:e|ed|eing)\b[^.]{0,40}\b(?:purg\w+|starv\w+|fast\w*|throw\w*|vomit\w*)",
    ),
    Rule(
        "limit.energy_floor",
        SafetyClass.LIMIT,
        "low_energy",
        r"\b(?:eat|eating|on|at|to|just|only|under|below|want|about)\b[^.\d]{0,20}\b[1-9]\d\d"
        r" ?(?:k?cals?|calories)\b(?: a| per|/)? ?(?:day|daily|total)"
        r"|\blose \d+(?:\.\d+)? ?(?:kg|kilos?|lbs?|pounds)\b[^.]{0,10}\bin (?:a|one|1|two|2|ten|10)"
        r" (?:week\b|weeks|days)"
        r"|\b(?:water|dry|extended) fast(?:ing)?\b[^.]{0,20}\b(?:[3-9]|\d\d) days"
        r"|\bwater (?:cut|load)\w*|\b(?:cut|drop|lose) water\b|\bdehydrat\w+ to make weight\b",
        unless=r"\b(?:burn\w*|deficit of|surplus|breakfast|snack|above|over maintenance|meal of)\b",
    ),
)

BOUNDARIES: tuple[Rule, ...] = (
    Rule(
        "boundary.drugs",
        SafetyClass.BOUNDARY,
        "drugs",
        near(
            r"\b(?:trenbolone|tren|anavar|oxandrolone|dianabol|dbol|winstrol|deca|masteron|sarms?"
            r"|ostarine|rad-?140|lgd-?4033|clen|clenbuterol|dnp|hgh|testosterone (?:cycle|enanthate"
            r"|cyp\w*|propionate)|test e|steroids?)\b",
            r"\b(?:dos\w+|cycles?|mg|how much|stack\w*|where|buy|source|start\w*|protocol|take"
            r"|taking|use|using|run|running|pct|blast|safe)\b",
        ),
        unless=r"\b(?:steroid (?:cream|injection|inhaler)|cortisone|prednis\w+|cortico\w*|tested"
        r"|anti-?doping)\b",
    ),
    Rule(
        "boundary.medicine",
        SafetyClass.BOUNDARY,
        "medicine",
        near(
            r"\b(?:stop|skip|come off|coming off|quit|halve|double|lower|raise|change|adjust|dose"
            r"|how much)\b",
            r"\b(?:medications?|meds|beta[- ]?blockers?|metoprolol|bisoprolol|propranolol|insulin"
            r"|blood thinners?|warfarin|apixaban|ozempic|semaglutide|wegovy|mounjaro|tirzepatide"
            r"|metformin|statins?|ssri|antidepressants?|sertraline|lisinopril)\b",
            40,
        ),
    ),
    Rule(
        "boundary.diagnosis",
        SafetyClass.BOUNDARY,
        "diagnosis",
        r"\b(?:diagnose|what'?s wrong with my|is it (?:a )?(?:torn|tear|herniat\w+|fractur\w+)"
        r"|did i tear|have i torn|do i have (?:a |an )?(?:tear|torn|hernia\w*|fracture|arthritis"
        r"|tendon\w+|stress fracture|slipped))\b"
        r"|\b(?:creatine kinase|tsh|ferritin|hba1c|egfr|alt|psa|testosterone level|blood ?work"
        r"|blood test|lab results?)\b[^.]{0,40}\b(?:came back|is \d|was \d|are \d|mean\w*|high|low"
        r"|normal|interpret|read)\b",
    ),
)

WEIGHT_LOSS = (
    r"\b(?:deficit|cut|cutting|lose (?:weight|fat|\d)|fat loss|calorie target|calories|macros|diet"
    r"|leaner|lean out|weigh less|drop (?:weight|\d))\b"
)
"""A wish to eat less or weigh less."""
FOOD_QUESTION = (
    r"\b(?:calories|kcal|macros)\b[^.?!]{0,14}\b(?:in|of|does|has|have)\b "
    r"(?:an?|the|one|two|three|\d[\d.,]* ?(?:g|grams?|ml)?)\b(?! (?:day|cut|deficit|diet|bulk)\b)"
)
"""A question what a food holds, which is no wish to eat less."""
MAXIMAL = (
    r"\b(?:1 ?rm|one[- ]rep max|max out|maxing|max test|test my max|true max|heavy singles?"
    r"|pr attempt|pb attempt|what max|my max|max should i)\b"
)
"""A wish to lift maximally."""
STIMULANT = r"\b(?:pre-?workout|fat burners?|caffeine pills?|ephedr\w+|creatine|stimulants?)\b"
"""A wish for stimulants or supplements beyond food."""
PREGNANT = (
    r"\b(?:i'?m|i am|currently|while|being|\d+ weeks) (?:\w+ ){0,3}?pregnant\b"
    r"|\b(?:first|second|third) trimester\b|\bpost-?partum\b|\b\d+ weeks (?:along|postpartum)\b"
)
"""The athlete says that she is pregnant or has just given birth."""
YOUNG = r"\b(?:i'?m|i am|im|aged?) (?:only |just )?(?:[89]|1[0-7])\b(?! ?(?:%|kg|lb|reps|weeks|st))"
"""The athlete says that they are under 18."""
DEFICIT_NUMBERS = (
    r"\b\d[\d,.]* ?(?:k?cals?|calories|kj)\b|\bdeficit\b[^.]{0,30}\d|\d[^.]{0,30}\bdeficit\b"
    r"|\b\d[\d,.]* ?(?:kg|lb|lbs|%)\b[^.]{0,20}\b(?:a|per) week\b|\bbmi\b"
)
"""What must never leave once disordered eating was disclosed."""
DANGEROUS_ADVICE = (
    r"\b(?:ibuprofen|nsaids?|naproxen)\b[^.]{0,40}\b(?:before|to train|so you can|take)\b"
    r"|\b(?:stop taking|skip your|double your) (?:medication|meds|insulin|tablets|pills)\b"
    r"|\btrain through (?:the |chest |sharp )?pain\b|\b(?:probably|likely) (?:just )?muscular\b"
    r"|\b\d+ ?mg\b[^.]{0,30}\b(?:trenbolone|tren|anavar|clenbuterol|dnp|testosterone|ostarine)\b"
)
"""Advice that no draft may give."""
