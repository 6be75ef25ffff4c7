"""Runs the networks with OpenVINO on one core: at full precision, or with the lower layers in bfloat16.

In bfloat16 throughout, world landmarks are 107 mm off: the few layers that state points and metres have no
digits to lose. The layers below them, where nearly all the time goes, can do with eight bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import numpy as np
import openvino as ov
from openvino import opset13 as operators
from openvino.preprocess import PrePostProcessor

from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.files import Files
from server.analysis.engines.blazepose.networks import (
    FIND_OUTPUTS,
    PLACE_OUTPUTS,
    Found,
    Placed,
    found,
    order,
    placed,
)
from server.analysis.landmarks import Points

FULL: Final = "f32"
HALF: Final = "bf16"

Request: TypeAlias = ov.InferRequest


class OpenVINO:
    """Both networks at full precision. Their memory holds nothing from one call to the next."""

    def __init__(self, files: Files) -> None:
        self._finds = compiled(_detector(files), FULL)
        self._places = compiled(_landmarks(files), FULL)

    def find(self, crop: Pixels) -> Found:
        return found(*_run(self._finds, crop[None]))

    def place(self, crop: Pixels) -> Placed:
        return placed(*_run(self._places, crop[None]))


class MixedOpenVINO(OpenVINO):
    """Landmarks in two steps: up to where heads and heatmap part in bfloat16, the heads at full precision.

    The detector stays at full precision: it runs only when somebody comes.
    """

    def __init__(self, files: Files) -> None:
        self._finds = compiled(_detector(files), FULL)
        lower, heads = part(_landmarks(files))
        self._lower, self._heads = compiled(lower, HALF), compiled(heads, FULL)

    def place(self, crop: Pixels) -> Placed:
        shared, heat = _run(self._lower, crop[None])
        points, presence, world = _run(self._heads, shared)
        return placed(points, presence, heat, world)


def fast_here() -> bool:
    """Whether this machine's CPU computes in bfloat16 by itself."""
    return "BF16" in ov.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def compiled(model: ov.Model, precision: str) -> Request:
    """The model on one thread of the CPU."""
    one_core = {
        "INFERENCE_NUM_THREADS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": precision,
    }
    return ov.Core().compile_model(model, "CPU", one_core).create_infer_request()


def part(model: ov.Model) -> tuple[ov.Model, ov.Model]:
    """Bytes of the crop to (shared values, heat), and shared values to (points, presence, world)."""
    points, presence, heat, world = (output.get_node().input_value(0) for output in model.outputs)
    shared = _last_in_common(model, heat, world)
    lower = ov.Model([shared, heat], model.get_parameters(), "lower").clone()
    inlet = operators.parameter(shared.get_partial_shape(), np.float32)
    for user in shared.get_target_inputs():
        user.replace_source_output(inlet.output(0))
    return lower, ov.Model([points, presence, world], [inlet], "heads")


def _last_in_common(model: ov.Model, one: ov.Output, other: ov.Output) -> ov.Output:
    """The last value that two others are both computed from."""
    both = _before(one) & _before(other)
    return next(node.output(0) for node in reversed(model.get_ordered_ops()) if node.get_name() in both)


def _before(value: ov.Output) -> set[str]:
    """Names of all operators that a value is computed by."""
    names: set[str] = set()
    waiting = [value.get_node()]
    while waiting:
        node = waiting.pop()
        if node.get_name() not in names:
            names.add(node.get_name())
            waiting += [source.get_node() for source in node.input_values()]
    return names


def _detector(files: Files) -> ov.Model:
    """Bytes of the crop to (boxes, logits)."""
    return _prepared(files.detector, FIND_OUTPUTS, mean=127.5, scale=127.5)


def _landmarks(files: Files) -> ov.Model:
    """Bytes of the crop to (points, presence, heat, world)."""
    return _prepared(files.landmarks, PLACE_OUTPUTS, mean=0.0, scale=255.0)


def _prepared(content: bytes, wanted: Sequence[int], mean: float, scale: float) -> ov.Model:
    """The network with bytes as its input and only the wanted outputs, in their order."""
    with TemporaryDirectory() as folder:  # OpenVINO reads this format from files alone
        path = Path(folder) / "network.tflite"
        path.write_bytes(content)
        model = ov.Core().read_model(path)
    outputs = [output.get_node().input_value(0) for output in model.outputs]
    sizes = [int(np.prod(output.get_shape())) for output in outputs]
    model = ov.Model([outputs[number] for number in order(sizes, wanted)], model.get_parameters(), "network")
    bytes_in = PrePostProcessor(model)
    bytes_in.input().tensor().set_element_type(ov.Type.u8)
    bytes_in.input().preprocess().convert_element_type(ov.Type.f32).mean(mean).scale(scale)
    return bytes_in.build()


def _run(request: Request, values: Points | Pixels) -> list[Points]:
    """The outputs, where the request keeps them: the next run overwrites them."""
    request.infer([values], share_inputs=True)
    return [output.data for output in request.output_tensors]
