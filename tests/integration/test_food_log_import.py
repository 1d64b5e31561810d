"""Food logs in the store: once, corrected, unfinished, and beside what is there from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coach.accounts.model import ConsentPurpose, Profile
from coach.errors import ConsentMissing
from coach.identity import UserId
from coach.imports import Became, FileStamp
from coach.nutrition.commands.imports import FoodLogReport, preview_food_log
from coach.nutrition.queries import day_log
from coach.units import MassUnit
from store.engine import Store
from store.food_logs import store_food_log
from store.formats.content import HeldContent
from store.formats.known_food import read_food_log
from store.formats.registry import Reading
from tests import builders
from tests.builders import NOW, a_user_id

DATA = Path(__file__).parents[1] / "data"
SERVINGS = (DATA / "cronometer_servings.csv").read_text(encoding="utf-8")
DAILY = (DATA / "cronometer_daily.csv").read_text(encoding="utf-8")
ZONE = ZoneInfo("Europe/Berlin")
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
Import = Callable[[str], FoodLogReport]


@pytest.fixture
def athlete(store: Store) -> UserId:
    user_id = a_user_id()
    with store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
        uow.profiles.put(Profile(user_id, time_zone=ZONE.key))
        uow.consents.add(builders.a_consent(user_id, purpose=ConsentPurpose.NUTRITION))
        uow.foods.put_many([builders.a_food()])
    return user_id


@pytest.fixture
def imported(store: Store, athlete: UserId) -> Import:
    def run(text: str) -> FoodLogReport:
        content = HeldContent(text.encode())
        reading = Reading(MassUnit.KG, ZONE.key, datetime(2026, 11, 23, tzinfo=UTC))
        log = read_food_log(content, reading)
        stamp = FileStamp("log.csv", content.sha256(), content.size, NOW)
        with store.unit_of_work() as uow:
            return store_food_log(uow, athlete, log, stamp)

    return run


def eaten(store: Store, athlete: UserId, day: date) -> tuple[int, Decimal, bool]:
    with store.read_only() as uow:
        found = day_log(uow, athlete, day, ZONE)
    return found.meals, found.eaten.kcal, found.partial


def counts(report: FoodLogReport) -> tuple[int, int, int, int]:
    return (
        report.meals_added,
        report.meals_replaced,
        report.meals_removed,
        report.preview.unchanged,
    )


def test_the_same_file_again_adds_nothing(store: Store, athlete: UserId, imported: Import) -> None:
    assert counts(imported(SERVINGS)) == (2, 0, 0, 0)
    assert counts(imported(SERVINGS)) == (0, 0, 0, 2)
    assert eaten(store, athlete, MONDAY) == (2, Decimal("630.8"), False)


def test_nothing_is_stored_after_the_consent_is_withdrawn(
    store: Store, athlete: UserId, imported: Import
) -> None:
    with store.unit_of_work() as uow:
        withdrawn = {"granted": False, "at": NOW + timedelta(seconds=1)}
        uow.consents.add(builders.a_consent(athlete, purpose=ConsentPurpose.NUTRITION, **withdrawn))
    with pytest.raises(ConsentMissing):
        imported(SERVINGS)


def test_a_corrected_day_replaces_what_the_app_said_before(
    store: Store, athlete: UserId, imported: Import
) -> None:
    imported(SERVINGS)
    lines = SERVINGS.replace("300.8", "310").splitlines()
    assert counts(imported("\n".join(lines[:2]) + "\n")) == (0, 1, 1, 0)
    assert eaten(store, athlete, MONDAY) == (1, Decimal(310), False)


@pytest.mark.parametrize("order", [(SERVINGS, DAILY), (DAILY, SERVINGS)])
def test_totals_of_a_day_never_count_beside_its_meals(
    store: Store, athlete: UserId, imported: Import, order: tuple[str, str]
) -> None:
    for text in (*order, *order):
        imported(text)
    assert eaten(store, athlete, MONDAY) == (2, Decimal("630.8"), False)
    assert eaten(store, athlete, TUESDAY) == (1, Decimal(2988), True)


def test_a_day_called_unfinished_later_becomes_partial_and_finished_again(
    store: Store, athlete: UserId, imported: Import
) -> None:
    imported(SERVINGS)
    assert counts(imported(DAILY.replace("158.3,true", "158.3,false"))) == (1, 2, 0, 0)
    assert eaten(store, athlete, MONDAY)[2] is True
    imported(SERVINGS)
    assert eaten(store, athlete, MONDAY)[2] is True
    imported(DAILY)
    assert eaten(store, athlete, MONDAY)[2] is False


def test_a_day_with_meals_from_elsewhere_stays_as_it_is(
    store: Store, athlete: UserId, imported: Import
) -> None:
    at = datetime(2026, 10, 5, 10, tzinfo=UTC)
    with store.unit_of_work() as uow:
        uow.meals.add(builders.a_meal(athlete, eaten_at=at))
    report = imported(DAILY)
    assert report.preview.days_kept == (MONDAY,)
    assert eaten(store, athlete, MONDAY)[:2] == (1, Decimal("229.68"))
    assert eaten(store, athlete, TUESDAY)[0] == 1


def test_body_weights_become_weigh_ins_once(
    store: Store, athlete: UserId, imported: Import
) -> None:
    text = "Date,Weight,Body Fat %\n2026-10-05,80.4,20\n2026-10-06,80.1,\n"
    assert imported(text).weigh_ins_added == 2
    assert imported(text).weigh_ins_added == 0
    with store.read_only() as uow:
        weights = [each.weight_kg for each in uow.body_weights.list(athlete)]
    assert weights == [Decimal("80.4"), Decimal("80.1")]


def test_each_row_is_kept_with_the_meal_it_became(
    store: Store, athlete: UserId, imported: Import
) -> None:
    report = imported(SERVINGS)
    assert report.file is not None
    with store.read_only() as uow:
        rows = uow.imports.rows(athlete, report.file.id)
    assert [(row.row.line, row.became) for row in rows] == [(2, Became.MEAL), (3, Became.MEAL)]


def test_a_preview_stores_nothing(store: Store, athlete: UserId) -> None:
    log = read_food_log(
        HeldContent(SERVINGS.encode()), Reading(None, ZONE.key, datetime(2026, 11, 23, tzinfo=UTC))
    )
    with store.read_only() as uow:
        preview = preview_food_log(uow, athlete, log, ZONE)
    assert (preview.new, preview.meals, preview.first) == (2, 2, MONDAY)
    assert eaten(store, athlete, MONDAY)[0] == 0
