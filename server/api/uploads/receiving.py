"""How an upload comes in: a place first, then the body, counted and timed, into files without a name."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, ClassVar, Final

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Message, Receive

from server.api.caller import address_of
from server.api.description import DescribedRoute
from server.api.strict import JSON_WANTED, parsed
from server.auth.places import Place
from server.auth.tokens import SENTENCE
from server.errors import Busy, NotAuthenticated, TooLarge, TooSlow
from server.services import Services, services_of
from server.settings import Settings

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

PATIENCE_S: Final = 10.0
"""The least rate has to be reached in each stretch of this length."""

FIELD_BYTES: Final = 4096
"""Most of a form's text field: a pose's name is the longest."""

FORM: Final = "multipart/form-data"
PLACE: Final = "yoga.place"
"""Where a route leaves its place in the scope."""

GONE: Final = 400
"""Told to nobody: the client has left."""


class Metered:
    """The body as it comes in. Raises TooLarge, TooSlow."""

    def __init__(self, receive: Receive, most: int, settings: Settings) -> None:
        self._receive = receive
        self._most = most
        self._least = settings.least_upload_rate * PATIENCE_S
        self._got = self._got_before = 0
        self._due = time.monotonic() + PATIENCE_S
        self._ends = time.monotonic() + settings.receive_timeout_s
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
        while True:
            due = min(self._due, self._ends)
            try:
                async with asyncio.timeout(max(0.0, due - time.monotonic())):
                    return await self._receive()
            except TimeoutError:
                self._next_stretch()

    def _next_stretch(self) -> None:
        """What came fast before does not make up for what is slow now: a place would be held by it."""
        if self._got - self._got_before < self._least or time.monotonic() >= self._ends:
            raise TooSlow("The upload came in too slowly.")
        self._got_before = self._got
        self._due += PATIENCE_S


class FormRoute(DescribedRoute):
    """Takes `multipart/form-data`. Its files have no name on the disk, so that nothing can stay behind."""

    members_only: ClassVar[bool] = False
    """Whether a body is taken from those alone who have a good token."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def receiving(request: Request) -> Response:
            services = services_of(request)
            guest = _is_guest(request, services)
            if guest and self.members_only:
                raise NotAuthenticated(SENTENCE)
            _expect(request, FORM, f"The body is a form with files, {FORM}.")
            place = request.scope[PLACE] = services.films.take(address_of(request), guest=guest)
            async with place.working():
                return await _with_form(request, services, handle)

        return receiving


class MemberFormRoute(FormRoute):
    members_only = True


def place_of(request: Request) -> Place:
    """The place that a form's route holds while it answers."""
    place: Place = request.scope[PLACE]
    return place


class StillRoute(DescribedRoute):
    """Takes JSON with a picture in it."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def receiving(request: Request) -> Response:
            services = services_of(request)
            _expect(request, "application/json", JSON_WANTED)
            place = services.stills.take(address_of(request), guest=_is_guest(request, services))
            async with place.working():
                metered = Metered(request.receive, services.settings.max_still_bytes, services.settings)
                upload = _JsonRequest(request.scope, metered)
                try:
                    await upload.body()
                    async with _while_there(upload):
                        return await handle(upload)
                except ClientDisconnect:
                    return Response(status_code=GONE)

        return receiving


class _JsonRequest(Request):
    async def json(self) -> Any:
        return parsed(await self.body())


async def _with_form(request: Request, services: Services, handle: Handler) -> Response:
    settings = services.settings
    upload = Request(request.scope, Metered(request.receive, settings.max_upload_bytes, settings))
    try:
        await _read_form(upload, settings.max_batch)
        async with _while_there(upload):
            return await handle(upload)
    except ClientDisconnect:
        return Response(status_code=GONE)
    finally:
        await upload.close()


async def _read_form(upload: Request, most: int) -> None:
    """Read here, with limits, before the framework would read it with its own."""
    with while_there_is_room():
        await upload.form(max_files=most, max_fields=most + 1, max_part_size=FIELD_BYTES)


@contextmanager
def while_there_is_room() -> Iterator[None]:
    """Raises Busy where a file cannot be written."""
    try:
        yield
    except OSError:  # a full disk, as a rule
        raise Busy("There is no room for an upload just now.", retry_after_s=60.0) from None


@asynccontextmanager
async def _while_there(request: Request) -> AsyncIterator[None]:
    """Raises ClientDisconnect within once the client has left: nobody waits for the answer any more."""
    loop = asyncio.get_running_loop()

    def give_up(left: asyncio.Task[None]) -> None:
        if not left.cancelled():
            patience.reschedule(loop.time())

    leaving = asyncio.create_task(_left(request))
    try:
        async with asyncio.timeout(None) as patience:
            leaving.add_done_callback(give_up)
            yield
            leaving.remove_done_callback(give_up)
    except TimeoutError:
        if patience.expired():
            raise ClientDisconnect from None
        raise
    finally:
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _is_guest(request: Request, services: Services) -> bool:
    """A token is not asked for here; a good one only keeps the place from being given away."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    try:
        services.tokens.verify(token if scheme.lower() == "bearer" else "")
    except NotAuthenticated:
        return True
    return False


def _expect(request: Request, kind: str, otherwise: str) -> None:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != kind:
        raise HTTPException(415, otherwise)
