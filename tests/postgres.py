"""A real PostgreSQL of its own for tests: started from Debian's package, gone afterwards."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from server.client.local import free_port

DEBIAN = "/usr/lib/postgresql"
REQUIRED = "YOGA_TEST_POSTGRES"
"""Set to `required`, a test that finds no PostgreSQL fails instead of skipping."""

START_S = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "60",
    "shared_buffers": "32MB",
    # The machine does not lose power in a test, and what one process wrote the next one reads.
    "fsync": "off",
}


def programs() -> Path | None:
    """The folder of the newest installed server's programs; `scripts/postgresql` looks at the same places."""
    on_path = shutil.which("initdb")
    found = sorted(Path(DEBIAN).glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else Path(on_path).parent if on_path else None


@dataclass(frozen=True)
class Cluster:
    """One server; every test has a database of its own in it."""

    folder: Path
    port: int
    password: str
    _numbers: count[int]

    def url(self, database: str) -> str:
        return f"postgresql://yoga:{self.password}@127.0.0.1:{self.port}/{database}"

    def create(self, template: str = "template1") -> str:
        """A new database like `template`; returns its URL."""
        name = f"test_{next(self._numbers)}"
        self.query(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def query(self, sql: str, database: str = "postgres") -> str:
        """What psql says to this."""
        command = ["psql", "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql, self.url(database)]
        return self._run(command)

    def control(self, *arguments: str) -> None:
        """Tell pg_ctl to `start`, `stop` or `restart`."""
        self._run(["pg_ctl", "-D", str(self.folder / "data"), "-w", "-t", str(START_S), *arguments])

    def start(self) -> None:
        options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        log = self.folder / "log"
        self.control("-l", str(log), "-o", f"-p {self.port} {options}", "start")

    def _run(self, command: list[str]) -> str:
        folder = programs()
        assert folder is not None
        # It refuses to run as root; a pipe would be kept open by the server that is left running.
        said = self.folder / "said"
        with said.open("w+") as out:
            done = subprocess.run(
                [str(folder / command[0]), *command[1:]],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                cwd=self.folder,
                user="postgres" if os.getuid() == 0 else None,
                check=False,
            )
        assert done.returncode == 0, said.read_text()
        return said.read_text().strip()


@contextmanager
def cluster() -> Iterator[Cluster]:
    folder = Path(mkdtemp(prefix="yoga-postgres-"))
    made = Cluster(folder, free_port(), secrets.token_hex(16), count())
    try:
        secret = folder / "password"
        secret.write_text(made.password)
        if os.getuid() == 0:
            for path in (folder, secret):
                shutil.chown(path, "postgres")
        words = ["-U", "yoga", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        made._run(["initdb", "-D", str(folder / "data"), *words, "--pwfile", str(secret)])
        made.start()
        try:
            yield made
        finally:
            made.control("-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
