"""What a process that runs cases is told before its first case."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coach.settings import ModelSettings
from evals.planning import RunOptions


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that all cases of a run share; it can be pickled."""

    database_url: str
    model_settings: ModelSettings
    options: RunOptions
    log_folder: Path
