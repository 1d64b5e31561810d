"""Words that tell what is to be exchanged for another exercise, and how an offer is written."""

from __future__ import annotations

import re
from typing import Final

WANTS: Final = re.compile(
    r"\b(?:instead(?: of)?|rather than|alternatives?|substitut\w*|replace\w*|swap\w*|switch\b"
    r"|exchange|sub\b"
    r"|in place"
    r" of|something else|other (?:exercise|option)s?|variation|sick of|tired of|bored (?:of|with)"
    r"|fed up|hate\b|can'?t stand|different (?:exercise|one))\b"
)
REFERS: Final = re.compile(
    r"\b(?:instead|alternatives?|substitut\w*|something else|(?:swap|replace|switch|exchange"
    r"|sub) (?:it"
    r"|that|them|this|those)|in place of (?:it|that|them|this)|sick of (?:it|them)|hate (?:it|them)"
    r"|another one|other options?)\b"
)
LACKS: Final = re.compile(
    r"\b(?:no|don'?t have|doesn'?t have|hasn'?t got|without|haven'?t got|isn'?t|taken|broken|busy"
    r"|occupied|out of order|removed)\b"
)
OUT_OF_USE: Final = re.compile(
    r"\b(?:taken|broken|busy|occupied|out of order|in use|hogg\w*|bust(?:ed)?)\b"
)
GYM: Final = re.compile(r"\b(?:gym|here|there|hotel|home|place|machine|rack|equipment|today)\b")
EXERCISE_FOR: Final = re.compile(
    r"\b(?:something|exercises?|movements?|what (?:can|should) i do|options?|how (?:can"
    r"|do) i (?:train"
    r"|work|hit))\b[^.?!]{0,20}\b(?:for|to (?:hit|train|work)|train|work|hit)?\b"
)
MUSCLE: Final = re.compile(
    r"\b(?:chest|pecs?|upper back|lats?|back|quads?|quadriceps|legs|hamstrings?|hams|glutes?|butt"
    r"|side delts?|rear delts?|shoulders?|delts|biceps?|triceps?|calves|abs|core)\b"
)
HURT: Final = re.compile(
    r"\b(?:hurts?|hurting|pain\w*|injur\w*|sore|bad|bother\w*|aggravat\w*|crank\w*|dodgy|ach\w+"
    r"|irritat\w*"
    r"|kind(?:er)? (?:to|on)|easier on|friendly|without stress)\b"
)
NOT: Final = re.compile(
    r"\b(?:weight|kg|lbs?|reps?|meal|food|eat|protein|chicken|rice|drink|coffee|run(?:ning)?"
    r"|programme"
    r" with|whole programme|new programme|grip width|shoes|belt|video|26s|28s|\d+s)\b"
)
YES: Final = re.compile(
    r"^(?:yes|yep|yeah|sure|ok(?:ay)?|do it|please(?: do)?|go (?:ahead|for it)|sounds good|great"
    r"|y|ja|si"
    r"|perfect|that works|swap (?:it|them)|put it in)\b[^?]{0,40}$"
)
NTH: Final = re.compile(r"\b(?:the )?(first|second|third|last|1st|2nd|3rd)(?: one| option)?\b")
PLACES: Final = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "last": -1}
DIRECT: Final = re.compile(
    r"\b(?:swap|replace|switch|exchange|sub)\b(?: out)?[^.?!]{2,50}?\b(?:for|with|to"
    r"|by)\b[^.?!]{3,50}"
)
ASKS: Final = re.compile(
    r"\?|\b(?:which|what|something else|instead|alternatives?|swap|replace|another)\b"
)
TODAY: Final = re.compile(
    r"\b(?:taken|busy|occupied|in use|queue|wait\w*|hogg\w*|broken|out of order|today|tonight|now"
    r"|rn|hotel|full|this time|session)\b"
)
FOR_NOW: Final = re.compile(
    r"\b(?:just|only) (?:for )?(?:today|now|this (?:time|once|session))\b|\bfor today\b"
    r"|\bthis once\b|\bnot for good\b"
)
DOSE: Final = re.compile(
    r"\b(?:sets?|reps?|how (?:heavy|much|many|light)|what weight|which weight|weights?|load|kg|lbs?"
    r"|start (?:with|at)|starting)\b"
)
DROPPED: Final = re.compile(
    r"\b(?:another|else|other|nah|nope|no|not that|hate|easier|harder|different|more options"
    r"|neither|none|don'?t (?:have|like|want)|hurts?|too (?:hard|easy))\b"
)
OFFER: Final = "Shall I put"
OFFERED: Final = re.compile(rf"{OFFER} (?P<into>[^.?]+?) in the place of (?P<out>[^.?]+?)\?")
OPTIONS: Final = re.compile(r"The best fits are (?P<names>[^:.]+):")
