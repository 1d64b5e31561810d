"""Urgent signs, despair and disordered eating, told by what they combine (see `families`).

Source:
    The same as of `urgencies`, `crises` and `limits`; the lists of words are own choice.
"""

from __future__ import annotations

from typing import Final

from coach.safety.model import SafetyClass
from coach.safety.rules.families import together
from coach.safety.rules.rule import Rule
from coach.safety.rules.text import near

_URINE: Final = (
    r"\b(?:pee|peeing|peed|urine|urinat\w*|piss|pissing|pissed|wee|weeing|wees|loo|toilet"
    r"|tinkle|stream)\b"
)
_DARK: Final = (
    r"(?:dark\w*|brown\w*|cola|coke|coca|pepsi|dr pepper|tea|iced tea|coffee|rust\w*|red(?:dish)?"
    r"|pink\w*|black\w*|blood\w*|maroon|mahogany|guinness|stout|ale|treacle|molasses|soy sauce"
    r"|whisk\w*|rum|port|wine|chocolate|mud\w*|amber|orange)"
)
_MUSCLE: Final = (
    r"\b(?:arms?|biceps?|triceps?|forearms?|elbows?|quads?|thighs?|legs?|hamstrings?|shoulders?"
    r"|pecs?|chest|lats?|glutes?|calves|abs|hands?|fingers)\b"
)
_BIG: Final = (
    r"\b(?:swollen|swell\w*|swole up|balloon\w*|massive|huge|enormous|twice (?:the|their|its)"
    r" (?:normal )?size|double (?:the|their) size|popeye\w*|sausages?|puff\w*|rock hard|bloated"
    r"|tree trunks?|michelin)\b"
)
_USELESS: Final = (
    r"\b(?:can'?t|cannot|couldn'?t|unable to|barely|hardly|won'?t)\b[^.]{0,16}\b(?:bend|straighten"
    r"|lift|hold|brush|move|walk|close|extend|raise|grip|wash|use|stand|sit|work)\w*\b"
    r"|\b(?:no strength|weak\w*|useless)\b"
)
_CALF: Final = (
    r"\b(?:calf|calves|lower leg|shin|behind (?:my|the) knee|one leg|left leg|right leg)\b"
)
_HOT: Final = (
    r"\b(?:swoll?en|swell\w*|swelled|puff\w*|fat|bigger|larger|twice|hot|warm|red|reddish|tender"
    r"|throbb\w*|shiny|veins?|hard and|cramp that)\b"
)
_STILL_LEGS: Final = (
    r"\b(?:flight|flew|flying|plane|long[- ]haul|drive|car journey|coach (?:trip|ride)|surgery"
    r"|operation|cast|boot|pill|hrt|covid|bed ?rest|one side|other one|other leg|only one"
    r"|just (?:the )?(?:one|left|right))\b"
)
_RIP: Final = (
    r"\b(?:rip\w*|tear\w*|tore|torn|pop\w*|snap\w*|crack\w*|twang\w*|bang|gave way|give way|crunch"
    r"\w*|went ping|ping(?:ed)?|thud|like (?:being|i was|someone) (?:kicked|shot|hit))\b"
)
_JOINT: Final = (
    r"\b(?:tendon|knee|pec|chest|bicep\w*|tricep\w*|achilles|hamstring|hammy|shoulder|quad|calf"
    r"|ankle|elbow|hip|groin|wrist|armpit|heel|arm|thigh|foot)\b"
)
_HURT: Final = (
    r"\b(?:lump|bulge|ball|bruis\w*|black and blue|purple|dent|gap|rolled up|swoll?\w*|swell\w*"
    r"|can'?t|couldn'?t|unstable|giving way|deformed|hole|popeye\w*|no strength|won'?t)\b"
)
_WEEKS: Final = r"\b(?:[4-9]|[123]\d|4[0-2]) ?(?:\+\d )?(?:wks?|weeks?|w)\b"
_MOTHER: Final = (
    r"\b(?:pregnan\w*|trimester|along|weeks gone|expecting|bump|baby|due (?:date|in)|miscarr\w*"
    r"|post ?partum|gave birth|c-?section)\b"
)
_LOSS_OF: Final = (
    r"\b(?:bleed\w*|bled|blood|spotting|gush\w*|waters? (?:broke|broken|went|have)|leak\w*|fluid"
    r"|contractions?|clots?|cramps?|cramping|tightenings?|baby (?:\w+ ){0,3}?mov\w*|no (?:kicks"
    r"|movement)|(?:kick|mov)\w* less|fewer kicks|hasn'?t (?:kicked|moved)|dizz\w*|faint\w*"
    r"|flashing lights|headaches?|calf|swollen face|chest)\b"
)
_SUGAR: Final = (
    r"\b(?:insulin|diabet\w*|type (?:1|one|i)|t1d?m?|glucose|sugars?|bgl?|cgm|libre|dexcom|pump"
    r"|humalog|novorapid|lantus|gliclazide)\b"
)
_LOW: Final = (
    r"\b(?:(?:went|go|goes|going|gone|run|running|dropp?\w*|kept going) (?:\w+ )?low|lows?\b(?!"
    r" (?:carb|fat|bar|impact|intensity|volume|reps?|calorie|gi))|hypos?|hypoglyc\w*|shak\w*"
    r"|trembl\w*|jelly|wobbly|sweat\w*|dizz\w*|confused|faint\w*|ketones?|dropping|crash\w*"
    r"|[12]\.\d|3\.[0-9]|(?:at|of|is|was|reads?|says|hit) [3-6]\d\b|2\d\.\d|vomit\w*)"
)
_ACHE: Final = r"\b(?:pain\w*|hurts?|hurting|ach(?:e|es|ing|y)|throb\w*|sore)\b"
_WEEKS_LONG: Final = (
    r"\b(?:(?:two|three|four|five|six|seven|eight|[2-9]|1\d|few|couple of|several|many) ?\+? ?(?:"
    r"wks?|weeks)|fortnight|(?:a|one|two|three|four|\d+|few|couple of|several|many)"
    r" ?(?:months?|mths?)|months|since (?:january|february|march|april|may|june|july|august"
    r"|september|october|christmas|easter|last (?:month|summer|winter|spring)))\b"
)
_STUBBORN: Final = (
    r"\b(?:worse|wors\w*|no better|not (?:getting |any |got )?better|won'?t (?:go|shift|settle"
    r"|clear|heal)|isn'?t going|hasn'?t gone|not (?:going|settl\w*|shift\w*|eas\w*|heal\w*|improv"
    r"\w*)|nothing helps|constant\w*|at rest|all the time|resting|even when i(?:'m)? (?:sit|lie"
    r"|lying|sitting|rest)|non ?-?stop|refuses|every (?:single )?(?:day|night)|at night|unbearable"
    r"|limp\w*|wakes?|woken|waking)\b"
)

