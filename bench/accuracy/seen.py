"""Landmarks of photos and clips, found once and kept in a folder, so that a second run takes seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.engines.base import Engine
from server.analysis.landmarks import COUNT, Detection, Landmarks, Nobody
from server.client.sources import Look, VideoFile

FORMAT: Final = 1
"""Part of every key; another number forgets what was kept."""


@dataclass(frozen=True, slots=True)
class Cache:
    """Detections by what was shown and what looked at it; `made_by` names engine and model."""

    folder: Path
    made_by: str

    async def get(self, shown: str, find: Callable[[], Awaitable[Sequence[Detection]]]) -> list[Detection]:
        """What was found in something before; else `find` it and keep it."""
        key = hashlib.sha256(f"{FORMAT} {self.made_by} {shown}".encode()).hexdigest()[:32]
        path = self.folder / f"{key}.npz"
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(path, await find())
        return _read(path)


async def in_clip(cache: Cache, engine: Engine, path: Path, fps: float, *, mirrored: bool) -> list[Detection]:
    """A clip's frames, at most `fps` a second, through one landmarker in their order."""

    async def find() -> list[Detection]:
        async with engine.landmarker() as landmarker:
            film = VideoFile(path, Look(fps=fps, mirrored=mirrored)).frames()
            return [await landmarker.detect(frame) for frame in film]

    return await cache.get(f"{digest(path)} {fps:g} {mirrored}", find)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(path: Path, found: Sequence[Detection]) -> None:
    bodies = [one for one in found if isinstance(one, Landmarks)]
    with path.open("wb") as file:
        np.savez(
            file,
            t=np.array([one.t for one in found]),
            there=np.array([isinstance(one, Landmarks) for one in found]),
            size=np.array(bodies[0].size if bodies else (0, 0)),
            people=np.array([one.people for one in bodies]),
            image=_stack([one.image for one in bodies], 4),
            world=_stack([one.world for one in bodies if one.world is not None], 3),
        )


def _stack(points: Sequence[npt.NDArray[np.float32]], wide: int) -> npt.NDArray[np.float32]:
    return np.stack(points) if points else np.zeros((0, COUNT, wide), np.float32)


def _read(path: Path) -> list[Detection]:
    with np.load(path) as kept:
        t, there, size, people, image, world = (
            kept[name] for name in ("t", "there", "size", "people", "image", "world")
        )
    width, height = (int(length) for length in size)
    found: list[Detection] = []
    body = 0
    for seq, (when, is_there) in enumerate(zip(t.tolist(), there.tolist(), strict=True)):
        if not is_there:
            found.append(Nobody(seq, when))
            continue
        found.append(Landmarks(seq, when, image[body], world[body], (width, height), int(people[body])))
        body += 1
    return found
