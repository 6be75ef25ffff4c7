"""Sends letters through the operator's mail server, one after another, behind the back of every request.

Whether an address has an account is looked up here too, so that no answer takes longer where it has one.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import partial
from typing import Final, TypeAlias

import structlog

from server.auth.letters import Letter
from server.errors import StoreUnavailable
from server.settings import Settings

log = structlog.get_logger(__name__)

MOST: Final = 100
"""Letters that wait; more are not written."""

PAUSE_S: Final = 5.0
"""Before the second try, and twice as long before the third."""

TIMEOUT_S: Final = 15.0
GOODBYE_S: Final = 2.0
"""Time for what waits to be sent when the server stops."""

Write: TypeAlias = Callable[[], Awaitable[Letter | None]]
"""Writes a letter, or finds that there is nobody to write to."""


class Mail:
    """Entered once by the application. Without SMTP settings it is off, and takes nothing."""

    def __init__(self, settings: Settings, pause_s: float = PAUSE_S) -> None:
        self.public_url = (settings.public_url or "").rstrip("/")
        self._settings = settings
        self._pause_s = pause_s
        self._waiting: asyncio.Queue[Write] = asyncio.Queue(MOST)
        self._sending: asyncio.Task[None] | None = None

    @property
    def on(self) -> bool:
        return self._settings.smtp_host is not None

    async def __aenter__(self) -> Mail:
        if self.on:
            self._sending = asyncio.create_task(self._send_ever())
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._sending is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                await self._waiting.join()
        self._sending.cancel()
        await asyncio.wait({self._sending})

    def post(self, write: Write) -> None:
        """Have a letter written and sent soon; where too many wait, or mail is off, it is not."""
        if not self.on:
            return
        try:
            self._waiting.put_nowait(write)
        except asyncio.QueueFull:
            log.error("too many letters wait; one is not sent")

    async def _send_ever(self) -> None:
        while True:
            write = await self._waiting.get()
            try:
                await self._deliver(write)
            # A mistake of ours costs this letter and none that comes after; its words may name the address.
            except Exception as error:
                log.error("letter not written", reason=type(error).__name__)
            finally:
                self._waiting.task_done()

    async def _deliver(self, write: Write) -> None:
        try:
            letter = await write()
        except StoreUnavailable as error:
            log.error("letter not written", reason=error.message)
            return
        if letter is None:
            return
        for pause in (self._pause_s, 2 * self._pause_s, None):
            try:
                await _apart(partial(self._send, letter))
                return
            # What a mail server says may name the address: only the kind of trouble is logged.
            except smtplib.SMTPResponseException as error:
                trouble = f"{type(error).__name__} {error.smtp_code}"
            except (OSError, smtplib.SMTPException, ValueError) as error:
                trouble = type(error).__name__
            if pause is None:
                log.error("letter not sent", reason=trouble)
            else:
                await asyncio.sleep(pause)

    def _send(self, letter: Letter) -> None:
        """Blocks. Raises OSError or SMTPException, and ValueError for an address that is none."""
        settings = self._settings
        host, port = settings.smtp_host or "", settings.smtp_port
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_S, context=context)
            if settings.smtp_tls == "tls"
            else smtplib.SMTP(host, port, timeout=TIMEOUT_S)
        )
        with server:
            if settings.smtp_tls == "starttls":
                server.starttls(context=context)
            if settings.smtp_user and settings.smtp_password:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
            server.send_message(self._message(letter))

    def _message(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.mail_from
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain="yoga-assistant")
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.text)
        return message


async def _apart(work: Callable[[], None]) -> None:
    """Do `work` in a thread that nobody waits for when the server stops, however dead the mail server is."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[None] = loop.create_future()

    def finish(error: BaseException | None) -> None:
        if not done.done():
            done.set_result(None) if error is None else done.set_exception(error)

    def run() -> None:
        error: BaseException | None = None
        try:
            work()
        except Exception as raised:  # handed on to who awaits it
            error = raised
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(finish, error)

    threading.Thread(target=run, name="mail", daemon=True).start()
    await done
