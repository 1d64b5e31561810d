"""Which prompts are in use: a champion an agent, and the challengers that are on trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Literal, Self

from pydantic import TypeAdapter, model_validator

from coach.errors import SetupError
from prompts.assignment import Split
from prompts.document import Prompt, Strict, Version
from prompts.library import load_prompt, package, read_text
from prompts.lock import check_lock
from prompts.strict_yaml import WrongText, check, read_yaml

NOTHING: Mapping[str, str] = MappingProxyType({})


class RegistryEntry(Strict):
    """Which versions of one agent's prompt are in use."""

    champion: Version
    challenger: Version | None = None
    """On trial with a share of the athletes."""
    ab: Split | None = None
    """How the trial divides the athletes; agents that name the same one change together."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.challenger is None) != (self.ab is None):
            raise ValueError("challenger and ab stand together or not at all")
        if self.challenger == self.champion:
            raise ValueError("challenger and champion are the same version")
        return self


_REGISTRY = TypeAdapter(dict[str, RegistryEntry])


@dataclass(frozen=True, slots=True)
class PromptRegistry:
    """The prompts of one arm, one an agent."""

    champions: Mapping[str, Prompt]
    """By agent, whichever arm they are of."""

    def prompt_of(self, agent: str) -> Prompt:
        """Return the prompt in use for one agent.

        Raises:
            SetupError: The registry names no prompt for it.
        """
        try:
            return self.champions[agent]
        except KeyError as exc:
            raise SetupError(
                f"no prompt for agent {agent!r}.",
                way_out="Add it to prompts/registry.yaml.",
                code="prompt_missing",
            ) from exc

    def with_prompts(self, prompts: Mapping[str, Prompt]) -> PromptRegistry:
        """Return the same prompts but for some agents."""
        return PromptRegistry(MappingProxyType({**self.champions, **prompts}))

    @property
    def locks(self) -> tuple[str, ...]:
        """`<agent>@<version>#<sha256>` of every prompt in use, sorted."""
        return tuple(sorted(f"{p.key}#{p.sha256}" for p in self.champions.values()))


@dataclass(frozen=True, slots=True)
class Experiment:
    """One trial of challengers against champions."""

    split: Split
    challengers: Mapping[str, Prompt]
    """By agent; an athlete of the challenger's arm gets all of them."""


def parse_registry(text: str) -> dict[str, RegistryEntry]:
    """Return what prompts/registry.yaml says of each agent.

    Raises:
        SetupError: It is no YAML, a key is unknown or stands twice, a value is out of range, or
            two agents describe the same experiment differently.
    """
    try:
        entries = check(_REGISTRY, read_yaml(text))
    except WrongText as exc:
        raise _wrong(str(exc)) from exc
    splits: dict[str, Split] = {}
    for agent, entry in sorted(entries.items()):
        if entry.ab and splits.setdefault(entry.ab.id, entry.ab) != entry.ab:
            raise _wrong(f"{agent} describes experiment {entry.ab.id} unlike another agent")
    return entries


def load_registry(
    arm: Literal["champion", "challenger"] = "champion",
    overrides: Mapping[str, str] = NOTHING,
    *,
    folder: Traversable | None = None,
) -> PromptRegistry:
    """Return the prompts of one arm, checked against prompts.lock.

    Args:
        arm: With "challenger", agents on trial get their challenger, all others their champion.
        overrides: Agent to version, in place of what the registry names.
        folder: Where the prompts are; those of this installation if not given.

    Raises:
        SetupError: A prompt is missing, wrong, or was edited under a locked version; there is no
            challenger to load; an override names an agent the registry does not.
    """
    place = folder or package()
    entries = parse_registry(read_text(place, "registry.yaml"))
    unknown = sorted(overrides.keys() - entries.keys())
    if unknown:
        raise SetupError(
            f"there is no agent {unknown[0]!r}.",
            way_out=f"Agents with a prompt: {', '.join(sorted(entries))}.",
            code="prompt_missing",
        )
    if arm == "challenger" and not any(entry.challenger for entry in entries.values()):
        raise SetupError(
            "no agent has a challenger.",
            way_out="Name one in prompts/registry.yaml, or use the champion.",
            code="no_challenger",
        )
    versions = {agent: _version(entry, arm) for agent, entry in entries.items()} | dict(overrides)
    return PromptRegistry(_loaded(versions, place))


def load_experiments(*, folder: Traversable | None = None) -> tuple[Experiment, ...]:
    """Return the trials that prompts/registry.yaml runs, by id, checked against prompts.lock.

    Raises:
        SetupError: A challenger is missing, wrong, or was edited under a locked version.
    """
    place = folder or package()
    entries = parse_registry(read_text(place, "registry.yaml"))
    splits = {entry.ab.id: entry.ab for entry in entries.values() if entry.ab}
    return tuple(
        Experiment(split, _loaded(_challengers(entries, split), place))
        for _, split in sorted(splits.items())
    )


def _challengers(entries: Mapping[str, RegistryEntry], split: Split) -> dict[str, str]:
    return {
        agent: entry.challenger
        for agent, entry in entries.items()
        if entry.challenger and entry.ab == split
    }


def _version(entry: RegistryEntry, arm: str) -> str:
    on_trial = entry.challenger if arm == "challenger" else None
    return on_trial or entry.champion


def _loaded(versions: Mapping[str, str], place: Traversable) -> Mapping[str, Prompt]:
    prompts = {agent: load_prompt(agent, version, place) for agent, version in versions.items()}
    check_lock(prompts.values(), read_text(place, "prompts.lock"))
    return MappingProxyType(prompts)


def _wrong(why: str) -> SetupError:
    return SetupError(
        f"prompts/registry.yaml is wrong: {why}.",
        way_out="See docs/reference/prompts.md.",
        code="prompt_registry",
    )
