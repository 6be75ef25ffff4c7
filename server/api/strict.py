"""Request bodies read with suspicion: JSON only, no odd numbers or letters, no field nobody asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from typing import Any, Final

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from server.api.description import DescribedRoute

JSON_WANTED: Final = "The body is JSON, with the content type application/json."
NUL: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""As JSON writes it. PostgreSQL keeps none in a text, and no person types one."""


class Body(BaseModel):
    """Nothing is converted, and nothing is taken that is not named."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def example(body: dict[str, Any]) -> ConfigDict:
    """For the document."""
    return ConfigDict(json_schema_extra={"examples": [body]})


def parsed(body: bytes) -> Any:
    """What the JSON says. Answers 400 where it says nothing, or what no store could keep.

    orjson refuses NaN, lone surrogates and deep nesting, and it never recurses into the ground.
    """
    try:
        found = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise HTTPException(400, "The body is not JSON.") from None
    if NUL.search(body):
        raise HTTPException(400, "The body has a NUL in it.")
    return found


class StrictRequest(Request):
    async def body(self) -> bytes:
        body = await super().body()
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        if body and kind != "application/json":
            raise HTTPException(415, JSON_WANTED)
        return body

    async def json(self) -> Any:
        return parsed(await self.body())


class StrictRoute(DescribedRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def router(prefix: str, tag: str) -> APIRouter:
    return APIRouter(prefix=prefix, tags=[tag], route_class=StrictRoute)
