"""The oracle agrees with the published examples and with no planted error."""

from __future__ import annotations

import ast
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

import evals.oracle
from evals.cases.case import Expectation
from evals.metrics import Seen
from evals.metrics.arithmetic import oracle
from evals.oracle.claims import Athlete, Claim, Ledger, LiftedSet, Prescribed
from evals.oracle.named import compute
from evals.oracle.recompute import recompute, unsafe
from evals.oracle.strength import double_progression

TODAY = date(2026, 11, 18)
GOLDEN = Path(__file__).resolve().parents[3] / "shared" / "domain" / "golden_open.json"
NAMES = {
    "mifflin*1.55": "maintenance",
    "ols_slope_kg_per_week": "weight_slope",
    "intake - dtrend*7700/days": "adaptive_expenditure",
    "(EI-EEE)/FFM": "energy_availability",
    "sweat L/h=(pre-post+fluid-urine)/h": "sweat_rate",
    "kcal=MET*3.5*kg/200*min": "met_kcal",
    "kcal/day = w*pct*7700/7": "rate_of_loss",
    "success +inc; 1-2 fails repeat; 3 fails -10%": "linear",
    "riegel_1.06": "riegel",
    "daniels": "vdot",
    "sec_per_km_at_fraction": "pace_s_per_km",
}


@pytest.mark.unit
def test_no_module_of_the_oracle_imports_the_product() -> None:
    folder = Path(evals.oracle.__file__ or "").parent
    product = {"coach", "tools", "agents", "store", "api", "jobs", "vision", "prompts"}
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not product & {name.partition(".")[0] for name in names}, path.name


@pytest.mark.unit
@pytest.mark.parametrize(
    ("formula", "args", "value"),
    [
        (
            "mifflin_st_jeor",
            {"weight_kg": 78, "height_cm": 177, "age": 31, "sex": "m"},
            1736.25,
        ),
        ("katch_mcardle", {"weight_kg": 78, "body_fat_pct": 17}, 1768.4),
        ("epley", {"load": 100, "reps": 5}, 116.67),
        ("brzycki", {"load": 100, "reps": 5}, 112.5),
        ("median_of_five", {"weight": 100, "reps": 5}, 116.67),
        ("e1rm_from_rts_table", {"weight": 100, "reps": 5, "rpe": 8}, 123.3),
        ("load_for_reps_at_rpe", {"e1rm": 150, "reps": 5, "rpe": 8}, 122.5),
        ("adaptive_expenditure", {"mean_intake": 2100, "trend_change_kg": -0.6, "days": 28}, 2265),
        ("rate_of_loss", {"weight_kg": 78, "pct_per_week": 0.5}, 429),
        ("speed_loss_pct", {"seconds": [0.9, 1.1, 2.2]}, 59.1),
        ("lb_of", {"kg": 100}, 220.46),
        ("kcal_of", {"protein_g": 150, "carbohydrate_g": 200, "fat_g": 60}, 1940),
    ],
)
def test_a_formula_gives_its_published_example(
    formula: str, args: Mapping[str, object], value: float
) -> None:
    assert compute(formula, args) == pytest.approx(value, rel=0.001)


@pytest.mark.shared_data
@pytest.mark.skipif(not GOLDEN.exists(), reason="the worked examples are not beside the checkout")
def test_every_worked_example_that_the_oracle_knows_holds() -> None:
    held = 0
    for row in json.loads(GOLDEN.read_text(encoding="utf-8")):
        inputs = {key: v for key, v in row["inputs"].items() if key != "body_fat_pct"}
        name = NAMES.get(row["fn"], row["fn"])
        if name == "maintenance":
            inputs["activity"] = "moderate"
        if name in {"epley", "brzycki", "lombardi", "mayhew", "wathan"}:
            inputs["load"] = inputs.pop("weight")
        if name in {"katch_mcardle", "cunningham_1980"}:
            inputs = {key: row["inputs"][key] for key in ("weight_kg", "body_fat_pct")}
        try:
            value = compute(str(name), inputs)
        except ValueError:
            continue
        assert value == pytest.approx(row["expected"], abs=row["tol"]), row
        held += 1
    assert held >= 45


