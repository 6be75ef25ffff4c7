"""A client that means no good: `python -m tests.stream.whip.attacker ORIGIN KIND SECONDS`.

It connects as anybody may, with datagrams as small as they can be, and prints what came of it as JSON. The
hostile packets travel as valid SRTP, from the address that ICE has validated.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final

import av
import numpy as np

from server.client.address import Address
from server.stream.whip.sizes import VP8_START
from tests.serving import held
from tests.stream.whip.client import WhipClient

FIRST, FURTHER = b"\x10", b"\x00"
"""VP8's descriptors in RTP (RFC 7741): a partition starts here, or goes on."""

PAYLOAD: Final = 1100

Attack = Callable[["Attacker"], Awaitable[None]]


def key_frame(width: int, height: int, partition: int = 20) -> bytes:
    """36 bytes that claim a size; a `partition` of more than 26 bytes is one that is not there."""
    tag = 0x10 | partition << 5  # a key frame that is shown, and the length of its first partition
    return struct.pack("<I", tag)[:3] + VP8_START + struct.pack("<HH", width, height) + bytes(26)


def real_key_frame(width: int, height: int) -> bytes:
    """One that decodes."""
    encoder = av.CodecContext.create("libvpx", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    grey = av.VideoFrame.from_ndarray(np.full((height, width, 3), 128, np.uint8), format="rgb24")
    encoded = [bytes(packet) for packet in [*encoder.encode(grey), *encoder.encode(None)]]
    return encoded[0]


class Attacker:
    def __init__(self, server: Address, seconds: float) -> None:
        self.client = WhipClient(server, held("mountain", 0.1))
        self.until = time.monotonic() + seconds
        self._packets = 0
        self._frames = 0

    async def connect(self) -> None:
        await self.client.begin()
        async with asyncio.timeout(15):
            while not self.client.got("feedback"):  # noqa: ASYNC110 - there is no event for it
                await asyncio.sleep(0.05)
        sender = self.client.pc.getSenders()[0]
        sender.replaceTrack(None)
        await asyncio.sleep(0.2)
        self._transport = sender.transport
        self._type = int(re.findall(r"a=rtpmap:(\d+) VP8/", self.client.answer)[0])

    @property
    def busy(self) -> bool:
        """Whether to go on: for as long as was told, and while the server has not closed."""
        return time.monotonic() < self.until and self.client.pc.connectionState == "connected"

    async def packet(self, payload: bytes, source: int = 7) -> None:
        seq, at = self._packets & 0xFFFF, (self._frames * 3000) & 0xFFFFFFFF
        self._packets += 1
        await self._transport._send_rtp(struct.pack("!BBHII", 0x80, self._type, seq, at, source) + payload)

    async def frame(self, data: bytes) -> None:
        for at in range(0, len(data), PAYLOAD):
            await self.packet((FURTHER if at else FIRST) + data[at : at + PAYLOAD])
        self._frames += 1

    async def frames(self, *frames: bytes, per_s: float) -> None:
        began = time.monotonic()
        while self.busy:
            await self.frame(frames[self._frames % len(frames)])
            await asyncio.sleep(max(0.0, began + self._frames / per_s - time.monotonic()))


async def bomb(attacker: Attacker) -> None:
    """R5, M20: each of these costs a decoder 0.9 s and 885 MB."""
    await attacker.frames(key_frame(16383, 16383), per_s=30)


async def sizes(attacker: Attacker) -> None:
    """R5: another size with every frame."""
    await attacker.frames(real_key_frame(160, 120), real_key_frame(1280, 720), per_s=30)


async def garbage(attacker: Attacker) -> None:
    """R5: frames that no decoder can read."""
    await attacker.frames(key_frame(640, 480, partition=2000), per_s=30)


async def large(attacker: Attacker) -> None:
    """R5: key frames of the largest size that may be, many times faster than a camera."""
    await attacker.frames(real_key_frame(1280, 1280), per_s=300)


async def packets(attacker: Attacker) -> None:
    """R9: as many packets as this process can send."""
    while attacker.busy:
        for _ in range(100):
            await attacker.packet(b"\x00")
        await asyncio.sleep(0)


ATTACKS: dict[str, Attack] = {attack.__name__: attack for attack in (bomb, sizes, garbage, large, packets)}


async def main(origin: str, kind: str, seconds: str) -> dict[str, Any]:
    attacker = Attacker(Address.parse(origin), float(seconds))
    await attacker.connect()
    attacker.until = time.monotonic() + float(seconds)
    began = time.monotonic()
    with contextlib.suppress(ConnectionError):  # the server has closed
        await ATTACKS[kind](attacker)
    lasted = time.monotonic() - began
    await asyncio.sleep(0.3)
    errors = [message["code"] for message in attacker.client.got("error") if message["fatal"]]
    await asyncio.wait({asyncio.create_task(attacker.client.pc.close())}, timeout=3)
    return {"lasted_s": lasted, "told": errors}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
    sys.stdout.flush()
