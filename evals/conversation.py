"""One case on the real graph: a throw-away athlete, its turns, and the row they leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import anyio.to_thread
import structlog

from agents.stream import Coach
from agents.turn import Turn
from coach.clock import FrozenClock
from coach.errors import FitholicError
from coach.evidence import Fact
from coach.identity import MessageId, Principal, RunId, ThreadId, UserId
from coach.runs.events import Evidence, Failed, ToolReturned
from evals.bench import Bench
from evals.case_rows import case_row, ending_of, judged, unsaid_turns
from evals.cassettes.scope import CaseEvidence, scope
from evals.metrics import Seen, Span, catalogue_contract, judge_turn
from evals.planning import Planned, RunOptions, athlete_id
from evals.results import CaseRow, CaseStatus, EvidenceKind, TurnRow
from evals.seeding import SeededAthlete, seed_case
from evals.transcript import Recording, turn_row

_LOG = structlog.stdlib.get_logger(__name__)


@dataclass(slots=True)
class Conversation:
    """The state of one case while it runs; what is in `turns` when it crashes is kept."""

    planned: Planned
    user_id: UserId
    turns: list[TurnRow] = field(default_factory=list[TurnRow])
    facts: list[Fact] = field(default_factory=list[Fact])
    recording: Recording | None = None
    """Of the turn under way."""

    @property
    def id(self) -> str:
        """The thread's id, the same in every run with the same seed."""
        return self.planned.case.id


@dataclass(frozen=True, slots=True)
class Stage:
    """What runs cases: the coach and what it was built from."""

    bench: Bench
    coach: Coach
    options: RunOptions

    async def run(self, planned: Planned) -> CaseRow:
        """Run one case to its row; what goes wrong in it is in the row."""
        case, epoch = planned
        talk = Conversation(planned, athlete_id(planned, self.options.seed))
        with scope(case.id, epoch):
            (outcome,) = await asyncio.gather(self._talk(talk), return_exceptions=True)
        if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
            raise outcome
        ending = ending_of(outcome)
        if ending.status is CaseStatus.ERROR:
            _LOG.error("case_crashed", case_id=case.id, epoch=epoch, exc_info=outcome)
        turns = [*talk.turns, *unsaid_turns(planned, len(talk.turns), ending, talk.recording)]
        return case_row(planned, turns, ending, self._evidence(planned))

    async def _talk(self, talk: Conversation) -> None:
        athlete = await anyio.to_thread.run_sync(self._seed, talk)
        for n in range(len(talk.planned.case.turns)):
            error = await self._turn(talk, n, athlete)
            if error is not None:
                raise error

    def _seed(self, talk: Conversation) -> SeededAthlete:
        with self.bench.store.unit_of_work() as uow:
            return seed_case(uow, talk.planned.case, talk.user_id)

    async def _turn(
        self, talk: Conversation, n: int, athlete: SeededAthlete
    ) -> FitholicError | None:
        """Run one turn and judge it; return the error that ended it, if one did."""
        case = talk.planned.case
        turn = Turn(
            principal=Principal(talk.user_id),
            thread_id=ThreadId(talk.id),
            run_id=RunId(f"{talk.id}-{n + 1}"),
            reply_id=MessageId(f"{talk.id}-{n + 1}-reply"),
            text=case.turns[n].user,
            video_ids=athlete.video_ids if n == 0 else (),
            profile=athlete.profile,
            clock=FrozenClock(case.fixture.now),
            deadline=datetime.now(UTC) + timedelta(seconds=self.options.turn_s),
        )
        error: FitholicError | None = None
        talk.recording = recording = Recording()
        try:
            async for event in self.coach.stream(turn):
                recording.add(event)
        except FitholicError as exc:
            recording.add(Failed(exc.code, exc.message))
            error = exc
        row = turn_row(n + 1, turn.text, recording.events, recording.elapsed_ms)
        seen = _seen(talk, row, recording)
        talk.facts.extend(seen.facts)
        verdicts = judge_turn(seen, case.turns[n].expect)
        talk.turns.append(judged(row, verdicts))
        talk.recording = None
        return error

    def _evidence(self, planned: Planned) -> CaseEvidence:
        del planned
        return CaseEvidence(EvidenceKind.LIVE)


def _seen(talk: Conversation, row: TurnRow, recording: Recording) -> Seen:
    bodies = [event.body for event in recording.events]
    return Seen(
        user=row.user,
        reply=row.reply,
        agent=row.agent,
        tools=row.tools,
        facts=tuple(f for body in bodies if isinstance(body, ToolReturned) for f in body.facts),
        evidence=tuple(
            Span(body.start, body.end, body.fact_ids)
            for body in bodies
            if isinstance(body, Evidence)
        ),
        safety=row.safety,
        error=row.error,
        fixture=talk.planned.case.fixture,
        user_id=str(talk.user_id),
        contract=catalogue_contract(),
        earlier_facts=tuple(talk.facts),
    )
