"""The muscles that exercises are described with and training volume is counted for."""

from __future__ import annotations

from enum import StrEnum


class Muscle(StrEnum):
    """A muscle or a group of muscles that is trained together."""

    QUADRICEPS = "quadriceps"
    HAMSTRINGS = "hamstrings"
    GLUTES = "glutes"
    ADDUCTORS = "adductors"
    ABDUCTORS = "abductors"
    HIP_FLEXORS = "hip_flexors"
    CALVES = "calves"
    SHINS = "shins"
    LOWER_BACK = "lower_back"
    UPPER_BACK = "upper_back"
    LATS = "lats"
    TRAPS = "traps"
    NECK = "neck"
    CHEST = "chest"
    FRONT_DELTS = "front_delts"
    SIDE_DELTS = "side_delts"
    REAR_DELTS = "rear_delts"
    ROTATOR_CUFF = "rotator_cuff"
    TRICEPS = "triceps"
    BICEPS = "biceps"
    FOREARMS = "forearms"
    ABS = "abs"
    OBLIQUES = "obliques"
