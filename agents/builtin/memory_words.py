"""Words that tell what to keep in mind: injuries, tastes, equipment, schedules, barriers."""

from __future__ import annotations

import re
from typing import Final

from coach.safety.rules.text import folded
from coach.training.rules.programme.told import regions_in

REGION: Final = (
    r"(?:neck|shoulders?|rotator cuff|elbows?|wrists?|(?:upper |lower |low |mid )?back|hips?|groin"
    r"|knees?|ankles?|achilles|foot|feet|hamstrings?|calf|pecs?)"
)
BAD: Final = (
    r"(?:crank\w*|ach[ey]\w*|achiness|stiff\w*|tight\w*|niggl\w*|grump\w*|dodgy|bad|iffy|irritat\w*"
    r"|play(?:s|ing)? up|act(?:s|ing)? up|flar\w+|hurt(?:s|ing)?|pain(?:ful|s)?|injur\w*|bother\w*"
    r"|click\w*|tendinitis|tendonitis|impingement|problems?|issues?|arthritis|weak|messed up"
    r"|gives me"
    r" trouble|not happy)"
)
_INJURY: Final = re.compile(
    rf"\b(?:my|i have|i'?ve got|got|have had"
    rf"|with)\b[^.?!]{{0,24}}\b{REGION}\b[^.?!]{{0,24}}\b{BAD}\b"
    rf"|\b(?:my|i have|i'?ve got|i'?ve had"
    rf"|got)\b[^.?!]{{0,20}}\b{BAD}\b[^.?!]{{0,16}}\b{REGION}\b"
)
FINE: Final = re.compile(
    rf"\b{REGION}\b[^.?!]{{0,24}}\b(?:(?:is|are|feels?|seems|'s|feeling) (?:\w+ )?(?:fine"
    rf"|ok(?:ay)?|good"
    r"|great|better|healed|recovered|sorted|100 ?%|pain[- ]free|back to normal)|(?:healed"
    r"|recovered)"
    r"|(?:doesn'?t|does not|don'?t|no longer|not) (?:hurts?|bother|ache|an issue|a problem))\b"
    rf"|\bno (?:more )?{REGION} (?:pain|issues?|problems?|trouble)\b"
)
ASKS: Final = re.compile(r"\b(?:how|should|can|what|when|will|is it|does)\b.*\?|\?\s*$")
ACUTE: Final = re.compile(
    r"\b(?:just (?:felt|tweaked|popped)|pop(?:ped)?|sharp|swollen|swelling|numb\w*|can'?t (?:walk"
    r"|move"
    r"|bend)|shooting|snap\w*|tore|severe|\d+ ?/ ?10|chest|suddenly|woke|doms|today'?s session"
    r"|weigh)\b"
)
_DISLIKE: Final = re.compile(
    r"\bi(?: really| absolutely| just)? (?:hate|dislike|can'?t stand|don'?t like|do not like|detest"
    r"|loathe)\b (?!how|that|it when|when)(.{3,80})"
)
_PREFER: Final = re.compile(
    r"\bi(?: really| usually| only)? (?:prefer|like to train|love|enjoy|always train"
    r"|train best)\b (.{3,80})"
)
_SCHEDULE: Final = re.compile(
    r"\bi (?:can only |only |usually |always |normally )?(?:train|lift|go to the gym"
    r"|work ?out) (?:on |in the"
    r" |at |before |after )?(?:mon|tue|wed|thu|fri|sat|sun|weekends?|weekdays|mornings?|evenings?"
    r"|lunch"
    r"|work|\d{1,2} ?(?:am|pm))\w*"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days? (?:is|are|i have|i play|off)\b"
    r"|\bi work (?:shifts?|nights?|weekends)\b|\b(?:my )?(?:gym|training) days are\b"
)
_BARRIER: Final = re.compile(
    r"\b(?:i (?:always|often|usually|tend to) (?:quit|give up|skip|stop|lose motivation"
    r"|run out of time)"
    r"|i (?:struggle|have trouble) (?:with|to)\b[^.?!]{0,30}\b(?:motivat\w*|consisten\w*|time"
    r"|stick\w*)"
    r"|(?:kids|work|job|travel|stress)\b[^.?!]{0,25}\b(?:gets? in the way|keeps? me from))\b"
)
_GYM_KIT: Final = re.compile(
    r"\bmy gym (?:has|doesn'?t have|has no|only has|lacks|hasn'?t)\b(.{3,80})"
    r"|\bi (?:only )?have (?:no|only|just)\b[^.?!]{0,40}\b(?:dumbbells?|barbell|rack|bench"
    r"|machines?"
    r"|kettlebells?|bands?|gym)\b|\bmy (?:dumbbells|dbs) (?:only )?go (?:up )?to\b"
)
RULES: Final = (
    ("injury", _INJURY),
    ("dislike", _DISLIKE),
    ("equipment", _GYM_KIT),
    ("schedule", _SCHEDULE),
    ("barrier", _BARRIER),
    ("preference", _PREFER),
)
_KINDS: Final = (
    ("injury", rf"\b(?:{BAD})\b|\b(?:allerg\w+ to nothing)\b"),
    ("schedule", (r"\b(?:mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?"
    r"|mornings?"
     r"|evenings?|weekends?|shifts?|before work|after work)\b")),
    ("equipment", (r"\b(?:gym|barbell|dumbbells?|rack|machines?|home|equipment|plates?"
    r"|kettlebells?|bands?"
     r"|bench(?! press))\b")),
    ("dislike", r"\b(?:hate|dislike|don'?t like|can'?t stand|avoid|never (?:want|give))\b"),
    ("goal", (r"\b(?:goal|target|want to (?:hit|reach|squat|bench|deadlift|run|compete|lose"
    r"|gain))\b")),
    ("barrier", r"\b(?:motivation|no time|busy|struggle|quit|kids)\b"),
    ("preference", r"\b(?:prefer|like|love|want|favou?rite|enjoy)\b"),
)  # fmt: skip


def kind_of(text: str) -> str:
    """Return what a text to keep is about."""
    plain = folded(text)
    if regions_in(plain) and re.search(_KINDS[0][1], plain):
        return "injury"
    return next((kind for kind, words in _KINDS[1:] if re.search(words, plain)), "other")
