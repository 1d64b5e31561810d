"""Carries runs as detached tasks: a client that goes away stops nothing.

A run ends by finishing, by an explicit cancel, by its time budget, or by a shutdown that hands it
over to another process. Postgres holds the lease; the event log holds what was said.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

import anyio.to_thread
import structlog

from agents.turn import Decision, Turn
from api.agui import RunAgentInput
from api.counters import run_ended
from api.logs import user_hash
from api.recorder import Recorder
from coach.clock import Clock, FrozenClock, SystemClock
from coach.errors import Conflict, ExternalFailure, FitholicError, SetupError
from coach.identity import MessageId, Principal, VideoId, new_uuid
from coach.runs.commands import end_run
from coach.runs.events import EventBody, Failed, Finished, RunEvent, Started
from coach.runs.model import Run
from coach.runs.ports import EventLog
from coach.runs.rules import announced, log_key, status_after
from coach.settings import Settings
from store.engine import Store

log = structlog.get_logger()

MAX_EPOCHS = 3
"""A run that outlived three processes is the likely cause of their death; it is ended instead."""
STOP_S = 0.5
"""How long a cancelled producer may clean up before its run is ended anyway."""
HAND_OVER_S = 2.0
"""How long a shutdown waits for the log and the database; afterwards the lease runs out."""
SORRY = "Something went wrong while answering. Please send the message again."


class TurnStream(Protocol):
    """A coach: the compiled graph, or a script in tests."""

    @property
    def bundle_id(self) -> str:
        """Hash of prompts, model, tools and graph."""
        ...

    @property
    def model_name(self) -> str:
        """The model that speaks."""
        ...

    @property
    def no_language_model(self) -> bool:
        """True when the built-in coach speaks."""
        ...

    def stream(self, turn: Turn) -> AsyncIterator[EventBody]:
        """Answer one message; the first event is Started, the last Finished."""
        ...

    async def aclose(self) -> None:
        """Close the connections to the model's provider; no run is carried any more."""
        ...


@dataclass(frozen=True, slots=True)
class _Attempt:
    """One process's try at a run."""

    run: Run
    recorder: Recorder
    resume: bool


