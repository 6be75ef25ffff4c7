"""From a runtime's name to the networks that it runs; its library is imported only then."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from server.analysis.engines.blazepose.files import Files
from server.analysis.engines.blazepose.networks import Networks

RUNTIMES: Final = {
    "litert": "server.analysis.engines.blazepose.litert:LiteRT",
    "openvino": "server.analysis.engines.blazepose.openvino:OpenVINO",
    "openvino-bf16": "server.analysis.engines.blazepose.openvino:MixedOpenVINO",
}
EXACT: Final = ("litert", "openvino")
"""Those that compute as MediaPipe does, to the rounding of single operations."""


def load(runtime: str, files: Files) -> Networks:
    """The networks, ready to be asked."""
    module, _, symbol = RUNTIMES[runtime].partition(":")
    return cast(Networks, getattr(import_module(module), symbol)(files))
