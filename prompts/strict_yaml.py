"""Reads YAML in which nothing is said twice, and says in one line what is wrong with it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from typing_extensions import override

T = TypeVar("T")


class WrongText(ValueError):
    """A text does not hold what it should; the message is one line without a full stop."""


class _Strict(yaml.CSafeLoader):
    """PyYAML keeps the last of two equal keys; this refuses them."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # pyright: ignore[reportUnknownMemberType] - untyped in the stubs
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"{twice[0]!r} stands there twice")
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Any:  # noqa: ANN401 - whoever asks checks what it holds
    """Return what a YAML text holds.

    Raises:
        WrongText: It is no YAML, or a key stands twice in one mapping.
    """
    try:
        return yaml.load(text, Loader=_Strict)  # noqa: S506 - a subclass of the safe loader
    except (ValueError, RecursionError, yaml.YAMLError) as exc:
        raise WrongText(" ".join(str(exc).split())) from exc


def check(kind: TypeAdapter[T], value: object) -> T:
    """Return a value as its type has it.

    Raises:
        WrongText: It does not fit; the message names the first place.
    """
    try:
        return kind.validate_python(value)
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_context=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "all of it"
        found = "" if first["type"] == "missing" else f", not {_short(first['input'])}"
        raise WrongText(f"{place}: {first['msg']}{found}") from exc


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
