"""What a message tells of the athlete: age, sex, height, weight, goal, time, equipment, diet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from coach.safety.rules.text import folded

_AGE: Final = re.compile(
    r"\b(?:i'?m|im|i am|age[d:]?(?: is)?|turn(?:ed|ing)?)\s(?:just )?(\d{2})\b(?!\s?(?:kg|kgs|lbs?"
    r"|pounds|cm|%|min\w*|reps?|sets?|days?|weeks?|months?|x|k\b|km|miles|st\b|stone|kilos?))"
    r"|\b(\d{2})[ -]?(?:years?[ -]old|y\.?o\.?|yrs?(?: old)?|years? of age|yr old)\b"
    r"|(?:^|[\s,/])(?:male|female|man|woman|m|f)[ ,/]{1,2}(\d{2})\b"
    r"(?!\s?(?:kg|kgs|lbs?|pounds|cm|%))"
    r"|(?:^|[ ,])(\d{2})[ ,/]{0,2}(?:male|female|man|woman|m|f|guy|girl|dude|lady)\b"
)
_HEIGHT_CM: Final = re.compile(r"\b(1[2-9]\d|2[0-3]\d)(?:\.\d)?\s?cms?\b")
_HEIGHT_BARE: Final = re.compile(
    r"\b\d{2,3}\s?kgs?,?\s+(1[4-9]\d|20\d)\b(?!\s?(?:kgs?|lbs?|x|min|kcal|g|for)\b)"
    r"|\b(1[4-9]\d|20\d),?\s+\d{2,3}\s?kgs?,?\s+(?:\d{2}\s?)?(?:m|f|male|female|man|woman)\b"
)
"""A height beside the body weight, without its unit: "94kg 179 male"."""
_HEIGHT_M: Final = re.compile(r"\b([12])[.,](\d{2})\s?m\b(?!\w)")
_FEET: Final = re.compile(
    r"\b([4-7])\s?(?:'|\u2019|\u2032|ft|feet"
    r"|foot)\s?(\d{1,2})?\s?(?:\"|\u201d|''|in(?:ch(?:es)?)?)?"
)
_WEIGHT: Final = re.compile(
    r"\b(?:weigh(?:t|s|ing)?(?: is| about| around)?:?\s|at |bw |body ?weight (?:is )?)?"
    r"(\d{2,3}(?:[.,]\d)?)\s?(kgs?|kilos?|lbs?|pounds)\b"
)
_NOT_OWN: Final = re.compile(
    r"\b(?:dumb+ells?|dbs?|plates?|kettlebells?|bar(?:bell)?|up to|max|heaviest|bench|squat|press"
    r"|deadlift|lose|gain|drop|steps? of)\b"
)
_FEMALE: Final = re.compile(
    r"\b(?:female|woman|girl|lady|mum|mom)\b|\bsex(?: is|:)? f\b|^f$|\d{2} ?f\b|(?:^"
    r"|[\s,/])f[ ,/]{0,2}\d{2}\b"
)
_MALE: Final = re.compile(
    r"\b(?:male|man|guy|dude|dad|bloke)\b|\bsex(?: is|:)? m\b|^m$|(?:^|[\s,/])\d{2} ?m\b(?! ?in)"
    r"|(?:^|[\s,/])m[ ,/]{0,2}\d{2}\b"
)
_GOALS: Final = (
    ("fat_loss", (r"los(?:e|ing) (?:some |a bit of |my |the |\w+ )?(?:fat|weight|belly|kilos?|kg"
     r"|lbs|pounds|gut)|fat ?loss|weight ?loss|lean(?:er)? (?:out|down)|get(?:ting)? (?:lean|leaner"
     r"|shredded|ripped|cut)|slim|tone up|drop (?:fat|weight|some)|cut(?:ting)?\b|lose \d+")),
    ("hypertrophy", (r"muscles?|hypertrophy|bulk\w*|bigger|size\b|gains|mass\b|jacked|physique"
     r"|body ?build\w*|look (?:good|better)|fill out")),
    ("strength", r"strength|strong(?:er)?|powerlift\w*|lift (?:more|heavier)|1rm|total|\bmeet\b"),
    ("endurance", (r"endurance|marathon|run(?:ning)? (?:faster|better|a|my)|10k|5k|triathlon"
     r"|cycling|stamina|race\b")),
    ("health", (r"health(?:y|ier)?|fit(?:ness|ter)?\b|feel better|energy|longevity|move better"
     r"|back pain|keep up with")),
)  # fmt: skip
_EXPERIENCE: Final = (
    ("intermediate", r"on (?:and|n|&) off"),
    ("novice", (r"beginner|novice|newbie|noob|never (?:lifted|trained|really)|just start\w*|new to"
     r"|first time|no experience|(?:a )?(?:few|couple(?: of)?|[1-9]|two|three|four|five"
     r"|six) months?"
     r"(?! off)|total newb\w*|nothing(?: really)?$|starting out|from scratch|zero")),
    ("advanced", (r"advanced|compet(?:ed|ing|itive)|(?:[5-9]|1\d|20|five|six|seven|eight|nine|ten"
    r"|many"
     r"|over 5|15)\+? (?:years?|yrs?)(?! old)|decade")),
    ("intermediate", (r"intermediate|(?:[1-4]|one|two|three|four|a|couple(?: of)?|few|1\.5|2-3|1-2"
     r"|3-4)\+? (?:years?|yrs?)(?! old)|on and off|(?:for )?a while|regular(?:ly)?|returning")),
)  # fmt: skip
_ACTIVITY: Final = (
    ("sedentary", (r"desk(?: ?job)?|sedentary|sit(?:ting)?\b|office|computer|inactive"
     r"|programmer|developer|coder|accountant|lawyer|student|call cent(?:er|re)|from home|wfh")),
    ("high", (r"physical (?:work|job)|construction|manual|labou?r\w*|warehouse|builder|very active"
     r"|on site|farm\w*")),
    ("moderate", (r"on my feet|moderate(?:ly)?(?! (?:exercise|intensity|training|effort))|nurse"
    r"|waiter|waitress|retail|teacher|standing|active")),
    ("light", r"light(?:ly)?(?: active)?|walk a (?:bit|lot)|some walking"),
)  # fmt: skip
_NUMBER: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "once": 1,
    "twice": 2,
}  # fmt: skip
_COUNT: Final = r"([1-7]|one|two|three|four|five|six|seven)"
_DAYS: Final = re.compile(
    rf"\b{_COUNT}\s?(?:x|times?|days?|sessions?|workouts?)(?:\s?(?:a|per|each|/|every)\s?(?:week"
    rf"|wk))"
    rf"|\b{_COUNT}\s?[- ]?days?\b(?! (?:off|ago|in a row|left|trip|away|holiday|out))"
    rf"|\b(?:train|lift|gym|workout|work out|go)\s+{_COUNT}\s?(?:x|times?)\b"
    rf"|\b{_COUNT}\s?x\s?/?\s?(?:week|wk|w)\b|\b(once|twice) (?:a|per) week\b"
    rf"|\b{_COUNT}x\b(?!\s?\d)|^{_COUNT}[.!]?$|^{_COUNT} times\b|^(once|twice)\b"
)
_MINUTES: Final = re.compile(
    r"\b(\d{2,3})\s?(?:-| )?\s?(?:min(?:ute)?s?)\b|\b(an|one|1|1\.5|2|two) (?:hours?"
    r"|hrs?|h)\b"
    r"|\b(half an hour|hour and a half)\b|\b([12])h(\d{2})?\b"
)
_DIET: Final = re.compile(
    r"\b(vegetarian|veggie|vegan|pescatarian|pescetarian|keto|halal|kosher|gluten[- ]free"
    r"|lactose[- ]intolerant|dairy[- ]free|coeliac|celiac|omnivore)\b"
)
_KIT: Final = re.compile(
    r"\b(?:full|commercial|proper|normal|regular|big|home|garage|hotel|well[- ]equipped) gym\b"
    r"|\bgym membership\b|\bdumb+ells?\b|\bdbs\b|\bbarbells?\b|\bkettlebells?\b|\bkbs\b|\bbands?\b"
    r"|\bmachines?\b|\bcables?\b|\bracks?\b|\bbody ?weight only\b|\bjust (?:my )?body ?weight\b"
    r"|\bonly (?:my |the )?body ?weight\b|\bno gym\b|\bno equipment\b|\bpull[- ]?up bar\b"
    r"|\beverything\b"
)
_LACKS: Final = re.compile(
    r"\b(?:no|doesn'?t have|don'?t have|hasn'?t|without|lacks?|go(?:es)? (?:up )?to)\b"
)
"""What a memory keeps better than a list of equipment: what is missing, and how far sizes go."""
_KIT_CLAUSE: Final = re.compile(r"[.!?\n,;]")
_UNITS: Final = (
    ("lb", (r"\b(?:use|in|switch to|change to|prefer|show|want|to) (?:me )?(?:lbs?|pounds)\b"
     r"|\b(?:lbs?|pounds) (?:please|instead|not kg)")),
    ("kg", (r"\b(?:use|in|switch to|change to|prefer|show|want|to) (?:me )?(?:kgs?|kilos?"
     r"|kilograms)\b|\b(?:kgs?|kilos?) (?:please|instead|not (?:lbs?|pounds))")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SaidSelf:
    """Arguments for `update_profile`, and a weigh-in."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    weight: dict[str, Any] | None = None

    @property
    def any(self) -> bool:
        """Whether anything was told."""
        return bool(self.args) or self.weight is not None


