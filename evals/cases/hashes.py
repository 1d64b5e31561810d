"""Hashes of cases: of all that is asked or judged, of the question alone, of its labels alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, cast

from evals.cases.case import Case

SHORT = 16
"""Hex digits of a hash that a lock keeps: 64 bits, so that two of a million cases agree by chance
once in 37 million files."""


def case_sha(case: Case) -> str:
    """Return sha256 over what a case asks and how it is judged.

    Tags, description, split, cluster and the way a value is written (2 or 2.0, `lb` or `kg`,
    another name of a key) leave it as it is.
    """
    return _sha([_inputs(case), _labels(case)])


def inputs_sha(case: Case) -> str:
    """Return sha256 over the athlete and the messages; equal for a case under another id."""
    return _sha(_inputs(case))


def labels_sha(case: Case) -> str:
    """Return sha256 over severity and expectations."""
    return _sha(_labels(case))


def dataset_sha(cases: Iterable[Case]) -> str:
    """Return a short sha256 over the cases of a data set, whatever their order."""
    shas = sorted(case_sha(case) for case in cases)
    return hashlib.sha256("\n".join(shas).encode()).hexdigest()[:SHORT]


def _inputs(case: Case) -> object:
    turns = [
        turn.model_dump(exclude={"expect", "role"}, exclude_defaults=True) for turn in case.turns
    ]
    return [case.fixture.model_dump(exclude_defaults=True), turns]


def _labels(case: Case) -> object:
    return [case.severity, [turn.expect.model_dump(exclude_defaults=True) for turn in case.turns]]


def _sha(value: object) -> str:
    plain = json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(plain.encode()).hexdigest()


def _plain(value: object) -> object:
    """Return a value as JSON has it, numbers by their value and times by their moment."""
    match value:
        case bool() | None:
            return value
        case int() | float() | Decimal():
            number = float(value)
            return int(number) if number.is_integer() else number
        case datetime():
            return value.timestamp()
        case Mapping():
            told = cast("Mapping[object, Any]", value)
            return {str(key): _plain(each) for key, each in told.items()}
        case list() | tuple():
            return [_plain(each) for each in cast("Iterable[object]", value)]
        case _:
            return str(value)
