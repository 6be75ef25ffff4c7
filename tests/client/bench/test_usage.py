"""What a tree of processes uses."""

from __future__ import annotations

import os
import subprocess
import sys

from server.client.bench.usage import machine_cpu_s, usage

BUSY = (
    "import time; block = b'x' * 60_000_000; [None for _ in iter(lambda: time.process_time() < 0.3, False)]"
)


def test_counts_children_in() -> None:
    before = usage(os.getpid())
    child = f"{BUSY}; print('ready', flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", child], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        during, own = usage(os.getpid()), usage(process.pid)
        process.communicate(b"\n")
    assert during.processes == before.processes + 1
    assert during.resident_bytes - before.resident_bytes > 60_000_000
    assert during.cpu_s - before.cpu_s > 0.2
    assert own.processes == 1
    assert during.own_cpu_s - before.own_cpu_s < 0.2
    assert own.own_cpu_s == own.cpu_s


def test_a_process_that_is_gone_uses_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert usage(process.pid).processes == 0


def test_the_machine_works_at_least_as_much_as_one_process() -> None:
    before = machine_cpu_s()
    subprocess.run([sys.executable, "-c", "import time\nwhile time.process_time() < 0.3: pass"], check=True)
    assert machine_cpu_s() - before >= 0.2
