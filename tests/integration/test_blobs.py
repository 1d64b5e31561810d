from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.errors import ExternalFailure, InvalidInput, NotFound, PayloadTooLarge
from store.blobs import FileBlobs


@pytest.fixture
def blobs(tmp_path: Path) -> FileBlobs:
    return FileBlobs(tmp_path / "blobs")


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_file_comes_back_as_it_was_put(blobs: FileBlobs) -> None:
    assert blobs.put("athlete/clip.mp4", iter([b"ab", b"", b"cde"])) == 5
    with blobs.open_path("athlete/clip.mp4") as path:
        assert path.read_bytes() == b"abcde"


def test_a_second_put_replaces_the_first(blobs: FileBlobs) -> None:
    blobs.put("clip.mp4", iter([b"old"]))
    blobs.put("clip.mp4", iter([b"new"]))
    with blobs.open_path("clip.mp4") as path:
        assert path.read_bytes() == b"new"


def test_an_upload_that_breaks_off_leaves_nothing(blobs: FileBlobs, tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"first"
        msg = "too many bytes."
        raise PayloadTooLarge(msg)

    with pytest.raises(PayloadTooLarge):
        blobs.put("athlete/clip.mp4", chunks())
    assert _files(tmp_path) == []
    with pytest.raises(NotFound), blobs.open_path("athlete/clip.mp4"):
        pass


def test_a_broken_second_upload_leaves_the_first(blobs: FileBlobs) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    blobs.put("clip.mp4", iter([b"whole"]))
    with pytest.raises(ExternalFailure) as caught:
        blobs.put("clip.mp4", chunks())
    assert caught.value.code == "disk_full"
    with blobs.open_path("clip.mp4") as path:
        assert path.read_bytes() == b"whole"


def test_a_deleted_file_is_gone_with_its_empty_folder_and_can_be_deleted_again(
    blobs: FileBlobs, tmp_path: Path
) -> None:
    blobs.put("athlete/a.mp4", iter([b"a"]))
    blobs.put("athlete/b.mp4", iter([b"b"]))
    blobs.delete("athlete/a.mp4")
    blobs.delete("athlete/a.mp4")
    assert _files(tmp_path) == ["blobs/athlete/b.mp4"]
    blobs.delete("athlete/b.mp4")
    assert list((tmp_path / "blobs").iterdir()) == []
    with pytest.raises(NotFound) as caught, blobs.open_path("athlete/b.mp4"):
        pass
    assert caught.value.code == "blob_not_found"


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../up", "a/../../up", "a//b", ".hidden", "a\0b", "x" * 201, "ä"]
)
def test_a_key_that_is_no_plain_relative_path_is_refused(blobs: FileBlobs, key: str) -> None:
    for attempt in (lambda: blobs.put(key, iter([b"x"])), lambda: blobs.delete(key)):
        with pytest.raises(InvalidInput) as caught:
            attempt()
        assert caught.value.code == "bad_blob_key"


def test_a_folder_that_cannot_be_written_is_an_external_failure(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(ExternalFailure) as caught:
        FileBlobs(tmp_path / "blobs").put("clip.mp4", iter([b"x"]))
    assert caught.value.code == "blob_not_stored"
