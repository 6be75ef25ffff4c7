"""Everything that is kept of the one who asks: as JSON, whole, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from fastapi.responses import StreamingResponse

from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import founding_moment, session_detail
from server.api.strict import router
from server.api.timeline import MOST_S, NUMPY, moments_out
from server.services import Services
from server.store import goals, preferences
from server.store.filters import Place
from server.store.records import StoredSession
from server.store.users import User

PAGE: Final = 100
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""Beginnings of a cell that a spreadsheet may take for a formula (OWASP, CSV Injection)."""

SESSION_COLUMNS: Final = (
    "session", "date", "minutes", "session_accuracy", "source", "ending", "level", "pose", "accuracy", "side",
    "start_s", "hold_s", "best", "feedback", "improvements", "timestamp",
)  # fmt: skip
GOAL_COLUMNS: Final = ("goal", "kind", "target", "pose", "created_at")

TABLE: Final = answers(401) | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

routes = router("/api/export", "accounts")


@routes.get(
    "",
    response_class=StreamingResponse,
    responses=answers(401) | {200: {"content": {"application/json": {"schema": {"type": "object"}}}}},
)
async def export(user: Caller, services: Served) -> StreamingResponse:
    """Everything that is kept of the account, as one JSON document. The password's hash is left out."""
    return StreamingResponse(
        _document(services, user), media_type="application/json", headers=_named("yoga-assistant.json")
    )


@routes.get("/sessions.csv", response_class=StreamingResponse, responses=TABLE)
async def export_table(user: Caller, services: Served) -> StreamingResponse:
    """The sessions as a table, a row for each pose."""
    return StreamingResponse(_sessions_table(services, user), **_as_table("sessions.csv"))


@routes.get("/goals.csv", response_class=StreamingResponse, responses=TABLE)
async def export_goals(user: Caller, services: Served) -> StreamingResponse:
    """The goals as a table."""
    return StreamingResponse(_goals_table(services, user), **_as_table("goals.csv"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _as_table(name: str) -> dict[str, Any]:
    return {"media_type": "text/csv", "headers": _named(name)}


async def _document(services: Services, user: User) -> AsyncIterator[bytes]:
    account = {
        "id": user.id,
        "fullname": user.fullname,
        "email": user.email,
        "sex": user.sex,
        "dob": user.dob,
        "created_at": user.created_at,
        "role": user.role,
    }
    parts = {
        "exported_at": datetime.now(UTC),
        "account": account,
        "preferences": await preferences.read(services.database, user.id),
        "goals": await goals.of(services.database, user.id),
        "logins": await services.logins.of(user.id),
    }
    yield orjson.dumps(parts).removesuffix(b"}") + b',"sessions":['
    between = b""
    async for page in _pages(services, user.id):
        moved = await services.landmarks.of([stored.id for stored in page])
        for stored in page:
            told = session_detail(stored, away=services.roster.is_away(stored.public_id))
            yield between + orjson.dumps(told.model_dump()).removesuffix(b"}") + b',"landmarks":['
            async for moments in _landmarks(services, user.id, stored.id, kept=stored.id in moved):
                yield moments
            yield b"]}"
            between = b","
    yield b"]}"


async def _landmarks(
    services: Services, user_id: int, session_id: int, *, kept: bool
) -> AsyncIterator[bytes]:
    """What is kept of how the body moved, a minute at a time."""
    since: float | None = 0.0 if kept else None
    between = b""
    while since is not None:
        moments, since = await services.landmarks.read(user_id, session_id, since, since + MOST_S)
        if moments:
            yield between + orjson.dumps(moments_out(moments), option=NUMPY)[1:-1]
            between = b","


async def _sessions_table(services: Services, user: User) -> AsyncIterator[str]:
    yield _row(SESSION_COLUMNS)
    async for page in _pages(services, user.id):
        for stored in page:
            yield "".join(_session_rows(services, stored))


def _session_rows(services: Services, stored: StoredSession) -> Iterator[str]:
    told = session_detail(stored, away=services.roster.is_away(stored.public_id))
    for pose in told.poses:
        yield _row(
            (
                told.id, told.date, told.duration, told.avg_accuracy, told.source, told.ending,
                told.level, pose.pose_name, pose.accuracy, pose.side, pose.start_s, pose.hold_s,
                pose.best, " ".join(pose.feedback), " ".join(pose.improvements), pose.timestamp,
            )
        )  # fmt: skip


async def _goals_table(services: Services, user: User) -> AsyncIterator[str]:
    yield _row(GOAL_COLUMNS)
    for goal in await goals.of(services.database, user.id):
        aim = goal.aim
        yield _row((goal.id, aim.kind, aim.target, aim.pose_id, founding_moment(goal.created_at)))


def _row(values: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_cell(value) for value in values])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would calculate is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


async def _pages(services: Services, user_id: int) -> AsyncIterator[list[StoredSession]]:
    """All sessions, newest first."""
    before: Place | None = None
    while True:
        page = await services.sessions.page(user_id, PAGE, before, whole=True)
        yield page
        if len(page) < PAGE:
            return
        before = Place(page[-1].date, page[-1].id)
