"""What a message means as a follow-up of targets."""

from __future__ import annotations

from typing import Any

from agents.builtin.body import joined
from agents.builtin.skill import Heard
from agents.builtin.skills.nutrition_targets import Wish, assumed, told_before, unwell
from agents.builtin.target_words import (
    FASTER,
    FASTEST_PCT,
    GENTLE_PCT,
    LOWEST,
    SLOWER,
    other_rate,
    wish_args,
)


def of_target(heard: Heard, before: Wish) -> Wish | None:
    """Return the target that was spoken of with another question to it: how long, faster, lower."""
    plain = heard.plain
    if heard.exercise is not None or unwell(heard) or before.about == "refer":
        return None
    own = wish_args(plain)
    args = joined(joined(told_before(heard), before.args), own)
    args.pop("asked_kcal", None)
    now = assumed(heard)
    if now.about in {"asked", "kept", "method", "time"}:
        return Wish(args | now.args if now.about == "asked" else args, now.about, heard.text)
    rate = own.keys() & {"rate_per_week", "rate_pct_per_week", "change_total", "goal_weight"}
    other = other_rate(plain) if not rate else {}
    if other:
        _without_rate(args)
        args = joined(args, other)
        args.setdefault("direction", "lose")
    steeper = FASTER.search(plain) or LOWEST.search(plain)
    if not rate and not other and (steeper or SLOWER.search(plain)):
        _without_rate(args)
        if args.get("direction") != "gain":
            args["direction"] = "lose"
        gain = args["direction"] == "gain"
        args["rate_pct_per_week"] = FASTEST_PCT if steeper and not gain else GENTLE_PCT
    if "direction" in own and own["direction"] != before.args.get("direction") and not rate:
        _without_rate(args)
    return Wish(args, now.about, heard.text)


def _without_rate(args: dict[str, Any]) -> None:
    for name in ("rate_per_week", "rate_pct_per_week", "change_total", "weeks"):
        args.pop(name, None)
