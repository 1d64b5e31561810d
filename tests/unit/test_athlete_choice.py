"""Who the athlete is when several people are in the picture."""

from __future__ import annotations

import numpy as np
import pytest

from tests.athlete.exercises import Squat, Tempo, phases_of
from tests.athlete.landmarks import track_of
from vision.athlete import choose_athlete, distinct_bodies
from vision.track import FloatArray, Joint

pytestmark = pytest.mark.unit

PHASES = phases_of([Tempo()] * 2)


def two_people() -> tuple[FloatArray, FloatArray]:
    moving = track_of(Squat(), PHASES).landmarks
    standing = track_of(Squat(), np.zeros(len(PHASES))).landmarks
    standing[:, :, 0] += 0.4
    return moving, standing


def test_the_moving_person_is_the_athlete_in_whatever_order_they_come() -> None:
    moving, standing = two_people()
    rng = np.random.default_rng(0)
    bodies = [np.stack(pair)[rng.permutation(2)] for pair in zip(moving, standing, strict=True)]

    assert np.array_equal(choose_athlete(bodies, 1.0), moving)


def test_the_athlete_keeps_the_identity_through_an_occlusion() -> None:
    moving, standing = two_people()
    bodies = [
        standing[i][None] if 30 <= i < 36 else np.stack([standing[i], moving[i]])
        for i in range(len(PHASES))
    ]

    track = choose_athlete(bodies, 1.0)

    assert np.flatnonzero(np.isnan(track[:, Joint.NOSE, 0])).tolist() == list(range(30, 36))
    assert np.array_equal(track[40], moving[40])


def test_one_body_seen_twice_is_one_person() -> None:
    moving, standing = two_people()
    double = moving[0] + np.array([0.01, 0.0, 0.0, -0.2])

    assert len(distinct_bodies(np.stack([moving[0], double]), 1.0)) == 1
    assert len(distinct_bodies(np.stack([moving[0], standing[0]]), 1.0)) == 2


def test_nobody_gives_an_empty_track() -> None:
    nobody = [np.empty((0, 33, 4))] * 5

    assert np.isnan(choose_athlete(nobody, 1.0)).all()
    assert choose_athlete([], 1.0).shape == (0, 33, 4)
