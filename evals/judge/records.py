"""Keeps calibrations, and hands out a judge only where one of them holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coach.errors import InvalidInput
from evals.judge.asking import prompt_sha
from evals.judge.calibration import Calibration


def record_path(data_dir: Path, model: str) -> Path:
    """Return where a judge's calibration is kept."""
    return data_dir / "evals" / "judges" / f"{re.sub(r'[^A-Za-z0-9.-]+', '_', model)}.json"


def keep(data_dir: Path, found: Calibration) -> Path:
    """Write a calibration and return where."""
    path = record_path(data_dir, found.model)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(found.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def calibration_for(data_dir: Path, model: str, *, prompt_sha: str, under_test: str) -> Calibration:
    """Return the calibration that lets a judge speak.

    Args:
        data_dir: Where calibrations are kept.
        model: The judge.
        prompt_sha: Hash of the prompt it would be asked with.
        under_test: The model whose replies are judged.

    Raises:
        InvalidInput: The judge is the model under test, was never calibrated, with another prompt,
            or fell short (codes `judge_is_tested`, `judge_uncalibrated`).
    """
    if model == under_test:
        raise InvalidInput(
            f"{model} cannot judge itself.",
            way_out="Name another model with --judge.",
            code="judge_is_tested",
        )
    path = record_path(data_dir, model)
    way_out = f"Run `fitholic evals calibrate --model {model}`."
    try:
        found = Calibration.model_validate_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise _unusable(f"{model} was never calibrated.", way_out) from exc
    except (OSError, ValidationError) as exc:
        raise _unusable(f"the calibration {path} cannot be read.", way_out) from exc
    if found.prompt_sha != prompt_sha:
        raise _unusable(f"{model} was calibrated with another prompt.", way_out)
    if found.complaints:
        told = "; ".join(found.complaints)
        raise _unusable(f"{model} fell short: {told}.", "Choose another judge.")
    return found


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


def _unusable(message: str, way_out: str) -> InvalidInput:
    return InvalidInput(message, way_out=way_out, code="judge_uncalibrated")
