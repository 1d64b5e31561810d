"""Daily energy and macronutrients: worked out, and judged where an intake is asked about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from agents.builtin import say_nutrition, say_targets
from agents.builtin.body import about_self, describes, joined, tells_of_disorder
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in, sets_in
from agents.builtin.target_words import (
    FASTEST_PCT,
    HOW_LONG,
    LOWEST,
    answers_in,
    judges_intake,
    kcal_said,
    pieces_asked,
    wish_args,
)
from tools.results.eating import ProteinGaps
from tools.results.nutrition import DayTotals, EnergyTargets

About = Literal["targets", "protein", "protein_meal", "asked", "time", "kept", "method", "refer"]
_ENERGY = (
    r"(?:calories?|cals|kcals?|macros?|tdee|maintenance|calorie (?:goal|target)|energy needs?)"
)
_WANTED = re.compile(
    rf"\b(?:set|my|what|calculate|calc|work out|give|need|new|how many|how much|whats|figure out"
    rf"|recommend|daily|target)\b.{{0,40}}\b{_ENERGY}\b|^{_ENERGY}(?: please| pls)?\W*$"
    rf"|\b{_ENERGY}\b.{{0,20}}\b(?:for (?:a )?(?:cut|bulk|recomp|maint\w+|fat loss|muscle)"
    r"|to (?:lose|gain|cut|bulk|maintain|drop|build))\b"
    r"|\b(?:lose|loose|gain|drop|put on|shed)\b.{0,25}\b(?:kilos?|kgs?|lbs?|pounds?|weight|stone"
    r"|fat)\b"
    r"|\bhow much should i (?:be )?eat|\bwhat should i eat (?:to|a day|each day|per day|daily)\b"
    r"|\b(?:a|my|start|do|doing|on a|lean|mini) (?:cut|bulk)\b(?! (?:day|up))|\brecomp\w*\b"
    r"|\bbody recomposition\b|\bget(?:ting)? (?:lean|ripped|shredded)(?:er)?\b|\b(?:wanna|want to|"
    r"trying to|need to) (?:cut|bulk|lean out|get big(?:ger)?)\b|\bhow fast (?:can"
    r"|should) i (?:lose|gain)"
)
_WHAT_TO_EAT = re.compile(r"^what (?:should|shall) i eat(?: now| today)?\W*$")
_NOT_TARGETS = re.compile(
    r"\b(?:left|remaining|so far|did i|have i (?:had|eaten)|am i (?:losing|gaining|eating)|i ate"
    r"|i had|burn(?:ed|t|s)?|watch|race|marathon|bcaas?"
    r"|(?:calories|kcals?|protein|carbs|macros|fat)\b.{0,14}\bin (?!my\b|a day|total|the day).{2}"
    r"|weight (?:trend|changing|doing)|(?:have|has|had|did)n'?t (?:lost|lose|moved)|not (?:lost"
    r"|losing)"
    r"|cheat|alcohol|beer|wine|keto|fasting|belly|spot|lower back|strength|grip|speed|sauna"
    r"|(?:was|were|is|in|of) (?:that|it|this|those)|am i losing|weights? (?:on|for) (?:the "
    r")?(?:bar|squat|bench)|average|avg|yesterday"
    r"|\d+ ?g (?:of )?(?:protein|carbs|fat))\b"
)
_PROTEIN = re.compile(
    r"\b(?:how much|how many (?:grams|g)(?: of)?|what(?:'?s| is)|set|need|my)\b.{0,20}\bprotein\b"
    r"(?!.{0,16}\b(?:in|left|remaining|today|so far|have i|did i)\b)"
    r"|\bprotein\b.{0,20}\b(?:do i need|should i (?:eat|have|aim|get)|per day|a day|target|goal"
    r"|for (?:my weight|muscle|a cut|cutting|bulking|lifters?))\b"
)
_PER_MEAL = re.compile(r"\bprotein\b.{0,30}\b(?:per|each|a|every|one|in one) (?:meal|sitting)\b"
                       r"|\bper (?:meal|sitting)\b.{0,25}\bprotein\b")  # fmt: skip
_FOLLOW_PROTEIN = re.compile(r"^(?:and |what about |how about |ok )*(?:the |my )?protein\W*$")
_FOLLOW_MACRO = re.compile(
    r"^(?:and |what about |how about |ok )*(?:the |my )?(?:carbs?|fats?|macros?)\W*$"
)
_AGAIN = re.compile(r"^(?:and|what if|what about|how about|ok|but|so|now)\b")
_KEPT = re.compile(
    r"\b(?:what (?:are|were|is|was)|remind me|show|tell me)\b.{0,14}\bmy (?:current |present "
    r"|daily )?"
    r"(?:calorie |protein |macro |kcal )?(?:targets?|goals?)\b|\b(?:what|which)\b.{0,16}\byou set\b"
    r"|\bdid (?:we|you) set\b|\bmy (?:calorie |protein |macro )?(?:target|goal)s? (?:at the moment"
    r"|right now|again|currently)\b"
)
"""Asks for the target that is kept, not for a new one."""
_METHOD = re.compile(
    r"\bhow (?:did|do|have) you (?:get|got|come|calculate|work|arrive)|\b(?:does|do|is|are|did) "
    r"(?:that"
    r"|this|it|they|those|you)\b.{0,24}\b(?:include\w*|count\w*|training|exercise|steps"
    r"|workouts?)\b"
    r"|\b(?:training|rest|lifting|gym|off)[- ]days?\b.{0,30}\b(?:cals?|calories|kcals?|eat"
    r"|macros?|carbs"
    r"|food|less|more|different|same)\b|\b(?:cals?|calories|kcals?|eat|macros?|carbs|food|that"
    r"|those)\b"
    r".{0,30}\b(?:training|rest|lifting|gym|off)[- ]days?\b|\bdays off\b"
)
"""Asks what the figure holds, or whether it differs between days."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A target that is wanted."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    about: About = "targets"
    text: str = ""


