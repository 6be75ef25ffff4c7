"""The key under which a session was posted, so that a repeated request is known."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sessions", sa.Column("request_key", sa.String(255)))
    op.add_column("sessions", sa.Column("request_digest", sa.String(64)))
    op.create_index("ux_sessions_request_key", "sessions", ["user_id", "request_key"], unique=True)
