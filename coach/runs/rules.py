"""What follows from a run and its events alone: its log's name, its place, its reply."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import quote

from pydantic import TypeAdapter

from coach.errors import InvalidInput
from coach.evidence import Fact
from coach.identity import MessageId, ThreadId, UserId
from coach.runs.events import (
    Evidence,
    Failed,
    Finished,
    RunEvent,
    Started,
    Step,
    Text,
    ToolReturned,
)
from coach.runs.model import EvidenceSpan, Exposure, Run, RunStatus

_CURSOR = re.compile(r"([0-9]{1,9})-([0-9]{1,9})(?:\.([0-9]{1,6}))?")
_FACTS: TypeAdapter[tuple[Fact, ...]] = TypeAdapter(tuple[Fact, ...])


class Cursor(NamedTuple):
    """A place in a run's stream; cursors compare in stream order."""

    epoch: int
    seq: int
    frame: int
    """The last frame seen of this event, from 0; `WHOLE` when the event was seen entirely."""

    @property
    def event(self) -> str:
        """`<epoch>-<seq>`, as the event log counts."""
        return f"{self.epoch}-{self.seq}"


WHOLE = 1_000_000
"""More frames than one event can have (the pattern of a cursor allows six digits)."""


def parse_cursor(text: str) -> Cursor:
    """Read `<epoch>-<seq>` or `<epoch>-<seq>.<frame>`.

    Raises:
        InvalidInput: It is neither (code `invalid_cursor`).
    """
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise InvalidInput(
            f"{text[:40]!r} is no place in a run's stream.",
            way_out="Send the id of the last event received, or none to start at the beginning.",
            code="invalid_cursor",
        )
    epoch, seq, frame = match.groups()
    return Cursor(int(epoch), int(seq), WHOLE if frame is None else int(frame))


def account_prefix(user_id: UserId) -> str:
    """Return how the log keys of all runs of one athlete begin."""
    return f"{user_id}:"


def thread_prefix(user_id: UserId, thread_id: ThreadId) -> str:
    """Return how the log keys of all runs of one thread begin."""
    return f"{account_prefix(user_id)}{quote(thread_id, safe='')}:"


def log_key(run: Run) -> str:
    """Return the key of a run's event log.

    The moment the run was created is part of it, so that a run id that is used again after its
    thread was deleted does not meet the old events.
    """
    created_ms = int(run.created_at.timestamp() * 1000)
    return f"{thread_prefix(run.user_id, run.thread_id)}{quote(run.id, safe='')}:{created_ms}"


@dataclass(frozen=True, slots=True)
class Reply:
    """One message of the coach, put together from a run's events."""

    message_id: MessageId
    text: str
    evidence: tuple[EvidenceSpan, ...]
    facts_json: str


@dataclass(slots=True)
class _Draft:
    epoch: int
    deltas: list[str] = field(default_factory=list[str])
    spans: list[EvidenceSpan] = field(default_factory=list[EvidenceSpan])


def replies(events: Iterable[RunEvent]) -> tuple[Reply, ...]:
    """Return the messages a run leaves behind.

    A run that another process took over writes its text again under a new message id, so only the
    messages of the newest epoch that wrote text count.
    """
    drafts: dict[MessageId, _Draft] = {}
    facts: dict[str, Fact] = {}
    for event in events:
        match event.body:
            case Text(message_id=message_id, delta=delta):
                drafts.setdefault(message_id, _Draft(event.epoch)).deltas.append(delta)
            case Evidence(message_id=message_id) as span:
                drafts.setdefault(message_id, _Draft(event.epoch)).spans.append(
                    EvidenceSpan(span.start, span.end, span.fact_ids)
                )
            case ToolReturned(facts=found):
                facts.update((fact.id, fact) for fact in found)
            case _:
                continue
    newest = max((draft.epoch for draft in drafts.values() if draft.deltas), default=0)
    return tuple(
        _reply(message_id, draft, facts)
        for message_id, draft in drafts.items()
        if draft.epoch == newest and draft.deltas
    )


def _reply(message_id: MessageId, draft: _Draft, facts: dict[str, Fact]) -> Reply:
    named = dict.fromkeys(fact_id for span in draft.spans for fact_id in span.fact_ids)
    cited = tuple(facts[fact_id] for fact_id in named if fact_id in facts)
    return Reply(
        message_id,
        "".join(draft.deltas),
        tuple(draft.spans),
        _FACTS.dump_json(cited).decode(),
    )


def announced(events: Iterable[RunEvent]) -> Started | None:
    """Return what the run said last about its model and bundle."""
    started = [event.body for event in events if isinstance(event.body, Started)]
    return started[-1] if started else None


def exposures_of(run: Run, events: Iterable[RunEvent]) -> tuple[Exposure, ...]:
    """Return the experiments that a run met: an agent on trial began to speak in it.

    An arm whose prompts no agent used is no exposure; it would only dilute the comparison.
    """
    met: dict[tuple[str, str], Exposure] = {}
    started: Started | None = None
    for event in events:
        if isinstance(event.body, Started):
            started = event.body
        elif isinstance(event.body, Step) and event.body.phase == "started" and started:
            for side in started.assigned:
                if event.body.name in side.agents:
                    first = Exposure(
                        user_id=run.user_id,
                        experiment=side.experiment,
                        salt=side.salt,
                        arm=side.arm,
                        weight=side.weight,
                        bundle_id=started.bundle_id,
                        first_at=run.created_at,
                    )
                    met.setdefault((side.experiment, side.salt), first)
    return tuple(met.values())


def status_after(body: Finished | Failed) -> RunStatus:
    """Return the status of a run whose last event this is."""
    if isinstance(body, Failed):
        return RunStatus.LOST if body.code == "run_lost" else RunStatus.FAILED
    return {
        "success": RunStatus.SUCCEEDED,
        "interrupt": RunStatus.INTERRUPTED,
        "cancelled": RunStatus.CANCELLED,
    }[body.outcome]


def closing(run: Run) -> Finished | Failed:
    """Return the last event of a run that has ended, from its row.

    Serves a log whose writer died between the row's commit and its last append.
    """
    match run.status:
        case RunStatus.SUCCEEDED:
            return Finished("success", run.input_tokens, run.output_tokens)
        case RunStatus.INTERRUPTED:
            return Finished("interrupt", run.input_tokens, run.output_tokens)
        case RunStatus.CANCELLED:
            return Finished("cancelled", run.input_tokens, run.output_tokens)
        case RunStatus.FAILED | RunStatus.LOST | RunStatus.RUNNING:
            return Failed(run.error_code or "internal", "The coach could not finish this reply.")
