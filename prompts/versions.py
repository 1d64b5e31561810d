"""How far a version has to move when a prompt changes: semantic versions of what a model reads."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product
from typing import Final, Literal, NamedTuple

from coach.errors import InvalidInput, SetupError
from prompts.document import Prompt, Value

Bump = Literal["major", "minor", "patch"]
_SAMPLES: Final[dict[str, tuple[Value, ...]]] = {
    "str": ("some words",),
    "int": (3,),
    "bool": (False, True),
}
"""What a variable is filled in with to see whether two versions read the same."""


class Semver(NamedTuple):
    """A version; versions compare by their numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def bumped(self, bump: Bump) -> Semver:
        """Return the next version of one kind."""
        match bump:
            case "major":
                return Semver(self.major + 1, 0, 0)
            case "minor":
                return Semver(self.major, self.minor + 1, 0)
            case "patch":
                return Semver(self.major, self.minor, self.patch + 1)


class Change(NamedTuple):
    """How large a change is, and why."""

    bump: Bump
    reason: str


def semver(version: str) -> Semver:
    """Return the numbers of a version that front matter has checked."""
    major, minor, patch = version.split(".")
    return Semver(int(major), int(minor), int(patch))


def split_key(key: str) -> tuple[str, Semver]:
    """Return name and version of `<name>@<version>`."""
    name, _, version = key.partition("@")
    return name, semver(version)


def before(key: str, keys: Iterable[str]) -> str | None:
    """Return the highest version of the same name below `key`; None for the first."""
    name, version = split_key(key)
    lower = [(v, k) for k in keys for n, v in [split_key(k)] if n == name and v < version]
    return max(lower)[1] if lower else None


def change_between(old: Prompt, new: Prompt) -> Change:
    """Return how much a new version changes."""
    one, other = old.front, new.front
    for what in ("variables", "output_schema"):
        if getattr(one, what) != getattr(other, what):
            return Change("major", f"{what} changed")
    if set(one.tools) != set(other.tools):
        names = ", ".join(sorted(set(one.tools) ^ set(other.tools)))
        return Change("major", f"tools changed ({names})")
    for what in ("model", "params"):
        if getattr(one, what) != getattr(other, what):
            return Change("minor", f"{what} changed")
    if renderings(old) != renderings(new):
        return Change("minor", "the text a model reads changed")
    return Change("patch", "nothing a model reads changed")


def check_bump(old: Prompt, new: Prompt) -> None:
    """Check that a new version moved far enough.

    Raises:
        SetupError: It moved less than its change asks for (code `prompt_bump`).
    """
    change = change_between(old, new)
    least = semver(old.front.version).bumped(change.bump)
    if semver(new.front.version) < least:
        raise SetupError(
            f"{new.key} follows {old.key}, but {change.reason}: that is a {change.bump} change.",
            way_out=f"Call it {least} or higher.",
            code="prompt_bump",
        )


def renderings(prompt: Prompt) -> tuple[str, ...]:
    """Return the text for every choice of its flags, with sample words and numbers.

    Raises:
        SetupError: It does not render, as when the body uses a variable it does not declare.
    """
    names = sorted(prompt.front.variables)
    choices = product(*(_SAMPLES[prompt.front.variables[name]] for name in names))
    return tuple(prompt.render(dict(zip(names, choice, strict=True))) for choice in choices)


def parse_bump(text: str) -> Bump:
    """Read `major`, `minor` or `patch`.

    Raises:
        InvalidInput: It is none of them.
    """
    match text:
        case "major" | "minor" | "patch":
            return text
        case _:
            raise InvalidInput(
                f"{text!r} is no kind of version.", way_out="Say major, minor or patch."
            )
