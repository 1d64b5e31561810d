"""Reads the documents of a case file as plain values: YAML 1.2 words, no repeated key, no NaN."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, cast

import yaml

from coach.errors import InvalidInput

MAX_DEPTH = 40
"""Levels a file may nest. Source: a case has twelve; an anchor that holds itself has no end."""
MOST_VALUES = 2_000_000
"""Values a file may hold, those behind an anchor counted each time. Source: own choice; 5,000 cases
hold 300,000, and ten anchors inside each other a thousand million."""
JSON_LINES = frozenset({".jsonl", ".ndjson"})
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
LOST_TEXT = "tag:yaml.org,2002:null"


class _Loader(yaml.SafeLoader):
    """Safe YAML whose `NO` is Norway, whose `25:30` is a time, and whose keys stand once."""


_FLOAT = (
    r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)


def _resolvers() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return the implicit types: those of YAML 1.2's core schema, where days are texts."""
    kept = ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
    own = (
        ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
        ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
        (
            "tag:yaml.org,2002:float",
            _FLOAT,
            "-+.0123456789",
        ),
    )
    table: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    standard = yaml.SafeLoader.yaml_implicit_resolvers
    for first, entries in standard.items():
        table[first] = [entry for entry in entries if entry[0] in kept]
    for tag, pattern, firsts in own:
        for first in firsts:
            table.setdefault(first, []).append((tag, re.compile(f"(?:{pattern})$")))
    return table


_Loader.yaml_implicit_resolvers = _resolvers()


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    """Build a mapping; in `{fact: a, or b, any_of: [...]}` the text is "a, or b".

    In a flow mapping a comma ends an unquoted text, and what follows becomes a key without a value.
    Such keys are given back to the text before them.
    """
    _refuse_repeated(node)
    loader.flatten_mapping(node)
    build = cast("Callable[..., Any]", loader.construct_object)  # pyright: ignore[reportUnknownMemberType] - types-PyYAML leaves the node out
    built: dict[Any, Any] = {}
    text: object = None
    for key_node, value_node in node.value:
        key = build(key_node, deep=True)
        if text is not None and node.flow_style and _is_empty(value_node) and isinstance(key, str):
            built[text] = f"{built[text]}, {key}"
            continue
        built[key] = build(value_node, deep=True)
        text = key if isinstance(built[key], str) and not value_node.style else None
    return built


def _refuse_repeated(node: yaml.MappingNode) -> None:
    """Refuse a key that stands twice, and one that is a list or a mapping."""
    seen: set[str] = set()
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode) or key.value in seen:
            what = (
                f"the key {key.value!r} stands twice"
                if isinstance(key.value, str)
                else "a key is no text"
            )
            raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
        seen.add(key.value)


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == LOST_TEXT and not node.value


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def documents_of(path: Path) -> list[object]:
    """Return the documents of a file; of a JSONL file one list of its lines.

    Raises:
        InvalidInput: It cannot be read, is neither YAML nor JSONL, repeats a key, or holds a number
            that is not finite (code `bad_case`).
    """
    text = _text_of(path)
    try:
        documents = _json_lines(text) if _is_json_lines(path, text) else _yaml(text)
    except (yaml.YAMLError, ValueError, RecursionError) as exc:
        said = " ".join(str(exc).split()) or type(exc).__name__
        raise _bad(path, f"cannot be read: {said}.") from exc
    left = count(MOST_VALUES, -1)
    for n, document in enumerate(documents):
        where = f"document {n + 1}" if len(documents) > 1 else ""
        problem = _not_plain(document, where, 0, left)
        if problem:
            raise _bad(path, problem)
    return documents


def _bad(path: Path, what: str) -> InvalidInput:
    return InvalidInput(
        f"{path}: {what}",
        way_out="Correct the file; docs/reference/cases.md shows the form.",
        code="bad_case",
    )


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as exc:
        raise InvalidInput(
            f"cannot read {path}: {exc.strerror}.",
            way_out="Check the path of the case file.",
            code="bad_case",
        ) from exc
    except UnicodeDecodeError as exc:
        raise _bad(path, f"is not UTF-8 text (byte {exc.start}).") from exc


def _is_json_lines(path: Path, text: str) -> bool:
    """Tell by the suffix, else by a first line that is a whole JSON object."""
    suffix = path.suffix.casefold()
    if suffix in JSON_LINES:
        return True
    first = next((line for line in text.splitlines() if line.strip()), "")
    return suffix not in {".yaml", ".yml"} and bool(re.fullmatch(r'\s*\{\s*".*\}\s*', first))


def _json_lines(text: str) -> list[object]:
    rows: list[object] = []
    for n, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                rows.append(json.loads(line, object_pairs_hook=_once))
            except ValueError as exc:
                msg = f"line {n}: {exc}"
                raise ValueError(msg) from exc
    return [rows]


def _yaml(text: str) -> list[object]:
    # The loader is a subclass of SafeLoader: it builds plain values only.
    return list(yaml.load_all(text, Loader=_Loader))


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    built: dict[str, object] = {}
    for key, value in pairs:
        if key in built:
            msg = f"the key {key!r} stands twice"
            raise ValueError(msg)
        built[key] = value
    return built


def _not_plain(value: object, where: str, depth: int, left: Iterator[int]) -> str | None:
    """Return what is no plain value, with its place; None: all is well.

    Args:
        value: What stands there.
        where: Its place.
        depth: Levels above it.
        left: Counts down the values that a file may still hold.
    """
    if next(left) <= 0:
        return f"holds more than {MOST_VALUES:,} values: an anchor repeats itself."
    if depth > MAX_DEPTH:
        return f"nests deeper than {MAX_DEPTH} levels at {where[:120]}."
    if isinstance(value, float) and not math.isfinite(value):
        return f"{where or 'the document'} is {value}, which is no finite number."
    if isinstance(value, str) and _UNSENDABLE.search(value):
        return f"{where or 'the document'} holds what no message can: NUL, or half a character."
    inside: Sequence[tuple[str, object]] = ()
    if isinstance(value, Mapping):
        row = cast("Mapping[object, object]", value)
        joint = "." if where and not where.endswith(": ") else ""
        inside = [(f"{where}{joint}{key}", each) for key, each in row.items()]
    elif isinstance(value, list):
        rows = cast("list[object]", value)
        inside = [(_named(each) or f"{where}[{n}]", each) for n, each in enumerate(rows)]
    return next(filter(None, (_not_plain(each, at, depth + 1, left) for at, each in inside)), None)


def _named(value: object) -> str:
    """Return where fields of a case are said to stand; empty for what has no id."""
    name = cast("Mapping[str, object]", value).get("id") if isinstance(value, Mapping) else None
    return "" if name is None else f"case {name!r}: "
