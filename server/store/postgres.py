"""PostgreSQL, through asyncpg: a pool of connections, each with limits of its own."""

from __future__ import annotations

from typing import Any, Final

import sqlalchemy as sa

from server.errors import StoreUnavailable
from server.store.driver import Driver

POOL: Final = 10
"""Most connections; writers take turns, so the others read."""

CONNECT_S: Final = 5.0
STATEMENT_S: Final = 5.0
"""What a statement may take on the server, waiting for a lock included."""

ANSWER_S: Final = 6.0
"""After so long without an answer the connection is given up: the server may be gone without a word."""

PATIENCE_S: Final = 10.0

WRITE_LOCK: Final = int.from_bytes(b"yoga")
"""Names the advisory lock that makes writers of all processes take turns, as SQLite's do."""

MODES: Final = frozenset({"disable", "allow", "prefer", "require", "verify-ca", "verify-full"})
"""Of TLS, in libpq's words."""


def driver(url: sa.URL) -> Driver:
    """Raises StoreUnavailable where the packages are missing or the URL asks for what is not understood."""
    asyncpg = _package()
    limits = {
        "statement_timeout": _milliseconds(STATEMENT_S),
        "idle_in_transaction_session_timeout": _milliseconds(2 * PATIENCE_S),
    }
    pool = {"min_size": 1, "max_size": POOL, "command_timeout": ANSWER_S}
    return Driver(
        url="postgresql://",
        options=connection(url, limits) | pool,
        begin=("BEGIN", f"SELECT pg_advisory_xact_lock({WRITE_LOCK})"),
        conflicts=(asyncpg.IntegrityConstraintViolationError,),
        failures=(
            asyncpg.PostgresError,
            asyncpg.InterfaceError,
            asyncpg.InternalClientError,  # of a connection that was cut between two statements
            sa.exc.SQLAlchemyError,
            OSError,
        ),
        patience_s=PATIENCE_S,
        kept=0,
    )


def connection(url: sa.URL, settings: dict[str, str] | None = None) -> dict[str, Any]:
    """Arguments of `asyncpg.connect`. Raises StoreUnavailable."""
    asked = dict(url.query)
    arguments = {
        "host": asked.pop("host", None) or url.host,
        "port": url.port,
        "user": url.username,
        "password": url.password,
        "database": url.database,
        "ssl": asked.pop("sslmode", None),
        "timeout": CONNECT_S,
        # Days of UTC are counted by the server, and times are told in its zone.
        "server_settings": {"application_name": "yoga-assistant", "timezone": "UTC"} | (settings or {}),
    }
    if asked or arguments["ssl"] not in MODES | {None}:
        raise StoreUnavailable(
            "The URL of a PostgreSQL database may say ?host=… and ?sslmode=…, one of "
            f"{', '.join(sorted(MODES))}, and nothing else."
        )
    return {name: value for name, value in arguments.items() if value is not None}


def _package() -> Any:
    try:
        import asyncpg  # noqa: PLC0415 - an extra
    except ImportError:
        raise StoreUnavailable(
            "PostgreSQL needs packages that are not installed: pip install 'yoga-assistant[postgres]'."
        ) from None
    return asyncpg


def _milliseconds(seconds: float) -> str:
    return str(round(1000 * seconds))
