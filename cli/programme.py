"""`fitholic programme`: build a programme, show it, say the next session, revise it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

import typer
from pydantic import BaseModel

from api.programme_requests import (
    BuildBody,
    InjuryBody,
    KitBody,
    PlateBody,
    ReviseBody,
    build_by,
    kit_of,
    request_of,
    revise_by,
)
from api.programme_views import NextSessionView, built
from cli.athlete_store import athlete_store
from cli.options import DataDir, checked
from cli.programme_tables import show_changes, show_plan, show_session
from coach.accounts.model import Profile
from coach.errors import InvalidInput, NotFound
from coach.identity import UserId
from coach.training.model import Equipment, Region
from coach.training.rules.programme.request import (
    ALL_FIXTURES,
    Aim,
    Fixture,
    RecentLog,
    Severity,
    TrainingAge,
    check_request,
)

app = typer.Typer(no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
EquipmentOption = Annotated[
    list[Equipment] | None,
    typer.Option("--equipment", help="What there is; repeat it. Body weight is always there."),
]
FixtureOption = Annotated[
    list[Fixture] | None, typer.Option("--fixture", help="Furniture there is; repeat it.")
]
PlatesOption = Annotated[
    str | None, typer.Option(help="Pairs of plates, such as 20:1,10:2,2.5:1 (kg:pairs).")
]
DumbbellOption = Annotated[float | None, typer.Option(help="Heaviest dumbbell, kg.")]
InjuryOption = Annotated[
    list[str] | None, typer.Option("--injury", help="Region, or region:limit; repeat it.")
]


@app.command()
def build(
    days: Annotated[int | None, typer.Option(help="Days a week, 1 to 7.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Minutes a session, from 15.")] = None,
    aim: Annotated[Aim | None, typer.Option(help="What it is for.")] = None,
    age: Annotated[TrainingAge | None, typer.Option(help="Training age.")] = None,
    equipment: EquipmentOption = None,
    fixture: FixtureOption = None,
    plates: PlatesOption = None,
    dumbbell_max: DumbbellOption = None,
    injury: InjuryOption = None,
    like: Annotated[list[str] | None, typer.Option(help="Exercise id; repeat it.")] = None,
    dislike: Annotated[list[str] | None, typer.Option(help="Exercise id; repeat it.")] = None,
    priority: Annotated[list[str] | None, typer.Option(help="Lagging muscle.")] = None,
    meet_in_weeks: Annotated[int | None, typer.Option(help="Weeks until a meet.")] = None,
    use_log: Annotated[bool, typer.Option(help="Start from the loads of the log.")] = True,
    save: Annotated[bool, typer.Option("--save", help="Store it as the active one.")] = False,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Build a programme from the profile, the log and what is given here."""
    body = checked(
        BuildBody,
        aim=aim,
        age=age,
        days=days,
        minutes=minutes,
        kit=_kit(equipment, fixture, plates, dumbbell_max),
        injuries=tuple(_injury(text) for text in injury or ()),
        liked=tuple(like or ()),
        disliked=tuple(dislike or ()),
        priorities=tuple(priority or ()),
        meet_in_weeks=meet_in_weeks,
        use_log=use_log,
        save=save,
    )
    _check_early(body)
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        programme, plan = build_by(uow, athlete, body, now=datetime.now(UTC))
    view = built(programme, plan)
    _print(view, as_json, lambda: show_plan(view))


