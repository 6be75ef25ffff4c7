"""From an engine's name to the engine; its module is imported only then."""

from __future__ import annotations

from importlib import import_module
from typing import Final, cast

from server.analysis.engines.base import Engine
from server.analysis.engines.options import EngineOptions

ENGINES: Final = {
    "blazepose": "server.analysis.engines.pool.engine:PoolEngine",
    "mediapipe": "server.analysis.engines.mediapipe:MediapipeEngine",
    "scripted": "server.analysis.engines.scripted:ScriptedEngine",
}


def choose(name: str, options: EngineOptions) -> Engine:
    """The engine of that name, not yet entered. Raises ValueError naming the choices."""
    if name not in ENGINES:
        known = " or ".join(ENGINES)
        raise ValueError(f"There is no engine {name!r}: choose {known}.")
    module, _, symbol = ENGINES[name].partition(":")
    return cast(Engine, getattr(import_module(module), symbol)(options))
