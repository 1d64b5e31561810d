"""Daily energy and macronutrients: worked out, judged where an intake is asked about, and kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from agents.builtin import say_nutrition, say_targets
from agents.builtin.answer import excuse
from agents.builtin.body import about_self, describes, joined, target_args, tells_of_disorder
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.slots import exercise_in, sets_in
from tools.results.eating import ProteinGaps, TargetSet
from tools.results.nutrition import EnergyTargets

About = Literal["targets", "protein", "protein_meal", "asked", "time", "refer"]
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
    r"|am i losing|weights? (?:on|for) (?:the )?(?:bar|squat|bench)|average|avg|yesterday"
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
_ASKED = re.compile(
    r"(?<![\d.,])(\d{3,4}|\d[.,]\d{3}|\d(?:[.,]\d)?k) ?(?:kcals?|calories|cals?|cal)\b"
    r"|\b(?:is|eat|eating|on|only|just|of|at|set (?:it|my (?:target|calories)) (?:to|at)) "
    r"(\d{3,4}|\d[.,]\d{3})\b(?! ?(?:g|mg|m|ml|kg|lbs?|steps|metres|meters|reps?)\b)"
)
_JUDGE = re.compile(
    r"\b(?:is|are|would|should|can|could|ok|okay|enough|too (?:low|little|few|much)|safe|fine"
    r"|healthy|want to (?:eat|go|do|try)|gonna|going to|plan(?:ning)?|what if|put me on|diet of"
    r"|i'?ll|will|lets|let'?s"
    r"|only)\b"
)
_FOLLOW_PROTEIN = re.compile(r"^(?:and |what about |how about |ok )*(?:the |my )?protein\W*$")
_FOLLOW_MACRO = re.compile(
    r"^(?:and |what about |how about |ok )*(?:the |my )?(?:carbs?|fats?|macros?)\W*$"
)
_AGAIN = re.compile(r"^(?:and|what if|what about|how about|ok|but|so|now)\b")
_SAVE = re.compile(
    r"^(?:yes|yep|yeah|ok(?:ay)?|sure|please|great|sounds good|perfect|cool)?[,.! ]*(?:please "
    r"|and )*"
    r"(?:save|keep|store|use|set|go with|take|lock)\b.{0,20}\b(?:it|that|this|those|them|these"
    r"|target"
    r"|targets|number|numbers)\b.{0,25}$"
)
_SET_OWN = re.compile(
    r"\b(?:set|change|make|update|put|save)\b.{0,30}\b(?:target|goal|calories|kcal|daily)\b.{0,12}"
    r"\b(?:to|at|=|as)\b ?(\d{3,4}|\d[.,]\d{3})\b"
)
_OWN_PROTEIN = re.compile(
    r"\b(\d{2,3}) ?g(?:rams)?(?: of)? protein\b|\bprotein(?: to| at| of)? (\d{2,3})\b"
)


@dataclass(frozen=True, slots=True)
class Wish:
    """A target that is wanted."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    about: About = "targets"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A target to keep."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])


DETAILED: Final = 4
"""Facts about oneself from which on a wish to lose or gain is one for targets.
Source: own choice."""
_BODY: Final = frozenset({"sex", "age", "height_cm", "activity", "weight"})
_PROGRAMME = re.compile(r"\b(?:programme|program|routine|workouts?|training plan|split|onboard)\b")


