"""The data sets of the repository, and their lock: written, and checked against the files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from coach.errors import InvalidInput
from evals.cases.dataset_lock import (
    UNVERSIONED,
    Breach,
    Lock,
    LockedCase,
    LockedDataset,
    breaches,
    parse_lock,
)
from evals.cases.hashes import SHORT, dataset_sha, inputs_sha, labels_sha
from evals.cases.loading import Dataset, load_dataset

NAMES: Final = (
    "coaching_dev",
    "coaching_frozen",
    "coaching_second",
    "form_critic",
    "nutrition",
    "overrefusal",
    "planner",
    "redteam",
    "safety",
    "smoke",
)
"""Files of cases; the others of the folder are questions of benches."""
LOCK_FILE: Final = "datasets.lock"


def lock_of(folder: Path) -> Lock:
    """Return the lock that the files of a folder would have now.

    Raises:
        InvalidInput: A file is wrong, or an id stands in two files (code `bad_case`).
    """
    sets = [load_dataset(path) for path in _files(folder)]
    places: dict[str, Path] = {}
    for each in sets:
        for case in each.cases:
            if case.id in places:
                raise InvalidInput(
                    f"case id {case.id!r} stands in {places[case.id]} and in {each.path}.",
                    way_out="Rename one: ids are unique in a run.",
                    code="bad_case",
                )
            places[case.id] = each.path
    return Lock(datasets={each.path.stem: _locked(each) for each in sets})


def committed_lock(folder: Path) -> Lock:
    """Return the lock of a folder as it stands; empty where none was written yet.

    Raises:
        InvalidInput: It is damaged (code `bad_lock`).
    """
    path = folder / LOCK_FILE
    return parse_lock(path.read_text(encoding="utf-8")) if path.exists() else Lock(datasets={})


def check(folder: Path) -> tuple[Breach, ...]:
    """Return what is wrong between the files of a folder and its lock, by rule.

    Besides the rules of `dataset_lock.breaches`: `not_locked`, the file has changed rightly and
    the lock was not written again.

    Raises:
        InvalidInput: A file or the lock is wrong.
    """
    before, now = committed_lock(folder), lock_of(folder)
    found = breaches(before, now)
    told = {breach.dataset for breach in found}
    stale = [
        Breach("not_locked", name, "run `fitholic evals datasets lock` and commit the lock")
        for name, dataset in sorted(now.datasets.items())
        if name not in told and before.datasets.get(name) != dataset
    ]
    return (*found, *stale)


def write_lock(folder: Path) -> tuple[Breach, ...]:
    """Write the lock of a folder, unless a rule is broken; return the rules that are.

    Raises:
        InvalidInput: A file or the lock is wrong.
    """
    now = lock_of(folder)
    found = breaches(committed_lock(folder), now)
    if not found:
        (folder / LOCK_FILE).write_text(now.text, encoding="utf-8")
    return found


def _files(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.yaml" for name in NAMES]
    present = [path for path in paths if path.exists()]
    if not present:
        raise InvalidInput(
            f"{folder} holds none of {', '.join(path.name for path in paths)}.",
            way_out="Name the folder of the data sets.",
            code="bad_case",
        )
    return present


def _locked(dataset: Dataset) -> LockedDataset:
    return LockedDataset(
        version=dataset.version or UNVERSIONED,
        sha=dataset_sha(dataset.cases),
        cases={
            case.id: LockedCase(inputs=inputs_sha(case)[:SHORT], labels=labels_sha(case)[:SHORT])
            for case in dataset.cases
        },
    )
