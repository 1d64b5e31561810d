"""`fitholic calc`: every formula by name, and files of worked examples, without a database."""

from __future__ import annotations

import inspect
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import time
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NamedTuple, cast

import typer
from pydantic import ValidationError, validate_call
from rapidfuzz import process

from cli.golden.run import CALCULATIONS, Outcome, calculate, find, read_rows, run_row
from cli.terminal import print_line
from coach.errors import InvalidInput
from tools.arguments.shape import json_number
from tools.formulas import ENTRIES, Entry, Formula

FAILED = 1
"""Exit code when an example fails."""
SPELLINGS: Mapping[str, str] = {"weight_kg": "load", "load_kg": "load", "weight": "load"}
"""Other words for a parameter that takes a load in any unit."""
DIGITS = 6
"""Decimals shown; the formulas are far less exact."""
MAX_LEVELS = 50
"""Lists within lists that are shown. Source: own choice; no formula nests more than three."""


class Answer(NamedTuple):
    """What a formula gave."""

    result: object
    entry: Entry


def run(
    formula: Annotated[
        str | None,
        typer.Argument(help="Name from --list, such as one_rep_max.epley, or of a worked example."),
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
        {
            "name": name,
            "parameters": parameters(each.formula),
            "unit": each.unit,
            "error": each.error,
            "summary": summary(each.formula),
        }
        for name, each in ENTRIES.items()
    ]
    if as_json:
        print_line(json.dumps(rows))
        return
    for row in rows:
        print_line(f"{row['name']}({', '.join(row['parameters'])}): {row['summary']}")
    for each in CALCULATIONS:
        print_line(f"{each.item}.{each.fn}({', '.join(each.inputs)}): see {each.formula}.")


def parameters(formula: Formula) -> list[str]:
    """Return the names of a formula's parameters."""
    return list(inspect.signature(formula).parameters)


def summary(formula: Formula) -> str:
    """Return the first line of a formula's docstring."""
    return (inspect.getdoc(formula) or "").splitlines()[0]


def _calculate(name: str, values: Sequence[str], *, as_json: bool) -> None:
    entry = ENTRIES.get(name)
    inputs = parse_values(values, [] if entry is None else parameters(entry.formula))
    answer = _answer(name, inputs, entry)
    result = jsonable(answer.result)
    unit, error = answer.entry.unit, answer.entry.error
    if as_json:
        given = jsonable(inputs)
        shown = {"formula": name, "inputs": given, "result": result, "unit": unit, "error": error}
        print_line(json.dumps(shown))
        return
    line = result if isinstance(result, str) else json.dumps(result)
    line += f" {unit}" if unit else ""
    print_line(f"{line} (error: {error})" if error else line)


def _answer(name: str, inputs: Mapping[str, Any], entry: Entry | None) -> Answer:
    """Calculate by a formula's name, or by that of a worked example with its own input names."""
    item, _, fn = name.partition("/" if "/" in name.partition(".")[0] else ".")
    known = find(item, fn)
    if entry is not None and (known is None or set(inputs) <= set(parameters(entry.formula))):
        return Answer(_called(name, entry.formula, inputs), entry)
    if known is None:
        names = [*ENTRIES, *(f"{each.item}.{each.fn}" for each in CALCULATIONS)]
        near = [each[0] for each in process.extract(name, names, limit=3)]
        raise InvalidInput(
            f"there is no formula {name!r}.",
            way_out=f"Nearest: {', '.join(near)}; see fitholic calc --list.",
            code="unknown_formula",
        )
    return Answer(calculate(item, fn, inputs), ENTRIES[known[0].formula])


def _called(name: str, formula: Formula, inputs: Mapping[str, Any]) -> object:
    takes = {each: str(p.annotation) for each, p in inspect.signature(formula).parameters.items()}
    for each, value in inputs.items():
        if isinstance(value, bool) and "bool" not in takes.get(each, "bool"):
            raise InvalidInput(
                f"{name}: {each} is {str(value).lower()}, which is no number.",
                way_out="Give a number.",
                code="bad_argument",
            )
    words = {each for each in inputs if takes.get(each) == "str"}
    spelt = {each: str(value) if each in words else value for each, value in inputs.items()}
    try:
        return validate_call(formula)(**spelt)
    except ValidationError as exc:
        first = exc.errors()[0]
        raise InvalidInput(
            f"{name}: {'.'.join(str(part) for part in first['loc'])}: {first['msg']}.",
            way_out=f"It takes {', '.join(parameters(formula)) or 'nothing'}.",
            code="bad_argument",
        ) from exc


def parse_values(values: Sequence[str], known: Sequence[str]) -> dict[str, Any]:
    """Return `name=value` words as arguments; values are JSON where they can be.

    Raises:
        InvalidInput: A word has no `=`, or a name is given twice (code `bad_argument`).
    """
    inputs: dict[str, Any] = {}
    for word in values:
        name, equals, value = word.partition("=")
        if not equals:
            raise InvalidInput(
                f"{word!r} is no name=value.", way_out="Write weight=100.", code="bad_argument"
            )
        other = SPELLINGS.get(name, name)
        spelt = other if name not in known and other in known else name
        if spelt in inputs:
            raise InvalidInput(
                f"{spelt} is given twice.", way_out="Give each value once.", code="bad_argument"
            )
        try:
            inputs[spelt] = json.loads(value)
        except (ValueError, RecursionError):
            inputs[spelt] = value
    return inputs


def jsonable(value: object, levels: int = MAX_LEVELS) -> object:
    """Return a value as plain JSON, numbers rounded to six decimals, what is too deep as dots."""
    if not levels:
        return "..."
    if isinstance(value, Decimal):
        return json_number(value)
    if isinstance(value, float):
        return round(value, DIGITS) if math.isfinite(value) else str(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if is_dataclass(value) and not isinstance(value, type):
        return {name: jsonable(each, levels - 1) for name, each in asdict(value).items()}
    if isinstance(value, dict):
        held = cast("Mapping[str, object]", value)
        return {name: jsonable(each, levels - 1) for name, each in held.items()}
    if not isinstance(value, list | tuple):
        return value
    items = [jsonable(each, levels - 1) for each in cast("Sequence[object]", value)]
    names = cast("tuple[str, ...]", getattr(cast("object", value), "_fields", ()))
    return dict(zip(names, items, strict=True)) if names else items


def _run_golden(path: Path, *, as_json: bool) -> None:
    """Run every row, print pass or fail for each and the total, and end with 1 if one fails."""
    outcomes = [run_row(row) for row in read_rows(path)]
    failed = [outcome for outcome in outcomes if outcome.reason]
    passed = len(outcomes) - len(failed)
    if as_json:
        report = {
            "passed": passed,
            "total": len(outcomes),
            "cases": [_case(outcome) for outcome in outcomes],
            "failed": [_case(outcome) for outcome in failed],
        }
        print_line(json.dumps(report))
    else:
        for outcome in outcomes:
            print_line(_line(outcome))
        print_line(f"{passed} of {len(outcomes)} examples pass")
    if failed or not outcomes:
        raise typer.Exit(FAILED)


def _line(outcome: Outcome) -> str:
    case = {name: json.dumps(value) for name, value in _case(outcome).items()}
    said = f"expected {case['expected']}, got {case['got']}"
    told = f"FAIL ({outcome.reason})" if outcome.reason else "pass"
    return on_one_line(f"{told} {outcome.item}/{outcome.fn} {case['inputs']}: {said}")


def on_one_line(text: str) -> str:
    """Return text of a file with line ends and what a terminal would obey written as escapes."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


def _case(outcome: Outcome) -> dict[str, object]:
    return {
        "item": outcome.item,
        "fn": outcome.fn,
        "inputs": jsonable(outcome.inputs),
        "expected": jsonable(outcome.expected),
        "got": jsonable(outcome.got),
        "reason": outcome.reason,
    }
