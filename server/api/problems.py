"""How an error is told over HTTP: problem details (RFC 9457), the founding `detail` a sentence among them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final, Literal, cast

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from server.auth.tokens import SENTENCE
from server.errors import NotAuthenticated, YogaError
from server.store.database import Conflict

Headers = dict[str, str]

MEDIA_TYPE: Final = "application/problem+json"

METHODS: Final = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")

CODE: Final = "yoga.code"
"""Where a problem leaves its code in the scope, to be counted by whoever is outermost."""


class ProblemResponse(JSONResponse):
    """A problem as it goes out."""

    media_type = MEDIA_TYPE

    def __init__(self, content: dict[str, Any], headers: Mapping[str, str] | None) -> None:
        super().__init__(content, content["status"], headers)
        self._code: str = content["code"]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[CODE] = self._code
        await super().__call__(scope, receive, send)


class FieldError(BaseModel):
    loc: list[str | int]
    """Where: `body`, `query` or `path`, then the field."""

    msg: str


class Problem(BaseModel):
    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "There is no such session.",
                    "code": "not_found",
                }
            ]
        }
    )

    type: Literal["about:blank"] = "about:blank"
    """The status says what kind of problem it is; `code` says which."""

    title: str
    """Of the status."""

    status: int
    detail: str
    """One sentence for people."""

    code: str
    """For programs."""

    errors: list[FieldError] | None = None


CODES = {404: "not_found", 405: "method_not_allowed", 400: "bad_input", 413: "too_large", 415: "not_json"}


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The problems a route can answer, for the OpenAPI document."""
    return {status: {"model": Problem} for status in (*statuses, 503)}


def problem(
    status: int,
    detail: str,
    code: str,
    errors: list[dict[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    title = HTTPStatus(status).phrase
    content: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    if errors is not None:
        content["errors"] = errors
    return ProblemResponse(content, headers)


def told(error: YogaError) -> JSONResponse:
    """The one table of `errors.py` as a response."""
    headers: Headers = {}
    if error.retry_after_s is not None:
        headers["Retry-After"] = str(math.ceil(error.retry_after_s))
    if isinstance(error, NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    return problem(error.status, error.message, error.code, headers=headers)


async def _yoga_error(_request: Request, error: Exception) -> JSONResponse:
    return told(cast(YogaError, error))


async def _conflict(_request: Request, _error: Exception) -> JSONResponse:
    """An account that was deleted while it asked: what else refuses a row is told where it is written."""
    return told(NotAuthenticated(SENTENCE))


async def http_error(request: Request, raised: Exception) -> JSONResponse:
    error = cast(HTTPException, raised)
    detail = error.detail.rstrip(".") + "."
    headers = {"Allow": _allowed(request)} if error.status_code == 405 else error.headers
    return problem(error.status_code, detail, CODES.get(error.status_code, "bad_request"), headers=headers)


def _allowed(request: Request) -> str:
    """Every method that this path has; the route that refused knows only its own."""
    scope, routes = dict(request.scope), request.app.routes

    def has(method: str) -> bool:
        return any(route.matches(scope | {"method": method})[0] is Match.FULL for route in routes)

    return ", ".join(method for method in METHODS if has(method))


async def _invalid(_request: Request, raised: Exception) -> JSONResponse:
    """What was sent is not told back: it may be a password."""
    found = cast(RequestValidationError, raised).errors()
    errors = [{"loc": list(e["loc"]), "msg": _message(e)} for e in found]
    return problem(422, _sentence(found[0]), "invalid", errors)


def _message(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ").rstrip(".") + "."


def _sentence(error: dict[str, Any]) -> str:
    """Our own validators speak in sentences; pydantic's words want the field's name before them."""
    field = ".".join(str(part) for part in error["loc"][1:])
    return _message(error) if error["type"] == "value_error" or not field else f"{field}: {_message(error)}"


def tell_problems(app: FastAPI) -> None:
    app.add_exception_handler(YogaError, _yoga_error)
    app.add_exception_handler(Conflict, _conflict)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, _invalid)
