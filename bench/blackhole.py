"""Thirty seconds in which the network swallows everything, and how many practices go on afterwards.

    python -m bench.blackhole --sessions 100 --check

Each is the command line's own client. One has gone on when it is answered again in the same session, with its
hold no shorter than it was, and when its summary counts the frames from before and after in one hold. Those
that had come to no hold when the hole opened, on a machine with too much to do, are told apart.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import TemporaryDirectory
from typing import Final, get_args

import click
import cv2
import numpy as np

from bench.hole import Hole
from server.analysis.engines.choose import ENGINES
from server.client.address import Address
from server.client.local import local_server
from server.client.practice import Outcome, Practice
from server.client.sources import Memory
from server.client.transport import SOURCE, Transport
from server.demo.choreography import Choreography, Step
from server.demo.film import frames, jpeg
from server.demo.practitioner import Practitioner
from server.stream.wire import VERSION, FeedbackMessage, Hello, ServerMessage

FPS: Final = 3.0
POSE: Final = "mountain"
SIZE: Final = (320, 240)
HELD_S: Final = 2.0
"""Of the hold, before the hole opens."""

BEGIN_S: Final = 180.0
AGAIN_S: Final = 90.0
LEAST: Final = 0.99


@dataclass(eq=False, slots=True)
class Session:
    """One practice, and what it was told."""

    practice: Practice
    running: asyncio.Task[Outcome] | None = None
    ids: list[str] = field(default_factory=list)
    """Of each welcome."""

    resumed: list[bool] = field(default_factory=list)
    answers: int = 0
    hold_s: float = 0.0
    hold_at_loss_s: float | None = None
    again_at: float | None = None
    hold_again_s: float = 0.0

    def watch(self, message: ServerMessage) -> None:
        if message.type == "welcome":
            self.ids.append(message.session)
            self.resumed.append(message.resumed)
        if isinstance(message, FeedbackMessage):
            self.answers += 1
            self.hold_s = message.hold_s
            if self.hold_at_loss_s is not None and self.again_at is None:
                self.again_at, self.hold_again_s = time.monotonic(), message.hold_s

    def lose(self) -> None:
        self.hold_at_loss_s = self.hold_s

    @property
    def begun(self) -> bool:
        """Whether it held the pose when the hole opened: a machine with too much to do comes to no hold."""
        return self.hold_at_loss_s is not None and self.hold_at_loss_s >= HELD_S

    def fault(self) -> str | None:
        """What went wrong, once it is over."""
        if self.hold_at_loss_s is None or not self.begun:
            return f"did not begin: {self._error() or f'it had held {self.hold_at_loss_s} s'}"
        if self.again_at is None:
            return "was not answered again"
        if len(set(self.ids)) > 1 or not all(self.resumed[1:]):
            return f"was welcomed to another session: {self.resumed}"
        if self.hold_again_s < self.hold_at_loss_s:
            return f"had held {self.hold_at_loss_s} s, then {self.hold_again_s} s"
        return self._summary_fault()

    def _error(self) -> BaseException | None:
        return self.running.exception() if self.running is not None and self.running.done() else None

    def _summary_fault(self) -> str | None:
        if self.running is None or not self.running.done():
            return "did not end"
        if (error := self._error()) is not None:
            return f"failed: {error}"
        summary = self.running.result().summary
        if summary.frames_seen < self.answers:
            return f"was answered {self.answers} times, and its summary has {summary.frames_seen} frames"
        if [hold.pose_id for hold in summary.holds] != [POSE]:
            return f"has the holds {[(hold.pose_id, hold.hold_s) for hold in summary.holds]}"
        return None


@click.command()
@click.option("--sessions", type=click.IntRange(1), default=100, show_default=True)
@click.option("--at-once", type=click.IntRange(1), default=10, show_default=True)
@click.option("--seconds", type=click.FloatRange(1.0, 110.0), default=30.0, show_default=True)
@click.option(
    "--transport", type=click.Choice([*get_args(Transport), "both"]), default="both", show_default=True
)
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="blazepose", show_default=True)
@click.option("--check", is_flag=True, help="Exit with 1 where fewer than 99 of 100 go on.")
def main(*, sessions: int, at_once: int, seconds: float, transport: str, engine: str, check: bool) -> None:
    """Open the hole, close it, and count."""
    worst = 1.0
    for one in get_args(Transport) if transport == "both" else (transport,):
        ended = asyncio.run(measure(one, sessions, at_once, seconds, engine))
        begun = [session for session in ended if session.begun]
        worst = min(worst, sum(session.fault() is None for session in begun) / max(1, len(begun)))
    if check and worst < LEAST:
        raise SystemExit(1)


async def measure(
    transport: Transport, sessions: int, at_once: int, seconds: float, engine: str
) -> list[Session]:
    """So many practices, a few at once; prints what came of them."""
    # Requests that nobody answers wait in threads.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(4 * at_once))
    ended: list[Session] = []
    pictures = _pictures()
    with (
        TemporaryDirectory(prefix="yoga-assistant-hole-") as folder,
        local_server(_settings(folder, engine)) as server,
    ):
        while len(ended) < sessions:
            count = min(at_once, sessions - len(ended))
            ended += await _batch(server.address, transport, count, seconds, pictures)
            click.echo(f"{transport}: {len(ended)} of {sessions}", err=True)
    _tell(transport, ended)
    return ended


async def _batch(
    server: Address, transport: Transport, count: int, seconds: float, pictures: Sequence[bytes]
) -> list[Session]:
    hole = Hole()
    async with hole.before(server) as address:
        sessions = [_session(address, transport, pictures) for _ in range(count)]
        for session in sessions:
            session.running = asyncio.create_task(session.practice.run(session.watch))
        await _until(sessions, lambda session: session.hold_s >= HELD_S, BEGIN_S)
        hole.swallow()
        await asyncio.sleep(seconds)
        for session in sessions:  # what was on its way has come meanwhile
            session.lose()
        healed = time.monotonic()
        hole.heal()
        await _until(sessions, lambda session: session.again_at is not None, AGAIN_S)
        await asyncio.sleep(1.0)
        for session in sessions:
            session.practice.stop()
        await asyncio.wait([session.running for session in sessions if session.running], timeout=30)
    for session in sessions:
        session.again_at = None if session.again_at is None else session.again_at - healed
    return sessions


def _session(address: Address, transport: Transport, pictures: Sequence[bytes]) -> Session:
    hello = Hello(type="hello", version=VERSION, pose=POSE, source=SOURCE[transport])
    film = Memory(tuple(pictures), FPS, 600.0)
    return Session(Practice(address, hello, film, transport=transport))


async def _until(sessions: Sequence[Session], done: Callable[[Session], bool], patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while not all(map(done, sessions)) and time.monotonic() < deadline:  # noqa: ASYNC110 - of many sources
        await asyncio.sleep(0.1)


def _tell(transport: Transport, ended: Sequence[Session]) -> None:
    faults = [fault for session in ended if (fault := session.fault()) is not None]
    begun = [session for session in ended if session.begun]
    again = [session.again_at for session in begun if session.again_at is not None]
    median, last = (np.median(again), max(again)) if again else (np.nan, np.nan)
    click.echo(
        f"{transport}: {len(ended) - len(faults)} of {len(begun)} went on, hold and totals whole; answered"
        f" {median:.1f} s after the network was back (median), the last {last:.1f} s"
    )
    for fault in faults:
        click.echo(f"  one {fault}")


def _pictures() -> list[bytes]:
    """One alone, and small: the clients encode video on this machine too, and a still pose costs little."""
    [large] = frames(Practitioner(Choreography((Step(POSE, 1.0),))), 1.0, 1.0)
    pixels = cv2.imdecode(np.frombuffer(large, np.uint8), cv2.IMREAD_COLOR)
    assert pixels is not None
    small = cv2.resize(pixels, SIZE, interpolation=cv2.INTER_AREA)
    return [jpeg(small.astype(np.uint8))]


def _settings(folder: str, engine: str) -> dict[str, str]:
    return {
        "YOGA_DATA_DIR": folder,
        "YOGA_ENGINE": engine,
        "YOGA_MAX_SESSIONS": "1000",
        "YOGA_MAX_SESSIONS_PER_ADDRESS": "1000",
        "YOGA_WEBRTC_PENDING_PER_USER": "1000",
        "YOGA_WEBRTC_PENDING": "1000",
        # How fast this machine is, is not what is measured.
        "YOGA_MAX_FRAME_AGE_S": "5",
        "YOGA_MAX_LOAD": "1000000",
        "YOGA_MAX_LOOP_LAG_S": "1000000",
        "LOG_LEVEL": "WARNING",
    }


if __name__ == "__main__":
    main()
