"""What several wishes in one message, and short answers to a question, are read as."""

import re
from datetime import date

import pytest

from agents.builtin.reading import Reader, reader_of
from agents.builtin.say_targets import OFFER
from agents.builtin.skill import Ask, Found
from agents.builtin.skills.nutrition_kept import SAVE
from agents.builtin.skills.training_correct import Correction
from agents.builtin.skills.training_log import ASKED_EFFORT, Report
from agents.builtin.skills.training_set import ADJUST, SetDone
from agents.builtin.transcript import Exchange, Transcript
from coach.knowledge.ports import Embedder

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 24)
LOAD_ASKED = "Which load was it on the bench? Nothing is stored yet."


@pytest.fixture(scope="module")
def reader(embedder: Embedder) -> Reader:
    return reader_of(embedder)


def asks(reader: Reader, *said: str | tuple[str, str]) -> tuple[Ask, ...]:
    """Return the wishes of the last message; the others are told with the reply they got."""
    *before, newest = (one if isinstance(one, tuple) else (one, "") for one in said)
    exchanges = tuple(Exchange(*one) for one in before)
    seen = Transcript("planner", "kg", newest[0], exchanges, today=TODAY, whole=newest[0])
    return reader.asks_of(seen)


def names(reader: Reader, *said: str | tuple[str, str]) -> list[str]:
    return [ask.name for ask in asks(reader, *said)]


def report(ask: Ask) -> Report:
    assert isinstance(ask.slots, Report)
    return ask.slots


@pytest.mark.parametrize(
    ("answer", "load", "unit"),
    [
        ("80", 80, None),
        ("82,5 kg", 82.5, "kg"),
        ("oh sorry it was 80kg", 80, "kg"),
        ("@ 175 lbs", 175, "lb"),
        ("80 for all of them", 80, None),
    ],
)
def test_a_load_that_was_asked_for_joins_the_sets(
    reader: Reader, answer: str, load: float, unit: str | None
) -> None:
    (ask,) = asks(reader, ("just did bench 3x5", LOAD_ASKED), answer)
    (lift,) = report(ask).ready
    assert [(each.sets, each.reps, each.unit) for each in lift.sets] == [(3, 5, unit)]
    assert all(each.load == load for each in lift.sets)


@pytest.mark.parametrize("other", ["what is a good bench for 80 kg", "80 calories?", "delete it"])
def test_another_question_is_no_load(reader: Reader, other: str) -> None:
    assert "sets_answer" not in names(reader, ("just did bench 3x5", LOAD_ASKED), other)


def test_a_lift_that_was_asked_for_joins_the_sets(reader: Reader) -> None:
    asked = "Which exercise were these sets? Nothing is stored yet."
    (ask,) = asks(reader, ("did 3x5 at 80kg", asked), "front squats")
    assert [lift.exercise for lift in report(ask).ready] == ["front squat"]


def test_the_repetitions_of_a_failed_set_are_cut(reader: Reader) -> None:
    asked = "How many repetitions did you get on the set that failed? Nothing is stored yet."
    (ask,) = asks(reader, ("did bench 3x5 at 80, failed the last rep", asked), "got 3")
    (lift,) = report(ask).ready
    assert [(each.sets, each.reps) for each in lift.sets] == [(2, 5), (1, 3)]


def test_a_set_of_an_answered_report_can_be_put_right(reader: Reader) -> None:
    thread = (("just did bench 3x5", LOAD_ASKED), ("80", "Logged: bench press, 3 x 5 at 80 kg."))
    (ask,) = asks(reader, *thread, "last set only 4 actually")
    assert isinstance(ask.slots, Correction)
    assert (ask.slots.exercise, ask.slots.which, ask.slots.reps) == ("bench", "last", 4)


@pytest.mark.parametrize(
    "said", ["had 60g oats and 200ml milk for breakfast", "ate 150g rice and 120g chicken"]
)
def test_two_amounts_of_one_meal_are_one_meal(reader: Reader, said: str) -> None:
    (ask,) = asks(reader, said)
    assert ask.name == "log_meal"
    assert len(ask.slots.meals[0].foods) == 2


def test_a_food_taken_back_and_told_again_changes_its_amount(reader: Reader) -> None:
    first, second = asks(
        reader, "had 3 eggs and toast", "forget the eggs, it was 2 eggs and a banana"
    )
    assert (first.name, first.slots.args["quantity"]) == ("correct_meal", 2)
    assert second.name == "log_meal"