def read_answer(heard: Heard) -> Wish | None:
    """Return the target that the athlete goes on with: what was asked for, or another figure."""
    before = heard.before.slots if heard.before is not None else None
    own = target_args(heard.plain)
    if unwell(heard):
        return Wish({}, "refer", heard.text)
    asked = _about(heard.plain)
    if _PLAN.match(heard.plain) and _about(heard.whole.casefold()) == "asked":
        asked = "asked"
    judged = any(_about(each.casefold()) == "asked" for each in heard.earlier[-3:])
    if heard.exercise is None and (
        _LEAST_SET.search(heard.plain) or (judged and LOWEST.search(heard.plain))
    ):
        args = told_before(heard) | {"direction": "lose", "rate_pct_per_week": FASTEST_PCT}
        return Wish(args, "targets", heard.text)
    if asked == "asked" and heard.exercise is None:
        kcal = _kcal(heard.plain) or _kcal(heard.whole.casefold())
        args = joined(told_before(heard), own) | {"asked_kcal": kcal}
        return Wish(args, "asked", heard.text)
    if re.search(r"\b(?:bulk or cut|cut or bulk)\b", heard.plain):
        own.pop("direction", None)
        return Wish(told_before(heard) | own, "targets", heard.text)
    if not describes(own) or heard.exercise is not None:
        return None
    wants = "direction" in own or bool(_WANTED.search(heard.plain))
    if isinstance(before, Wish) and "?" not in heard.plain:
        return Wish(joined(before.args, own), "targets", heard.text)
    if wants and len(own.keys() & _BODY) >= DETAILED and not _PROGRAMME.search(heard.plain):
        return Wish(told_before(heard) | own, "targets", heard.text)
    return None


_PLAN = re.compile(r"^(?:so |and |please )*(?:write|make|give|build|do)\b.{0,12}\bplan\b")
HOW_LONG = re.compile(
    r"\bhow (?:long|many (?:weeks|wks|months)|much time|soon)\b|\bwhen (?:will|would|am|do|can) i\b"
    r"|\bby when\b|\btill (?:im|i'?m|i am) there\b"
)
LOWEST = re.compile(r"\b(?:lowest|minimum|least|bare min|how low|as low as)\b")
_LEAST_SET = re.compile(
    r"\b(?:lowest|least|minimum)\b.{0,20}\b(?:you'?d|youd|you would|you will|you'?ll)\b.{0,10}"
    r"\b(?:go|set|give|allow|let|recommend|plan)\b"
)
FASTEST_PCT: Final = 1.0
"""Percent of body weight a week. Source: Helms, Aragon and Fitschen 2014, 0.5 to 1 % a week."""
_FIGURE = re.compile(
    r"\b(?:number|calories?|cals?|kcals?|deficit|how low|lowest|fast(?:ing)?|target|lose|weight)\b"
)


def unwell(heard: Heard) -> bool:
    """Tell whether a figure is wanted in a thread that tells of disordered eating."""
    return bool(_FIGURE.search(heard.plain)) and tells_of_disorder(*heard.earlier)


def read(heard: Heard) -> Wish | None:
    """Return the target a message wants, with what the thread told of the athlete; None if none."""
    plain = heard.plain
    own = target_args(plain)
    wanted = _about(plain)
    if HOW_LONG.search(plain) and own.keys() & {"goal_weight", "change_total"}:
        return Wish(joined(told_before(heard), own), "time", heard.text)
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
    if wanted is None:
        return None
    args = told_before(heard) | own
    if wanted == "asked":
        args["asked_kcal"] = _kcal(plain)
    return Wish(args, wanted, heard.text)


def _about(plain: str) -> About | None:
    asked = _ASKED.search(plain)
    if asked and _JUDGE.search(plain) and not _NOT_TARGETS.search(plain) and _is_daily(plain):
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


def _is_daily(plain: str) -> bool:
    """Tell whether the energy is that of a day: an intake, not a food or a run."""
    daily = re.search(
        r"\b(?:a|per|each|every|one) ?day\b|\bdaily\b|\bdiet\b|\beat(?:ing)?\b", plain
    )
    kcal = _kcal(plain)
    return bool(
        daily or (kcal is not None and re.search(r"\b(?:enough|too (?:low|little|few))", plain))
    )


def _kcal(plain: str) -> int | None:
    found = _ASKED.search(plain)
    if found is None:
        return None
    text = found[1] or found[2]
    if text.endswith("k"):
        return int(float(text[:-1].replace(",", ".")) * 1000)
    return int(re.sub(r"[.,]", "", text))


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
            told = joined(told, target_args(plain))
    return told