def self_in(text: str, *, loose: bool = False) -> SaidSelf:
    """Return what a message tells of the athlete.

    Args:
        text: As written.
        loose: The message answers a question about these things, so bare words count.
    """
    plain = folded(text)
    args: dict[str, Any] = {}
    args |= _body(plain)
    args |= _time(plain, loose=loose)
    if loose:
        args |= _chosen("goal", _GOALS, plain) | _chosen("experience", _EXPERIENCE, plain)
        args |= _chosen("activity", _ACTIVITY, plain)
    else:
        args |= _stated(plain)
        if len(args) > 2:
            args |= _chosen("activity", _ACTIVITY, plain)
    args |= _chosen("unit", _UNITS, plain)
    diet = _DIET.search(plain)
    if diet and (loose or re.search(r"\b(?:i'?m|i am|im|i eat|go(?:ing|ne)?|turned)\b", plain)):
        args["diet"] = {"veggie": "vegetarian"}.get(diet[1], diet[1])
    kit = kit_words(plain)
    if kit and (loose or (re.search(r"\b(?:i (?:only |just )?have|i'?ve got|at home|home gym|my gym"
                                   r"|train (?:at|in)|i (?:train|lift"
                                   r"|use))\b", plain) and not _LACKS.search(plain))):  # fmt: skip
        args["equipment"] = kit
    return SaidSelf(args, _weight(plain))


