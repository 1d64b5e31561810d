"""The skills of the built-in coach in the order in which they are asked; the strictest first."""

from __future__ import annotations

from typing import Any, Final

from agents.builtin.skill import Skill
from agents.builtin.skills import (
    data_rights,
    endurance_history,
    endurance_log,
    endurance_paces,
    endurance_race,
    memory,
    nutrition,
    onboarding,
    profile,
    programme_build,
    programme_change,
    programme_show,
    programme_swap,
    recovery_log,
    recovery_today,
    training_correct,
    training_load,
    training_log,
)

SKILLS: Final[tuple[Skill[Any], ...]] = (
    onboarding.CONFIRMED,
    onboarding.ANSWER,
    data_rights.DELETE,
    training_correct.CORRECT,
    training_log.LOG,
    *nutrition.NUTRITION,
    endurance_log.LOG,
    endurance_paces.ZONES,
    endurance_race.PLAN,
    endurance_paces.CONVERT,
    endurance_paces.PACES,
    endurance_race.RACE,
    endurance_history.HISTORY,
    recovery_log.SLEEP,
    recovery_log.SORENESS,
    recovery_today.LOAD,
    recovery_today.TODAY,
    training_load.LOAD,
    onboarding.START,
    data_rights.EXPORT,
    memory.REMEMBER,
    memory.ENDED,
    memory.FORGET,
    memory.LIST,
    programme_swap.SWAP,
    programme_change.CHANGE,
    programme_build.BUILD,
    programme_show.SHOW,
    profile.SHOW,
    profile.UPDATE,
    memory.PASSING,
)
