"""The cases a request names: read, filtered, varied, and each data set with its version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from coach.errors import InvalidInput
from evals.cases.case import Case
from evals.cases.hashes import dataset_sha
from evals.cases.loading import Dataset, load_dataset
from evals.runs.request import RunRequest
from evals.runs.suites import DATASETS, load_suite
from evals.runs.variations import varied

LARGEST: Final = 20_000_000
"""Bytes of a file of cases. Source: own choice; 200 cases take 0.3 MB."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is run."""

    cases: tuple[Case, ...]
    datasets: Mapping[str, str]
    """Data set to `MAJOR.MINOR.sha`; of a file outside `evals/datasets` `0.0.<sha>`."""


def selected(request: RunRequest) -> Selection:
    """Read and choose the cases of a request.

    Raises:
        InvalidInput: A file is missing, no text, too large or wrong; an id stands twice; or
            nothing is left to run.
    """
    paths = load_suite(request.suite).paths if request.suite else request.cases
    sets = [_read(path) for path in paths]
    cases = _unique(sets)
    kept = [case for case in cases if _is_wanted(case, request)]
    if not kept:
        raise InvalidInput(
            f"none of {len(cases)} cases is left to run.",
            way_out="Check --only and --slice, and the `split` of the cases.",
            code="no_cases",
        )
    if request.variations is not None:
        kept = list(varied(kept, max(request.variations, len(kept)), request.seed))
    return Selection(tuple(kept), _versions(sets))


def _read(path: Path) -> Dataset:
    try:
        size = path.stat().st_size
    except OSError as exc:
        raise _unreadable(path, exc.strerror or str(exc)) from exc
    if not path.is_file():
        raise _unreadable(path, "it is no file")
    if size == 0:
        raise _unreadable(path, "it is empty")
    if size > LARGEST:
        raise _unreadable(path, f"its {size // 10**6} MB are more than {LARGEST // 10**6} MB")
    return load_dataset(path, keeps_wrong=not _is_ours(path))


def _is_ours(path: Path) -> bool:
    return path.resolve().parent == DATASETS.resolve()


def _unreadable(path: Path, why: str) -> InvalidInput:
    return InvalidInput(
        f"cannot read cases from {path}: {why}.",
        way_out="Name a YAML or JSONL file of cases.",
        code="bad_case",
    )


def _unique(sets: Sequence[Dataset]) -> tuple[Case, ...]:
    found: dict[str, Path] = {}
    for each in sets:
        for case in each.cases:
            if case.id in found:
                raise InvalidInput(
                    f"case id {case.id!r} stands in {found[case.id]} and in {each.path}.",
                    way_out="Rename one: ids are unique in a run.",
                    code="bad_case",
                )
            found[case.id] = each.path
    return tuple(case for each in sets for case in each.cases)


def _is_wanted(case: Case, request: RunRequest) -> bool:
    return (
        (not request.splits or case.split in request.splits)
        and (request.slice is None or case.slice == request.slice)
        and (request.only is None or fnmatchcase(case.id, request.only))
    )


def _versions(sets: Sequence[Dataset]) -> dict[str, str]:
    versions: dict[str, str] = {}
    for each in sets:
        version = (each.version or "0.0") if _is_ours(each.path) else "0.0"
        name = each.name if each.name not in versions else f"{each.name} ({each.path.name})"
        versions[name] = f"{version}.{dataset_sha(each.cases)}"
    return versions
