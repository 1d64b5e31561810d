"""What the coach is and can do, and what lies outside: a few friendly sentences each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.skill import Heard, Skill
from agents.builtin.skills.small_talk import ANYBODY, Remark, calls, say
from agents.builtin.sport_words import is_of_sport

_IS_AI: Final = re.compile(
    r"\b(?:are|r) (?:you|u) (?:an? |really |actually |even |just )*(?:ai|a\.?i\.?|bot|robot|human"
    r"|person|real|chat ?gpt"
    r"|gpt\S*|gemini|claude|llm|language model|machine|computer|program|alive|sentient)\b"
    r"|\b(?:what|which) (?:ai|model|llm|gpt|language model)\b|\bwho (?:are|made|built"
    r"|created) you\b"
    r"|\bwhat are you\b|\bis (?:this|that) (?:an? )?(?:ai|bot|real person|human|chat ?gpt)\b"
    r"|\bam i (?:talking|speaking|chatting) (?:to|with)\b|\bdo you use (?:ai|chatgpt|gpt|gemini)\b"
    r"|\bdifference between you and\b|\bdo you learn\b"
)
_CAN: Final = re.compile(
    r"\b(?:what (?:else )?can (?:you|u) (?:do|help)|what do you do|how (?:do|can) (?:you|u) (?:work"
    r"|help)"
    r"|what (?:are you for|features|things can you)|help me get started|how does this (?:work"
    r"|app work)"
    r"|what can i (?:ask|do here|tell you)|your (?:features|capabilities)|how do i use (?:this"
    r"|you))\b|^help\W*$"
)
_OUTSIDE: Final = re.compile(
    r"\b(?:weather|forecast|poem|joke|story|song|lyrics|essay|homework|tax(?:es)?|invest\w*|stocks?"
    r"|crypto|bitcoin"
    r"|election|president|politic\w*|capital of|translate|python|javascript|java|sql|code(?! of)"
    r"|program(?:ming)? (?:in|language)"
    r"|excel|spreadsheet formula|movie|film for|netflix|series|book me|hotel|flights?"
    r"|restaurant(?:s)? (?:near|in)|date night"
    r"|girlfriend|boyfriend|relationship|lottery|horoscope|zodiac|recipe for (?:cake|cookies)|cake"
    r"|email to|cover letter|speech"
    r"|cv|resume|lawyer|legal advice|sue|rent|mortgage|car|football (?:score|match|result)|who won"
    r"|score of|super ?bowl"
    r"|news|history of|math(?:s)? problem|square root|solve|play (?:a game|music|chess)"
    r"|set (?:an? )?(?:alarm|timer|reminder)"
    r"|call (?:my|a)|order (?:me|a)|buy me|what time is it|meaning of life|god|religion|war)\b"
)
_AI_SAID: Final = (
    "I am fitholic's built-in coach: a program that reads your messages and your log, with no "
    "large language model and no person behind it. That means the numbers come from your own "
    "entries and published formulas, and I say so when I do not know. What shall we look at "
    "first, training, food or a video?"
)
_CAN_SAID: Final = (
    "I coach from your own log. Tell me sets, runs, meals, weigh-ins, sleep or soreness and I "
    "store "
    "them; ask for the next load, progress, weekly volume, a programme, running paces and race "
    "times, calorie and protein targets, or whether to train today; attach a video of a set and I "
    "say what it shows; ask why, and I name the source.\n\nTo begin, tell me your last session of "
    "one lift, with load and reps, or say that you want a programme. Which is it?"
)
_HELPS: Final[tuple[tuple[re.Pattern[str], str], ...]] = (
    (
        re.compile(r"\b(?:garmin|strava|apple|fitbit|sync|connect|import|watch|hevy|strong app)\b"),
        (
            "I read files, not accounts: export your history from Strong, Hevy, Garmin "
            "(FIT), Strava "
            "or Apple Health and import it on the import page. Sessions and weigh-ins then "
            "count like "
            "those you tell me here. From then on, tell me each session in a message."
        ),
    ),
    (
        re.compile(r"\b(?:remind\w*|notif\w*|alarm)\b"),
        (
            "I cannot send reminders: I answer when you write. Ask me what is on today, and I show "
            "the session of your programme."
        ),
    ),
    (
        re.compile(r"\b(?:privat\w*|privacy|who can see|data safe|my data|see my)\b"),
        (
            "I see only what you logged, told me or uploaded on your own account. You can "
            "ask what I "
            "remember about you, have single notes forgotten, download everything, or have your "
            "training data deleted. Just say which."
        ),
    ),
    (
        re.compile(r"\b(?:videos?|film|clip|form|bar ?path|upload)\b"),
        (
            "Yes. Attach a clip of one set, filmed from the side at hip height with your "
            "whole body "
            "in view, and name the lift. I measure repetitions, depth, angles, tempo and "
            "left against "
            "right, and say what the view cannot show. Then ask what to change."
        ),
    ),
    (
        re.compile(r"\b(?:meals?|food|calor\w*|nutrition|eat|macros|track)\b"),
        (
            "Yes. Write what you ate with rough amounts, such as a meal with grams or "
            "pieces, and I "
            "add it up from a food table. Ask for calorie and protein targets, what is left "
            "today, or "
            "ideas for a meal. What did you eat last?"
        ),
    ),
    (
        re.compile(r"\b(?:marathon|running|run|race|cardio|triathlon)\b"),
        (
            "Yes. Tell me a recent race or run with distance and time, and I give training paces, "
            "race estimates and a plan up to your race, beside your lifting. Which distance "
            "is it for?"
        ),
    ),
    (
        re.compile(r"\b(?:programmes?|plans?|train today|max|powerlift\w*|lift\w*|workout|log)\b"),
        (
            "Yes. Write your sets as you would in a notebook, with load and reps, and I "
            "store them; "
            "then ask for the next load, your progress, an estimated maximum, or a programme "
            "for your "
            "days and equipment. Which lift comes first?"
        ),
    ),
    (
        re.compile(r"\b(?:lbs?|pounds|kilos?|kg|stone|units?)\b"),
        (
            "Yes. Write loads in kilograms or pounds as you like, and ask me to use pounds if you "
            "want my answers in them."
        ),
    ),
    (
        re.compile(r"\b(?:german|spanish|french|english|language|deutsch|espanol|speak)\b"),
        (
            "I write English only. Sets, runs and nights told in German, Spanish or French I can "
            "usually read, as long as the numbers are there."
        ),
    ),
)
"""What a question about one ability is answered with. Source: what the tools can do."""
_NOTHING_TO_HIDE: Final = (
    (
        "How I am set up stays with my makers, and I keep to coaching. Ask me about your training, "
        "food or sleep instead."
    ),
)
_NO_DRUGS: Final = (
    (
        "I do not advise on hormones or banned substances; a doctor can say what they do to your "
        "health. What I can plan is training, food and sleep: ask me for any of these."
    ),
)
_NO_MEDICINE: Final = (
    (
        "I cannot diagnose or prescribe: that is for a doctor or a pharmacist. What I "
        "can do is plan "
        "training and food around it."
    ),
)
_DECLINE: Final = (
    "That is outside what I coach, but I am happy to help with your training, food, sleep or form.",
    "I leave that one to others: training, food, recovery and lifting form are what I know.",
    "Not my field, I am afraid. Ask me about a lift, a run, a meal or how you recover instead.",
    "I only coach training, eating and recovery, so I leave that. What are you training next?",
)
_DECLINED: Final[tuple[tuple[re.Pattern[str], Sequence[str]], ...]] = (
    (re.compile(r"\b(?:prompt|instructions?|rules|jailbreak)\b"), _NOTHING_TO_HIDE),
    (
        re.compile(r"\b(?:steroids?|tren|test (?:cycle|e)|clen\w*|sarms?|hgh|drug test)\b"),
        _NO_DRUGS,
    ),
    (
        re.compile(r"\b(?:antibiotic\w*|prescri\w*|pills?|diagnos\w*|headache|infection)\b"),
        _NO_MEDICINE,
    ),
)


def read_help(heard: Heard) -> Remark | None:
    """Return what to answer a question about the coach itself."""
    if _IS_AI.search(heard.plain):
        return Remark((_AI_SAID,), heard.text)
    return Remark((_CAN_SAID,), heard.text) if _CAN.search(heard.plain) else None


def helped(heard: Heard) -> Remark:
    """Return what the coach can do, or whether it can do the one thing that is asked."""
    fixed = read_help(heard)
    if fixed is not None:
        return fixed
    one = next((said for rule, said in _HELPS if rule.search(heard.plain)), _CAN_SAID)
    return Remark((one,), heard.text)


def read_outside(heard: Heard) -> Remark | None:
    """Return how to decline what has nothing to do with training, food or the body."""
    if is_of_sport(heard.plain) or _CAN.search(heard.plain):
        return None
    return declined(heard) if _OUTSIDE.search(heard.plain) else None


def declined(heard: Heard) -> Remark:
    """Return how to decline in one friendly sentence."""
    said = next((answers for rule, answers in _DECLINED if rule.search(heard.plain)), _DECLINE)
    return Remark(said, heard.text)


HELP: Final = Skill(
    name="help", agents=ANYBODY, read=read_help, calls=calls, say=say, default=helped
)
OUTSIDE: Final = Skill(
    name="out_of_scope", agents=ANYBODY, read=read_outside, calls=calls, say=say, default=declined
)
