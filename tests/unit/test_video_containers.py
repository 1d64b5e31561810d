"""Telling a video from what only looks like one, by its first bytes."""

from __future__ import annotations

import pytest

from api.containers import video_type

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "video/quicktime"),
        (b"\x00\x00\x00\x08wide\x00\x00", "video/mp4"),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\x82\x88matroska", "video/x-matroska"),
        (b"RIFF\x24\x00\x00\x00AVI LIST", "video/x-msvideo"),
    ],
)
def test_a_video_is_known_by_its_first_bytes(head: bytes, expected: str) -> None:
    assert video_type(head) == expected


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"ftyp",
        b"\x00\x00\x00\x18ftypheic",
        b"\x00\x00\x00\x18ftypM4A ",
        b"RIFF\x24\x00\x00\x00WAVE",
        b"GIF89a" + b"\x00" * 20,
        b"<html><video></video></html>",
        b"\xff" * 64,
    ],
)
def test_everything_else_is_no_video(head: bytes) -> None:
    assert video_type(head) is None
