"""PostgreSQL's own programs for backups: no copy made by hand would be as whole as theirs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import sqlalchemy as sa

from server.errors import StoreUnavailable
from server.store.postgres import connection
from server.store.schema import metadata

OURS: Final = ("--no-owner", "--no-privileges")
"""Whoever restores it owns it."""


def dump(url: sa.URL, target: Path) -> None:
    """Write everything into `target`, in pg_dump's own format. Raises StoreUnavailable."""
    _run("pg_dump", url, f"--dbname={_named(url)}", "--format=custom", *OURS, f"--file={target}")


def load(url: sa.URL, source: Path) -> None:
    """Put what pg_dump wrote in the place of our tables, all or nothing. Raises StoreUnavailable."""
    tables = ", ".join((*metadata.tables, "alembic_version"))
    with TemporaryDirectory(prefix="yoga-assistant-") as folder:
        script = Path(folder) / "restore.sql"
        _run("pg_restore", url, *OURS, f"--file={script}", str(source))
        # By psql and not by pg_restore --clean, which stumbles over tables that the backup does not know yet.
        whole = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        drop = f"DROP TABLE IF EXISTS {tables} CASCADE"
        _run("psql", url, f"--dbname={_named(url)}", *whole, f"--command={drop}", f"--file={script}")


def _run(program: str, url: sa.URL, *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise StoreUnavailable(f"{program} is not installed; Debian's package is postgresql-client.")
    # The password goes by the environment, which only this user can read; a command line is everybody's.
    secret = {"PGPASSWORD": str(url.password)} if url.password is not None else {}
    try:
        subprocess.run(  # noqa: S603 - a program of the system, no shell
            [path, *arguments],
            env={"PATH": os.defpath, "PGCONNECT_TIMEOUT": "5"} | secret,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
    except subprocess.CalledProcessError as error:
        said = next(iter(error.stderr.splitlines()), f"status {error.returncode}")
        raise StoreUnavailable(f"{program} failed: {said.rstrip('.')}.") from error


def _named(url: sa.URL) -> str:
    """Where the database is, in libpq's words and without its password."""
    asked = connection(url)
    words = {"host": "host", "port": "port", "user": "user", "database": "dbname", "ssl": "sslmode"}
    quoted = {
        word: str(asked[name]).replace("\\", r"\\").replace("'", r"\'")
        for name, word in words.items()
        if name in asked
    }
    return " ".join(f"{word}='{value}'" for word, value in quoted.items())