FAMILY_URGENT: tuple[Rule, ...] = (
    Rule(
        "urgent.urine_colour",
        SafetyClass.URGENT,
        "rhabdo",
        rf"{_URINE}[^.?!]{{0,28}}\b(?:is|was|are|looks?|looked|like|colou?r\w*|gone|went|turned"
        rf"|came out|coming out|comes out|been|has|it's|bit|really|very)\b[^.?!]{{0,24}}\b{_DARK}\b"
        rf"|\b{_DARK}(?:[- ]colou?red)? (?:\w+ )?{_URINE}|{_URINE} (?:the )?colou?r\b[^.]{{0,12}}"
        rf"\b{_DARK}\b",
        unless=r"\b(?:vitamins?|multivit\w*|beetroots?|beets?|bright|first (?:thing|pee|wee)"
        r"|drink\w*|drank|hydrat\w*|dehydrat\w*|cups? of|sips?|too much (?:coffee|tea|coke)"
        r"|chart|what is|prevent|avoid|makes? me|test strip|period)\b",
        despite=r"\b(?:cola|coke|coca|brown|blood\w*|swollen|swell\w*|cant bend|sore|after (?:the"
        r"|my|that|a)|yesterday|ago)\b(?!.*\b(?:drink|drank|diet coke|cups?|beet\w*)\b)",
    ),
    Rule(
        "urgent.muscle_useless",
        SafetyClass.URGENT,
        "rhabdo",
        together(_BIG, _MUSCLE, _USELESS)
        + "|"
        + together(
            r"\b(?:can'?t|cannot|couldn'?t|unable to|won'?t)\b[^.]{0,16}\b(?:straighten|bend|lift"
            r"|raise|extend)\w*\b[^.]{0,16}\b(?:arms?|elbows?)\b|\b(?:arms?"
            r"|elbows?)\b[^.]{0,18}\bstuck\b|\b(?:arms?|elbows?)\b[^.]{0,18}"
            r"\b(?:won'?t|can'?t) (?:straighten|bend|extend)\b",
            r"\b(?:(?:\d+|two|three|four|couple of|few) days|since (?:mon|tues|wednes|thurs|fri"
            r"|satur|sun)\w*|still|on (?:mon|tues|wednes|thurs|fri|satur|sun)\w*)\b",
        ),
        unless=r"\b(?:pump(?:ed)?|lol|haha\w*|gains|tendon|elbow surgery|goal|flexib\w*|mobility"
        r"|huge (?:pr|pb|fan|difference|jump|thanks)|massive (?:pr|pb|fan|thanks))\b",
        despite=r"\b(?:(?:pee|wee|urine|piss)\b|days? (?:ago|after|later)\b.*\bswoll?en)",
    ),
    Rule(
        "urgent.hot_calf",
        SafetyClass.URGENT,
        "clot",
        together(near(_CALF, _HOT, 50), rf"{_STILL_LEGS}|\b(?:hot|red|swoll?en|puff\w*|bigger)\b")
        + "|"
        + together(
            near(r"\b(?:calf|leg)\b", r"\b(?:sore|pain\w*|hurts?|cramp\w*|ach\w*|tight)\b", 30),
            r"\b(?:flight|long[- ]haul|plane|flew|surgery|operation|bed ?rest|the pill|clots?"
            r"|dvt)\b",
        ),
        unless=r"\b(?:pump\w*|lol|warm(?:ing|ed)?[- ]?(?:up|ups)|bigger calves|grow|get bigger|calf"
        r" (?:raises|size|growth)|fat loss|body ?fat|low[- ]fat|hot yoga|shin splints|flight of"
        r" stairs|flights|stairs|red (?:band|light)|leg day|years ago)\b",
        despite=r"\b(?:swoll?en|hot and|red and)\b(?!.*\b(?:pump|years ago))",
    ),
    Rule(
        "urgent.clots",
        SafetyClass.URGENT,
        "clinician_today",
        r"\bpass(?:ed|ing|es)?\b[^.]{0,30}\bclots?\b|\bclots?\b[^.]{0,20}\b(?:size of|as big as"
        r"|sized?)\b|\b(?:soak\w*|fill\w*|bleed\w*) (?:through )?[^.]{0,16}\b(?:pads?|tampons?)\b"
        r"[^.]{0,20}\b(?:hour|every|\d)\b|\b(?:vomit\w*|throw\w* up|puk\w*|poo\w*|shit\w*)"
        r" (?:up )?(?:\w+ )?blood\b|\bblood in my (?:poo|stool|sick|vomit|urine|pee|wee)\b"
        r"|\bblack(?:,)? tarry\b",
    ),
    Rule(
        "urgent.mother",
        SafetyClass.URGENT,
        "pregnancy_stop",
        together(
            _WEEKS,
            r"\b(?:bleed\w*|bled|spotting|gush\w*|waters?|contractions?|clots?"
            r"|tightenings?|baby|kicks?)\b(?! (?:weight|steps?))",
            _LOSS_OF,
        )
        + "|"
        + together(_MOTHER, r"\b(?:i|i'm|my|me|i've)\b|^", _LOSS_OF.replace(r"|blood|", "|")),
        unless=r"\b(?:nose ?bleed\w*|gums?|blisters?|baby (?:steps|weight|oil)|leg cramps?|litres?"
        r"|water (?:intake|bottle|a day)|drink\w*|no (?:bleeding|dizziness|contractions)"
        r"|my (?:wife|partner|girlfriend|sister)|chest (?:press|day|fly)|due date for|avoid"
        r"|in case|stop list|what (?:signs|symptoms)|blood (?:pressure|test|sugar|type))\b",
        despite=r"\b(?:gush\w*|contractions|been bleeding|bleeding (?:a|after|since|now)"
        r"|waters (?:broke|have|went))\b",
    ),
    Rule(
        "urgent.low_sugar",
        SafetyClass.URGENT,
        "glucose",
        together(_SUGAR, _LOW),
        unless=r"\b(?:foam|lat pull|pumped|sugar (?:rush|cravings?|free)|sugar[- ]free|shakes?\b(?!"
        r" (?:and|up))|low[- ](?:carb|fat|sugar)|sweat(?:pants|er)|grams? of sugar|g (?:of )?sugar"
        r"|crash diet|type 2 fib\w*|muscle pump|added sugars?|pump (?:class|session|work)"
        r"|less sugar|oats|cereal|porridge|label|mid-? ?morning|afternoon|dropp?\w* (?:sugar"
        r"|weight)|how (?:much|many))\b",
        despite=r"\b(?:type (?:1|one)|t1d?|insulin|diabet\w*|hypos?)\b(?!.*\bprotein shakes?\b)",
    ),
    Rule(
        "urgent.foot_drop",
        SafetyClass.URGENT,
        "nerve",
        together(
            r"\b(?:sciatica|sciatic|back|disc|disk|spine|nerve|slipped)\b",
            r"\b(?:foot|toes?|leg)\b[^.]{0,24}\b(?:drag\w*|drop\b|floppy|slap\w*|weak\w*|numb\w*"
            r"|dead|won'?t (?:lift|move))\b|\b(?:can'?t (?:lift|move) my (?:foot|toes?))\b",
        ),
        unless=r"\b(?:legs? (?:drive|press|day)|back squats?|drop (?:set|jump)"
        r"|dead ?lift (?:foot|stance))\b",
        despite=r"\bsciatic\w*",
    ),
    Rule(
        "urgent.ripped",
        SafetyClass.URGENT,
        "injury",
        together(near(_RIP, _JOINT, 60), _HURT),
        unless=r"\b(?:painless|no pain|without pain|doesn'?t hurt|nothing hurts|callus\w*|skin"
        r"|shirt|trousers|shorts|pants|band|ripped (?:abs|physique|body|look)|get (?:ripped"
        r"|shredded)|torn (?:between|on|about)|pop (?:music|in|over)|pop[- ]?tarts?|bangers?"
        r"|can'?t (?:afford|decide|tell|wait)|years ago|popping a)\b",
        despite=r"\b(?:bruis\w*|lump|swollen)\b(?!.*\byears ago)",
    ),
    Rule(
        "urgent.stubborn_pain",
        SafetyClass.URGENT,
        "clinician_soon",
        together(_ACHE, _WEEKS_LONG, _STUBBORN),
        unless=r"\b(?:doms|physio (?:said|says|gave|cleared)|saw (?:a|my) (?:physio|doctor|gp)"
        r"|(?:doctor|gp|physio)'?s? (?:said|says|knows|cleared)|no (?:more )?pain|pain[- ]free"
        r"|much better|getting better|sore loser|gone now|better now)\b",
    ),
)

