"""Accounts: signing up, who one is, and leaving for good."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Literal, TypeAlias

from email_validator import EmailNotValidError, validate_email
from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, Field

from server.api.answer import Done
from server.api.caller import Caller, Served, address_of
from server.api.logins import LoggedIn, NewPassword, begin, confirm, end_logins
from server.api.problems import answers
from server.api.records import founding_moment
from server.api.strict import Body, example, router
from server.errors import EmailTaken
from server.store.users import NewUser, User

YOUNGEST, OLDEST = 13, 120

routes = router("/auth", "accounts")


def _name(value: str) -> str:
    name = unicodedata.normalize("NFC", value).strip()
    if len(name) < 2:
        raise ValueError("A name has at least 2 characters")
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name):
        raise ValueError("A name has no control characters")
    return name


def email_address(value: str) -> str:
    try:
        # Nothing is asked of the network, and a house's own mail domain will do.
        return validate_email(
            value.strip(), check_deliverability=False, globally_deliverable=False
        ).normalized
    except EmailNotValidError:
        raise ValueError("That is not an e-mail address") from None


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


Fullname: TypeAlias = Annotated[
    str, Field(max_length=100, json_schema_extra={"minLength": 2}), AfterValidator(_name)
]
Sex: TypeAlias = Literal["male", "female", "other"]
Birthday: TypeAlias = Annotated[str, Field(json_schema_extra={"format": "date"}), AfterValidator(_birthday)]


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

    fullname: Fullname
    email: Annotated[
        str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(email_address)
    ]
    password: NewPassword
    sex: Sex
    dob: Birthday


class Profile(Body):
    """What is left out stays as it is."""

    model_config = example({"fullname": "Ada King", "sex": "female", "dob": "1990-05-17"})

    fullname: Fullname = ""
    sex: Sex = "other"
    dob: Birthday = ""


class Me(BaseModel):
    model_config = example(
        {
            "fullname": "Ada Lovelace",
            "email": "ada@example.org",
            "sex": "female",
            "dob": "1990-05-17",
            "created_at": "2026-03-04 12:00:00",
            "user_id": 7,
            "role": "operator",
        }
    )

    fullname: str
    email: str
    sex: str
    dob: str
    created_at: str
    user_id: int
    role: Literal["operator"] | None


class Farewell(Body):
    """Something that cannot be taken back asks for the password."""

    model_config = example({"password": "password123"})

    password: str


class Greeting(BaseModel):
    message: str


@routes.post("/signup", responses=answers(400, 413, 415, 422, 429))
async def signup(body: Signup, request: Request, response: Response, services: Served) -> LoggedIn:
    """Make an account and log in."""
    services.throttle.try_signup(address_of(request))
    services.blocklist.check(body.password)
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
    return await begin(services, user, request, response)


@routes.get("/me", responses=answers(401))
async def me(user: Caller) -> Me:
    """The account of the token."""
    return _told(user)


@routes.patch("/me", responses=answers(400, 401, 413, 415, 422))
async def change_profile(body: Profile, user: Caller, services: Served) -> Me:
    """Change your name, sex or date of birth."""
    changes = body.model_dump(exclude_unset=True)
    await services.users.set_profile(user.id, changes)
    return _told(replace(user, **changes))


def _told(user: User) -> Me:
    return Me(
        fullname=user.fullname,
        email=user.email,
        sex=user.sex,
        dob=user.dob,
        created_at=founding_moment(user.created_at),
        user_id=user.id,
        role="operator" if user.role == "operator" else None,
    )


@routes.get("/protected", responses=answers(401))
async def protected(user: Caller) -> Greeting:
    """Say whether a token is good."""
    return Greeting(message=f"Hello {user.fullname}, you are logged in.")


@routes.delete("/me", responses=answers(400, 401, 403, 413, 415, 422, 429))
async def delete_account(body: Farewell, user: Caller, request: Request, services: Served) -> Done:
    """Delete the account and everything that is kept of it, for good. A practice that runs ends."""
    await confirm(services, user, body.password, request)
    await end_logins(services, user.id)
    await services.users.delete(user.id)
    await services.jobs.forget_all(user.id)
    return Done(message="Your account and all that was kept of it are deleted.")
