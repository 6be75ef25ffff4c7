"""A forgotten password and another address, by letters with links that are good once."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Final, Literal

from fastapi import Request
from pydantic import AfterValidator, BaseModel, Field

from server.api.accounts import email_address
from server.api.answer import Done
from server.api.caller import Caller, Served, address_of
from server.api.logins import NewPassword, confirm
from server.api.problems import answers
from server.api.strict import Body, example, router
from server.auth import letters
from server.auth.letters import Letter
from server.auth.once import SENTENCE
from server.errors import EmailTaken, LinkSpent
from server.services import Services
from server.store.users import User, email_key

MAILED: Final = "If there is an account with this address, a letter with a link is on its way to it."
BY_OPERATOR: Final = "This server sends no mail; whoever runs it can give you a new password."
CONFIRM: Final = "A letter is on its way to the new address; it counts once you open the link in it."
CHANGED: Final = "Your address is changed."
TAKEN: Final = "There is an account with this e-mail already."

routes = router("/auth", "accounts")


class Forgotten(Body):
    model_config = example({"email": "ada@example.org"})

    email: Annotated[str, Field(max_length=1000)]


class Asked(BaseModel):
    model_config = example({"success": True, "by": "mail", "message": MAILED})

    success: Literal[True] = True
    by: Literal["mail", "operator"]
    """How a new password comes about on this server."""

    message: str


class Reset(Body):
    model_config = example({"token": "7.1790000000..signature", "new_password": "a better password"})

    token: str
    """What stands behind the `#` of the link."""

    new_password: NewPassword


class EmailChange(Body):
    model_config = example({"email": "ada@example.com", "password": "password123"})

    email: Annotated[
        str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(email_address)
    ]
    password: str


class Confirmation(Body):
    model_config = example({"token": "7.1790000000.YWRhQGV4YW1wbGUuY29t.signature"})

    token: str
    """What stands behind the `#` of the link."""


class EmailChanged(BaseModel):
    model_config = example({"success": True, "changed": False, "message": CONFIRM})

    success: Literal[True] = True
    changed: bool
    """False: a letter was sent, and its link has to be opened first."""

    message: str


@routes.post("/reset", responses=answers(400, 413, 415, 422, 429))
async def ask_for_reset(body: Forgotten, request: Request, services: Served) -> Asked:
    """Ask for a letter with a link to choose a new password.

    The answer is the same, and as quick, whether there is such an account or not.
    """
    services.throttle.try_letter(address_of(request))
    if not services.mail.on:
        return Asked(by="operator", message=BY_OPERATOR)
    if services.throttle.may_write(body.email):
        services.mail.post(partial(_reset_letter, services, body.email))
    return Asked(by="mail", message=MAILED)


@routes.post("/reset/confirm", responses=answers(400, 413, 415, 422, 429))
async def reset(body: Reset, request: Request, services: Served) -> Done:
    """Choose a new password with the token of a link. Every login of the account ends."""
    services.throttle.try_address(address_of(request))
    link = services.links.read(body.token)
    user = services.links.check("reset", link, await services.users.get(link.user_id), time.time())
    services.blocklist.check(body.new_password)
    hashed = await services.passwords.hash(body.new_password)
    ended = await services.logins.set_password(user.id, hashed, datetime.now(UTC), was=user.password_hash)
    if ended is None:  # the same link was quicker elsewhere
        raise LinkSpent(SENTENCE)
    services.tokens.revoked.add(ended)
    services.throttle.logged_in(user.email)
    _post(services, letters.password_changed(user.email))
    return Done(message="Your password is changed; please log in with it.")


@routes.put("/email", responses=answers(400, 401, 403, 413, 415, 422, 429))
async def change_email(body: EmailChange, user: Caller, request: Request, services: Served) -> EmailChanged:
    """Change your address. Where this server sends mail, the new one is asked to confirm it first."""
    await confirm(services, user, body.password, request)
    if services.mail.on:
        services.throttle.try_letter(address_of(request))
        if services.throttle.may_write(body.email):
            services.mail.post(partial(_confirmation_letter, services, user, body.email))
        return EmailChanged(changed=False, message=CONFIRM)
    if not await services.users.set_email(user.id, user.email, body.email):
        raise EmailTaken(TAKEN)
    return EmailChanged(changed=True, message=CHANGED)


@routes.post("/email/confirm", responses=answers(400, 413, 415, 422, 429))
async def confirm_email(body: Confirmation, request: Request, services: Served) -> Done:
    """Confirm a new address with the token of a link."""
    services.throttle.try_address(address_of(request))
    link = services.links.read(body.token)
    user = services.links.check("email", link, await services.users.get(link.user_id), time.time())
    if not await services.users.set_email(user.id, user.email, link.word):
        raise EmailTaken(TAKEN)
    _post(services, letters.address_changed(user.email))
    return Done(message=CHANGED)


async def _reset_letter(services: Services, email: str) -> Letter | None:
    user = await services.users.find(email)
    if user is None:
        return None
    token = services.links.issue("reset", user, time.time())
    return letters.reset(user.email, services.mail.public_url, token)


async def _confirmation_letter(services: Services, user: User, email: str) -> Letter | None:
    """To an address that is free, or that is written another way by its own account."""
    taken = await services.users.find(email)
    if taken is not None and (taken.id != user.id or email_key(email) != email_key(user.email)):
        return None
    token = services.links.issue("email", user, time.time(), word=email)
    return letters.confirm_address(email, services.mail.public_url, token)


def _post(services: Services, letter: Letter) -> None:
    async def written() -> Letter:
        return letter

    services.mail.post(written)