def kit_words(plain: str) -> str:
    """Return the clauses that name equipment."""
    kept = [clause.strip() for clause in _KIT_CLAUSE.split(plain) if _KIT.search(clause)]
    return ", ".join(kept)[:160]


def days_in(plain: str) -> int | None:
    """Return the training days a week that a folded text names."""
    match = _DAYS.search(plain)
    if match is None:
        return None
    word = next(group for group in match.groups() if group)
    return _NUMBER.get(word) or int(word)


def minutes_in(plain: str) -> int | None:
    """Return the minutes of a session that a folded text names in digits."""
    match = _MINUTES.search(plain)
    if match is None or match[1] is None:
        return None
    return int(match[1]) if 10 <= int(match[1]) <= 300 else None


_HOURS: Final = re.compile(
    r"\b(?:(an|one|1|1[.,]5|2|two|half an) (?:hours?|hrs?)|(1|1[.,]5|2) ?h)\b"
)


def hours_in(plain: str) -> float | None:
    """Return the hours of a session that a folded text names."""
    match = _HOURS.search(plain)
    if match is None:
        return None
    word = (match[1] or match[2]).replace(",", ".")
    known = {"an": 1.0, "one": 1.0, "two": 2.0, "half an": 0.5}
    return known.get(word) or float(word)


