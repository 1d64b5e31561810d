"""What reaches the operator's terminal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cli.bench import speed
from cli.terminal import STDERR, native_log
from coach.errors import InvalidInput

pytestmark = pytest.mark.unit


def test_what_native_code_writes_goes_to_a_log_and_our_words_to_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with native_log(tmp_path, "noise") as console:
        os.write(STDERR, b"W0000 inference_feedback_manager.cc: noise\n")
        console.print("12/40 frames")
    os.write(STDERR, b"afterwards\n")
    assert capfd.readouterr().err == "12/40 frames\nafterwards\n"
    assert "noise" in (tmp_path / "logs" / "noise.log").read_text(encoding="utf-8")


def test_bench_names_a_missing_video_before_it_measures_anything(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no file"):
        speed.run(video=tmp_path / "none.mp4", data_dir=tmp_path / "data")
    assert not (tmp_path / "data").exists()
