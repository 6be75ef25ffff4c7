"""One practice session, from the first frame to the stored summary (SPEC 7)."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final

import structlog

from server.analysis.coach import Coach
from server.analysis.landmarks import Detection, Frame
from server.analysis.summary import Ending, Summary
from server.errors import (
    BadInput,
    BadMessage,
    EngineFailed,
    FrameLost,
    NotSupported,
    Refused,
    RepeatedBadInput,
    Replaced,
    Stopping,
    TimeUp,
    TooFast,
    TooLarge,
    YogaError,
)
from server.stream import wire
from server.stream.answer import error_message, feedback_message, summary_message
from server.stream.intake import Arrival, Intake
from server.stream.keeper import Keeper, Save
from server.stream.latest import Latest
from server.stream.life import Given, Limits, Over, State
from server.stream.peer import Item, Peer, Unusable
from server.stream.shield import to_the_end

logger = structlog.get_logger(__name__)

Detect = Callable[[Frame], Awaitable[Detection]]
Reauth = Callable[[str], None]
"""Check a fresh token for this session's account; raises NotAuthenticated or NotAllowed."""

RESTART_SPREAD_MS: Final = (500, 3000)
"""Clients told to come again spread over this, so that a restarted server is not stormed."""


def no_account(token: str) -> None:
    raise NotSupported("A guest has no account to renew.")


