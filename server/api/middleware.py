"""What every request passes, outermost first: security headers, faults, the Host check, the body limit."""

from __future__ import annotations

import asyncio
import re
import socket
import time
from collections.abc import Callable, Mapping
from ipaddress import ip_address
from typing import Final

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.api.description import endpoint_of
from server.api.problems import problem, told
from server.errors import TooLarge, TooSlow, YogaError
from server.settings import Settings

log = structlog.get_logger(__name__)

SECURITY: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' blob: data:; media-src 'self' blob:; font-src 'self'; worker-src 'self' blob:; "
        "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Permissions-Policy": "camera=(self), microphone=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
BODY_S: Final = 30.0
"""Time for a body that is read here; each is small."""

HSTS: Final = "max-age=31536000"


KEYS: Final = re.compile(r"^(/whip/)[^/]+")
"""A path with a key to something in it."""


def named(scope: Scope) -> str:
    """The path for the log: an endpoint's as the document writes it, no key in any, no odd letters."""
    path: str = endpoint_of(scope) or KEYS.sub(r"\1…", scope["path"])
    return path if path.isprintable() else ascii(path)


class Faults:
    """Log and count each request, without its query, and turn what nobody foresaw into a plain 500."""

    def __init__(self, app: ASGIApp, count: Callable[[Scope, int, float], None]) -> None:
        self._app = app
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status, began = 0, time.monotonic()

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        # The one place: whatever is raised here is a mistake of ours, told once and logged whole.
        except Exception:
            log.exception("request failed", method=scope["method"], path=named(scope))
            if status:
                raise
            response = problem(500, "Something went wrong on our side.", "internal")
            await response(scope, receive, noting)
        spent = time.monotonic() - began
        self._count(scope, status, spent)
        spent_ms = round(1000 * spent, 1)
        log.debug("request", method=scope["method"], path=named(scope), status=status, ms=spent_ms)


class SecurityHeaders:
    """A route may set its own value of any of them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def adding(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", HSTS)
            await send(message)

        await self._app(scope, receive, adding)


class KnownHosts:
    """Turn away requests for a name that is not ours: a foreign page could point its own name at us.

    An address in place of a name cannot be pointed anywhere, so any is let through.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        own = socket.gethostname().lower()
        named = (host.lower() for host in settings.trusted_hosts)
        self._names = {"localhost", settings.api_host.lower(), own, f"{own}.local", *named}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or self._known(Headers(scope=scope).get("host", "")):
            await self._app(scope, receive, send)
        else:
            detail = "This server does not go by that name; see YOGA_TRUSTED_HOSTS."
            await problem(400, detail, "unknown_host")(scope, receive, send)

    def _known(self, host: str) -> bool:
        name = _without_port(host).lower()
        return "*" in self._names or name in self._names or _is_address(name)


def _without_port(host: str) -> str:
    if host.startswith("[") and "]" in host:
        return host[1 : host.index("]")]
    return host.rpartition(":")[0] if ":" in host else host


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class BodyLimit:
    """Read a body before the route does, and stop at the limit, or when it comes in too slowly.

    `larger` names by their beginning the paths that read for themselves, and the limit each keeps.
    """

    def __init__(self, app: ASGIApp, most: int, larger: Mapping[str, int]) -> None:
        self._app = app
        self._most = most
        self._larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        announced = headers.get("content-length", "0")
        own = next((most for path, most in self._larger.items() if scope["path"].startswith(path)), None)
        most = self._most if own is None else own
        if not announced.isdecimal() or int(announced[:20]) > most:
            await self._refuse(TooLarge(f"A body is at most {most} bytes."), scope, receive, send)
        elif own is not None or (announced == "0" and "transfer-encoding" not in headers):
            await self._app(scope, receive, send)
        else:
            await self._buffered(scope, receive, send)

    async def _buffered(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            async with asyncio.timeout(BODY_S):
                body = await self._whole(receive)
        except TimeoutError:
            await self._refuse(TooSlow("The body came in too slowly."), scope, receive, send)
            return
        except TooLarge as error:
            await self._refuse(error, scope, receive, send)
            return
        if body is None:
            return
        whole: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, replay, send)

    async def _whole(self, receive: Receive) -> bytearray | None:
        """The body; None where the client has gone. Raises TooLarge."""
        body, more = bytearray(), True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > self._most:
                raise TooLarge(f"A body is at most {self._most} bytes.")
        return body

    async def _refuse(self, error: YogaError, scope: Scope, receive: Receive, send: Send) -> None:
        response = told(error)
        response.headers["Connection"] = "close"
        await response(scope, receive, send)
