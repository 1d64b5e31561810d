"""Every exit code is documented, and every error has one."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from cli.exits import BY_CLASS, BY_CODE, INTERRUPTED, OK, UNEXPECTED, USAGE, exit_code
from cli.readiness import cause_in
from cli.restarts import LIMIT, Restarts
from coach import errors
from coach.errors import Conflict, ConsentMissing, ExternalFailure, SetupError

pytestmark = pytest.mark.unit

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "exit-codes.md"


def test_the_page_lists_every_code_and_no_other() -> None:
    listed = {
        int(code) for code in re.findall(r"^\| (\d+) \|", PAGE.read_text("utf-8"), re.MULTILINE)
    }
    given = {number for _, number in BY_CLASS} | set(BY_CODE.values())
    assert listed == given | {OK, UNEXPECTED, USAGE, INTERRUPTED}


def test_every_error_class_has_a_code_of_its_own_kind() -> None:
    classes = [
        kind
        for _, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, errors.FitholicError) and kind is not errors.FitholicError
    ]
    assert UNEXPECTED not in {exit_code(kind("message")) for kind in classes}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SetupError("full", code="disk_full"), 13),
        (SetupError("other"), 10),
        (ConsentMissing("no"), 6),
        (Conflict("held", code="lock_held"), 14),
        (ExternalFailure("down"), 9),
    ],
)
def test_a_stable_code_goes_before_the_class(error: errors.FitholicError, expected: int) -> None:
    assert exit_code(error) == expected


def test_a_child_is_restarted_with_growing_delays_and_then_given_up() -> None:
    restarts = Restarts()
    delays = [restarts.delay_s(float(now)) for now in range(LIMIT + 1)]
    assert delays == [0.5, 1.0, 2.0, 4.0, 8.0, None]


def test_deaths_long_ago_are_forgotten() -> None:
    restarts = Restarts()
    assert [restarts.delay_s(now * 200.0) for now in range(10)] == [0.5] * 10


@pytest.mark.parametrize(
    ("log", "cause"),
    [
        ("", "no output"),
        ("starting\nbind failed\n\n", "bind failed"),
        (
            "Traceback\ncoach.errors.SetupError: no key. Set GOOGLE_API_KEY.\n\nERROR: Exiting.\n",
            "no key. Set GOOGLE_API_KEY.",
        ),
    ],
)
def test_a_process_that_does_not_start_is_told_by_its_cause(log: str, cause: str) -> None:
    assert cause_in(log) == cause