def test_a_food_told_beside_the_one_put_right_is_added(reader: Reader) -> None:
    (ask,) = asks(reader, "had 3 eggs and toast", "forget the eggs, it was 2 eggs and a fig")
    assert ask.slots.args == {"change": "amount", "food": "eggs", "quantity": 2}
    assert ask.slots.more == {"change": "add", "new_food": "a fig"}


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("what could dinner be, i have chicken and rice", "log_meal"),
        ("why 5 hours sleep bad?", "log_sleep"),
        ("would 5 hours of sleep hurt my squat", "log_sleep"),
    ],
)
def test_a_question_stores_nothing(reader: Reader, said: str, stored: str) -> None:
    assert stored not in names(reader, said)


def test_a_report_answers_how_the_lift_goes_on(reader: Reader) -> None:
    said = "squat felt heavy again today, 3x5 at 127.5 rpe 9"
    assert names(reader, said) == ["training_log"]


def test_a_load_that_is_asked_beside_a_report_is_answered(reader: Reader) -> None:
    assert "training_load" in names(reader, "squat 3x5 at 100 done. what should i bench tomorrow?")


@pytest.mark.parametrize(
    "said", ["should i just stop squatting till the cut is over", "what do i work on next"]
)
def test_without_a_video_no_word_about_one_is_said(reader: Reader, said: str) -> None:
    assert not {"form", "form_look", "form_trend"} & set(names(reader, said))


def test_an_offered_programme_is_built_from_what_was_told_before(reader: Reader) -> None:
    offer = "No programme is active. Shall I build one for the days you have there?"
    told = "away 2 weeks, only 2 days training, hotel gym with dumbbells, 30 mins max"
    (ask,) = asks(reader, (told, offer), "yes make it")
    assert ask.name == "programme_build"
    assert (ask.slots.args["days"], ask.slots.args["minutes"]) == (2, 30)


def test_a_wish_for_runs_is_no_wish_for_a_lifting_programme(reader: Reader) -> None:
    assert names(reader, "ran 10k yesterday in 51:20", "make me a plan 4 runs a week") == [
        "race_plan"
    ]


def test_how_a_set_went_is_asked_for_and_never_made_up() -> None:
    nothing = SetDone("squat")
    assert not ADJUST.calls(nothing, Found())
    said = ADJUST.say(nothing, Found())
    assert said is not None
    assert "how hard" in said
    assert not re.search(r"\d", said)


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("ok log squat 3x5 at 47.5 for friday... actually no thats planned not done", "log_sets"),
        ("mon n thu. 50 mins. normal commercial gym", "log_cardio"),
        ("got 6 on the last one", "log_sleep"),
    ],
)
def test_what_was_not_done_is_not_stored(reader: Reader, said: str, stored: str) -> None:
    before = "i play 5 a side on tuesdays and want to lift twice a week around it"
    made = [
        call.tool
        for ask in asks(reader, before, said)
        if ask.skill is not None
        for call in ask.skill.calls(ask.slots, Found())
    ]
    assert stored not in made
    assert "correct_sets" not in made


def test_nights_in_a_row_are_stored_each_on_its_day(reader: Reader) -> None:
    (ask,) = asks(reader, "slept 5.5, 6 and 5 hrs last three nights")
    assert ask.slots.nights == (
        {"time": "5.5 h", "day": "2026-11-22"},
        {"time": "6 h", "day": "2026-11-23"},
        {"time": "5 h"},
    )


def test_an_answer_keeps_what_the_target_was_wanted_for(reader: Reader) -> None:
    asked = "To set your calories I need your everyday activity level. What is it?"
    wanted = "want to drop to 200 lbs by march w/o losing strength. cals?"
    (ask,) = asks(reader, (wanted, asked), "desk job, lift 4x")
    assert ask.slots.args["direction"] == "lose"
    assert ask.slots.args["activity"]


def test_a_target_is_kept_with_what_was_told_for_it(reader: Reader) -> None:
    wanted = ("want to lose fat. cals?", "I need your everyday activity level. What is it?")
    (ask,) = asks(reader, wanted, ("desk job", f"Aim for it. {OFFER}"), "ok save that")
    (first,) = SAVE.calls(ask.slots, Found())
    assert (first.tool, first.args) == ("update_profile", {"activity": "sedentary"})


