"""Letters through a real mail server: encrypted, again after a refusal, and never in the log."""

from __future__ import annotations

import asyncio
import ssl
import threading
from pathlib import Path
from typing import Any

import pytest
import trustme

from server.auth import mail as mailing
from server.auth.letters import Letter, reset
from server.auth.mail import MOST, Mail, Write
from server.errors import StoreUnavailable
from server.settings import Settings
from tests.doubles import until
from tests.letterbox import Letterbox, letterbox, link_of

pytestmark = pytest.mark.anyio

TOKEN = "7.1800000000..c2VjcmV0"
LETTER = reset("ada@example.org", "https://yoga.example.org", TOKEN)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy test machine is no reason to leave letters unsent."""
    monkeypatch.setattr(mailing, "GOODBYE_S", 60.0)


def settings(folder: Path, port: int, **more: Any) -> Settings:
    given: dict[str, Any] = {
        "smtp_host": "127.0.0.1", "smtp_port": port, "smtp_tls": "none", "data_dir": folder,
        "mail_from": "Yoga <yoga@example.org>", "public_url": "https://yoga.example.org/",
    }  # fmt: skip
    return Settings(**given | more)


def writes(letter: Letter | None) -> Write:
    async def write() -> Letter | None:
        return letter

    return write


async def sent(mail: Mail, box: Letterbox, count: int = 1) -> None:
    async with mail:
        mail.post(writes(LETTER))
        await until(lambda: len(box.letters) >= count)


async def test_a_letter_arrives_as_it_was_written(tmp_path: Path) -> None:
    with letterbox() as box:
        await sent(Mail(settings(tmp_path, box.port)), box)
    ((to, message),) = box.letters
    assert to == ["ada@example.org"]
    assert (message["To"], message["From"]) == ("ada@example.org", "Yoga <yoga@example.org>")
    assert message["Subject"] == "Choose a new password"
    assert message["Auto-Submitted"] == "auto-generated"
    assert link_of(message) == ("https://yoga.example.org/reset", TOKEN)


async def test_a_refusal_is_tried_again_and_a_dead_server_given_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with letterbox() as box:
        box.refusals += ["451 later, ada@example.org", "451 later"]
        await sent(Mail(settings(tmp_path, box.port), pause_s=0.01), box)
        box.refusals += ["550 no ada@example.org here"] * 3
        mail = Mail(settings(tmp_path, box.port), pause_s=0.01)
        async with mail:
            mail.post(writes(LETTER))
    assert len(box.letters) == 1
    out = "".join(capsys.readouterr())
    assert "letter not sent" in out
    assert "SMTPDataError 550" in out
    assert "ada@" not in out
    assert TOKEN not in out


@pytest.mark.parametrize("error", [StoreUnavailable("The database does not answer."), KeyError("ada@")])
async def test_nobody_to_write_to_and_what_breaks_end_nothing(
    tmp_path: Path, error: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    async def broken() -> Letter | None:
        raise error

    with letterbox() as box:
        mail = Mail(settings(tmp_path, box.port))
        async with mail:
            mail.post(writes(None))
            mail.post(broken)
            mail.post(writes(LETTER))
            await until(lambda: box.letters)
    assert len(box.letters) == 1
    out = "".join(capsys.readouterr())
    assert "letter not written" in out
    assert "ada@" not in out


async def test_what_waits_at_the_end_is_still_sent(tmp_path: Path) -> None:
    with letterbox() as box:
        mail = Mail(settings(tmp_path, box.port))
        async with mail:
            for _ in range(5):
                mail.post(writes(LETTER))
    assert len(box.letters) == 5


async def test_the_way_is_encrypted_and_the_user_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    served, known = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), tmp_path / "ca.pem"
    authority.issue_cert("127.0.0.1").configure_cert(served)
    authority.cert_pem.write_to_path(known)
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    logged_in = {"smtp_user": "yoga", "smtp_password": "mail secret", "smtp_tls": "starttls"}
    with letterbox(tls_context=served, require_starttls=True, auth_require_tls=True) as box:
        await sent(Mail(settings(tmp_path, box.port, **logged_in)), box)
    assert box.users == [(b"yoga", b"mail secret")]


async def test_a_stranger_in_the_middle_gets_nothing(tmp_path: Path) -> None:
    """A certificate that nobody vouches for is not believed, and no letter goes out in the clear instead."""
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(served)
    ways: list[dict[str, Any]] = [{"tls_context": served}, {}]
    for options in ways:
        with letterbox(**options) as box:
            mail = Mail(settings(tmp_path, box.port, smtp_tls="starttls"), pause_s=0.01)
            async with mail:
                mail.post(writes(LETTER))
        assert (box.letters, box.users) == ([], [])


async def test_without_a_mail_server_nothing_waits(tmp_path: Path) -> None:
    async with Mail(Settings(data_dir=tmp_path)) as mail:
        assert not mail.on
        mail.post(writes(LETTER))
        assert mail._waiting.empty()


async def test_no_more_letters_wait_than_may(tmp_path: Path) -> None:
    slow = asyncio.Event()

    async def waiting() -> Letter | None:
        await slow.wait()
        return None

    async with Mail(settings(tmp_path, 1)) as mail:
        for _ in range(MOST + 50):
            mail.post(waiting)
        assert mail._waiting.qsize() == MOST
        slow.set()


@pytest.mark.parametrize(
    "given",
    [
        {"smtp_host": "localhost"},
        {"smtp_host": "localhost", "mail_from": "yoga@example.org"},
        {"public_url": "yoga.example.org"},
    ],
)
def test_a_mail_server_alone_is_not_enough(given: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="YOGA_"):
        Settings(**given)  # type: ignore[arg-type]


async def test_a_mail_server_that_says_nothing_holds_up_no_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The thread that waits for it is left alone, and nothing at all waits for that."""
    monkeypatch.setattr(mailing, "GOODBYE_S", 0.1)
    visitors: list[asyncio.StreamWriter] = []
    server = await asyncio.start_server(lambda _, writer: visitors.append(writer), "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        async with asyncio.timeout(10):
            async with Mail(settings(tmp_path, port)) as mail:
                mail.post(writes(LETTER))
        (waiting,) = [thread for thread in threading.enumerate() if thread.name == "mail"]
        assert waiting.daemon
        await until(lambda: visitors)
        visitors[0].close()
        await until(lambda: not waiting.is_alive())
