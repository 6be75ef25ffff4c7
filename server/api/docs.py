"""Documentation for programmers: Swagger UI, ReDoc and the stream's document, from this server only."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from server.api import pages
from server.api.asyncapi import document

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; "
    "img-src 'self' data:; font-src 'self'; worker-src 'self' blob:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
"""Both pages write styles into themselves; scripts come from files here, and nothing from another host."""


def docs_routes() -> list[BaseRoute]:
    """Routes of the documentation as it is built now."""
    folder = pages.WEB / "docs"
    found: list[BaseRoute] = [
        _page("/docs", "swagger.html"),
        _page("/redoc", "redoc.html"),
        Route("/asyncapi.json", asyncapi),
    ]
    if folder.is_dir():
        found.append(Mount("/docs/files", StaticFiles(directory=folder)))
    return found


async def asyncapi(_request: Request) -> JSONResponse:
    """The stream, described for programs."""
    return JSONResponse(document())


def _page(path: str, name: str) -> Route:
    file = pages.WEB / "docs" / name

    async def send(_request: Request) -> Response:
        if not file.is_file():
            return PlainTextResponse(pages.NOT_BUILT, 503)
        return FileResponse(file, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})

    return Route(path, send)
