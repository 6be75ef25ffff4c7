"""A whole journey through a real server that logs all it can: no secret is in a log, a table or a file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from server.stream.wire import Reauth, Stop, SummaryMessage
from tests.http import request
from tests.letterbox import Letterbox, letterbox, link_of
from tests.serving import Serving, held, practice, send_film, serving

pytestmark = pytest.mark.anyio

SIGNING_KEY = "a signing key that nobody else may ever know"
MAIL_PASSWORD = "the mail server's own password"
PASSWORDS = ["first password 1", "second password 2", "third password 3"]
ADA = {"fullname": "Ada Lovelace", "email": "ada@example.org", "sex": "female", "dob": "1990-05-17"}
NEW_ADDRESS = "lovelace@example.org"
PERSONAL = [ADA["fullname"], ADA["email"], NEW_ADDRESS, ADA["dob"], "guess 4711", "nobody@example.org"]


@dataclass
class Journey:
    """One person on one server, and every secret that passed between them."""

    server: Serving
    box: Letterbox
    token: str = ""
    refresh: str = ""
    secrets: list[str] = field(default_factory=list)

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        sent = b"" if body is None else json.dumps(body).encode()
        kind = "application/json" if sent else None
        found, _, text = await request(
            self.server.address, method, path, sent, token=self.token or None, content_type=kind
        )
        assert found == status, text
        answer: dict[str, Any] = json.loads(text)
        for name in ("access_token", "refresh_token"):
            if secret := answer.get(name):
                # All but the signature says who, until when and which login, which is no secret.
                self.secrets.append(secret.rpartition(".")[2])
        self.token = answer.get("access_token") or self.token
        self.refresh = answer.get("refresh_token") or self.refresh
        return answer

    def link(self, letters: int) -> str:
        _, token = link_of(self.box.wait(letters))
        self.secrets.append(token.rpartition(".")[2])
        return token


@contextmanager
def journey(folder: Path) -> Iterator[Journey]:
    with letterbox(auth_require_tls=False) as box:
        where = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_tls": "none", "smtp_user": "yoga"}
        mail = where | {"smtp_password": MAIL_PASSWORD, "mail_from": "yoga@example.org"}
        with serving(
            folder, log_level="DEBUG", checkpoint_s=0.2, public_url="https://yoga.example.org", **mail
        ) as server:
            yield Journey(server, box, secrets=[*PASSWORDS, SIGNING_KEY, MAIL_PASSWORD])


async def test_no_secret_is_kept_or_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", SIGNING_KEY)
    with journey(tmp_path) as ada:
        await _accounts(ada)
        await _practises(ada)
        await _letters(ada)
        await ada.ask("GET", "/api/export")
        await ada.ask("POST", "/auth/logout", {"everywhere": True})
        await ada.ask("GET", "/auth/me", status=401)
        tables = _dump(tmp_path)
        ada.server.terminate()
        log = ada.server.log
    assert len(ada.secrets) >= 15
    assert all(len(secret) >= 16 for secret in ada.secrets)
    assert '"path": "/auth/reset/confirm"' in log  # it does log what was asked
    assert "session begins" in log
    assert "argon2id" in tables  # and this does see what is kept
    files = _files(tmp_path)
    for secret in ada.secrets:
        assert secret not in log
        assert secret not in tables
        assert secret.encode() not in files
    for word in PERSONAL:
        assert word not in log


async def _accounts(ada: Journey) -> None:
    first, second, _ = PASSWORDS
    await ada.ask("POST", "/auth/signup", ADA | {"password": first})
    await ada.ask("POST", "/auth/signup", ADA | {"password": first}, status=400)
    await ada.ask("POST", "/auth/signup", ADA | {"password": first, "email": "none"}, status=422)
    await ada.ask("POST", "/auth/login", {"email": ADA["email"], "password": "guess 4711"}, status=401)
    await ada.ask("POST", "/auth/login", {"email": "nobody@example.org", "password": first}, status=401)
    await ada.ask("POST", "/auth/login", {"email": ADA["email"], "password": first})
    await ada.ask("POST", "/auth/refresh", {"refresh_token": ada.refresh})
    await ada.ask("POST", "/auth/refresh", {"refresh_token": ada.refresh + "x"}, status=401)
    await ada.ask("PUT", "/auth/password", {"password": first, "new_password": second})
    await ada.ask("GET", f"/auth/me?token={ada.token}")
    await ada.ask("PATCH", "/api/preferences", {"keep_landmarks": True})


async def _practises(ada: Journey) -> None:
    async with practice(ada.server, ada.token) as connection:
        ada.secrets.append(connection.welcome.resume or "")
        await connection.send(Reauth(type="reauth", token=ada.token))
        await send_film(connection, held("mountain"))
        await connection.send(Stop(type="stop"))
        assert [message async for message in connection if isinstance(message, SummaryMessage)]


async def _letters(ada: Journey) -> None:
    _, second, third = PASSWORDS
    await ada.ask("POST", "/auth/reset", {"email": "nobody@example.org"})
    await ada.ask("POST", "/auth/reset", {"email": ADA["email"]})
    token = ada.link(1)
    await ada.ask("POST", "/auth/reset/confirm", {"token": token, "new_password": "short"}, status=422)
    await ada.ask("POST", "/auth/reset/confirm", {"token": token, "new_password": third})
    await ada.ask("POST", "/auth/reset/confirm", {"token": token, "new_password": third}, status=400)
    await ada.ask("POST", "/auth/login", {"email": ADA["email"], "password": third})
    await ada.ask("PUT", "/auth/email", {"email": NEW_ADDRESS, "password": second}, status=403)
    await ada.ask("PUT", "/auth/email", {"email": NEW_ADDRESS, "password": third})
    await ada.ask("POST", "/auth/email/confirm", {"token": ada.link(3)})
    await ada.ask("POST", "/auth/login", {"email": NEW_ADDRESS, "password": third})


def _dump(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "yoga_assistant.db")) as database:
        return "\n".join(database.iterdump())


def _files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.name != "server.log")
