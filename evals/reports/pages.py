"""Writes a report as one HTML file that needs nothing else, and as Markdown for a comment."""

from __future__ import annotations

import html
import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from evals.reports.bars import HEIGHT, WIDTH, confidence_bars, trend_points
from evals.reports.plain import plain
from evals.reports.view import Report, Side, TurnView

COMMENT: Final = 60_000
"""Characters of the Markdown. Source: GitHub refuses comments above 65,536 characters."""
_CUT: Final = "\n\nThe rest did not fit into a comment; the HTML report holds all.\n"


def html_page(report: Report) -> str:
    """Return the report as one page: no script, no request, every text escaped."""
    page = (
        _environment()
        .get_template("report.html.jinja")
        .render(
            report=report,
            title=f"fitholic evals: {report.verdict or 'not gated'}",
            lines=list(zip(report.slices, confidence_bars(report.slices), strict=True)),
            points=trend_points(report.trend),
            width=WIDTH,
            height=HEIGHT,
        )
    )
    return plain(page)


def markdown(report: Report) -> str:
    """Return the report for a pull request; text of replies stands in fences, never as markup."""
    shown = report
    while True:
        text = _environment().get_template("report.md.jinja").render(report=shown)
        text = plain(re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")
        if len(text) <= COMMENT:
            return text
        if not shown.flips:
            return text[: COMMENT - len(_CUT)] + _CUT
        shown = shown.model_copy(update={"flips": shown.flips[:-1]})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("evals.reports"),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html.jinja"], default=False),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(cell=_cell, fenced=_fenced, conversation=_conversation)
    return environment


def _cell(text: object) -> str:
    """Return text that stays in its table cell and is no markup."""
    flat = " ".join(str(text).split())
    return re.sub(r"([\\`*_\[\]|])", r"\\\1", html.escape(flat, quote=False))


def _fenced(text: str, kind: str = "") -> str:
    """Return text in a fence longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{text}\n{fence}"


def _conversation(turn: TurnView) -> str:
    lines = [f"  athlete: {line}" for line in turn.user.splitlines()]
    lines += [f"{call.mark} {call.text}" for call in turn.trajectory]
    alone = turn.before is None
    for mark, side in (("-", turn.before), (" " if alone else "+", turn.after)):
        lines += _spoken(mark, side)
    return "\n".join(lines)


def _spoken(mark: str, side: Side | None) -> list[str]:
    if side is None:
        return []
    said = [f"{mark} {line}" for line in side.reply.splitlines() if line.strip()]
    return said + [f"{mark} ({reason})" for reason in side.failed]
