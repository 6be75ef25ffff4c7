"""From a client's `hello` to a running session: who it is, whether there is a place, what it works with."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import structlog

from server.analysis.coach import Coach
from server.analysis.landmarks import Detection, Frame
from server.analysis.summary import Ending, Summary
from server.auth.throttle import address_key
from server.errors import BadMessage, NotAuthenticated, Stopping
from server.store.records import Owner
from server.stream import wire
from server.stream.answer import error_message
from server.stream.counts import CountedPeer
from server.stream.keeper import Save
from server.stream.languages import spoken
from server.stream.life import Given, Limits
from server.stream.login import Login
from server.stream.lookout import Detect
from server.stream.peer import Peer
from server.stream.recorder import Recorder
from server.stream.session import Session

if TYPE_CHECKING:
    from server.auth.tokens import Claims
    from server.services import Services
    from server.settings import Settings

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is at the other end: an account by its token, else a guest by its address."""

    address: str
    claims: Claims | None = None

    @property
    def account(self) -> int | None:
        return self.claims.user_id if self.claims else None

    @property
    def place(self) -> tuple[str, str]:
        """Whose places it takes: all addresses of an IPv6 customer are one."""
        return ("user", str(self.claims.user_id)) if self.claims else ("address", address_key(self.address))


async def practise(services: Services, hello: wire.Hello, peer: Peer, address: str) -> None:
    """Let this peer carry a session, its former one where it may, until either is over.

    Raises Refused or BadInput before anything has begun.
    """
    _check(hello)
    visitor = identify(services, hello.token, address)
    peer = CountedPeer(peer, services.roster.counts)
    session = await _former(services, hello, visitor, peer) or await _begin(services, hello, visitor, peer)
    await session.left(peer)


async def _former(services: Services, hello: wire.Hello, visitor: Visitor, peer: Peer) -> Session | None:
    """The session that the client's secret opens, carried on by this peer; None where there is none."""
    if hello.resume is None:
        return None
    session = services.roster.keys.find(hello.resume, visitor.account)
    if session is None or (session.source == "landmarks") != (hello.source == "landmarks"):
        return None
    if session.login is not None and visitor.claims is not None:
        session.login.become(visitor.claims)
    secret = services.roster.keys.issue(session, visitor.account, used=hello.resume)
    welcome = _welcome(services, session, visitor, secret, resumed=True)
    if not await session.resume(peer, welcome, hello.mirrored):
        raise Stopping("The session ended just now; come again.", retry_after_s=0.0)
    logger.info("session goes on", session=session.id, source=hello.source)
    return session


async def _begin(services: Services, hello: wire.Hello, visitor: Visitor, peer: Peer) -> Session:
    async with AsyncExitStack() as stack:
        place = stack.enter_context(services.roster.place(*visitor.place))
        services.admission.check(pictures=hello.source != "landmarks")
        detect = await stack.enter_async_context(_detector(services, hello.source))
        session = _session(services, hello, visitor, detect)
        stack.callback(services.roster.keys.forget, session)
        if session.login is not None:
            stack.enter_context(session.login.watched(partial(_log_out, session)))
        secret = _secret(services, session, visitor)
        await peer.send(_welcome(services, session, visitor, secret))
        if hello.pose and session.coach.expected is None:
            await peer.send(error_message(BadMessage("There is no pose of that name; practice is free.")))
        logger.info("session begins", session=session.id, source=hello.source, guest=visitor.claims is None)
        services.roster.host(session, peer, place, stack.pop_all())
        return session


def _log_out(session: Session) -> None:
    session.end(Ending.INTERRUPTED, NotAuthenticated("You have been logged out."))


def _secret(services: Services, session: Session, visitor: Visitor) -> str | None:
    if services.settings.resume_window_s == 0:
        return None
    return services.roster.keys.issue(session, visitor.account)


def identify(services: Services, token: str | None, address: str) -> Visitor:
    """Raises NotAuthenticated for a bad token, and for a guest where the operator wants none."""
    if token is not None:
        return Visitor(address, services.tokens.verify(token))
    if not services.settings.guests:
        raise NotAuthenticated("Please log in to practise here.")
    return Visitor(address)


def session_limits(settings: Settings) -> Limits:
    return Limits(**{name: getattr(settings, name) for name in Limits.__dataclass_fields__})


def _check(hello: wire.Hello) -> None:
    if hello.version != wire.VERSION:
        raise BadMessage(f"This server speaks version {wire.VERSION}.")


@asynccontextmanager
async def _detector(services: Services, source: wire.Source) -> AsyncIterator[Detect]:
    if source == "landmarks":
        yield _no_pictures
    else:
        async with services.engine.landmarker() as landmarker:
            yield landmarker.detect


async def _no_pictures(frame: Frame, newer: Callable[[Frame], Frame]) -> Detection:
    raise AssertionError("a session of landmarks has no frames")


def _session(services: Services, hello: wire.Hello, visitor: Visitor, detect: Detect) -> Session:
    public_id = str(uuid.uuid4())
    expected = services.library.resolve(hello.pose) if hello.pose else None
    coach = Coach(services.library, level=hello.level, language=spoken(hello.language), expected=expected)
    coach.configure(horizon=wire.wish_of(hello.horizon))
    make = partial(
        Session,
        public_id,
        coach,
        detect,
        limits=session_limits(services.settings),
        given=Given(hello.source, hello.mirrored),
    )
    if visitor.claims is None:
        return make(_forget)
    save = _saver(services, public_id, visitor.claims, coach, hello)
    login = Login(services.tokens, visitor.claims)
    if not hello.keep_landmarks:
        return make(save, login=login)
    recorder = Recorder(save, partial(services.landmarks.keep, visitor.claims.user_id))
    return make(recorder.save, login=login, record=recorder.see)


def _saver(services: Services, public_id: str, claims: Claims, coach: Coach, hello: wire.Hello) -> Save:
    owner = Owner(
        user_id=claims.user_id,
        started_at=datetime.now(UTC),
        level=coach.level,
        expected_pose_id=coach.expected,
        source=hello.source,
    )
    return partial(services.sessions.save, public_id, owner)


async def _forget(summary: Summary, ending: Ending | None) -> None:
    """Nothing of a guest is kept."""


def _welcome(
    services: Services, session: Session, visitor: Visitor, secret: str | None, *, resumed: bool = False
) -> wire.Welcome:
    limits = {name: getattr(services.settings, name) for name in wire.Limits.__dataclass_fields__}
    return wire.Welcome(
        session=session.id,
        limits=wire.Limits(**limits),
        resumed=resumed,
        resume=secret,
        last_seq=session.last_seq,
        stored=visitor.claims is not None,
        language=session.coach.language,
        pose=session.coach.expected,
        level=session.coach.level,
        engine=services.engine.name,
    )
