"""What athletes do about replies (thumbs, edits, giving a plan up); evals make cases of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter, status
from pydantic import Field, StringConstraints, model_validator

from api.auth import PrincipalDep
from api.fields import NO_NUL, Body, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.identity import RunId, new_uuid
from coach.runs.model import Feedback

router = APIRouter(prefix="/v1/feedback", tags=["feedback"], responses=PROBLEMS)

RunKey = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=NO_NUL)]
Edited = Annotated[str, StringConstraints(min_length=1, max_length=8_000, pattern=NO_NUL)]
Comment = Annotated[str, StringConstraints(max_length=2_000, pattern=NO_NUL)]


class FeedbackBody(Body):
    """What the athlete did about a run's reply: at least one of thumb, edit and giving up."""

    run_id: RunKey
    up: bool | None = Field(default=None, examples=[False])
    comment: Comment = Field(default="", examples=["That load is too much after a break."])
    edited_text: Edited | None = Field(default=None, examples=["3 x 5 at 95 kg"])
    """What the athlete made of the proposal."""
    abandoned: bool = False
    """The athlete gave up what the reply proposed."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.up is None and self.edited_text is None and not self.abandoned:
            raise ValueError("say at least one of up, edited_text and abandoned")
        return self


class FeedbackView(View):
    """Stored feedback."""

    id: UUID
    run_id: str
    up: bool | None
    comment: str
    edited_text: str | None
    abandoned: bool
    created_at: datetime


@router.post(
    "", status_code=status.HTTP_201_CREATED, operation_id="give_feedback", summary="Rate a reply"
)
def give_feedback(
    principal: PrincipalDep, services: ServicesDep, body: FeedbackBody
) -> FeedbackView:
    """Store feedback on a run; what it says replaces what earlier feedback on it said."""
    with services.store.unit_of_work() as uow:
        run = uow.runs.get(principal.user_id, RunId(body.run_id))
        feedback = Feedback(
            id=new_uuid(),
            user_id=principal.user_id,
            run_id=run.id,
            thread_id=run.thread_id,
            up=body.up,
            comment=body.comment,
            edited_text=body.edited_text,
            abandoned=body.abandoned,
            created_at=datetime.now(UTC),
        )
        kept = uow.feedback.put(feedback)
    return FeedbackView.model_validate(kept)
