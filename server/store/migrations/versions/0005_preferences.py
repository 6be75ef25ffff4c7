"""What somebody chose and means to reach, how a body moved where its owner agreed, and indices for totals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("source", sa.String(16)))
    _make_preferences()
    _make_goals()
    _make_landmarks()
    _index_totals()


def _make_preferences() -> None:
    op.create_table(
        "preferences",
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("time_zone", sa.String(64)),
        sa.Column("units", sa.String(8), nullable=False),
        sa.Column("language", sa.String(35)),
        sa.Column("keep_landmarks", sa.Boolean, nullable=False),
        sa.Column("display_name", sa.String(40)),
        sa.Column("display_key", sa.String(120)),
    )
    op.create_index("ux_preferences_display_key", "preferences", ["display_key"], unique=True)


def _make_goals() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user_id", sa.Integer, sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("pose_id", sa.String(64)),
        sa.Column("target", sa.Float, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_goals_user", "goals", ["user_id"])


def _make_landmarks() -> None:
    session = sa.ForeignKey("sessions.id", ondelete="CASCADE")
    op.create_table(
        "session_landmarks",
        sa.Column("session_id", sa.Integer, session, primary_key=True),
        sa.Column("start_ms", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("frames", sa.LargeBinary, nullable=False),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_session_landmarks_kept_until", "session_landmarks", ["kept_until"])


def _index_totals() -> None:
    op.drop_index("ix_sessions_user_date", "sessions")
    op.create_index(
        "ix_sessions_totals", "sessions", ["user_id", "date", "duration_s", "duration", "avg_accuracy"]
    )
    op.drop_index("ix_session_poses_session", "session_poses")
    op.create_index(
        "ix_session_poses_totals",
        "session_poses",
        ["session_id", "pose_id", "mean_score", "best", "hold_s", "timestamp", "side"],
    )