class RunExecutor:
    """Runs of one process, each a task of the group that `running` opens."""

    def __init__(
        self, *, store: Store, event_log: EventLog, coach: TurnStream, settings: Settings
    ) -> None:
        self._store = store
        self._event_log = event_log
        self._coach = coach
        self._lease = timedelta(seconds=settings.runs.lease_s)
        self._log_ttl_s = settings.runs.log_ttl_s
        self._budget = timedelta(seconds=settings.limits.run_seconds)
        self._clock: Clock = SystemClock()
        self._group: asyncio.TaskGroup | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._live: dict[str, Recorder] = {}

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Accept runs inside the block; at its end hand the unfinished ones over."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            try:
                yield
            finally:
                self._group = None
                for task in tuple(self._tasks):
                    task.cancel()

    def lease_end(self) -> datetime:
        """Return until when a run that starts or is renewed now is held."""
        return datetime.now(UTC) + self._lease

    def live(self, key: str) -> Recorder | None:
        """Return the recorder of a run that this process carries."""
        return self._live.get(key)

    def start(self, run: Run) -> None:
        """Carry a run that was just started."""
        recorder = Recorder(self._event_log, run, (), self._clock)
        self._live[recorder.key] = recorder
        self._spawn(run, recorder)

    def resume(self, run: Run) -> None:
        """Carry a run whose process died; `run` comes in its new epoch."""
        self._spawn(run, None)

    def _spawn(self, run: Run, recorder: Recorder | None) -> None:
        if self._group is None:
            raise ExternalFailure("this process is shutting down.", way_out="Send it again.")
        task = self._group.create_task(self._attend(run, recorder))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _attend(self, run: Run, recorder: Recorder | None) -> None:
        with structlog.contextvars.bound_contextvars(
            run_id=run.id, user_hash=user_hash(run.user_id), epoch=run.epoch
        ):
            try:
                if recorder is None:
                    recorder = await self._take_over(run)
                await self._carry(_Attempt(run, recorder, resume=run.epoch > 1))
            except asyncio.CancelledError:
                if recorder is not None:
                    await self._hand_over(run, recorder)
                raise
            except Exception:
                # The lease runs out and the reaper tries again, here or elsewhere.
                log.exception("run_abandoned")
            finally:
                self._release(recorder)

    def _release(self, recorder: Recorder | None) -> None:
        if recorder is None:
            return
        recorder.close()
        if self._live.get(recorder.key) is recorder:
            del self._live[recorder.key]

    async def _take_over(self, run: Run) -> Recorder:
        key = log_key(run)
        await self._event_log.fence(key, run.epoch)
        past = await self._event_log.read(key)
        recorder = Recorder(self._event_log, run, past, self._clock)
        self._live[key] = recorder
        log.info("run_taken_over", logged=len(past))
        return recorder

    async def _carry(self, attempt: _Attempt) -> None:
        last = attempt.recorder.events[-1:]
        if last and isinstance(last[0].body, Finished | Failed):
            await self._end(attempt, last[0].body, announce=False)
        elif attempt.run.epoch > MAX_EPOCHS:
            await self._end(attempt, Failed("run_lost", SORRY))
        else:
            await self._race(attempt)

    async def _race(self, attempt: _Attempt) -> None:
        """Produce until the coach is done, somebody cancels, time is up, or the run is lost."""
        run = attempt.run
        left = run.created_at + self._budget - self._clock.now()
        async with asyncio.TaskGroup() as group:
            producer = group.create_task(self._produce(attempt))
            cancelled = group.create_task(self._until_cancelled(attempt.recorder.key))
            lost = group.create_task(self._until_lost(attempt))
            writer = group.create_task(self._until_superseded(attempt.recorder))
            await asyncio.wait(
                {producer, cancelled, lost, writer},
                timeout=max(0.0, left.total_seconds()),
                return_when=asyncio.FIRST_COMPLETED,
            )
            stopped = not producer.done()
            if stopped:
                producer.cancel()
                await asyncio.wait({producer}, timeout=STOP_S)
            if lost.done() or writer.done():
                log.warning("run_lease_lost")
            elif not stopped:
                await self._end(attempt, producer.result())
            elif cancelled.done():
                await self._end(attempt, Finished("cancelled"))
            else:
                await self._end(attempt, _out_of_time(self._budget))
            for task in (cancelled, lost, writer):
                task.cancel()

    async def _produce(self, attempt: _Attempt) -> Finished | Failed:
        try:
            turn = await anyio.to_thread.run_sync(self._turn, attempt)
            return await self._listen(turn, attempt.recorder)
        except FitholicError as exc:
            log.warning("run_failed", code=exc.code, exc_info=exc)
            return Failed(exc.code, _outward(exc))
        except Exception:
            log.exception("run_crashed")
            return Failed("internal", SORRY)

    async def _listen(self, turn: Turn, recorder: Recorder) -> Finished | Failed:
        bodies = self._coach.stream(turn)
        try:
            async for body in bodies:
                if isinstance(body, Finished | Failed):
                    return body
                if isinstance(body, Started):
                    structlog.contextvars.bind_contextvars(bundle_id=body.bundle_id)
                recorder.add(body)
        finally:
            if isinstance(bodies, AsyncGenerator):
                await bodies.aclose()
        log.error("run_ended_without_last_event")
        return Failed("internal", SORRY)

    def _turn(self, attempt: _Attempt) -> Turn:
        run = attempt.run
        request = RunAgentInput.model_validate_json(run.request_json)
        with self._store.read_only() as uow:
            profile = uow.profiles.get(run.user_id)
        return Turn(
            principal=Principal(run.user_id),
            thread_id=run.thread_id,
            run_id=run.id,
            reply_id=MessageId(str(new_uuid())),
            text=request.question.text,
            video_ids=tuple(VideoId(video_id) for video_id in request.video_ids),
            profile=profile,
            clock=FrozenClock(request.now) if request.now else self._clock,
            deadline=run.created_at + self._budget,
            resume=attempt.resume,
            decision=_decision(request),
        )

    async def _until_cancelled(self, key: str) -> None:
        while True:
            try:
                await self._event_log.wait_cancel(key)
            except ExternalFailure:
                await asyncio.sleep(1)
            else:
                return

    async def _until_superseded(self, recorder: Recorder) -> None:
        """Write batches; return when the log belongs to a newer epoch."""
        with suppress(Conflict):
            await recorder.write_batches()

    async def _until_lost(self, attempt: _Attempt) -> None:
        """Renew the lease each third of it; return when another process holds the run."""
        held_until = time.monotonic() + self._lease.total_seconds()
        while time.monotonic() < held_until:
            await self._keep_log(attempt.recorder.key)
            await asyncio.sleep(self._lease.total_seconds() / 3)
            try:
                held = await anyio.to_thread.run_sync(self._renew, attempt.run, self.lease_end())
            except ExternalFailure as exc:
                log.warning("lease_not_renewed", code=exc.code)
                continue
            if not held:
                return
            held_until = time.monotonic() + self._lease.total_seconds()

    async def _keep_log(self, key: str) -> None:
        try:
            await self._event_log.expire(key, ttl_s=self._log_ttl_s)
        except ExternalFailure as exc:
            log.warning("log_not_kept", code=exc.code)

    def _renew(self, run: Run, until: datetime) -> bool:
        with self._store.unit_of_work() as uow:
            return uow.runs.renew(run, until=until)

    async def _end(
        self, attempt: _Attempt, body: Finished | Failed, *, announce: bool = True
    ) -> None:
        """Store the end first, so that the thread is free once a client reads the last event."""
        recorder = attempt.recorder
        try:
            await recorder.flush()
        except ExternalFailure as exc:
            log.warning("events_not_logged", code=exc.code)
        except Conflict:
            log.warning("run_lease_lost")
            return
        if not await anyio.to_thread.run_sync(self._store_end, attempt.run, recorder.events, body):
            log.warning("run_lease_lost")
            return
        if announce:
            recorder.add(body)
            await recorder.flush()
        await self._keep_log(recorder.key)
        outcome = status_after(body).value
        started = announced(recorder.events)
        log.info(
            "run_finished",
            outcome=outcome,
            events=len(recorder.events),
            bundle_id=started.bundle_id if started else None,
        )
        run_ended(outcome, self._clock.now() - attempt.run.created_at, body)

    def _store_end(self, run: Run, events: Sequence[RunEvent], body: Finished | Failed) -> bool:
        with self._store.unit_of_work() as uow:
            return end_run(uow, run, events, body, at=self._clock.now())

    async def _hand_over(self, run: Run, recorder: Recorder) -> None:
        """Let go of a run so that another process continues it at once."""
        try:
            async with asyncio.timeout(HAND_OVER_S):
                await recorder.flush()
                expired = datetime.now(UTC) - timedelta(seconds=1)
                await anyio.to_thread.run_sync(self._renew, run, expired)
        except (FitholicError, TimeoutError) as exc:
            log.warning("run_not_handed_over", exc_info=exc)
        else:
            log.info("run_handed_over")


def _decision(request: RunAgentInput) -> Decision | None:
    answer = request.answer
    return None if answer is None else Decision(answer.interrupt_id, answer.approved)


def _out_of_time(budget: timedelta) -> Failed:
    return Failed(
        "budget_exceeded",
        f"The answer took longer than {budget.total_seconds():g} seconds. Ask for less at once.",
    )


def _outward(error: FitholicError) -> str:
    """Return what the athlete may read: nothing about servers and files."""
    return SORRY if isinstance(error, ExternalFailure | SetupError) else str(error)
