"""`fitholic prompts` finds what people name, and says what there is when they name it wrongly."""

from __future__ import annotations

import json

import pytest

from cli.main import run_command
from prompts.registry import load_registry

pytestmark = pytest.mark.unit

Capture = pytest.CaptureFixture[str]


def test_every_version_is_listed_with_what_it_is_used_for(capsys: Capture) -> None:
    assert run_command(["prompts", "list", "--json"]) == 0
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    prompt = load_registry().prompt_of("planner")
    standing = {key: row["standing"] for key, row in rows.items() if key.startswith("planner@")}
    assert [key for key, use in standing.items() if use == "champion"] == [prompt.key]
    assert prompt.key in rows[prompt.front.includes[0]]["standing"]


def test_a_prompt_is_shown_as_the_model_reads_it(capsys: Capture) -> None:
    words = ["prompts", "show", "form_critic", "--rendered"]
    assert run_command(words) == 0
    assert "A video is attached" not in capsys.readouterr().out
    assert run_command([*words, "--set", "has_video=true", "--set", "mass_unit=lb"]) == 0
    text = capsys.readouterr().out
    assert "A video is attached" in text
    assert "UNIT: lb" in text
    assert "Every number and every date" in text


def test_a_difference_says_which_version_it_asks_for(capsys: Capture) -> None:
    assert run_command(["prompts", "diff", "planner@1.0.0", "planner@1.0.1", "--rendered"]) == 0
    said = capsys.readouterr()
    assert said.out == "no difference\n"
    assert "at least a patch version" in said.err
    assert run_command(["prompts", "diff", "planner@1.0.0", "nutrition"]) == 0
    assert "+id: nutrition" in capsys.readouterr().out


def test_the_checkout_is_locked(capsys: Capture) -> None:
    assert run_command(["prompts", "lock", "--check"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        (["show", "pirate"], 4, "There are form_critic, house_rules"),
        (["show", "planner@9.9.9"], 4, "Versions: 1.0.0, 1.0.1"),
        (["show", "house_rules", "--rendered"], 4, "is a fragment"),
        (["show", "planner", "--rendered", "--set", "mood=x"], 3, "no variable 'mood'"),
        (["show", "form_critic", "--rendered", "--set", "has_video=maybe"], 3, "no bool"),
        (["new", "planner", "--bump", "huge"], 3, "major, minor or patch"),
        (["new", "planner", "--bump", "minor", "--from", "0.1.0"], 4, "Versions: "),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    capsys: Capture, words: list[str], exit_code: int, said: str
) -> None:
    assert run_command(["prompts", *words]) == exit_code
    assert said in capsys.readouterr().err
