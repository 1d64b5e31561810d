"""What a message tells of a change of the programme, once it is known to be about one."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any, Final

from agents.builtin.said_self import kit_words, minutes_in
from agents.builtin.slots import exercise_in, exercises_in

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_NAME: Final = re.compile(
    r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|sday|nesday|rsday|urday|day|r|rs|nes|ur)?s?\b"
)
NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "once": 1, "single": 1, "two": 2, "twice": 2, "couple": 2,
    "couple of": 2, "a couple": 2, "a couple of": 2, "three": 3, "four": 4, "fourth": 4, "five": 5,
    "fifth": 5, "six": 6, "third": 3,
}  # fmt: skip
_COUNT: Final = r"(\d|a couple(?: of)?|one|once|single|two|twice|three|four|five|six)"
_UNIT: Final = (
    r"(?:x\b|times?|(?:gym |training |lifting |free |more |full |workout )?(?:days?|sessions?"
    r"|workouts?|evenings?|nights?|mornings?|visits?)|goes)"
)
_DAYS: Final = re.compile(
    rf"\b{_COUNT} ?(?:- ?)?{_UNIT}|\b(once|twice)\b|\b(\d) ?x ?\d{{2}}\b"
    r"|^(?:and |ok |no |so |make it |only |just |its |it'?s |then |actually |if |what if "
    rf"|i get |i have |i only (?:get|have) )*{_COUNT}\W*(?:then|instead|now|pls|please|tops)?\W*$"
    r"|(?:[.,]|\bi'?ve|\bi have|\bmake it) ?(\d)\W*$"
)
_INSTEAD: Final = re.compile(r"\b(?:instead of|rather than|not|from|of my usual) (?:my )?\S+")
_WANTED_DAYS: Final = (
    rf"\b(?:make (?:it|that)|do get|get|can do|have|manage|maybe) {_COUNT}"
    r"(?: now| instead| after all| days?| then| pls| please)*\W*$"
)
_TOO: Final = re.compile(r"\b\d ?days? (?:was|is|are|were|a week is) (?:too|not)\b\S*")
_WEEKEND: Final = re.compile(r"\b(?:only|just)\b.{0,12}\bweekend\b|\bsat(?:urday)? and sun")
_HOURS: Final = re.compile(r"\b(?:half an hour|half hour)\b")
_LASTING: Final = re.compile(
    r"\b(?:from now on|going forward|for good|permanent\w*|any ?more|a week|per week|each week"
    r"|every week|weekly|new job|new schedule|too ambitious|until (?:christmas|summer|further)"
    r"|for (?:a while|the next (?:few )?months?|now on)|my (?:plan|programme|program|routine)"
    r"|whole (?:plan|programme|program)|switch to|sessions? (?:take|are)|baby|these days"
    r"|add an?other|fourth|fifth)\b"
)
_THIS_WEEK: Final = re.compile(
    r"\b(?:this|next|coming) (?:week|wk)\b|\bthis wk\b|\bweek from hell\b"
)
_WHAT_IF: Final = re.compile(
    r"\b(?:what if|what happens (?:if|when)|suppose|say i|would it (?:be|work)|will i lose"
    r"|is it (?:enough|ok|fine)|enough\b.{0,20}\?)\b"
)
_PICK: Final = re.compile(r"\bwhich\b.{0,30}\b(?:most|matter|keep|priorit\w+|best)\b")
_NO_DAY: Final = re.compile(
    r"\b(?:not on|not|never(?: on)?|can'?t(?: do| make| train)?(?: on)?|cannot(?: do| make)?"
    r"|no|except|but|avoid|without)\s+(?:gym |training )?(?:on )?(?:my )?"
    r"(?:mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun)\w*days? (?:is|are) (?:out|off|gone|blocked|taken|busy)\b"
)
_AWAY: Final = re.compile(
    r"\b(?:travel\w*|hotels?|trip|away|holidays?|hols|vacation|on the road|abroad|airbnb|camping"
    r"|cruise|flying|conference|parents|thailand|spain|ski(?:ing)?|beach"
    r"|no (?:gym|barbell|rack|weights"
    r"|equipment)|gym(?:'?s| is)? (?:shut|closed)"
    r"(?! (?:on )?(?:mon|tue|wed|thu|fri|sat|sun|today|tomorrow|tmr))"
    r"|park|only (?:bands?|dumb+ells?|dbs|machines)"
    r"|barbell (?:there|anywhere))\b"
)
_NEW_KIT: Final = re.compile(
    r"\b(?:new gym|moved (?:house|gym)|got rid of|sold|removed|joined|switched gyms?|from now on"
    r"|for good)\b"
)
_HOME: Final = re.compile(
    r"\b(?:home again|back home|(?:i'?m|am) back\b|(?:normal|usual|old) plan"
    r"|back from|back to (?:normal|usual|my)|resume|the usual"
    r"|my (?:usual|normal|old) (?:plan|programme|program)|done with the (?:travel|short))\b"
)
_WORRY: Final = re.compile(
    r"\b(?:what (?:if|happens if)|is it (?:ok|bad|fine)|can)\b.{0,20}"
    r"\b(?:skip|miss|leave out|drop)\b"
    r".{0,14}\b(?:the|a|one|this|that|whole|next) (?:whole )?week\b|"
    r"\b(?:set (?:me|my \w+) back|lose (?:my |all |any )*(?:gains|strength|muscles?|progress)"
    r"|go backwards|hurt my (?:gains|progress)|get weaker)\b.*\?|^(?:does|will|would|is)\b.{0,40}"
    r"\b(?:enough|set me back|lose|backwards)\b"
)
_EASY: Final = re.compile(r"\b(?:deload\w*|(?:easy|easier|light|lighter|recovery) week|taper)\b")
_BLOCK: Final = re.compile(
    r"\b(?:next|new|another|end of (?:the |my )?) ?(?:block|cycle|phase)\b|\bblock\W+what now"
    r"|\b(?:finished|completed|over|done)\b.{0,25}\b(?:\d+|six|eight|ten|twelve) weeks\b"
    r"|\bprogram\w*(?:'s| is) (?:finished|over|done)\b|\bgo again\b"
)
_OUT: Final = re.compile(
    r"\b(?:drop|remove|take|kick|get rid of|cut|leave|bin(?: off)?|lose|scrap|no more|without"
    r"|hate|don'?t (?:want|like)|no)\b"
)
_IN: Final = re.compile(r"\b(?:add|put|include|keep|want|need|like|more|extra|have|with)\b")
_MORE: Final = re.compile(r"\b(?:more|add|extra|another|bigger|bring up|focus\w*|emphasi[sz]e)\b")
_MUSCLE: Final = re.compile(
    r"\b(?:chest|pecs?|back|lats?|quads?|legs?|hams?|hamstrings?|glutes?|butt|booty|shoulders?"
    r"|delts|arms?|biceps?|triceps?|calves|calf|abs|core)\b"
)
_ILL: Final = re.compile(
    r"\b(?:sick|ill|flu|covid|cold|fever|bug|stomach|virus|infection|chesty|sniffl\w*)\b"
)
_OVER: Final = re.compile(
    r"\b(?:had|was|been|over|after|back|better|gone|recovered|ago|again|first session)\b"
)
_GAP: Final = re.compile(
    r"\b(?:missed|skipped|haven'?t (?:trained|lifted|been)|no training|didn'?t (?:train|lift|go"
    r"|make it)|fallen behind|behind|off|without training|redo|repeat|undone|half of it|away)\b"
)
_WEEKS: Final = re.compile(r"\b(\d{1,2}|a|an|one|two|three|four|couple of) (?:whole )?(week|month)")
_SESSION: Final = re.compile(
    r"\b(?:missed|skipped|closed|shut|can'?t|couldn'?t"
    r"|move\w*|shift|swap|switch|postpone|push|make (?:it|that)"
    r" up|catch up|double up|sessions? in one day|tomorrow|back to back|overslept|late)\b"
)
_LESS: Final = re.compile(
    r"\b(?:too (?:much|many|long)|less (?:volume|sets|exercises)|fewer|cut (?:it|the|that|my|this)"
    r"|slim|shorter|reduce|scale (?:it )?back|lighter)\b"
)
_PAUSE: Final = re.compile(r"\b(?:pause|stop|freeze|on hold|crutches|surgery|operation)\b")
_REGION: Final = re.compile(
    r"\b(neck|shoulder|elbow|wrist|upper back|lower back|back|hip|knee|ankle)s?\b"
)
_HURT: Final = re.compile(
    r"\b(?:injur\w*|hurts?|wrecked|pain\w*|sprain\w*|strain\w*|torn|sore|bad|spare|no overhead"
    r"|overhead)\b"
)
_LENGTH: Final = re.compile(
    r"\b(\d{1,2}) ?(days?|nights?)\b|\b(\d|a|one|two|three|four) ?w(?:ee)?ks?\b"
)
_UNTIL: Final = re.compile(
    r"\b(?:until|till|til|thru|through|back (?:on )?|to)\s?"
    r"((?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\b"
)


def number(word: str) -> int | None:
    """Return what a digit or a word of a number stands for."""
    return int(word) if word.isdigit() else NUMBERS.get(word)


def days_told(plain: str) -> int | None:
    """Return how many training days a message leaves; weekdays that are named count."""
    if picked := re.search(r"\b(\d|two|three) (?:out )?of (?:my|the) \w+\b", plain):
        return number(picked[1])
    if wanted := re.search(_WANTED_DAYS, plain):
        return number(wanted[1])
    left = _INSTEAD.sub(" ", re.sub(r"\b\d+ ?(?:min\w*|hours?|h)\b", " ", plain))
    match = _DAYS.search(_TOO.sub(" ", left))
    if match is not None:
        found = number(next(group for group in match.groups() if group))
        return found if found is not None and 1 <= found <= 7 else None
    return None


def weekdays_told(plain: str) -> int | None:
    """Return how many weekdays a message names as the ones that are left."""
    if _WEEKEND.search(plain):
        return 2
    named = set(_DAY_NAME.findall(plain))
    alone = re.search(r"\bonly\b|\bjust\b", plain)
    if not named or _NO_DAY.search(plain) or _SESSION.search(plain):
        return None
    return len(named) if len(named) > 1 or alone else None


def minutes_told(plain: str) -> int | None:
    """Return how long a session may be."""
    if match := re.search(
        r"\b(?:down to|need (?:them |it )?(?:at|to be|under)|to) (\d{2})\W*$", plain
    ):
        return int(match[1])
    found = minutes_in(plain)
    if found is None and (match := re.search(r"\b\d ?x ?(\d{2}) ?(?:min\w*|m\b)?", plain)):
        found = int(match[1])
    if found is None and (match := re.search(r"\b(\d{2,3}) ?(?:m|max|tops)\b", plain)):
        found = int(match[1])
    return found if found is not None and 15 <= found <= 240 else None


def trip_of(plain: str, today: date) -> dict[str, Any]:
    """Return what is told of a trip: how long, until when, with what."""
    args: dict[str, Any] = {}
    length = _LENGTH.search(plain)
    if length and length[1]:
        args["nights"] = int(length[1])
    elif length and (weeks := number(length[3])):
        args["weeks"] = weeks
    elif months := re.search(r"\b(a|1|one|two|2) months?\b", plain):
        args["months"] = number(months[1])
    if re.search(r"\bnext (?:week|wk)\b", plain):
        args["starts"] = "next_week"
    if until := _UNTIL.search(plain):
        args["until"] = weekday_after(today, until[1]).isoformat()
    if kit := kit_words(plain):
        args["equipment"] = kit
    return args


def weekday_after(today: date, name: str) -> date:
    """Return the next day of a weekday, named in full or by its first three letters."""
    place = next(at for at, each in enumerate(WEEKDAYS) if each.startswith(name[:3]))
    return today + timedelta(days=(place - today.weekday()) % 7 or 7)


def change_meant(plain: str, text: str, today: date) -> tuple[str, dict[str, Any]]:
    """Return what a message about a change wants, and the arguments it holds.

    Besides the changes of `revise_programme` that is `what_if` and `pick` (only asked), `not_on`
    (days that never fit), `moved`, `paused`, `ill`, `swap`, or `unclear`.
    """
    time = _time_in(plain)
    if (_WHAT_IF.search(plain) or _PICK.search(plain)) and time.get("days"):
        return "what_if", time
    if re.search(r"\b(?:least|minimum)\b", plain) and not time:
        return "what_if", {"days": LEAST_DAYS}
    found = _of_state(plain, timed=bool(time)) or _of_exercises(plain, text)
    return found or _of_place(plain, time, today) or _of_time(plain, time)


def _time_in(plain: str) -> dict[str, Any]:
    days, minutes = days_told(plain), minutes_told(plain)
    if days is None and not _AWAY.search(plain):
        days = weekdays_told(plain)
    return {k: v for k, v in (("days", days), ("minutes", minutes)) if v}


def _of_place(plain: str, time: dict[str, Any], today: date) -> tuple[str, dict[str, Any]] | None:
    """Return a change of where and with what the athlete trains."""
    kit = kit_words(plain)
    if kit and _NEW_KIT.search(plain):
        return "new_kit", {"equipment": kit}
    return ("travel", trip_of(plain, today) | time) if _AWAY.search(plain) else None


def _of_time(plain: str, time: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a change of days and minutes, or of the order of the days."""
    if time and not _MUSCLE.search(plain):
        lasting = _LASTING.search(plain) and not _THIS_WEEK.search(plain)
        return ("new_days" if lasting else "short_week"), time
    rules = (("not_on", _NO_DAY), ("less", _LESS), ("moved", _SESSION))
    return next((name for name, rule in rules if rule.search(plain)), "unclear"), {}


