"""Whose a pose is, and in a founding row which: personal bests are then read from one index, in its order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.analysis.loading import load_library

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("session_poses", sa.Column("user_id", sa.Integer))
    op.execute(
        "UPDATE session_poses SET user_id = "
        "(SELECT sessions.user_id FROM sessions WHERE sessions.id = session_poses.session_id)"
    )
    op.drop_index("ix_session_poses_totals", "session_poses")
    op.create_index("ix_session_poses_session", "session_poses", ["session_id", "pose_id"])
    op.create_index(
        "ix_session_poses_user",
        "session_poses",
        ["user_id", "pose_id", "side", "timestamp", "hold_s", "mean_score", "best"],
    )
    _know_founding_poses()


def _know_founding_poses() -> None:
    """Give a founding row the id and the score that a session has which a client tells of today."""
    poses = sa.table(
        "session_poses",
        *(sa.column(name) for name in ("pose_name", "pose_id", "accuracy", "mean_score", "start_s")),
    )
    unknown = sa.and_(poses.c.pose_id.is_(None), poses.c.start_s.is_(None))
    connection, library = op.get_bind(), load_library()
    for (name,) in connection.execute(sa.select(poses.c.pose_name).where(unknown).distinct()).all():
        if (pose_id := library.resolve(name)) is not None:
            known = {"pose_id": pose_id, "mean_score": sa.func.coalesce(poses.c.mean_score, poses.c.accuracy)}
            connection.execute(poses.update().where(unknown, poses.c.pose_name == name).values(known))
