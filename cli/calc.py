"""`fitholic calc`: every formula by name, and files of worked examples, without a database."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, cast

import typer
from pydantic import ValidationError, validate_call
from rapidfuzz import process

from cli.golden import Outcome, read_examples, run_example
from cli.terminal import print_line
from coach.errors import InvalidInput
from tools.arguments import json_number
from tools.formulas import FORMULAS, Formula

FAILED = 1
"""Exit code when an example fails."""
SPELLINGS: Mapping[str, str] = {"weight_kg": "load", "load_kg": "load", "weight": "load"}
"""Other words for a parameter that takes a load in any unit."""
DIGITS = 6
"""Decimals shown; the formulas are far less exact."""


def run(
    formula: Annotated[
        str | None, typer.Argument(help="Name from --list, such as one_rep_max.epley.")
    ] = None,
    values: Annotated[
        list[str] | None, typer.Argument(help="name=value; lists and objects as JSON.")
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the formulas.")] = False,
    golden: Annotated[Path | None, typer.Option(help="Run a JSON file of worked examples.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
) -> None:
    """Calculate loads, energy needs and more, without a database."""
    if golden is not None:
        _run_golden(golden, as_json=as_json)
    elif listing or formula is None:
        _list(as_json=as_json)
    else:
        _calculate(formula, values or [], as_json=as_json)


def _list(*, as_json: bool) -> None:
    rows = [
        {"name": name, "parameters": parameters(each), "summary": summary(each)}
        for name, each in FORMULAS.items()
    ]
    if as_json:
        print_line(json.dumps(rows))
        return
    for row in rows:
        print_line(f"{row['name']}({', '.join(row['parameters'])}): {row['summary']}")


def parameters(formula: Formula) -> list[str]:
    """Return the names of a formula's parameters."""
    return list(inspect.signature(formula).parameters)


def summary(formula: Formula) -> str:
    """Return the first line of a formula's docstring."""
    return (inspect.getdoc(formula) or "").splitlines()[0]


def _calculate(name: str, values: Sequence[str], *, as_json: bool) -> None:
    formula = FORMULAS.get(name)
    if formula is None:
        near = [each[0] for each in process.extract(name, list(FORMULAS), limit=3)]
        raise InvalidInput(
            f"there is no formula {name!r}.",
            way_out=f"Nearest: {', '.join(near)}; see fitholic calc --list.",
            code="unknown_formula",
        )
    inputs = parse_values(values, parameters(formula))
    try:
        result = jsonable(validate_call(formula)(**inputs))
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InvalidInput(
            f"{name}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}.",
            way_out=f"It takes {', '.join(parameters(formula))}.",
            code="bad_argument",
        ) from exc
    if as_json:
        print_line(json.dumps({"formula": name, "inputs": inputs, "result": result}))
    else:
        print_line(result if isinstance(result, str) else json.dumps(result))


def parse_values(values: Sequence[str], known: Sequence[str]) -> dict[str, Any]:
    """Return `name=value` words as arguments; values are JSON where they can be.

    Raises:
        InvalidInput: A word has no `=` (code `bad_argument`).
    """
    inputs: dict[str, Any] = {}
    for word in values:
        name, equals, value = word.partition("=")
        if not equals:
            raise InvalidInput(
                f"{word!r} is no name=value.", way_out="Write weight=100.", code="bad_argument"
            )
        spelt = name if name in known else SPELLINGS.get(name, name)
        try:
            inputs[spelt] = json.loads(value)
        except json.JSONDecodeError:
            inputs[spelt] = value
    return inputs


def jsonable(value: object) -> object:
    """Return a formula's result as plain JSON values, numbers rounded to six decimals."""
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, float):
        return round(value, DIGITS)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(each) for name, each in asdict(value).items()}
    if not isinstance(value, list | tuple):
        return value
    items = [jsonable(each) for each in cast("Sequence[object]", value)]
    names = cast("tuple[str, ...]", getattr(cast("object", value), "_fields", ()))
    return dict(zip(names, items, strict=True)) if names else items


def _run_golden(path: Path, *, as_json: bool) -> None:
    """Run the examples, print the failures, and end with 1 if there are any."""
    outcomes = [run_example(example) for example in read_examples(path)]
    failed = [outcome for outcome in outcomes if outcome.reason]
    if as_json:
        report = {
            "passed": len(outcomes) - len(failed),
            "failed": [_failure(outcome) for outcome in failed],
        }
        print_line(json.dumps(report))
    else:
        for outcome in failed:
            example = outcome.example
            print_line(
                f"{example.item}/{example.fn} {json.dumps(example.inputs)}: {outcome.reason}, "
                f"expected {json.dumps(example.expected)}, got {json.dumps(outcome.got)}"
            )
        print_line(f"{len(outcomes) - len(failed)} of {len(outcomes)} examples pass")
    if failed or not outcomes:
        raise typer.Exit(FAILED)


def _failure(outcome: Outcome) -> dict[str, Any]:
    return {**outcome.example.model_dump(), "got": outcome.got, "reason": outcome.reason}
