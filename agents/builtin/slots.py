"""What a message says: the exercise, sets, loads, amounts and foods in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from rapidfuzz.distance import OSA

from coach.errors import InvalidInput
from coach.nutrition.rules.meal_text import read_meal
from coach.safety.rules.text import folded

Unit = Literal["kg", "lb"]
LONGEST_FOOD: Final = 120
"""Characters of one food that the tool takes."""

_BEFORE = (
    r"dumbbell|db|barbell|bb|kettlebell|kb|cable|machine|smith(?: machine)?|ez[- ]?bar|trap[- ]?bar"
    r"|hex[- ]?bar|front|back|goblet|hack|box|pause[d]?|overhead|incline|decline|flat"
    r"|close[- ]?grip|wide[- ]?grip|romanian|stiff[- ]?leg(?:ged)?|sumo|conventional|single[- ]?leg"
    r"|single[- ]?arm|one[- ]arm|bulgarian|split|walking|reverse|seated|standing|lying|bent[- ]over"
    r"|pendlay|chest|leg|shoulder|military|push|power|hang|lat|calf|lateral|rear delt|face|hip"
    r"|hammer|preacher|triceps?|biceps?|skull|bench|high[- ]bar|low[- ]bar|weighted|assisted"
    r"|bodyweight|t[- ]?bar|nordic|zercher|larsen|spoto|deficit|rack|block|landmine|arnold|sissy"
    r"|floor|z|jm|pin|svend|band(?:ed)?"
    r"|belt|safety[- ]bar|ssb|chest[- ]supported|seal|glute ham|back|upright|concentration|spider"
)
_HEAD = (
    r"squats?|bench press|bench|deadlifts?|dead lifts?|press(?:es|down)?|ohp|rdls?|rows?|curls?"
    r"|pull[- ]?ups?|chin[- ]?ups?|pull[- ]?downs?|push[- ]?ups?|lunges?|dips?|thrusts?|raises?"
    r"|extensions?|fly(?:e|es|s)?|pulls?|snatch|cleans?(?: and jerks?)?|jerks?|swings?"
    r"|step[- ]?ups?|good mornings?|shrugs?|thrusters?|planks?|crush(?:er|ers)|hip thrusts?"
    r"|glute bridges?|pushdowns?|crunch(?:es)?|burpees?|pec decks?|hyperextensions?|kickbacks?"
    r"|wall sits?|dead hangs?|l[- ]?sits?|sit[- ]?ups?|muscle[- ]?ups?"
    r"|farmer'?s? (?:walks?|carr(?:y|ies))|hip abductions?"
    r"|hip adductions?|nordics|clam(?:shell)?s?"
)
_EXERCISE = re.compile(rf"\b((?:(?:{_BEFORE})\s+)*(?:{_HEAD}))\b", re.IGNORECASE)
_NOT_EXERCISE = re.compile(
    r"^(?:push pulls?|press|raises?|pulls?|extensions?|swings?)$", re.IGNORECASE
)
_COUNT = r"(?<!\d)(\d{1,4})"
_NUMBER = r"(?<!\d)(\d{1,6}(?:[.,]\d{1,4})?)"
"""Bounded, so that a message of nothing but digits is read in linear time."""
_UNIT = r"\s?(kgs?|kilos?|lbs?|pounds?)?"
_SETS_REPS_LOAD = re.compile(
    rf"{_COUNT}\s?(?:[x\u00d7]|sets? of)\s?{_COUNT}(?:\s?reps?)?\s?(?:@|at|with|,|\*)?\s?"
    rf"(?!rpe){_NUMBER}{_UNIT}\b(?!\s?[x\u00d7%])",
    re.IGNORECASE,
)
_LOAD_SETS_REPS = re.compile(
    rf"{_NUMBER}{_UNIT}(?:\s?(?:for|,)\s?|\s){_COUNT}\s?(?:[x\u00d7]|sets? of)\s?{_COUNT}\b",
    re.IGNORECASE,
)
_LOAD_REPS = re.compile(
    rf"{_NUMBER}{_UNIT}\s?(?:[x\u00d7]|for)\s?{_COUNT}(?:\s?reps?)?\b", re.IGNORECASE
)
_REPS_LOAD = re.compile(
    rf"{_COUNT}\s?(?:reps?\s?)(?:@|at|with)?\s?{_NUMBER}{_UNIT}\b", re.IGNORECASE
)
_SETS_REPS = re.compile(rf"{_COUNT}\s?(?:[x\u00d7]|sets? of)\s?{_COUNT}\b", re.IGNORECASE)
_RPE = re.compile(r"\brpe\s?(\d+(?:\.5)?)", re.IGNORECASE)
_MASS = re.compile(rf"{_NUMBER}\s?(kgs?|kilos?|lbs?|pounds?)\b", re.IGNORECASE)
_AT_LOAD = re.compile(
    rf"(?:@|\b(?:at|with)\b)\s?{_NUMBER}{_UNIT}\b(?!\s?[x\u00d7%:])", re.IGNORECASE
)
_BARE = re.compile(rf"(?<![\w.,]){_NUMBER}(?![\w%.,]\w)")
LIGHTEST_BARE_LOAD: Final = 20
"""Of "100 x 5" the first number is a load from here on. Source: mass of an empty bar, kg."""


@dataclass(frozen=True, slots=True)
class SaidSet:
    """Equal sets as the athlete wrote them."""

    sets: int
    reps: int
    load: Decimal | None = None
    unit: Unit | None = None
    rpe: Decimal | None = None
    rir: int | None = None
    """Repetitions left in reserve."""
    effort: Literal["easy", "grinder", "failure"] | None = None
    """`easy`, `grinder` or `failure`, where no figure was told."""
    plates: int | None = None
    """Full plates on each side of the bar, where no load was told."""
    kind: str = "normal"
    seconds: int | None = None
    """How long a set was held, where no repetitions count."""


def exercise_in(text: str) -> str | None:
    """Return the first exercise a message names, in its own words."""
    return next(iter(exercises_in(text)), None)


def exercises_in(text: str) -> tuple[str, ...]:
    """Return the exercises a message names, in its own words; misspelt lifts are put right."""
    names = (re.sub(r"\s+", " ", match[1]).strip() for match in _EXERCISE.finditer(spelt(text)))
    return tuple(dict.fromkeys(name for name in names if not _NOT_EXERCISE.match(name)))


def exercise_spans(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return every exercise that a message names with its place in the spelt, folded message."""
    found = [(m[1].strip(), m.start(1), m.end(1)) for m in _EXERCISE.finditer(folded(spelt(text)))]
    return tuple(each for each in found if not _NOT_EXERCISE.match(each[0]))


