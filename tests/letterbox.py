"""A real mail server on this machine, which keeps what it is sent."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from server.client.local import free_port

PATIENCE_S = 20.0


@dataclass
class Letterbox:
    port: int = 0
    letters: list[tuple[list[str], EmailMessage]] = field(default_factory=list)
    """To whom, and what."""

    refusals: list[str] = field(default_factory=list)
    """Answers to give, one for each letter, before one is taken."""

    users: list[tuple[bytes, bytes]] = field(default_factory=list)
    """Who has logged in, with what password."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusals:
            return self.refusals.pop(0)
        assert isinstance(envelope.content, bytes)
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.letters.append((list(envelope.rcpt_tos), message))
        return "250 OK"

    def authenticate(self, server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        if isinstance(data, LoginPassword):
            self.users.append((data.login, data.password))
        return AuthResult(success=True)

    def wait(self, count: int = 1) -> EmailMessage:
        """Wait until there are so many letters; the last one."""
        deadline = time.monotonic() + PATIENCE_S
        while len(self.letters) < count:
            assert time.monotonic() < deadline, f"{len(self.letters)} of {count} letters came"
            time.sleep(0.01)
        return self.letters[count - 1][1]


@contextmanager
def letterbox(**options: Any) -> Iterator[Letterbox]:
    """A mail server on a port of its own."""
    box = Letterbox()
    where: dict[str, Any] = {"hostname": "127.0.0.1", "port": free_port(), "authenticator": box.authenticate}
    controller = Controller(box, **where, **options)
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop()


def link_of(letter: EmailMessage) -> tuple[str, str]:
    """The page that a letter's one link leads to, and the secret behind its `#`."""
    ((page, token),) = re.findall(r"(https?://\S+)#(\S+)", str(letter.get_content()))
    return page, token
