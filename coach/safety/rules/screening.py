"""What is asked about health before training, how an answer is read, and the limits that follow.

Answers live in `Profile.screening`: keys of `TOPICS` here, or words of the same meaning that an
import or an API client chose.

Source:
    Topics: ACSM 2015 preparticipation screening (symptoms; known cardiovascular, metabolic or
    renal disease; current activity; intensity) and ACOG 804 for pregnancy. The words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from coach.safety.rules.text import folded

ADULT_AGE: Final = 18
"""Years. Source: docs/explanation/safety.md, class limit."""
UNDERWEIGHT_BMI: Final = 18.5
"""kg/m2 under which no deficit is set. Source: WHO 2000 (TRS 894)."""

TOPICS: Final[dict[str, str]] = {
    "chest_pain": r"chest (?:pain|pressure|tight\w*|discomfort)|angina|breathless\w*",
    "fainting": r"faint\w*|dizz\w*|pass(?:ed|ing)? out|black(?:ed|ing)? out|light-?headed\w*",
    "heart_condition": r"heart(?! ?rate)|cardi(?:ac|o\s?vascular)|stents?|bypass|arrhythmi\w*"
    r"|a-?fib|pacemaker|stroke|aneurysm|murmur",
    "high_blood_pressure": r"(?:high|raised) (?:blood pressure|bp)|hypertens\w*|blood pressure",
    "diabetes": r"diabet\w*|type (?:1|2|one|two)\b|t[12]d|insulin",
    "kidney_disease": r"kidney\w*|renal|dialysis",
    "heart_rate_medicine": r"beta[- _]?blockers?|\w{3,}olol",
    "medication": r"medic(?:ation|ines?)|meds|tablets|pills|blood thinners?|warfarin|eliquis"
    r"|statins?|ozempic|semaglutide|wegovy|mounjaro",
    "bone_or_joint": r"bones?|joints?|injur\w*|hernia\w*|disc|arthritis|osteo\w*|back|knees?"
    r"|shoulders?|hips?|ankles?|wrists?|elbows?|neck",
    "pregnant": r"pregnan\w*|trimester|expecting",
    "postpartum": r"post-?partum|post-?natal|gave birth|breast ?-?fe\w+|lactat\w*",
    "eating_disorder": r"eating disorder|disordered eating|anorexi\w*|bulimi\w*|purg\w*",
    "supervised_only": r"supervis\w*",
    "other_condition": r"asthma|copd|cancer|epilep\w*|seizures?|thyroid|anaemi\w*|anemi\w*"
    r"|lupus|condition|disease|illness",
}
"""Keys of answers, and the words that mean them in an answer or in somebody else's key."""
SYMPTOMS: Final = frozenset({"chest_pain", "fainting"})
DISEASES: Final = frozenset(
    {"heart_condition", "high_blood_pressure", "diabetes", "kidney_disease", "other_condition"}
)
CLEARED: Final = "cleared"
"""A clinician has agreed to training, hard sessions included."""
ACTIVE: Final = "active"
"""Has been moderately active for half an hour on three days a week over three months."""

_NONE: Final = re.compile(
    r"^(?:no+|nope|nah|na|n/a|none|nothing|negative|never|not? (?:really|at all|that i know)"
    r"|all (?:good|fine|clear|healthy)|(?:i'?m |i am )?(?:fine|healthy|fit and well|good|clear)"
    r"|no (?:to|for) (?:all|both|any|everything)|neither|zero)\b"
    r"|\b(?:no|none|nothing) (?:of (?:those|that|these|the above)|health|medical|issues?|problems?"
    r"|known)\b"
)
_YES: Final = re.compile(r"^(?:y|yes|yeah|yep|yup|ya|sure|i do|i have|a bit|sort of|kind of)\b")
_NOT: Final = re.compile(
    r"\b(?:no|not|never|without|none|don'?t|dont|doesn'?t|haven'?t|havent|isn'?t|aren'?t|negative"
    r"|nor)\b"
)
_CLAUSE: Final = re.compile(r"[.;!?\n]|\bbut\b|\bthough\b|\bexcept\b|\balthough\b|\bhowever\b")
_SWEEPING: Final = re.compile(
    r"\b(?:healthy|fit and well|nothing (?:wrong|medical|health\w*)"
    r"|no (?:\w+ (?:or |and |, ?)?)?(?:known )?(?:conditions?"
    r"|health (?:issues?|problems?|stuff|things?)"
    r"|medical (?:issues?|problems?|history)))\b"
)
"""Words that speak of the whole of somebody's health without being asked."""
_CLEARANCE: Final = re.compile(
    r"\b(?:cleared|all[- ]clear|signed (?:me )?off|go-?ahead|(?:doctor|gp|midwife|physio\w*"
    r"|cardiologist) (?:says|said|is) (?:it'?s |i'?m |im |i am )?(?:ok|okay|fine|happy|good))\b"
)
_NOT_ALL: Final = re.compile(
    r"\bnot (?:yet )?cleared\b"
    r"|\b(?:cleared|all[- ]clear|signed (?:me )?off|go-?ahead|ok|okay|fine|happy|good)\b"
    r"[^.;!?]{0,24}"
    r"\b(?:only|moderate|light|gentle|easy|low|mild|walk\w*|rehab|supervis\w*)\b"
)
"""A go-ahead that does not reach hard sessions."""
_CONTROLLED_PAST: Final = re.compile(
    r"\b(?:years ago|as a (?:kid|child|teen\w*)|in (?:19|20)\d\d|used to|fully (?:healed|recovered)"
    r"|healed|recovered)\b"
)
_LIFELONG: Final = frozenset({"heart_condition", "diabetes", "kidney_disease"})
"""Topics that time does not end: a stent of two years ago is known disease. Source: ACSM 2015."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about health and the topics that an answer to it settles."""

    key: str
    text: str
    topics: tuple[str, ...]


