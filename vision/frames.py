"""Upright RGB frames with true timestamps out of an untrusted video file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import av.error
import numpy as np
from av.container import InputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.errors import FitholicError, InvalidInput, PayloadTooLarge

CONTAINERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv"
"""Demuxers that read one file only. Playlists and concat scripts are left out: they name further
files and addresses. Source: FFmpeg documentation, option `format_whitelist`."""
MAGIC = ((4, b"ftyp"), (0, b"\x1a\x45\xdf\xa3"), (8, b"AVI "), (0, b"FLV"), (0, b"\x47\x40"))
"""Offset and first bytes of MP4/MOV, Matroska/WebM, AVI, FLV and MPEG-TS files."""
MIN_FRAMES = 8
"""A quarter of a second at 30 frames a second: anything shorter is a picture, not a video."""
MAX_BROKEN_SHARE = 0.5
"""More lost packets than decoded frames means that the file is broken, not scratched."""
LONGEST_SIDE_PX = 1280
"""Larger pictures are shrunk; the pose network looks at 256 x 256 pixels of the athlete.
Source: Bazarevsky et al., BlazePose, 2020."""
MAX_RATE_HZ = 60.0
"""Faster recordings (slow motion) are thinned out; a repetition lasts about a second."""
MOST_RATE_HZ = 480.0
"""Twice the fastest slow motion of phones; a file with more frames is cut off by its length."""

Image = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """How much of an untrusted file is read."""

    max_bytes: int = 200_000_000
    max_seconds: float = 180.0
    max_pixels: int = 4096 * 2304
    """Of one picture: 4K in either orientation."""


@dataclass(frozen=True, slots=True)
class VideoShape:
    """What the header of a video says; only a promise."""

    frames: int
    """Expected number of frames that will be read; 0 when unknown."""
    rate_hz: float
    """Frames a second that will be read; 0 when unknown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One upright picture."""

    number: int
    """Counted from 0 in the file."""
    time_s: float
    image: Image
    """(H, W, 3) uint8 RGB, turned upright, longest side at most 1280."""


def _wrong(code: str, message: str, way_out: str) -> InvalidInput:
    return InvalidInput(message, way_out=way_out, code=code)


def _not_a_video(path: Path) -> InvalidInput:
    with path.open("rb") as file:
        head = file.read(16)
    if any(head[at : at + len(magic)] == magic for at, magic in MAGIC):
        return corrupt()
    return _wrong(
        "not_a_video",
        "The file is not a video.",
        "Send an MP4, MOV, WebM or MKV file as your phone records it.",
    )


def corrupt() -> InvalidInput:
    """Return the error for a file that is a video by its first bytes and cannot be decoded."""
    return _wrong(
        "video_corrupt",
        "The video is damaged or incomplete.",
        "Upload it again; if that fails, export it once more from your phone.",
    )


def check_size(path: Path, limits: VideoLimits) -> None:
    """Refuse an empty or an oversized file before anything is decoded.

    Raises:
        InvalidInput: The file is empty (`empty_file`).
        PayloadTooLarge: It has more bytes than allowed.
    """
    size = path.stat().st_size
    if size == 0:
        raise _wrong("empty_file", "The file is empty.", "Record or export the video again.")
    if size > limits.max_bytes:
        raise PayloadTooLarge(
            f"The video has {size / 1e6:.0f} MB; the limit is {limits.max_bytes / 1e6:.0f} MB.",
            way_out="Trim it to one set, or record it in 1080p.",
        )


def _check_pixels(width: int, height: int, limits: VideoLimits) -> None:
    if width * height > limits.max_pixels:
        raise _wrong(
            "too_many_pixels",
            f"The picture has {width} x {height} pixels; at most {limits.max_pixels} are read.",
            "Record it in 1080p.",
        )


def _check_seconds(seconds: float, limits: VideoLimits) -> None:
    if seconds > limits.max_seconds:
        raise _wrong(
            "video_too_long",
            f"The video lasts at least {seconds:.0f} s; the limit is {limits.max_seconds:.0f} s.",
            "Trim it to one set.",
        )


def _open(path: Path) -> tuple[InputContainer, VideoStream]:
    options = {"format_whitelist": CONTAINERS, "protocol_whitelist": "file"}
    try:
        container = av.open(str(path), mode="r", container_options=options)
    except (av.error.FFmpegError, ValueError) as exc:
        raise _not_a_video(path) from exc
    if not container.streams.video:
        container.close()
        raise _wrong(
            "not_a_video", "The file has no picture track.", "Send a video, not a sound file."
        )
    stream = container.streams.video[0]
    stream.codec_context.thread_count = 1
    return container, stream


def _stride(stream: VideoStream) -> int:
    rate = float(stream.average_rate or 0)
    return max(1, round(rate / MAX_RATE_HZ)) if rate > MAX_RATE_HZ else 1


def probe(path: Path, limits: VideoLimits) -> VideoShape:
    """Read the header and refuse what is too large before decoding.

    Raises:
        InvalidInput: Not a video, damaged, too long or too large a picture.
    """
    check_size(path, limits)
    container, stream = _open(path)
    with container:
        _check_pixels(stream.codec_context.width, stream.codec_context.height, limits)
        if container.duration:
            _check_seconds(container.duration / av.time_base, limits)
        stride = _stride(stream)
        return VideoShape(stream.frames // stride, float(stream.average_rate or 0) / stride)


def _upright(frame: VideoFrame) -> Image:
    scale = min(1.0, LONGEST_SIDE_PX / max(frame.width, frame.height))
    width, height = (max(2, round(side * scale / 2) * 2) for side in (frame.width, frame.height))
    image: NDArray[Any] = frame.to_ndarray(format="rgb24", width=width, height=height)
    turns = round(frame.rotation / 90) % 4
    return np.ascontiguousarray(np.rot90(image, turns)) if turns else image


def _decoded(container: InputContainer, stream: VideoStream) -> Iterator[VideoFrame | None]:
    """Yield frames, and None for every packet that cannot be decoded."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
            if packet is None:
                return
            yield from packet.decode()
        except av.error.EOFError:
            return
        except av.error.FFmpegError:
            yield None


