"""The machine's clock tells a zone, and a zone its country."""

from __future__ import annotations

import os
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest

from cli.place import country_of

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("Europe/London", "GB"),
        ("America/Chicago", "US"),
        ("Europe/Berlin", "DE"),
        ("UTC", "ZZ"),
        ("Nowhere/City", "ZZ"),
    ],
)
def test_a_zone_names_its_country_or_none(zone: str, country: str) -> None:
    assert country_of(zone) == country


@pytest.mark.parametrize(("told", "zone"), [("Europe/Paris", "Europe/Paris"), ("Not/AZone", "UTC")])
def test_the_machines_zone_is_one_that_exists(told: str, zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import cli.place; print(cli.place.machine_time_zone())"],
        env=os.environ | {"TZ": told},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ZoneInfo(done.stdout.strip()).key == zone
