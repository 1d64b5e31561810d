"""The API as the terminal uses it: runs that survive a dropped connection, and video uploads."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self
from uuid import uuid4

import httpx
import orjson
from httpx_sse import ServerSentEvent, SSEError, connect_sse

from coach.errors import ExternalFailure, FitholicError, InvalidInput, NotAllowed, NotFound

RESUMES: Final = 5
"""How often a dropped stream is taken up again before it is given up."""
QUIET_S: Final = 30.0
"""No byte for so long is a dropped connection; the server sends a comment every ten seconds."""
FINAL: Final = frozenset({"analysed", "failed"})

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """One message to the coach."""

    thread_id: str
    text: str
    video_ids: tuple[str, ...] = ()
    now: str | None = None
    """ISO 8601 with zone: answer as if it were then."""


class CoachClient:
    """Talks to one API in the name of one athlete.

    Args:
        api_url: Such as `http://127.0.0.1:8000`.
        token: Bearer token.
    """

    def __init__(self, api_url: str, token: str) -> None:
        self._http = httpx.Client(
            base_url=api_url,
            headers={"Authorization": f"Bearer {token}"},
            timeout=httpx.Timeout(QUIET_S, connect=5.0),
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def ask(self, question: Question) -> Generator[Event]:
        """Yield the AG-UI events of one run, each once, over as many connections as it takes.

        Ctrl-C, or closing the iterator early, cancels the run.

        Raises:
            FitholicError: The API refused, or stayed out of reach.
        """
        run_id = str(uuid4())
        last: str | None = None
        for attempt in range(RESUMES + 1):
            try:
                for frame in self._frames(question, run_id, last):
                    last = frame.id or last
                    event: Event = orjson.loads(frame.data)
                    yield event
                    if event["type"] in {"RUN_FINISHED", "RUN_ERROR"}:
                        return
            except (KeyboardInterrupt, GeneratorExit):
                self.cancel(question.thread_id, run_id)
                raise
            except (httpx.TransportError, SSEError) as exc:
                if attempt == RESUMES:
                    raise _unreachable(exc) from exc
            time.sleep(min(0.2 * 2**attempt, 3.0))
        raise ExternalFailure(
            f"the run {run_id} ended without its last event.", way_out="Ask again."
        )

    def cancel(self, thread_id: str, run_id: str) -> None:
        """Ask the API to stop a run."""
        _checked(
            self._http.post(f"/v1/runs/{run_id}/cancel", params={"threadId": thread_id}),
        )

    def upload(self, path: Path, on_progress: Callable[[int, int], None]) -> str:
        """Upload a video and wait for its analysis; return its id.

        Args:
            path: The file.
            on_progress: Told frames done and frames in all.

        Raises:
            InvalidInput: There is no such file, or it cannot be analysed.
        """
        try:
            with path.open("rb") as file:
                answer = _checked(
                    self._http.post("/v1/videos", files={"file": (path.name, file)}, timeout=300)
                )
        except OSError as exc:
            raise InvalidInput(
                f"cannot read {str(path)!r}: {exc.strerror}.",
                way_out="Check the path.",
                code="file_not_found",
            ) from exc
        except httpx.TransportError as exc:
            raise _unreachable(exc) from exc
        video_id: str = answer.json()["id"]
        self._await_analysis(video_id, on_progress)
        video = _checked(self._http.get(f"/v1/videos/{video_id}")).json()
        if video["status"] == "failed":
            raise InvalidInput(video["error_message"] or "the video could not be analysed.")
        return video_id

    def _await_analysis(self, video_id: str, on_progress: Callable[[int, int], None]) -> None:
        with self._stream("GET", f"/v1/videos/{video_id}/events") as frames:
            for frame in frames:
                state = orjson.loads(frame.data)
                on_progress(state["done"], state["total"])
                if state["status"] in FINAL:
                    return

    def _frames(
        self, question: Question, run_id: str, last: str | None
    ) -> Generator[ServerSentEvent]:
        if last is None:
            with self._stream("POST", "/v1/runs", json=_request(question, run_id)) as frames:
                yield from frames
        else:
            with self._stream(
                "GET",
                f"/v1/runs/{run_id}/events",
                params={"threadId": question.thread_id},
                headers={"Last-Event-ID": last},
            ) as frames:
                yield from frames

    @contextmanager
    def _stream(
        self,
        method: str,
        path: str,
        **request: Any,  # noqa: ANN401 - handed to httpx as it is
    ) -> Generator[Iterator[ServerSentEvent]]:
        with connect_sse(self._http, method, path, **request) as source:
            if source.response.is_error:
                source.response.read()
            _checked(source.response)
            yield source.iter_sse()


def _request(question: Question, run_id: str) -> Event:
    forwarded: Event = {"videoIds": list(question.video_ids)}
    if question.now is not None:
        forwarded["now"] = question.now
    return {
        "threadId": question.thread_id,
        "runId": run_id,
        "state": {},
        "messages": [{"id": str(uuid4()), "role": "user", "content": question.text}],
        "tools": [],
        "context": [],
        "forwardedProps": forwarded,
    }


def _unreachable(exc: Exception) -> ExternalFailure:
    return ExternalFailure(
        f"the API does not answer: {exc}.",
        way_out="Check that `fitholic up` runs, and its log.",
        code="api_unreachable",
    )


def _checked(response: httpx.Response) -> httpx.Response:
    """Return the response, or raise the error its problem document describes."""
    if not response.is_error:
        return response
    try:
        problem = response.json()
        detail, code = str(problem["detail"]), str(problem["code"])
        way_out = str(problem.get("way_out") or "")
    except (ValueError, KeyError):
        raise ExternalFailure(f"the API answered {response.status_code}.") from None
    kinds: dict[int, type[FitholicError]] = {403: NotAllowed, 404: NotFound, 503: ExternalFailure}
    kind = kinds.get(response.status_code, InvalidInput)
    raise kind(detail, way_out=way_out, code=code)
