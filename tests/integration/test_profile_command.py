"""`fitholic profile`: the profile shown and changed without the API."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from api.profile import ProfileChange
from cli.main import run_command
from coach.accounts.model import Profile
from store.engine import Store

Fitholic = Callable[..., tuple[int, str, str]]
WHOLE = ("--sex", "f", "--birth-date", "1994-05-17", "--height-cm", "168", "--activity", "light")


@pytest.fixture
def fitholic(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seeded_store: Store,
    seeded_database_url: str,
    redis_url: str,
) -> Fitholic:
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = run_command([*arguments, "--data-dir", str(tmp_path / "data")])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_refused_check_in_says_which_command_fills_the_profile(fitholic: Fitholic) -> None:
    code, out, err = fitholic("check-in")
    assert (code, out) == (3, "")
    assert "the profile lacks sex, birth_date, height_cm, activity, a weigh-in." in err
    assert "fitholic profile set" in err
    code, out, _ = fitholic("profile", "set", *WHOLE)
    assert (code, "Missing for an energy target: a weigh-in." in out) == (0, True)
    _, _, err = fitholic("check-in")
    assert "the profile lacks a weigh-in." in err
    assert "fitholic import" in err


def test_set_changes_what_is_given_and_keeps_the_rest(fitholic: Fitholic) -> None:
    fitholic("profile", "set", *WHOLE, "--screening", "kidney_disease=yes")
    more = ("--unit", "lb", "--time-zone", "Europe/Berlin", "--goal", "strength")
    code, out, _ = fitholic(
        "profile", "set", *more, "--equipment", "rack", "--screening", "pregnancy=no", "--json"
    )
    changed = json.loads(out)
    assert code == 0
    assert (changed["mass_unit"], changed["time_zone"]) == ("lb", "Europe/Berlin")
    assert (changed["sex"], changed["birth_date"], changed["height_cm"]) == ("f", "1994-05-17", 168)
    assert changed["screening"] == {"kidney_disease": True, "pregnancy": False}
    _, shown, _ = fitholic("profile", "show", "--json")
    assert json.loads(shown) == changed
    _, text, _ = fitholic("profile", "show")
    for part in ("168\n", "Europe/Berlin", "kidney_disease=yes, pregnancy=no", "not told"):
        assert part in text


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--height-cm", "nan", "height_cm"),
        ("--height-cm", "1.68", "height_cm"),
        ("--birth-date", "0", "birth_date"),
        ("--birth-date", "1994-02-31", "birth_date"),
        ("--birth-date", "2101-01-01", "birth_date: Value error, not in the future"),
        ("--time-zone", "Mars/Olympus", "IANA"),
        ("--days-per-week", "8", "days_per_week"),
        ("--screening", "pregnancy=perhaps", "question=yes"),
    ],
)
def test_a_value_that_the_api_refuses_is_refused(
    fitholic: Fitholic, option: str, value: str, message: str
) -> None:
    code, out, err = fitholic("profile", "set", option, value)
    assert (code, out) == (3, "")
    assert message in err


def test_set_without_an_option_is_refused(fitholic: Fitholic) -> None:
    assert fitholic("profile", "set")[0] == 3


def test_every_field_of_a_profile_can_be_changed() -> None:
    assert {each.name for each in fields(Profile)} - {"user_id"} == set(ProfileChange.model_fields)
