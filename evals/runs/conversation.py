"""One case on the real graph: a throw-away athlete, its turns, and the row they leave."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol, runtime_checkable

import structlog
from anyio import to_thread

from agents.stream import Coach
from agents.turn import Turn
from coach.clock import FrozenClock
from coach.errors import FitholicError, InvalidInput
from coach.evidence import Fact
from coach.identity import MessageId, Principal, RunId, ThreadId, UserId
from coach.runs.events import Evidence, Failed, ToolReturned
from evals.cases.case import Case
from evals.cases.fixture import Fixture, Update
from evals.cases.loading import WAY_OUT
from evals.cassettes.scope import CaseEvidence, scope
from evals.metrics import Seen, Span, catalogue_contract, judge_turn, require_numbers
from evals.metrics.seen import State
from evals.results import CaseRow, CaseStatus, EvidenceKind, TurnRow
from evals.runs.bench import Bench
from evals.runs.case_rows import case_row, ending_of, judged, unsaid_turns
from evals.runs.planning import Planned, RunOptions
from evals.runs.state import athlete_state
from evals.runs.transcript import Recording, turn_row
from evals.seeding import SeededAthlete, apply_update, athlete_id, attached, seed_case

_LOG = structlog.stdlib.get_logger(__name__)
LIVE = CaseEvidence(EvidenceKind.LIVE)


@runtime_checkable
class EvidenceSource(Protocol):
    """A transport that knows what its answers are worth."""

    def evidence_of(self, case_id: str, epoch: int) -> CaseEvidence:
        """Return where the answers of a case came from."""
        ...


@dataclass(slots=True)
class Conversation:
    """The state of one case while it runs; what is in `turns` when it crashes is kept."""

    planned: Planned
    user_id: UserId
    fixture: Fixture
    """What the athlete's fixture and all updates say so far."""
    turns: list[TurnRow] = field(default_factory=list[TurnRow])
    facts: list[Fact] = field(default_factory=list[Fact])
    state: State | None = None
    """The athlete's rows before the next turn."""
    recording: Recording | None = None
    """Of the turn under way."""

    @property
    def case(self) -> Case:
        """What is talked about."""
        return self.planned.case


@dataclass(frozen=True, slots=True)
class Stage:
    """What runs cases: the coach and what it was built from."""

    bench: Bench
    coach: Coach
    options: RunOptions

    async def run(self, planned: Planned) -> CaseRow:
        """Run one case to its row; what goes wrong in it is in the row."""
        case, epoch = planned
        talk = Conversation(planned, athlete_id(case.id, epoch, self.options.seed), case.fixture)
        with scope(case.id, epoch):
            (outcome,) = await asyncio.gather(self._talk(talk), return_exceptions=True)
        if isinstance(outcome, BaseException) and not isinstance(outcome, Exception):
            raise outcome
        ending = ending_of(outcome)
        if ending.status is CaseStatus.ERROR:
            _LOG.error("case_crashed", case_id=case.id, epoch=epoch, exc_info=outcome)
        if ending.status is CaseStatus.STALE:
            _LOG.error("answer_missing", case_id=case.id, epoch=epoch, report=str(outcome))
        turns = [*talk.turns, *unsaid_turns(planned, len(talk.turns), ending, talk.recording)]
        return case_row(planned, turns, ending, self._evidence(planned))

    async def _talk(self, talk: Conversation) -> None:
        """Seed the athlete and run the turns; a turn that ends in an error is the last."""
        if talk.case.wrong:
            raise InvalidInput(talk.case.wrong, way_out=WAY_OUT, code="bad_case")
        athlete: SeededAthlete | None = None
        for n in range(len(talk.case.turns)):
            athlete = await to_thread.run_sync(self._prepare, talk, n, athlete)
            error = await self._turn(talk, n, athlete)
            if error is not None:
                raise error

    def _prepare(self, talk: Conversation, n: int, athlete: SeededAthlete | None) -> SeededAthlete:
        """Write what happened before turn `n`, and read the athlete's rows."""
        update = talk.case.turns[n].update
        if athlete is not None and update is None:
            return athlete
        with self.bench.store.unit_of_work() as uow:
            if athlete is None:
                athlete = seed_case(uow, talk.case, talk.user_id)
            if update is not None:
                athlete = apply_update(uow, update, athlete, talk.case)
                talk.fixture = _updated(talk.fixture, update, athlete)
            talk.state = athlete_state(uow, talk.user_id)
        return athlete

    async def _turn(
        self, talk: Conversation, n: int, athlete: SeededAthlete
    ) -> FitholicError | None:
        """Run one turn and judge it; return the error that ended it, if one did."""
        turn = Turn(
            principal=Principal(talk.user_id),
            thread_id=ThreadId(talk.case.id),
            run_id=RunId(f"{talk.case.id}-{n + 1}"),
            reply_id=MessageId(f"{talk.case.id}-{n + 1}-reply"),
            text=talk.case.turns[n].user,
            video_ids=attached(talk.case, n, athlete),
            profile=athlete.profile,
            clock=FrozenClock(athlete.now),
            deadline=datetime.now(UTC) + timedelta(seconds=self.options.turn_s),
        )
        error: FitholicError | None = None
        talk.recording = recording = Recording(n + 1)
        try:
            async for event in self.coach.stream(turn):
                recording.add(event)
        except FitholicError as exc:
            recording.add(Failed(exc.code, exc.message))
            error = exc
        row = turn_row(turn.text, recording)
        seen = await to_thread.run_sync(self._seen, talk, row, recording)
        expect = talk.case.turns[n].expect
        verdicts = await to_thread.run_sync(judge_turn, seen, expect, self.bench.judge)
        talk.turns.append(judged(row, verdicts))
        require_numbers(verdicts)
        talk.facts.extend(seen.facts)
        talk.state = seen.state_after
        talk.recording = None
        return error

    def _seen(self, talk: Conversation, row: TurnRow, recording: Recording) -> Seen:
        with self.bench.store.read_only() as uow:
            state_after = athlete_state(uow, talk.user_id)
        bodies = [event.body for event in recording.events]
        spans = [body for body in bodies if isinstance(body, Evidence)]
        return Seen(
            user=row.user,
            reply=row.reply,
            agent=row.agent,
            tools=row.tools,
            facts=tuple(f for body in bodies if isinstance(body, ToolReturned) for f in body.facts),
            evidence=tuple(Span(span.start, span.end, span.fact_ids) for span in spans),
            safety=row.safety,
            error=row.error,
            fixture=talk.fixture,
            state_before=talk.state,
            state_after=state_after,
            user_id=str(talk.user_id),
            contract=catalogue_contract(),
            earlier_facts=tuple(talk.facts),
        )

    def _evidence(self, planned: Planned) -> CaseEvidence:
        source = self.bench.transport
        return source.evidence_of(*planned.key) if isinstance(source, EvidenceSource) else LIVE


def _updated(fixture: Fixture, update: Update, athlete: SeededAthlete) -> Fixture:
    """Return the fixture with the clock and the profile as an update leaves them."""
    told = {name: getattr(update.profile, name) for name in update.profile.model_fields_set}
    profile = fixture.profile.model_copy(update=told)
    return fixture.model_copy(update={"told_now": athlete.now, "profile": profile})
