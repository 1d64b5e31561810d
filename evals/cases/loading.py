"""Reads files of cases: YAML or JSONL, one or several documents, each case checked and named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from coach.errors import InvalidInput
from evals.cases.case import Case, Turn
from evals.cases.documents import documents_of
from evals.cases.fields import listed, mapping, rows
from evals.cases.roles import strangers

SHOWN = 5
"""Mistakes of one case that a message lists. Source: what fits a terminal beside the way out."""
WAY_OUT = "Correct the file; docs/reference/cases.md lists every key."


@dataclass(frozen=True, slots=True)
class Dataset:
    """One file of cases."""

    path: Path
    name: str
    """Of its header; left out, the name of the file."""
    version: str | None
    """MAJOR.MINOR of its header; None: it has none."""
    cases: tuple[Case, ...]


def load_cases(path: Path) -> tuple[Case, ...]:
    """Read a file of cases.

    Raises:
        InvalidInput: The file cannot be read, or a case is wrong (code `bad_case`); the message
            names the file, the case, the field and the way out.
    """
    return load_dataset(path).cases


def load_many(paths: Iterable[Path]) -> tuple[Case, ...]:
    """Read several files as one.

    Raises:
        InvalidInput: As `load_cases`; or two files hold a case of the same id.
    """
    found: dict[str, tuple[Path, Case]] = {}
    for path in paths:
        for case in load_cases(path):
            if case.id in found:
                first = found[case.id][0]
                raise bad(path, f"case id {case.id!r} also stands in {first}.")
            found[case.id] = (path, case)
    return tuple(case for _, case in found.values())


def load_dataset(path: Path, *, keeps_wrong: bool = False) -> Dataset:
    """Read a file of cases with its header.

    Args:
        path: YAML or JSONL.
        keeps_wrong: Keep a case whose fixture cannot be stored, or whose expectation names a table,
            class or agent that there is not: it says so in `Case.wrong`, and the other cases of the
            file can be run. The same goes for names of tools that nobody knows, which the turn's
            verdict tells.

    Raises:
        InvalidInput: As `load_cases`.
    """
    header, raw = _split(path, documents_of(path))
    if not raw:
        raise bad(path, "holds no case.")
    cases: dict[str, Case] = {}
    for n, row in enumerate(raw):
        case = _case(path, n, row, keeps_wrong=keeps_wrong)
        if case.id in cases:
            raise bad(path, f"case id {case.id!r} stands twice.")
        cases[case.id] = case
    return Dataset(
        path=path,
        name=str(header.get("dataset") or path.stem),
        version=_version(path, header),
        cases=tuple(cases.values()),
    )


def bad(path: Path, what: str, *, way_out: str = WAY_OUT) -> InvalidInput:
    """Return the error of a case file."""
    return InvalidInput(f"{path}: {what}", way_out=way_out, code="bad_case")


HEADER = frozenset({"dataset", "version", "description", "cases"})


def _split(path: Path, documents: Sequence[object]) -> tuple[Mapping[str, Any], list[object]]:
    """Return the header, empty if there is none, and all cases."""
    header: Mapping[str, Any] = {}
    cases: list[object] = []
    for n, document in enumerate(documents):
        match document:
            case None:
                continue
            case list():
                cases += cast("list[object]", document)
            case dict() if "dataset" in document or "cases" in document:
                told = cast("dict[str, Any]", document)
                unknown = sorted(set(map(str, told)) - HEADER)
                if unknown or header or n:
                    why = f"has unknown keys {unknown}" if unknown else "is not the first document"
                    raise bad(path, f"the header {why}; it may have {', '.join(sorted(HEADER))}.")
                header = told
                inside = told.get("cases", [])
                if not isinstance(inside, list):
                    raise bad(path, "`cases` of the header is no list.")
                cases += cast("list[object]", inside)
            case dict():
                cases.append(cast("object", document))
            case _:
                raise bad(path, f"document {n + 1} is neither a case nor a list of cases.")
    return header, cases


def _version(path: Path, header: Mapping[str, Any]) -> str | None:
    told = header.get("version")
    if told is None:
        return None
    parts = str(told).split(".")
    if isinstance(told, bool) or len(parts) != 2 or not all(part.isdecimal() for part in parts):
        raise bad(path, f"version {told!r} is not MAJOR.MINOR.", way_out='Write "1.0".')
    return str(told)


def _case(path: Path, n: int, row: object, *, keeps_wrong: bool) -> Case:
    name = (mapping(row) or {}).get("id")
    label = f"case {n + 1}" if name is None else f"case {name!r}"
    try:
        case = Case.model_validate(row)
    except ValidationError as exc:
        found = [error for error in exc.errors(include_url=False) if not _follows(error)]
        wrong: dict[str, str] = {}
        for error in found:
            wrong.setdefault(_where(row, error), _what(error))
        lines = [f"{where}: {what}" for where, what in wrong.items()][:SHOWN]
        more = [f"and {len(wrong) - SHOWN} more"] if len(wrong) > SHOWN else []
        why = "; ".join([*lines, *more])
        kept = None
        if keeps_wrong and all(_concerns_one_case(_where(row, each), each) for each in found):
            kept = _without_what_is_wrong(row, why)
        if kept is None:
            raise bad(path, f"{label}: {why}.") from exc
        return kept
    unknown = strangers(name for turn in case.turns for name in turn.expect.tools.named)
    if unknown and not keeps_wrong:
        raise bad(path, f"{label}: {unknown}.")
    return case


_KEY = r"\.\w+"
_TURN = r"(?:turns|messages)(?:\[\d+\])?"
_FIXTURE = rf"(?:fixture|{_TURN}\.(?:update|updates|fixture)){_KEY}"
_EXPECT = rf"{_TURN}\.(?:expect|expected|expectations)"
_OF_ONE_CASE = re.compile(
    rf"{_FIXTURE}(?:[.\[].*)?|agent|{_EXPECT}\.(?:agent|safety_class|state|oracle)(?:[.\[].*)?"
    rf"|{_EXPECT}\.tools\.(?:order|extra|expected\S*\.arg(?:s|uments)\S*)"
)
_UNKNOWN_KEY_OF_ALL = re.compile(_FIXTURE)


def _concerns_one_case(where: str, error: ErrorDetails) -> bool:
    """Tell a value that cannot be stored or compared from a key that nobody knows.

    A key of the case, its fixture, its turns or its expectations that is unknown may be misspelt in
    every case of the file, and what it stands for would never be checked.
    """
    if _OF_ONE_CASE.fullmatch(where) is None:
        return False
    return error["type"] != "extra_forbidden" or _UNKNOWN_KEY_OF_ALL.fullmatch(where) is None


def _without_what_is_wrong(row: object, why: str) -> Case | None:
    """Return a case that only says what is wrong with it; None: not even that can be read."""
    told = mapping(row) or {}
    inside = mapping(told.get("fixture")) or {}
    turns = listed(rows(told.get("turns", told.get("messages", inside.get("messages")))))
    kept = {key: told[key] for key in ("id", "slice", "severity", "split", "tags") if key in told}
    agent = told.get("agent")
    try:
        said = [Turn.model_validate(_message(turn)) for turn in turns or ()]
        case = Case.model_validate({**kept, "turns": said})
    except ValidationError:
        return None
    slice_ = case.slice if "slice" in told or not isinstance(agent, str) else agent
    return case.model_copy(update={"slice": slice_}).with_wrong(why)


def _message(turn: object) -> object:
    """Return what the athlete says in a turn, without what it is judged by."""
    told = mapping(turn)
    if told is None:
        return turn
    return {key: told[key] for key in ("user", "text", "content", "message") if key in told}


def _follows(error: ErrorDetails) -> bool:
    """Tell whether a list counts as empty only because what stands in it is wrong."""
    return error["type"] == "too_short" and bool(error["input"])


def _where(row: object, error: ErrorDetails) -> str:
    """Return the path of a field as the file has it, without the names of alternatives tried."""
    path = ""
    here = row
    loc = error["loc"]
    for n, part in enumerate(loc):
        inside = isinstance(here, Mapping) and part in here
        if isinstance(part, int):
            path += f"[{part}]"
            listed = isinstance(here, list | tuple) and part < len(cast("list[object]", here))
            here = cast("list[object]", here)[part] if listed else None
        elif inside or (n == len(loc) - 1 and error["type"] in {"missing", "extra_forbidden"}):
            path += f".{part}" if path else part
            here = cast("Mapping[str, object]", here).get(part) if inside else None
    return path or "the case"


WORDS: Mapping[str, str] = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
    "too_short": "is empty",
    "tuple_type": "should be a list",
    "dict_type": "should be a mapping",
    "model_type": "should be a mapping",
    "string_type": "should be text",
}
"""What is said in place of the words of pydantic, by its type of error."""


def _what(error: ErrorDetails) -> str:
    """Return what is wrong with a field, with the value where it is short."""
    if error["type"] == "value_error":
        return error["msg"].removeprefix("Value error, ")
    if error["type"] == "string_pattern_mismatch" and not str(error["input"]).strip():
        return "is empty"
    message = WORDS.get(error["type"], error["msg"])
    value = error["input"]
    plain = value is None or isinstance(value, str | int | float)
    told = plain and error["type"] not in {"extra_forbidden", "missing"}
    return f"{message}, not {value!r}" if told else message
