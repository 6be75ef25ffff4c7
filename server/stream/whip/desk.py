"""The WHIP resources of this process: who may have one, who may reach it, and an end for each of them."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import structlog

from server.errors import Busy, NotFound, Stopping, TooFast, YogaError
from server.heap import Sweep
from server.stream import wire
from server.stream.whip import guard, link
from server.stream.whip.link import LinkLimits
from server.stream.whip.peer import WebRtcPeer

if TYPE_CHECKING:
    from server.settings import Settings

logger = structlog.get_logger(__name__)

TRY_AGAIN_S: Final = 10.0
FINAL_S: Final = 10.0
"""How long DELETE waits for the summary; it takes two seconds at most while the database answers."""

Practise = Callable[[wire.Hello, WebRtcPeer], Awaitable[None]]


@dataclass(eq=False, slots=True)
class Resource:
    """What `POST /whip` made. Its address is a secret of 128 bits, and a guest's only key."""

    who: tuple[str, str]
    account: int | None
    peer: WebRtcPeer
    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    begun: bool = False
    """Connected, and the hello has come: from here on the roster counts it."""

    task: asyncio.Task[None] | None = None

    async def end(self) -> None:
        """Stop the practice and wait until its summary is final."""
        if self.task is None:
            return
        self.peer.say(wire.Stop(type="stop"))
        if not self.begun:
            self.task.cancel()
        await asyncio.wait({self.task}, timeout=FINAL_S)


class Desk:
    """Makes resources, runs each in a task of its own, and closes them all before the server stops."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._limits = LinkLimits(
            **{name: getattr(settings, f"webrtc_{name}") for name in LinkLimits.__dataclass_fields__}
        )
        self._resources: dict[str, Resource] = {}
        self._encoders = ThreadPoolExecutor(2, thread_name_prefix="still")
        self._sweep = Sweep()
        self._stopping = False
        self.refusal: str | None = None if settings.webrtc else "WebRTC is turned off here."
        if settings.webrtc:
            try:
                guard.install()
                link.check()
            except guard.HookGone as error:
                logger.error("WebRTC is off: it cannot be guarded here", reason=str(error))
                self.refusal = "WebRTC is off on this server; a WebSocket works."

    def __len__(self) -> int:
        return len(self._resources)

    async def open(
        self, who: tuple[str, str], account: int | None, offer: str, hello: wire.Hello, practise: Practise
    ) -> tuple[Resource, str]:
        """Answer an offer and begin. Raises Busy, TooFast, Stopping or BadMessage."""
        self._check_place(who)
        settings = self._settings
        peer = WebRtcPeer(self._limits, settings.max_text_bytes, settings.hello_timeout_s, self._encoders)
        resource = Resource(who, account, peer)
        self._resources[resource.id] = resource
        try:
            answer = await peer.link.answer(offer)
        except BaseException:  # a cancellation too
            del self._resources[resource.id]
            await peer.link.close()
            raise
        has_channel = "\nm=application " in offer
        resource.task = asyncio.create_task(
            self._run(resource, hello, has_channel, practise), name=f"whip {resource.id[:6]}"
        )
        return resource, answer

    def find(self, id: str, account: int | None) -> Resource:
        """Raises NotFound, also for another account's."""
        resource = self._resources.get(id)
        if resource is None or resource.account != account:
            raise NotFound("There is no such WHIP resource.")
        return resource

    async def close(self) -> None:
        """End what the roster has left, and forget it."""
        self._stopping = True
        tasks = {resource.task for resource in self._resources.values() if resource.task is not None}
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
        self._sweep.stop()
        self._encoders.shutdown(wait=False)

    def _check_place(self, who: tuple[str, str]) -> None:
        """Whether one more may be begun. Raises Busy, TooFast or Stopping."""
        pending = [resource for resource in self._resources.values() if not resource.begun]
        if self._stopping:
            raise Stopping("The server is restarting.", retry_after_s=2.0)
        if sum(resource.who == who for resource in pending) >= self._settings.webrtc_pending_per_user:
            raise TooFast("Connections of yours are still being made.", retry_after_s=TRY_AGAIN_S)
        if len(pending) >= self._settings.webrtc_pending:
            raise Busy("Too many connections are being made.", retry_after_s=TRY_AGAIN_S)

    async def _run(
        self, resource: Resource, hello: wire.Hello, has_channel: bool, practise: Practise
    ) -> None:
        peer = resource.peer
        try:
            await peer.link.connect()
            said = await peer.hello(hello, has_channel)
            resource.begun = True
            await practise(said, peer)
        except YogaError as error:
            logger.info("a WebRTC client was refused", reason=error.code)
            await peer.refuse(error)
        # Nobody awaits this task: a mistake of ours is logged here, and ends this client only.
        except Exception:
            logger.exception("a WebRTC client failed")
        finally:
            self._resources.pop(resource.id, None)
            await peer.close(1000, "over")
            self._sweep.soon()
