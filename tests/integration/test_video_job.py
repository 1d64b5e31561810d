"""The analysis job, with a real worker, Valkey, Postgres and pose network."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest
from redis import Redis

from cli.servers import EmbeddedValkey
from coach.form.model import FaultCode, Video, VideoStatus
from coach.identity import UserId, VideoId, new_uuid
from coach.settings import Settings
from jobs.app import create_app
from jobs.lease import MAX_ATTEMPTS, VideoLease
from jobs.queue import DROP_EXPIRED, CeleryAnalysisQueue
from store.blobs import FileBlobs
from store.engine import Store
from store.progress import RedisProgress
from tests.athlete.clip import write_clip
from tests.builders import a_user_id, a_video
from tests.fixtures.pose_model import SQUAT_SIDE
from vision.frames import VideoLimits, read_frames
from vision.models import PoseModel

ROOT = Path(__file__).parents[2]
FINAL = {VideoStatus.ANALYSED, VideoStatus.FAILED}


class Stack:
    """What a test needs of the running parts."""

    def __init__(self, store: Store, folder: Path, redis_url: str) -> None:
        self.store = store
        self.blobs = FileBlobs(folder / "blobs")
        self.redis_url = redis_url
        self.queue = CeleryAnalysisQueue(redis_url)

    def add_video(self, data: bytes, **changes: object) -> Video:
        """Keep a file and its row, as an upload does."""
        user_id = a_user_id()
        video_id = VideoId(new_uuid())
        video = a_video(
            user_id,
            id=video_id,
            blob_key=f"videos/{user_id}/{video_id}",
            status=VideoStatus.UPLOADED,
            exercise_hint=None,
            **changes,
        )
        self.blobs.put(str(video.blob_key), iter([data]))
        with self.store.unit_of_work() as uow:
            uow.accounts.ensure(user_id, datetime.now(UTC))
            uow.videos.add(video)
        return video

    def video(self, video: Video) -> Video:
        """Return the row as it is now."""
        with self.store.read_only() as uow:
            return uow.videos.get(video.user_id, video.id)

    def analyse(self, video: Video) -> Video:
        """Queue a video and wait for its end."""
        self.queue.enqueue(video.user_id, video.id)
        until(lambda: self.video(video).status in FINAL)
        return self.video(video)


def until(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("worker")


@pytest.fixture(scope="module")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own: emptying it for each test would take the worker's queue away."""
    with EmbeddedValkey(tmp_path_factory.mktemp("broker")) as server:
        yield server.url


@pytest.fixture(scope="module")
def environment(
    folder: Path, broker: str, database_url: str, pose_model_file: PoseModel
) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("FITHOLIC_")},
        "DATABASE_URL": database_url,
        "REDIS_URL": broker,
        "FITHOLIC_DATA_DIR": str(folder),
        "FITHOLIC_POSE_MODEL": str(pose_model_file.path),
        "FITHOLIC_VIDEO_REDELIVERY_S": "2",
    }


@contextmanager
def running_worker(environment: dict[str, str], log: Path) -> Generator[subprocess.Popen[bytes]]:
    command = (sys.executable, "-m", "celery", "-A", "jobs.app:app", "worker", "--loglevel", "INFO")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle"],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            until(lambda: " ready." in log.read_text() or process.poll() is not None)
            assert process.poll() is None, log.read_text()
            yield process
        finally:
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a worker and its pool as a power cut does."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def worker(environment: dict[str, str], folder: Path) -> Iterator[None]:
    with running_worker(environment, folder / "worker.log"):
        yield


@pytest.fixture(scope="module")
def one_rep(folder: Path) -> bytes:
    """The first repetition of the test clip."""
    clip = folder / "one_rep.mp4"
    frames = islice(read_frames(SQUAT_SIDE, VideoLimits()), 76)
    write_clip(clip, (frame.image for frame in frames))
    return clip.read_bytes()


@pytest.fixture
def stack(store: Store, folder: Path, broker: str) -> Stack:
    return Stack(store, folder, broker)


def test_a_killed_workers_video_is_done_by_the_next(
    stack: Stack,
    environment: dict[str, str],
    folder: Path,
    one_rep: bytes,
    request: pytest.FixtureRequest,
) -> None:
    video = stack.add_video(one_rep)
    with running_worker(environment, folder / "killed.log") as first:
        stack.queue.enqueue(video.user_id, video.id)
        until(lambda: stack.video(video).status is VideoStatus.ANALYSING)
        kill(first)
    assert stack.video(video).status is VideoStatus.ANALYSING

    request.getfixturevalue("worker")
    until(lambda: stack.video(video).status in FINAL)

    assert stack.video(video).status is VideoStatus.ANALYSED


