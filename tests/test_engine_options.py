"""An engine is told the same by the settings' defaults as by its own."""

from __future__ import annotations

from pathlib import Path

from server.analysis.engines.options import EngineOptions
from server.engine_options import engine_options
from server.settings import Settings


def test_the_defaults_of_both_are_the_same() -> None:
    assert engine_options(Settings(_env_file=None, model_dir=Path("models"))) == EngineOptions(Path("models"))


def test_what_is_set_is_told() -> None:
    told = engine_options(Settings(_env_file=None, runtime="litert", worker_mb=512, carry_s=0.0))
    assert (told.runtime, told.worker_bytes, told.carry_s) == ("litert", 512 * 2**20, 0.0)
