"""The kill matrix: what the gate made of each planted change, and whether that was right."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict, Field

from evals.gate.report import GateReport, GateVerdict
from evals.selftest.table import Kind, Mutant


class Result(StrEnum):
    """How one planted change ended."""

    KILLED = "killed"
    """The rule that had to notice it did, with the exit code it has to have."""
    PASSED = "passed"
    """A harmless change went through."""
    SURVIVED = "survived"
    """Nothing went against a regression."""
    WRONG_RULE = "wrong rule"
    """Only other rules went against it: the gate was right by luck."""
    WRONG_EXIT = "wrong exit"
    """The rule fired, and the command ended with another code."""
    BLOCKED = "blocked"
    """A harmless change did not go through."""
    STALE = "stale patch"
    """What was to be changed is no longer there."""
    BROKEN = "broken"
    """The change could not be run, so nothing is known."""


GOOD: Final = frozenset({Result.KILLED, Result.PASSED})


class Row(BaseModel):
    """One planted change and what became of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kind: Kind
    harmless: bool
    what: str
    harm: str
    result: Result
    expected: str
    """Such as `R2, exit 1` or `pass`."""
    exit_code: int | None
    """What the gate ended with; None if it was not reached."""
    rules: tuple[str, ...]
    """All rules that went against it, each as `R2.sub_rule` where it named one."""
    reason: str
    figures: dict[str, float] = Field(default_factory=dict[str, float])
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether the gate did what it had to."""
        return self.result in GOOD

    @property
    def line(self) -> str:
        """What became of it, in one line."""
        rules = f" ({', '.join(self.rules)})" if self.rules else ""
        return f"{self.id}: {self.result.value}{rules}" + (
            "" if self.is_good else f": {self.reason}"
        )


class KillMatrix(BaseModel):
    """The whole self-test."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rows: tuple[Row, ...]
    seconds: float
    """Wall time of all."""
    times: dict[str, float] = Field(default_factory=dict[str, float])
    """Wall time of each part, in seconds."""

    @property
    def bad(self) -> tuple[Row, ...]:
        """The changes that the gate got wrong."""
        return tuple(row for row in self.rows if not row.is_good)

    @property
    def exit_code(self) -> int:
        """0 if the gate was right about every change, else 1."""
        return 1 if self.bad else 0

    @property
    def summary(self) -> str:
        """One line with the counts."""
        planted = [row for row in self.rows if not row.harmless]
        harmless = [row for row in self.rows if row.harmless]
        killed = sum(row.is_good for row in planted)
        passed = sum(row.is_good for row in harmless)
        others = Counter(row.result.value for row in self.bad)
        tail = "".join(f"; {count} {name}" for name, count in sorted(others.items()))
        return (
            f"{killed} of {len(planted)} planted regressions caught by the rule that should, "
            f"{passed} of {len(harmless)} harmless changes passed{tail}, in {self.seconds:.0f} s"
        )


def judged(mutant: Mutant, report: GateReport, seconds: float) -> Row:
    """Return the row of a change that the gate has judged."""
    return row_of(mutant, verdict_on(mutant, report), report, seconds)


def verdict_on(mutant: Mutant, report: GateReport) -> Result:
    """Say whether the gate's answer is the right one."""
    if mutant.expect is None:
        return Result.PASSED if report.exit_code == 0 else Result.BLOCKED
    if report.exit_code == 0:
        return Result.SURVIVED
    against = [rule for rule in report.rules if rule.verdict is not GateVerdict.PASS]
    noticed = [rule for rule in against if rule.rule == mutant.expect.rule]
    wanted = mutant.expect.fired
    if not noticed or (wanted and not any(wanted in rule.fired for rule in noticed)):
        return Result.WRONG_RULE
    return Result.KILLED if report.exit_code == mutant.expect.exit else Result.WRONG_EXIT


def row_of(mutant: Mutant, result: Result, report: GateReport, seconds: float) -> Row:
    """Return the row that shows what the gate said of a change."""
    against = [rule for rule in report.rules if rule.verdict is not GateVerdict.PASS]
    named = [
        f"{rule.rule}.{name}" for rule in against for name in rule.fired or (rule.verdict.value,)
    ]
    return Row(
        id=mutant.id,
        kind=mutant.kind,
        harmless=mutant.harmless,
        what=mutant.what,
        harm=mutant.harm,
        result=result,
        expected=expected_of(mutant),
        exit_code=report.exit_code,
        rules=tuple(named),
        reason=report.reason,
        seconds=seconds,
    )


def unjudged(mutant: Mutant, result: Result, reason: str, seconds: float) -> Row:
    """Return the row of a change that the gate never saw."""
    return Row(
        id=mutant.id,
        kind=mutant.kind,
        harmless=mutant.harmless,
        what=mutant.what,
        harm=mutant.harm,
        result=result,
        expected=expected_of(mutant),
        exit_code=None,
        rules=(),
        reason=reason,
        seconds=seconds,
    )


def expected_of(mutant: Mutant) -> str:
    """Say what has to happen, in a few words."""
    if mutant.world is not None and mutant.world.blocked_at_least is not None:
        by = f", by {mutant.expect.rule}" if mutant.expect is not None else ""
        return f"blocked >= {mutant.world.blocked_at_least:.2f}{by}"
    if mutant.world is not None and mutant.world.blocked_at_most is not None:
        return f"blocked <= {mutant.world.blocked_at_most:.2f}"
    if mutant.expect is None:
        return "pass"
    sub = f".{mutant.expect.fired}" if mutant.expect.fired else ""
    return f"{mutant.expect.rule}{sub}, exit {mutant.expect.exit}"
