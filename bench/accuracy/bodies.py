"""Generated bodies: is the pose named, and its side, whatever the camera, the proportions and the noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.photos import Share
from server.analysis.feedback import Side
from server.analysis.figures import load_figures, mirrored
from server.analysis.generation import Conditions, Generator, Seen, look, vary
from server.analysis.landmarks import COUNT, Landmarks
from server.analysis.poses import Library, Pose
from server.analysis.still import read_still
from server.analysis.vectors import Vectors

ASIDE_DEG: Final = 30.0
"""How far the camera may stand from a pose's view: beyond it the coach asks to turn."""

SIZE: Final = (1280, 720)
HIGH: Final = 0.72
"""Of the picture's smaller side is what a body takes."""

SIDES_LOOK_ALIKE: Final = frozenset({"eagle"})
"""Poses whose sides cannot be told apart from the front."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How far people are from the ideal, and how well they are seen."""

    name: str
    off_deg: float
    """Joints off the ideal, one standard deviation."""

    conditions: Conditions


AS_MEANT: Final = Setting(
    "as meant", 4.0, Conditions(pitch_deg=5.0, roll_deg=2.0, seen_m=0.013, depth_m=0.05, lost=0.0)
)
AS_USUAL: Final = Setting(
    "joints 8° off, 1 % lost", 8.0, Conditions(pitch_deg=7.0, seen_m=0.016, depth_m=0.06, lost=0.01)
)
HARD: Final = Setting("joints 11° off, 4 % lost", 11.0, Conditions(seen_m=0.016, lost=0.04))


@dataclass(frozen=True, slots=True)
class Told:
    """What one body was taken for."""

    pose: Pose
    side: Side | None
    named: str | None
    named_side: Side | None

    @property
    def right(self) -> bool:
        return self.named == self.pose.id

    @property
    def right_group(self) -> bool:
        return self.right or self.named in self.pose.confusable


@dataclass(frozen=True, slots=True)
class Counted:
    setting: Setting
    strict: Share
    groups: Share
    side: Share
    """Of the sided poses that were named."""

    by_pose: dict[str, Share]
    confused: dict[tuple[str, str], int]
    """(pose, named), "none" among the names."""


def names(library: Library, setting: Setting, *, each: int, seed: int) -> Counted:
    """Show `each` bodies of every pose that is named unasked, half of them on the other side."""
    rng = np.random.default_rng(seed)
    told = [one for pose in poses(library) for one in _told(library, pose, setting, rng, each)]
    sided = [one for one in told if one.side and one.right and one.pose.id not in SIDES_LOOK_ALIKE]
    ids = sorted({one.pose.id for one in told})
    confused: dict[tuple[str, str], int] = {}
    for one in (one for one in told if not one.right_group):
        key = one.pose.id, one.named or "none"
        confused[key] = confused.get(key, 0) + 1
    return Counted(
        setting,
        strict=Share(sum(one.right for one in told), len(told)),
        groups=Share(sum(one.right_group for one in told), len(told)),
        side=Share(sum(one.named_side == one.side for one in sided), len(sided)),
        by_pose={pose: _share([one for one in told if one.pose.id == pose]) for pose in ids},
        confused=dict(sorted(confused.items(), key=lambda item: -item[1])),
    )


def poses(library: Library) -> list[Pose]:
    """Those that are named unasked and have a figure."""
    return [p for p in library.poses.values() if not p.select_only and p.id in load_figures()]


def _share(told: Sequence[Told]) -> Share:
    return Share(sum(one.right_group for one in told), len(told))


def _told(library: Library, pose: Pose, setting: Setting, rng: Generator, each: int) -> Iterator[Told]:
    left = rng.random(each) < 0.5 if pose.sided else np.ones(each, dtype=bool)
    figure = load_figures()[pose.id]
    starts = np.where(left[:, None, None], figure, mirrored(figure))
    seen = look(rng, vary(rng, starts, starts, setting.off_deg), cameras(rng, pose, each), setting.conditions)
    for is_left, landmarks in zip(left, pictures(seen), strict=True):
        named = read_still(library, landmarks).pose
        side: Side | None = ("left" if is_left else "right") if pose.sided else None
        yield Told(pose, side, named.id if named else None, named.side if named else None)


def cameras(rng: Generator, pose: Pose, n: int) -> Vectors:
    """Turns of the body from facing the camera, anywhere within the pose's allowed views; degrees."""
    aside = rng.uniform(-ASIDE_DEG, ASIDE_DEG, n)
    match pose.view:
        case "front":
            return aside
        case "side":
            return np.where(rng.random(n) < 0.5, 90.0, -90.0) + aside
        case "any":
            return rng.uniform(-90.0, 90.0, n)


def pictures(seen: Seen) -> list[Landmarks]:
    """What a landmarker would say of each body, all of it inside the picture and visible."""
    found = []
    width, height = SIZE
    for n, (flat, deep) in enumerate(zip(seen.flat, seen.deep, strict=True)):
        low, high = flat.min(axis=0), flat.max(axis=0)
        scale = min(HIGH / max(high[1] - low[1], 0.3), HIGH * width / height / max(high[0] - low[0], 0.3))
        image = np.full((COUNT, 4), 0.99, dtype=np.float32)
        image[:, 0] = 0.5 + (flat[:, 0] - (low[0] + high[0]) / 2) * scale * height / width
        image[:, 1] = 0.5 + (flat[:, 1] - (low[1] + high[1]) / 2) * scale
        image[:, 2] = deep[:, 2] * scale * height / width
        found.append(Landmarks(n, 0.0, image, deep.astype(np.float32), SIZE))
    return found


def film(rng: Generator, landmarks: Landmarks, seconds: float, fps: float) -> Iterator[Landmarks]:
    """The same body for some time, with the jitter that a landmarker has on somebody who keeps still."""
    metre = float(np.ptp(landmarks.image[:, 1])) / max(float(np.ptp(landmarks.world[:, 1])), 0.1)  # type: ignore[index]
    for n in range(round(seconds * fps)):
        image, world = landmarks.image.copy(), landmarks.world.copy()  # type: ignore[union-attr]
        moved = rng.normal(0.0, JITTER_M, (COUNT, 3)).astype(np.float32)
        world += moved * [1.0, 1.0, 3.0]
        image[:, :2] += moved[:, :2] * metre * [SIZE[1] / SIZE[0], 1.0]
        yield replace(landmarks, seq=n, t=n / fps, image=image, world=world.astype(np.float32))


JITTER_M: Final = 0.004
"""About one degree of a joint, as measured on held poses."""
