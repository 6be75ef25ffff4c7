"""How long an account with ten thousand sessions waits for its statistics and pages, on each database.

    python -m bench.history                              # SQLite, and PostgreSQL where it is installed
    python -m bench.history --url postgresql://…         # an empty database of one's own

One client asks one question after another over one connection. The CPU is that of the server's process, which
other work on the machine changes least; PostgreSQL's own is not in it.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import psutil
import sqlalchemy as sa

from server.client.local import LocalServer, local_server
from server.client.rest import call
from server.store.migrate import in_one_transaction, migrate
from server.store.schema import session_poses, sessions
from tests.postgres import cluster, programs

TARGET_MS: Final = 50.0
POSES: Final = ("warrior2", "tree", "downdog", "mountain", "chair", "goddess", "t_pose", "side_plank")
HOLDS: Final = 4
"""Of each session."""

OTHERS: Final = 20
"""Accounts besides, each with a twentieth of the history."""

EVERY: Final = timedelta(hours=5)
"""From one session to the next: ten thousand of them are almost six years of practice, day by day."""

SOME: Final = 1000
WARM_UP: Final = 5
NOT_ASKED: Final = ("/api/export", "/api/operator", "/auth/protected", "/metrics")
"""The first is a stream of everything; the others read no history."""


@dataclass(frozen=True, slots=True)
class Waited:
    path: str
    milliseconds: list[float]
    cpu_ms: float
    """Of the server, for one answer."""

    size: int

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.milliseconds, n=20)[-1]


@click.command()
@click.option("--sessions", "count", type=click.IntRange(100), default=10_000, show_default=True)
@click.option("--times", type=click.IntRange(20), default=100, show_default=True, help="Each is asked.")
@click.option("--url", help="Another database, which has to be empty.")
def main(*, count: int, times: int, url: str | None) -> None:
    """Fill a database, ask, and print how long the answers took."""
    for name, chosen in databases(url):
        with chosen as there, TemporaryDirectory(prefix="yoga-assistant-bench-") as folder:
            migrate(there)
            settings = {"YOGA_DATABASE_URL": there, "YOGA_DATA_DIR": folder, "LOG_LEVEL": "WARNING"}
            with local_server(
                {"YOGA_ENGINE": "scripted", "YOGA_SIGNUPS_PER_HOUR": "100", **settings}
            ) as server:
                token = fill(server, there, count)
                waited = [ask(server, token, path, times) for path in questions(server, token, count)]
        print_figures(name, count, waited)


def databases(url: str | None) -> Iterator[tuple[str, Any]]:
    if url is not None:
        yield url.partition(":")[0], given(url)
        return
    yield "sqlite", sqlite()
    if programs() is None:
        click.echo("There is no PostgreSQL here: apt-get install postgresql")
    else:
        yield "postgresql", postgres()


@contextmanager
def given(url: str) -> Iterator[str]:
    yield url


@contextmanager
def sqlite() -> Iterator[str]:
    with TemporaryDirectory(prefix="yoga-assistant-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'bench.db'}"


@contextmanager
def postgres() -> Iterator[str]:
    with cluster() as running:
        yield running.create()


def fill(server: LocalServer, url: str, count: int) -> str:
    """Give one account a long history and some others shorter ones; returns its token."""
    token = ""
    for number in range(OTHERS + 1):
        person = {
            "fullname": "Bench",
            "email": f"bench{number}@example.com",
            "password": "password123",
            "sex": "other",
            "dob": "1990-01-01",
        }
        added = call(server.address, "/auth/signup", person)
        token = token or added["access_token"]
        histories = count if number == 0 else count // OTHERS
        in_one_transaction(url, partial(practise, user_id=added["user_id"], count=histories))
    for goal in ({"kind": "days", "target": 3}, {"kind": "hold", "target": 60, "pose": "tree"}):
        call(server.address, "/api/goals", goal, token=token)
    return token


def practise(connection: sa.Connection, user_id: int, count: int) -> None:
    dice = random.Random(user_id)  # noqa: S311 - of a benchmark
    now = datetime.now(UTC).replace(microsecond=0)
    for first in range(0, count, SOME):
        rows = [session(dice, user_id, now - EVERY * n) for n in range(first, min(first + SOME, count))]
        connection.execute(sessions.insert(), rows)
        ids = connection.execute(
            sa.select(sessions.c.id, sessions.c.date)
            .where(sessions.c.user_id == user_id)
            .order_by(sessions.c.id.desc())
            .limit(len(rows))
        ).all()
        holds = [hold(dice, user_id, number, at, n) for number, at in ids for n in range(HOLDS)]
        connection.execute(session_poses.insert(), holds)


def session(dice: random.Random, user_id: int, at: datetime) -> dict[str, Any]:
    seconds = dice.uniform(300, 2400)
    return {
        "user_id": user_id,
        "date": at,
        "created_at": at,
        "started_at": at,
        "ended_at": at + timedelta(seconds=seconds),
        "ending": "completed",
        "public_id": f"{user_id:08x}-{dice.getrandbits(64):016x}",
        "duration": round(seconds / 60),
        "duration_s": seconds,
        "avg_accuracy": dice.uniform(50, 95),
        "best_score": dice.uniform(80, 100),
        "total_poses": HOLDS,
        "frames_seen": 9000,
        "frames_scored": 8000,
        "frames_dropped": 10,
        "cues_given": 9,
        "cues_fixed": 6,
        "scores": dice.randbytes(int(seconds)),
        "best_landmarks": dice.randbytes(33 * 4 * 4),
        "best_pose_id": dice.choice(POSES),
        "last_seq": 9000,
        "level": "beginner",
        "source": "jpeg",
    }


def hold(dice: random.Random, user_id: int, session_id: int, at: datetime, number: int) -> dict[str, Any]:
    pose, score = dice.choice(POSES), dice.uniform(50, 95)
    return {
        "user_id": user_id,
        "session_id": session_id,
        "pose_name": pose.title(),
        "accuracy": score,
        "feedback": ("Bend your front knee a little more.",),
        "improvements": ("Lift your back arm to the height of your shoulder.",),
        "timestamp": at + timedelta(seconds=60 * number),
        "pose_id": pose,
        "side": dice.choice(("left", "right")),
        "start_s": 60.0 * number,
        "hold_s": dice.uniform(5, 60),
        "mean_score": score,
        "best": score + 4,
    }


def questions(server: LocalServer, token: str, count: int) -> list[str]:
    """Every GET that an account may ask by its token alone, as the document has them, and some pages."""
    document = call(server.address, "/openapi.json")
    plain = [
        path
        for path, methods in document["paths"].items()
        if "{" not in path and methods.get("get", {}).get("security") and not path.startswith(NOT_ASKED)
    ]
    newest = call(server.address, "/api/sessions", token=token)["data"][0]["id"]
    return [
        *plain,
        "/api/sessions?limit=20",
        f"/api/sessions?before={newest + count // 2}",  # the newest were written first
        "/api/sessions?pose=tree&min_score=60",
        "/api/sessions?limit=20&pose=headstand",
        f"/api/sessions/{newest}",
        "/api/progress?weeks=104&tz=Asia/Kolkata",
        "/api/progress/tree",
    ]


def ask(server: LocalServer, token: str, path: str, times: int) -> Waited:
    process, waited = psutil.Process(server.pid), list[float]()
    with closing(HTTPConnection(server.address.netloc, timeout=30)) as connection:
        for _ in range(WARM_UP):
            size = get(connection, token, path)
        spent = cpu_s(process)
        for _ in range(times):
            began = time.perf_counter()
            get(connection, token, path)
            waited.append(1000 * (time.perf_counter() - began))
    return Waited(path, waited, 1000 * (cpu_s(process) - spent) / times, size)


def get(connection: HTTPConnection, token: str, path: str) -> int:
    """The size of the answer."""
    connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    if response.status != 200:
        raise click.ClickException(f"{path}: {response.status}")
    return len(response.read())


def cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def print_figures(name: str, count: int, waited: list[Waited]) -> None:
    click.echo(f"\n{name}, {count} sessions of one account, {HOLDS} holds each")
    click.echo(f"{'':44} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'kB':>7}")
    for one in waited:
        over = "  over the target" if one.p95 > TARGET_MS else ""
        median = statistics.median(one.milliseconds)
        click.echo(
            f"{one.path:44} {median:8.1f} {one.p95:8.1f} {one.cpu_ms:8.1f} {one.size / 1e3:7.1f}{over}"
        )


if __name__ == "__main__":
    main()
