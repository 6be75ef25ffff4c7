"""The landmark model for clients that find the points themselves, from this server's own cache."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from server.analysis.engines.models import MODELS, ready
from server.api.problems import told
from server.errors import NotFound
from server.services import services_of

WEEK: Final = "public, max-age=604800"
"""Its networks never change; a bundle that is built differently one day computes the same."""


async def _send(request: Request) -> Response:
    """The bundle as the engine prepared it; nothing is fetched because somebody asks."""
    variant = request.path_params["variant"]
    folder = services_of(request).settings.model_dir
    found = await run_in_threadpool(ready, variant, folder) if variant in MODELS else None
    if found is None:
        return told(NotFound("This server has no such model; `yoga-assistant models` fetches it."))
    return FileResponse(found, media_type="application/octet-stream", headers={"Cache-Control": WEEK})


route: Final = Route("/models/pose_{variant}.task", _send)
