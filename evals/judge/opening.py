"""Opens the judge of a run, and says in its header how far it can be believed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from agents.judging import make_asker
from coach.knowledge.ports import Embedder
from coach.settings import ModelSettings
from evals.judge.asking import AskingJudge, prompt_sha
from evals.judge.records import calibration_for


def opened_judge(
    model: str | None, settings: ModelSettings, embedder: Embedder
) -> AskingJudge | None:
    """Return the judge of a run; None where none was asked for.

    Raises:
        SetupError: The model is unknown, its package is missing, or it needs a key.
    """
    if model is None:
        return None
    return AskingJudge(make_asker(settings.model_copy(update={"name": model}), embedder), model)


def judge_record(model: str | None, data_dir: Path, under_test: str) -> dict[str, Any] | None:
    """Return what the header of a run says of its judge; None where none was asked for.

    Raises:
        InvalidInput: The judge may not speak (codes `judge_is_tested`, `judge_uncalibrated`).
    """
    if model is None:
        return None
    sha = prompt_sha()
    found = calibration_for(data_dir, model, prompt_sha=sha, under_test=under_test)
    return {"model": model, "prompt_sha": sha, "calibration": found.model_dump(mode="json")}
