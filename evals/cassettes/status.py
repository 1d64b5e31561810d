"""Which cases replay and which do not, because of what, and what recording them would take."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import Final

from pydantic import BaseModel, ConfigDict

from agents.prices import prices
from evals.cassettes.cassette import Origin
from evals.cassettes.miss import Missed
from evals.cassettes.reading import Fault
from evals.cassettes.scope import Scope
from evals.cassettes.store import CassetteStore

CALLS: Final = 3
"""Calls of a case nobody recorded. Source: measured 2026-11 on the simulated Gemini, 2.4 in the 160
of 216 cases of the suite `pr` that reach a model; rounded up, since a repair adds one."""
OUTPUT_TOKENS: Final = 150
"""Of a call nobody recorded. Source: replies hold 60 to 160 words, at 1.3 tokens a word (rule of
thumb of the Gemini API), and about every second call is a short tool call."""
INPUT_TOKENS: Final = 3000
"""Of a call nobody recorded or met. Source: measured 2026-11 over the same cases, 9,600 characters
of JSON are 2,400 tokens; rounded up, since a real conversation is longer."""
CHARACTERS_A_TOKEN: Final = 4
"""Source: documentation of the Gemini API, about four characters a token."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Effort(_Row):
    """What recording takes."""

    calls: int
    input_tokens: int
    output_tokens: int
    usd: float | None
    """None: agents/price_table.yaml does not know the model."""

    def __str__(self) -> str:
        cost = "an unknown cost" if self.usd is None else f"about {self.usd:.2f} USD"
        return f"{self.calls} calls, {cost}"


class StaleCase(_Row):
    """One case in one epoch whose next answer is missing."""

    scope: str
    """`<case>#<epoch>`."""
    cause: str
    diff: str


class Cause(_Row):
    """A change and what it made stale."""

    cause: str
    """Such as `planner 1.0.0 -> 1.1.0`."""
    cases: int
    effort: Effort


