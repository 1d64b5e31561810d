"""Thoughts of self-harm and hopelessness, told outright or by the way.

Source:
    Warning signs of the 988 Lifeline and of NICE NG225 (talk of dying, of being a burden, of
    having no way out, farewells, means at hand).
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.rule import Rule

_BODY = r"(?:legs?|quads|glutes|arms|lungs|abs|calves|body|muscles|hamstrings|shoulders)"

CRISES: tuple[Rule, ...] = (
    Rule(
        "crisis.overdose",
        SafetyClass.CRISIS,
        "poison",
        r"\b(?:took|taken|swallowed|i'?ve had)\b[^.]{0,24}\b(?:(?:whole|entire|full) (?:box"
        r"|packet|pack"
        r"|bottle)|overdose|too many (?:pills|tablets)|(?:all|loads of|a load of|handful of)(?:"
        r" \w+){0,2}"
        r" (?:pills|tablets|paracetamol|ibuprofen|meds))\b"
        r"|\b(?:i'?ve |i have |just )(?:overdosed|od'?d)\b",
        unless=r"\b(?:protein|creatine|cookies|biscuits|bars?|vitamins?)\b",
        despite=r"\b(?:paracetamol|pills|overdose)\b",
        lasts=True,
    ),
    Rule(
        "crisis.self_harm",
        SafetyClass.CRISIS,
        "crisis",
        r"\bkill(?:ing)? (?:my|him|her|them)sel(?:f|ves)\b|\bsuicid(?:e|al)\b"
        r"|\b(?:want|wants|wish|rather|ready|going|wanting) to (?:die|be dead|not exist|disappear"
        r" for"
        r" good)\b|\brather be dead\b|\bi'd rather (?:die|be dead)\b"
        r"|\bend(?:ing)? (?:it all|my (?:own )?life|his (?:own )?life|her (?:own )?life|things"
        r" (?:this"
        r"|tonight|for good|soon)|myself|everything for good)\b"
        r"|\b(?:better off|wish i (?:was|were)) dead\b|\bwish i (?:had never been|wasn'?t)"
        r" (?:born|alive)\b"
        r"|\b(?:better off|happier|easier) (?:without me|if i (?:was|were) (?:gone|dead|not here)"
        r"|with me gone)\b"
        r"|\bno(?:t any)? (?:reason|point) (?:to|in|for) (?:live|living|go on|going on(?! with)"
        r"|be alive"
        r"|being alive|carry on living)\b|\bwhat'?s the point (?:of|in) (?:living|life|being"
        r" here)\b"
        r"|\blife (?:is|isn'?t|is not|feels)(?: just)? (?:not )?(?:worth (?:living|it)|meaningless"
        r"|pointless|over)\b|\b(?:isn'?t|is not|not) worth (?:living|being alive)\b"
        r"|\b(?:self[- ]?harm\w*|hurt(?:ing)? myself on purpose)\b"
        r"|\b(?:think\w*|thoughts?|want(?:ing|ed|s)?|urges?|going|plan\w*|tempted|need) (?:about "
        r"|of |to )?"
        r"(?:hurt|harm|cut|kill)(?:ing)? (?:my|him|her|them)sel(?:f|ves)\b"
        r"|\b(?:cutting|cut|burning|burn) (?:myself|my (?:arms?|wrists?|thighs?|legs?|skin))\b"
        r"|\b(?:finish|hang|hanging|shoot|drown|harm|harming) myself\b"
        r"|\b(?:everything|life|it all|future) (?:is|feels|seems|looks) (?:so |completely |just )?"
        r"(?:hopeless|pointless)\b|\bfeel(?:ing)? (?:so |completely |totally |utterly )?hopeless\b"
        r"(?! at| with| on)|\bno future for me\b|\bno way out\b|\bsee (?:a|any) way out\b"
        r"|\b(?:don'?t|do not|doesn'?t) (?:want to|wish to) (?:live|be here|wake up|be alive|exist"
        r"|go on living|carry on living)\b|\bnever wak(?:e|ing) up\b"
        r"|\b(?:think|thinks|thinking|thought|dream) (?:a lot )?(?:about|of) (?:dying|death|suicide"
        r"|ending (?:it|my|his|her)|not being here|killing)\b"
        r"|\b(?:done|fed up|tired|sick) (?:with|of) (?:life|living(?! (?:in|out|on|with|near|at"
        r"|off)\b)"
        r"|being alive|existing)\b"
        r"|\bwhat if i (?:just )?(?:didn'?t|never) w[oa]ke up\b|\bno ?(?:body|one) would (?:care"
        r"|notice)"
        r" if i\b|\bgoodbye (?:everyone|forever)\b|\b(?:this is|it'?s) (?:my )?goodbye\b"
        r"|\bnobody would (?:miss|care|notice) (?:me )?(?:if i|when i)\b|\bno(?:body| one) would"
        r" miss me\b"
        r"|\b(?:driv(?:e|ing)|steer\w*|crash\w*|jump\w*|walk\w*) (?:\w+ ){0,3}?(?:into (?:a tree"
        r"|traffic"
        r"|a wall|the sea)|off (?:a|the) (?:bridge|roof|building|cliff)|in front of (?:a|the)"
        r" (?:train"
        r"|bus|car|lorry|truck))\b"
        r"|\b(?:pills|rope|gun|blade|razor) (?:is |are )?ready\b|\bgot the (?:pills|rope|gun)\b"
        r"|\b(?:just )?want (?:it|this|everything) (?:all )?to (?:stop|end|be over)\b"
        r"|\bcan'?t (?:go on|take it|do this) any ?more\b[^.]{0,60}\b(?:exist|live|life|here"
        r"|hopeless"
        r"|point|stop|alone)\b|\b(?:stop|end)\b[^.]{0,20}\bcan'?t go on\b(?! with)",
        unless=r"\bsuicides\b|\bsuicide (?:sprints?|runs?|drills?|grip|squad)\b"
        r"|\bkill(?:ing)? myself (?:on|in|with|at|doing|today in|over)\b"
        rf"|\b{_BODY} (?:want|wanted|wish|felt)\b|\b(?:burpees?|leg day|squats?|wod|sprints?"
        rf"|intervals?)"
        r"\b[^.]{0,20}\b(?:make|made|makes) me\b|\bcut(?:ting)? my (?:legs?|arms?) (?:short"
        r"|shaving|on"
        r" the|on a|day|training|volume|workouts?)\b|\b(?:lol|haha\w*|lmao|life (?:admin|stuff"
        r"|stress|hacks?))\b",
        despite=r"\b(?:my life|suicidal|self[- ]?harm\w*|better off|hopeless|not joking|for real"
        r"|fr this"
        r"|pills|rope|again)\b",
        lasts=True,
    ),
)
"""Rules that count whoever is meant: a friend in danger gets the same answer."""
