"""For whoever runs the server: whether it can take work, and what it is doing."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address
from typing import Final, Literal

from fastapi import Request, Response
from pydantic import BaseModel

from server.api.caller import OPERATORS_ONLY, OptionalBearer, Served
from server.api.metrics import MEDIA_TYPE, Metrics
from server.api.problems import answers
from server.api.strict import router
from server.auth.tokens import SENTENCE, Claims
from server.errors import NotAllowed, NotAuthenticated, Stopping
from server.services import Services

FORWARDED: Final = frozenset({"forwarded", "via", "x-real-ip", "true-client-ip", "cf-connecting-ip"})
"""What proxies add, besides whatever begins with `x-forwarded`: behind one, everybody would come from this
machine."""

routes = router("", "system")


class Ready(BaseModel):
    status: Literal["ready"] = "ready"
    sessions: int
    """Practices that run or may be resumed."""


@routes.get("/api/ready", responses=answers())
async def ready(services: Served) -> Ready:
    """Say whether new work can be taken: the database answers, and the server is not about to stop."""
    if services.roster.stopping:
        raise Stopping("The server is restarting.", retry_after_s=2.0)
    await services.database.check()
    return Ready(sessions=len(services.roster))


@routes.get(
    "/metrics",
    response_class=Response,
    responses=answers(401, 403) | {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
async def metrics(request: Request, services: Served, bearer: OptionalBearer) -> Response:
    """Counts and gauges for Prometheus: for this machine itself, or an operator's token."""
    if not _from_here(request):
        await _operator(services, bearer)
    counted: Metrics = request.app.state.metrics
    return Response(counted.read(services), media_type=MEDIA_TYPE)


def _from_here(request: Request) -> bool:
    """Whether this machine asks by itself: from a loopback address, under a loopback name, by no proxy.

    A proxy that adds no header still tells itself by the name under which the world knows this server.
    """
    if any(name in FORWARDED or name.startswith("x-forwarded") for name in request.headers):
        return False
    named = request.url.hostname
    by_name = named == "localhost" or _is_loopback(named)
    return by_name and _is_loopback(request.client.host if request.client else None)


def _is_loopback(host: str | None) -> bool:
    try:
        ip = ip_address(host or "")
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return (mapped or ip).is_loopback


async def _operator(services: Services, claims: Claims | None) -> None:
    """Raises NotAuthenticated, NotAllowed."""
    user = await services.users.get(claims.user_id) if claims is not None else None
    if user is None:
        raise NotAuthenticated(SENTENCE)
    if user.role != "operator":
        raise NotAllowed(OPERATORS_ONLY)
