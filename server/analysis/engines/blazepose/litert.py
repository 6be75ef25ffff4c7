"""Runs the networks with LiteRT, at full precision, each on one thread."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ai_edge_litert.interpreter import Interpreter

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


class LiteRT:
    """Two interpreters. Their memory holds nothing from one call to the next."""

    def __init__(self, files: Files) -> None:
        self._find = _Network(files.detector, FIND_OUTPUTS)
        self._place = _Network(files.landmarks, PLACE_OUTPUTS)

    def find(self, crop: Pixels) -> Found:
        return found(*self._find.run(to_find(crop)))

    def place(self, crop: Pixels) -> Placed:
        return placed(*self._place.run(to_place(crop)))


class _Network:
    def __init__(self, content: bytes, wanted: Sequence[int]) -> None:
        self._interpreter = Interpreter(model_content=content, num_threads=1)
        self._interpreter.allocate_tensors()
        self._input = self._interpreter.get_input_details()[0]["index"]
        outputs = self._interpreter.get_output_details()
        sizes = [int(np.prod(output["shape"])) for output in outputs]
        self._outputs = [outputs[number]["index"] for number in order(sizes, wanted)]

    def run(self, values: Points) -> list[Points]:
        """Copies of the wanted outputs."""
        self._interpreter.tensor(self._input)()[...] = values
        self._interpreter.invoke()
        return [self._interpreter.get_tensor(output) for output in self._outputs]