DETAILED: Final = 4
"""Facts about oneself from which on a wish to lose or gain is one for targets.
Source: own choice."""
_BODY: Final = frozenset({"sex", "age", "height_cm", "activity", "weight"})
_PROGRAMME = re.compile(r"\b(?:programme|program|routine|workouts?|training plan|split|onboard)\b")


def read_answer(heard: Heard) -> Wish | None:
    """Return the target that the athlete goes on with: what was asked for, or another figure."""
    before = heard.before.slots if heard.before is not None else None
    if unwell(heard):
        return Wish({}, "refer", heard.text)
    if heard.exercise is not None:
        return None
    asked = pieces_asked(heard.replied)
    if asked and isinstance(before, Wish) and (told := answers_in(heard.plain, asked)):
        return Wish(joined(before.args, told), before.about, heard.text)
    own = wish_args(heard.plain)
    intake = _intake_asked(heard, before)
    if intake is not None:
        args = joined(told_before(heard), own) | {"asked_kcal": intake}
        return Wish(args, "asked", heard.text)
    judged = any(judges_intake(each.casefold()) for each in heard.earlier[-3:])
    if _LEAST_SET.search(heard.plain) or (judged and LOWEST.search(heard.plain)):
        args = told_before(heard) | {"direction": "lose", "rate_pct_per_week": FASTEST_PCT}
        return Wish(args, "targets", heard.text)
    if re.search(r"\b(?:bulk or cut|cut or bulk)\b", heard.plain):
        own.pop("direction", None)
        return Wish(told_before(heard) | own, "targets", heard.text)
    if not describes(own):
        return None
    wants = "direction" in own or bool(_WANTED.search(heard.plain))
    if isinstance(before, Wish) and "?" not in heard.plain:
        return Wish(joined(before.args, own), "targets", heard.text)
    if wants and len(own.keys() & _BODY) >= DETAILED and not _PROGRAMME.search(heard.plain):
        return Wish(told_before(heard) | own, "targets", heard.text)
    return None


def _intake_asked(heard: Heard, before: object) -> int | None:
    """Return the energy a day that a message, or the one it is part of, wants to eat."""
    if _about(heard.plain) == "asked":
        return kcal_said(heard.plain)
    whole = heard.whole.casefold()
    if _PLAN.search(heard.plain) and (judges_intake(whole) or isinstance(before, Wish)):
        return kcal_said(whole, bare=True)
    named = _OTHER_KCAL.match(heard.plain) if isinstance(before, Wish) else None
    return kcal_said(heard.plain, bare=True) if named else None


