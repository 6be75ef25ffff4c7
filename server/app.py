"""The map of the program: what is made at start, in which order it ends, and which routes lead to it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version

import structlog
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from starlette.routing import WebSocketRoute

from server.analysis.engines.choose import choose
from server.analysis.loading import load_library
from server.api import (
    accounts,
    achievements,
    analyses,
    docs,
    export,
    figures,
    flows,
    goals,
    guests,
    leaderboard,
    logins,
    messages,
    models,
    operations,
    operator,
    pages,
    poses,
    preferences,
    progress,
    recovery,
    sessions,
    system,
    timeline,
)
from server.api.description import DESCRIPTION, LICENCE, TAGS, describe
from server.api.metrics import Metrics
from server.api.middleware import BodyLimit, Faults, KnownHosts, SecurityHeaders
from server.api.problems import tell_problems
from server.api.uploads import background
from server.api.uploads.jobs import Jobs
from server.api.uploads.service import limits
from server.auth.blocklist import Blocklist
from server.auth.mail import Mail
from server.auth.once import OneTimeLinks
from server.auth.passwords import Passwords
from server.auth.places import Places
from server.auth.refresh import RefreshTokens
from server.auth.revoked import Revoked
from server.auth.secret import secret_key
from server.auth.throttle import Throttle
from server.auth.tokens import Tokens
from server.engine_options import engine_options
from server.errors import YogaError
from server.services import Services
from server.settings import Settings
from server.store.database import Database
from server.store.landmarks import LandmarkStore
from server.store.logins import LoginStore
from server.store.sessions import SessionStore
from server.store.spool import Spool
from server.store.users import UserStore
from server.stream import ws
from server.stream.admission import Admission
from server.stream.roster import Roster
from server.stream.whip import endpoint as whip
from server.stream.whip.desk import Desk

log = structlog.get_logger(__name__)


def create_app(settings: Settings) -> FastAPI:
    """The whole server as one ASGI application."""
    app = FastAPI(
        title="Yoga Assistant",
        version=version("yoga-assistant"),
        description=DESCRIPTION,
        license_info=LICENCE,
        openapi_tags=TAGS,
        # The packed-in ones load from another host.
        docs_url=None,
        redoc_url=None,
        lifespan=partial(_told_lifespan, settings),
    )
    _guard(app, settings)
    tell_problems(app)
    pages.receive_strays(app)
    describe(app)
    for routes in (
        accounts.routes,
        logins.routes,
        recovery.routes,
        preferences.routes,
        export.routes,
        sessions.routes,
        timeline.routes,
        guests.routes,
        progress.routes,
        goals.routes,
        achievements.routes,
        leaderboard.routes,
        poses.routes,
        flows.flows_routes,
        flows.classes_routes,
        figures.routes,
        messages.routes,
        analyses.stills,
        analyses.files,
        background.sending,
        background.asking,
        system.routes,
        operations.routes,
        operator.routes,
        pages.routes,
    ):
        app.include_router(routes)
    app.router.routes.append(WebSocketRoute("/ws/practice", ws.endpoint))
    app.router.routes.append(models.route)
    app.router.routes.extend(docs.docs_routes())
    app.router.routes.extend(whip.routes())
    app.router.routes.extend(pages.page_routes())
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """Added last is met first."""
    app.add_middleware(BodyLimit, most=settings.max_text_bytes, larger=limits(settings))
    if settings.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
            allow_headers=["Authorization", "Content-Type", "Idempotency-Key", "Last-Event-ID", whip.RESUME],
            expose_headers=["Location", "Link", "Retry-After"],
        )
    app.add_middleware(KnownHosts, settings=settings)
    app.state.metrics = Metrics()
    app.add_middleware(Faults, count=app.state.metrics.count)
    app.add_middleware(SecurityHeaders)


@asynccontextmanager
async def _told_lifespan(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    """Keep what went wrong at start for the command line, which an ASGI server would only log."""
    async with AsyncExitStack() as stack:
        try:
            await stack.enter_async_context(_lifespan(settings, app))
        except YogaError as error:
            app.state.failure = error
            raise
        yield


@asynccontextmanager
async def _lifespan(settings: Settings, app: FastAPI) -> AsyncIterator[None]:
    """Start what the routes work with; read backwards, it is how the server stops.

    Sessions leave first, while the engine and the database are still there to finish them.
    """
    key = secret_key(settings)
    async with (
        Database(settings.database) as database,
        Passwords(settings.hash_threads, settings.hash_queue) as passwords,
        Mail(settings) as mail,
    ):
        stored = SessionStore(database, Spool(settings.data_dir / "owed"))
        users = UserStore(database)
        await passwords.look_founding(*await users.founding(), key)
        landmarks = LandmarkStore(database, settings.landmark_days)
        kept, revoked = LoginStore(database, settings.access_token_minutes * 60), Revoked()
        revoked.set(await kept.ended())
        await stored.settle(running=True)
        if recovered := await stored.recover(datetime.now(UTC)):
            log.warning("sessions of a server that died were made final", count=recovered)
        async with choose(settings.engine, engine_options(settings)) as engine:
            roster = Roster(
                settings.max_sessions, settings.max_sessions_per_user, settings.max_sessions_per_address
            )
            admission = Admission(
                engine.load, most_load=settings.max_load, most_lag_s=settings.max_loop_lag_s
            )
            desk = Desk(settings)
            jobs = Jobs(settings.max_jobs, settings.max_jobs_per_user, settings.job_kept_s)
            app.state.services = Services(
                settings=settings,
                database=database,
                users=users,
                sessions=stored,
                landmarks=landmarks,
                passwords=passwords,
                blocklist=Blocklist.read(settings.password_blocklist),
                tokens=Tokens(key, settings.access_token_minutes, revoked=revoked),
                throttle=Throttle(settings),
                logins=kept,
                refresh=RefreshTokens(key),
                links=OneTimeLinks(key),
                mail=mail,
                library=load_library(settings.pose_packs),
                engine=engine,
                roster=roster,
                admission=admission,
                whip=desk,
                stills=Places(settings.max_stills, settings.max_stills_per_address),
                films=Places(settings.max_uploads, settings.max_uploads_per_address),
                jobs=jobs,
            )
            watching = asyncio.create_task(admission.watch())
            following = asyncio.create_task(revoked.follow(kept.ended))
            pruning = asyncio.create_task(landmarks.prune_ever())
            settling = asyncio.create_task(stored.settle_ever())
            try:
                yield
            finally:
                watching.cancel()
                following.cancel()
                pruning.cancel()
                await jobs.stop()
                await roster.stop(settings.drain_timeout_s)
                settling.cancel()
                await desk.close()
