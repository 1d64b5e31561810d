"""The verdict on a message that comes in and on a draft that would go out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from coach.safety.model import Leaning, SafetyClass, SafetyVerdict
from coach.safety.rules import drafts
from coach.safety.rules.boundaries import BOUNDARIES
from coach.safety.rules.circumstances import (
    DISORDERED_EATING,
    DRUGS,
    MINOR,
    OPEN,
    PREGNANCY,
    SLOW_HEART_RATE,
    UNDERWEIGHT,
    Circumstances,
    limit_of,
    told,
)
from coach.safety.rules.crises import CRISES
from coach.safety.rules.emergencies import EMERGENCIES, WHO
from coach.safety.rules.families import FAMILY_EMERGENCIES
from coach.safety.rules.families_urgent import FAMILY_CRISES, FAMILY_LIMITS, FAMILY_URGENT
from coach.safety.rules.limits import HEAVY_TRAINING, LIMITS
from coach.safety.rules.rates import SAFE_PCT, wanted_rate
from coach.safety.rules.replies import fixed_reply
from coach.safety.rules.rule import Heard, Rule, heard
from coach.safety.rules.text import folded, respelt
from coach.safety.rules.urgencies import URGENT

__all__ = ["RULES", "Circumstances", "disclosures", "judge_draft", "judge_message"]

_CRISES: Final = (*CRISES, *FAMILY_CRISES)
RULES: Final = (
    *(*EMERGENCIES, *FAMILY_EMERGENCIES),
    *(rule for rule in _CRISES if rule.reply == "poison"),
    *(*URGENT, *FAMILY_URGENT),
    *(rule for rule in _CRISES if rule.reply != "poison"),
    *BOUNDARIES,
    *(*LIMITS, *FAMILY_LIMITS),
)
"""All rules in the order of their classes, gravest first; what was swallowed does not wait."""
GRAVE: Final = (SafetyClass.EMERGENCY, SafetyClass.URGENT, SafetyClass.CRISIS)
"""Classes beside which nothing else of the message is answered."""
_SURE: Final = 0.6
"""Probability from which a likeness outweighs a boundary, or the look of a question of knowledge.
Source: own choice."""
_ABOUT_RATES: Final = frozenset({"fast_loss", "low_energy"})
_WAITS: Final = frozenset(
    {"rhabdo", "clot", "faint", "clinician_today", "pregnancy_stop", "glucose", "asthma", "head"}
)
"""Urgent replies after which no training is planned until a clinician has looked."""
_SEEN: Final = re.compile(
    r"\b(?:cleared|all[- ]clear|checked (?:out|over|by|me)|discharged|signed off|seen by|false"
    r" alarm"
    r"|(?:doctor|doc|gp|hospital|er|a&e|paramedics?|midwife|nurse|cardiologist"
    r"|physio)\b[^.]{0,24}\b(?:said"
    r"|says|checked|cleared|found|told|ruled|fine|ok|okay)|(?:ecg|ekg|ck|scan|bloods?"
    r"|tests?)\b[^.]{0,20}"
    r"\b(?:normal|clear|fine|negative)|was (?:joking|a joke)|just (?:joking|kidding))\b"
)
_SAFE: Final = re.compile(
    r"\bi(?:'m| am| feel) (?:\w+ )?safe\b|\b(?:talked|spoke|spoken|talking|called|rang|texted)"
    r" (?:to|with)?"
    r"|\byes,? safe\b|\bnot going to (?:do|hurt|act)\b|\bi won'?t (?:do|hurt|act)\b|\bwas"
    r" (?:joking|a joke)\b"
)
_STOPPED_ON: Final = re.compile(
    rf"(?:{HEAVY_TRAINING})|\b(?:finish|carry on|continue|go on|keep going|nothing|fine now|gone"
    rf" now|easy"
    r"|light(?:er)?|next|today|tonight|tomorrow|kg|lbs?|loads?|weights?|sets?|reps?|eas(?:ing|ed)"
    r"|session|pace|ride|row|cardio"
    r"|stretch\w*)\b"
)
_MORE_THAN_THANKS: Final = re.compile(
    r"^(?!(?:ok(?:ay)?|thanks?|thank you|cheers|ta|will do|got it|on it|calling)\b.{0,24}$)"
)
_MYSELF: Final = re.compile(r"\b(?:i|i'm|i've|my (?!mate|friend|partner|client|dad|mum|mom|son))\b")
_THEM: Final = re.compile(WHO.replace(r"\b(?:i|he|", r"\b(?:he|").replace("|we|", "|"))
_PART: Final = re.compile(
    r"(?<=[.?!;])\s+|\n+|\s*,?\s*\b(?:and |but |oh |ps )?(?:also|btw|by the way|anyways?|plus"
    r"|separately"
    r"|other question|on another note|unrelated)\b[,:.]?\s*",
    re.IGNORECASE,
)
_ASIDE: Final = re.compile(
    r"\b(?:also|btw|by the way|anyways?|plus|separately|other question|another note|unrelated)\b"
)
_REQUEST: Final = re.compile(
    r"\?|\b(?:what|what'?s|how|which|when|should|can|could|is|give|plan|set|log|show|tell|swap"
    r"|add)\b"
)
_REST_OF: Final = frozenset({"drugs", "eating", "low_energy", "minor", "underweight"})
"""Replies that leave the other sentences of a message harmless."""
_HISTORY: Final = frozenset({"clearance", "heart_known"})
"""Replies to what the screening asks about, which the coach writes down when it asked."""
_SETTING_UP: Final = re.compile(
    r"\bset (?:me|us|it all|everything) up\b|\bonboard\w*|\bi'?m new\b|\bnew (?:here|to this)\b"
    r"|\bsign(?:ed|ing)? (?:me )?up\b|\bget me started\b"
)
_SHORTEST_REQUEST: Final = 3
_COMPANY: Final = 2
"""Earlier messages that may belong to the newest. Source: own choice: a complaint told in"
" pieces."""


