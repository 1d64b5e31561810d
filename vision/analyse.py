"""From a video file to findings: frames, landmarks, the athlete, then the measurements."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import numpy as np

from coach.clock import Clock, SystemClock
from coach.form.ports import AnalysisResult, ReportProgress
from coach.identity import VideoId
from vision.athlete import choose_athlete, distinct_bodies
from vision.frames import VideoLimits, probe, read_frames
from vision.measure import AnalysisRequest, analyse_track
from vision.models import PoseModel
from vision.pose import PoseEstimator
from vision.track import FloatArray, PoseTrack

BYSTANDER_CHECK_FRAMES = 15
"""How often a second person is looked for while one is followed: twice a second at 30 Hz."""


class _SecondPerson(Exception):
    """Somebody else is in the picture, so two people must be followed."""


class PoseVideoAnalyser:
    """Measures video files with BlazePose; implements `coach.form.ports.VideoAnalyser`."""

    def __init__(self, model: PoseModel, limits: VideoLimits, clock: Clock | None = None) -> None:
        """Keep what is needed; nothing is loaded before the first video.

        Args:
            model: The pose model file and its hash.
            limits: How much of a file is read.
            clock: Dates the analysis; the machine's clock when None.
        """
        self._model = model
        self._limits = limits
        self._clock = clock or SystemClock()

    @property
    def model_hash(self) -> str:
        """SHA-256 of the pose model file."""
        return self._model.sha256

    def track(self, path: Path, progress: ReportProgress | None = None) -> PoseTrack:
        """Return the athlete's landmarks.

        Raises:
            InvalidInput: The file is no readable video.
            SetupError: The pose model or a system library is missing.
        """
        frames = probe(path, self._limits).frames
        try:
            return self._follow(path, 1, frames, progress)
        except _SecondPerson:
            return self._follow(path, 2, frames, progress)

    def _follow(
        self, path: Path, people: int, total: int, progress: ReportProgress | None
    ) -> PoseTrack:
        """Return the landmarks; raises _SecondPerson when one is followed and another appears."""
        bodies: list[FloatArray] = []
        times: list[float] = []
        numbers: list[int] = []
        aspect = 1.0
        with ExitStack() as stack:
            pose = stack.enter_context(PoseEstimator(self._model.path, people=people))
            crowd: PoseEstimator | None = None
            if people == 1:
                crowd = stack.enter_context(PoseEstimator(self._model.path, people=2))
            for frame in read_frames(path, self._limits):
                height, width = frame.image.shape[:2]
                aspect = width / height
                if crowd is not None and len(bodies) % BYSTANDER_CHECK_FRAMES == 0:
                    seen = crowd.detect(frame.image, frame.time_s)
                    if len(distinct_bodies(seen, aspect)) > 1:
                        raise _SecondPerson
                bodies.append(pose.detect(frame.image, frame.time_s))
                times.append(frame.time_s)
                numbers.append(frame.number)
                if progress is not None:
                    progress(len(bodies), max(total, len(bodies)))
        athlete = choose_athlete(bodies, aspect)
        return PoseTrack(athlete, np.array(times), aspect, np.array(numbers, dtype=np.int64))

    def analyse(
        self,
        path: Path,
        video_id: VideoId,
        *,
        exercise: str | None = None,
        progress: ReportProgress | None = None,
    ) -> AnalysisResult:
        """Measure repetitions and form.

        Raises:
            InvalidInput: `empty_file`, `not_a_video`, `video_corrupt`, `video_too_long`,
                `too_many_pixels` or `no_person_detected`.
            SetupError: The pose model or a system library is missing.
        """
        request = AnalysisRequest(
            video_id=video_id,
            model_hash=self._model.sha256,
            at=self._clock.now(),
            exercise=exercise,
        )
        return analyse_track(self.track(path, progress), request)
