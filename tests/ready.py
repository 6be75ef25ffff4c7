"""An empty database that is ready: migrated once, for all tests that begin with one."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from server.store.migrate import migrate


@cache
def ready() -> bytes:
    """The file that SQLite would hold after every step."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "ready.db"
        migrate(f"sqlite:///{file}")
        return file.read_bytes()