LEAST_DAYS: Final = 2
"""Days that are shown where somebody asks for the least. Source: own choice; each muscle is then
still trained twice a week, as Schoenfeld 2016 (Sports Med 46:1689) found better than once."""


def _of_state(plain: str, *, timed: bool) -> tuple[str, dict[str, Any]] | None:
    """Return a change that needs no arguments, or only how long it lasted."""
    region = _REGION.search(plain)
    if region is not None and _HURT.search(plain):
        name = {"back": "lower_back"}.get(region[1], region[1].replace(" ", "_"))
        return "injury", {"region": name}
    if _WORRY.search(plain):
        return "worry", {}
    if _HOME.search(plain):
        return "resume", {}
    if _BLOCK.search(plain):
        return "next_block", {}
    if _EASY.search(plain):
        return "deload", {}
    if _PAUSE.search(plain):
        return "paused", {}
    weeks = _WEEKS.search(plain)
    if _ILL.search(plain) and not timed:
        return ("missed_weeks", _missed(weeks)) if _OVER.search(plain) else ("ill", {})
    if (
        _GAP.search(plain)
        and not timed
        and (weeks or re.search(r"\b(?:last|all|this|the) week\b", plain))
    ):
        return "missed_weeks", _missed(weeks)
    return None


def _missed(weeks: re.Match[str] | None) -> dict[str, Any]:
    count = None if weeks is None else number(weeks[1])
    return {f"{weeks[2]}s": count} if weeks is not None and count else {}


def _of_exercises(plain: str, text: str) -> tuple[str, dict[str, Any]] | None:
    """Return an exercise that should go, come or be exchanged, or muscles that should get more."""
    names = exercises_in(text)
    if len(names) == 2 and re.search(r"\b(?:for|with|instead|replace|swap|rather)\b", plain):
        return "swap", {"out": names[0], "into": names[1]}
    exercise = exercise_in(text)
    if exercise is not None:
        if _OUT.search(plain) and not re.search(r"\b(?:keep|add)\b", plain):
            return "drop", {"exercise": exercise}
        if _IN.search(plain):
            return "include", {"exercise": exercise}
        return None
    muscles = _MUSCLE.findall(plain)
    if muscles and _MORE.search(plain):
        return "emphasis", {"muscle": " ".join(muscles[:3])}
    return None
