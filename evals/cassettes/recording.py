"""The transports that ask a provider or a simulator, and keep what it says or pass it on."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

import httpx
from typing_extensions import override

from agents.transport import ModelTransport
from evals.cassettes.canonical import CanonicalRequest, canonical_request, key_of
from evals.cassettes.cassette import Answer, Cassette, Origin
from evals.cassettes.lint import leaks_in
from evals.cassettes.miss import RecordingRefused
from evals.cassettes.store import CassetteStore
from evals.cassettes.transports import CaseLog, Gate, ScopedTransport
from evals.cassettes.wire import UnreadableAnswer, messages_in, model_version
from evals.results import EvidenceKind

SDK: Final = ("google-genai", "langchain-core", "langchain-google-genai")
"""Packages between the graph and the wire."""
KEY_HEADER: Final = "x-goog-api-key"


@dataclass(frozen=True, slots=True)
class Recording:
    """Where answers are kept, and which are asked for anew."""

    store: CassetteStore
    origin: Origin
    renew_before: datetime | None = None
    """What was recorded before is asked for again; None: only what is missing."""

    def is_fresh(self, cassette: Cassette) -> bool:
        """Tell whether a cassette need not be asked for again.

        A simulator's answer never stands for the provider's, nor replaces it.
        """
        if self.origin is Origin.SYNTHETIC and cassette.origin is Origin.SYNTHETIC:
            return self.renew_before is None
        if self.origin is Origin.SYNTHETIC:
            return True
        recorded_at = cassette.recorded_at
        if cassette.origin is Origin.SYNTHETIC or recorded_at is None:
            return False
        return self.renew_before is None or recorded_at >= self.renew_before


@dataclass(frozen=True, slots=True)
class _Call:
    """A request on its way to whoever answers."""

    asked: CanonicalRequest
    log: CaseLog
    digest: str
    nth: int
    key: str
    started_s: float
    secret: str | None


class AskingTransport(ScopedTransport):
    """Asks `inner`, one call after the other in each case."""

    origin: Origin = Origin.RECORDED

    def __init__(self, inner: ModelTransport, prompts: Sequence[str]) -> None:
        """Args: inner: The network or a simulator; whoever made it closes it."""
        super().__init__(prompts)
        self._inner = inner
        self._sdk = {name: version(name) for name in SDK}
        self._gate = Gate(self._asked)
        self._async_gate = Gate(self._asked_async)

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the sync client."""
        return self._gate.answer(request)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the async client."""
        return await self._async_gate.async_answer(request)

    def _asked(self, request: httpx.Request) -> httpx.Response:
        call = self._begun(request)
        known = self._known(call)
        if known is not None:
            return self._take(call.log, call.digest, known)
        call.log.unanswered.add(call.digest)
        response = self._inner.handle_request(request)
        response.read()
        return self._ended(call, response)

    async def _asked_async(self, request: httpx.Request) -> httpx.Response:
        call = self._begun(request)
        known = self._known(call)
        if known is not None:
            return self._take(call.log, call.digest, known)
        call.log.unanswered.add(call.digest)
        response = await self._inner.handle_async_request(request)
        await response.aread()
        return self._ended(call, response)

    def _begun(self, request: httpx.Request) -> _Call:
        asked = canonical_request(request)
        log, digest, nth = self._place(asked)
        key = key_of(asked, log.visit.scope.epoch, nth)
        secret = request.headers.get(KEY_HEADER)
        return _Call(asked, log, digest, nth, key, time.perf_counter(), secret)

    def _known(self, call: _Call) -> Cassette | None:
        """Return an answer that need not be asked for."""
        del call
        return None

    def _ended(self, call: _Call, response: httpx.Response) -> httpx.Response:
        """Pass on what came; an error is not counted, so the next attempt is the first again."""
        if not response.is_success:
            headers = {"content-type": response.headers.get("content-type", "")}
            return httpx.Response(response.status_code, headers=headers, content=response.content)
        return self._take(call.log, call.digest, self._noted(call, self._cassette(call, response)))

    def _noted(self, call: _Call, cassette: Cassette) -> Cassette:
        """Return the answer that counts."""
        del call
        return cassette

    def _cassette(self, call: _Call, response: httpx.Response) -> Cassette:
        latency_ms = (time.perf_counter() - call.started_s) * 1000
        content_type = response.headers.get("content-type", "")
        try:
            messages = messages_in(content_type, response.content)
        except UnreadableAnswer as exc:
            raise self._refusal(f"{call.log.visit.scope}: {exc}") from exc
        is_synthetic = self.origin is Origin.SYNTHETIC
        return Cassette(
            key=call.key,
            epoch=call.log.visit.scope.epoch,
            nth=call.nth,
            origin=self.origin,
            scope=str(call.log.visit.scope),
            prompts=self._prompts_of(call.asked),
            model=call.asked.model,
            model_version=model_version(messages),
            recorded_at=None if is_synthetic else datetime.now(UTC),
            latency_ms=None if is_synthetic else round(latency_ms, 1),
            sdk=self._sdk,
            request=call.asked.to_json(),
            response=Answer(
                status=response.status_code, content_type=content_type, messages=tuple(messages)
            ),
        )

    def _refusal(self, why: str) -> RecordingRefused:
        return RecordingRefused(why)


class RecordingTransport(AskingTransport):
    """Answers from cassettes where they are fresh, else asks and keeps the answer."""

    def __init__(
        self, inner: ModelTransport, recording: Recording, prompts: Sequence[str] = ()
    ) -> None:
        """Args: inner: The network or a simulator; whoever made it closes it."""
        super().__init__(inner, prompts)
        self.origin = recording.origin
        self._recording = recording
        self._asked_now: set[str] = set()
        self.refused: Final[list[str]] = []
        """Why answers were not written down."""

    @property
    def calls(self) -> int:
        """Answers that were asked for and kept."""
        return len(self._asked_now)

    @override
    def _known(self, call: _Call) -> Cassette | None:
        known = self._recording.store.get(call.key)
        if known is None or call.key in self._asked_now or self._recording.is_fresh(known):
            return known
        return None

    @override
    def _noted(self, call: _Call, cassette: Cassette) -> Cassette:
        """Write the answer, unless another case got one to the same request meanwhile."""
        leaks = leaks_in(cassette, call.secret)
        if leaks:
            told = ", ".join(map(str, leaks))
            raise self._refusal(
                f"{cassette.scope}: the answer is not recorded: it holds {told}. "
                "Take it out of the case or the prompt that brought it there."
            )
        store = self._recording.store
        with self._guard:
            known = store.get(call.key) if call.key in self._asked_now else None
            if known is None:
                store.put(cassette, call.log.visit.scope)
                self._asked_now.add(call.key)
        return known or cassette

    @override
    def _refusal(self, why: str) -> RecordingRefused:
        self.refused.append(why)
        return super()._refusal(why)


class PassthroughTransport(AskingTransport):
    """Asks the provider, writes nothing, and notes who answered and how fast."""

    kind = EvidenceKind.LIVE
