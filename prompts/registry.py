"""Which prompt each agent is told, by version and hash, and how its variables are filled in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.errors import SetupError

VARIABLE_TYPES: Mapping[str, type] = MappingProxyType({"str": str, "int": int, "bool": bool})


class FrontMatter(BaseModel):
    """What stands above a prompt's body."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str = Field(pattern=r"^\d+\.\d+\.\d+$")
    agent: str
    model: str
    """Exact model the prompt was written for; an alias such as "latest" is refused."""
    variables: dict[str, str]
    """Name to `str`, `int` or `bool`."""
    tools: list[str]
    changelog: str
    owner: str


class RegistryEntry(BaseModel):
    """Which version of one agent's prompt is in use."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    champion: str = Field(pattern=r"^\d+\.\d+\.\d+$")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one agent's prompt."""

    front: FrontMatter
    body: str
    sha256: str
    """Over the canonical front matter (changelog and owner left out) and the body."""

    @property
    def key(self) -> str:
        """`<agent>@<version>`."""
        return f"{self.front.agent}@{self.front.version}"

    def render(self, variables: Mapping[str, str | int | bool]) -> str:
        """Return the text with its variables filled in.

        Raises:
            SetupError: A variable is missing, unknown or of another type.
        """
        declared = self.front.variables
        if set(variables) != set(declared):
            raise SetupError(
                f"prompt {self.key} wants {sorted(declared)}, got {sorted(variables)}.",
                way_out="Pass exactly the variables of its front matter.",
                code="prompt_variables",
            )
        for name, value in variables.items():
            if type(value) is not VARIABLE_TYPES.get(declared[name]):
                raise SetupError(
                    f"prompt {self.key}: {name} must be {declared[name]}, got {value!r}.",
                    way_out="Convert it before rendering.",
                    code="prompt_variables",
                )
        try:
            return _template(self.body).render(variables).strip()
        except TemplateError as exc:
            raise SetupError(
                f"prompt {self.key} does not render: {exc}.",
                way_out="Correct the template in a new version.",
                code="prompt_template",
            ) from exc


@cache
def _template(body: str) -> Template:
    """Compile a prompt once a process; it takes 1.7 ms, and a turn renders two or more."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    return environment.from_string(body)


@dataclass(frozen=True, slots=True)
class PromptRegistry:
    """The prompts in use, one an agent."""

    champions: Mapping[str, Prompt]

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

    @property
    def locks(self) -> tuple[str, ...]:
        """`<agent>@<version>#<sha256>` of every prompt in use, sorted."""
        return tuple(sorted(f"{p.key}#{p.sha256}" for p in self.champions.values()))


def parse_prompt(text: str) -> Prompt:
    """Return the prompt a Markdown file with front matter holds.

    Raises:
        SetupError: The front matter is missing or wrong.
    """
    parts = text.split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise SetupError(
            "a prompt file must begin with front matter between two lines of `---`.",
            way_out="See docs/reference/prompts.md.",
            code="prompt_format",
        )
    try:
        front = FrontMatter.model_validate(yaml.safe_load(parts[1]))
    except (ValidationError, yaml.YAMLError) as exc:
        raise SetupError(
            f"front matter of a prompt is wrong: {exc}.",
            way_out="See docs/reference/prompts.md.",
            code="prompt_format",
        ) from exc
    if front.model.endswith("latest"):
        raise SetupError(
            f"prompt {front.id} is pinned to the alias {front.model!r}.",
            way_out="Name the exact model.",
            code="prompt_model",
        )
    body = parts[2].strip() + "\n"
    canonical = json.dumps(
        front.model_dump(exclude={"changelog", "owner"}), sort_keys=True, separators=(",", ":")
    )
    digest = hashlib.sha256(f"{canonical}\n{body}".encode()).hexdigest()
    return Prompt(front, body, digest)


def load_prompt(agent: str, version: str) -> Prompt:
    """Return one version of one agent's prompt from the package.

    Raises:
        SetupError: There is no such file, or its front matter says something else.
    """
    path = files("prompts").joinpath(agent, f"{version}.md")
    try:
        prompt = parse_prompt(path.read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise SetupError(
            f"prompts/{agent}/{version}.md does not exist.",
            way_out="Name a version that is there in prompts/registry.yaml.",
            code="prompt_missing",
        ) from exc
    if (prompt.front.agent, prompt.front.version) != (agent, version):
        raise SetupError(
            f"prompts/{agent}/{version}.md calls itself {prompt.key}.",
            way_out="Make agent and version agree with the path.",
            code="prompt_format",
        )
    return prompt


def load_registry() -> PromptRegistry:
    """Return the prompts that prompts/registry.yaml puts in use, checked against prompts.lock.

    Raises:
        SetupError: A prompt is missing, wrong, or was edited under a locked version.
    """
    root = files("prompts")
    raw = yaml.safe_load(root.joinpath("registry.yaml").read_text(encoding="utf-8"))
    entries = {name: RegistryEntry.model_validate(value) for name, value in raw.items()}
    champions = {name: load_prompt(name, entry.champion) for name, entry in entries.items()}
    check_lock(champions.values(), root.joinpath("prompts.lock").read_text(encoding="utf-8"))
    return PromptRegistry(MappingProxyType(champions))


def check_lock(prompts: Iterable[Prompt], lock_text: str) -> None:
    """Compare prompts with the lock.

    Raises:
        SetupError: A prompt is not locked, or differs from what was locked under its version.
    """
    locked = parse_lock(lock_text)
    for prompt in prompts:
        known = locked.get(prompt.key)
        if known is None:
            raise SetupError(
                f"prompt {prompt.key} is not in prompts.lock.",
                way_out="Run `python -m prompts.lock`.",
                code="prompt_not_locked",
            )
        if known != prompt.sha256:
            raise SetupError(
                f"prompt {prompt.key} was edited under a version that is locked.",
                way_out="Undo the edit, or give it a new version and run `python -m prompts.lock`.",
                code="prompt_edited",
            )


def parse_lock(text: str) -> dict[str, str]:
    """Return `<agent>@<version>` to sha256, as prompts.lock lists them."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {key: digest for key, _, digest in (line.partition(" ") for line in lines)}
