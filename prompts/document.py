"""What a prompt file holds: front matter, a body with variables, fragments, and one hash of all."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from jinja2 import DictLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from coach.errors import SetupError
from prompts.strict_yaml import WrongText, check, read_yaml

VARIABLE_TYPES: Final[Mapping[str, type]] = MappingProxyType({"str": str, "int": int, "bool": bool})
VERSION: Final = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
_NAME: Final = r"[a-z][a-z0-9_]*"
_ALIAS: Final = re.compile(
    r"(?:^|[-_.:@/])(?:latest|preview|exp|experimental|default|auto)(?:$|[-_.:@/0-9])",
    re.IGNORECASE,
)
_INCLUDE: Final = re.compile(r"\{%-?\s*(?:include|import|from|extends)\b")
_ALLOWED: Final = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr,
    nodes.If, nodes.CondExpr, nodes.Include, nodes.Compare, nodes.Operand, nodes.And, nodes.Or,
    nodes.Not,
)  # fmt: skip
"""Parts of a template that a prompt may use."""
_WAY_OUT: Final = "See docs/reference/prompts.md."

Value = str | int | bool
Version = Annotated[str, Field(pattern=rf"^{VERSION}$")]


class Strict(BaseModel):
    """A part of a file in which an unknown key is an error and "0.5" is no number."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Params(Strict):
    """How a model samples; what is left out stays as the provider has it."""

    temperature: float | None = Field(default=0.0, ge=0, le=2, allow_inf_nan=False)
    """0: same question, same answer as far as a provider can; None for models that fix it."""
    top_p: float | None = Field(default=None, gt=0, le=1, allow_inf_nan=False)
    top_k: int | None = Field(default=None, ge=1)
    max_output_tokens: int | None = Field(default=None, ge=1)
    thinking_level: Literal["minimal", "low", "medium", "high"] | None = None
    """How long Gemini thinks before it speaks; None: as long as its model likes."""

    def given(self) -> dict[str, float | int | str]:
        """Return what a model is told."""
        return self.model_dump(exclude_none=True)


class FrontMatter(Strict):
    """What stands above a prompt's body."""

    id: str
    version: Version
    agent: str = Field(pattern=rf"^{_NAME}$")
    model: str
    """Exact model the prompt was written for; an alias such as "latest" is refused."""
    variables: dict[str, Literal["str", "int", "bool"]]
    """Name to type; rendering takes exactly these."""
    tools: list[str]
    """What the model may call with this prompt; a part of what the agent may call at all."""
    changelog: str = Field(min_length=1)
    owner: str = Field(min_length=1)
    params: Params = Params()
    includes: list[Annotated[str, Field(pattern=rf"^{_NAME}@{VERSION}$")]] = []
    """Fragments as `<name>@<version>`; the body names them without the version."""
    output_schema: dict[str, Any] | None = None
    """JSON schema of the reply; None: prose."""
    eval_suites: list[str] = []
    """Suites that a new version has to pass beside the gate's own."""


class FragmentFront(Strict):
    """What stands above a fragment: text that several prompts share."""

    id: str = Field(pattern=rf"^{_NAME}$")
    version: Version
    changelog: str = Field(min_length=1)
    owner: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One version of a text that prompts include."""

    front: FragmentFront
    body: str
    sha256: str

    @property
    def key(self) -> str:
        """`<name>@<version>`."""
        return f"{self.front.id}@{self.front.version}"


_PROMPT: Final = TypeAdapter(FrontMatter)
_FRAGMENT: Final = TypeAdapter(FragmentFront)
_MAPPING: Final = TypeAdapter(dict[str, Any])

FindFragment = Callable[[str], Fragment]


@dataclass(frozen=True, slots=True)
class Prompt:
    """One version of one agent's prompt."""

    front: FrontMatter
    body: str
    sha256: str
    """Over the canonical front matter (changelog, owner and defaults left out), the body and the
    fragments it includes."""
    fragments: tuple[Fragment, ...] = ()

    @property
    def key(self) -> str:
        """`<agent>@<version>`."""
        return f"{self.front.agent}@{self.front.version}"

    def render(self, variables: Mapping[str, Value]) -> str:
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
            if type(value) is not VARIABLE_TYPES[declared[name]]:
                raise SetupError(
                    f"prompt {self.key}: {name} must be {declared[name]}, got {value!r}.",
                    way_out="Convert it before rendering.",
                    code="prompt_variables",
                )
        included = tuple((fragment.front.id, fragment.body) for fragment in self.fragments)
        try:
            return _template(self.body, included).render(variables).strip()
        except TemplateError as exc:
            raise SetupError(
                f"prompt {self.key} does not render: {exc}.",
                way_out="Correct the template in a new version.",
                code="prompt_template",
            ) from exc


