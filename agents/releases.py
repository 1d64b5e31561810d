"""The bundles a process can answer with, and which of them an athlete gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from types import MappingProxyType

from agents.bundle import Bundle
from coach.identity import UserId
from coach.runs.events import Assignment
from coach.runs.model import Arm
from prompts.registry import Experiment, PromptRegistry


@dataclass(frozen=True, slots=True)
class Release:
    """One bundle with its prompts."""

    bundle: Bundle
    prompts: PromptRegistry
    assigned: tuple[Assignment, ...] = ()
    """The arm in each experiment that this release stands for."""


@dataclass(frozen=True, slots=True)
class Releases:
    """Every combination of arms; without an experiment there is one."""

    experiments: tuple[Experiment, ...]
    by_arms: Mapping[tuple[Arm, ...], Release]
    """By the arms in the order of `experiments`."""

    @property
    def champion(self) -> Release:
        """The release of those who are in no challenger's arm."""
        return self.by_arms[tuple(Arm.CHAMPION for _ in self.experiments)]

    def release_for(self, user_id: UserId) -> Release:
        """Return what one athlete is answered with; nothing but the user id decides."""
        return self.by_arms[tuple(trial.split.arm_of(user_id) for trial in self.experiments)]

    def release_called(self, bundle_id: str) -> Release | None:
        """Return the release of a bundle; None if this process cannot answer with it."""
        same = (each for each in self.by_arms.values() if each.bundle.id == bundle_id)
        return next(same, None)


def make_releases(
    champions: PromptRegistry,
    experiments: Sequence[Experiment],
    identify: Callable[[PromptRegistry], Bundle],
) -> Releases:
    """Return the releases of all combinations of arms.

    Args:
        champions: The prompts of those who are in no challenger's arm.
        experiments: What is on trial; each doubles the number of releases.
        identify: Checks the prompts of one release and gives its bundle.

    Raises:
        SetupError: A prompt does not fit its agent.
    """
    releases: dict[tuple[Arm, ...], Release] = {}
    for arms in product(Arm, repeat=len(experiments)):
        chosen = list(zip(experiments, arms, strict=True))
        prompts = champions
        for trial, arm in chosen:
            if arm is Arm.CHALLENGER:
                prompts = prompts.with_prompts(trial.challengers)
        assigned = tuple(_assignment(trial, arm) for trial, arm in chosen)
        releases[arms] = Release(identify(prompts), prompts, assigned)
    return Releases(tuple(experiments), MappingProxyType(releases))


def _assignment(trial: Experiment, arm: Arm) -> Assignment:
    split = trial.split
    return Assignment(split.id, split.salt, arm, split.weight, tuple(sorted(trial.challengers)))
