"""Access tokens: what is ours is read, everything forged is refused alike."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.auth.tokens import LEEWAY_S, SENTENCE, Tokens
from server.errors import NotAuthenticated

KEY = b"k" * 48
OTHER_KEY = b"o" * 48
NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
TOKENS = Tokens(KEY, minutes=30, now=lambda: NOW)


def claims(**changes: Any) -> dict[str, Any]:
    good: dict[str, Any] = {
        "sub": "7",
        "iss": "yoga-assistant",
        "aud": "yoga-assistant",
        "iat": int(NOW.timestamp()),
        "nbf": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 600,
        "jti": "a",
    }
    good |= changes
    return {name: value for name, value in good.items() if value is not ...}


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signed(payload: Any, header: dict[str, Any] | None = None, key: bytes = KEY) -> str:
    """Sign by hand whatever PyJWT would refuse to write."""
    head = part({"alg": "HS256", "typ": "at+jwt"} if header is None else header)
    body = f"{head}.{part(payload)}"
    signature = jwt.get_algorithm_by_name("HS256").sign(body.encode(), key)
    return f"{body}.{part(signature)}"


def swapped() -> str:
    head, _, signature = TOKENS.issue(7).split(".")
    return f"{head}.{part(claims(sub='1'))}.{signature}"


GOOD = signed(claims())
TIME = int(NOW.timestamp())
FORGED: dict[str, str | Callable[[], str]] = {
    "empty": "",
    "one part": "abc",
    "two parts": "a.b",
    "four parts": GOOD + ".x",
    "not base64": "$$.$$.$$",
    "not json": f"{part(b'{')}.{part(b'{')}.x",
    "alg none": f"{part({'alg': 'none', 'typ': 'at+jwt'})}.{part(claims())}.",
    "alg None": f"{part({'alg': 'None', 'typ': 'at+jwt'})}.{part(claims())}.",
    "alg nOnE, signed": signed(claims(), {"alg": "nOnE", "typ": "at+jwt"}),
    "alg missing": signed(claims(), {"typ": "at+jwt"}),
    "alg HS384": jwt.encode(claims(), KEY, "HS384", {"typ": "at+jwt"}),
    "alg HS512": jwt.encode(claims(), KEY * 2, "HS512", {"typ": "at+jwt"}),
    "alg RS256, HMAC signed": signed(claims(), {"alg": "RS256", "typ": "at+jwt"}),
    "alg a list": signed(claims(), {"alg": ["HS256"], "typ": "at+jwt"}),
    "another key": signed(claims(), key=OTHER_KEY),
    "empty key": signed(claims(), key=b"x"),
    "empty signature": GOOD.rpartition(".")[0] + ".",
    "no signature": GOOD.rpartition(".")[0],
    "cut signature": GOOD[:-4],
    "swapped payload": swapped,
    "typ JWT": signed(claims(), {"alg": "HS256", "typ": "JWT"}),
    "typ missing": signed(claims(), {"alg": "HS256"}),
    "typ of a refresh token": signed(claims(), {"alg": "HS256", "typ": "rt+jwt"}),
    "crit": signed(claims(), {"alg": "HS256", "typ": "at+jwt", "crit": ["b64"], "b64": True}),
    "crit unknown": signed(claims(), {"alg": "HS256", "typ": "at+jwt", "crit": ["x"], "x": 1}),
    "kid a path, other key": signed(
        claims(), {"alg": "HS256", "typ": "at+jwt", "kid": "../../dev/null"}, OTHER_KEY
    ),
    "jwk of its own": signed(
        claims(), {"alg": "HS256", "typ": "at+jwt", "jwk": {"kty": "oct", "k": part(OTHER_KEY)}}, OTHER_KEY
    ),
    "header a list": f"{part([1])}.{part(claims())}.x",
    "payload a list": signed([1]),
    "payload a string": signed("7"),
    "payload null": signed(None),
    "payload nested": signed(b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "exp missing": signed(claims(exp=...)),
    "exp over": signed(claims(exp=TIME - LEEWAY_S)),
    "exp a float": signed(claims(exp=TIME + 600.5)),
    "exp a string": signed(claims(exp=str(TIME + 600))),
    "exp huge": signed(claims(exp=10**30)),
    "exp 5000 digits": signed(json.dumps(claims(exp=0)).replace('"exp": 0', f'"exp": {"9" * 5000}').encode()),
    "exp negative": signed(claims(exp=-1)),
    "exp infinite": signed(json.dumps(claims(exp=0)).replace('"exp": 0', '"exp": Infinity').encode()),
    "exp true": signed(claims(exp=True)),
    "exp null": signed(claims(exp=None)),
    "nbf missing": signed(claims(nbf=...)),
    "nbf to come": signed(claims(nbf=TIME + LEEWAY_S + 1)),
    "nbf a list": signed(claims(nbf=[TIME])),
    "iat missing": signed(claims(iat=...)),
    "iat to come": signed(claims(iat=TIME + LEEWAY_S + 1)),
    "iss missing": signed(claims(iss=...)),
    "iss another": signed(claims(iss="elsewhere")),
    "iss a list": signed(claims(iss=["yoga-assistant"])),
    "aud missing": signed(claims(aud=...)),
    "aud another": signed(claims(aud="elsewhere")),
    "aud null": signed(claims(aud=None)),
    "sub missing": signed(claims(sub=...)),
    "sub a number": signed(claims(sub=7)),
    "sub empty": signed(claims(sub="")),
    "sub negative": signed(claims(sub="-1")),
    "sub a word": signed(claims(sub="admin")),
    "sub a superscript": signed(claims(sub="²")),
    "sub SQL": signed(claims(sub="1 OR 1=1")),
    "sub huge": signed(claims(sub="9" * 400)),
    "sub over what an id can be": signed(claims(sub=str(2**31))),
    "jti missing": signed(claims(jti=...)),
    "jti a number": signed(claims(jti=1)),
    "a megabyte": GOOD + "A" * 1_000_000,
    "not ascii": GOOD + "é",
    "lone surrogate": GOOD + "\ud800",
    "NUL": GOOD + "\0",
    "spaces around": f" {GOOD} ",
}


def test_the_forger_of_this_table_can_sign() -> None:
    assert TOKENS.verify(GOOD).user_id == 7


@pytest.mark.parametrize("forged", FORGED.values(), ids=FORGED)
def test_a_forged_token_is_refused_like_every_other(forged: str | Callable[[], str]) -> None:
    token = forged() if callable(forged) else forged
    with pytest.raises(NotAuthenticated) as caught:
        TOKENS.verify(token)
    assert caught.value.message == SENTENCE


@given(st.text(max_size=200))
def test_nothing_else_is_raised_for_any_text(text: str) -> None:
    with pytest.raises(NotAuthenticated):
        TOKENS.verify(text)


def test_an_issued_token_says_whose_it_is_until_when() -> None:
    found = TOKENS.verify(TOKENS.issue(42))
    assert (found.user_id, found.expires_at) == (42, NOW + timedelta(minutes=30))


def test_no_two_tokens_are_alike() -> None:
    assert TOKENS.issue(1) != TOKENS.issue(1)


@pytest.mark.parametrize(("minutes", "good"), [(29, True), (30, True), (31, False), (-1, False)])
def test_a_token_lives_as_long_as_the_setting_says(minutes: int, good: bool) -> None:
    token = TOKENS.issue(1)
    then = Tokens(KEY, minutes=30, now=lambda: NOW + timedelta(minutes=minutes))
    if good:
        assert then.verify(token).user_id == 1
    else:
        with pytest.raises(NotAuthenticated):
            then.verify(token)


def test_the_key_is_not_shown() -> None:
    assert "kkkk" not in repr(TOKENS)
