"""Signs told by what they combine: a body part, what it feels like, what else goes with it.

The patterns of `emergencies`, `urgencies` and `crises` know phrases; these know lists of words
for parts, feelings and company, and fire where the lists meet in one message.

Source:
    The same as of `emergencies`, `urgencies`, `crises` and `limits`; the lists of words are own
    choice, from how athletes wrote.
"""

from __future__ import annotations

from typing import Final

from coach.safety.model import SafetyClass
from coach.safety.rules.rule import Rule
from coach.safety.rules.text import near


def together(*parts: str) -> str:
    """Return a pattern that asks for every part, anywhere in the message."""
    return "^" + "".join(rf"(?=.*(?:{part}))" for part in parts)


_HEART_PLACE: Final = (
    r"\b(?:chest|sternum|breast ?bone|rib ?cage|jaw|left arm|left shoulder|between (?:my|his|her)"
    r" shoulder ?blades|heart|solar plexus)\b"
)
_PALE: Final = (
    r"\b(?:(?:gone|went|going|looks?|turned|is|all) (?:\w+ )?(?:gr[ea]y|white|pale|ashen|blue)"
    r"|clammy|cold sweats?|(?:drenched|soaked|pouring) (?:in|with) sweat|sweating (?:too|so|loads"
    r"|buckets|heavily|like)|ashen)\b"
)
_LOAD_ON: Final = (
    r"\b(?:someone|somebody|something|elephant|truck|lorry|car|brick|boulder|concrete|anvil|vi[cs]e"
    r"|belt|rope|fist|person|sat|sitting|standing)\b[^.?!]{0,24}\b(?:on|on top of|round|around"
    r"|in|across|over) (?:my|his|her|the) (?:\w+ )?(?:chest|sternum|breast ?bone|ribs|heart)\b"
    r"|\b(?:chest|sternum|breast ?bone)\b[^.?!]{0,20}\b(?:in a vi[cs]e|vi[cs]e|clamp\w*"
    r"|squash\w*|squish\w*"
    r"|crush\w*|strangl\w*|bursting|on fire|caving in|wrapped in|gripp\w*)\b"
)
_EFFORT: Final = (
    r"\b(?:treadmill|row(?:er|ing)?|runs?|running|jog\w*|stairs|hills?|uphill|climb\w*|walk\w*"
    r"|cardio|intervals?|bike|cycling|exert\w*|exercis\w*|push (?:hard|it)|goes (?:away|off))\b"
)
_SORE: Final = r"(?:ach\w*|pain\w*|hurt\w*|sore|heavy|tight\w*|numb\w*|throb\w*|tingl\w*)"
_OUT: Final = (
    r"(?<!nearly )(?<!almost )(?<!about to )(?<!nearly just )\b(?:(?:went|was|out|go|knocked) out"
    r" cold|out cold"
    r"|lights (?:went )?out|(?:everything|it all|it|screen|all) (?:just )?went (?:black|dark)"
    r"|(?:came|come|coming|woke|wake|waking) (?:to|round|around|up) (?:and (?:i was )?)?(?:on|flat"
    r"|lying|with (?:people|someone)|in a heap)|next thing\b[^.]{0,30}\b(?:floor|ground|deck|my"
    r" back|people|ceiling)|(?:i|he|she|mate|dad|mum) (?:just )?(?:dropped|crumpled|keeled"
    r"|flopped|hit the (?:floor|deck|ground))\b(?! (?:the|my|it|a)\b)"
    r"|blank(?:ed)? out and fell|(?:faint(?:ed|s)|black(?:ed|s|ing) out|pass(?:ed|es"
    r"|ing)(?: clean| right| straight)? out"
    r"|collapsed|syncope|konked out|conked out)(?! (?:at|in|on) (?:the |my )?(?:sofa|couch|bed)))\b"
)
_ALMOST_OUT: Final = (
    r"\b(?:nearly|almost|about to|going to|close to)\b[^.]{0,14}\b(?:faint\w*|pass(?:ed)? out"
    r"|black(?:ed)? out|collaps\w*|fall over|fell over|went down)\b|\blight-? ?headed|\bdizz\w+"
    r"|\bfaint\b"
)
_RHYTHM: Final = (
    r"\bpalpitations?\b|\bskipp?\w* beats?\b|\bheart\b[^.]{0,30}\b(?:mad|crazy|nuts|bonkers|racing"
    r"|flutter\w*|flipp\w*|hammer\w*|pound\w*|all over|irregular\w*|jump\w*|out of (?:my|his)"
    r" chest|thump\w*)\b"
)
_SPEECH: Final = (
    r"\b(?:talk(?:ing|s)?|speech|speak(?:ing|s)?|words?|sentences?|voice)\b[^.,]{0,24}\b(?:funny"
    r"|weird\w*|slurr\w*|jumbled|garbled|gibberish|mush\w*|muddled|mixed up|thick|wrong|strange\w*"
    r"|like (?:he|she|i)'?(?:s|m)? (?:is |am )?drunk|not making sense|nonsense|won'?t come)\b"
    r"|\b(?:can'?t|couldn'?t) (?:get (?:my|the|his|her) words|speak|talk|say (?:my|words))\b"
    r"(?! (?:to|about|with|in full|while|during|when|on))"
)
_LIMB_GONE: Final = (
    r"\b(?:can'?t|couldn'?t|won'?t|unable to|cannot) (?:lift|move|raise|feel|use|grip with|hold"
    r"|control) (?:my|his|her|the|an?|one)? ?(?:(?:left|right|one|whole) )?(?:arm|leg|hand|side"
    r"|face)\b"
    r"|\b(?:arm|leg|hand|one side|left side|right side|half (?:of )?my (?:body|face))\b[^.,]{0,18}"
    r"\b(?:gone|went|is|has gone|feels?|just)\b[^.,]{0,10}\b(?:dead|numb|limp|floppy|weak|useless"
    r"|paralys\w*|paralyz\w*)\b"
)
_SUDDEN: Final = (
    r"\b(?:sudden\w*|all of a sudden|out of nowhere|out of the blue|in (?:one|a) (?:second|moment"
    r"|flash|instant)|instantly|just (?:now|started))\b"
)
_FACE: Final = (
    r"\b(?:face|mouth|smile|lip|eyelid|cheek)\b[^.]{0,30}\b(?:droop\w*|lopsided|sagg\w*|wonky"
    r"|uneven|crooked|slid\w*|numb|melt\w*|dropp\w*|weak|twisted)\b"
)
_BACK_TROUBLE: Final = (
    r"\b(?:back|spine|disc|disk|deadlift\w*|deads|squat\w*|sciatica|lifting|good mornings?"
    r"|lumbar|l4|l5|s1|slipped)\b"
)
_NETHER: Final = (
    r"\b(?:groin|saddle|genitals?|crotch|inner thighs?|buttocks?|bum|butt|arse|ass|backside|bottom"
    r"|private (?:parts|area)|privates|down there|down below|perineum|penis|willy|dick|testicles"
    r"|balls|vagina|vulva|undercarriage|nether\w*|taint|where i sit|between (?:my|the) legs"
    r"|bits|lady parts)\b"
)
_NUMB: Final = (
    r"\b(?:numb\w*|tingl\w+|pins and needles|no (?:feeling|sensation)|gone dead|dead feeling"
    r"|(?:can'?t|don'?t|barely|couldn'?t|not) (?:really )?feel(?:ing)?|lost (?:all )?(?:feeling"
    r"|sensation)|weird sensation|anaesthet\w*|novocaine)\b"
)
_TOILET: Final = (
    r"\b(?:can'?t|couldn'?t|unable to|struggl\w+ to|trouble|hard to|not able to|stopped being able"
    r" to|haven'?t been able to|difficulty)\b[^.]{0,16}\b(?:pee|peeing|wee|weeing|piss|pissing"
    r"|urinat\w*|poo|poop|go to the (?:toilet|loo|bathroom)|empty my bladder|hold (?:my|it)"
    r"|control my (?:bladder|bowels?))\b|\b(?:can'?t|don'?t|not|couldn'?t) (?:even )?feel\b"
    r"[^.]{0,20}\b(?:wip\w*|pee|peeing|wee|poo|pooing|toilet|loo|piss)\b"
    r"|\b(?:wet|wetting|peed|pissed|soiled|pooed|shat) (?:myself|the bed|my pants)\b"
    r"|\b(?:bladder|bowels?)\b[^.]{0,24}\b(?:control|leak\w*|gone|numb|accident\w*|funny|change\w*"
    r"|weird|not working|stopped)\b"
)
_HIT_HEAD: Final = (
    r"\bhead ?-?butt\w*|\b(?:elbow\w*|came down|barbell|fallen|falls|collid\w*|ball|knee|kneed"
    r"|headbutt\w*|head ?butted|punched|kicked|hit|bang\w*|smack\w*|bash\w*"
    r"|whack\w*|crack\w*|clonk\w*|bonk\w*|clunk\w*|bump\w*|knock\w*|slam\w*|clatter\w*|dropped"
    r"|landed|fell|clip\w*|clash\w*|conk\w*|thump\w*|blow|dinged|donked|took|taken|dumbbell|plate)"
    r"\b[^.?!]{0,30}\b(?:head|forehead|skull|temple|noggin|bonce|scalp|skull|eyebrow|nut)\b"
    r"|\b(?:head|skull|forehead)\b[^.?!]{0,20}\b(?:hit|bang\w*|smack\w*|bounced|slam\w*|whack\w*)\b"
    r"|\bbell rung\b|\bhead (?:knock|clash|injury)\b"
)
_AFTER_HIT: Final = (
    r"\b(?:vomit\w*|threw up|throw\w* up|chuck\w* up|puk\w*|been sick|being sick|spew\w*|sick"
    r"|headaches?|head (?:is |still )?(?:hurts|pounding|banging|killing)|drows\w*|sleepy"
    r"|falling asleep|confus\w*|dizz\w*|fogg?\w*|blurr\w*|double|remember|memory|forg[eo]t\w*"
    r"|recall|blank|nause\w*|stars|light (?:hurts|bothers)|lights? (?:too|are)|bright lights?"
    r"|ringing|slurr\w*|unsteady|wobbly|spaced|groggy|dazed|woozy|pupils?|clear fluid|out of it"
    r"|concuss\w*|not (?:quite )?right|foggy|lights hurt|balance|knocked (?:me )?out|blacked out)\b"
)

