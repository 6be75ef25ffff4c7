"""No account is given the number of one that is gone: what outlives an account must not find another."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":  # a sequence of PostgreSQL never goes back
        return
    # SQLite can say so of a new table only; the rows are copied.
    with op.batch_alter_table("users", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
