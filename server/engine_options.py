"""From the settings to what an engine is told, for the server and for whatever measures beside it."""

from __future__ import annotations

from server.analysis.engines.options import EngineOptions
from server.settings import Settings


def engine_options(settings: Settings) -> EngineOptions:
    return EngineOptions(
        model_dir=settings.model_dir,
        model=settings.model,
        workers=settings.workers,
        detect_deadline_s=settings.detect_deadline_s,
        patience_s=settings.engine_patience_s,
        placement=settings.placement,
        runtime=settings.runtime,
        carry_s=settings.carry_s,
        spare_worker=settings.spare_worker,
        worker_frames=settings.worker_frames,
        worker_bytes=settings.worker_mb * 1024 * 1024,
    )
