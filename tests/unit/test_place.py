"""The machine's clock tells a zone, and a zone its country."""

from __future__ import annotations

import os
import subprocess
import sys
from zoneinfo import available_timezones

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


def zone_when_told(told: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", "import cli.place; print(cli.place.machine_time_zone())"],
        env=os.environ | {"TZ": told},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_the_machines_zone_is_the_one_it_is_set_to() -> None:
    assert zone_when_told("Europe/Paris") == "Europe/Paris"


def test_a_zone_that_does_not_exist_is_not_taken() -> None:
    assert zone_when_told("Not/AZone") in available_timezones()
