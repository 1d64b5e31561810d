"""What wants nothing: thanks, goodbyes, bare words of agreement, and remarks in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.sport_words import is_of_sport
from agents.builtin.wording import pick, reply

_THANKS: Final = re.compile(
    r"^(?:ok(?:ay)?|k|yes|yep|no|nope|sure|hmm+|lol|haha|great|cool|nice|perfect|awesome"
    r"|brilliant|cheers|legend|love it"
    r"|much appreciated|appreciate it"
    r"|got it|will do|sounds good|good to know|thank(?:s| you|u)|thx|ty|tysm|tnx|coach|man|mate|bro"
    r"|dude|so much"
    r"|a lot|very much|a (?:ton|bunch|million)|for (?:that|this|the help|your help|everything)"
    r"|you(?:'re| are) the best"
    r"|that(?:'s| was| is) (?:helpful|great|useful|good)|very helpful|really|[ ,.!]|\U0001f44d"
    r"|\U0001f64f)+$"
)
_PRAISE: Final = re.compile(
    r"\b(?:thank\w*|thx|ty|tysm|tnx|ta|cheers|legend|appreciate\w*|best|helpful|danke\w*|merci"
    r"|gracias|obrigad[oa])\b|\U0001f64f"
)
_BYE: Final = re.compile(
    r"^(?:ok |thanks )?(?:bye|goodbye|see (?:you|ya)(?: (?:later|tomorrow|soon))?|good ?night|later"
    r"|night(?: coach)?|cya|gotta go(?: thanks)?"
    r"|talk (?:later|soon|tomorrow))\W*$"
)
_WRONG: Final = re.compile(
    r"\b(?:you(?:'re|r| are)? (?:wrong|mistaken|incorrect|lying|making (?:this|that|it|stuff) up)"
    r"|that(?:'s| is)?"
    r" (?:wrong|incorrect|not (?:right|true|correct|what i (?:asked|meant|said))|false|bs|bullshit"
    r"|nonsense)"
    r"|(?:doesn'?t|does not|makes no) (?:make )?sense|not what i (?:asked|meant|said|wanted)"
    r"|i (?:didn'?t|did not)"
    r" (?:ask|say|mean) (?:that|for that)|wrong answer|i disagree)\b"
)
_INSULT: Final = re.compile(
    r"\b(?:you(?:'re| are|r)? (?:an? |so |such an? |really |fucking )*(?:stupid|idiot\w*|dumb\w*"
    r"|useless|trash|garbage"
    r"|shit|crap|moron|joke|pathetic|annoying|terrible|the worst|rubbish|bad coach)|(?:this"
    r"|that) (?:app|bot|coach|thing)"
    r" (?:is )?(?:sucks?|shit|trash|useless|garbage|crap|rubbish)|(?:you|this) sucks?|fuck (?:you"
    r"|off|this)|stfu"
    r"|shut up|screw you|hate you|waste of time)\b"
)
_WELCOME: Final = (
    "You are welcome. Tell me how the next session goes and I set the one after it.",
    "Glad it helps. Send me the sets when they are done, and I take it from there.",
    "Any time. Log the next session here, and we go on from your own numbers.",
)
_GOODBYE: Final = (
    "See you. Send me the next session when it is done.",
    "Until next time. Sleep well, and log the next session here.",
)
_SORRY: Final = (
    (
        "Then let us put it right: say which figure or which advice does not fit, and I check it "
        "against your log; a wrong entry can be corrected. What should it be?"
    ),
    (
        "That may well be: I only know what is in your log and what you tell me. Say which part "
        "does not fit, the number, the day or the exercise. What should it be?"
    ),
)
_CALM: Final = (
    (
        "Fair enough, that was no help. Tell me in one plain sentence what you need, such as the "
        "next load of a lift or what is left of today's calories, and I try again."
    ),
    "I hear that this annoys you. Tell me what you wanted to know, and I answer just that.",
)
_FOOD_NEXT: Final = (
    "Good. Tell me what you eat next, and I add it up against your day.",
    "All right. Send me the next meal or weigh-in whenever you have it.",
)
_FORM_NEXT: Final = (
    "Good. Film the next set from the same side, and I compare the two.",
    "All right. Attach the next clip when you have it, and I look at the same points again.",
)
_RUN_NEXT: Final = (
    "Good. Tell me the distance and time of the next session, and I go on from there.",
    "All right. Log the next run here, and I update paces and weekly distance.",
)
_LIFT_NEXT: Final = (
    "Good. Tell me the sets when they are done, and I set the next load.",
    "All right. Send me load and reps after the session, and we go on from those.",
)
_AFTER: Final = (
    (re.compile(r"form"), _FORM_NEXT),
    (
        re.compile(r"meal|food|target|day_totals|check_in|weight|topic|macro|supplement"),
        _FOOD_NEXT,
    ),
    (re.compile(r"cardio|pace|race|heart_rate|endurance|sweat"), _RUN_NEXT),
)
"""What comes next after a wish of such a name."""
_THEMES: Final = (
    (
        re.compile(r"^(?:never ?mind|nvm|forget i asked|ignore that|wrong (?:chat|person)|oops)\b"),
        ("All right, nothing is stored or changed. Ask me whenever you need something.",),
    ),
    (
        re.compile(r"^(?:brb|one sec|hold on|wait|back|im here|sorry was away|hang on)\b"),
        ("No rush, I am here. Go on whenever you are ready.",),
    ),
    (
        re.compile(r"\btest(?:ing)?\b"),
        ("I am here and reading. Tell me a set, a meal or a run, or ask for your next load.",),
    ),
    (
        re.compile(
            r"\b(?:work|job|boss|exams?|kids?|shifts?|busy|mad|moving|holiday|wedding|travel\w*"
            r"|student|nurse|school)\b"
        ),
        (
            (
                "That takes time and sleep, so plan with what is left: tell me how many days and "
                "minutes you have this week, and I fit your sessions into them."
            ),
            (
                "Busy stretches are when a shorter plan beats none. Say which days are open this "
                "week "
                "and how long each time, and I cut the sessions to that."
            ),
        ),
    ),
    (
        re.compile(
            r"\b(?:gym|rack|dumbbells?|equipment|machines?)\b.*\b(?:small|tiny|old|packed|full|busy"
            r"|rusty|crowded|queue|one)\b|\bsmall gym\b"
        ),
        (
            (
                "Then I plan around it: tell me which machines, bars and loads are there, or "
                "which one "
                "was taken, and I name what to do instead."
            ),
        ),
    ),
    (
        re.compile(
            r"\b(?:felt (?:easy|great|good|strong|light)|good session|solid|smashed|flew|fun"
            r"|happy)\b"
        ),
        (
            (
                "Good to hear. Tell me load and reps of the sets, and whether any were left in "
                "you, "
                "and I work out the next step from them."
            ),
        ),
    ),
    (
        re.compile(r"\b(?:bad day|meh|tough|grind\w*|lazy|tired|dead|toast|jelly|ugh|rubbish)\b"),
        (
            (
                "One hard day says little; two or three in a row would. Tell me how you slept "
                "and what "
                "you lifted, and I say whether to hold, drop or go on."
            ),
        ),
    ),
    (
        re.compile(r"\b(?:will|gonna|going to|i'?ll|maybe|think about|try)\b"),
        ("Good. Tell me how it went, with load and reps or the time, and I set what follows.",),
    ),
)
"""What a remark is about, and what can be done with it."""
_HEARD: Final = (
    (
        "Fair enough. When you want something done with that, tell me a set, a meal or a "
        "run to log, "
        "or ask for your next load."
    ),
    "I see. Say the word when it should change your plan, or tell me what you trained or ate.",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is answered without looking anything up."""

    answers: Sequence[str]
    text: str


