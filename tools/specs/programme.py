"""What an agent is told of the tools over the programme."""

from __future__ import annotations

from tools import building, labels_programmes, programmes, revisions, substitutes
from tools.arguments.programmes import (
    ActiveProgrammeArgs,
    BuildProgrammeArgs,
    FindExercisesArgs,
    ReviseProgrammeArgs,
    SwapExerciseArgs,
)
from tools.results.programmes import (
    ActiveProgramme,
    ExercisesFound,
    ProgrammeBuilt,
    ProgrammeRevised,
)
from tools.spec import ToolSpec

ACTIVE_PROGRAMME = ToolSpec(
    name="active_programme",
    description=(
        "Return the active programme: exercises, sets, repetitions and loads of each day, and the "
        "session that is due (or the day asked for) with the loads the log gives it; with "
        "`minutes` that session is shortened to fit, with `days` the week of fewer days that is "
        "asked about is shown. Changes nothing."
    ),
    args=ActiveProgrammeArgs,
    run=programmes.active_programme,
    data=ActiveProgramme,
    returns=labels_programmes.ACTIVE,
)

BUILD_PROGRAMME = ToolSpec(
    name="build_programme",
    description=(
        "Build a strength programme from profile, memory and log and make it the active one: days, "
        "exercises, sets, repetitions, loads and how to find a first load. Pass only what the "
        "athlete said in this turn; what is missing comes back in `missing`: ask for it."
    ),
    args=BuildProgrammeArgs,
    run=building.build_programme,
    effect="write",
    data=ProgrammeBuilt,
    returns=labels_programmes.BUILT,
    confirm=building.replaces,
)

REVISE_PROGRAMME = ToolSpec(
    name="revise_programme",
    description=(
        "Change the active programme for what happened: missed weeks, fewer days this week, a "
        "trip, a deload, other days, minutes or equipment for good, an injury, an exercise out or "
        "in, more for a muscle, a next block, or back from a trip. Without a programme the week is "
        "planned from the log. Returns every session with its loads, and what changed and why."
    ),
    args=ReviseProgrammeArgs,
    run=revisions.revise_programme,
    effect="write",
    data=ProgrammeRevised,
    returns=labels_programmes.REVISED,
)

FIND_EXERCISES = ToolSpec(
    name="find_exercises",
    description=(
        "Find exercises in the place of one, or for a muscle, with the equipment there is and "
        "without what hurts or is disliked. Changes nothing."
    ),
    args=FindExercisesArgs,
    run=substitutes.find_exercises,
    data=ExercisesFound,
    returns=labels_programmes.FOUND,
)

SWAP_EXERCISE = ToolSpec(
    name="swap_exercise",
    description=(
        "Put another exercise in the place of one of the active programme, when the athlete asks "
        "for the exchange."
    ),
    args=SwapExerciseArgs,
    run=revisions.swap_exercise,
    effect="write",
    data=ProgrammeRevised,
    returns=labels_programmes.REVISED,
)
PROGRAMME_TOOLS = (
    ACTIVE_PROGRAMME,
    BUILD_PROGRAMME,
    REVISE_PROGRAMME,
    FIND_EXERCISES,
    SWAP_EXERCISE,
)
