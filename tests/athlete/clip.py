"""Clips of the synthetic athlete, with the truth of every frame; run it to write the test clip.

python -m tests.athlete.clip tests/data/squat_side.mp4
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.athlete.body import Body, Truth, truth_of
from tests.athlete.exercises import FRAMES_PER_SECOND, Pose, Squat, Tempo, phases_of
from tests.athlete.scene import Camera, background, render

SIDE_AZIMUTH_DEG = 90.0
SQUAT_TEMPOS = (
    Tempo(down_s=0.9, hold_s=0.1, up_s=0.7, rest_s=0.3),
    Tempo(down_s=0.9, hold_s=0.1, up_s=0.8, rest_s=0.3),
    Tempo(down_s=0.9, hold_s=0.1, up_s=1.1, rest_s=0.4),
)


@dataclass(frozen=True)
class Clip:
    """A set of an exercise as one camera sees it."""

    pose: Pose
    tempos: Sequence[Tempo]
    camera: Camera

    def bodies(self) -> Iterator[Body]:
        """Yield the body of each frame."""
        return (self.pose(float(phase)) for phase in phases_of(self.tempos))

    def truths(self) -> list[Truth]:
        """Return the exact angles of each frame."""
        return [truth_of(body) for body in self.bodies()]

    def frames(self) -> Iterator[NDArray[np.uint8]]:
        """Yield the pictures; the same clip gives the same pictures."""
        room, rng = background(self.camera), np.random.default_rng(0)
        return (render(body, self.camera, room, rng) for body in self.bodies())


def squat_side() -> Clip:
    """Return the set of tests/data/squat_side.mp4: three half squats from the left."""
    return Clip(Squat(), SQUAT_TEMPOS, Camera(SIDE_AZIMUTH_DEG, width=360, height=448))


def write_clip(path: Path, frames: Iterator[NDArray[np.uint8]]) -> None:
    """Write frames as H.264 in an MP4 at 30 frames a second."""
    container: Any = av.open(str(path), mode="w", format="mp4")
    with container:
        stream = container.add_stream("libx264", rate=FRAMES_PER_SECOND)
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "27", "preset": "slow", "threads": "1"}
        for number, frame in enumerate(frames):
            if number == 0:
                stream.height, stream.width = frame.shape[:2]
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())


if __name__ == "__main__":
    write_clip(Path(sys.argv[1]), squat_side().frames())