def read_noted(heard: Heard) -> Remark | None:
    """Return what to answer thanks and goodbyes."""
    plain = heard.plain.strip()
    alone = heard.text.strip() == heard.whole.strip()
    if alone and _BYE.search(plain):
        return Remark(_GOODBYE, heard.text)
    return noted(heard) if alone and _THANKS.search(plain) else None


def noted(heard: Heard) -> Remark:
    """Return what to answer words that only agree or thank."""
    if _PRAISE.search(heard.plain):
        return Remark(_WELCOME, heard.text)
    before = "" if heard.before is None else heard.before.name
    return Remark(next((said for rule, said in _AFTER if rule.search(before)), _LIFT_NEXT), before)


def read_remark(heard: Heard) -> Remark | None:
    """Return what to answer anger and doubt about the coach itself."""
    plain = heard.plain.strip()
    if heard.text.strip() != heard.whole.strip() or is_of_sport(plain):
        return None
    if _INSULT.search(plain):
        return Remark(_CALM, heard.text)
    return Remark(_SORRY, heard.text) if heard.earlier and _WRONG.search(plain) else None


def remark(heard: Heard) -> Remark:
    """Return what to answer a statement that wants nothing."""
    plain = heard.plain.strip()
    said = next((answers for rule, answers in _THEMES if rule.search(plain)), _HEARD)
    return Remark(said, heard.text)


def calls(remark: Remark, found: Found) -> tuple[Call, ...]:
    """Nothing needs looking up."""
    del remark, found
    return ()


def say(remark: Remark, found: Found) -> str:
    """Return one of the wordings, always the same for the same message."""
    del found
    return reply(pick(remark.answers, remark.text))


ANYBODY: Final = ("planner", "nutrition", "form_critic")
NOTED: Final = Skill(
    name="noted", agents=ANYBODY, read=read_noted, calls=calls, say=say, default=noted
)
REMARK: Final = Skill(
    name="remark", agents=ANYBODY, read=read_remark, calls=calls, say=say, default=remark
)
SMALL: Final = frozenset({"greeting", "noted", "help", "out_of_scope", "remark"})
"""Wishes that are not answered on their own when the message wants something else as well."""
