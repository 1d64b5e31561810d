"""The kill matrix as Markdown, for somebody who has not read what the self-test is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from evals.gate.outcome import NAMES
from evals.selftest.matrix import KillMatrix, Row
from evals.selftest.table import Kind

INTRODUCTION: Final = (
    "Changes were planted on purpose, and the real gate judged each. A regression must be stopped "
    "by the rule that is there for it, with the exit code it has to have (1 regression, 2 wrong "
    "configuration, 3 stale evidence, 4 undecided); a harmless change must pass. Simulated changes "
    "are judged with many seeds: a share must be stopped, given with one-sided 95 % bounds "
    "(Clopper & Pearson 1934). Times are in seconds, of a simulated change processor time. How it "
    "works: docs/explanation/selftest.md."
)
KINDS: Final = {
    Kind.CODE: "code, run for real",
    Kind.PROMPT: "prompt, on a simulated provider",
    Kind.DATA: "run, lock or profile edited",
    Kind.STATISTICAL: "simulated results",
}


def as_markdown(matrix: KillMatrix) -> str:
    """Return the matrix as tables for a pull request, wrong rows first."""
    single = [row for row in matrix.rows if row.kind is not Kind.STATISTICAL]
    worlds = [row for row in matrix.rows if row.kind is Kind.STATISTICAL]
    parts = [
        ["### Self-test of the gate", ""],
        [f"**{'Green' if not matrix.bad else 'RED'}**: {matrix.summary}.", ""],
        *([[*(f"- `{row.id}`: {row.reason}" for row in matrix.bad), ""]] if matrix.bad else []),
        [INTRODUCTION, ""],
        ["Rules: " + ", ".join(f"{rule} {name}" for rule, name in NAMES.items()) + ".", ""],
        _totals(matrix),
        _regressions([row for row in single if not row.harmless]),
        _harmless([row for row in single if row.harmless]),
        _simulated(worlds),
    ]
    return "\n".join(line for part in parts for line in part)


def _totals(matrix: KillMatrix) -> list[str]:
    rows: list[Sequence[str]] = []
    for kind, name in KINDS.items():
        of_kind = [row for row in matrix.rows if row.kind is kind]
        groups = [
            [row for row in of_kind if row.harmless is harmless] for harmless in (False, True)
        ]
        counts = [f"{sum(row.is_good for row in g)} of {len(g)}" if g else "" for g in groups]
        if of_kind:
            rows.append((name, *counts))
    lines = _table(("planted", "regressions stopped rightly", "harmless changes passed"), rows)
    times = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in matrix.times.items())
    wall = [f"Wall time: {times}; together {matrix.seconds:.0f} s.", ""] if times else []
    return [*lines, *wall]


def _regressions(rows: Sequence[Row]) -> list[str]:
    head = ("change", "what a user would suffer", "must notice", "noticed", "exit", "result", "s")
    told = [
        (f"`{r.id}`", r.harm, r.expected, ", ".join(r.rules), _exit(r), _result(r), _s(r))
        for r in _wrong_first(rows)
    ]
    return ["#### Regressions", "", *_table(head, told)] if rows else []


def _harmless(rows: Sequence[Row]) -> list[str]:
    head = ("change", "what it does", "noticed", "exit", "result", "s")
    told = [
        (f"`{r.id}`", r.what, ", ".join(r.rules), _exit(r), _result(r), _s(r))
        for r in _wrong_first(rows)
    ]
    return ["#### Harmless changes", "", *_table(head, told)] if rows else []


def _simulated(rows: Sequence[Row]) -> list[str]:
    head = (
        *("change", "what it does", "stopped", "must be", "bounds", "undecided"),
        *("rules, of the stopped", "result", "s"),
    )
    told = [
        (
            f"`{r.id}`",
            r.what,
            f"{r.figures['blocked']:.1%} of {r.figures['seeds']:.0f}",
            r.expected.removeprefix("blocked "),
            f"{r.figures['lower']:.1%} to {r.figures['upper']:.1%}",
            f"{r.figures['undecided']:.0f}",
            ", ".join(r.rules),
            _result(r),
            _s(r),
        )
        for r in _wrong_first(rows)
    ]
    return ["#### Simulated changes", "", *_table(head, told)] if rows else []


def _wrong_first(rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: row.is_good)


def _result(row: Row) -> str:
    return row.result.value if row.is_good else f"**{row.result.value}**"


def _exit(row: Row) -> str:
    return "" if row.exit_code is None else str(row.exit_code)


def _s(row: Row) -> str:
    return f"{row.seconds:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [*(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines), ""]


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
