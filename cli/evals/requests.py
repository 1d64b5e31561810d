"""Turns the options of a command line into a request, or into the one of a run that goes on."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from coach.errors import InvalidInput
from coach.settings import Settings
from evals.run_folder import RunFolder, find_run
from evals.runs.prompt_choice import parse_prompt_option
from evals.runs.request import REQUEST, RunRequest, checked, same_request
from evals.runs.suites import load_suite


def request_of(told: Mapping[str, Any], settings: Settings) -> RunRequest:
    """Return what the options ask for, defaults filled in.

    Args:
        told: Options by the names of `RunRequest`; those left out are not in it.
        settings: Names the model if the options do not.

    Raises:
        InvalidInput: An option is wrong, or neither or both of cases and suite are given.
    """
    if bool(told.get("cases")) == bool(told.get("suite")):
        raise InvalidInput(
            "give either --cases or --suite.",
            way_out="Such as `--cases evals/datasets/smoke.yaml`, or `--suite pr`.",
            code="bad_option",
        )
    suite: dict[str, Any] = {}
    if told.get("suite"):
        loaded = load_suite(str(told["suite"]))
        suite = loaded.model_dump(include={"epochs", "safety_epochs", "splits"})
        if "epochs" in told:
            suite.pop("safety_epochs")
    model = told.get("model") or settings.model.spec
    request = checked({"mode": "replay", **suite, **_read(told), "model": model})
    # A provider is asked only when somebody says so; the built-in coach has nothing to replay.
    return request.model_copy(update={"mode": "live"}) if request.is_builtin else request


def resumed(run: str, told: Mapping[str, Any], data_dir: Path) -> tuple[RunRequest, RunFolder]:
    """Return the request and the folder of a run that goes on.

    Raises:
        NotFound: There is no such run.
        InvalidInput: It has no request, or an option differs from what it was started with.
    """
    path = find_run(data_dir, run)
    try:
        stored = RunRequest.model_validate_json((path / REQUEST).read_bytes())
    except (OSError, ValidationError) as exc:
        raise InvalidInput(
            f"{path} cannot be resumed: it is no folder of a run that was begun here.",
            way_out="Start a new run.",
            code="run_format",
        ) from exc
    given = _read(told)
    if stored.is_builtin:
        given.pop("mode", None)
    return same_request(stored, given, path.name), RunFolder(path)


def _read(told: Mapping[str, Any]) -> dict[str, Any]:
    given = dict(told)
    if "prompts" in given:
        given["prompts"] = dict(parse_prompt_option(text) for text in given["prompts"])
    return given
