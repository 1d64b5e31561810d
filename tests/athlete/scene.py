"""A camera in a plain room, and one frame of it: shaded, with a floor shadow and some grain."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.athlete.body import Body
from tests.athlete.figure import cones_of
from tests.athlete.geometry import Vector, Y, unit
from tests.athlete.solids import Cone, meet

LIGHT = unit(np.array([0.45, 1.0, 0.55]))
GRAIN, GAMMA, EDGE_BLUR = 0.012, 0.87, 0.6


@dataclass
class Camera:
    """Azimuth 0 sees the athlete from the front, 90 from the athlete's left."""

    azimuth_deg: float
    width: int = 480
    height: int = 480
    focal_px: float = 640.0
    distance_m: float = 3.6
    height_m: float = 1.1
    position: Vector = field(init=False)
    axes: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        target = np.array([0.0, 0.85, 0.0])
        turn = np.radians(self.azimuth_deg)
        self.position = target + self.distance_m * np.array([np.sin(turn), 0, np.cos(turn)])
        self.position[1] = self.height_m
        forward = unit(target - self.position)
        right = unit(np.cross(forward, Y))
        self.axes = np.array([right, np.cross(forward, right), forward])

    @cached_property
    def rays(self) -> NDArray[np.float64]:
        """(H, W, 3) unit directions through the pixels."""
        u, v = np.meshgrid(np.arange(self.width) + 0.5, np.arange(self.height) + 0.5)
        across = (u - self.width / 2) / self.focal_px
        down = (v - self.height / 2) / self.focal_px
        rays = np.stack([across, down, np.ones_like(u)], -1) @ self.axes
        return rays / np.linalg.norm(rays, axis=-1, keepdims=True)

    def project(self, points: NDArray[np.float64]) -> tuple[NDArray[np.float64], Vector]:
        """Return (N, 2) pixels and (N,) depths of (N, 3) points."""
        seen = (points - self.position) @ self.axes.T
        flat = self.focal_px * seen[:, :2] / seen[:, 2:]
        return flat + np.array([self.width / 2, self.height / 2]), seen[:, 2]


def background(camera: Camera) -> NDArray[np.float64]:
    """Return the empty room: a wooden floor and a plain wall."""
    rng = np.random.default_rng(0)
    rays = camera.rays
    floor = camera.position[1] / np.maximum(-rays[..., 1], 1e-3)
    away = unit(-camera.position * np.array([1, 0, 1]))
    wall = (-camera.position @ away + 1.8) / np.maximum(rays @ away, 1e-3)
    boards = np.stack([np.cross(away, Y) / 0.14, away / 1.3], 1)
    plank = np.floor((camera.position + rays * floor[..., None]) @ boards).astype(int)
    shade = rng.uniform(0.86, 1.05, 4096)[(plank @ [37, 1]) % 4096]
    height = (camera.position + rays * wall[..., None])[..., 1:2]
    on_wall = (wall < floor)[..., None]
    image = np.where(
        on_wall,
        np.array([0.74, 0.74, 0.70]) * (0.8 + 0.1 * height),
        np.array([0.55, 0.42, 0.30]) * shade[..., None],
    )
    skirting = np.where(on_wall & (height < 0.09), 0.9, image)
    return np.asarray(cv2.GaussianBlur(skirting, (0, 0), 0.8), dtype=np.float64)


def _shadow(cones: list[Cone], camera: Camera) -> NDArray[np.float32]:
    mask = np.zeros((camera.height, camera.width), np.float32)
    thick = [cone.start for cone in cones if cone.start_radius > 0.03]
    floor = np.array([point - LIGHT * point[1] / LIGHT[1] for point in thick])
    pixels, depths = camera.project(floor)
    for (u, v), depth in zip(pixels, depths, strict=True):
        radius = 0.11 * camera.focal_px / depth
        size = (int(radius), int(0.35 * radius) + 1)
        cv2.ellipse(mask, (int(u), int(v)), size, 0, 0, 360, 1.0, -1)
    return np.asarray(cv2.GaussianBlur(mask, (0, 0), 5), dtype=np.float32)


def _squash(cone: Cone) -> NDArray[np.float64]:
    """Return the matrix that unsquashes space, so that a squashed cone is met as a round one."""
    if cone.axis is None:
        return np.eye(3)
    return np.eye(3) + (1 / cone.flat - 1) * np.outer(cone.axis, cone.axis)


def _paint(
    cone: Cone, camera: Camera, image: NDArray[np.float64], depth: NDArray[np.float64]
) -> None:
    pixels, z = camera.project(np.array([cone.start, cone.end]))
    largest = max(cone.start_radius, cone.end_radius)
    margin = 1.15 * camera.focal_px * largest / z.min() + 2
    limit = [camera.width, camera.height]
    x0, y0 = np.clip(np.floor(pixels.min(0) - margin), 0, limit).astype(int)
    x1, y1 = np.clip(np.ceil(pixels.max(0) + margin), 0, limit).astype(int)
    box = np.s_[y0:y1, x0:x1]
    rays = camera.rays[box].reshape(-1, 3)
    if not len(rays):
        return
    space = _squash(cone)
    round_cone = Cone(
        space @ cone.start, space @ cone.end, cone.start_radius, cone.end_radius, cone.colour
    )
    t, normal = meet(space @ camera.position, rays @ space.T, round_cone)
    hit = t < depth[box].ravel()
    normal = normal[hit] @ space
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    facing = np.abs((normal * rays[hit]).sum(1))
    shade = 0.44 + 0.18 * normal[:, 1] + 0.48 * np.maximum(normal @ LIGHT, 0) + 0.10 * facing
    where = hit.reshape(y1 - y0, x1 - x0)
    image[box][where] = shade[:, None] * cone.colour
    depth[box][where] = t[hit]


def render(
    body: Body, camera: Camera, room: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.uint8]:
    """Return one (H, W, 3) uint8 RGB frame; the same input gives the same frame."""
    cones = cones_of(body)
    image = room * (1 - 0.45 * _shadow(cones, camera)[..., None])
    depth = np.full((camera.height, camera.width), np.inf)
    for cone in cones:
        _paint(cone, camera, image, depth)
    image = cv2.GaussianBlur(image, (0, 0), EDGE_BLUR)
    image += GRAIN * rng.standard_normal((camera.height, camera.width, 1))
    return (np.clip(image, 0, 1) ** GAMMA * 255).astype(np.uint8)
