"""What a run was made of: enough to know whether two runs may be compared."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evals.results import RunHeader
from evals.runs.planning import Planned, RunOptions


@dataclass(frozen=True, slots=True)
class Subject:
    """What is run, in the words of the one who asked."""

    run_id: str
    mode: str
    """`live`, `replay`, `record` or `passthrough`."""
    suite: str = ""
    datasets: Mapping[str, str] = field(default_factory=dict[str, str])
    """Data set to its version."""
    timing_session: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What a process says of the coach it has built."""

    bundle_id: str
    bundle: dict[str, Any]
    model: str
    tool_schemas_sha: str


def header_of(
    subject: Subject, made: Made, planned: Sequence[Planned], options: RunOptions
) -> RunHeader:
    """Return the header of a run that begins now."""
    return RunHeader(
        run_id=subject.run_id,
        started_at=datetime.now(UTC),
        bundle_id=made.bundle_id,
        bundle=made.bundle,
        model=made.model,
        mode=subject.mode,
        suite=subject.suite,
        datasets=dict(subject.datasets),
        seed=options.seed,
        clock="frozen",
        epochs=options.epochs,
        cases_expected=len(planned),
        cases=tuple(dict.fromkeys(each.case.id for each in planned)),
        timing_session=subject.timing_session,
        host=host(),
        tool_schemas_sha=made.tool_schemas_sha,
    )


def host() -> str:
    """Return processor, cores, Python and system; nothing that names the machine."""
    version = ".".join(str(part) for part in sys.version_info[:3])
    system = f"{platform.system()} {platform.machine()}"
    return f"{_processor()}, {os.cpu_count()} cores, Python {version}, {system}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown processor"
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.processor() or "unknown processor")
