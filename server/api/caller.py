"""Who is asking."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from server.auth.tokens import SENTENCE, Claims
from server.errors import NotAllowed, NotAuthenticated
from server.services import Services, services_of
from server.store.users import User

_bearer = HTTPBearer(auto_error=False, bearerFormat="JWT", description="An access token of /auth/login.")


def _services(request: Request) -> Services:
    return services_of(request)


Served: TypeAlias = Annotated[Services, Depends(_services)]


async def _optional_claims(
    services: Served, bearer: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Claims | None:
    """What the bearer token says, if there is one. Raises NotAuthenticated for a bad one."""
    return None if bearer is None else services.tokens.verify(bearer.credentials)


OptionalBearer: TypeAlias = Annotated[Claims | None, Depends(_optional_claims)]


async def _claims(claims: OptionalBearer) -> Claims:
    """What the bearer token says. Raises NotAuthenticated."""
    if claims is None:
        raise NotAuthenticated(SENTENCE)
    return claims


Bearer: TypeAlias = Annotated[Claims, Depends(_claims)]


async def _caller(services: Served, claims: Bearer) -> User:
    """The account of the bearer token. Raises NotAuthenticated, also for an account that is gone."""
    user = await services.users.get(claims.user_id)
    if user is None:
        raise NotAuthenticated(SENTENCE)
    return user


Caller: TypeAlias = Annotated[User, Depends(_caller)]


OPERATORS_ONLY: Final = "This is for operators: `yoga-assistant user grant` makes one."


async def _operator(user: Caller) -> User:
    """The account of the bearer token. Raises NotAuthenticated, NotAllowed."""
    if user.role != "operator":
        raise NotAllowed(OPERATORS_ONLY)
    return user


Operator: TypeAlias = Annotated[User, Depends(_operator)]


def address_of(request: Request) -> str:
    """Where the request comes from; a proxy's word is taken only where the operator trusts that proxy."""
    return request.client.host if request.client else "unknown"
