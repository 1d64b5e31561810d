"""The shape of a tool: typed arguments in, facts out, the owner injected."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, Protocol

from pydantic import BaseModel

from coach.accounts.model import Profile
from coach.accounts.ports import AccountsUnitOfWork
from coach.clock import Clock
from coach.evidence import Fact
from coach.form.ports import FormUnitOfWork
from coach.identity import Principal, RunId
from coach.knowledge.ports import Embedder, KnowledgeUnitOfWork
from coach.nutrition.ports import NutritionUnitOfWork
from coach.training.ports import TrainingUnitOfWork


class Desk(
    AccountsUnitOfWork,
    TrainingUnitOfWork,
    NutritionUnitOfWork,
    FormUnitOfWork,
    KnowledgeUnitOfWork,
    Protocol,
):
    """Everything a tool may read or write, in one transaction."""


OpenDesk = Callable[[], AbstractContextManager[Desk]]


@dataclass(frozen=True, slots=True)
class ToolContext:
    """What a tool knows without asking the model."""

    principal: Principal
    readers: OpenDesk
    """Opens a transaction for reading; it is rolled back at the end."""
    writers: OpenDesk
    """Opens a transaction that commits when the block ends well."""
    clock: Clock
    locale: Profile
    """Units, language, country and time zone of the athlete."""
    embedder: Embedder
    run_id: RunId
    call_id: str
    """The id of this tool call; facts are minted as `<call_id>.<n>`."""
    idempotency_key: str
    """Same for a retried call of the same run; writes use it as their id's seed."""
    deadline: datetime


class ToolResult(BaseModel):
    """What a tool returns; the model sees it as JSON."""

    model_config = {"frozen": True, "arbitrary_types_allowed": True}

    facts: tuple[Fact, ...] = ()
    """Every number the reply may use."""
    data: dict[str, Any] = {}
    """Structure for the model: names, order, notes. Numbers in it need a fact beside them."""
    summary: str = ""
    """One line for the step list of the chat page, such as "6 squat sets since 2 Sep 2021"."""
    provenance: Literal["system", "athlete_text", "imported_text", "passage"] = "system"
    """Where free text in `data` comes from; all but `system` is data, never instruction."""


class RunTool(Protocol):
    """The function behind a tool."""

    def __call__(self, ctx: ToolContext, args: Any) -> ToolResult:  # noqa: ANN401 - each tool narrows it to its own model
        """Do the work; blocking is fine, the caller runs it in a thread."""
        ...


class Question(NamedTuple):
    """What the athlete has to agree to, with the facts behind its numbers and days."""

    text: str
    facts: tuple[Fact, ...] = ()


class Confirm(Protocol):
    """Says what a call would do that the athlete should agree to first."""

    def __call__(self, ctx: ToolContext, args: Any) -> Question | str | None:  # noqa: ANN401 - as `RunTool`
        """Return the question to ask before the call runs; None when nothing needs asking.

        A question with numbers or days comes with their facts; words alone are enough otherwise.

        It may read, never write. The answer runs the call with the same arguments.
        """
        ...


class FactLabel(NamedTuple):
    """One kind of fact a tool mints."""

    label: str
    unit: str | None
    """`mass` stands for the athlete's own unit, kg or lb."""
    subject: str
    """`exercise id`, `day`, `athlete`, `muscle:<name>`, `food:<id>`, `video:<id>`, ..."""
    meaning: str


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """One tool as the catalogue lists it."""

    name: str
    description: str
    """Told to the model: when to call it and what comes back."""
    args: type[BaseModel]
    run: RunTool
    effect: Literal["read", "write", "destructive"] = "read"
    timeout_s: float = 10.0
    data: type[BaseModel] | None = None
    """Shape of `ToolResult.data`; validate it again to read it with types."""
    returns: tuple[FactLabel, ...] = ()
    """Every label the tool's facts may carry."""
    confirm: Confirm | None = None
    """Asked before each call of a tool that replaces or deletes much; None: it runs at once."""
