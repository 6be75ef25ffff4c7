"""The decoder process: one file in, JPEGs out, and nothing else of the machine within reach.

It is asked with a descriptor and limits, and answers on standard output in records of a fixed head.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import struct
import sys
from typing import BinaryIO, Final

HEAD: Final = struct.Struct("!BdI")
"""Kind, seconds, length of what follows."""

STILL, FILM, SHOT, REFUSED, END = range(5)
"""A picture or a film has been opened (seconds: its length), one of its JPEGs, why not, and no more."""

SHOT_BYTES: Final = 16 * 1024 * 1024
MEMORY_BYTES: Final = 2 * 1024**3
PR_SET_PDEATHSIG: Final = 1
PR_SET_DUMPABLE: Final = 4


def main(descriptor: str, nice: str, seconds: str, *most: str) -> None:
    """`most` are the pixels of a picture, those of a film's frame, and the seconds of a film."""
    os.nice(int(nice))
    _confine(int(float(seconds)) + 1)
    # Imported under the limits.
    from server.api.uploads.files import FileLimits, Unreadable, open_file  # noqa: PLC0415

    out = sys.stdout.buffer
    max_pixels, max_film_pixels, max_film_s = most
    limits = FileLimits(int(max_pixels), int(max_film_pixels), float(max_film_s))
    with os.fdopen(int(descriptor), "rb") as file:
        file.seek(0)
        try:
            opened = open_file(file, limits)
            _say(out, STILL if opened.duration_s is None else FILM, opened.duration_s or 0.0)
            for shot in opened.shots:
                _say(out, SHOT, shot.t, shot.jpeg)
            _say(out, END)
        except Unreadable as error:
            _say(out, REFUSED, 0.0, str(error).encode())
        except BrokenPipeError:  # nobody wants to know any more
            os._exit(0)


def _say(out: BinaryIO, kind: int, seconds: float = 0.0, content: bytes = b"") -> None:
    out.write(HEAD.pack(kind, seconds, len(content)) + content)
    out.flush()


def _confine(seconds: int) -> None:
    """End with the server, leave no core dump, and take neither the machine's memory nor its time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    for limit, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, seconds),
    ):
        resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main(*sys.argv[1:])