_POINT: Final = (
    r"\b(?:don'?t|can'?t|do not|dunno|not|never) (?:really |even |rly )?(?:see|know|feel|get) "
    r"(?:what(?:'s| is) )?(?:the|a|any|much(?: of a)?|much) point(?: (?:any ?more|in (?:anything"
    r"|life|living|going on|it all|being (?:here|alive)|carrying on|any of (?:it|this)|trying"
    r"|me|existing)|of (?:anything|living|it all|life|going on|any of (?:it|this)|me|being (?:here"
    r"|alive))|to (?:life|anything|it all|any of (?:it|this))))?\s*(?:$|[.,!?;]|\b(?:any ?more"
    r"|lately|tbh|honestly|and|but|now)\b)"
    r"|\b(?:what'?s|what is|wats) (?:even )?the point (?:any ?more\b|(?:of|in) (?:anything|it all"
    r"|being (?:here|alive)|living|life|me|going on|any of (?:it|this)|existing))"
    r"|\bno point (?:any ?more|to (?:anything|life|it all|me)|in (?:anything(?! (?:over|above"
    r"|below|under|less|more|else|but|like|beyond))|life|living|me|being"
    r" (?:here|alive)|existing|going on))\b|\bnothing (?:really )?(?:matters|left|makes sense)"
    r" (?:any ?more|to live|for me|to me)\b"
)
_GONE: Final = (
    r"\b(?:wish(?:ed|ing)?|hope|hoping|want(?:ed|ing)?|rather|could just|would be nice|if i)\b"
    r"[^.]{0,40}\b(?:not (?:wake|waking) up|never (?:wake|woke|waking) up|not (?:be|being) (?:here"
    r"|alive|around)|stop existing|cease to exist|disappear(?: forever| for good)?$|wasn'?t here"
    r"|were not here|weren'?t here|wasn'?t alive|didn'?t exist|was(?:n'?t)? (?:never )?born"
    r"|sleep forever|be gone|get hit by|be dead)\b"
    r"|\b(?:not|won'?t|don'?t|shouldn'?t) (?:be|going to be|plan to be|think i'?ll be) (?:here"
    r"|around|alive) (?:much longer|for long|next|by|any ?more|anyway)\b"
)
_ACT: Final = (
    r"\b(?:top|off|unalive|hang|drown|shoot|do|kill|end) (?:myself|himself|herself)(?: in)?\b"
    r"|\b(?:do(?:ing)? myself in|end(?:ing)? (?:my|his|her) life|tak(?:e|ing) my (?:own )?life"
    r"|jump(?:ing)? (?:off (?:a|the) (?:car park|multi\w*|pier|tower|bridge|roof|building|cliff"
    r"|balcony)|in front of (?:a"
    r"|the) (?:train|bus|car|lorry|tube))|o\.?d\.?(?:ing)? on (?:my|pills)"
    r"|check(?:ing)? out for good"
    r"|finish(?:ing)? it all|end(?:ing)? things|stop being alive)\b"
    r"|\b(?:stash\w*|saved up|saving up|hoard\w*|collect\w*|counted|got enough)\b[^.]{0,16}\b(?:"
    r"pills|tablets|meds|paracetamol)\b|\b(?:suicide|goodbye) (?:notes?|letters?)\b"
    r"|\bgoodbye\b[^.]{0,50}\b(?:rope|pills|gun|knife|bridge)\b"
    r"|\b(?:has|have|got|with) (?:a |the )?(?:rope|noose|gun|blade"
    r"|razor)\b[^.]{0,40}\b(?:goodbye|scared|die|end"
    r"|myself|himself|herself)\b"
    r"|\b(?:written|wrote|writing)\b[^.]{0,14}\b(?:notes?|letters?)\b[^.]{0,24}\b(?:family|kids"
    r"|mum|mom|everyone|goodbye|them all)\b|\bgiv(?:en|ing) (?:away )?(?:all )?my (?:stuff|things"
    r"|kit|gear) away\b[^.]{0,40}\b(?:need|anyway|more)\b|\bwon'?t (?:need|be needing) (?:it|them"
    r"|this|any of it)\b[^.]{0,20}\b(?:soon|where i|any ?more|much longer)\b"
)
_BURDEN: Final = (
    r"\b(?:a |such a |just a |nothing but a )burden\b(?! of)|\bbetter (?:off )?without me\b"
    r"|\b(?:no ?(?:body|one)|nobody|noone) (?:would|will|'?d) (?:even )?(?:miss|notice|care|cry)\b"
    r"(?! about (?:my|the) (?:form|lift|squat))|\b(?:tired|exhausted|sick|done|fed up|over|bored)"
    r" (?:of|with|by)? ?(?:living(?! (?:in|out|on|with|near|at|off)\b)|being alive|existing"
    r"|life(?! (?:admin|stuff|stress|gets|hacks"
    r"|coach))|fighting|being here|my life"
    r"|this life)\b"
    r"|\b(?:had|have) enough of (?:living|life|everything|it all|being (?:here|alive))\b"
    r"|\b(?:hate|loathe|despise) (?:being alive|my life|living|existing)\b"
    r"|\b(?:feel(?:ing|s)?|am|i'm|so|just|completely|totally) (?:\w+ )?(?:worthless"
    r"|hopeless)\b(?! (?:at"
    r"|with|on|in|for|when it comes))|\b(?:lost|losing|no|given up|out of) (?:all )?(?:hope|the"
    r" will to live|reasons to live)\b(?! (?:of|for|that|in) (?:a|my|the|making|hitting|getting))"
    r"|\bgiv(?:e|en|ing) up on (?:life|everything|living|myself)\b|\bnothing (?:left )?to (?:live"
    r"|look forward)\b|\b(?:can'?t|cannot|couldn'?t) (?:cope|go on|carry on|keep going|live like"
    r" this|take (?:it|this|much more)|face (?:another|tomorrow|the)) ?(?:any ?more|with life|like"
    r" this|day|$)"
    r"|\b(?:life|living|everything)\b[^.]{0,14}\b(?:isn'?t|not|no longer|hardly) worth\b"
    r"|\b(?:no|any) reason to (?:live|be here|go on|wake up|get up)\b"
)
_HARM: Final = (
    r"\b(?:cut|cuts|cutting|burn\w*|slic\w*|scratch\w*)\b(?:,| again| marks| scars| (?:my|her"
    r"|him)self)*,? (?:on |up |across |into |open )?(?:my|her|his) (?:thighs?|wrists?|arms?"
    r"|forearms?|skin|legs?)\b(?=.*\b(?:again|scars?|hid\w*|sleeves?|shorts are out|blade|razor"
    r"|urges?|relaps\w*|bleed|feel (?:something|better)|stop|cope|calm\w*)\b)"
    r"|\bself[- ]?(?:harm\w*|injur\w*)\b|\brelapsed\b[^.]{0,30}\b(?:cut\w*|scars?|blade|razor)\b"
    r"|\b(?:hurt|hurting|punish|harm|harming) myself\b[^.]{0,24}\b(?:on purpose|deliberately|feel"
    r"|again|cope|calm|deserve)\b"
)