SHORT: Final = 5
"""Words up to which a message that names one fact is an answer. Source: own choice."""


def calls(wish: Wish, found: Found) -> Sequence[Call]:
    """Work the target out; protein alone also from body weight, where the rest is not known."""
    del found
    if wish.about == "refer":
        return ()
    energy = Call("energy_targets", wish.args)
    if wish.about in {"protein", "protein_meal"}:
        own = {name: wish.args[name] for name in ("weight", "unit") if name in wish.args}
        return (energy, Call("protein_gaps", own))
    return (energy,)


def say(wish: Wish, found: Found) -> str | None:
    """Say the target, or what is lacking for it."""
    if wish.about == "refer":
        return say_targets.REFER
    data = found.read("energy_targets", EnergyTargets)
    gaps = found.read("protein_gaps", ProteinGaps)
    if wish.about in {"protein", "protein_meal"}:
        if gaps is not None and (wish.about == "protein_meal" or data is None):
            return say_targets.protein_of_meals(gaps, data)
        if data is not None and wish.about == "protein":
            return say_targets.protein(data)
        if data is None and gaps is None and _lacks(found):
            return say_targets.ASK_WEIGHT
    if data is None:
        return None
    if wish.about == "time":
        return say_targets.time(data)
    if wish.about == "asked":
        return say_targets.asked(data)
    return say_nutrition.targets(data, wish.text)


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
    seeds=(
        "set my calories and macros",
        "I want to get leaner, what should I eat",
        "how many calories a day do I need",
        "help me put on some size with food",
    ),
    default=lambda heard: Wish(
        told_before(heard) | target_args(heard.plain), "targets", heard.text
    ),
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


def read_kept(heard: Heard) -> Kept | None:
    """Return the target a message agrees to, or sets in its own figures."""
    plain = heard.plain
    own = _SET_OWN.search(plain)
    if own is not None:
        args: dict[str, Any] = {"kcal": int(re.sub(r"[.,]", "", own[1]))}
        if protein := _OWN_PROTEIN.search(plain):
            args["protein_g"] = int(protein[1] or protein[2])
        return Kept(args)
    offered = say_targets.OFFER in heard.replied
    agreed = _SAVE.match(plain) or re.match(
        r"^(?:yes|yep|yeah|do it|ok do it|yes please)\W*$", plain
    )
    if not offered or not agreed or heard.before is None:
        return None
    before = heard.before.slots
    args = dict(getattr(before, "args", {}))
    kept: dict[str, Any] = {}
    if args.get("direction"):
        kept["direction"] = args["direction"]
    if rate := _rate_words(args):
        kept["rate"] = rate
    if heard.before.name == "check_in":
        kept["measured"] = True
    return Kept(kept)


def _rate_words(args: dict[str, Any]) -> str:
    if "rate_pct_per_week" in args:
        return f"{args['rate_pct_per_week']} % a week"
    if "rate_per_week" in args:
        return f"{args['rate_per_week']} {args.get('unit', 'kg')} a week"
    return ""


def keep(kept: Kept, found: Found) -> Sequence[Call]:
    """Store the target."""
    del found
    return (Call("set_targets", kept.args),)


def say_kept(kept: Kept, found: Found) -> str | None:
    """Say what is stored, or why it is not."""
    del kept
    data = found.read("set_targets", TargetSet)
    if data is not None:
        return say_targets.kept(data)
    failed = found.error("set_targets")
    if failed is not None and failed.code in {"below_floor", "no_deficit", "refer"}:
        return say_targets.not_kept(failed.error)
    return excuse(failed)


SAVE: Final = Skill(
    name="keep_target",
    agents=("nutrition",),
    read=read_kept,
    calls=keep,
    say=say_kept,
    tools=frozenset({"set_targets"}),
)