FAMILY_EMERGENCIES: tuple[Rule, ...] = (
    Rule(
        "emergency.load_on_chest",
        SafetyClass.EMERGENCY,
        "cardiac",
        _LOAD_ON,
        unless=r"\b(?:bar|barbell|new belt|lifting belt|bra|brac(?:e|es|ing)|dumbbells?|bench"
        r"|plate|spotter|strap|monitor|cat|dog)\b",
        despite=r"\b(?:feels? like|like (?:someone|something|an?))\b",
    ),
    Rule(
        "emergency.tight_chest",
        SafetyClass.EMERGENCY,
        "cardiac",
        together(
            r"\b(?:tight|tightening|heavy|sore|burning|achy|aching|funny|weird|squeezy"
            r"|odd) (?:feeling"
            r" (?:in|across) (?:my|the) )?chest\b|\bchest (?:\w+ ){0,2}?(?:funny|weird|odd|squeezy"
            r"|uncomfortable|heavy|tight)\b",
            r"\b(?:sweat\w*|clammy|breath\w*|dizz\w*|faint\w*|light-? ?headed|nause\w*|sick|left"
            r" arm|arm|jaw|palpitation\w*|rower|rowing|treadmill|stairs|hills?|uphill|walk\w*|run"
            r"|running|cycling|bike|cardio|sprints?)\b",
        ),
        unless=r"\b(?:doms|pecs?|bench|push-? ?ups?|chest (?:day|workout|press|fly|flyes)"
        r"|stretch\w*"
        r"|heart rate (?:strap|monitor)|chesty|cold|cough\w*|yesterday's chest)\b",
        despite=r"\b(?:sweat\w*|clammy|left arm|jaw|faint\w*|dizz\w*|breathless|short of breath)\b",
    ),
    Rule(
        "emergency.pale",
        SafetyClass.EMERGENCY,
        "cardiac",
        together(_PALE, _HEART_PLACE + r"|\bbreath\w*\b"),
        unless=r"\b(?:chest (?:day|press|workout|strap|fly|flyes)|sauna|heart rate)\b",
        despite=r"\bpain\w*|\bach\w*|\btight\w*|\bhurt\w*|\bheav\w*",
    ),
    Rule(
        "emergency.jaw_on_effort",
        SafetyClass.EMERGENCY,
        "cardiac",
        together(
            near(r"\b(?:jaw|left arm|left shoulder and|both arms)\b", rf"\b{_SORE}\b", 24), _EFFORT
        )
        + "|"
        + together(near(r"\bjaw\b", r"\b(?:left )?(?:arm|shoulder|neck)\b", 24), rf"\b{_SORE}\b"),
        unless=r"\b(?:clench\w*|grind\w*|teeth|tooth|dentist|tmj|mouth ?guard|rotator|curls?"
        r"|elbow|throwing|tennis|pressing)\b",
    ),
    Rule(
        "emergency.breath_pain",
        SafetyClass.EMERGENCY,
        "cardiac",
        together(
            near(
                r"\b(?:pain\w*|sharp|stab\w*|knife|hurts?|catch\w*)\b",
                r"\b(?:breathe? in|deep breath\w*|inhal\w*|breathing)\b",
                30,
            ),
            rf"\b(?:chest|short of breath|out of breath|breathless|calf|flight|blood|cough\w*)\b"
            rf"|{_SUDDEN}",
        ),
        unless=r"\b(?:stitch|rib|oblique\w*|intercostal|punched|tackle\w*|side)\b",
    ),
    Rule(
        "emergency.out_cold",
        SafetyClass.EMERGENCY,
        "cardiac",
        _OUT,
        unless=r"\b(?:sofa|couch|in bed|into bed|asleep|laugh\w*|lol|haha\w*|drunk|beers?|phone"
        r"|app|form|technique|tempo|programme?|progress|screen|video|bar|arch|posture|pace"
        r"|sleep|forever|power ?cut|knees|tv|boredom|windows?|dreams?|nearly|almost)\b",
        despite=r"\b(?:on the floor|chest|heart|out cold|woke up on|came (?:to|round)"
        r"|next thing)\b",
    ),
    Rule(
        "emergency.rhythm_and_faint",
        SafetyClass.EMERGENCY,
        "cardiac",
        together(_RHYTHM, _ALMOST_OUT),
    ),
    Rule(
        "emergency.stroke_signs",
        SafetyClass.EMERGENCY,
        "stroke",
        _FACE
        + "|"
        + together(_LIMB_GONE, rf"{_SPEECH}|{_SUDDEN}|\b(?:face|vision|headache|confus\w*)\b")
        + "|"
        + together(
            _SPEECH,
            rf"{_SUDDEN}|\b(?:arm|leg|face|numb|weak|side|headache|hand|dizz\w*|vision|since|after"
            r" (?:the|that|my)|today|this morning|now)\b",
        )
        + r"|\b(?:lost|losing|no|can'?t see|gone blind|blind|curtain|went black)\b[^.]{0,20}"
        r"\b(?:(?:in|out of|over) (?:one|my (?:left|right)|his|her) eye|half (?:of )?my vision"
        r"|(?:left|right|one) eye|vision in)\b"
        r"|\b(?:head|headache|migraine)\b[^.]{0,30}\b(?:exploded|explode|explosion|like (?:a "
        r"|an |being "
        r"|i was )?(?:bomb"
        r"|axe|thunder\w*|gunshot|hit (?:by|with)|lightning|hammer|bat)|split open|burst|worst"
        r" (?:i|ever|of))\b|\bworst\b[^.]{0,16}\bhead(?:ache)?\b|\b(?:explosion|bang|pop)\b"
        r"[^.]{0,12}\bin (?:my|his|her) (?:head|skull)\b",
        unless=r"\b(?:dentist|anaesthetic|botox|punched|heart rate monitor|app|siri|alexa|podcast"
        r"|bell'?s palsy (?:years|as)|hangover|hungover|drunk|beers?|coach (?:is )?talking)\b",
        despite=r"\b(?:droop\w*|slurr\w*|sudden\w*|arm)\b",
    ),
    Rule(
        "emergency.fit",
        SafetyClass.EMERGENCY,
        "seizure",
        together(
            r"\b(?:fitted|fitting|fit|seiz\w+|convuls\w*|jerking|twitching|shak(?:ing|es|en|y)"
            r"|spasm\w*|thrash\w*)\b",
            r"\b(?:on the (?:floor|ground|mat)|foam\w*|eyes (?:\w+ )?roll\w*|bit (?:my|his|her)"
            r" tongue|uncontroll\w*|all over|unrespons\w*|for (?:a|\d+|about) (?:\w+ )?(?:min\w*"
            r"|sec\w*))\b",
            r"\b(?:floor|ground|mat|mate|friend|he|she|he's|she's|i|someone|guy|client|unrespons\w*"
            r"|foam\w*|tongue)\b",
        )
        + r"|\b(?:is|was|had|having|has) (?:having )?(?:a|some (?:kind|sort) of) fit\b(?! (?:of"
        r"|about|over|if"
        r"|body|for))|\b(?:grand mal|tonic[- ]clonic)\b",
        unless=r"\b(?:planks?|shaky legs|legs? (?:were |are )?shak\w+|arms? (?:were |are )?shak\w+"
        r"|fit (?:in|for|it|into|enough|and)|get fit|keep fit|stay fit|sore all over|foam roll\w*"
        r"|muscle twitch\w*|eyelid|shakes?\b(?! on))\b",
        despite=r"\b(?:eyes (?:\w+ )?roll\w*|bit (?:my|his|her) tongue|unrespons\w*|seiz\w+)\b",
    ),
    Rule(
        "emergency.hives",
        SafetyClass.EMERGENCY,
        "allergy",
        together(
            r"\b(?:hives|rash|welts|nettle|itch\w*|bee|wasp|sting|stung|peanuts?|nuts|shellfish"
            r"|allerg\w*|epi-?pen)\b",
            r"\b(?:wheez\w*|can'?t breathe|hard to breathe|breathless|short of breath|throat|tongue"
            r"|lips?|dizz\w*|faint\w*|face (?:is )?swell\w*)\b",
        ),
        unless=r"\b(?:hay fever|heat rash|strep|sore throat|lip balm|lick)\b",
    ),
    Rule(
        "emergency.saddle_signs",
        SafetyClass.EMERGENCY,
        "cauda_equina",
        together(_TOILET, _BACK_TROUBLE)
        + "|"
        + together(near(_NUMB, _NETHER, 40), _BACK_TROUBLE + r"|\blegs?\b")
        + "|"
        + together(
            r"\b(?:both|two|my) (?:of my )?(?:legs|feet)\b[^.]{0,30}\b(?:weak\w*|numb\w*|gone"
            r"|giv\w+ way|jelly|won'?t|dead|buckl\w*|tingl\w*|foot drop)\b"
            r"|\b(?:weak\w*|numb\w*|tingl\w*)\b[^.]{0,14}\bboth (?:legs|feet)\b",
            r"\bboth\b|\bsaddle\b|\bbladder\b",
            r"\b(?:back|spine|disc|disk|sciatica)\b",
        ),
        unless=r"\b(?:bike|bicycle|cycling|saddle sore|spin class|back squats?|double ?unders?"
        r"|trampoline|sneez\w*|laugh\w*|postpartum|stage fright)\b",
        despite=r"\b(?:back (?:went|gave|pain|hurts?|injury|popped|is)|my back|disc|bladder"
        r"|wipe)\b",
    ),
    Rule(
        "emergency.head_signs",
        SafetyClass.EMERGENCY,
        "head",
        together(_HIT_HEAD, _AFTER_HIT),
        unless=r"\b(?:lost my head|head start|no (?:headache|symptoms|dizziness)|symptom[- ]free"
        r"|fell asleep|took a (?:headache|paracetamol)|nail on the head|header|headstand"
        r"|dropped (?:my|the) (?:head|weight)|sick of|head(?:ing)? (?:home|to|out))\b",
        despite=r"\b(?:vomit\w*|threw up|sick since|remember|blacked out|drows\w*)\b",
    ),
)
