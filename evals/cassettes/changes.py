"""Says what became of a request since it was recorded: by cause, and line by line."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from rapidfuzz import fuzz

from evals.cassettes.canonical import CanonicalRequest
from evals.cassettes.cassette import Cassette
from evals.cassettes.miss import Missed
from evals.cassettes.scope import Scope

DIFF_LINES: Final = 80
"""Longest difference shown. Source: own choice, two screens."""
_PROMPT = re.compile(r"(?P<agent>[^@]+)@(?P<version>[^#]+)#(?P<sha>\w+)")


def missed(
    asked: CanonicalRequest,
    key: str,
    scope: Scope,
    candidates: Sequence[Cassette],
    prompts: Sequence[str],
) -> Missed:
    """Return the account of a request that no cassette answers.

    Args:
        asked: The request.
        key: Of the cassette that would answer.
        scope: The case and epoch that asked.
        candidates: The cassettes of the case.
        prompts: `<agent>@<version>#<sha256>` of the prompts in use now.
    """
    near = nearest(asked, scope.epoch, candidates)
    causes = ["never recorded"] if near is None else causes_of(near, asked, scope, prompts)
    return Missed(
        scope=str(scope),
        key=key,
        endpoint=asked.endpoint,
        nearest=None if near is None else near.key,
        diff="" if near is None else difference(near.asked, asked),
        causes=tuple(causes),
        characters=len(json.dumps(asked.body, ensure_ascii=False)),
    )


def nearest(asked: CanonicalRequest, epoch: int, candidates: Sequence[Cassette]) -> Cassette | None:
    """Return the cassette whose request is most like this one, of the same verb; None of none."""
    verb = asked.path.rpartition(":")[2]
    turns = len(asked.body.get("contents", ()))
    like = [c for c in candidates if c.asked.path.rpartition(":")[2] == verb]
    like = [c for c in like if len(c.asked.body.get("contents", ())) == turns] or like
    like = [c for c in like if c.epoch == epoch] or like
    text = _flat(asked)
    return min(like, key=lambda c: (-fuzz.ratio(text, _flat(c.asked)), c.key), default=None)


def causes_of(
    recorded: Cassette, asked: CanonicalRequest, scope: Scope, prompts: Sequence[str]
) -> list[str]:
    """Return what changed, each in a few words; the first explains the miss best."""
    before = recorded.asked
    causes: list[str] = []
    if before.model != asked.model:
        causes.append(f"model {before.model} -> {asked.model}")
    if before.system_text != asked.system_text:
        causes.append(_prompt_change(recorded, asked, prompts))
    causes += _tool_changes(before, asked)
    causes += [
        f"parameter {name}"
        for name in _changed_members(before.body, asked.body, "generationConfig")
    ]
    if before.body.get("contents") != asked.body.get("contents"):
        causes.append(_content_change(before.body, asked.body))
    rest = {"host", "query", "method"}
    old, new = before.to_json(), asked.to_json()
    causes += [
        f"{name} {old[name]} -> {new[name]}" for name in sorted(rest) if old[name] != new[name]
    ]
    others = set(before.body) | set(asked.body)
    others -= {"systemInstruction", "tools", "generationConfig", "contents"}
    causes += [name for name in sorted(others) if before.body.get(name) != asked.body.get(name)]
    return causes or [f"epoch {scope.epoch} was never recorded"]


def difference(before: CanonicalRequest, now: CanonicalRequest) -> str:
    """Return the unified difference of two requests, at most `DIFF_LINES` lines."""
    lines = list(
        difflib.unified_diff(_lines(before), _lines(now), "recorded", "asked now", lineterm="", n=1)
    )
    if len(lines) > DIFF_LINES:
        left = len(lines) - DIFF_LINES
        lines = [*lines[:DIFF_LINES], f"... {left} more lines"]
    return "\n".join(lines)


def _prompt_change(recorded: Cassette, asked: CanonicalRequest, prompts: Sequence[str]) -> str:
    agent = asked.agent
    if agent is None:
        return "system prompt"
    old, new = _prompt(agent, recorded.prompts), _prompt(agent, prompts)
    if old is None or new is None:
        return f"{agent}'s prompt"
    if old["version"] != new["version"]:
        return f"{agent} {old['version']} -> {new['version']}"
    if old["sha"] != new["sha"]:
        return f"{agent} {new['version']} edited"
    return f"variables of {agent} {new['version']}"


def _prompt(agent: str, prompts: Sequence[str]) -> Mapping[str, str] | None:
    found = (m.groupdict() for text in prompts if (m := _PROMPT.fullmatch(text)))
    return next((prompt for prompt in found if prompt["agent"] == agent), None)


def _tool_changes(before: CanonicalRequest, asked: CanonicalRequest) -> list[str]:
    old, new = _tools(before.body), _tools(asked.body)
    changes = [
        f"tool {name} changed" for name in sorted(old) if name in new and old[name] != new[name]
    ]
    changes += [f"tool {name} gone" for name in sorted(set(old) - set(new))]
    changes += [f"tool {name} added" for name in sorted(set(new) - set(old))]
    reordered = not changes and before.body.get("tools") != asked.body.get("tools")
    return ["order of the tools"] if reordered else changes


def _tools(body: Mapping[str, Any]) -> dict[str, object]:
    return {
        declared["name"]: declared
        for tool in body.get("tools", ())
        for declared in tool.get("functionDeclarations", ())
    }


def _changed_members(old: Mapping[str, Any], new: Mapping[str, Any], name: str) -> list[str]:
    before: Mapping[str, object] = old.get(name, {})
    now: Mapping[str, object] = new.get(name, {})
    return [member for member in sorted({*before, *now}) if before.get(member) != now.get(member)]


def _content_change(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """Say which message of the conversation is the first that differs."""
    before, now = old.get("contents", []), new.get("contents", [])
    for content, other in zip(before, now, strict=False):
        if content != other:
            return _speaker(other)
    return "length of the conversation"


def _speaker(content: Mapping[str, Any]) -> str:
    parts: Sequence[Mapping[str, Any]] = content.get("parts", ())
    names = [p["functionResponse"].get("name", "?") for p in parts if "functionResponse" in p]
    if names:
        return f"result of {', '.join(names)}"
    return "case text" if content.get("role") == "user" else "an earlier answer"


def _flat(request: CanonicalRequest) -> str:
    return "\n".join(_lines(request))


def _lines(request: CanonicalRequest) -> list[str]:
    return json.dumps(_opened(request.to_json()), indent=1, ensure_ascii=False).splitlines()


def _opened(value: object) -> object:
    """Return the value with texts of several lines as lists, so that one line can differ."""
    if isinstance(value, str):
        return value.split("\n") if "\n" in value else value
    if isinstance(value, list):
        return [_opened(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {k: _opened(v) for k, v in cast("Mapping[str, object]", value).items()}
    return value
