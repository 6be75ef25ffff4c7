"""What a streamed session adds, and founding values brought to one form."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from server.store.users import email_key

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SESSION_COLUMNS = (
    sa.Column("public_id", sa.String(36)),
    sa.Column("started_at", sa.DateTime(timezone=True)),
    sa.Column("ended_at", sa.DateTime(timezone=True)),
    sa.Column("ending", sa.String(16)),
    sa.Column("duration_s", sa.Float),
    sa.Column("best_score", sa.Float),
    sa.Column("frames_seen", sa.Integer),
    sa.Column("frames_scored", sa.Integer),
    sa.Column("frames_dropped", sa.Integer),
    sa.Column("cues_given", sa.Integer),
    sa.Column("cues_fixed", sa.Integer),
    sa.Column("scores", sa.LargeBinary),
    sa.Column("best_landmarks", sa.LargeBinary),
    sa.Column("best_pose_id", sa.String(64)),
    sa.Column("last_seq", sa.BigInteger),
    sa.Column("level", sa.String(16)),
    sa.Column("expected_pose_id", sa.String(64)),
)
POSE_COLUMNS = (
    sa.Column("pose_id", sa.String(64)),
    sa.Column("side", sa.String(8)),
    sa.Column("start_s", sa.Float),
    sa.Column("hold_s", sa.Float),
    sa.Column("mean_score", sa.Float),
    sa.Column("best", sa.Float),
)
TIMES = (
    ("users", "created_at"),
    ("sessions", "created_at"),
    ("sessions", "date"),
    ("session_poses", "timestamp"),
)


def upgrade() -> None:
    op.add_column("users", sa.Column("email_key", sa.String))
    for column in SESSION_COLUMNS:
        op.add_column("sessions", column)
    for column in POSE_COLUMNS:
        op.add_column("session_poses", column)
    _one_form_of_time()
    _fold_addresses()
    op.create_index("ux_users_email_key", "users", ["email_key"], unique=True)
    op.create_index("ux_sessions_public_id", "sessions", ["public_id"], unique=True)
    op.create_index("ix_sessions_user_date", "sessions", ["user_id", "date"])
    op.create_index("ix_session_poses_session", "session_poses", ["session_id"])


def _one_form_of_time() -> None:
    """Fractions, a `T` or a zone would break the order of times as text, which they are in SQLite."""
    if op.get_context().dialect.name != "sqlite":
        return
    for table, column in TIMES:
        op.execute(
            f"UPDATE {table} SET {column} = "  # noqa: S608 - names of this file's own table
            f"COALESCE(strftime('%Y-%m-%d %H:%M:%S', {column}), strftime('%Y-%m-%d %H:%M:%S', 'now'))"
        )


def _fold_addresses() -> None:
    """The oldest account of a folded address owns it."""
    users = sa.table("users", sa.column("id"), sa.column("email"), sa.column("email_key"))
    connection = op.get_bind()
    taken: set[str] = set()
    for user_id, email in connection.execute(sa.select(users.c.id, users.c.email).order_by(users.c.id)).all():
        key = email_key(email)
        if key not in taken:
            taken.add(key)
            connection.execute(users.update().where(users.c.id == user_id).values(email_key=key))
