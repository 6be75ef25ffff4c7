"""Logins: begun with a password, renewed with refresh tokens, ended by whom they belong to or by a theft."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa

from server.store.database import Database, Transaction
from server.store.schema import ended_logins, logins, users
from server.store.users import User

GRACE_S: Final = 10.0
"""How long the last refresh token is still answered with its successor: the answer may have been lost."""

MOST: Final = 50
"""Logins of one account; the oldest go."""


@dataclass(frozen=True, slots=True)
class Login:
    id: str
    user_id: int
    generation: int


class LoginStore:
    """`access_token_s` is how long an access token lives; an ended login is remembered for longer."""

    def __init__(self, database: Database, access_token_s: float) -> None:
        self._database = database
        self._remember = timedelta(seconds=access_token_s + 60.0)

    async def begin(self, user: User, now: datetime, lasts: timedelta) -> Login | None:
        """None where the account is gone, or has another hash by now: its password may have been changed."""
        user_id = user.id
        login = Login(str(uuid.uuid4()), user_id, 0)
        values = {"id": login.id, "user_id": user_id, "generation": 0, "created_at": now, "renewed_at": now}
        same = sa.select(users.c.id).where(users.c.id == user_id, users.c.password_hash == user.password_hash)

        async def work(transaction: Transaction) -> Login | None:
            if await transaction.one(same) is None:
                return None
            await transaction.run(logins.delete().where(logins.c.expires_at <= now))
            await transaction.run(logins.insert().values(**values, expires_at=now + lasts))
            newest = (
                sa.select(logins.c.id)
                .where(logins.c.user_id == user_id)
                .order_by((logins.c.id == login.id).desc(), logins.c.renewed_at.desc())
                .limit(MOST)
            )
            await transaction.run(
                logins.delete().where(logins.c.user_id == user_id, logins.c.id.not_in(newest))
            )
            return login

        return await self._database.transact(work)

    async def renew(self, login_id: str, generation: int, now: datetime) -> Login | str | None:
        """The login with its next generation; None where it is over.

        A token that was used before ends the login, whose id is then returned: somebody else has a copy.
        """

        async def work(transaction: Transaction) -> Login | str | None:
            row = await transaction.one(sa.select(logins).where(logins.c.id == login_id).with_for_update())
            if row is None or row["expires_at"] <= now:
                return None
            newest = int(row["generation"])
            if generation == newest:
                newest += 1
                await transaction.run(
                    logins.update().where(logins.c.id == login_id).values(generation=newest, renewed_at=now)
                )
            elif generation != newest - 1 or now - row["renewed_at"] > timedelta(seconds=GRACE_S):
                await self._end(transaction, [login_id], now)
                return login_id
            return Login(login_id, row["user_id"], newest)

        return await self._database.transact(work)

    async def end(
        self, user_id: int, now: datetime, *, only: str | None = None, but: str | None = None
    ) -> list[str]:
        """End an account's logins, one of them or all but one; returns which."""

        async def work(transaction: Transaction) -> list[str]:
            query = sa.select(logins.c.id).where(logins.c.user_id == user_id)
            if only is not None:
                query = query.where(logins.c.id == only)
            if but is not None:
                query = query.where(logins.c.id != but)
            ids = [str(row["id"]) for row in await transaction.all(query)]
            await self._end(transaction, ids, now)
            return ids

        return await self._database.transact(work)

    async def of(self, user_id: int) -> list[dict[str, datetime]]:
        """When each login of an account was begun and last renewed, and when it will be over."""
        query = sa.select(logins.c.created_at, logins.c.renewed_at, logins.c.expires_at).where(
            logins.c.user_id == user_id
        )
        names = ("created_at", "renewed_at", "expires_at")
        return [{name: row[name] for name in names} for row in await self._database.all(query)]

    async def ended(self) -> list[str]:
        """Logins that are over while tokens of theirs may still be in time."""
        query = sa.select(ended_logins.c.id).where(ended_logins.c.until > datetime.now(UTC))
        return [str(row["id"]) for row in await self._database.all(query)]

    async def set_password(
        self, user_id: int, hashed: str, now: datetime, *, but: str | None = None, was: str | None = None
    ) -> list[str] | None:
        """Keep a new password and end the logins that were made with the old one; returns which.

        Where the hash is not `was` any more, nothing is changed, and None says so.
        """

        async def work(transaction: Transaction) -> list[str] | None:
            change = users.update().where(users.c.id == user_id).values(password_hash=hashed)
            if was is not None:
                change = change.where(users.c.password_hash == was)
            if await transaction.one(change.returning(users.c.id)) is None:
                return None
            query = sa.select(logins.c.id).where(logins.c.user_id == user_id)
            ids = [str(row["id"]) for row in await transaction.all(query) if row["id"] != but]
            await self._end(transaction, ids, now)
            return ids

        return await self._database.transact(work)

    async def _end(self, transaction: Transaction, ids: list[str], now: datetime) -> None:
        await transaction.run(ended_logins.delete().where(ended_logins.c.until <= now))
        if ids:
            await transaction.run(logins.delete().where(logins.c.id.in_(ids)))
            await transaction.run(
                ended_logins.insert().values(
                    [{"id": login_id, "until": now + self._remember} for login_id in ids]
                )
            )
