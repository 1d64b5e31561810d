"""What no draft may say, to anybody or to those who disclosed something.

Source:
    The must-not column of docs/explanation/safety.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from coach.safety.rules.limits import MAXIMAL, STIMULANT
from coach.safety.rules.text import folded

_SENTENCE: Final = re.compile(r"[^.!?\n]*(?:(?<=\d)[.](?=\d)[^.!?\n]*)*[.!?\n]?")
_REFUSED: Final = re.compile(
    r"\b(?:no|not|never|n't|won'?t|don'?t|can'?t|cannot|without|avoid|skip|leave(?:s)? out"
    r"|leaving out"
    r"|instead of|rather than|until|unless|belongs? to|refuse|decline|ask (?:your|a))\b"
)
_DOSE = r"\b\d[\d.,]* ?(?:mg|mcg|iu|ml|units?|grams?)\b"
_PED = (
    r"\b(?:trenbolone|tren|anavar|oxandrolone|dianabol|winstrol|stanozolol|nandrolone|masteron"
    r"|sarms?"
    r"|ostarine|rad-?140|lgd-?4033|cardarine|clen|clenbuterol|dnp|hgh|growth hormone|testosterone"
    r"|steroids?|nolvadex|clomid)\b"
)
_MEDICINE = (
    r"(?:medications?|medicines?|meds|insulin|tablets|pills|beta[- ]?blockers?|bisoprolol"
    r"|metoprolol"
    r"|propranolol|warfarin|ozempic|semaglutide|metformin|statins?|antidepressants?|sertraline)"
)
_ENERGY = (
    r"\b\d[\d,.]* ?(?:k?cals?|calories|kj)\b|\bdeficit\b[^.]{0,30}\d|\d[^.]{0,30}\bdeficit\b"
    r"|\bbmi\b"
    r"|\b(?:lose|drop|down|loss of|rate of)\b[^.]{0,20}\b\d[\d,.]* ?(?:kg|lb|lbs|%)"
    r"|\b\d[\d,.]* ?(?:kg|lb|lbs|%)\b[^.]{0,20}\b(?:a|per) week\b"
)


@dataclass(frozen=True, slots=True)
class Ban:
    """Something a draft may not say."""

    id: str
    pattern: str
    also_denied: bool = False
    """Also in a sentence that says not to: the number itself must not be shown."""

    def stands_in(self, sentence: str) -> bool:
        """Tell whether folded `sentence` says it."""
        found = re.search(self.pattern, sentence)
        if found is None:
            return False
        return self.also_denied or _REFUSED.search(sentence[: found.end()]) is None


ALWAYS: Final[tuple[Ban, ...]] = (
    Ban(
        "out.dangerous_advice",
        r"\b(?:ibuprofen|nsaids?|naproxen|paracetamol)\b[^.]{0,40}\b(?:before|to train|so you can"
        r"|take)\b"
        r"|\btake (?:an? |some )?(?:ibuprofen|nsaids?|naproxen)\b"
        r"|\b(?:train|push|work|lift|run) through (?:the |chest |sharp |this |that |your )?pain\b"
        r"|\b(?:probably|likely|just) (?:just )?muscular\b|\bignore (?:the|that|this) (?:pain"
        r"|dizziness)\b",
    ),
    Ban("out.drug_dose", rf"{_PED}[^.]{{0,60}}{_DOSE}|{_DOSE}[^.]{{0,60}}{_PED}", also_denied=True),
    Ban(
        "out.medicine_change",
        r"\b(?:stop(?: taking)?|skip|halve|double|lower|raise|increase|reduce|come off|cut)"
        r" (?:your |the )"
        rf"(?:\w+ )?{_MEDICINE}\b|\b(?:take|inject) (?:less|more|\d+) (?:units (?:of )?)?insulin\b",
    ),
    Ban(
        "out.diagnosis",
        r"\byou(?:'ve| have| probably have| likely have|'ve got)(?: got)? (?:a |an )?(?:\w+"
        r" )?(?:torn|tear of"
        r"|tendinitis|tendinopathy|impingement|hernia\w*|herniated|meniscus tear|stress fracture"
        r"|concussion"
        r"|rhabdo\w*|anaemia|anemia|hypothyroidism|arthritis|bursitis|sciatica|a blood clot)\b"
        r"|\b(?:this|it|that) is (?:clearly|definitely|probably|most likely|just) (?:a |an"
        r" )?(?:torn|tear"
        r"|tendin\w+|impingement|strain|sprain|doms|rhabdo\w*|sciatica)\b",
    ),
    Ban(
        "out.compensation",
        r"\b(?:burn(?:ing)? (?:it|that|them) off|work(?:ing)? (?:it|that) off|make up for (?:it"
        r"|what you ate"
        r"|the (?:binge|pizza|meal|cake))|earn (?:your|that|the) (?:food|meal|dinner|carbs"
        r"|treat))\b",
    ),
)
LINK_BANS: Final = (
    Ban(
        "out.link",
        r"\bhttps?\s*:|\bwww\s*\.|\b[a-z0-9-]{2,}\.(?:com|net|org|io|co|app|dev|info|biz|ru|cn"
        r"|xyz|link"
        r"|example|test|zip|me|ai)\b|!\[|\]\(",
        also_denied=True,
    ),
)
"""The coach names no address: one in a draft comes from a text that somebody planted."""
EATING_BANS: Final = (
    Ban("out.deficit_after_disclosure", _ENERGY, also_denied=True),
    Ban(
        "out.praise_of_loss",
        r"\b(?:great|well done|nice|good|impressive)\b[^.]{0,30}\b(?:lost|loss|lighter|down \d"
        r"|leaner)\b",
    ),
)
MINOR_BANS: Final = (
    Ban(
        "out.max_for_a_minor",
        rf"(?:{MAXIMAL})[^.]{{0,60}}\d|\d[^.]{{0,40}}\b(?:max test|max attempt)\b",
    ),
    Ban("out.deficit_for_a_minor", r"\bdeficit of\b[^.]{0,20}\d|\d[^.]{0,24}\bdeficit\b"),
    Ban("out.stimulant_for_a_minor", rf"\b(?:take|try|use|have)\b[^.]{{0,20}}(?:{STIMULANT})"),
)
PREGNANCY_BANS: Final = (
    Ban("out.max_in_pregnancy", rf"(?:{MAXIMAL})[^.]{{0,60}}\d|\d[^.]{{0,40}}\bmax attempt\b"),
    Ban("out.deficit_in_pregnancy", r"\bdeficit of\b[^.]{0,20}\d|\d[^.]{0,24}\bdeficit\b"),
)
SLOW_HEART_BANS: Final = (
    Ban(
        "out.heart_rate_target",
        r"\b\d{2,3}(?: ?(?:-|to|and) ?\d{2,3})? ?(?:bpm|beats)\b",
        also_denied=True,
    ),
)
OPEN_BANS: Final = (
    Ban(
        "out.load_before_clearance",
        r"\b\d+ ?(?:x|sets?|reps?)\b|\b\d[\d.,]* ?(?:kg|lbs?)\b|\bkeep (?:training|going"
        r"|lifting)\b",
    ),
)


def stops(rules: tuple[str, ...]) -> bool:
    """Tell whether a draft that breaks these has to end; else only the sentence is left out."""
    return bool({ban.id for ban in (*ALWAYS, *LINK_BANS, *OPEN_BANS)} & set(rules))


def banned(text: str, bans: tuple[Ban, ...]) -> tuple[str, ...]:
    """Return the ids of the bans that a draft breaks, sentence by sentence."""
    sentences = [each for each in _SENTENCE.findall(folded(text)) if each.strip()]
    return tuple(ban.id for ban in bans if any(ban.stands_in(each) for each in sentences))
