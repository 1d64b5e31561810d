"""The lock of the data sets: versions, hashes of their cases, and which rules a change breaks.

It knows nothing of cases themselves, so that two locks can be compared without their data sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from coach.errors import InvalidInput

PATH: Final = "evals/datasets/datasets.lock"
UNVERSIONED: Final = "0.0"
_Sha = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class _Locked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class LockedCase(_Locked):
    """Hashes of one case."""

    inputs: _Sha
    """Of the athlete and the messages."""
    labels: _Sha
    """Of severity and expectations."""


class LockedDataset(_Locked):
    """One data set."""

    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+$")] = UNVERSIONED
    """MAJOR.MINOR."""
    sha: _Sha
    """Of all cases."""
    cases: Mapping[str, LockedCase]

    @property
    def numbers(self) -> tuple[int, int]:
        """MAJOR and MINOR."""
        major, minor = self.version.split(".")
        return int(major), int(minor)


class Lock(_Locked):
    """All data sets by name."""

    format: int = Field(default=1, ge=1, le=1)
    datasets: Mapping[str, LockedDataset]

    @property
    def versions(self) -> dict[str, str]:
        """Data set to `MAJOR.MINOR.sha`, as the header of a run writes it."""
        return {name: f"{each.version}.{each.sha}" for name, each in self.datasets.items()}

    @property
    def text(self) -> str:
        """The lock as it is written: sorted, so that a change shows as the lines it changes."""
        ordered = Lock(datasets=dict(sorted(self.datasets.items())))
        return ordered.model_dump_json(indent=1) + "\n"


class Breach(NamedTuple):
    """A rule that a change of the data sets breaks."""

    rule: str
    dataset: str
    reason: str


def parse_lock(text: str) -> Lock:
    """Return a lock.

    Raises:
        InvalidInput: It is no lock (code `bad_lock`).
    """
    try:
        return Lock.model_validate_json(text)
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise InvalidInput(
            f"{PATH} is damaged: {where}: {first['msg']}.",
            way_out="Restore it from git; it is written by `fitholic evals datasets lock`.",
            code="bad_lock",
        ) from exc


def breaches(before: Lock, after: Lock) -> tuple[Breach, ...]:
    """Return the rules that the way from one lock to another breaks, by data set.

    `label_changed`, `case_changed` and `case_deleted` need a new MAJOR version, `case_added` a new
    MINOR one; `dataset_deleted` and `version_went_back` are never allowed; `duplicate_content` is a
    case that stands twice under two ids.
    """
    found = [breach for name in before.datasets for breach in _of(name, before, after)]
    return (*found, *_twins(after))


def _of(name: str, before: Lock, after: Lock) -> Iterator[Breach]:
    old, new = before.datasets[name], after.datasets.get(name)
    if new is None:
        yield Breach("dataset_deleted", name, "the file is gone")
        return
    if new.numbers < old.numbers:
        reason = f"version {new.version} is below {old.version}"
        yield Breach("version_went_back", name, reason)
    if new.numbers[0] > old.numbers[0]:
        return
    changes = {
        "label_changed": [
            key for key in _both(old, new) if old.cases[key].labels != new.cases[key].labels
        ],
        "case_changed": [
            key for key in _both(old, new) if old.cases[key].inputs != new.cases[key].inputs
        ],
        "case_deleted": sorted(old.cases.keys() - new.cases.keys()),
    }
    for rule, keys in changes.items():
        if keys:
            reason = f"{_named(keys)} without a MAJOR version above {old.version}"
            yield Breach(rule, name, reason)
    added = sorted(new.cases.keys() - old.cases.keys())
    if added and new.numbers <= old.numbers:
        reason = f"{_named(added)} without a MINOR version above {old.version}"
        yield Breach("case_added", name, reason)


def _both(old: LockedDataset, new: LockedDataset) -> list[str]:
    return sorted(old.cases.keys() & new.cases.keys())


def _twins(lock: Lock) -> Iterator[Breach]:
    seen: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, dataset in sorted(lock.datasets.items()):
        for key, case in sorted(dataset.cases.items()):
            seen[case.inputs].append((name, key))
    for places in seen.values():
        if len(places) > 1:
            keys = [key for _, key in places]
            reason = f"{_named(keys)} ask the same: duplicated cases inflate n"
            yield Breach("duplicate_content", places[-1][0], reason)


def _named(keys: list[str]) -> str:
    shown = ", ".join(keys[:5])
    return shown if len(keys) <= 5 else f"{shown} and {len(keys) - 5} more"
