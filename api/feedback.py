"""Thumbs on replies; they become cases of the evals."""

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
from coach.identity import RunId, new_uuid
from coach.runs.model import Feedback

router = APIRouter(prefix="/v1/feedback", tags=["feedback"], responses=PROBLEMS)

RunKey = Annotated[str, StringConstraints(min_length=1, max_length=128, pattern=NO_NUL)]
Comment = Annotated[str, StringConstraints(max_length=2_000, pattern=NO_NUL)]


class FeedbackBody(Body):
    """A thumb on a run, with words if there are any."""

    run_id: RunKey
    up: bool
    comment: Comment = Field(default="", examples=["That load is too much after a break."])


class FeedbackView(View):
    """Stored feedback."""

    id: UUID
    run_id: str
    up: bool
    comment: str
    created_at: datetime


@router.post(
    "", status_code=status.HTTP_201_CREATED, operation_id="give_feedback", summary="Rate a reply"
)
def give_feedback(
    principal: PrincipalDep, services: ServicesDep, body: FeedbackBody
) -> FeedbackView:
    """Store feedback on a run in place of earlier feedback on it."""
    with services.store.unit_of_work() as uow:
        run = uow.runs.get(principal.user_id, RunId(body.run_id))
        feedback = Feedback(
            id=new_uuid(),
            user_id=principal.user_id,
            run_id=run.id,
            thread_id=run.thread_id,
            up=body.up,
            comment=body.comment,
            created_at=datetime.now(UTC),
        )
        uow.feedback.put(feedback)
    return FeedbackView.model_validate(feedback)
