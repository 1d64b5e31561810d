"""The one confirmation at the end of a first conversation: programme and targets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.builtin.say_programme import session
from agents.builtin.skill import Call, Found, Heard, Skill
from agents.builtin.skills.onboarding_answers import CONFIRM, CONFIRM_PLAN, NO, YES
from agents.builtin.wording import num, paragraph, reply
from tools.results.eating import TargetSet
from tools.results.programmes import ProgrammeBuilt


def read_confirmed(heard: Heard) -> str | None:
    """Return what an athlete agrees to after the proposal: "both" or "plan"."""
    both, plan = CONFIRM in heard.replied, CONFIRM_PLAN in heard.replied
    if not (both or plan):
        return None
    if YES.match(heard.plain):
        return "both" if both else "plan"
    if re.search(r"\bonly (?:the )?(?:programme|program|plan|training)\b", heard.plain):
        return "plan"
    return "no" if NO.match(heard.plain) and len(heard.plain.split()) < 5 else None


def confirm_calls(what: str, found: Found) -> Sequence[Call]:
    """Store the programme and the targets."""
    del found
    if what == "no":
        return ()
    build = Call("build_programme", {})
    return (build, Call("set_targets", {})) if what == "both" else (build,)


def say_confirmed(what: str, found: Found) -> str | None:
    """Say what is active now, and what comes first."""
    if what == "no":
        return (
            "Then nothing is set. What should be different: the goal, the days, the minutes or the "
            "equipment?"
        )
    built = found.read("build_programme", ProgrammeBuilt)
    target = found.read("set_targets", TargetSet)
    if built is None and target is None:
        return None
    done = f"Your programme is active: {built.days_per_week} days a week." if built else None
    failed = found.error("build_programme")
    asks = failed.error if failed is not None and failed.code == "confirmation_needed" else None
    kcal = (
        f"Your daily target from today on is {num(target.target.kcal)} kcal with "
        f"{num(target.target.protein_g)} g protein."
        if target is not None
        else None
    )
    refused = found.error("set_targets")
    no_target = (
        "I could not store daily targets: that needs your consent to use nutrition data, on your "
        "account page."
        if refused is not None and refused.code == "consent_missing"
        else None
    )
    return reply(
        paragraph(done, kcal, no_target),
        session(built.days[0]) if built else None,
        asks or "Do that session when you are ready, and tell me the sets you get.",
    )


CONFIRMED: Final = Skill(
    name="onboarding_confirmed",
    answers=True,
    agents=("planner",),
    read=read_confirmed,
    calls=confirm_calls,
    say=say_confirmed,
    tools=frozenset({"build_programme", "set_targets"}),
)
