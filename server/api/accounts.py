"""Accounts: signing up, logging in, and who one is."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import Annotated, Literal

from email_validator import EmailNotValidError, validate_email
from fastapi import Request
from pydantic import AfterValidator, BaseModel, Field

from server.api.caller import Caller, Served, address_of
from server.api.problems import answers
from server.api.strict import Body, example, router
from server.auth.passwords import MAX_LENGTH, MIN_LENGTH, normalised
from server.errors import EmailTaken, NotAuthenticated
from server.services import Services
from server.store.users import NewUser, User

YOUNGEST, OLDEST = 13, 120
WRONG = "The e-mail or the password is wrong."

routes = router("/auth", "accounts")


def _name(value: str) -> str:
    name = unicodedata.normalize("NFC", value).strip()
    if len(name) < 2:
        raise ValueError("A name has at least 2 characters")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise ValueError("A name has no control characters")
    return name


def _email(value: str) -> str:
    try:
        # Nothing is asked of the network, and a house's own mail domain will do.
        return validate_email(
            value.strip(), check_deliverability=False, globally_deliverable=False
        ).normalized
    except EmailNotValidError:
        raise ValueError("That is not an e-mail address") from None


def _password(value: str) -> str:
    if not MIN_LENGTH <= len(normalised(value)) <= MAX_LENGTH:
        raise ValueError(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters")
    return value


def _birthday(value: str) -> str:
    try:
        born = datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
    except ValueError:
        raise ValueError("A date of birth looks like 1990-05-17") from None
    today = datetime.now(UTC).date()
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    if not YOUNGEST <= age <= OLDEST:
        raise ValueError(f"Accounts are for people of {YOUNGEST} to {OLDEST} years")
    return born.isoformat()


class Signup(Body):
    model_config = example(
        {
            "fullname": "Ada Lovelace",
            "email": "ada@example.org",
            "password": "password123",
            "sex": "female",
            "dob": "1990-05-17",
        }
    )

    fullname: Annotated[str, Field(max_length=100, json_schema_extra={"minLength": 2}), AfterValidator(_name)]
    email: Annotated[
        str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_email)
    ]
    password: Annotated[
        str,
        Field(json_schema_extra={"minLength": MIN_LENGTH, "maxLength": MAX_LENGTH}),
        AfterValidator(_password),
    ]
    sex: Literal["male", "female", "other"]
    dob: Annotated[str, Field(json_schema_extra={"format": "date"}), AfterValidator(_birthday)]


class Login(Body):
    """No rule of length: whoever has a password may use it."""

    model_config = example({"email": "ada@example.org", "password": "password123"})

    email: str
    password: str


class LoggedIn(BaseModel):
    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the word of RFC 6750
    user_id: int
    fullname: str
    email: str


class Me(BaseModel):
    fullname: str
    email: str
    sex: str
    dob: str
    created_at: str


class Greeting(BaseModel):
    message: str


@routes.post("/signup", responses=answers(400, 413, 415, 422, 429))
async def signup(body: Signup, request: Request, services: Served) -> LoggedIn:
    """Make an account and log in."""
    services.throttle.try_signup(address_of(request))
    user = await services.users.add(
        NewUser(
            fullname=body.fullname,
            email=body.email,
            password_hash=await services.passwords.hash(body.password),
            sex=body.sex,
            dob=body.dob,
            created_at=datetime.now(UTC),
        )
    )
    if user is None:
        raise EmailTaken("There is an account with this e-mail already.")
    return _logged_in(services, user)


@routes.post("/login", responses=answers(400, 401, 413, 415, 422, 429))
async def login(body: Login, services: Served) -> LoggedIn:
    """Get an access token. A wrong e-mail and a wrong password are told alike."""
    services.throttle.try_login(body.email)
    user = await services.users.find(body.email)
    right, better = await services.passwords.verify(body.password, user.password_hash if user else None)
    if user is None or not right:
        raise NotAuthenticated(WRONG)
    services.throttle.logged_in(body.email)
    if better is not None:
        await services.users.set_password_hash(user.id, user.password_hash, better)
    return _logged_in(services, user)


@routes.get("/me", responses=answers(401))
async def me(user: Caller) -> Me:
    """The account of the token."""
    return Me(
        fullname=user.fullname,
        email=user.email,
        sex=user.sex,
        dob=user.dob,
        created_at=f"{user.created_at:%Y-%m-%d %H:%M:%S}",
    )


@routes.get("/protected", responses=answers(401))
async def protected(user: Caller) -> Greeting:
    """Say whether a token is good."""
    return Greeting(message=f"Hello {user.fullname}, you are logged in.")


def _logged_in(services: Services, user: User) -> LoggedIn:
    return LoggedIn(
        access_token=services.tokens.issue(user.id),
        user_id=user.id,
        fullname=user.fullname,
        email=user.email,
    )
