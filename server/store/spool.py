"""Totals of sessions that the database would not take, kept in files until it does."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

import structlog
from pydantic import ConfigDict, TypeAdapter, ValidationError

from server.analysis.summary import Ending, Summary
from server.store.records import Owner

logger = structlog.get_logger(__name__)

MOST_BYTES: Final = 64 * 1024 * 1024
"""Some thousand practices; what comes after that is lost, and said so."""


@dataclass(frozen=True, slots=True)
class Owed:
    """One call of `SessionStore.save`, to be made again."""

    public_id: str
    owner: Owner
    summary: Summary
    ending: Ending | None


_OWED: Final = TypeAdapter(
    tuple[Owed], config=ConfigDict(ser_json_bytes="base64", val_json_bytes="base64", extra="ignore")
)


class Spool:
    """A file for each session, with owner-only rights, written through to the disk.

    What a full disk does not take stays in memory alone: it outlives the database's absence, though not the
    server's end. Blocks; may be used from several threads.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._kept: dict[str, bytes] = {path.stem: path.read_bytes() for path in self._files()}

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, public_id: str) -> bool:
        return public_id in self._kept

    def __iter__(self) -> Iterator[Owed]:
        for public_id, written in list(self._kept.items()):
            try:
                (owed,) = _OWED.validate_json(written)
            except ValidationError:
                logger.error("what was kept of a session cannot be read", session=public_id)
                self._kept.pop(public_id)  # the file stays, for whoever can
            else:
                yield owed

    def keep(self, owed: Owed) -> None:
        """In the place of what was kept of this session before."""
        written = _OWED.dump_json((owed,))
        with self._lock:  # a database that is gone is gone for all sessions, which come at once
            self._keep(owed, written)

    def _keep(self, owed: Owed, written: bytes) -> None:
        others = sum(len(kept) for name, kept in self._kept.items() if name != owed.public_id)
        if others + len(written) > MOST_BYTES:
            logger.error("no room to keep a session until the database is back", session=owed.public_id)
            return
        self._kept[owed.public_id] = written
        try:
            _write(self._path(owed.public_id), written)
        except OSError as error:
            logger.error("a session is kept in memory alone", session=owed.public_id, reason=error.strerror)

    def forget(self, public_id: str) -> None:
        with self._lock:
            self._kept.pop(public_id, None)
            self._path(public_id).unlink(missing_ok=True)

    def _path(self, public_id: str) -> Path:
        return self._folder / f"{UUID(public_id)}.json"

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.json"))


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all, and on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
