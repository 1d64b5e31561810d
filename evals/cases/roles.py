"""What case files call tools by their role, and which of the product's tools fill it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from rapidfuzz import process

from tools.catalog import ALL_TOOLS

# fmt: off
_ROLES: dict[tuple[str, ...], tuple[str, ...]] = {
    # Several tools: any one of them fills the role. None: no tool does so yet.
    ("profile", "user_profile", "athlete_profile", "athlete"): ("get_profile",),
    ("exercise_history", "lift_history", "training_history", "training_log", "workout_history",
     "session_history", "recent_sets", "recent_workouts", "workouts", "sets",
     "last_session", "history", "personal_records", "records", "progress"): ("exercise_history",),
    ("next_load", "next_session", "next_set", "next_weight", "load_progression", "progression",
     "load_recommendation", "prescribe_load", "suggest_load"):
        ("next_load", "adjust_set", "percent_of_max", "session_loads"),
    ("plate_math", "plates", "plate_loading", "plate_calculator", "warm_up", "warmup",
     "warm_up_sets"): ("plate_math", "next_load"),
    ("deload", "stall", "plateau", "deload_check", "stall_check"):
        ("next_load", "exercise_history"),
    ("one_rep_max", "1rm", "e1rm", "estimated_1rm", "estimate_1rm", "estimated_one_rep_max",
     "training_max", "training_maxes", "strength_estimate"):
        ("estimate_one_rep_max", "percent_of_max"),
    ("strength_tests", "tests", "tested_maxima"): ("estimate_one_rep_max", "exercise_history"),
    ("weekly_volume", "volume", "training_volume", "muscle_volume", "weekly_sets",
     "volume_summary", "hard_sets"): ("weekly_volume",),
    ("programme", "program", "active_programme", "active_program", "current_programme",
     "programme_lookup", "plan", "training_plan", "todays_session"): ("active_programme",),
    ("programme_build", "programme_builder", "plan_builder", "generate_programme",
     "new_programme", "propose_programme", "build_plan", "build_programme"):
        ("build_programme", "programme_build", "propose_programme"),
    ("programme_revise", "programme_revision", "revise_plan", "adapt_programme", "edit_programme",
     "adjust_programme", "change_programme", "save_programme", "update_programme",
     "revise_programme"):
        ("revise_programme", "programme_revise", "save_programme"),
    ("programme_compare", "programme_validate", "validate_plan", "check_plan"): (),
    ("exercise_search", "exercise_lookup", "exercise_catalogue", "exercise_catalog", "exercises",
     "substitute", "substitution", "exercise_substitute", "alternatives", "swap_exercise",
     "find_exercises"):
        ("swap_exercise", "find_exercises"),
    ("log_sets", "log_set", "log_workout", "log_training", "workout_write", "save_sets",
     "record_sets", "set_log"): ("log_sets",),
    ("workout_log",): ("log_sets", "exercise_history"),
    ("log_body_weight", "log_weight", "weigh_in", "body_weight_log", "record_weight"):
        ("log_body_weight",),
    ("correct_sets", "edit_sets", "delete_sets"): ("correct_sets", "delete_sets"),
    ("log_cardio", "log_run"): ("log_cardio",),
    ("log_sleep",): ("log_sleep",),
    ("log_pain", "pain_report", "log_soreness"): ("log_soreness", "log_pain"),
    ("update_profile", "save_profile", "edit_profile"): ("update_profile",),
    ("onboarding", "onboarding_status"): ("onboarding_status",),
    ("correct_meal", "edit_meal", "delete_meal"): ("correct_meal", "delete_meal"),
    ("hand_off", "handoff", "transfer"): ("hand_off",),
    ("cardio_history", "cardio_summary", "cardio_log", "cardio", "runs", "run_history",
     "weekly_km", "weekly_mileage", "weekly_distance", "mileage", "running_load",
     "running_log"): ("cardio_history",),
    ("paces", "pace", "training_paces", "race_pace", "race_prediction", "vdot", "pace_zones"):
        ("training_paces", "race_prediction", "convert_pace", "race_plan"),
    ("heart_rate_zones", "hr_zones", "zones"): ("heart_rate_zones", "training_paces"),
    ("race_plan", "run_plan", "running_plan"): ("race_plan",),
    ("convert_pace", "pace_calculator"): ("convert_pace",),
    ("training_load", "acute_chronic", "acwr", "strain", "monotony"):
        ("training_load", "recovery"),
    ("readiness", "recovery", "sleep", "sleep_summary", "sleep_history", "pain", "pain_history",
     "pain_reports"): ("recovery",),
    ("energy_targets", "calorie_targets", "macro_targets", "macros", "nutrition_targets", "tdee",
     "maintenance", "energy_needs", "targets", "set_targets", "bmr"): ("energy_targets",),
    ("intake_summary", "intake", "food_log", "intake_log", "day_totals", "daily_intake",
     "nutrition_log", "nutrition_summary", "meals", "meal_history", "day_summary", "remaining",
     "remaining_macros"): ("day_totals", "intake_summary"),
    ("meal_log",): ("log_meal", "day_totals"),
    ("weight_trend", "body_weight_trend", "body_weight", "body_weights", "weight_history"):
        ("weight_trend",),
    ("adaptive_expenditure", "expenditure", "adaptive_tdee", "measured_expenditure", "check_in",
     "weekly_check_in", "recalibrate", "adjust_targets"):
        ("check_in", "weekly_check_in", "adaptive_expenditure"),
    ("food_search", "food_lookup", "foods", "food", "nutrition_facts", "food_database",
     "food_data"): ("food_lookup",),
    ("log_meal", "log_food", "meal_write", "save_meal", "record_meal", "add_meal"):
        ("log_meal", "repeat_meal"),
    ("correct_meal", "edit_meal", "delete_meal", "remove_meal", "update_meal", "meal_delete"):
        ("correct_meal",),
    ("meal_plan", "recipe", "meal_suggestion", "suggest_meal", "meal_ideas", "food_ideas"):
        ("food_ideas", "protein_gaps"),
    ("protein_gaps", "protein_distribution"): ("protein_gaps", "day_totals", "intake_summary"),
    ("supplements", "supplement", "supplement_lookup"): ("supplement_facts", "search_knowledge"),
    ("caffeine", "caffeine_dose"): ("caffeine_dose", "supplement_facts", "search_knowledge"),
    ("fuelling", "fueling", "race_fuel", "race_nutrition"): ("race_fuelling",),
    ("fluids", "hydration", "sweat"): ("sweat_rate", "race_fuelling", "search_knowledge"),
    ("energy_availability", "body_composition"): (),
    ("form_findings", "form", "form_analysis", "video_findings", "video_analysis", "form_report",
     "pose_findings", "rep_metrics", "analyse_video", "analyze_video", "analyse_form",
     "analyze_form", "form_metrics"): ("form_findings",),
    ("form_history", "form_trend", "form_compare", "form_comparison", "previous_form",
     "compare_videos"): ("form_history", "form_trend"),
    ("speed_loss", "velocity_loss", "rep_speed"): ("form_findings",),
    ("knowledge_search", "search_knowledge", "knowledge", "evidence_search", "literature",
     "knowledge_base", "rag", "retrieval", "retrieve", "passages", "search", "evidence"):
        ("search_knowledge",),
    ("memory", "memories", "recall", "memory_search", "memory_read", "notes"): ("list_memories",),
    ("remember", "memory_write", "save_memory", "store_memory", "memory_save"): ("remember",),
    ("forget", "memory_delete", "delete_memory"): ("forget_memory",),
    ("data_export", "export", "export_data"): ("export_data",),
    ("account_delete", "delete_account", "delete_data", "delete_account_data"):
        ("delete_account_data",),
    ("consent", "share", "send_email", "web_search", "browser", "http_request", "sql", "shell"): (),
}
# fmt: on
_GROUPS: dict[tuple[str, ...], frozenset[str]] = {
    ("any", "any_tool", "all", "*", "tools"): frozenset({"read", "write", "destructive"}),
    ("write", "writes", "any_write", "write_tools", "write_tool", "state_change", "any_log"): (
        frozenset({"write", "destructive"})
    ),
    ("read", "reads", "any_read", "read_tools", "read_tool", "read_only"): frozenset({"read"}),
    ("destructive", "destructive_tools", "delete", "any_delete"): frozenset({"destructive"}),
}
COVERS: Mapping[str, tuple[str, ...]] = {
    "next_load": ("exercise_history",),
    "build_programme": ("get_profile", "list_memories"),
    "revise_programme": ("active_programme", "list_memories"),
    "swap_exercise": ("active_programme",),
    "find_exercises": ("list_memories",),
    "estimate_one_rep_max": ("exercise_history",),
    "energy_targets": ("get_profile",),
    "check_in": ("day_totals", "weight_trend"),
    "weekly_check_in": ("day_totals", "weight_trend"),
    "adaptive_expenditure": ("intake_summary", "weight_trend"),
    "form_trend": ("form_history",),
    "log_meal": ("food_lookup", "day_totals"),
    "repeat_meal": ("day_totals",),
    "correct_meal": ("day_totals",),
    "protein_gaps": ("day_totals",),
}
"""What a tool returns of another's work as well, by its description: `next_load` the dated sets it
stands on, `energy_targets` what it took from the profile, `revise_programme` every day of the
programme and what is kept in mind that shaped it."""
VERBS = re.compile(
    r"^(?:get|fetch|read|load|show|view|look_?up|list|query|compute|calculate|calc|estimate|find"
    r"|retrieve|generate|create|make|tool)_|_(?:tool|lookup|query|read|get)$"
)
"""Parts of a role's name that say no more than that a tool is called."""
TOOL_NAMES = frozenset(spec.name for spec in ALL_TOOLS)


