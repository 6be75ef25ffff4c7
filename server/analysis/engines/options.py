"""What an engine can be told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """Settings of an engine; one that has no use for a value ignores it."""

    model_dir: Path
    """Where the model files are kept."""

    model: str = "full"
    """lite, full or heavy."""

    workers: int = 0
    """Worker processes; 0 is one per core that this process may use."""

    detect_deadline_s: float = 1.0
    """A worker that takes longer for one frame is replaced."""

    patience_s: float = 10.0
    """With no worker for this long, a detection raises EngineFailed."""

    people_every_s: float = 1.0
    """How often, in session time, a picture is searched for a second person; 0 is never."""

    placement: Literal["process", "thread"] = "process"
    """Where the workers are; a thread gives up isolation."""

    runtime: str = "auto"
    """What runs the networks, by its name in `blazepose.runtimes`; auto is the fastest installed."""

    carry_s: float = 0.5
    """How long an answer may stand while the picture does; 0 looks at every frame."""

    spare_worker: bool = True
    """Whether one more process stands ready to take a lost one's place."""

    worker_frames: int = 50_000
    """A worker is replaced after so many."""

    worker_bytes: int = 1024**3
    """Private memory that a worker may take."""
