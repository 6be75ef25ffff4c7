"""uvicorn's HTTP protocol with bounds on the head of a request; those on its body are the application's.

uvicorn by itself waits for ever for a request that is never finished, and keeps whatever it is sent of it.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol


class PunctualProtocol(HttpToolsProtocol):
    """Closes a connection whose next request has begun, or should have, and does not come to an end."""

    head_s: ClassVar[float] = 10.0
    """From the first byte, or from the connection, to the end of the head."""

    head_bytes: ClassVar[int] = 64 * 1024

    _due: asyncio.TimerHandle | None = None
    _in_head = True
    _got = 0
    """Bytes of the head so far, and at most one read's more."""

    _upgraded = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def data_received(self, data: bytes) -> None:
        self._got += len(data)
        super().data_received(data)
        if self._upgraded:
            return
        if self._in_head and self._got > self.head_bytes:
            self.transport.close()
        elif self._due is None and self._between_requests():  # whatever it is that comes
            self._await_head()

    def on_headers_complete(self) -> None:
        self._have_head()
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        super().on_message_complete()
        self._in_head, self._got = True, 0

    def handle_websocket_upgrade(self) -> None:
        self._upgraded = True
        super().handle_websocket_upgrade()

    def connection_lost(self, exc: Exception | None) -> None:
        self._have_head()
        super().connection_lost(exc)

    def _between_requests(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _await_head(self) -> None:
        self._due = self.loop.call_later(self.head_s, self.transport.close)

    def _have_head(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
