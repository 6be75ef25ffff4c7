"""How an upload comes in: a place first, then the body, counted and timed, into files without a name."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any, Final

import orjson
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from server.api.caller import address_of
from server.api.description import DescribedRoute
from server.errors import TooLarge, TooSlow
from server.services import Services, services_of

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

PATIENCE_S: Final = 10.0
"""How long a client may fall short of the least rate, or send nothing at all."""

FIELD_BYTES: Final = 4096
"""Most of a form's text field: a pose's name is the longest."""

GONE: Final = 400
"""Told to nobody: the client has left."""


class Metered:
    """The body as it comes in. Raises TooLarge, TooSlow."""

    def __init__(self, receive: Receive, most: int, least_rate: int) -> None:
        self._receive = receive
        self._most = most
        self._least_rate = least_rate
        self._got = 0
        self._began = time.monotonic()
        self._whole = False

    async def __call__(self) -> Message:
        if self._whole:
            return await self._receive()
        message = await self._in_time()
        if message["type"] == "http.request":
            self._got += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
        if self._got > self._most:
            raise TooLarge(f"An upload here is at most {self._most} bytes.")
        return message

    async def _in_time(self) -> Message:
        due = self._began + PATIENCE_S + self._got / self._least_rate
        try:
            async with asyncio.timeout(max(0.0, due - time.monotonic())):
                return await self._receive()
        except TimeoutError:
            raise TooSlow("The upload came in too slowly.") from None


class FormRoute(DescribedRoute):
    """Takes `multipart/form-data`. Its files have no name on the disk, so that nothing can stay behind."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def receiving(request: Request) -> Response:
            services = services_of(request)
            _expect(request, "multipart/form-data", "The body is a form with files, multipart/form-data.")
            with services.films.place(address_of(request)):
                return await _with_form(request, services, handle)

        return receiving


class StillRoute(DescribedRoute):
    """Takes JSON with a picture in it."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def receiving(request: Request) -> Response:
            services = services_of(request)
            _expect(request, "application/json", "The body is JSON, with the content type application/json.")
            with services.stills.place(address_of(request)):
                settings = services.settings
                metered = Metered(request.receive, settings.max_still_bytes, settings.least_upload_rate)
                upload = _JsonRequest(request.scope, metered)
                try:
                    return await handle(upload)
                except ClientDisconnect:
                    return Response(status_code=GONE)

        return receiving


class _JsonRequest(Request):
    async def json(self) -> Any:
        try:
            return orjson.loads(await self.body())
        except orjson.JSONDecodeError:
            raise HTTPException(400, "The body is not JSON.") from None


async def _with_form(request: Request, services: Services, handle: Handler) -> Response:
    settings = services.settings
    metered = Metered(request.receive, settings.max_upload_bytes, settings.least_upload_rate)
    upload = Request(request.scope, metered)
    most = settings.max_batch
    try:
        # Read here, with limits, before the framework would read it with its own.
        await upload.form(max_files=most, max_fields=most + 1, max_part_size=FIELD_BYTES)
        return await handle(upload)
    except ClientDisconnect:
        return Response(status_code=GONE)
    finally:
        await upload.close()


def _expect(request: Request, kind: str, otherwise: str) -> None:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise HTTPException(415, otherwise)
