"""Bodies of Gemini's responses, as JSON in a file and as bytes on the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

EVENT_STREAM: Final = "text/event-stream"
_DROPPED: Final = frozenset({"responseId"})
"""Ids of one call to the provider: they identify its caller and are read by nobody."""

_LINE_END = re.compile(r"\r\n|\n|\r")
"""Not `splitlines`: a separator such as U+2028 may stand inside a JSON string."""

JsonObject = dict[str, Any]


class UnreadableAnswer(ValueError):
    """A response that is no JSON and no stream of it."""


def media_type(content_type: str) -> str:
    """Return the type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def messages_in(content_type: str, content: bytes) -> list[JsonObject]:
    """Return the JSON messages of a response: one, or those of a stream in their order.

    Raises:
        UnreadableAnswer: It is something else.
    """
    try:
        text = content.decode("utf-8")
        if media_type(content_type) == EVENT_STREAM:
            found = [json.loads(data) for data in _events(text)]
        else:
            found = [json.loads(text)]
    except ValueError as exc:
        raise UnreadableAnswer(f"a response of type {content_type!r} is not readable") from exc
    if not all(isinstance(message, dict) for message in found):
        raise UnreadableAnswer("a message of the response is no JSON object")
    return [_kept(message) for message in cast("list[JsonObject]", found)]


def content_of(content_type: str, messages: Sequence[JsonObject]) -> bytes:
    """Return the bytes that `messages_in` reads the same messages from."""
    written = [json.dumps(m, sort_keys=True, ensure_ascii=False) for m in messages]
    if media_type(content_type) == EVENT_STREAM:
        return "".join(f"data: {text}\r\n\r\n" for text in written).encode()
    return written[0].encode()


def model_version(messages: Sequence[JsonObject]) -> str | None:
    """Return which model the provider says has answered."""
    return next((str(m["modelVersion"]) for m in messages if m.get("modelVersion")), None)


def tokens_of(messages: Sequence[JsonObject]) -> tuple[int, int]:
    """Return the tokens of question and answer, thoughts counted with the answer.

    Source: `usageMetadata` of the Gemini API; a stream repeats it, its last figure counts.
    """
    usages = [m["usageMetadata"] for m in messages if isinstance(m.get("usageMetadata"), dict)]
    last: Mapping[str, Any] = usages[-1] if usages else {}
    answered = last.get("candidatesTokenCount", 0) + last.get("thoughtsTokenCount", 0)
    return int(last.get("promptTokenCount", 0)), int(answered)


def _kept(message: JsonObject) -> JsonObject:
    return {name: value for name, value in message.items() if name not in _DROPPED}


def _events(text: str) -> Iterator[str]:
    """Yield the data of each event; its lines are joined, as the standard says.

    Source: WHATWG HTML, server-sent events, 9.2.6.
    """
    lines: list[str] = []
    for line in (*_LINE_END.split(text), ""):
        if line.startswith("data:"):
            lines.append(line.removeprefix("data:").removeprefix(" "))
        elif not line and lines:
            yield "\n".join(lines)
            lines.clear()
