"""Athletes are divided by a salted hash: evenly, for good, and anew in each experiment."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from coach.errors import SetupError
from coach.identity import UserId
from coach.runs.model import Arm
from prompts.assignment import Split, bucket
from prompts.library import package
from prompts.registry import load_experiments, load_registry, parse_registry

pytestmark = pytest.mark.unit

AB = "{id: shorter, salt: 2026-11, weight: 0.1}"
TRIAL = f"planner: {{champion: 1.0.0, challenger: 1.0.1, ab: {AB}}}\n"
REST = "form_critic: {champion: 1.0.1}\nnutrition: {champion: 1.0.1}\n"


def athletes(count: int) -> list[UserId]:
    return [UserId(UUID(int=number)) for number in range(count)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The prompts of this checkout, with a trial of the planner's."""
    for entry in Path(str(package())).iterdir():
        if entry.suffix != ".py":
            (tmp_path / entry.name).symlink_to(entry)
    (tmp_path / "registry.yaml").unlink()
    (tmp_path / "registry.yaml").write_text(TRIAL + REST, encoding="utf-8")
    return tmp_path


@given(st.uuids(), st.floats(0, 0.5), st.floats(0, 0.5), st.text("abc", min_size=4, max_size=8))
@settings(max_examples=60, deadline=None)
def test_raising_the_weight_moves_nobody_back(
    user: UUID, one: float, other: float, salt: str
) -> None:
    low, high = sorted((one, other))
    arms = [Split(id="e", salt=salt, weight=w).arm_of(UserId(user)) for w in (low, high)]
    assert arms != [Arm.CHALLENGER, Arm.CHAMPION]


def test_athletes_are_spread_evenly_and_independently_between_salts() -> None:
    buckets = np.array(
        [[bucket("e", salt, user) for salt in ("2026", "2027")] for user in athletes(20_000)]
    )
    assert ((buckets >= 0) & (buckets < 1)).all()
    for column in buckets.T:
        counts, _ = np.histogram(column, bins=20, range=(0, 1))
        assert stats.chisquare(counts).pvalue > 1e-4
    table, _, _ = np.histogram2d(*buckets.T, bins=4, range=((0, 1), (0, 1)))
    assert stats.chi2_contingency(table).pvalue > 1e-4


def test_a_weight_of_nothing_or_a_half_is_what_it_says() -> None:
    off, half = (Split(id="e", salt="2026", weight=weight) for weight in (0, 0.5))
    everybody = athletes(4_000)
    assert {off.arm_of(user) for user in everybody} == {Arm.CHAMPION}
    share = np.mean([half.arm_of(user) is Arm.CHALLENGER for user in everybody])
    assert 0.46 < share < 0.54


def test_the_bucket_of_an_athlete_is_the_same_for_ever() -> None:
    assert bucket("shorter", "2026-11", UserId(UUID(int=1))) == 0.9567071010332078


@pytest.mark.parametrize(
    "text",
    [
        "planner: {champion: 1.0.0, mood: good}",
        "planner: {champion: 1.0.0}\nplanner: {champion: 1.0.1}",
        "planner: {champion: 1.0}",
        "planner: {champion: 1.0.0, challenger: 1.0.1}",
        f"planner: {{champion: 1.0.0, ab: {AB}}}",
        f"planner: {{champion: 1.0.1, challenger: 1.0.1, ab: {AB}}}",
        TRIAL.replace("0.1}", "0.6}"),
        TRIAL.replace("0.1}", "-0.1}"),
        TRIAL.replace("0.1}", ".nan}"),
        TRIAL.replace("0.1}", '"0.1"}'),
        TRIAL.replace("2026-11", "x"),
        TRIAL + TRIAL.replace("planner", "nutrition").replace("2026-11", "2026-12"),
        "[planner]",
        "planner: {",
    ],
)
def test_a_registry_that_is_bent_stops_the_start(text: str) -> None:
    with pytest.raises(SetupError) as caught:
        parse_registry(text)
    assert caught.value.code == "prompt_registry"
    assert caught.value.way_out
    assert "\n" not in str(caught.value)


def test_each_arm_is_loaded_whole(folder: Path) -> None:
    champion = load_registry(folder=folder)
    challenger = load_registry("challenger", folder=folder)
    assert champion.prompt_of("planner").key == "planner@1.0.0"
    assert challenger.prompt_of("planner").key == "planner@1.0.1"
    assert challenger.prompt_of("nutrition") == champion.prompt_of("nutrition")
    (trial,) = load_experiments(folder=folder)
    assert (trial.split.id, list(trial.challengers)) == ("shorter", ["planner"])


def test_an_override_outranks_the_registry(folder: Path) -> None:
    chosen = load_registry("challenger", {"planner": "1.0.0", "nutrition": "1.0.0"}, folder=folder)
    assert [chosen.prompt_of(a).key for a in ("planner", "nutrition")] == [
        "planner@1.0.0",
        "nutrition@1.0.0",
    ]


@pytest.mark.parametrize(
    ("arm", "overrides", "code"),
    [
        ("champion", {"pirate": "1.0.0"}, "prompt_missing"),
        ("champion", {"planner": "9.9.9"}, "prompt_missing"),
        ("champion", {"planner": "../nutrition/1.0.0"}, "prompt_format"),
    ],
)
def test_an_override_that_names_nothing_is_refused(
    folder: Path, arm: str, overrides: dict[str, str], code: str
) -> None:
    with pytest.raises(SetupError) as caught:
        load_registry("challenger" if arm == "challenger" else "champion", overrides, folder=folder)
    assert caught.value.code == code


def test_a_challenger_that_is_not_there_is_not_quietly_the_champion(folder: Path) -> None:
    (folder / "registry.yaml").write_text(REST, encoding="utf-8")
    with pytest.raises(SetupError) as caught:
        load_registry("challenger", folder=folder)
    assert caught.value.code == "no_challenger"
    assert load_experiments(folder=folder) == ()
