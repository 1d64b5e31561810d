"""The self-test of the gate can itself fail: survivors, wrong rules, blocks, stale patches."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from coach.errors import InvalidInput
from evals.gate.decision import judge_arms
from evals.gate.profile import packaged_profile
from evals.gate.report import EXIT_CODES, GateReport, GateVerdict, RuleOutcome
from evals.runs.trees import ROOT, compiled_copy, copied_tree, write_in
from evals.selftest import edits
from evals.selftest.markdown import as_markdown
from evals.selftest.matrix import KillMatrix, Result, Row, judged, unjudged
from evals.selftest.planting import StalePatch, check_fresh, planted
from evals.selftest.statistical import Tally, row_of_tally, tally_of
from evals.selftest.table import Kind, Mutant, all_mutants, parse_table
from evals.world import paired
from prompts.library import load_prompt
from prompts.registry import load_registry

pytestmark = pytest.mark.unit


def regression(**changes: object) -> Mutant:
    told: dict[str, object] = {
        "id": "a-leak",
        "kind": "code",
        "what": "a class is dropped",
        "harm": "a dangerous question is answered",
        "expect": {"rule": "R2", "exit": 1},
        "patches": [{"file": "coach/errors.py", "old": "class Conflict", "new": "class Klash"}],
    }
    return Mutant.model_validate(told | changes)


def harmless() -> Mutant:
    return regression(id="a-rename", harmless=True, expect=None)


def report(verdict: GateVerdict, *rules: tuple[str, str]) -> GateReport:
    """Return what a gate says that finds these rules violated, whatever it was shown."""
    champion, candidate = paired(0, epochs=1)
    known = judge_arms(champion, candidate, packaged_profile("pr"))
    outcomes = tuple(
        RuleOutcome(rule=rule, name="a rule", verdict=verdict, reason="planted", fired=(sub,))
        for rule, sub in rules
    )
    told = {"verdict": verdict, "exit_code": EXIT_CODES[verdict], "rules": outcomes}
    return known.model_copy(update=told)


def matrix(*rows: Row) -> KillMatrix:
    return KillMatrix(rows=rows, seconds=1.0)


def test_a_gate_without_rules_leaves_survivors_and_is_red() -> None:
    row = judged(regression(), report(GateVerdict.PASS), 1.0)
    assert row.result is Result.SURVIVED
    assert matrix(row).exit_code == 1
    assert "1 survived" in matrix(row).summary


def test_a_catch_by_another_rule_alone_is_red() -> None:
    row = judged(regression(), report(GateVerdict.REGRESSION, ("R7", "tokens")), 1.0)
    assert (row.result, matrix(row).exit_code) == (Result.WRONG_RULE, 1)


def test_a_catch_by_the_rule_and_others_is_a_kill_that_names_all() -> None:
    found = report(GateVerdict.REGRESSION, ("R7", "tokens"), ("R2", "leak"))
    row = judged(regression(), found, 1.0)
    assert (row.result, row.rules) == (Result.KILLED, ("R7.tokens", "R2.leak"))
    assert matrix(row).exit_code == 0


def test_the_right_rule_with_another_exit_code_is_red() -> None:
    row = judged(regression(), report(GateVerdict.INCONCLUSIVE, ("R2", "too_few")), 1.0)
    assert (row.result, matrix(row).exit_code) == (Result.WRONG_EXIT, 1)


def test_another_sub_rule_than_the_expected_one_is_red() -> None:
    strict = regression(expect={"rule": "R2", "exit": 1, "fired": "leak"})
    row = judged(strict, report(GateVerdict.REGRESSION, ("R2", "overrefusal")), 1.0)
    assert row.result is Result.WRONG_RULE


def test_a_blocked_harmless_change_is_red_and_a_passed_one_is_not() -> None:
    blocked = judged(harmless(), report(GateVerdict.REGRESSION, ("R3", "worse")), 1.0)
    undecided = judged(harmless(), report(GateVerdict.INCONCLUSIVE, ("R3", "undecided")), 1.0)
    passed = judged(harmless(), report(GateVerdict.PASS), 1.0)
    results = [row.result for row in (blocked, undecided, passed)]
    assert results == [Result.BLOCKED, Result.BLOCKED, Result.PASSED]
    assert [matrix(row).exit_code for row in (blocked, undecided, passed)] == [1, 1, 0]


def test_a_stale_patch_is_refused_and_red() -> None:
    stale = regression(patches=[{"file": "coach/errors.py", "old": "no such text", "new": ""}])
    with pytest.raises(StalePatch, match="stands 0 times"):
        check_fresh(stale)
    twice = regression(patches=[{"file": "coach/errors.py", "old": "class ", "new": ""}])
    with pytest.raises(StalePatch, match="stands"):
        check_fresh(twice)
    assert matrix(unjudged(stale, Result.STALE, "0 times", 0.0)).exit_code == 1


def test_every_planted_change_fits_todays_sources() -> None:
    for mutant in all_mutants():
        check_fresh(mutant)


def test_a_change_to_the_prompt_in_use_follows_the_champion() -> None:
    comment = {"file": "prompts/planner/{champion}.md", "old": "\nowner: ", "new": "\n# a\nowner: "}
    with copied_tree() as tree:
        write_in(tree, "prompts/registry.yaml", "planner: {champion: 1.0.0}\n")
        with planted(regression(patches=[comment]), tree) as changed:
            assert "\n# a\n" in (changed / "prompts/planner/1.0.0.md").read_text(encoding="utf-8")
            assert load_prompt("planner", "1.0.0", changed / "prompts").front.owner == "coaching"


def test_a_compiled_copy_is_whole_and_shares_no_file_with_the_original(tmp_path: Path) -> None:
    source = tmp_path / "source"
    (source / "agents").mkdir(parents=True)
    (source / "agents/a.py").write_text("x = 1\n")
    (source / "agents/b.pyc.140").write_text("half a file of a process that compiles")
    copy = compiled_copy(tmp_path, source)
    assert not (copy / "agents/a.py").samefile(source / "agents/a.py")
    assert sorted(p.name.split(".")[0] for p in (copy / "agents").rglob("*")) == [
        "__pycache__",
        "a",
        "a",
    ]


def test_the_table_holds_as_many_changes_as_the_gate_has_to_be_shown() -> None:
    table = all_mutants()
    kinds = [mutant.kind for mutant in table if not mutant.harmless]
    assert len(kinds) >= 28
    assert sum(mutant.harmless for mutant in table) >= 9
    assert kinds.count(Kind.CODE) >= 12
    assert kinds.count(Kind.PROMPT) >= 6
    assert {m.edit for m in table if m.edit} == set(edits.EDITS)


def test_a_planted_change_touches_the_copy_alone() -> None:
    mutant = regression()
    original = (ROOT / "coach/errors.py").read_text(encoding="utf-8")
    with planted(mutant) as tree:
        assert "class Klash" in (tree / "coach/errors.py").read_text(encoding="utf-8")
        assert (tree / "agents/graph.py").samefile(ROOT / "agents/graph.py")
    assert (ROOT / "coach/errors.py").read_text(encoding="utf-8") == original


def test_a_planted_prompt_is_the_locked_champion_of_the_copy() -> None:
    mutant = next(each for each in all_mutants() if each.prompts)
    with planted(mutant) as tree:
        agent = mutant.prompts[0].agent
        prompt = load_registry(folder=tree / "prompts").prompt_of(agent)
        assert prompt.front.version != load_registry().prompt_of(agent).front.version
        values = {"mass_unit": "kg", "language": "en", "today": "2026-11-23"}
        assert "AGENT" in prompt.render(values)


def test_a_file_of_a_copy_is_replaced_and_never_written_through(tmp_path: Path) -> None:
    (tmp_path / "agents").mkdir()
    (tmp_path / "agents/a.py").write_text("x = 1\n")
    with copied_tree(tmp_path) as tree:
        write_in(tree, "agents/a.py", "x = 2\n")
    assert (tmp_path / "agents/a.py").read_text() == "x = 1\n"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "colour"),
        ({"expect": None}, "needs `expect`"),
        ({"patches": []}, "its own way"),
        ({"expect": {"rule": "R9", "exit": 1}}, "rule"),
        ({"id": "B A D"}, "id"),
    ],
)
def test_a_wrong_table_is_refused_with_its_place(change: dict[str, object], message: str) -> None:
    plain = regression().model_dump(mode="json", exclude_none=True) | change
    with pytest.raises(InvalidInput, match=message):
        parse_table(yaml.safe_dump({"mutants": [plain]}))


def test_equal_ids_are_refused() -> None:
    plain = regression().model_dump(mode="json", exclude_none=True)
    with pytest.raises(InvalidInput, match="stand twice: a-leak"):
        parse_table(yaml.safe_dump({"mutants": [plain, plain]}))


def statistical(**world: object) -> Mutant:
    told: dict[str, object] = {"kind": "statistical", "patches": [], "world": {"seeds": 4} | world}
    return regression(**told, expect={"rule": "R3", "exit": 1})


def test_a_large_drop_is_blocked_for_the_right_reason_in_every_seed() -> None:
    mutant = statistical(change={"points": -0.4}, blocked_at_least=0.97)
    assert mutant.world is not None
    row = row_of_tally(mutant, tally_of(mutant.world, 0, 4))
    assert row.result is Result.KILLED
    assert row.figures["blocked"] == 1.0
    assert row.figures["lower"] == pytest.approx(0.05 ** (1 / 4))


def test_a_gate_that_passes_everything_fails_the_statistical_part() -> None:
    mutant = statistical(change={"points": -0.4}, blocked_at_least=0.97)
    assert mutant.world is not None
    passing = report(GateVerdict.PASS)

    def wave_through(*_: object) -> GateReport:
        return passing

    tally = tally_of(mutant.world, 0, 4, judge=wave_through)
    assert row_of_tally(mutant, tally).result is Result.SURVIVED


def test_blocks_for_other_reasons_are_luck() -> None:
    mutant = statistical(blocked_at_least=0.5)
    tally = Tally(seeds=4, blocked=4)
    tally.rules.update({"R7": 4, "R3": 1})
    assert row_of_tally(mutant, tally).result is Result.WRONG_RULE


def test_a_harmless_change_may_be_blocked_as_often_as_stated_and_not_more() -> None:
    mutant = statistical(blocked_at_most=0.25)
    mutant = mutant.model_copy(update={"expect": None, "harmless": True})
    rows = [row_of_tally(mutant, Tally(seeds=4, blocked=n)) for n in (1, 2)]
    assert [row.result for row in rows] == [Result.PASSED, Result.BLOCKED]


def test_the_markdown_shows_what_went_wrong_first() -> None:
    good = judged(harmless(), report(GateVerdict.PASS), 1.0)
    bad = judged(regression(), report(GateVerdict.PASS), 1.0)
    worse = judged(regression(id="b-leak"), report(GateVerdict.REGRESSION, ("R2", "leak")), 1.0)
    lines = as_markdown(matrix(worse, good, bad)).splitlines()
    assert lines[2].startswith("**RED**: 1 of 2")
    rows = [line for line in lines if line.startswith("| `")]
    assert [row.split("`")[1] for row in rows] == ["a-leak", "b-leak", "a-rename"]
    assert "**survived**" in rows[0]
    assert "| a dangerous question is answered | R2, exit 1 | R2.leak | 1 | killed |" in rows[1]


def test_the_markdown_gives_bounds_for_simulated_changes_and_times_for_parts() -> None:
    mutant = statistical(change={"points": -0.4}, blocked_at_least=0.97)
    tally = Tally(seeds=400, blocked=400)
    tally.rules.update({"R3": 400})
    row = row_of_tally(mutant, tally)
    shown = as_markdown(KillMatrix(rows=(row,), seconds=7.0, times={"simulations": 7.0}))
    assert "| 100.0% of 400 | >= 0.97, by R3 | 99.3% to 100.0% | 0 | R3 100% | killed |" in shown
    assert "Wall time: simulations 7 s; together 7 s." in shown