QUESTIONS: Final[tuple[Question, ...]] = (
    Question(
        "heart",
        "Has anyone medical told you of a heart problem or high blood pressure, or does effort "
        "ever bring on chest pain, faintness or unusual breathlessness?",
        ("heart_condition", "high_blood_pressure", "chest_pain", "fainting"),
    ),
    Question(
        "conditions",
        "Do you live with diabetes, kidney disease or another long-term condition, or take "
        "medicine regularly? Tell me which.",
        ("diabetes", "kidney_disease", "other_condition", "medication", "heart_rate_medicine"),
    ),
    Question(
        "body",
        "Is there a bone, joint or muscle problem that training could make worse, or have you been "
        "told to train only under supervision?",
        ("bone_or_joint", "supervised_only"),
    ),
    Question(
        "life",
        "Two that change the plan: are you pregnant or have you given birth in the last few "
        "months, and has eating ever been a struggle for you? You may skip this.",
        ("pregnant", "postpartum", "eating_disorder"),
    ),
)
"""Asked one at a time, in this order."""
AT_ONCE: Final = Question(
    "health",
    "Before I plan anything: is there a heart problem or high blood pressure, chest pain or "
    "faintness with effort, diabetes or kidney disease, regular medicine, a joint problem, a "
    "pregnancy, or advice to train only under supervision? 'None' is a fine answer.",
    tuple(topic for question in QUESTIONS for topic in question.topics),
)
"""All of it in one question, for those who want to begin at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What training and eating may not be for this athlete; every engine obeys it."""

    clearance_first: bool = False
    """A clinician has to be asked before any training but gentle movement."""
    no_vigorous: bool = False
    """Nothing harder than moderate: talk in sentences, three or more repetitions in reserve."""
    no_max_tests: bool = False
    no_heart_rate_targets: bool = False
    no_deficit: bool = False
    supervised: bool = False
    reasons: tuple[str, ...] = ()
    """In words that a reply may use, such as "high blood pressure"."""

    @property
    def any(self) -> bool:
        """Whether anything is limited."""
        return bool(self.reasons)


def topics_in(key: str) -> frozenset[str]:
    """Return the topics that a key of an answer is about: its own, or by the words in it."""
    if key in TOPICS:
        return frozenset({key})
    words = folded(re.sub(r"[\W_]+", " ", key))
    return frozenset(
        topic for topic, pattern in TOPICS.items() if re.search(rf"\b(?:{pattern})", words)
    )


def read_answer(question: Question, said: str) -> dict[str, bool] | None:
    """Return the answers that a free text gives to `question`; None where it does not tell.

    What is named counts as yes unless its clause denies it, and the topics of the question that
    an answer leaves out count as no. A bare yes to a question with several topics settles nothing.
    """
    named = named_in(said)
    if not named and not _NONE.search(folded(said)):
        return None
    return dict.fromkeys(question.topics, False) | named


def named_in(said: str) -> dict[str, bool]:
    """Return what a text itself says of health: a topic it names or denies, or a go-ahead."""
    plain = folded(said)
    named: dict[str, bool] = {}
    for clause in _CLAUSE.split(plain):
        for topic, pattern in TOPICS.items():
            found = re.search(rf"\b(?:{pattern})\b", clause)
            if found is None:
                continue
            yes = _NOT.search(clause[: found.start()]) is None
            past = topic not in _LIFELONG and _CONTROLLED_PAST.search(clause) is not None
            named[topic] = named.get(topic, False) or (yes and not past)
    if named.get("high_blood_pressure") and not re.search(r"\bheart\b", plain):
        named.pop("heart_condition", None)
    if _CLEARANCE.search(plain) and not _NOT_ALL.search(plain):
        named[CLEARED] = True
    return named


