"""Logging in, staying logged in, and logging out everywhere it matters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal

from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, Field

from server.api.answer import Done
from server.api.caller import Bearer, Caller, Served, address_of
from server.api.problems import answers
from server.api.strict import Body, example, router
from server.auth.passwords import MAX_LENGTH, MIN_LENGTH, normalised
from server.auth.tokens import SENTENCE
from server.errors import NotAllowed, NotAuthenticated
from server.services import Services
from server.store.logins import Login as StoredLogin
from server.store.users import User, email_key

WRONG: Final = "The e-mail or the password is wrong."
WRONG_PASSWORD: Final = "The password is wrong."  # noqa: S105 - a sentence
COOKIE: Final = "refresh"
SECURE_COOKIE: Final = "__Host-refresh"

routes = router("/auth", "accounts")


def _password(value: str) -> str:
    if not MIN_LENGTH <= len(normalised(value)) <= MAX_LENGTH:
        raise ValueError(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters")
    return value


NewPassword = Annotated[
    str,
    Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": MAX_LENGTH}),
    AfterValidator(_password),
]


class Login(Body):
    """No rule of length: whoever has a password may use it."""

    model_config = example({"email": "ada@example.org", "password": "password123"})

    email: str
    password: str


class Refresh(Body):
    """The page leaves the token out: its browser sends it as a cookie."""

    refresh_token: Annotated[str, Field(max_length=200)] | None = None


class Logout(Body):
    everywhere: bool = False
    """Every login of the account, not only this one."""


class PasswordChange(Body):
    model_config = example({"password": "password123", "new_password": "a better password"})

    password: str
    new_password: NewPassword


class LoggedIn(BaseModel):
    model_config = example(
        {
            "access_token": "header.payload.signature",
            "token_type": "bearer",
            "user_id": 7,
            "fullname": "Ada Lovelace",
            "email": "ada@example.org",
            "expires_in": 1800,
            "refresh_token": "login.0.signature",
        }
    )

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the word of RFC 6750
    user_id: int
    fullname: str
    email: str
    expires_in: int
    """Seconds that the access token lives."""

    refresh_token: str | None
    """Good once, for `/auth/refresh`. Null for a page of this server, which gets a cookie that no script can
    read."""


@routes.post("/login", responses=answers(400, 401, 413, 415, 422, 429))
async def login(body: Login, request: Request, response: Response, services: Served) -> LoggedIn:
    """Get an access token. A wrong e-mail and a wrong password are told alike."""
    services.throttle.try_address(address_of(request))
    services.throttle.try_login(body.email)
    # Once more where the hash is another by now: a login beside this one may have upgraded it.
    let_in = await _let_in(services, body) or await _let_in(services, body)
    if let_in is None:
        raise NotAuthenticated(WRONG)
    services.throttle.logged_in(body.email)
    return _logged_in(services, *let_in, request, response)


async def _let_in(services: Services, body: Login) -> tuple[User, StoredLogin] | None:
    """None where the password was changed while it was looked at. Raises NotAuthenticated."""
    user = await services.users.find(body.email)
    right, better = await services.passwords.verify(
        body.password, user.password_hash if user else None, who=email_key(body.email)
    )
    if user is None or not right:
        raise NotAuthenticated(WRONG)
    if better is not None:
        await services.users.set_password_hash(user.id, user.password_hash, better)
        user = replace(user, password_hash=better)
    begun = await _begun(services, user)
    return None if begun is None else (user, begun)


@routes.post("/refresh", responses=answers(400, 401, 413, 415, 422, 429))
async def refresh(
    request: Request, response: Response, services: Served, body: Refresh | None = None
) -> LoggedIn:
    """Get a new access token, and the next refresh token.

    A refresh token is good once. One that comes again, but for the ten seconds in which an answer may have
    been lost, has been copied: the login ends for both.
    """
    services.throttle.try_address(address_of(request))
    token = (body.refresh_token if body else None) or _cookie(request)
    if token is None:
        raise NotAuthenticated(SENTENCE)
    login_id, generation = services.refresh.read(token)
    renewed = await services.logins.renew(login_id, generation, datetime.now(UTC))
    if isinstance(renewed, str):
        services.tokens.revoked.add([renewed])
    if not isinstance(renewed, StoredLogin):
        raise NotAuthenticated(SENTENCE)
    user = await services.users.get(renewed.user_id)
    if user is None:
        raise NotAuthenticated(SENTENCE)
    return _logged_in(services, user, renewed, request, response)


@routes.post("/logout", responses=answers(400, 401, 413, 415, 422))
async def logout(
    user: Caller, bearer: Bearer, response: Response, services: Served, body: Logout | None = None
) -> Done:
    """End this login: its tokens, and the practice that runs under it."""
    everywhere = body is not None and body.everywhere
    if everywhere or bearer.login_id is not None:
        await end_logins(services, user.id, only=None if everywhere else bearer.login_id)
    for name, secure in ((COOKIE, False), (SECURE_COOKIE, True)):
        response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="strict")
    return Done(message="You are logged out.")


@routes.put("/password", responses=answers(400, 401, 403, 413, 415, 422, 429))
async def change_password(
    body: PasswordChange, user: Caller, bearer: Bearer, request: Request, services: Served
) -> Done:
    """Choose another password. Every other login of the account ends."""
    services.blocklist.check(body.new_password)
    await confirm(services, user, body.password, request)
    hashed = await services.passwords.hash(body.new_password)
    ended = await services.logins.set_password(
        user.id, hashed, datetime.now(UTC), but=bearer.login_id, was=user.password_hash
    )
    if ended is None:  # it was changed elsewhere meanwhile
        raise NotAllowed(WRONG_PASSWORD)
    services.tokens.revoked.add(ended)
    return Done(message="Your password is changed; other devices are logged out.")


async def begin(services: Services, user: User, request: Request, response: Response) -> LoggedIn:
    """The first login of an account that was just made."""
    begun = await _begun(services, user)
    if begun is None:  # deleted again already
        raise NotAuthenticated(SENTENCE)
    return _logged_in(services, user, begun, request, response)


async def _begun(services: Services, user: User) -> StoredLogin | None:
    """A new login of somebody who has shown who they are; None where the account has changed since."""
    lasts = timedelta(days=services.settings.login_days)
    return await services.logins.begin(user, datetime.now(UTC), lasts)


async def confirm(services: Services, user: User, password: str, request: Request) -> None:
    """Ask for the password before what cannot be taken back. Raises NotAllowed, TooFast."""
    services.throttle.try_address(address_of(request))
    services.throttle.try_login(user.email)
    right, _ = await services.passwords.verify(password, user.password_hash)
    if not right:
        raise NotAllowed(WRONG_PASSWORD)
    services.throttle.logged_in(user.email)


async def end_logins(services: Services, user_id: int, *, only: str | None = None) -> None:
    """End logins of an account, and with them the practices that run under them."""
    services.tokens.revoked.add(await services.logins.end(user_id, datetime.now(UTC), only=only))


def _logged_in(
    services: Services, user: User, begun: StoredLogin, request: Request, response: Response
) -> LoggedIn:
    token: str | None = services.refresh.issue(begun.id, begun.generation)
    if _is_own_page(request):
        _keep(response, request, str(token), services.settings.login_days)
        token = None
    return LoggedIn(
        access_token=services.tokens.issue(user.id, begun.id),
        user_id=user.id,
        fullname=user.fullname,
        email=user.email,
        expires_in=services.settings.access_token_minutes * 60,
        refresh_token=token,
    )


def _is_own_page(request: Request) -> bool:
    """Browsers write this header themselves; no script can (Fetch Metadata, 2.4)."""
    return request.headers.get("sec-fetch-site") == "same-origin"


def _keep(response: Response, request: Request, token: str, days: int) -> None:
    secure = request.url.scheme == "https"
    response.set_cookie(
        SECURE_COOKIE if secure else COOKIE,
        token,
        max_age=days * 86400,
        path="/",
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def _cookie(request: Request) -> str | None:
    """The page's own token; what another site's page makes a browser send is not looked at."""
    if not _is_own_page(request):
        return None
    return request.cookies.get(SECURE_COOKIE if request.url.scheme == "https" else COOKIE)
