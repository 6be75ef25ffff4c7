"""Accounts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from server.store.database import Conflict, Database, Row, Transaction
from server.store.schema import goals, logins, preferences, sessions, users

DEFAULT_ROUNDS: Final = 12
"""bcrypt's, where a damaged hash does not tell."""


@dataclass(frozen=True, slots=True)
class User:
    id: int
    fullname: str
    email: str
    password_hash: str
    sex: str
    dob: str
    """`YYYY-MM-DD`."""

    created_at: datetime
    role: str | None = None
    """`operator`, or none."""


@dataclass(frozen=True, slots=True)
class NewUser:
    fullname: str
    email: str
    password_hash: str
    sex: str
    dob: str
    created_at: datetime


def email_key(email: str) -> str:
    """Fold an address for comparison: two accounts never differ in case or in Unicode form alone."""
    return unicodedata.normalize("NFC", email.strip()).casefold()


class UserStore:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, user: NewUser) -> User | None:
        """Add an account; None where the address is taken."""
        query = (
            users.insert()
            .values(
                fullname=user.fullname,
                email=user.email,
                password_hash=user.password_hash,
                sex=user.sex,
                dob=user.dob,
                created_at=user.created_at,
                email_key=email_key(user.email),
            )
            .returning(*users.c)
        )
        try:
            row = await self._database.transact(lambda transaction: transaction.one(query))
        except Conflict:
            return None
        return _user(row)

    async def find(self, email: str) -> User | None:
        """Look an account up by address: as it is written, else however it is written."""
        written = email.strip()
        query = (
            sa.select(users)
            .where(sa.or_(users.c.email == written, users.c.email_key == email_key(written)))
            .order_by((users.c.email == written).desc())
            .limit(1)
        )
        row = await self._database.one(query)
        return None if row is None else _user(row)

    async def get(self, user_id: int) -> User | None:
        row = await self._database.one(sa.select(users).where(users.c.id == user_id))
        return None if row is None else _user(row)

    async def delete(self, user_id: int) -> None:
        """Delete an account and, with it, all that the tables hold of it."""

        async def work(transaction: Transaction) -> None:
            # A founding table of sessions does not follow its user; what is of a session follows it.
            for table in (sessions, logins, goals, preferences):
                await transaction.run(table.delete().where(table.c.user_id == user_id))
            await transaction.run(users.delete().where(users.c.id == user_id))

        await self._database.transact(work)

    async def set_role(self, user_id: int, role: str | None) -> None:
        query = users.update().where(users.c.id == user_id).values(role=role)
        await self._database.transact(lambda transaction: transaction.run(query))

    async def founding(self) -> tuple[float, int]:
        """The share of accounts that still have a bcrypt hash, and its rounds as their exponent."""
        old = users.c.password_hash.like("$2%")
        (row,) = await self._database.all(
            sa.select(
                sa.func.count().label("all"),
                sa.func.count().filter(old).label("old"),
                sa.func.max(users.c.password_hash).filter(old).label("one"),
            )
        )
        if not row["old"]:
            return 0.0, 0
        rounds = row["one"].split("$")[2]
        return row["old"] / row["all"], int(rounds) if rounds.isdecimal() else DEFAULT_ROUNDS

    async def set_profile(self, user_id: int, changes: dict[str, str]) -> None:
        """Change some of `fullname`, `sex` and `dob`."""
        if changes:
            query = users.update().where(users.c.id == user_id).values(**changes)
            await self._database.transact(lambda transaction: transaction.run(query))

    async def set_email(self, user_id: int, old: str, new: str) -> bool:
        """Change an address, unless it was changed meanwhile; False where it is another's."""
        query = (
            users.update()
            .where(users.c.id == user_id, users.c.email == old)
            .values(email=new, email_key=email_key(new))
            .returning(users.c.id)
        )
        try:
            return await self._database.transact(lambda transaction: transaction.one(query)) is not None
        except Conflict:
            return False

    async def set_password_hash(self, user_id: int, old: str, new: str) -> None:
        """Replace a hash by a stronger one of the same password, unless it was changed meanwhile."""
        query = (
            users.update()
            .where(users.c.id == user_id, users.c.password_hash == old)
            .values(password_hash=new)
            .returning(users.c.id)
        )
        await self._database.transact(lambda transaction: transaction.one(query))


def _user(row: Row) -> User:
    return User(
        id=row["id"],
        fullname=row["fullname"],
        email=row["email"],
        password_hash=row["password_hash"],
        sex=row["sex"],
        dob=str(row["dob"])[:10],
        created_at=row["created_at"],
        role=row["role"],
    )