def answered(
    before: Mapping[str, bool], said: str, *, asked: bool = True
) -> dict[str, bool] | None:
    """Return all answers of an athlete after what they said; None where it does not tell.

    Args:
        before: `Profile.screening`.
        said: The athlete's words.
        asked: Whether they answer `AT_ONCE` or what is left of it. Where they bring their health
            up themselves, only what they name is settled, and the rest is still to be asked.
    """
    named = named_in(said)
    if not named and not (_NONE if asked else _SWEEPING).search(folded(said)):
        return None
    whole = asked or _SWEEPING.search(folded(said)) is not None
    rest = dict.fromkeys(unanswered(before), False) if whole and set(named) != {CLEARED} else {}
    return {**rest, **before, **named}


def unanswered(answers: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the topics of `AT_ONCE` on which nothing is known, in the order they are asked."""
    settled = {topic for key in answers for topic in topics_in(key)}
    return tuple(topic for topic in AT_ONCE.topics if topic in _ASKED_AS and topic not in settled)


def rest_question(answers: Mapping[str, bool]) -> str:
    """Return the one question about health that is left: all of it, or what was not told yet."""
    left = unanswered(answers)
    if not answers or set(_ASKED_AS) <= set(left):
        return AT_ONCE.text
    words = [_ASKED_AS[topic] for topic in left]
    told = f"{', '.join(words[:-1])} or {words[-1]}" if len(words) > 1 else "".join(words)
    return f"{REST_OPENS} {told}? 'None' is a fine answer."


def is_bare_yes(said: str) -> bool:
    """Tell whether an answer says yes and not to what, so that one has to ask which."""
    return read_answer(AT_ONCE, said) is None and _YES.search(folded(said)) is not None


def next_question(answers: Mapping[str, bool]) -> Question | None:
    """Return the first question that no answer touches yet; None when all were asked."""
    settled = {topic for key in answers for topic in topics_in(key)}
    return next((q for q in QUESTIONS if not settled & set(q.topics)), None)


def reported(answers: Mapping[str, bool]) -> frozenset[str]:
    """Return the topics that were answered with yes."""
    return frozenset(topic for key, yes in answers.items() if yes for topic in topics_in(key))


def limits_of(
    answers: Mapping[str, bool], *, age_years: int | None = None, bmi: float | None = None
) -> Limits:
    """Return the limits of an athlete.

    Args:
        answers: `Profile.screening`.
        age_years: Completed years.
        bmi: Body mass index in kg/m2.

    Source:
        Symptoms stop everything, and known disease needs clearance before any training when
        inactive and before vigorous training when active (ACSM, 2015). No maximal effort in
        pregnancy (ACOG 804). Blood pressure and other conditions get the same care (own choice).
    """
    has = reported(answers)
    cleared = answers.get(CLEARED, False)
    ill = bool(has & DISEASES) or "supervised_only" in has
    symptoms = bool(has & SYMPTOMS)
    expecting = bool(has & {"pregnant", "postpartum"})
    minor = age_years is not None and age_years < ADULT_AGE
    thin = bmi is not None and bmi < UNDERWEIGHT_BMI
    inactive_and_ill = bool(has & DISEASES) and answers.get(ACTIVE) is False
    careful = not cleared and (ill or symptoms)
    return Limits(
        clearance_first=not cleared and (symptoms or inactive_and_ill),
        no_vigorous=careful or (expecting and not cleared),
        no_max_tests=careful or expecting or minor,
        no_heart_rate_targets="heart_rate_medicine" in has,
        no_deficit=expecting or minor or thin or "eating_disorder" in has,
        supervised=minor or "supervised_only" in has,
        reasons=tuple(_reasons(has, cleared=cleared, minor=minor, thin=thin)),
    )


_LASTING: Final = frozenset(
    {"heart_rate_medicine", "pregnant", "postpartum", "eating_disorder", "supervised_only"}
)
"""Topics that limit also after a clinician's go-ahead."""


def _reasons(has: Iterable[str], *, cleared: bool, minor: bool, thin: bool) -> list[str]:
    told = _LASTING if cleared else _LASTING | SYMPTOMS | DISEASES
    words = [_IN_WORDS.get(topic, topic.replace("_", " ")) for topic in sorted(told & set(has))]
    return words + ["your age"] * minor + ["a low body weight"] * thin


REST_OPENS: Final = "Apart from what you told me about your health, is there"
_ASKED_AS: Final = {
    "heart_condition": "a heart problem",
    "high_blood_pressure": "high blood pressure",
    "chest_pain": "chest pain with effort",
    "fainting": "faintness with effort",
    "diabetes": "diabetes",
    "kidney_disease": "kidney disease",
    "medication": "regular medicine",
    "bone_or_joint": "a joint problem",
    "supervised_only": "advice to train only under supervision",
    "pregnant": "a pregnancy",
}
"""What `AT_ONCE` asks by name, in the words of the question about the rest."""
_IN_WORDS: Final = {
    "heart_rate_medicine": "a medicine that holds the heart rate down",
    "pregnant": "your pregnancy",
    "postpartum": "the months after birth",
    "eating_disorder": "what you told about eating",
    "supervised_only": "the advice to train under supervision",
    "other_condition": "a long-term condition",
}
