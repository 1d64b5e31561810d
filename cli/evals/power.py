"""`fitholic evals power`: what drop a number of cases and epochs can notice."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

NUMBERS = (20, 40, 80, 120, 200, 400)
"""Cases shown if none are named."""
EFFECTS = (-0.05, -0.10)
"""Drops shown if none are named."""


def power(
    n: Annotated[list[int] | None, typer.Option(min=2, max=1_000_000, help="Cases.")] = None,
    epochs: Annotated[list[int] | None, typer.Option(min=1, max=1000, help="Repeats.")] = None,
    sd: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Standard deviation of a case's difference between two runs of one epoch each.",
        ),
    ] = 0.4,
    spread: Annotated[
        float,
        typer.Option(
            min=0.0,
            max=1.0,
            help="Standard deviation of the true difference between cases, which epochs do not "
            "make smaller.",
        ),
    ] = 0.1,
    effect: Annotated[
        list[float] | None, typer.Option(min=-1.0, max=1.0, help="True differences, such as -0.05.")
    ] = None,
    profile: Annotated[str, typer.Option(help="Whose margins count.")] = "pr",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Tell the smallest drop that is noticed, and how often given drops would pass."""
    from evals import stats
    from evals.gate.profile import packaged_profile

    margins = packaged_profile(profile)
    rows: list[dict[str, Any]] = []
    effects = tuple(effect or EFFECTS)
    for cases in n or NUMBERS:
        for repeats in epochs or (margins.epochs.first, margins.epochs.full):
            se = stats.error_at(stats.spread_at(sd, repeats, spread=spread), cases)
            margin = margins.margin(cases)
            passes = {
                f"{each:+.2f}": round(stats.pass_chance(each, se, cases, margin), 4)
                for each in effects
            }
            rows.append(
                {
                    "n": cases,
                    "epochs": repeats,
                    "margin": round(margin, 4),
                    "se": round(se, 4),
                    "mde": round(stats.detectable(se, cases), 4),
                    "passes": passes,
                }
            )
    if as_json:
        typer.echo(json.dumps(rows, indent=1))
        return
    named = "".join(f"{f'passes at {each:+.2f}':>17}" for each in effects)
    typer.echo(f"{'n':>6}{'epochs':>8}{'margin':>8}{'SE':>8}{'detectable':>12}{named}")
    for row in rows:
        chances = "".join(f"{chance:>17.1%}" for chance in row["passes"].values())
        typer.echo(
            f"{row['n']:>6}{row['epochs']:>8}{row['margin']:>8.3f}{row['se']:>8.4f}"
            f"{row['mde']:>12.3f}{chances}"
        )
    typer.echo(
        "detectable: smallest true drop told from none at 5 %, one-sided, with 80 % power; "
        "passes: chance that the lower bound lies above the margin, at one look"
    )
