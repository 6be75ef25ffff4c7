"""A worker process of the pool: takes any session's picture and memory, and keeps nothing of either.

Run as `python -m server.analysis.engines.pool.worker SOCKET BUNDLE RUNTIME MEMORY_BYTES`. It holds no secret.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from server.analysis.engines.exchange import QUESTION, Answer, Question, Reply, Wish
from server.analysis.engines.worker import belong_to_the_server, limit, read

if TYPE_CHECKING:
    from server.analysis.engines.pool.tracker import Tracker


def main(descriptor: str, bundle: str, runtime: str, memory_bytes: str) -> None:
    belong_to_the_server()
    limit(int(memory_bytes))
    with socket.socket(fileno=int(descriptor)) as line, line.makefile("rb") as questions:
        # Imported here, so that a failure to load the libraries comes after the limits and is told on stderr.
        from server.analysis.engines.pool.start import tracker  # noqa: PLC0415

        made = tracker(Path(bundle), runtime)
        line.sendall(Reply(Answer.READY).packed())
        try:
            serve(line, questions, made)
        except (EOFError, ConnectionError):
            return  # the server is gone


def serve(line: socket.socket, questions: BinaryIO, tracker: Tracker) -> NoReturn:
    """Answer in order. Raises EOFError or ConnectionError when the server has gone."""
    while True:
        wish, t, carry_s, memory, picture = QUESTION.unpack(read(questions, QUESTION.size))
        kept, shown = read(questions, memory), read(questions, picture)
        line.sendall(tracker.answer(Question(Wish(wish), shown, t, carry_s, kept)).packed())


if __name__ == "__main__":
    main(*sys.argv[1:])
