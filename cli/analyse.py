"""`fitholic analyse`: measure a video on this machine, without a database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel
from rapidfuzz import fuzz, process
from rich import box
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.options import DataDir
from cli.terminal import Steps, native_log
from coach.errors import InvalidInput
from coach.form.model import Finding, FormAnalysis
from coach.form.ports import AnalysisResult
from coach.identity import VideoId, new_uuid
from coach.settings import Settings
from vision.analyse import PoseVideoAnalyser
from vision.frames import VideoLimits, read_frames
from vision.measure import AnalysisRequest, MeasuredSet, measure_track
from vision.models import obtain_pose_model, require_system_libraries
from vision.recognise import Exercise, exercise_named
from vision.render import write_annotated


class Report(BaseModel):
    """What `--json` prints."""

    file: str
    analysis: FormAnalysis
    findings: tuple[Finding, ...]


def run(
    video: Annotated[Path, typer.Argument(help="A video of one set.")],
    exercise: Annotated[
        str | None, typer.Option(help="What it shows; recognised when left out.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    annotate: Annotated[
        Path | None, typer.Option(help="Write a video with the skeleton to this MP4.")
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Count and measure the repetitions in a video; nothing leaves this machine."""
    settings = Settings.load()
    folder = data_dir or settings.data_dir
    if not video.is_file():
        raise InvalidInput(
            f"there is no file {str(video)!r}.", way_out="Check the path.", code="file_not_found"
        )
    check_exercise(exercise)
    require_system_libraries()
    model = obtain_pose_model(folder, Steps().say, settings.vision)
    limits = VideoLimits(
        max_bytes=settings.limits.video_bytes, max_seconds=settings.limits.video_seconds
    )
    analyser = PoseVideoAnalyser(model, limits)
    request = AnalysisRequest(VideoId(new_uuid()), model.sha256, datetime.now(UTC), exercise)
    with native_log(folder, "analyse") as console:
        measured = _measure(analyser, video, request, console)
    if annotate is not None:
        write_annotated(read_frames(video, limits), measured, annotate)
        sys.stderr.write(f"fitholic: annotated video in {annotate}\n")
    if as_json:
        _print_json(video, measured.result)
    else:
        _print_tables(video, measured.result)


def check_exercise(name: str | None) -> None:
    """Refuse a slip of a key in the name of an exercise that has its own measurements.

    Any other name is taken as it is: its repetitions are counted without measurements of its own.

    Raises:
        InvalidInput: The name is nearly that of a known exercise (code `unknown_exercise`).
    """
    if not name or exercise_named(name) is not Exercise.UNKNOWN:
        return
    known = [each.value.replace("_", " ") for each in Exercise if each is not Exercise.UNKNOWN]
    near = process.extractOne(
        name.casefold().replace("_", " "), known, scorer=fuzz.ratio, score_cutoff=SLIP
    )
    if near is not None:
        raise InvalidInput(
            f"no exercise is called {name!r}.",
            way_out=f"Did you mean {near[0]!r}? Leave --exercise out to have it recognised.",
            code="unknown_exercise",
        )


SLIP = 80
"""Similarity in percent from which a name is a slip of a known one. Source: measured on the names;
one wrong letter of five leaves 80, "split squat" and "squat" are 62 alike."""


def _measure(
    analyser: PoseVideoAnalyser, video: Path, request: AnalysisRequest, console: Console
) -> MeasuredSet:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f}/{task.total:.0f} frames"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(video.name, total=0)
        track = analyser.track(
            video, lambda done, total: bar.update(task, completed=done, total=total)
        )
        return measure_track(track, request)


def _print_json(video: Path, result: AnalysisResult) -> None:
    report = Report(file=video.name, analysis=result.analysis, findings=result.findings)
    sys.stdout.write(report.model_dump_json(indent=2) + "\n")


def _shown(finding: Finding | None) -> str:
    if finding is None:
        return ""
    if finding.value is None:
        return "not assessable"
    mark = " !" if finding.fault else ""
    return f"{finding.value:.3g}{mark}"


def _with_band(finding: Finding) -> str:
    text = _shown(finding)
    if finding.low is None or finding.high is None:
        return text
    return f"{text} ({finding.low:.3g} to {finding.high:.3g})"


def _heading(metric: str) -> str:
    words = metric.removesuffix("_deg").removesuffix("_s").removesuffix("_pct").replace("_", " ")
    unit = {"deg": "deg", "s": "s", "pct": "%"}.get(metric.rsplit("_", 1)[-1], "")
    return f"{words}, {unit}" if unit else words


def _set_table(findings: Sequence[Finding]) -> Table:
    table = Table(
        "whole set", "value (error band)", "threshold", "fault", "severity", box=box.SIMPLE
    )
    for finding in findings:
        table.add_row(
            _heading(finding.metric),
            _with_band(finding),
            "" if finding.threshold is None else f"{finding.threshold:g}",
            finding.fault.value if finding.fault else "",
            finding.severity.value if finding.fault else "",
        )
    return table


def _rep_table(findings: Sequence[Finding]) -> Table:
    by_place = {(finding.rep, finding.metric): finding for finding in findings}
    metrics = list(dict.fromkeys(finding.metric for finding in findings))
    table = Table("rep", *(_heading(metric) for metric in metrics), box=box.SIMPLE)
    for rep in sorted({finding.rep for finding in findings if finding.rep is not None}):
        table.add_row(str(rep), *(_shown(by_place.get((rep, metric))) for metric in metrics))
    return table


def _print_tables(video: Path, result: AnalysisResult) -> None:
    found = result.analysis
    console = Console(highlight=False, markup=False)
    console.print(
        f"{video.name}: {found.exercise} ({found.exercise_confidence:.0%} sure), "
        f"{found.view.value} view, {found.reps} rep{'' if found.reps == 1 else 's'} "
        f"in {found.duration_s:.1f} s"
    )
    console.print(_set_table([f for f in result.findings if f.rep is None]))
    per_rep = [finding for finding in result.findings if finding.rep is not None]
    if per_rep:
        console.print(_rep_table(per_rep))
    for reason in dict.fromkeys(f.reason for f in result.findings if f.reason):
        console.print(f"- {reason}")
