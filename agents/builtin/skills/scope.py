"""Small talk, what the coach is and can do, and what lies outside: one friendly sentence each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.sport_words import is_of_sport
from agents.builtin.wording import pick, reply

_IS_AI: Final = re.compile(
    r"\b(?:are|r) (?:you|u) (?:an? |really |actually |even |just )*(?:ai|a\.?i\.?|bot|robot|human"
    r"|person|real|chat ?gpt"
    r"|gpt\S*|gemini|claude|llm|language model|machine|computer|program|alive|sentient)\b"
    r"|\b(?:what|which) (?:ai|model|llm|gpt|language model)\b|\bwho (?:are|made|built"
    r"|created) you\b"
    r"|\bwhat are you\b|\bis (?:this|that) (?:an? )?(?:ai|bot|real person|human|chat ?gpt)\b"
    r"|\bam i (?:talking|speaking|chatting) (?:to|with)\b|\bdo you use (?:ai|chatgpt|gpt|gemini)\b"
)
_CAN: Final = re.compile(
    r"\b(?:what (?:else )?can (?:you|u) (?:do|help)|what do you do|how (?:do|can) (?:you|u) (?:work"
    r"|help)"
    r"|what (?:are you for|features|things can you)|help me get started|how does this (?:work"
    r"|app work)"
    r"|what can i (?:ask|do here|tell you)|your (?:features|capabilities)|how do i use (?:this"
    r"|you))\b|^help\W*$"
)
_THANKS: Final = re.compile(
    r"^(?:ok(?:ay)?|great|cool|nice|perfect|awesome|brilliant|cheers|legend|love it"
    r"|much appreciated|appreciate it"
    r"|got it|will do|sounds good|good to know|thank(?:s| you|u)|thx|ty|tysm|tnx|coach|man|mate|bro"
    r"|dude|so much"
    r"|a lot|very much|a (?:ton|bunch|million)|for (?:that|this|the help|your help|everything)"
    r"|you(?:'re| are) the best"
    r"|that(?:'s| was| is) (?:helpful|great|useful|good)|very helpful|really|[ ,.!]|\U0001f44d"
    r"|\U0001f64f)+$"
)
_BYE: Final = re.compile(
    r"^(?:ok |thanks )?(?:bye|goodbye|see (?:you|ya)(?: (?:later|tomorrow|soon))?|good ?night|later"
    r"|cya|gotta go"
    r"|talk (?:later|soon|tomorrow))\W*$"
)
_HOW_ARE: Final = re.compile(
    r"^(?:(?:hi|hey|hello|yo)\W*)?(?:how(?:'s| is| are) (?:you|u|it going|things|life"
    r"|your day)(?: doing)?(?: today)?"
    r"|what'?s up|sup|wassup|how do you do|you (?:ok|good|there|alive))\W*$"
)
_WRONG: Final = re.compile(
    r"\b(?:you(?:'re|r| are)? (?:wrong|mistaken|incorrect|lying|making (?:this|that|it|stuff) up)"
    r"|that(?:'s| is)?"
    r" (?:wrong|incorrect|not (?:right|true|correct|what i (?:asked|meant|said))|false|bs|bullshit"
    r"|nonsense)"
    r"|(?:doesn'?t|does not|makes no) (?:make )?sense|not what i (?:asked|meant|said|wanted)"
    r"|i (?:didn'?t|did not)"
    r" (?:ask|say|mean) (?:that|for that)|wrong answer|i disagree|are you sure)\b"
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
_OUTSIDE: Final = re.compile(
    r"\b(?:weather|forecast|poem|joke|story|song|lyrics|essay|homework|tax(?:es)?|invest\w*|stocks?"
    r"|crypto|bitcoin"
    r"|election|president|politic\w*|capital of|translate|python|javascript|java|sql|code(?! of)"
    r"|program(?:ming)? (?:in|language)"
    r"|excel|spreadsheet formula|movie|film for|netflix|series|book me|hotel|flights?"
    r"|restaurant(?:s)? (?:near|in)|date night"
    r"|girlfriend|boyfriend|relationship|lottery|horoscope|zodiac|recipe for (?:cake|cookies)|cake"
    r"|email to|cover letter"
    r"|cv|resume|lawyer|legal advice|sue|rent|mortgage|car|football (?:score|match|result)|who won"
    r"|score of|super ?bowl"
    r"|news|history of|math(?:s)? problem|square root|solve|play (?:a game|music|chess)"
    r"|set (?:an? )?(?:alarm|timer|reminder)"
    r"|call (?:my|a)|order (?:me|a)|buy me|what time is it|meaning of life|god|religion|war)\b"
)
_AI_SAID: Final = (
    "I am fitholic's built-in coach: a program of rules over your log, with no language model and "
    "no person behind it. That means the numbers come from your own entries and published "
    "formulas, and I say so when I do not know. What shall we look at first, training, food or a "
    "video?"
)
_CAN_SAID: Final = (
    "I coach from your own log. Tell me sets, runs, meals, weigh-ins, sleep or soreness and I "
    "store "
    "them; ask for the next load, progress, weekly volume, a programme, running paces and race "
    "times, calorie and protein targets, or whether to train today; attach a video of a set and I "
    "say what it shows; ask why, and I name the source.\n\nTo begin, tell me your last session of "
    "one lift, with load and reps, or say that you want a programme. Which is it?"
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
_FINE: Final = (
    "Ready to coach. What are you training today, or what did you do since we last spoke?",
    "All well here, as far as a program can be. What is up next for you?",
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
_DECLINE: Final = (
    "That is outside what I coach, but I am happy to help with your training, food, sleep or form.",
    "I leave that one to others: training, food, recovery and lifting form are what I know.",
    "Not my field, I am afraid. Ask me about a lift, a run, a meal or how you recover instead.",
    "I only coach training, eating and recovery, so I leave that. What are you training next?",
)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is answered without looking anything up."""

    answers: Sequence[str]
    text: str


def read(heard: Heard) -> Remark | None:
    """Return what to answer a remark that asks nothing of the log."""
    plain = heard.plain.strip()
    alone = heard.text.strip() == heard.whole.strip()
    if alone and _THANKS.search(plain) and _PRAISE.search(plain):
        return Remark(_WELCOME, heard.text)
    for rule, answers in ((_BYE, _GOODBYE), (_HOW_ARE, _FINE)):
        if alone and rule.search(plain):
            return Remark(answers, heard.text)
    if _IS_AI.search(plain):
        return Remark((_AI_SAID,), heard.text)
    if _CAN.search(plain):
        return Remark((_CAN_SAID,), heard.text)
    if is_of_sport(plain):
        return None
    if alone and _INSULT.search(plain):
        return Remark(_CALM, heard.text)
    if alone and heard.earlier and _WRONG.search(plain):
        return Remark(_SORRY, heard.text)
    return Remark(_DECLINE, heard.text) if _OUTSIDE.search(plain) else None


_PRAISE: Final = re.compile(
    r"\b(?:thank\w*|thx|ty|tysm|tnx|cheers|legend|appreciate\w*|best|helpful)\b"
)


def calls(remark: Remark, found: Found) -> tuple[Call, ...]:
    """Nothing needs looking up."""
    del remark, found
    return ()


def say(remark: Remark, found: Found) -> str:
    """Return one of the wordings, always the same for the same message."""
    del found
    return reply(pick(remark.answers, remark.text))


REMARK = Skill(
    name="remark",
    agents=("planner", "nutrition", "form_critic"),
    read=read,
    calls=calls,
    say=say,
)
