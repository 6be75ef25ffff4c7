"""Logins in the store: begun by whoever knows the password that counts now, and by nobody later."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from server.store.database import Database
from server.store.logins import Login, LoginStore
from server.store.users import User, UserStore
from tests.store.conftest import NOW

pytestmark = pytest.mark.anyio

WEEK = timedelta(days=7)


@pytest.fixture
def logins(database: Database) -> LoginStore:
    return LoginStore(database, 1800)


async def test_a_login_is_begun_and_renewed(logins: LoginStore, user: User) -> None:
    begun = await logins.begin(user, NOW, WEEK)
    assert begun is not None
    assert await logins.renew(begun.id, 0, NOW) == Login(begun.id, user.id, 1)


async def test_no_login_begins_with_a_password_that_was_changed_meanwhile(
    logins: LoginStore, user: User
) -> None:
    """Whoever knew the old one must not be let in by having asked a moment before."""
    assert await logins.set_password(user.id, "$new", NOW) == []
    assert await logins.begin(user, NOW, WEEK) is None
    assert await logins.of(user.id) == []
    assert await logins.begin(replace(user, password_hash="$new"), NOW, WEEK) is not None


async def test_no_login_begins_of_an_account_that_is_gone(
    logins: LoginStore, user: User, database: Database
) -> None:
    await UserStore(database).delete(user.id)
    assert await logins.begin(user, NOW, WEEK) is None
