"""The web client: its files, and one page for every path that is the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Final

from fastapi import APIRouter, FastAPI, Header, Request
from fastapi.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from server.api.description import DescribedRoute
from server.api.problems import http_error
from server.services import services_of

WEB: Final = Path(__file__).parent.parent / "web"
"""Where `make` puts the built client, and where the wheel carries it."""

PATHS: Final = (
    "/practice", "/flows", "/flows/{id}", "/poses", "/poses/{id}", "/progress", "/sessions", "/sessions/{id}",
    "/settings", "/privacy", "/help", "/doctor", "/signup", "/login", "/forgot", "/reset", "/confirm-email",
    "/operator",
)  # fmt: skip
NOT_PAGES: Final = ("/api/", "/auth/", "/assets/", "/docs/", "/models/", "/whip", "/ws/")
"""Where programs ask; whoever looks there in a browser is one who reads problems too."""

NOT_BUILT: Final = (
    "The web client is not built. `make run` builds and serves it.\n"
    "The API answers without it: see /openapi.json.\n"
)
FOR_EVER: Final = "public, max-age=31536000, immutable"
"""Built files carry a hash of their content in their name."""

FINDER: Final = re.compile(r"finder\.worker-[\w-]+\.js")
FINDER_POLICY: Final = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

routes = APIRouter(tags=["system"], route_class=DescribedRoute)


class Information(BaseModel):
    message: str
    version: str
    supported_poses: list[str]
    endpoints: dict[str, str]
    """Method and path, and what it does."""


@routes.get("/", response_model=Information)
async def root(request: Request, accept: Annotated[str, Header()] = "*/*") -> Response:
    """The web client for a browser, information about the API for anybody else."""
    if "text/html" in accept:
        response = await page(request)
    else:
        information = Information(
            message="Yoga Assistant: a real-time yoga coach.",
            version=version("yoga-assistant"),
            supported_poses=list(services_of(request).library.poses),
            endpoints=dict(_endpoints(request.app)),
        )
        response = JSONResponse(information.model_dump())
    response.headers["Vary"] = "Accept"
    return response


def _endpoints(app: FastAPI) -> Iterator[tuple[str, str]]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation.get("description", operation["summary"])


async def page(_request: Request) -> Response:
    """The page; it reads its own path."""
    if not (WEB / "index.html").is_file():
        return PlainTextResponse(NOT_BUILT, 503)
    return _index(200)


def _index(status: int) -> Response:
    return FileResponse(WEB / "index.html", status, headers={"Cache-Control": "no-cache"})


async def stray(request: Request, error: Exception) -> Response:
    """What stands at an unknown address: for somebody in a browser the page, which says so and leads on."""
    navigates = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
    if navigates and not request.url.path.startswith(NOT_PAGES) and (WEB / "index.html").is_file():
        return _index(404)
    return await http_error(request, error)


class Assets(StaticFiles):
    """Only the worker that finds landmarks may run WebAssembly; it is held to its own file's policy."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = FOR_EVER
        if FINDER.fullmatch(path):
            response.headers["Content-Security-Policy"] = FINDER_POLICY
        return response


def receive_strays(app: FastAPI) -> None:
    app.add_exception_handler(404, stray)


def page_routes() -> list[BaseRoute]:
    """Routes of the client as it is built now: its pages, its assets, and the files beside `index.html`."""
    found: list[BaseRoute] = [Route(path, page) for path in PATHS]
    if (WEB / "assets").is_dir():
        found.append(Mount("/assets", Assets(directory=WEB / "assets")))
    beside = sorted(WEB.glob("*")) if WEB.is_dir() else []
    return found + [_file(path) for path in beside if path.is_file() and path.name != "index.html"]


def _file(path: Path) -> Route:
    async def send(_request: Request) -> Response:
        return FileResponse(path, headers={"Cache-Control": "no-cache"})

    return Route(f"/{path.name}", send)