_PLAN = re.compile(r"\b(?:write|make|give|build|do)\b.{0,12}\bplan\b")
_OTHER_KCAL = re.compile(
    r"^(?:nah|no|nope|but|and|ok(?:ay)?|so|then|or|what (?:about|if)|how about|why not|id rather"
    r"|i'?d rather|i want|i wanna|lets do|let'?s do|just|more like|can i do)\b[^\d]{0,30}"
    r"(?:[1-5]\d{3}|[1-5][.,]\d{3}|[5-9]\d0|[1-5](?:[.,]\d)?k)\b(?! ?(?:g|kg|lbs?|kj|steps)\b)"
)
"""Goes on with an intake of its own: "nah 800 kcal"."""
_LEAST_SET = re.compile(
    r"\b(?:lowest|least|minimum)\b.{0,20}\b(?:you'?d|youd|you would|you will|you'?ll)\b.{0,10}"
    r"\b(?:go|set|give|allow|let|recommend|plan)\b"
)
_FIGURE = re.compile(
    r"\b(?:number|calories?|cals?|kcals?|deficit|how low|lowest|fast(?:ing)?|target|lose|weight)\b"
)


def unwell(heard: Heard) -> bool:
    """Tell whether a figure is wanted in a thread that tells of disordered eating."""
    return bool(_FIGURE.search(heard.plain)) and tells_of_disorder(*heard.earlier)


def read(heard: Heard) -> Wish | None:
    """Return the target a message wants, with what the thread told of the athlete; None if none."""
    plain = heard.plain
    own = wish_args(plain)
    wanted = _about(plain)
    if HOW_LONG.search(plain) and own.keys() & {"goal_weight", "change_total"}:
        earlier = heard.before.slots if heard.before is not None else None
        known = earlier.args if isinstance(earlier, Wish) else told_before(heard)
        return Wish(joined(known, own), "time", heard.text)
    follows = isinstance(heard.before and heard.before.slots, Wish)
    if wanted is None and follows and _continues(plain, own):
        before: Wish = heard.before.slots  # pyright: ignore[reportOptionalMemberAccess] - told above
        protein = _FOLLOW_PROTEIN.match(plain) or before.about in {"protein", "protein_meal"}
        about: About = "protein" if protein else "targets"
        return Wish(joined(before.args, own), about, heard.text)
    if (
        wanted is None
        and describes(own)
        and heard.exercise is None
        and not _NOT_TARGETS.search(plain)
    ):
        wanted = "targets"
        own = joined(_gone_on(heard), own)
    if wanted is None:
        return None
    args = told_before(heard) | own
    if wanted == "asked":
        args["asked_kcal"] = kcal_said(plain)
    return Wish(args, wanted, heard.text)


def _about(plain: str) -> About | None:
    if _KEPT.search(plain) and kcal_said(plain) is None:
        return "kept"
    if judges_intake(plain) and not _NOT_TARGETS.search(plain):
        return "asked"
    if _PER_MEAL.search(plain):
        return "protein_meal"
    if _PROTEIN.search(plain) and not _NOT_TARGETS.search(plain) and not _WANTED.search(plain):
        return "protein"
    if _WHAT_TO_EAT.match(plain):
        return "targets"
    if _WANTED.search(plain) and not _NOT_TARGETS.search(plain):
        return "targets"
    return None


def _continues(plain: str, own: dict[str, Any]) -> bool:
    """Tell whether a message goes on with the target of the message before."""
    if _FOLLOW_PROTEIN.match(plain) or _FOLLOW_MACRO.match(plain) or describes(own):
        return True
    short = len(plain.split()) <= 12
    return (
        short
        and bool(own)
        and bool(_AGAIN.match(plain) or (len(own) >= 1 and len(plain.split()) <= 6))
    )


def told_before(heard: Heard) -> dict[str, Any]:
    """Return what earlier messages of the thread told of the athlete's body."""
    told: dict[str, Any] = {}
    for message in heard.earlier:
        plain = message.casefold()
        own = about_self(plain)
        answer = own and len(plain.split()) <= SHORT
        if describes(own) or (answer and exercise_in(message) is None and not sets_in(plain)):
            told = joined(told, wish_args(plain))
    return told


