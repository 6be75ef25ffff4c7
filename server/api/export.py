"""Everything that is kept of the one who asks: as JSON, whole, and as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from fastapi.responses import StreamingResponse

from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import session_detail
from server.api.strict import router
from server.services import Services
from server.store.filters import Place
from server.store.records import StoredSession
from server.store.users import User

PAGE: Final = 100
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""Beginnings of a cell that a spreadsheet may take for a formula (OWASP, CSV Injection)."""

COLUMNS: Final = (
    "session", "date", "minutes", "session_accuracy", "pose", "accuracy", "side", "start_s", "hold_s",
    "feedback", "improvements", "timestamp",
)  # fmt: skip

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


@routes.get(
    "/sessions.csv",
    response_class=StreamingResponse,
    responses=answers(401) | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_table(user: Caller, services: Served) -> StreamingResponse:
    """The sessions as a table, a row for each pose."""
    return StreamingResponse(_table(services, user), media_type="text/csv", headers=_named("sessions.csv"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


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
    logins = await services.logins.of(user.id)
    yield b'{"exported_at":' + orjson.dumps(datetime.now(UTC))
    yield b',"account":' + orjson.dumps(account) + b',"logins":' + orjson.dumps(logins) + b',"sessions":['
    between = b""
    async for stored in _sessions(services, user.id):
        yield between + orjson.dumps(
            session_detail(stored, away=services.roster.is_away(stored.public_id)).model_dump()
        )
        between = b","
    yield b"]}"


async def _table(services: Services, user: User) -> AsyncIterator[str]:
    yield _row(COLUMNS)
    async for stored in _sessions(services, user.id):
        told = session_detail(stored, away=services.roster.is_away(stored.public_id))
        for pose in told.poses:
            yield _row(
                (
                    told.id, told.date, told.duration, told.avg_accuracy, pose.pose_name, pose.accuracy,
                    pose.side, pose.start_s, pose.hold_s, " ".join(pose.feedback),
                    " ".join(pose.improvements), pose.timestamp,
                )
            )  # fmt: skip


def _row(values: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out).writerow([_cell(value) for value in values])
    return out.getvalue()


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would calculate is marked as text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


async def _sessions(services: Services, user_id: int) -> AsyncIterator[StoredSession]:
    """All of them, newest first, a page at a time."""
    before: Place | None = None
    while True:
        page = await services.sessions.page(user_id, PAGE, before, whole=True)
        for stored in page:
            yield stored
        if len(page) < PAGE:
            return
        before = Place(page[-1].date, page[-1].id)
