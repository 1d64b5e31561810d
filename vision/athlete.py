"""Which person in the picture is the athlete: each keeps an identity, the moving one wins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from vision.track import FloatArray, Joint, empty_pose

TORSO = (Joint.LEFT_SHOULDER, Joint.RIGHT_SHOULDER, Joint.LEFT_HIP, Joint.RIGHT_HIP)
LIMBS = (*TORSO, Joint.LEFT_KNEE, Joint.RIGHT_KNEE, Joint.LEFT_WRIST, Joint.RIGHT_WRIST)
SAME_BODY = 0.7
"""Torso lengths between two bodies of one frame below which they are one body seen twice.
Source: the breadth of the shoulders (Drillis and Contini, 1966); two people cannot stand nearer."""
REACH = 1.5
"""Torso lengths a body can move between two frames in which it is seen, and stay the same one.
Source: the fastest lifts move the trunk about 5 torso lengths a second, so 0.3 s of occlusion."""


@dataclass(slots=True)
class _Person:
    last: FloatArray
    poses: dict[int, FloatArray] = field(default_factory=dict[int, FloatArray])


def _isotropic(pose: FloatArray, aspect: float) -> FloatArray:
    return pose[..., :2] * np.array([aspect, 1.0])


def torso_length(pose: FloatArray) -> float:
    """Return the distance from mid-shoulder to mid-hip of a (33, 2) pose, in its own unit."""
    shoulders = (pose[Joint.LEFT_SHOULDER] + pose[Joint.RIGHT_SHOULDER]) / 2
    hips = (pose[Joint.LEFT_HIP] + pose[Joint.RIGHT_HIP]) / 2
    return float(np.linalg.norm(shoulders - hips))


def _distance(a: FloatArray, b: FloatArray) -> float:
    """Mean distance of the torso corners, in lengths of the larger torso."""
    scale = max(torso_length(a), torso_length(b), 1e-3)
    rows = list(TORSO)
    return float(np.linalg.norm(a[rows] - b[rows], axis=1).mean() / scale)


def distinct_bodies(bodies: FloatArray, aspect: float) -> list[FloatArray]:
    """Return (33, 4) bodies, the clearer one of any that stand for the same person."""
    kept: list[FloatArray] = []
    for body in sorted(bodies, key=lambda b: -float(b[:, 3].mean())):
        flat = _isotropic(body, aspect)
        if all(_distance(flat, _isotropic(other, aspect)) > SAME_BODY for other in kept):
            kept.append(body)
    return kept


def _assign(people: list[_Person], bodies: list[FloatArray], frame: int, aspect: float) -> None:
    pairs = sorted(
        (_distance(_isotropic(person.last, aspect), _isotropic(body, aspect)), p, b)
        for p, person in enumerate(people)
        for b, body in enumerate(bodies)
    )
    taken_people: set[int] = set()
    taken_bodies: set[int] = set()
    for distance, p, b in pairs:
        if distance > REACH or p in taken_people or b in taken_bodies:
            continue
        taken_people.add(p)
        taken_bodies.add(b)
        people[p].last = people[p].poses[frame] = bodies[b]
    people.extend(
        _Person(body, {frame: body}) for b, body in enumerate(bodies) if b not in taken_bodies
    )


def _activity(person: _Person, aspect: float, frames: int) -> float:
    """How far the limbs travel around their median, in torso lengths, times the share of frames."""
    series = _isotropic(np.stack(list(person.poses.values())), aspect)[:, list(LIMBS)]
    spread = np.percentile(series, 90, axis=0) - np.percentile(series, 10, axis=0)
    sizes = [torso_length(_isotropic(pose, aspect)) for pose in person.poses.values()]
    travel = float(np.linalg.norm(spread, axis=1).mean()) / max(float(np.median(sizes)), 1e-3)
    return (travel + 0.05) * len(person.poses) / frames


def choose_athlete(bodies: Sequence[FloatArray], aspect: float) -> FloatArray:
    """Return the track of the person who moves most.

    Args:
        bodies: Per frame (P, 33, 4), P of 0 or more, in no particular order.
        aspect: Width of the picture over its height.

    Returns:
        (T, 33, 4); NaN in frames that do not show this person.
    """
    people: list[_Person] = []
    for frame, found in enumerate(bodies):
        _assign(people, distinct_bodies(found, aspect), frame, aspect)
    track = np.stack([empty_pose() for _ in bodies]) if bodies else np.empty((0, 33, 4))
    if people:
        athlete = max(people, key=lambda person: _activity(person, aspect, len(bodies)))
        for frame, pose in athlete.poses.items():
            track[frame] = pose
    return track
