"""Food logs of three apps: what is read, what is refused, and what is left out with a reason."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from coach.nutrition.model import ParsedFoodLog
from coach.units import MassUnit
from store.formats.content import HeldContent
from store.formats.known_food import read_food_log
from store.formats.registry import Reading

pytestmark = pytest.mark.unit

DATA = Path(__file__).parents[1] / "data"
READING = Reading(None, "Europe/Berlin", datetime(2026, 11, 23, 12, tzinfo=UTC))
MFP = "Date,Meal,Calories,Fat (g),Carbohydrates (g),Protein (g),Note\n"
DAILY = "Date,Energy (kcal),Net Carbs (g),Carbs (g),Fat (g),Protein (g),Completed\n"


def read(text: str | bytes, *, unit: MassUnit | None = None) -> ParsedFoodLog:
    data = text.encode() if isinstance(text, str) else text
    return read_food_log(HeldContent(data), Reading(unit, READING.time_zone, READING.now))


def zipped(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"export/{name}.csv", content)
    return buffer.getvalue()


def sums(log: ParsedFoodLog) -> dict[tuple[date, str], tuple[Decimal, Decimal]]:
    return {
        (meal.day, meal.name): (
            sum((item.kcal for item in meal.items), Decimal(0)),
            sum((item.carbohydrate_g for item in meal.items), Decimal(0)),
        )
        for meal in log.meals
    }


def test_a_thousand_with_a_comma_is_a_thousand() -> None:
    log = read((DATA / "myfitnesspal_nutrition.csv").read_bytes())
    assert sums(log) == {
        (date(2026, 10, 5), "Breakfast"): (Decimal(550), Decimal(60)),
        (date(2026, 10, 5), "Lunch"): (Decimal(1050), Decimal(120)),
        (date(2026, 10, 6), "Dinner"): (Decimal(900), Decimal(100)),
    }
    (lunch,) = log.meals[1].items
    assert (lunch.name, lunch.food_id, lunch.grams) == ("chicken, rice", None, None)


def test_totals_are_not_eaten_twice() -> None:
    rows = "2026-10-05,Lunch,500,10,50,30,\n2026-10-05,TOTAL,500,10,50,30,\nTotals,,500,10,50,30,\n"
    log = read(MFP + rows)
    assert len(log.meals) == 1
    assert [(each.reason, each.count) for each in log.left_out] == [("totals", 2)]


def test_servings_are_grouped_by_meal_and_weighed_where_the_file_weighs() -> None:
    log = read((DATA / "cronometer_servings.csv").read_bytes())
    breakfast, lunch = log.meals
    assert breakfast.eaten_at == datetime(2026, 10, 5, 5, 30, tzinfo=UTC)
    assert [item.grams for item in breakfast.items + lunch.items] == [80, 200]
    assert [item.name for item in lunch.items] == ["Chicken breast, roasted"]
    assert log.left_out[0].reason.startswith("entries without energy")


def test_carbs_are_carbs_wherever_net_carbs_stand() -> None:
    log = read(DAILY + "2026-10-05,2000,150,200,80,120,true\n")
    assert log.meals[0].items[0].carbohydrate_g == 200


def test_a_day_the_app_calls_unfinished_is_known_as_such() -> None:
    log = read((DATA / "cronometer_daily.csv").read_bytes())
    assert log.unfinished == {date(2026, 10, 6)}
    assert log.finished == {date(2026, 10, 5)}
    assert all(meal.whole_day for meal in log.meals)


def test_kilojoules_become_kilocalories() -> None:
    log = read(DAILY.replace("kcal", "kJ") + "2026-10-05,8368,150,200,80,120,true\n")
    assert log.meals[0].items[0].kcal == 2000


def test_a_row_a_day_with_a_scale_weight_gives_both() -> None:
    header = "Scale Weight (lbs),Date,Protein (g),Calories,Fat (g),Carbs (g),Fiber (g)\n"
    log = read(header + '180.4,2026-10-05,150,"2,400",80,260,30\n,2026-10-06,,,,,\n')
    assert log.source == "macrofactor"
    assert [item.kcal for meal in log.meals for item in meal.items] == [2400]
    assert [each.weight_kg for each in log.weigh_ins] == [Decimal("81.8281")]


def test_a_weight_without_unit_is_asked_about() -> None:
    text = "Body Fat %,Weight,Date\n20,180,2026-10-05\n"
    with pytest.raises(InvalidInput) as refused:
        read(text)
    assert refused.value.code == "unit_needed"
    assert read(text, unit=MassUnit.KG).weigh_ins[0].weight_kg == 180


def test_biometrics_name_the_unit_in_every_row() -> None:
    header = "Day,Time,Group,Metric,Unit,Amount\n"
    rows = "2026-10-05,06:45 AM,,Weight,kg,80.5\n2026-10-05,,,Blood Glucose,mmol/L,5\n"
    log = read(header + rows)
    assert [(str(each.weight_kg), each.at.hour) for each in log.weigh_ins] == [("80.5", 6)]
    assert log.left_out[0].reason == "biometrics other than weight"


def test_an_archive_is_read_as_one_log() -> None:
    exercise = "Date,Exercise,Type,Exercise Calories,Sets,Note\n2026-10-05,Run,Cardio,300,,\n"
    log = read(
        zipped(
            nutrition=(DATA / "myfitnesspal_nutrition.csv").read_bytes(),
            measurement="Date,Weight\n2026-10-05,80\n",
            exercise=exercise,
            readme="nothing here\n",
        ),
        unit=MassUnit.KG,
    )
    assert (len(log.meals), len(log.weigh_ins), log.rows) == (3, 1, 5)
    assert "exercise" in log.left_out[0].reason


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2026-10-05,Lunch,-5,10,50,30,", "Calories"),
        ("2026-10-05,Lunch,NaN,10,50,30,", "Calories"),
        ("2026-10-05,Lunch,1e9,10,50,30,", "Calories"),
        ("2026-10-05,Lunch,=1+1,10,50,30,", "Calories"),
        ("2026-10-05,Lunch,,10,50,30,", "Calories"),
        ("2026-10-05,Lunch,500,inf,50,30,", "Fat (g)"),
        ("2199-10-05,Lunch,500,10,50,30,", "Date"),
        ("2026-13-05,Lunch,500,10,50,30,", "Date"),
        ("1066-10-05,Lunch,500,10,50,30,", "Date"),
        ("2026-10-05,Lunch,500,10,50,30,note,more", ""),
    ],
)
def test_a_row_that_cannot_be_read_costs_only_itself(row: str, column: str) -> None:
    log = read(MFP + "2026-10-04,Lunch,400,10,50,30,\n" + row + "\n")
    assert [(error.line, error.column) for error in log.errors] == [(3, column)]
    assert len(log.meals) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "empty_file"),
        (MFP, "no_entries"),
        (MFP + "soon,Lunch,500,10,50,30,\n", "no_readable_rows"),
        ("Date,Mood\n2026-10-05,good\n", "unknown_format"),
        (b"PK\x03\x04 not an archive", "broken_zip"),
        (zipped(bomb=b"0" * 20_000_000), "zip_bomb"),
        (
            zipped(a=MFP + "2026-10-05,L,5,1,1,1,\n", b=DAILY + "2026-10-05,9,1,1,1,1,\n"),
            "mixed_archive",
        ),
    ],
)
def test_a_file_that_is_no_food_log_is_refused(content: str | bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    log = read((MFP + "2026-10-05,Abendbrot,500,10,50,30,Käse\n").encode(encoding))
    assert log.meals[0].items[0].name == "Käse"


def test_a_formula_in_a_name_is_only_a_name_and_hidden_characters_go() -> None:
    log = read(MFP + '2026-10-05,Lunch,500,10,50,30,"=1+1\u202e\u200b"\n')
    assert log.meals[0].items[0].name == "=1+1"


def test_files_pasted_together_count_once() -> None:
    once = (DATA / "cronometer_servings.csv").read_text(encoding="utf-8")
    assert sums(read(once + once)) == sums(read(once))


def test_two_of_the_same_food_in_one_file_are_two() -> None:
    once = (DATA / "cronometer_servings.csv").read_text(encoding="utf-8")
    twice = once + once.splitlines()[1] + "\n"
    assert len(read(twice).meals[0].items) == 2
