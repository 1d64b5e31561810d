"""`fitholic check-in`: what log and scale say of the last weeks, and the target that follows."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from cli.athlete_store import athlete_store
from cli.options import DataDir
from coach.errors import InvalidInput
from coach.nutrition.rules.energy import Direction
from coach.ranges import within

if TYPE_CHECKING:
    from api.nutrition import CheckInView

FILL_IN = "`fitholic profile set` takes it; weigh-ins come from `fitholic import FILE` or the chat."


def run(
    direction: Annotated[
        Direction | None, typer.Option(help="Follows the profile's goal when left out.")
    ] = None,
    rate: Annotated[
        float | None, typer.Option(help="Wanted change in percent of body weight a week, 0 to 5.")
    ] = None,
    diet_started: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="First day of a new diet; its first week is water."
        ),
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Set the proposed target from today on.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Measure expenditure from food log and scale, and propose a target."""
    from api.nutrition import view_of
    from tools.check_in import CheckInQuestion, check_in
    from tools.check_in import accept as set_target

    if rate is not None:
        within("--rate", rate, 0, 5, "% of body weight a week")
    began = diet_started.date() if diet_started else None
    question = CheckInQuestion(direction, rate, began)
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        try:
            report = check_in(uow, athlete, question, now=datetime.now(UTC))
        except InvalidInput as exc:
            if exc.code != "profile_incomplete":
                raise
            raise InvalidInput(exc.message, way_out=FILL_IN, code=exc.code) from exc
        if accept:
            set_target(uow, athlete, report)
    view = view_of(report, accepted=accept)
    if as_json:
        sys.stdout.write(view.model_dump_json(indent=2) + "\n")
        return
    console = Console(highlight=False)
    for line in lines_of(view):
        console.print(line, markup=False)


def lines_of(view: CheckInView) -> list[str]:
    """Return a check-in in sentences."""
    head = (
        f"{view.days_logged} of {view.days} days logged, {view.weigh_ins} weigh-ins. "
        f"The formula says {view.formula_kcal:.0f} kcal a day."
    )
    if not view.enough:
        return [head, "Not enough data yet; the present target stands.", *view.missing]
    band = f"{view.expenditure_low or 0:.0f} to {view.expenditure_high or 0:.0f}"
    moved = f"Weight moved {view.actual_pct_per_week or 0:+.2f} % a week"
    return [
        head,
        f"Measured: {view.expenditure_kcal or 0:.0f} kcal a day ({band}).",
        f"{moved}, wanted {view.wanted_pct_per_week:+.2f} %: {view.course}.",
        f"Proposed: {view.proposed_kcal or 0:.0f} kcal a day.",
        *view.limits,
        *filter(None, [view.no_deficit_reason]),
        "Set from today on." if view.accepted else "Add --accept to set it.",
    ]
