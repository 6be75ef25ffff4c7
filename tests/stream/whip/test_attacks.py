"""R5, R8, R9 on a real server, with its memory and processor looked at, and a neighbour beside each attack.

The attacker is a process of its own (`attacker.py`). Each attack runs with its protection and without it: it
must do harm then, or the test proves nothing. `python -m tests.stream.whip.test_attacks` prints the figures.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from aiortc import RTCSessionDescription

from server.client.bench.usage import usage
from tests.doubles import until
from tests.serving import Serving, serving
from tests.stream.whip.client import WhipClient
from tests.stream.whip.neighbour import FILM, neighbour

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

ROOT: Final = Path(__file__).parents[3]
SECONDS: Final = 12.0


@dataclass(frozen=True, slots=True)
class Protection:
    """Against one attack: how to take it away, and what the attacker is told while it is there."""

    told: str
    settings: Mapping[str, object] = field(default_factory=dict)
    patch: str = ""
    """Run in the server before all else: not everything is a setting."""


PROTECTIONS: Final = {
    # What does not decode is counted too, which on a quick machine ends it soon after the harm is done.
    "bomb": Protection("repeated_bad_input", {"webrtc_max_side": 16383}, "encoded.MOST_FAULTS = 10**9"),
    "large": Protection(
        "repeated_bad_input", patch="encoded.FULL_FRAMES_PER_S = encoded.MOST_FAULTS = 10**9"
    ),
    "sizes": Protection("repeated_bad_input", patch="encoded.MOST_CHANGES = encoded.MOST_FAULTS = 10**9"),
    "garbage": Protection("repeated_bad_input", patch="encoded.MOST_FAULTS = 10**9"),
    "packets": Protection("too_fast", {"webrtc_packets_per_s": 1e9, "webrtc_bytes_per_s": 1e9}),
}


@dataclass(frozen=True, slots=True)
class Harm:
    """What an attack cost."""

    lasted_s: float
    told: list[str]
    """Codes of the fatal errors that the attacker was told."""

    memory: int
    """Bytes that the server held more at its worst."""

    cpu: float
    """Cores that the server took more while it lasted."""

    log_lines: int
    neighbour: float
    """Rate of the neighbour's answers during the attack, of that before it."""


async def suffer(server: Serving, kind: str, seconds: float = SECONDS) -> Harm:
    """Let the attack happen."""
    async with neighbour(server) as beside:
        calm, began = await beside.rate(3.0), usage(server.pid)
        idle = await _cpu(server, 2.0)
        log = server.log.count("\n")
        attack = asyncio.create_task(_attack(server, kind, seconds))
        memory, busy, counted = 0, 0.0, 0
        answered = beside.answered
        while not attack.done():
            busy, counted = busy + await _cpu(server, 0.5), counted + 1
            memory = max(memory, usage(server.pid).resident_bytes - began.resident_bytes)
        lasted = 0.5 * counted
        rate = (beside.answered - answered) / lasted
        told = attack.result()
        return Harm(
            told["lasted_s"],
            told["told"],
            memory,
            busy / counted - idle,
            server.log.count("\n") - log,
            rate / calm,
        )


async def _attack(server: Serving, kind: str, seconds: float) -> dict[str, Any]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.stream.whip.attacker", server.address.origin, kind, str(seconds)),
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    out, _ = await asyncio.wait_for(process.communicate(), seconds + 60)
    assert process.returncode == 0
    result: dict[str, Any] = json.loads(out)
    return result


async def _cpu(server: Serving, seconds: float) -> float:
    before = usage(server.pid).cpu_s
    await asyncio.sleep(seconds)
    return (usage(server.pid).cpu_s - before) / seconds


@contextmanager
def target(folder: Path, kind: str, *, protected: bool) -> Iterator[Serving]:
    """A server to attack."""
    protection = PROTECTIONS[kind]
    if protected:
        with serving(folder, webrtc_flood_s=3) as server:
            yield server
        return
    patches = folder / "patches"
    patches.mkdir()
    text = f"from server.stream.whip import encoded\n{protection.patch}\n" if protection.patch else ""
    (patches / "sitecustomize.py").write_text(text)
    path = f"{patches}:{os.environ.get('PYTHONPATH', ROOT)}"
    with (
        patch.dict(os.environ, PYTHONPATH=path),
        serving(folder, webrtc_flood_s=3, **protection.settings) as server,
    ):
        yield server


@pytest.mark.parametrize("kind", PROTECTIONS)
async def test_an_attack_is_ended_and_costs_the_neighbour_nothing(kind: str, tmp_path: Path) -> None:
    with target(tmp_path, kind, protected=True) as server:
        harm = await suffer(server, kind)
    print(kind, harm)
    assert harm.told == [PROTECTIONS[kind].told]
    assert harm.lasted_s < 10
    assert harm.memory < 100e6
    assert harm.log_lines <= 10
    assert harm.neighbour > 0.5


@pytest.mark.parametrize("kind", PROTECTIONS)
async def test_without_its_protection_the_attack_goes_on(kind: str, tmp_path: Path) -> None:
    with target(tmp_path, kind, protected=False) as server:
        harm = await suffer(server, kind, seconds=5.0)
    print(kind, harm)
    assert harm.told == []
    assert harm.lasted_s > 4
    if kind == "bomb":
        assert harm.memory > 300e6


async def test_r8_connections_that_get_stuck_leave_nothing_behind(tmp_path: Path) -> None:
    """Offers that nobody follows up, and calls in which nobody says hello."""
    with serving(
        tmp_path, webrtc_pending_per_user=60, webrtc_pending=60, webrtc_ice_s=1, hello_timeout_s=1
    ) as server:
        async with neighbour(server):
            calm = held_open(server)
            clients = [WhipClient(server.address, FILM) for _ in range(8)]
            for client in clients[:4]:
                await client.post(await client.offer())
            for client in clients[4:]:
                _status, _, answer = await client.post(await client.offer())
                await client.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            assert held_open(server)[0] > calm[0]
            await until(lambda: held_open(server) <= calm, 15)
            for client in clients:
                await client.pc.close()


def held_open(server: Serving) -> tuple[int, int]:
    """Files and threads of the server's process."""
    process = Path(f"/proc/{server.pid}")
    return len(list((process / "fd").iterdir())), len(list((process / "task").iterdir()))


async def print_figures(kinds: list[str]) -> None:
    for kind in kinds:
        for protected in (True, False):
            with (
                tempfile.TemporaryDirectory() as folder,
                target(Path(folder), kind, protected=protected) as server,
            ):
                print(kind, "protected" if protected else "unprotected", await suffer(server, kind))


if __name__ == "__main__":
    asyncio.run(print_figures(sys.argv[1:] or list(PROTECTIONS)))