@cache
def _template(body: str, included: tuple[tuple[str, str], ...]) -> Template:
    """Compile a prompt once a process; it takes 1.7 ms, and a turn renders two or more."""
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, loader=DictLoader(dict(included))
    )
    for text in (body, *(each for _, each in included)):
        _check_plain(environment.parse(text))
    return environment.from_string(body)


def _check_plain(tree: nodes.Template) -> None:
    """Refuse what a text with variables does not need: loops, calls, sums, filters.

    A sandbox keeps a template from reaching out of it, not from running or growing for ever.
    """
    for node in tree.find_all(nodes.Node):
        named = not isinstance(node, nodes.Include) or isinstance(node.template, nodes.Const)
        if not isinstance(node, _ALLOWED) or not named:
            what = type(node).__name__
            raise TemplateSyntaxError(
                f"{what} is not for prompts; variables, `if` and `include` are", node.lineno
            )


def no_fragment(key: str) -> Fragment:
    """Say that a fragment is missing.

    Raises:
        SetupError: Always (code `prompt_missing`).
    """
    raise SetupError(
        f"a prompt includes {key}, which is not there.",
        way_out="Add the fragment's file, or name a version that exists.",
        code="prompt_missing",
    )


def parse_prompt(text: str, find: FindFragment = no_fragment, *, name: str = "a prompt") -> Prompt:
    """Return the prompt a Markdown file with front matter holds.

    Args:
        text: The file.
        find: Gives the fragment of a `<name>@<version>`.
        name: What to call it when something is wrong.

    Raises:
        SetupError: The front matter is missing or wrong, or a fragment is not there.
    """
    raw, body = _split(text, name)
    try:
        front = check(_PROMPT, raw)
    except WrongText as exc:
        raise _wrong(name, exc) from exc
    check_exact(front.model, name=name)
    included = tuple(find(key) for key in front.includes)
    marks = [f"{fragment.key}#{fragment.sha256}" for fragment in included]
    return Prompt(front, body, _digest(front, body, *marks), included)


def parse_fragment(text: str, *, name: str = "a fragment") -> Fragment:
    """Return the fragment a Markdown file with front matter holds.

    Raises:
        SetupError: The front matter is missing or wrong.
    """
    raw, body = _split(text, name)
    try:
        front = check(_FRAGMENT, raw)
    except WrongText as exc:
        raise _wrong(f"{name} (without `agent`, so a fragment)", exc) from exc
    if _INCLUDE.search(body):
        raise SetupError(
            f"{name} includes a fragment, and a fragment includes none.",
            way_out="Include both in the prompt.",
            code="prompt_format",
        )
    return Fragment(front, body, _digest(front, body))


def is_prompt(text: str, *, name: str = "a prompt") -> bool:
    """Tell a prompt, which names its agent, from a fragment.

    Raises:
        SetupError: There is no front matter.
    """
    return "agent" in _split(text, name)[0]


def check_exact(model: str, *, name: str = "a prompt") -> None:
    """Check that a model's name will mean the same tomorrow.

    Raises:
        SetupError: It is an alias, or names no version (code `prompt_model`).
    """
    if _ALIAS.search(model) or not re.search(r"\d", model):
        raise SetupError(
            f"{name} is pinned to the alias {model!r}, which can become another model.",
            way_out="Name the exact model, with its version.",
            code="prompt_model",
        )


def _split(text: str, name: str) -> tuple[dict[str, Any], str]:
    parts = text.replace("\r\n", "\n").split("---\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise SetupError(
            f"{name} must begin with front matter between two lines of `---`.",
            way_out=_WAY_OUT,
            code="prompt_format",
        )
    try:
        raw: object = read_yaml(parts[1])
        mapping = check(_MAPPING, raw)
    except WrongText as exc:
        raise _wrong(name, exc) from exc
    return mapping, parts[2].strip() + "\n"


def _digest(front: BaseModel, body: str, *included: str) -> str:
    """Hash what a model could notice; a default that is written out counts as left out."""
    kept = front.model_dump(exclude={"changelog", "owner"}, exclude_defaults=True)
    canonical = json.dumps(kept, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256("\n".join([canonical, body, *included]).encode()).hexdigest()


def _wrong(name: str, why: object) -> SetupError:
    return SetupError(
        f"front matter of {name} is wrong: {why}.", way_out=_WAY_OUT, code="prompt_format"
    )
