"""Runs the networks with OpenVINO on one core: at full precision, or nearly all in bfloat16.

In bfloat16 throughout, world landmarks are 107 mm off: the last layers, which state points and metres, have
no digits to lose. All below them, where the time goes, can do with eight bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import numpy as np
import openvino as ov
from openvino import opset13 as operators

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
    to_find,
    to_place,
)
from server.analysis.landmarks import Points

FULL: Final = "f32"
HALF: Final = "bf16"

Request: TypeAlias = ov.InferRequest


class OpenVINO:
    """Both networks at full precision. Their memory holds nothing from one call to the next."""

    def __init__(self, files: Files) -> None:
        self._finds = compiled(read(files.detector, FIND_OUTPUTS), FULL)
        self._places = compiled(read(files.landmarks, PLACE_OUTPUTS), FULL)

    def find(self, crop: Pixels) -> Found:
        return found(*_run(self._finds, to_find(crop)))

    def place(self, crop: Pixels) -> Placed:
        return placed(*_run(self._places, to_place(crop)))


class MixedOpenVINO(OpenVINO):
    """Landmarks in two steps: features and heat in bfloat16, then what is stated at full precision.

    The detector stays at full precision: it runs only when somebody comes.
    """

    def __init__(self, files: Files) -> None:
        self._finds = compiled(read(files.detector, FIND_OUTPUTS), FULL)
        body, heads = part(read(files.landmarks, PLACE_OUTPUTS))
        self._body, self._heads = compiled(body, HALF), compiled(heads, FULL)

    def place(self, crop: Pixels) -> Placed:
        features, heat = _run(self._body, to_place(crop))
        points, presence, world = _run(self._heads, features)
        return placed(points, presence, heat, world)


def read(network: bytes, wanted: Sequence[int]) -> ov.Model:
    """The network with only the wanted outputs, in their order."""
    with TemporaryDirectory() as folder:  # OpenVINO reads this format from files alone
        path = Path(folder) / "network.tflite"
        path.write_bytes(network)
        model = ov.Core().read_model(path)
    outputs = [output.get_node().input_value(0) for output in model.outputs]
    sizes = [int(np.prod(output.get_shape())) for output in outputs]
    return ov.Model([outputs[number] for number in order(sizes, wanted)], model.get_parameters(), "network")


def compiled(model: ov.Model, precision: str) -> Request:
    """The model on one thread of the CPU."""
    one_core = {
        "INFERENCE_NUM_THREADS": 1,
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": precision,
        # By itself it pins its thread to the first core, in every process: all workers would share that one.
        "ENABLE_CPU_PINNING": False,
    }
    return ov.Core().compile_model(model, "CPU", one_core).create_infer_request()


def part(model: ov.Model) -> tuple[ov.Model, ov.Model]:
    """The landmark network as two: crop to (features, heat), and features to (points, presence, world)."""
    points, presence, heat, world = (output.get_node().input_value(0) for output in model.outputs)
    features = _last_in_common(model, points, world)
    body = ov.Model([features, heat], model.get_parameters(), "body").clone()
    inlet = operators.parameter(features.get_partial_shape(), np.float32)
    for user in features.get_target_inputs():
        user.replace_source_output(inlet.output(0))
    return body, ov.Model([points, presence, world], [inlet], "heads")


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


def _run(request: Request, values: Points) -> list[Points]:
    """The outputs, where the request keeps them: the next run overwrites them."""
    request.infer([values], share_inputs=True)
    return [output.data for output in request.output_tensors]
