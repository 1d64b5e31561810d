"""What two runs of the same coach must have in common: all of a row but its times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from evals.results import CaseRow

TIMES: Final = frozenset({"started_ms", "ended_ms", "at_ms", "latency_ms", "first_text_ms"})
"""Members that hold a measured time."""
SHOWN: Final = 5


def untimed(row: CaseRow) -> dict[str, Any]:
    """Return a case-epoch as plain JSON without its times."""
    return _without_times(row.model_dump(mode="json"))


def differences(one: CaseRow, other: CaseRow) -> tuple[str, ...]:
    """Return the first few places at which two rows differ, times aside; empty if none."""
    found = list(_differing(one.case_id, untimed(one), untimed(other)))
    more = [f"and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    return (*found[:SHOWN], *more)


def _without_times(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case dict():
            row = cast("dict[str, Any]", value)
            return {k: _without_times(v) for k, v in row.items() if k not in TIMES}
        case list():
            return [_without_times(each) for each in cast("list[Any]", value)]
        case _:
            return value


def _differing(place: str, one: object, other: object) -> Iterator[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        left, right = cast("Mapping[str, object]", one), cast("Mapping[str, object]", other)
        for key in sorted({*left, *right}):
            yield from _differing(f"{place}.{key}", left.get(key), right.get(key))
        return
    if isinstance(one, list) and isinstance(other, list):
        rows, others = cast("Sequence[object]", one), cast("Sequence[object]", other)
        if len(rows) == len(others):
            for n, pair in enumerate(zip(rows, others, strict=True)):
                yield from _differing(f"{place}[{n}]", *pair)
            return
    if one != other:
        yield f"{place}: {_short(cast('object', one))} and {_short(cast('object', other))}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
