"""WHIP over HTTP (RFC 9725): an offer in, an answer out, DELETE to end, feedback as server-sent events."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from server.errors import BadMessage, NotAllowed, NotAuthenticated, NotSupported, TooLarge, YogaError
from server.stream import wire
from server.stream.opening import Visitor, identify, practise
from server.stream.whip import sdp
from server.stream.whip.peer import WebRtcPeer
from server.stream.whip.turn import IceServers
from server.stream.ws import origin_allowed

if TYPE_CHECKING:
    from server.services import Services

SDP: Final = "application/sdp"
RESUME: Final = "Practice-Resume"
"""Request header for clients without a data channel; a secret never goes into an address."""

EVENTS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


async def offer(request: Request) -> Response:
    """`POST /whip`: 201 with our whole answer, and the resource in `Location`."""
    services = _services(request)
    if services.whip.refusal is not None:
        raise NotSupported(services.whip.refusal)
    if not origin_allowed(request, services.settings.allowed_origins):
        raise NotAllowed("This page may not use this server.")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != SDP:
        return _told(415, "unsupported_media_type", f"An offer comes as {SDP}.")
    token = _bearer(request)
    visitor = identify(services, token, _address(request))
    cleaned = sdp.clean(await _body(request))
    hello = _hello(request, token)

    async def begin(said: wire.Hello, peer: WebRtcPeer) -> None:
        try:
            await practise(services, said, peer, visitor.address)
        except YogaError as error:
            services.roster.counts.told[error.code] += 1
            raise

    resource, answer = await services.whip.open(visitor.place, visitor.account, cleaned, hello, begin)
    response = Response(
        sdp.announce(answer, services.settings.webrtc_address),
        201,
        {"Location": f"/whip/{resource.id}", "Cache-Control": "no-store"},
        SDP,
    )
    return _with_servers(response, services)


async def options(request: Request) -> Response:
    """`OPTIONS /whip`: what is accepted, and the ICE servers to use, to whoever may practise here."""
    services = _services(request)
    identify(services, _bearer(request), _address(request))
    response = Response(status_code=204, headers={"Accept-Post": SDP, "Allow": "OPTIONS, POST"})
    return _with_servers(response, services)


async def delete(request: Request) -> Response:
    """`DELETE /whip/{id}`: the practice is over; its summary is final when this is answered."""
    services, visitor = _owner(request)
    await services.whip.find(request.path_params["id"], visitor.account).end()
    return Response(status_code=200)


async def patch(request: Request) -> Response:
    """Neither trickle ICE nor a restart: our answer is whole (RFC 9725, 4.3.1 allows 405)."""
    _owner(request)
    return _told(405, "not_supported", "Candidates are not trickled here.", Allow="DELETE")


async def feedback(request: Request) -> Response:
    """`GET /whip/{id}/feedback`: what the server says, for clients without a data channel."""
    services, visitor = _owner(request)
    resource = services.whip.find(request.path_params["id"], visitor.account)

    async def events() -> AsyncIterator[str]:
        async for message in resource.peer.words:
            yield f"event: {message.type}\ndata: {wire.dump(message)}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream", headers=EVENTS)


def routes() -> list[Route]:
    return [
        Route("/whip", offer, methods=["POST"]),
        Route("/whip", options, methods=["OPTIONS"]),
        Route("/whip/{id}", delete, methods=["DELETE"]),
        Route("/whip/{id}", patch, methods=["PATCH"]),
        Route("/whip/{id}/feedback", feedback, methods=["GET"]),
    ]


def _services(request: Request) -> Services:
    services: Services = request.app.state.services
    return services


def _owner(request: Request) -> tuple[Services, Visitor]:
    services = _services(request)
    return services, identify(services, _bearer(request), _address(request))


def _address(request: Request) -> str:
    return request.client.host if request.client else "unknown"


def _bearer(request: Request) -> str | None:
    """Raises NotAuthenticated for another scheme."""
    header = request.headers.get("authorization")
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise NotAuthenticated("Please send an access token as Bearer.")
    return token.strip()


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > sdp.MAX_BYTES:
            raise TooLarge(f"An offer is at most {sdp.MAX_BYTES} bytes.")
    return bytes(body)


def _hello(request: Request, token: str | None) -> wire.Hello:
    """What a client without a data channel says of itself: in the query, except for secrets."""
    if "token" in request.query_params or "resume" in request.query_params:
        raise BadMessage("A secret never goes into the address.")
    query = request.query_params
    told = {name: query[name] for name in ("pose", "level", "language") if name in query}
    try:
        return wire.Hello.model_validate(
            told
            | {
                "type": "hello",
                "version": wire.VERSION,
                "token": token,
                "source": "video",
                "mirrored": query.get("mirrored") in ("1", "true"),
                "resume": request.headers.get(RESUME),
                "keep_landmarks": query.get("keep_landmarks") not in ("0", "false"),
            }
        )
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise BadMessage(f"{first['loc'][0]}: {first['msg']}") from None


def _with_servers(response: Response, services: Services) -> Response:
    settings = services.settings
    secret = settings.turn_secret.get_secret_value() if settings.turn_secret else None
    servers = IceServers(settings.ice_servers, secret, settings.turn_lifetime_s)
    for link in servers.links(time.time()):
        response.headers.append("Link", link)
    return response


def _told(status: int, code: str, detail: str, **headers: str) -> Response:
    return JSONResponse({"detail": detail, "code": code}, status, headers)
