"""The table of planted changes: what each does, what a user would suffer, and who must notice."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from coach.errors import InvalidInput
from evals.world import Change


class Kind(StrEnum):
    """How a change is planted and run."""

    CODE = "code"
    """A patched copy of the sources; the built-in coach runs there."""
    PROMPT = "prompt"
    """A changed prompt; the real graph and Gemini client run against the simulated provider."""
    DATA = "data"
    """A run, a profile or a lock edited as a careless or dishonest change would."""
    STATISTICAL = "statistical"
    """Simulated results of many seeds."""


RuleName = Literal["R0", "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "command"]
"""A rule of the gate; `command` where the command refuses before any rule is asked."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Patch(_Strict):
    """One text replacement in a source file."""

    file: str
    """`{champion}` in the name of a prompt's file stands for its version in use."""
    old: str
    """Stands exactly once in the file; else the patch is stale and the self-test red."""
    new: str


class Expected(_Strict):
    """Who must notice a planted regression."""

    rule: RuleName
    """Must be among those that fail."""
    exit: int = Field(ge=1, le=5)
    fired: str | None = None
    """Name of the sub-rule, where the rule alone says too little."""


class World(_Strict):
    """Simulated results of 80 cases."""

    seeds: int = Field(400, ge=1)
    change: Change = Change()
    """How the candidate truly differs."""
    blocked_at_least: float | None = Field(None, ge=0, le=1)
    blocked_at_most: float | None = Field(None, ge=0, le=1)

    @model_validator(mode="after")
    def _one_bound(self) -> World:
        if (self.blocked_at_least is None) == (self.blocked_at_most is None):
            msg = "give `blocked_at_least` or `blocked_at_most`"
            raise ValueError(msg)
        return self


class PromptEdit(_Strict):
    """How one agent's prompt is changed."""

    agent: Literal["planner", "form_critic", "nutrition"]
    cut: tuple[str, ...] = ()
    """Texts to take out of the body; each stands there exactly once."""
    replace: dict[str, str] = Field(default_factory=dict[str, str])
    """Texts to put in place of others; each old one stands there exactly once."""
    add: str = ""
    """Put at the end of the body."""


class Mutant(_Strict):
    """One planted change."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{2,60}$")]
    kind: Kind
    what: str
    """What was changed, in a few words."""
    harm: str
    """What a user would suffer; of a harmless change, why nobody does."""
    harmless: bool = False
    """The gate must let it pass."""
    expect: Expected | None = None
    patches: tuple[Patch, ...] = ()
    prompts: tuple[PromptEdit, ...] = ()
    edit: str | None = None
    """Name of the function of `evals.selftest.edits`."""
    world: World | None = None
    cases: tuple[str, ...] = ()
    """Globs of ids, slices or agents of the cases that are run; empty: all."""
    most: int | None = Field(None, ge=1)
    """At most so many of them, evenly spread over the list; None: all."""
    epochs: int = Field(1, ge=1, le=10)
    paired: bool = False
    """Run both arms in turn, because their wall times are compared."""

    @model_validator(mode="after")
    def _is_whole(self) -> Mutant:
        if self.kind is not Kind.STATISTICAL and self.harmless is (self.expect is not None):
            msg = "a regression needs `expect`; a harmless change has none"
            raise ValueError(msg)
        given: Mapping[Kind, object] = {
            Kind.CODE: self.kind is not Kind.PROMPT and self.patches,
            Kind.PROMPT: self.prompts or (self.kind is Kind.PROMPT and self.patches),
            Kind.DATA: self.edit,
            Kind.STATISTICAL: self.world,
        }
        if not given[self.kind] or sum(bool(value) for value in given.values()) != 1:
            msg = f"a change of kind {self.kind} needs just its own way to be planted"
            raise ValueError(msg)
        return self

    @property
    def group(self) -> str:
        """What `--kind` selects: `benign` for a harmless change, else its kind."""
        return "benign" if self.harmless else self.kind.value


class _Table(_Strict):
    mutants: tuple[Mutant, ...]

    @model_validator(mode="after")
    def _ids_differ(self) -> _Table:
        ids = [mutant.id for mutant in self.mutants]
        twice = sorted({each for each in ids if ids.count(each) > 1})
        if twice:
            msg = f"ids stand twice: {', '.join(twice)}"
            raise ValueError(msg)
        return self


def parse_table(text: str) -> tuple[Mutant, ...]:
    """Return the planted changes that a YAML text lists.

    Raises:
        InvalidInput: It is no such list; the message names the place (code `mutants_broken`).
    """
    try:
        return _Table.model_validate(yaml.safe_load(text)).mutants
    except yaml.YAMLError as exc:
        raise InvalidInput(f"mutants.yaml is no YAML: {exc}", code="mutants_broken") from exc
    except ValidationError as exc:
        first = exc.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(
            f"mutants.yaml: {where}: {first['msg']}.",
            way_out="See docs/explanation/selftest.md for the keys.",
            code="mutants_broken",
        ) from exc


@cache
def all_mutants() -> tuple[Mutant, ...]:
    """Return every planted change of the package, in the order of the table."""
    text = files("evals.selftest").joinpath("mutants.yaml").read_text(encoding="utf-8")
    return parse_table(text)
