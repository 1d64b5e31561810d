"""The transport that answers a model's client from cassettes, and what all of them count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import httpx
import respx
from typing_extensions import override

from agents.transport import ModelTransport
from evals.cassettes.canonical import CanonicalRequest, canonical_request, digest_of, key_of
from evals.cassettes.cassette import Cassette, Origin
from evals.cassettes.changes import missed
from evals.cassettes.miss import CassetteMiss, Missed
from evals.cassettes.scope import CaseEvidence, Scope, Visit, current_visit
from evals.cassettes.store import CassetteStore
from evals.results import EvidenceKind

ENDPOINT: Final = r"/models/[^/:]+:(?:generateContent|streamGenerateContent)$"
"""All a chat calls; anything else is an error, never a call to the network."""
Answering = Callable[[httpx.Request], httpx.Response | Awaitable[httpx.Response]]


@dataclass(slots=True)
class CaseLog:
    """The calls of one case in one epoch."""

    visit: Visit
    counts: Counter[str] = field(default_factory=Counter[str])
    """How often each request was answered."""
    answers: list[Cassette] = field(default_factory=list[Cassette])
    unanswered: set[str] = field(default_factory=set[str])
    """Requests that were sent and have no answer yet."""


class ScopedTransport(ModelTransport):
    """Counts the calls of each case and knows what its answers are worth."""

    kind: EvidenceKind = EvidenceKind.RECORDED

    def __init__(self, prompts: Sequence[str]) -> None:
        """Args: prompts: `<agent>@<version>#<sha256>` of those in use now."""
        self.prompts: Final = tuple(prompts)
        self.logs: Final[dict[Scope, CaseLog]] = {}
        self._guard: Final = Lock()

    def evidence_of(self, case_id: str, epoch: int) -> CaseEvidence:
        """Return where the answers of a case came from.

        One that asked nothing is live: it is answered without a model. The prompts are those in
        use now, which rendered the very requests that were recorded, whatever they were called.
        """
        log = self.logs.get(Scope(case_id, epoch))
        if log is None:
            return CaseEvidence(EvidenceKind.LIVE)
        answers = log.answers
        prompts = {p for a in answers for p in self._prompts_of(a.asked) or a.prompts}
        synthetic = any(answer.origin is Origin.SYNTHETIC for answer in answers)
        dates = [answer.recorded_at for answer in answers if answer.recorded_at is not None]
        return CaseEvidence(
            kind=EvidenceKind.SYNTHETIC if synthetic else self.kind,
            prompts=tuple(sorted(prompts)),
            model_versions=tuple(sorted({a.model_version for a in answers if a.model_version})),
            oldest=min(dates, default=None),
            latencies_ms=tuple(a.latency_ms for a in answers if a.latency_ms is not None),
        )

    def used(self) -> Mapping[Scope, tuple[str, ...]]:
        """Return the keys each case has replayed or recorded so far."""
        return {scope: tuple(a.key for a in log.answers) for scope, log in self.logs.items()}

    def unanswered(self) -> frozenset[Scope]:
        """Return the cases with a request that the provider left without an answer."""
        return frozenset(scope for scope, log in self.logs.items() if log.unanswered)

    def _prompts_of(self, asked: CanonicalRequest) -> tuple[str, ...]:
        """Return the prompt behind a request."""
        return tuple(p for p in self.prompts if p.startswith(f"{asked.agent}@"))

    def _place(self, asked: CanonicalRequest) -> tuple[CaseLog, str, int]:
        """Return the log of the case that asks, the digest of the request and its turn."""
        visit = current_visit()
        digest = digest_of(asked.to_json())
        with self._guard:
            log = self.logs.get(visit.scope)
            if log is None or log.visit is not visit:
                log = self.logs[visit.scope] = CaseLog(visit)
            return log, digest, log.counts[digest] + 1

    def _take(self, log: CaseLog, digest: str, answer: Cassette) -> httpx.Response:
        with self._guard:
            log.unanswered.discard(digest)
            log.counts[digest] += 1
            log.answers.append(answer)
        return answer.response.to_response()


class Gate:
    """Lets a chat's requests through to `answering`, and no others."""

    def __init__(self, answering: Answering) -> None:
        self._router = respx.MockRouter(assert_all_called=False, using=None)
        self._router.post(path__regex=ENDPOINT).mock(side_effect=answering)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the sync client."""
        try:
            return self._router.handler(request)
        finally:
            self._router.reset()  # it would keep every request and response

    async def async_answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the async client."""
        try:
            return await self._router.async_handler(request)
        finally:
            self._router.reset()


class ReplayTransport(ScopedTransport):
    """Answers from cassettes; a request without one is an error."""

    def __init__(self, store: CassetteStore, prompts: Sequence[str] = ()) -> None:
        """Args: store: The cassettes. prompts: In use now, to say what changed."""
        super().__init__(prompts)
        self._store = store
        self._router = Gate(self._replayed)
        self.misses: Final[dict[Scope, Missed]] = {}
        """The first miss of each case."""

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the sync client."""
        return self._router.answer(request)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the async client."""
        return await self._router.async_answer(request)

    def _replayed(self, request: httpx.Request) -> httpx.Response:
        asked = canonical_request(request)
        log, digest, nth = self._place(asked)
        scope = log.visit.scope
        key = key_of(asked, scope.epoch, nth)
        cassette = self._store.get(key)
        if cassette is None:
            found = missed(asked, key, scope, self._store.of_case(scope.case_id), self.prompts)
            self.misses.setdefault(scope, found)
            raise CassetteMiss(found)
        return self._take(log, digest, cassette)
