"""Which sessions of a history are wanted, and where in it a page begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from server.analysis.summary import Ending
from server.store.records import Source
from server.store.schema import session_poses, sessions


@dataclass(frozen=True, slots=True)
class Place:
    """Of a session in a history, which is in order of date and number."""

    date: datetime
    id: int

    def older(self) -> sa.ColumnElement[bool]:
        """What comes after it, newest first. The first condition alone is what the index is searched by."""
        return sa.and_(
            sessions.c.date <= self.date, sa.or_(sessions.c.date < self.date, sessions.c.id < self.id)
        )


@dataclass(frozen=True, slots=True)
class Filter:
    pose_id: str | None = None
    pose_name: str | None = None
    """As it was written by a client; for what the library does not know."""

    since: datetime | None = None
    until: datetime | None = None
    """The first moment that is too late."""

    source: Source | None = None
    ending: Ending | None = None
    min_score: float | None = None
    """0..100, of the session's mean."""

    def conditions(self) -> list[sa.ColumnElement[bool]]:
        found: list[sa.ColumnElement[bool] | None] = [
            None if self.since is None else sessions.c.date >= self.since,
            None if self.until is None else sessions.c.date < self.until,
            None if self.source is None else sessions.c.source == self.source,
            None if self.ending is None else sessions.c.ending == self.ending.value,
            None if self.min_score is None else sessions.c.avg_accuracy >= self.min_score,
            None if self.pose_id is None else _has(session_poses.c.pose_id == self.pose_id),
            None if self.pose_name is None else _has(session_poses.c.pose_name == self.pose_name),
        ]
        return [condition for condition in found if condition is not None]


EVERYTHING: Final = Filter()


def _has(pose: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(session_poses.c.session_id == sessions.c.id, pose)
