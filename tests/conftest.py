"""Loads the shared fixtures, and refuses skips where the machine is meant to have everything."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

pytest_plugins = [
    "tests.fixtures.coach",
    "tests.fixtures.pose_model",
    "tests.fixtures.postgres",
    "tests.fixtures.stores",
    "tests.fixtures.tools",
    "tests.fixtures.valkey",
    "tests.fixtures.api",
    "tests.fixtures.clients",
    "tests.fixtures.browser",
]

MAY_SKIP = ("shared_data", "privileged")
"""Markers of tests that need recordings or rights which a complete machine may lack."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure when TESTS_MUST_NOT_SKIP is set, as it is in `.ci/run`."""
    report = yield
    allowed = any(item.get_closest_marker(name) for name in MAY_SKIP)
    if report.skipped and not allowed and os.environ.get("TESTS_MUST_NOT_SKIP"):
        report.outcome = "failed"
        report.longrepr = f"skipped where nothing may be: {report.longrepr}"
    return report