def disclosures(
    text: str, known: Circumstances, verdict: SafetyVerdict | None = None
) -> frozenset[str]:
    """Return what binds the rest of the thread: what was known and what `text` discloses.

    Args:
        text: The athlete's message.
        known: The athlete.
        verdict: The verdict on the message, if it was judged already.
    """
    plain = respelt(folded(text))
    hears = heard(plain)
    fired = [rule for rule in RULES if rule.fires(hears)]
    found = set(known.disclosed) | told(hears.plain) | ({UNDERWEIGHT} & known.binding)
    found |= {DISORDERED_EATING for rule in fired if rule.reply == "eating"}
    found |= {DRUGS for rule in fired if rule.reply == "drugs"}
    found -= _closed(plain, known)
    if verdict is None or "open" not in "".join(verdict.rules):
        found |= _opened(plain, fired, verdict)
    return frozenset(found)


def judge_message(text: str, known: Circumstances, leaning: Leaning | None = None) -> SafetyVerdict:
    """Return the class of an incoming message; the gravest rule picks the fixed reply.

    Args:
        text: The athlete's message.
        known: The athlete.
        leaning: What a classifier makes of the message; it counts where no rule fires.
    """
    verdict, key = _judged(text, known, leaning)
    if verdict.klass in GRAVE or verdict.reply is None:
        return verdict
    return replace(verdict, rest=_rest_of(text, key, known))


def judge_draft(text: str, known: Circumstances) -> SafetyVerdict:
    """Return whether a drafted sentence or reply may leave; `reply` is set when it may not."""
    binding = known.binding
    bans = drafts.ALWAYS + drafts.LINK_BANS
    if binding & {DISORDERED_EATING, UNDERWEIGHT}:
        bans += drafts.EATING_BANS
    if MINOR in binding:
        bans += drafts.MINOR_BANS
    if PREGNANCY in binding:
        bans += drafts.PREGNANCY_BANS
    if SLOW_HEART_RATE in binding:
        bans += drafts.SLOW_HEART_BANS
    if any(tag.startswith(OPEN) for tag in binding):
        bans += drafts.OPEN_BANS
    rules = drafts.banned(text, bans)
    if not rules:
        return SafetyVerdict(SafetyClass.NORMAL, "out")
    return SafetyVerdict(SafetyClass.LIMIT, "out", rules, fixed_reply("draft", known.country))


def _judged(text: str, known: Circumstances, leaning: Leaning | None) -> tuple[SafetyVerdict, str]:
    """Return the verdict on a message, and the key of its fixed reply."""
    plain = respelt(folded(text))
    hears = heard(plain)
    fired = [rule for rule in RULES if rule.fires(hears)] or _with_company(hears, known)
    if fired and (leaning is None or not _is_graver(leaning, fired, hears, plain)):
        rules = tuple(rule.id for rule in fired)
        return _answered(fired[0].klass, rules, fired[0].reply, known)
    still_open = _still_open(plain, known)
    if still_open is not None:
        klass, key = still_open
        return _answered(klass, (f"{klass.value}.open",), key, known)
    limit = limit_of(hears.plain, known, known.binding | told(hears.plain))
    if limit is not None and not fired:
        return _answered(limit.klass, (limit.rule,), limit.reply or "", known)
    if leaning is not None and _is_graver(leaning, (), hears, plain):
        return _answered(leaning.klass, (leaning.rule,), leaning.reply, known)
    return SafetyVerdict(SafetyClass.NORMAL, "in"), ""


