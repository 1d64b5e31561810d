"""`fitholic profile`: what the athlete told about themselves, shown and changed."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from api.profile import ProfileChange, ProfileView, changed
from cli.athlete_store import athlete_store
from cli.options import DataDir, checked
from coach.accounts.commands import save_profile
from coach.accounts.model import UNKNOWN_COUNTRY, Activity, Experience, Goal, Profile, Sex
from coach.accounts.queries import profile_of
from coach.errors import InvalidInput
from coach.training.queries import weigh_ins
from coach.units import MassUnit
from tools.check_in import lacking

if TYPE_CHECKING:
    from store.unit_of_work import StoreUnitOfWork

app = typer.Typer(no_args_is_help=True)
AsJson = Annotated[
    bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")
]
ANSWERS = {"yes": True, "no": False}
WORDS = {yes: word for word, yes in ANSWERS.items()}


class ShownProfile(ProfileView):
    """What `profile show --json` and `profile set --json` print."""

    missing_for_targets: tuple[str, ...]
    """What a check-in still needs; empty when it has all."""


@app.command()
def show(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """Show the profile, and what is missing for an energy target."""
    with athlete_store(data_dir) as (store, athlete), store.read_only() as uow:
        view = _shown(uow, profile_of(uow, athlete))
    _print(view, as_json=as_json)


@app.command("set")
def change(
    sex: Annotated[Sex | None, typer.Option(help="As the energy formulas use it.")] = None,
    birth_date: Annotated[str | None, typer.Option(help="Such as 1994-05-17.")] = None,
    height_cm: Annotated[float | None, typer.Option(help="50 to 272.")] = None,
    activity: Annotated[Activity | None, typer.Option(help="Everyday activity.")] = None,
    goal: Annotated[Goal | None, typer.Option(help="What you train for.")] = None,
    experience: Annotated[Experience | None, typer.Option(help="Training age.")] = None,
    unit: Annotated[MassUnit | None, typer.Option(help="The unit loads are read in.")] = None,
    time_zone: Annotated[
        str | None, typer.Option(help="IANA name such as Europe/Berlin; days are cut in it.")
    ] = None,
    country: Annotated[
        str | None, typer.Option(help="Two letters such as DE; picks the emergency number.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="Such as en or de-AT.")] = None,
    days_per_week: Annotated[int | None, typer.Option(help="Training days, 1 to 7.")] = None,
    minutes_per_session: Annotated[int | None, typer.Option(help="10 to 300.")] = None,
    equipment: Annotated[
        list[str] | None, typer.Option(help="What there is, all of it; repeat it.")
    ] = None,
    diet: Annotated[str | None, typer.Option(help="Such as vegetarian.")] = None,
    plate_step_kg: Annotated[
        float | None, typer.Option(help="Smallest change of a barbell's load.")
    ] = None,
    dumbbell_step_kg: Annotated[
        float | None, typer.Option(help="Difference between neighbouring dumbbells.")
    ] = None,
    screening: Annotated[
        list[str] | None,
        typer.Option(help="An answer such as kidney_disease=no; repeat it. Others stay."),
    ] = None,
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Change what is given; everything else stays."""
    options: dict[str, object] = {
        "sex": sex,
        "birth_date": birth_date,
        "height_cm": height_cm,
        "activity": activity,
        "goal": goal,
        "experience": experience,
        "mass_unit": unit,
        "time_zone": time_zone,
        "country": country,
        "language": language,
        "days_per_week": days_per_week,
        "minutes_per_session": minutes_per_session,
        "equipment": tuple(equipment) if equipment else None,
        "diet": diet,
        "plate_step_kg": plate_step_kg,
        "dumbbell_step_kg": dumbbell_step_kg,
        "screening": dict(_answer(text) for text in screening) if screening else None,
    }
    given = {name: value for name, value in options.items() if value is not None}
    if not given:
        raise InvalidInput("nothing to change was given.", way_out="See --help.", code="bad_option")
    body = checked(ProfileChange, **given)
    with athlete_store(data_dir) as (store, athlete), store.unit_of_work() as uow:
        before = profile_of(uow, athlete)
        if body.screening is not None:
            given["screening"] = before.screening | body.screening
            body = checked(ProfileChange, **given)
        after = changed(before, body)
        save_profile(uow, after)
        view = _shown(uow, after)
    _print(view, as_json=as_json)


def lines_of(view: ShownProfile) -> list[str]:
    """Return a profile as lines of name and value."""
    values: dict[str, object] = {
        **view.model_dump(exclude={"missing_for_targets"}),
        "country": None if view.country == UNKNOWN_COUNTRY else view.country,
        "equipment": ", ".join(view.equipment),
        "screening": ", ".join(
            f"{key}={WORDS[yes]}" for key, yes in sorted(view.screening.items())
        ),
    }
    width = max(len(name) for name in values)
    lines = [f"{name:<{width}}  {_told(value)}" for name, value in values.items()]
    missing = view.missing_for_targets
    if not missing:
        return [*lines, "Nothing is missing for an energy target."]
    return [*lines, f"Missing for an energy target: {', '.join(missing)}."]


def _shown(uow: StoreUnitOfWork, profile: Profile) -> ShownProfile:
    weights = weigh_ins(uow, profile.user_id, until=datetime.now(UTC))
    plain = ProfileView.model_validate(profile).model_dump()
    return ShownProfile(**plain, missing_for_targets=lacking(profile, weighed=bool(weights)))


def _told(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "not told" if value is None or value == "" else str(value)


def _answer(text: str) -> tuple[str, bool]:
    question, _, word = text.partition("=")
    if word not in ANSWERS:
        raise InvalidInput(
            f"{text!r} is no answer.",
            way_out="Write question=yes or question=no.",
            code="bad_option",
        )
    return question, ANSWERS[word]


def _print(view: ShownProfile, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(view.model_dump_json(indent=2) + "\n")
        return
    console = Console(highlight=False, soft_wrap=True)
    for line in lines_of(view):
        console.print(line, markup=False)
