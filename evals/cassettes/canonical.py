"""The canonical form of a model's request, and the key of the answer that belongs to it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import httpx

JsonObject = dict[str, Any]

KEY_FORMAT: Final = 1
"""Part of every key: another canonical form makes all cassettes stale at once."""
_SECRET_QUERY: Final = frozenset({"key", "access_token", "oauth_token"})
"""Ways to pass a key in an address; dropped before anything is hashed or written."""
_PAYLOADS: Final = frozenset({"args", "response"})
"""Members of a tool call that hold what a tool was asked or answered: empty is not absent there."""
_SPACES = re.compile(r"\s+")
_AGENT = re.compile(r"^AGENT: (\w+)$", re.MULTILINE)
"""First line of every agent's prompt."""


@dataclass(frozen=True, slots=True)
class CanonicalRequest:
    """A request without what does not change its answer."""

    method: str
    host: str
    path: str
    """Holds the model and the verb: `/v1beta/models/<model>:streamGenerateContent`."""
    query: str
    body: JsonObject

    @property
    def endpoint(self) -> str:
        """`<method> <path>`."""
        return f"{self.method} {self.path}"

    @property
    def model(self) -> str:
        """The exact model that is asked."""
        return self.path.rpartition("/")[2].partition(":")[0]

    @property
    def system_text(self) -> str:
        """The rendered system prompt; empty without one."""
        parts = self.body.get("systemInstruction", {}).get("parts", ())
        return "".join(part.get("text", "") for part in parts)

    @property
    def agent(self) -> str | None:
        """The agent whose prompt speaks; None where no agent's does."""
        found = _AGENT.search(self.system_text)
        return found[1] if found else None

    def to_json(self) -> JsonObject:
        """Return the members that the key covers."""
        return {
            "method": self.method,
            "host": self.host,
            "path": self.path,
            "query": self.query,
            "body": self.body,
        }

    @classmethod
    def from_json(cls, members: Mapping[str, Any]) -> CanonicalRequest:
        """Return what `to_json` wrote.

        Raises:
            KeyError: A member is missing.
        """
        names = ("method", "host", "path", "query", "body")
        return cls(*(members[name] for name in names))


def canonical_request(request: httpx.Request) -> CanonicalRequest:
    """Return the canonical form of a request whose body is a JSON object.

    Raises:
        ValueError: The body is no JSON.
        TypeError: It is JSON, but no object.
    """
    body = json.loads(request.content)
    if not isinstance(body, dict):
        raise TypeError(f"the body of {request.method} {request.url.path} is no JSON object")
    url = request.url
    query = tuple(sorted(p for p in url.params.multi_items() if p[0] not in _SECRET_QUERY))
    return CanonicalRequest(
        method=request.method,
        host=url.host,
        path=url.path,
        query=str(httpx.QueryParams(query)),
        body=canonical_body(cast("JsonObject", body)),
    )


def canonical_body(body: JsonObject) -> JsonObject:
    """Return a body that equals that of every request which must have the same answer.

    Spaces of tool descriptions count as one. Ids of tool calls, which client and provider make up,
    are numbered in order of appearance; no other id is touched, so that a case whose rows are not
    seeded misses instead of replaying an answer about other rows.
    """
    ids: dict[str, str] = {}
    canonical = cast("JsonObject", _canonical(body))
    for content in canonical.get("contents", ()):
        for part in content.get("parts", ()):
            for name in ("functionCall", "functionResponse"):
                call = part.get(name)
                if isinstance(call, dict) and "id" in call:
                    known = cast("JsonObject", call)
                    known["id"] = ids.setdefault(str(known["id"]), f"call-{len(ids) + 1}")
    if "tools" in canonical:
        canonical["tools"] = _with_plain_descriptions(canonical["tools"])
    return canonical


def key_of(request: CanonicalRequest, epoch: int, nth: int) -> str:
    """Return sha256, in hex, of the request, the epoch and how often the case has sent it in it.

    Args:
        request: What is asked.
        epoch: From 1; each epoch hears an answer of its own.
        nth: From 1.
    """
    members = {"v": KEY_FORMAT, "req": request.to_json(), "epoch": epoch, "nth": nth}
    return digest_of(members)


def digest_of(value: object) -> str:
    """Return sha256 over the shortest JSON of a value, members sorted, in hex."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(value: object, *, payload: bool = False) -> object:
    """Return the value with its members sorted and what means nothing left out."""
    if isinstance(value, dict):
        members = cast("Mapping[str, object]", value)
        kept = {
            name: _canonical(members[name], payload=payload or name in _PAYLOADS)
            for name in sorted(members)
            if name != "thoughtSignature" or payload
        }
        return {name: v for name, v in kept.items() if payload or name in _PAYLOADS or _says(v)}
    if isinstance(value, list):
        return [_canonical(item, payload=payload) for item in cast("list[object]", value)]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _says(value: object) -> bool:
    return value is not None and value not in ([], {})


def _with_plain_descriptions(value: object) -> object:
    if isinstance(value, dict):
        members = cast("Mapping[str, object]", value)
        return {
            name: _SPACES.sub(" ", member).strip()
            if name == "description" and isinstance(member, str)
            else _with_plain_descriptions(member)
            for name, member in members.items()
        }
    if isinstance(value, list):
        return [_with_plain_descriptions(item) for item in cast("list[object]", value)]
    return value
