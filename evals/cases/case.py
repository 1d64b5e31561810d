"""Cases: an athlete to seed, turns to send, and what each reply must show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr, model_validator

from evals.cases.fields import (
    Patterns,
    Real,
    Strict,
    Text,
    Texts,
    Whole,
    also,
    listed,
    mapping,
    rows,
)
from evals.cases.fixture import Fixture, Update
from evals.cases.matchers import Matcher
from evals.cases.tables import check_columns, row_told, table_named
from evals.oracle.named import compute

__all__ = [
    "Case",
    "Expectation",
    "Fixture",
    "Limits",
    "Must",
    "MustNot",
    "State",
    "StateRow",
    "ToolMatcher",
    "Tools",
    "Turn",
    "Update",
]
Agent = Literal["planner", "form_critic", "nutrition", "safety"]
_AGENTS = {
    "form": "form_critic",
    "form critic": "form_critic",
    "critic": "form_critic",
    "nutritionist": "nutrition",
    "dietitian": "nutrition",
    "training": "planner",
    "coach": None,
    "any": None,
}
SAFETY_CLASSES = ("emergency", "urgent", "crisis", "boundary", "limit", "normal")
_GATED = frozenset(SAFETY_CLASSES) - {"normal"}
_LIMITED = frozenset({"ed", "minor", "minors", "pregnancy", "limits", "limit"})


def _agent(value: object) -> object:
    if not isinstance(value, str):
        return value
    word = re.sub(r"[\s_\-]+", " ", value.strip().casefold())
    return _AGENTS.get(word, word.replace(" ", "_"))


def _safety_class(value: object) -> object:
    """Read the classes' names as docs and cases write them, in any letter case."""
    if not isinstance(value, str):
        return value
    words = re.findall(r"[a-z]+", value.casefold())
    if "boundary" in words:
        return "boundary"
    if words and _LIMITED.issuperset(words):
        return "limit"
    return words[0] if words and words[0] in SAFETY_CLASSES else value


class Must(Strict):
    """A fact the reply has to state: at least one pattern matches, case-insensitive."""

    fact: Text
    any_of: Patterns = Field(
        min_length=1, validation_alias=also("any_of", "patterns", "pattern", "regex")
    )

    @model_validator(mode="before")
    @classmethod
    def _from_pattern(cls, data: object) -> object:
        return {"fact": data, "any_of": [data]} if isinstance(data, str) else data


class MustNot(Strict):
    """A claim the reply must not make."""

    claim: Text = Field(validation_alias=also("claim", "fact"))
    patterns: Patterns = Field(
        default=(), validation_alias=also("patterns", "any_of", "pattern", "regex")
    )
    hard: bool = False
    """True: a match fails the turn. False: a match sends the reply to a judge."""

    @model_validator(mode="before")
    @classmethod
    def _judge_only(cls, data: object) -> object:
        """Read `judge: true` (or `judge_only`) as not hard, and a bare pattern as the claim."""
        if isinstance(data, str):
            return {"claim": data, "patterns": [data]}
        row = mapping(data)
        if row is None:
            return data
        told = [key for key in ("judge", "judge_only") if key in row]
        if len(told) == 1 and "hard" not in row and isinstance(row[told[0]], bool):
            row["hard"] = not row.pop(told[0])
        return row

    @model_validator(mode="after")
    def _checkable(self) -> MustNot:
        if self.hard and not self.patterns:
            msg = f"the hard claim {self.claim!r} has no pattern, so nothing could break it"
            raise ValueError(msg)
        return self


class ToolMatcher(Strict):
    """One call the turn has to make: a tool or a role, and what its arguments have to be."""

    name: str = Field(pattern=r"\S", validation_alias=also("name", "tool", "role"))
    """One that is neither a role nor a tool is loaded, and no call ever fits it."""
    args: dict[str, Matcher] = Field(
        default_factory=dict[str, Matcher], validation_alias=also("args", "arguments")
    )
    """By argument; arguments that are not named may be anything."""
    exact_args: bool = False
    """True: no argument but those named."""

    @model_validator(mode="before")
    @classmethod
    def _from_name(cls, data: object) -> object:
        return {"name": data} if isinstance(data, str) else data


_ORDERS = {
    **dict.fromkeys(("any_order", "unordered"), "any"),
    **dict.fromkeys(("in_order", "ordered", "sequence"), "subsequence"),
    "strict": "exact",
}
_SEVERITIES = {"critical": "hard", "normal": "soft"}
_EXTRAS = {"true": "allowed", "any": "allowed", "false": "none", "read": "read_only"}


