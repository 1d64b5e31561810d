"""BlazePose landmarks of everybody in a frame, through MediaPipe Tasks."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from coach.errors import SetupError
from vision.models import SYSTEM_LIBRARIES, install_command, missing_system_libraries
from vision.track import LANDMARKS, FloatArray


class PoseEstimator:
    """Finds bodies in consecutive frames; a context manager that owns the network."""

    def __init__(self, model_path: Path, *, people: int = 1) -> None:
        """Load the network.

        Following one body is steadier, since the network then looks where the body was; following
        two detects anew in every frame, and is what it takes when a bystander is in the picture.

        Args:
            model_path: A `pose_landmarker_<variant>.task` file.
            people: Most bodies a frame.

        Raises:
            SetupError: A system library is missing, or the model file cannot be read.
        """
        self._mediapipe, self._landmarker = _load(model_path, people)
        self._last_ms = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._landmarker.close()

    def detect(self, image: NDArray[np.uint8], time_s: float) -> FloatArray:
        """Return the bodies of one frame.

        Args:
            image: (H, W, 3) uint8 RGB.
            time_s: Seconds, later than that of the frame before.

        Returns:
            (P, 33, 4), P of 0 to `people`: x, y as fractions of the picture (y down), z in the
            scale of x (smaller is nearer), visibility 0 to 1.
        """
        self._last_ms = max(self._last_ms + 1, round(time_s * 1000))
        picture = self._mediapipe.Image(
            image_format=self._mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(image)
        )
        result = self._landmarker.detect_for_video(picture, self._last_ms)
        bodies = [
            [(mark.x, mark.y, mark.z, mark.visibility) for mark in body]
            for body in result.pose_landmarks
        ]
        return np.array(bodies, dtype=np.float64).reshape(-1, LANDMARKS, 4)


def _load(model_path: Path, people: int) -> tuple[Any, Any]:
    """Import MediaPipe and load the network; both only when a video is read (0.5 s)."""
    try:
        # mediapipe ships no types: it is Any here and nowhere else.
        mediapipe: Any = import_module("mediapipe")
        tasks: Any = import_module("mediapipe.tasks.python")
        options = tasks.vision.PoseLandmarkerOptions(
            base_options=tasks.BaseOptions(model_asset_path=str(model_path)),
            running_mode=tasks.vision.RunningMode.VIDEO,
            num_poses=people,
        )
        return mediapipe, tasks.vision.PoseLandmarker.create_from_options(options)
    except (FileNotFoundError, RuntimeError, ValueError) as exc:
        raise SetupError(
            f"the pose model {model_path.name!r} cannot be loaded: {exc}.",
            way_out="Delete it, so that it is fetched again, or set FITHOLIC_POSE_MODEL.",
            code="pose_model_broken",
        ) from exc
    except OSError as exc:
        missing = missing_system_libraries() or SYSTEM_LIBRARIES
        raise SetupError(
            f"video analysis needs {' and '.join(missing)}: {exc}.",
            way_out=f"Run `{install_command(missing)}`; everything else works without.",
            code="system_library_missing",
        ) from exc
