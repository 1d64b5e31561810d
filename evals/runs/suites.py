"""Suites: which data sets are run for which purpose, how often, and judged by which profile."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

import yaml
from pydantic import BaseModel, ConfigDict, Field

from coach.errors import InvalidInput

DATASETS: Final = Path(str(files("evals"))) / "datasets"
SUITES: Final = Path(str(files("evals"))) / "suites"


class Suite(BaseModel):
    """One file of `evals/suites`; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    datasets: tuple[str, ...] = Field(min_length=1)
    """Names of files in `evals/datasets`, without their ending."""
    epochs: int = Field(ge=1, le=100)
    safety_epochs: int = Field(ge=1, le=100)
    """Of the cases of the slice `safety`."""
    splits: tuple[str, ...] = ("gate",)
    profile: str
    """Gate profile its results are judged by."""

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files of its data sets.

        Raises:
            InvalidInput: One is not there.
        """
        return tuple(dataset_path(name) for name in self.datasets)


def load_suite(name: str) -> Suite:
    """Read one suite.

    Raises:
        InvalidInput: There is none of that name, or its file is wrong.
    """
    names = sorted(path.stem for path in SUITES.glob("*.yaml"))
    if name not in names:
        raise InvalidInput(
            f"there is no suite {name!r}.",
            way_out=f"Suites: {', '.join(names)}.",
            code="unknown_suite",
        )
    path = SUITES / f"{name}.yaml"
    try:
        return Suite.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValueError, yaml.YAMLError, OSError) as exc:
        raise InvalidInput(
            f"suite {name} is wrong: {' '.join(str(exc).split())}.",
            way_out=f"Correct {path}.",
            code="bad_suite",
        ) from exc


def dataset_path(name: str) -> Path:
    """Return the file of a shipped data set.

    Raises:
        InvalidInput: It is not there.
    """
    for ending in (".jsonl", ".yaml"):
        path = DATASETS / f"{name}{ending}"
        if path.is_file():
            return path
    raise InvalidInput(
        f"there is no data set {name!r} in {DATASETS}.",
        way_out="Name a file of that folder without its ending.",
        code="unknown_dataset",
    )