def _word_of(table: Mapping[str, str]) -> BeforeValidator:
    def read(value: object) -> object:
        word = str(value).casefold() if isinstance(value, str | bool) else value
        return table.get(word, word) if isinstance(word, str) else word

    return BeforeValidator(read)


class Tools(Strict):
    """Which tools the turn has to call, and which it may not."""

    expected: Annotated[tuple[ToolMatcher, ...], BeforeValidator(rows)] = ()
    forbidden: Texts = ()
    """Tools, roles, or groups of them: `write`, `any`."""
    order: Annotated[Literal["any", "subsequence", "exact"], _word_of(_ORDERS)] = "any"
    extra: Annotated[Literal["allowed", "read_only", "none"], _word_of(_EXTRAS)] = Field(
        default="read_only", validation_alias=also("extra", "allow_extra", "extra_calls")
    )
    """Which other calls are fine."""

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, data: object) -> object:
        row = mapping(data)
        if row is None:
            return data if isinstance(data, Tools) else {"expected": data}
        args = mapping(row.pop("args", row.pop("arguments", None)))
        return row if args is None else _with_args(row, args)

    @property
    def named(self) -> tuple[str, ...]:
        """Every role and tool that is expected or forbidden."""
        return (*(each.name for each in self.expected), *self.forbidden)


def _with_args(row: dict[str, Any], args: dict[str, Any]) -> dict[str, Any]:
    """Put matchers told by tool, beside the expected names, to their tools."""
    names = [each if isinstance(each, str) else None for each in listed(row.get("expected")) or ()]
    strangers = sorted(set(args) - {name for name in names if name is not None})
    if strangers:
        msg = f"`args` names {', '.join(strangers)}, which `expected` does not"
        raise ValueError(msg)
    told = [
        each if name not in args else {"name": name, "args": args[name]}
        for each, name in zip(listed(row["expected"]) or (), names, strict=True)
    ]
    return {**row, "expected": told}


class Limits(Strict):
    """How long a reply may be and how much it may ask."""

    max_words: Whole | None = Field(default=None, ge=1, validation_alias=also("max_words", "words"))
    max_questions: Whole | None = Field(
        default=None, ge=0, validation_alias=also("max_questions", "questions")
    )


class StateRow(Strict):
    """Rows of one table, by their columns."""

    table: Annotated[str, AfterValidator(table_named)]
    where: dict[str, Matcher] = Field(
        default_factory=dict[str, Matcher],
        validation_alias=also("where", "match", "with", "columns"),
    )
    count: Matcher | None = None
    """How many rows fit, a number or a matcher; None: at least one."""

    @model_validator(mode="before")
    @classmethod
    def _from_any_form(cls, data: object) -> object:
        return row_told(data)

    @model_validator(mode="after")
    def _columns(self) -> StateRow:
        check_columns(self.table, set(self.where))
        return self


class State(Strict):
    """Rows that must be there afterwards, and rows that must not."""

    exist: Annotated[tuple[StateRow, ...], BeforeValidator(rows)] = Field(
        default=(), validation_alias=also("exist", "exists", "must_exist", "present")
    )
    absent: Annotated[tuple[StateRow, ...], BeforeValidator(rows)] = Field(
        default=(), validation_alias=also("absent", "not_exist", "must_not_exist", "missing")
    )

    @model_validator(mode="before")
    @classmethod
    def _from_list(cls, data: object) -> object:
        """Read a list of rows, each with `exists: true` or `false`."""
        told = listed(data)
        if told is None:
            return data
        split: dict[str, list[object]] = {"exist": [], "absent": []}
        for each in told:
            row = mapping(each)
            there = True if row is None else row.pop("exists", True)
            split["exist" if there is True else "absent"].append(each if row is None else row)
        return split


class Computed(Strict):
    """A number the reply has to state, worked out by a formula of the oracle."""

    formula: str
    args: dict[str, Any] = Field(default_factory=dict[str, Any])
    tol: Real | None = Field(default=None, ge=0)
    tol_pct: Real | None = Field(default=None, ge=0)
    unit: str = ""

    @model_validator(mode="after")
    def _computable(self) -> Computed:
        compute(self.formula, self.args)
        return self


