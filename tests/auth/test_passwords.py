"""Password hashes: strong, whole, normalised, bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import bcrypt
import pytest

from server.auth.passwords import Passwords
from server.errors import Busy

pytestmark = pytest.mark.anyio


@pytest.fixture
async def passwords() -> AsyncIterator[Passwords]:
    async with Passwords(threads=2, queue=20) as made:
        yield made


def founding(password: bytes) -> str:
    return bcrypt.hashpw(password, bcrypt.gensalt(4)).decode()


async def test_a_hash_is_argon2id_of_the_stated_cost_and_salted(passwords: Passwords) -> None:
    first, second = await passwords.hash("password123"), await passwords.hash("password123")
    assert first.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert first != second


async def test_the_right_password_is_right_and_another_is_not(passwords: Passwords) -> None:
    hashed = await passwords.hash("password123")
    assert await passwords.verify("password123", hashed) == (True, None)
    assert await passwords.verify("password124", hashed) == (False, None)
    assert await passwords.verify("", hashed) == (False, None)


async def test_nothing_of_a_long_password_is_cut_off(passwords: Passwords) -> None:
    hashed = await passwords.hash("p" * 72 + "x")
    assert (await passwords.verify("p" * 72 + "y", hashed))[0] is False
    assert (await passwords.verify("p" * 72, hashed))[0] is False


async def test_the_same_letters_typed_elsewhere_are_the_same_password(passwords: Passwords) -> None:
    hashed = await passwords.hash("cafe\u0301 crème")
    assert (await passwords.verify("caf\u00e9 cre\u0300me", hashed))[0] is True


async def test_a_founding_hash_is_good_and_replaced(passwords: Passwords) -> None:
    right, better = await passwords.verify("password123", founding(b"password123"))
    assert right
    assert better is not None
    assert await passwords.verify("password123", better) == (True, None)


async def test_a_founding_hash_of_the_letters_as_typed_is_good(passwords: Passwords) -> None:
    decomposed = "cafe\u0301 crème"
    right, better = await passwords.verify(decomposed, founding(decomposed.encode()))
    assert right
    assert better is not None
    assert (await passwords.verify("caf\u00e9 crème", better))[0] is True


async def test_a_founding_password_beyond_what_bcrypt_sees_is_good_and_then_kept_whole(
    passwords: Passwords,
) -> None:
    right, better = await passwords.verify("p" * 80, founding(b"p" * 72))
    assert right
    assert better is not None
    assert (await passwords.verify("p" * 79, better))[0] is False


@pytest.mark.parametrize("password", ["wrong", "nul\0nul", "p" * 5000, "\ud83e"])
async def test_a_founding_hash_takes_no_wrong_password(passwords: Passwords, password: str) -> None:
    assert await passwords.verify(password, founding(b"password123")) == (False, None)


@pytest.mark.parametrize("hashed", ["", "plain", "$argon2id$junk", "$2b$junk", "password123"])
async def test_a_damaged_hash_lets_nobody_in(passwords: Passwords, hashed: str) -> None:
    assert await passwords.verify("password123", hashed) == (False, None)


@pytest.mark.parametrize("password", ["nul\0nul", "\ud83e", "p" * 100_000])
async def test_odd_letters_are_a_wrong_password(passwords: Passwords, password: str) -> None:
    hashed = await passwords.hash("password123")
    assert await passwords.verify(password, hashed) == (False, None)
    assert await passwords.verify(password, None) == (False, None)


async def test_nobodys_password_is_never_right(passwords: Passwords) -> None:
    for password in ("password123", "nobody has this password", ""):
        assert await passwords.verify(password, None) == (False, None)


async def test_more_than_the_queue_holds_are_told_to_come_again() -> None:
    async with Passwords(threads=1, queue=3) as passwords:
        tries = [passwords.hash(f"password{n}") for n in range(10)]
        told = await asyncio.gather(*tries, return_exceptions=True)
        busy = [error for error in told if isinstance(error, Busy)]
        assert len(busy) == 6
        assert all(error.retry_after_s for error in busy)
        assert await passwords.hash("password123")


async def test_one_who_left_still_counts_until_the_thread_is_done() -> None:
    async with Passwords(threads=1, queue=1) as passwords:
        tries = [asyncio.ensure_future(passwords.hash("password123")) for _ in range(2)]
        await asyncio.sleep(0)
        for task in tries:
            task.cancel()
        with pytest.raises(Busy):
            await passwords.hash("password123")


def looks_founding(passwords: Passwords, who: str) -> bool:
    return passwords._nobodys_for(who).startswith("$2b$04$")


@pytest.mark.parametrize("share", [0.0, 0.3, 1.0])
async def test_who_is_not_there_looks_like_who_is(passwords: Passwords, share: float) -> None:
    """Of a database whose founding accounts are slower, a like share of the others is, always the same."""
    await passwords.look_founding(share, 4, b"k" * 32)
    people = [f"{number}@example.org" for number in range(1000)]
    slow = [who for who in people if looks_founding(passwords, who)]
    assert len(slow) == pytest.approx(1000 * share, abs=60)
    assert [who for who in people if looks_founding(passwords, who)] == slow


async def test_nobodys_password_lets_nobody_in(passwords: Passwords) -> None:
    await passwords.look_founding(0.5, 4, b"k" * 32)
    for number in range(10):
        verdict = await passwords.verify("nobody has this password", None, who=str(number))
        assert verdict == (False, None)
