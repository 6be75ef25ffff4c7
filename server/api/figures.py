"""What a pose looks like, as points to draw: nobody's picture, made from the library's own geometry."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

import numpy as np
from fastapi import Path, Query, Request, Response
from pydantic import BaseModel

from server.analysis.feedback import Side
from server.analysis.figures import load_figures, mirrored
from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors
from server.api.caller import Served
from server.api.fixed import NOT_MODIFIED, fixed
from server.api.problems import answers
from server.api.strict import router
from server.errors import NotFound

Point: TypeAlias = tuple[float, float, float]

BODY_M: Final = 1.7
"""How tall the library's bodies are when they stand."""

FROM_THE_SIDE: Final = np.array([[0, 0, -1], [0, 1, 0], [1, 0, 0]], dtype=np.float64)
"""Turns a body that faces the viewer a quarter, its left side to the viewer."""

routes = router("/api/poses", "poses")


class Figure(BaseModel):
    pose_id: str
    side: Side | None
    """The lead side; null where both are alike."""

    view: str
    """How the pose is best seen: `front`, `side` or `any`."""

    names: list[str]
    """Of the 33 points."""

    front: list[Point]
    """x to the right, y down to 0 at the ground, z away from the viewer; 1 is as tall as a body stands. Of
    somebody who faces the viewer, the middle at x = 0."""

    from_side: list[Point]
    """The same body turned a quarter, its left side to the viewer."""


@routes.get("/{pose_name}/figure", response_model=Figure, responses=answers(404, 422) | NOT_MODIFIED)
async def figure(
    request: Request,
    pose_name: Annotated[str, Path(min_length=1, max_length=100)],
    services: Served,
    lead: Annotated[Side, Query(description="Which side leads, where the pose has sides.")] = "left",
) -> Response:
    """The shape of a pose as 33 points, from the front and from the side."""
    pose_id = services.library.resolve(pose_name)
    points = load_figures().get(pose_id or "")
    if pose_id is None or points is None:
        raise NotFound("There is no figure of that name.")
    pose = services.library.poses[pose_id]
    shown = mirrored(points) if pose.sided and lead == "right" else points
    return fixed(
        request,
        Figure(
            pose_id=pose_id,
            side=lead if pose.sided else None,
            view=pose.view,
            names=list(NAMES),
            front=_placed(shown),
            from_side=_placed(shown @ FROM_THE_SIDE),
        ),
    )


def _placed(points: Vectors) -> list[Point]:
    """On the ground, its middle at 0, in heights of a standing body."""
    middle = (points[:, 0].min() + points[:, 0].max()) / 2
    placed = (points - np.array([middle, points[:, 1].max(), 0.0])) / BODY_M
    return [(x, y, z) for x, y, z in np.round(placed, 4).tolist()]
