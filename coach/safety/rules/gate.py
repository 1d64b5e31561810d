"""The verdict on a message that comes in and on a draft that would go out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coach.safety.model import SafetyClass, SafetyVerdict
from coach.safety.rules import patterns
from coach.safety.rules.clearance import BOUNDARY_HEALTH, URGENT_HEALTH
from coach.safety.rules.replies import fixed_reply
from coach.safety.rules.text import folded

RULES = (
    *patterns.EMERGENCIES,
    *patterns.URGENT,
    *URGENT_HEALTH,
    *patterns.CRISES,
    *patterns.BOUNDARIES,
    *BOUNDARY_HEALTH,
    *patterns.LIMITS,
)
"""All rules in the order of their classes, gravest first."""
ADULT_AGE = 18
"""Years. Source: docs/explanation/safety.md, class limit."""
DISORDERED_EATING = "disordered_eating"
"""Disclosure that is remembered for the rest of the thread."""
PREGNANCY = "pregnancy"
"""Disclosure that is remembered for the rest of the thread."""
MINOR = "minor"
"""Disclosure that is remembered for the rest of the thread."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the gate knows about the athlete besides the text."""

    country: str = "ZZ"
    """ISO 3166-1 alpha-2."""
    age_years: int | None = None
    disclosed: frozenset[str] = frozenset()
    """What was disclosed earlier in the thread."""


def disclosures(text: str, known: Circumstances) -> frozenset[str]:
    """Return what `text` discloses, together with what was known."""
    plain = folded(text)
    found = set(known.disclosed)
    if any(rule.reply == "eating" and rule.fires(plain) for rule in patterns.LIMITS):
        found.add(DISORDERED_EATING)
    if re.search(patterns.PREGNANT, plain):
        found.add(PREGNANCY)
    is_minor = known.age_years is not None and known.age_years < ADULT_AGE
    if is_minor or re.search(patterns.YOUNG, plain):
        found.add(MINOR)
    return frozenset(found)


def judge_message(text: str, known: Circumstances) -> SafetyVerdict:
    """Return the class of an incoming message; the gravest rule picks the fixed reply."""
    plain = folded(text)
    fired = [rule for rule in RULES if rule.fires(plain)]
    if fired:
        return SafetyVerdict(
            klass=fired[0].klass,
            stage="in",
            rules=tuple(rule.id for rule in fired),
            reply=fixed_reply(fired[0].reply, known.country),
        )
    limit = _limit_of(plain, disclosures(text, known))
    if limit is None:
        return SafetyVerdict(SafetyClass.NORMAL, "in")
    rule_id, key = limit
    return SafetyVerdict(SafetyClass.LIMIT, "in", (rule_id,), fixed_reply(key, known.country))


def judge_draft(text: str, known: Circumstances) -> SafetyVerdict:
    """Return whether a drafted sentence or reply may leave; `reply` is set when it may not."""
    plain = folded(text)
    rules: list[str] = []
    if DISORDERED_EATING in known.disclosed and re.search(patterns.DEFICIT_NUMBERS, plain):
        rules.append("out.deficit_after_disclosure")
    if re.search(patterns.DANGEROUS_ADVICE, plain):
        rules.append("out.dangerous_advice")
    if not rules:
        return SafetyVerdict(SafetyClass.NORMAL, "out")
    return SafetyVerdict(
        SafetyClass.LIMIT, "out", tuple(rules), fixed_reply("draft", known.country)
    )


def _limit_of(plain: str, disclosed: frozenset[str]) -> tuple[str, str] | None:
    """Return the rule id and reply key of a limit that this athlete's circumstances set."""
    wants_loss = re.search(patterns.WEIGHT_LOSS, plain) is not None
    wants_max = re.search(patterns.MAXIMAL, plain) is not None
    if DISORDERED_EATING in disclosed and wants_loss:
        return "limit.eating_earlier", "eating"
    about_no_food = re.sub(patterns.FOOD_QUESTION, " ", plain)
    wants_loss = re.search(patterns.WEIGHT_LOSS, about_no_food) is not None
    if MINOR in disclosed and (wants_loss or wants_max or re.search(patterns.STIMULANT, plain)):
        return "limit.minor", "minor"
    if PREGNANCY in disclosed and (wants_loss or wants_max):
        return "limit.pregnancy", "pregnancy"
    if re.search(patterns.PREGNANT, plain):
        return "limit.pregnancy", "pregnancy"
    return None
