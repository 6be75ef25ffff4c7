"""Links are good once, for half an hour, for one purpose and one account."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.auth.once import LIFE_S, OneTimeLinks, Purpose
from server.errors import LinkSpent
from server.store.users import User

NOW = 1_800_000_000.5
ADA = User(
    7, "Ada", "ada@example.org", "$argon2id$hash", "female", "1990-05-17", datetime(2026, 1, 1, tzinfo=UTC)
)
LINKS = OneTimeLinks(b"k" * 32)


def opens(token: str, user: User | None = ADA, purpose: Purpose = "reset", now: float = NOW) -> str:
    """What a link brings along. Raises LinkSpent."""
    link = LINKS.read(token)
    assert LINKS.check(purpose, link, user, now) is user
    return link.word


def test_a_link_opens_for_half_an_hour_and_brings_its_word() -> None:
    token = LINKS.issue("email", ADA, NOW, word="zoë@example.org")
    assert opens(token, purpose="email") == "zoë@example.org"
    assert opens(LINKS.issue("reset", ADA, NOW), now=NOW + LIFE_S - 1) == ""
    with pytest.raises(LinkSpent):
        opens(LINKS.issue("reset", ADA, NOW), now=NOW + LIFE_S)


@pytest.mark.parametrize(
    "user",
    [
        None,
        replace(ADA, id=8),
        replace(ADA, password_hash="$argon2id$another"),
        replace(ADA, email="ada@example.com"),
    ],
)
def test_it_is_spent_with_what_it_changes(user: User | None) -> None:
    with pytest.raises(LinkSpent):
        opens(LINKS.issue("reset", ADA, NOW), user)


def test_it_opens_one_thing_only() -> None:
    with pytest.raises(LinkSpent):
        opens(LINKS.issue("email", ADA, NOW))


def test_another_servers_link_opens_nothing() -> None:
    with pytest.raises(LinkSpent):
        opens(OneTimeLinks(b"x" * 32).issue("reset", ADA, NOW))


FORGED = [
    "", ".", "...", "7", "7.{expires}..", "8.{expires}..{signature}", "7.9999999999..{signature}",
    "7.{expires}.YQ.{signature}", "7.{expires}..{signature}x", "7.{expires}.é.{signature}",
    "٧.{expires}..{signature}",
    "7.{expires}.====.{signature}", "7.{expires}.gA.{signature}", "-7.{expires}..{signature}",
    "2147483648.{expires}..{signature}", "x" * 2000,
]  # fmt: skip


@pytest.mark.parametrize("shape", FORGED)
def test_a_forged_link_is_told_in_the_one_sentence(shape: str) -> None:
    _, expires, _, signature = LINKS.issue("reset", ADA, NOW).split(".")
    with pytest.raises(LinkSpent, match="This link is no longer good"):
        opens(shape.format(expires=expires, signature=signature))


def test_the_key_is_not_shown() -> None:
    assert "kkkk" not in repr(LINKS)
