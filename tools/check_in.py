"""Joins profile, food log and weigh-ins for the weekly check-in and the protein of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from statistics import mean
from zoneinfo import ZoneInfo

from coach.accounts.model import ConsentPurpose, Profile
from coach.accounts.queries import require_consent
from coach.errors import Conflict, InvalidInput
from coach.identity import UserId
from coach.nutrition.commands import accept_check_in
from coach.nutrition.model import Target
from coach.nutrition.queries import DayLog, day_log
from coach.nutrition.queries.check_ins import CheckInRequest, weekly_check_in
from coach.nutrition.queries.protein import ProteinNeed, day_protein
from coach.nutrition.rules.checkin import Aim, CheckIn
from coach.nutrition.rules.diets import Diet, diet_of
from coach.nutrition.rules.energy import DEFAULT_RATE_PCT, Body, Direction, maintenance
from coach.nutrition.rules.macros import Macros, reference_weight_kg, split
from coach.nutrition.rules.protein_gaps import ProteinGap
from coach.nutrition.rules.rmr import mifflin_st_jeor
from coach.training.queries import weigh_ins
from tools.energy import DIRECTION_OF, EATING_DISORDER, KIDNEYS, PREGNANCY
from tools.spec import Desk

NEEDED = ("sex", "birth_date", "height_cm", "activity")
"""What an energy target takes from the profile."""
A_WEIGH_IN = "a weigh-in"


@dataclass(frozen=True, slots=True)
class CheckInQuestion:
    """What is asked for; None follows the profile."""

    direction: Direction | None = None
    rate_pct: float | None = None
    """Percent of body weight a week, 0 to 5, never signed."""
    diet_started: date | None = None
    """First day of a new diet, whose first week is water and does not count."""


@dataclass(frozen=True, slots=True)
class CheckInReport:
    """A check-in, and the macronutrients of the target it proposes."""

    direction: Direction
    weight_kg: float
    """Newest weigh-in."""
    prior_kcal: float
    """Maintenance by the formula."""
    found: CheckIn
    macros: Macros | None
    """None: nothing is proposed, or a clinician sets the protein."""
    present: DayLog
    """Today, with the target that holds."""


def check_in(
    desk: Desk, user_id: UserId, question: CheckInQuestion, *, now: datetime
) -> CheckInReport:
    """Return the check-in of the day `now` lies in.

    Raises:
        InvalidInput: The profile lacks something (code `profile_incomplete`), or a value is out of
            range.
    """
    profile = desk.profiles.get(user_id)
    zone = ZoneInfo(profile.time_zone)
    today = now.astimezone(zone).date()
    if question.diet_started is not None and question.diet_started > today:
        raise InvalidInput(
            f"the diet begins on {question.diet_started.isoformat()}, which is still to come.",
            way_out="Give the day it began on.",
            code="diet_in_future",
        )
    weights = _daily_kg(desk, user_id, now, zone)
    body = _body(profile, weights, today)
    activity = profile.activity.value if profile.activity else ""
    resting = mifflin_st_jeor(body.weight_kg, body.height_cm, body.age, body.sex)
    prior = maintenance(resting, activity)
    direction: Direction = question.direction or (
        DIRECTION_OF[profile.goal] if profile.goal else "maintain"
    )
    rate = DEFAULT_RATE_PCT[direction] if question.rate_pct is None else question.rate_pct
    aim = Aim(
        body=body,
        direction=direction,
        rate_pct=0.0 if direction == "maintain" else rate,
        prior_kcal=prior,
        resting_kcal=resting,
        pregnant=profile.reports(PREGNANCY),
        diet_started=question.diet_started,
    )
    found = weekly_check_in(desk, user_id, CheckInRequest(today, zone, aim, weights))
    return CheckInReport(
        direction=direction,
        weight_kg=body.weight_kg,
        prior_kcal=prior,
        found=found,
        macros=_macros(profile, body, found),
        present=day_log(desk, user_id, today, zone),
    )


def accept(desk: Desk, user_id: UserId, report: CheckInReport) -> Target:
    """Store what a check-in proposes, from today on.

    Raises:
        ConsentMissing: The athlete has not agreed to nutrition.
        Conflict: It proposes nothing (code `no_target_proposed`), or a clinician sets the protein
            (code `refer`).
    """
    require_consent(desk, user_id, ConsentPurpose.NUTRITION)
    if report.macros is None and report.found.target is not None:
        raise Conflict(
            "with kidney disease the coach sets no protein target.",
            way_out="Ask a doctor or dietitian for the target.",
            code="refer",
        )
    return accept_check_in(desk, user_id, report.found, report.macros, from_day=report.present.day)


@dataclass(frozen=True, slots=True)
class Eating:
    """What was said of a day's eating beside the log."""

    diet: Diet | None = None
    weight_kg: float | None = None