class Status(_Row):
    """What a folder of cassettes is worth for the given cases."""

    model: str
    cases: int
    case_epochs: int
    fresh: int
    """Case-epochs that replay to their end."""
    unfinished: dict[str, str]
    """Case-epochs that ended for another reason than a missing answer, and why."""
    stale: tuple[StaleCase, ...]
    causes: tuple[Cause, ...]
    effort: Effort
    """Of recording all that is stale."""
    recorded: int
    """Cassettes of the provider."""
    synthetic: int
    """Cassettes of a simulator."""
    orphans: tuple[str, ...]
    """Keys that no case replays."""
    faults: tuple[str, ...]
    """Files that cannot be trusted, and why."""

    def lines(self, command: str) -> tuple[str, ...]:
        """Return the report for people, what is wrong first.

        Args:
            command: What records the missing answers.
        """
        told = [f"refused: {fault}" for fault in self.faults]
        told += [
            f"{cause.cause} touches {cause.cases} of {self.cases} cases, {cause.effort}; "
            f"run `{command}`"
            for cause in self.causes
        ]
        told += [f"{scope} came to no end: {why}" for scope, why in self.unfinished.items()]
        if self.orphans:
            told.append(
                f"{len(self.orphans)} cassettes are replayed by no case; "
                "run `fitholic evals cassettes prune`"
            )
        kinds = f"{self.recorded} recorded, {self.synthetic} synthetic cassettes"
        told.append(f"{self.fresh} of {self.case_epochs} case-epochs replay ({kinds})")
        return tuple(told)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay of cases came to."""

    planned: Sequence[Scope]
    misses: Mapping[Scope, Missed]
    """The first miss of each case-epoch."""
    used: Mapping[Scope, Sequence[str]]
    """Keys that were replayed."""
    unfinished: Mapping[Scope, str] = field(default_factory=dict[Scope, str])
    """Case-epochs that ended for another reason than a miss, and why."""
    prompts: Sequence[str] = ()
    """In use."""
    others: Sequence[str] = ()
    """In use in the other arm."""

    @property
    def settled(self) -> dict[Scope, Sequence[str]]:
        """The keys of every case-epoch that replayed to its end."""
        return {
            scope: self.used.get(scope, ())
            for scope in self.planned
            if scope not in self.misses and scope not in self.unfinished
        }


def status_of(
    store: CassetteStore, replayed: Replayed, model: str, faults: Sequence[Fault] = ()
) -> Status:
    """Return what the cassettes are worth for the cases that were replayed.

    Args:
        store: The cassettes; what the cases replay from now on is noted in it, and not saved.
        replayed: Every case-epoch that should replay, and what it met.
        model: `<provider>:<model>`, for the price.
        faults: Files that were left out.
    """
    store.settle(replayed.settled, replayed.prompts, replayed.others)
    missed = {
        scope: replayed.misses[scope] for scope in replayed.planned if scope in replayed.misses
    }
    efforts = {scope: _effort(store, scope, missed[scope], replayed, model) for scope in missed}
    by_cause: dict[str, list[Scope]] = {}
    for scope, miss in missed.items():
        by_cause.setdefault(miss.causes[0], []).append(scope)
    origins = Counter(cassette.origin for cassette in store.cassettes.values())
    return Status(
        model=model,
        cases=len({scope.case_id for scope in replayed.planned}),
        case_epochs=len(replayed.planned),
        fresh=len(replayed.settled),
        unfinished={str(scope): why for scope, why in replayed.unfinished.items()},
        stale=tuple(
            StaleCase(scope=str(scope), cause=miss.causes[0], diff=miss.diff)
            for scope, miss in missed.items()
        ),
        causes=tuple(
            Cause(
                cause=cause,
                cases=len({scope.case_id for scope in scopes}),
                effort=total([efforts[scope] for scope in scopes]),
            )
            for cause, scopes in sorted(by_cause.items(), key=lambda item: (-len(item[1]), item[0]))
        ),
        effort=total(list(efforts.values())),
        recorded=origins[Origin.RECORDED],
        synthetic=origins[Origin.SYNTHETIC],
        orphans=tuple(key for key in sorted(store.lines) if not store.lines[key].scopes),
        faults=tuple(f"{fault.name}: {fault.reason}" for fault in faults),
    )


def effort_of_all(store: CassetteStore, planned: Sequence[Scope], model: str) -> Effort:
    """Return what recording every case-epoch anew takes, judged by what is recorded."""
    tokens = [cassette.tokens for cassette in store.cassettes.values()]
    known = [len(store.of_scope(scope)) for scope in planned]
    mean_calls = fmean(n for n in known if n) if any(known) else CALLS
    calls = round(sum(n or mean_calls for n in known))
    asked = fmean(t[0] for t in tokens) if tokens else INPUT_TOKENS
    answered = fmean(t[1] for t in tokens) if tokens else OUTPUT_TOKENS
    return _priced(calls, round(calls * asked), round(calls * answered), model)


def total(efforts: Sequence[Effort]) -> Effort:
    """Return the sum; its price is unknown if one is."""
    dollars = [effort.usd for effort in efforts if effort.usd is not None]
    return Effort(
        calls=sum(effort.calls for effort in efforts),
        input_tokens=sum(effort.input_tokens for effort in efforts),
        output_tokens=sum(effort.output_tokens for effort in efforts),
        usd=sum(dollars) if len(dollars) == len(efforts) else None,
    )


def _effort(
    store: CassetteStore, scope: Scope, miss: Missed, replayed: Replayed, model: str
) -> Effort:
    """Return what one case-epoch takes from its first miss on."""
    known = store.of_scope(scope)
    calls = max(1, (len(known) or CALLS) - len(replayed.used.get(scope, ())))
    answered = fmean(c.tokens[1] for c in known) if known else OUTPUT_TOKENS
    asked = miss.characters / CHARACTERS_A_TOKEN
    return _priced(calls, round(calls * asked), round(calls * answered), model)


def _priced(calls: int, asked: int, answered: int, model: str) -> Effort:
    price = prices().get(model)
    usd = None if price is None else float(price.cost_usd(asked, answered))
    return Effort(calls=calls, input_tokens=asked, output_tokens=answered, usd=usd)
