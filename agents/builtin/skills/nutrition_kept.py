"""A daily target that the athlete agrees to, or names, and wants kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from agents.builtin import say_targets
from agents.builtin.answer import excuse
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.nutrition_check_in import Review
from agents.builtin.skills.nutrition_targets import Wish
from agents.builtin.target_words import kcal_said
from tools.results.eating import TargetSet
from tools.results.nutrition import EnergyTargets

_SAVE = re.compile(
    r"^(?:(?:yes|yep|yeah|ok(?:ay)?|k|sure|please|great|sounds good|perfect|cool|good|fine|then"
    r"|so|and"
    r"|lets|let'?s|can you|pls)[,.! ]+)*"
    r"(?:save|keep|store|use|set|go with|take|lock)\b.{0,20}\b(?:it|that|this|those|them|these|in"
    r"|target|targets|number|numbers)\b.{0,25}$"
)
_YES = re.compile(
    r"^(?:yes|yep|yeah|yup|sure|ok(?:ay)?|do it|ok do it|yes please|please do|sounds good"
    r"|perfect|great"
    r"|go for it|works for me|lets do it|let'?s do it)(?: please| pls| then| thanks)?\W*$"
)
_SET_OWN = re.compile(
    r"\b(?:set|change|make|update|put|save|use|log|keep|switch|raise|lower|bump|drop"
    r"|store)\b.{0,40}"
    r"\b(?:targets?|goals?|calories|kcals?|cals?|daily|macros)\b.{0,24}"
    r"(?<![\d.,])(?:\d{4}|\d[.,]\d{3}|\d(?:[.,]\d)?k)\b(?! ?(?:g|steps)\b)"
    r"|\b(?:set|put|use|save|store|take|keep)\b.{0,20}(?<![\d.,])(?:\d{4}|\d[.,]\d{3})\b(?! "
    r"?(?:g|steps)\b)"
    r".{0,30}\b(?:as|for)\b.{0,12}\b(?:targets?|goals?|cals?|calories)\b"
)
_PROTEIN = re.compile(
    r"\b(\d{2,3}) ?(?:g(?:r|rams?)?)?(?: of)? ?(?:protein|prot|p)\b"
    r"|\b(?:protein|prot)(?: goal| target)?(?: to| at| of| is|:)? (\d{2,3})\b"
)
_ASKS = re.compile(r"^(?:what|how|is|are|would|should|why|when|could|am|does)\b|\?")


@dataclass(frozen=True, slots=True)
class Kept:
    """A target to keep; without anything in it, it is not known which."""

    args: dict[str, Any] = field(default_factory=dict[str, Any])
    known: bool = True
    about: dict[str, Any] = field(default_factory=dict[str, Any])
    """What was told of the athlete for it in the thread, as arguments of `update_profile`."""
    weight: dict[str, Any] = field(default_factory=dict[str, Any])
    """The body weight told for it, as arguments of `log_body_weight`."""


def read(heard: Heard) -> Kept | None:
    """Return the target a message agrees to, or sets in its own figures."""
    plain = heard.plain
    if _ASKS.search(plain):
        return None
    if _SET_OWN.search(plain):
        return Kept(_own(plain))
    offered = say_targets.OFFER in heard.replied
    if not _SAVE.match(plain) and not (offered and _YES.match(plain)):
        return None
    return _agreed(heard)


def _own(plain: str) -> dict[str, Any]:
    """Return the figures that a message names."""
    args: dict[str, Any] = {}
    kcal = kcal_said(plain, bare=True)
    if kcal is not None:
        args["kcal"] = kcal
    if protein := _PROTEIN.search(plain):
        args["protein_g"] = int(protein[1] or protein[2])
    return args


def _agreed(heard: Heard) -> Kept | None:
    """Return the target of the turn before, as far as it was one."""
    before = heard.before.slots if heard.before is not None else None
    if isinstance(before, Kept) and before.known:
        return before
    if not isinstance(before, Wish | Review):
        return None
    kept: dict[str, Any] = {}
    if before.args.get("direction"):
        kept["direction"] = before.args["direction"]
    if rate := _rate_words(before.args):
        kept["rate"] = rate
    if isinstance(before, Review) and not before.goes_on:
        kept["measured"] = True
    if isinstance(before, Review):
        return Kept(kept)
    told = {name: before.args[name] for name in _OF_PROFILE if name in before.args}
    weight = {"weight": before.args["weight"]} if "weight" in before.args else {}
    if weight and "unit" in before.args:
        weight["unit"] = before.args["unit"]
    return Kept(kept, about=told, weight=weight)


_OF_PROFILE: Final = ("sex", "age", "height_cm", "activity")


def _rate_words(args: dict[str, Any]) -> str:
    if "rate_pct_per_week" in args:
        return f"{args['rate_pct_per_week']} % a week"
    if "rate_per_week" in args:
        return f"{args['rate_per_week']} {args.get('unit', 'kg')} a week"
    return ""


def assumed(heard: Heard) -> Kept:
    """Return the figures of any message that wants a target kept."""
    own = _own(heard.plain)
    agreed = _agreed(heard)
    if own:
        base = {} if agreed is None or "kcal" in own else agreed.args
        return Kept(base | own)
    return agreed or Kept(known=False)


def follow(heard: Heard, before: Kept) -> Kept | None:
    """Return the target that was kept with another figure: "and protein to 150"."""
    own = _own(heard.plain)
    bare = re.search(r"\b(\d{2,3})\b", heard.plain) if "prot" in heard.plain else None
    if not own and bare is not None:
        own = {"protein_g": int(bare[1])}
    same = {k: v for k, v in before.args.items() if k not in {"kcal", "protein_g"}}
    return Kept(same | own) if own else None


def calls(kept: Kept, found: Found) -> Sequence[Call]:
    """Store the target, once what it rests on is stored."""
    if not kept.known:
        return ()
    first = (Call("update_profile", kept.about),) if kept.about else ()
    first += (Call("log_body_weight", kept.weight),) if kept.weight else ()
    if first and not found.results:
        return first
    kcal = kept.args.get("kcal")
    judged = (Call("energy_targets", {"asked_kcal": kcal}),) if kcal is not None else ()
    return (Call("set_targets", kept.args), *judged)


def say(kept: Kept, found: Found) -> str | None:
    """Say what is stored, or why it is not."""
    if not kept.known:
        return say_targets.WHICH
    data = found.read("set_targets", TargetSet)
    if data is not None:
        return say_targets.kept(data)
    failed = found.error("set_targets")
    judged = found.read("energy_targets", EnergyTargets)
    if failed is not None and failed.code == "below_floor" and judged is not None:
        return say_targets.asked(judged)
    if failed is not None and failed.code in {"below_floor", "no_deficit", "refer"}:
        return say_targets.not_kept(failed.error)
    return excuse(failed)


SAVE: Final = Skill(
    name="keep_target",
    agents=("nutrition",),
    read=read,
    calls=calls,
    say=say,
    tools=frozenset({"set_targets", "update_profile", "log_body_weight"}),
    default=assumed,
    follow=follow,
    covers=frozenset({"targets"}),
    reason="energy deficit, rate of weight loss and protein",
)
