"""What is not planned for some: deficits after disordered eating, maxima in pregnancy.

Source:
    docs/explanation/safety.md, class limit: IOC 2023 on relative energy deficiency, AED 2021 on
    warning signs of eating disorders, NSCA 2016 on youth training, ACOG 804 on pregnancy.
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.rule import Rule

_EATING = (
    r"(?:eat(?:s|ing|en)?|ate|food|meals?|dinner|lunch|breakfast|carbs?|pizza|cake|sugar|snack\w*)"
)
_WORTH = (
    r"(?:guilty|guilt|disgust\w*|ashamed|shame|hate myself|hating myself|fat and gross|punish\w*)"
)
_PERIOD = r"(?:periods?|cycle|menses|menstruat\w+)"

EATING: tuple[Rule, ...] = (
    Rule(
        "limit.eating",
        SafetyClass.LIMIT,
        "eating",
        r"\b(?:make|made|making|makes) (?:myself|me) (?:throw up|sick|vomit|puke)|\bpurg(?:e|ed"
        r"|ing)\b"
        rf"|\b(?:throw(?:ing)? up|vomit\w*|puk(?:e|ing))\b[^.]{{0,20}}\b(?:after|my|every) (?:\w+"
        rf" )?{_EATING}\b"
        r"[^.]{0,40}\b(?:weight|class|lean|thin|slim|calories|cut|macros|deficit|stay)\b"
        r"|\b(?:anorexi\w+|bulimi\w+|orthorexi\w+|(?:eating|food) disorder|disordered eating"
        r"|ednos|arfid)\b"
        r"|\bmy ed\b|\bin ed recovery\b|\bed recovery\b"
        r"|\b(?:laxatives?|diuretics?|water pills|ipecac|enemas?)\b"
        rf"|\b{_WORTH}\b[^.]{{0,40}}\b{_EATING}\b|\b{_EATING}\b[^.]{{0,40}}\b(?:feel|felt) (?:so"
        rf" )?{_WORTH}\b"
        rf"|\b(?:earn|deserve|allowed?|let myself|permit)\b[^.]{{0,20}}\b(?:my |to"
        rf" )?{_EATING}\b(?! (?:plan"
        r"|log))(?=.*\b(?:train\w*|workout|burn\w*|run|cardio|first|unless|only|gym|calories)\b"
        r"|.{0,30}$)"
        rf"|\bonly\b[^.]{{0,12}}\b{_EATING}\b[^.]{{0,20}}\bif i'?(?:ve)? (?:train\w*|work\w* out"
        rf"|ran|burn\w*)"
        rf"|\b(?:punish|burn(?:ing)? (?:it |that |this |them )?off|work(?:ing)? (?:it |that )?off"
        rf"|make up for"
        rf"|compensat\w+|undo|pay for|cancel out|offset)\b[^.]{{0,40}}\b(?:{_EATING}|bing\w*"
        rf"|buffet|weekend"
        r"|calories|cookies?|burger)\b"
        rf"|\b(?:{_EATING}|bing\w*|\d{{4}} ?k?cals?)\b[^.]{{0,50}}\b(?:punish|burn (?:it|that"
        rf"|them) (?:all )?off"
        r"|work it off|make up for it|undo it|run it off)\b"
        rf"|\b(?:haven'?t (?:had|got)|lost|missed|no|missing|stopped (?:getting|having)"
        rf"|without)\b[^.]{{0,12}}"
        rf"\b(?:my |a )?{_PERIOD}\b[^.]{{0,30}}\b(?:months?|since|year|in (?:january|february"
        rf"|march|april"
        r"|may|june|july|august|september|october|november|december)|and|but)\b"
        rf"|\b{_PERIOD} (?:has |have )?(?:stopped|gone|disappeared|vanished|been missing)\b"
        rf"|\bamenorrh\w+"
        r"|\bbing(?:e|ed|eing|ing)\b(?! ?-?watch)[^.]{0,60}\b(?:purg\w+|starv\w+|fast\w*|throw\w*"
        r"|vomit\w*"
        r"|restrict\w*|make up|eat nothing|burn|run|cardio|hate)\b"
        r"|\bbing(?:e|ing) (?:eating|and (?:purg|restrict|starv)\w*)\b|\bstarv(?:e|ing) (?:myself"
        r"|for|all"
        r"|mon\w*|until|to)\b"
        r"|\bchew(?:ing)? and spit\w*|\bspit (?:out )?my food\b"
        r"|\b(?:can'?t stop|obsess\w+ (?:with|about|over)|addicted to)\b[^.]{0,20}\b(?:weighing"
        r"|calories"
        r"|counting|scale|food|body ?checking)\b"
        rf"|\b(?:terrified|scared|afraid|fear|panic\w*|petrified)\b[^.]{{0,20}}\b(?:of |about"
        rf" )?(?:gaining"
        rf"|getting fat|eating|food|weight|carbs|calories)\b"
        r"|\bif i (?:eat|go|have)\b[^.]{0,24}\b(?:over|more than|above|past"
        r"|too much)\b[^.]{0,40}\b(?:skip"
        r"|don'?t eat|starve|fast|nothing|no food|punish)\b"
        r"|\b(?:hid(?:e|ing)|hidden)\b[^.]{0,12}\bfood\b|\bskip(?:ping|ped"
        r"|s)?\b[^.]{0,20}\b(?:meals?|dinner"
        r"s?|lunch(?:es)?|breakfasts?)\b[^.]{0,40}\b(?:fat|weight|scale|guilt\w*|lose|up|every"
        r"|gain\w*)\b"
        r"|\b(?:eating|eat|ate|eaten) (?:nothing|hardly anything|barely anything|almost nothing)\b"
        r"|\b(?:i )?only eat (?:an?|one|two|half an?) \w+ (?:a day|on|all day|per day|until)\b"
        r"|\bnothing but (?:\w+ )?(?:apples|water|salad|lettuce|coffee|rice cakes|celery|fruit"
        r"|soup|juice)\b"
        r"|\bthinspo\w*|\bpro[- ]?ana\b|\bthigh gap\b",
        unless=r"\b(?:carb(?:ohydrate)?s? load\w*|starving (?:lol|after|before|all morning)|food"
        r" poisoning"
        r"|stomach bug|tummy bug|skipping breakfast ok|weekend trip|says my sister|missed my"
        r" period of)\b"
        r"|\bcycle (?:\d|to|path|length)\b|\bskipp?(?:ing|ed)? (?:the )?(?:gym|training|legs?"
        r"|session)\b",
        despite=r"\b(?:purg\w+|laxatives?|anorexi\w+|bulimi\w+|eating disorder|binge|periods?"
        r" (?:have|has|stopp"
        r"\w+)|throw(?:ing)? up|what i ate)\b",
        lasts=True,
    ),
    Rule(
        "limit.energy_floor",
        SafetyClass.LIMIT,
        "low_energy",
        r"\b(?:eat|eating|on|at|to|just|only|under|below|want|about|plan me|give me|live on|with"
        r"|than"
        r"|combine)\b[^.\d]{0,24}\b(?:[1-9]\d\d|1[,.]?0\d\d) ?(?:k?cals?|calories)\b"
        r"(?: a| per|/| each)? ?(?:day|days|daily|total|diet|until|till|for|and|please|$|\?|,)"
        r"|\b(?:[1-9]\d\d|1[,.]?0\d\d) ?(?:k?cals?|calories) (?:a |per )?(?:day|daily|days|diet)\b"
        r"|\b(?:under|below|less than) (?:[1-9]\d\d|1[,.]?000) ?(?:k?cals?|calories)\b(?! (?:with"
        r"|snack"
        r"|per meal|each|for (?:lunch|dinner|breakfast|a snack)))"
        r"|\b(?:water|dry|extended|juice|egg)[- ]?(?:only )?(?:fast(?:ing|ed)?|cleanse"
        r"|diet)\b[^.]{0,20}"
        r"\b(?:[3-9]|\d\d|three|four|five|six|seven|ten) days"
        r"|\bfast(?:ing)?\b[^.]{0,16}\b(?:[3-9]|\d\d|three|four|five|six|seven|ten) (?:full "
        r"|whole )?days\b"
        r"|\bwater (?:cut|cutting|load\w*)\b|\b(?:cut|drop|lose|sweat(?:ing)? out) (?:\w+"
        r" )?water(?: weight)?\b"
        r"|\bdehydrat\w+\b[^.]{0,20}\b(?:weight|weigh)\b|\b(?:cut\w*|drop\w*|los\w+"
        r"|sweat\w*)[^.]{0,14} of water\b|\bsauna suit\b|\b(?:no water|sauna"
        r"|sweat)\b[^.]{0,40}"
        r"\b(?:make|weigh|kg|lbs?)\b"
        r"|\b(?:1\d|2[0-9]) ?k?cal(?:ories)?(?: ?/ ?| per )kg\b",
        unless=r"\b(?:for (?:dinner|tea|supper)|burn(?:ed|t|s)?(?! (?:fat|800))|deficit of"
        r"|(?:kcal|calorie) deficit|surplus"
        r"|breakfast"
        r"|lunch|snack|above|over maintenance|meal of|logged|ate \d|sauna after|creatine)\b",
        despite=r"\b(?:a day|per day|daily|make weight|days please)\b",
        lasts=True,
    ),
)

LIMITS: tuple[Rule, ...] = EATING
WEIGHT_LOSS = (
    r"\b(?:deficit|cut|cutting|lose (?:weight|fat|\d|the fat|half|a bit)|losing (?:weight|fat"
    r"|half|\d)"
    r"|(?:fat|weight)[- ]loss|calorie target|calories|kcals?|macros|diet|leaner|lean out|get lean"
    r"|shred\w*"
    r"|weigh less|(?:want|like|need) to (?:be|weigh) \d\d|drop (?:weight|\d|a few)|make weight"
    r"|weight class|slim\w*|get rid of (?:more "
    r"|the )?fat|(?:for|visible|want|get) abs"
    r"|body ?fat|what should i weigh|goal weight|target weight"
    r"|(?:get|go|back) to (?:[34567]\d|1[01]\d)(?: ?(?:kg|kilos|lbs?|pounds))?|lose (?:my |the "
    r"|some |this |that )?(?:belly|tummy"
    r"|gut|inches|thighs?|puppy fat|size)|belly fat"
    r"|(?:get|got to get|getting|go|come) (?:back |all the way )?down to \d+\w*|down to \d+ ?(?:kg"
    r"|kilos?|lbs?"
    r"|pounds|st\b|stone)|(?:wants?|need\w*) (?:me|her|him|us) (?:at|to weigh|under|down to) \d+\w*"
    r"|\d+ ?(?:kg|kilos?|lbs?|pounds) (?:class|division|category)|weigh[- ]?ins?|skinn(?:y|ier)"
    r"|thinner|lighter for|get lighter|be lighter|make (?:my|her|his|the) weight|be smaller"
    r"|tone down"
    r"|sweat out|get rid of (?:my|this|the) (?:belly|tummy|gut|stomach|thighs)|intermittent fast\w*"
    r"|keto|fasting|under (?:[1-9]\d\d|1[0-4]\d\d) ?k?cals?)\b"
)
"""A wish to eat less or weigh less."""
SERVED = (
    r"\bcut (?:out|down|the|my|back|me) (?!weight|fat)|\b(?:short|power|clean) cut\b|\bab"
    r" (?:wheel|work)\b"
)
"""Cutting something else than weight."""
FOOD_QUESTION = (
    r"\b(?:calories|kcal|macros)\b[^.?!]{0,14}\b(?:in|of|does|has|have)\b "
    r"(?:an?|the|one|two|three|\d[\d.,]* ?(?:g|grams?|ml)?)\b(?! (?:day|cut|deficit|diet|bulk)\b)"
)
"""A question what a food holds, which is no wish to eat less."""
MAXIMAL = (
    r"\b(?:1 ?rm(?! ?formula)|one[- ]rep[- ]max\w*|max(?:ing|ed)? (?:out|effort)|maxing|max test\w*"
    r"|test(?:ing)? (?:my |her |his |a |the )?(?:new )?(?:true )?(?:max\w*|bench|squat|dead\w*|dl"
    r"|press|clean|snatch|lifts?|strength|pr|1rm)"
    r"|true max|max(?:imal)? (?:dead\w*|squats?|bench|lifts?|press|weight)|how much can i lift"
    r"|(?:max|peak) (?:lift|attempt|strength)s?|heav(?:y|ier"
    r"|iest) (?:singles?|doubles?|triples?)|(?:a |max |one |big )single"
    r"|(?:hit|hitting|go(?:ing)? for|try|chase|set) (?:a |an |my |another )?(?:\w+ )?(?:pr|pb)"
    r"|(?:pr|pb)"
    r" (?:attempt|day|single)|what max|my max|max should i|heaviest|all[- ]out|go for a (?:record"
    r"|big)"
    r"|attempts?|peaking|meet prep|personal (?:best|record))\b"
)
"""A wish to lift maximally."""
STIMULANT = (
    r"\b(?:pre-? ?workouts?|fat ?burners?|caffeine (?:pills?|tablets)|ephedr\w+|creatine"
    r"|stimulants?|stims?"
    r"|energy drinks?|testosterone boosters?|thermogenics?|yohimb\w+)\b"
)
"""A wish for stimulants or supplements beyond food."""
PREGNANT = (
    r"\b(?:i'?m|i am|we'?re|currently|while|being|\d+ weeks|found out i'?m|newly|is|just found out)"
    r" (?:\w+ ){0,3}?pregnant\b|^pregnant\b|\bpregnant (?:and|with|here|\d+|athlete|lifter|woman)\b"
    r"|\bin (?:my |the )?(?:first|second|third|1st|2nd|3rd) trimester\b|\b(?:first|second|third)"
    r" trimester\b"
    r"|\bpost-? ?partum\b|\b\d+ ?(?:weeks?|wks?|months?|mos?) (?:along|pp|gone|preg\w*"
    r"|post-? ?(?:partum|birth|baby|delivery|natal|section|c[- ]?sec\w*|caesar\w*|cesar\w*))\b"
    r"|\bafter (?:having|giving birth to|the birth of) (?:a|my|the|our) (?:\w+ )?baby\b"
    r"|\b(?:c[- ]section|caesarean|cesarean)\b(?!.*\byears ago)|\bbun in the oven\b"
    r"|\bdue (?:date|in)\b(?=.*\b(?:baby|midwife|ob\b|obgyn|bump|trimester))"
    r"|\bi'?m due (?:in|on|any)\b"
    r"|(?:^|\bi'?m |\bi am |\bnow |\bat )(?:1[4-9]|2\d|3\d|4[0-2]) ?(?:wks?|weeks?)(?: today| now)?"
    r"(?=[,;.!? ]+(?:(?:so |but )?(?:is|can|could|am i|safe|ok) |and (?:want|still|my bump"
    r"|feel) )|$)"
    r"|\b(?:my|our) newborn\b|\b(?:this|the) baby is (?:due|coming)\b|\b(?:my|this) pregnancy\b"
    r"|\b(?:i'?m|i am|we'?re|^)(?: also| now)? ?expecting\b(?! (?:to|a (?:pr|new|big)|my|the"
    r"|more))|\b(?:we'?re|i'?m) having a baby\b"
    r"|\b(?:i )?(?:just )?(?:had|gave birth to) (?:a|my|our) baby\b|\bgave birth\b|\bthe bump\b"
    r"|\bbaby bump\b|\bi'?m (?:up the duff|with child|preg)\b|\bbreast-? ?feeding\b"
)
"""The athlete says that she is pregnant or has just given birth."""
SOMEBODY_ELSES = (
    r"\b(?:my|his|our) (?:wife|partner|girlfriend|gf|sister|friend|daughter|cousin"
    r"|colleague)(?:'s| is| was"
    r"|'?s)?\b|\bshe'?s\b|\bpartner'?s expecting\b"
)
YOUNG = (
    r"\b(?:i'?m|i am|aged?|turned|just turned|as an?|only) (?:only |just |nearly |almost |a"
    r" )?(?:[89]|1[0-7])"
    r"\b(?! ?(?:%|kg|kilos?|lbs?|pounds|reps|weeks|wks|st\b|stone|sets|days|months|minutes|min|km"
    r"|miles"
    r"|hours|cm|into|percent|and a half (?:stone|st)|points|k\b)|[.,]\d)"
    r"|^(?:[89]|1[0-7])(?: ?[mf](?! (?:row|run|sprint|swim))\b(?! \d)| here\b|,? (?:and|but"
    r"|so) (?:my |i\b|i'm|i'?ve|want|coach|need"
    r"|trying|mum|mom|dad|in )|,? (?:male|female|boy|girl|guy|lad)\b)"
    r"|\bunder[- ]?1[0-8](?:s\b| (?:team|squad|side|category|boys|girls)\b)"
    r"|\b(?:yr|y) ?(?:[7-9]|1[0-3])\b(?! ?(?:old|reps))|\bgrade (?:[6-9]|1[01])\b|\b(?:gcses?"
    r"|junior"
    r" high|high ?school(?:er)?|jv team|varsity (?:team|wrestl\w*))\b(?! (?:teacher|coach|reunion"
    r"|days|ago|was))|\bi'?m (?:a )?(?:minor|underage|under 18|not 18 yet)\b|\b(?:i'?m|i am|aged?"
    r"|turned|only) (?:only |just )?(?:twelve|thirteen|fourteen|fifteen|sixteen|seventeen)\b"
    r"(?! (?:reps|sets|stone|kilos|weeks|minutes|days))|\b(?:[89]|1[0-7])[ -]?(?:yo|y/o"
    r"|yrs? old|years? old|year-? ?old)\b"
    r"|\b(?:year (?:[5-9]|1[0-3])\b(?! of)|(?:6th|7th|8th|9th|10th|11th) grade\w*|freshman in"
    r" high school"
    r"|middle school|secondary school|in (?:high|primary) school)\b"
)
"""The athlete says that they are under 18."""
CHILD = (
    r"\bmy (?:son|daughter|kid|child|boy|girl|nephew|niece|little (?:brother|sister))(?:,| is"
    r"|'s|,? who is)"
    r" (?:\w+ )?(?:[5-9]|1[0-7])\b|\bmy (?:[5-9]|1[0-7])[- ]?(?:yo|year-? ?old)\b"
)
"""The child they ask for is under 18."""
NOT_YOUNG = (
    r"\b(?:coach(?:ing)?|train(?:ing)?|teach(?:ing)?) (?:\w+ )?(?:[5-9]|1[0-7])[ -]year"
    r"|\b(?:nephew|niece"
    r"|student of mine)\b|\bsince (?:i was|age)\b|\bwhen i was\b|\bmonths old\b|\bmy kid is\b"
)
KINDS_OF_TRAINING = (
    r"\b(?:what|which)\b(?:'s| is| are| can| could| should)?[^.?]{0,40}\b(?:kinds?|sorts?|types?"
    r"|training|exercises?|workouts?|sports?|cardio|lifting|activit\w+|stuff)\b[^.?]{0,40}\b(?:fine"
    r"|safe|ok|okay|allowed|good|do|still|suitable|recommend\w*)\b"
    r"|\b(?:what|which)\b[^.?]{0,24}\b(?:is|are|'s) (?:fine|safe|ok|okay|allowed|good for me)\b"
    r"|\bwhat (?:can|could|should|may) i (?:still |actually |then |safely )*(?:do|train)\b"
    r"|\bwhat(?:'s| is| am i) (?:left|allowed|ok|okay|safe|fine)\b"
    r"|\bhow (?:hard|much (?:training|exercise|cardio)|often|heavy) (?:can|may|should|is)\b"
)
"""A question which training is fine at all."""
HEAVY_TRAINING = (
    r"\b(?:squat\w*|deadlift\w*|bench\w*|lift\w*|train\w*|workout|gym|crossfit|hiit|sprints?"
    r"|intervals?"
    r"|run(?:ning|s)?|programme?|plan|sets?|load|cycling|spin|abs|planks?|barbell|weights?"
    r"|exercise\w*)\b"
)
"""What a pregnant athlete may ask about training."""