FAMILY_CRISES: tuple[Rule, ...] = (
    Rule(
        "crisis.many_tablets",
        SafetyClass.CRISIS,
        "poison",
        r"\b(?:took|taken|swallowed|downed|necked)\b[^.]{0,12}\b(?:[1-9]\d|\d{3}|dozens? of"
        r"|loads of"
        r"|tons of)\b(?! ?(?:mg|mcg|g|ml|grams)) (?:of (?:my|the|her|his) )?(?:\w+ )?(?:ibuprofen"
        r"|paracetamol|tylenol|aspirin"
        r"|advil|panadol|pills|tablets|sleeping|xanax|codeine|painkillers)\b",
        lasts=True,
    ),
    Rule(
        "crisis.despair",
        SafetyClass.CRISIS,
        "crisis",
        f"{_POINT}|{_GONE}|{_ACT}|{_BURDEN}|{_HARM}",
        unless=r"\b(?:lol|haha\w*|lmao|with this (?:weight|bar|programme?|plan|diet|split)"
        r"|(?:burpees?|squats?|leg day|sprints?|curls|cardio|deloads?|stretching"
        r"|planks?)\b[^.]{0,20}"
        r"\b(?:point|make|made|makes)|point (?:in|of) (?:curls|deload|cardio|doing|warm|stretch|a"
        r" )|cutting my (?:legs?|arms?) (?:day|training|volume|short)|suicide (?:grip|squad|runs?)"
        r"|burn\w* (?:in|on) my)\b",
        despite=r"\b(?:my life|alive|self[- ]?harm\w*|better off|worthless|existing|scars?"
        r"|myself in|pills|thighs|wrists)\b",
        lasts=True,
    ),
)