@app.command()
def show(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show the active programme: days, weeks, sets a muscle and why."""
    with athlete_store(data_dir) as (store, athlete), store.read_only() as uow:
        programme = uow.programmes.active(athlete)
        plan = None if programme is None else uow.programmes.plan(athlete, programme.id)
    if programme is None or plan is None:
        raise _nothing_active()
    view = built(programme, plan)
    _print(view, as_json, lambda: show_plan(view))


@app.command("next")
def next_one(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Say the next session: loads, sets, effort, warm-ups, rest and plates."""
    from coach.training.queries.programmes import next_session

    with athlete_store(data_dir) as (store, athlete), store.read_only() as uow:
        profile = uow.profiles.get(athlete)
        kit, novice = kit_of(None, profile), profile.takes_novice_steps
        found = next_session(uow, athlete, now=datetime.now(UTC), kit=kit, novice=novice)
    if found is None:
        raise _nothing_active()
    view = NextSessionView.model_validate(found)
    _print(view, as_json, lambda: show_session(view))


@app.command()
def revise(
    what: Annotated[
        str,
        typer.Argument(
            help="missed_week, short_week, travel, injury, swap, deload, budget, next_block "
            "or resume."
        ),
    ],
    days: Annotated[int | None, typer.Option(help="For short_week, travel and budget.")] = None,
    minutes: Annotated[int | None, typer.Option(help="For travel and budget.")] = None,
    weeks: Annotated[int | None, typer.Option(help="For missed_week.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day of a trip, 2026-03-31.")] = None,
    equipment: EquipmentOption = None,
    fixture: FixtureOption = None,
    plates: PlatesOption = None,
    dumbbell_max: DumbbellOption = None,
    injury: Annotated[str | None, typer.Option(help="Region, or region:limit.")] = None,
    out: Annotated[str | None, typer.Option(help="Exercise to swap out.")] = None,
    into: Annotated[str | None, typer.Option(help="Exercise to swap in.")] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Say what happened to the active programme; it gets a successor, and every change a reason."""
    hurt = None if injury is None else _injury(injury)
    given: dict[str, object] = {
        "kind": what,
        "days": days,
        "minutes": minutes,
        "weeks": weeks,
        "until": until,
        "kit": _kit(equipment, fixture, plates, dumbbell_max),
        "region": None if hurt is None else hurt.region,
        "severity": None if hurt is None else hurt.severity,
        "out": out,
        "into": into,
    }
    named = {name: value for name, value in given.items() if value is not None}
    if what == "travel" and "kit" not in named:
        named["kit"] = KitBody(equipment=())
    body = checked(ReviseBody, revision=named)
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        active = uow.programmes.active(athlete)
        if active is None:
            raise _nothing_active()
        kept = revise_by(uow, athlete, active.id, body, now=datetime.now(UTC))
    view = built(kept.programme, kept.plan)
    _print(view, as_json, lambda: show_changes(view))


def _check_early(body: BuildBody) -> None:
    """Refuse what no profile can put right; a wrong option must not start a database.

    Raises:
        InvalidInput: As `check_request`.
    """
    nobody = Profile(UserId(UUID(int=0)), days_per_week=3, minutes_per_session=60)
    check_request(request_of(body, nobody, RecentLog()))


def _kit(
    equipment: list[Equipment] | None,
    fixture: list[Fixture] | None,
    plates: str | None,
    dumbbell_max: float | None,
) -> KitBody | None:
    if equipment is None and fixture is None and plates is None and dumbbell_max is None:
        return None
    values: dict[str, object] = {
        "equipment": tuple(Equipment) if equipment is None else equipment,
        "fixtures": (ALL_FIXTURES if equipment is None else ()) if fixture is None else fixture,
        "plates": [] if plates is None else [_plate(text) for text in plates.split(",")],
    }
    if dumbbell_max is not None:
        values["dumbbell_max_kg"] = dumbbell_max
    return checked(KitBody, **values)


def _plate(text: str) -> PlateBody:
    mass, _, pairs = text.partition(":")
    try:
        return checked(PlateBody, plate_kg=Decimal(mass.strip()), pairs=int(pairs or 1))
    except (InvalidOperation, ValueError) as exc:
        raise InvalidInput(
            f"{text!r} is no plate.", way_out="Write kg:pairs, such as 20:1.", code="bad_option"
        ) from exc


def _injury(text: str) -> InjuryBody:
    region, _, severity = text.partition(":")
    try:
        return InjuryBody(region=Region(region), severity=Severity(severity or "avoid"))
    except ValueError as exc:
        regions = ", ".join(Region)
        raise InvalidInput(
            f"{text!r} is no injury.",
            way_out=f"Write one of {regions}, and :limit if it may be loaded lightly.",
            code="bad_option",
        ) from exc


def _nothing_active() -> NotFound:
    return NotFound(
        "no built programme is active.",
        way_out="Build one: fitholic programme build --days 3 --save.",
        code="programme_not_found",
    )


def _print(view: BaseModel, as_json: bool, show_it: Callable[[], None]) -> None:
    if as_json:
        sys.stdout.write(view.model_dump_json(indent=2) + "\n")
    else:
        show_it()
