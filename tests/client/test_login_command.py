"""`yoga-assistant login`: the token is kept, the password is not, and failures are sentences."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from server.client.tokens import stored_token
from server.commands import login

PASSWORD = "password123"


class _Accounts(BaseHTTPRequestHandler):
    """Knows one account."""

    def do_POST(self) -> None:
        body = orjson.loads(self.rfile.read(int(self.headers["Content-Length"])))
        right = body == {"email": "mia@example.org", "password": PASSWORD}
        answer = (
            {"access_token": "a.b.c", "fullname": "Mia"} if right else {"detail": "Wrong e-mail or password."}
        )
        self.send_response(200 if right else 401)
        self.end_headers()
        self.wfile.write(orjson.dumps(answer))

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Accounts) as accounts:
        thread = threading.Thread(target=accounts.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{accounts.server_port}"
        accounts.shutdown()
        thread.join()


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config" / "tokens.json"
    monkeypatch.setattr(login, "default_file", lambda: file)
    monkeypatch.delenv("YOGA_PASSWORD", raising=False)
    return file


def _run(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(login.command, arguments, input=typed)


def test_asks_for_what_it_needs_and_keeps_the_token(server: str, tokens: Path) -> None:
    result = _run("--server", server, typed=f"mia@example.org\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert f"Logged in at {server} as Mia." in result.output
    assert PASSWORD not in result.output
    assert stored_token(tokens, server) == "a.b.c"
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600
    assert PASSWORD.encode() not in tokens.read_bytes()


def test_takes_the_password_from_standard_input(server: str, tokens: Path) -> None:
    arguments = ("--server", server, "--email", "mia@example.org", "--password-stdin")
    assert _run(*arguments, typed=f"{PASSWORD}\n").exit_code == 0
    assert stored_token(tokens, server) == "a.b.c"


def test_takes_the_password_from_the_environment(
    server: str, tokens: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOGA_PASSWORD", PASSWORD)
    assert _run("--server", server, "--email", "mia@example.org").exit_code == 0
    assert stored_token(tokens, server) == "a.b.c"


def test_a_wrong_password_is_told_in_the_servers_words(server: str, tokens: Path) -> None:
    result = _run("--server", server, "--email", "mia@example.org", typed="wrong\n")
    assert result.exit_code == 3
    assert "Error: Wrong e-mail or password." in result.stderr
    assert stored_token(tokens, server) is None


def test_logging_out_forgets_the_token(server: str, tokens: Path) -> None:
    _run("--server", server, "--email", "mia@example.org", typed=f"{PASSWORD}\n")
    assert "Logged out" in _run("--server", server, "--forget").output
    assert stored_token(tokens, server) is None
    assert "You were not logged in" in _run("--server", server, "--forget").output


def test_what_is_no_such_server_is_told(tokens: Path) -> None:
    result = _run("--server", "http://127.0.0.1:9", "--email", "mia@example.org", typed="x\n")
    assert result.exit_code == 4
