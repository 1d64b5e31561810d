"""`fitholic bench speed`: our time beside the time of the part that cannot be avoided."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import anyio
import typer
from pydantic import BaseModel, TypeAdapter
from rich import box
from rich.console import Console
from rich.table import Table

from cli.coach_client import CoachClient, Question
from cli.local import local_athlete, mint_token
from cli.options import DataDir
from cli.plan import ProcessName
from cli.stack import StackInfo, running_stack
from cli.terminal import Steps, native_log
from coach.clock import SystemClock
from coach.errors import InvalidInput
from coach.identity import MessageId, Principal, RunId, ThreadId, VideoId, new_uuid
from coach.settings import Settings

QUESTION = "What should I squat next session?"
WARM_UP = 2


class Ratio(BaseModel):
    """One comparison; seconds are medians, the ratio is the median of the pairs' ratios."""

    what: str
    limit: str
    """The part that cannot be avoided."""
    pairs: int
    ours_s: float
    limit_s: float
    ratio: float
    worst_ratio: float


@dataclass(frozen=True, slots=True)
class Pair:
    """One measurement of both sides, one right after the other."""

    ours_s: float
    limit_s: float


def run(
    video: Annotated[
        Path | None, typer.Option(help="A video to measure the analysis with.", show_default=False)
    ] = None,
    turns: Annotated[int, typer.Option(min=3, max=500, help="Chat turns to measure.")] = 20,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure chat and video analysis as ratios to the bare graph and to bare pose inference."""
    settings = Settings.load()
    needs: frozenset[ProcessName] = frozenset({"api"})
    if video is not None:
        _require_video(video)
    ratios: list[Ratio] = []
    with running_stack(data_dir, processes=needs, settings=settings) as stack:
        ratios.append(_chat(stack, settings, turns))
    if video is not None:
        ratios.append(_analysis(video, settings, data_dir))
    _print(ratios, as_json=as_json)


def _require_video(video: Path) -> None:
    """Say what is missing before minutes are spent on the other measurement."""
    from vision.models import require_system_libraries

    if not video.is_file():
        raise InvalidInput(
            f"there is no file {str(video)!r}.", way_out="Check --video.", code="file_not_found"
        )
    require_system_libraries()


def _chat(stack: StackInfo, settings: Settings, turns: int) -> Ratio:
    """Compare a turn over HTTP, logged and resumable, with the same turn on the graph alone."""
    token = mint_token(stack.data_dir, settings.auth)
    with CoachClient(stack.api_url or "", token) as client:

        def over_http() -> None:
            for _ in client.ask(Question(f"bench-{uuid4()}", QUESTION)):
                continue

        pairs = anyio.run(_turn_pairs, stack, settings, turns, over_http)
    return _ratio("chat turn over the API", "the graph alone, with its checkpoints", pairs)


async def _turn_pairs(
    stack: StackInfo, settings: Settings, turns: int, over_http: Callable[[], None]
) -> list[Pair]:
    from agents.graph import build_coach
    from agents.stream import CoachDeps, Turn
    from prompts.registry import load_registry
    from store.checkpoints import open_checkpoints
    from store.embedder import MiniLmEmbedder
    from store.engine import open_store

    store = open_store(stack.database_url)
    athlete = local_athlete(stack.data_dir)
    with store.read_only() as uow:
        profile = uow.profiles.get(athlete)
    deps = CoachDeps(
        store.read_only, store.unit_of_work, MiniLmEmbedder(), settings.model, load_registry()
    )
    async with open_checkpoints(stack.database_url) as saver:
        coach = build_coach(deps, saver)

        async def on_the_graph() -> None:
            turn = Turn(
                principal=Principal(athlete),
                thread_id=ThreadId(f"bench-{uuid4()}"),
                run_id=RunId(str(uuid4())),
                reply_id=MessageId(str(uuid4())),
                text=QUESTION,
                video_ids=(),
                profile=profile,
                clock=SystemClock(),
                deadline=datetime.now(UTC) + timedelta(minutes=1),
            )
            async for _ in coach.stream(turn):
                continue

        pairs: list[Pair] = []
        for _ in range(turns + WARM_UP):
            begun = time.perf_counter()
            await on_the_graph()
            between = time.perf_counter()
            await anyio.to_thread.run_sync(over_http)
            pairs.append(Pair(time.perf_counter() - between, between - begun))
    store.close()
    return pairs[WARM_UP:]


def _analysis(video: Path, settings: Settings, data_dir: Path | None) -> Ratio:
    """Compare an analysis with decoding and pose inference of the same frames."""
    from vision.analyse import PoseVideoAnalyser
    from vision.frames import VideoLimits, read_frames
    from vision.models import obtain_pose_model
    from vision.pose import PoseEstimator

    folder = data_dir or settings.data_dir
    model = obtain_pose_model(folder, Steps().say, settings.vision)
    limits = VideoLimits(settings.limits.video_bytes, settings.limits.video_seconds)
    analyser = PoseVideoAnalyser(model, limits)
    pairs: list[Pair] = []
    with native_log(folder, "bench"):
        for _ in range(4):
            begun = time.perf_counter()
            with PoseEstimator(model.path) as pose:
                for frame in read_frames(video, limits):
                    pose.detect(frame.image, frame.time_s)
            between = time.perf_counter()
            analyser.analyse(video, VideoId(new_uuid()))
            pairs.append(Pair(time.perf_counter() - between, between - begun))
    return _ratio("analysis of a video", "decoding and pose inference alone", pairs[1:])


def _ratio(what: str, limit: str, pairs: list[Pair]) -> Ratio:
    ratios = [pair.ours_s / pair.limit_s for pair in pairs]
    return Ratio(
        what=what,
        limit=limit,
        pairs=len(pairs),
        ours_s=statistics.median(pair.ours_s for pair in pairs),
        limit_s=statistics.median(pair.limit_s for pair in pairs),
        ratio=statistics.median(ratios),
        worst_ratio=max(ratios),
    )


def _print(ratios: list[Ratio], *, as_json: bool) -> None:
    if as_json:
        document = TypeAdapter(list[Ratio]).dump_json(ratios, indent=2)
        sys.stdout.write(document.decode() + "\n")
        return
    table = Table("what", "against", "pairs", "ours", "limit", "ratio", "worst", box=box.SIMPLE)
    for row in ratios:
        table.add_row(
            row.what,
            row.limit,
            str(row.pairs),
            f"{row.ours_s * 1000:.0f} ms",
            f"{row.limit_s * 1000:.0f} ms",
            f"{row.ratio:.2f}",
            f"{row.worst_ratio:.2f}",
        )
    Console(highlight=False).print(table)
