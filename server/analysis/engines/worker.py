"""The worker process: decodes pictures and finds bodies, one frame at a time, until the server is gone.

Run as `python -m server.analysis.engines.worker SOCKET BUNDLE PEOPLE_EVERY_MS`. It holds no secret, and its
environment names a closed port as proxy, so that MediaPipe's usage log reaches nobody.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import socket
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Final, NoReturn

from server.analysis.engines.exchange import PICTURE_BYTES, REQUEST, Answer, Reply, Wish

if TYPE_CHECKING:
    from server.analysis.engines.tracker import Trackers

PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4

MEMORY_BYTES: Final = 6 * 1024**3
"""Private memory, thread stacks among it. Measured: 0.4 GB, and 0.07 (heavy 0.11) for each landmarker."""


def main(descriptor: str, bundle: str, people_every_ms: str) -> None:
    belong_to_the_server()
    limit(MEMORY_BYTES)
    with socket.socket(fileno=int(descriptor)) as line, line.makefile("rb") as requests:
        # Imported here, so that a failure to load the libraries comes after the limits and is told on stderr.
        from server.analysis.engines.tracker import Trackers  # noqa: PLC0415

        trackers = Trackers(bundle, int(people_every_ms))
        line.sendall(Reply(Answer.READY).packed())
        try:
            serve(line, requests, trackers)
        except (EOFError, ConnectionError):
            # The server is gone. MediaPipe's threads would hold up a normal exit; nothing is left to write.
            os._exit(0)


def serve(line: socket.socket, requests: BinaryIO, trackers: Trackers) -> NoReturn:
    """Answer requests in order. Raises EOFError or ConnectionError when the server has gone."""
    while True:
        wish, landmarker, t_ms, length = REQUEST.unpack(read(requests, REQUEST.size))
        taken_ns = time.monotonic_ns()
        picture = read(requests, length)
        if wish == Wish.CLOSE:
            trackers.close(landmarker)
            continue
        found = trackers.detect(landmarker, t_ms, picture)
        line.sendall(replace(found, taken_ns=taken_ns).packed())
        trackers.look_around()


def belong_to_the_server() -> None:
    """End when the server ends, however that is, and not before: Ctrl-C and SIGTERM are its to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def limit(memory_bytes: int) -> None:
    """No picture in a core dump, and no picture that takes the machine's memory."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _prctl(PR_SET_DUMPABLE, 0)
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _prctl(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def read(requests: BinaryIO, length: int) -> bytes:
    if length > PICTURE_BYTES:
        raise EOFError("out of step")
    content = requests.read(length)
    if len(content) < length:
        raise EOFError
    return content


if __name__ == "__main__":
    main(*sys.argv[1:])
