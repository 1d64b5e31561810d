"""What a day leaves, its protein, and the weekly check-in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from api.auth import PrincipalDep
from api.fields import Body, Day, Number, View
from api.problems import PROBLEMS
from api.services import ServicesDep
from coach.nutrition.rules.checkin import Course
from coach.nutrition.rules.energy import Direction
from coach.nutrition.rules.expenditure import Expenditure, InsufficientData
from tools.check_in import CheckInQuestion, CheckInReport, accept, check_in, day_and_protein

router = APIRouter(prefix="/v1/nutrition", tags=["nutrition"], responses=PROBLEMS)

Kcal = Annotated[float, Field(description="kcal a day.")]


class AmountsView(View):
    """Energy and macronutrients."""

    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number
    fibre_g: Number = Field(description="Of the foods whose fibre is known.")


class MealProteinView(View):
    """How the protein of one meal lies to the range for a meal."""

    name: str
    protein_g: float
    place: Literal["below", "inside", "above"]


class SuggestionView(View):
    """An amount of one food, and what it brings."""

    food_id: str
    name: str
    grams: float
    protein_g: float
    kcal: float
    closes: bool = Field(description="It brings what the next meal should bring.")


class ProteinView(View):
    """Protein of a day against its target, and foods of the diet that close the gap."""

    target_g: float
    eaten_g: float
    gap_g: float = Field(description="0 when the target is reached.")
    meal_low_g: float
    meal_high_g: float
    meals: tuple[MealProteinView, ...]
    meals_left: int
    next_meal_g: float
    unreachable_g: float
    suggestions: tuple[SuggestionView, ...]
    note: str


class DayView(View):
    """One day in the athlete's time zone: eaten, its band, the target and what is left."""

    day: Day
    meals: int
    partial: bool
    eaten: AmountsView
    low: AmountsView = Field(description="Low end, where grams were assumed.")
    high: AmountsView
    without_fibre: int = Field(description="Foods whose fibre is not known.")
    aim: AmountsView | None = Field(description="Null: no target is set.")
    left: AmountsView | None = Field(description="Target minus eaten; below zero when over.")
    protein: ProteinView | None = Field(description="Null: no weigh-in yet, or ill kidneys.")


class CheckInBody(Body):
    """What the check-in is asked for; what is left out follows the profile."""

    direction: Direction | None = None
    rate_pct_per_week: Annotated[float, Field(ge=0, le=5, allow_inf_nan=False)] | None = Field(
        default=None, description="Wanted change in percent of body weight a week, never signed."
    )
    diet_started: Day | None = Field(
        default=None, description="First day of a new diet; its first week does not count."
    )
    accept: bool = Field(default=False, description="Set the proposed target from today on.")


class TargetView(View):
    """A daily target."""

    kcal: Number
    protein_g: Number
    carbohydrate_g: Number
    fat_g: Number


class CheckInView(View):
    """What food log and scale say, and the target that follows."""

    enough: bool
    missing: tuple[str, ...] = Field(description="What is lacking; the present target stands.")
    days: int
    days_logged: int
    weigh_ins: int
    direction: Direction
    formula_kcal: Kcal
    expenditure_kcal: float | None
    expenditure_low: float | None
    expenditure_high: float | None
    capped: bool = Field(description="The step from the last check-in was cut to 150 kcal a week.")
    mean_intake_kcal: float | None
    actual_kg_per_week: float | None
    actual_pct_per_week: float | None
    wanted_pct_per_week: float
    course: Course | None
    present: TargetView | None = Field(description="The target that held before.")
    proposed_kcal: float | None
    proposed: TargetView | None = Field(description="Null when a clinician sets the protein.")
    limits: tuple[str, ...]
    no_deficit_reason: str | None
    accepted: bool


@router.get("/day", operation_id="get_nutrition_day", summary="Show a day and what is left of it")
def get_nutrition_day(
    principal: PrincipalDep,
    services: ServicesDep,
    day: Annotated[Day | None, Query(description="Today when left out.")] = None,
    meals_left: Annotated[int | None, Query(ge=0, le=8)] = None,
) -> DayView:
    """Return what was eaten, how sure that is, what is left, and foods for the protein gap."""
    with services.store.read_only() as uow:
        log, protein = day_and_protein(
            uow, principal.user_id, day, now=datetime.now(UTC), meals_left=meals_left
        )
    return DayView(
        day=log.day,
        meals=log.meals,
        partial=log.partial,
        eaten=AmountsView.model_validate(log.eaten),
        low=AmountsView.model_validate(log.low),
        high=AmountsView.model_validate(log.high),
        without_fibre=log.without_fibre,
        aim=None if log.aim is None else AmountsView.model_validate(log.aim),
        left=None if log.left is None else AmountsView.model_validate(log.left),
        protein=None if protein is None else ProteinView.model_validate(protein),
    )


@router.post("/check-in", operation_id="check_in", summary="Check in: what changed, what next")
def post_check_in(principal: PrincipalDep, services: ServicesDep, body: CheckInBody) -> CheckInView:
    """Measure expenditure from log and scale and propose a target; `accept` sets it."""
    question = CheckInQuestion(body.direction, body.rate_pct_per_week, body.diet_started)
    now = datetime.now(UTC)
    if not body.accept:
        with services.store.read_only() as uow:
            return view_of(check_in(uow, principal.user_id, question, now=now))
    with services.store.unit_of_work() as uow:
        report = check_in(uow, principal.user_id, question, now=now)
        accept(uow, principal.user_id, report)
    return view_of(report, accepted=True)


def view_of(report: CheckInReport, *, accepted: bool = False) -> CheckInView:
    """Return a check-in as it is answered; energy in steps of 10 kcal."""
    found, measured = report.found, report.found.measured
    known = measured if isinstance(measured, Expenditure) else None
    target = found.target
    present = report.present.target
    return CheckInView(
        enough=known is not None,
        missing=measured.missing if isinstance(measured, InsufficientData) else (),
        days=measured.days,
        days_logged=measured.days_logged,
        weigh_ins=measured.weigh_ins,
        direction=report.direction,
        formula_kcal=_tens(report.prior_kcal),
        expenditure_kcal=_tens(known.kcal) if known else None,
        expenditure_low=_tens(known.low) if known else None,
        expenditure_high=_tens(known.high) if known else None,
        capped=known is not None and known.capped,
        mean_intake_kcal=_tens(known.mean_intake_kcal) if known else None,
        actual_kg_per_week=round(known.slope_kg_per_week, 2) if known else None,
        actual_pct_per_week=None if found.actual_pct is None else round(found.actual_pct, 2),
        wanted_pct_per_week=found.wanted_pct,
        course=found.course,
        present=None if present is None else TargetView.model_validate(present),
        proposed_kcal=_tens(target.kcal) if target else None,
        proposed=_proposed(report),
        limits=tuple(limit.text for limit in target.limits) if target else (),
        no_deficit_reason=target.refusal.text if target and target.refusal else None,
        accepted=accepted,
    )


def _proposed(report: CheckInReport) -> TargetView | None:
    target, macros = report.found.target, report.macros
    if target is None or macros is None:
        return None
    return TargetView.model_validate(
        {
            "kcal": _tens(target.kcal),
            "protein_g": round(macros.protein_g),
            "carbohydrate_g": round(macros.carbohydrate_g),
            "fat_g": round(macros.fat_g),
        }
    )


def _tens(kcal: float) -> float:
    return float(round(kcal, -1))
