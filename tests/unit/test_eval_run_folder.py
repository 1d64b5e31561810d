"""A run folder outlives the process that writes it: whole rows are kept, half a line is not."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.errors import Conflict, InvalidInput, NotFound
from evals.results import CaseRow, CaseStatus, EvidenceKind, RunHeader
from evals.run_folder import CASES, HEADER, RunFolder, find_run, new_run_folder, read_run
from evals.runs.planning import RowsMissing, finished

pytestmark = pytest.mark.unit

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def header(*cases: str, epochs: int = 1) -> RunHeader:
    return RunHeader(
        run_id="r1",
        started_at=NOW,
        bundle_id="b1",
        bundle={},
        model="builtin:coach",
        mode="live",
        suite="",
        datasets={"d": "0.0.1"},
        seed=0,
        clock="frozen",
        epochs=epochs,
        cases_expected=len(cases) * epochs,
        cases=cases,
        host="a machine",
        tool_schemas_sha="t1",
    )


def row(case_id: str, epoch: int = 1) -> CaseRow:
    return CaseRow(
        case_id=case_id,
        case_sha="c1",
        epoch=epoch,
        slice="planner",
        cluster=case_id,
        severity="soft",
        status=CaseStatus.OK,
        evidence=EvidenceKind.LIVE,
        score=1,
        passed=True,
        turns=(),
    )


def test_rows_come_back_in_the_order_of_the_cases_whenever_they_ended(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.write_header(header("first", "second", epochs=2))
    for case_id, epoch in (("second", 1), ("first", 2), ("second", 2), ("first", 1)):
        folder.append(row(case_id, epoch))
    run = read_run(tmp_path)
    assert [(each.case_id, each.epoch) for each in run.cases] == [
        ("first", 1),
        ("first", 2),
        ("second", 1),
        ("second", 2),
    ]


def test_a_line_cut_off_by_a_kill_is_dropped_before_the_run_goes_on(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.append(row("first"))
    whole = (tmp_path / CASES).read_bytes()
    (tmp_path / CASES).write_bytes(whole + whole[: len(whole) // 2])
    assert [each.case_id for each in folder.rows()] == ["first"]
    folder.append(row("second"))
    assert [each.case_id for each in folder.rows()] == ["first", "second"]


def test_a_run_is_read_from_its_folder_and_from_its_json_alike(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "folder")
    folder.write_header(header("first"))
    folder.append(row("first"))
    run = read_run(folder.path)
    (tmp_path / "run.json").write_text(run.model_dump_json(), encoding="utf-8")
    assert read_run(tmp_path / "run.json") == run


def test_a_row_of_a_case_that_the_header_does_not_name_is_read_so_that_the_gate_can_name_it(
    tmp_path: Path,
) -> None:
    folder = RunFolder(tmp_path)
    folder.write_header(header("first"))
    folder.append(row("stranger"))
    folder.append(row("first"))
    run = read_run(tmp_path)
    assert [each.case_id for each in run.cases] == ["first", "stranger"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"header": {}}', "\x00\x01"])
def test_what_is_no_run_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "run.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"run\.json is no run of format 1"):
        read_run(path)


def test_a_run_of_another_format_is_refused(tmp_path: Path) -> None:
    RunFolder(tmp_path).write_header(header("first").model_copy(update={"format": 2}))
    with pytest.raises(InvalidInput, match="format 2; this version reads 1"):
        read_run(tmp_path)


def test_a_missing_row_is_never_left_out_of_a_result() -> None:
    with pytest.raises(RowsMissing, match="1 of 2 case-epochs"):
        finished(header("first", "second"), [row("first")])


def test_a_row_that_stands_twice_does_not_stand_for_another() -> None:
    with pytest.raises(RowsMissing):
        finished(header("first", "second"), [row("first"), row("first")])


def test_one_run_is_not_gone_on_with_by_two_processes_at_once(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    with folder.held(), pytest.raises(Conflict, match="another process"), folder.held():
        pass
    with folder.held():
        pass


def test_two_runs_of_one_second_get_folders_of_their_own(tmp_path: Path) -> None:
    names = [new_run_folder(tmp_path, NOW).path.name for _ in range(3)]
    assert names == ["20261123-120000", "20261123-120000-2", "20261123-120000-3"]


def test_a_run_is_found_by_its_id_and_by_its_path(tmp_path: Path) -> None:
    folder = new_run_folder(tmp_path, NOW)
    assert find_run(tmp_path, folder.path.name) == folder.path
    assert find_run(tmp_path / "elsewhere", str(folder.path)) == folder.path
    with pytest.raises(NotFound, match="no run 'nothing'"):
        find_run(tmp_path, "nothing")
    for no_name in ("", "x" * 5000, "a\x00b"):
        with pytest.raises(NotFound):
            find_run(tmp_path, no_name)


def test_a_header_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.write_header(header("first"))
    folder.write_header(header("first", "second"))
    assert folder.header.cases == ("first", "second")
    assert [path.name for path in tmp_path.iterdir()] == [HEADER]
