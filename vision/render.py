"""An annotated H.264 video: the skeleton, the repetition and what was measured."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from coach.form.model import Finding, FindingStatus
from vision.frames import Frame
from vision.measure import MeasuredSet
from vision.track import LEFT, RIGHT, Joint

Colour = tuple[int, int, int]
LEFT_COLOUR: Colour = (80, 220, 100)
RIGHT_COLOUR: Colour = (90, 160, 255)
MIDDLE_COLOUR: Colour = (235, 235, 235)
SHADE_COLOUR: Colour = (30, 30, 30)
BONES: tuple[tuple[Joint, Joint, Colour], ...] = (
    *(
        bone
        for side, colour in ((LEFT, LEFT_COLOUR), (RIGHT, RIGHT_COLOUR))
        for bone in (
            (side.shoulder, side.elbow, colour),
            (side.elbow, side.wrist, colour),
            (side.shoulder, side.hip, colour),
            (side.hip, side.knee, colour),
            (side.knee, side.ankle, colour),
            (side.ankle, side.heel, colour),
            (side.heel, side.toe, colour),
        )
    ),
    (LEFT.shoulder, RIGHT.shoulder, MIDDLE_COLOUR),
    (LEFT.hip, RIGHT.hip, MIDDLE_COLOUR),
)
SHOWN = {
    "thigh_angle_at_bottom_deg": "thigh",
    "knee_angle_at_bottom_deg": "knee",
    "hip_angle_deg": "hip",
    "elbow_angle_at_bottom_deg": "elbow",
}
TIME_BASE = Fraction(1, 1000)


def _text(image: NDArray[np.uint8], line: int, text: str) -> None:
    size = image.shape[0] / 720
    left, base = int(16 * size), int((40 + 34 * line) * size)
    thick = max(1, round(2 * size))
    (width, height), below = cv2.getTextSize(text, cv2.FONT_HERSHEY_SIMPLEX, size, thick)
    pad = int(6 * size)
    corner, opposite = (left - pad, base - height - pad), (left + width + pad, base + below)
    cv2.rectangle(image, corner, opposite, SHADE_COLOUR, cv2.FILLED)
    cv2.putText(
        image,
        text,
        (left, base),
        cv2.FONT_HERSHEY_SIMPLEX,
        size,
        MIDDLE_COLOUR,
        thick,
        cv2.LINE_AA,
    )


def _label(finding: Finding) -> str:
    value = f"{finding.value:.0f}"
    if finding.low is not None and finding.high is not None:
        value += f" ({finding.low:.0f} to {finding.high:.0f})"
    return f"{SHOWN[finding.metric]} {value} deg"


def draw(image: NDArray[np.uint8], measured: MeasuredSet, index: int) -> NDArray[np.uint8]:
    """Return a copy of a frame with the skeleton and what is known at that moment.

    Args:
        image: (H, W, 3) uint8 RGB.
        measured: The set.
        index: Index of the frame in the track.
    """
    canvas = image.copy()
    height, width = canvas.shape[:2]
    thick = max(2, height // 200)
    if bool(measured.track.seen[index]):
        places = measured.track.landmarks[index, :, :2] * np.array([width, height])
        for start, end, colour in BONES:
            a, b = places[start].astype(int).tolist(), places[end].astype(int).tolist()
            cv2.line(canvas, a, b, colour, thick, cv2.LINE_AA)
    done = sum(index >= rep.end for rep in measured.reps)
    current = next((n for n, r in enumerate(measured.reps, 1) if r.start <= index < r.end), done)
    _text(canvas, 0, f"{measured.result.analysis.exercise}  rep {current}/{len(measured.reps)}")
    usable = (FindingStatus.OK, FindingStatus.LOW_CONFIDENCE)
    lines = [
        f
        for f in measured.result.findings
        if f.rep == current and f.metric in SHOWN and f.value is not None and f.status in usable
    ]
    for line, finding in enumerate(lines, 1):
        _text(canvas, line, _label(finding))
    return canvas


def write_annotated(frames: Iterable[Frame], measured: MeasuredSet, out: Path) -> None:
    """Write an MP4 (H.264) that shows what was measured, at the times of the source.

    Args:
        frames: The frames the set was measured in, in order.
        measured: The set.
        out: Replaced when complete; a failed run leaves no half file.
    """
    part = out.with_name(f".{out.name}.part")
    try:
        _encode(frames, measured, part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _encode(frames: Iterable[Frame], measured: MeasuredSet, part: Path) -> None:
    # PyAV types its encoders only in part.
    container: Any = av.open(str(part), mode="w", format="mp4")
    with container:
        stream = container.add_stream("libx264", rate=30)
        stream.pix_fmt = "yuv420p"
        stream.options = {"crf": "23", "preset": "veryfast"}
        stream.codec_context.time_base = TIME_BASE
        for index, frame in enumerate(frames):
            image = draw(frame.image, measured, index)
            image = image[: image.shape[0] // 2 * 2, : image.shape[1] // 2 * 2]
            if index == 0:
                stream.height, stream.width = image.shape[:2]
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
            picture.pts = round(frame.time_s / TIME_BASE)
            picture.time_base = TIME_BASE
            container.mux(stream.encode(picture))
        container.mux(stream.encode())
