"""One recorded answer with the request it belongs to, and how both stand in a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Final, Literal, Self, cast

import httpx
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from evals.cassettes.canonical import CanonicalRequest, JsonObject, digest_of, key_of
from evals.cassettes.wire import content_of, tokens_of

FORMAT: Final = 1
"""Version of the files; another is refused."""
SHARED: Final = ("systemInstruction", "tools")
"""Members of a body that many requests share: written once, under their hash."""
_PART: Final = "$part"


class Origin(StrEnum):
    """Who answered."""

    RECORDED = "recorded"
    """The provider."""
    SYNTHETIC = "synthetic"
    """A simulator or a person."""


class Answer(BaseModel):
    """What came back; of the headers the content type alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: int = Field(ge=200, le=299)
    content_type: str
    messages: tuple[JsonObject, ...] = Field(min_length=1)
    """The JSON of the body, of a stream one a piece."""

    def to_response(self) -> httpx.Response:
        """Return it as the client's transport would."""
        return httpx.Response(
            self.status,
            headers={"content-type": self.content_type},
            content=content_of(self.content_type, self.messages),
        )


class Cassette(BaseModel):
    """A recorded answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal[1] = FORMAT
    key: str = Field(pattern=r"^[0-9a-f]{64}$")
    epoch: int = Field(ge=1)
    nth: int = Field(ge=1)
    """How often the case has sent this request in this epoch."""
    origin: Origin
    scope: str
    """`<case>#<epoch>` that asked first; the lock lists all."""
    prompts: tuple[str, ...]
    """`<agent>@<version>#<sha256>` of the agent's prompt in use; empty where no agent spoke."""
    model: str
    """Asked for."""
    model_version: str | None
    """What the provider says has answered."""
    recorded_at: datetime | None = None
    """None of synthetic ones: they do not age, and a second recording changes no byte."""
    latency_ms: FiniteFloat | None = Field(default=None, ge=0)
    """Until the whole answer was there; None of synthetic ones."""
    sdk: dict[str, str] = Field(default_factory=dict)
    """Versions of the client packages."""
    request: JsonObject
    """Canonical; see `CanonicalRequest.to_json`."""
    response: Answer

    @model_validator(mode="after")
    def _dated(self) -> Self:
        if self.origin is Origin.RECORDED and self.recorded_at is None:
            raise ValueError("a recorded answer needs `recorded_at`")
        return self

    @cached_property
    def asked(self) -> CanonicalRequest:
        """The request."""
        return CanonicalRequest.from_json(self.request)

    @property
    def true_key(self) -> str:
        """The key its request deserves."""
        return key_of(self.asked, self.epoch, self.nth)

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens of question and answer."""
        return tokens_of(self.response.messages)


def to_file(cassette: Cassette) -> tuple[str, dict[str, str]]:
    """Return a cassette's text, and the texts of the parts it refers to by their hash."""
    members = cassette.model_dump(mode="json")
    body: JsonObject = dict(members["request"]["body"])
    parts: dict[str, str] = {}
    for name in SHARED:
        if name in body:
            digest = digest_of(body[name])
            parts[digest] = _pretty(body[name])
            body[name] = {_PART: digest}
    members["request"] = {**members["request"], "body": body}
    return _pretty(members), parts


def from_file(text: str, part_of: Callable[[str], object]) -> Cassette:
    """Return the cassette that `to_file` wrote.

    Args:
        text: The file.
        part_of: Returns the part with this hash.

    Raises:
        ValueError: It is no JSON, of another format, or has unknown or missing members.
    """
    members = json.loads(text)
    try:
        body = {name: _resolved(v, part_of) for name, v in members["request"]["body"].items()}
        members["request"]["body"] = body
    except (KeyError, TypeError, AttributeError) as exc:
        raise ValueError("it holds no request with a body") from exc
    return Cassette.model_validate(members)


def parts_in(text: str) -> frozenset[str]:
    """Return the hashes of the parts a cassette's text refers to."""
    body: Mapping[str, object] = json.loads(text)["request"]["body"]
    return frozenset(part for part in map(_part_in, body.values()) if part is not None)


def _part_in(member: object) -> str | None:
    """Return the hash where a member is a reference to a part."""
    if isinstance(member, dict) and _PART in member:
        return str(cast("Mapping[str, object]", member)[_PART])
    return None


def _resolved(member: object, part_of: Callable[[str], object]) -> object:
    part = _part_in(member)
    return member if part is None else part_of(part)


def _pretty(value: object) -> str:
    return json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
