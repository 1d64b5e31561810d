"""Vectors and two-bone chains in metres; x is the athlete's left, y up, z forward."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
X, Y, Z = np.eye(3)


def unit(v: Vector) -> Vector:
    """Return the direction of `v`."""
    return v / np.linalg.norm(v)


def blend(start: float, end: float, share: float) -> float:
    """Return the value `share` of the way from `start` to `end`."""
    return start + (end - start) * share


def rotation(axis: Vector, degrees: float) -> NDArray[np.float64]:
    """Return the (3, 3) matrix that turns about a unit axis, right-handed."""
    a, (x, y, z) = np.radians(degrees), axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.eye(3) + np.sin(a) * cross + (1 - np.cos(a)) * cross @ cross


def angle_deg(first: Vector, apex: Vector, last: Vector) -> float:
    """Return the angle at `apex` in degrees."""
    cosine = unit(first - apex) @ unit(last - apex)
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))


def reach(upper: float, lower: float, degrees: float) -> float:
    """Return how far two bones reach when the joint between them has an angle."""
    bend = np.cos(np.radians(degrees))
    return float(np.sqrt(upper * upper + lower * lower - 2 * upper * lower * bend))


def two_bones(
    start: Vector, target: Vector, upper: float, lower: float, pole: Vector
) -> tuple[Vector, Vector]:
    """Return the middle joint and the end of a chain towards a target.

    Args:
        start: Where the chain is fixed.
        target: Where its end should be; met as far as the bones reach.
        upper: Length of the first bone.
        lower: Length of the second bone.
        pole: Direction to which the middle joint points.
    """
    way = unit(target - start)
    distance = float(np.clip(np.linalg.norm(target - start), abs(upper - lower), upper + lower))
    along = (upper * upper - lower * lower + distance * distance) / (2 * distance)
    aside = unit(pole - (pole @ way) * way)
    middle = start + way * along + aside * np.sqrt(max(upper * upper - along * along, 0.0))
    return middle, start + way * distance
