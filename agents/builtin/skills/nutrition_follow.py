"""What a message means as a follow-up of fuelling, supplements, meals, days and food ideas."""

from __future__ import annotations

import re
from typing import Any, Final

from agents.builtin.body import about_self, joined, target_args
from agents.builtin.skill import Heard
from agents.builtin.skills.nutrition_day import Day, Ideas, read_ideas
from agents.builtin.skills.nutrition_targets import (
    FASTEST_PCT,
    HOW_LONG,
    LOWEST,
    Wish,
    told_before,
    unwell,
)

_DAY = re.compile(
    r"\b(?:left|so far|protein|carbs?|fats?|kcals?|cals?|calories|macros?|today|yesterday"
    r"|total|over"
    r"|under|room|enough)\b"
)
_MORE_IDEAS = re.compile(
    r"\b(?:else|other|another|more|options?|ideas?|instead|without|no|not|isnt|isn'?t"
    r"|don'?t like|hate"
    r"|swap|allergic|add|easy|quick|cheap\w*|things?|what about|vegan|veg\w*|dairy|carbs?"
    r"|snacks?)\b"
)


_FASTER = re.compile(
    r"\b(?:faster|quicker|sooner|too (?:slow|long)|ages"
    r"|speed (?:it|that) up|more aggressive|harder)\b"
)
_SLOWER = re.compile(
    r"\b(?:slower|gentler|easier|less aggressive|too (?:low|hard|little|hungry))\b"
)
_NUMBER_ASKED = re.compile(
    r"\b(?:what|which|how (?:much|many)|so|ok|and|then|just)\b.{0,40}\b(?:number|figure|cals?"
    r"|calories|kcals?|eat|aim|target|go for|per day|a day|macros?|protein|carbs?|fats?)\b"
)
GENTLE_PCT: Final = 0.5
"""Percent of body weight a week. Source: Helms, Aragon and Fitschen 2014, 0.5 to 1 % a week."""


def of_target(heard: Heard, before: Wish) -> Wish | None:
    """Return the target that was spoken of with another question to it: how long, faster, lower."""
    plain = heard.plain
    if heard.exercise is not None or unwell(heard) or before.about == "refer":
        return None
    args = joined(joined(told_before(heard), before.args), target_args(plain))
    if HOW_LONG.search(plain):
        return Wish(args, "time", heard.text)
    steeper = _FASTER.search(plain) or LOWEST.search(plain)
    if steeper or _SLOWER.search(plain):
        for name in ("rate_per_week", "change_total", "weeks", "asked_kcal"):
            args.pop(name, None)
        if args.get("direction") != "gain":
            args["direction"] = "lose"
        gain = args["direction"] == "gain"
        args["rate_pct_per_week"] = FASTEST_PCT if steeper and not gain else GENTLE_PCT
        return Wish(args, "targets", heard.text)
    if _NUMBER_ASKED.search(plain) or about_self(plain):
        args.pop("asked_kcal", None)
        return Wish(args, "protein" if "protein" in plain else "targets", heard.text)
    return None


def of_day(heard: Heard, before: Day) -> Day | None:
    """Return the day that was spoken of, asked about something else."""
    plain = heard.plain
    if heard.exercise is not None or len(plain.split()) > 8 or not _DAY.search(plain):
        return None
    protein = "prot" in plain
    return Day(before.args, "protein" if protein else "all", protein)


def of_ideas(heard: Heard, before: Ideas) -> Ideas | None:
    """Return other foods for the same gap."""
    if heard.exercise is not None or not _MORE_IDEAS.search(heard.plain):
        return None
    read = read_ideas(heard)
    args: dict[str, Any] = before.args | (read.args if read is not None else {})
    return Ideas(args, heard.plain)
