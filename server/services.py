"""What the routes and the socket work with: made once at start, and reached through `services_of`."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import HTTPConnection

from server.analysis.engines.base import Engine
from server.analysis.poses import Library
from server.api.uploads.jobs import Jobs
from server.auth.blocklist import Blocklist
from server.auth.mail import Mail
from server.auth.once import OneTimeLinks
from server.auth.passwords import Passwords
from server.auth.places import Places
from server.auth.refresh import RefreshTokens
from server.auth.throttle import Throttle
from server.auth.tokens import Tokens
from server.settings import Settings
from server.store.database import Database
from server.store.landmarks import LandmarkStore
from server.store.logins import LoginStore
from server.store.sessions import SessionStore
from server.store.users import UserStore
from server.stream.admission import Admission
from server.stream.roster import Roster
from server.stream.whip.desk import Desk


@dataclass(frozen=True, slots=True)
class Services:
    settings: Settings
    database: Database
    users: UserStore
    sessions: SessionStore
    landmarks: LandmarkStore
    passwords: Passwords
    blocklist: Blocklist
    tokens: Tokens
    throttle: Throttle
    logins: LoginStore
    refresh: RefreshTokens
    links: OneTimeLinks
    mail: Mail
    library: Library
    engine: Engine
    roster: Roster
    admission: Admission
    whip: Desk
    stills: Places
    films: Places
    jobs: Jobs


def services_of(connection: HTTPConnection) -> Services:
    """The services of the application that a request or a socket has come to."""
    services: Services = connection.app.state.services
    return services
