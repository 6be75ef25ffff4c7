"""Accounts in the store: one for each address, however it is written."""

from __future__ import annotations

import asyncio

import pytest

from server.store.database import Database
from server.store.users import User, UserStore, email_key
from tests.store.conftest import NOW, new_user

pytestmark = pytest.mark.anyio


@pytest.fixture
def users(database: Database) -> UserStore:
    return UserStore(database)


async def test_an_account_reads_back(users: UserStore, user: User) -> None:
    assert await users.get(user.id) == user
    assert (user.fullname, user.email) == ("Ada", "ada@example.org")
    assert (user.sex, user.dob, user.created_at) == ("female", "1990-05-17", NOW)


@pytest.mark.parametrize("written", ["ada@example.org", "ADA@Example.org", " ada@example.org "])
async def test_an_address_is_found_however_it_is_written(users: UserStore, user: User, written: str) -> None:
    assert await users.find(written) == user


async def test_an_address_is_taken_however_it_is_written(users: UserStore, user: User) -> None:
    assert await users.add(new_user("Ada@EXAMPLE.org")) is None


async def test_of_parallel_signups_one_wins(users: UserStore) -> None:
    spellings = ("eve@example.org", "Eve@example.org", "EVE@example.org") * 4
    added = await asyncio.gather(*(users.add(new_user(email)) for email in spellings))
    assert len([user for user in added if user]) == 1


async def test_the_number_of_an_account_that_is_gone_is_not_given_again(users: UserStore, user: User) -> None:
    await users.delete(user.id)
    added = await users.add(new_user())
    assert added is not None
    assert added.id > user.id


async def test_nobody_is_found_by_a_wild_card_or_a_quote(users: UserStore, user: User) -> None:
    for written in ("%", "ada@%", "' OR 1=1 --", "", "ada@example.or_"):
        assert await users.find(written) is None


async def test_a_hash_that_changed_meanwhile_is_not_overwritten(users: UserStore, user: User) -> None:
    await users.set_password_hash(user.id, "another hash", "$new")
    assert await users.get(user.id) == user


async def test_unicode_forms_of_an_address_are_one() -> None:
    assert email_key("Zoe\u0308@example.org") == email_key("ZO\u00cb@example.org")


async def test_the_share_of_founding_hashes_is_known(users: UserStore, user: User) -> None:
    assert await users.founding() == (0.0, 0)
    for number in range(3):
        added = await users.add(new_user(f"{number}@example.org"))
        assert added is not None
        await users.set_password_hash(added.id, added.password_hash, "$2b$11$a-founding-hash")
    assert await users.founding() == (0.75, 11)