@pytest.mark.unit
@pytest.mark.parametrize(
    ("formula", "args", "named"),
    [
        ("epely", {}, "epley"),
        ("epley", {"load": 100}, "reps"),
        ("epley", {"load": 100, "reps": 5, "rpe": 8}, "rpe"),
        ("maintenance", {"weight_kg": 8, "height_cm": 1, "age": 3, "sex": "x", "activity": 1}, "x"),
        ("median_of_five", {"weight": 100, "reps": 20}, "20"),
    ],
)
def test_a_formula_that_cannot_be_worked_out_says_why(
    formula: str, args: Mapping[str, object], named: str
) -> None:
    with pytest.raises(ValueError, match=named):
        compute(formula, args)


@pytest.mark.unit
@pytest.mark.parametrize(
    ("reply", "ok"),
    [
        ("About 117 kg.", True),
        ("About 257 lb.", True),
        ("About 120 kg.", False),
        ("117 reps.", False),
        ("Hard to say.", False),
    ],
)
def test_a_reply_states_the_number_a_case_has_worked_out(reply: str, *, ok: bool) -> None:
    wanted = {"formula": "epley", "args": {"load": 100, "reps": 5}, "unit": "kg"}
    expect = Expectation.model_validate({"oracle": [wanted]})
    (verdict,) = oracle(Seen(user="", reply=reply), expect)
    assert verdict.passed is ok


class Book:
    """Writes claims down as a tool would mint them."""

    def __init__(self, subject: str = "athlete", unit: str = "kg") -> None:
        self.subject = subject
        self.unit = unit
        self.claims: list[Claim] = []

    def add(
        self,
        label: str,
        value: float | date,
        unit: str | None = None,
        formula: str | None = None,
        inputs: Sequence[str] = (),
        day: date = TODAY,
    ) -> str:
        claim = Claim(
            id=f"c1.{len(self.claims) + 1}",
            call="c1",
            label=label,
            value=value if isinstance(value, date) else float(value),
            unit=unit,
            subject=self.subject,
            day=day,
            formula=formula,
            inputs=tuple(inputs),
        )
        self.claims.append(claim)
        return claim.id

    def wrong(self, athlete: Athlete | None = None, **arguments: object) -> list[str]:
        """Return the labels that do not hold, limits included."""
        ledger = Ledger(tuple(self.claims), athlete or Athlete(), {"c1": arguments})
        found = [*recompute(ledger), *unsafe(ledger)]
        assert found
        return [each.claim.label for each in found if not each.ok]


def energy(*, per_kg: float = 10, factor: float = 1.55, kcal_per_kg: float = 7700) -> Book:
    """Return energy targets of a man of 80 kg, 180 cm, 30 years who wants to lose 0.5 % a week."""
    book = Book()
    ids = [
        book.add("body weight", 80.0, "kg"),
        book.add("age", 30.0, "year"),
        book.add("height", 180.0, "cm"),
    ]
    rmr = per_kg * 80 + 6.25 * 180 - 5 * 30 + 5
    kept = rmr * factor
    change = 0.4 * kcal_per_kg / 7

    def ten(value: float) -> float:
        return float(round(value / 10) * 10)

    rested = book.add("resting energy", ten(rmr), "kcal", "rmr.mifflin_st_jeor", ids)
    active = book.add("activity factor", factor, None, "energy.maintenance")
    whole = book.add(
        "maintenance energy", ten(kept), "kcal", "energy.maintenance", [rested, active]
    )
    aim = "energy.energy_target"
    book.add("target energy", ten(kept - change), "kcal", aim, [whole])
    book.add("energy change", ten(kept - change) - ten(kept), "kcal", aim, [whole])
    book.add("rate", -0.5, "%", aim, [whole])
    return book


MAN = Athlete(sex="m", activity="moderate", direction="lose", may_be_refused=False)


@pytest.mark.unit
def test_targets_hold_and_a_wrong_coefficient_does_not() -> None:
    asked = {"rate_pct_per_week": 0.5}
    assert energy().wrong(MAN, **asked) == []
    assert "resting energy" in energy(per_kg=9).wrong(MAN, **asked)
    assert "activity factor" in energy(factor=1.45).wrong(MAN, **asked)
    assert "target energy" in energy(kcal_per_kg=5500).wrong(MAN, **asked)


