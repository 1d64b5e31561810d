"""Case files load in every form the design shows, and a wrong one is refused by name."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from coach.errors import InvalidInput
from evals.cases import documents
from evals.cases.case import Case, Expectation
from evals.cases.fixture import Told
from evals.cases.fixture_profile import ProfileFixture
from evals.cases.loading import load_cases, load_dataset, load_many
from evals.cases.tables import TABLES

pytestmark = pytest.mark.unit
EXAMPLES = Path(__file__).parents[3] / "shared" / "domain" / "example_cases.yaml"


def load(tmp_path: Path, text: str, name: str = "cases.yaml") -> tuple[Case, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return load_cases(path)


def a_case(**keys: object) -> Case:
    return Case.model_validate({"id": "a1", "turns": ["hi"], **keys})


@pytest.mark.shared_data
def test_the_example_cases_load_with_their_texts_whole() -> None:
    if not EXAMPLES.exists():
        pytest.skip(f"{EXAMPLES} is not here")
    cases = load_cases(EXAMPLES)
    assert [case.slice for case in cases] == ["planner", "form_critic", "nutrition", "safety"]
    facts = [must.fact for case in cases for turn in case.turns for must in turn.expect.must]
    assert "the log stays the athlete's, or a test is offered" in facts
    claims = [m.claim for case in cases for turn in case.turns for m in turn.expect.must_not]
    assert "massage, foam rolling or anti-inflammatories" in claims
    assert cases[3].turns[0].expect.safety_class == "urgent"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no case"),
        ("hello", "neither a case nor a list"),
        ("- {id: a1}", "case 'a1': turns: is missing"),
        ("- {id: a1, turns: []}", "turns: is empty"),
        ("- {id: a1, turns: [{user: ' '}]}", r"turns\[0\].user: is empty"),
        ("- {id: a1, turns: [{user: hi, expct: {}}]}", r"turns\[0\].expct: unknown key"),
        ("- {id: a1, turns: [hi]}\n- {id: a1, turns: [ho]}", "'a1' stands twice"),
        ("- {id: a1, id: a2, turns: [hi]}", "the key 'id' stands twice"),
        (
            "- {id: a1, turns: [hi], fixture: {profile: {weight_kg: .nan}}}",
            "case 'a1': fixture.profile.weight_kg is nan",
        ),
        (
            "- {id: a1, turns: [{user: hi, expect: {must: [{fact: x, any_of: ['(']}]}}]}",
            r"must\[0\].any_of\[0\]: pattern '\(' is no regular expression",
        ),
        (
            "- {id: a1, turns: [{user: hi, expect: {tools: {expected: [nxt_load]}}}]}",
            "neither a role nor a tool; the nearest are next_load",
        ),
        (
            "- {id: a1, turns: [hi], fixture: {workouts: [{days_ago: 1, exercise: x, sets: a}]}}",
            r"workouts\[0\].sets: should be a list, not 'a'",
        ),
        (
            (
                "- {id: a1, turns: [hi], fixture: {workouts: [{days_ago: 1, exercise: x, "
                "sets: [{reps: true}]}]}}"
            ),
            "true is no number",
        ),
        (
            "- {id: a1, turns: [hi], fixture: {body_weights: [{date: 20260105, kg: 80}]}}",
            "20260105 is no day",
        ),
        (
            "- {id: a1, turns: [hi], fixture: {intake_days: {days: 5, mean_kcl: 2000}}}",
            "intake_days.mean_kcl: unknown key",
        ),
        (
            (
                "- {id: a1, turns: [{user: x, expect: {state: {absent: [{table: sets, "
                "where: {weight: 3}}]}}}]}"
            ),
            "sets has no column 'weight'",
        ),
        ("&a [*a]", "nests deeper"),
        (r'- {id: a1, turns: ["\ud800"]}', "what no message can"),
        (r'- {id: a1, turns: ["\0"]}', "what no message can"),
        ("- {id: a1\n", "cannot be read"),
    ],
)
def test_a_wrong_file_is_refused_with_the_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said) as refused:
        load(tmp_path, text)
    assert refused.value.code == "bad_case"
    assert str(tmp_path / "cases.yaml") in str(refused.value)
    assert refused.value.way_out


def test_a_line_of_json_is_a_case_and_nan_is_refused_there_too(tmp_path: Path) -> None:
    good = '{"id": "a1", "turns": [{"user": "hi"}]}\n\n{"id": "a2", "turns": ["ho"]}\n'
    assert [case.id for case in load(tmp_path, good, "cases.jsonl")] == ["a1", "a2"]
    assert len(load(tmp_path, good, "cases.txt")) == 2
    with pytest.raises(InvalidInput, match="line 3"):
        load(tmp_path, good.replace('{"id": "a2"', "{bad"), "cases.jsonl")
    bad = '{"id": "a1", "turns": ["hi"], "fixture": {"profile": {"weight_kg": NaN}}}'
    with pytest.raises(InvalidInput, match="is nan"):
        load(tmp_path, bad, "cases.jsonl")


def test_documents_add_up_below_their_header(tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(
        'dataset: x\nversion: "1.2"\n---\n- {id: a1, turns: [hi]}\n---\nid: a2\nturns: [ho]'
    )
    found = load_dataset(path)
    assert (found.name, found.version, len(found.cases)) == ("x", "1.2", 2)
    with pytest.raises(InvalidInput, match="case id 'a1' also stands in"):
        load_many([path, path])


def test_words_of_yaml_1_1_are_texts(tmp_path: Path) -> None:
    (case,) = load(
        tmp_path,
        "- {id: a1, turns: [hi], fixture: {profile: {country: NO}, cardio_sessions: "
        "[{date: 2026-01-05, distance: 5 km, time: 25:30}]}}",
    )
    assert case.fixture.profile.country == "NO"
    (run,) = case.fixture.cardio_sessions
    assert (run.distance_m, run.time_s, run.when) == (5000, 1530, date(2026, 1, 5))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("URGENT-24 h", "urgent"),
        ("CLINICAL-BOUNDARY", "boundary"),
        ("ED/MINOR/PREGNANCY limits", "limit"),
        ("Normal", "normal"),
    ],
)
def test_safety_classes_are_read_as_they_are_written(written: str, meant: str) -> None:
    turn = {"user": "hi", "expect": {"safety_class": written}}
    assert a_case(turns=[turn]).turns[0].expect.safety_class == meant


def test_turns_are_routed_to_the_agent_of_the_case_unless_the_gate_answers() -> None:
    gated = {"user": "b", "expect": {"safety_class": "URGENT"}}
    case = a_case(agent="form", turns=["a", gated, {"user": "c", "expect": {"agent": "planner"}}])
    assert [turn.expect.agent for turn in case.turns] == ["form_critic", None, "planner"]
    assert (case.slice, case.cluster) == ("form_critic", "a1")


def test_messages_may_stand_in_the_fixture_with_one_expectation_for_the_last() -> None:
    case = Case.model_validate(
        {"id": "a1", "fixture": {"messages": ["a", "b"]}, "expect": {"agent": "planner"}}
    )
    assert [turn.expect.agent for turn in case.turns] == [None, "planner"]


def test_a_case_without_a_clock_takes_place_after_its_last_day() -> None:
    assert a_case().fixture.now == datetime(2026, 10, 25, 18, tzinfo=UTC)
    told = {"body_weights": [{"date": "2026-11-10", "kg": 80}]}
    assert a_case(fixture=told).fixture.now == datetime(2026, 11, 11, 18, tzinfo=UTC)
    assert a_case(fixture={"now": "2026-01-05T08:00:00"}).fixture.now.tzinfo is UTC


def test_sets_may_be_counted_and_told_in_pounds() -> None:
    told = {"days_ago": 1, "exercise": "Squat", "sets": 3, "lb": 100, "reps": [5, 5, 4]}
    (workout,) = a_case(fixture={"workouts": [told]}).fixture.workouts
    assert [float(done.kg or 0) for done in workout.sets] == [45.359237] * 3
    assert [done.reps for done in workout.sets] == [5, 5, 4]


def test_a_mixed_bag_of_ways_to_tell_training_is_read() -> None:
    fixture = a_case(
        fixture={
            "programme": {"days": {"A": [{"exercise": "Squat", "sets": 3, "reps": "5+"}]}},
            "workouts": [
                {
                    "days_ago": 1,
                    "exercise": "Squat",
                    "sets": [{"load": 100, "unit": "lb", "reps": 5}],
                }
            ],
            "cardio_sessions": [{"days_ago": 2, "distance": 5000, "time": 25}],
            "weekly_km": [{"week": "2026-10-12", "km": 25}, {"week": "2026-10-05", "km": 20}],
            "tests": {"Squat": 140},
        }
    ).fixture
    assert fixture.programme is not None
    (line,) = fixture.programme.days[0].exercises
    assert (line.rep_range, line.rules) == (
        (5, 5),
        ("as many repetitions as possible in the last set",),
    )
    assert float(fixture.workouts[0].sets[0].kg or 0) == 45.359237
    (run,) = fixture.cardio_sessions
    assert (run.distance_m, run.time_s) == (5000, 1500)
    assert fixture.weekly_km is not None
    assert fixture.weekly_km.km == (20, 25)
    assert fixture.tests[0].one_rm_kg == 140


def test_a_film_may_be_told_by_its_metrics_faults_or_error() -> None:
    films = a_case(
        fixture={
            "form_analyses": [
                {"exercise": "Squat", "reps": [{"concentric_s": 1.2, "faults": ["high squat"]}]},
                {"exercise": "Squat", "reps": 5, "faults": {"knee valgus": [2, 3]}},
                {"exercise": "Squat", "error": "no person detected"},
            ]
        }
    ).fixture.form_analyses
    assert films[0].reps[0].metrics == {"concentric_s": 1.2}
    assert films[0].reps[0].faults[0].fault == "shallow_depth"
    assert (films[1].rep_count, films[1].faults[0].fault, films[1].faults[0].reps) == (
        5,
        "knees_in",
        (2, 3),
    )
    assert films[2].error is not None
    assert films[2].error.code == "no_person_detected"


def test_the_reference_lists_every_key_of_a_fixture_and_every_column_of_the_state() -> None:
    text = (Path(__file__).parents[2] / "docs" / "reference" / "cases.md").read_text("utf-8")
    listed = set(re.findall(r"`(?:profile\.|programme\.)?([a-z_]+)`", text))
    keys = {*Told.model_fields, *ProfileFixture.model_fields, *Expectation.model_fields} - {
        "told_now"
    }
    assert sorted(keys - listed) == []
    for table, columns in TABLES.items():
        assert f"| `{table}` | {', '.join(f'`{each}`' for each in sorted(columns))} |" in text


def test_anchors_inside_each_other_are_refused_before_they_are_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "MOST_VALUES", 1_000)
    levels = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    path = tmp_path / "cases.yaml"
    path.write_text(f"- &a0 [hi]\n{levels}", encoding="utf-8")
    with pytest.raises(InvalidInput, match="more than 1,000 values"):
        load_cases(path)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("fixture: {profile: {favourite_colour: red}}, turns: [hi]", "favourite_colour"),
        ("fixture: {workouts: [{date: 2026-10-01, exercise: Squat}]}, turns: [hi]", "Squat"),
        ("turns: [{user: hi, expect: {state: {exist: [{table: dreams}]}}}]", "dreams"),
        ("turns: [{user: hi, expect: {safety_class: PURPLE}}]", "PURPLE"),
    ],
)
def test_what_one_fixture_cannot_store_does_not_cost_the_whole_file(
    tmp_path: Path, wrong: str, said: str
) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(f"- {{id: a1, agent: planner, {wrong}}}\n- {{id: a2, turns: [ho]}}\n")
    first, second = load_dataset(path, keeps_wrong=True).cases
    assert said in first.wrong
    assert (first.slice, first.turns[0].user, second.wrong) == ("planner", "hi", "")
    with pytest.raises(InvalidInput, match=said):
        load_dataset(path)


@pytest.mark.parametrize(
    "wrong", ["turns: [{user: hi, expct: {}}]", "fixture: {profil: {}}, turns: [hi]", "trns: [hi]"]
)
def test_a_key_that_nobody_knows_refuses_the_file_all_the_same(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text(f"- {{id: a1, {wrong}}}\n")
    with pytest.raises(InvalidInput, match="unknown key"):
        load_dataset(path, keeps_wrong=True)


def test_a_tool_that_nobody_knows_loads_with_a_file_from_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "cases.yaml"
    path.write_text("- {id: a1, turns: [{user: hi, expect: {tools: [warp_drive]}}]}\n")
    assert load_dataset(path, keeps_wrong=True).cases[0].wrong == ""
    with pytest.raises(InvalidInput, match="'warp_drive' is neither a role nor a tool"):
        load_dataset(path)


def test_fixtures_are_read_in_the_words_of_other_authors() -> None:
    fixture = a_case(
        fixture={
            "profile": {
                "sex": "x",
                "height": "5'11\"",
                "weight": "180 lb",
                "units": "metric",
                "days_per_week": ["mon", "wed", "fri"],
                "resting_hr": 52,
                "pregnancy": {"weeks": 24},
            },
            "workouts": [
                {"date": "2026-10-20", "exercise": "Squat", "unit": "lb", "sets": [[225, 5]]},
                {"date": "2026-10-20", "exercise": "Squat", "sets": ["60 kg x 5 @ 8"]},
            ],
            "tests": [{"exercise": "Squat", "kg": 150, "reps": 1}],
            "programme": {"template": "5/3/1", "exercises": [{"exercise": "Squat", "week": 2}]},
            "sleep": [{"hours": 6, "quality": "poor"}],
            "meals": [{"time": "2026-10-25T12:30", "description": "bar", "kcal": 200, "carb": 9}],
        }
    ).fixture
    profile = fixture.profile
    assert (profile.sex, float(profile.height_cm or 0), profile.days_per_week) == (None, 180.34, 3)
    assert round(float(profile.weight_kg or 0), 2) == 81.65
    assert (profile.said, profile.pregnancy) == ({"resting_hr": "52"}, "weeks: 24")
    assert round(float(fixture.workouts[0].sets[0].kg or 0), 2) == 102.06
    assert (fixture.workouts[1].sets[0].kg, fixture.workouts[1].sets[0].rpe) == (60, 8)
    assert fixture.programme is not None
    assert (fixture.programme.scheme, fixture.programme.week) == ("wave", 2)
    assert isinstance(fixture.sleep, tuple)
    assert fixture.sleep[0].quality == 2
    assert fixture.meals[0].day(datetime(2026, 10, 26, tzinfo=UTC)) == date(2026, 10, 25)


def test_rows_of_the_state_are_read_flat_and_by_their_parts() -> None:
    expect = Expectation.model_validate(
        {
            "state": {
                "exist": [
                    {"table": "workouts", "where": {"exercise": "Squat"}},
                    {"kind": "meal", "kcal": 500},
                    {"table": "sets", "kind": "normal"},
                ],
                "absent": ["meals"],
            }
        }
    )
    assert [row.table for row in expect.state.exist] == ["sets", "meals", "sets"]
    assert [set(row.where) for row in expect.state.exist] == [{"exercise"}, {"kcal"}, {"kind"}]
    assert expect.state.absent[0].table == "meals"
