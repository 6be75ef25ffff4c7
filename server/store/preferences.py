"""What somebody chose: zone, units, language, whether landmarks are kept, and a name for the leaderboard."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa

from server.errors import NameTaken
from server.store.database import Conflict, Database, Row, Transaction
from server.store.schema import preferences, session_landmarks, sessions

Units: TypeAlias = Literal["metric", "imperial"]


@dataclass(frozen=True, slots=True)
class Preferences:
    time_zone: str | None = None
    """IANA; None stands for UTC."""

    units: Units = "metric"
    language: str | None = None
    keep_landmarks: bool = False
    """Consent to keep how the body moved."""

    display_name: str | None = None
    """On the leaderboard; who has none is not on it."""


NOTHING_CHOSEN: Final = Preferences()


def name_key(name: str) -> str:
    """Fold a display name, so that nobody goes by another's name in other letters of the same look."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


async def read(database: Database, user_id: int) -> Preferences:
    row = await database.one(sa.select(preferences).where(preferences.c.user_id == user_id))
    return NOTHING_CHOSEN if row is None else _chosen(row)


async def agrees(database: Database | Transaction, user_id: int) -> bool:
    """Whether this user agrees, now, that landmarks are kept."""
    query = sa.select(preferences.c.keep_landmarks).where(preferences.c.user_id == user_id)
    row = await database.one(query.with_for_update(read=True))
    return row is not None and bool(row["keep_landmarks"])


async def change(database: Database, user_id: int, changes: dict[str, Any]) -> Preferences:
    """Change the fields that are named, and return all of them.

    Consent that is taken back takes along what was kept under it. Raises NameTaken.
    """

    async def work(transaction: Transaction) -> Preferences:
        mine = preferences.c.user_id == user_id
        row = await transaction.one(sa.select(preferences).where(mine).with_for_update())
        before = NOTHING_CHOSEN if row is None else _chosen(row)
        after = replace(before, **changes)
        key = None if after.display_name is None else name_key(after.display_name)
        values = asdict(after) | {"display_key": key}
        if row is None:
            await transaction.run(preferences.insert().values(user_id=user_id, **values))
        else:
            await transaction.run(preferences.update().where(mine).values(**values))
        if before.keep_landmarks and not after.keep_landmarks:
            own = sa.select(sessions.c.id).where(sessions.c.user_id == user_id)
            await transaction.run(session_landmarks.delete().where(session_landmarks.c.session_id.in_(own)))
        return after

    try:
        return await database.transact(work)
    except Conflict:
        raise NameTaken("Somebody else goes by this name; please choose another.") from None


def _chosen(row: Row) -> Preferences:
    return Preferences(
        time_zone=row["time_zone"],
        units=row["units"],
        language=row["language"],
        keep_landmarks=bool(row["keep_landmarks"]),
        display_name=row["display_name"],
    )
