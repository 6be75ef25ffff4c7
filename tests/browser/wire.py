"""What a page sends and asks for, written down as it happens."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Page, Request, WebSocket

from tests.serving import Serving


@dataclass
class Wire:
    """Everything that left one page: text messages, binary frames, and requests to other hosts."""

    texts: list[dict[str, Any]] = field(default_factory=list)
    text_bytes: int = 0
    binary: int = 0
    outside: list[str] = field(default_factory=list)
    uploads: list[str] = field(default_factory=list)
    """Requests that carry a body."""

    def kinds(self) -> set[str]:
        return {message["type"] for message in self.texts}

    def note(self, payload: str | bytes) -> None:
        if isinstance(payload, bytes):
            self.binary += 1
            return
        self.text_bytes += len(payload)
        self.texts.append(json.loads(payload))


def listen(context: BrowserContext, page: Page, server: Serving) -> Wire:
    """Listens to the page and its workers from here on."""
    wire = Wire()

    def opened(socket: WebSocket) -> None:
        socket.on("framesent", wire.note)

    def asked(request: Request) -> None:
        if not request.url.startswith((server.address.origin, "blob:", "data:")):
            wire.outside.append(request.url)
        if request.method != "GET":
            wire.uploads.append(request.url)

    page.on("websocket", opened)
    context.on("request", asked)
    return wire