_PERIOD: Final = (
    r"\b(?:periods?|monthl(?:y|ies)|time of (?:the )?month|menses|menstruat\w*|aunt flo|cycles?"
    r"|menstrual cycle|bleed)\b"
)
_LACK: Final = (
    r"\b(?:haven'?t|hasn'?t|not had|didn'?t|no|lost|losing|stopped|stop|missing|missed|gone|skipped"
    r"|disappear\w*|vanish\w*|absent|mia|dried up|never came|went away|don'?t (?:get|have)|without"
    r"|late)\b"
)
_WHILE: Final = (
    r"\b(?:months?|mths?|year|since|ages|a while|ever|for (?:so )?long|(?:[3-9]|three|four|five"
    r"|six) (?:of them|cycles|in a row)|any ?more|altogether|completely)\b"
)
_LESS: Final = r"\b(?:cut|cutting|lean\w*|los(?:e|ing)|deficit|diet\w*|shred\w*|weight|calories)\b"
_UP: Final = (
    r"\b(?:chuck(?:ing)?(?: (?:it|food|everything))?(?: all)? up|throw(?:ing)? (?:it |food "
    r"|everything )?(?:all )?up"
    r"|vomit(?:ing)?|puk(?:e|ing)|barf(?:ing)?|hurl(?:ing)?|spew(?:ing)?|bring(?:ing)? (?:it|food"
    r"|everything|dinner|meals)(?: all)?(?: back)? up|sick(?:ing)? (?:it|everything) up"
    r"|get(?:ting)? rid of (?:it|what i(?:'ve)? (?:ate|eaten)|the food|dinner|lunch|meals?|my"
    r" (?:dinner|lunch|meals?|food)))\b"
)
_MEAL: Final = (
    r"\b(?:after|every|my|most) (?:\w+ )?(?:dinner|lunch|breakfast|meals?|food|eating|eat|tea"
    r"|bing\w*|supper|i eat|carbs?)\b"
)

