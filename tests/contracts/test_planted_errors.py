"""The errors that `make mutants` plants still find the lines they change."""

from __future__ import annotations

import pytest

from tests.mutants import MUTANTS, ROOT, stale

pytestmark = pytest.mark.unit


def test_every_planted_error_stands_once_in_its_module() -> None:
    assert stale(ROOT, MUTANTS) == []
