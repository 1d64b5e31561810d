"""A stand-in for Gemini behind httpx that keeps or breaks the rules its system prompt states.

It shows what the gate makes of a worse prompt without a key. Whatever it answers is synthetic: it
says nothing about the real model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import httpx
import numpy as np
import respx
from numpy.random import Generator
from typing_extensions import override

from agents.sentences import sentences_of
from agents.simulated import (
    Draft,
    SimulatedCoach,
    is_repair,
    question_of,
    results_of,
    system_text,
    tool_names,
)
from agents.transport import ModelTransport
from coach.knowledge.ports import Embedder
from evals.cassettes.scope import NO_SCOPE, CaseEvidence, Scope, current_scope
from evals.results import EvidenceKind
from evals.selftest.directives import slips_of
from evals.selftest.slips import SLIPS, Moment

MODEL_VERSION: Final = "gemini-simulated"
CHARACTERS_A_TOKEN: Final = 4
"""Source: Google's own rule of thumb for Gemini, about four characters a token (2026)."""
FORGETS: Final = 0.02
"""Chance that an answer lacks its last sentence. Source: own choice; a small noise, so that two
epochs of a case are not equal."""
REWORDS: Final = 0.25
"""Chance of each wording in `_WORDINGS`. Source: own choice, as above."""
_WORDINGS: Final = (
    (" because ", " since "),
    ("Hello!", "Hi there!"),
    (" so that ", " so "),
    ("This is ", "That is "),
    (" however ", " though "),
)


class ObeyingGemini(ModelTransport):
    """`generateContent` and `streamGenerateContent`, answered as the prompt deserves.

    The same seed, case, epoch and request always give the same answer.
    """

    def __init__(self, seed: int, embedder: Embedder) -> None:
        self._seed = seed
        self._coach = SimulatedCoach(embedder)
        self._router = respx.MockRouter(assert_all_called=False, using=None)
        verbs = "generateContent|streamGenerateContent"
        self._router.post(path__regex=rf"/models/[^/:]+:(?P<verb>{verbs})$").mock(
            side_effect=self._answered
        )

    @override
    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the sync client."""
        return self._router.handler(request)

    @override
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request of the async client."""
        return await self._router.async_handler(request)

    def evidence_of(self, case_id: str, epoch: int) -> CaseEvidence:
        """Return what the answers of a case are worth: nothing but a test of the gate."""
        del case_id, epoch
        return CaseEvidence(EvidenceKind.SYNTHETIC, model_versions=(MODEL_VERSION,))

    def _answered(self, request: httpx.Request, verb: str) -> httpx.Response:
        body: dict[str, Any] = json.loads(request.content)
        draft = self._draft(body)
        if verb == "generateContent":
            return httpx.Response(200, json=_chunk(body, draft, _parts(draft), last=True))
        frames = "".join(_frames(body, draft))
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, text=frames)

    def _draft(self, body: Mapping[str, Any]) -> Draft:
        """Return what a decent model would send, spoilt as the prompt lets it."""
        draft = self._coach.draft(body)
        if is_repair(body):
            return draft
        scope = current_scope()
        called = draft.calls[0][0] if draft.calls else None
        for slip in slips_of(system_text(body), called):
            coin = self._rng(scope, slip.cause, "" if scope != NO_SCOPE else question_of(body))
            if coin.random() < slip.chance:
                draft = SLIPS[slip.name](draft, _moment(body, coin, slip.groups))
        return _reworded(draft, self._rng(scope, "wording", question_of(body)))

    def _rng(self, scope: Scope, *names: str) -> Generator:
        key = "|".join((str(self._seed), str(scope), *names))
        return np.random.default_rng(int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]))


def _moment(body: Mapping[str, Any], rng: Generator, groups: Mapping[str, str]) -> Moment:
    header = system_text(body).partition("AGENT: ")[2].split(maxsplit=1)
    return Moment(
        agent=header[0] if header else "planner",
        question=question_of(body),
        results=results_of(body),
        tools=tool_names(body),
        rng=rng,
        groups=groups,
    )


def _reworded(draft: Draft, rng: Generator) -> Draft:
    text = draft.text
    for old, new in _WORDINGS:
        if rng.random() < REWORDS:
            text = text.replace(old, new)
    sentences = sentences_of(text)
    if len(sentences) > 2 and rng.random() < FORGETS:
        text = "".join(sentences[:-1])
    return replace(draft, text=text)


def _parts(draft: Draft) -> list[dict[str, Any]]:
    calls = [{"functionCall": {"name": n, "args": dict(args)}} for n, args in draft.calls]
    return [*([{"text": draft.text}] if draft.text else []), *calls]


def _frames(body: Mapping[str, Any], draft: Draft) -> Iterator[str]:
    """Yield server-sent events, a sentence each; calls come in the last one."""
    *early, final = sentences_of(draft.text) or [""]
    for sentence in early:
        yield _frame(_chunk(body, draft, [{"text": sentence}], last=False))
    yield _frame(_chunk(body, draft, _parts(replace(draft, text=final)), last=True))


def _frame(chunk: Mapping[str, Any]) -> str:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\r\n\r\n"


def _chunk(
    body: Mapping[str, Any], draft: Draft, parts: list[dict[str, Any]], *, last: bool
) -> dict[str, Any]:
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": parts}, "index": 0}
    if last:
        candidate["finishReason"] = "STOP"
    asked = _tokens(json.dumps(body, ensure_ascii=False))
    answered = _tokens(json.dumps(_parts(draft), ensure_ascii=False))
    return {
        "candidates": [candidate],
        "usageMetadata": {
            "promptTokenCount": asked,
            "candidatesTokenCount": answered,
            "totalTokenCount": asked + answered,
        },
        "modelVersion": MODEL_VERSION,
        "responseId": "simulated",
    }


def _tokens(text: str) -> int:
    return -(-len(text) // CHARACTERS_A_TOKEN)
