"""From a runtime's name to the networks that it runs; its library is imported only then."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final, cast

from server.analysis.engines.blazepose.files import Files
from server.analysis.engines.blazepose.networks import Networks

LITERT: Final = "litert"
OPENVINO: Final = "openvino"
MIXED: Final = "openvino-bf16"

RUNTIMES: Final = {
    LITERT: "server.analysis.engines.blazepose.litert:LiteRT",
    OPENVINO: "server.analysis.engines.blazepose.openvino:OpenVINO",
    MIXED: "server.analysis.engines.blazepose.openvino:MixedOpenVINO",
}
EXACT: Final = (LITERT, OPENVINO)
"""Those that compute as MediaPipe does, to the rounding of single operations."""

BEAR_BFLOAT16: Final = ("full", "heavy")
"""Variants whose angles stay within one degree; those of `lite` are 1.6° off."""

AUTO: Final = "auto"
"""The fastest here of those that are installed."""


def load(runtime: str, files: Files) -> Networks:
    """The networks, ready to be asked.

    Raises ValueError naming the choices, and ImportError where the library is not installed.
    """
    name = fastest(files.variant) if runtime == AUTO else runtime
    if name not in RUNTIMES:
        raise ValueError(f"There is no runtime {name!r}: choose {', '.join((AUTO, *RUNTIMES))}.")
    module, _, symbol = RUNTIMES[name].partition(":")
    return cast(Networks, getattr(import_module(module), symbol)(files))


def installed() -> list[str]:
    """The runtimes that can be loaded."""
    return list(RUNTIMES) if find_spec("openvino") else [LITERT]


def fastest(variant: str) -> str:
    """The runtime that was measured to be the fastest on such a CPU, and near enough (docs/decisions/0071).

    Without AMX, OpenVINO's bfloat16 is slower than its float32.
    """
    able = cpu_flags() if OPENVINO in installed() else frozenset()
    if "amx_bf16" in able and variant in BEAR_BFLOAT16:
        return MIXED
    return OPENVINO if "avx512f" in able else LITERT


def cpu_flags() -> frozenset[str]:
    """What the CPU can do, in Linux's words; empty elsewhere."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return frozenset()
    return frozenset(next((line.split() for line in lines if line.startswith("flags")), []))
