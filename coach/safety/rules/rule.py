"""One red flag, and what takes it back: a denial, a question of knowledge, an old story."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coach.safety.model import SafetyClass

_SYMPTOM = (
    r"(?:chest (?:pains?|pressure|tightness)|pains?|dizz\w+|light-?headed\w*|faint\w*|fever"
    r"|suicidal|pregnan\w+|eating (?:disorder|problem)s?|concuss\w+|numb\w*|swell\w*|swollen"
    r"|headaches?|vomit\w*|palpitations?|breathless\w*|short(?:ness)? of breath|tingling"
    r"|dark (?:pee|urine)|bleeding|asthma|diabet\w+|anorexi\w+|bulimi\w+|injur\w+|weakness"
    r"|nausea|cramps?|blood|heart (?:condition|problem|disease)s?|medication|meds)"
)
_DENIED: Final = re.compile(
    rf"\b(?:no|not|never(?: had| been)?|without|don'?t have|haven'?t(?: had| got)?|didn'?t(?:"
    rf" have)?"
    rf"|isn'?t|wasn'?t|nor|zero|no signs? of)(?: (?:any|an?|real|really|been|feeling|more|actual|my"
    rf"|such))*(?: \w+)? {_SYMPTOM}\b(?:(?:,| or| and| nor|/)+ ?(?:no |any )?{_SYMPTOM}\b)*"
)
_EMPHASIS: Final = re.compile(r"\b(?:not just|not only|can'?t|couldn'?t)\b")
_RESOLVED: Final = re.compile(
    r"\b(?:years? ago|decades? ago|from (?:school|uni|childhood)|in (?:19|20)\d\d|(?:long|fully"
    r"|all|been|was|is|got) cleared"
    r"|cleared (?:by|for|me)|i'?m cleared|(?:fully|completely) (?:recovered|healed|fine)|all[-"
    r" ]clear"
    r"|all (?:good|fine|gone|clear|healed)\b|as a (?:kid|child|teen\w*)|last (?:winter|summer"
    r"|spring"
    r"|autumn|year)\b[^.]{0,40}\b(?:fine|good|gone|cleared|recovered)|signed off)\b"
)
_PRESENT: Final = re.compile(
    r"\b(?:again|still|came back|comes back|is back|creeping|this morning|today|tonight|yesterday"
    r"|currently|right now|not (?:yet )?cleared|hasn'?t cleared|haven'?t been cleared|but now"
    r"|getting worse|since)\b"
)
_ASKING: Final = re.compile(
    r"^(?:so |and |ok(?:ay)?,? |hi,? )?(?:what(?:'s| is| are| does| do)?|how (?:do|to|can|does)"
    r"|why do"
    r"|explain|define|tell me about|can you explain|which)\b.{0,80}?\b(?:is|are|people|prevent"
    r"|avoid"
    r"|signs|symptoms|mean|feel like|happen|causes?|caused|difference|compared)\b"
    r"|\b(?:what is|what'?s|define|explain|read about|signs of|prevent|avoid|lower(?:s)? (?:my|the)"
    r" risk|my risk|for (?:a|my) (?:\w+ )?(?:course|exam|essay|article))\b"
)
_PERSONAL: Final = re.compile(
    r"\bi(?:'m| am|'ve| have| had| got| get| feel| felt| think| can'?t| keep| just| passed|"
    r" might)\b"
    r"|\bmy (?:\w+ )?(?:chest|pee|urine|piss|wee|calf|leg|legs|heart|head|arm|arms|back|knee|face"
    r"|vision|groin|speech|mate|friend|partner|client|dad|mum|mom|wife|husband)\b"
    r"|\bhe'?s\b|\bshe'?s\b|\bhe is\b|\bshe is\b"
)


_IDIOM: Final = re.compile(
    r"\b(?:guilty pleasures?|(?:(?:nearly |almost )?(?:pass(?:ed)? out|died|dying|collaps\w+))"
    r" (?:laughing|from laughing|of laughter|of boredom)|worried sick|sick (?:gains|pump|session)"
    r"|heart set on|by heart|heart[- ]breaking|change of heart|lost my head|dead ?bugs?"
    r"|dead (?:hangs?|stops?)|head ?stands?|suicide grip)\b"
)
"""Turns of phrase that name a sign and mean none."""
_QUOTED: Final = re.compile(r'"[^"]{30,}"')


@dataclass(frozen=True, slots=True)
class Heard:
    """A text as rules see it."""

    plain: str
    """Folded and respelt, what is denied taken out."""
    is_past: bool
    """An old story that is over."""
    asks_about: bool
    """A question what something is, not about anybody's symptoms."""

    @property
    def own(self) -> str:
        """`plain` without long quotations, whose wishes are not the author's."""
        return _QUOTED.sub(" ", self.plain)


def _taken_out(denied: re.Match[str]) -> str:
    """Return what stays of a denial: that there is no pain tells a click from a rupture."""
    return " painless " if denied[0].endswith("pain") else " "


def heard(plain: str) -> Heard:
    """Return folded and respelt text as rules see it."""
    plain = _IDIOM.sub(" ", plain)
    told = plain if _EMPHASIS.search(plain) else _DENIED.sub(_taken_out, plain)
    return Heard(
        plain=told,
        is_past=_RESOLVED.search(plain) is not None and _PRESENT.search(plain) is None,
        asks_about=_ASKING.search(plain) is not None and _PERSONAL.search(plain) is None,
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """One red flag."""

    id: str
    klass: SafetyClass
    reply: str
    """Key of the fixed reply; empty: the coach answers, and its engines hold the limit."""
    pattern: str
    unless: str | None = None
    """Benign look-alike: the rule does not fire when this matches..."""
    despite: str | None = None
    """...except when this matches as well."""
    lasts: bool = False
    """Counts also in an old story or in a question of knowledge."""

    def fires(self, text: Heard) -> bool:
        """Tell whether the flag stands in `text`."""
        if not self.lasts and (text.is_past or text.asks_about):
            return False
        is_wish = self.klass in {SafetyClass.BOUNDARY, SafetyClass.LIMIT}
        plain = text.own if is_wish else text.plain
        if re.search(self.pattern, plain) is None:
            return False
        if self.unless is None or re.search(self.unless, plain) is None:
            return True
        return self.despite is not None and re.search(self.despite, plain) is not None
