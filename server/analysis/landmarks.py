"""The values that travel through a session: a frame in, and where the body is in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float32]

COUNT: Final = 33
"""BlazePose's body points, in MediaPipe's order."""

NAMES: Final = (
    "nose", "left_eye_inner", "left_eye", "left_eye_outer", "right_eye_inner", "right_eye", "right_eye_outer",
    "left_ear", "right_ear", "mouth_left", "mouth_right", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_pinky", "right_pinky", "left_index", "right_index",
    "left_thumb", "right_thumb", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
    "right_ankle", "left_heel", "right_heel", "left_foot_index", "right_foot_index",
)  # fmt: skip


def _other_side(name: str) -> str:
    swaps = {"left": "right", "right": "left"}
    return "_".join(swaps.get(word, word) for word in name.split("_"))


MIRRORED: Final = np.array([NAMES.index(_other_side(name)) for name in NAMES])
"""For each point, its counterpart on the other side of the body."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture, still encoded; the engine's worker decodes it."""

    seq: int
    """Number given by the client; feedback carries it back."""

    t: float
    """Seconds since the session began; strictly increasing."""

    picture: bytes
    """JPEG that has passed the header gate of `server.stream.jpeg`."""


@dataclass(frozen=True, slots=True)
class Timings:
    """Where the time of one detection went, in milliseconds."""

    wait_ms: float = 0.0
    """From asking for the detection to a worker taking it up."""

    decode_ms: float = 0.0
    detect_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Where one person's body is in one frame."""

    seq: int
    t: float

    image: Points
    """33 × (x, y, z, visibility): x and y from 0 to 1 across the unmirrored picture, z in units of x, toward
    the camera negative; visibility from 0 to 1."""

    world: Points | None
    """33 × (x, y, z) metres about the middle of the hips, x right and y down as the camera sees it, z away
    from it; None where the source does not know."""

    size: tuple[int, int]
    """Width and height of the picture in pixels; scoring undoes the aspect ratio with it."""

    people: int = 1
    """How many people were seen lately, as far as the engine looks; more than one is never scored."""

    timings: Timings = Timings()

    carried: bool = False
    """Whether the picture hardly changed and an earlier one's answer was kept."""


@dataclass(frozen=True, slots=True)
class Nobody:
    """A frame in which no person was found."""

    seq: int
    t: float
    timings: Timings = Timings()
    carried: bool = False


Detection: TypeAlias = Landmarks | Nobody


def unmirror(detection: Detection) -> Detection:
    """Undo a flip that the client had applied to its pixels: left is left again."""
    if isinstance(detection, Nobody):
        return detection
    image = detection.image[MIRRORED].copy()
    image[:, 0] = 1.0 - image[:, 0]
    world = detection.world
    if world is not None:
        world = world[MIRRORED].copy()
        world[:, 0] = -world[:, 0]
    return replace(detection, image=image, world=world)


def turned_back(landmarks: Landmarks, turns: int) -> Landmarks:
    """Landmarks of a picture turned to the left by so many quarters, as they are in the picture itself."""
    image, world, (width, height) = landmarks.image.copy(), landmarks.world, landmarks.size
    for _ in range(turns % 4):
        image[:, 0], image[:, 1] = 1.0 - image[:, 1], image[:, 0].copy()
        if world is not None:
            world = np.stack((-world[:, 1], world[:, 0], world[:, 2]), axis=1)
        width, height = height, width
    return replace(landmarks, image=image, world=world, size=(width, height))