@pytest.mark.parametrize(
    ("answer", "rpe"), [("8", "8"), ("It felt pretty easy, maybe a 5", "5"), ("rpe 9.5", "9.5")]
)
def test_an_effort_that_was_asked_for_goes_to_the_last_set(
    reader: Reader, answer: str, rpe: str
) -> None:
    logged = f"Logged: bench press, 1 x 5 at 100 kg. {ASKED_EFFORT}, as an RPE?"
    (ask,) = asks(reader, ("did bench 100x5", logged), answer)
    assert isinstance(ask.slots, Correction)
    assert (ask.slots.which, str(ask.slots.rpe)) == ("last", rpe)


def test_sets_whose_number_is_not_told_are_as_many_as_those_before(reader: Reader) -> None:
    (ask,) = asks(reader, "did squat 47.5 5 5 5 bench 25 all 5s")
    squat, bench = report(ask).ready
    assert sum(each.sets for each in squat.sets) == sum(each.sets for each in bench.sets) == 3


def test_a_number_of_sets_that_nothing_tells_is_asked_for(reader: Reader) -> None:
    (ask,) = asks(reader, "bench 25 all 5s done")
    assert not report(ask).ready


def test_a_closed_gym_on_one_day_is_no_trip(reader: Reader) -> None:
    (ask,) = asks(reader, "gym closed thurs, only fri possible")
    assert ask.slots.what == "moved"


def test_everything_told_of_a_day_is_taken(reader: Reader) -> None:
    said = (
        "evening! bench 77.5 3x6 last one rpe 9, ran 5k in 26:10 before, had a doner after (oops), "
        "slept 6.5h and im 83.1 now. too much for one day?"
    )
    told = set(names(reader, said))
    assert {"training_log", "log_cardio", "log_meal", "log_sleep", "log_weight"} <= told


def test_one_load_stands_for_all_lifts(reader: Reader) -> None:
    said = "did goblet squats 12kg 10 10 8, floor press 3x8, rows 3x10 all with the 12s"
    (ask,) = asks(reader, said)
    lifts = report(ask).ready
    assert [lift.exercise for lift in lifts] == ["goblet squat", "floor press", "rows"]
    assert {each.load for lift in lifts for each in lift.sets} == {12}


def test_a_parkrun_of_a_usual_week_is_no_race_to_come(reader: Reader) -> None:
    thread = ("whats that as a 10k", "signed up for one on 14 feb. can i go sub 55")
    (ask,) = asks(reader, *thread, "i run tue thu and parkrun. plan?")
    assert ask.slots.args["race"] == 10


def test_a_trip_of_next_week_does_not_cut_this_one(reader: Reader) -> None:
    (ask,) = asks(reader, "next week only 2 days possible, work trip tue to thu")
    assert ask.slots.args == {"what": "travel", "starts": "next_week", "days": 2}


def test_a_correction_names_the_lift_and_the_right_load(reader: Reader) -> None:
    logged = ("log tricep pushdowns 25kg 12 12 10", "Logged: triceps pushdown, 2 x 12 at 25 kg.")
    (ask,) = asks(reader, logged, "pushdowns were 27.5")
    assert isinstance(ask.slots, Correction)
    assert str(ask.slots.load) == "27.5"


def test_dumbbells_called_by_their_mass_are_a_load(reader: Reader) -> None:
    (ask,) = asks(reader, "did hammer curls 14s 3x10")
    (lift,) = report(ask).ready
    assert [(each.sets, each.reps, each.load) for each in lift.sets] == [(3, 10, 14)]


def test_exercises_with_a_band_need_no_load(reader: Reader) -> None:
    (ask,) = asks(reader, "3x15 banded hip thrusts and 3x20 clams done")
    assert [(lift.exercise, lift.sets[0].reps) for lift in report(ask).ready] == [
        ("banded hip thrusts", 15),
        ("clams", 20),
    ]


def test_the_kind_of_a_food_is_put_right_and_not_eaten_again(reader: Reader) -> None:
    (ask,) = asks(
        reader, "had overnight oats 60g oats, 250ml milk, 1 scoop whey", "milk was semi skimmed"
    )
    assert ask.slots.args == {"change": "food", "new_food": "semi skimmed milk", "food": "milk"}


def test_a_lean_bulk_is_a_gain(reader: Reader) -> None:
    (ask,) = asks(reader, "im 79kg 180 28m lightly active want to lean bulk")
    assert ask.slots.args["direction"] == "gain"