def goal_in(plain: str) -> str | None:
    """Return the goal of a profile that a folded text names first."""
    found = [
        (m.start(), name) for name, words in _GOALS if (m := re.search(rf"\b(?:{words})", plain))
    ]
    return min(found)[1] if found else None


def experience_in(plain: str) -> str | None:
    """Return the training age that a folded text tells of."""
    return next((name for name, words in _EXPERIENCE if re.search(rf"\b(?:{words})", plain)), None)


def _chosen(name: str, table: tuple[tuple[str, str], ...], plain: str) -> dict[str, Any]:
    if name == "goal":
        goal = goal_in(plain)
        return {"goal": goal} if goal else {}
    found = next((each for each, words in table if re.search(rf"(?:\b|^)(?:{words})", plain)), None)
    return {name: found} if found else {}


def _stated(plain: str) -> dict[str, Any]:
    """Return what counts without a question before it: only plain statements."""
    args: dict[str, Any] = {}
    goal = re.search(
        r"\b(?:my (?:main )?goal(?: is|:)?|i want to (?:focus on)?|goal[: ])(.{3,60})", plain
    )
    if goal and (found := goal_in(goal[1])):
        args["goal"] = found
    age = re.search(r"\b(?:i'?m|i am|im|consider myself|call me)\b.{0,20}\b(beginner|novice|newbie"
                    r"|intermediate|advanced)\b", plain)  # fmt: skip
    if age:
        args["experience"] = {"beginner": "novice", "newbie": "novice"}.get(age[1], age[1])
    if re.search(
        r"\b(?:desk job|office job|sit all day|sedentary|on my feet|physical job)\b", plain
    ):
        args |= _chosen("activity", _ACTIVITY, plain)
    return args


def _body(plain: str) -> dict[str, Any]:
    args: dict[str, Any] = {}
    age = _AGE.search(plain)
    if age:
        args["age"] = int(next(group for group in age.groups() if group))
    cm, metres, feet = _HEIGHT_CM.search(plain), _HEIGHT_M.search(plain), _FEET.search(plain)
    bare = _HEIGHT_BARE.search(plain)
    if cm:
        args["height_cm"] = int(cm[1])
    elif bare:
        args["height_cm"] = int(bare[1] or bare[2])
    elif metres:
        args["height_m"] = float(f"{metres[1]}.{metres[2]}")
    elif feet:
        args["height_ft"] = int(feet[1])
        if feet[2] and int(feet[2]) < 12:
            args["height_in"] = int(feet[2])
    if _FEMALE.search(plain):
        args["sex"] = "f"
    elif _MALE.search(plain):
        args["sex"] = "m"
    return args


def _time(plain: str, *, loose: bool) -> dict[str, Any]:
    args: dict[str, Any] = {}
    told = loose or re.search(r"\b(?:i (?:can |usually |want to |normally )?(?:train|lift|go"
    r"|work ?out)"
                              r"|train(?:ing)?|gym|a week|per week|/ ?w(?:ee)?k"
                              r"|sessions?)\b", plain)  # fmt: skip
    days = days_in(plain) if told else None
    if days:
        args["days_per_week"] = days
    minutes = minutes_in(plain) if told else None
    if minutes:
        args["minutes_per_session"] = minutes
    elif told and (hours := hours_in(plain)):
        args["hours_per_session"] = hours
    return args


def _weight(plain: str) -> dict[str, Any] | None:
    for match in _WEIGHT.finditer(plain):
        before = plain[max(0, match.start() - 22) : match.end() + 12]
        value = float(match[1].replace(",", "."))
        if _NOT_OWN.search(before) or not 30 <= value <= 400:
            continue
        unit = "kg" if match[2].startswith("k") else "lb"
        return {"weight": int(value) if value.is_integer() else value, "unit": unit}
    return None