@pytest.mark.usefixtures("worker")
async def test_a_video_becomes_findings_and_progress_is_told(stack: Stack, broker: str) -> None:
    video = stack.add_video(SQUAT_SIDE.read_bytes())
    stack.queue.enqueue(video.user_id, video.id)
    seen = [progress async for progress in RedisProgress(broker).follow(video.id)]

    done = stack.video(video)
    assert done.status is VideoStatus.ANALYSED
    assert done.expires_at is not None
    assert seen[0].status is VideoStatus.ANALYSING
    assert seen[-1].status is VideoStatus.ANALYSED
    assert any(0 < state.done < state.total for state in seen)
    with stack.store.read_only() as uow:
        analysis = uow.findings.analysis(video.user_id, video.id)
        findings = uow.findings.list(video.user_id, video.id)
    assert (analysis.exercise, analysis.reps) == ("squat", 3)
    assert any(finding.fault is FaultCode.SHALLOW_DEPTH for finding in findings)


@pytest.mark.usefixtures("worker")
async def test_a_late_follower_sees_the_end_and_a_second_request_changes_nothing(
    stack: Stack, broker: str, one_rep: bytes
) -> None:
    video = stack.add_video(one_rep)
    stack.analyse(video)
    with stack.store.read_only() as uow:
        before = uow.findings.analysis(video.user_id, video.id)

    stack.queue.enqueue(video.user_id, video.id)
    other = stack.add_video(b"words, not pictures")
    stack.analyse(other)

    late = [progress async for progress in RedisProgress(broker).follow(video.id)]
    with stack.store.read_only() as uow:
        after = uow.findings.analysis(video.user_id, video.id)
    assert [progress.status for progress in late] == [VideoStatus.ANALYSED]
    assert after == before


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"words, not pictures", "not_a_video"),
        (SQUAT_SIDE.read_bytes()[:20_000], "video_corrupt"),
    ],
)
def test_a_bad_file_fails_with_its_code_and_the_way_out(
    stack: Stack, data: bytes, code: str
) -> None:
    failed = stack.analyse(stack.add_video(data))

    assert (failed.status, failed.error_code) == (VideoStatus.FAILED, code)
    assert failed.error_message is not None
    assert failed.error_message.count(".") >= 2


@pytest.mark.usefixtures("worker")
def test_a_video_that_keeps_ending_its_worker_is_given_up(stack: Stack, broker: str) -> None:
    video = stack.add_video(SQUAT_SIDE.read_bytes())
    with Redis.from_url(broker) as redis:  # pyright: ignore[reportUnknownMemberType]  # its **kwargs are untyped
        lease = VideoLease(redis, video.id)
        for _ in range(MAX_ATTEMPTS):
            lease.begin_attempt()

    assert stack.analyse(video).error_code == "analysis_crashed"


@pytest.mark.usefixtures("worker")
def test_a_deleted_video_leaves_the_worker_free_for_the_next(stack: Stack) -> None:
    stack.queue.enqueue(UserId(new_uuid()), VideoId(new_uuid()))

    assert stack.analyse(stack.add_video(b"no video")).status is VideoStatus.FAILED


@pytest.mark.usefixtures("worker")
def test_expired_files_are_dropped_and_the_row_stays(stack: Stack, broker: str) -> None:
    yesterday = datetime.now(UTC) - timedelta(days=1)
    old = stack.add_video(b"old", expires_at=yesterday)
    new = stack.add_video(b"new", expires_at=yesterday + timedelta(days=2))
    settings = Settings.model_validate({})

    app = create_app(
        settings.model_copy(update={"redis": settings.redis.model_copy(update={"url": broker})})
    )
    app.send_task(DROP_EXPIRED)
    until(lambda: stack.video(old).blob_key is None)

    assert stack.video(new).blob_key is not None
    with stack.blobs.open_path(str(new.blob_key)) as path:
        assert path.read_bytes() == b"new"
    assert stack.queue.worker_answers(timeout_s=5)


def test_the_api_can_queue_and_measure_without_loading_a_network_or_a_task() -> None:
    code = (
        "import sys, jobs.queue, vision.measure; "
        "print(sorted({'mediapipe', 'cv2', 'av', 'jobs.tasks', 'vision.pose'} & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