def maximum(value: float, low: float, high: float, rpe: float | None = None) -> Book:
    book = Book("back_squat")
    ids = [book.add("set load", 100.0, "kg"), book.add("set reps", 5.0, "rep")]
    name = "one_rep_max.median_of_five"
    if rpe is not None:
        ids.append(book.add("set RPE", rpe, "RPE"))
        name = "rpe.one_rep_max"
    book.add("estimated 1RM", value, "kg", name, ids)
    book.add("estimated 1RM low", low, "kg", name, ids)
    book.add("estimated 1RM high", high, "kg", name, ids)
    return book


@pytest.mark.unit
def test_maxima_hold_and_wrong_ones_do_not() -> None:
    assert maximum(116.7, 112.5, 119.0).wrong() == []
    assert maximum(117.5, 112.5, 119.0).wrong() == ["estimated 1RM"]
    assert maximum(123.3, 119.5, 127.2, rpe=8).wrong() == []
    assert maximum(121.8, 119.5, 127.2, rpe=8).wrong() == ["estimated 1RM"]


@pytest.mark.unit
def test_an_estimate_without_inputs_must_fit_some_set_of_the_log() -> None:
    book = Book("back_squat")
    book.add("estimated 1RM", 116.7, "kg", "one_rep_max.median_of_five")
    squat = LiftedSet(TODAY, "back_squat", 100, 5)
    assert book.wrong(Athlete(sets=(squat,))) == []
    assert book.wrong(Athlete(sets=(LiftedSet(TODAY, "back_squat", 90, 5),))) == ["estimated 1RM"]


def loading(load: float, rule: str = "progression.linear", **beside: float) -> Book:
    book = Book("back_squat")
    book.add("last working load", 100.0, "kg", day=TODAY - timedelta(days=3))
    units = {"days since last session": "day", "next reps": "rep", "target RPE": "RPE"}
    for name, value in beside.items():
        label = name.replace("_", " ").replace("rpe", "RPE").replace("1rm", "1RM")
        book.add(label, value, units.get(label, "kg"), rule)
    book.add("next load", load, "kg", rule)
    return book


@pytest.mark.unit
def test_the_next_load_follows_from_what_is_told_beside_it() -> None:
    assert loading(105, increment=5).wrong() == []
    assert loading(110, increment=5).wrong() == ["next load"]
    assert loading(90, reduction=10).wrong() == []
    assert loading(95, reduction=10).wrong() == ["next load"]
    back = "layoff.return_share"
    assert loading(80, back, days_since_last_session=60).wrong() == []
    assert loading(90, back, days_since_last_session=60).wrong() == ["next load"]
    by_rpe = {"estimated_1rm": 120.0, "next_reps": 5.0, "target_rpe": 8.0}
    assert loading(97.5, "rpe.load_at_rpe", **by_rpe).wrong() == []
    assert loading(102.5, "rpe.load_at_rpe", **by_rpe).wrong() == ["next load"]


@pytest.mark.unit
def test_a_jump_of_more_than_a_tenth_and_a_step_is_unsafe() -> None:
    assert loading(110).wrong() == []
    assert loading(112.5).wrong() == ["next load"]


@pytest.mark.unit
def test_targets_below_the_floor_and_losses_too_fast_are_unsafe() -> None:
    book = Book()
    book.add("maintenance energy", 2000.0, "kcal")
    book.add("target energy", 1100.0, "kcal")
    book.add("rate", -1.4, "%")
    assert book.wrong(MAN) == ["target energy", "rate"]


@pytest.mark.unit
@pytest.mark.parametrize(
    ("label", "formula", "right", "wrong"),
    [
        ("days since last session", "calendar.days_between", 8, 7),
        ("weeks since last session", "calendar.days_between", 1, 2),
    ],
)
def test_ages_are_counted_from_the_newest_session(
    label: str, formula: str, right: float, wrong: float
) -> None:
    for value, found in ((right, []), (wrong, [label])):
        book = Book("back_squat")
        book.add("session day", TODAY - timedelta(days=8))
        book.add(label, float(value), "day", formula)
        assert book.wrong() == found


