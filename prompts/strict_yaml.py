"""Reads YAML in which nothing is said twice."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml
from typing_extensions import override


class _Strict(yaml.CSafeLoader):
    """PyYAML keeps the last of two equal keys; this refuses them."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]  # pyright: ignore[reportUnknownMemberType] - untyped in the stubs
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                "while reading a mapping", node.start_mark, f"{twice[0]!r} stands there twice"
            )
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str) -> Any:  # noqa: ANN401 - pydantic checks what it holds
    """Return what a YAML text holds.

    Raises:
        yaml.YAMLError: It is no YAML, or a key stands twice in one mapping.
    """
    return yaml.load(text, Loader=_Strict)  # noqa: S506 - a subclass of the safe loader
