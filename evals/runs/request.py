"""What somebody asked to be run, as it is written into the run folder so that it can be resumed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.errors import InvalidInput
from evals.runs.planning import RunOptions

REQUEST: Final = "request.json"
BUILTIN: Final = "builtin:coach"

Arm = Literal["champion", "challenger", "worktree"]
Mode = Literal["live", "replay", "record", "passthrough"]


class RunRequest(BaseModel):
    """Which cases, with which coach, how often."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cases: tuple[Path, ...] = ()
    """Files of cases, absolute; empty when a suite names them."""
    suite: str = ""
    model: str
    """`<provider>:<model>`."""
    bundle: Arm = "champion"
    prompts: dict[str, str] = Field(default_factory=dict[str, str])
    """Agent to version, in place of what the registry names."""
    mode: Mode = "live"
    epochs: int = Field(default=1, ge=1)
    first_epoch: int = Field(default=1, ge=1)
    safety_epochs: int | None = Field(default=None, ge=1)
    splits: tuple[str, ...] = ()
    """Empty: cases of every split."""
    only: str | None = None
    """Shell pattern of case ids."""
    slice: str | None = None
    variations: int | None = Field(default=None, ge=1)
    """Derive more cases until there are this many."""
    seed: int = 0
    judge: str | None = None
    """Model that is asked about soft claims; it needs a calibration that holds."""
    timing_session: str | None = None

    @property
    def is_builtin(self) -> bool:
        """Whether the built-in coach speaks, which is always live."""
        return self.model == BUILTIN

    def options(self, *, turn_s: float, in_flight: int) -> RunOptions:
        """Return how the cases of this request are run."""
        return RunOptions(
            epochs=self.epochs,
            first_epoch=self.first_epoch,
            safety_epochs=self.safety_epochs,
            seed=self.seed,
            turn_s=turn_s,
            in_flight=in_flight,
        )


def checked(values: Mapping[str, object]) -> RunRequest:
    """Return a request of options by name.

    Raises:
        InvalidInput: One of them is wrong (code `bad_option`).
    """
    try:
        return RunRequest.model_validate(values)
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        option = str(first["loc"][0]).replace("_", "-")
        raise InvalidInput(
            f"--{option} {first['input']!r}: {first['msg']}.",
            way_out="See `fitholic evals run --help`.",
            code="bad_option",
        ) from exc


def same_request(stored: RunRequest, given: dict[str, object], run: str) -> RunRequest:
    """Return the stored request of a run that is resumed, after a look at what is given now.

    Raises:
        InvalidInput: An option differs from the one the run was started with.
    """
    asked = checked(stored.model_dump() | given)
    differing = [
        f"{name} {getattr(stored, name)!r}, now {getattr(asked, name)!r}"
        for name in RunRequest.model_fields
        if getattr(stored, name) != getattr(asked, name)
    ]
    if differing:
        raise InvalidInput(
            f"run {run} was started with {'; '.join(differing)}.",
            way_out="Resume it with `--resume` alone, or start a new run.",
            code="resume_mismatch",
        )
    return stored