def spelt(text: str) -> str:
    """Return a message with lifts put right that are slang or one slip of a key away: "sqaut"."""
    plain = _SLANG.sub(lambda match: _SLANG_OF[match[0].casefold()], text)
    return re.sub(r"[A-Za-z]{5,}", lambda match: _lift_near(match[0]), plain)


_SLANG_OF: Final = {
    "dumbbell bench": "dumbbell bench press", "db bench": "dumbbell bench press",
    "db": "dumbbell", "dbs": "dumbbell", "bb": "barbell",
    "benched": "bench", "benching": "bench", "squatted": "squat", "squated": "squat",
    "squatting": "squat", "deadlifted": "deadlift", "deadlifting": "deadlift", "dl": "deadlift",
    "dls": "deadlift", "deads": "deadlift", "dead": "deadlift", "bss": "bulgarian split squat",
    "cgbp": "close grip bench press", "rowed": "row", "curled": "curl", "pullups": "pull-ups",
    "pullup": "pull-up", "chinups": "chin-ups", "chinup": "chin-up", "pushups": "push-ups",
    "pushup": "push-up", "skullcrushers": "skull crushers", "incline db": "incline dumbbell press",
    "shoulder pressed": "shoulder press", "military": "military press", "pull": "deadlift",
    "tmrw": "tomorrow", "tmr": "tomorrow", "tmw": "tomorrow", "tmrrw": "tomorrow",
    "tomoz": "tomorrow", "tomoro": "tomorrow", "2moro": "tomorrow", "2morrow": "tomorrow",
    "2mrw": "tomorrow",
}  # fmt: skip
"""Words of the gym and of the phone, by what the rules call them. Source: own choice."""
_SLANG = re.compile(
    r"\b(?:(?:dumbbell|db) bench(?! ?press)"
    r"|dbs?(?= (?:bench|press|row|curl|fly|flye|shoulder|incline|lunge|rdl|squat|step|lateral))"
    r"|bb(?= (?:row|curl|bench|press|squat))|benched|benching"
    r"|squatt?ed|squatting|deadlifted|deadlifting|dls?|deads"
    r"|dead(?= (?:\d|for|at|next|today|tomorrow))|bss|cgbp|rowed(?= (?:\d+ ?(?:kg|lb)|\d+x))"
    r"|curled|pullups?|chinups?|pushups?|skullcrushers|incline db(?! (?:press|bench|fl|curl|row))"
    r"|shoulder pressed|military(?! (?:press|personnel|service|diet|base))"
    r"|(?:(?<=\bto )|(?<=\bi ))pull(?= (?:today|tonight|tomorrow|tmr\w*|next))"
    r"|tmr|tmrr?w|tmw|tomoz|tomoro|2moro|2morrow|2mrw)\b",
    re.IGNORECASE,
)


