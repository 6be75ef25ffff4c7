"""How long each answer about one user's 10,000 sessions takes: `python -m bench.history`.

A server in a process of its own on a temporary SQLite file, one client, one request after another. Prints the
median and the 95th percentile of each, in milliseconds, and the server's CPU time for one answer.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Final

import click
import psutil

from server.client.rest import call
from server.store.database import Database, Transaction
from server.store.schema import session_poses, sessions
from tests.serving import Serving, serving

POSES: Final = ("tree", "warrior2", "chair", "mountain", "goddess", "downdog", "staff", "t_pose")
HOLDS: Final = 6
"""In each session."""

SOME: Final = 100
"""Sessions written at once."""

PATHS: Final = (
    "/api/sessions",
    "/api/sessions?limit=20",
    "/api/sessions?limit=20&pose=tree&min_score=60",
    "/api/sessions?limit=20&pose=headstand",
    "/api/sessions/stats?tz=Europe/Paris",
    "/api/progress?weeks=12&tz=Europe/Paris",
    "/api/progress?weeks=104&tz=Europe/Paris",
    "/api/progress/tree",
    "/api/goals?tz=Europe/Paris",
    "/api/achievements?tz=Europe/Paris",
    "/api/leaderboard?period=all",
)


@click.command()
@click.option("--sessions", "count", type=click.IntRange(min=100), default=10_000, show_default=True)
@click.option("--times", type=click.IntRange(min=20), default=50, show_default=True, help="Requests of each.")
def main(count: int, times: int) -> None:
    """Fill a history and ask for it again and again."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        token = server.sign_up()
        asyncio.run(_fill(server, count))
        for goal in ({"kind": "days", "target": 3}, {"kind": "hold", "target": 60, "pose": "tree"}):
            call(server.address, "/api/goals", goal, token=token)
        paths = (*PATHS, *_deep(server, token, count))
        click.echo(f"{count} sessions, {HOLDS} holds in each\n")
        click.echo(f"{'':56}{'p50':>8}{'p95':>8}{'cpu':>8}   ms")
        for path in paths:
            median, high, cpu = _measure(server, token, path, times)
            click.echo(f"{path:56}{median:8.1f}{high:8.1f}{cpu:8.1f}")


async def _fill(server: Serving, count: int) -> None:
    """Sessions every seven hours, back from now."""
    now = datetime.now(UTC).replace(microsecond=0)

    async def write(transaction: Transaction, first: int) -> None:
        moments = [now - timedelta(hours=7 * n) for n in range(first, min(first + SOME, count))]
        rows = await transaction.all(
            sessions.insert().values([_session(at) for at in moments]).returning(sessions.c.id)
        )
        holds = [
            _hold(row["id"], at + timedelta(minutes=n))
            for row, at in zip(rows, moments, strict=True)
            for n in range(HOLDS)
        ]
        await transaction.run(session_poses.insert().values(holds))

    async with Database(f"sqlite:///{server.folder / 'yoga_assistant.db'}") as database:
        for first in range(0, count, SOME):
            await database.transact(partial(write, first=first))


def _session(at: datetime) -> dict[str, Any]:
    return {
        "user_id": 1, "date": at, "created_at": at, "started_at": at, "duration": 10, "duration_s": 600.0,
        "avg_accuracy": 80.0, "total_poses": HOLDS, "ending": "completed", "source": "jpeg",
        "level": "beginner", "scores": bytes(600), "best_landmarks": bytes(528), "best_score": 90.0,
    }  # fmt: skip


def _hold(session_id: int, at: datetime) -> dict[str, Any]:
    pose = random.choice(POSES)  # noqa: S311 - no secret
    return {
        "session_id": session_id, "user_id": 1, "pose_name": pose, "pose_id": pose, "accuracy": 80.0,
        "feedback": ("Bend your front knee.",), "improvements": ("Lift your back arm.",), "timestamp": at,
        "side": "left", "start_s": 1.0, "hold_s": 20.0, "mean_score": 80.0, "best": 90.0,
    }  # fmt: skip


def _deep(server: Serving, token: str, count: int) -> tuple[str, ...]:
    """A page from the middle of the history, which is as far from the index's end as can be."""
    newest = call(server.address, "/api/sessions?limit=1", token=token)["data"][0]["id"]
    middle = newest + count // 2 if newest + count // 2 <= count else count // 2
    return (f"/api/sessions?limit=20&before={middle}", f"/api/sessions/{middle}/timeline")


def _measure(server: Serving, token: str, path: str, times: int) -> tuple[float, float, float]:
    connection = HTTPConnection(server.address.netloc, timeout=30)
    process = psutil.Process(server.pid)
    spent: list[float] = []
    before = sum(process.cpu_times()[:2])
    for _ in range(times):
        began = time.perf_counter()
        connection.request("GET", path, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{path} answered {response.status}")
        spent.append(1000 * (time.perf_counter() - began))
    cpu = 1000 * (sum(process.cpu_times()[:2]) - before) / times
    connection.close()
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1], cpu


if __name__ == "__main__":
    main()
