"""Builds the `.task` bundle that MediaPipe reads from the two raw networks, without the segmentation head.

Run as `python -m server.analysis.engines.bundle DETECTOR LANDMARKS OUT`: the flatbuffer schema lies in the
mediapipe package, and the server's own process does not import that.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path
from typing import Any, Final

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as schema

DETECTOR: Final = "pose_detector.tflite"
LANDMARKS: Final = "pose_landmarks_detector.tflite"

SEGMENTATION: Final = 2
"""Outputs of the landmark network: 0 landmarks, 1 presence, 2 segmentation, 3 heatmap, 4 world landmarks."""
PRESENCE: Final = 1

SIGNED: Final = (127.5, 127.5)
"""Mean and standard deviation that take bytes to -1..1, the detector's input."""
UNSIGNED: Final = (0.0, 255.0)
"""The same to 0..1, the landmark network's input."""

METADATA: Final = "TFLITE_METADATA"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The zip format's first date: the same networks give the same bytes."""


class _Aligned(flatbuffers.Builder):  # type: ignore[misc]
    """A builder that honours the schema's `force_align: 16` for weights, which the Python one ignores."""

    def StartVector(self, elemSize: int, numElems: int, alignment: int) -> int:  # noqa: N802, N803
        return int(super().StartVector(elemSize, numElems, max(alignment, 16)))


def build(detector: bytes, landmarks: bytes, *, prune: bool = True) -> bytes:
    """The bundle as an uncompressed zip. Raises ValueError when a network is not what is expected."""
    find, place = _read(detector), _read(landmarks)
    if prune:
        drop_segmentation(place)
    describe(find, SIGNED)
    describe(place, UNSIGNED)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(zipfile.ZipInfo(DETECTOR, EPOCH), _write(find))
        bundle.writestr(zipfile.ZipInfo(LANDMARKS, EPOCH), _write(place))
    return packed.getvalue()


def drop_segmentation(model: Any) -> None:
    """Drop every operator that only the segmentation mask needs; the other outputs stay bit for bit.

    MediaPipe's graph still asks for five outputs, so the presence flag stands in for the mask.
    """
    graph = model.subgraphs[0]
    outputs = list(graph.outputs)
    if len(outputs) != 5:
        raise ValueError(f"the landmark network has {len(outputs)} outputs instead of 5")
    outputs[SEGMENTATION] = outputs[PRESENCE]
    needed, kept = set(outputs), []
    for operator in reversed(graph.operators):
        if needed.intersection(operator.outputs):
            kept.append(operator)
            needed.update(operator.inputs)
    graph.operators, graph.outputs = kept[::-1], outputs
    used = {graph.tensors[index].buffer for index in needed if index >= 0}
    for number, buffer in enumerate(model.buffers):
        if number not in used:
            buffer.data = None


def describe(model: Any, scale: tuple[float, float]) -> None:
    """Say how pixels become the network's input; MediaPipe Tasks refuses a model that does not."""
    graph = model.subgraphs[0]
    notes = metadata_schema.ModelMetadataT()
    notes.name = "pose"
    notes.subgraphMetadata = [metadata_schema.SubGraphMetadataT()]
    notes.subgraphMetadata[0].inputTensorMetadata = [_image_input(scale)]
    notes.subgraphMetadata[0].outputTensorMetadata = [
        metadata_schema.TensorMetadataT() for _ in graph.outputs
    ]
    builder = flatbuffers.Builder(1024)
    builder.Finish(notes.Pack(builder), b"M001")
    buffer = schema.BufferT()
    buffer.data = np.frombuffer(bytes(builder.Output()), np.uint8)
    entry = schema.MetadataT()
    entry.name, entry.buffer = METADATA, len(model.buffers)
    others = [one for one in model.metadata or [] if bytes(one.name) != METADATA.encode()]
    model.buffers.append(buffer)
    model.metadata = [*others, entry]


def _image_input(scale: tuple[float, float]) -> Any:
    options = metadata_schema.NormalizationOptionsT()
    options.mean, options.std = [scale[0]], [scale[1]]
    unit = metadata_schema.ProcessUnitT()
    unit.optionsType = metadata_schema.ProcessUnitOptions.NormalizationOptions
    unit.options = options
    image = metadata_schema.ImagePropertiesT()
    image.colorSpace = metadata_schema.ColorSpaceType.RGB
    content = metadata_schema.ContentT()
    content.contentPropertiesType = metadata_schema.ContentProperties.ImageProperties
    content.contentProperties = image
    tensor = metadata_schema.TensorMetadataT()
    tensor.name, tensor.content, tensor.processUnits = "image", content, [unit]
    return tensor


def digest(network: bytes) -> str:
    """SHA-256 over what a network computes: operators in order, shapes, types and weights.

    Names, metadata and file layout are left out, so that it is the same for a raw file and for the same
    network inside a bundle.
    """
    model = _read(network)
    graph = model.subgraphs[0]
    numbers: dict[int, int] = {}
    told = hashlib.sha256()

    def tell(index: int) -> None:
        if index < 0 or index in numbers:
            told.update(b"tensor %d" % numbers.get(index, -1))
            return
        numbers[index] = len(numbers)
        tensor = graph.tensors[index]
        told.update(repr((list(map(int, tensor.shape)), tensor.type, _plain(tensor.quantization))).encode())
        data = model.buffers[tensor.buffer].data
        told.update(hashlib.sha256(b"" if data is None else bytes(data)).digest())

    for operator in graph.operators:
        code = model.operatorCodes[operator.opcodeIndex]
        told.update(repr((max(code.builtinCode, code.deprecatedBuiltinCode), code.version)).encode())
        told.update(repr(_plain(operator.builtinOptions)).encode())
        for index in (*operator.inputs, -1, *operator.outputs):
            tell(int(index))
    for index in graph.outputs:
        tell(int(index))
    return told.hexdigest()


def _plain(value: Any) -> Any:
    """A schema object as nested lists of plain values, in an order that does not change.

    Fields at zero are left out: a newer schema that knows more fields tells the same.
    """
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "__dict__"):
        fields = [(name, _plain(one)) for name, one in sorted(vars(value).items())]
        return [field for field in fields if field[1]]
    return value.item() if isinstance(value, np.generic) else value


def _read(network: bytes) -> Any:
    if network[4:8] != b"TFL3":
        raise ValueError("not a TensorFlow Lite network")
    return schema.ModelT.InitFromPackedBuf(network, 0)


def _write(model: Any) -> bytes:
    builder = _Aligned(1 << 20)
    builder.Finish(model.Pack(builder), b"TFL3")
    return bytes(builder.Output())


def main(detector: str, landmarks: str, out: str) -> None:
    """Write the bundle to `out` and print the digests of its two networks."""
    bundle = build(Path(detector).read_bytes(), Path(landmarks).read_bytes())
    Path(out).write_bytes(bundle)
    with zipfile.ZipFile(io.BytesIO(bundle)) as members:
        for name in (DETECTOR, LANDMARKS):
            print(digest(members.read(name)))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