class Session:
    """
    Carry what one client sends through detection and coaching, and store the
    summary when it is over, whatever ended it.

    `detect` and `save` are functions, so the session knows no engine and no store.
    """

    def __init__(
        self,
        id: str,
        coach: Coach,
        detect: Detect,
        save: Save,
        *,
        limits: Limits,
        given: Given,
        reauth: Reauth = no_account,
    ) -> None:
        self.id = id
        self.state = State.OPENING
        self.coach = coach
        self.limits = limits
        self.paused = False
        self._given = given
        self._detect = detect
        self._reauth = reauth
        self._latest: Latest[Arrival] = Latest()
        self._intake = Intake(limits, given)
        self._keeper = Keeper(id, save, self.summary, limits.checkpoint_s)
        self._unanswered = 0
        self._bad_in_a_row = 0
        self._last_seq = 0
        self._heard = time.monotonic()
        self._peer: Peer | None = None
        self._attached = asyncio.Event()
        self._over: asyncio.Future[Over] = asyncio.get_running_loop().create_future()

    # ------------------------------------------------------------ its life

    async def run(self, peer: Peer) -> Over:
        """Live until it is over; the summary is stored exactly once, also when this is cancelled."""
        await self.attach(peer)
        over = Over(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
        try:
            over = await self._live()
        finally:
            self._enter(State.CLOSING)
            await to_the_end(self._finish(over))
            self._enter(State.CLOSED)
        return over

    async def attach(self, peer: Peer) -> None:
        """Let this peer carry the session; the newest wins."""
        former, self._peer = self._peer, peer
        self._heard = time.monotonic()
        self._attached.set()
        self._enter(State.LIVE)
        if former is not None:
            await former.close(Replaced.close, "a newer connection took over")

    def end(self, ending: Ending, error: YogaError | None = None) -> None:
        """Ask the session to end; the first reason given stands."""
        if not self._over.done():
            self._over.set_result(Over(ending, error))

    def summary(self) -> Summary:
        return replace(self.coach.summary(), frames_dropped=self.dropped, last_seq=self._last_seq)

    @property
    def dropped(self) -> int:
        """Frames that were not analysed, for whatever reason."""
        return self._latest.dropped + self._intake.dropped + self._unanswered

    async def _live(self) -> Over:
        try:
            async with asyncio.TaskGroup() as tasks:
                work = (self._receive(), self._respond(), self._keeper.run(self._saved), self._watch())
                jobs = [tasks.create_task(job) for job in work]
                over = await self._over
                for job in jobs:
                    job.cancel()
                return over
        except* Exception as bugs:
            # The last resort: a bug of ours ends one session, which is stored all the same.
            logger.error("session failed", session=self.id, exc_info=bugs)
        return Over(Ending.INTERRUPTED, YogaError("Something went wrong on the server."))

    async def _finish(self, over: Over) -> None:
        row = await self._keeper.finish(over.ending)
        if isinstance(over.error, Stopping):
            await self._send(wire.GoingAway(resume_in_ms=random.randint(*RESTART_SPREAD_MS)))  # noqa: S311
        elif over.error is not None:
            await self._send(error_message(over.error, fatal=True))
        await self._send(summary_message(self.id, row, over.ending, self.summary()))
        if self._peer is not None:
            await self._peer.close(over.error.close if over.error else 1000, over.ending.value)

    # ------------------------------------------------------------ what runs while it is live

    async def _receive(self) -> None:
        """Listen to whichever peer is attached; without one, wait as long as a client may be away."""
        try:
            while (peer := self._peer) is not None:
                self._attached.clear()
                await self._listen(peer)
                if self._peer is peer:
                    self._peer = None
                    self._enter(State.AWAY)
                    async with asyncio.timeout(self.limits.resume_window_s):
                        await self._attached.wait()
        except TimeoutError:
            self.end(Ending.INTERRUPTED)

    async def _listen(self, peer: Peer) -> None:
        # Reads as fast as the client sends, so that nothing queues up below us.
        async for item in peer.incoming():
            self._heard = time.monotonic()
            try:
                await self._take(item)
                self._bad_in_a_row = 0
            except (TooFast, TooLarge) as error:
                self.end(Ending.LIMIT, error)
            except (BadInput, Refused) as error:
                await self._bad_input(error, item)

    async def _respond(self) -> None:
        async for arrival in self._latest:
            if self.paused:
                self._unanswered += 1
                continue
            try:
                await self._answer(arrival)
            except FrameLost as error:
                self._unanswered += 1
                await self._send(error_message(error, seq=arrival.seq))
            except EngineFailed as error:
                return self.end(Ending.ENGINE_FAILED, error)
        return None

    async def _answer(self, arrival: Arrival) -> None:
        started = time.monotonic()
        item = arrival.item
        detection = self._intake.upright(await self._detect(item) if isinstance(item, Frame) else item)
        detected = time.monotonic()
        feedback = self.coach.observe(detection)
        self._last_seq = arrival.seq
        if self.coach.scored:
            self._keeper.scored()
        message = feedback_message(
            feedback, detection, arrival, started=started, detected=detected, dropped=self.dropped
        )
        await self._send(message)

    async def _watch(self) -> None:
        """End the session when idle or long enough; ask for a token when the old one runs out."""
        began = time.monotonic()
        reauth_at = began + (self._given.token_life_s or float("inf"))
        while True:
            now = time.monotonic()
            if now >= began + self.limits.session_limit_s:
                return self.end(Ending.LIMIT, TimeUp("This is the longest a session can be."))
            if now >= self._heard + self.limits.idle_timeout_s:
                return self.end(Ending.IDLE, TimeUp("Nothing came for a while, so the session was ended."))
            if now >= reauth_at:
                reauth_at = float("inf")
                await self._send(wire.Event(event="reauth", message="Please send a fresh token."))
            due = min(
                began + self.limits.session_limit_s, self._heard + self.limits.idle_timeout_s, reauth_at
            )
            await asyncio.sleep(max(0.01, due - now))

    # ------------------------------------------------------------ what the client sent

    async def _take(self, item: Item) -> None:
        match item:
            case Unusable(error=error):
                raise error
            case wire.Picture() | wire.LandmarksMessage():
                if (arrival := self._intake.admit(item, time.monotonic())) is not None:
                    self._latest.put(arrival)
            case wire.Stop():
                self.end(Ending.COMPLETED)
            case _:
                self._intake.admit_control(time.monotonic())
                self._control(item)
                await self._send(self._status())

    def _control(self, control: wire.Set | wire.Pause | wire.Reauth | wire.Flow) -> None:
        match control:
            case wire.Set():
                self._set(control)
            case wire.Pause(on=on):
                self.paused = on
                (self.coach.pause if on else self.coach.resume)()
            case wire.Reauth(token=token):
                self._reauth(token)
            case wire.Flow():
                raise NotSupported("This server knows no flows yet.")

    def _set(self, wanted: wire.Set) -> None:
        if wanted.mirrored is not None:
            self._intake.mirrored = wanted.mirrored
        self.coach.configure(
            expected=... if wanted.pose is None else wanted.pose or None,
            level=wanted.level,
            language=wanted.language,
            cues=wanted.cues,
        )
        if wanted.pose and self.coach.expected is None:
            raise BadMessage("There is no pose of that name; practice is free.")

    async def _bad_input(self, error: YogaError, item: Item) -> None:
        self._bad_in_a_row += 1
        await self._send(error_message(error, seq=getattr(item, "seq", None)))
        if self._bad_in_a_row >= self.limits.bad_input_limit:
            self.end(Ending.LIMIT, RepeatedBadInput("Too much of what came could not be used."))

    # ------------------------------------------------------------ telling

    def _status(self) -> wire.Status:
        return wire.Status(
            state="paused" if self.paused else "live",
            pose=self.coach.expected,
            level=self.coach.level,
            language=self.coach.language,
        )

    async def _saved(self, seq: int) -> None:
        await self._send(wire.Event(event="saved", seq=seq))

    async def _send(self, message: wire.ServerMessage) -> None:
        if self._peer is None:
            return
        try:
            async with asyncio.timeout(self.limits.send_timeout_s):
                await self._peer.send(message)
        except TimeoutError:
            # It takes nothing any more, so it is gone (SPEC 6.8).
            self._peer = None
            self.end(Ending.INTERRUPTED)

    def _enter(self, state: State) -> None:
        logger.debug("session", session=self.id, was=self.state.value, now=state.value)
        self.state = state
