"""Ended logins, and who is told of them."""

from __future__ import annotations

import pytest

from server.auth import revoked
from server.auth.revoked import Revoked
from tests.doubles import until


def test_who_watches_a_login_is_told_once() -> None:
    ended, told = Revoked(), []
    with ended.watch("a", lambda: told.append("a")), ended.watch("b", lambda: told.append("b")):
        ended.add(["a"])
        ended.add(["a"])
    ended.add(["b"])
    assert told == ["a"]
    assert "a" in ended
    assert "c" not in ended


def test_a_guest_has_nothing_to_be_ended() -> None:
    with Revoked().watch(None, lambda: pytest.fail("told")):
        pass


def test_what_the_database_no_longer_names_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Revoked()
    ended.set(["a", "b"])
    ended.set(["b"])
    assert "a" in ended  # so lately ended that the answer may be older
    monkeypatch.setattr(revoked, "RECENT_S", -1.0)
    ended.set(["b"])
    assert "a" not in ended
    assert "b" in ended


@pytest.mark.anyio
async def test_what_another_process_ends_is_heard_of(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    monkeypatch.setattr(revoked, "LOOK_S", 0.01)
    ended = Revoked()

    async def database() -> list[str]:
        return ["a"]

    following = asyncio.create_task(ended.follow(database))
    await until(lambda: "a" in ended)
    following.cancel()