class Expectation(Strict):
    """What one reply must show."""

    agent: Annotated[Agent | None, BeforeValidator(_agent)] = None
    tools: Tools = Tools()
    must: Annotated[tuple[Must, ...], BeforeValidator(rows)] = ()
    must_not: Annotated[tuple[MustNot, ...], BeforeValidator(rows)] = ()
    numbers_grounded: bool = True
    arithmetic: bool = True
    """Sums, products and macronutrients of the reply are worked out again."""
    oracle: Annotated[tuple[Computed, ...], BeforeValidator(rows)] = ()
    limits: Limits = Limits()
    state: State = State()
    safety_class: Annotated[
        Literal["emergency", "urgent", "crisis", "boundary", "limit", "normal"] | None,
        BeforeValidator(_safety_class),
    ] = None
    canaries: Texts = Field(default=(), validation_alias=also("canaries", "canary"))
    """Texts that only an obeyed injection would bring into the reply or a tool's arguments."""
    judge: Texts = ()
    """Criteria that only a judge can decide."""


class Turn(Strict):
    """One message and what its reply must show."""

    user: str = Field(pattern=r"\S", validation_alias=also("user", "text", "content", "message"))
    role: Literal["user"] = "user"
    update: Update | None = Field(
        default=None, validation_alias=also("update", "fixture", "updates")
    )
    """What happened before this message."""
    attach: tuple[Whole, ...] | None = Field(
        default=None, validation_alias=also("attach", "videos")
    )
    """Which of the fixture's form analyses are sent along, from 0; None: those that are new."""
    expect: Expectation = Field(
        default=Expectation(), validation_alias=also("expect", "expected", "expectations")
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        return {"user": data} if isinstance(data, str) else data


class Case(Strict):
    """One conversation with one athlete."""

    id: Text = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")
    agent: Annotated[Agent | None, BeforeValidator(_agent)] = None
    """Whom it is for; its turns are routed there unless they say otherwise."""
    slice: str = ""
    """What it is counted under; left out, its agent, else `other`."""
    severity: Annotated[Literal["hard", "soft"], _word_of(_SEVERITIES)] = "soft"
    split: Literal["gate", "dev", "holdout"] = "gate"
    cluster: str = Field(default="", validation_alias=also("cluster", "persona"))
    """Cases of one persona or template share it; left out, its id."""
    template: bool | str = False
    """Whether variations of it may be made, or by which rule."""
    tags: Texts = ()
    description: str = Field(
        default="",
        validation_alias=also("description", "title", "note", "notes", "comment", "name"),
    )
    fixture: Fixture = Fixture()
    turns: Annotated[tuple[Turn, ...], BeforeValidator(rows)] = Field(
        min_length=1, validation_alias=also("turns", "messages")
    )
    _wrong: str = PrivateAttr(default="")

    @property
    def wrong(self) -> str:
        """Why it cannot be run, as `evals.cases.loading` found; empty: it can."""
        return self._wrong

    def with_wrong(self, why: str) -> Case:
        """Return the case as one that ends in an error instead of being run."""
        case = self.model_copy()
        case._wrong = why
        return case

    @model_validator(mode="before")
    @classmethod
    def _messages_of_the_fixture(cls, data: object) -> object:
        """Read `messages` under `fixture` as the turns, and a lone `expect` as the last one's."""
        row = mapping(data)
        if row is None:
            return data
        inside = mapping(row.get("fixture"))
        if inside is not None and "messages" in inside:
            if not inside["messages"] and {"turns", "messages"} & row.keys():
                row["fixture"] = {key: inside[key] for key in inside if key != "messages"}
                return _with_last_expectation(row)
            row["turns" if "messages" in row else "messages"] = inside.pop("messages")
            row["fixture"] = inside
        return _with_last_expectation(row)

    @model_validator(mode="after")
    def _filled_in(self) -> Case:
        """Write out what is left out: slice, cluster, and the agent of each turn."""
        object.__setattr__(self, "slice", self.slice or self.agent or "other")
        object.__setattr__(self, "cluster", self.cluster or self.id)
        if self.agent is not None and self.agent != "safety":
            turns = tuple(_routed(turn, self.agent) for turn in self.turns)
            object.__setattr__(self, "turns", turns)
        return self


def _with_last_expectation(row: dict[str, Any]) -> dict[str, Any]:
    if "expect" not in row:
        return row
    key = "turns" if "turns" in row else "messages"
    turns = listed(row.get(key)) or [row.get(key)]
    last = {"user": turns[-1]} if isinstance(turns[-1], str) else mapping(turns[-1])
    if last is None or "expect" in last:
        return row
    told = {name: value for name, value in row.items() if name != "expect"}
    return {**told, key: [*turns[:-1], {**last, "expect": row["expect"]}]}


def _routed(turn: Turn, agent: Agent) -> Turn:
    """Return the turn with the case's agent, unless it names one or the gate answers it."""
    expect = turn.expect
    if expect.agent is not None or expect.safety_class in _GATED:
        return turn
    return turn.model_copy(update={"expect": expect.model_copy(update={"agent": agent})})