FAMILY_LIMITS: tuple[Rule, ...] = (
    Rule(
        "limit.no_period",
        SafetyClass.LIMIT,
        "eating",
        together(near(_LACK, _PERIOD, 24), _WHILE + "|" + _LESS),
        unless=r"\b(?:pregnan\w*|menopaus\w*|coil|iud|implant|pill|contracepti\w*|hysterectomy"
        r"|period of|rest periods?|bulk(?:ing)? cycle|cut(?:ting)? cycle|cycling|steroid|test cycle"
        r"|training cycle|cycle (?:to|path|home)|water|breast-? ?feeding|late by a day|trial"
        r"|nose ?bleed|off[- ]?season)\b",
        despite=r"\b(?:no|lost my|haven'?t had (?:a|my)) periods? (?:for|in|since)\b",
        lasts=True,
    ),
    Rule(
        "limit.brings_up",
        SafetyClass.LIMIT,
        "eating",
        rf"\bi (?:\w+ ){{0,2}}?{_UP}[^.]{{0,24}}{_MEAL}"
        rf"|{_MEAL}[^.]{{0,24}}\bi (?:\w+ ){{0,3}}?{_UP}"
        rf"|\bbeen {_UP}[^.]{{0,24}}{_MEAL}|{_UP}[^.]{{0,24}}\b(?:on purpose|deliberately)\b"
        r"|\bfingers? down (?:my|her) throat\b|\b(?:eat|ate|eating|dinner|binge)\b[^.]{0,24}\b(?:"
        r"mak(?:e|ing)|made) myself (?:sick|throw up|vomit|puke)\b",
        unless=r"\b(?:food poisoning|bug|norovirus|gastro|sprints?|intervals?|squats|the run"
        r"|training too|reflux|plates|washing up|gels?|dishes|leftovers)\b",
        despite=r"\b(?:on purpose|fingers|myself)\b",
        lasts=True,
    ),
    Rule(
        "limit.tiny_plan",
        SafetyClass.LIMIT,
        "low_energy",
        r"\b(?:[3-9]\d\d|1[,.]?[01]\d\d)[- ]?(?:k?cals?|calories?)[- ]?(?:a[- ]day )?(?:plan|diet"
        r"|day|days|menu|meal plan|target|budget|intake|limit|cut|regime)\b"
        r"|\b(?:live|survive|get by|stick|keep) (?:on|to|under|below) (?:about |just "
        r"|only )?(?:[3-9]"
        r"\d\d|1[,.]?[01]\d\d)\b(?! ?(?:g|grams|mg|ml|m|metres|steps|w|watts|kg|lbs?)\b)"
        r"|\b(?:[3-9]\d\d|1[,.]?[01]\d\d) ?(?:k?cals?|calories?)? (?:a|per|each"
        r"|/) ?day\b(?=.*\b(?:k?cals?"
        r"|calories?|eat\w*|food)\b)|\bno (?:food|eating|solids)\b[^.]{0,16}\b(?:for|until|till)"
        r" (?:[3-9]|\d\d|three|four|five|a week|the week)\b|\beat(?:ing)? nothing (?:for|until"
        r"|till|all)\b",
        unless=r"\b(?:deficit|surplus|burn\w*|above|over maintenance|per meal|protein|steps|metres"
        r"|caffeine|sodium|calcium|salt)\b",
        lasts=True,
    ),
)
