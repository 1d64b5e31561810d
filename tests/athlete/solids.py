"""Round cones: the shape every limb is made of, and how a ray meets one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tests.athlete.geometry import Vector

Rays = NDArray[np.float64]


@dataclass(frozen=True)
class Cone:
    """A segment with a radius at each end; `flat` squashes it along an axis."""

    start: Vector
    end: Vector
    start_radius: float
    end_radius: float
    colour: Vector
    axis: Vector | None = None
    flat: float = 1.0


def meet(origin: Vector, rays: Rays, cone: Cone) -> tuple[NDArray[np.float64], Rays]:
    """Return where rays first meet a cone.

    Args:
        origin: Where all rays begin.
        rays: (N, 3) directions, of any length.
        cone: Its squashing is ignored here.

    Returns:
        (N,) distance in ray lengths, inf for a miss; (N, 3) outward normals, not normalised.
    """
    axis, a, b = cone.end - cone.start, origin - cone.start, origin - cone.end
    r0, taper = cone.start_radius, cone.start_radius - cone.end_radius
    m0, m1, m2, m3 = axis @ axis, axis @ a, rays @ axis, rays @ a
    dd = (rays * rays).sum(-1)
    d2 = m0 - taper * taper
    k2 = d2 * dd - m2 * m2
    k1 = d2 * m3 - m1 * m2 + m2 * taper * r0
    k0 = d2 * (a @ a) - m1 * m1 + 2 * m1 * taper * r0 - m0 * r0 * r0
    inside = k1 * k1 - k0 * k2
    t = (-np.sqrt(np.maximum(inside, 0)) - k1) / k2
    height = m1 - r0 * taper + t * m2
    on_side = (inside >= 0) & (height > 0) & (height < d2)
    t = np.where(on_side, t, np.inf)
    normal = np.where(on_side[:, None], d2 * _at(a, rays, t) - axis * height[:, None], 0)
    for centre, radius in ((a, r0), (b, cone.end_radius)):
        m = rays @ centre
        inside = m * m - dd * (centre @ centre - radius * radius)
        near = np.where(inside >= 0, (-m - np.sqrt(np.maximum(inside, 0))) / dd, np.inf)
        nearer = (near < t) & ~on_side
        t = np.where(nearer, near, t)
        normal = np.where(nearer[:, None], _at(centre, rays, near), normal)
    return t, normal


def _at(origin: Vector, rays: Rays, t: NDArray[np.float64]) -> Rays:
    return origin + np.clip(t, 0, 99)[:, None] * rays
