"""The catalogue: which agent may call which tool."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from tools.spec import ToolSpec
from tools.specs import (
    account,
    eating,
    endurance,
    form,
    handoff,
    knowledge,
    nutrition,
    programme,
    recovery,
    training,
)

AgentName = Literal["planner", "form_critic", "nutrition"]

ENDURANCE_TOOLS = (
    endurance.LOG_CARDIO,
    endurance.CARDIO_HISTORY,
    endurance.TRAINING_PACES,
    endurance.RACE_PREDICTION,
    endurance.CONVERT_PACE,
    endurance.HEART_RATE_ZONES,
    endurance.RACE_PLAN,
)
RECOVERY_TOOLS = (
    recovery.LOG_SLEEP,
    recovery.LOG_SORENESS,
    recovery.RECOVERY,
    recovery.TRAINING_LOAD,
)
MEMORY_TOOLS = (
    account.REMEMBER,
    account.LIST_MEMORIES,
    account.FORGET_MEMORY,
    account.UPDATE_MEMORY,
    account.UPDATE_PROFILE,
)
EATING_TOOLS = (
    eating.INTAKE_SUMMARY,
    eating.ADAPTIVE_EXPENDITURE,
    eating.SET_TARGETS,
    eating.PROTEIN_GAPS,
    eating.FOOD_IDEAS,
    eating.MACRO_ENERGY,
    eating.REPEAT_MEAL,
    eating.CORRECT_MEAL,
    eating.RACE_FUELLING,
    eating.SWEAT_RATE,
    eating.CAFFEINE_DOSE,
    eating.SUPPLEMENT_FACTS,
)
CATALOGUE: Mapping[AgentName, tuple[ToolSpec, ...]] = MappingProxyType(
    {
        "planner": (
            account.GET_PROFILE,
            training.LOG_SETS,
            training.SESSION_LOADS,
            training.PLATE_MATH,
            training.PERCENT_OF_MAX,
            training.ADJUST_SET,
            training.DELETE_SETS,
            training.CORRECT_SETS,
            nutrition.LOG_BODY_WEIGHT,
            training.EXERCISE_HISTORY,
            training.NEXT_LOAD,
            training.ESTIMATE_ONE_REP_MAX,
            training.WEEKLY_VOLUME,
            *programme.PROGRAMME_TOOLS,
            nutrition.ENERGY_TARGETS,
            eating.SET_TARGETS,
            *account.ATHLETE_TOOLS,
            nutrition.WEIGHT_TREND,
            *ENDURANCE_TOOLS,
            *RECOVERY_TOOLS,
            knowledge.SEARCH_KNOWLEDGE,
            *MEMORY_TOOLS,
            handoff.HAND_OFF,
        ),
        "form_critic": (
            form.FORM_FINDINGS,
            form.FORM_HISTORY,
            form.FORM_TREND,
            training.EXERCISE_HISTORY,
            training.NEXT_LOAD,
            knowledge.SEARCH_KNOWLEDGE,
            handoff.HAND_OFF,
        ),
        "nutrition": (
            account.GET_PROFILE,
            nutrition.LOG_BODY_WEIGHT,
            nutrition.ENERGY_TARGETS,
            nutrition.FOOD_LOOKUP,
            nutrition.LOG_MEAL,
            nutrition.DAY_TOTALS,
            nutrition.WEIGHT_TREND,
            *EATING_TOOLS,
            knowledge.SEARCH_KNOWLEDGE,
            *MEMORY_TOOLS,
            handoff.HAND_OFF,
        ),
    }
)
ALL_TOOLS: tuple[ToolSpec, ...] = tuple(
    {spec.name: spec for specs in CATALOGUE.values() for spec in specs}.values()
)


def tools_for(agent: AgentName) -> tuple[ToolSpec, ...]:
    """Return the tools one agent may call."""
    return CATALOGUE[agent]