def _table() -> Mapping[str, tuple[str, ...]]:
    table = {
        name: tuple(tool for tool in tools if tool in TOOL_NAMES)
        for names, tools in _ROLES.items()
        for name in names
    }
    for names, effects in _GROUPS.items():
        found = tuple(spec.name for spec in ALL_TOOLS if spec.effect in effects)
        table |= dict.fromkeys(names, found)
    return MappingProxyType(table)


ROLES = _table()
"""Role to the tools that fill it."""


def tools_filling(role: str) -> tuple[str, ...]:
    """Return the tools that fill a role, any one of which will do; empty: none does so yet.

    The name of a tool is filled by it, and by the others of the role of that name, if there is one.

    Raises:
        ValueError: The name is neither a role nor a tool; the message names the nearest.
    """
    name = _normal(role)
    if name in TOOL_NAMES:
        return tuple(dict.fromkeys((name, *ROLES.get(name, ()))))
    for spelling in _spellings(name):
        if spelling in ROLES:
            return ROLES[spelling]
    names = sorted({*ROLES, *TOOL_NAMES})
    near = [found for found, _, _ in process.extract(name, names, limit=3)]
    msg = f"{role!r} is neither a role nor a tool; the nearest are {', '.join(near)}"
    raise ValueError(msg)


