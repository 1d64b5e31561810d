"""Which exercises fill a movement of a day, first choices first."""

from __future__ import annotations

from dataclasses import dataclass

from coach.identity import ExerciseId
from coach.training.model import Exercise, Pattern
from coach.training.rules.programme.request import Fixture


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement that days ask for."""

    label: str
    patterns: frozenset[Pattern]
    muscles: frozenset[str]
    """An exercise fills the movement when one of its primary muscles is among these."""
    choices: tuple[ExerciseId, ...]
    """First choices first. Source: coaching practice; specific, stable and easy to load."""


def _ids(words: str) -> frozenset[ExerciseId]:
    return frozenset(map(ExerciseId, words.split()))


def _movement(label: str, patterns: str, muscles: str, choices: str) -> Movement:
    return Movement(
        label,
        frozenset(map(Pattern, patterns.split())),
        frozenset(muscles.split()),
        tuple(map(ExerciseId, choices.split())),
    )


MOVEMENTS: dict[str, Movement] = {
    "squat": _movement(
        "squat",
        "squat",
        "quadriceps",
        """
        back_squat safety_bar_squat low_bar_squat front_squat leg_press goblet_squat
        hack_squat smith_squat belt_squat kettlebell_goblet_squat dumbbell_squat
        kettlebell_front_squat bodyweight_squat band_squat
        """,
    ),
    "squat_variation": _movement(
        "second squat",
        "lunge squat",
        "quadriceps",
        """
        leg_press hack_squat front_squat bulgarian_split_squat goblet_squat
        kettlebell_goblet_squat safety_bar_squat smith_squat split_squat bodyweight_squat
        bodyweight_split_squat bodyweight_lunge kettlebell_split_squat band_split_squat
        """,
    ),
    "single_leg": _movement(
        "single-leg work",
        "lunge",
        "glutes quadriceps",
        """
        bulgarian_split_squat reverse_lunge split_squat walking_lunge dumbbell_lunge
        step_up lunge bodyweight_lunge kettlebell_lunge kettlebell_split_squat
        band_split_squat
        """,
    ),
    "hinge": _movement(
        "hinge",
        "hinge",
        "glutes hamstrings",
        """
        deadlift trap_bar_deadlift sumo_deadlift romanian_deadlift dumbbell_deadlift
        kettlebell_deadlift dumbbell_romanian_deadlift cable_pull_through back_extension
        kettlebell_swing machine_hip_thrust single_leg_glute_bridge glute_bridge
        kettlebell_romanian_deadlift band_romanian_deadlift band_pull_through
        """,
    ),
    "hinge_variation": _movement(
        "second hinge",
        "hinge",
        "glutes hamstrings",
        """
        romanian_deadlift dumbbell_romanian_deadlift hip_thrust machine_hip_thrust
        stiff_leg_deadlift cable_pull_through single_leg_romanian_deadlift
        kettlebell_deadlift back_extension kettlebell_swing single_leg_glute_bridge
        glute_bridge kettlebell_romanian_deadlift band_romanian_deadlift
        """,
    ),
    "horizontal_push": _movement(
        "horizontal push",
        "horizontal_push",
        "chest",
        """
        bench_press dumbbell_bench_press chest_press_machine smith_bench_press
        weighted_push_up push_up dumbbell_floor_press floor_press kettlebell_floor_press
        band_chest_press incline_push_up
        """,
    ),
    "incline_push": _movement(
        "second horizontal push",
        "horizontal_push",
        "chest triceps",
        """
        incline_dumbbell_press incline_bench_press incline_chest_press_machine
        dumbbell_bench_press chest_press_machine dip close_grip_bench_press push_up
        dumbbell_floor_press band_chest_press
        """,
    ),
    "bench_variation": _movement(
        "bench variation",
        "horizontal_push",
        "chest triceps",
        """
        paused_bench_press close_grip_bench_press incline_bench_press dumbbell_bench_press
        chest_press_machine dip push_up dumbbell_floor_press floor_press
        """,
    ),
    "vertical_push": _movement(
        "overhead push",
        "vertical_push",
        "front_delts",
        """
        overhead_press seated_dumbbell_press dumbbell_shoulder_press seated_overhead_press
        shoulder_press_machine landmine_press kettlebell_press pike_push_up
        band_overhead_press
        """,
    ),
    "horizontal_pull": _movement(
        "row",
        "horizontal_pull",
        "lats upper_back",
        """
        barbell_row chest_supported_row seated_cable_row row_machine dumbbell_row
        t_bar_row bent_over_dumbbell_row inverted_row band_row kettlebell_row table_row
        """,
    ),
    "row_variation": _movement(
        "second row",
        "horizontal_pull",
        "lats upper_back",
        """
        chest_supported_row seated_cable_row dumbbell_row row_machine t_bar_row
        bent_over_dumbbell_row barbell_row inverted_row band_row kettlebell_row table_row
        """,
    ),
    "vertical_pull": _movement(
        "pull-down or pull-up",
        "vertical_pull",
        "lats",
        """
        lat_pulldown pull_up chin_up assisted_pull_up close_grip_pulldown band_pulldown
        negative_pull_up band_assisted_pull_up
        """,
    ),
    "chest_fly": _movement(
        "chest fly",
        "isolation",
        "chest",
        """
        cable_fly pec_deck chest_fly_dumbbell
        """,
    ),
    "side_delts": _movement(
        "side raise",
        "isolation",
        "side_delts",
        """
        lateral_raise cable_lateral_raise machine_lateral_raise band_lateral_raise
        """,
    ),
    "rear_delts": _movement(
        "rear delts",
        "horizontal_pull isolation",
        "rear_delts",
        """
        face_pull reverse_fly_machine reverse_fly reverse_fly_cable band_pull_apart
        band_face_pull
        """,
    ),
    "biceps": _movement(
        "curl",
        "isolation",
        "biceps",
        """
        dumbbell_curl cable_curl barbell_curl hammer_curl incline_curl machine_curl
        band_curl kettlebell_curl
        """,
    ),
    "triceps": _movement(
        "triceps extension",
        "horizontal_push isolation",
        "triceps",
        """
        triceps_pushdown rope_pushdown cable_overhead_extension overhead_triceps_extension
        skullcrusher triceps_extension_machine bench_dip band_pushdown
        """,
    ),
    "leg_curl": _movement(
        "leg curl",
        "isolation",
        "hamstrings",
        """
        seated_leg_curl lying_leg_curl
        """,
    ),
    "leg_extension": _movement(
        "leg extension",
        "isolation",
        "quadriceps",
        """
        leg_extension
        """,
    ),
    "glutes": _movement(
        "glute work",
        "hinge isolation",
        "glutes",
        """
        hip_thrust machine_hip_thrust glute_kickback single_leg_glute_bridge glute_bridge
        band_hip_thrust
        """,
    ),
    "calves": _movement(
        "calf raise",
        "isolation",
        "calves",
        """
        standing_calf_raise seated_calf_raise leg_press_calf_raise dumbbell_calf_raise
        single_leg_calf_raise bodyweight_calf_raise
        """,
    ),
    "abs": _movement(
        "trunk",
        "core",
        "abs",
        """
        cable_crunch hanging_leg_raise ab_wheel crunch_machine lying_leg_raise crunch
        dead_bug
        """,
    ),
}
NEVER_UNASKED = _ids(
    """
    band_good_morning battle_ropes behind_neck_press box_squat cable_upright_row
    captains_chair decline_bench_press deficit_deadlift dumbbell_pullover
    dumbbell_upright_row good_morning handstand_push_up jm_press kettlebell_snatch
    kettlebell_windmill mountain_climber muscle_up overhead_squat pause_squat plank
    rack_pull side_plank snatch_balance superman upright_row wall_sit z_press zercher_squat
    """
)
"""Chosen only when liked: skills, partial lifts and holds that a plan by repetitions does not fit.
Source: coaching practice."""
SKILL = _ids(
    """
    ab_wheel chin_up dip front_squat hang_clean hanging_leg_raise kettlebell_swing
    low_bar_squat neutral_grip_pull_up nordic_curl overhead_squat pistol_squat pull_up
    push_press single_leg_romanian_deadlift sumo_deadlift weighted_push_up wide_grip_pull_up
    """
)
"""The last choice for novices unless liked or in the log: strength or skill comes first. Source:
coaching practice."""
TECHNICAL = _ids(
    """
    back_squat barbell_row bench_press deadlift hip_thrust overhead_press romanian_deadlift
    safety_bar_squat trap_bar_deadlift
    """
)
"""Barbell lifts that novices with aims other than strength leave for later. Source: same."""
COMPETITION = _ids(
    """
    back_squat bench_press deadlift
    """
)
"""Lifts of a powerlifting meet. Source: IPF technical rules."""
_RACKED = """
back_squat low_bar_squat safety_bar_squat pause_squat box_squat overhead_press front_squat lunge
push_press
"""
_BENCHED_BAR = """
bench_press paused_bench_press close_grip_bench_press incline_bench_press decline_bench_press
seated_overhead_press
"""
_BENCHED = """
dumbbell_bench_press incline_dumbbell_press chest_supported_row seated_dumbbell_press hip_thrust
bulgarian_split_squat step_up incline_curl preacher_curl skullcrusher chest_fly_dumbbell bench_dip
back_extension dumbbell_pullover concentration_curl seal_row decline_dumbbell_press
incline_dumbbell_fly smith_bench_press
"""
_HANGING = """
pull_up chin_up muscle_up hanging_leg_raise dead_hang inverted_row hanging_knee_raise
wide_grip_pull_up neutral_grip_pull_up negative_pull_up band_assisted_pull_up
feet_elevated_inverted_row
"""
_DIPPED = "dip captains_chair"
NEEDS: dict[ExerciseId, tuple[Fixture, ...]] = {
    ExerciseId(name): fixtures
    for names, fixtures in (
        (_RACKED, (Fixture.RACK,)),
        (_BENCHED_BAR, (Fixture.RACK, Fixture.BENCH)),
        (_BENCHED, (Fixture.BENCH,)),
        (_HANGING, (Fixture.PULL_UP_BAR,)),
        (_DIPPED, (Fixture.DIP_BARS,)),
    )
    for name in names.split()
}
"""Furniture beside the equipment an exercise names. Source: how the exercises are done."""


def fills(exercise: Exercise, movement: Movement) -> bool:
    """Tell whether an exercise can stand for a movement."""
    trained = movement.muscles & set(exercise.primary_muscles)
    return exercise.pattern in movement.patterns and bool(trained)
