"""The stream as an AsyncAPI 3 document, made from the very types that the socket reads and writes."""

from __future__ import annotations

import dataclasses
from functools import cache
from importlib.metadata import version
from typing import Any, Final, TypeAlias, get_args, get_type_hints

from pydantic import BaseModel, create_model
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from server.analysis.landmarks import Points
from server.stream import wire

DESCRIPTION: Final = (
    "A practice over one WebSocket. `hello` comes first, within 5 seconds; `welcome` answers it, and from "
    "then on frames and control messages go in, feedback comes out. Newest frame wins. A refusal is an "
    "`error` message followed by a close code: 4400 bad input, 4401 not authenticated, 4403 not allowed, "
    "4408 idle or time limit, 4409 replaced, 4413 too large, 4429 too fast, 1012 restarting, 1013 busy."
)
FRAME: Final = (
    "A binary message: 16 bytes big-endian (u8 version 1, u8 kind 1, u16 flags 0, u32 seq, u64 capture time "
    "in microseconds of the client's monotonic clock), then a JPEG."
)
Point: TypeAlias = tuple[float, float, float, float]


@cache
def document() -> dict[str, Any]:
    """The whole document; built once."""
    client = list(get_args(get_args(wire.Incoming)[0]))
    server = [_as_model(kind) for kind in get_args(wire.ServerMessage)]
    schemas = _schemas(client, "validation") | _schemas(server, "serialization")
    messages = {_name(model): _message(model) for model in (*client, *server)}
    messages["frame"] = {
        "name": "frame",
        "summary": FRAME,
        "contentType": "application/octet-stream",
        "payload": {"type": "string", "format": "binary"},
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Yoga Assistant, the stream",
            "version": version("yoga-assistant"),
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {
            "practice": {
                "address": "/ws/practice",
                "description": f"The subprotocol is `{wire.SUBPROTOCOL}`.",
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
            }
        },
        "operations": {
            "hear": _operation("receive", [*map(_name, client), "frame"], "What a client says."),
            "tell": _operation("send", [*map(_name, server)], "What the server says."),
        },
        "components": {"messages": messages, "schemas": schemas},
    }


def _schemas(models: list[type[BaseModel]], mode: JsonSchemaMode) -> dict[str, Any]:
    _, definitions = models_json_schema(
        [(model, mode) for model in models], ref_template="#/components/schemas/{model}"
    )
    schemas: dict[str, Any] = definitions["$defs"]
    return schemas


def _as_model(message: type[Any]) -> type[BaseModel]:
    """A server message as a model: pydantic cannot see into an array, which travels as lists of numbers."""
    hints = get_type_hints(message)
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(message):
        hint = list[Point] | None if hints[field.name] == Points | None else hints[field.name]
        # Every field is sent, its default too.
        fields[field.name] = (hint, ...)
    return create_model(message.__name__, __doc__=message.__doc__, **fields)


def _name(model: type[BaseModel]) -> str:
    (name,) = get_args(model.model_fields["type"].annotation)
    return str(name)


def _message(model: type[BaseModel]) -> dict[str, Any]:
    return {
        "name": _name(model),
        "summary": " ".join((model.__doc__ or "").split()),
        "payload": {"$ref": f"#/components/schemas/{model.__name__}"},
    }


def _operation(action: str, names: list[str], summary: str) -> dict[str, Any]:
    return {
        "action": action,
        "summary": summary,
        "channel": {"$ref": "#/channels/practice"},
        "messages": [{"$ref": f"#/channels/practice/messages/{name}"} for name in names],
    }
