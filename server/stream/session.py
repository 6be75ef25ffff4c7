"""One practice session, from the first frame to the stored summary (SPEC 7)."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import structlog

from server.analysis.coach import Coach
from server.analysis.landmarks import Detection
from server.analysis.summary import Ending, Summary
from server.errors import (
    BadInput,
    EngineFailed,
    FrameHarmful,
    FrameLost,
    Harmful,
    Refused,
    RepeatedBadInput,
    Stopping,
    TooFast,
    TooLarge,
    YogaError,
)
from server.stream import wire
from server.stream.answer import error_message, feedback_message, summary_message
from server.stream.controls import Controls
from server.stream.deadlines import time_up
from server.stream.harm import Strikes
from server.stream.intake import Arrival, Intake
from server.stream.keeper import Keeper, Save
from server.stream.latest import Latest
from server.stream.life import Given, Limits, Over, State
from server.stream.line import Line
from server.stream.lookout import Detect, Lookout
from server.stream.peer import Item, Peer, Unusable, VideoPicture
from server.stream.shield import to_the_end

if TYPE_CHECKING:
    from server.stream.login import Login

logger = structlog.get_logger(__name__)

RESTART_SPREAD_MS: Final = (500, 3000)
"""Clients told to come again spread over this, so that a restarted server is not stormed."""


def _forget(detection: Detection) -> None:
    """Landmarks are used and gone, unless somebody wants to keep them."""


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
        login: Login | None = None,
        record: Callable[[Detection], None] = _forget,
    ) -> None:
        self.id = id
        self.state = State.OPENING
        self.coach = coach
        self.limits = limits
        self.login = login
        """None for a guest."""

        self._given = given
        self._record = record
        self._latest: Latest[Arrival] = Latest()
        self._intake = Intake(limits, given)
        self._controls = Controls(coach, self._intake, login)
        self._lookout = Lookout(self._latest, detect, lambda: self._controls.blind, limits.max_frame_age_s)
        self._keeper = Keeper(id, save, self.summary, limits.checkpoint_s)
        self._line = Line(self._hear, self._lost, limits.send_timeout_s)
        self._bad_in_a_row = 0
        self._strikes = Strikes()
        self._last_seq = 0
        self._tasks = asyncio.TaskGroup()
        self._giving_up: asyncio.TimerHandle | None = None
        self._over: asyncio.Future[Over] = asyncio.get_running_loop().create_future()

    # ------------------------------------------------------------ its life

    async def run(self, peer: Peer) -> Over:
        """Live until it is over; the summary is stored exactly once, also when this is cancelled."""
        over = Over(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
        try:
            over = await self._live(peer)
        finally:
            self._enter(State.CLOSING)
            await to_the_end(self._finish(over))
            self._enter(State.CLOSED)
        return over

    @property
    def open(self) -> bool:
        """Whether a peer may attach: it runs, and nothing has ended it."""
        return self.state in (State.LIVE, State.AWAY) and not self._over.done()

    @property
    def spoken(self) -> bool:
        """Whether the newest peer has said anything yet."""
        return self._line.spoken

    @property
    def heard(self) -> float:
        """When anything last came, in monotonic seconds."""
        return self._line.heard

    @property
    def last_seq(self) -> int:
        """The number of the last frame that came, of whichever peer."""
        return max(self._intake.last_seq, 0)

    @property
    def source(self) -> wire.Source:
        return self._given.source

    async def resume(self, peer: Peer, welcome: wire.Welcome, mirrored: bool) -> bool:
        """Welcome this peer and let it carry the session on; False where either is gone meanwhile."""
        if not await self._line.say(peer, welcome) or not self.open:
            return False
        self._intake.mirrored = mirrored
        self.attach(peer)
        await self._send(self._controls.status())
        return True

    async def left(self, peer: Peer) -> None:
        """Wait until this peer carries the session no longer; cancelled, the peer counts as lost."""
        await self._line.left(peer)

    def attach(self, peer: Peer) -> None:
        """Let this peer carry the session; the newest wins. Only while it is open."""
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None
        # Also where nobody had noticed the loss: a network that swallows everything closes nothing.
        self._intake.rejoin()
        self._enter(State.LIVE)
        self._line.attach(peer, self._tasks)

    def _lost(self) -> None:
        """Nobody carries it: wait for the next attach as long as a client may be away."""
        if not self.open:
            return
        self._enter(State.AWAY)
        if self.limits.resume_window_s == 0:
            self.end(Ending.INTERRUPTED)
        loop = asyncio.get_running_loop()
        self._giving_up = loop.call_later(self.limits.resume_window_s, self.end, Ending.INTERRUPTED)

    def end(self, ending: Ending, error: YogaError | None = None) -> None:
        """Ask the session to end; the first reason given stands."""
        if not self._over.done():
            self._over.set_result(Over(ending, error))

    def summary(self) -> Summary:
        return replace(self.coach.summary(), frames_dropped=self.dropped, last_seq=self._last_seq)

    @property
    def dropped(self) -> int:
        """Frames that were not analysed, for whatever reason."""
        return self._latest.dropped + self._intake.dropped + self._lookout.unanswered

    async def _live(self, peer: Peer) -> Over:
        try:
            async with self._tasks as tasks:
                frames = (self._lookout.watch(), self._respond())
                others = (self._keeper.run(self._saved), self._watch(), self._ask_for_tokens())
                jobs = [tasks.create_task(job) for job in (*frames, *others)]
                self.attach(peer)
                over = await self._over
                for job in (*jobs, *self._line.jobs):
                    job.cancel()
                return over
        except* Exception as bugs:
            # The last resort: a bug of ours ends one session, which is stored all the same.
            logger.error("session failed", session=self.id, exc_info=bugs)
        return Over(Ending.INTERRUPTED, YogaError("Something went wrong on the server."))

    async def _finish(self, over: Over) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
        row = await self._keeper.finish(over.ending)
        if isinstance(over.error, Stopping):
            await self._send(wire.GoingAway(resume_in_ms=random.randint(*RESTART_SPREAD_MS)))  # noqa: S311
        elif over.error is not None:
            await self._send(error_message(over.error, fatal=True))
        await self._send(summary_message(self.id, row, over.ending, self.summary()))
        await self._line.hang_up(over.error.close if over.error else 1000, over.ending.value)

    # ------------------------------------------------------------ what runs while it is live

    async def _hear(self, item: Item) -> None:
        try:
            await self._take(item)
            self._bad_in_a_row = 0
        except (TooFast, TooLarge, RepeatedBadInput) as error:
            self.end(Ending.LIMIT, error)
        except (BadInput, Refused) as error:
            await self._bad_input(error, item)

    async def _respond(self) -> None:
        async for seen in self._lookout:
            match seen.found:
                case EngineFailed() as error:
                    return self.end(Ending.ENGINE_FAILED, error)
                case FrameLost() as error:
                    await self._send(error_message(error, seq=seen.arrival.seq))
                    if isinstance(error, FrameHarmful) and self._strikes.another():
                        return self.end(Ending.LIMIT, Harmful("These pictures break the engine."))
                case detection:
                    await self._answer(seen.arrival, seen.started, detection)
        return None

    async def _answer(self, arrival: Arrival, started: float, detection: Detection) -> None:
        began, detection = time.monotonic(), self._intake.upright(detection)
        feedback = self.coach.observe(detection)
        if not self._controls.paused:
            self._record(detection)
        self._last_seq = arrival.seq
        if self.coach.scored:
            self._keeper.scored()
        message = feedback_message(
            feedback, detection, arrival, started=started, detected=began, dropped=self.dropped
        )
        await self._send(message)
        await self._tell_flow()

    async def _watch(self) -> None:
        """End the session when idle or long enough."""
        over = await time_up(self.limits, lambda: None if self.state is State.AWAY else self._line.heard)
        self.end(over.ending, over.error)

    async def _ask_for_tokens(self) -> None:
        """A token that has run out ends nothing; the client is asked for the next."""
        while self.login is not None:
            await self.login.expired()
            await self._send(wire.Event(event="reauth", message="Please send a fresh token."))
            await self.login.renewed()

    # ------------------------------------------------------------ what the client sent

    async def _take(self, item: Item) -> None:
        match item:
            case Unusable(error=error):
                raise error
            case wire.Picture() | VideoPicture() | wire.LandmarksMessage():
                if (arrival := self._intake.admit(item, time.monotonic())) is not None:
                    self._latest.put(arrival)
            case wire.Stop():
                self.end(Ending.COMPLETED)
            case _:
                self._intake.admit_control(time.monotonic())
                self._controls.apply(item)
                await self._send(self._controls.status())
                await self._tell_flow()

    async def _bad_input(self, error: YogaError, item: Item) -> None:
        self._bad_in_a_row += 1
        await self._send(error_message(error, seq=getattr(item, "seq", None)))
        if self._bad_in_a_row >= self.limits.bad_input_limit:
            self.end(Ending.LIMIT, RepeatedBadInput("Too much of what came could not be used."))
        elif not self._intake.bears(time.monotonic()):
            self.end(Ending.LIMIT, TooFast("Far too much came that could not be used."))

    # ------------------------------------------------------------ telling

    async def _saved(self, seq: int) -> None:
        await self._send(wire.Event(event="saved", seq=seq))

    async def _tell_flow(self) -> None:
        for change in self.coach.guide.take_changes():
            await self._send(wire.Event(event="flow", flow=change))

    async def _send(self, message: wire.ServerMessage) -> None:
        await self._line.send(message)

    def _enter(self, state: State) -> None:
        logger.debug("session", session=self.id, was=self.state.value, now=state.value)
        self.state = state
