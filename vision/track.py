"""The landmark track of one athlete: the value that every measurement starts from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
LANDMARKS = 33
"""Landmarks of one BlazePose body. Source: Bazarevsky et al., BlazePose, 2020."""


class Joint(IntEnum):
    """Rows of a pose that measurements use; left and right are the athlete's own."""

    NOSE = 0
    LEFT_EAR = 7
    RIGHT_EAR = 8
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_TOE = 31
    RIGHT_TOE = 32


@dataclass(frozen=True, slots=True)
class Side:
    """The joints of one half of the body."""

    name: str
    ear: Joint
    shoulder: Joint
    elbow: Joint
    wrist: Joint
    hip: Joint
    knee: Joint
    ankle: Joint
    heel: Joint
    toe: Joint


LEFT = Side(
    "left",
    Joint.LEFT_EAR,
    Joint.LEFT_SHOULDER,
    Joint.LEFT_ELBOW,
    Joint.LEFT_WRIST,
    Joint.LEFT_HIP,
    Joint.LEFT_KNEE,
    Joint.LEFT_ANKLE,
    Joint.LEFT_HEEL,
    Joint.LEFT_TOE,
)
RIGHT = Side(
    "right",
    Joint.RIGHT_EAR,
    Joint.RIGHT_SHOULDER,
    Joint.RIGHT_ELBOW,
    Joint.RIGHT_WRIST,
    Joint.RIGHT_HIP,
    Joint.RIGHT_KNEE,
    Joint.RIGHT_ANKLE,
    Joint.RIGHT_HEEL,
    Joint.RIGHT_TOE,
)


@dataclass(frozen=True, slots=True)
class PoseTrack:
    """One athlete through time."""

    landmarks: FloatArray
    """(T, 33, 4): x, y in image fractions (0 to 1, y down), z in fractions of the width (smaller
    is nearer), visibility 0 to 1. A frame that shows nobody is all NaN."""
    times_s: FloatArray
    """(T,) seconds from the start of the video, strictly rising."""
    aspect: float
    """Width of the picture over its height, after rotation."""
    frame_numbers: NDArray[np.int64] | None = None
    """(T,) numbers of the frames in the file; None when every frame was looked at."""

    @property
    def seen(self) -> NDArray[np.bool_]:
        """(T,) True where the athlete was found."""
        return np.isfinite(self.landmarks[:, 0, 0])

    @property
    def frames_per_second(self) -> float:
        """Return the median sampling rate in Hz; 0 for fewer than two frames."""
        if len(self.times_s) < 2:
            return 0.0
        return float(1 / np.median(np.diff(self.times_s)))

    def points(self) -> FloatArray:
        """Return (T, 33, 3) x, y, z in one unit, picture heights, so that angles are true."""
        return self.landmarks[:, :, :3] * np.array([self.aspect, 1.0, self.aspect])

    def frame_number(self, index: int) -> int:
        """Return the number in the file of the frame at `index` of the track."""
        return index if self.frame_numbers is None else int(self.frame_numbers[index])


def empty_pose() -> FloatArray:
    """Return the (33, 4) pose of a frame that shows nobody."""
    return np.full((LANDMARKS, 4), np.nan)
