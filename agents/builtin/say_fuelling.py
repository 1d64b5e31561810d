"""Replies about races and long sessions, sweat, caffeine and other supplements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.say_notes import note_of, origin, told
from agents.builtin.skill import Found
from agents.builtin.wording import lower, num, paragraph, reply
from tools.results.fuelling import CaffeineDose, RaceFuelling, SupplementFacts, SweatRate

HOW_LONG: Final = (
    "How long do you expect it to take? The fuel depends on the hours more than on the distance: "
    "give me the time, and I work out carbohydrate, gels and fluid."
)
SWEAT_TEST: Final = (
    "Weigh yourself without clothes right before and right after a session, towel off, and note "
    "what you drank and how long it took. Tell me all of that, and I work out your sweat rate "
    "and what to drink."
)
GRADES: Final = {
    "strong": "The evidence is strong",
    "moderate": "The evidence is moderate",
    "weak": "The evidence is weak",
    "none": "The evidence speaks against it",
    "harmful": "It is harmful",
}


def race(data: RaceFuelling, *, assumed: bool, about: str) -> str:
    """Say what to eat and drink before and during the effort, what was asked about first.

    Args:
        data: What the tool worked out.
        assumed: Whether the minutes are those that such a race usually takes.
        about: `gut`, `loading`, `before`, `gels`, `drink`, or empty for the whole plan.
    """
    taken = f"I took it as {num(data.minutes)} min; tell me your own time." if assumed else None
    tried = "Try all of it in training first: nothing new on the day."
    if about == "gut" and data.need not in {"none", "rinse"}:
        return reply(_GUT, _during(data), _drink(data))
    if about == "loading":
        return reply(_loading(data) or _no_loading(data), _before(data), paragraph(taken, tried))
    if about == "before":
        return reply(_before(data), paragraph(_during(data), taken), paragraph(_drink(data), tried))
    if about == "drink":
        return reply(_drink(data), paragraph(_during(data), taken), tried)
    return reply(
        paragraph(_during(data), taken),
        paragraph(_before(data), _loading(data)),
        paragraph(_drink(data), tried),
    )


def afterwards(found: Found) -> str | None:
    """Say what to eat after a long effort, from the note on it; None without one."""
    note = note_of(found, titled="recover|after")
    if note is None:
        return None
    return reply(
        told(note),
        origin(note),
        "Tell me what you ate afterwards, and I show what the day still lacks.",
    )


_GUT: Final = (
    "Train the gut like a muscle: start from what sits well now and add one gel, or the same in "
    "drink, every week or two on the long session, with water beside it. Stay a step longer "
    "wherever it upsets you, and race on the most that you have practised."
)


def _no_loading(data: RaceFuelling) -> str:
    if data.weight is None:
        return "Tell me your body weight, and I work out the carbohydrate of the days before."
    return (
        f"For {num(data.minutes)} min you need no loading: usual meals with carbohydrate the day "
        "before are enough."
    )


def _during(data: RaceFuelling) -> str:
    if data.need == "none":
        return f"For {num(data.minutes)} min you need nothing to eat on the way; start well fed."
    if data.need == "rinse":
        return (
            f"For {num(data.minutes)} min a mouth rinse or sips of a sports drink are enough; a "
            f"gel "
            "does no harm."
        )
    gels = ""
    if data.gels_low is not None and data.gels_high is not None and data.gel_g is not None:
        gels = f", or {data.gels_low} to {data.gels_high} gels of {num(data.gel_g)} g"
        if data.gels_low == data.gels_high:
            gels = f", or {data.gels_low} gels of {num(data.gel_g)} g"
    mixed = " Above 60 g an hour mix glucose and fructose." if data.need == "high" else ""
    return (
        f"Take {num(data.per_hour_low_g)} to {num(data.per_hour_high_g)} g of carbohydrate an "
        f"hour, "
        f"from the first half hour on: {num(data.total_low_g)} to {num(data.total_high_g)} g in all"
        f"{gels}.{mixed}"
    )


def _before(data: RaceFuelling) -> str:
    if data.before_g is None or data.weight is None:
        return "Tell me your body weight and I work out the meal before in grams."
    return (
        f"Before the start eat about {num(data.before_g)} g of carbohydrate, "
        f"{num(data.hours_before)} hours ahead, with little fat and fibre: oats, toast with jam, "
        f"rice or a banana. That counts on your {num(data.weight)} {data.unit}."
    )


def _loading(data: RaceFuelling) -> str | None:
    if data.loading_low_g is None or data.loading_high_g is None:
        return None
    return (
        f"On each of the last days before, {num(data.loading_low_g)} to "
        f"{num(data.loading_high_g)} g "
        "of carbohydrate fill the stores."
    )


def _drink(data: RaceFuelling) -> str:
    parts: list[str | None] = []
    if data.drink_low_ml is not None and data.drink_high_ml is not None and data.need != "none":
        parts.append(
            f"Drink {num(data.drink_low_ml)} to {num(data.drink_high_ml)} ml over the hours before."
        )
    if data.least_fluid_ml_per_h is not None:
        parts.append(f"On the way drink at least {num(data.least_fluid_ml_per_h)} ml an hour.")
    if data.sodium_low_mg is not None and data.sodium_high_mg is not None:
        parts.append(
            "Then drink to thirst or by your sweat rate, never more than you sweat, with "
            f"{num(data.sodium_low_mg)} to {num(data.sodium_high_mg)} mg of sodium a litre."
        )
    else:
        parts.append("Drink to thirst, and never more than you sweat.")
    return paragraph(*parts)


def daily(data: RaceFuelling) -> str:
    """Say the carbohydrate of a training day."""
    if data.day_low_g is None or data.day_high_g is None or data.weight is None:
        return (
            "That counts on your body weight: tell me it, and I give you the grams of carbohydrate "
            "for a training day."
        )
    return reply(
        f"Eat {num(data.day_low_g)} to {num(data.day_high_g)} g of carbohydrate on a day with "
        f"about "
        f"{num(data.minutes)} min of training.",
        f"It counts on your {num(data.weight)} {data.unit}; longer or harder days take more, rest "
        "days less, and a diet leaves less of it.",
        "Put most of it around the session. How long are your usual sessions?",
    )


def sweat(data: SweatRate) -> str:
    """Say the sweat rate, the loss, and what brings it back."""
    lost = f"{num(data.before)} {data.unit} before and {num(data.after)} {data.unit} after"
    drank = f", with {num(data.fluid_ml)} ml drunk" if data.fluid_ml else ", with nothing drunk"
    return reply(
        f"You sweated about {num(data.litres_per_hour)} litres an hour.",
        paragraph(
            f"That is {lost} in {num(data.minutes)} min{drank}; the loss is {num(data.loss_pct)} % "
            f"of body mass, where staying below {num(data.limit_pct)} % is the aim."
            if data.loss_pct >= 0
            else f"That is {lost} in {num(data.minutes)} min{drank}.",
            data.warning or None,
        ),
        paragraph(
            f"Over the next hours drink {num(data.replace_low_ml)} to {num(data.replace_high_ml)} "
            f"ml "
            "with a salty meal."
            if data.replace_high_ml
            else None,
            data.advice,
            "I have stored nothing of this. Test again in heat and cold, because the rate changes.",
        ),
    )


def caffeine(data: CaffeineDose, asked: str) -> str:
    """Say the dose, when to take it, and when to stop."""
    dose = (
        f"{num(data.low_mg)} to {num(data.high_mg)} mg"
        if data.low_mg != data.high_mg
        else f"{num(data.high_mg)} mg"
    )
    asked_for = None
    if data.asked_mg is not None:
        verdict = "is too much at once" if data.warnings else "is inside the limits"
        asked_for = paragraph(f"{num(data.asked_mg)} mg {verdict}.", *data.warnings)
    bed = (
        f"With bed at that hour, the last ordinary dose is at {data.last_at} and a large one at "
        f"{data.last_large_at}."
        if data.last_at
        else f"Stop {data.hours_before_bed} hours before bed, and {data.hours_before_bed_large} "
        f"hours "
        "before it with a large dose, or it costs sleep."
    )
    amount = (
        f"Take {dose} of caffeine about {data.minutes_before} min before training."
        f" That counts on your {num(data.weight)} {data.unit}."
    )
    if data.studied_low_mg is not None and data.studied_high_mg is not None:
        amount += (
            f" Studies of performance used {num(data.studied_low_mg)} to "
            f"{num(data.studied_high_mg)} mg at that weight; more than {num(data.high_mg)} mg at "
            "once is only for those used to it."
        )
    sleep_first = any(word in asked for word in ("sleep", "late", "evening", "pm", "bed"))
    limits = f"Stay within {num(data.daily_mg)} mg a day in all" + (
        ", the limit in pregnancy." if data.pregnant else ", coffee and pre-workout included."
    )
    evening = (
        "Before a session later than that take none: food, water and a long warm-up do it."
        if data.last_at and re.search(r"\btrain\w*|\bsession|\bworkout|\bgym\b", asked)
        else None
    )
    return reply(
        paragraph(asked_for, bed if sleep_first else amount, evening),
        paragraph(amount if sleep_first else bed, limits),
        "Start at the low end, test it in training first, and leave it with heart trouble, anxiety "
        "or medicines until a doctor agrees.",
    )


def no_caffeine(code: str, found: Found, *, pregnant: bool) -> str | None:
    """Say why there is no dose, or what the literature says without a body weight."""
    if code == "refer":
        return (
            "Under eighteen I give no caffeine dose: no stimulants at that age. Sleep, food and a "
            "proper warm-up do more, and a doctor can advise."
        )
    note = note_of(found)
    if note is None:
        return None
    if pregnant:
        return reply(
            "In pregnancy stay within 200 mg of caffeine a day, from coffee, tea, cola and "
            "chocolate together, and less at once is better.",
            origin(note),
            "A walk needs none of it; ask your midwife or doctor if you drink more than that now.",
        )
    return reply(
        told(note, most=3),
        origin(note),
        "Tell me your body weight, and I work out the dose in milligrams.",
    )


_WHAT_FOR: Final = (
    r"\bwhat(?:'?s| does| do| is)? (?:it|that|they|the point)\b|\bhow (?:does|do) (?:it|they)\b"
    r"|\bwhat is \w+\b|\bexplain\b|\bdo(?:es)? for\b"
)


def _first_word(name: str) -> str:
    return re.escape(name.split(maxsplit=1)[0].casefold())


def supplements(facts: Sequence[SupplementFacts], asked: str, found: Found) -> str:
    """Say what is known of one supplement or a few."""
    if len(facts) > 1:
        return _several(facts)
    data = facts[0]
    explained = (
        note_of(found, titled=_first_word(data.name)) if re.search(_WHAT_FOR, asked) else None
    )
    if explained is not None:
        return reply(told(explained, most=4), paragraph(origin(explained), _amount(data)))
    question = note_of(found, titled=r"water, hair|myth") if _is_myth(asked) else None
    if _ILL.search(asked):
        return reply(
            f"Do not start {lower(data.name)} before the clinician who knows your case agrees.",
            data.caution,
            "Ask them or a renal dietitian first. Training and food do most of the work anyway.",
        )
    if question is not None:
        return reply(
            told(question, most=4, about=_word(asked)),
            paragraph(origin(question), _amount(data)),
            "Have a blood test read by your doctor if you want to be sure of your own case.",
        )
    minor = data.minors if data.is_minor else None
    return reply(
        paragraph(minor, f"{data.name}: {data.verdict}" if minor is None else None),
        paragraph(
            None if data.is_minor else _amount(data),
            None if data.is_minor else data.how,
            _grade(data),
        ),
        paragraph(data.caution, data.testing if data.grade not in {"none", "harmful"} else None),
        _next(data),
    )


_ILL: Final = re.compile(
    r"\b(?:my|have|has|got|with|for|had)\b.{0,25}\b(?:kidney|renal|liver|heart)"
    r" (?:disease|failure|problems?|trouble|transplant|condition|issues?)\b|\bckd\b|\bdialysis\b"
)
"""A disease for which no dose is named. Source: ISSN 2017 (Kreider) advises a doctor's consent."""