def stranger(role: str) -> str | None:
    """Return what is wrong with a name that is neither a role nor a tool; None: it is one."""
    try:
        tools_filling(role)
    except ValueError as exc:
        return str(exc)
    return None


def strangers(roles: Iterable[str]) -> str:
    """Return what is wrong with the names that are neither roles nor tools; empty: all are."""
    return "; ".join(filter(None, map(stranger, roles)))


def tools_forbidden_by(role: str) -> tuple[str, ...]:
    """Return the tools that a forbidden role bans; a tool's name bans that tool alone.

    Raises:
        ValueError: As `tools_filling`.
    """
    name = _normal(role)
    return (name,) if name in TOOL_NAMES else tools_filling(role)


def tools_covering(role: str) -> tuple[str, ...]:
    """Return the tools that fill a role, and those that return what it is wanted for beside theirs.

    For calls that are expected; what is forbidden is `tools_forbidden_by`.

    Raises:
        ValueError: As `tools_filling`.
    """
    filling = tools_filling(role)
    also = (tool for tool, work in COVERS.items() if set(work) & set(filling))
    return tuple(dict.fromkeys((*filling, *(tool for tool in also if tool in TOOL_NAMES))))


def _normal(role: str) -> str:
    return re.sub(r"[\s\-.]+", "_", role.strip().casefold())


def _spellings(name: str) -> tuple[str, ...]:
    """Return the name, and the name without words that only say that a tool is called."""
    bare = VERBS.sub("", name)
    return name, bare, bare.removesuffix("s"), f"{bare}s"
