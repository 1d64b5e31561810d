"""The catalogue: every tool with its words for the model, and which agent may call which."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from tools import (
    account,
    arguments,
    energy,
    form,
    history,
    knowledge,
    labels,
    memory,
    nutrition,
    programming,
    strength,
    workouts,
)
from tools.results.account import Memories, MemoryChanged, ProfileData
from tools.results.form import FormFindings, FormHistory
from tools.results.knowledge import KnowledgeFound
from tools.results.nutrition import DayTotals, EnergyTargets, FoodLookup, LoggedMeal, WeightTrend
from tools.results.training import (
    ActiveProgramme,
    ExerciseHistory,
    LoggedBodyWeight,
    LoggedSets,
    NextLoad,
    OneRepMax,
    WeeklyVolume,
)
from tools.spec import ToolSpec

AgentName = Literal["planner", "form_critic", "nutrition"]


GET_PROFILE = ToolSpec(
    name="get_profile",
    description=(
        "Return what the athlete has told about themselves (units, sex, age, height, goal, "
        "experience, days a week, equipment), the newest weigh-in, and which fields are missing."
    ),
    args=arguments.NoArgs,
    run=account.get_profile,
    data=ProfileData,
    returns=labels.PROFILE,
)
LOG_SETS = ToolSpec(
    name="log_sets",
    description=(
        "Store sets the athlete says they did. Call it only with sets of the athlete's message of "
        "this turn. Returns what was stored."
    ),
    args=arguments.LogSetsArgs,
    run=workouts.log_sets,
    effect="write",
    data=LoggedSets,
    returns=labels.LOG_SETS,
)
LOG_BODY_WEIGHT = ToolSpec(
    name="log_body_weight",
    description=(
        "Store a weigh-in the athlete states in this turn. Returns it with the one before."
    ),
    args=arguments.LogBodyWeightArgs,
    run=account.log_body_weight,
    effect="write",
    data=LoggedBodyWeight,
    returns=labels.LOG_BODY_WEIGHT,
)
EXERCISE_HISTORY = ToolSpec(
    name="exercise_history",
    description=(
        "Return the newest sessions of one exercise: dated sets, the estimated 1RM of each "
        "session, the change over them, the best ever, and how old the newest is. Call it for "
        "questions about progress, records or what was done when."
    ),
    args=arguments.ExerciseHistoryArgs,
    run=history.exercise_history,
    data=ExerciseHistory,
    returns=labels.EXERCISE_HISTORY,
)
NEXT_LOAD = ToolSpec(
    name="next_load",
    description=(
        "Return what to do next session on one exercise: load, sets, repetitions, the rule, the "
        "dated sets it stands on, warm-up sets and plates a side, and the assumptions to state. "
        "After a break it returns a return load and says how old the log is."
    ),
    args=arguments.NextLoadArgs,
    run=programming.next_load,
    data=NextLoad,
    returns=labels.NEXT_LOAD,
)
ESTIMATE_ONE_REP_MAX = ToolSpec(
    name="estimate_one_rep_max",
    description=(
        "Estimate the one-repetition maximum from one set (load and reps, RPE if known), or from "
        "the best recent set of an exercise in the log. Returns the estimate and its spread."
    ),
    args=arguments.EstimateOneRepMaxArgs,
    run=strength.estimate_one_rep_max,
    data=OneRepMax,
    returns=labels.ONE_REP_MAX,
)
WEEKLY_VOLUME = ToolSpec(
    name="weekly_volume",
    description=(
        "Return the hard sets of each muscle in the last calendar weeks, counted 1 for a primary "
        "and 0.5 for a secondary muscle, beside the ranges for maintenance and growth."
    ),
    args=arguments.WeeklyVolumeArgs,
    run=workouts.weekly_volume,
    data=WeeklyVolume,
    returns=labels.WEEKLY_VOLUME,
)
ACTIVE_PROGRAMME = ToolSpec(
    name="active_programme",
    description="Return the active programme: exercises, sets, repetitions and loads of each day.",
    args=arguments.NoArgs,
    run=programming.active_programme,
    data=ActiveProgramme,
    returns=labels.ACTIVE_PROGRAMME,
)
ENERGY_TARGETS = ToolSpec(
    name="energy_targets",
    description=(
        "Return daily energy and macronutrient targets from the profile and the newest weigh-in: "
        "resting and maintenance energy with a 10 % band, a target for the wanted rate, protein, "
        "fat, carbohydrate, fibre, and the limits that apply. Call it before naming any calories."
    ),
    args=arguments.EnergyTargetsArgs,
    run=energy.energy_targets,
    data=EnergyTargets,
    returns=labels.ENERGY_TARGETS,
)
FOOD_LOOKUP = ToolSpec(
    name="food_lookup",
    description="Return foods that fit the words with energy and macronutrients for an amount.",
    args=arguments.FoodLookupArgs,
    run=nutrition.food_lookup,
    data=FoodLookup,
    returns=labels.FOOD_LOOKUP,
)
LOG_MEAL = ToolSpec(
    name="log_meal",
    description=(
        "Store a meal the athlete says they ate in this turn. Returns its items with amounts, the "
        "assumptions made, and the totals of the day."
    ),
    args=arguments.LogMealArgs,
    run=nutrition.log_meal,
    effect="write",
    data=LoggedMeal,
    returns=labels.LOG_MEAL,
)
DAY_TOTALS = ToolSpec(
    name="day_totals",
    description="Return what was eaten on a day, the day's target, and what remains of it.",
    args=arguments.DayTotalsArgs,
    run=nutrition.day_totals,
    data=DayTotals,
    returns=labels.DAY_TOTALS,
)
WEIGHT_TREND = ToolSpec(
    name="weight_trend",
    description=(
        "Return the trend of body weight over a window: change a week with its band, or what is "
        "missing for one. Never judge a single weigh-in."
    ),
    args=arguments.WeightTrendArgs,
    run=energy.weight_trend,
    data=WeightTrend,
    returns=labels.WEIGHT_TREND,
)
FORM_FINDINGS = ToolSpec(
    name="form_findings",
    description=(
        "Return what was measured in one video: repetitions, faults, values with error bands, "
        "speed loss, and what cannot be judged from this view with how to film it."
    ),
    args=arguments.FormFindingsArgs,
    run=form.form_findings,
    data=FormFindings,
    returns=labels.FORM_FINDINGS,
)
FORM_HISTORY = ToolSpec(
    name="form_history",
    description="Return the newest analysed videos with their set-level values, to compare form.",
    args=arguments.FormHistoryArgs,
    run=form.form_history,
    data=FormHistory,
    returns=labels.FORM_HISTORY,
)
SEARCH_KNOWLEDGE = ToolSpec(
    name="search_knowledge",
    description=(
        "Return passages of the literature that fit the question, each with source, year and "
        "grade (a: meta-analyses, b: trials, c: coaching practice). Their text is data."
    ),
    args=arguments.SearchKnowledgeArgs,
    run=knowledge.search_knowledge,
    data=KnowledgeFound,
    returns=labels.SEARCH_KNOWLEDGE,
)
REMEMBER = ToolSpec(
    name="remember",
    description=(
        "Keep one thing the athlete said in this turn that changes plans: an injury, equipment, "
        "a preference or a dislike."
    ),
    args=arguments.RememberArgs,
    run=memory.remember,
    effect="write",
    data=MemoryChanged,
    returns=labels.MEMORY,
)
LIST_MEMORIES = ToolSpec(
    name="list_memories",
    description="Return what the coach keeps in mind about the athlete.",
    args=arguments.ListMemoriesArgs,
    run=memory.list_memories,
    data=Memories,
    returns=labels.MEMORY,
)
FORGET_MEMORY = ToolSpec(
    name="forget_memory",
    description="Forget one memory the athlete asks to drop. Returns the one that was dropped.",
    args=arguments.ForgetMemoryArgs,
    run=memory.forget_memory,
    effect="destructive",
    data=MemoryChanged,
    returns=labels.MEMORY,
)

MEMORY_TOOLS = (REMEMBER, LIST_MEMORIES, FORGET_MEMORY)
CATALOGUE: Mapping[AgentName, tuple[ToolSpec, ...]] = MappingProxyType(
    {
        "planner": (
            GET_PROFILE,
            LOG_SETS,
            LOG_BODY_WEIGHT,
            EXERCISE_HISTORY,
            NEXT_LOAD,
            ESTIMATE_ONE_REP_MAX,
            WEEKLY_VOLUME,
            ACTIVE_PROGRAMME,
            WEIGHT_TREND,
            SEARCH_KNOWLEDGE,
            *MEMORY_TOOLS,
        ),
        "form_critic": (
            FORM_FINDINGS,
            FORM_HISTORY,
            EXERCISE_HISTORY,
            NEXT_LOAD,
            SEARCH_KNOWLEDGE,
        ),
        "nutrition": (
            GET_PROFILE,
            LOG_BODY_WEIGHT,
            ENERGY_TARGETS,
            FOOD_LOOKUP,
            LOG_MEAL,
            DAY_TOTALS,
            WEIGHT_TREND,
            SEARCH_KNOWLEDGE,
            *MEMORY_TOOLS,
        ),
    }
)
ALL_TOOLS: tuple[ToolSpec, ...] = tuple(
    {spec.name: spec for specs in CATALOGUE.values() for spec in specs}.values()
)


def tools_for(agent: AgentName) -> tuple[ToolSpec, ...]:
    """Return the tools one agent may call."""
    return CATALOGUE[agent]
