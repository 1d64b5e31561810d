"""What `fitholic meal` and `fitholic check-in` say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from api.nutrition import view_of
from cli.check_in import lines_of
from cli.meal import moment, result_of, store_meal
from coach.errors import ConsentMissing, InvalidInput
from coach.nutrition.queries import DayLog, MealReading, ReadItem
from coach.nutrition.queries.days import Amounts
from coach.nutrition.rules.checkin import CheckIn
from coach.nutrition.rules.energy import Limit, Target
from coach.nutrition.rules.expenditure import Expenditure, InsufficientData
from coach.nutrition.rules.macros import Macros
from tests.builders import a_meal_item, a_user_id
from tests.fakes.unit_of_work import FakeStore
from tools.check_in import CheckInReport

pytestmark = pytest.mark.unit

MEASURED = Expenditure(2941.0, 2700.0, 3180.0, 28, 27, 28, -0.4, 2500.0, 0.0, capped=True)
TODAY = DayLog(date(2026, 11, 23), 0, Amounts(), partial=False, target=None)
TARGET = Target(2501.0, -0.5, (Limit("A limit holds.", None, None),), None)
FOUND = CheckIn(MEASURED, -0.5, -0.5, "on course", TARGET)
REPORT = CheckInReport("lose", 80.0, 2759.0, FOUND, Macros(152, 70, 300, 35), TODAY)


def test_a_reading_shows_both_what_is_clear_and_what_is_not() -> None:
    item = a_meal_item(grams_low=Decimal(99), grams_high=Decimal(297))
    reading = MealReading(
        (ReadItem("a cup", item), ReadItem("stew", None, "no food fits", ("Stew, NFS",))),
        ("butter",),
    )
    result = result_of(reading)
    assert not result.complete
    assert (result.kcal, result.kcal_low, result.kcal_high) == (229.68, 114.8, 344.5)
    assert [(each.food, each.problem) for each in result.items] == [
        ("Lentils", ""),
        (None, "no food fits"),
    ]


def test_the_errors_of_several_guesses_add_as_the_root_of_their_squares() -> None:
    item = a_meal_item(grams_low=Decimal(99), grams_high=Decimal(297))
    reading = MealReading(tuple(ReadItem("a cup", item) for _ in range(4)), ())
    result = result_of(reading)
    assert (result.kcal_low, result.kcal_high) == (689.0, 1148.4)


def test_a_meal_is_not_stored_after_the_consent_to_nutrition_is_withdrawn() -> None:
    reading = MealReading((ReadItem("lentils", a_meal_item()),), ())
    eaten_at = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    with FakeStore().unit_of_work() as uow, pytest.raises(ConsentMissing):
        store_meal(uow, a_user_id(), reading, "Lunch", eaten_at)


@pytest.mark.parametrize("text", ["yesterday", "2026-11-20", "2026-11-20T12:30:00", ""])
def test_a_time_without_a_zone_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        moment(text)
    assert caught.value.code == "bad_time"


def test_a_check_in_is_told_in_sentences() -> None:
    lines = lines_of(view_of(REPORT))
    assert "Measured: 2940 kcal a day (2700 to 3180)." in lines
    assert "Weight moved -0.50 % a week, wanted -0.50 %: on course." in lines
    assert "Proposed: 2500 kcal a day." in lines
    assert "A limit holds." in lines


def test_a_check_in_without_data_says_what_is_missing() -> None:
    lacking = InsufficientData(("Weigh in three times a week.",), 9, 5, 2)
    found = CheckIn(lacking, None, -0.5, None, None)
    view = view_of(replace(REPORT, found=found, macros=None))
    assert lines_of(view)[-1] == "Weigh in three times a week."
    assert (view.proposed, view.enough) == (None, False)
