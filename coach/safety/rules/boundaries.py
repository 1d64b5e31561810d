"""What belongs to a clinician: drugs, medicines, diagnoses, lab values, illness, missing clearance.

Source:
    docs/explanation/safety.md, class boundary; ACSM 2015 (known disease needs clearance before
    vigorous work); the neck check for infections (Eichner 1993); AHA 2021 on beta-blockers, which
    hold the heart rate down, so that effort has to steer.
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.families import together
from coach.safety.rules.rule import Rule
from coach.safety.rules.text import near

DRUG = (
    r"\b(?:trenbolone|tren(?! ?line)|anavar|oxandrolone|var (?:only|cycle)|dianabol|d-?bol|t-?bol"
    r"|turinabol|winstrol|winny|stanozolol|deca(?![- ]?(?:athl|thlon))|nandrolone|masteron"
    r"|equipoise"
    r"|primobolan|primo|anadrol|halotestin|sustanon|sust|sarms?|ostarine|mk-?(?:2866|677)|rad[-"
    r" ]?140"
    r"|lgd(?:-?4033)?|cardarine|yk-?11|clen|clenbuterol|dnp|hgh|growth hormone|igf-?1|epo"
    r"|(?:testosterone|test) (?:cycle|blast|enanthate|e|cyp\w*|c|prop\w*|cream|shots?|injections?)"
    r"|trt|steroids?|roids?|on gear|hop(?:ping)? on gear|peds?|anabolics?|pro ?hormones?|peptides?"
    r"|blast(?:ing)? and cruis\w+|nolvadex|clomid|pct)\b"
)
_USE = (
    r"\b(?:dos\w+|cycles?|\d+ ?(?:mg|mcg|iu|ml)|how (?:much|many|long)|stack\w*|where|buy|source"
    r"|start"
    r"\w*|protocol|take|taking|took|use|using|run|running|pct|blast\w*|cruise|safe\w*|best|better"
    r"|which"
    r"|legit|first|try|trying|hop(?:ping)?|thinking of|bad|weeks|week|tabs|good|schedule|plan\w*"
    r"|side effects|recommend|should i|worth)\b"
)
MEDICINE = (
    r"\b(?:medications?|medicines?|meds|(?:blood pressure|heart|water|thyroid|bp) (?:tablets?"
    r"|pills?"
    r"|meds)|tablets|beta[- ]?blockers?|metoprolol|bisoprolol|propranolol|atenolol|carvedilol"
    r"|nebivolol"
    r"|insulin|lantus|humalog|novorapid|tresiba|levemir|toujeo|basal|bolus|blood thinners?"
    r"|anticoagulants?|warfarin|apixaban|eliquis|rivaroxaban"
    r"|xarelto|clopidogrel|ozempic|semaglutide|wegovy|mounjaro|zepbound|tirzepatide|saxenda"
    r"|liraglutide"
    r"|glp-?1s?|metformin|statins?|atorvastatin|ssris?|antidepressants?|sertraline|fluoxetine"
    r"|prozac"
    r"|citalopram|lisinopril|ramipril|amlodipine|prednis\w+|levothyroxine|thyroxine|adhd meds"
    r"|adderall"
    r"|ritalin|methotrexate|lithium)\b"
)
_CHANGE = (
    r"\b(?:stop\w*|skip\w*|come off|coming off|quit\w*|halv\w+|double|lower\w*|rais(?:e|ing)"
    r"|chang(?:e"
    r"|ing)|adjust\w*|dos\w+|how (?:much|many)|schedule|split|time|timing|up (?:the|my)|increas\w+"
    r"|bump\w*|go up|titrat\w*|step up|next dose|pens|decreas\w+|reduc\w+|cut|less|more|units?"
    r"|shots?|inject\w*|start(?:ing)?|drop|leave out"
    r"|miss)\b"
)
SLOW_HEART = (
    r"\b(?:beta[- ]?blockers?|metoprolol|bisoprolol|propranolol|atenolol|carvedilol|nebivolol)\b"
)
HEART_RATE = r"\b(?:heart ?rates?|hr|bpm|zones?|max hr|pulse|lactate threshold)\b"
_OVER_IT = (
    r"\b(?:(?:got |all |totally |well |now |fully |i'?m |am )over (?:it|that|(?:the |my )?(?:flu"
    r"|covid"
    r"|cold|bug|illness|infection))|recovered|got rid of|shook it|shaken (?:it|off)|tested negative"
    r"|finished (?:the |my )?antibiotics|back (?:to normal|to (?:full )?health|on my feet|from"
    r" (?:the"
    r" |being )?(?:ill|sick|flu|covid)))\b"
    r"|^(?=.*\b(?:had|was|were|been|last|ago|off|after)\b)(?=.*\b(?:all |totally |fully"
    r" |completely |perfectly |feel(?:ing)? |am |i'?m |it'?s |and |but |now |, ?)(?:good|fine|ok"
    r"|okay"
    r"|better|well|great|normal|healthy|fit|myself|100 ?%)(?: again| now| since| for (?:a|two|three"
    r"|four|\d+) (?:days?|weeks?)|[.,!]|$))"
)
_NOT_OVER_IT = (
    r"\b(?:still|not (?:quite|fully|100|yet|completely)|getting over|nearly over|almost (?:over"
    r"|better)|mostly|(?<!hay )fever (?:is|of|at|came)|(?:fever|temp\w*) (?:of )?(?:3[789]|4[01]"
    r"|10\d)"
    r"|a bit of|cough\w*|chesty|phlegm|mucus|feverish|temperature|chills|shiver\w*|rough|run ?down"
    r"|linger\w*|weak|wiped|knackered|exhausted|breathless|short of breath|wheez\w*|chest (?:pain"
    r"|hurts|tight\w*)|palpitations?|dizzy|swollen glands|spleen|mono|glandular"
    r"|(?:threw up|thrown up|vomit\w*|fever|gone|sick|ill|diarrh?oea)[^.,]{0,16}(?:this morning"
    r"|last night|today|yesterday|an hour|hours ago)|since (?:this |the )?(?:morning|last night"
    r"|yesterday))\b"
)
_KIDNEYS = (
    r"\b(?:have|has|got|with|diagnosed)\b[^.]{0,24}\b(?:kidney (?:disease|failure)|ckd)\b"
    r"|\bkidney failure\b|\bon dialysis\b"
)
_LAB = (
    r"(?:creatine kinase|ck|tsh|t3|t4|ferritin|hba1c|a1c|egfr|creatinine|alt|ast|psa|crp|cortisol"
    r"|vitamin d|haemoglobin|hemoglobin|ha?ematocrit|cholesterol|ldl|testosterone|oestradiol"
    r"|estradiol"
    r"|platelets|white (?:cell|blood) count|liver enzymes|blood ?work|blood ?tests?|bloods|lab"
    r" results?"
    r"|labs|mri|x-?ray|ecg|ekg|ct scan|scan|biopsy)"
)

BOUNDARIES: tuple[Rule, ...] = (
    Rule(
        "boundary.drugs",
        SafetyClass.BOUNDARY,
        "drugs",
        near(DRUG, _USE)
        + r"|\b(?:thinking (?:about|of)|about) (?:trying|running|starting|doing|taking)"
        r" (?:some )?(?:test|gear|juice|roids)\b|\bhop(?:ping)? on (?:gear|juice|test)\b"
        + r"|\b\d{2,4} ?mg (?:of )?test\b",
        unless=r"\b(?:(?:from|by) my (?:doctor|doc|gp|clinic)|prescribed|steroid (?:cream"
        r"|ointment|inhaler|nasal|eye drops|injection)|cortisone"
        r"|prednis\w+"
        r"|cortico\w*|tested|anti-?doping|drug test\w*|banned|usada|wada|(?:in|from) (?:meat|beef"
        r"|milk)"
        r"|naturally|natty limit|(?:bros|mates|friends|guys) (?:are|is)(?: all)? on|booster\w*)\b",
        despite=r"\b(?:mg|how much (?:should|do|to)|buy|source|cycle for|take it)\b",
        lasts=True,
    ),
    Rule(
        "boundary.heart_rate",
        SafetyClass.BOUNDARY,
        "slow_heart",
        near(SLOW_HEART, HEART_RATE, 100),
        unless=r"\b(?:skip|stop|come off|lower|halve|drop|quit|leave out)\b",
        despite=r"\bwithout (?:stopping|skipping)\b",
        lasts=True,
    ),
    Rule(
        "boundary.medicine",
        SafetyClass.BOUNDARY,
        "medicine",
        near(_CHANGE, MEDICINE, 48),
        unless=r"\b(?:dad|mum|mom|grand\w+|father|mother)\b|\binsulin (?:spike|sensitiv\w*"
        r"|resist\w*)\b"
        r"|\bhow many (?:sets|reps|times|sessions)\b|\b(?:more|less|cut|lower|drop|add|increase)"
        r" (?:the )?"
        r"(?:sets|reps|weight|volume|load|carbs|calories)\b",
        despite=r"\b(?:dos\w+|units|skip|stop|halv\w+)\b",
        lasts=True,
    ),
    Rule(
        "boundary.thinner",
        SafetyClass.BOUNDARY,
        "thinner",
        near(
            r"\b(?:blood thinners?|anticoagulants?|warfarin|apixaban|eliquis|rivaroxaban|xarelto"
            r"|clopidogrel|plavix|heparin)\b",
            r"\b(?:box\w*|spar\w*|contact|jiu|bjj|mma|rugby|heavy|ok|okay|safe|can i|train\w*"
            r"|lift\w*"
            r"|squat\w*|deadlift\w*|hiit|sport|massage|cupping|kick\w*|wrestl\w*|judo|football)\b",
            80,
        ),
        lasts=True,
    ),
    Rule(
        "boundary.diagnosis",
        SafetyClass.BOUNDARY,
        "diagnosis",
        r"\bdiagnos(?:e|is)\b[^.]{0,20}\b(?:me|my|it|this)\b|\bdiagnose\b|\bwhat'?s wrong with my"
        r" (?!squat|bench|deadlift|form|program|plan|diet|technique|press|row|depth)\b"
        r"|\bis my \w+(?: \w+)? (?:torn|broken|fractured|ruptured|herniated|dislocated)\b|\b(?:is"
        r"|was) (?:it|this|that) (?:a |an |my )?(?:torn|tear|herniat\w+|fractur\w+|broken"
        r"|slipped"
        r"|rotator cuff|labr\w+|meniscus|impingement|tendin\w+|tendon\w+|rotator cuff tear"
        r"|hernia\w*|sciatica"
        r"|stress fracture|sprain|arthritis|bursitis|plantar fasc\w+)\b"
        r"|\b(?:did i tear|have i (?:got |)(?:a |an )?(?:torn|tear|stress fracture|fracture"
        r"|hernia\w*"
        r"|broken|tendon\w*|arthritis|slipped)|do i have (?:a |an )?(?:torn|tear|hernia\w*|fracture"
        r"|arthritis|tendon\w+|tennis elbow|golfer\w* elbow|stress fracture|slipped|impingement"
        r"|sciatica"
        r"|diabetes|bursitis|adhd|depression|an? infection|anaemia|anemia|thyroid))\b"
        rf"|\b{_LAB}\b[^.]{{0,40}}\b(?:came back|of \d|is \d|was \d|are \d|at \d|mean\w*|high|low"
        rf"|normal"
        r"|bad|interpret|read|says|shows?|showed|\d+(?:\.\d+)? ?(?:ng|mg|nmol|u/l|iu/l|mmol))\b"
        r"|\bam i (?:an?a?emic|diabetic|hypothyroid|deficient|hypogonadal)\b",
        unless=r"\b(?:video|clip|footage|watch says|resting|scan (?:the|my) (?:barcode|label"
        r"|receipt|food)"
        r"|barcode|vitamin d (?:dose|supplement)|booster\w*|natural habits)\b",
        lasts=True,
    ),
    Rule(
        "boundary.illness",
        SafetyClass.BOUNDARY,
        "illness",
        r"\b(?:fever\w*|the flu|flu|covid|stomach bug|tummy bug|food poisoning|diarrh?oea|the runs"
        r"|chest infection|pneumonia|bronchitis|mono|glandular fever|norovirus|gastro)\b"
        r"|\b(?:threw|throwing|been throwing) up\b|\bvomit(?:ed|ing)?\b"
        r"|\b(?:have|got) (?:a|the) (?:bad |head |nasty |heavy |stinking )?cold\b(?! (?:shower"
        r"|plunge"
        r"|bath|room|gym))"
        r"|\bi(?:'?m| am| feel| felt) (?:really |so |a bit |feeling )?(?:sick|ill|unwell|poorly)\b",
        unless=r"\b(?:(?:threw up|thrown up|vomited) after (?:the )?(?:sprints?|intervals?)|sick of"
        r"|sick new|hay fever|vaccin\w*|shot"
        r"|jab|jabbed|myself|purg\w*|bing\w*"
        r"|laxatives?|years? ago|last (?:month|year|winter)|(?:weeks|months) ago|all gone|gone now"
        r"|cabin fever|avoid (?:flu|covid|colds)|season"
        r"|(?:since|before|pre|post|during|after|until|till) ?-?(?:the )?(?:covid|lockdown)"
        r"(?! (?:on|last|this)\b)|covid (?:times?|days|years?|lockdowns?|pandemic|hit|happened))\b|"
        + _OVER_IT,
        despite=_NOT_OVER_IT,
    ),
    Rule(
        "boundary.heart_disease",
        SafetyClass.BOUNDARY,
        "heart_known",
        r"\b(?:have|has|got|with|diagnosed|after|since|my|from|for|an?|known)\b[^.]{0,24}\b(?:heart"
        r" (?:condition|disease|failure|murmur|defect|trouble|problems?|valve)|cardiomyopathy"
        r"|a-?fib|atrial fibrillation|arrhythmia|pacemaker|stents?|icd|angina|bypass|cabg"
        r"|angioplasty)\b"
        r"|\bheart failure\b|\bi(?:'ve)? (?:had|have had|got|suffered)\b[^.]{0,16}\b(?:heart"
        r" attack|bypass|angioplasty|stents?|open heart)\b|\bstents? (?:last|since|in|put in|placed"
        r"|fitted|from|\d)\b|\b(?:had|got|have|with|two|three|2|3) stents?\b"
        r"|\bmy heart attack\b",
        unless=r"\b(?:dad|mum|mom|father|mother|grand\w+|uncle|aunt|brother|sister|family history"
        r"|runs in|(?:reduce|lower|avoid|prevent)\w* (?:my |the |a )?(?:risks?|chances?|heart)"
        r"|risk of|good for|nearly|almost|gave me|all[- ]clear"
        r"|i'?m cleared|signed (?:me )?off|go-?ahead|(?:cleared|approved) (?:by|for|me)"
        r"|cardiologist (?:says|said|is)|said i'?m (?:fine|ok|good|clear))\b",
        despite=r"\b(?:not cleared|no clearance|hasn'?t cleared|(?:i|i'?ve) (?:have|had|got) a)\b",
        lasts=True,
    ),
    Rule(
        "boundary.kidneys_and_food",
        SafetyClass.BOUNDARY,
        "",
        together(
            _KIDNEYS,
            r"\b(?:macros?|protein|calories|kcals?|creatine|eat\w*|foods?|diet|meals?|carbs?"
            r"|potassium|salt|targets?|nutrition|supplements?|shakes?)\b",
        ),
    ),
    Rule(
        "boundary.kidneys",
        SafetyClass.BOUNDARY,
        "clearance",
        _KIDNEYS,
        unless=r"\b(?:macros?|protein|calories|kcals?|creatine|eat\w*|foods?|diet|meals?|carbs?"
        r"|potassium|salt|targets?|nutrition|supplements?|shakes?|all[- ]clear|i'?m cleared|signed"
        r" (?:me )?off|go-?ahead|(?:cleared|approved) (?:by|for|me)|dad|mum|mom|father|mother)\b",
    ),
    Rule(
        "boundary.clearance",
        SafetyClass.BOUNDARY,
        "clearance",
        r"\b(?:doctor|doc|physio\w*|surgeon|gp|cardiologist|clinician|consultant"
        r"|midwife)\b[^.]{0,30}"
        r"\b(?:told|said|says|advised|hasn'?t|haven'?t|has not|didn'?t)\b[^.]{0,30}\b(?:not|no"
        r"|don'?t"
        r"|avoid|stop|cleared|clear)\b"
        r"|\b(?:had|after|post|since|recovering from|weeks? (?:after|post|since|out (?:of|from)))\b"
        r"[^.]{0,24}\b(?:surgery|operation|op)\b"
        r"|\b(?:have|has|got|with|diagnosed)\b[^.]{0,24}\b(?:hernia|aneurysm|high blood pressure"
        r"|high bp|hypertension|marfan\w*|epilepsy|copd)\b"
        r"|\bhad (?:my|an?|the) (?:\w+ )?(?:appendix|gall ?bladder|tonsils|c-?section|caesarean"
        r"|hernia|wisdom"
        r" teeth|lump|cyst)\b[^.]{0,24}\b(?:days?|weeks?|yesterday|out|removed)\b"
        r"|\bi(?:'ve)? (?:had|have had|got|suffered)\b[^.]{0,16}\bstroke\b"
        r"|\b(?:bp|blood pressure)\b[^.]{0,16}\b(?:1[6-9]\d|2\d\d)\b",
        unless=r"\b(?:all[- ]clear|i'?m cleared|signed (?:me )?off|go-?ahead|dad|mum|mom|father"
        r"|mother|grand\w+|uncle"
        r"|shadow|co-?op|(?:cleared|approved) (?:by|for|me)|said i'?m (?:fine|ok|good|clear))\b",
        despite=r"\b(?:not cleared|no clearance|hasn'?t cleared|(?:i|i'?ve) (?:have|had|got) a)\b",
    ),
)