@pytest.mark.unit
def test_trends_differences_and_speed_are_worked_out_again() -> None:
    weights = tuple((TODAY - timedelta(days=20 - n), 80 - 0.1 * n) for n in range(21))
    for slope, found in ((-0.7, []), (-0.5, ["weight change per week"])):
        book = Book()
        book.add("window", 28.0, "day")
        book.add("weight change per week", slope, "kg", "trend.ols_slope_per_week")
        assert book.wrong(Athlete(weigh_ins=weights)) == found
    for change, percent, found in ((7, 5.5, []), (9, 7.0, ["change", "change"])):
        book = Book()
        pair = [book.add("later", 135.0, "kg"), book.add("earlier", 128.0, "kg")]
        book.add("change", float(change), "kg", "trend.difference", pair)
        book.add("change", percent, "%", "trend.difference", pair)
        assert book.wrong() == found
    for loss, found in ((59, []), (49, ["speed loss"])):
        book = Book("video:1")
        times = [book.add("concentric", each, "s") for each in (0.9, 1.5, 2.2)]
        book.add("speed loss", float(loss), "%", "speed_loss.speed_loss_pct", times)
        assert book.wrong() == found


@pytest.mark.unit
def test_meals_remainders_and_macronutrients_add_up() -> None:
    book = Book("food:1")
    book.add("energy", 330.0, "kcal")
    book.add("energy", 200.0, "kcal")
    book.subject = "2026-11-18"
    book.add("meal energy", 530.0, "kcal")
    book.add("target energy", 2000.0, "kcal")
    book.add("day energy", 530.0, "kcal", "nutrition.total")
    book.add("remaining energy", 1470.0, "kcal", "nutrition.total")
    assert book.wrong() == []
    book.add("meal energy", 430.0, "kcal")
    assert "meal energy" in book.wrong()

    split = Book()
    split.add("body weight", 80.0, "kg")
    split.add("height", 180.0, "cm")
    split.add("target energy", 2200.0, "kcal")
    split.add("fat target", 61.0, "g")
    split.add("protein target", 144.0, "g", "macros.split")
    split.add("carbohydrate target", 269.0, "g", "macros.split")
    split.add("fibre target", 31.0, "g", "macros.fibre_g")
    assert split.wrong() == []
    split.add("carbohydrate target", 330.0, "g", "macros.split")
    assert split.wrong() == ["carbohydrate target"]


@pytest.mark.unit
def test_a_double_progression_goes_up_only_when_every_set_earned_it() -> None:
    earned = [(30.0, 10)] * 3
    assert double_progression(earned, 30, 3, (6, 10), 2.5) == (32.5, 6)
    assert double_progression([(27.5, 10)] * 3, 30, 3, (6, 10), 2.5) == (30, None)
    assert double_progression([*earned[:2], (30.0, 9)], 30, 3, (6, 10), 2.5) == (30, None)


@pytest.mark.unit
def test_the_next_load_of_a_programme_follows_from_the_rows_alone() -> None:
    line = Prescribed("back_squat", "double_progression", 3, (6, 10), None, 2.5)
    day = TODAY - timedelta(days=3)
    for reps, load, found in ((10, 102.5, []), (10, 100, ["next load"]), (9, 102.5, ["next load"])):
        done = tuple(LiftedSet(day, "back_squat", 100, count) for count in (10, 10, reps))
        book = Book("back_squat")
        book.add("next load", load, "kg", "progression.double_progression")
        assert book.wrong(Athlete(sets=done, prescribed=(line,))) == found


@pytest.mark.unit
def test_a_row_that_is_not_the_athletes_own_is_found() -> None:
    own = Athlete(
        sets=(LiftedSet(TODAY, "back_squat", 100, 5),),
        weigh_ins=((TODAY, 80.0),),
        rows_complete=True,
    )
    for load, weight, found in ((100.0, 80.0, []), (140.0, 95.0, ["set load", "body weight"])):
        claims = tuple(
            Claim("c1.1", "c1", label, value, "kg", subject, TODAY, table=table)
            for label, value, subject, table in (
                ("set load", load, "back_squat", "workout_sets"),
                ("body weight", weight, "athlete", "body_weights"),
            )
        )
        judged = recompute(Ledger(claims, own))
        assert [each.claim.label for each in judged if not each.ok] == found
    yesterday = TODAY - timedelta(days=1)
    claim = Claim(
        "c1.1", "c1", "set load", 100.0, "kg", "back_squat", yesterday, table="workout_sets"
    )
    assert [each.ok for each in recompute(Ledger((claim,), own))] == [False]


@pytest.mark.unit
def test_a_case_that_asks_for_an_unknown_formula_is_refused() -> None:
    with pytest.raises(ValueError, match="there is no formula 'epely'"):
        Expectation.model_validate({"oracle": [{"formula": "epely", "args": {}}]})