def _is_graver(leaning: Leaning, fired: Sequence[Rule], hears: Heard, plain: str) -> bool:
    """Tell whether what a message resembles counts: more than what its words say by themselves."""
    sure = leaning.chance >= _SURE
    if hears.is_past or (hears.asks_about and not sure):
        return False
    if fired:
        only_boundaries = all(rule.klass is SafetyClass.BOUNDARY for rule in fired)
        return sure and leaning.klass in GRAVE and only_boundaries
    rate = wanted_rate(plain, None) if leaning.reply in _ABOUT_RATES else None
    return rate is None or rate.pct_per_week > SAFE_PCT


def _answered(
    klass: SafetyClass, rules: tuple[str, ...], key: str, known: Circumstances
) -> tuple[SafetyVerdict, str]:
    reply = fixed_reply(key, known.country) if key else None
    return SafetyVerdict(klass, "in", rules, reply), key


def _with_company(hears: Heard, known: Circumstances) -> list[Rule]:
    """Return the rules that fire on this message only together with those right before it."""
    if hears.is_past or hears.asks_about:
        return []
    fired: list[Rule] = []
    for before in known.earlier[-_COMPANY:]:
        earlier = heard(respelt(folded(before)))
        joined = Heard(f"{earlier.plain}, {hears.plain}", is_past=False, asks_about=False)
        alone = {rule.id for rule in RULES if rule.fires(earlier)}
        fired += [rule for rule in RULES if rule.id not in alone and rule.fires(joined)]
    return sorted(set(fired), key=RULES.index)


def _opened(plain: str, fired: list[Rule], verdict: SafetyVerdict | None) -> set[str]:
    """Return the red flag that stays open behind this message."""
    about_others = _THEM.search(plain) is not None and _MYSELF.search(plain) is None
    heaviest = fired[0].klass if fired else SafetyClass.NORMAL
    klass = heaviest if verdict is None else verdict.klass
    if klass not in GRAVE or about_others:
        return set()
    if klass is SafetyClass.URGENT and fired and fired[0].reply not in _WAITS:
        return set()
    return {OPEN + klass.value}


def _closed(plain: str, known: Circumstances) -> set[str]:
    ended: set[str] = set()
    if _SEEN.search(plain):
        ended |= {OPEN + "emergency", OPEN + "urgent"}
    if _SAFE.search(plain):
        ended.add(OPEN + "crisis")
    return ended & set(known.disclosed)


def _still_open(plain: str, known: Circumstances) -> tuple[SafetyClass, str] | None:
    """Return the answer to a message that goes on as if a red flag had not been raised."""
    closed = _closed(plain, known)
    for klass in (SafetyClass.CRISIS, SafetyClass.EMERGENCY, SafetyClass.URGENT):
        tag = OPEN + klass.value
        if tag not in known.disclosed:
            continue
        if klass is SafetyClass.CRISIS:
            return klass, "crisis_safe" if tag in closed else "open_crisis"
        goes_on = _STOPPED_ON if klass is SafetyClass.URGENT else _MORE_THAN_THANKS
        if tag not in closed and goes_on.search(plain):
            return klass, f"open_{klass.value}"
    return None


def _rest_of(text: str, key: str, known: Circumstances) -> str | None:
    """Return the part of a message that the coach may answer behind the fixed reply `key`."""
    tells = _SETTING_UP.search(folded(text)) or (known.answers and "?" not in text)
    if key in _HISTORY and tells:
        return text
    if key not in _REST_OF and _ASIDE.search(folded(text)) is None:
        return None
    after = replace(known, disclosed=disclosures(text, known), earlier=())
    harmless = [part.strip() for part in _PART.split(text) if part and _is_harmless(part, after)]
    if key not in _REST_OF:
        harmless = [part for part in harmless if not re.search(HEAVY_TRAINING, folded(part))]
    return " ".join(harmless) or None


def _is_harmless(part: str, known: Circumstances) -> bool:
    plain = folded(part)
    asks = _REQUEST.search(plain) is not None and len(plain.split()) >= _SHORTEST_REQUEST
    return asks and _judged(part, known, None)[0].klass is SafetyClass.NORMAL