def _is_myth(asked: str) -> bool:
    return bool(_word(asked))


def _word(asked: str) -> str:
    return next(
        (word for word in ("bald", "hair", "kidney", "bloat", "water weight") if word in asked), ""
    )


def _grade(data: SupplementFacts) -> str | None:
    if not data.source:
        return None
    return f"{GRADES[data.grade]}, says {_source(data.source)}."


def _source(source: str) -> str:
    """Return the source without years, which stand in no fact."""
    words = source.partition(",")[0].replace(";", " and").replace("(", "by ").replace(")", "")
    return " ".join(word for word in words.split() if not any(map(str.isdigit, word)))


def _amount(data: SupplementFacts) -> str | None:
    if data.low is None or data.high is None:
        return None
    per = {
        "g": "g a day",
        "mg": "mg",
        "mcg": "micrograms a day",
        "mg/kg": "mg per kg",
        "g/kg": "g per kg",
    }
    lead = f"The dose is {num(data.low)} to {num(data.high)} {per.get(data.unit, data.unit)}."
    if data.dose_low_mg is not None and data.dose_high_mg is not None:
        lead = (
            f"For your body weight that is {num(data.dose_low_mg)} to {num(data.dose_high_mg)} mg."
        )
    if data.loading_g is not None and data.loading_days_low is not None:
        days = f"{data.loading_days_low} to {data.loading_days_high} days"
        lead = paragraph(
            lead,
            f"Loading is optional: {num(data.loading_g)} g a day for {days} only fills the stores "
            "sooner.",
        )
    return lead


def _next(data: SupplementFacts) -> str | None:
    if data.grade == "none":
        return "Put the money into food with protein; ask me what your day still lacks."
    if data.grade == "strong" and data.name.startswith("Creatine"):
        return (
            "Take it every day for a month before you judge it, and expect the scale to rise a "
            "little from water."
        )
    return None


def _several(facts: Sequence[SupplementFacts]) -> str:
    if any(each.is_minor for each in facts):
        return reply(
            facts[0].minors,
            "What takes you further at your age: regular meals with protein at each, enough sleep, "
            "and a programme that adds a little every week.",
            "Tell me what you ate today, and I show what it still lacks.",
        )
    lines = [paragraph(f"{each.name}: {each.verdict}", _amount(each)) for each in facts]
    tested = next((each.testing for each in facts if each.testing), None)
    return reply(*lines, paragraph(facts[0].caution, tested))
