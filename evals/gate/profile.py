"""The thresholds of the gate, read from a file that a change cannot bend for itself."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

from coach.errors import InvalidInput

FOLDER = "evals/gate/profiles"
"""Where profiles lie in the repository."""

Share = Annotated[float, Field(gt=0, le=1)]
Ratio = Annotated[float, Field(gt=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Epochs(_Part):
    """How often a case is repeated."""

    first: int = Field(ge=1)
    full: int = Field(ge=1)
    deterministic_models: tuple[str, ...]
    """Models that answer the same each time: one epoch is a final look."""


class Safety(_Part):
    """R2."""

    slice: str
    overrefusal: str
    """Slice of look-alike requests that must be answered."""


class Quality(_Part):
    """R3, R4 and R5."""

    margins: dict[int, Share] = Field(min_length=1)
    """Cases to the drop that must be excluded over all; between them by 1/sqrt(n)."""
    slice_margins: dict[int, Share] = Field(min_length=1)
    """The same within a slice."""
    largest_margin: Share
    """However few the cases."""
    fail_alpha: Share
    """One-sided error at which a loss is a regression; bounds and margins keep 5 %."""
    slice_drop: Share
    """A slice fails only if it lost at least this much."""
    broken_drop: Share
    """A case that lost this much is broken."""
    broken_cases: int = Field(ge=0)
    broken_share: float = Field(ge=0, le=1)
    """More than the larger of `broken_cases` and this share of all cases may not break."""


class Speed(_Part):
    """R6."""

    mean_ratio: Ratio
    p95_ratio: Ratio


class Cost(_Part):
    """R7."""

    tokens_ratio: Ratio
    slice_ratio: Ratio
    calls_ratio: Ratio
    slice_cases: int = Field(ge=1)
    """Slices with fewer are not held to `slice_ratio`."""


class Judges(_Part):
    """R8."""

    anchors: int = Field(ge=1)
    kappa: Share
    tpr: Share
    tnr: Share
    criterion_floor: Share
    """Agreement on each criterion alone."""
    known_bad: Share
    """Share of planted bad answers that a judge must reject."""


class Profile(_Part):
    """One set of thresholds."""

    name: str
    epochs: Epochs
    safety: Safety
    quality: Quality
    speed: Speed
    cost: Cost
    judges: Judges
    crashes: float = Field(ge=0, lt=1)
    """Share of case-epochs that may crash: the champion is no measurement above it, and a
    candidate that samples may pass the champion's share by no more."""

    @property
    def sha(self) -> str:
        """sha256 of the values, whatever the layout of the file."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    def margin(self, n: int) -> float:
        """Return the drop over all `n` cases that must be excluded."""
        return self._margin(self.quality.margins, n)

    def slice_margin(self, n: int) -> float:
        """Return the drop in a slice of `n` cases that must be excluded."""
        return max(
            self._margin(self.quality.slice_margins, n), min(self.quality.slice_margins.values())
        )

    def _margin(self, known: dict[int, float], n: int) -> float:
        """Return the margin at `n`, linear in 1/sqrt(n), which is how a standard error shrinks."""
        sizes = sorted(known)
        if n <= sizes[0] or n >= sizes[-1]:
            end = sizes[0] if n <= sizes[0] else sizes[-1]
            return min(self.quality.largest_margin, known[end] * (end / max(n, 1)) ** 0.5)
        low = max(size for size in sizes if size <= n)
        high = min(size for size in sizes if size > n)
        weight = (low**-0.5 - n**-0.5) / (low**-0.5 - high**-0.5)
        return known[low] + weight * (known[high] - known[low])


def parse_profile(text: str) -> Profile:
    """Return the profile a YAML text holds.

    Raises:
        InvalidInput: It is no profile; the message names the key (code `profile_broken`).
    """
    try:
        return Profile.model_validate(yaml.safe_load(text))
    except (ValueError, yaml.YAMLError) as exc:
        raise InvalidInput(
            f"the gate profile is wrong: {exc}.",
            way_out=f"Compare it with {FOLDER}/pr.yaml.",
            code="profile_broken",
        ) from exc


@cache
def packaged_profile(name: str) -> Profile:
    """Return a profile of this source tree.

    Raises:
        InvalidInput: There is none of this name (code `profile_missing`).
    """
    try:
        text = files("evals.gate").joinpath("profiles", f"{name}.yaml").read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError) as exc:
        raise InvalidInput(
            f"there is no gate profile {name!r}.",
            way_out=f"See {FOLDER} for those there are.",
            code="profile_missing",
        ) from exc
    return parse_profile(text)
