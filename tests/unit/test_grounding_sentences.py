"""The sentences that grounding is measured on: the frozen half stays as it was before tuning."""

import hashlib
from collections import Counter
from importlib.resources import files

import pytest

from evals.measures.grounding import DEV, FROZEN, KINDS, sentences_of, shipped_scenes

pytestmark = pytest.mark.unit

FROZEN_SHA = "4ef7a84ff1f58c3cd7bfa2a73590a3c355d3b3d44ab1d1019d160424849d511f"


def test_the_frozen_sentences_are_the_ones_written_before_tuning() -> None:
    frozen = files("evals").joinpath("datasets", FROZEN).read_bytes()
    assert hashlib.sha256(frozen).hexdigest() == FROZEN_SHA


def test_half_of_the_sentences_are_wrong_and_half_of_those_true_of_another_thing() -> None:
    scenes = [scene for file in (DEV, FROZEN) for scene in shipped_scenes(file)]
    kinds = Counter(kind for scene in scenes for kind, _, _ in sentences_of(scene))
    right, misplaced, untrue = (kinds[kind] for kind in KINDS)
    assert right + misplaced + untrue >= 360
    assert 0.4 <= right / (right + misplaced + untrue) <= 0.6
    assert 0.5 <= misplaced / (misplaced + untrue) <= 0.6
