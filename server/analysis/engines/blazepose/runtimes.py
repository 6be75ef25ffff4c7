"""From a runtime's name to the networks that it runs; its library is imported only then."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
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

AUTO: Final = "auto"
"""The fastest that is installed."""


def load(runtime: str, files: Files) -> Networks:
    """The networks, ready to be asked.

    Raises ValueError naming the choices, and ImportError where the library is not installed.
    """
    name = fastest() if runtime == AUTO else runtime
    if name not in RUNTIMES:
        raise ValueError(f"There is no runtime {name!r}: choose {', '.join((AUTO, *RUNTIMES))}.")
    module, _, symbol = RUNTIMES[name].partition(":")
    return cast(Networks, getattr(import_module(module), symbol)(files))


def installed() -> list[str]:
    """The runtimes that can be loaded."""
    return list(RUNTIMES) if find_spec("openvino") else [LITERT]


def fastest() -> str:
    """OpenVINO where it is installed, in bfloat16 where the CPU computes in it (docs/decisions/0071)."""
    if OPENVINO not in installed():
        return LITERT
    from server.analysis.engines.blazepose.openvino import bfloat16_here  # noqa: PLC0415 - an extra

    return MIXED if bfloat16_here() else OPENVINO