def _lift_near(word: str) -> str:
    plain = word.casefold()
    if plain in _REAL_WORDS:
        return word
    return next((lift for lift in _LIFTS if OSA.distance(plain, lift, score_cutoff=1) <= 1), word)


_LIFTS: Final = (
    "squat", "squats", "bench", "deadlift", "deadlifts", "press", "lunges", "overhead", "barbell",
    "dumbbell",
)  # fmt: skip
_REAL_WORDS: Final = frozenset({"beach", "belch", "dress", "lounges", "lunged", "squad", "squads",
                                "squash", "stress", "bunch", "benches"})  # fmt: skip
"""Words that are no slip."""


def sets_in(text: str) -> tuple[SaidSet, ...]:
    """Return the sets a message tells of, in order; empty if it tells of none."""
    rpe_match = _RPE.search(text)
    rpe = Decimal(rpe_match[1]) if rpe_match else None
    plain = _RPE.sub(" ", text)
    found = [
        SaidSet(int(m[1]), int(m[2]), _decimal(m[3]), _unit(m[4]), rpe)
        for m in _SETS_REPS_LOAD.finditer(plain)
        if int(m[1]) < LIGHTEST_BARE_LOAD
    ]
    if found:
        return tuple(found)
    for match in _LOAD_SETS_REPS.finditer(plain):
        if int(match[3]) >= LIGHTEST_BARE_LOAD:
            continue
        return (SaidSet(int(match[3]), int(match[4]), _decimal(match[1]), _unit(match[2]), rpe),)
    found = [
        SaidSet(1, int(m[3]), _decimal(m[1]), _unit(m[2]), rpe)
        for m in _LOAD_REPS.finditer(plain)
        if m[2] or _decimal(m[1]) >= LIGHTEST_BARE_LOAD
    ]
    if found:
        return tuple(found)
    for match in _REPS_LOAD.finditer(plain):
        return (SaidSet(1, int(match[1]), _decimal(match[2]), _unit(match[3]), rpe),)
    for match in _SETS_REPS.finditer(plain):
        return (SaidSet(int(match[1]), int(match[2]), *_load_apart(plain), rpe),)
    return ()


def _load_apart(text: str) -> tuple[Decimal | None, Unit | None]:
    """Return a load told apart from its sets: "3x5 squat at 100 kg"; none with body weight."""
    match = _AT_LOAD.search(text)
    if match is None and not re.search(r"\bweigh|\bbody\s?weight", text, re.IGNORECASE):
        match = _MASS.search(text)
    return (None, None) if match is None else (_decimal(match[1]), _unit(match[2]))


def mass_in(text: str) -> tuple[Decimal, Unit | None] | None:
    """Return the first mass of a message; a bare number has no unit."""
    match = _MASS.search(text)
    if match:
        return _decimal(match[1]), _unit(match[2])
    bare = _BARE.search(text)
    return (_decimal(bare[1]), None) if bare else None


_EATEN = re.compile(
    r"^.*?\b(?:i\s+)?(?:just\s+)?(?:had|ate|eaten|have eaten|log(?:ged)?|add(?:ed)?|drank)\b[: ]*",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:for|at|as)\s+(?:my\s+)?(breakfast|lunch|dinner|supper|a snack|snack)\b"
    r"|\b(?:today|this morning|just now|tonight|earlier)\b",
    re.IGNORECASE,
)


def foods_in(text: str) -> tuple[str, ...]:
    """Return the foods a message says were eaten, each with its amount, in order; none is lost."""
    rest = _WHEN.sub(" ", _EATEN.sub("", text)).strip(" .!")
    try:
        return tuple(item.text[:LONGEST_FOOD] for item in read_meal(rest).items)
    except InvalidInput:
        return ()


def meal_name_in(text: str) -> str:
    """Return the meal a message names, or "Meal"."""
    match = re.search(r"\b(breakfast|lunch|dinner|supper|snack)\b", text, re.IGNORECASE)
    return match[1].capitalize() if match else "Meal"


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _unit(text: str | None) -> Unit | None:
    if not text:
        return None
    return "kg" if text.casefold().startswith("k") else "lb"
