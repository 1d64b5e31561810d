"""The audit of a log: true on any log, every number with a source."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from cli.audit import show_audit, spark
from cli.audit_page import page
from coach.identity import ExerciseId, SetId, UserId, new_uuid
from coach.training.commands import import_workouts
from coach.training.model import Equipment, Exercise, Pattern, SetKind, WorkoutSet
from coach.training.queries.audit import Athlete, Audit, audit_log
from coach.training.queries.audit.document import rounded
from coach.units import MassUnit
from store.engine import Store
from store.formats import parse_workout_log
from tests.builders import a_body_weight, a_cardio_session, a_workout

REAL_LOG = Path(__file__).parents[3] / "shared" / "data" / "imports" / "strong_ios_classic_real.csv"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Sets = tuple[str, str | None, int]


@pytest.fixture
def athlete(seeded_store: Store) -> UserId:
    user_id = UserId(new_uuid())
    with seeded_store.unit_of_work() as uow:
        uow.accounts.ensure(user_id, NOW)
    return user_id


def train(
    store: Store, user_id: UserId, days_ago: float, *sets: Sets, kind: str = "normal"
) -> None:
    with store.unit_of_work() as uow:
        uow.workouts.add(
            a_workout(
                user_id,
                id=new_uuid(),
                started_at=NOW - timedelta(days=days_ago),
                sets=tuple(
                    WorkoutSet(
                        SetId(new_uuid()),
                        ExerciseId(exercise),
                        position,
                        SetKind(kind),
                        None if load is None else Decimal(load),
                        reps,
                    )
                    for position, (exercise, load, reps) in enumerate(sets)
                ),
            )
        )


def audited(store: Store, user_id: UserId, now: datetime = NOW, unit: str = "kg") -> Audit:
    with store.read_only() as uow:
        audit = audit_log(uow, Athlete(user_id, now, ZoneInfo("Europe/Berlin"), MassUnit(unit)))
    every_number_has_a_figure(audit)
    return audit


def every_number_has_a_figure(audit: Audit) -> None:
    """Hold each sentence to its figures, and each figure to a source."""
    remarks = [each for section in audit.sections for each in section.remarks]
    for each in [*remarks, *audit.next_steps]:
        told = each.text
        for figure in sorted(each.figures, key=lambda one: -len(one.shown)):
            assert figure.source
            assert figure.shown.casefold() in each.text.casefold(), (figure, each.text)
            told = told.replace(figure.shown, "")
        assert not re.search(r"\d", told), each.text


def text_of(audit: Audit, section: str = "") -> str:
    return "\n".join(
        each.text for part in audit.sections if section in {"", part.name} for each in part.remarks
    )


def test_an_empty_log_is_said_to_be_empty_and_has_a_first_step(
    seeded_store: Store, athlete: UserId
) -> None:
    audit = audited(seeded_store, athlete)
    assert text_of(audit) == "The log is empty, so there is nothing to audit yet."
    assert "import the log" in audit.next_steps[0].text.casefold()
    assert "<h1>" in page(audit)


def test_one_session_has_records_and_no_trend(seeded_store: Store, athlete: UserId) -> None:
    train(seeded_store, athlete, 2, *[("back_squat", "100", 5)] * 6)
    audit = audited(seeded_store, athlete)
    assert "all on 21 Nov 2026" in text_of(audit)
    assert "too few weeks for a trend" in text_of(audit, "strength")
    assert "5 reps with 100 kg" in text_of(audit, "records")
    assert len(audit.next_steps) == 3


def test_a_rising_lift_is_told_with_its_band_and_not_as_stalled(
    seeded_store: Store, athlete: UserId
) -> None:
    for week in range(20):
        load = str(80 + 2 * week)
        train(seeded_store, athlete, 140 - 7 * week, *[("bench_press", load, 5)] * 3)
    audit = audited(seeded_store, athlete)
    assert "it was rising by" in text_of(audit, "strength")
    assert text_of(audit, "stalled") == ""
    (lift,) = audit.lifts
    begin, _, end = lift.line
    assert begin[1] < end[1]
    assert end[2] <= end[1] <= end[3]


def test_a_lift_without_a_gain_is_told_with_both_bests(
    seeded_store: Store, athlete: UserId
) -> None:
    for number in range(28):
        load = ("100", "97.5", "95")[number % 3]
        train(seeded_store, athlete, 112 - 4 * number, *[("bench_press", load, 5)] * 3)
    audit = audited(seeded_store, athlete)
    assert "without a gain beyond the error of a test (4.2 %)" in text_of(audit, "stalled")
    assert any("stands still" in step.text for step in audit.next_steps)


def test_a_typing_error_is_named_and_enters_no_record(seeded_store: Store, athlete: UserId) -> None:
    for week in range(8):
        train(seeded_store, athlete, 60 - 7 * week, *[("bench_press", "100", 5)] * 3)
    train(seeded_store, athlete, 1, ("bench_press", "1000", 5), ("bench_press", "100", 5))
    audit = audited(seeded_store, athlete)
    assert "1,000 kg on 22 Nov 2026" in text_of(audit, "problems")
    assert "1,000" not in text_of(audit, "records")
    assert max(audit.lifts[0].values) < 130
    assert "typing error" in audit.next_steps[0].text


def test_an_old_log_is_said_to_be_old_and_gets_a_return_load(
    seeded_store: Store, athlete: UserId
) -> None:
    for week in range(4):
        train(seeded_store, athlete, 800 + 7 * week, *[("back_squat", "100", 5)] * 4)
    audit = audited(seeded_store, athlete)
    assert "this is an old log" in text_of(audit).casefold()
    assert "800 days ago (2.2 years)" in text_of(audit)
    assert "55 kg on the back squat, 55 % of the 100 kg" in audit.next_steps[0].text


def test_only_cardio_and_only_body_weight_are_audited_too(
    seeded_store: Store, athlete: UserId
) -> None:
    with seeded_store.unit_of_work() as uow:
        uow.recovery.add_cardio(a_cardio_session(athlete, started_at=NOW - timedelta(days=3)))
    cardio = audited(seeded_store, athlete)
    assert "1 session of endurance training" in text_of(cardio)
    train(seeded_store, athlete, 1, ("push_up", None, 20), ("push_up", None, 15))
    both = audited(seeded_store, athlete)
    assert "Push-up: 20 reps in one set" in text_of(both, "records")
    assert both.lifts == ()


def test_pounds_stay_pounds_and_odd_names_stay_words(seeded_store: Store, athlete: UserId) -> None:
    own = Exercise(
        ExerciseId("custom:odd"),
        "<b>{Odd} $x^n$ [red]押す",
        Pattern.HORIZONTAL_PUSH,
        Equipment.MACHINE,
        (),
        owner_id=athlete,
    )
    with seeded_store.unit_of_work() as uow:
        uow.exercises.put(own, [])
        uow.body_weights.add(a_body_weight(athlete, at=NOW - timedelta(days=1)))
    for week in range(6):
        train(seeded_store, athlete, 40 - 7 * week, *[("custom:odd", "45.359237", 5)] * 3)
    audit = audited(seeded_store, athlete, unit="lb")
    assert "5 reps with 100 lb" in text_of(audit, "records")
    assert "1 name in the log matches no exercise" in text_of(audit, "problems")
    html = page(audit)
    assert "<b>" not in html
    assert "{Odd} $x^n$ [red]押す" in html
    console = Console(record=True, width=200, file=None)
    show_audit(audit, console=console)
    assert "{Odd} $x^n$ [red]押す" in console.export_text()


def test_the_page_is_self_contained_and_its_charts_have_words(
    seeded_store: Store, athlete: UserId
) -> None:
    for week in range(6):
        lifts = [("back_squat", "100", 5), ("bench_press", "80", 5)] * 3
        train(seeded_store, athlete, 40 - 7 * week, *lifts)
    html = page(audited(seeded_store, athlete))
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 4
    for drawing in drawings:
        root = ET.fromstring(drawing)  # noqa: S314 - drawn by ourselves
        assert root.attrib["role"] == "img"
        parts = {child.tag.rpartition("}")[2]: child.text for child in list(root)[:2]}
        assert parts["title"]
        assert parts["desc"]
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert "<script" not in html
    assert not re.search(r'(src|href)="https?:', html)
    assert html.count("<table>") == 4


@pytest.mark.shared_data
def test_the_real_log_reads_true(seeded_store: Store, athlete: UserId) -> None:
    if not REAL_LOG.is_file():
        pytest.skip("the real Strong export is not beside this checkout")
    log = parse_workout_log(REAL_LOG.read_bytes(), unit=MassUnit.KG, time_zone="UTC")
    with seeded_store.unit_of_work() as uow:
        import_workouts(uow, athlete, log)
    audit = audited(seeded_store, athlete)
    told = text_of(audit)
    assert "86 workouts with 1,903 sets" in told
    assert "this is an old log" in told.casefold()
    assert "a single of 135 kg on 20 Aug 2021" in told
    assert "None of the 1,903 sets has an RPE" in told
    assert "Pushing against pulling: 22 sets to 0" in told
    assert "498 sets of 781 in the last 12 weeks count as work" in told
    assert "Come back with about 60 kg on the back squat" in audit.next_steps[0].text


def test_a_change_too_small_to_show_has_no_sign() -> None:
    assert str(rounded(-0.04)) == "0"
    assert str(rounded(-0.05)) == "-0.1"


def test_bars_show_the_shape_of_a_row() -> None:
    assert spark([]) == ""
    assert spark([1, 1]) == "▄▄"
    assert spark([1, 8]) == "▁█"
