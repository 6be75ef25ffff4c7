"""The service itself: whether it is well."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel

from server.api.caller import Served
from server.api.strict import router

routes = router("/api", "system")


class Health(BaseModel):
    status: Literal["healthy"] = "healthy"
    message: str
    timestamp: str
    available_poses: int
    poses: list[str]


@routes.get("/health")
async def health(services: Served) -> Health:
    """Answer that the server answers."""
    poses = list(services.library.poses)
    return Health(
        message="Yoga Assistant is running.",
        timestamp=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        available_poses=len(poses),
        poses=poses,
    )
