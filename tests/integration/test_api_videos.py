"""Videos over HTTP: what is let in, what is stored, who sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from coach.identity import UserId
from tests.fixtures.api import ApiLauncher, ApiProcess
from tests.fixtures.clients import problem

MP4 = (Path(__file__).parents[1] / "data" / "squat_side.mp4").read_bytes()
PATH = "/v1/videos"


def send(
    client: httpx.Client, content: bytes, name: str = "squat.mp4", **fields: str
) -> httpx.Response:
    return client.post(PATH, files={"file": (name, content, "video/mp4")}, data=fields)


def blobs(launcher: ApiLauncher) -> set[Path]:
    return {path for path in (launcher.folder / "blobs").rglob("*") if path.is_file()}


def test_an_uploaded_video_is_queued_and_kept_whole(
    client: httpx.Client, launcher: ApiLauncher
) -> None:
    before = blobs(launcher)
    sent = send(client, MP4, exercise="back squat", load_kg="102.5", rpe="8")
    assert sent.status_code == 202
    video = sent.json()
    assert (video["status"], video["size_bytes"]) == ("uploaded", len(MP4))
    assert (video["exercise_hint"], video["load_kg"], video["logged_rpe"]) == (
        "back squat",
        102.5,
        8,
    )
    assert client.get(f"{PATH}/{video['id']}").json() == video
    (kept,) = blobs(launcher) - before
    assert kept.read_bytes() == MP4


def test_a_deleted_video_takes_its_file_along(client: httpx.Client, launcher: ApiLauncher) -> None:
    before = blobs(launcher)
    path = f"{PATH}/{send(client, MP4).json()['id']}"
    assert client.delete(path).status_code == 204
    problem(client.get(path), 404, "video_not_found")
    assert blobs(launcher) == before


def test_a_strangers_video_looks_like_none(client: httpx.Client, stranger: httpx.Client) -> None:
    path = f"{PATH}/{send(client, MP4).json()['id']}"
    for tail in ("", "/findings", "/events"):
        problem(stranger.get(path + tail), 404, "video_not_found")
    problem(stranger.delete(path), 404, "video_not_found")
    assert stranger.get(PATH).json()["videos"] == []


def test_findings_are_not_found_before_the_analysis(client: httpx.Client) -> None:
    problem(
        client.get(f"{PATH}/{send(client, MP4).json()['id']}/findings"), 404, "analysis_not_found"
    )


def test_progress_begins_with_where_the_video_stands(client: httpx.Client) -> None:
    path = f"{PATH}/{send(client, MP4).json()['id']}/events"
    with client.stream("GET", path) as stream:
        assert stream.headers["content-type"].startswith("text/event-stream")
        first = next(line for line in stream.iter_lines() if line.startswith("data: "))
    assert json.loads(first[6:]) == {"status": "uploaded", "done": 0, "total": 0}


def test_a_video_needs_its_consent_before_a_byte_is_kept(
    newcomer: httpx.Client, launcher: ApiLauncher
) -> None:
    before = blobs(launcher)
    problem(send(newcomer, MP4), 403, "consent_missing")
    assert blobs(launcher) == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\x00", "not_a_video"),
        (b"Date,Workout Name\n", "not_a_video"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "not_a_video"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 100, "not_a_video"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "not_a_video"),
    ],
)
def test_a_file_that_is_no_video_leaves_nothing(
    client: httpx.Client, launcher: ApiLauncher, content: bytes, code: str
) -> None:
    before = blobs(launcher)
    problem(send(client, content), 400, code)
    assert client.get(PATH).json()["videos"] == []
    assert blobs(launcher) == before


@pytest.mark.parametrize(
    "fields", [{"load_kg": "heavy"}, {"rpe": "11"}, {"exercise": "x" * 101}, {"surprise": "1"}]
)
def test_a_wrong_field_leaves_nothing(client: httpx.Client, fields: dict[str, str]) -> None:
    problem(send(client, MP4, **fields), 422, "invalid_payload")
    assert client.get(PATH).json()["videos"] == []


def test_a_name_with_folders_is_cut_to_its_end(client: httpx.Client) -> None:
    assert send(client, MP4, "../../etc/x.mp4").json()["file_name"] == "x.mp4"


@pytest.fixture(scope="module")
def small_api(launcher: ApiLauncher) -> Iterator[ApiProcess]:
    """A process that takes small videos only, and whose job queue nobody listens on."""
    limit = str(len(MP4) + 1)
    with launcher.process("tests.fixtures.queueless:app", FITHOLIC_VIDEO_BYTES=limit) as process:
        yield process


def test_no_row_stays_behind_when_the_file_cannot_be_kept(
    client: httpx.Client, scripted_athlete: UserId, launcher: ApiLauncher
) -> None:
    in_the_way = launcher.folder / "blobs" / "videos" / str(scripted_athlete)
    in_the_way.parent.mkdir(parents=True, exist_ok=True)
    in_the_way.write_bytes(b"")
    try:
        problem(send(client, MP4), 503, "blob_not_stored")
    finally:
        in_the_way.unlink()
    assert client.get(PATH).json()["videos"] == []


def test_nothing_stays_behind_when_the_queue_is_down(
    client: httpx.Client, launcher: ApiLauncher, small_api: ApiProcess
) -> None:
    before = blobs(launcher)
    with httpx.Client(base_url=small_api.url, headers=client.headers, timeout=30) as cut_off:
        problem(send(cut_off, MP4), 503, "queue_unreachable")
        assert cut_off.get(PATH).json()["videos"] == []
    assert blobs(launcher) == before


@pytest.mark.parametrize("content", [MP4 + b"xx", MP4 * 40])
def test_a_video_over_the_limit_is_refused_while_it_is_read(
    client: httpx.Client, launcher: ApiLauncher, small_api: ApiProcess, content: bytes
) -> None:
    before = blobs(launcher)
    with httpx.Client(base_url=small_api.url, headers=client.headers, timeout=30) as small:
        problem(send(small, content), 413, "payload_too_large")
    assert blobs(launcher) == before
