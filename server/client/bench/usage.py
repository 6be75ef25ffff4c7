"""What a process and all its children use, read from /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_TICK_S = 1.0 / os.sysconf("SC_CLK_TCK")
_PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Usage:
    cpu_s: float
    """Seconds of processor time so far, of the whole tree; children that have ended are left out."""

    own_cpu_s: float
    """Of that, what the process itself has used."""

    resident_bytes: int
    """Sum of the resident sets: memory that is shared counts once for each process."""

    processes: int


def usage(pid: int) -> Usage:
    """Sum over the process and its descendants that are alive now."""
    first = _one(pid)
    found = [one for one in (first, *map(_one, _descendants(pid))) if one is not None]
    return Usage(
        sum(one.cpu_s for one in found),
        first.cpu_s if first is not None else 0.0,
        sum(one.resident_bytes for one in found),
        processes=len(found),
    )


def machine_cpu_s() -> float:
    """Seconds of processor time that this machine's cores have worked so far, for whomever."""
    user, nice, system, _idle, _iowait, irq, softirq, *_ = (
        int(ticks) for ticks in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:]
    )
    return (user + nice + system + irq + softirq) * _TICK_S


def _one(pid: int) -> Usage | None:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
        resident = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None
    # The program's name, in brackets, may itself hold brackets and spaces; proc(5) counts from 1.
    after_name = stat.rpartition(")")[2].split()
    user, system = int(after_name[14 - 3]), int(after_name[15 - 3])
    cpu_s = (user + system) * _TICK_S
    return Usage(cpu_s, cpu_s, resident * _PAGE_BYTES, 1)


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            own = [int(child) for child in children.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in own:
            found += [child, *_descendants(child)]
    return found
