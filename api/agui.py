"""AG-UI over the wire: the request an AG-UI client sends, and the events it understands.

Source: AG-UI protocol 1.0, `RunAgentInput` and `EventType` of `@ag-ui/core`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from api.fields import Moment
from coach.errors import InvalidInput, PayloadTooLarge
from coach.safety.rules.text import visible

AnyId = Annotated[str, StringConstraints(min_length=1, max_length=128)]
"""An id the client chose; the length is that of the columns that keep it."""
ClientId = Annotated[
    str,
    StringConstraints(
        min_length=1,
        max_length=128,
        pattern=r"^[^/\x00-\x1f\x7f]*[^/.\x00-\x1f\x7f][^/\x00-\x1f\x7f]*$",
    ),
]
"""An id that stands in addresses as well: no slash, no control character, not only dots."""
MESSAGE_CHARS = 8_000
"""Longest message: about 1,500 words, more than a week of training written out; the page's box
takes no more either."""


class _Wire(BaseModel):
    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="ignore", frozen=True
    )


class TextPart(_Wire):
    """A piece of a message; parts that are not text are left aside."""

    type: str
    text: str = ""


class InputMessage(_Wire):
    """One message of the conversation as the client holds it."""

    id: AnyId
    role: Literal["developer", "system", "assistant", "user", "tool", "activity", "reasoning"]
    content: str | list[TextPart] | dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The words of the message."""
        match self.content:
            case str(text):
                return text
            case list(parts):
                return "".join(part.text for part in parts if part.type == "text")
            case _:
                return ""


class Approval(BaseModel):
    """What the `responseSchema` of our interrupts asks for."""

    model_config = ConfigDict(strict=True, frozen=True)

    approved: bool


class ResumeItem(_Wire):
    """An answer to an interrupt."""

    interrupt_id: AnyId
    status: Literal["resolved", "cancelled"]
    payload: Any = None

    @property
    def approved(self) -> bool:
        """Whether the athlete agrees; who closes the question without an answer does not.

        Raises:
            InvalidInput: The payload is not what the interrupt asked for.
        """
        if self.status == "cancelled":
            return False
        try:
            return Approval.model_validate(self.payload).approved
        except ValidationError as exc:
            raise InvalidInput(
                f"the answer to interrupt {self.interrupt_id!r} does not fit its responseSchema.",
                way_out='Send the payload {"approved": true} or {"approved": false}.',
                code="invalid_resume",
            ) from exc


class ForwardedProps(_Wire):
    """What fitholic's own clients add."""

    now: Moment | None = None
    """Replays the turn at another date."""
    video_ids: Annotated[list[UUID], Field(max_length=10)] = []
    """Videos the message is about."""


class RunAgentInput(_Wire):
    """The body of `POST /v1/runs`; the server's own history counts, not the client's copy."""

    thread_id: ClientId
    run_id: ClientId
    parent_run_id: AnyId | None = None
    state: Any = None
    messages: list[InputMessage]
    tools: list[Any] = []
    context: list[Any] = []
    forwarded_props: ForwardedProps | None = None
    resume: list[ResumeItem] = []

    @property
    def question(self) -> InputMessage:
        """The athlete's newest message, which the run answers.

        Raises:
            InvalidInput: The last message is not the athlete's, or nothing of it can be seen; or
                the answer to an interrupt is none.
            PayloadTooLarge: It is longer than `MESSAGE_CHARS`.
        """
        last = self.messages[-1] if self.messages else None
        answer = self.answer
        if answer is not None:
            last = self._answered(answer, last)
        if last is None or last.role != "user" or not visible(last.text).strip():
            raise InvalidInput(
                "the run has no message to answer.",
                way_out="Let the last of `messages` be a user's, with text.",
                code="no_message",
            )
        if len(last.text) > MESSAGE_CHARS:
            raise PayloadTooLarge(
                f"the message has more than {MESSAGE_CHARS:,} characters.",
                way_out="Send it in shorter pieces, or import a log as a file.",
                code="message_too_long",
            )
        return last

    def _answered(self, answer: ResumeItem, last: InputMessage | None) -> InputMessage:
        """Return the message that stands in the thread for the answer to an interrupt."""
        words = "Yes" if answer.approved else "No"
        if last is not None and last.role == "user" and visible(last.text).strip():
            return last
        return InputMessage(id=f"answer-{answer.interrupt_id}"[:128], role="user", content=words)

    @property
    def answer(self) -> ResumeItem | None:
        """The answer to the interrupt that the run before ended with; None: there is none.

        Raises:
            InvalidInput: It answers several interrupts.
        """
        if len(self.resume) > 1:
            raise InvalidInput(
                "a thread has one open interrupt at most.",
                way_out="Answer the one the last run ended with.",
                code="invalid_resume",
            )
        return next(iter(self.resume), None)

    @property
    def now(self) -> datetime | None:
        """The moment the turn is replayed at."""
        return self.forwarded_props.now if self.forwarded_props else None

    @property
    def video_ids(self) -> tuple[UUID, ...]:
        """Videos the message is about."""
        return tuple(self.forwarded_props.video_ids) if self.forwarded_props else ()
