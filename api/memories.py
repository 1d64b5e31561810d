"""What the coach keeps in mind about the athlete, who sees, edits and deletes it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field, StringConstraints

from api.auth import PrincipalDep
from api.fields import NO_NUL, Body, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.accounts import commands
from coach.accounts.commands import MAX_MEMORY_CHARS, MemoryEntry, forget, remember
from coach.accounts.model import MemoryKind
from coach.accounts.queries import memories_of

router = APIRouter(prefix="/v1/memories", tags=["memories"], responses=PROBLEMS)

MemoryText = Annotated[
    str,
    StringConstraints(
        min_length=1, max_length=MAX_MEMORY_CHARS, pattern=NO_NUL, strip_whitespace=True
    ),
]


class MemoryBody(Body):
    """One thing to keep in mind."""

    kind: MemoryKind = MemoryKind.OTHER
    text: MemoryText = Field(examples=["Left knee hurts on deep lunges."])


class MemoryChange(Body):
    """Other words for a memory."""

    text: MemoryText = Field(examples=["The left knee is fine again."])


class MemoryView(View):
    """One stored memory, and why it is kept."""

    id: UUID
    kind: MemoryKind
    text: str
    created_at: datetime = Field(description="When it was noted.")
    said: str | None = Field(
        default=None,
        description="The athlete's words it was taken from; null when it was typed in.",
    )
    run_id: str | None = Field(
        default=None, description="The turn of the conversation it was taken from."
    )


class Memories(View):
    """Memories, newest first."""

    memories: tuple[MemoryView, ...]


@router.get("", operation_id="list_memories", summary="List what the coach keeps in mind")
def list_memories(principal: PrincipalDep, services: ServicesDep) -> Memories:
    """Return every memory."""
    with services.store.read_only() as uow:
        found = memories_of(uow, principal.user_id)
    return Memories(memories=tuple(MemoryView.model_validate(one) for one in found))


@router.post(
    "", status_code=status.HTTP_201_CREATED, operation_id="add_memory", summary="Add a memory"
)
def add_memory(principal: PrincipalDep, services: ServicesDep, body: MemoryBody) -> MemoryView:
    """Keep one more thing in mind; what is kept in these words already comes back as it is."""
    entry = MemoryEntry(body.kind, body.text)
    with services.store.unit_of_work() as uow:
        memory, _ = remember(uow, principal.user_id, entry, at=datetime.now(UTC))
    return MemoryView.model_validate(memory)


@router.patch("/{memory_id}", operation_id="edit_memory", summary="Change the words of a memory")
def edit_memory(
    principal: PrincipalDep, services: ServicesDep, memory_id: UUID, body: MemoryChange
) -> MemoryView:
    """Change the words of one memory."""
    with services.store.unit_of_work() as uow:
        memory = commands.edit_memory(uow, principal.user_id, memory_id, body.text)
    return MemoryView.model_validate(memory)


@router.delete(
    "/{memory_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    operation_id="delete_memory",
    summary="Forget one memory",
)
def delete_memory(principal: PrincipalDep, services: ServicesDep, memory_id: UUID) -> None:
    """Forget one memory."""
    with services.store.unit_of_work() as uow:
        forget(uow, principal.user_id, memory_id)
