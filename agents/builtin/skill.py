"""What the built-in coach can do, one skill at a time: read a wish, call tools, say the results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from agents.builtin.slots import exercise_in
from agents.builtin.transcript import D, Result
from agents.builtin.wants import COVERS, Intent

S = TypeVar("S")
REMEMBERED = 3
"""Earlier messages in which an exercise still counts as the one spoken of. Source: own choice."""


@dataclass(frozen=True, slots=True)
class Call:
    """One tool call."""

    tool: str
    args: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Heard:
    """What a skill reads to tell whether it is wanted."""

    text: str
    """The message, or one part of it, as written."""
    plain: str
    """`text` folded, with misspelt lifts put right."""
    exercise: str | None
    """The first exercise that `text` names."""
    whole: str
    """The whole message."""
    earlier: tuple[str, ...] = ()
    """The athlete's messages before it, oldest first."""
    replied: str = ""
    """The coach's newest reply; empty at the start of a thread."""
    before: Ask | None = None
    """What the athlete's message before wanted first, or the wish before this one in this one."""
    within: bool = False
    """Whether `before` stands in the same message."""
    unit: Literal["kg", "lb"] = "kg"
    today: date = date.min

    def exercise_before(self) -> str | None:
        """Return the newest exercise that the athlete named lately, else one of the last reply."""
        recent = (*reversed(self.earlier[-REMEMBERED:]), self.replied)
        return next((name for name in map(exercise_in, recent) if name), None)


@dataclass(frozen=True, slots=True)
class Found:
    """The results of the calls that one wish made in this turn, oldest first."""

    results: tuple[Result, ...] = ()

    def read(self, tool: str, shape: type[D]) -> D | None:
        """Return the newest good result of a tool in its own shape."""
        return next(reversed(self.every(tool, shape)), None)

    def every(self, tool: str, shape: type[D]) -> tuple[D, ...]:
        """Return all good results of a tool, in the order of the calls."""
        return tuple(r.read(shape) for r in self.results if r.tool == tool and not r.error)

    def error(self, tool: str) -> Result | None:
        """Return the newest failure of a tool, if it failed."""
        return next((r for r in reversed(self.results) if r.tool == tool and r.error), None)

    def asked(self, tool: str) -> bool:
        """Tell whether a tool was called, whatever came of it."""
        return any(r.tool == tool for r in self.results)


@dataclass(frozen=True, slots=True)
class Skill(Generic[S]):
    """One thing the built-in coach can do; `S` holds what it read from the words."""

    name: str
    agents: tuple[str, ...]
    """Who serves it; the owner first."""
    read: Callable[[Heard], S | None]
    """Return what the words say if they want this; None otherwise."""
    calls: Callable[[S, Found], Sequence[Call]]
    """Return the calls to make, all of them the first time; none when it is time to speak."""
    say: Callable[[S, Found], str | None]
    """Return this wish's part of the reply; None stands for the usual words for an error."""
    tools: frozenset[str] = frozenset()
    """Tools it may call; an agent without them does not offer it."""
    seeds: tuple[str, ...] = ()
    """Utterances near which a message that no rule reads is taken for this."""
    default: Callable[[Heard], S] | None = None
    """What to assume of such a message."""
    follow: Callable[[Heard, S], S | None] | None = None
    """Return what the words mean as a follow-up of this wish, given what it was about: "and for 3
    reps?", "so what pace is that". Asked only where no rule reads the message and this skill
    served the one before; it may be lenient."""
    covers: frozenset[str] = frozenset()
    """Skills whose wish in the same message this one answers as well."""
    answers: bool = False
    """Whether it reads the answer to a question that the coach itself asked; such an answer needs
    the question to be understood, so nothing else is weighed against it."""
    reason: str = ""
    """What to look up when the athlete asks why after it."""

    def serves(self, agent: str, bound: frozenset[str]) -> bool:
        """Tell whether an agent with these tools can do it."""
        return agent in self.agents and self.tools <= bound


@dataclass(frozen=True, slots=True)
class Ask:
    """What one message, or a part of it, wants."""

    intent: Intent
    text: str
    exercise: str | None = None
    skill: Skill[Any] | None = None
    slots: Any = None

    @property
    def name(self) -> str:
        """The name of the skill or of the intent."""
        return self.intent.value if self.skill is None else self.skill.name

    @property
    def covers(self) -> frozenset[str]:
        """Names of the wishes in the same message that this one answers as well."""
        own = COVERS.get(self.intent, frozenset[str]())
        return own if self.skill is None else self.skill.covers