SHORT: Final = 5
"""Words up to which a message that names one fact is an answer. Source: own choice."""


def _gone_on(heard: Heard) -> dict[str, Any]:
    """Return what the target before was wanted for, which a message that only tells goes on with.

    An intake that was judged is no part of it.
    """
    before = heard.before.slots if heard.before is not None else None
    if not isinstance(before, Wish) or "?" in heard.text:
        return {}
    return {name: value for name, value in before.args.items() if name != "asked_kcal"}


def assumed(heard: Heard) -> Wish:
    """Return the target that any message about one wants, with what the thread told."""
    plain = heard.plain
    own = wish_args(plain)
    told = joined(_gone_on(heard), own) if describes(own) and _about(plain) is None else own
    args = told_before(heard) | told
    kcal = kcal_said(plain, bare=True)
    if kcal is not None:
        return Wish(args | {"asked_kcal": kcal}, "asked", heard.text)
    if _METHOD.search(plain):
        return Wish(args, "method", heard.text)
    if HOW_LONG.search(plain):
        return Wish(args, "time", heard.text)
    several = re.search(r"\b(?:cals?|calories|kcals?|macros?|carbs?|fats?|food|eat)\b", plain)
    protein = re.search(r"\bprot(?:ein|eins)?\b", plain) and not several
    return Wish(args, _about(plain) or ("protein" if protein else "targets"), heard.text)


def calls(wish: Wish, found: Found) -> Sequence[Call]:
    """Work the target out; protein alone also from body weight, where the rest is not known."""
    del found
    if wish.about == "refer":
        return ()
    energy = Call("energy_targets", wish.args)
    if wish.about == "kept":
        return (Call("day_totals"), energy)
    if wish.about in {"protein", "protein_meal"}:
        own = {name: wish.args[name] for name in ("weight", "unit") if name in wish.args}
        return (energy, Call("protein_gaps", own))
    return (energy,)


def say(wish: Wish, found: Found) -> str | None:
    """Say the target, or what is lacking for it."""
    if wish.about == "refer":
        return say_targets.REFER
    data = found.read("energy_targets", EnergyTargets)
    day = found.read("day_totals", DayTotals)
    if day is not None and day.target is not None:
        return say_targets.present(day.target, data)
    told = _of_protein(wish, found, data)
    if told is not None or data is None:
        return told or say_targets.lacking(found.error("energy_targets"))
    match wish.about:
        case "time":
            return say_targets.time(data)
        case "method":
            return say_targets.method(data)
        case "asked":
            return say_targets.asked(data)
        case _:
            return say_nutrition.targets(data, wish.text)


def _of_protein(wish: Wish, found: Found, data: EnergyTargets | None) -> str | None:
    """Say the protein of a day or a meal, where it is asked for and known."""
    if wish.about not in {"protein", "protein_meal"}:
        return None
    gaps = found.read("protein_gaps", ProteinGaps)
    if gaps is not None and (wish.about == "protein_meal" or data is None):
        return say_targets.protein_of_meals(gaps, data)
    if data is not None and wish.about == "protein":
        return say_targets.protein(data)
    return say_targets.ASK_WEIGHT if data is None and gaps is None and _lacks(found) else None


def _lacks(found: Found) -> bool:
    failed = found.error("protein_gaps")
    return failed is not None and failed.code == "profile_incomplete"


TARGETS: Final = Skill(
    name="targets",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"energy_targets"}),
    default=assumed,
    covers=frozenset({"weight_trend", "food_ideas", "profile_update", "profile_show"}),
    reason="energy deficit, rate of weight loss and protein",
)

ANSWER: Final = Skill(
    name="targets_answer",
    answers=True,
    agents=("nutrition",),
    read=read_answer,
    calls=calls,
    say=say,
    tools=frozenset({"energy_targets"}),
    covers=frozenset(
        {"targets", "profile_update", "profile_show", "weight_trend", "programme_build"}
    ),
    reason="energy deficit, rate of weight loss and protein",
)
