"""The body's surface: rings around the bones, placed on 33 points, and the facets between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.demo.body import Floats, across, unit
from server.demo.rings import PARTS

AXES: Final = tuple(dict.fromkeys(part.axis for part in PARTS))
CLOTHS: Final = ("skin", "top", "trousers", "hair")

_RINGS: Final = [(AXES.index(part.axis), ring) for part in PARTS for ring in part.rings]
_AXIS: Final = np.array([axis for axis, _ in _RINGS])
_T: Final = np.array([ring.t for _, ring in _RINGS])[:, None]
_FORWARD: Final = np.array([ring.forward for _, ring in _RINGS])[:, None]

_FACETS: Final = [part.facets for part in PARTS for _ in part.rings]
_RING: Final = np.repeat(np.arange(len(_RINGS)), _FACETS)
"""The ring that each vertex is on."""

_AROUND: Final = np.concatenate([np.arange(facets) * 2.0 * np.pi / facets for facets in _FACETS])
_SIDEWAYS: Final = (np.array([ring.width for _, ring in _RINGS])[_RING] * np.cos(_AROUND))[:, None]
_FRONTWARD: Final = (np.array([ring.depth for _, ring in _RINGS])[_RING] * np.sin(_AROUND))[:, None]


_Line: TypeAlias = tuple[Floats, Floats, Floats, Floats]
"""Start, end, and where the front looks at both."""


@dataclass(frozen=True, slots=True)
class Axes:
    """The straight lines that parts follow; each A × 3 in the order of AXES."""

    start: Floats
    end: Floats
    front_at_start: Floats
    """Roughly where the part's front looks, at its start and at its end."""
    front_at_end: Floats


def _facets() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    corners, cloths, first = [], [], 0
    for part in PARTS:
        around = np.arange(part.facets)
        looks = np.sin((around + 0.5) * 2.0 * np.pi / part.facets)
        for ring in part.rings[:-1]:
            low, low_next = first + around, first + (around + 1) % part.facets
            corners.append(np.stack([low, low_next, low_next + part.facets, low + part.facets], axis=1))
            cloths.append(np.where(looks > ring.bare, CLOTHS.index("skin"), CLOTHS.index(ring.cloth)))
            first += part.facets
        first += part.facets
    return np.concatenate(corners), np.concatenate(cloths)


CORNERS, CLOTH = _facets()
"""Facets as four indices into the vertices, F × 4, and the index of each one's cloth, F."""


def axes_of(room: Floats) -> Axes:
    """The axes of a body told by its 33 points; 33 × 3 in, metres in the room."""
    hips, shoulders = room[23:25].mean(axis=0), room[11:13].mean(axis=0)
    ears = room[7:9].mean(axis=0)
    trunk = unit(shoulders - hips)
    hip_front = np.cross(room[23] - room[24], trunk)
    chest = np.cross(room[11] - room[12], trunk)
    left = unit(room[7] - room[8])
    face = across(room[0] - ears, left)
    up = np.cross(face, left)
    rows: dict[str, _Line] = {
        "torso": (hips, shoulders, hip_front, chest),
        "neck": (shoulders - 0.01 * unit(chest), ears - 0.012 * face - 0.04 * up, chest, face),
        "head": (ears, ears + up, face, face),
        "left ear": (room[7], room[7] + up, face, face),
        "right ear": (room[8], room[8] + up, face, face),
    }
    for side, first in (("left", 0), ("right", 1)):
        rows |= _limbs(room[first:], side, hip_front, chest)
    start, end, front_at_start, front_at_end = (
        np.array(column) for column in zip(*(rows[a] for a in AXES), strict=True)
    )
    return Axes(start, end, front_at_start, front_at_end)


def _limbs(room: Floats, side: str, hip_front: Floats, chest: Floats) -> dict[str, _Line]:
    """The axes of one side's limbs; `room` begins so that the left's numbers name this side's points."""
    shoulder, elbow, wrist = room[11], room[13], room[15]
    hip, knee, ankle, heel, toe = room[23], room[25], room[27], room[29], room[31]
    knuckles = (room[17] + room[19]) / 2
    palm = np.cross(room[19] - room[17], knuckles - wrist)
    instep = ankle - (heel + toe) / 2
    toes = toe - heel
    return {
        f"{side} upper arm": (shoulder, elbow, chest, chest),
        f"{side} forearm": (elbow, wrist, chest, chest),
        f"{side} hand": (wrist, knuckles, palm, palm),
        f"{side} thumb": (wrist, room[21], palm, palm),
        f"{side} thigh": (hip, knee, hip_front, hip_front),
        f"{side} shin": (knee, ankle, toes, toes),
        f"{side} foot": (heel, toe, instep, instep),
    }


def vertices(axes: Axes) -> Floats:
    """The corners of all facets, V × 3, metres in the room."""
    along = axes.end - axes.start
    axis = unit(along)[_AXIS]
    share = np.clip(_T, 0.0, 1.0)
    front = across(
        unit(axes.front_at_start)[_AXIS] * (1.0 - share) + unit(axes.front_at_end)[_AXIS] * share, axis
    )
    side = np.cross(front, axis)
    middle = axes.start[_AXIS] + _T * along[_AXIS] + _FORWARD * front
    corners: Floats = middle[_RING] + _SIDEWAYS * side[_RING] + _FRONTWARD * front[_RING]
    return corners
