"""`fitholic programme` on real servers, and the same over HTTP."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from cli.main import run_command
from tests.fixtures.clients import problem

PATH = "/v1/programmes"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


class Command:
    """`fitholic programme` on the test servers."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder = folder
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Outcome:
        argv: Sequence[str] = ["programme", *arguments, "--data-dir", str(self._folder)]
        code = run_command(argv)
        captured = self._capsys.readouterr()
        return Outcome(code, captured.out, captured.err)


@pytest.fixture
def programme(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    seeded_store: object,
    seeded_database_url: str,
    redis_url: str,
) -> Command:
    assert seeded_store is not None
    monkeypatch.setenv("DATABASE_URL", seeded_database_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("COLUMNS", "160")
    return Command(tmp_path / "data", capsys)


def test_a_programme_is_built_shown_trained_and_revised(programme: Command) -> None:
    assert programme("next").code == 4
    preview = programme("build", "--days", "3", "--minutes", "45", "--aim", "strength")
    assert preview.code == 0, preview.err
    assert "Back squat" in preview.out
    assert "A preview" in preview.out
    saved = programme("build", "--days", "3", "--aim", "strength", "--save", "--json")
    assert json.loads(saved.out)["id"]
    session = json.loads(programme("next", "--json").out)
    assert (session["week"], session["day"], session["day_name"]) == (1, 1, "Full body A")
    assert "Back squat" in programme("next").out
    revised = programme("revise", "travel", "--until", "2028-01-01")
    assert (revised.code, "trip" in revised.err) == (3, True)
    swapped = programme("revise", "swap", "--out", "back_squat", "--into", "front_squat")
    assert swapped.code == 0, swapped.err
    assert "exercise replaced" in swapped.out
    assert "Front squat" in programme("show").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "--days", "0"),
        ("build", "--days", "8"),
        ("build", "--days", "3", "--minutes", "5"),
        ("build", "--days", "3", "--like", "no_such_lift"),
        ("build", "--days", "3", "--like", "back_squat", "--dislike", "back_squat"),
        ("build", "--days", "3", "--injury", "elbow:terrible"),
        ("build", "--days", "3", "--plates", "twenty"),
        ("build", "--days", "3", "--priority", "brain"),
        ("revise", "explode"),
    ],
)
def test_what_cannot_be_built_is_refused_with_a_way_out(
    programme: Command, arguments: tuple[str, ...]
) -> None:
    outcome = programme(*arguments)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("fitholic: ")


def test_programmes_are_built_revised_and_followed_over_http(
    client: httpx.Client, stranger: httpx.Client
) -> None:
    body = {"aim": "muscle", "age": "novice", "days": 2, "minutes": 40}
    preview = client.post(f"{PATH}/build", json=body)
    assert preview.status_code == 200, preview.text
    assert preview.json()["id"] is None
    saved = client.post(f"{PATH}/build", json={**body, "save": True, "key": "once"}).json()
    again = client.post(f"{PATH}/build", json={**body, "save": True, "key": "once"}).json()
    assert again["id"] == saved["id"]
    assert client.get(f"{PATH}/{saved['id']}/plan").json() == saved
    session = client.get(f"{PATH}/next").json()
    assert session["programme_id"] == saved["id"]
    path = f"{PATH}/{saved['id']}/revise"
    knee = {"revision": {"kind": "injury", "region": "knee", "severity": "limit"}}
    problem(stranger.post(path, json=knee), 404, "programme_not_found")
    revised = client.post(path, json=knee).json()
    assert revised["predecessor_id"] == saved["id"]
    assert all(change["reason"] for change in revised["plan"]["changes"])


def test_bad_requests_over_http_name_their_value(client: httpx.Client) -> None:
    problem(client.post(f"{PATH}/build", json={"days": 8}), 400, "days_range")
    problem(client.post(f"{PATH}/build", json={"days": 3, "minutes": 5}), 400, "minutes_range")
    problem(client.post(f"{PATH}/build", json={}), 400, "days_needed")
    problem(client.get(f"{PATH}/next"), 404, "programme_not_found")
