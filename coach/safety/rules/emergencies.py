"""Emergencies: heart, brain, nerves at the base of the spine, heat, head and spine injuries.

Source:
    Triggers of docs/explanation/safety.md: ACSM 2015 (signs and symptoms), the stroke test of the
    Cincinnati scale, the cauda equina red flags of NICE CG 173, Amsterdam 2022 on concussion,
    ACSM 2021 on exertional heat illness, WAO 2020 on anaphylaxis.
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.rule import Rule
from coach.safety.rules.text import near

WHO = (
    r"\b(?:i|he|she|they|we|dad|mum|mom|grandad|(?:a|my|our|the|one of my) (?:\w+ )?(?:friend"
    r"|partner|client|dad|father"
    r"|mum|mom|mother|wife|husband|mate|buddy|brother|sister|son|daughter|athlete|guy|bloke|lad"
    r"|girl|woman|man|member|runner|spotter|coach)(?: of mine)?|someone|somebody|person next to"
    r" me)\b"
)
_CHEST_PLACE = r"(?:chest|breastbone|breast bone|sternum|rib ?cage|ribs|heart)"
_FEELING = (
    r"(?:pains?|painful|pressure|tight\w*|crushing|squeez\w+|heav(?:y|iness)|burning|elephant"
    r"|discomfort|ach(?:e|es|ing)|hurts?|hurting|stabbing|gripping|band|weight|clamp\w*|vice"
    r"|constrict\w*|compress\w*)"
)
_CHEST = (
    r"\bchest (?:pains?|pressure|tightness|discomfort|heaviness|ache)\b|\bangina\b"
    rf"|\b{_FEELING}\b(?:\W+\w+){{0,3}}?\W+(?:in|on|across|of|behind|around|inside)\W+"
    rf"(?:(?:my|the|his|her|their) )?(?:\w+ )?{_CHEST_PLACE}\b"
    r"|\bchest\b(?:\W+\w+){0,4}?\W+(?:hurts?|hurting|tight|tightens|tightening|heavy|crushing"
    r"|painful|squeezing|aches|aching|constricted|pounding and)\b"
    r"|\b(?:having|got|get|getting) a heart attack\b"
)
_COMPANY = (
    r"\b(?:left arm|jaw|sweat(?:y|ing)|clammy|breathe|breathing|breath|breathless|dizz\w*|faint\w*"
    r"|nause\w*|queasy|palpitation\w*|feel(?:ing)? sick|light-?headed|going mad|racing)\b"
)
_HEAD_HIT = (
    r"\b(?:hit|hits|hitting|knock(?:ed)?|bang(?:ed)?|smack(?:ed)?|smash(?:ed)?|bump(?:ed)?"
    r"|struck|crack(?:ed)?"
    r"|whack(?:ed)?|clip(?:ped)?|caught|clock(?:ed)?|kick(?:ed)?|landed|fell|dropped|took)\b"
    r"(?:\W+\w+){0,5}?\W+(?:head|forehead|skull|temple)\b"
    r"|\b(?:head|forehead|skull)\b(?:\W+\w+){0,3}?\W+(?:got hit|was hit|hit the|knock|bang"
    r"|clash\w*)"
    r"|\b(?:head (?:injury|knock|clash|butt)|concuss\w+|knocked out)\b"
)
_HEAD_SIGNS = (
    r"\b(?:vomit\w*|threw up|thrown up|throw(?:ing)? up|puk(?:e|ed|ing)|been sick|headaches?"
    r"|drows\w+"
    r"|sleepy|confus\w+|dizz\w+|fogg\w+|blurr\w+|memory|remember|forget\w*|nause\w+|amnesi\w+|blank"
    r"|seeing (?:stars|double)|double vision|light (?:hurts|sensitiv\w+)|ears? (?:are )?ringing"
    r"|passed out|blacked out|knocked out|slurr\w*|unsteady|weird|out of it|groggy|dazed)\b"
)
_BACK = (
    r"\b(?:back|spine|spinal|disc|dis[ck]s|deadlift\w*|deads|squat\w*|sciatica|accident|injury)\b"
)
NUMB = (
    r"\b(?:numb\w*|tingl\w+|no feeling|(?:can'?t|cannot|couldn'?t|don'?t|barely) feel"
    r"|lost (?:all )?(?:feeling|sensation)|no sensation|pins and needles|dead feeling|gone dead)\b"
)
_GROIN = (
    r"\b(?:groin|saddle(?: area)?|genitals?|crotch|between my (?:legs|thighs)|inner thighs|buttocks"
    r"|bum|arse|private parts|privates|down there|perineum|penis|testicles|balls|vagina)\b"
)
_NOT_HEART = (
    r"\b(?:doms|sore|soreness|chest day|pecs?|pectorals?|touch(?:es|ing|ed)? (?:my|the) chest"
    r"|belt|sports bra|tight bra|braces|chest (?:supported|press|fly|flyes|flies|up|to bar"
    r"|strap)|bench\b[^.]{0,24}\bon (?:my|the) chest|mobility|desk|stretch(?:es)?"
    r"|heart ?burn|reflux|heart set|hit(?:s)? (?:my|the) chest|tight (?:chest|pecs?) from)\b"
)

EMERGENCIES: tuple[Rule, ...] = (
    Rule(
        "emergency.chest",
        SafetyClass.EMERGENCY,
        "cardiac",
        _CHEST,
        unless=_NOT_HEART,
        despite=_COMPANY + r"|\b(?:crushing|pressure|squeezing|elephant)\b",
    ),
    Rule(
        "emergency.arm_or_jaw",
        SafetyClass.EMERGENCY,
        "cardiac",
        r"^(?=.*\b(?:left arm|jaw|left shoulder)\b(?:\W+\w+){0,4}?\W+(?:numb|pain\w*|ach\w+|hurt\w*"
        r"|tingl\w+|heavy|weird))"
        r"(?=.*\b(?:chest|breath\w*|sweat(?:y|ing)|clammy|nause\w*|dizz\w*)\b)",
    ),
    Rule(
        "emergency.breathless",
        SafetyClass.EMERGENCY,
        "cardiac",
        r"\b(?:can'?t|couldn'?t|struggling to|hard to|unable to|barely|difficulty)"
        r" (?:breathe?|breathing|get (?:any )?air|get (?:my )?breath)\b"
        r"|\bsudden\w*\b[^.]{0,30}\b(?:short(?:ness)? of breath|breathless|out of breath)"
        r"|\b(?:short(?:ness)? of breath|breathless|out of breath)\b[^.]{0,30}"
        r"\b(?:at rest|lying|suddenly|sitting|out of nowhere)\b"
        r"|\bcan'?t catch my breath\b[^.]{0,40}\b(?:sitting|lying|rest|sudden\w*|still|hour)"
        r"|\b(?:coughing|coughed|spitting) (?:up )?blood\b",
        unless=r"\b(?:laugh\w*|funny|belt|mask|hoodie|nose|brac(?:e|ing)|snorkel|corset|vest)\b",
        despite=r"\b(?:chest|lips|blue|faint\w*|dizz\w*|swell\w*|sudden\w*)\b",
    ),
    Rule(
        "emergency.allergy",
        SafetyClass.EMERGENCY,
        "allergy",
        r"\b(?:throat|tongue|lips?|face)\b(?:\W+\w+){0,3}?\W+(?:swell\w*|swollen|closing|puff\w+)\b"
        r"|\banaphyla\w+|\bswollen (?:throat|tongue|lips)\b"
        r"|\bthroat (?:is )?(?:closing|closing up|tightening)\b",
        unless=r"\b(?:tonsil\w*|glands?|a cold|punched|hit)\b",
        despite=r"\b(?:breath\w*|hives|allerg\w*|nuts?|peanuts?)\b",
    ),
    Rule(
        "emergency.fainted",
        SafetyClass.EMERGENCY,
        "cardiac",
        rf"(?:{WHO})(?:\W+\w+){{0,4}}?\W+(?:fainted|passed out|blacked out|collapsed|went down"
        rf" (?:hard )?and|keeled over|dropped unconscious|(?:lost|losing|loses) consciousness)\b"
        r"|^(?:just |then |nearly )?(?:fainted|passed out|blacked out|collapsed)\b"
        r"|\b(?:lost consciousness|unconscious|unresponsive|not responding|isn'?t responding"
        r"|(?:isn'?t|not|won'?t|wouldn'?t) (?:waking|wake) up|no pulse|(?:isn'?t|not|stopped)"
        r" breathing|came (?:round|to|around) on the floor|woke up on the (?:gym )?floor"
        r"|cardiac arrest|eyes (?:have )?rolled (?:back|up))\b",
        unless=r"\b(?:couch|sofa|in bed|on my bed|into bed|asleep|from exhaustion|sleepy|laugh\w*"
        r"|lol|haha\w*|windows?|nearly|almost|alarm|wish|hope|forever)\b",
        despite=r"\b(?:chest|heart|palpitation\w*|on the floor|not breathing|unresponsive"
        r"|isn'?t (?:waking|responding|breathing))\b",
    ),
    Rule(
        "emergency.palpitations",
        SafetyClass.EMERGENCY,
        "cardiac",
        near(
            r"\bpalpitation\w*|\bheart(?:'s)? (?:is |was |has been |started |keeps )?(?:racing"
            r"|flutter\w*|skipping|pounding|going (?:mad|crazy|nuts))",
            r"\b(?:faint\w*|collaps\w+|passed out|pass out|dizz\w+|chest (?:pain|hurts)"
            r"|light-?headed"
            r"|black(?:ed|ing) out|short of breath|breathless)\b",
        ),
    ),
    Rule(
        "emergency.stroke",
        SafetyClass.EMERGENCY,
        "stroke",
        r"\b(?:face|mouth|smile)\b(?:\W+\w+){0,5}?\W+(?:droop\w*|dropping|dropped|numb|lopsided"
        r"|crooked|sagging|sags|not moving|won'?t move|frozen|paralysed|paralyzed)\b"
        r"|\bslurr\w+|\b(?:words?|speech) (?:come|comes|coming|came|is|are|went|gone)(?: all)?"
        r" (?:out )?(?:wrong|jumbled|garbled|funny|mixed up)\b"
        r"|\b(?:can'?t|couldn'?t|suddenly can'?t) (?:speak|talk|find (?:my|the) words)\b"
        r"|\b(?:one|left|right) (?:side|arm|leg)\b(?:\W+\w+){0,4}?\W+(?:suddenly )?"
        r"(?:paralysed|paralyzed|won'?t move|gone dead|went dead|went numb|gone numb|has no"
        r" strength)\b"
        r"|\b(?:can'?t|couldn'?t) (?:lift|move|raise) my (?:left|right) (?:arm|leg)\b[^.]{0,30}"
        r"\b(?:sudden\w*|speech|face|all of a sudden)\b"
        r"|\bsudden\w*\b[^.]{0,24}\b(?:weakness|numbness|paralysis|blind\w*|loss of"
        r" vision)\b[^.]{0,20}"
        r"\b(?:one side|left|right|face|eye)\b"
        r"|\bworst (?:ever )?(?:headache|head pain|pain in my head)\b|\bthunderclap\b|\bheadache"
        r" of my life\b"
        r"|\b(?:sudden\w*|explosive|exploding)\b[^.]{0,24}\bheadache\b|\bheadache\b[^.]{0,20}"
        r"\b(?:came on suddenly|out of nowhere|stiff neck|neck is stiff|like a hammer)\b"
        r"|\b(?:having|had|has) a (?:mini[- ])?stroke\b",
        unless=r"\b(?:grand\w+|dad|father|mum|mom|mother|uncle|aunt|freestyle|rower|butterfly"
        r"|backstroke|drunk|beers?)\b",
        despite=r"\b(?:droop\w*|slurr\w+|worst|thunderclap|now)\b",
    ),
    Rule(
        "emergency.seizure",
        SafetyClass.EMERGENCY,
        "seizure",
        r"\b(?:had|having|has|just had|have) (?:a |an |another |some kind of )?(?:seizure"
        r"|convulsions?"
        r"|epileptic fit|fit\b(?= (?:on|at|in|during|mid|after|and)))|\bconvulsing\b"
        r"|\b(?:started|is|was|began) (?:seizing|fitting|convulsing)\b|\bseizures?\b[^.]{0,20}"
        r"\b(?:yesterday|today|this morning|last night|just now|mid|during|after)\b",
        unless=r"\bfit (?:in|at) (?:the|my) (?:shorts|kit|size)\b|\bhissy fit\b|\bhave a fit if\b",
    ),
    Rule(
        "emergency.heat_stroke",
        SafetyClass.EMERGENCY,
        "heat",
        near(
            r"\b(?:confus\w+|disorient\w+|delirious|stopped sweating|not sweating|not making sense"
            r"|talking (?:nonsense|rubbish|gibberish)|staggering|can'?t walk straight|incoherent"
            r"|hallucinat\w+|stumbling|no sweat|can'?t think (?:straight|clearly))\b",
            r"\b(?:heat|hot|sun|overheat\w*|boiling|burning up|humid|temp(?:erature)?"
            r"|(?:3[2-9]|4\d|9\d|1[01]\d) ?(?:°|degrees|c\b|f\b)|in (?:3[2-9]|4\d)|marathon)\b",
            80,
        )
        + r"|\bheat ?stroke\b",
        unless=r"\b(?:what|how|prevent|avoid|signs)\b[^.]{0,40}\bheat ?stroke\b"
        r"|\bconfus\w+ (?:about|by|which|what|how|whether|between)\b",
        despite=r"\b(?:i have|i'?ve got|he has|she has|my (?:mate|friend|partner|dad))\b",
    ),
    Rule(
        "emergency.saddle_numbness",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        near(NUMB, _GROIN),
        unless=r"\b(?:bike|bicycle|cycling|ride|rides|riding|spin class|indoor trainer|cold)\b",
        despite=r"\b(?:back|bladder|bowels?|pee|urinat\w+|legs? (?:weak|give)|weak legs)\b",
    ),
    Rule(
        "emergency.bladder",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        near(
            r"\b(?:can'?t|couldn'?t|unable to|trouble|(?:lost|losing|no|lack of|loss of)"
            r" (?:any |all |my )?control|not feel(?:ing)?|don'?t feel|don'?t know when"
            r"|need to (?:go|pee) and)(?:\W+\w+){0,6}?\W+(?:pee\w*|wee\w*|piss\w*|urinat\w+|bladder"
            r"|bowels?|poo\w*|stool|toilet)\b|\bincontinen\w+|\b(?:wet|soiled|shat|pissed) myself\b"
            r"|\bleaking (?:urine|pee|wee)\b",
            _BACK + "|" + NUMB,
            120,
        ),
        unless=r"\b(?:laugh\w*|jump\w*|double ?unders?|trampoline|sneez\w*|postpartum"
        r"|pregnan\w*)\b",
        despite=r"\b(?:numb\w*|back)\b",
    ),
    Rule(
        "emergency.both_legs",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        r"^(?=.*\bboth (?:of )?(?:my )?(?:legs|feet)\b(?:\W+\w+){0,6}?\W+(?:weak\w*|numb\w*|give"
        r" way"
        r"|giving way|won'?t work|gone|tingl\w+|going))(?=.*\b(?:back|spine|disc)\b)",
    ),
    Rule(
        "emergency.head_injury",
        SafetyClass.EMERGENCY,
        "head",
        rf"^(?=.*(?:{_HEAD_HIT}))(?=.*(?:{_HEAD_SIGNS}))|\b(?:think|might|maybe|may"
        rf"|could)\b[^.]{{0,20}}"
        r"\b(?:a |be |have )?concuss\w+|\b(?:got|get|been|was|i'?m|am)"
        r" concussed\b[^.]{0,40}\b(?:today"
        r"|this (?:morning|afternoon|evening)|tonight|yesterday|just|hour|earlier)\b",
        unless=r"\b(?:lost my head|head start|light-?headed idea|bumped up|funny|no harm)\b",
        despite=r"\b(?:vomit\w*|threw up|thrown up|concuss\w+)\b",
    ),
    Rule(
        "emergency.spine",
        SafetyClass.EMERGENCY,
        "spine",
        r"^(?=.*\b(?:fell|fall|falling|dropped|crash\w*|landed|landing|slipped|cracked|crunched"
        r"|folded|came down|pinned)\b)"
        r"(?=.*\b(?:neck|spine|back|head)\b)"
        rf"(?=.*(?:\b(?:can'?t|couldn'?t) (?:move|feel|lift)\b|{NUMB}))",
        unless=r"\b(?:cold|ice|fell asleep|slept)\b",
    ),
)