def day_and_protein(
    desk: Desk,
    user_id: UserId,
    day: date | None,
    *,
    now: datetime,
    meals_left: int | None = None,
    of: Eating | None = None,
) -> tuple[DayLog, ProteinGap | None]:
    """Return a day's log and its protein gap; no gap without a weigh-in or with ill kidneys.

    What `of` leaves out is taken from the profile and the newest weigh-in.

    Raises:
        InvalidInput: A value is out of range.
    """
    profile = desk.profiles.get(user_id)
    zone = ZoneInfo(profile.time_zone)
    log = day_log(desk, user_id, day or now.astimezone(zone).date(), zone)
    weights = _daily_kg(desk, user_id, now, zone)
    told = of or Eating()
    if (not weights and told.weight_kg is None) or profile.reports(KIDNEYS):
        return log, None
    kg = weights[max(weights)] if told.weight_kg is None else told.weight_kg
    if profile.height_cm is not None:
        kg = reference_weight_kg(kg, float(profile.height_cm))
    need = ProteinNeed(kg, told.diet or eats(profile), meals_left)
    return log, day_protein(desk, user_id, log, need)


def newest_kg(desk: Desk, user_id: UserId, *, now: datetime) -> float | None:
    """Return the mean of the newest day with a weigh-in, or None."""
    zone = ZoneInfo(desk.profiles.get(user_id).time_zone)
    weights = _daily_kg(desk, user_id, now, zone)
    return weights[max(weights)] if weights else None


def eats(profile: Profile) -> Diet:
    """Return the diet of a profile."""
    return diet_of(profile.diet)


def lacking(profile: Profile, *, weighed: bool) -> tuple[str, ...]:
    """Return what is missing for an energy target.

    Args:
        profile: What the athlete told.
        weighed: There is a weigh-in.
    """
    told = {name: getattr(profile, name) is not None for name in NEEDED}
    return tuple(name for name, there in (told | {A_WEIGH_IN: weighed}).items() if not there)


def _daily_kg(desk: Desk, user_id: UserId, now: datetime, zone: ZoneInfo) -> dict[date, float]:
    by_day: dict[date, list[float]] = {}
    for each in weigh_ins(desk, user_id, until=now):
        by_day.setdefault(each.at.astimezone(zone).date(), []).append(float(each.weight_kg))
    return {day: mean(values) for day, values in sorted(by_day.items())}


def _body(profile: Profile, weights: dict[date, float], today: date) -> Body:
    age, height, sex = profile.age_on(today), profile.height_cm, profile.sex
    missing = lacking(profile, weighed=bool(weights))
    if missing or sex is None or age is None or height is None:
        raise InvalidInput(
            f"the profile lacks {', '.join(missing)}.",
            way_out="Add it to the profile (a weigh-in to the log), then check in again.",
            code="profile_incomplete",
        )
    ill = profile.reports(EATING_DISORDER)
    return Body(weights[max(weights)], float(height), age, sex.value, ill)


def _macros(profile: Profile, body: Body, found: CheckIn) -> Macros | None:
    if found.target is None or profile.reports(KIDNEYS):
        return None
    counted = reference_weight_kg(body.weight_kg, body.height_cm)
    return split(found.target.kcal, counted, body.weight_kg)
