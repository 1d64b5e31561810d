"""What a process that runs cases is told before its first case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coach.settings import ModelSettings
from evals.runs.planning import RunOptions
from evals.runs.request import RunRequest


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that all cases of a run share; it can be pickled."""

    request: RunRequest
    options: RunOptions
    database_url: str
    model_settings: ModelSettings
    log_folder: Path
