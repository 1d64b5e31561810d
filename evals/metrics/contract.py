"""Whether every tool call keeps to the JSON Schema the model was given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator

from evals.cases.case import Expectation
from evals.metrics.seen import Contract, Seen
from evals.metrics.verdicts import verdict
from evals.results import ToolRow, Verdict
from tools.catalog import ALL_TOOLS
from tools.spec import ToolSpec


def contract_of(specs: Sequence[ToolSpec] = ALL_TOOLS) -> Contract:
    """Return the schemas and effects of tools."""
    return Contract(
        schemas=MappingProxyType({spec.name: spec.args.model_json_schema() for spec in specs}),
        effects=MappingProxyType({spec.name: spec.effect for spec in specs}),
    )


@lru_cache(maxsize=1)
def catalogue_contract() -> Contract:
    """Return the contract of the whole catalogue."""
    return contract_of()


def tool_contract(seen: Seen, _expect: Expectation) -> Iterator[Verdict]:
    """Judge every call against its schema; a turn without calls has nothing to judge."""
    if not seen.tools or not seen.contract.schemas:
        return
    problems = [problem for call in seen.tools for problem in _problems(call, seen.contract)]
    reason = "; ".join(problems) or f"{len(seen.tools)} calls valid"
    yield verdict("tool_contract", not problems, reason)


def _problems(call: ToolRow, contract: Contract) -> list[str]:
    schema = contract.schemas.get(call.name)
    if schema is None:
        return [f"there is no tool {call.name!r}"]
    validator = Draft202012Validator(dict[str, Any](schema))
    errors = validator.iter_errors(call.arguments)  # pyright: ignore[reportUnknownMemberType] - its stub leaves `_schema` untyped
    return [
        f"{call.name}.{'.'.join(str(part) for part in error.absolute_path)}: {error.message}"
        for error in errors
    ]
