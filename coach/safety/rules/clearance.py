"""What has to be seen or cleared by a clinician first: faintness, rhythm, injury, illness, surgery.

Source:
    ACSM 2015 preparticipation screening (symptoms and known disease come before any load);
    Amsterdam 2022 consensus on concussion in sport; the neck check for infections (Eichner 1993).
"""

from __future__ import annotations

from coach.safety.model import SafetyClass
from coach.safety.rules.patterns import Rule
from coach.safety.rules.text import near

_INJURED_PART = (
    r"\b(?:knee|pec|chest|biceps?|triceps|achilles|hamstring|shoulder|quad|calf|ankle|elbow|hip)\b"
)

URGENT_HEALTH: tuple[Rule, ...] = (
    Rule(
        "urgent.near_faint",
        SafetyClass.URGENT,
        "faint",
        r"\b(?:light-?headed|dizz(?:y|iness)|woozy)\b"
        r"|\b(?:nearly|almost) (?:faint\w*|passed out|blacked out)\b"
        r"|\bvision\b(?:\W+\w+){0,2}?\W+(?:black|dark|blurr\w+|narrow\w*|tunnel\w*)\b",
        unless=r"\b(?:video|camera|footage|screen)\b",
        despite=r"\b(?:my vision|i feel|i felt|i get|i got)\b",
    ),
    Rule(
        "urgent.heart_rhythm",
        SafetyClass.URGENT,
        "clinician_today",
        r"\bpalpitations?\b|\bskipp?(?:ing|ed|s) (?:a )?beats?\b|\birregular heart ?beat\b"
        r"|\bheart (?:is |was |keeps )?(?:racing|fluttering|skipping)\b",
        unless=r"\b(?:sprints?|intervals?|race day|excited|nervous)\b",
        despite=r"\b(?:skipp\w+|irregular|at rest|flutter\w*)\b",
    ),
    Rule(
        "urgent.concussion",
        SafetyClass.URGENT,
        "head",
        r"\bconcuss(?:ion|ed)\b",
        unless=r"\b(?:what is|define|prevent|avoid)\b",
        despite=r"\b(?:i have|i had|i got|i'?ve)\b",
    ),
    Rule(
        "urgent.rupture",
        SafetyClass.URGENT,
        "injury",
        near(r"\b(?:pop|popped|snap|snapped|ruptured?|tore)\b", _INJURED_PART, 60),
        unless=r"\b(?:always|often|usually|painless|no pain|without pain|doesn'?t hurt"
        r"|callus|calluses|skin|shirt)\b",
        despite=r"\b(?:swollen|swelling|bruis\w+|can'?t)\b",
    ),
    Rule(
        "urgent.nerve",
        SafetyClass.URGENT,
        "nerve",
        r"^(?=.*\b(?:shooting|radiat\w+|(?:goes|going|runs|running|travels) down|numb\w*)\b)"
        r"(?=.*\b(?:leg|foot|toes|buttock)\b)(?=.*\b(?:pain\w*|back|deadlift\w*|squat\w*)\b)",
        unless=r"\b(?:bike|cold|ice|shoes?|boots?|fell asleep)\b",
        despite=r"\bback\b",
    ),
)

BOUNDARY_HEALTH: tuple[Rule, ...] = (
    Rule(
        "boundary.illness",
        SafetyClass.BOUNDARY,
        "illness",
        r"\b(?:fever\w*|the flu|covid|stomach bug|food poisoning|diarrh?oea|chest infection)\b"
        r"|\b(?:threw|throwing|been throwing) up\b|\bvomit(?:ed|ing)?\b"
        r"|\bhave (?:a|the) (?:bad |head |nasty )?cold\b"
        r"|\bi(?:'?m| am| feel| felt) (?:really |so |a bit )?(?:sick|ill|unwell)\b",
        unless=r"\b(?:sick of|hay fever|vaccin\w*|shot|jab|myself|purg\w*|bing\w*|laxatives?"
        r"|years? ago|last (?:month|year))\b",
    ),
    Rule(
        "boundary.clearance",
        SafetyClass.BOUNDARY,
        "clearance",
        r"\b(?:doctor|physio\w*|surgeon|gp|cardiologist|clinician)\b[^.]{0,30}"
        r"\b(?:told|said|says|advised)\b[^.]{0,30}\b(?:not|no|don'?t|avoid|stop)\b"
        r"|\b(?:had|after|post|since|recovering from)\b[^.]{0,24}\b(?:surgery|operation)\b"
        r"|\b(?:have|got|with)\b[^.]{0,16}\b(?:hernia|aneurysm|heart (?:condition|disease|failure)"
        r"|afib|arrhythmia|high blood pressure|hypertension|pacemaker|stent)\b"
        r"|\bi(?:'ve)? (?:had|have had|got|suffered)\b[^.]{0,16}\b(?:heart attack|bypass"
        r"|angioplasty|stents?)\b|\bstents? (?:last|since|in|put in|placed)\b",
        unless=r"\b(?:cleared|all[- ]clear|signed (?:me )?off|go-?ahead|years ago)\b",
        despite=r"\b(?:not cleared|no clearance)\b",
    ),
)