def read_frames(path: Path, limits: VideoLimits) -> Iterator[Frame]:
    """Decode a file frame by frame, skipping damaged packets.

    Raises:
        InvalidInput: `empty_file`, `not_a_video`, `video_corrupt`, `video_too_long` or
            `too_many_pixels`; limits hold for what is decoded, whatever the header says.
    """
    check_size(path, limits)
    container, stream = _open(path)
    stride, rate = _stride(stream), float(stream.average_rate or 30)
    read, broken, last_s, start_s = 0, 0, -1.0, None
    with container:
        for frame in _decoded(container, stream):
            if frame is None:
                broken += 1
                if broken > limits.max_seconds * MAX_RATE_HZ:
                    raise corrupt()
                continue
            _check_pixels(frame.width, frame.height, limits)
            # PyAV types `time` as float, but a stream without timestamps gives None.
            stamp = read / rate if frame.pts is None else float(frame.time)
            start_s = stamp if start_s is None else start_s
            _check_seconds(stamp - start_s, limits)
            # A file may claim that all of its frames are shown at once.
            _check_seconds(read / MOST_RATE_HZ, limits)
            if read % stride == 0 and stamp - start_s > last_s:
                last_s = stamp - start_s
                yield Frame(read, last_s, _upright(frame))
            read += 1
    _check_decoded(read, broken)


def _check_decoded(read: int, broken: int) -> None:
    if broken > MAX_BROKEN_SHARE * (read + broken) or (read == 0 and broken == 0):
        raise corrupt()
    if read < MIN_FRAMES:
        error: FitholicError = _wrong(
            "not_a_video",
            f"The file holds {read} pictures, too few for a movement.",
            "Send a video of a whole set.",
        )
        raise error
